//! What a completion is about, as a short text that an editor keeps and sends back.

use std::fmt;
use std::str::FromStr;

use roadlog_syntax::value::{Handle, Id};
use smol_str::SmolStr;

/// What a completion is about. `Display` writes it as a text that [`CompletionKey::from_str`] reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum CompletionKey {
    /// Nothing that there is more to say about.
    #[default]
    Nothing,
    /// A kind, by its word.
    Kind(SmolStr),
    /// A field.
    Field {
        /// Its key.
        name: SmolStr,
        /// The kind that it stands on, by its word.
        kind: SmolStr,
    },
    /// A status.
    Status {
        /// The file that it stands in: folders may have statuses of their own.
        path: SmolStr,
        /// The kind that has it, by its word.
        kind: SmolStr,
        /// The status.
        word: SmolStr,
    },
    /// An item.
    Item(Id),
    /// A person or a team.
    Person(Handle),
    /// A rule, `group/name`, or a group.
    Rule(SmolStr),
    /// A role, built in or of the team's own.
    Role(SmolStr),
    /// A key of roadlog.toml, by its path in the table of keys: `people.HANDLE.emails`.
    Setting(SmolStr),
}

impl fmt::Display for CompletionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Kind(word) => write!(f, "kind:{word}"),
            Self::Field { name, kind } => write!(f, "field:{kind}:{name}"),
            // A path may hold colons, so it comes last.
            Self::Status { path, kind, word } => write!(f, "status:{kind}:{word}:{path}"),
            Self::Item(id) => write!(f, "item:{}", id.as_str()),
            Self::Person(handle) => write!(f, "person:{}", handle.name()),
            Self::Rule(name) => write!(f, "rule:{name}"),
            Self::Role(name) => write!(f, "role:{name}"),
            Self::Setting(path) => write!(f, "setting:{path}"),
        }
    }
}

/// A text that is no key of a completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoKey;

impl FromStr for CompletionKey {
    type Err = NoKey;

    fn from_str(text: &str) -> Result<Self, NoKey> {
        if text.is_empty() {
            return Ok(Self::Nothing);
        }
        let (what, rest) = text.split_once(':').ok_or(NoKey)?;
        Ok(match what {
            "kind" => Self::Kind(rest.into()),
            "field" => {
                let (kind, name) = rest.split_once(':').ok_or(NoKey)?;
                Self::Field { name: name.into(), kind: kind.into() }
            }
            "status" => {
                let mut parts = rest.splitn(3, ':').map(SmolStr::new);
                let (kind, word) = (parts.next().ok_or(NoKey)?, parts.next().ok_or(NoKey)?);
                Self::Status { path: parts.next().ok_or(NoKey)?, kind, word }
            }
            "item" => Self::Item(Id::parse(rest).map_err(|_| NoKey)?),
            "person" => Self::Person(Handle::from_name(rest).map_err(|_| NoKey)?),
            "rule" => Self::Rule(rest.into()),
            "role" => Self::Role(rest.into()),
            "setting" => Self::Setting(rest.into()),
            _ => return Err(NoKey),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written() {
        for key in [
            CompletionKey::Nothing,
            CompletionKey::Kind("story".into()),
            CompletionKey::Field { name: "points".into(), kind: "story".into() },
            CompletionKey::Status { path: "a:b/c.backlog".into(), kind: "story".into(), word: "ready".into() },
            CompletionKey::Item(Id::parse("PAY-12").unwrap()),
            CompletionKey::Person(Handle::from_name("maria").unwrap()),
            CompletionKey::Rule("story/placeholder".into()),
            CompletionKey::Role("tester".into()),
            CompletionKey::Setting("rules.options.RULE".into()),
        ] {
            assert_eq!(key.to_string().parse(), Ok(key));
        }
    }

    #[test]
    fn anything_else_is_no_key() {
        for text in ["x", "item:", "item:pay", "person:@", "status:a:b", "other:x", "field:x"] {
            assert_eq!(text.parse::<CompletionKey>(), Err(NoKey), "{text}");
        }
    }
}
