//! User stories: the sentence set out, the persona that tells it, and the words that it goes on with.

use std::fmt::Write as _;

use roadlog_config::StoryForm;
use roadlog_model::PlanItem;
use roadlog_syntax::user_story::{behind_opening, parse, starts};
use roadlog_syntax::{Edit, Kind, LineKind, Span};

use super::{Completion, CompletionKey, CompletionKind, Offers, literal};
use crate::markup::shown;
use crate::spot::Spot;

/// The sentence of a user story set out, where the item is a story that tells none.
pub(super) fn skeletons(spot: &Spot<'_>, item: PlanItem<'_>, word: Span, offers: &mut Offers) {
    if !item.is_a(&[Kind::Story]) || is_told(spot, item) {
        return;
    }
    let indent = spot.written(Span::new(spot.line.start, word.start));
    let line_break = format!("{}{}", spot.line_break(), literal(indent));
    let mut push = |label: &str, insert: &str, filter: &str, detail: &'static str, lines: &[&str]| {
        let offer = Completion::new(CompletionKind::Skeleton, word, insert).labelled(label).found_by(filter);
        offers.push(offer.with_snippet(lines.join(&line_break)).detailed(detail));
    };
    push(
        "As a …, I want …",
        "As a ",
        "As a user story",
        "Who wants it, what, and what for.",
        &["As ${1|a,an|} ${2:role}", "I want to ${3:do something}", "so that ${4:something is better}"],
    );
    push(
        "When …, I want …, so I can …",
        "When ",
        "When job story",
        "A job story: the situation, what is wanted, and what for.",
        &["When ${1:something happens},", "I want to ${2:do something},", "so that I can ${3:reach something}"],
    );
    for form in spot.plan().config().story_forms() {
        let text = shown(&form.text);
        let insert = text.split('{').next().unwrap_or_default();
        push(&text, insert, &text, "A form of the team's own.", &[&filled(&form.text)]);
    }
}

/// A form of the team's own as a snippet: `Als ${1:role} möchte ich ${2:want}`.
fn filled(form: &str) -> String {
    let mut snippet = String::new();
    let mut rest = form;
    let mut place = 1;
    while let Some((before, gap)) = rest.split_once('{') {
        let Some((name, behind)) = gap.split_once('}') else { break };
        snippet += &literal(before);
        let _ = write!(snippet, "${{{place}:{}}}", literal(name));
        place += 1;
        rest = behind;
    }
    snippet + &literal(rest)
}

/// Whether a story tells who wants what already, on another line than the cursor's.
fn is_told(spot: &Spot<'_>, item: PlanItem<'_>) -> bool {
    let forms = spot.plan().config().story_forms();
    item.syntax().paragraphs().any(|paragraph| {
        let text = paragraph.text();
        let is_here = paragraph.lines().len() == 1 && spot.index.is_some_and(|line| paragraph.lines().contains(&line));
        !is_here && (parse(&text).is_some() || starts(&text) || forms.iter().any(|it| it.form.parse(&text).is_some()))
    })
}

/// The words that a story goes on with on the next line: `I want to`, `so that`.
pub(super) fn goes_on(spot: &Spot<'_>, word: Span, offers: &mut Offers) {
    let above = paragraph_before(spot);
    if !starts(&above) {
        return;
    }
    let mut push = |words: &str, detail: &'static str| {
        let offer = Completion::new(CompletionKind::Words, word, format!("{words} ")).labelled(words);
        offers.push(offer.detailed(detail));
    };
    match parse(&above) {
        None => push("I want to", "What is wanted."),
        Some(story) if story.benefit.is_none() => push("so that", "What for."),
        Some(_) => {}
    }
}

/// The prose directly above the cursor's line, joined.
fn paragraph_before(spot: &Spot<'_>) -> String {
    let lines = spot.document().lines();
    let here = spot.index.map_or(lines.len(), |index| index as usize);
    let is_prose = |line: &usize| lines.get(*line).is_some_and(|line| line.kind() == LineKind::Prose);
    let first = (0..here).rev().take_while(is_prose).last().unwrap_or(here);
    let words = (first..here).map(|line| spot.document().line_text(line as u32).trim());
    words.collect::<Vec<_>>().join(" ")
}

/// The personas, where the cursor stands in the role of a story; whether it does.
pub(super) fn personas(spot: &Spot<'_>, offers: &mut Offers) -> bool {
    let Some((word, article)) = role_at(spot) else { return false };
    let is_persona = |item: &PlanItem<'_>| !item.file().is_archived() && item.id().is_some();
    for persona in spot.plan().items_like(&[Kind::Persona]).filter(is_persona) {
        let title = persona.title();
        let name = in_a_sentence(shown(&title).trim());
        if name.is_empty() {
            continue;
        }
        let mut offer = Completion::new(CompletionKind::Item(Some(Kind::Persona)), word, &*name);
        if let Some(id) = persona.id() {
            offer = offer.detailed(id.as_str()).about(CompletionKey::Item(id.clone()));
            offer = offer.found_by(format!("{name} {id}"));
        }
        if let Some(article) = article {
            let right = if name.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']) { "an" } else { "a" };
            if spot.written(article) != right {
                offer = offer.and_edit(Edit::new(article, right));
            }
        }
        offers.push(offer);
    }
    true
}

/// The role around the cursor, and the `a` or `an` before it.
fn role_at(spot: &Spot<'_>) -> Option<(Span, Option<Span>)> {
    let above = paragraph_before(spot);
    let line = spot.before().trim_start_matches([' ', '\t']);
    // The role stands on the first line of its paragraph.
    let typed = if above.is_empty() { role_behind(line, spot.plan().config().story_forms())? } else { return None };
    if typed.contains([',', '.']) || typed.to_ascii_lowercase().contains(" i ") {
        return None;
    }
    let start = spot.offset - typed.len() as u32;
    let behind = spot.behind();
    let ends = [behind.find([',', '.', '\t']), behind.find(" I "), behind.find(" so ")];
    let end = ends.into_iter().flatten().min().unwrap_or(behind.trim_end_matches([' ', '\t']).len());
    let before = &line[..line.len() - typed.len()];
    let article = before.trim_end().rsplit(' ').next().filter(|word| matches!(*word, "a" | "an"));
    let gap = (before.len() - before.trim_end().len()) as u32;
    let article = article.map(|word| Span::new(start - gap - word.len() as u32, start - gap));
    Some((Span::new(start, spot.offset + end as u32), article))
}

/// What is typed of the role in `line`, which opens a story.
fn role_behind<'l>(line: &'l str, forms: &[StoryForm]) -> Option<&'l str> {
    let begins = ["as a ", "as an ", "as the "]
        .into_iter()
        .find(|opening| line.get(..opening.len()).is_some_and(|begins| begins.eq_ignore_ascii_case(opening)));
    if begins.is_some() {
        return Some(behind_opening(line).unwrap_or(""));
    }
    let behind = |form: &StoryForm| {
        let opening = form.text.split("{role}").next().filter(|opening| !opening.trim().is_empty())?.to_owned();
        line.strip_prefix(&*opening)
    };
    forms.iter().filter(|form| form.text.contains("{role}")).find_map(behind)
}

/// A persona's title within a sentence: a small letter first, unless it is a name in capitals.
fn in_a_sentence(title: &str) -> String {
    let mut characters = title.chars();
    match (characters.next(), characters.next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => {
            let rest = &title[first.len_utf8()..];
            first.to_lowercase().chain(rest.chars()).collect()
        }
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_filled_in_gap_by_gap() {
        assert_eq!(filled("Als {role} möchte ich {want}."), "Als ${1:role} möchte ich ${2:want}.");
        assert_eq!(filled("5$ {role"), "5\\$ {role");
    }

    #[test]
    fn a_title_begins_small_in_a_sentence_unless_it_is_an_abbreviation() {
        assert_eq!(in_a_sentence("First-time buyer"), "first-time buyer");
        assert_eq!(in_a_sentence("VIP"), "VIP");
        assert_eq!(in_a_sentence("Ä"), "Ä");
    }
}
