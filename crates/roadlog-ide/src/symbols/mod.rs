//! The outline of a file: sections, items and criteria, or the tables of a roadlog.toml; and search over all of them.

mod config;
mod search;

use roadlog_model::{ItemRef, Plan, PlanItem, Untrusted};
use roadlog_syntax::mention::label;
use roadlog_syntax::{Entry, Item, Kind, Mark, NodeKind, Span};

use crate::Snapshot;
use crate::navigation::without_blanks;

pub use search::{WorkspaceSymbol, workspace_symbols};

/// A thing with a name in a file, and the things in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its name, which is never empty: id and title, the words of a criterion, a table's keys.
    pub name: Untrusted,
    /// What else is worth knowing: kind and status.
    pub detail: Option<Untrusted>,
    /// What it is.
    pub kind: SymbolKind,
    /// Whether nothing is left to do about it: a closed item, a criterion that is met or dropped.
    pub is_closed: bool,
    /// All of it, with everything in it.
    pub whole: Span,
    /// Where its name stands, within `whole`.
    pub name_span: Span,
    /// The things in it, in their order.
    pub children: Vec<Symbol>,
}

/// What a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SymbolKind {
    /// A section of a plan file.
    Section,
    /// An item: the built-in kind that it is or is like, where its kind is known.
    Item(Option<Kind>),
    /// A criterion.
    Criterion,
    /// A table of roadlog.toml.
    Table,
    /// A person in roadlog.toml.
    Person,
    /// A team in roadlog.toml.
    Team,
    /// A key of roadlog.toml.
    Key,
}

/// The outline of a plan file, or of a roadlog.toml.
pub fn document_symbols(snapshot: &Snapshot, path: &str) -> Vec<Symbol> {
    let Some((place, file)) = snapshot.plan.file_at(path) else {
        return snapshot.configuration_at(path).map(config::symbols).unwrap_or_default();
    };
    let mut symbols: Vec<Symbol> = Vec::new();
    for node in file.document().nodes() {
        match node.kind() {
            NodeKind::Preamble => {}
            NodeKind::Section => symbols.push(section(node)),
            NodeKind::Item => {
                let item = item(&snapshot.plan, place, node);
                match symbols.last_mut().filter(|last| last.kind == SymbolKind::Section) {
                    Some(section) => {
                        section.whole.end = section.whole.end.max(item.whole.end);
                        section.children.push(item);
                    }
                    None => symbols.push(item),
                }
            }
        }
    }
    symbols
}

fn section(node: Item<'_>) -> Symbol {
    let line = node.document().line_span(node.title_line());
    let name_span = if node.title_span().is_empty() { line } else { node.title_span() };
    Symbol {
        name: named(&node.title(), "=="),
        detail: None,
        kind: SymbolKind::Section,
        is_closed: false,
        whole: without_blanks(node).cover(name_span),
        name_span,
        children: Vec::new(),
    }
}

fn item(plan: &Plan, place: u32, node: Item<'_>) -> Symbol {
    let known = plan.item(ItemRef { file: place, node: node.index() });
    let header = node.header_span();
    Symbol {
        name: name(node),
        detail: known.map(detail),
        kind: SymbolKind::Item(known.and_then(PlanItem::like)),
        is_closed: known.is_some_and(|item| !item.is_open()),
        whole: without_blanks(node).cover(header),
        name_span: header,
        children: known
            .map(|item| item.criteria().map(|it| criterion(it.entry, it.mark)).collect())
            .unwrap_or_default(),
    }
}

/// Id and title of an item; what its header says, where it has no id.
pub(crate) fn name(node: Item<'_>) -> Untrusted {
    let title = node.title();
    let text = match node.id_text() {
        Some(id) if title.is_empty() => id.into_owned(),
        Some(id) => format!("{id} {title}"),
        None => format!("{} {title}", node.kind_word()).trim().to_owned(),
    };
    named(&text, "?")
}

/// Kind and status of an item.
pub(crate) fn detail(item: PlanItem<'_>) -> Untrusted {
    let kind = item.kind_word();
    match item.status() {
        Some(status) => format!("{kind}, {}", status.word).into(),
        None => kind.into_owned().into(),
    }
}

fn criterion(entry: Entry<'_>, mark: Mark) -> Symbol {
    let text = entry.text();
    let (words, label) = label(&text).map_or((&*text, None), |(words, at)| (words, Some(&text[at])));
    let state = match mark {
        Mark::Open => "open",
        Mark::Met => "met",
        Mark::Dropped => "dropped",
    };
    Symbol {
        name: named(words, label.unwrap_or("[ ]")),
        detail: Some(label.map_or_else(|| state.to_owned(), |label| format!("{state} {label}")).into()),
        kind: SymbolKind::Criterion,
        is_closed: mark != Mark::Open,
        whole: entry.span(),
        name_span: entry.span(),
        children: Vec::new(),
    }
}

/// A name, or what stands for it where it is empty: editors refuse a symbol without a name.
fn named(name: &str, otherwise: &str) -> Untrusted {
    if name.trim().is_empty() { otherwise.into() } else { name.into() }
}

#[cfg(test)]
mod tests;
