//! Free words: people and items that they name, labels of criteria, who answers and when.

use roadlog_model::PlanItem;
use roadlog_syntax::mention::label;
use roadlog_syntax::value::Id;
use roadlog_syntax::{Entry, EntryKind, Kind, LineKind, Span};

use super::site::Passage;
use super::{Completion, CompletionKey, CompletionKind, Offers, body, items, people, story};
use crate::markup::shown;
use crate::spot::Spot;

/// How many words of a criterion a label is made of.
const LABEL_WORDS: usize = 3;

/// Words that a label does without.
const SMALL_WORDS: [&str; 24] = [
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "has", "i", "in", "is", "it", "its", "my", "of", "on",
    "or", "still", "that", "the", "to", "with",
];

/// What may be written among free words.
pub(super) fn words(spot: &Spot<'_>, passage: &Passage<'_>, offers: &mut Offers) {
    if is_in_code(spot.before()) {
        return;
    }
    let word = spot.word(|it| it.is_alphanumeric() || matches!(it, '@' | '^' | '.' | '_' | '-'));
    let typed = spot.written(Span::new(word.start, spot.offset));
    if let Some(name) = typed.strip_prefix('@') {
        if !name.contains(['@', '^']) {
            people::all(spot, passage.item, word, offers);
        }
    } else if let Some((before, _)) = typed.split_once('^') {
        labels(spot, passage, before, word, offers);
    } else if is_begun_id(typed) {
        items::mentioned(spot, word, typed, offers);
    } else if passage.is_prose
        && passage.item.is_some_and(|item| item.is_a(&[Kind::Story]))
        && story::personas(spot, offers)
    {
        // The role of a story is nothing but a persona.
    } else if let Some(entry) = passage.entry {
        in_entry(spot, entry, passage.item, word, offers);
    }
}

/// Whether a backtick before is still to be closed: code names nothing.
fn is_in_code(before: &str) -> bool {
    before.matches('`').count() % 2 == 1
}

/// Whether the word may be the beginning of an id: two capitals, or a dash behind capitals.
fn is_begun_id(typed: &str) -> bool {
    let (prefix, has_dash) = typed.split_once('-').map_or((typed, false), |(prefix, _)| (prefix, true));
    let is_capital = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    prefix.bytes().all(is_capital)
        && prefix.starts_with(|first: char| first.is_ascii_uppercase())
        && (has_dash || prefix.len() > 1)
}

fn in_entry(spot: &Spot<'_>, entry: Entry<'_>, item: Option<PlanItem<'_>>, word: Span, offers: &mut Offers) {
    let is_last = spot.behind().trim().is_empty();
    match entry.kind() {
        EntryKind::Criterion(_) if is_last && spot.kind != LineKind::Continuation => {
            let said = spot.written(Span::new(entry.key_span().end, word.start));
            let is_scenario = item.is_some_and(|item| item.is_a(&[Kind::Story, Kind::Bug, Kind::Task, Kind::Epic]));
            if said.trim_matches([' ', '\t', ']']).is_empty() && is_scenario {
                scenario(spot, word, offers);
            }
        }
        EntryKind::Answer | EntryKind::Decision if is_last => {
            let said = spot.before().trim_end();
            if spot.before().ends_with(' ') && said.ends_with(['.', '!', '?', ':', '…']) && !said.ends_with("! ") {
                let signature = body::signature(spot);
                let offer = Completion::new(CompletionKind::Words, word, signature);
                offers.push(offer.detailed("Who says so, and when."));
            }
        }
        _ => {}
    }
}

fn scenario(spot: &Spot<'_>, word: Span, offers: &mut Offers) {
    let line = spot.written(spot.line);
    let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
    let offer = Completion::new(CompletionKind::Skeleton, word, "Given ").labelled("Given …, when …, then …");
    let offer = offer.with_snippet(body::scenario_snippet(spot, indent));
    offers.push(offer.found_by("Given when then scenario").detailed("A criterion as a scenario."));
}

/// Labels: those of the item that stands before the `^`, or a new one for the criterion that it stands in.
fn labels(spot: &Spot<'_>, passage: &Passage<'_>, before: &str, word: Span, offers: &mut Offers) {
    if before.is_empty() {
        if let Some(entry) = passage.entry.filter(|it| matches!(it.kind(), EntryKind::Criterion(_))) {
            new_labels(spot, entry, passage.item, word, offers);
        }
        return;
    }
    let Some(item) = Id::parse(before).ok().and_then(|id| spot.plan().first(&id)) else { return };
    for criterion in item.criteria() {
        let text = criterion.entry.text();
        let Some((words, range)) = label(&text) else { continue };
        let Some(label) = text.get(range) else { continue };
        let name = format!("{before}{}", shown(label.trim()));
        let offer = Completion::new(CompletionKind::Label, word, name).detailed(words);
        offers.push(match item.id() {
            Some(id) => offer.about(CompletionKey::Item(id.clone())),
            None => offer,
        });
    }
}

/// Labels made of a criterion's last words, none that the item has already.
fn new_labels(spot: &Spot<'_>, entry: Entry<'_>, item: Option<PlanItem<'_>>, word: Span, offers: &mut Offers) {
    if !spot.behind().trim_start_matches(|it: char| it.is_alphanumeric() || it == '-').trim().is_empty() {
        return;
    }
    let taken: Vec<String> = item
        .into_iter()
        .flat_map(PlanItem::criteria)
        .filter(|other| other.entry.index() != entry.index())
        .filter_map(|other| {
            let text = other.entry.text();
            let (_, range) = label(&text)?;
            Some(text.get(range)?.trim().to_owned())
        })
        .collect();
    let text = entry.text();
    let said = text.rsplit_once('^').map_or(&*text, |(said, _)| said);
    for name in suggestions(said) {
        let name = format!("^{name}");
        if !taken.contains(&name) {
            let offer = Completion::new(CompletionKind::Label, word, name);
            offers.push(offer.detailed("A label: it names the criterion for good."));
        }
    }
}

/// The last words of what is seen, and the first ones, joined: `cart-kept`.
fn suggestions(said: &str) -> Vec<String> {
    let lower = said.to_lowercase();
    let result = lower.split_once("then ").map_or(&*lower, |(_, result)| result);
    let words: Vec<&str> = result
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty() && !SMALL_WORDS.contains(word))
        .collect();
    let first = words.iter().take(LABEL_WORDS).copied().collect::<Vec<_>>().join("-");
    let last = words[words.len().saturating_sub(LABEL_WORDS)..].join("-");
    let mut names = vec![first, last];
    names.dedup();
    names.retain(|name| name.starts_with(|first: char| first.is_ascii_lowercase()));
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_made_of_what_is_seen() {
        let said = "Given a declined card, when I try another, then my cart is still there ";
        assert_eq!(suggestions(said), ["cart-there"]);
        assert_eq!(
            suggestions("The help page is rewritten by the support team"),
            ["help-page-rewritten", "rewritten-support-team"]
        );
        assert_eq!(suggestions("5 größe"), Vec::<String>::new());
    }

    #[test]
    fn an_id_begins_with_capitals() {
        for (typed, is) in
            [("PAY", true), ("PAY-1", true), ("G-", true), ("I", false), ("As", false), ("-", false), ("", false)]
        {
            assert_eq!(is_begun_id(typed), is, "{typed}");
        }
    }
}
