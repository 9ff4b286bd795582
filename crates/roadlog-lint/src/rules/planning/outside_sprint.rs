//! `planning/outside-sprint`: work goes on beside the sprint.

use roadlog_config::{Field, Phase};
use roadlog_model::PlanItem;
use roadlog_syntax::Edit;

use super::sprints::{is_active, sprint_of};
use super::value_span;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, FileView, Fixes, Rule};
use crate::rules::syntax::slips::lacks;
use crate::wording::{name, state};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "planning/outside-sprint",
    level: Some(Level::Info),
    summary: "Work is under way and in no sprint, where a sprint runs.",
    why: "Work beside the sprint takes the time that the sprint was planned with, and is on nobody's board. It is asked only \
in a file that holds an active sprint or work for one; what serves something that is in a sprint is in it too.",
    bad: "
sprint PAY-s23 Guests can pay by card
  status: active
  owner: @maria
  when: 2026-11-16..2026-11-27

task PAY-15 Renew the certificate
  status: doing
          ^^^^^ planning/outside-sprint: PAY-15 is doing and in no sprint: add `sprint: PAY-s23`, or let it wait
  owner: @maria
",
    good: "
sprint PAY-s23 Guests can pay by card
  status: active
  owner: @maria
  when: 2026-11-16..2026-11-27

task PAY-15 Renew the certificate
  status: doing
  sprint: PAY-s23
  owner: @maria
",
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::File(check),
};

fn check(context: &mut Context<'_>, view: FileView<'_>) {
    let mut running = None;
    for item in view.items().filter(|item| RULE.asks.about(*item) && is_outside(*item)) {
        let running = running.get_or_insert_with(|| running_in(view));
        let Some(first) = running.first() else { return };
        let Some(status) = item.status() else { continue };
        let message = format!(
            "{} is {} and in no sprint: add `sprint: {}`, or let it wait",
            name(item),
            state(status),
            name(*first)
        );
        let span = value_span(item, Field::Status);
        let told = context.report(item, span, message);
        if let [only] = running[..] {
            let _ = told.assist(format!("Add it to {}", name(only)), field(item, only));
        }
    }
}

/// Whether it is under way, and neither it nor anything above it is in a sprint.
fn is_outside(item: PlanItem<'_>) -> bool {
    let is_in = |item: PlanItem<'_>| item.field(Field::Sprint).is_some();
    let may_be_in = item.phase() == Some(Phase::Doing) && item.like().is_some_and(|kind| Field::Sprint.is_on(kind));
    may_be_in && !is_in(item) && !item.any_above(is_in) && lacks(item, Field::Sprint)
}

/// The active sprints that stand in a file, or that work in it names.
fn running_in(view: FileView<'_>) -> Vec<PlanItem<'_>> {
    let mut running = Vec::new();
    for item in view.items() {
        let sprint = if is_active(item) { Some(item) } else { sprint_of(item).filter(|sprint| is_active(*sprint)) };
        if let Some(sprint) = sprint.filter(|sprint| !running.contains(sprint)) {
            running.push(sprint);
        }
    }
    running
}

/// The line that puts an item into a sprint, below those that tools write above it.
fn field(item: PlanItem<'_>, sprint: PlanItem<'_>) -> Option<Edit> {
    let above = item.field(Field::For).or_else(|| item.field(Field::Status))?;
    let document = item.document();
    let last = above.entry().lines().end - 1;
    let line_break = if document.text().contains("\r\n") { "\r\n" } else { "\n" };
    let text = format!("{line_break}{}sprint: {}", item.syntax().indent(), sprint.id()?);
    Some(Edit::insert(document.line_span(last).end, text))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{mended, told};

    #[test]
    fn without_a_sprint_that_runs_nothing_is_outside() {
        told(
            &RULE,
            "
            //- a.backlog
            sprint PAY-s1 One
            task PAY-1 Build
              status: doing
            //- b.backlog
            sprint PAY-s2 Two
              status: active
            task PAY-2 Build
              status: ready
            epic PAY-3 Guest checkout
              status: active
            ",
        );
    }

    #[test]
    fn a_sprint_may_stand_in_another_file_than_its_work() {
        told(
            &RULE,
            "
            //- a.backlog
            sprint PAY-s1 One
              status: active
            //- b.backlog
            story PAY-1 Pay
              status: ready
              sprint: PAY-s1
            story PAY-2 Order
              status: review
                      ^^^^^^ planning/outside-sprint: PAY-2 is in review and in no sprint: add `sprint: PAY-s1`
            ",
        );
    }

    #[test]
    fn what_serves_something_in_a_sprint_is_in_it() {
        told(
            &RULE,
            "
            sprint PAY-s1 One
              status: active
            story PAY-1 Pay
              status: doing
              sprint: PAY-s1
            task PAY-2 Build
              status: doing
              for: PAY-1
            ",
        );
    }

    #[test]
    fn the_line_goes_where_tools_write_it() {
        let text = "
            sprint PAY-s1 One
              status: active
            epic PAY-1 Guest checkout
              status: active
            task PAY-2 Build
              status: doing
              for: PAY-1
              points: 2
            ";
        let mended = mended(&RULE, text, "plan.backlog");
        assert!(mended.ends_with("  status: doing\n  for: PAY-1\n  sprint: PAY-s1\n  points: 2\n"), "{mended}");
    }
}
