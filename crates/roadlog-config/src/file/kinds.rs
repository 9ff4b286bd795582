//! `[kinds.NAME]`: kinds of item of a team's own.

use roadlog_syntax::{Kind, Span};
use smol_str::SmolStr;

use super::source::{Node, Source, get};
use crate::Spanned;
use crate::tables::Side;

/// What one kind's table says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct KindEntry {
    pub(crate) name: SmolStr,
    pub(crate) span: Span,
    pub(crate) like: Kind,
}

pub(super) fn read<'t>(source: &mut Source<'t>, table: Option<&Node<'t>>) -> Vec<KindEntry> {
    let mut kinds = Vec::new();
    for (key, node) in source.entries(table) {
        let like = get(Some(node), "like").and_then(|like| source.text(like)).and_then(|like| Kind::named(&like));
        let is_free = may_be_named(source, &key);
        if let (Some(like), true) = (like, is_free) {
            kinds.push(KindEntry { name: SmolStr::new(key.value), span: key.span, like });
        }
    }
    kinds
}

/// Whether it is a word as keys and kinds are written: `[a-z][a-z0-9-]*`.
pub(super) fn is_word(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    text.starts_with(|first: char| first.is_ascii_lowercase()) && text.bytes().all(is_inner)
}

fn may_be_named(source: &mut Source<'_>, key: &Spanned<&str>) -> bool {
    let taken = if Kind::named(key).is_some() {
        format!("`{}` is a built-in kind: give this one another name", key.value)
    } else if Side::named(key).is_some() || key.value == "config" {
        format!("`{}` has a meaning of its own in authority lines: give this kind another name", key.value)
    } else if !is_word(key) {
        format!("`{}` is not a kind's name: it is written in small letters, like \"chore\"", key.value)
    } else {
        return true;
    };
    source.invalid(key.span, taken);
    false
}

#[cfg(test)]
mod tests {
    use roadlog_syntax::Kind;

    use super::*;
    use crate::testing::{clean, told};

    #[test]
    fn a_kind_is_like_a_built_in_one() {
        let file = clean("[kinds.chore]\nlike = \"task\"\n");
        assert_eq!(file.kinds[0].name, "chore");
        assert_eq!(file.kinds[0].like, Kind::Task);
    }

    #[test]
    fn what_it_cannot_be_called() {
        told(
            "[kinds.‹task›]\nlike = \"task\"\n",
            "config/invalid `task` is a built-in kind: give this one another name",
        );
        told(
            "[kinds.‹backlog›]\nlike = \"task\"\n",
            "config/invalid `backlog` has a meaning of its own in authority lines: give this kind another name",
        );
        told(
            "[kinds.\"‹tech debt›\"]\nlike = \"task\"\n",
            "config/invalid `tech debt` is not a kind's name: it is written in small letters, like \"chore\"",
        );
    }

    #[test]
    fn what_it_has_to_be_like() {
        told(
            "‹[kinds.chore]›\n",
            "config/invalid `like` is missing here: the built-in kind whose fields, statuses and rules it has",
        );
        told(
            "[kinds.chore]\nlike = \"‹tsk›\"\n",
            "config/invalid `tsk` cannot stand here: \"vision\", \"persona\", \"goal\", \"metric\", \"research\", \
             \"initiative\", \"launch\", \"sprint\", \"epic\", \"story\", \"bug\", \"task\" and \"spike\" can; did you \
             mean `task`?",
        );
    }

    #[test]
    fn words() {
        assert!(["a", "chore", "tech-debt", "p0"].into_iter().all(is_word));
        assert!(!["", "A", "0p", "-a", "tech debt", "größe"].into_iter().any(is_word));
    }
}
