//! Status words of other tools, and what they are called here.

use std::borrow::Cow;

use super::Phase;

/// What a word of another tool stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignTarget {
    /// A status: of this name where the kind has it, else the one that plays its part.
    Status {
        /// The status of a story that the word means.
        name: &'static str,
        /// The phase to look in where a kind has no status of that name.
        phase: Phase,
    },
    /// Not a status at all: the field `blocked`, which says by what.
    Blocked,
}

/// A word of another tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeignWord {
    /// The word, in lower case with `-` between its parts.
    pub word: &'static str,
    /// What it stands for.
    pub target: ForeignTarget,
}

const fn means(word: &'static str, name: &'static str, phase: Phase) -> ForeignWord {
    ForeignWord { word, target: ForeignTarget::Status { name, phase } }
}

/// Every word of other tools that is understood where it cannot be a status.
pub const FOREIGN_WORDS: [ForeignWord; 17] = [
    means("todo", "draft", Phase::Draft),
    means("open", "draft", Phase::Draft),
    means("new", "draft", Phase::Draft),
    means("backlog", "draft", Phase::Draft),
    means("in-progress", "doing", Phase::Doing),
    means("started", "doing", Phase::Doing),
    means("wip", "doing", Phase::Doing),
    means("in-review", "review", Phase::Doing),
    means("testing", "review", Phase::Doing),
    means("delivered", "review", Phase::Doing),
    means("closed", "accepted", Phase::Done),
    means("resolved", "accepted", Phase::Done),
    means("done", "accepted", Phase::Done),
    means("cancelled", "dropped", Phase::Dropped),
    means("canceled", "dropped", Phase::Dropped),
    means("wontfix", "dropped", Phase::Dropped),
    ForeignWord { word: "blocked", target: ForeignTarget::Blocked },
];

/// What a word stands for in other tools, whatever its letter case and with `_` or a space for `-`.
///
/// A word that is a status of the item's kind is that status, so look for that first.
pub fn foreign_word(word: &str) -> Option<&'static ForeignWord> {
    let word = normal_form(word);
    FOREIGN_WORDS.iter().find(|it| it.word == word)
}

fn normal_form(word: &str) -> Cow<'_, str> {
    let is_normal = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
    if word.bytes().all(is_normal) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_ascii_lowercase().replace(['_', ' '], "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(word: &str) -> Option<ForeignTarget> {
        foreign_word(word).map(|it| it.target)
    }

    #[test]
    fn words_of_other_tools_are_known_in_any_of_their_spellings() {
        let doing = Some(ForeignTarget::Status { name: "doing", phase: Phase::Doing });
        for word in ["in-progress", "In Progress", "IN_PROGRESS", "wip", "started"] {
            assert_eq!(target(word), doing, "{word}");
        }
    }

    #[test]
    fn blocked_is_a_field_and_no_status() {
        assert_eq!(target("blocked"), Some(ForeignTarget::Blocked));
    }

    #[test]
    fn other_words_are_not_guessed_at() {
        for word in ["", "finished", "to-do", "ready", "größer"] {
            assert_eq!(target(word), None, "{word}");
        }
    }
}
