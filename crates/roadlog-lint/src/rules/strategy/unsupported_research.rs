//! `strategy/unsupported-research`: research that nothing uses.

use roadlog_config::Field;
use roadlog_model::PlanItem;
use roadlog_syntax::Kind;

use super::standing::{can_be_served, is_here, subject};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Group, Rule};
use crate::rules::reference::misses::Misses;
use crate::wording::{name, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "strategy/unsupported-research",
    level: Some(Level::Info),
    summary: "No initiative uses a piece of research.",
    why: "What was learnt and changed nothing was learnt for nothing, or an initiative rests on it and does not say so. \
Research is used by what names it in `evidence`, and by an initiative that it serves. Research for a goal that is closed \
or still an idea is not asked.",
    bad: "
//- product.roadmap
research R-1 Exit survey at the account form
         ^^^ strategy/unsupported-research: R-1 (@ana) is used by nothing
  owner: @ana
  date: 2026-09-14
",
    good: "
//- product.roadmap
research R-1 Exit survey at the account form
  owner: @ana
  date: 2026-09-14

initiative I-1 Checkout without an account
  why: the account form is where most carts are left
  status: planned
  owner: @ana
  evidence: R-1
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Among { groups, check },
};

fn groups(_: &Context<'_>, item: PlanItem<'_>) -> Vec<Group> {
    let is_asked = item.is_a(&[Kind::Research]) && is_here(item) && can_be_served(item);
    Group::all(is_asked && !is_used(item))
}

fn check(context: &mut Context<'_>, _: &Group, unused: &[PlanItem<'_>]) {
    if context.is_blind() {
        return;
    }
    let misses = Misses::of(context.plan(), &[Kind::Initiative], Field::Evidence);
    for item in unused.iter().copied().filter(|item| !misses.may_mean(*item)) {
        let message = format!(
            "{} is used by nothing: name it where it led to something, `evidence: {}`",
            subject(item),
            name(item)
        );
        context.report(item, name_span(item), message);
    }
}

/// Whether an initiative rests on it, or what it informs has ended.
fn is_used(item: PlanItem<'_>) -> bool {
    let rests = |served: PlanItem<'_>| served.is_a(&[Kind::Initiative]) || !served.is_ready_or_doing();
    item.parents().any(rests) || item.users_in(Field::Evidence).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn a_goal_alone_uses_no_research_and_an_initiative_does() {
        told(
            &RULE,
            "
            goal G-1 More buyers
              status: active
            research R-1 Survey
                     ^^^ strategy/unsupported-research: R-1 is used by nothing
              for: G-1
            initiative I-1 Guests
            research R-2 Survey
              for: I-1
            research R-new Survey
            ",
        );
    }

    #[test]
    fn what_is_shipped_or_archived_has_used_it_and_a_closed_goal_needs_no_more() {
        told(
            &RULE,
            "
            research R-1 Survey
            initiative I-1 Guests
              status: shipped
              evidence: R-1
            research R-2 Survey
            goal G-1 More buyers
              status: missed
            research R-3 Survey
              for: G-1
            //- archive/old.roadmap
            initiative I-2 Cards
              evidence: R-2
            ",
        );
    }
}
