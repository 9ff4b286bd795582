//! `strategy/overfull-now`: one team has more initiatives under way than it can work on.

use std::collections::BTreeMap;

use roadlog_config::Field;
use roadlog_model::{Plan, PlanItem};
use roadlog_syntax::{Kind, Span};

use super::standing::{is_active, is_here};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, OptionDefault, Rule, RuleOption};
use crate::wording::{listed, name, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "strategy/overfull-now",
    level: Some(Level::Info),
    summary: "One team has many initiatives active at once.",
    why: "Whoever works on everything finishes nothing: each initiative waits for the others, and none shows whether its \
bet pays off. What is active is what the team works on this month; the rest is planned, in an order. Initiatives count \
for each of their `teams`, and those without `teams` together in each file.",
    bad: r#"
//- roadlog.toml
[people.ana]
roles = ["product-manager"]

[teams]
payments = ["ana"]

[rules.options."strategy/overfull-now"]
max = 1
//- product.roadmap
initiative I-1 Checkout without an account
  why: the account form is where most carts are left
  status: active
  owner: @ana
  evidence: R-1
  teams: @payments

initiative I-2 Vouchers at the checkout
  why: every third buyer asks for them
  status: active
  owner: @ana
  evidence: R-1
  teams: @payments
         ^^^^^^^^^ strategy/overfull-now: @payments has 2 active initiatives, I-1 and I-2, and over 1

research R-1 Exit survey at the account form
  owner: @ana
  date: 2026-09-14
"#,
    good: r#"
//- roadlog.toml
[people.ana]
roles = ["product-manager"]

[teams]
payments = ["ana"]

[rules.options."strategy/overfull-now"]
max = 1
//- product.roadmap
initiative I-1 Checkout without an account
  why: the account form is where most carts are left
  status: active
  owner: @ana
  evidence: R-1
  teams: @payments

initiative I-2 Vouchers at the checkout
  why: every third buyer asks for them
  status: planned
  owner: @ana
  teams: @payments

research R-1 Exit survey at the account form
  owner: @ana
  date: 2026-09-14
"#,
    fix: Fixes::None,
    options: &[RuleOption {
        name: "max",
        meaning: "The most initiatives that may be active for one team.",
        default: OptionDefault::Integer(5),
    }],
    asks: Asks::ReadyOrDoing,
    check: Check::Plan(check),
};

/// Who works on an initiative: a team, or where none is named, those of the file, by its place.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Team<'p> {
    Named(&'p str),
    OfFile(u32),
}

fn check(context: &mut Context<'_>, plan: &Plan) {
    let mut by_team: BTreeMap<Team<'_>, Vec<(PlanItem<'_>, Span)>> = BTreeMap::new();
    let is_active = |item: &PlanItem<'_>| is_active(*item) && !item.file().is_archived();
    for item in plan.items_like(&[Kind::Initiative]).filter(is_active) {
        if item.field(Field::Teams).is_none() {
            by_team.entry(Team::OfFile(item.at().file)).or_default().push((item, name_span(item)));
        }
        for (handle, span) in item.people(Field::Teams) {
            by_team.entry(Team::Named(handle.name())).or_default().push((item, span));
        }
    }
    for (team, initiatives) in by_team {
        tell(context, &team, &initiatives);
    }
}

/// Tells it at the last of the team's initiatives in this workspace, which is the least important of them.
fn tell(context: &mut Context<'_>, team: &Team<'_>, initiatives: &[(PlanItem<'_>, Span)]) {
    let Some(&(last, span)) = initiatives.iter().rfind(|(item, _)| is_here(*item)) else { return };
    let most = context.integer(last.file(), "max");
    if i64::try_from(initiatives.len()).unwrap_or(i64::MAX) <= most {
        return;
    }
    let who = match team {
        Team::Named(name) => format!("@{name} has"),
        Team::OfFile(_) => "this file has".to_owned(),
    };
    let names: Vec<_> = initiatives.iter().map(|(item, _)| name(*item)).collect();
    let message = format!(
        "{who} {} active initiatives, {}, and over {most} at once finish late: set back to planned what waits anyway",
        initiatives.len(),
        listed(&names, "and"),
    );
    context.report(last, span, message);
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::RULE;
    use crate::testing::told;

    fn initiatives(numbers: std::ops::RangeInclusive<u8>, field: &str) -> String {
        numbers.fold(String::new(), |mut text, number| {
            let _ = write!(text, "initiative I-{number} Guests\n  status: active\n{field}");
            text
        })
    }

    #[test]
    fn five_are_fine_for_a_team_and_six_are_not() {
        told(&RULE, &initiatives(1..=5, "  teams: @payments\n"));
        told(
            &RULE,
            &format!(
                "{}         ^^^^^^^^^ strategy/overfull-now: @payments has 6 active initiatives, I-1, I-2, I-3, I-4, I-5 and I-6\n",
                initiatives(1..=6, "  teams: @payments\n")
            ),
        );
    }

    #[test]
    fn teams_share_a_file_and_without_a_team_the_file_is_the_team() {
        told(
            &RULE,
            &format!("{}{}", initiatives(1..=5, "  teams: @payments\n"), initiatives(6..=9, "  teams: @support\n")),
        );
        told(
            &RULE,
            &format!(
                "{}initiative I-6 Cards\n           ^^^ strategy/overfull-now: this file has 6 active initiatives\n  status: active\n//- b.roadmap\n{}",
                initiatives(1..=5, ""),
                initiatives(7..=9, "")
            ),
        );
    }
}
