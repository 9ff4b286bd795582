//! `planning/overlapping-sprints`: two sprints of one team have days in common.

use roadlog_config::Field;
use roadlog_model::PlanItem;

use super::sprints::{Dated, Track, is_open};
use super::{is_live, value_span};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Group, Rule};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "planning/overlapping-sprints",
    level: Some(Level::Warning),
    summary: "Two sprints of one team have days in common.",
    why: "A team works on one sprint goal at a time, and its capacity can be spent once. The sprints of a team are those \
that name it in `team`, in whichever file; those without a team belong to whoever works from their file.",
    bad: "
sprint PAY-s23 Guests can pay by card
  status: active
  owner: @maria
  team: @payments
  when: 2026-11-16..2026-11-27

sprint PAY-s24 Shops can refund a card
  status: planned
  owner: @maria
  team: @payments
  when: 2026-11-27..2026-12-11
        ^^^^^^^^^^^^^^^^^^^^^^ planning/overlapping-sprints: PAY-s24 starts on 2026-11-27 and PAY-s23 of @payments ends on 2026-11-27
",
    good: "
sprint PAY-s23 Guests can pay by card
  status: active
  owner: @maria
  team: @payments
  when: 2026-11-16..2026-11-27

sprint PAY-s24 Shops can refund a card
  status: planned
  owner: @maria
  team: @payments
  when: 2026-11-30..2026-12-11
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Among { groups, check },
};

fn groups(_: &Context<'_>, item: PlanItem<'_>) -> Vec<Group> {
    if is_open(item) && is_live(item) { vec![Track::of(item).group()] } else { Vec::new() }
}

fn check(context: &mut Context<'_>, _: &Group, items: &[PlanItem<'_>]) {
    let mut sprints: Vec<_> = items.iter().filter_map(|sprint| Dated::of(*sprint)).collect();
    sprints.sort_by_key(|sprint| (sprint.first, sprint.last));
    let mut running: Option<Dated<'_>> = None;
    for sprint in sprints {
        if let Some(other) = running.filter(|other| sprint.first <= other.last) {
            tell(context, sprint, other);
        }
        running = running.filter(|other| other.last >= sprint.last).or(Some(sprint));
    }
}

fn tell(context: &mut Context<'_>, later: Dated<'_>, earlier: Dated<'_>) {
    let of_team = match Track::of(later.sprint) {
        Track::Team(team) => format!(" of {team}"),
        Track::File(_) => String::new(),
    };
    let message = format!(
        "{} starts on {} and {}{of_team} ends on {}: let one begin after the other",
        name(later.sprint),
        later.first,
        name(earlier.sprint),
        earlier.last,
    );
    let days = |sprint: PlanItem<'_>| value_span(sprint, Field::When);
    let told = context.report(later.sprint, days(later.sprint), message);
    let until = format!("{} runs until {}", name(earlier.sprint), earlier.last);
    told.and(earlier.sprint.file(), days(earlier.sprint), until);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn the_sprints_of_a_team_follow_each_other_wherever_they_stand() {
        told(
            &RULE,
            "
            //- a.backlog
            sprint PAY-s1 One
              team: @payments
              when: 2026-11-02..2026-11-13
            sprint PAY-s2 Two
              team: @support
              when: 2026-11-02..2026-11-13
            //- b.backlog
            sprint PAY-s3 Three
              team: @payments
              when: 2026-W46
                    ^^^^^^^^ planning/overlapping-sprints: PAY-s3 starts on 2026-11-09 and PAY-s1 of @payments ends on 2026-11-13
            ",
        );
    }

    #[test]
    fn without_a_team_those_of_one_file_do() {
        told(
            &RULE,
            "
            //- a.backlog
            sprint PAY-s1 One
              when: 2026-11
            sprint PAY-s2 Two
              when: 2026-W46
                    ^^^^^^^^ planning/overlapping-sprints: PAY-s2 starts on 2026-11-09 and PAY-s1 ends on 2026-11-30
            sprint PAY-s3 Three
              when: 2026-W48
                    ^^^^^^^^ planning/overlapping-sprints: PAY-s3 starts on 2026-11-23 and PAY-s1 ends on 2026-11-30
            sprint PAY-s4 Four
              team: @payments
              when: 2026-W46
            //- b.backlog
            sprint PAY-s5 Five
              when: 2026-11
            ",
        );
    }

    #[test]
    fn what_is_over_or_has_no_days_overlaps_nothing() {
        told(
            &RULE,
            "
            sprint PAY-s1 One
              when: 2026-11
            sprint PAY-s2 Two
              status: met
              when: 2026-11
            sprint PAY-s3 Three
              when: next
            sprint PAY-s4 Four
              when: 2026-11-27..2026-11-16
            sprint PAY-s5 Five
            //- archive/old.backlog
            sprint PAY-s6 Six
              when: 2026-11
            ",
        );
    }
}
