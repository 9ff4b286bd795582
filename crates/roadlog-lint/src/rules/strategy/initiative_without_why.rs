//! `strategy/initiative-without-why`: an initiative without the reason for it.

use roadlog_model::PlanItem;
use roadlog_syntax::Kind;

use super::why;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "strategy/initiative-without-why",
    level: Some(Level::Warning),
    summary: "An initiative that is planned or active does not say why it is the one to do.",
    why: "An initiative is a bet, and the reason is what it bets on: why this, among everything that could be done for the \
goal. Without it nobody can tell when the bet is lost. Where it has prose, its reason may stand there: that is a hint.",
    bad: "
//- product.roadmap
initiative I-1 Checkout without an account
           ^^^ strategy/initiative-without-why: I-1 (@ana) does not say why it is the one to do: add `why:`
  status: planned
  owner: @ana
",
    good: "
//- product.roadmap
initiative I-1 Checkout without an account
  why: the account form is where most carts are left
  status: planned
  owner: @ana
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    why::check(context, item, Kind::Initiative, "it is the one to do");
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::Level;
    use crate::testing::told;

    #[test]
    fn planned_ones_are_asked_and_ideas_and_shipped_ones_are_not() {
        let found = told(
            &RULE,
            "
            initiative I-1 Guest checkout
                       ^^^ strategy/initiative-without-why
              status: active
            initiative I-2 Cards
                       ^^^ strategy/initiative-without-why: I-2 does not say why it is the one to do: if its prose does
              Shops ask for it.
              status: planned
            initiative I-3 Parcels
            initiative I-4 Returns
              status: shipped
            ",
        );
        assert_eq!(found.iter().map(|finding| finding.level).collect::<Vec<_>>(), [Level::Warning, Level::Info]);
    }
}
