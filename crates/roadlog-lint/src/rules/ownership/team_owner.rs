//! `ownership/team-owner`: a team owns an item.

use roadlog_model::PlanItem;

use super::roles::{handles, has_role};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::{listed, name};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "ownership/team-owner",
    level: Some(Level::Warning),
    summary: "The owner of an item is a team.",
    why: "A team cannot be accountable: when everybody is, nobody is. Which team works on something is said by `team`, \
`teams` or `assignee`.",
    bad: "
task PAY-15 Renew the certificate
  status: ready
  owner: @payments
         ^^^^^^^^^ ownership/team-owner: @payments is a team and cannot be accountable for PAY-15: name a person, @maria
",
    good: "
task PAY-15 Renew the certificate
  status: ready
  owner: @maria
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let (Some(owner), Some(side)) = (item.written_owner(), item.side()) else { return };
    let config = item.plan().config();
    let Some(team) = config.team(owner.handle) else { return };
    let able = team.members().iter().filter(|member| has_role(item, member, side.role()));
    let able = handles(able.filter_map(|member| config.person(member)));
    let who = if able.is_empty() { String::new() } else { format!(", {}", listed(&able, "or")) };
    let message =
        format!("{} is a team and cannot be accountable for {}: name a person{who}", owner.handle, name(item));
    context.report(item, owner.span, message);
}
