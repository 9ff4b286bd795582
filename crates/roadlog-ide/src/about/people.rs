//! People, teams and roles.

use roadlog_config::{Config, Person, Role, Team};
use roadlog_report::days::away;
use roadlog_syntax::value::Handle;

use crate::Snapshot;
use crate::markup::{Markup, Words};

/// A person or a team; `None` for a handle that is neither's.
pub(crate) fn handle(snapshot: &Snapshot, handle: &Handle) -> Option<Markup> {
    let config = snapshot.plan.config();
    let of_person = config.person(handle).map(|found| person(snapshot, found));
    of_person.or_else(|| config.team(handle).map(|found| team(config, found)))
}

/// The roles of a person, each as it stands in a sentence.
pub(crate) fn roles_of(person: &Person) -> Vec<String> {
    let title = |role: &str| Role::named(role).map_or_else(|| role.to_owned(), |role| role.title().to_owned());
    person.written_roles().iter().map(|role| title(&role.value)).collect()
}

/// A person: name, roles, teams, and the last day where there is one.
fn person(snapshot: &Snapshot, person: &Person) -> Markup {
    let config = snapshot.plan.config();
    let heading = Words::default().and_strong(person.handle().to_string());
    let heading = match person.name() {
        Some(name) => heading.and(" ").and_plan(name),
        None => heading,
    };
    let mut points: Vec<Words> = person
        .written_roles()
        .iter()
        .zip(roles_of(person))
        .map(|(written, title)| match Role::named(&written.value) {
            Some(role) => Words::plan(title).and(": ").and(role.meaning()),
            None => Words::plan(title).and(" (a role of the team's own)"),
        })
        .collect();
    if points.is_empty() {
        points.push(Words::own("no role"));
    }
    let teams: Vec<Words> =
        config.teams_of(person.handle()).map(|team| Words::plan(team.handle().to_string())).collect();
    if !teams.is_empty() {
        points.push(Words::own("in ").then(Words::joined(teams, ", ")));
    }
    if let Some(until) = person.until() {
        let today = snapshot.surroundings.today;
        let leaves = if until.value < today { "left" } else { "leaves" };
        points.push(Words::own(format!("{leaves} after {}, {}", until.value, away(today, until.value))));
    }
    if snapshot.surroundings.user.as_ref() == Some(person.handle()) {
        points.push(Words::own("this is you"));
    }
    Markup::new().heading(heading).list(points)
}

/// A team with its members.
fn team(config: &Config, team: &Team) -> Markup {
    let heading = Words::own("team ").and_strong(team.handle().to_string());
    let member = |handle: &Handle| {
        let words = Words::plan(handle.to_string());
        let Some(person) = config.person(handle) else { return words };
        let told = person.name().map(str::to_owned).into_iter().chain(roles_of(person));
        let told: Vec<Words> = told.map(Words::plan).collect();
        if told.is_empty() { words } else { words.and(" ").then(Words::joined(told, ", ")) }
    };
    let members: Vec<Words> = team.members().iter().map(|it| member(&it.value)).collect();
    let markup = Markup::new().heading(heading);
    if members.is_empty() { markup.paragraph(Words::own("nobody is in it")) } else { markup.list(members) }
}

/// A role, built in or of the team's own, with the people who have it.
pub(crate) fn role(config: &Config, name: &str) -> Option<Markup> {
    let holders: Vec<Words> = config
        .people()
        .iter()
        .filter(|person| person.is_called(name))
        .map(|person| Words::plan(person.handle().to_string()))
        .collect();
    let markup = match Role::named(name) {
        Some(role) => Markup::new().heading(Words::own(role.title())).paragraph(Words::own(role.meaning())),
        None if holders.is_empty() => return None,
        None => Markup::new().heading(Words::plan(name)).paragraph(Words::own("A role of the team's own.")),
    };
    let who = if holders.is_empty() {
        Words::own("Nobody has it.")
    } else {
        Words::own("Who has it: ").then(Words::joined(holders, ", "))
    };
    Some(markup.paragraph(who))
}
