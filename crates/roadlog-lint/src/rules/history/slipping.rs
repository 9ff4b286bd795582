//! `history/slipping`: a period that moved later for the third time.

use std::collections::BTreeMap;

use roadlog_config::Field;
use roadlog_history::Judged;
use roadlog_model::{ItemRef, PlanItem};

use crate::context::Context;
use crate::earlier::{is_later, moved};
use crate::finding::Level;
use crate::judged::JudgedRange;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::rules::authority;
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "history/slipping",
    level: Some(Level::Info),
    summary: "The period of an item is moved later for the third time.",
    why: "Once is an estimate, twice is bad luck; a third time the date was never more than a wish, and everybody who \
planned by it was wrong three times. Cut the item down to what can be promised, take its date away with `next` or `later`, \
or say what keeps it from being done. What was before the base is read from its history; all that a range moves counts \
once.",
    bad: "
//- product.roadmap
initiative I-2 Pay by invoice
  owner: @ana
  when: 2026-Q1
//- commit @ana on 2026-03-20: One quarter more
//- product.roadmap
initiative I-2 Pay by invoice
  owner: @ana
  when: 2026-Q2
//- commit @ana on 2026-06-22: One quarter more
//- product.roadmap
initiative I-2 Pay by invoice
  owner: @ana
  when: 2026-Q3
//- base
//- commit @ana: Half a year more
//- product.roadmap
initiative I-2 Pay by invoice
  owner: @ana
  when: 2027-Q1
  ^^^^^^^^^^^^^ history/slipping: I-2 was moved from 2026-Q3 to 2027-Q1, the 3rd time that it was moved later
",
    good: "
//- product.roadmap
initiative I-2 Pay by invoice
  owner: @ana
  when: 2026-Q1
//- commit @ana on 2026-03-20: One quarter more
//- product.roadmap
initiative I-2 Pay by invoice
  owner: @ana
  when: 2026-Q2
//- base
//- commit @ana: Half a year more
//- product.roadmap
initiative I-2 Pay by invoice
  owner: @ana
  when: 2026-Q4
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Range(check),
};

/// From which time on it is told.
const TOO_OFTEN: usize = 3;

fn check(context: &mut Context<'_>, range: &JudgedRange<'_>) {
    let mut last: BTreeMap<ItemRef, (&Judged, PlanItem<'_>)> = BTreeMap::new();
    for judged in range.judged.iter().filter(|judged| moved(&judged.change).is_some()) {
        if let Some(end) = range.commits.ended(&judged.change).filter(|end| end.is_open()) {
            last.insert(end.at(), (judged, end));
        }
    }
    for (judged, end) in last.into_values() {
        let Some((began, from, to)) = slip(range, judged, end) else { continue };
        let earlier = range.earlier.zip(began.id()).map_or(0, |(earlier, id)| earlier.slips(id));
        let times = earlier + 1;
        if times < TOO_OFTEN || authority::tells(context, range, judged) {
            continue;
        }
        let message = format!(
            "{} was moved from {from} to {to}, the {} time that it was moved later: promise less of it, or no date",
            name(end),
            ordinal(times)
        );
        context.report_change(range, judged, message);
    }
}

/// The item in the beginning, and from when to when the range moved it later as a whole.
fn slip<'a>(range: &JudgedRange<'a>, judged: &Judged, end: PlanItem<'_>) -> Option<(PlanItem<'a>, String, String)> {
    let when = |item: PlanItem<'_>| Some(item.field(Field::When)?.text().to_string());
    let began = range.commits.began(&judged.change)?;
    let (from, to) = (when(began)?, when(end)?);
    is_later(&from, &to).then_some((began, from, to))
}

fn ordinal(number: usize) -> String {
    let end = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

#[cfg(test)]
mod tests {
    use super::{RULE, ordinal};
    use crate::testing::told;

    fn at(when: &str) -> String {
        format!("//- product.roadmap\ngoal G-1 More buyers\n  owner: @ana\n  when: {when}\n")
    }

    /// The commits that move a goal to these periods, the base behind the second one.
    fn moves(periods: &[&str]) -> String {
        let mut text = String::new();
        for (place, period) in periods.iter().enumerate() {
            let heading = if place == 3 { "//- base\n//- commit @ana: x\n" } else { "//- commit @ana: x\n" };
            text.push_str(if place == 0 { "" } else { heading });
            text.push_str(&at(period));
        }
        text
    }

    #[test]
    fn the_third_move_is_told_and_one_towards_today_is_none() {
        let mark = "  ^^^^^^^^^^^^^ history/slipping: G-1 was moved from 2026-Q3 to 2026-Q4, the 3rd time\n";
        told(&RULE, &(moves(&["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]) + mark));
        told(&RULE, &moves(&["2026-Q1", "2026-Q3", "2026-Q2", "2026-Q4"]));
        told(&RULE, &moves(&["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q1"]));
    }

    #[test]
    fn what_a_range_moves_counts_once_and_what_it_takes_back_not_at_all() {
        let mark = "  ^^^^^^^^^^^ history/slipping: G-1 was moved from 2026-Q3 to later, the 3rd time\n";
        told(&RULE, &(moves(&["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1", "later"]) + mark));
        told(&RULE, &moves(&["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2026-Q3"]));
        told(&RULE, &moves(&["2026-Q1", "2026-Q2", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1"]));
    }

    #[test]
    fn times_read_as_a_person_would_say_them() {
        assert_eq!([3, 4, 11, 12, 13, 21, 22].map(ordinal), ["3rd", "4th", "11th", "12th", "13th", "21st", "22nd"]);
    }
}
