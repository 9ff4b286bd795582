//! `planning/order-of-dates`: a period ends before it starts.

use roadlog_model::{FieldView, PlanItem, Value};
use roadlog_syntax::Edit;
use roadlog_syntax::value::{Date, Period, parse_period};

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "planning/order-of-dates",
    level: Some(Level::Error),
    summary: "A period ends before it starts.",
    why: "It has no days, so that nothing can be planned in it and no other rule can judge it. Either its sides are exchanged \
or, around the turn of the year, the year is wrong.",
    bad: "
sprint PAY-s26 Guests can pay by card
  status: planned
  owner: @maria
  when: 2026-12-28..2026-01-08
        ^^^^^^^^^^^^^^^^^^^^^^ planning/order-of-dates: PAY-s26 ends on 2026-01-08, before it starts on 2026-12-28
",
    good: "
sprint PAY-s26 Guests can pay by card
  status: planned
  owner: @maria
  when: 2026-12-28..2027-01-08
",
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    for field in item.fields() {
        if let Value::Period(Period::Span { first, last }) = *field.value()
            && last < first
        {
            tell(context, field, first, last);
        }
    }
}

fn tell(context: &mut Context<'_>, field: FieldView<'_>, first: Date, last: Date) {
    let (item, span) = (field.item(), field.value_span());
    let message = format!(
        "{} ends on {last}, before it starts on {first}: exchange both, or write the year in which it ends",
        name(item)
    );
    let mut told = context.report(item, span, message);
    for (title, meant) in meant(&field.text(), first) {
        told = told.assist(format!("{title}: {meant}"), [Edit::new(span, meant)]);
    }
}

/// What may have been meant, each with what it changes: the sides exchanged, or an end in the year after the start.
fn meant(text: &str, first: Date) -> Vec<(&'static str, String)> {
    let Some((left, right)) = text.split_once("..") else { return Vec::new() };
    let a_year_on = right.get(4..).map(|rest| format!("{left}..{:04}{rest}", first.year().saturating_add(1)));
    let exchanged = format!("{right}..{left}");
    let meant = [Some(("Exchange both sides", exchanged)), a_year_on.map(|text| ("End it in the next year", text))];
    let is_right = |text: &str| parse_period(text).is_ok_and(|period| !period.is_inverted());
    meant.into_iter().flatten().filter(|(_, text)| is_right(text)).collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{mended, told};

    #[test]
    fn both_ways_to_read_it_are_offered() {
        let found = told(
            &RULE,
            "
            goal G-1 More buyers
              status: active
              when: 2027-Q2..2026-Q4
                    ^^^^^^^^^^^^^^^^ planning/order-of-dates: G-1 ends on 2026-12-31, before it starts on 2027-04-01
            epic PAY-1 Cards
              status: active
              when: 2026..2025
                    ^^^^^^^^^^ planning/order-of-dates
            ",
        );
        let titles = |at: usize| found[at].fixes.iter().map(|fix| fix.title.unescaped()).collect::<Vec<_>>();
        assert_eq!(titles(0), ["Exchange both sides: 2026-Q4..2027-Q2", "End it in the next year: 2027-Q2..2028-Q4"]);
        assert_eq!(titles(1), ["Exchange both sides: 2025..2026", "End it in the next year: 2026..2027"]);
    }

    #[test]
    fn the_sides_may_be_of_different_lengths() {
        let text = "epic PAY-1 Cards\n  status: active\n  when: 2027-01-08..2026\n";
        assert!(mended(&RULE, text, "plan.backlog").ends_with("  when: 2026..2027-01-08\n"));
    }

    #[test]
    fn one_day_is_a_period_and_drafts_are_asked_for_nothing() {
        told(
            &RULE,
            "
            sprint PAY-s1 One
              when: 2026-11-16..2026-11-16
            goal G-1 More buyers
              when: 2027-Q2..2026-Q4
            ",
        );
    }
}
