//! `strategy/orphan-work`: an epic or story of which nothing above says what goal it is for.

use std::cell::LazyCell;

use roadlog_model::PlanItem;
use roadlog_syntax::Kind;

use super::below::below;
use super::standing::{active_goals, is_here, says_what_for, subject};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, FileView, Fixes, Rule};
use crate::wording::{counted, name, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "strategy/orphan-work",
    level: Some(Level::Warning),
    summary: "An epic or story that is ready or later leads up to no goal, though the plan has goals.",
    why: "Every line of work answers the question why it is done, by what it is for. Work that leads to no goal crowds \
out work that does, and nobody can weigh the two. It is told once, at the topmost item, with how many it touches: one \
`for` line there mends all of them. Bugs, tasks and spikes need no goal. Where no goal is active, none is asked for.",
    bad: "
//- product.roadmap
vision V-1 Anyone can buy in under a minute
  owner: @ana

goal G-1 More buyers finish the checkout
  why: 38 of 100 carts are left at the account form
  status: active
  for: V-1

metric M-1 Checkout completion
  for: G-1
  measures: conversion
  baseline: 54%
  target: 70%
  current: 58% 2026-11-02
  by: 2027-06-30
  source: https://metrics.shop.example/checkout
//- checkout.backlog
epic PAY-1 Guest checkout
  status: active
  for: G-1
  owner: @maria

epic PAY-2 New colours
     ^^^^^ strategy/orphan-work: PAY-2 (@maria) and 1 item below it lead to no goal
  status: active
  owner: @maria

task PAY-3 Name the colours
  status: doing
  for: PAY-2
",
    good: "
//- product.roadmap
vision V-1 Anyone can buy in under a minute
  owner: @ana

goal G-1 More buyers finish the checkout
  why: 38 of 100 carts are left at the account form
  status: active
  for: V-1

metric M-1 Checkout completion
  for: G-1
  measures: conversion
  baseline: 54%
  target: 70%
  current: 58% 2026-11-02
  by: 2027-06-30
  source: https://metrics.shop.example/checkout
//- checkout.backlog
epic PAY-1 Guest checkout
  status: active
  for: G-1
  owner: @maria

epic PAY-2 New colours
  status: active
  for: G-1
  owner: @maria

task PAY-3 Name the colours
  status: doing
  for: PAY-2
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Each(check),
};

/// The kinds at which a chain may end below a goal.
const ENDS: [Kind; 4] = [Kind::Initiative, Kind::Launch, Kind::Epic, Kind::Story];

fn check(context: &mut Context<'_>, view: FileView<'_>) {
    let goal = LazyCell::new(|| active_goals(view.plan).next());
    let ends = view.items().filter(|top| top.is_a(&ENDS) && !says_what_for(*top) && ends_a_chain(*top));
    for top in ends {
        let Some(goal) = *goal else { return };
        if !is_asked(top) && !below(top).any(is_asked) {
            continue;
        }
        let leads = match below(top).filter(|item| item.is_open()).count() {
            0 => "leads".to_owned(),
            others => format!("and {} below it lead", counted(others, "item")),
        };
        let message = format!(
            "{} {leads} to no goal: say with `for` which initiative or goal it is for, such as `for: {}`",
            subject(top),
            name(goal),
        );
        context.report(top, name_span(top), message);
    }
}

/// Whether a chain that ends here is told here. A closed item is told where open work names it, and an initiative that
/// is planned or active as an initiative without a goal.
fn ends_a_chain(top: PlanItem<'_>) -> bool {
    let is_told_itself = top.is_a(&[Kind::Initiative]) && top.is_ready_or_doing();
    is_here(top) && top.is_open() && !is_told_itself && !top.syntax().is_broken()
}

/// Whether it is work that is to lead to a goal.
fn is_asked(item: PlanItem<'_>) -> bool {
    item.is_a(&[Kind::Epic, Kind::Story]) && item.is_ready_or_doing() && is_here(item)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    const GOAL: &str = "goal G-1 More buyers\n  status: active\n";

    #[test]
    fn a_small_team_without_goals_is_not_asked() {
        let backlog = "epic PAY-1 Guests\n  status: active\nstory PAY-2 Pay\n  status: ready\n";
        for goal in ["", "goal G-1 More buyers\n", "goal G-1 More buyers\n  status: met\n"] {
            told(&RULE, &format!("{goal}{backlog}"));
        }
    }

    #[test]
    fn it_is_told_once_where_the_chain_ends() {
        told(
            &RULE,
            &format!(
                "{GOAL}
launch L-1 Guests for all
       ^^^ strategy/orphan-work: L-1 and 3 items below it lead to no goal: say with `for` which initiative or goal it is for, such as `for: G-1`
epic PAY-1 Guests
  status: active
  for: L-1
story PAY-2 Pay
  status: ready
  for: PAY-1
story PAY-3 Look
  status: accepted
  for: PAY-1
bug PAY-4 Grey
  for: PAY-2
launch L-2 Nothing yet
story PAY-5 Order
      ^^^^^ strategy/orphan-work: PAY-5 leads to no goal
  status: doing
"
            ),
        );
    }

    #[test]
    fn drafts_bugs_and_what_is_closed_need_no_goal_and_a_draft_above_ready_work_does() {
        told(
            &RULE,
            &format!(
                "{GOAL}
epic PAY-1 Guests
story PAY-2 Pay
  for: PAY-1
bug PAY-3 Grey
  status: ready
task PAY-4 Build
  status: ready
spike PAY-5 Try
  status: ready
story PAY-6 Order
  status: accepted
epic PAY-7 Cards
     ^^^^^ strategy/orphan-work: PAY-7 and 1 item below it lead to no goal
story PAY-8 Cards
  status: ready
  for: PAY-7
epic PAY-9 Parcels
  status: accepted
story PAY-10 Parcels
  status: ready
  for: PAY-9
"
            ),
        );
    }

    #[test]
    fn what_is_told_elsewhere_is_not_told_again() {
        told(
            &RULE,
            &format!(
                "{GOAL}
initiative I-1 Guests
  status: active
epic PAY-1 Guests
  status: active
  for: I-1
story PAY-2 Pay
  status: ready
  for: PAY-99
story PAY-3 Pay
  status: ready
  for: PAY-4
epic PAY-4 Ring
  status: active
  for: PAY-4
story Pay without an id
  status: ready
"
            ),
        );
    }

    #[test]
    fn an_initiative_that_is_an_idea_and_has_work_already_is_told() {
        told(
            &RULE,
            &format!(
                "{GOAL}
initiative I-1 Guests
           ^^^ strategy/orphan-work: I-1 and 1 item below it lead to no goal
epic PAY-1 Guests
  status: active
  for: I-1
initiative I-2 Cards
"
            ),
        );
    }

    #[test]
    fn a_vision_says_what_work_is_for() {
        told(&RULE, &format!("{GOAL}vision V-1 Shops\nepic PAY-1 Guests\n  status: active\n  for: V-1\n"));
    }

    #[test]
    fn goals_may_stand_in_another_repository_and_their_work_is_theirs() {
        told(
            &RULE,
            "
            story PAY-1 Pay
                  ^^^^^ strategy/orphan-work: PAY-1 leads to no goal
              status: ready
            story PAY-2 Order
              status: ready
              for: OPS-1
            //- other/company.roadmap
            goal G-1 More buyers
              status: active
            epic OPS-1 Servers
              status: active
            //- archive/old.backlog
            story PAY-3 Look
              status: ready
            ",
        );
    }

    #[test]
    fn an_id_given_twice_is_walked_once() {
        told(
            &RULE,
            &format!(
                "{GOAL}
epic PAY-1 Guests
     ^^^^^ strategy/orphan-work: PAY-1 and 2 items below it lead to no goal
  status: active
story PAY-2 Pay
  status: ready
  for: PAY-1
story PAY-2 Pay
  status: ready
  for: PAY-2
"
            ),
        );
    }
}
