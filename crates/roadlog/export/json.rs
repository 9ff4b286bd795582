//! The whole plan as JSON, version 1; docs/export.schema.json describes it.

use std::borrow::Cow;
use std::io::{self, Write};

use rayon::prelude::*;
use roadlog_config::{Field, FieldLookup, ValueType};
use roadlog_model::{FieldView, Plan, PlanFile, PlanItem};
use roadlog_syntax::format::{Members, parted};
use roadlog_syntax::mention::{asked, label, signature};
use roadlog_syntax::{Entry, Kind, LineKind, Mark, indentation};
use serde::{Serialize, Serializer};

use super::layout::OnePerLine;
use super::value::{TypedValue, typed};
use crate::output::wire::{write_inside, write_laid_out};
use crate::position::{Range, range};
use crate::rank::Ranks;
use roadlog_edit::parting;

/// The version of the form; it grows by additions alone.
const VERSION: u32 = 1;

/// What ends the form behind the last item.
const END: &[u8] = b"\n]\n}\n";

/// How many items are written at a time: enough for every core, and few enough to be kept in memory.
const BATCH: usize = 4096;

/// How many of them one core takes at a time.
const PART: usize = 128;

/// Writes the plan.
///
/// # Errors
/// What `out` says.
pub(crate) fn write(plan: &Plan, out: &mut dyn Write) -> io::Result<()> {
    let mut around = Vec::new();
    write_laid_out(&Export { version: VERSION, files: Files(plan), items: [] }, OnePerLine::default(), &mut around)?;
    out.write_all(around.strip_suffix(END).unwrap_or(&around))?;
    write_items(plan, out)?;
    out.write_all(END)
}

/// Writes the items, each on a line of its own; batches are made by all cores at once and written in order.
fn write_items(plan: &Plan, out: &mut dyn Write) -> io::Result<()> {
    let ranks = Ranks::of(plan);
    let mut items = plan.items();
    let mut is_first = true;
    loop {
        let batch: Vec<_> = items.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            return Ok(());
        }
        let parts: Vec<_> = batch.par_chunks(PART).map(|part| lines(part, &ranks)).collect();
        for part in parts {
            let part = part?;
            // No comma stands before the first one.
            out.write_all(&part[usize::from(is_first)..])?;
            is_first = false;
        }
    }
}

/// Each item behind a comma and a line feed.
fn lines(items: &[PlanItem<'_>], ranks: &Ranks) -> io::Result<Vec<u8>> {
    let mut lines = Vec::new();
    for item in items {
        lines.extend_from_slice(b",\n");
        write_inside(&ItemRecord::of(*item, ranks), OnePerLine::inside(), &mut lines)?;
    }
    Ok(lines)
}

#[derive(Serialize)]
struct Export<'p> {
    version: u32,
    files: Files<'p>,
    /// Written one by one, behind all this.
    items: [ItemRecord<'p>; 0],
}

/// The files, one after the other: none is kept once it is written.
struct Files<'p>(&'p Plan);

impl Serialize for Files<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.files().map(|(_, file)| FileRecord::of(file)))
    }
}

#[derive(Serialize)]
struct FileRecord<'p> {
    path: &'p str,
    archived: bool,
    foreign: bool,
    /// How many bytes it has.
    bytes: u32,
}

impl<'p> FileRecord<'p> {
    fn of(file: &'p PlanFile) -> Self {
        let bytes = file.document().len();
        Self { path: file.path(), archived: file.is_archived(), foreign: file.is_foreign(), bytes }
    }
}

#[derive(Serialize)]
struct ItemRecord<'p> {
    /// The id; null where it is still to be given or the header is broken.
    id: Option<String>,
    new: bool,
    kind: Cow<'p, str>,
    /// The built-in kind that it is or is like.
    like: Option<&'static str>,
    title: Cow<'p, str>,
    path: &'p str,
    range: Range,
    header: Range,
    status: Option<StatusRecord<'p>>,
    rank: Option<u32>,
    owner: Option<OwnerRecord<'p>>,
    prose: Vec<ProseRecord>,
    fields: Vec<FieldRecord<'p>>,
    criteria: Vec<CriterionRecord>,
    questions: Vec<QuestionRecord>,
    decisions: Vec<SignedRecord>,
    relations: Relations,
}

#[derive(Serialize)]
struct StatusRecord<'p> {
    word: &'p str,
    phase: &'static str,
    written: bool,
}

#[derive(Serialize)]
struct OwnerRecord<'p> {
    handle: String,
    inherited: bool,
    /// The item whose `owner` line says so.
    from: Option<String>,
    path: &'p str,
    range: Range,
}

#[derive(Serialize)]
struct ProseRecord {
    /// Whether it stands behind `>`: kept as it is, and nothing in it is read.
    quoted: bool,
    lines: Vec<String>,
    range: Range,
}

#[derive(Serialize)]
struct FieldRecord<'p> {
    key: Cow<'p, str>,
    /// Whether items of this kind have such a field.
    known: bool,
    text: String,
    value: TypedValue,
    range: Range,
    value_range: Range,
}

#[derive(Serialize)]
struct CriterionRecord {
    mark: &'static str,
    text: String,
    label: Option<String>,
    range: Range,
}

#[derive(Serialize)]
struct QuestionRecord {
    text: String,
    asks: Vec<String>,
    range: Range,
    answers: Vec<SignedRecord>,
}

/// An answer or a decision.
#[derive(Serialize)]
struct SignedRecord {
    text: String,
    by: Option<String>,
    date: Option<String>,
    range: Range,
}

/// The ids of the items around it, as far as there are such items.
#[derive(Serialize)]
struct Relations {
    serves: Vec<String>,
    served_by: Vec<String>,
    needs: Vec<String>,
    needed_by: Vec<String>,
    planned_in: Vec<String>,
    plans: Vec<String>,
    supported_by: Vec<String>,
    supports: Vec<String>,
}

impl<'p> ItemRecord<'p> {
    fn of(item: PlanItem<'p>, ranks: &Ranks) -> Self {
        let syntax = item.syntax();
        let document = item.file().document();
        let at = |span| range(document, span);
        Self {
            id: name(item),
            new: item.is_new(),
            kind: item.kind_word(),
            like: item.like().map(Kind::name),
            title: item.title(),
            path: item.file().path(),
            range: at(syntax.span()),
            header: at(syntax.header_span()),
            status: item.status().map(|status| StatusRecord {
                word: &status.word,
                phase: status.phase.name(),
                written: status.written,
            }),
            rank: ranks.get(item),
            owner: owner(item),
            prose: prose(item),
            fields: item.fields().map(FieldRecord::of).collect(),
            criteria: item
                .criteria()
                .map(|criterion| CriterionRecord::of(item, criterion.mark, criterion.entry))
                .collect(),
            questions: questions(item),
            decisions: item.decisions().map(|entry| signed(item, entry)).collect(),
            relations: Relations::of(item),
        }
    }
}

fn name(item: PlanItem<'_>) -> Option<String> {
    item.id().map(ToString::to_string)
}

fn owner(item: PlanItem<'_>) -> Option<OwnerRecord<'_>> {
    let owner = item.owner()?;
    let file = owner.from.file();
    Some(OwnerRecord {
        handle: owner.handle.to_string(),
        inherited: owner.from != item,
        from: name(owner.from),
        path: file.path(),
        range: range(file.document(), owner.span),
    })
}

/// The runs of prose and of quoted prose. Lines keep their depth below the item's indent, in columns, as the canonical
/// form does, so that formatting changes nothing here.
fn prose(item: PlanItem<'_>) -> Vec<ProseRecord> {
    let document = item.file().document();
    let syntax = item.syntax();
    let mut records: Vec<ProseRecord> = Vec::new();
    let mut indent = None;
    let mut before = None;
    for index in syntax.title_line() + 1..syntax.lines().end {
        let kind = document.lines()[index as usize].kind();
        let depth = indentation(document.line_text(index)).1;
        let begins = kind.begins_entry() || matches!(kind, LineKind::Prose | LineKind::Quote);
        let above = if begins { *indent.get_or_insert(depth) } else { depth };
        let deeper = if depth < above + 2 { 0 } else { depth - above };
        if begins {
            indent = Some(above.min(depth));
        }
        if matches!(kind, LineKind::Prose | LineKind::Quote) {
            let quoted = kind == LineKind::Quote;
            let span = document.content_span(index);
            let text = document.text().get(span.range()).unwrap_or_default();
            let line = if quoted { text.to_owned() } else { format!("{:deeper$}{text}", "") };
            match records.last_mut().filter(|_| before == Some(kind)) {
                Some(record) => {
                    record.lines.push(line);
                    record.range.end = range(document, span).end;
                }
                None => records.push(ProseRecord { quoted, lines: vec![line], range: range(document, span) }),
            }
        }
        before = Some(kind);
    }
    records
}

impl<'p> FieldRecord<'p> {
    fn of(field: FieldView<'p>) -> Self {
        let document = field.item().file().document();
        let entry = field.entry();
        let config = field.item().plan().config();
        let value_type = match field.lookup() {
            FieldLookup::Here(found) => Some(config.value_type(found)),
            FieldLookup::Elsewhere(_) | FieldLookup::Unknown => None,
        };
        Self {
            key: entry.key(),
            known: value_type.is_some(),
            text: canonical(&field.text(), value_type),
            value: typed(field, value_type),
            range: range(document, entry.span()),
            value_range: range(document, field.value_span()),
        }
    }
}

/// The text of a field as the canonical form has it, so that formatting changes nothing here.
fn canonical(text: &str, value_type: Option<ValueType>) -> String {
    match parted(text, value_type.map_or(Members::None, parting)) {
        Some(members) => members.join(", ").trim_end_matches(' ').to_owned(),
        None => text.to_owned(),
    }
}

impl CriterionRecord {
    fn of(item: PlanItem<'_>, mark: Mark, entry: Entry<'_>) -> Self {
        let whole = entry.text();
        let (text, label) = match label(&whole) {
            Some((text, at)) => (text, whole.get(at).map(|label| label.trim_start_matches('^').to_owned())),
            None => (&*whole, None),
        };
        let mark = match mark {
            Mark::Open => "open",
            Mark::Met => "met",
            Mark::Dropped => "dropped",
        };
        Self { mark, text: text.to_owned(), label, range: range(item.file().document(), entry.span()) }
    }
}

fn questions(item: PlanItem<'_>) -> Vec<QuestionRecord> {
    let questions = item.questions().map(|question| {
        let text = question.entry.text().to_string();
        QuestionRecord {
            asks: asked(&text).into_iter().map(|(handle, _)| handle.to_string()).collect(),
            text,
            range: range(item.file().document(), question.entry.span()),
            answers: question.answers.into_iter().map(|answer| signed(item, answer)).collect(),
        }
    });
    questions.collect()
}

fn signed(item: PlanItem<'_>, entry: Entry<'_>) -> SignedRecord {
    let text = entry.text();
    let signature = signature(&text);
    SignedRecord {
        text: signature.text.to_owned(),
        by: signature.who.map(|who| who.to_string()),
        date: signature.date.map(|date| date.to_string()),
        range: range(item.file().document(), entry.span()),
    }
}

impl Relations {
    fn of(item: PlanItem<'_>) -> Self {
        let named = |field: Field| {
            let found = item.ids(field).filter(|(id, _)| item.plan().first(id).is_some());
            found.map(|(id, _)| id.to_string()).collect()
        };
        let users = |field: Field| item.users_in(field).filter_map(name).collect();
        Self {
            serves: named(Field::For),
            served_by: users(Field::For),
            needs: named(Field::Needs),
            needed_by: users(Field::Needs),
            planned_in: named(Field::Sprint),
            plans: users(Field::Sprint),
            supported_by: named(Field::Evidence),
            supports: users(Field::Evidence),
        }
    }
}
