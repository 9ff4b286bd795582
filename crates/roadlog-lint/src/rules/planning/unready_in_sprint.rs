//! `planning/unready-in-sprint`: a draft is in a sprint that runs.

use roadlog_config::{Field, Phase};
use roadlog_model::PlanItem;

use super::sprints::{is_active, sprint_of};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::rules::syntax::slips::has_known_status;
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "planning/unready-in-sprint",
    level: Some(Level::Warning),
    summary: "A draft is in the active sprint.",
    why: "What the team has taken on for a sprint has to be understood by everybody when the sprint starts. A draft is an \
idea that nobody has agreed to yet, and the other rules ask nothing of it. It may stand in a sprint that is still planned.",
    bad: "
sprint PAY-s23 Guests can pay by card
  status: active
  owner: @maria
  when: 2026-11-16..2026-11-27

task PAY-15 Renew the certificate
  status: draft
  sprint: PAY-s23
          ^^^^^^^ planning/unready-in-sprint: PAY-15 is draft and PAY-s23 runs already: make it ready, or take it out of the sprint
",
    good: "
sprint PAY-s23 Guests can pay by card
  status: active
  owner: @maria
  when: 2026-11-16..2026-11-27

task PAY-15 Renew the certificate
  status: ready
  sprint: PAY-s23
  owner: @maria
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::Live,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    if item.phase() != Some(Phase::Draft) || !has_known_status(item) {
        return;
    }
    let Some(sprint) = sprint_of(item).filter(|sprint| is_active(*sprint)) else { return };
    let (Some(field), Some(status)) = (item.field(Field::Sprint), item.status()) else { return };
    let message = format!(
        "{} is {} and {} runs already: make it ready, or take it out of the sprint",
        name(item),
        status.word,
        name(sprint)
    );
    context.report(item, field.value_span(), message);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn a_draft_may_stand_in_a_sprint_that_does_not_run() {
        told(
            &RULE,
            "
            sprint PAY-s1 One
            sprint PAY-s2 Two
              status: met
            story PAY-1 Pay
              sprint: PAY-s1
            story PAY-2 Pay
              sprint: PAY-s2
            story PAY-3 Pay
              sprint: PAY-s9
            ",
        );
    }

    #[test]
    fn no_status_is_a_draft_and_one_that_there_is_not_is_told_as_that() {
        told(
            &RULE,
            "
            sprint PAY-s1 One
              status: active
            story PAY-1 Pay
              sprint: PAY-s1
                      ^^^^^^ planning/unready-in-sprint: PAY-1 is draft
            story PAY-2 Pay
              status: in progress
              sprint: PAY-s1
            ",
        );
    }
}
