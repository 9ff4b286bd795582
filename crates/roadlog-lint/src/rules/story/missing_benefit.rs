//! `story/missing-benefit`: neither the user story nor what it serves says what it is good for.

use roadlog_config::Field;
use roadlog_model::PlanItem;
use roadlog_syntax::Kind;

use super::told::{is_asked, told};
use crate::context::Context;
use crate::finding::Level;
use crate::phrases::Phrases;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::rules::syntax::slips::lacks;
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "story/missing-benefit",
    level: Some(Level::Info),
    summary: "A user story has no \"so that\", and it serves nothing that says why.",
    why: "What it is good for is the part that can be argued with: it shows that two stories are one, or that a smaller \
one would do. A story that serves a goal, an initiative, a launch or a vision, directly or through its epic, has its \
why there.",
    bad: r#"
story PAY-12 Pay without an account
  As a first-time buyer, I want to pay with only my card
                                   ^^^^^^^^^^^^^^^^^^^^^ story/missing-benefit: PAY-12 does not say what it is good for

  status: ready
  owner: @maria

  [ ] Given a cart with items, when I choose "guest", then I am asked for a card
"#,
    good: r#"
story PAY-12 Pay without an account
  As a first-time buyer, I want to pay with only my card, so that I finish before I change my mind

  status: ready
  owner: @maria

  [ ] Given a cart with items, when I choose "guest", then I am asked for a card
"#,
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

/// Words that tell a benefit where "so that" does not. They are looked for in what is wanted, so that whoever gives a
/// reason in words of their own is not asked for one. Sources: "in order to" is the mark of the end in the template of
/// Chris Matts, and one of those in the Quality User Story framework (Lucassen and others, Requirements Engineering 21,
/// 2016); the others are how the same is said in real backlogs.
const REASONS: [&str; 8] =
    ["so", "in order to", "in order that", "because", "such that", "thereby", "since", "to avoid"];

/// How far the chain of what a story serves is followed; a ring ends here.
const DEEPEST: usize = 64;

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    if !is_asked(item) || serves_a_reason(item) {
        return;
    }
    let Some(told) = told(item) else { return };
    if told.story.benefit.is_some() || !told.has_place_for_benefit {
        return;
    }
    let want = &told.text[told.story.want.clone()];
    if !Phrases::new(REASONS).anywhere(want).is_empty() {
        return;
    }
    let message = format!(
        "{} does not say what it is good for: go on with `so that …`, or name with `for` the goal, initiative or epic \
         that it serves",
        name(item)
    );
    let span = told.text.span(told.story.want);
    context.report(item, span, message);
}

/// Whether what an item serves leads to something that says why. What cannot be followed is told by other rules.
fn serves_a_reason(item: PlanItem<'_>) -> bool {
    let mut at = item;
    for _ in 0..DEEPEST {
        if at.ids(Field::For).next().is_none() {
            return !lacks(at, Field::For);
        }
        let Some(parent) = at.parents().next() else { return true };
        if parent.is_a(&[Kind::Goal, Kind::Initiative, Kind::Launch, Kind::Vision]) {
            return true;
        }
        at = parent;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn a_why_above_is_enough() {
        told(
            &RULE,
            "
            //- plan.roadmap
            initiative I-1 Checkout without an account
            //- plan.backlog
            epic PAY-1 Guest checkout
              for: I-1
            epic PAY-2 Left alone
            story PAY-3 Pay
              As a buyer I want to pay
              for: PAY-1
              status: ready
            story PAY-4 Pay
              As a buyer I want to pay
                                   ^^^ story/missing-benefit: PAY-4 does not say
              for: PAY-2
              status: ready
            story PAY-5 Pay
              As a buyer I want to pay
              for: GONE-1
              status: ready
            ",
        );
    }

    #[test]
    fn a_reason_in_other_words_is_one() {
        told(
            &RULE,
            "
            story PAY-1 Pay
              As a buyer I want to pay by card so I need no account
              status: ready
            story PAY-2 Pay
              As a buyer I want to pay by card in order to save time
              status: ready
            story PAY-3 Pay
              In order to save time, as a buyer, I want to pay by card
              status: ready
            story PAY-4 Pay
              As a buyer I want to pay by card.
                                   ^^^^^^^^^^^ story/missing-benefit
              status: ready
            ",
        );
    }

    #[test]
    fn a_form_without_a_benefit_asks_for_none() {
        told(
            &RULE,
            "
            //- roadlog.toml
            [story]
            forms = [\"Als {role} will ich {want}\"]
            //- plan.backlog
            story PAY-1 Zahlen
              Als Kundin will ich zahlen
              status: ready
            ",
        );
    }

    #[test]
    fn rings_have_an_end() {
        told(
            &RULE,
            "
            story PAY-1 Pay
              As a buyer I want to pay
              for: PAY-1
              status: ready
            ",
        );
    }
}
