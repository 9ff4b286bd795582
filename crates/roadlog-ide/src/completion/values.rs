//! The value of a field, by its type.

use std::collections::BTreeMap;

use roadlog_config::{Config, Field, FieldLookup, FieldRef, MeasureClass, OptionValue, ValueType};
use roadlog_lint::OptionDefault;
use roadlog_model::{AgreedWords, FieldView, PlanItem};
use roadlog_syntax::Span;

use super::site::{Passage, ValueSite};
use super::{Completion, CompletionKind, Offers, days, items, people, statuses, words};
use crate::markup::shown;
use crate::spot::Spot;

/// The rule whose option is the scale of points.
const SCALE: (&str, &str) = ("story/off-scale-points", "scale");

/// How much a bet changes for each person it reaches, as RICE is scored (Intercom, 2016).
const IMPACT: [(&str, &str); 5] =
    [("3", "massive"), ("2", "high"), ("1", "medium"), ("0.5", "low"), ("0.25", "minimal")];
/// How sure an estimate is, as RICE is scored.
const CONFIDENCE: [(&str, &str); 3] =
    [("100%", "high confidence"), ("80%", "medium confidence"), ("50%", "low confidence")];

/// Which field it is, where the kind of its item has it.
fn here(field: FieldView<'_>) -> Option<FieldRef> {
    match field.lookup() {
        FieldLookup::Here(field) => Some(field),
        FieldLookup::Elsewhere(_) | FieldLookup::Unknown => None,
    }
}

/// Whether the members of a field's value are parted by commas.
pub(super) fn is_list(config: &Config, field: FieldView<'_>) -> bool {
    let list = |field| matches!(config.value_type(field), ValueType::Ids | ValueType::People | ValueType::Tags);
    here(field).is_some_and(list)
}

/// What a field may say at the cursor.
pub(super) fn values(spot: &Spot<'_>, site: &ValueSite<'_>, offers: &mut Offers) {
    let Some(which) = here(site.field) else { return };
    let value_type = spot.plan().config().value_type(which);
    if value_type == ValueType::Text {
        let passage = Passage { item: Some(site.field.item()), entry: Some(site.field.entry()), is_prose: false };
        words::words(spot, &passage, offers);
        return;
    }
    let mut found = Offers::new(spot.offset);
    match site.words_before {
        0 => first_word(spot, site.field, which, site.word, &mut found),
        before => further_word(spot, site.field.item(), value_type, before, site.word, &mut found),
    }
    for offer in found.finish() {
        offers.push(offer.behind(site.space));
    }
}

fn first_word(spot: &Spot<'_>, field: FieldView<'_>, which: FieldRef, word: Span, offers: &mut Offers) {
    let (config, item) = (spot.plan().config(), field.item());
    match config.value_type(which) {
        ValueType::Status => statuses::statuses(spot, item, word, offers),
        ValueType::Word(_) => list(config.words(which), word, offers),
        ValueType::Measure => measures(config, word, offers),
        ValueType::Id | ValueType::Ids => items::for_field(spot, field, which, word, offers),
        ValueType::Person | ValueType::People => people::for_field(spot, field, which, word, offers),
        ValueType::Number => numbers(spot, item, which, word, offers),
        ValueType::Percent if which == FieldRef::BuiltIn(Field::Confidence) => explained(&CONFIDENCE, word, offers),
        ValueType::Date => days::days(spot, item, word, offers),
        ValueType::Period => days::periods(spot, item, word, offers),
        ValueType::Tags => tags(spot, field, word, offers),
        ValueType::SignOff => sign_offs(spot, item, word, offers),
        ValueType::Text
        | ValueType::Percent
        | ValueType::Amount
        | ValueType::Reading
        | ValueType::Link
        | ValueType::Links => {}
    }
}

/// The day behind a reading, the day and the fingerprint behind who accepted.
fn further_word(
    spot: &Spot<'_>,
    item: PlanItem<'_>,
    value_type: ValueType,
    before: usize,
    word: Span,
    offers: &mut Offers,
) {
    match (value_type, before) {
        (ValueType::Reading | ValueType::SignOff, 1) => days::today(spot, word, offers),
        (ValueType::SignOff, 2) => {
            let fingerprint = AgreedWords::of(item).fingerprint().to_string();
            let offer = Completion::new(CompletionKind::Word, word, fingerprint);
            offers.push(offer.detailed("The fingerprint of the words as they stand."));
        }
        _ => {}
    }
}

fn list<'w>(words: impl Iterator<Item = &'w str>, word: Span, offers: &mut Offers) {
    for choice in words {
        offers.push(Completion::new(CompletionKind::Word, word, choice));
    }
}

fn explained(words: &[(&str, &'static str)], word: Span, offers: &mut Offers) {
    for (choice, meaning) in words {
        offers.push(Completion::new(CompletionKind::Number, word, *choice).detailed(*meaning));
    }
}

/// Outcomes, which goals are judged by, before delivery.
fn measures(config: &Config, word: Span, offers: &mut Offers) {
    let of = |class| config.measure_words().filter(move |measure| config.measure(measure) == Some(class));
    for (class, detail) in [(MeasureClass::Outcome, "an outcome"), (MeasureClass::Delivery, "delivery")] {
        for measure in of(class) {
            offers.push(Completion::new(CompletionKind::Word, word, measure).detailed(detail));
        }
    }
}

fn numbers(spot: &Spot<'_>, item: PlanItem<'_>, which: FieldRef, word: Span, offers: &mut Offers) {
    match which {
        FieldRef::BuiltIn(Field::Points) => {
            for step in scale(item) {
                offers.push(Completion::new(CompletionKind::Number, word, step));
            }
        }
        FieldRef::BuiltIn(Field::Impact) => explained(&IMPACT, word, offers),
        FieldRef::BuiltIn(Field::Capacity) => last_capacity(spot, item, word, offers),
        _ => {}
    }
}

/// The steps of the team's scale of points.
pub(crate) fn scale(item: PlanItem<'_>) -> Vec<String> {
    let (rule, name) = SCALE;
    if let Some(OptionValue::StringList(steps)) = item.settings().option(rule, name) {
        return steps.iter().map(|step| step.trim().to_owned()).collect();
    }
    let options = roadlog_lint::rule(rule).map_or(&[][..], |rule| rule.options);
    match options.iter().find(|option| option.name == name).map(|option| option.default) {
        Some(OptionDefault::List(steps)) => steps.iter().map(|step| (*step).to_owned()).collect(),
        _ => Vec::new(),
    }
}

/// What the team took on in its other sprints, the last one first.
fn last_capacity(spot: &Spot<'_>, item: PlanItem<'_>, word: Span, offers: &mut Offers) {
    let others = spot.plan().items_of(spot.place).rev().filter(|other| *other != item);
    let mut seen = Vec::new();
    for field in others.filter_map(|other| other.field(Field::Capacity)) {
        let text = field.text().to_string();
        if !text.is_empty() && !seen.contains(&text) && seen.len() < 3 {
            let of = field.item().id().map(|id| format!("as {id}")).unwrap_or_default();
            offers.push(Completion::new(CompletionKind::Number, word, &*text).detailed(of));
            seen.push(text);
        }
    }
}

/// The tags of the plan, the most used first.
fn tags(spot: &Spot<'_>, field: FieldView<'_>, word: Span, offers: &mut Offers) {
    let bare = |tag: &str| tag.trim().trim_start_matches('#').to_owned();
    let typed = spot.written(word);
    let written: Vec<String> = field.text().split(',').map(bare).filter(|tag| *tag != bare(typed)).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for item in spot.plan().items() {
        let Some(tagged) = item.field(Field::Tags).filter(|_| item != field.item()) else { continue };
        for tag in
            tagged.text().split(',').map(bare).filter(|tag| !tag.is_empty() && !tag.contains(char::is_whitespace))
        {
            *counts.entry(tag).or_default() += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().filter(|(tag, _)| !written.contains(tag)).collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mark = if typed.starts_with('#') { "#" } else { "" };
    for (tag, count) in counts {
        let tag = format!("{mark}{}", shown(&tag));
        let times = if count == 1 { "1 item".to_owned() } else { format!("{count} items") };
        offers.push(Completion::new(CompletionKind::Tag, word, tag).detailed(times));
    }
}

/// Whole sign-offs: who accepts, today, and the fingerprint of the words.
fn sign_offs(spot: &Spot<'_>, item: PlanItem<'_>, word: Span, offers: &mut Offers) {
    let is_alone = spot.written(Span::new(word.end, spot.line.end)).trim().is_empty();
    let mut whole = Offers::new(spot.offset);
    people::accepting(spot, item, word, &mut whole);
    let rest = format!("{} {}", spot.snapshot.surroundings.today, AgreedWords::of(item).fingerprint());
    for mut offer in whole.finish() {
        if is_alone {
            offer.insert = format!("{} {rest}", offer.insert);
        }
        offers.push(offer);
    }
}
