//! `roadlog tree`: the plan from the vision to the tasks, by what serves what, and at the end what serves nothing.

use std::collections::HashSet;
use std::io::Write;

use anstyle::Style;
use clap::Args;
use roadlog_config::{Field, Phase};
use roadlog_model::{ItemRef, Plan, PlanItem};
use roadlog_syntax::Kind;

use crate::commands::words;
use crate::errors::{Error, Outcome};
use crate::load;
use crate::output::sinks;
use crate::session::Session;
use crate::table::{Cell, write_rows, write_styled};

/// How deep the indentation goes on: no plan that a person reads is as deep.
const DEEPEST_INDENT: usize = 24;

/// Show the plan as a tree, from the vision to the tasks
#[derive(Args, Debug)]
#[command(
    before_help = "Show the plan as a tree, from the vision to the tasks; what serves nothing comes at the end.",
    after_help = "Example:\n  roadlog tree --all"
)]
pub(crate) struct Arguments {
    /// Show what is done or dropped, and archives, too
    #[arg(long)]
    all: bool,
}

/// Shows the tree.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let loaded = load::workspace(session)?;
    let mut walk = Walk { all: arguments.all, seen: HashSet::new(), rows: Vec::new() };
    for root in loaded.plan.items().filter(|item| is_root(*item)) {
        walk.below(root);
    }
    let serving = std::mem::take(&mut walk.rows);
    for orphan in walk.orphans(&loaded.plan) {
        walk.below(orphan);
    }
    write_rows(out, session.color, &serving)?;
    if !walk.rows.is_empty() {
        let gap = if serving.is_empty() { "" } else { "\n" };
        out.write_all(gap.as_bytes())?;
        write_styled(out, session.color, Style::new().bold(), "Serving nothing")?;
        out.write_all(b"\n")?;
        write_rows(out, session.color, &walk.rows)?;
    }
    Ok(loaded.outcome(false))
}

/// Whether a tree starts with it: a vision, of which there may be several.
fn is_root(item: PlanItem<'_>) -> bool {
    item.like() == Some(Kind::Vision)
}

struct Walk {
    all: bool,
    seen: HashSet<ItemRef>,
    rows: Vec<Vec<Cell>>,
}

impl Walk {
    /// Adds an item and all that serves it. A chain may be as long as the plan, so that the way is kept in a list and
    /// not on the stack; an item is shown once, which ends rings.
    fn below<'p>(&mut self, root: PlanItem<'p>) {
        let mut waiting: Vec<(PlanItem<'p>, usize)> = vec![(root, 0)];
        while let Some((item, depth)) = waiting.pop() {
            if !self.seen.insert(item.at()) {
                continue;
            }
            let shown = self.shows(item);
            if shown {
                self.rows.push(row(item, depth));
            }
            let mut children: Vec<_> = item.serving().collect();
            children.sort_by_key(|child| (child.like(), child.at()));
            waiting.extend(children.into_iter().rev().map(|child| (child, depth + usize::from(shown))));
        }
    }

    fn shows(&self, item: PlanItem<'_>) -> bool {
        self.all || (!item.file().is_archived() && !item.phase().is_some_and(Phase::is_closed))
    }

    /// The highest items that no vision stands above, though their kind could serve something; what is left after
    /// that stands in a ring, of which the first member counts.
    fn orphans<'p>(&self, plan: &'p Plan) -> Vec<PlanItem<'p>> {
        let could_serve = |item: &PlanItem<'_>| item.like().is_some_and(|kind| Field::For.is_on(kind));
        let left: Vec<_> = plan
            .items()
            .filter(|item| !item.file().is_foreign() && !self.seen.contains(&item.at()) && could_serve(item))
            .collect();
        let (tops, below): (Vec<_>, Vec<_>) = left.into_iter().partition(|item| item.parents().next().is_none());
        tops.into_iter().chain(below).collect()
    }
}

fn row(item: PlanItem<'_>, depth: usize) -> Vec<Cell> {
    let mut id = words::id(item);
    id.text = format!("{:1$}{2}", "", depth.min(DEEPEST_INDENT) * 2, id.text);
    let kind = sinks::terminal(&*item.kind_word()).to_string();
    vec![id, Cell::plain(kind), words::status(item), Cell::plain(sinks::terminal(&*item.title()).to_string())]
}
