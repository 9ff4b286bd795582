//! Whose change it is: what is known of the author of a commit, and whether that is enough.

use roadlog_config::{Config, Identity as Demanded, Person};
use roadlog_model::Untrusted;
use roadlog_syntax::value::{Date, Handle};

/// What is known of who made a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity {
    /// The author's address is this person's, which is a claim.
    Claimed(Handle),
    /// The forge has authenticated this person.
    Forge(Handle),
    /// A signature with one of this person's keys verifies.
    Signed(Handle),
    /// A signature verifies, and the author says to be somebody else: the signer's rights count.
    SignedByAnother {
        /// Who signed.
        signer: Handle,
        /// Who is said to be the author, where that is somebody known.
        author: Option<Handle>,
    },
    /// A signature is demanded, and there is none that verifies.
    Unverified {
        /// Who is said to be the author, where that is somebody known.
        author: Option<Handle>,
        /// Whose key signed it all the same, which does not count on that day.
        signer: Option<Handle>,
    },
    /// Nobody in roadlog.toml.
    Unknown {
        /// The author's name, as the commit has it.
        name: Untrusted,
        /// The author's address, as the commit has it.
        email: Untrusted,
    },
}

/// What a verdict rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// The author's address alone.
    Claimed,
    /// The forge's word.
    Forge,
    /// A signature.
    Signed,
}

impl Identity {
    /// Whose rights count, whether or not they may do anything; `None` where that is nobody.
    pub const fn handle(&self) -> Option<&Handle> {
        match self {
            Self::Claimed(who) | Self::Forge(who) | Self::Signed(who) => Some(who),
            Self::SignedByAnother { signer, .. } => Some(signer),
            Self::Unverified { .. } | Self::Unknown { .. } => None,
        }
    }

    /// What it rests on; `None` where it rests on nothing.
    pub const fn evidence(&self) -> Option<Evidence> {
        match self {
            Self::Claimed(_) => Some(Evidence::Claimed),
            Self::Forge(_) => Some(Evidence::Forge),
            Self::Signed(_) | Self::SignedByAnother { .. } => Some(Evidence::Signed),
            Self::Unverified { .. } | Self::Unknown { .. } => None,
        }
    }

    /// The person whose rights count: known to the policy, in the team on that day, and told by as much as the policy
    /// demands.
    pub(super) fn person<'p>(&self, policy: &'p Config, today: Date) -> Option<&'p Person> {
        let is_enough = policy.authority().identity == Demanded::Email || self.evidence() != Some(Evidence::Claimed);
        self.handle().filter(|_| is_enough).and_then(|who| active(policy, who, today))
    }
}

/// The person of that handle, where they are in the team on that day.
pub(super) fn active<'p>(policy: &'p Config, who: &Handle, today: Date) -> Option<&'p Person> {
    policy.person(who).filter(|person| person.is_active_on(today))
}
