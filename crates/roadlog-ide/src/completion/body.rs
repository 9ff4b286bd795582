//! The beginning of a line of an item: fields that it lacks, criteria, questions and answers.

use std::fmt::Write as _;

use roadlog_config::{Config, Field, FieldLookup, FieldRef, RuleLevel, ValueType};
use roadlog_model::{FieldView, PlanItem};
use roadlog_syntax::{Kind, LineKind, Span};

use super::{Completion, CompletionKey, CompletionKind, Offers, literal, story};
use crate::spot::Spot;

/// The rule that asks for criteria in the form of scenarios.
const SCENARIO_FORM: &str = "acceptance/scenario-form";

/// What a line of an item may begin with.
pub(super) fn lines(spot: &Spot<'_>, item: PlanItem<'_>, word: Span, offers: &mut Offers) {
    if spot.written(Span::new(word.end, spot.line.end)).starts_with(':') {
        // The value behind the colon stays.
        fields(spot, item, word, true, offers);
        return;
    }
    story::goes_on(spot, word, offers);
    story::skeletons(spot, item, word, offers);
    fields(spot, item, word, false, offers);
    if !spot.written(Span::new(word.end, spot.line.end)).trim().is_empty() {
        return;
    }
    if item.is_a(&[Kind::Story, Kind::Bug]) && asks_for_scenarios(item) {
        scenario(spot, word, offers);
        criterion(word, offers);
    } else {
        criterion(word, offers);
        scenario(spot, word, offers);
    }
    let met = Completion::new(CompletionKind::Skeleton, word, "[x] ").labelled("[x]").found_by("[x] criterion");
    offers.push(met.detailed("A criterion that is met."));
    let question = Completion::new(CompletionKind::Skeleton, word, "? ").labelled("?").found_by("? question");
    offers.push(question.detailed("A question. Handles at its end say who is asked."));
    answer(spot, word, offers);
}

fn fields(spot: &Spot<'_>, item: PlanItem<'_>, word: Span, has_colon: bool, offers: &mut Offers) {
    let (config, Some(kind)) = (spot.plan().config(), item.kind()) else { return };
    let written: Vec<FieldLookup> =
        item.fields().filter(|field| !field.entry().span().touches(spot.offset)).map(FieldView::lookup).collect();
    for field in config.fields(kind) {
        if written.contains(&FieldLookup::Here(field)) {
            continue;
        }
        let name = config.field_name(field);
        let key = CompletionKey::Field { name: name.into(), kind: config.kind_name(kind).into() };
        let mut offer = Completion::new(CompletionKind::Field, word, name).about(key);
        offer = match field {
            FieldRef::BuiltIn(field) => offer.detailed(field.spec().meaning),
            FieldRef::Custom(_) => offer.detailed(config.value_type(field).expected()),
        };
        if !has_colon {
            offer.insert = format!("{name}: ");
            let example = if is_offered(config, field) { None } else { example(spot, config, field) };
            offer = match example {
                Some(example) => offer.with_snippet(format!("{name}: {example}")),
                None => offer.and_ask_again(),
            };
            offer = offer.labelled(name);
        }
        offers.push(offer);
    }
}

/// Whether the values of a field are offered, so that none need be set out.
fn is_offered(config: &Config, field: FieldRef) -> bool {
    match config.value_type(field) {
        ValueType::Number => matches!(field, FieldRef::BuiltIn(Field::Points | Field::Impact)),
        ValueType::Text | ValueType::Amount | ValueType::Reading | ValueType::Link | ValueType::Links => false,
        _ => true,
    }
}

/// A value set out to be filled in.
fn example(spot: &Spot<'_>, config: &Config, field: FieldRef) -> Option<String> {
    let example = match field {
        FieldRef::BuiltIn(field) => field.spec().example,
        FieldRef::Custom(_) => config.value_type(field).example(),
    };
    if config.value_type(field) == ValueType::Reading {
        let amount = example.split(' ').next()?;
        return Some(format!("${{1:{}}} {}", literal(amount), spot.snapshot.surroundings.today));
    }
    Some(format!("${{1:{}}}", literal(example)))
}

/// Whether the team asks for criteria in the form of scenarios.
pub(super) fn asks_for_scenarios(item: PlanItem<'_>) -> bool {
    item.settings().rule_level(SCENARIO_FORM).is_some_and(|level| level != RuleLevel::Off)
}

fn criterion(word: Span, offers: &mut Offers) {
    let open = Completion::new(CompletionKind::Skeleton, word, "[ ] ").labelled("[ ]").found_by("[ ] criterion");
    offers.push(open.detailed("A criterion that is still to be met."));
}

fn scenario(spot: &Spot<'_>, word: Span, offers: &mut Offers) {
    let indent = spot.written(Span::new(spot.line.start, word.start));
    let snippet = scenario_snippet(spot, indent);
    let offer = Completion::new(CompletionKind::Skeleton, word, "[ ] Given ").labelled("[ ] Given …, when …, then …");
    let offer = offer.found_by("[ ] given when then scenario").with_snippet(format!("[ ] {snippet}"));
    offers.push(offer.detailed("A criterion as a scenario."));
}

/// `Given …, when …,` and `then …` on the line below: two lines, so that two people who edit neighbouring criteria do not
/// meet.
pub(super) fn scenario_snippet(spot: &Spot<'_>, indent: &str) -> String {
    let mut snippet = String::from("Given ${1:what was before}, when ${2:what happens},");
    let _ = write!(snippet, "{}{}    then ${{3:what can be seen}}", spot.line_break(), literal(indent));
    snippet
}

/// An answer below a question or another answer, else a decision.
fn answer(spot: &Spot<'_>, word: Span, offers: &mut Offers) {
    let lines = spot.document().lines();
    let above =
        spot.index.map_or(lines.len(), |index| index as usize).checked_sub(1).and_then(|above| lines.get(above));
    let is_answer = above.is_some_and(|line| matches!(line.kind(), LineKind::Question | LineKind::Answer));
    let (what, detail) = if is_answer {
        ("! answer", "An answer to the question above, with who gave it and when.")
    } else {
        ("! decision", "Something settled that nobody had to ask, with who decided and when.")
    };
    let offer = Completion::new(CompletionKind::Skeleton, word, "! ").labelled("!").found_by(what).detailed(detail);
    offers.push(offer.with_snippet(format!("! ${{1}} {}", literal(&signature(spot)))));
}

/// `@maria 2026-11-23`: who says something today.
pub(super) fn signature(spot: &Spot<'_>) -> String {
    let surroundings = &spot.snapshot.surroundings;
    let who = surroundings.user.as_ref().map(|user| format!("{user} ")).unwrap_or_default();
    format!("{who}{}", surroundings.today)
}

/// The marks of a criterion.
pub(super) fn boxes(spot: &Spot<'_>, item: PlanItem<'_>, span: Span, offers: &mut Offers) {
    let by = item.is_a(&[Kind::Launch]).then_some(" by whoever it names");
    let met = format!("met{}", by.unwrap_or_default());
    for (mark, detail) in [("[ ]", "open: still to be met"), ("[x]", &*met), ("[-]", "dropped: no longer asked for")] {
        if mark != spot.written(span) {
            offers.push(Completion::new(CompletionKind::Skeleton, span, mark).detailed(detail));
        }
    }
}
