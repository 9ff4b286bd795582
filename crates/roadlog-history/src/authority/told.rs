//! What is said of a change that does not stand, or that stands in for its owner.

use roadlog_config::{Config, Role};
use roadlog_model::Untrusted;
use roadlog_syntax::value::Handle;

use super::{Identity, Reason, Refusal, Verdict};
use crate::change::Change;

impl Verdict {
    /// Whether the change stands, as far as anybody can tell.
    pub const fn stands(&self) -> bool {
        !matches!(self, Self::Refused(_))
    }

    /// What is to be said of it in one sentence without a full stop; `None` where there is nothing.
    pub fn sentence(&self, change: &Change, author: &Identity, policy: &Config) -> Option<Untrusted> {
        let (what, remark) = (change.sentence(), self.remark(change, author, policy)?);
        let (what, remark) = (what.unescaped(), remark.unescaped());
        Some(if self.stands() { format!("{remark}: {what}") } else { format!("{what}: {remark}") }.into())
    }

    /// The same for where it is told beside the change: whose that is, and who made it; `None` where there is nothing
    /// to say.
    pub fn remark(&self, change: &Change, author: &Identity, policy: &Config) -> Option<Untrusted> {
        match self {
            Self::Allowed { .. } | Self::Unjudged => None,
            Self::StandIn { who, owner } => {
                let role = deciding(who, change, policy).title();
                Some(format!("{who}, a {role} too, changed what is {owner}'s").into())
            }
            Self::Refused(refusal) => Some(refusal.remark(author, policy).into()),
        }
    }
}

impl Refusal {
    fn remark(&self, author: &Identity, policy: &Config) -> String {
        let (who, may) = (name(author, policy), self.whose(policy));
        match self.reason {
            Reason::Unknown => format!("that is for {may}, and {who} is nobody in roadlog.toml today"),
            Reason::Unverified => format!("that is for {may}, and {who} has not signed it"),
            Reason::NotTheirs => format!("that is for {may}, not for {who}"),
            Reason::OnlyOthers => format!("roadlog.toml leaves that to {may}, not to {who}"),
            Reason::OwnWork => format!("that is for {may}, not for {who}, who has worked on it"),
        }
    }

    /// Whose the change is: `a product owner (@maria or @noah)`, or the people alone where their roles differ.
    fn whose(&self, policy: &Config) -> String {
        let has_role = |who: &Handle| policy.person(who).is_some_and(|person| person.roles().contains(self.role));
        match &self.may[..] {
            [] => format!("a {}, and nobody is one", self.role.title()),
            may if may.iter().all(has_role) => format!("a {} ({})", self.role.title(), people(may)),
            may => people(may),
        }
    }
}

/// The author with their roles: `@li (developer)`.
fn name(author: &Identity, policy: &Config) -> String {
    let claimed = match author {
        Identity::Unverified { author, .. } => author.as_ref(),
        author => author.handle(),
    };
    match (claimed, author) {
        (Some(who), _) => {
            let roles: Vec<&str> = policy
                .person(who)
                .map_or(&[][..], |person| person.written_roles())
                .iter()
                .map(|written| Role::named(written).map_or(written.as_str(), |role| role.title()))
                .collect();
            if roles.is_empty() { who.to_string() } else { format!("{who} ({})", roles.join(", ")) }
        }
        (None, Identity::Unknown { name, email }) => format!("{} <{}>", name.unescaped(), email.unescaped()),
        (None, _) => "Somebody".to_owned(),
    }
}

/// `@ana`, `@ana or @maria`, `@ana, @maria or 4 others`.
fn people(may: &[Handle]) -> String {
    match may {
        [] => String::new(),
        [one] => one.to_string(),
        [one, other] => format!("{one} or {other}"),
        [one, other, third] => format!("{one}, {other} or {third}"),
        [one, other, rest @ ..] => format!("{one}, {other} or {} others", rest.len()),
    }
}

/// The role by which somebody decides on what changed.
fn deciding(who: &Handle, change: &Change, policy: &Config) -> Role {
    let kind = change.item.as_ref().and_then(|item| item.kinds(policy).next());
    let role = kind.map_or(Role::ProductOwner, |kind| kind.spec().side.role());
    let has = policy.person(who).is_some_and(|person| person.roles().contains(role));
    let other = if role == Role::ProductOwner { Role::ProductManager } else { Role::ProductOwner };
    if has { role } else { other }
}
