//! `[statuses]`: a team's own words for where an item stands, each in a phase.

use roadlog_syntax::Span;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::source::{Node, Source, nearest, part};
use crate::tables::Phase;
use crate::{ProblemKind, Spanned, Suggestion};

/// The statuses of one kind.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StatusesEntry {
    pub(crate) kind: Spanned<SmolStr>,
    /// In the order of work; never empty.
    pub(crate) list: Vec<StatusEntry>,
}

/// One status.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StatusEntry {
    pub(crate) name: Spanned<SmolStr>,
    pub(crate) phase: Phase,
}

pub(super) fn read<'t>(source: &mut Source<'t>, table: Option<&Node<'t>>) -> Vec<StatusesEntry> {
    let mut entries = Vec::new();
    for (key, node) in source.entries(table) {
        if !node.get_ref().is_array() {
            continue;
        }
        let known = source.problems.len();
        let list = list(source, node);
        if source.problems.len() == known {
            whole(source, &key, &list);
        }
        if !list.is_empty() {
            entries.push(StatusesEntry { kind: key.map(SmolStr::new), list });
        }
    }
    entries
}

fn list<'t>(source: &mut Source<'t>, node: &Node<'t>) -> Vec<StatusEntry> {
    let mut list: Vec<StatusEntry> = Vec::new();
    let mut seen: FxHashMap<SmolStr, Span> = FxHashMap::default();
    for text in source.texts(Some(node)) {
        let Some(entry) = status(source, &text) else { continue };
        if let Some(first) = seen.get(&entry.name.value) {
            let message = format!("`{}` is in this list twice: once is enough", entry.name.value);
            source.report(ProblemKind::Invalid.at(entry.name.span, message).see(*first, "here first"));
        } else {
            seen.insert(entry.name.value.clone(), entry.name.span);
            list.push(entry);
        }
    }
    list
}

/// Reads `doing:doing`. A status whose phase is unknown counts as a draft, of which nothing is asked, so that the
/// items that have it are not reported too.
fn status(source: &mut Source<'_>, text: &Spanned<&str>) -> Option<StatusEntry> {
    let Some((name, phase)) = text.split_once(':') else {
        let mut problem = ProblemKind::Invalid
            .at(text.span, format!("`{}` lacks its phase: write it behind a colon, like \"{0}:doing\"", text.value));
        let phase = Phase::named(text);
        problem.suggestion = phase.map(|it| Suggestion { span: text.span, text: format!("{0}:{0}", it.name()) });
        source.report(problem);
        return None;
    };
    let name_span = part(text, 0, name.len());
    if !super::kinds::is_word(name) {
        source.invalid(name_span, format!("`{name}` is not a status: it is one word in small letters, like \"doing\""));
        return None;
    }
    let named = Phase::named(phase);
    if named.is_none() {
        let message = format!("`{phase}` is no phase: draft, ready, doing, done and dropped are");
        let meant = nearest(phase, Phase::ALL.into_iter().map(Phase::name));
        let span = part(text, name.len() + 1, phase.len());
        source.report(ProblemKind::Invalid.at(span, message).or_meant_for(phase, meant));
    }
    Some(StatusEntry { name: Spanned::new(SmolStr::new(name), name_span), phase: named.unwrap_or(Phase::Draft) })
}

/// What a list lacks whose statuses are all right by themselves.
fn whole(source: &mut Source<'_>, key: &Spanned<&str>, list: &[StatusEntry]) {
    let Some(first) = list.first() else {
        source
            .invalid(key.span, format!("`{}` needs at least one status: write some, or take the line away", key.value));
        return;
    };
    if first.phase.is_closed() {
        let message = format!(
            "`{}` is meant where no status is written, so it has to be open: begin with one in draft, ready or doing",
            first.name.value
        );
        source.invalid(first.name.span, message);
    } else if !list.iter().any(|status| status.phase == Phase::Done) {
        let message =
            format!("no {} could ever be finished: add a status in the phase done, like \"done:done\"", key.value);
        source.invalid(key.span, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{clean, problems, told, told_nested};

    #[test]
    fn a_list_in_the_order_of_work() {
        let file = clean("[statuses]\ntask = [\"todo:draft\", \"doing:doing\", \"done:done\", \"dropped:dropped\"]\n");
        let entry = &file.statuses[0];
        assert_eq!(entry.kind.value, "task");
        let list: Vec<_> = entry.list.iter().map(|it| (it.name.value.as_str(), it.phase)).collect();
        let expected =
            [("todo", Phase::Draft), ("doing", Phase::Doing), ("done", Phase::Done), ("dropped", Phase::Dropped)];
        assert_eq!(list, expected);
    }

    #[test]
    fn phases() {
        told(
            "[statuses]\ntask = [\"todo:‹daft›\", \"done:done\"]\n",
            "config/invalid `daft` is no phase: draft, ready, doing, done and dropped are; did you mean `draft`?",
        );
        told(
            "[statuses]\ntask = [\"‹todo›\", \"done:done\"]\n",
            "config/invalid `todo` lacks its phase: write it behind a colon, like \"todo:doing\"",
        );
        told(
            "[statuses]\ntask = ['todo:draft', '''done:‹finished›''']\n",
            "config/invalid `finished` is no phase: draft, ready, doing, done and dropped are",
        );
    }

    #[test]
    fn words() {
        told(
            "[statuses]\ntask = [\"‹In progress›:doing\", \"done:done\"]\n",
            "config/invalid `In progress` is not a status: it is one word in small letters, like \"doing\"",
        );
        told(
            "[statuses]\ntask = [\"todo:draft\", \"‹todo›:ready\", \"done:done\"]\n",
            "config/invalid `todo` is in this list twice: once is enough | here first",
        );
    }

    #[test]
    fn a_text_with_escapes_is_pointed_at_whole_and_not_mended() {
        told(
            "[statuses]\ntask = [\"‹todo:d\\u0061ft›\", \"done:done\"]\n",
            "config/invalid `daft` is no phase: draft, ready, doing, done and dropped are; did you mean `draft`?",
        );
        let suggestion =
            |text: &str| problems(&format!("[statuses]\ntask = [\"{text}\", \"done:done\"]\n"))[0].suggestion.clone();
        assert_eq!(suggestion("todo:d\\u0061ft"), None);
        assert_eq!(suggestion("todo:daft").unwrap().text, "draft");
    }

    #[test]
    fn a_list_that_no_item_could_live_with() {
        told(
            "[statuses]\n‹task› = []\n",
            "config/invalid `task` needs at least one status: write some, or take the line away",
        );
        told(
            "[statuses]\ntask = [\"‹done›:done\", \"todo:draft\"]\n",
            "config/invalid `done` is meant where no status is written, so it has to be open: begin with one in draft, \
             ready or doing",
        );
        told(
            "[statuses]\n‹task› = [\"todo:draft\", \"gone:dropped\"]\n",
            "config/invalid no task could ever be finished: add a status in the phase done, like \"done:done\"",
        );
    }

    #[test]
    fn kinds() {
        let list = "[\"todo:draft\", \"done:done\"]";
        told(
            &format!("[statuses]\n‹tsk› = {list}\n"),
            "config/unknown-key `tsk` is no kind of item; did you mean `task`?",
        );
        told(&format!("[statuses]\n‹vision› = {list}\n"), "config/invalid `vision` has no status: take this line away");
        clean(&format!("[kinds.chore]\nlike = \"task\"\n[statuses]\nchore = {list}\n"));
    }

    #[test]
    fn a_nested_file_may_have_them_too() {
        told_nested(
            "[statuses]\ntask = [\"todo:‹daft›\", \"done:done\"]\n",
            "config/invalid `daft` is no phase: draft, ready, doing, done and dropped are; did you mean `draft`?",
        );
    }
}
