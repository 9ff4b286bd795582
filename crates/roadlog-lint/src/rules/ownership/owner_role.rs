//! `ownership/owner-role`: the owner of an item may not decide on it.

use roadlog_config::{Field, FieldLookup};
use roadlog_model::PlanItem;

use super::roles::{handles, has_role, holders};
use super::vacant_role;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::{a, listed, name};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "ownership/owner-role",
    level: Some(Level::Error),
    summary: "The owner that an item names has not the role that decides on its kind.",
    why: "Whoever owns an item decides on it. Product managers decide on vision, goals, metrics, research, initiatives \
and launches, product owners on sprints, epics, stories, bugs, tasks and spikes. Who works on it is its `assignee`.",
    bad: "
epic PAY-1 Guest checkout
  status: active
  owner: @li
         ^^^ ownership/owner-role: @li owns PAY-1 and is not a product owner; @maria is
",
    good: "
epic PAY-1 Guest checkout
  status: active
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
    // Who is nobody in roadlog.toml, or a team, or has a role that there is not, is told by other rules, and so is a role
    // that nobody has.
    let person = config.person(owner.handle).filter(|person| !person.has_unknown_role());
    if person.is_none()
        || has_role(item, owner.handle, side.role())
        || vacant_role::is_vacant(config, side.role(), context.today())
    {
        return;
    }
    let able = handles(holders(item, side.role(), context.today()));
    let who = match &able[..] {
        [] => "nobody is: give somebody the role in roadlog.toml".to_owned(),
        [one] if has_assignee(item) => {
            format!("{one} is: name them, and make {} the assignee if they do the work", owner.handle)
        }
        [one] => format!("{one} is: name them"),
        several => format!("{} are: name one of them", listed(several, "and")),
    };
    let message = format!("{} owns {} and is not {}; {who}", owner.handle, name(item), a(side.role().title()));
    context.report(item, owner.span, message);
}

/// Whether items of this kind say who works on them.
fn has_assignee(item: PlanItem<'_>) -> bool {
    matches!(item.plan().config().field(item.kind(), Field::Assignee.name()), FieldLookup::Here(_))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn an_assignee_is_spoken_of_only_where_the_kind_has_one() {
        let found = told(
            &RULE,
            "
            story PAY-1 Pay
              status: ready
              owner: @li
                     ^^^ ownership/owner-role: @li owns PAY-1

            sprint PAY-s1 Guests pay
              owner: @li
                     ^^^ ownership/owner-role: @li owns PAY-s1
            ",
        );
        assert!(found[0].message.unescaped().contains("assignee"));
        assert!(found[1].message.unescaped().ends_with("@maria is: name them"));
    }
}
