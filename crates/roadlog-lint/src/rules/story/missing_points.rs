//! `story/missing-points`: a story has no estimate where sprints are planned by points.

use roadlog_config::Field;
use roadlog_model::{FieldView, PlanItem, Value};
use roadlog_syntax::Kind;

use super::told::is_asked;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, FileView, Fixes, Rule};
use crate::rules::syntax::slips::lacks;
use crate::wording::{name, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "story/missing-points",
    level: Some(Level::Warning),
    summary: "A story has no points, in a file where a sprint has a capacity.",
    why: "A sprint's capacity only says how much fits if everything in it has points: a story without counts as \
nothing, and the sprint looks emptier than it is. Teams that do not estimate leave `capacity` out.",
    bad: r#"
sprint PAY-s23 Guests can pay by card
  status: active
  owner: @maria
  when: 2026-11-16..2026-11-27
  capacity: 20

story PAY-12 Pay without an account
      ^^^^^^ story/missing-points: PAY-12 has no points, and PAY-s23 is planned by them
  As a first-time buyer
  I want to pay with only my card
  so that I finish before I change my mind

  status: ready
  owner: @maria

  [ ] Given a cart with items, when I choose "guest", then I am asked for a card
"#,
    good: r#"
sprint PAY-s23 Guests can pay by card
  status: active
  owner: @maria
  when: 2026-11-16..2026-11-27
  capacity: 20

story PAY-12 Pay without an account
  As a first-time buyer
  I want to pay with only my card
  so that I finish before I change my mind

  status: ready
  owner: @maria
  points: 5

  [ ] Given a cart with items, when I choose "guest", then I am asked for a card
"#,
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::File(check),
};

fn check(context: &mut Context<'_>, view: FileView<'_>) {
    let Some(capacity) = view.items().find_map(capacity) else { return };
    let without = view.items().filter(|item| item.is_ready_or_doing() && is_asked(*item));
    for item in without.filter(|item| lacks(*item, Field::Points)) {
        tell(context, item, capacity);
    }
}

/// The capacity of a sprint that has one.
fn capacity(item: PlanItem<'_>) -> Option<FieldView<'_>> {
    let field = item.is_a(&[Kind::Sprint]).then(|| item.field(Field::Capacity))??;
    matches!(*field.value(), Value::Number(capacity) if capacity > 0.0).then_some(field)
}

fn tell(context: &mut Context<'_>, item: PlanItem<'_>, capacity: FieldView<'_>) {
    let own = item.ids(Field::Sprint).find_map(|(id, _)| item.plan().first(id)?.field(Field::Capacity));
    let capacity = own.unwrap_or(capacity);
    let sprint = name(capacity.item());
    let message =
        format!("{} has no points, and {sprint} is planned by them: let the team estimate it, `points: …`", name(item));
    let place = capacity.entry().span();
    let told = context.report(item, name_span(item), message);
    let _ = told.and(capacity.item().file(), place, format!("{sprint} has a capacity"));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn only_stories_beside_a_sprint_with_a_capacity_are_asked() {
        told(
            &RULE,
            "
            sprint PAY-s1 Guests pay
              capacity: 20
            sprint PAY-s2 Guests come back
              capacity: 30
            story PAY-1 Pay
            story PAY-2 Pay
                  ^^^^^ story/missing-points: PAY-2 has no points, and PAY-s2 is planned by them
              status: doing
              sprint: PAY-s2
            story PAY-3 Pay
              status: ready
              points: many
            bug PAY-4 Grey
              status: ready
            story PAY-5 Pay
              status: accepted
            //- other.backlog
            sprint PAY-s3 Without
            story PAY-6 Pay
              status: ready
            ",
        );
    }
}
