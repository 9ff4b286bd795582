//! `acceptance/missing-criteria`: nothing says when a story is done.

use roadlog_config::Phase;
use roadlog_model::PlanItem;
use roadlog_syntax::Kind;

use super::criteria::{asked_count, skeleton};
use super::in_prose::in_prose;
use crate::context::{Context, Told};
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::rules::syntax::slips::has_criterion_meant;
use crate::wording::{name, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "acceptance/missing-criteria",
    level: Some(Level::Error),
    summary: "A story that is ready or later, or accepted, has no criteria.",
    why: "Without criteria the team and the product owner each have their own idea of when it is done, and find out at \
the review. A bug often says by itself what has to change, so for a bug it is a hint.",
    bad: "
story PAY-12 Pay without an account
      ^^^^^^ acceptance/missing-criteria: PAY-12 is ready and nothing says when it is done
  As a first-time buyer
  I want to pay with only my card
  so that I finish before I change my mind

  status: ready
  owner: @maria
",
    good: r#"
story PAY-12 Pay without an account
  As a first-time buyer
  I want to pay with only my card
  so that I finish before I change my mind

  status: ready
  owner: @maria

  [ ] Given a cart with items, when I choose "guest",
      then I am asked for a card and nothing else
"#,
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::NotDraft,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let is_dropped = item.phase() == Some(Phase::Dropped);
    if !item.is_a(&[Kind::Story, Kind::Bug]) || is_dropped || asked_count(item) > 0 || has_criterion_meant(item) {
        return;
    }
    if let Some(found) = in_prose(item) {
        let message = format!(
            "the criteria of {} stand in its prose, where nobody can tick them: start each with `[ ] `",
            name(item)
        );
        let told = at_level(context.report(item, found.first, message), item);
        let _ = told.assist("Make criteria of them", found.edits);
        return;
    }
    let status = item.status().map_or("ready", |status| &status.word);
    let message = format!(
        "{} is {status} and nothing says when it is done: add a criterion, `[ ] Given …, when …, then …`",
        name(item)
    );
    let told = at_level(context.report(item, name_span(item), message), item);
    // In two lines, so that edits of neighbouring criteria merge more often.
    let _ = told.assist("Add a criterion", [skeleton(item, &["[ ] Given …, when …,", "    then …"])]);
}

fn at_level<'f>(told: Told<'f>, item: PlanItem<'_>) -> Told<'f> {
    if item.is_a(&[Kind::Bug]) { told.at_most(Level::Info) } else { told }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::Level;
    use crate::testing::{mended, told};

    #[test]
    fn drafts_and_what_was_dropped_need_none_and_bugs_only_a_hint() {
        let found = told(
            &RULE,
            "
            story PAY-1 Pay
            story PAY-2 Pay
              status: dropped
            story PAY-3 Pay
                  ^^^^^ acceptance/missing-criteria: PAY-3 is accepted
              status: accepted
              [-] Given a card
            bug PAY-4 Grey
                ^^^^^ acceptance/missing-criteria
              status: review
            task PAY-5 Build
              status: doing
            ",
        );
        assert_eq!(found.iter().map(|finding| finding.level).collect::<Vec<_>>(), [Level::Error, Level::Info]);
    }

    #[test]
    fn criteria_in_prose_are_pointed_at_and_made_some() {
        for (text, wanted) in [
            (
                "  Scenario: declined\n    Given a cart\n    When the card is declined\n    Then the cart is there\n    \
And I can try another\n",
                "  Scenario: declined\n  [ ] Given a cart\n      When the card is declined\n      Then the cart is there\n      \
And I can try another\n",
            ),
            (
                "  **Acceptance Criteria:**\n\n  1. One card\n  - Two cards\n",
                "  **Acceptance Criteria:**\n\n  [ ] One card\n  [ ] Two cards\n",
            ),
        ] {
            let (text, wanted) = [text, wanted].map(|body| format!("story PAY-1 Pay\n{body}  status: ready\n")).into();
            assert_eq!(mended(&RULE, &text, "plan.backlog"), wanted);
            told(&RULE, &wanted);
        }
        told(
            &RULE,
            "
            story PAY-1 Pay
              AC:
              - One card
              ^^^^^^^^^^ acceptance/missing-criteria: the criteria of PAY-1 stand in its prose, where nobody can tick them
              status: ready
            story PAY-2 Pay
                  ^^^^^ acceptance/missing-criteria: PAY-2 is ready and nothing says
              Given that nobody pays, we wait.
              - A list
              status: ready
            ",
        );
    }

    #[test]
    fn the_skeleton_goes_between_fields_and_questions() {
        let skeleton = "  [ ] Given …, when …,\n      then …\n";
        for (before, after) in [
            ("  status: ready\n", ""),
            ("  As a buyer\n\n  status: ready\n", "\n  ? Which cards?\n"),
            ("  status: ready\n  reason: a long\n    one\n", "\n"),
        ] {
            let text = format!("story PAY-1 Pay\n{before}{after}");
            let wanted = format!("story PAY-1 Pay\n{before}\n{skeleton}{after}");
            assert_eq!(mended(&RULE, &text, "plan.backlog"), wanted);
        }
        let tight = mended(&RULE, "story PAY-1 Pay\n  status: ready\n  ? Which cards?\n", "plan.backlog");
        assert_eq!(tight, format!("story PAY-1 Pay\n  status: ready\n\n{skeleton}\n  ? Which cards?\n"));
    }
}
