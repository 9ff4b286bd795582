//! Whether an item's prose says the same, however its lines are broken.

use roadlog_config::Aspect;
use roadlog_model::{PlanItem, Untrusted};
use roadlog_syntax::{LineKind, Span};

use super::item::Comparison;
use super::words::normal;
use crate::change::{Detail, Topic};

/// The prose of an item: its paragraphs and quoted lines, one a line.
struct Prose {
    text: String,
    span: Option<Span>,
}

pub(super) fn compare(comparison: &mut Comparison<'_, '_>) {
    let (before, after) = (prose(comparison.before), prose(comparison.after));
    if before.text == after.text
        || comparison.renumbered.same(&before.text, &after.text) && !is_reparted(&before, &after)
    {
        return;
    }
    let value = |prose: &Prose| prose.span.map(|_| Untrusted::from(&*prose.text));
    let detail = Detail::Value { before: value(&before), after: value(&after) };
    comparison.add(Topic::Aspect(Aspect::Prose), detail, before.span, after.span);
}

/// Whether paragraphs were made of others: the first one is the user story, so that this is more than layout.
fn is_reparted(before: &Prose, after: &Prose) -> bool {
    before.text.lines().count() != after.text.lines().count()
}

fn prose(item: PlanItem<'_>) -> Prose {
    let syntax = item.syntax();
    let document = item.file().document();
    let paragraphs = syntax.paragraphs().map(|paragraph| (paragraph.lines(), normal(&paragraph.text()).into_owned()));
    let lines =
        (syntax.title_line() + 1..syntax.lines().end).zip(&document.lines()[syntax.title_line() as usize + 1..]);
    let quotes = lines.filter(|(_, line)| line.kind() == LineKind::Quote).map(|(line, _)| {
        let span = document.content_span(line);
        (line..line + 1, document.text()[span.range()].to_owned())
    });
    let mut blocks: Vec<_> = paragraphs.chain(quotes).collect();
    blocks.sort_by_key(|(lines, _)| lines.start);
    let ends = blocks.first().zip(blocks.last());
    let span = ends.map(|((first, _), (last, _))| {
        Span::new(document.content_span(first.start).start, document.content_span(last.end - 1).end)
    });
    let blocks: Vec<String> = blocks.into_iter().map(|(_, text)| text).collect();
    Prose { text: blocks.join("\n"), span }
}
