//! Who has a role, as the rules about owners ask it.

use roadlog_config::{Config, Person, Role, Shape};
use roadlog_model::PlanItem;
use roadlog_syntax::Span;
use roadlog_syntax::value::{Date, Handle};

use crate::context::Context;

/// The root's configuration, where people stand.
const ROOT: &str = "roadlog.toml";

/// The shape that holds where an item stands.
pub(crate) fn shape(item: PlanItem<'_>) -> Option<Shape> {
    item.settings().shape()
}

/// Whether somebody may decide on what `role` decides on, where an item stands.
pub(crate) fn has_role(item: PlanItem<'_>, who: &Handle, role: Role) -> bool {
    item.plan().config().has_role(who, role, shape(item))
}

/// Those who have `role` where an item stands, and have not left by `day`.
pub(crate) fn holders(item: PlanItem<'_>, role: Role, day: Date) -> impl Iterator<Item = &Person> {
    item.plan().config().with_role(role, shape(item)).filter(move |person| person.is_active_on(day))
}

/// The people of this workspace who are there on `day` and were given `role`, whatever the shape makes of it.
pub(crate) fn given(config: &Config, role: Role, day: Date) -> impl Iterator<Item = &Person> {
    let is_given = move |person: &&Person| person.roles().contains(role) && !person.roles().contains(Role::Agent);
    config.people().iter().filter(is_given).filter(move |person| person.is_active_on(day) && !person.is_foreign())
}

/// How many people a sentence names.
const NAMED: usize = 5;

/// The handles of some people, and of more than a sentence bears that there are others.
pub(crate) fn handles<'c>(people: impl Iterator<Item = &'c Person>) -> Vec<String> {
    let mut people = people.map(|person| person.handle().to_string());
    let mut named: Vec<_> = people.by_ref().take(NAMED).collect();
    if people.next().is_some() {
        named.push("others".to_owned());
    }
    named
}

/// Reports at the role of a person in roadlog.toml.
pub(crate) fn report_at_role(context: &mut Context<'_>, person: &Person, role: Role, message: String) {
    let written = person.written_roles().iter().find(|written| written.value == role.name());
    let span = written.map_or_else(|| person.span(), |written| written.span);
    context.report_at(ROOT, span, message);
}

/// Reports at the shape that roadlog.toml asks for; at its start where that cannot be told.
pub(crate) fn report_at_shape(context: &mut Context<'_>, config: &Config, message: String) {
    let origin = config.settings("").shape_origin();
    let path = origin.and_then(|origin| config.file_path(origin.file));
    let span = origin.map_or_else(|| Span::at(0), |origin| origin.span);
    context.report_at(path.as_deref().unwrap_or(ROOT), span, message);
}
