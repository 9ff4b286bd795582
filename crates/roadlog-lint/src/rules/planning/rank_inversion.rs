//! `planning/rank-inversion`: an item stands above one that it needs.

use std::cmp::Ordering;

use roadlog_config::{Field, Phase};
use roadlog_model::PlanItem;
use rustc_hash::FxHashSet;

use super::moving::above;
use super::planned::Planned;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::rules::syntax::slips::has_known_status;
use crate::wording::{name, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "planning/rank-inversion",
    level: Some(Level::Warning),
    summary: "An item is ranked above one that it needs.",
    why: "The order of a file is the order of the work. Whoever takes the next item from the top finds that it cannot be \
started. Where days or sprints say which of both comes first, they hold and not the order; what is under way already need \
not move.",
    bad: "
task PAY-15 Show refunds in the list of orders
  status: ready
  owner: @maria
  needs: PAY-16
         ^^^^^^ planning/rank-inversion: PAY-15 is ranked above PAY-16, which it needs: move PAY-16 above it

task PAY-16 Index refunds by shop
  status: ready
  owner: @maria
",
    good: "
task PAY-16 Index refunds by shop
  status: ready
  owner: @maria

task PAY-15 Show refunds in the list of orders
  status: ready
  owner: @maria
  needs: PAY-16
",
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    if item.field(Field::Needs).is_none() {
        return;
    }
    for reference in item.references(Field::Needs) {
        let Some(needed) = reference.target().filter(|needed| is_inverted(item, *needed)) else { continue };
        let needed_name = name(needed);
        let message =
            format!("{} is ranked above {needed_name}, which it needs: move {needed_name} above it", name(item));
        let told = context.report(item, reference.span(), message);
        let told = told.and(needed.file(), name_span(needed), format!("“{}” is ranked here", needed.title()));
        let _ = told.assist(format!("Move {needed_name} above {}", name(item)), above(needed, item));
    }
}

fn is_inverted(item: PlanItem<'_>, needed: PlanItem<'_>) -> bool {
    let (here, there) = (item.at(), needed.at());
    here.file == there.file
        && here.node < there.node
        && needed.phase() != Some(Phase::Doing)
        && item.rank_class().is_some_and(|class| needed.rank_class() == Some(class))
        && !is_ordered_by_days(item, needed)
        && !needs(needed, item)
        && has_known_status(needed)
}

/// Whether it is planned which of both comes first: `planning/needs-later` says so where that is the wrong one.
fn is_ordered_by_days(item: PlanItem<'_>, needed: PlanItem<'_>) -> bool {
    let (Some(planned), Some(of_needed)) = (Planned::of(item), Planned::of(needed)) else { return false };
    planned.compared(&of_needed).is_some_and(Ordering::is_ne)
}

/// Whether an item needs another one, by whatever stands between: a ring has no order to be in, and is told as a ring.
fn needs(item: PlanItem<'_>, other: PlanItem<'_>) -> bool {
    const MOST: usize = 256;
    let mut seen = FxHashSet::from_iter([item.at()]);
    let mut open = vec![item];
    while let Some(next) = open.pop().filter(|_| seen.len() < MOST) {
        for needed in next.targets(Field::Needs) {
            if needed == other {
                return true;
            }
            if seen.insert(needed.at()) {
                open.push(needed);
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{mended, told};

    #[test]
    fn only_what_has_a_common_rank_can_be_inverted() {
        told(
            &RULE,
            "
            //- a.backlog
            story PAY-1 Pay
              status: ready
              needs: PAY-2, PAY-3, PAY-4, PAY-5, PAY-6
                                                 ^^^^^ planning/rank-inversion: PAY-1 is ranked above PAY-6
            epic PAY-2 Guest checkout
            story PAY-3 Order
              status: accepted
            spike PAY-5 Which cards?
              status: review
            bug PAY-6 Grey
            //- b.backlog
            story PAY-4 Order
            ",
        );
    }

    #[test]
    fn epics_initiatives_and_goals_are_ranked_among_themselves() {
        told(
            &RULE,
            "
            epic PAY-1 Guest checkout
              status: active
              needs: PAY-2
                     ^^^^^ planning/rank-inversion
            initiative I-1 Guests
              status: planned
              needs: I-2
                     ^^^ planning/rank-inversion
            epic PAY-2 Cards
            initiative I-2 Cards
            ",
        );
    }

    #[test]
    fn drafts_are_asked_for_nothing_and_a_ring_is_told_as_one() {
        told(
            &RULE,
            "
            story PAY-1 Pay
              needs: PAY-2
            story PAY-2 Pay
            task PAY-3 One
              status: ready
              needs: PAY-4
            task PAY-4 Two
              status: ready
              needs: PAY-5
            task PAY-5 Three
              status: ready
              needs: PAY-3
            ",
        );
    }

    #[test]
    fn where_days_say_what_comes_first_the_order_does_not() {
        told(
            &RULE,
            "
            task PAY-1 One
              status: ready
              by: 2026-12-18
              needs: PAY-2
            task PAY-2 Two
              status: ready
              by: 2026-12-04
            task PAY-3 Three
              status: ready
              by: 2026-12-04
              needs: PAY-4
                     ^^^^^ planning/rank-inversion
            task PAY-4 Four
              status: ready
              by: 2026-12-04
            ",
        );
    }

    #[test]
    fn what_is_needed_moves_with_its_comments_whatever_stands_around() {
        let first = "# for later\ntask PAY-1 One\n  status: ready\n  needs: PAY-2\n";
        let second = "# ask legal\ntask PAY-2 Two\n  status: ready\n";
        for (before, after) in [
            (format!("{first}\n{second}"), format!("{second}\n{first}")),
            (format!("{first}\n{second}\n== Then\n"), format!("{second}\n{first}\n== Then\n")),
            (
                format!("== Now\n{first}\nbug PAY-3 Grey\n\n{second}"),
                format!("== Now\n{second}\n{first}\nbug PAY-3 Grey\n"),
            ),
        ] {
            assert_eq!(mended(&RULE, &before, "plan.backlog"), after);
        }
    }
}
