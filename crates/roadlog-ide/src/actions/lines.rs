//! What can be done with the line that the cursor is on: a criterion, a question, a person who is named.

use roadlog_lint::FileEdit;
use roadlog_syntax::mention::{MentionKind, mentions};
use roadlog_syntax::value::{Handle, Id};
use roadlog_syntax::{EntryKind, Mark};

use super::item::Spot;
use super::key::Ask;
use super::{Action, ActionKind, Change, TO_SAY};

/// Where people stand.
const CONFIG: &str = "roadlog.toml";

pub(super) fn actions(spot: Spot<'_>) -> Vec<Action> {
    let mut actions = Vec::new();
    if let Some(id) = spot.own_id() {
        actions.extend(criterion(spot, id));
        actions.extend(words(spot, id));
    }
    actions.extend(newcomer(spot));
    actions
}

/// Marks for the criterion, and the item split there.
fn criterion(spot: Spot<'_>, id: &Id) -> Vec<Action> {
    let here = spot.entry().map(roadlog_syntax::Entry::index);
    let found = spot.item.criteria().enumerate().find(|(_, criterion)| Some(criterion.entry.index()) == here);
    let Some((at, criterion)) = found else { return Vec::new() };
    let number = at + 1;
    let marks = [
        (Mark::Met, "Mark the criterion as met"),
        (Mark::Open, "Mark the criterion as open again"),
        (Mark::Dropped, "Mark the criterion as dropped"),
    ];
    let marked = |(mark, title): (Mark, &str)| {
        Action::lazy(title, ActionKind::Rewrite, Ask::Mark { id: id.clone(), criterion: number, mark })
    };
    let mut actions: Vec<_> = marks.into_iter().filter(|(mark, _)| *mark != criterion.mark).map(marked).collect();
    let key = Ask::Split { id: id.clone(), criterion: number, title: TO_SAY.to_owned() };
    if spot.would_change(&key).unwrap_or_default() {
        let title = format!("Split {id}: the criteria from here on go to a new {}", spot.item.kind_word());
        actions.push(Action::lazy(title, ActionKind::Extract, key));
    }
    actions
}

/// An answer to the question, or a decision.
fn words(spot: Spot<'_>, id: &Id) -> Option<Action> {
    let here = spot.entry().map(roadlog_syntax::Entry::index);
    let is_here = |index: u32| Some(index) == here;
    let asked = spot.item.questions().position(|question| {
        is_here(question.entry.index()) || question.answers.iter().any(|answer| is_here(answer.index()))
    });
    let key = |question| Ask::Answer { id: id.clone(), question, words: TO_SAY.to_owned() };
    match asked {
        Some(at) => Some(Action::lazy("Answer the question", ActionKind::Rewrite, key(Some(at + 1)))),
        None if spot.entry().is_none_or(|entry| entry.kind() == EntryKind::Decision) => {
            Some(Action::lazy("Record a decision", ActionKind::Rewrite, key(None)))
        }
        None => None,
    }
}

/// Whoever is named under the cursor and is nobody yet becomes a person of roadlog.toml.
fn newcomer(spot: Spot<'_>) -> Option<Action> {
    let document = spot.item.file().document();
    let line = document.line_span(spot.line);
    let at = spot.offset.checked_sub(line.start)? as usize;
    let handle = mentions(document.line_text(spot.line)).find_map(|mention| match mention.what {
        MentionKind::Handle(handle) if mention.range.start <= at && at <= mention.range.end => Some(handle),
        _ => None,
    })?;
    let edit = spot.item.plan().config().with_newcomer(&handle)?;
    Some(added(&handle, FileEdit { path: CONFIG.into(), edit }))
}

fn added(handle: &Handle, edit: FileEdit) -> Action {
    Action {
        title: format!("Add {handle} to {CONFIG}").into(),
        kind: ActionKind::Rewrite,
        change: Change::Edits(vec![edit]),
        is_preferred: false,
        mends: None,
        disabled: None,
    }
}

#[cfg(test)]
mod tests {
    use crate::actions::testing::{chosen, titles, titles_that_begin};

    const CRITERIA: &str = "bug PAY-1 Pay\n  status: doing\n  owner: @maria\n\n  [x] a\n  [ ] b│\n      c\n  [-] d\n";

    #[test]
    fn the_criterion_under_the_cursor_is_marked() {
        let marks = titles_that_begin(CRITERIA, &["Mark"]);
        assert_eq!(marks, ["Mark the criterion as met", "Mark the criterion as dropped"]);
        let plain = CRITERIA.replace('│', "");
        assert_eq!(chosen(CRITERIA, "Mark the criterion as met"), plain.replace("[ ]", "[x]"));
        let further = CRITERIA.replace('│', "").replace("      c", "      c│");
        assert_eq!(chosen(&further, "Mark the criterion as dropped"), plain.replace("[ ]", "[-]"));
    }

    #[test]
    fn an_item_is_split_at_a_criterion() {
        let expected = "bug PAY-1 Pay\n  status: doing\n  owner: @maria\n\n  [x] a\n\nbug PAY-2 …\n  owner: @maria\n\n  [ ] b\n      c\n  [-] d\n";
        assert_eq!(chosen(CRITERIA, "Split PAY-1"), expected);
        let first = CRITERIA.replace('│', "").replace("[x] a", "[x] a│");
        assert_eq!(titles_that_begin(&first, &["Split"]), Vec::<String>::new());
    }

    #[test]
    fn a_question_is_answered_and_a_decision_recorded() {
        let text = "bug PAY-1 Pay\n  Words.│\n\n  ? Why?\n  ! No. @li\n";
        let question = text.replace('│', "").replace("Why", "Wh│y");
        let answered = "bug PAY-1 Pay\n  Words.\n\n  ? Why?\n  ! No. @li\n  ! … @maria 2026-11-23\n";
        assert_eq!(chosen(&question, "Answer the question"), answered);
        let decided = "bug PAY-1 Pay\n  Words.\n\n  ? Why?\n  ! No. @li\n\n  ! … @maria 2026-11-23\n";
        assert_eq!(chosen(text, "Record a decision"), decided);
    }

    #[test]
    fn who_is_named_and_nobody_knows_is_added() {
        let added =
            chosen("//- roadlog.toml\n[people.maria]\n//- a.backlog\nbug PAY-1 Pay\n  Ask @to│m.\n", "Add @tom");
        assert_eq!(added, "//- roadlog.toml\n[people.maria]\n\n[people.tom]\n");
        assert_eq!(titles_that_begin("bug PAY-1 Pay\n  Ask @li│.\n", &["Add"]), Vec::<String>::new());
    }

    #[test]
    fn nothing_is_offered_where_nothing_can_be_changed() {
        for text in
            ["//- other/a.backlog\nbug PAY-1 P│ay\n", "== N│ow\n", "bug PAY-1 P│ay␀\n", "//- roadlog.toml\n[te│am]\n"]
        {
            assert_eq!(titles(text), Vec::<String>::new(), "{text}");
        }
        // Of two items with one id nobody knows which one is meant.
        assert_eq!(titles("bug PAY-1 P│ay\nbug PAY-1 Pay\n"), Vec::<String>::new());
    }
}
