//! What the parser reads in a file, as JSON: the truth that the editors' grammars are compared with.

use roadlog_syntax::mention::{MentionKind, label, mentions};
use roadlog_syntax::{Document, Entry, EntryKind, EntryText, Item, LineKind, Mark, NodeKind, Span, parse};
use serde_json::{Value, json};

/// Every line of the file and every name in it.
///
/// `lines` has for each line its `kind`, the bytes of the file where it starts and where what it says starts (`start`,
/// `content`), whether it holds characters that deceive the eye (`noisy`) and whether it is not indented like the lines
/// around it (`uneven`). `names` has what stands in the lines: what it is, and its bytes in the file.
///
/// `None` for a file of 4 GiB or more.
pub fn reading(bytes: Vec<u8>) -> Option<Value> {
    let document = parse(bytes).ok()?;
    let lines: Vec<Value> = (0..document.lines().len() as u32).map(|index| line(&document, index)).collect();
    let mut names = Vec::new();
    for node in document.nodes() {
        node_names(node, &mut names);
    }
    let names: Vec<Value> = names.into_iter().map(|(what, span)| json!([what, span.start, span.end])).collect();
    Some(json!({ "lines": lines, "names": names }))
}

fn line(document: &Document, index: u32) -> Value {
    let line = document.lines()[index as usize];
    json!({
        "kind": kind(line.kind()),
        "start": line.start(),
        "content": document.content_span(index).start,
        "noisy": line.is_noisy(),
        "uneven": line.is_uneven(),
    })
}

const fn kind(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Blank => "blank",
        LineKind::Comment => "comment",
        LineKind::Section => "section",
        LineKind::Header => "header",
        LineKind::BrokenHeader => "broken-header",
        LineKind::Stray => "stray",
        LineKind::Field => "field",
        LineKind::Criterion(Mark::Open) => "criterion-open",
        LineKind::Criterion(Mark::Met) => "criterion-met",
        LineKind::Criterion(Mark::Dropped) => "criterion-dropped",
        LineKind::Question => "question",
        LineKind::Answer => "answer",
        LineKind::Decision => "decision",
        LineKind::Quote => "quote",
        LineKind::Prose => "prose",
        LineKind::Continuation => "continuation",
        LineKind::ConflictMarker => "conflict-marker",
        LineKind::ConflictOther => "conflict-other",
    }
}

type Names = Vec<(&'static str, Span)>;

fn node_names(node: Item<'_>, names: &mut Names) {
    if node.kind() == NodeKind::Item {
        names.push(("kind", node.kind_span()));
        if !node.is_broken() {
            names.push(("own-id", node.id_span()));
        }
    }
    for entry in node.entries() {
        entry_names(entry, names);
    }
    let fields = node.entries().filter(|entry| entry.kind() == EntryKind::Field).map(Entry::text);
    for words in node.words().chain(fields) {
        let found = mentions(&words).map(|mention| (mentioned(&mention.what), words.span(mention.range)));
        names.extend(found);
    }
}

fn entry_names(entry: Entry<'_>, names: &mut Names) {
    match entry.kind() {
        EntryKind::Field => names.push(("key", entry.key_span())),
        EntryKind::Criterion(_) => names.extend(label_of(&entry.text()).map(|span| ("label", span))),
        _ => {}
    }
}

fn label_of(words: &EntryText<'_>) -> Option<Span> {
    label(words).map(|(_, range)| words.span(range))
}

const fn mentioned(what: &MentionKind) -> &'static str {
    match what {
        MentionKind::Id(_) => "id",
        MentionKind::Handle(_) => "handle",
        MentionKind::Criterion { .. } => "criterion-reference",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_and_every_name_has_its_bytes() {
        let text = "story PAY-1 Pay\n  owner: @li\n  [x] See PAY-2^cart ^paid\n";
        let read = reading(text.as_bytes().to_vec()).unwrap();
        let kinds: Vec<_> = read["lines"].as_array().unwrap().iter().map(|line| line["kind"].as_str()).collect();
        assert_eq!(kinds, [Some("header"), Some("field"), Some("criterion-met")]);
        let names: Vec<_> = read["names"].as_array().unwrap().iter().collect();
        let shown = |name: &Value| {
            let (start, end) = (name[1].as_u64().unwrap() as usize, name[2].as_u64().unwrap() as usize);
            format!("{} {}", name[0].as_str().unwrap(), &text[start..end])
        };
        let mut names: Vec<String> = names.into_iter().map(shown).collect();
        names.sort();
        assert_eq!(
            names,
            ["criterion-reference PAY-2^cart", "handle @li", "key owner", "kind story", "label ^paid", "own-id PAY-1"]
        );
    }
}
