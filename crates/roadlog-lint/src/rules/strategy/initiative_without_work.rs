//! `strategy/initiative-without-work`: an active initiative that no item of a backlog serves.

use roadlog_config::{Field, Phase};
use roadlog_model::PlanItem;
use roadlog_syntax::Kind;

use super::standing::{WORK, can_be_served, is_active, is_here, subject};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Group, Rule};
use crate::rules::reference::misses::Misses;
use crate::wording::{name, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "strategy/initiative-without-work",
    level: Some(Level::Info),
    summary: "An initiative is active and no epic, story, bug, task or spike serves it.",
    why: "What is active on the roadmap and stands in no backlog is being built by nobody, or by somebody whose work \
answers to nothing. Work may serve one of its launches too. A plan without any backlog is not asked: its backlogs stand \
in other repositories.",
    bad: "
//- product.roadmap
initiative I-1 Checkout without an account
           ^^^ strategy/initiative-without-work: I-1 (@ana) is active and no work serves it
  why: the account form is where most carts are left
  status: active
  owner: @ana
  evidence: R-1

research R-1 Exit survey at the account form
  owner: @ana
  date: 2026-09-14
//- checkout.backlog
epic PAY-1 Guest checkout
  status: active
  owner: @maria
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
//- checkout.backlog
epic PAY-1 Guest checkout
  status: active
  for: I-1
  owner: @maria
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Among { groups, check },
};

fn groups(_: &Context<'_>, item: PlanItem<'_>) -> Vec<Group> {
    let is_asked = item.is_a(&[Kind::Initiative]) && is_here(item) && is_active(item) && can_be_served(item);
    Group::all(is_asked && !has_work(item))
}

fn check(context: &mut Context<'_>, _: &Group, idle: &[PlanItem<'_>]) {
    let plan = context.plan();
    if context.is_blind() || plan.items_like(&WORK).next().is_none() {
        return;
    }
    let misses = Misses::of(plan, &WORK, Field::For);
    for item in idle.iter().copied().filter(|item| !misses.may_mean(*item)) {
        let message = format!(
            "{} is active and no work serves it: let an epic or a story serve it with `for: {}`, or set it back to planned",
            subject(item),
            name(item),
        );
        context.report(item, name_span(item), message);
    }
}

/// Whether work serves it, or one of its launches.
fn has_work(item: PlanItem<'_>) -> bool {
    let is_work = |serving: PlanItem<'_>| serving.is_a(&WORK) && serving.phase() != Some(Phase::Dropped);
    item.serving().any(|serving| is_work(serving) || serving.is_a(&[Kind::Launch]) && serving.serving().any(is_work))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn work_for_a_launch_counts_and_what_was_dropped_does_not() {
        told(
            &RULE,
            "
            initiative I-1 Guests
              status: active
            launch L-1 Guests for all
              for: I-1
            task PAY-1 Build
              for: L-1
            initiative I-2 Cards
                       ^^^ strategy/initiative-without-work: I-2 is active and no work serves it: let an epic or a story serve it with `for: I-2`
              status: active
            launch L-2 Cards for all
              for: I-2
            epic PAY-2 Cards
              for: I-2
              status: dropped
            initiative I-3 Parcels
              status: planned
            ",
        );
    }

    #[test]
    fn where_no_backlog_is_to_be_seen_nothing_is_asked() {
        told(&RULE, "initiative I-1 Guests\n  status: active\nlaunch L-1 Guests for all\n  for: I-1\n");
    }
}
