//! An answer below its question, or a decision that nobody asked for, signed by who gives it.

use roadlog_lint::wording::counted;
use roadlog_model::PlanItem;
use roadlog_syntax::value::Id;
use roadlog_syntax::{Edit, Entry, EntryKind, indentation};

use crate::block;
use crate::draft::{Draft, Edited};
use crate::field::{Gap, line_after};
use crate::find::{live, one_line};
use crate::refusal::Refusal;
use crate::world::World;

/// An answer to a question of an item, or a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The item.
    pub id: Id,
    /// The place of the question among those of the item, from 1; none for a decision.
    pub question: Option<usize>,
    /// What it says, without who gives it and when.
    pub words: String,
}

pub(crate) fn edit(world: &World<'_>, request: &Answer) -> Result<Edited, Refusal> {
    let mut draft = Draft::new(world);
    draft.about(&request.id);
    let item = live(draft.plan(), &request.id)?;
    let words = one_line(if request.question.is_some() { "an answer" } else { "a decision" }, &request.words)?;
    if words.is_empty() {
        return Err(Refusal::new("nothing is said", "say what was decided, in a sentence"));
    }
    let signed = match world.actor {
        Some(who) => format!("! {words} {who} {}", world.today()),
        None => format!("! {words}"),
    };
    let edit = match request.question {
        Some(number) => below_question(item, number, &signed)?,
        None => decision(item, &signed),
    };
    let path = item.file().path().to_owned();
    draft.edit(&path, vec![edit])?;
    draft.finish()
}

/// Below the answers that the question has.
fn below_question(item: PlanItem<'_>, number: usize, signed: &str) -> Result<Edit, Refusal> {
    let question = number.checked_sub(1).and_then(|at| item.questions().nth(at)).ok_or_else(|| {
        let name = item.syntax().id_text().unwrap_or_default();
        let reason =
            format!("{name} has {}, and none is number {number}", counted(item.questions().count(), "question"));
        Refusal::new(reason, format!("`roadlog show {name}` lists them"))
    })?;
    let last = question.answers.last().copied().unwrap_or(question.entry);
    let line = format!("{}{signed}", indent(question.entry));
    Ok(line_after(item, last.lines().end - 1, &line, Gap::None))
}

/// At the end of the item: below the decisions there, or parted from what would make an answer of it.
fn decision(item: PlanItem<'_>, signed: &str) -> Edit {
    let syntax = item.syntax();
    let last = block::lines(syntax).end - 1;
    let entry = syntax.entries().next_back().filter(|entry| entry.lines().contains(&last));
    let follows = entry.filter(|entry| entry.kind() == EntryKind::Decision);
    let (indent, gap) = match follows {
        Some(entry) => (indent(entry), Gap::None),
        None => (syntax.indent_above(syntax.lines().end), Gap::Above),
    };
    line_after(item, last, &format!("{indent}{signed}"), gap)
}

fn indent(entry: Entry<'_>) -> &str {
    let line = entry.document().line_text(entry.lines().start);
    &line[..indentation(line).0]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Request;
    use crate::testing::{edited, id, refused};

    fn answer(question: Option<usize>, words: &str) -> Request {
        Request::Answer(Answer { id: id("PAY-1"), question, words: words.into() })
    }

    #[test]
    fn an_answer_stands_below_its_question_and_the_answers_there_are() {
        let text = "bug PAY-1 Pay\n  ? Why? @maria\n      And when?\n  ! No. @li\n  ? Who?\n";
        assert_eq!(
            edited(text, &answer(Some(1), " Both. ")),
            text.replace("@li\n", "@li\n  ! Both. @maria 2026-11-23\n")
        );
        let last = edited("bug PAY-1 Pay\r\n\t? Why?", &answer(Some(1), "Both."));
        assert_eq!(last, "bug PAY-1 Pay\r\n\t? Why?\r\n\t! Both. @maria 2026-11-23");
    }

    #[test]
    fn a_decision_stands_at_the_end_and_answers_nothing() {
        let added = |text: &str| edited(text, &answer(None, "Both."));
        let decision = "  ! Both. @maria 2026-11-23\n";
        assert_eq!(added("bug PAY-1 Pay\n"), format!("bug PAY-1 Pay\n{decision}"));
        assert_eq!(added("bug PAY-1 Pay\n  ? Why?\n"), format!("bug PAY-1 Pay\n  ? Why?\n\n{decision}"));
        assert_eq!(
            added("bug PAY-1 Pay\n  ! We do it.\n\ntask PAY-2 b\n"),
            format!("bug PAY-1 Pay\n  ! We do it.\n{decision}\ntask PAY-2 b\n")
        );
    }

    #[test]
    fn what_answers_nothing_is_refused_with_the_way_out() {
        let text = "bug PAY-1 Pay\n  ? Why?\n";
        assert!(refused(text, &answer(Some(2), "x")).starts_with("PAY-1 has 1 question, and none is number 2"));
        assert!(refused(text, &answer(Some(1), " ")).starts_with("nothing is said"));
        assert!(refused(text, &answer(None, "a\nb")).starts_with("a decision stands on one line"));
    }
}
