//! `planning/needs-later`: an item needs something that is planned for later than itself.

use roadlog_config::Field;
use roadlog_model::PlanItem;

use super::planned::Planned;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "planning/needs-later",
    level: Some(Level::Warning),
    summary: "An item needs something that is planned to be finished later than itself.",
    why: "It cannot be finished when it is planned to be. What counts is the end of the sprint that an item is in, else its \
`by`, else its `when`; `now` is before `next` and `next` before `later`, and the active sprint is now. Where that cannot be \
compared, or the item itself is overdue, nothing is said.",
    bad: "
task PAY-16 Index refunds by shop
  status: ready
  owner: @maria
  by: 2026-12-18

task PAY-15 Show refunds in the list of orders
  status: ready
  owner: @maria
  by: 2026-12-04
  needs: PAY-16
         ^^^^^^ planning/needs-later: PAY-15 is planned until 2026-12-04 and needs PAY-16, which is planned until 2026-12-18
",
    good: "
task PAY-16 Index refunds by shop
  status: ready
  owner: @maria
  by: 2026-11-27

task PAY-15 Show refunds in the list of orders
  status: ready
  owner: @maria
  by: 2026-12-04
  needs: PAY-16
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    if item.field(Field::Needs).is_none() {
        return;
    }
    let is_late = |planned: &Planned<'_>| planned.day().is_some_and(|day| day < context.today());
    let Some(planned) = Planned::of(item).filter(|planned| !is_late(planned)) else { return };
    for reference in item.references(Field::Needs) {
        let Some(needed) = reference.target().filter(|needed| needed.is_open()) else { continue };
        let Some(later) = Planned::of(needed).filter(|later| later.is_after(&planned)) else { continue };
        let message = format!(
            "{} is planned {} and needs {}, which is planned {}: plan that earlier, or this later",
            name(item),
            planned.in_words(),
            name(needed),
            later.in_words(),
        );
        let told = context.report(item, reference.span(), message);
        told.and(needed.file(), later.field.value_span(), format!("“{}” is planned here", needed.title()));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn a_sprint_says_when_its_items_are_finished() {
        told(
            &RULE,
            "
            sprint PAY-s1 One
              status: active
              when: 2026-11-16..2026-11-27
            sprint PAY-s2 Two
              when: 2026-11-30..2026-12-11
            story PAY-1 Pay
              status: doing
              sprint: PAY-s1
              by: 2026-12-31
              needs: PAY-2, PAY-3, PAY-4, PAY-5
                     ^^^^^ planning/needs-later: PAY-1 is planned for PAY-s1 (until 2026-11-27) and needs PAY-2, which is planned for PAY-s2 (until 2026-12-11)
                                          ^^^^^ planning/needs-later: PAY-1 is planned for PAY-s1 (until 2026-11-27) and needs PAY-5, which is planned for later
            story PAY-2 Order
              sprint: PAY-s2
            story PAY-3 Order
              status: ready
              sprint: PAY-s1
            story PAY-4 Order
              status: accepted
              sprint: PAY-s2
            epic PAY-5 Cards
              when: later
            ",
        );
    }

    #[test]
    fn a_horizon_is_compared_with_a_horizon_and_with_the_active_sprint_alone() {
        told(
            &RULE,
            "
            initiative I-1 Guests
              status: planned
              when: now
              needs: I-2
                     ^^^ planning/needs-later: I-1 is planned for now and needs I-2, which is planned for next
            initiative I-2 Cards
              status: planned
              when: next
            initiative I-3 Returns
              status: planned
              when: 2027-Q1
              needs: I-2
            initiative I-4 Refunds
              status: active
              when: 2026-Q4
              needs: I-2, I-3
                          ^^^ planning/needs-later: I-4 is planned until 2026-12-31 and needs I-3, which is planned until 2027-03-31
            ",
        );
    }

    #[test]
    fn drafts_and_what_is_overdue_are_asked_for_nothing_and_a_period_without_days_says_nothing() {
        told(
            &RULE,
            "
            epic PAY-1 One
              by: 2026-12-04
              needs: PAY-2
            epic PAY-2 Two
              status: active
              when: 2026-12-18
              needs: PAY-3
            epic PAY-3 Three
              when: 2027-Q2..2027-Q1
            epic PAY-4 Four
              status: active
              by: 2026-11-20
              needs: PAY-2
            ",
        );
    }
}
