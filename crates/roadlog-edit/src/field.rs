//! A line of an item, `key: value`: put where tools write it, changed in its place, or taken away.

use roadlog_config::{FieldLookup, FieldRef};
use roadlog_model::{FieldView, PlanItem};
use roadlog_syntax::value::Id;
use roadlog_syntax::{Edit, Entry, EntryKind, LineKind, Span};

use crate::block;
use crate::draft::Draft;
use crate::find::{named, one_line};
use crate::refusal::Refusal;

/// Sets a field of an item to `value`, which is one of its type, or takes the line away where that is empty.
pub(crate) fn put(draft: &mut Draft<'_>, id: &Id, field: FieldRef, value: &str) -> Result<(), Refusal> {
    let key = draft.plan().config().field_name(field).to_owned();
    let value = one_line(&key, value)?;
    if value.is_empty() {
        return unset(draft, id, field);
    }
    let item = named(draft.plan(), id)?;
    let edits = match only(item, field)? {
        Some(written) if &*written.text() == value => Vec::new(),
        Some(written) => replaced(written.entry(), value),
        None => vec![inserted(item, field, &key, value)],
    };
    let path = item.file().path().to_owned();
    draft.edit(&path, edits)?;
    is_of_its_type(named(draft.plan(), id)?, field, &key)
}

/// Takes a field of an item away.
pub(crate) fn unset(draft: &mut Draft<'_>, id: &Id, field: FieldRef) -> Result<(), Refusal> {
    let item = named(draft.plan(), id)?;
    let Some(written) = only(item, field)? else { return Ok(()) };
    let edits = removed(item, written.entry());
    let path = item.file().path().to_owned();
    draft.edit(&path, edits)
}

/// The field of an item, refused where it is written twice: nobody can tell which one is meant.
fn only(item: PlanItem<'_>, field: FieldRef) -> Result<Option<FieldView<'_>>, Refusal> {
    let mut written = item.fields().filter(|view| view.lookup() == FieldLookup::Here(field));
    let first = written.next();
    match (first, written.next()) {
        (Some(one), Some(other)) => {
            let line = |view: FieldView<'_>| view.entry().lines().start + 1;
            let name = item.syntax().id_text().unwrap_or_default();
            let key = one.entry().key();
            let reason = format!("{name} has {key} twice, on lines {} and {}", line(one), line(other));
            Err(Refusal::new(reason, "delete the one that does not hold"))
        }
        _ => Ok(first),
    }
}

/// Refuses a value that could not be read as one of the field's type.
fn is_of_its_type(item: PlanItem<'_>, field: FieldRef, key: &str) -> Result<(), Refusal> {
    let written = item.fields().find(|view| view.lookup() == FieldLookup::Here(field));
    let (config, name) = (item.plan().config(), item.syntax().id_text().unwrap_or_default());
    let Some(written) = written else {
        let reason = format!("{key} of {name} would not be read as a field there");
        return Err(Refusal::new(reason, "bring the file into its canonical form first (`roadlog fmt`)"));
    };
    if let Some(fault) = written.faults().next() {
        let way_out = match fault.suggestion {
            Some(right) => format!("did you mean {right}?"),
            None => format!("write {}", config.value_type(field).expected()),
        };
        return Err(Refusal::new(format!("{key} of {name}: {}", fault.problem), way_out));
    }
    let words: Vec<_> = config.words(field).collect();
    let text = written.text();
    if !words.is_empty() && !words.contains(&&*text) {
        let reason = format!("{key} of {name}: {} is none of its words", &*text);
        return Err(Refusal::new(reason, format!("it can be {}", words.join(", "))));
    }
    Ok(())
}

/// The edits that give a field another value, on one line. Comments between its lines stay.
fn replaced(entry: Entry<'_>, value: &str) -> Vec<Edit> {
    let document = entry.document();
    let first = entry.lines().start;
    let content = document.content_span(first);
    let written = if content.is_empty() {
        Edit::insert(document.lines()[first as usize].content_start(), format!(" {value}"))
    } else {
        Edit::new(content, value)
    };
    let mut edits = vec![written];
    edits.extend(continuations(entry).map(|line| Edit::delete(whole_line(entry, line))));
    edits
}

/// The edits that take a field away, and a blank line with it where two would be left or one under the header.
fn removed(item: PlanItem<'_>, entry: Entry<'_>) -> Vec<Edit> {
    let document = entry.document();
    let lines = entry.lines();
    let goes_on = continuations(entry).count() as u32 + 1 == lines.end - lines.start;
    let is_blank = |line: u32| document.lines().get(line as usize).is_some_and(|line| line.kind() == LineKind::Blank);
    let above = lines.start - 1;
    let alone = is_blank(above) || above == item.syntax().title_line();
    if goes_on && alone && is_blank(lines.end) && lines.end < block::lines(item.syntax()).end {
        return vec![Edit::delete(Span::new(
            block::start(document, lines.start),
            block::start(document, lines.end + 1),
        ))];
    }
    if goes_on && block::lines(item.syntax()).end == lines.end {
        // The last lines of the item: the gap above them goes with them.
        let from = (item.syntax().title_line() + 1..lines.start).rev().take_while(|&line| is_blank(line)).last();
        let from = from.unwrap_or(lines.start);
        let is_unfinished = document.lines()[lines.end as usize - 1].break_length() == 0;
        let start = if is_unfinished { document.line_span(from - 1).end } else { block::start(document, from) };
        return vec![Edit::delete(Span::new(start, block::start(document, lines.end)))];
    }
    std::iter::once(lines.start).chain(continuations(entry)).map(|line| Edit::delete(whole_line(entry, line))).collect()
}

fn continuations(entry: Entry<'_>) -> impl Iterator<Item = u32> {
    let document = entry.document();
    entry.lines().skip(1).filter(|&line| document.lines()[line as usize].kind() == LineKind::Continuation)
}

fn whole_line(entry: Entry<'_>, line: u32) -> Span {
    let document = entry.document();
    Span::new(block::start(document, line), document.line_end(line))
}

/// The edit that writes a field that the item does not have: among its fields in the order that tools write them in,
/// else between its prose and its criteria and questions.
fn inserted(item: PlanItem<'_>, field: FieldRef, key: &str, value: &str) -> Edit {
    let document = item.file().document();
    let order = |view: &FieldView<'_>| match view.lookup() {
        FieldLookup::Here(field) | FieldLookup::Elsewhere(field) => Some(field),
        FieldLookup::Unknown => None,
    };
    let line = |indent: &str| format!("{indent}{key}: {value}");
    let indent_of = |entry: Entry<'_>| {
        let start = block::start(document, entry.lines().start);
        document.text().get(start as usize..entry.span().start as usize).unwrap_or("  ").to_owned()
    };
    let before = item.fields().rfind(|view| order(view).is_some_and(|other| other < field));
    if let Some(above) = before {
        let entry = above.entry();
        return line_after(item, entry.lines().end - 1, &line(&indent_of(entry)), Gap::None);
    }
    if let Some(below) = item.fields().next() {
        let entry = below.entry();
        return line_after(item, above_comments(item, entry) - 1, &line(&indent_of(entry)), Gap::None);
    }
    let entry = item.syntax().entries().find(|entry| entry.kind() != EntryKind::Field);
    let at = entry.map_or_else(|| block::lines(item.syntax()).end, |entry| above_comments(item, entry));
    let indent = item.syntax().indent_above(item.syntax().lines().end);
    let above =
        (item.syntax().title_line()..at).rev().find(|&line| document.lines()[line as usize].kind() != LineKind::Blank);
    let above = above.unwrap_or(item.syntax().title_line());
    line_after(item, above, &line(indent), if entry.is_some() { Gap::Both } else { Gap::Above })
}

/// Where blank lines belong around a new line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    None,
    Above,
    Both,
}

/// The edit that writes a line behind line `above`, with a blank line between, but not under the header, and one
/// below where asked for.
pub(crate) fn line_after(item: PlanItem<'_>, above: u32, text: &str, gap: Gap) -> Edit {
    let document = item.file().document();
    let line_break = document.line_break();
    let unfinished = document.lines()[above as usize].break_length() == 0;
    let mut new = String::new();
    if unfinished {
        new.push_str(line_break);
    }
    if gap != Gap::None && above != item.syntax().title_line() {
        new.push_str(line_break);
    }
    new.push_str(text);
    if !unfinished {
        new.push_str(line_break);
    }
    let next = document.lines().get(above as usize + 1);
    if gap == Gap::Both && next.is_some_and(|line| line.kind() != LineKind::Blank) {
        new.push_str(line_break);
    }
    Edit::insert(block::start(document, above + 1), new)
}

/// The first of the comments directly above an entry; the entry's own line where there is none.
fn above_comments(item: PlanItem<'_>, entry: Entry<'_>) -> u32 {
    let document = item.file().document();
    let above = (item.syntax().title_line() + 1..entry.lines().start).rev();
    let is_comment = |line: &u32| document.lines()[*line as usize].kind() == LineKind::Comment;
    above.take_while(is_comment).last().unwrap_or(entry.lines().start)
}
