//! `ownership/accepts-own-work`: somebody accepted what they built.

use roadlog_config::{Field, Phase, Side};
use roadlog_model::{PlanItem, Value};
use roadlog_syntax::value::{Date, Handle};

use super::roles::{handles, holders};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::{listed, name};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "ownership/accepts-own-work",
    level: Some(Level::Error),
    summary: "Work was accepted by one of its assignees, while somebody else may accept it.",
    why: "Whoever built something sees what they meant, not what is there. Where nobody else may accept, as in a small \
team, it stands.",
    bad: r#"
//- roadlog.toml
[people.maria]
roles = ["product-owner"]

[people.noah]
roles = ["product-owner", "developer"]
//- plan.backlog
bug PAY-15 The pay button stays grey
  status: accepted
  owner: @maria
  assignee: @noah
  accepted: @noah 2026-11-20
            ^^^^^^^^^^^^^^^^ ownership/accepts-own-work: @noah accepted PAY-15 and is one of its assignees: let @maria
  [x] Given a corrected card, then the button can be pressed
"#,
    good: r#"
//- roadlog.toml
[people.maria]
roles = ["product-owner"]

[people.noah]
roles = ["product-owner", "developer"]
//- plan.backlog
bug PAY-15 The pay button stays grey
  status: accepted
  owner: @maria
  assignee: @noah
  accepted: @maria 2026-11-20
  [x] Given a corrected card, then the button can be pressed
"#,
    fix: Fixes::None,
    options: &[],
    asks: Asks::NotDraft,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let Some(field) = item.field(Field::Accepted).filter(|_| item.phase() == Some(Phase::Done)) else { return };
    let (Value::SignOff(sign_off), Some(side)) = (field.value(), item.side()) else { return };
    // Who may have accepted it then: whoever has left since could.
    let others = others_to_accept(item, side, &sign_off.who, sign_off.date);
    if others.is_empty() {
        return;
    }
    let message = format!(
        "{} accepted {} and is one of its assignees: let {} accept it",
        sign_off.who,
        name(item),
        listed(&others, "or"),
    );
    context.report(item, field.value_span(), message);
}

/// Who may accept the work of an item in the place of `who` on that day; nobody has to where `who` is none of its
/// assignees.
pub fn others_to_accept(item: PlanItem<'_>, side: Side, who: &Handle, day: Date) -> Vec<String> {
    let is_assignee = |who: &Handle| item.people(Field::Assignee).any(|(assignee, _)| assignee == who);
    if !is_assignee(who) {
        return Vec::new();
    }
    handles(holders(item, side.role(), day).filter(|person| !is_assignee(person.handle())))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn where_nobody_else_may_accept_it_stands() {
        told(
            &RULE,
            "
            story PAY-1 Pay
              status: accepted
              assignee: @maria
              accepted: @maria 2026-11-20
            ",
        );
    }

    #[test]
    fn an_assigned_team_is_not_each_of_its_members() {
        told(
            &RULE,
            "
            //- roadlog.toml
            [people.maria]
            roles = [\"product-owner\"]
            [people.noah]
            roles = [\"product-owner\"]
            [teams]
            payments = [\"maria\"]
            //- plan.backlog
            story PAY-1 Pay
              status: accepted
              assignee: @payments
              accepted: @maria 2026-11-20
            ",
        );
    }
}
