//! `acceptance/single-criterion`: a large story has one criterion.

use roadlog_config::Field;
use roadlog_model::{PlanItem, Value};
use roadlog_syntax::Kind;

use super::criteria::asked_count;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, OptionDefault, Rule, RuleOption};
use crate::rules::syntax::slips::has_criterion_meant;
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "acceptance/single-criterion",
    level: Some(Level::Info),
    summary: "A large story has one criterion only.",
    why: "Work of that size rarely has one outcome. What else the team has in mind is then in the estimate, and in \
nobody's criteria.",
    bad: r#"
story PAY-12 Pay without an account
  As a first-time buyer
  I want to pay with only my card
  so that I finish before I change my mind

  status: ready
  owner: @maria
  points: 8
          ^ acceptance/single-criterion: PAY-12 has 8 points and one criterion

  [ ] Given a cart with items, when I choose "guest", then I am asked for a card
"#,
    good: r#"
story PAY-12 Pay without an account
  As a first-time buyer
  I want to pay with only my card
  so that I finish before I change my mind

  status: ready
  owner: @maria
  points: 8

  [ ] Given a cart with items, when I choose "guest", then I am asked for a card
  [ ] Given a declined card, when I try another, then my cart is still there
"#,
    fix: Fixes::None,
    options: &[RuleOption {
        name: "points",
        meaning: "The most points that a story with one criterion may have.",
        default: OptionDefault::Integer(5),
    }],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    if !item.is_a(&[Kind::Story]) || asked_count(item) != 1 {
        return;
    }
    let Some(field) = item.field(Field::Points) else { return };
    let Value::Number(points) = *field.value() else { return };
    let most = u32::try_from(context.integer(item.file(), "points")).unwrap_or(0);
    if points > f64::from(most) && !has_criterion_meant(item) {
        let message =
            format!("{} has {points} points and one criterion: write down what else it has to do", name(item));
        context.report(item, field.value_span(), message);
    }
}
