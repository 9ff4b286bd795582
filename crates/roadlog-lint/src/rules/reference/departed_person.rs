//! `reference/departed-person`: open work of somebody who has left.

use roadlog_config::{Field, Person};
use roadlog_model::PlanItem;

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::rules::syntax::slips::has_known_status;
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "reference/departed-person",
    level: Some(Level::Warning),
    summary: "The owner or an assignee of open work has left.",
    why: "`until` in roadlog.toml says when somebody leaves. Open work of theirs has nobody from the day after; what is \
closed keeps their name.",
    bad: r#"
//- roadlog.toml
[people.noah]
roles = ["product-owner"]
until = 2026-10-31

[people.maria]
roles = ["product-owner"]
//- plan.backlog
bug PAY-15 The pay button stays grey
  status: draft
  owner: @noah
         ^^^^^ reference/departed-person: @noah left on 2026-10-31 and is the owner of PAY-15
"#,
    good: r#"
//- roadlog.toml
[people.noah]
roles = ["product-owner"]
until = 2026-10-31

[people.maria]
roles = ["product-owner"]
//- plan.backlog
bug PAY-15 The pay button stays grey
  status: draft
  owner: @maria
"#,
    fix: Fixes::None,
    options: &[],
    asks: Asks::Live,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    if !item.is_open() {
        return;
    }
    for (field, part) in [(Field::Owner, "the owner"), (Field::Assignee, "an assignee")] {
        for (handle, span) in item.people(field) {
            let person = item.plan().config().person(handle);
            let Some(until) = person.and_then(Person::until).map(|until| until.value) else { continue };
            if until < context.today() && has_known_status(item) {
                let message = format!("{handle} left on {until} and is {part} of {}: hand it over", name(item));
                context.report(item, span, message);
            }
        }
    }
}
