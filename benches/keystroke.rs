//! How long it takes from a keystroke to the findings of every file that it touches, in plans of many sizes:
//! `cargo bench --bench keystroke`.
//!
//! Each kind of edit is typed into items all over the plan, one character after the other, and taken back. What is timed is
//! the edit of the plan and the findings that follow from it.

use std::io::{self, Write as _};
use std::sync::Arc;
use std::time::{Duration, Instant};

use roadlog_config::{Config, Place};
use roadlog_lint::{Incremental, Options};
use roadlog_model::{FileInput, Plan, PlanItem};
use roadlog_syntax::value::parse_date;
use roadlog_syntax::{Edit, Kind, Span};
use roadlog_testkit::generate;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

/// How many items of a plan are typed into, for each kind of edit.
const ITEMS: usize = 20;

/// A kind of edit: where it begins in an item, and what is typed there, in the place of how many bytes.
type Typing = fn(PlanItem<'_>) -> Option<(u32, u32, String)>;

const TYPINGS: [(&str, Typing); 11] = [
    ("title", |item| Some((item.syntax().title_span().end, 0, " and more".to_owned()))),
    ("prose", |item| Some((below(item), 0, "\n  Buyers ask for it, PAY-1 too.\n".to_owned()))),
    ("criterion", |item| Some((below(item), 0, "  [ ] The total is shown within 2 seconds\n".to_owned()))),
    ("owner", |item| value(item, "owner", "@nobody")),
    ("owner of an epic", |item| value(item.is_a(&[Kind::Epic]).then_some(item)?, "owner", "@nobody")),
    ("owner of a goal", |item| value(item.is_a(&[Kind::Goal]).then_some(item)?, "owner", "@nobody")),
    ("status", |item| value(item, "status", "dropped")),
    ("for", |item| value(item, "for", "PAY-12")),
    ("id", |item| {
        let span = item.syntax().id_span();
        Some((span.end, 0, "77".to_owned()))
    }),
    ("new item", |item| {
        Some((item.syntax().span().end, 0, "story PAY-new Pay with points\n  status: draft\n\n".to_owned()))
    }),
    ("deleted item", |item| {
        let span = item.syntax().span();
        Some((span.start, span.end - span.start, String::new()))
    }),
];

/// The line below the header and the fields of an item.
fn below(item: PlanItem<'_>) -> u32 {
    let document = item.file().document();
    let last = item.fields().last().map_or(item.syntax().title_line(), |field| field.entry().lines().end - 1);
    document.line_end(last)
}

/// Another value of a field.
fn value(item: PlanItem<'_>, key: &str, other: &str) -> Option<(u32, u32, String)> {
    let field = item.fields().find(|field| field.entry().key() == key)?;
    let span = field.value_span();
    Some((span.start, span.end - span.start, other.to_owned()))
}

fn plan(items: usize, per_file: usize) -> Plan {
    let plan = generate::plan(items, per_file);
    let (config, _) = roadlog_config::parse(&plan.config, Place::Root);
    let file =
        |(path, text): (String, String)| FileInput { path, bytes: text.into_bytes(), archived: false, foreign: false };
    let files = plan.files.into_iter().map(file).collect();
    Plan::new(Config::new(config, Vec::new()), files).expect("the files are small")
}

/// The edits that type something, one character after the other, and those that take it back.
fn edits(item: PlanItem<'_>, typing: Typing) -> Option<Vec<Edit>> {
    let (start, length, text) = typing(item)?;
    let before = item.file().document().text()[start as usize..(start + length) as usize].to_owned();
    let mut edits = Vec::new();
    if length > 0 {
        edits.push(Edit::delete(Span::new(start, start + length)));
    }
    let mut at = start;
    for character in text.chars() {
        edits.push(Edit::insert(at, character.to_string()));
        at += character.len_utf8() as u32;
    }
    edits.push(Edit::new(Span::new(start, at), before));
    Some(edits)
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for (items, per_file) in SIZES.into_iter().map(|items| (items, 500)).chain([(10_000, 10_000)]) {
        let mut plan = Arc::new(plan(items, per_file));
        let options = Options::on(parse_date(generate::TODAY).expect("it is a day"));
        let begun = Instant::now();
        let mut findings = Incremental::new(&plan, &options);
        writeln!(out, "{items} items, {per_file} a file: {:.1?} at first", begun.elapsed())?;
        let mut all = Vec::new();
        for (name, typing) in TYPINGS {
            let fits: Vec<_> =
                plan.items().filter_map(|item| Some((item.file().path().to_owned(), edits(item, typing)?))).collect();
            let every = (fits.len() / ITEMS).max(1);
            let mut times: Vec<(Duration, Duration)> = Vec::new();
            for (path, edits) in fits.into_iter().skip(every / 2).step_by(every) {
                for edit in edits {
                    let begun = Instant::now();
                    plan = Arc::new(plan.with_edits(&path, &[edit]).expect("it fits"));
                    let edited = begun.elapsed();
                    let changed = findings.update(Arc::clone(&plan), &options);
                    std::hint::black_box(changed);
                    times.push((begun.elapsed(), edited));
                }
            }
            report(&mut out, name, times.clone())?;
            all.extend(times);
        }
        report(&mut out, "all", all)?;
    }
    Ok(())
}

fn report(out: &mut impl io::Write, name: &str, mut times: Vec<(Duration, Duration)>) -> io::Result<()> {
    times.sort_unstable();
    let at = |percent: usize| times.get((times.len() * percent / 100).min(times.len().saturating_sub(1)));
    let (Some(median), Some(high), Some(most)) = (at(50), at(99), times.last()) else { return Ok(()) };
    let edit = median.1;
    writeln!(
        out,
        "  {name:18} {:6} edits: median {:9.1?}, p99 {:9.1?}, most {:9.1?}; of the median, the plan took {edit:.1?}",
        times.len(),
        median.0,
        high.0,
        most.0,
    )
}
