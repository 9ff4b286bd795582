//! `roadlog list`: the items that a query asks for, blocked ones first.

use std::cmp::Ordering;
use std::io::Write;

use clap::{Args, ValueEnum};
use roadlog_config::{Field, RankClass};
use roadlog_model::{PlanItem, Value};
use roadlog_report::page::{Line, Role, aligned};

use crate::commands::words;
use crate::errors::{Error, Outcome};
use crate::load;
use crate::output::page::write_lines;
use crate::output::sinks;
use crate::query::{Query, Vocabulary};
use crate::rank::Ranks;
use crate::session::Session;

/// List the items that a query asks for
#[derive(Args, Debug)]
#[command(
    before_help = "List the items that a query asks for, blocked ones first; every word narrows the list.",
    after_help = "\
Keys:
  status phase kind owner assignee stakeholder team sprint for needs tag is file
  id text; is: open closed blocked archived new; a comma means or, none without

Example:
  roadlog list status:ready owner:@maria sprint:PAY-s23 card"
)]
pub(crate) struct Arguments {
    /// Terms such as status:ready or is:blocked, and words
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// rank, points, or rice (reach × impact × confidence ÷ effort)
    #[arg(long, value_name = "BY", hide_possible_values = true)]
    sort: Option<Sort>,
}

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Sort {
    Rice,
    Rank,
    Points,
}

/// Lists the items.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let loaded = load::workspace(session)?;
    let query = Query::parse(&arguments.query, &Vocabulary::of(&loaded.plan))?;
    let mut items: Vec<_> =
        loaded.plan.items().filter(|item| !item.file().is_foreign() && query.matches(*item)).collect();
    sort(&mut items, arguments.sort);
    if items.is_empty() {
        session.say("no item is like that");
    }
    let ranks = Ranks::of(&loaded.plan);
    let rows = items.into_iter().map(|item| row(item, arguments.sort, &ranks)).collect();
    write_lines(out, session.color, &aligned(rows))?;
    Ok(loaded.outcome(false))
}

/// Sorts as asked for; among equals, and where nothing is asked for, blocked ones come first, then the files' order.
fn sort(items: &mut [PlanItem<'_>], by: Option<Sort>) {
    items.sort_by_key(|item| !item.is_blocked());
    match by {
        None => {}
        Some(Sort::Rank) => {
            let place = |item: &PlanItem<'_>| (item.rank_class().map_or(u8::MAX, class_order), item.at());
            items.sort_by_cached_key(place);
        }
        Some(Sort::Points) => items.sort_by(|one, other| highest_first(one.points(), other.points())),
        Some(Sort::Rice) => items.sort_by(|one, other| highest_first(rice(*one), rice(*other))),
    }
}

/// From why to how; what has no rank comes last.
const fn class_order(class: RankClass) -> u8 {
    match class {
        RankClass::Goals => 0,
        RankClass::Initiatives => 1,
        RankClass::Epics => 2,
        RankClass::Work => 3,
    }
}

/// What has no number comes last.
fn highest_first(one: Option<f64>, other: Option<f64>) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => other.total_cmp(&one),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

fn number(item: PlanItem<'_>, field: Field) -> Option<f64> {
    match item.field(field)?.value() {
        Value::Number(number) => Some(*number),
        Value::Percent(share) => Some(*share),
        _ => None,
    }
}

/// Reach × impact × confidence ÷ effort, where all four are known and some effort is needed.
pub(crate) fn rice(item: PlanItem<'_>) -> Option<f64> {
    let effort = number(item, Field::Effort).filter(|effort| *effort > 0.0)?;
    let value = number(item, Field::Reach)? * number(item, Field::Impact)? * number(item, Field::Confidence)?;
    Some(value / effort).filter(|score| score.is_finite())
}

fn row(item: PlanItem<'_>, sort: Option<Sort>, ranks: &Ranks) -> Vec<Line> {
    let sorted = match sort {
        None => None,
        Some(Sort::Rank) => ranks.get(item).map(|rank| format!("#{rank}")),
        Some(Sort::Points) => item.points().map(|points| format!("{points} pt")),
        Some(Sort::Rice) => rice(item).map(|score| format!("{score:.0}")),
    };
    let owner = item.owner().map(|owner| owner.handle.to_string());
    let mut title = sinks::terminal(&*item.title()).to_string();
    if let Some(blocked) = item.field(Field::Blocked).filter(|_| item.is_blocked()) {
        title = format!("{title} (blocked: {})", sinks::terminal(&*blocked.text()));
    }
    vec![
        words::id(item),
        plain(sinks::terminal(&*item.kind_word())),
        words::status(item),
        plain(owner.unwrap_or_default()),
        plain(sorted.unwrap_or_default()),
        plain(title),
    ]
}

fn plain(text: impl Into<String>) -> Line {
    Line::of(text, Role::Plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_number_comes_last_and_the_highest_first() {
        let mut numbers = [None, Some(2.0), Some(8.0), None];
        numbers.sort_by(|one, other| highest_first(*one, *other));
        assert_eq!(numbers, [Some(8.0), Some(2.0), None, None]);
    }
}
