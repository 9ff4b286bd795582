//! `roadlog show`: one item as a card, with what stands around it in the plan.

use std::io::{self, Write};

use anstyle::Style;
use clap::Args;
use roadlog_config::{Field, FieldLookup, FieldRef};
use roadlog_model::PlanItem;
use roadlog_syntax::{EntryText, LineKind, Mark};

use crate::commands::{names, words};
use crate::errors::{Error, Outcome};
use crate::load;
use crate::output::sinks;
use crate::position::position;
use crate::session::Session;
use crate::table::{Cell, write_rows, write_styled};

/// How far up and how many are followed where the plan has a ring.
const DEEPEST: usize = 64;

/// Show one item with everything around it
#[derive(Args, Debug)]
#[command(
    before_help = "Show one item: its fields, its owner and where that comes from, its criteria, what it serves up to \
             the vision, what serves it, and who needs it.",
    after_help = "Example:\n  roadlog show PAY-12"
)]
pub(crate) struct Arguments {
    /// The id of the item, such as PAY-12
    id: String,
}

/// Shows the item; every one that has the id, where it was given twice.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let loaded = load::workspace(session)?;
    let found = names::items(&loaded.plan, &arguments.id)?;
    for (index, item) in found.into_iter().enumerate() {
        if index > 0 {
            out.write_all(b"\n")?;
        }
        Card { item, color: session.color, out }.write()?;
    }
    Ok(loaded.outcome(false))
}

/// The card of an item.
struct Card<'o, 'p> {
    item: PlanItem<'p>,
    color: bool,
    out: &'o mut dyn Write,
}

impl<'p> Card<'_, 'p> {
    fn write(mut self) -> io::Result<()> {
        self.header()?;
        self.prose()?;
        self.facts()?;
        self.criteria()?;
        self.questions()?;
        self.relations()
    }

    fn header(&mut self) -> io::Result<()> {
        let item = self.item;
        let id = item.syntax().id_text().unwrap_or_default();
        let (kind, title) = (item.kind_word(), item.title());
        let line = format!("{} {} {}", sinks::terminal(&*kind), sinks::terminal(&*id), sinks::terminal(&*title));
        write_styled(self.out, self.color, Style::new().bold(), line.trim_end())?;
        let line = position(item.file().document(), item.syntax().header_span().start).line;
        writeln!(self.out, "\n{}:{line}", sinks::terminal(item.file().path()))
    }

    fn prose(&mut self) -> io::Result<()> {
        let document = self.item.file().document();
        let syntax = self.item.syntax();
        let mut ended = true;
        for index in syntax.title_line() + 1..syntax.lines().end {
            let kind = document.lines()[index as usize].kind();
            if !matches!(kind, LineKind::Prose | LineKind::Quote) {
                ended = true;
                continue;
            }
            if std::mem::take(&mut ended) {
                self.out.write_all(b"\n")?;
            }
            let text = document.text().get(document.content_span(index).range()).unwrap_or_default();
            writeln!(self.out, "  {}", sinks::terminal(text))?;
        }
        Ok(())
    }

    fn heading(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(b"\n")?;
        write_styled(self.out, self.color, Style::new().bold(), text)?;
        self.out.write_all(b"\n")
    }

    /// The status, the owner and the fields, in the order in which tools write them.
    fn facts(&mut self) -> io::Result<()> {
        let item = self.item;
        let mut rows = Vec::new();
        if let Some(status) = item.status() {
            let meant = if status.written { "" } else { " (none is written)" };
            let mut cell = words::status(item);
            cell.text.push_str(meant);
            rows.push(vec![Cell::plain("  status"), cell]);
        }
        if let Some(rank) = item.rank() {
            rows.push(vec![Cell::plain("  rank"), Cell::plain(rank.to_string())]);
        }
        rows.push(vec![Cell::plain("  owner"), Cell::plain(self.owner())]);
        let mut fields: Vec<_> = item.fields().filter(|field| !is_told(field.lookup())).collect();
        fields.sort_by_key(|field| order(field.lookup()));
        rows.extend(fields.into_iter().map(|field| {
            let key = sinks::terminal(&*field.entry().key()).to_string();
            vec![Cell::plain(format!("  {key}")), Cell::plain(sinks::terminal(&*field.text()).to_string())]
        }));
        self.out.write_all(b"\n")?;
        write_rows(self.out, self.color, &rows)
    }

    fn owner(&self) -> String {
        let Some(owner) = self.item.owner() else { return "nobody".to_owned() };
        let from = owner.from.id().filter(|_| owner.from != self.item);
        from.map_or_else(|| owner.handle.to_string(), |from| format!("{} (from {from})", owner.handle))
    }

    fn criteria(&mut self) -> io::Result<()> {
        let mut criteria = self.item.criteria().peekable();
        if criteria.peek().is_none() {
            return Ok(());
        }
        let count = self.item.criteria_count();
        self.heading(&format!("Criteria ({} of {} met)", count.met, count.met + count.open))?;
        for criterion in criteria {
            let mark = match criterion.mark {
                Mark::Open => "[ ]",
                Mark::Met => "[x]",
                Mark::Dropped => "[-]",
            };
            self.entry(mark, &criterion.entry.text())?;
        }
        Ok(())
    }

    fn questions(&mut self) -> io::Result<()> {
        let questions: Vec<_> = self.item.questions().collect();
        let decisions: Vec<_> = self.item.decisions().collect();
        if questions.is_empty() && decisions.is_empty() {
            return Ok(());
        }
        self.heading("Questions and decisions")?;
        for question in questions {
            self.entry("?", &question.entry.text())?;
            for answer in question.answers {
                self.entry("!", &answer.text())?;
            }
        }
        for decision in decisions {
            self.entry("!", &decision.text())?;
        }
        Ok(())
    }

    fn entry(&mut self, mark: &str, text: &EntryText<'_>) -> io::Result<()> {
        writeln!(self.out, "  {mark} {}", sinks::terminal(&**text))
    }

    fn relations(&mut self) -> io::Result<()> {
        let item = self.item;
        let needs = item.ids(Field::Needs).filter_map(|(id, _)| item.plan().first(id)).collect();
        self.related("Serves, up to the vision", chain(item))?;
        self.related("Served by", item.serving().collect())?;
        self.related("Needs", needs)?;
        self.related("Needed by", item.needed_by().collect())?;
        self.related("In this sprint", item.users_in(Field::Sprint).collect())?;
        self.related("Supports", item.users_in(Field::Evidence).collect())
    }

    fn related(&mut self, heading: &str, items: Vec<PlanItem<'p>>) -> io::Result<()> {
        if items.is_empty() {
            return Ok(());
        }
        self.heading(heading)?;
        let rows = items.into_iter().map(|item| {
            let mut id = words::id(item);
            id.text.insert_str(0, "  ");
            let kind = sinks::terminal(&*item.kind_word()).to_string();
            vec![id, Cell::plain(kind), words::status(item), Cell::plain(sinks::terminal(&*item.title()).to_string())]
        });
        write_rows(self.out, self.color, &rows.collect::<Vec<_>>())
    }
}

/// What an item serves, and what that serves, up to the top.
fn chain(item: PlanItem<'_>) -> Vec<PlanItem<'_>> {
    let mut chain = Vec::new();
    let mut level: Vec<_> = item.parents().collect();
    while let Some(parent) = level.first().copied() {
        if chain.len() >= DEEPEST || chain.contains(&parent) || parent == item {
            break;
        }
        chain.push(parent);
        level = parent.parents().collect();
    }
    chain
}

/// The fields that the first lines of the card tell already.
fn is_told(field: FieldLookup) -> bool {
    matches!(field, FieldLookup::Here(FieldRef::BuiltIn(Field::Status | Field::Owner)))
}

/// Built-in fields in the order of tools, then a team's own, then what the kind does not have.
const fn order(field: FieldLookup) -> (u8, Option<FieldRef>) {
    match field {
        FieldLookup::Here(field) => (0, Some(field)),
        FieldLookup::Elsewhere(_) | FieldLookup::Unknown => (1, None),
    }
}
