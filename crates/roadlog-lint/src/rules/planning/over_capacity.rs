//! `planning/over-capacity`: a sprint holds more than its team can finish.

use roadlog_config::{Field, Phase};
use roadlog_model::points::{rounded, sum};
use roadlog_model::{PlanItem, Value};
use roadlog_syntax::Kind;

use super::sprints::{in_words, sprint_of};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "planning/over-capacity",
    level: Some(Level::Warning),
    summary: "The points of a sprint exceed its capacity.",
    why: "A sprint that is too full is missed on its first day, and what falls out of it is then chosen by chance. Every \
item that names the sprint counts, whether it is finished or still a draft, but not what was dropped; the points of a \
task are part of those of the story or bug that it serves, where that is in the sprint too.",
    bad: "
sprint PAY-s24 Shops can refund a card
  status: planned
  owner: @maria
  when: 2026-11-30..2026-12-11
  capacity: 7
            ^ planning/over-capacity: PAY-s24 holds 8 points and has a capacity of 7: move 1 point or more to a later sprint

task PAY-15 Renew the certificate
  status: ready
  sprint: PAY-s24
  owner: @maria
  points: 3

task PAY-16 Index refunds by shop
  status: ready
  sprint: PAY-s24
  owner: @maria
  points: 5
",
    good: "
sprint PAY-s24 Shops can refund a card
  status: planned
  owner: @maria
  when: 2026-11-30..2026-12-11
  capacity: 7

task PAY-15 Renew the certificate
  status: ready
  sprint: PAY-s24
  owner: @maria
  points: 3

task PAY-16 Index refunds by shop
  status: ready
  owner: @maria
  points: 5
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    if !item.is_a(&[Kind::Sprint]) {
        return;
    }
    let Some(field) = item.field(Field::Capacity) else { return };
    let Value::Number(capacity) = *field.value() else { return };
    let is_in = |other: PlanItem<'_>| sprint_of(other) == Some(item) && other.phase() != Some(Phase::Dropped);
    let points = sum(item.users_in(Field::Sprint), is_in);
    if points > capacity {
        let message = format!(
            "{} holds {} and has a capacity of {capacity}: move {} or more to a later sprint",
            name(item),
            in_words(points),
            in_words(rounded(points - capacity)),
        );
        context.report(item, field.value_span(), message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn finished_and_archived_work_and_drafts_count_and_what_was_dropped_does_not() {
        told(
            &RULE,
            "
            sprint PAY-s1 Guests can pay
              status: active
              capacity: 6
                        ^ planning/over-capacity: PAY-s1 holds 7 points and has a capacity of 6: move 1 point or more
            story PAY-1 Pay
              status: accepted
              sprint: PAY-s1
              points: 3
            bug PAY-2 Grey
              sprint: PAY-s1
              points: 2
            spike PAY-3 Which cards?
              status: dropped
              sprint: PAY-s1
              points: 8
            //- archive/old.backlog
            story PAY-4 Order
              status: accepted
              sprint: PAY-s1
              points: 2
            ",
        );
    }

    #[test]
    fn fractions_add_up_as_people_add_them() {
        told(
            &RULE,
            "
            sprint PAY-s1 Guests can pay
              capacity: 0.3
            task PAY-1 One
              sprint: PAY-s1
              points: 0.1
            task PAY-2 Two
              sprint: PAY-s1
              points: 0.2
            sprint PAY-s2 Guests can pay
              capacity: 0
                        ^ planning/over-capacity: PAY-s2 holds 0.5 points and has a capacity of 0: move 0.5 points
            task PAY-3 Three
              sprint: PAY-s2
              points: 0.5
            ",
        );
    }

    #[test]
    fn the_tasks_of_a_story_are_part_of_its_points() {
        told(
            &RULE,
            "
            sprint PAY-s1 Guests can pay
              capacity: 7
                        ^ planning/over-capacity: PAY-s1 holds 8 points
            story PAY-1 Pay
              sprint: PAY-s1
              points: 5
            task PAY-2 Build it
              for: PAY-1
              sprint: PAY-s1
              points: 3
            bug PAY-3 Grey
              for: PAY-1
              sprint: PAY-s1
              points: 1
            story PAY-4 Order
              points: 5
            task PAY-5 Prepare it
              for: PAY-4
              sprint: PAY-s1
              points: 2
            ",
        );
    }

    #[test]
    fn without_a_capacity_and_after_its_end_nothing_is_asked() {
        told(
            &RULE,
            "
            sprint PAY-s1 Guests can pay
            task PAY-1 One
              sprint: PAY-s1
              points: 100
            sprint PAY-s2 Guests can pay
              status: met
              capacity: 5
            task PAY-2 Two
              sprint: PAY-s2
              points: 100
            ",
        );
    }
}
