//! `story/open-question`: an item is ready and one of its questions has no answer.

use roadlog_config::Phase;
use roadlog_model::PlanItem;
use roadlog_syntax::mention::asked;
use roadlog_syntax::value::Handle;
use roadlog_syntax::{Entry, EntryKind};

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::rules::syntax::slips::has_answer_meant;
use crate::wording::{listed, name};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "story/open-question",
    level: Some(Level::Warning),
    summary: "An item is ready and one of its questions has no answer.",
    why: "Ready means that the team can start. A question that is still open stops the work in the middle, or is \
answered by whoever happens to sit there. Once the work goes on it is a hint: questions come up then, and they are \
answered as it goes.",
    bad: "
bug PAY-15 The pay button stays grey after a card is corrected
  status: ready
  owner: @maria

  [ ] Given a corrected card number, when the field loses focus, then the button can be pressed

  ? Does it happen on phones too? @maria
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ story/open-question: PAY-15 is ready and \"Does it happen on phones too?\" has no answer: get it from @maria
",
    good: "
bug PAY-15 The pay button stays grey after a card is corrected
  status: ready
  owner: @maria

  [ ] Given a corrected card number, when the field loses focus, then the button can be pressed

  ? Does it happen on phones too? @maria
  ! Only on phones. @maria 2026-11-18
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    // A kind without statuses is never ready: research asks questions for as long as it likes.
    let Some(phase) = item.phase() else { return };
    let mut open: Option<Entry<'_>> = None;
    for entry in item.syntax().entries() {
        match entry.kind() {
            EntryKind::Answer => open = None,
            kind => {
                if let Some(question) = open.take() {
                    tell(context, item, phase, question);
                }
                open = (kind == EntryKind::Question).then_some(entry);
            }
        }
    }
    if let Some(question) = open {
        tell(context, item, phase, question);
    }
}

fn tell(context: &mut Context<'_>, item: PlanItem<'_>, phase: Phase, question: Entry<'_>) {
    let text = question.text();
    let asked = asked(&text);
    let words = asked.first().map_or(&*text, |(_, range)| text[..range.start].trim_end());
    // A question without words is told by another rule, and so is an answer that has a slip.
    if words.is_empty() || has_answer_meant(item) {
        return;
    }
    let people: Vec<_> = asked.iter().map(|(handle, _)| Handle::to_string(handle)).collect();
    let whence = if people.is_empty() { String::new() } else { format!(" from {}", listed(&people, "or")) };
    let (before, back) = match phase {
        Phase::Doing => (format!("the work on {} has begun", name(item)), None),
        _ => (format!("{} is ready", name(item)), draft(item)),
    };
    let back = back.map_or_else(String::new, |word| format!(", or go back to {word}"));
    let message = format!("{before} and \"{words}\" has no answer: get it{whence} and write it below, `! …`{back}");
    let told = context.report(item, question.span(), message);
    if phase == Phase::Doing {
        let _ = told.at_most(Level::Info);
    }
}

/// The status of its kind in which questions may be open.
fn draft(item: PlanItem<'_>) -> Option<&str> {
    let mut statuses = item.settings().statuses(item.kind()?).iter();
    statuses.find(|status| status.phase == Phase::Draft).map(|status| &*status.name)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::Level;
    use crate::testing::told;

    #[test]
    fn work_that_goes_on_has_a_hint_and_drafts_have_none() {
        let found = told(
            &RULE,
            "
            story PAY-1 Pay
              ? Which cards?
            story PAY-2 Pay
              status: ready
              ? Which cards?
              ! All.
              ? Which shops,
              ^^^^^^^^^^^^^^ story/open-question: PAY-2 is ready and \"Which shops, and when?\" has no answer: get it from @ana or @li and write it below, `! …`, or go back to draft
                  and when? @ana, @li
              ? Who pays?
              ! We do.
              ! For now.
              ! A decision.
            story PAY-3 Pay
              status: review
              ? Which cards?
              ^^^^^^^^^^^^^^ story/open-question: the work on PAY-3 has begun and
            story PAY-4 Pay
              status: accepted
              ? Which cards?
            sprint PAY-s1 Guests pay
              ? Which cards?
              ^^^^^^^^^^^^^^ story/open-question: PAY-s1 is ready and \"Which cards?\" has no answer: get it and write it below, `! …`
            research R-1 Who pays
              ? Which cards?
            ",
        );
        assert_eq!(found.iter().filter(|finding| finding.level == Level::Info).count(), 1);
    }
}
