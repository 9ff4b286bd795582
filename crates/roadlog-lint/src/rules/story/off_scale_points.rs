//! `story/off-scale-points`: an estimate that is not on the team's scale.

use roadlog_config::Field;
use roadlog_model::{PlanItem, Value};
use roadlog_syntax::Edit;

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, OptionDefault, Rule, RuleOption};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "story/off-scale-points",
    level: Some(Level::Info),
    summary: "The points of an item are not on the scale.",
    why: "The steps of a scale grow with the size, because nobody can tell 19 from 21: a number between them claims to \
know more than an estimate can. The steps are those of a deck of planning poker (Mike Cohn, Agile Estimating and \
Planning); a team with another deck sets `scale`.",
    bad: "
bug PAY-15 The pay button stays grey after a card is corrected
  status: ready
  owner: @maria
  points: 7
          ^ story/off-scale-points: PAY-15 has 7 points, which is not on the scale: take 5 or 8

  [ ] Given a corrected card number, when the field loses focus, then the button can be pressed
",
    good: "
bug PAY-15 The pay button stays grey after a card is corrected
  status: ready
  owner: @maria
  points: 8

  [ ] Given a corrected card number, when the field loses focus, then the button can be pressed
",
    fix: Fixes::Assist,
    options: &[RuleOption {
        name: "scale",
        meaning: "The numbers of points that an item may have, each as a text.",
        default: OptionDefault::List(&["0", "0.5", "1", "2", "3", "5", "8", "13", "20", "40", "100"]),
    }],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let Some(field) = item.field(Field::Points) else { return };
    let Value::Number(points) = *field.value() else { return };
    let words = context.words(item.file(), "scale");
    let steps = || words.iter().filter_map(|step| Some((*step, number(step)?)));
    if steps().any(|(_, step)| step.total_cmp(&points).is_eq()) {
        return;
    }
    let below = steps().filter(|(_, step)| *step < points).max_by(|(_, one), (_, other)| one.total_cmp(other));
    let above = steps().filter(|(_, step)| *step > points).min_by(|(_, one), (_, other)| one.total_cmp(other));
    let near: Vec<_> = below.into_iter().chain(above).map(|(step, _)| step.trim()).collect();
    if near.is_empty() {
        return;
    }
    let message = format!("{} has {points} points, which is not on the scale: take {}", name(item), near.join(" or "));
    let span = field.value_span();
    let mut told = context.report(item, span, message);
    for step in near {
        told = told.assist(format!("Change to {step}"), [Edit::new(span, step)]);
    }
}

/// The number that a step of the scale is. Nearly all are whole, and those are quicker to read.
fn number(step: &str) -> Option<f64> {
    step.parse::<u32>().map_or_else(|_| step.trim().parse().ok(), |whole| Some(f64::from(whole)))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn the_neighbours_on_the_scale_are_offered() {
        let found = told(
            &RULE,
            "
            story PAY-1 Pay
              status: ready
              points: 0.5
            task PAY-2 Build
              status: ready
              points: 144
                      ^^^ story/off-scale-points: PAY-2 has 144 points, which is not on the scale: take 100
            story PAY-3 Pay
              points: 7
            story PAY-4 Pay
              status: ready
              points: 13.0
            ",
        );
        assert_eq!(found[0].fixes.len(), 1);
    }

    #[test]
    fn a_team_has_its_own_scale() {
        told(
            &RULE,
            "
            //- roadlog.toml
            [rules.options.\"story/off-scale-points\"]
            scale = [\"8\", \"1\", \"2\", \"4\"]
            //- plan.backlog
            story PAY-1 Pay
              status: ready
              points: 5
                      ^ story/off-scale-points: PAY-1 has 5 points, which is not on the scale: take 4 or 8
            story PAY-2 Pay
              status: ready
              points: 4
            ",
        );
    }
}
