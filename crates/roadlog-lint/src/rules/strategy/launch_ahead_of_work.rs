//! `strategy/launch-ahead-of-work`: a launch is near or past, and work for it is not finished.

use std::cell::LazyCell;

use roadlog_config::{Field, Phase};
use roadlog_model::{FieldView, ItemRef, Plan, PlanItem};
use roadlog_syntax::value::Date;
use roadlog_syntax::{Kind, Span};
use rustc_hash::FxHashMap;

use super::below::below;
use super::calendar::days_between;
use super::metrics::day;
use super::standing::{WORK, is_here, subject};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, OptionDefault, Rule, RuleOption};
use crate::rules::reference::misses::Misses;
use crate::wording::{listed, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "strategy/launch-ahead-of-work",
    level: Some(Level::Warning),
    summary: "A launch has happened or is due soon, and work for it is not finished.",
    why: "Two weeks before the day it can still be moved, or work be dropped; on the day only disappointed. Looked at is \
the work that is ready or doing for the launch itself, for its initiative, and what the launch `needs`. Where another \
launch of the same initiative is still planned, the initiative's other work may be for that one; after the launch, bugs \
do not count.",
    bad: "
//- product.roadmap
launch L-1 Guest checkout for every shop
  status: planned
  owner: @ana
  date: 2026-12-01
        ^^^^^^^^^^ strategy/launch-ahead-of-work: L-1 (@ana) is due on 2026-12-01, and PAY-1 (@maria) is not finished

  [ ] The help page is rewritten @support
//- checkout.backlog
epic PAY-1 Guest checkout
  status: active
  for: L-1
  owner: @maria
",
    good: "
//- product.roadmap
launch L-1 Guest checkout for every shop
  status: planned
  owner: @ana
  date: 2027-02-11

  [ ] The help page is rewritten @support
//- checkout.backlog
epic PAY-1 Guest checkout
  status: active
  for: L-1
  owner: @maria
",
    fix: Fixes::None,
    options: &[RuleOption {
        name: "days",
        meaning: "From how many days before a launch on work for it is to be finished.",
        default: OptionDefault::Integer(14),
    }],
    asks: Asks::NotDraft,
    check: Check::Plan(check),
};

fn check(context: &mut Context<'_>, plan: &Plan) {
    let mut walks = Walks::default();
    let misses = LazyCell::new(|| Misses::of(plan, &[Kind::Launch], Field::For));
    for launch in plan.items_like(&[Kind::Launch]).filter(|launch| is_here(*launch)) {
        let Some(moment) = Moment::of(context, launch) else { continue };
        let open = walks.open_work(launch, moment);
        // Another launch of the same may be still to come.
        if open.count > 0 && !launch.parents().any(|served| misses.may_mean(served)) {
            tell(context, launch, moment, &open);
        }
    }
}

/// Why work for a launch is to be finished.
#[derive(Clone, Copy)]
enum Moment {
    /// It has happened.
    Launched,
    /// It is to happen on this day, soon.
    Due(Date),
}

impl Moment {
    fn of(context: &Context<'_>, launch: PlanItem<'_>) -> Option<Self> {
        match launch.phase()? {
            Phase::Done => Some(Self::Launched),
            Phase::Ready | Phase::Doing => {
                let date = day(launch, Field::Date)?;
                let days = context.integer(launch.file(), "days");
                // Whose day has passed is told by `planning/overdue`.
                (0..=days).contains(&days_between(context.today(), date)).then_some(Self::Due(date))
            }
            Phase::Draft | Phase::Dropped => None,
        }
    }
}

/// How many items a finding names.
const NAMED: usize = 3;

/// Work that is not finished: how much, and the first few.
#[derive(Clone, Default)]
struct OpenWork<'p> {
    count: usize,
    first: Vec<PlanItem<'p>>,
}

impl<'p> OpenWork<'p> {
    fn add(&mut self, item: PlanItem<'p>) {
        self.count += 1;
        if self.first.len() < NAMED {
            self.first.push(item);
        }
    }

    fn add_all(&mut self, other: &Self) {
        let room = NAMED - self.first.len();
        self.first.extend(other.first.iter().take(room));
        self.count += other.count;
    }
}

/// What was found out about launches and initiatives, so that each is walked once.
#[derive(Default)]
struct Walks<'p> {
    /// The open work below them, bugs left out or not.
    known: FxHashMap<(ItemRef, bool), OpenWork<'p>>,
    /// The days of an initiative's open launches, in order; one without a day comes last.
    to_come: FxHashMap<ItemRef, Vec<Date>>,
}

impl<'p> Walks<'p> {
    /// The open work for a launch: below it or its initiative, and what it needs.
    fn open_work(&mut self, launch: PlanItem<'p>, moment: Moment) -> OpenWork<'p> {
        let bugs_count = matches!(moment, Moment::Due(_));
        let root = self.initiative_of(launch).unwrap_or(launch);
        let mut open = self.below(root, bugs_count).clone();
        for needed in launch.targets(Field::Needs) {
            if needed == root || needed.any_above(|above| above == root) {
                continue;
            }
            if needed.is_a(&[Kind::Initiative, Kind::Launch]) {
                open.add_all(self.below(needed, bugs_count));
            } else if needed.is_a(&WORK) && needed.is_open() {
                open.add(needed);
            }
        }
        open
    }

    fn below(&mut self, root: PlanItem<'p>, bugs_count: bool) -> &OpenWork<'p> {
        self.known.entry((root.at(), bugs_count)).or_insert_with(|| {
            let mut open = OpenWork::default();
            let counts = |item: &PlanItem<'_>| {
                item.is_a(&WORK)
                    && matches!(item.phase(), Some(Phase::Ready | Phase::Doing))
                    && (bugs_count || !item.is_a(&[Kind::Bug]))
                    && !item.file().is_archived()
            };
            below(root).filter(counts).for_each(|item| open.add(item));
            open
        })
    }

    /// The initiative whose work a launch brings to its users; none where another launch of it is still to come, or
    /// where it is closed: open work for that is told where it stands.
    fn initiative_of(&mut self, launch: PlanItem<'p>) -> Option<PlanItem<'p>> {
        let initiative = launch.parents().find(|served| served.is_a(&[Kind::Initiative]) && served.is_open())?;
        let to_come = self.to_come.entry(initiative.at()).or_insert_with(|| {
            let launches = initiative.serving().filter(|item| item.is_a(&[Kind::Launch]) && item.is_open());
            let mut days: Vec<_> = launches.map(|launch| day(launch, Field::Date).unwrap_or(Date::MAX)).collect();
            days.sort_unstable();
            days
        });
        let own = day(launch, Field::Date).unwrap_or(Date::MIN);
        let not_before = to_come.len() - to_come.partition_point(|day| *day < own);
        (not_before == usize::from(launch.is_open())).then_some(initiative)
    }
}

fn tell(context: &mut Context<'_>, launch: PlanItem<'_>, moment: Moment, open: &OpenWork<'_>) {
    let mut names: Vec<_> = open.first.iter().map(|item| subject(*item).into_owned()).collect();
    let others = open.count - open.first.len();
    if others > 0 {
        names.push(format!("{others} more"));
    }
    let (names, is) = (listed(&names, "and"), if open.count == 1 { "is" } else { "are" });
    let subject = subject(launch);
    let message = match moment {
        Moment::Launched => format!(
            "{subject} is launched, and {names} {is} not finished: finish or drop what was for it, or say what else it \
             is for"
        ),
        Moment::Due(date) => {
            format!("{subject} is due on {date}, and {names} {is} not finished: finish or drop that, or move the date")
        }
    };
    let field = if matches!(moment, Moment::Launched) { Field::Status } else { Field::Date };
    let span: Span = launch.field(field).map_or_else(|| name_span(launch), FieldView::value_span);
    let mut told = context.report(launch, span, message);
    for item in &open.first {
        told = told.and(item.file(), name_span(*item), format!("“{}”", item.title()));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn fourteen_days_before_work_is_to_be_finished_and_a_day_earlier_not_yet() {
        told(
            &RULE,
            "
            launch L-1 Guests
              date: 2026-12-07
                    ^^^^^^^^^^ strategy/launch-ahead-of-work: L-1 is due on 2026-12-07, and PAY-1 is not finished
            story PAY-1 Pay
              status: ready
              for: L-1
            launch L-2 Cards
              date: 2026-12-08
            story PAY-2 Pay
              status: ready
              for: L-2
            launch L-3 Parcels
            story PAY-3 Pay
              status: ready
              for: L-3
            launch L-4 Sizes
              date: 2026-11-20
            story PAY-4 Pay
              status: review
              for: L-4
            ",
        );
    }

    #[test]
    fn work_for_the_initiative_and_what_is_needed_counts_each_once() {
        let found = told(
            &RULE,
            "
            initiative I-1 Guests
              status: active
            launch L-1 Guests for all
              for: I-1
              needs: PAY-2, PAY-6, I-2
              date: 2026-12-01
                    ^^^^^^^^^^ strategy/launch-ahead-of-work: L-1 is due on 2026-12-01, and PAY-1, PAY-3, PAY-2 and 2 more are not finished
            epic PAY-1 Guests
              status: active
              for: I-1
            story PAY-2 Pay
              status: doing
              for: PAY-1
            task PAY-3 Build
              status: ready
              for: L-1
            story PAY-4 An idea
              for: PAY-1
            story PAY-5 Finished
              status: accepted
              for: PAY-1
            story PAY-6 Needed, and still an idea
            initiative I-2 Cards
              status: active
            story PAY-7 Cards
              status: ready
              for: I-2
            ",
        );
        assert_eq!(found[0].related.len(), 3);
    }

    #[test]
    fn after_the_launch_bugs_do_not_count() {
        told(
            &RULE,
            "
            launch L-1 Guests for all
              status: launched
                      ^^^^^^^^ strategy/launch-ahead-of-work: L-1 is launched, and PAY-1 is not finished
            story PAY-1 Pay
              status: doing
              for: L-1
            bug PAY-2 Grey
              status: ready
              for: PAY-1
            launch L-2 Cards
              status: launched
            bug PAY-3 Grey
              status: ready
              for: L-2
            launch L-3 Parcels
              date: 2026-12-01
                    ^^^^^^^^^^ strategy/launch-ahead-of-work: L-3 is due on 2026-12-01, and PAY-4 is not finished
            bug PAY-4 Grey
              status: ready
              for: L-3
            ",
        );
    }

    #[test]
    fn the_work_of_an_initiative_may_be_for_its_next_launch() {
        told(
            &RULE,
            "
            initiative I-1 Guests
              status: active
            launch L-1 Guests for some
              status: launched
              for: I-1
            launch L-2 Guests for more
              for: I-1
              date: 2026-12-01
            launch L-3 Guests for all
              for: I-1
              date: 2027-03-01
            story PAY-1 Pay
              status: ready
              for: I-1
            ",
        );
    }

    #[test]
    fn what_serves_a_closed_initiative_is_told_there_and_a_dropped_launch_waits_for_nothing() {
        told(
            &RULE,
            "
            initiative I-1 Guests
              status: shipped
            launch L-1 Guests for all
              status: launched
              for: I-1
            story PAY-1 Pay
              status: ready
              for: I-1
            launch L-2 Cards
              status: dropped
              date: 2026-12-01
            story PAY-2 Pay
              status: ready
              for: L-2
            //- archive/old.roadmap
            launch L-3 Parcels
              status: launched
            story PAY-3 Pay
              status: ready
              for: L-3
            ",
        );
    }
}
