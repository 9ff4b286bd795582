//! `ownership/assignee-role`: somebody who is no developer is to do the work.

use roadlog_config::{Field, Role};
use roadlog_model::PlanItem;

use super::roles::has_role;
use crate::context::Context;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "ownership/assignee-role",
    level: None,
    summary: "An assignee is not a developer.",
    why: "Off, because in many teams a product owner writes texts and a stakeholder tries things out. Switch it on where \
work that is not a developer's should not stand in the backlog. Teams are left out.",
    bad: "
bug PAY-15 The pay button stays grey
  status: ready
  owner: @maria
  assignee: @li, @sam
                 ^^^^ ownership/assignee-role: @sam is an assignee of PAY-15 and not a developer
",
    good: "
bug PAY-15 The pay button stays grey
  status: ready
  owner: @maria
  assignee: @li
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let config = item.plan().config();
    for (handle, span) in item.people(Field::Assignee) {
        if config.person(handle).is_some() && !has_role(item, handle, Role::Developer) {
            let message = format!("{handle} is an assignee of {} and not a developer: name a developer", name(item));
            context.report(item, span, message);
        }
    }
}
