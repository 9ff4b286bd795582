//! `planning/later-than-parent`: work is planned to end after what it serves.

use roadlog_model::PlanItem;
use roadlog_syntax::Kind;
use smol_str::SmolStr;

use super::planned::Planned;
use super::{chain_above, is_live};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Group, Rule};
use crate::wording::{counted, name};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "planning/later-than-parent",
    level: Some(Level::Warning),
    summary: "Work is planned to be finished after what it serves.",
    why: "Either the larger item will be late, or the work is no part of it. It is told once, at the larger one, with how \
many items it is and the last of them. Work without days of its own passes on those of the work below it. Bugs come when \
they come and metrics are read after the work, so that neither is counted; where the larger item is overdue, that is what is \
told.",
    bad: "
task PAY-15 Move all photos to the new bucket
  status: ready
  owner: @maria
  by: 2026-12-04
      ^^^^^^^^^^ planning/later-than-parent: PAY-15 is planned until 2026-12-04 and PAY-16, which serves it, until 2026-12-18

task PAY-16 Move the photos of refunds
  status: ready
  for: PAY-15
  by: 2026-12-18
",
    good: "
task PAY-15 Move all photos to the new bucket
  status: ready
  owner: @maria
  by: 2026-12-18

task PAY-16 Move the photos of refunds
  status: ready
  for: PAY-15
  by: 2026-12-18
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Among { groups, check },
};

/// What is planned to be finished after an item that it serves.
struct Late<'p> {
    above: PlanItem<'p>,
    planned: Planned<'p>,
    count: usize,
    last: (PlanItem<'p>, Planned<'p>),
}

/// The group of what is late for the same item above, by its id: whatever others serve has one.
fn groups(context: &Context<'_>, item: PlanItem<'_>) -> Vec<Group> {
    let ahead = is_live(item).then(|| ahead_of(context, item)).flatten();
    let id = ahead.and_then(|(above, ..)| above.id());
    id.map(|id| Group(SmolStr::new(id.as_str()))).into_iter().collect()
}

/// What an item is planned to be finished after, where that is so: the item above, how that is planned, and how it is
/// itself.
fn ahead_of<'p>(context: &Context<'_>, item: PlanItem<'p>) -> Option<(PlanItem<'p>, Planned<'p>, Planned<'p>)> {
    if !is_work(item) {
        return None;
    }
    let planned = Planned::of(item)?;
    let (above, its) = nearest_planned(item)?;
    let is_over = its.day().is_some_and(|day| day < context.today());
    (above.is_ready_or_doing() && planned.is_after(&its) && !is_over).then_some((above, its, planned))
}

fn check(context: &mut Context<'_>, _: &Group, items: &[PlanItem<'_>]) {
    let mut late: Option<Late<'_>> = None;
    for &item in items {
        let Some((above, its, planned)) = ahead_of(context, item) else { continue };
        let late = late.get_or_insert(Late { above, planned: its, count: 0, last: (item, planned) });
        late.count += 1;
        if planned.is_after(&late.last.1) {
            late.last = (item, planned);
        }
    }
    if let Some(late) = late {
        tell(context, &late);
    }
}

/// Whether it is work that has an end of its own to be planned.
fn is_work(item: PlanItem<'_>) -> bool {
    item.phase().is_some() && item.is_ready_or_doing() && !item.is_a(&[Kind::Bug])
}

/// The nearest item above that says when it is planned; none above a bug.
fn nearest_planned(item: PlanItem<'_>) -> Option<(PlanItem<'_>, Planned<'_>)> {
    let mut above = chain_above(item).take_while(|above| !above.is_a(&[Kind::Bug]));
    above.find_map(|above| Some((above, Planned::of(above)?)))
}

fn tell(context: &mut Context<'_>, late: &Late<'_>) {
    let Late { above, planned, count, last: (item, of_last) } = late;
    let (last, until) = (name(*item), of_last.in_words());
    let below = match count {
        1 => format!("{last}, which serves it, {until}"),
        _ => format!("{} for it later, the last, {last}, {until}", counted(*count, "item")),
    };
    let message = format!(
        "{} is planned {} and {below}: give it more time, or plan that earlier",
        name(*above),
        planned.in_words()
    );
    let told = context.report(*above, planned.field.value_span(), message);
    told.and(item.file(), of_last.field.value_span(), format!("“{}” is planned here", item.title()));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn it_is_told_once_with_how_many_and_the_last() {
        told(
            &RULE,
            "
            sprint PAY-s1 One
              when: 2026-12-07..2026-12-18
            epic PAY-1 Guest checkout
              status: active
              by: 2026-12-11
                  ^^^^^^^^^^ planning/later-than-parent: PAY-1 is planned until 2026-12-11 and 3 items for it later, the last, PAY-4, until 2027-01-15:
            story PAY-2 Pay
              status: ready
              for: PAY-1
              sprint: PAY-s1
                      ^^^^^^ planning/later-than-parent: PAY-2 is planned for PAY-s1 (until 2026-12-18) and PAY-5, which serves it, until
            story PAY-3 Order
              status: doing
              for: PAY-1
            task PAY-4 Build
              status: ready
              for: PAY-3
              by: 2027-01-15
            spike PAY-5 Which cards?
              status: ready
              for: PAY-2
              by: 2026-12-31
            task PAY-6 Test
              status: ready
              for: PAY-1
              by: 2026-12-12
            task PAY-7 Prepare
              status: ready
              for: PAY-1
              by: 2026-12-11
            ",
        );
    }

    #[test]
    fn bugs_metrics_drafts_and_what_is_closed_are_not_counted() {
        told(
            &RULE,
            "
            goal G-1 More buyers
              status: active
              when: 2026-Q4
            metric M-1 Completion
              for: G-1
              by: 2027-06-30
            research R-1 Survey
              for: G-1
              date: 2027-06-30
            bug PAY-1 Grey
              status: ready
              for: G-1
              by: 2027-06-30
            task PAY-2 Mend it
              status: ready
              for: PAY-1
              by: 2027-06-30
            epic PAY-3 Cards
              for: G-1
              by: 2027-06-30
            epic PAY-4 Cards
              status: accepted
              for: G-1
              by: 2027-06-30
            ",
        );
    }

    #[test]
    fn an_item_that_is_overdue_or_no_longer_open_is_not_told_that_its_work_is_late() {
        told(
            &RULE,
            "
            goal G-1 More buyers
              status: active
              when: 2026-Q3
            epic PAY-1 Cards
              status: active
              for: G-1
              by: 2027-06-30
            goal G-2 Fewer returns
              when: 2026-Q4
            epic PAY-2 Returns
              status: active
              for: G-2
              by: 2027-06-30
            ",
        );
    }

    #[test]
    fn horizons_are_compared_with_each_other_and_launches_have_a_day() {
        told(
            &RULE,
            "
            goal G-1 More buyers
              status: active
              when: now
                    ^^^ planning/later-than-parent: G-1 is planned for now and I-1, which serves it, for next
            initiative I-1 Guests
              status: planned
              for: G-1
              when: next
            initiative I-2 Cards
              status: active
              for: G-1
              when: 2026-Q4
                    ^^^^^^^ planning/later-than-parent: I-2 is planned until 2026-12-31 and L-1, which serves it, until 2027-02-01
            launch L-1 Cards for all
              for: I-2
              date: 2027-02-01
            goal G-2 Fewer returns
              status: active
              when: 2026-Q4..2027-Q2
            initiative I-3 Returns
              status: planned
              for: G-2
              when: later
            ",
        );
    }
}
