//! The names in a file of the plan: in headers, fields, running text, comments and section titles.

use roadlog_config::{FieldLookup, FieldRef, ValueType};
use roadlog_model::{FieldView, ItemRef, Plan, PlanItem, Value};
use roadlog_syntax::mention::{MentionKind, label, mentions};
use roadlog_syntax::{Entry, EntryKind, EntryText, Item, LineKind, NodeKind, Span};
use smol_str::SmolStr;

use super::{Name, Occurrence};

/// Adds the names of a node of the file at `place`, in the order of the text.
pub(crate) fn in_node(plan: &Plan, place: u32, node: Item<'_>, found: &mut Vec<Occurrence>) {
    let start = found.len();
    if let Some(item) = plan.item(ItemRef { file: place, node: node.index() }) {
        in_item(item, found);
    }
    in_asides(node, found);
    found[start..].sort_by_key(|it| it.span);
}

fn in_item(item: PlanItem<'_>, found: &mut Vec<Occurrence>) {
    let syntax = item.syntax();
    if let Some(id) = item.id() {
        found.push(Occurrence { span: syntax.id_span(), name: Name::Item(id.clone()), declares: true });
    }
    if let Some(kind) = item.kind().filter(|kind| kind.custom().is_some()) {
        let name = Name::Kind(SmolStr::new(item.plan().config().kind_name(kind)));
        found.push(Occurrence { span: syntax.kind_span(), name, declares: false });
    }
    for field in item.fields() {
        in_field(field, found);
    }
    for text in syntax.words() {
        in_text(&text, found);
    }
    if let Some(id) = item.id() {
        let made = labels(item).into_iter();
        found.extend(made.map(|(label, _, span)| Occurrence {
            span,
            name: Name::Criterion(id.clone(), label),
            declares: true,
        }));
    }
}

/// The labels that the criteria of an item have, each with its criterion and where it stands itself, without its `^`.
pub(crate) fn labels(item: PlanItem<'_>) -> Vec<(SmolStr, Entry<'_>, Span)> {
    let criteria = item.syntax().entries().filter(|entry| matches!(entry.kind(), EntryKind::Criterion(_)));
    let labels = criteria.filter_map(|entry| {
        let text = entry.text();
        let (_, range) = label(&text)?;
        let range = range.start + 1..range.end;
        Some((SmolStr::new(&text[range.clone()]), entry, text.span(range)))
    });
    labels.collect()
}

fn in_field(field: FieldView<'_>, found: &mut Vec<Occurrence>) {
    let config = field.item().plan().config();
    let value_type = match field.lookup() {
        FieldLookup::Here(reference) => {
            if let FieldRef::Custom(_) = reference {
                let name = Name::Field(SmolStr::new(config.field_name(reference)));
                found.push(Occurrence { span: field.entry().key_span(), name, declares: false });
            }
            Some(config.value_type(reference))
        }
        // Of a field that is none here nobody knows what it holds; what is named in it is named still.
        FieldLookup::Elsewhere(_) | FieldLookup::Unknown => None,
    };
    let named = |(name, span)| Occurrence { span, name, declares: false };
    match field.value() {
        Value::Id(_) | Value::Ids(_) => {
            found.extend(field.ids().map(|(id, span)| named((Name::Item(id.clone()), span))));
        }
        Value::Person(_) | Value::People(_) => {
            found.extend(field.people().map(|(who, span)| named((Name::Handle(who.clone()), span))));
        }
        Value::SignOff(sign_off) => {
            let text = field.text();
            let end = text.find(char::is_whitespace).unwrap_or(text.len());
            found.push(named((Name::Handle(sign_off.who.clone()), text.span(0..end))));
        }
        _ if matches!(value_type, None | Some(ValueType::Text)) => in_text(&field.text(), found),
        _ => {}
    }
}

fn in_text(text: &EntryText<'_>, found: &mut Vec<Occurrence>) {
    named_in(text, |range| text.span(range), found);
}

/// What comments and section titles name.
fn in_asides(node: Item<'_>, found: &mut Vec<Occurrence>) {
    let document = node.document();
    for line in node.lines() {
        let is_title = node.kind() == NodeKind::Section && line == node.title_line();
        if is_title || document.lines()[line as usize].kind() == LineKind::Comment {
            let content = document.content_span(line);
            let at = |range: std::ops::Range<usize>| {
                Span::new(content.start + range.start as u32, content.start + range.end as u32)
            };
            named_in(&document.text()[content.range()], at, found);
        }
    }
}

/// Adds what running text names; `at` says where its bytes stand in the file.
pub(super) fn named_in(text: &str, at: impl Fn(std::ops::Range<usize>) -> Span, found: &mut Vec<Occurrence>) {
    let mut add = |range, name| found.push(Occurrence { span: at(range), name, declares: false });
    for mention in mentions(text) {
        let range = mention.range;
        match mention.what {
            MentionKind::Id(id) => add(range, Name::Item(id)),
            MentionKind::Handle(handle) => add(range, Name::Handle(handle)),
            MentionKind::Criterion { id, label } => {
                let end = range.start + id.as_str().len();
                add(range.start..end, Name::Item(id.clone()));
                add(end + 1..range.end, Name::Criterion(id, label));
            }
        }
    }
}
