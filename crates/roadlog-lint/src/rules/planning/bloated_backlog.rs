//! `planning/bloated-backlog`: a backlog holds more than its team will ever come to.

use roadlog_config::{Field, Phase};
use roadlog_model::points::sum;
use roadlog_model::{FieldView, PlanItem, Value};
use roadlog_syntax::value::Date;
use rustc_hash::FxHashMap;

use super::sprints::{Dated, Track, in_words, is_open};
use super::value_span;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, FileView, Fixes, OptionDefault, Rule, RuleOption};
use crate::wording::{counted, name};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "planning/bloated-backlog",
    level: Some(Level::Info),
    summary: "The open work of a file is more than its team can finish in many sprints.",
    why: "Most of what waits that long is never done, and until then it is read, estimated and ordered again and again. What \
nobody waits for is better dropped: whoever wants it will ask again. The open points of a file are compared with the capacity \
of the active sprint in it, else of the next one; of several teams' sprints with the sum.",
    bad: "
sprint PAY-s23 Guests can pay by card
  status: active
  owner: @maria
  when: 2026-11-16..2026-11-27
  capacity: 2
            ^ planning/bloated-backlog: the open work here has 42 points, more than 20 sprints of 2 points like PAY-s23 hold

task PAY-15 Move all photos to the new bucket
  status: ready
  owner: @maria
  points: 40

task PAY-16 Renew the certificate
  status: ready
  owner: @maria
  points: 2
",
    good: "
sprint PAY-s23 Guests can pay by card
  status: active
  owner: @maria
  when: 2026-11-16..2026-11-27
  capacity: 2

task PAY-15 Move all photos to the new bucket
  status: dropped
  owner: @maria
  reason: nobody opens photos that old
  points: 40

task PAY-16 Renew the certificate
  status: ready
  owner: @maria
  points: 2
",
    fix: Fixes::None,
    options: &[RuleOption {
        name: "sprints",
        meaning: "The most sprints that the open work of a file may fill.",
        default: OptionDefault::Integer(20),
    }],
    asks: Asks::Live,
    check: Check::File(check),
};

fn check(context: &mut Context<'_>, view: FileView<'_>) {
    let Some((sprint, capacity)) = present(view) else { return };
    let most = u32::try_from(context.integer(view.file, "sprints")).unwrap_or(u32::MAX);
    let points = sum(view.items(), PlanItem::is_open);
    if points <= capacity * f64::from(most) {
        return;
    }
    let message = format!(
        "the open work here has {}, more than {} of {} like {} hold: drop what nobody waits for",
        in_words(points),
        counted(most as usize, "sprint"),
        in_words(capacity),
        name(sprint),
    );
    let span = value_span(sprint, Field::Capacity);
    context.report(sprint, span, message);
}

/// How much those who work from a file finish in a sprint, with the first of the sprints that say so.
fn present(view: FileView<'_>) -> Option<(PlanItem<'_>, f64)> {
    let mut tracks: FxHashMap<Track<'_>, (Order, PlanItem<'_>, f64)> = FxHashMap::default();
    for sprint in view.items().filter(|item| is_open(*item)) {
        let Some(Value::Number(capacity)) = sprint.field(Field::Capacity).map(FieldView::value) else { continue };
        let here = (order(sprint), sprint, *capacity);
        let present = tracks.entry(Track::of(sprint)).or_insert(here);
        if here.0 < present.0 {
            *present = here;
        }
    }
    let capacity = tracks.values().map(|(_, _, capacity)| capacity).sum();
    let first = tracks.values().map(|(_, sprint, _)| *sprint).min_by_key(|sprint| sprint.at())?;
    (capacity > 0.0).then_some((first, capacity))
}

/// An active sprint comes before a planned one, an earlier one before a later one, one without days last.
type Order = (bool, bool, Option<Date>);

fn order(sprint: PlanItem<'_>) -> Order {
    let first = Dated::of(sprint).map(|dated| dated.first);
    (sprint.phase() != Some(Phase::Doing), first.is_none(), first)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn open_work_of_every_kind_counts_and_drafts_too() {
        told(
            &RULE,
            "
            sprint PAY-s0 Nought
              status: met
              capacity: 1
            sprint PAY-s2 Two
              when: 2026-12
              capacity: 3
            sprint PAY-s1 One
              when: 2026-11
              capacity: 5
                        ^ planning/bloated-backlog: the open work here has 100.5 points, more than 20 sprints of 5 points like PAY-s1 hold
            story PAY-1 Pay
              points: 60
            bug PAY-2 Grey
              status: review
              points: 40.5
            task PAY-3 Build
              for: PAY-1
              points: 20
            story PAY-4 Pay
              status: accepted
              points: 20
            epic PAY-5 Guest checkout
            ",
        );
    }

    #[test]
    fn the_active_sprint_counts_before_any_planned_one_and_of_each_team_one() {
        told(
            &RULE,
            "
            sprint PAY-s1 One
              when: 2026-10
              capacity: 1
            sprint PAY-s2 Two
              status: active
              when: 2026-11
              capacity: 3
            sprint PAY-s3 Three
              status: active
              team: @payments
              capacity: 2
            story PAY-1 Pay
              points: 100
            ",
        );
    }

    #[test]
    fn without_a_capacity_nothing_can_be_said() {
        told(
            &RULE,
            "
            sprint PAY-s1 One
              status: active
            sprint PAY-s2 Two
              capacity: 0
            story PAY-1 Pay
              points: 1000
            ",
        );
    }
}
