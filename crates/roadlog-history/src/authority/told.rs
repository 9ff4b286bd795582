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
        let what = change.sentence();
        let what = what.unescaped();
        match self {
            Self::Allowed { .. } | Self::Unjudged => None,
            Self::StandIn { who, owner } => Some(
                format!("{who}, a {} too, changed what is {owner}'s: {what}", deciding(who, change, policy).title())
                    .into(),
            ),
            Self::Refused(refusal) => Some(refusal.sentence(what, author, policy).into()),
        }
    }
}

impl Refusal {
    fn sentence(&self, what: &str, author: &Identity, policy: &Config) -> String {
        let who = name(author, policy);
        let may = match &self.may[..] {
            [] => format!("that is for a {}, and nobody is one", self.role.title()),
            may => format!("that is for {}", people(may)),
        };
        match self.reason {
            Reason::Unknown => format!("{who} is nobody in roadlog.toml who may change this: {what}; {may}"),
            Reason::Unverified => format!("{who} has not signed this: {what}; {may}"),
            Reason::NotTheirs => format!("{who} changed this: {what}; {may}"),
            Reason::OnlyOthers => format!("{who} changed this: {what}; roadlog.toml leaves it to others, and {may}"),
            Reason::OwnWork => format!("{who} accepted work of their own: {what}; {may}"),
        }
    }
}

/// The author with their roles: `@li (developer)`.
fn name(author: &Identity, policy: &Config) -> String {
    let claimed = match author {
        Identity::Unverified { author } => author.as_ref(),
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
