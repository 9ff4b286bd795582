//! `planning/overdue`: the day has passed, and the item is still open.

use roadlog_config::Field;
use roadlog_model::{ItemRef, PlanItem};
use roadlog_syntax::Kind;
use roadlog_syntax::value::Date;
use rustc_hash::FxHashMap;

use super::planned::Planned;
use super::sprints::sprint_of;
use super::{chain_above, is_live};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Group, Rule};
use crate::rules::syntax::slips::has_known_status;
use crate::wording::{counted, name, state};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "planning/overdue",
    level: Some(Level::Warning),
    summary: "The period or the day of an item has passed, and it is still open.",
    why: "A plan that tells a past day tells nobody when the work will come. It is told once, at the topmost item that is \
late, with how many below it are late with it. Items of a sprint that has ended are told at the sprint, and a metric by a \
rule of its own.",
    bad: "
task PAY-15 Renew the certificate
  status: ready
  owner: @maria
  by: 2026-11-13
      ^^^^^^^^^^ planning/overdue: PAY-15 was planned until 2026-11-13 and is still ready: finish it, drop it, or give it more time
",
    good: "
task PAY-15 Renew the certificate
  status: ready
  owner: @maria
  by: 2026-11-27
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Among { groups, check },
};

/// An item that is late, with what is late below it.
struct Late<'p> {
    planned: Planned<'p>,
    day: Date,
    below: usize,
    last: Option<(PlanItem<'p>, Date)>,
}

fn groups(context: &Context<'_>, item: PlanItem<'_>) -> Vec<Group> {
    Group::all(is_live(item) && overdue(item, context.today()).is_some())
}

fn check(context: &mut Context<'_>, _: &Group, items: &[PlanItem<'_>]) {
    let (plan, today) = (context.plan(), context.today());
    let mut topmost: FxHashMap<ItemRef, Late<'_>> = FxHashMap::default();
    let mut below = Vec::new();
    for &item in items {
        let Some((planned, day)) = overdue(item, today) else { continue };
        let is_told = |above: &PlanItem<'_>| !above.file().is_foreign() && !above.file().is_archived();
        let above = chain_above(item).take_while(|above| *above != item).filter(is_told);
        match above.filter(|above| overdue(*above, today).is_some()).last() {
            Some(late) => below.push((late.at(), item, day)),
            None => {
                topmost.insert(item.at(), Late { planned, day, below: 0, last: None });
            }
        }
    }
    for (above, item, day) in below {
        let Some(late) = topmost.get_mut(&above) else { continue };
        late.below += 1;
        if late.last.is_none_or(|(_, last)| day > last) {
            late.last = Some((item, day));
        }
    }
    for (at, late) in topmost {
        if let Some(item) = plan.item(at) {
            tell(context, item, &late);
        }
    }
}

/// What says that an item should have been finished before today, and on which day. What has no statuses is never
/// finished.
fn overdue(item: PlanItem<'_>, today: Date) -> Option<(Planned<'_>, Date)> {
    item.phase().filter(|_| item.is_ready_or_doing())?;
    let planned = Planned::by_itself(item)?;
    let day = planned.day().filter(|day| *day < today && has_known_status(item))?;
    Some((planned, day))
}

fn tell(context: &mut Context<'_>, item: PlanItem<'_>, late: &Late<'_>) {
    let Some(status) = item.status() else { return };
    let with_it = match late.last {
        Some((last, day)) if late.below == 1 => format!(", and so is {} below it, until {day}", name(last)),
        Some((last, day)) => {
            format!(", and so are {} below it, the last, {}, until {day}", counted(late.below, "item"), name(last))
        }
        None => in_sprint(item),
    };
    let way_out = if item.is_a(&[Kind::Goal, Kind::Sprint]) {
        "say whether it was met or missed, or give it more time"
    } else {
        "finish it, drop it, or give it more time"
    };
    let (name, day, word) = (name(item), late.day, state(status));
    let message = format!("{name} was planned until {day} and is still {word}{with_it}: {way_out}");
    context.report(item, late.planned.field.value_span(), message);
}

/// How much is still open in a sprint that should be over.
fn in_sprint(item: PlanItem<'_>) -> String {
    if !item.is_a(&[Kind::Sprint]) {
        return String::new();
    }
    let left = item.users_in(Field::Sprint).filter(|user| user.is_open() && sprint_of(*user) == Some(item)).count();
    if left == 0 { String::new() } else { format!(", with {} open in it", counted(left, "item")) }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn it_is_told_once_at_the_topmost_that_is_late() {
        told(
            &RULE,
            "
            goal G-1 More buyers
              status: active
              when: 2026-Q3
                    ^^^^^^^ planning/overdue: G-1 was planned until 2026-09-30 and is still active, and so are 2 items below it, the last, PAY-2, until 2026-11-13: say whether it was met or missed
            epic PAY-1 Cards
              status: active
              for: G-1
              by: 2026-10-31
            story PAY-2 Pay
              status: doing
              for: PAY-1
              by: 2026-11-13
            story PAY-3 Order
              status: doing
              for: PAY-1
              by: 2026-11-23
            epic PAY-4 Returns
              status: active
              by: 2026-10-31
                  ^^^^^^^^^^ planning/overdue: PAY-4 was planned until 2026-10-31 and is still active, and so is PAY-5 below it, until 2026-10-30: finish it
            bug PAY-5 Grey
              status: ready
              for: PAY-4
              by: 2026-10-30
            ",
        );
    }

    #[test]
    fn what_a_sprint_holds_is_told_at_the_sprint() {
        told(
            &RULE,
            "
            sprint PAY-s1 One
              status: active
              when: 2026-11-09..2026-11-20
                    ^^^^^^^^^^^^^^^^^^^^^^ planning/overdue: PAY-s1 was planned until 2026-11-20 and is still active, with 1 item open in it:
            story PAY-1 Pay
              status: doing
              sprint: PAY-s1
            story PAY-2 Order
              status: accepted
              sprint: PAY-s1
            sprint PAY-s2 Two
              when: 2026-W46
                    ^^^^^^^^ planning/overdue: PAY-s2 was planned until 2026-11-15 and is still planned: say whether
            ",
        );
    }

    #[test]
    fn drafts_metrics_and_what_is_closed_are_never_late() {
        told(
            &RULE,
            "
            goal G-1 More buyers
              when: 2026-Q3
            metric M-1 Completion
              by: 2026-10-31
            research R-1 Survey
              date: 2026-10-31
            epic PAY-1 Cards
              status: accepted
              by: 2026-10-31
            initiative I-1 Guests
              status: active
              when: now
            launch L-1 Guests for all
              date: 2026-11-12
                    ^^^^^^^^^^ planning/overdue: L-1 was planned until 2026-11-12 and is still planned
            ",
        );
    }

    #[test]
    fn what_serves_itself_is_late_too() {
        told(
            &RULE,
            "
            task PAY-1 One
              status: ready
              for: PAY-1
              by: 2026-10-31
                  ^^^^^^^^^^ planning/overdue
            ",
        );
    }
}
