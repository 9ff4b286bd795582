//! `ownership/surplus-role`: a product owner or a sprint, where the shape knows neither.

use roadlog_config::{Role, Shape};
use roadlog_model::Plan;
use roadlog_syntax::Kind;

use super::roles::{given, report_at_role};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::{name, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "ownership/surplus-role",
    level: Some(Level::Warning),
    summary: "The shape is `managers-only`, and somebody is product owner, or there is a sprint.",
    why: "With shape `managers-only` product managers decide on the backlog too and nobody works in sprints. Whoever is \
product owner all the same believes to decide something, and does not.",
    bad: r#"
//- roadlog.toml
[team]
shape = "managers-only"

[people.ana]
roles = ["product-manager"]
//- plan.backlog
sprint PAY-s1 Guests can pay by card
       ^^^^^^ ownership/surplus-role: PAY-s1 is a sprint
  owner: @ana
"#,
    good: r#"
//- roadlog.toml
[team]
shape = "managers-only"

[people.ana]
roles = ["product-manager"]
//- plan.backlog
epic PAY-1 Guest checkout
  owner: @ana
"#,
    fix: Fixes::None,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Plan(check),
};

fn check(context: &mut Context<'_>, plan: &Plan) {
    let config = plan.config();
    let today = context.today();
    if config.settings("").shape() == Some(Shape::ManagersOnly) {
        for person in given(config, Role::ProductOwner, today) {
            let message = format!(
                "{} is product owner, and shape \"managers-only\" has none: make them product manager, or choose another \
                 shape",
                person.handle()
            );
            report_at_role(context, person, Role::ProductOwner, message);
        }
    }
    // What stands where nobody works so is not looked at: a change there is none of this rule's business.
    let files = plan.files().filter(|(_, file)| file.settings().shape() == Some(Shape::ManagersOnly));
    let items = files.filter(|(_, file)| !file.is_archived()).flat_map(|(place, _)| plan.items_of(place));
    for item in items.filter(|item| item.is_a(&[Kind::Sprint]) && item.is_ready_or_doing()) {
        let message = format!(
            "{} is a sprint, and shape \"managers-only\" has none: close it, or choose another shape",
            name(item)
        );
        context.report(item, name_span(item), message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn a_product_owner_is_told_at_the_role() {
        told(
            &RULE,
            "
            //- roadlog.toml
            [team]
            shape = \"managers-only\"
            [people.maria]
            roles = [\"product-owner\"]
                      ^^^^^^^^^^^^^ ownership/surplus-role: @maria is product owner
            [people.noah]
            roles = [\"product-owner\"]
            until = 2026-11-01
            ",
        );
    }
}
