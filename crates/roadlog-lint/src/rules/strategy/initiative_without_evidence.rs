//! `strategy/initiative-without-evidence`: an active initiative that no research supports.

use roadlog_config::Field;
use roadlog_model::PlanItem;
use roadlog_syntax::Kind;

use super::standing::{is_active, subject};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::rules::syntax::slips::lacks;
use crate::wording::name_span;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "strategy/initiative-without-evidence",
    level: Some(Level::Info),
    summary: "An initiative is active and no research supports it.",
    why: "The most expensive thing to build is what nobody needs. Research is anything that was learnt from users or the \
market: five interviews are research. It supports an initiative that names it in `evidence`, or that it serves itself.",
    bad: "
//- product.roadmap
initiative I-1 Checkout without an account
           ^^^ strategy/initiative-without-evidence: I-1 (@ana) is active and no research supports it
  why: the account form is where most carts are left
  status: active
  owner: @ana
",
    good: "
//- product.roadmap
initiative I-1 Checkout without an account
  why: the account form is where most carts are left
  status: active
  owner: @ana
  evidence: R-1

research R-1 Exit survey at the account form
  owner: @ana
  date: 2026-09-14
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    if !item.is_a(&[Kind::Initiative]) || !is_active(item) || !lacks(item, Field::Evidence) {
        return;
    }
    if context.is_blind() || item.serving().any(|serving| serving.is_a(&[Kind::Research])) {
        return;
    }
    let message = format!(
        "{} is active and no research supports it: name what was learnt from users or the market in `evidence`",
        subject(item),
    );
    context.report(item, name_span(item), message);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn research_may_serve_the_initiative_itself_and_a_plan_needs_none_yet() {
        told(
            &RULE,
            "
            initiative I-1 Guests
              status: active
            research R-1 Survey
              for: I-1
            initiative I-2 Cards
              status: planned
            initiative I-3 Parcels
              status: active
              evidence: R-9
            ",
        );
    }

    #[test]
    fn research_for_the_goal_supports_the_goal() {
        told(
            &RULE,
            "
            goal G-1 More buyers
            research R-1 Survey
              for: G-1
            initiative I-1 Guests
                       ^^^ strategy/initiative-without-evidence
              status: active
              for: G-1
            ",
        );
    }
}
