//! `planning/points-too-big`: an item is too large for the sprint that it is in.

use roadlog_config::Field;
use roadlog_model::PlanItem;

use super::sprints::{in_words, is_open, sprint_of};
use super::value_span;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, OptionDefault, Rule, RuleOption};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "planning/points-too-big",
    level: Some(Level::Warning),
    summary: "An item in a sprint has so many points that it should be split first.",
    why: "Work of that size is a guess, and is finished or missed as a whole on the last day. In the backlog it may be as \
large as it is; before it goes into a sprint it is split.",
    bad: "
sprint PAY-s24 Shops can refund a card
  status: planned
  owner: @maria
  when: 2026-11-30..2026-12-11

task PAY-15 Move all photos to the new bucket
  status: ready
  sprint: PAY-s24
  owner: @maria
  points: 20
          ^^ planning/points-too-big: PAY-15 has 20 points, over 13, and is in PAY-s24: split it, or take it out of the sprint
",
    good: "
sprint PAY-s24 Shops can refund a card
  status: planned
  owner: @maria
  when: 2026-11-30..2026-12-11

task PAY-15 Move the photos of refunds to the new bucket
  status: ready
  sprint: PAY-s24
  owner: @maria
  points: 8
",
    fix: Fixes::None,
    options: &[RuleOption {
        name: "max",
        meaning: "The most points that an item in a sprint may have.",
        default: OptionDefault::Integer(13),
    }],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let Some(points) = item.points() else { return };
    let most = u32::try_from(context.integer(item.file(), "max")).unwrap_or(u32::MAX);
    if points <= f64::from(most) {
        return;
    }
    let Some(sprint) = sprint_of(item).filter(|sprint| is_open(*sprint)) else { return };
    let message = format!(
        "{} has {}, over {most}, and is in {}: split it, or take it out of the sprint",
        name(item),
        in_words(points),
        name(sprint)
    );
    let span = value_span(item, Field::Points);
    context.report(item, span, message);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn in_the_backlog_and_in_what_is_over_an_item_may_be_large() {
        told(
            &RULE,
            "
            sprint PAY-s1 One
              status: met
            sprint PAY-s2 Two
            story PAY-1 Pay
              status: ready
              points: 40
            story PAY-2 Pay
              status: doing
              sprint: PAY-s1
              points: 40
            story PAY-3 Pay
              sprint: PAY-s2
              points: 40
            story PAY-4 Pay
              status: accepted
              sprint: PAY-s2
              points: 40
            story PAY-5 Pay
              status: ready
              sprint: PAY-s2
              points: 13
            bug PAY-6 Grey
              status: rejected
              sprint: PAY-s2
              points: 13.5
                      ^^^^ planning/points-too-big: PAY-6 has 13.5 points, over 13, and is in PAY-s2
            ",
        );
    }

    #[test]
    fn a_team_may_set_another_size() {
        told(
            &RULE,
            "
            //- roadlog.toml
            [rules.options.\"planning/points-too-big\"]
            max = 8
            //- plan.backlog
            sprint PAY-s1 One
            story PAY-1 Pay
              status: ready
              sprint: PAY-s1
              points: 13
                      ^^ planning/points-too-big: PAY-1 has 13 points, over 8
            ",
        );
    }
}
