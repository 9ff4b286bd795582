//! `syntax/bad-value`: a value that is not of its field's type.

use roadlog_config::Field;
use roadlog_model::{PlanItem, Value};
use roadlog_syntax::Edit;

use super::swallows;
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
            let told = context.report(item, fault.span, format!("{key}: {}", fault.problem));
            if let Some(right) = fault.suggestion {
                told.fix(format!("Change to {right}"), [Edit::new(fault.span, right)]);
            }
        }
    }
    measure(context, item);
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
    let near = nearest(word, config.measure_words());
    let message = match near {
        Some(near) => format!("measures: `{word}` is no measure that roadlog knows: did you mean `{near}`?"),
        None => format!(
            "measures: `{word}` is no measure that roadlog knows; it counts as an outcome. Add it to [measures]"
        ),
    };
    let told = context.report(item, span, message).at_most(Level::Info);
    if let Some(near) = near {
        told.assist(format!("Change to {near}"), [Edit::new(span, near)]);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

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
}
