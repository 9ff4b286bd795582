//! `ownership/vacant-role`: the shape wants a role that nobody has.

use roadlog_config::{Config, Role, Shape};
use roadlog_syntax::value::Date;

use super::roles::{given, report_at_shape};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::listed;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "ownership/vacant-role",
    level: Some(Level::Error),
    summary: "The shape wants a product manager or product owner, and there is none.",
    why: "Each side of a plan has somebody who decides on it. Without one nothing on that side can be accepted, \
reordered or dropped by anybody who may.",
    bad: r#"
//- roadlog.toml
[team]
shape = "separate"
         ^^^^^^^^ ownership/vacant-role: shape "separate" wants a product owner, and nobody is

[people.ana]
roles = ["product-manager"]
"#,
    good: r#"
//- roadlog.toml
[team]
shape = "separate"

[people.ana]
roles = ["product-manager"]

[people.maria]
roles = ["product-owner"]
"#,
    fix: Fixes::None,
    options: &[],
    asks: Asks::Live,
    check: Check::Config(check),
};

fn check(context: &mut Context<'_>, config: &Config) {
    let Some(shape) = config.settings("").shape() else { return };
    let vacant: Vec<&str> = match shape {
        // Either role will do.
        Shape::Combined if !vacant(config, context.today()).is_empty() => vec!["product manager or product owner"],
        _ => vacant(config, context.today()).into_iter().map(Role::title).collect(),
    };
    if !vacant.is_empty() {
        let message = format!(
            "shape \"{}\" wants a {}, and nobody is: give somebody the role, or choose another shape",
            shape.name(),
            listed(&vacant, "and a"),
        );
        report_at_shape(context, config, message);
    }
}

/// Whether nobody decides what `role` decides on, so that no owner of such an item can be right and this rule tells why.
pub(crate) fn is_vacant(config: &Config, role: Role, today: Date) -> bool {
    let vacant = vacant(config, today);
    let is_one_role = config.settings("").shape() == Some(Shape::ManagersOnly);
    vacant.contains(&role) || is_one_role && !vacant.is_empty()
}

/// The roles that the shape wants filled and that nobody has; with shape `combined` both, where nobody has either.
fn vacant(config: &Config, today: Date) -> Vec<Role> {
    let is_filled = |role: &Role| {
        // Whoever is known from another workspace fills a role too.
        let foreign = config.people().iter().any(|person| person.is_foreign() && person.roles().contains(*role));
        // A role that is written wrongly may be the one; `ownership/unknown-role` tells.
        let meant = config.people().iter().any(|person| person.has_unknown_role() && person.is_active_on(today));
        foreign || meant || !config.people_complete() || given(config, *role, today).next().is_some()
    };
    let both = [Role::ProductManager, Role::ProductOwner];
    match config.settings("").shape() {
        Some(Shape::Separate) => both.into_iter().filter(|role| !is_filled(role)).collect(),
        Some(Shape::Combined) if both.iter().any(is_filled) => Vec::new(),
        Some(Shape::Combined) => both.to_vec(),
        Some(Shape::ManagersOnly) if !is_filled(&Role::ProductManager) => vec![Role::ProductManager],
        Some(Shape::ManagersOnly) | None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn either_role_fills_a_small_team() {
        told(&RULE, "//- roadlog.toml\n[team]\nshape = \"combined\"\n[people.maria]\nroles = [\"product-owner\"]\n");
        told(
            &RULE,
            "//- roadlog.toml\n[team]\nshape = \"combined\"\n         ^^^^^^^^ ownership/vacant-role: shape \"combined\" wants a product manager or product owner\n[people.li]\n",
        );
    }

    #[test]
    fn whoever_has_left_fills_nothing_and_no_shape_wants_nothing() {
        told(
            &RULE,
            "
            //- roadlog.toml
            [team]
            shape = \"managers-only\"
                     ^^^^^^^^^^^^^ ownership/vacant-role: shape \"managers-only\" wants a product manager
            [people.ana]
            roles = [\"product-manager\"]
            until = 2026-11-22
            ",
        );
        told(&RULE, "//- roadlog.toml\n[people.li]\n");
    }
}
