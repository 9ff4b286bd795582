//! `syntax/bad-value`: a value that is not of its field's type.

use roadlog_config::{Config, Field, FieldLookup, ValueType, measure_meant};
use roadlog_model::{FieldView, PlanItem, Value, ValueFault, value_faults};
use roadlog_syntax::Edit;
use roadlog_syntax::value::{Handle, Id, ValueProblem};

use super::{swallows, unquoted};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::rules::ownership::several_owners;
use crate::suggest::nearest;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "syntax/bad-value",
    level: Some(Level::Error),
    summary: "A value is not of its field's type.",
    why: "A date that is no day, an owner without `@`, points that are no number: nothing can be counted, compared or \
          found by such a value.",
    bad: "
story PAY-1 Pay
  owner: maria
         ^^^^^ syntax/bad-value: owner: a person is written with an `@`: `@maria`
  points: five
          ^^^^ syntax/bad-value: points: `five` is not a number: a number is written `5` or `0.5`
  by: 2026-02-30
      ^^^^^^^^^^ syntax/bad-value: by: `2026-02-30` is not a day of the calendar
",
    good: "
story PAY-1 Pay
  owner: @maria
  points: 5
  by: 2026-02-28
",
    fix: Fixes::Safe,
    options: &[],
    asks: Asks::Everything,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    for field in item.fields() {
        if field.faults().next().is_none() || swallows(item, field.entry()) {
            continue;
        }
        let key = field.entry().key();
        for fault in field.faults().filter(|fault| !several_owners::tells(field, fault)) {
            let (right, is_sure) = meant(context, field, &fault);
            let told = context.report(item, fault.span, format!("{key}: {}", fault.problem));
            let Some(right) = right else { continue };
            let title = if right.is_empty() { "Take it away".to_owned() } else { format!("Change to {right}") };
            let edits = [Edit::new(fault.span, right)];
            if is_sure {
                told.fix(title, edits)
            } else {
                told.assist(title, edits)
            };
        }
    }
    measure(context, item);
}

/// What is meant by the words at a fault, and whether it can be nothing else.
fn meant(context: &Context<'_>, field: FieldView<'_>, fault: &ValueFault) -> (Option<String>, bool) {
    let FieldLookup::Here(of) = field.lookup() else { return (fault.suggestion.clone(), true) };
    let config = context.plan().config();
    let kind = config.value_type(of);
    let written = &field.item().file().document().text()[fault.span.range()];
    let names_people = matches!(kind, ValueType::Person | ValueType::People);
    let person = names_people.then(|| handle_meant(config, written)).flatten();
    let right = person.or_else(|| fault.suggestion.clone()).or_else(|| bare(written, kind));
    let is_sure = right.as_deref().is_none_or(|right| match fault.problem {
        // `none` or `me` is nobody's handle: an `@` before it makes it no better.
        ValueProblem::MissingAt { .. } => names_somebody(config, right),
        // Nor is there a `SPRINT-12` because somebody wrote `Sprint 12`.
        ValueProblem::Id { .. } => {
            right.eq_ignore_ascii_case(written) || Id::parse(right).is_ok_and(|id| context.plan().first(&id).is_some())
        }
        _ => true,
    });
    (right, is_sure)
}

/// Whether `handle` is a person's or a team's, as far as anybody is known.
fn names_somebody(config: &Config, handle: &str) -> bool {
    let is_known = |handle: Handle| config.person(&handle).is_some() || config.is_team(&handle);
    !config.people_known() || Handle::parse(handle).is_ok_and(is_known)
}

/// The handle of the one person who has this handle without its `@`, this address, or this name.
fn handle_meant(config: &Config, written: &str) -> Option<String> {
    let name = unquoted(written.trim_start_matches('@'));
    if let Some(person) = config.person_by_email(name) {
        return Some(person.handle().to_string());
    }
    if let Some(handle) = Handle::from_name(name).ok().filter(|handle| config.person(handle).is_some()) {
        return Some(handle.to_string());
    }
    let small = name.to_lowercase();
    let mut called = config.people().iter().filter(|person| person.name().is_some_and(|it| it.to_lowercase() == small));
    let person = called.next().filter(|_| called.next().is_none())?;
    Some(person.handle().to_string())
}

/// `written` without quotation marks around it and with plain digits, where that is a value of this type.
fn bare(written: &str, kind: ValueType) -> Option<String> {
    let plain: String = unquoted(written)
        .chars()
        .map(|character| match character {
            '０'..='９' => char::from(b'0' + (character as u32 - '０' as u32) as u8),
            _ => character,
        })
        .collect();
    (plain != written && !plain.is_empty() && value_faults(&plain, kind).is_empty()).then_some(plain)
}

/// A measure that nobody has named yet is a hint: it counts as an outcome.
fn measure(context: &mut Context<'_>, item: PlanItem<'_>) {
    let Some(field) = item.field(Field::Measures) else { return };
    let Value::Word(word) = field.value() else { return };
    let config = context.plan().config();
    if config.measure(word).is_some() {
        return;
    }
    if swallows(item, field.entry()) {
        return;
    }
    let span = field.value_span();
    let near = measure_meant(word).or_else(|| nearest(word, config.measure_words()));
    let message = match near {
        Some(near) => format!(
            "measures: `{word}` is no measure that roadlog knows: did you mean `{near}`? Else name it in [measures]"
        ),
        None => format!(
            "measures: `{word}` is no measure that roadlog knows and counts as an outcome: name it in [measures]"
        ),
    };
    let told = context.report(item, span, message).at_most(Level::Info);
    if let Some(near) = near {
        let (title, edit) = (format!("Change to {near}"), Edit::new(span, near));
        if near.eq_ignore_ascii_case(word) {
            told.fix(title, [edit])
        } else {
            told.assist(title, [edit])
        };
    }
}

#[cfg(test)]
mod tests {
    use roadlog_testkit::Fixture;

    use super::RULE;
    use crate::testing::{findings, mended, told};

    #[test]
    fn a_measure_in_another_letter_case_is_mended_and_another_word_offered() {
        let text = "metric M-1 Points a sprint\n  measures: Velocity\nmetric M-2 Shops that leave\n  measures: churn\n";
        let fixture = format!("//- a.roadmap\n{text}");
        assert_eq!(mended(&RULE, &fixture, "a.roadmap"), text.replace("Velocity", "velocity"));
        told(
            &RULE,
            "
            metric M-2 Shops that leave
              measures: churn
                        ^^^^^ syntax/bad-value: measures: `churn` is no measure that roadlog knows: did you mean `retention`?
            ",
        );
    }

    #[test]
    fn a_value_that_swallowed_a_fact_is_told_as_that_alone() {
        told(
            &RULE,
            "
            story PAY-1 Pay
              points: 5
                owner: @maria
              by: 2026-02-30
                  ^^^^^^^^^^ syntax/bad-value: by: `2026-02-30` is not a day
            ",
        );
    }

    #[test]
    fn a_person_is_found_by_name_and_address() {
        for written in ["Maria Kovač", "\"maria kovač\"", "maria@shop.example", "“maria”", "@Maria Kovač"] {
            let text = format!("//- a.backlog\nstory PAY-1 Pay\n  owner: {written}\n");
            assert_eq!(mended(&RULE, &text, "a.backlog"), "story PAY-1 Pay\n  owner: @maria\n", "{written}");
        }
    }

    #[test]
    fn who_is_nobody_is_given_no_at_sign_unasked() {
        for (written, is_safe) in [("maria", true), ("payments", true), ("none", false), ("TBD", false)] {
            let text = format!("story PAY-1 Pay\n  owner: {written}\n");
            let found = findings(&RULE, &Fixture::parse(&text));
            assert_eq!(found[0].safe_fix().is_some(), is_safe, "{written}");
        }
    }

    #[test]
    fn an_id_is_mended_unasked_where_it_is_there_or_only_its_letter_case_is_wrong() {
        for (written, is_safe) in [("PAY1", true), ("pay-9", true), ("Sprint 12", false), ("PAY9", false)] {
            let text = format!("story PAY-1 Pay\n  needs: {written}\n");
            let found = findings(&RULE, &Fixture::parse(&text));
            assert_eq!(found[0].fixes.len(), 1, "{written}");
            assert_eq!(found[0].safe_fix().is_some(), is_safe, "{written}");
        }
    }

    #[test]
    fn quotation_marks_and_digits_of_another_width_are_mended() {
        for (written, right) in [("“3”", "3"), ("\"3\"", "3"), ("３", "3"), ("‘0.5’", "0.5")] {
            let text = format!("//- a.backlog\nstory PAY-1 Pay\n  points: {written}\n");
            assert_eq!(mended(&RULE, &text, "a.backlog"), format!("story PAY-1 Pay\n  points: {right}\n"));
        }
    }
}
