//! `[done]`: the Definition of Done, what every finished item of a kind keeps beside its own criteria.

use smol_str::SmolStr;

use super::source::{Node, Source};
use crate::Spanned;

/// The lines for one kind.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DoneEntry {
    pub(crate) kind: Spanned<SmolStr>,
    pub(crate) lines: Vec<Spanned<SmolStr>>,
}

pub(super) fn read<'t>(source: &mut Source<'t>, table: Option<&Node<'t>>) -> Vec<DoneEntry> {
    let mut entries = Vec::new();
    for (key, node) in source.entries(table) {
        if !node.get_ref().is_array() {
            continue;
        }
        let mut lines = Vec::new();
        for line in source.texts(Some(node)) {
            if line.trim().is_empty() {
                source.invalid(line.span, "an empty line asks for nothing: take it away");
            } else if line.contains(['\n', '\r']) {
                source.invalid(line.span, "this stands in a list, one line each: write it on one line");
            } else {
                lines.push(Spanned::new(SmolStr::new(line.trim()), line.span));
            }
        }
        entries.push(DoneEntry { kind: key.map(SmolStr::new), lines });
    }
    entries
}

#[cfg(test)]
mod tests {
    use crate::testing::{clean, told};

    #[test]
    fn lines_for_a_kind() {
        let file = clean("[done]\nstory = [\"Reviewed by another developer\", \"Help page updated\"]\nbug = []\n");
        assert_eq!(file.done[0].kind.value, "story");
        assert_eq!(file.done[0].lines[1].value, "Help page updated");
        assert!(file.done[1].lines.is_empty(), "a nested file may ask for nothing");
    }

    #[test]
    fn lines_that_ask_for_nothing() {
        told("[done]\nstory = [\"‹ ›\"]\n", "config/invalid an empty line asks for nothing: take it away");
        told(
            "[done]\nstory = [\"‹a\\nb›\"]\n",
            "config/invalid this stands in a list, one line each: write it on one line",
        );
    }

    #[test]
    fn kinds_that_can_be_finished() {
        told(
            "[done]\n‹storry› = [\"Reviewed\"]\n",
            "config/unknown-key `storry` is no kind of item; did you mean `story`?",
        );
        told("[done]\n‹persona› = [\"Reviewed\"]\n", "config/invalid `persona` has no status: take this line away");
    }
}
