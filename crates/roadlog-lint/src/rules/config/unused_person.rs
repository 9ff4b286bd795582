//! `config/unused-person`: somebody whom nothing names.

use roadlog_config::Config;
use roadlog_model::Plan;
use roadlog_syntax::value::Handle;
use rustc_hash::FxHashSet;

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "config/unused-person",
    level: Some(Level::Info),
    summary: "A person of roadlog.toml has no role, is in no team, and no item names them.",
    why: "A list of people that nobody tends grows for years, and completion offers them all.",
    bad: r#"
//- roadlog.toml
[people.ana]
roles = ["product-manager"]

[people.tom]
        ^^^ config/unused-person: @tom has no role
name = "Tom"
//- plan.backlog
story PAY-1 Pay
"#,
    good: r#"
//- roadlog.toml
[people.ana]
roles = ["product-manager"]

[people.tom]
name = "Tom"
//- plan.backlog
story PAY-1 Pay
  assignee: @tom
"#,
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Plan(check),
};

fn check(context: &mut Context<'_>, plan: &Plan) {
    let config = plan.config();
    let idle = |config: &Config| {
        let members = config.teams().iter().flat_map(|team| team.members().iter().map(|member| &member.value));
        let members: FxHashSet<&Handle> = members.collect();
        let people = config.people().iter().filter(|person| !person.is_foreign() && person.written_roles().is_empty());
        people
            .filter(|person| !members.contains(person.handle()))
            .map(|person| (person.handle().clone(), person.span()))
            .collect::<Vec<_>>()
    };
    let idle = idle(config);
    if idle.is_empty() {
        return;
    }
    for (handle, span) in idle.into_iter().filter(|(handle, _)| !plan.names_person(handle)) {
        let message =
            format!("{handle} has no role, is in no team, and no item names them: give a role, or delete the person");
        context.report_at("roadlog.toml", span, message);
    }
}
