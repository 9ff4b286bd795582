//! The card of an item in a few lines: how far it is, whose it is, what it serves and what serves it.

use roadlog_history::Step;
use roadlog_model::{CriteriaCount, PlanItem, Untrusted};
use roadlog_report::days::away;
use roadlog_report::{Brief, CardCriterion, ItemCard, Metric, Relation, card, percent};
use roadlog_syntax::{Kind, Mark};

use crate::Snapshot;
use crate::markup::{Markup, Words};

/// How many items of one sort are named.
const MOST_NAMED: usize = 8;
/// Fields that are told otherwise, or too long to be told.
const ELSEWHERE: [&str; 5] = ["for", "links", "tests", "source", "why"];
/// How many of the last changes are told.
const MOST_CHANGES: usize = 3;

/// An item, for whoever looks at it from elsewhere: its words too.
pub(crate) fn item(snapshot: &Snapshot, item: PlanItem<'_>) -> Markup {
    told(snapshot, item, true)
}

/// An item, for whoever sees its words.
pub(crate) fn here(snapshot: &Snapshot, item: PlanItem<'_>) -> Markup {
    told(snapshot, item, false)
}

fn told(snapshot: &Snapshot, item: PlanItem<'_>, with_words: bool) -> Markup {
    let card = card(item, snapshot.surroundings.today);
    let mut markup = Markup::new().heading(named(&card.brief));
    if with_words && let Some(paragraph) = card.prose.first() {
        let lines = paragraph.iter().map(|line| Words::plan(line.clone()));
        markup = markup.paragraph(Words::joined(lines, " "));
    }
    markup = markup.list(facts(&card));
    if with_words {
        let shown = card.criteria.iter().take(MOST_NAMED).map(checked).collect();
        markup = markup.list(and_more(shown, card.criteria.len()));
    }
    if let Some(metric) = &card.metric {
        markup = markup.paragraph(way(metric, &card));
    }
    markup = around(markup, &card);
    markup = section(markup, Words::own("Last changes:"), last_changes(snapshot, item));
    markup.paragraph(Words::default().and_code(format!("{}:{}", card.path.unescaped(), card.line)))
}

/// `story PAY-12 Pay without an account`.
fn named(brief: &Brief) -> Words {
    let words = Words::plan(brief.kind.clone()).and(" ");
    let words = match &brief.id {
        Some(id) => words.and_strong(id.clone()).and(" "),
        None => words,
    };
    words.and_plan(brief.title.clone())
}

/// An item among others: with its status, without what it is.
fn short(brief: &Brief) -> Words {
    let words = named(brief);
    match &brief.status {
        Some((status, _)) => words.and(" (").and_plan(status.clone()).and(")"),
        None => words,
    }
}

fn facts(card: &ItemCard) -> Vec<Words> {
    let mut facts = Vec::new();
    if let Some((status, _)) = &card.brief.status {
        let words = Words::own("status: ").and_strong(status.clone());
        facts.push(if card.is_status_written { words } else { words.and(" (meant, because none is written)") });
    }
    facts.push(match &card.owner {
        None => Words::own("owner: nobody"),
        Some((who, None)) => Words::own("owner: ").and_plan(who.to_string()),
        Some((who, Some(from))) => {
            Words::own("owner: ").and_plan(who.to_string()).and(", from ").and_plan(from.clone())
        }
    });
    let CriteriaCount { open, met, .. } = card.criteria_count;
    if open + met > 0 {
        facts.push(Words::own(format!("criteria: {met} of {} met", open + met)));
    }
    facts.extend(card.rank.map(|rank| Words::own(format!("rank: {rank} in its file"))));
    let of_metric: &[&str] = if card.metric.is_some() { &["baseline", "target", "current", "by"] } else { &[] };
    let is_told = |key: &str| of_metric.contains(&key) || ELSEWHERE.contains(&key);
    let fields = card.fields.iter().filter(|(key, text)| !is_told(key.unescaped()) && !text.unescaped().is_empty());
    facts.extend(fields.map(|(key, text)| Words::plan(key.clone()).and(": ").and_plan(text.clone())));
    if card.is_stale {
        facts.push(Words::own("the words have changed since they were accepted"));
    }
    let open_questions = card.questions.iter().filter(|(_, answers)| answers.is_empty());
    facts.extend(open_questions.map(|(question, _)| Words::own("open question: ").and_plan(question.clone())));
    facts
}

fn checked(criterion: &CardCriterion) -> Words {
    let mark = match criterion.mark {
        Mark::Open => "`[ ]` ",
        Mark::Met => "`[x]` ",
        Mark::Dropped => "`[-]` ",
    };
    Words::own(mark).and_plan(criterion.words.clone())
}

/// A criterion of another item.
pub(crate) fn criterion(snapshot: &Snapshot, of: PlanItem<'_>, label: &str) -> Option<Markup> {
    let card = card(of, snapshot.surroundings.today);
    let is_it = |other: &Untrusted| other.unescaped().strip_prefix('^') == Some(label);
    let criterion = card.criteria.iter().find(|criterion| criterion.label.as_ref().is_some_and(is_it))?;
    Some(Markup::new().heading(named(&card.brief)).list(vec![checked(criterion)]))
}

/// What stands around it: the goal that it leads to, what serves it, what waits for it.
fn around(markup: Markup, card: &ItemCard) -> Markup {
    let mut up = Vec::new();
    for (brief, metrics) in &card.serves {
        up.push(short(brief));
        up.extend(metrics.iter().map(|metric| measured(metric, card)));
    }
    let markup = section(markup, Words::own("Serves, up to the top:"), up);
    let measured_by = card.measured_by.iter().map(|metric| measured(metric, card)).collect();
    let mut markup = section(markup, Words::own("Measured by:"), measured_by);
    for (relation, items) in &card.related {
        let share = match relation {
            Relation::ServedBy | Relation::InSprint => card.work.share_done(),
            Relation::Needs | Relation::NeededBy | Relation::Supports => None,
        };
        let share = share.map(|share| format!(" ({} done)", percent(share))).unwrap_or_default();
        let shown = items.iter().take(MOST_NAMED).map(short).collect();
        let heading = Words::own(format!("{}{share}:", relation.name()));
        markup = section(markup, heading, and_more(shown, items.len()));
    }
    markup
}

fn section(markup: Markup, heading: Words, points: Vec<Words>) -> Markup {
    if points.is_empty() { markup } else { markup.paragraph(heading).list(points) }
}

/// The points, and how many more there are.
fn and_more(mut points: Vec<Words>, all: usize) -> Vec<Words> {
    let more = all.saturating_sub(points.len());
    if more > 0 {
        points.push(Words::own(format!("and {more} more")));
    }
    points
}

/// `metric M-1 Checkout completion: 54% to 70%, now 58%, 25% of the way`.
fn measured(metric: &Metric, card: &ItemCard) -> Words {
    named(&metric.brief).and(": ").then(way(metric, card))
}

/// The way that a metric has gone.
pub(crate) fn metric(item: PlanItem<'_>, snapshot: &Snapshot) -> Option<Words> {
    item.is_a(&[Kind::Metric]).then(|| way(&Metric::of(item), &card(item, snapshot.surroundings.today)))
}

fn way(metric: &Metric, card: &ItemCard) -> Words {
    let today = card.today;
    let mut parts = Vec::new();
    match (&metric.baseline, &metric.target) {
        (Some(from), Some(to)) => {
            parts.push(Words::own("from ").and_plan(from.written.clone()).and(" to ").and_plan(to.written.clone()));
        }
        (None, Some(to)) => parts.push(Words::own("to ").and_plan(to.written.clone())),
        (Some(from), None) => parts.push(Words::own("from ").and_plan(from.written.clone())),
        (None, None) => {}
    }
    parts.push(match &metric.current {
        None => Words::own("not read yet"),
        Some(current) => {
            let words = Words::own("now ").and_strong(current.written.clone());
            match metric.read {
                Some(read) => words.and(format!(" (read {})", away(today, read))),
                None => words,
            }
        }
    });
    parts.extend(metric.way().map(|way| match way {
        1.0.. => Words::own("reached"),
        0.0..1.0 => Words::own(format!("{} of the way", percent(way))),
        _ => Words::own("further away than before"),
    }));
    if let Some(by) = metric.by.filter(|_| !metric.is_reached()) {
        parts.push(Words::own(format!("due {by}, {}", away(today, by))));
    }
    Words::joined(parts, ", ")
}

/// What changed last, where that is known: `status ready → doing, 3 days ago (2026-11-20), @maria`.
fn last_changes(snapshot: &Snapshot, item: PlanItem<'_>) -> Vec<Words> {
    let past = snapshot.surroundings.past.iter();
    let steps = past.flat_map(|past| past.last_changes(item, MOST_CHANGES));
    let told = steps.map(|Step { revision, change }| {
        let when = match revision.day {
            Some(day) => format!(", {} ({day})", away(snapshot.surroundings.today, day)),
            None => String::new(),
        };
        Words::plan(change.words()).and(when).and(", ").and_plan(revision.who())
    });
    told.collect()
}
