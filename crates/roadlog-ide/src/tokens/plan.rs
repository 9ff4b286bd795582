//! The words of a plan file, layer by layer: values and comments, and over them the names and marks in them.

use roadlog_config::{Phase, ValueType};
use roadlog_lint::allowed;
use roadlog_model::{FieldView, ItemRef, Plan, PlanFile, PlanItem, Value};
use roadlog_syntax::value::parse_tags;
use roadlog_syntax::{Document, Entry, EntryKind, Item, Kind, LineKind, Mark, NodeKind, Span, user_story};

use super::layer::{flat, over};
use super::{Modifier, Modifiers, Token, TokenKind};
use crate::names::{Name, Occurrence, in_node};

/// The words of the nodes that `within` touches.
pub(super) fn tokens(plan: &Plan, place: u32, file: &PlanFile, within: Span) -> Vec<Token> {
    let document = file.document();
    let nodes = document.node_at(within.start).index()..=document.node_at(within.end).index();
    let mut names = Vec::new();
    let of_node = |node: Item<'_>| {
        names.clear();
        in_node(plan, place, node, &mut names);
        let item = plan.item(ItemRef { file: place, node: node.index() });
        let layers = [values(node, item), comments(node), precise(plan, node, item, &names)];
        let [values, comments, precise] = layers.map(|layer| flat(document.text(), layer));
        over(document.text(), over(document.text(), values, comments), precise)
    };
    nodes.filter_map(|index| document.node(index)).flat_map(of_node).collect()
}

fn token(span: Span, kind: TokenKind) -> Token {
    Token { span, kind, modifiers: Modifiers::NONE }
}

/// What is said of whole values: of fields, of section titles, and of whom a story is told by.
fn values(node: Item<'_>, item: Option<PlanItem<'_>>) -> Vec<Token> {
    let mut found = Vec::new();
    if node.kind() == NodeKind::Section {
        found.push(token(node.title_span(), TokenKind::Namespace));
    }
    let Some(item) = item else { return found };
    for field in item.fields() {
        value(field, &mut found);
    }
    if item.is_a(&[Kind::Story]) {
        let forms = item.plan().config().story_forms();
        let role = node.paragraphs().find_map(|paragraph| {
            let text = paragraph.text();
            let own = || forms.iter().find_map(|form| form.form.parse(&text));
            user_story::parse(&text).or_else(own).map(|story| text.span(story.role))
        });
        found.extend(role.map(|span| token(span, TokenKind::Type)));
    }
    found
}

fn value(field: FieldView<'_>, found: &mut Vec<Token>) {
    use roadlog_config::FieldLookup::Here;
    let Here(reference) = field.lookup() else { return };
    if matches!(field.value(), Value::Invalid | Value::Empty) {
        return;
    }
    let text = field.text();
    let kind = match field.item().plan().config().value_type(reference) {
        ValueType::Text | ValueType::Link | ValueType::Links => TokenKind::String,
        ValueType::Id | ValueType::Ids | ValueType::Person | ValueType::People => return,
        ValueType::Tags => {
            let tags = parse_tags(&text).members.into_iter();
            found.extend(tags.map(|tag| token(text.span(tag.range), TokenKind::EnumMember)));
            return;
        }
        ValueType::Word(_) | ValueType::Status | ValueType::Measure => TokenKind::EnumMember,
        _ => TokenKind::Number,
    };
    found.push(token(text.whole_span(), kind));
}

fn comments(node: Item<'_>) -> Vec<Token> {
    let document = node.document();
    let is_comment =
        |line: &u32| matches!(document.lines()[*line as usize].kind(), LineKind::Comment | LineKind::ConflictOther);
    node.lines().filter(is_comment).map(|line| token(document.line_span(line), TokenKind::Comment)).collect()
}

/// Names, keys and marks.
fn precise(plan: &Plan, node: Item<'_>, item: Option<PlanItem<'_>>, names: &[Occurrence]) -> Vec<Token> {
    let mut found: Vec<Token> = names.iter().filter_map(|name| named(plan, name)).collect();
    marks(node, &mut found);
    let Some(item) = item else { return found };
    if item.kind().is_some() {
        found.push(token(node.kind_span(), TokenKind::Keyword));
    }
    if item.is_new() {
        let modifiers = Modifiers::NONE.with(Modifier::Declaration);
        found.push(Token { modifiers, ..token(node.id_span(), TokenKind::Class) });
    }
    for field in item.fields() {
        if let roadlog_config::FieldLookup::Here(_) = field.lookup() {
            found.push(token(field.entry().key_span(), TokenKind::Property));
        }
    }
    found
}

fn named(plan: &Plan, name: &Occurrence) -> Option<Token> {
    let modifiers = if name.declares { Modifiers::NONE.with(Modifier::Declaration) } else { Modifiers::NONE };
    let (kind, modifiers) = match &name.name {
        Name::Item(id) => {
            let phase = plan.first(id).and_then(PlanItem::phase);
            let state = match phase {
                Some(Phase::Done) => modifiers.with(Modifier::Readonly),
                Some(Phase::Dropped) => modifiers.with(Modifier::Deprecated),
                _ => modifiers,
            };
            (TokenKind::Class, state)
        }
        Name::Criterion(..) => (TokenKind::Method, modifiers),
        Name::Handle(_) => (TokenKind::Function, modifiers),
        // Said of the header and of the key already.
        Name::Kind(_) | Name::Field(_) | Name::Role(_) => return None,
    };
    Some(Token { span: name.span, kind, modifiers })
}

/// The marks at the beginning of lines, and the rules that comments allow.
fn marks(node: Item<'_>, found: &mut Vec<Token>) {
    let document = node.document();
    found.extend(node.entries().filter_map(mark));
    for line in node.lines() {
        match document.lines()[line as usize].kind() {
            LineKind::Section | LineKind::Quote => {
                found.push(token(first_word(document, line), TokenKind::Operator));
            }
            LineKind::Comment => {
                let (rules, _) = allowed(document, line);
                found.extend(rules.into_iter().map(|span| token(span, TokenKind::Macro)));
            }
            _ => {}
        }
    }
}

/// The box of a criterion, or the mark of a question, an answer or a decision.
fn mark(entry: Entry<'_>) -> Option<Token> {
    let modifiers = match entry.kind() {
        EntryKind::Field => return None,
        EntryKind::Criterion(Mark::Met) => Modifiers::NONE.with(Modifier::Readonly),
        EntryKind::Criterion(Mark::Dropped) => Modifiers::NONE.with(Modifier::Deprecated),
        _ => Modifiers::NONE,
    };
    Some(Token { modifiers, ..token(entry.key_span(), TokenKind::Operator) })
}

/// The mark that a line begins with, up to the first white space.
fn first_word(document: &Document, line: u32) -> Span {
    let span = document.line_span(line);
    let text = &document.text()[span.range()];
    let start = text.len() - text.trim_start_matches([' ', '\t', '\u{feff}']).len();
    let length = text[start..].find([' ', '\t']).unwrap_or(text.len() - start);
    Span::new(span.start + start as u32, span.start + (start + length) as u32)
}
