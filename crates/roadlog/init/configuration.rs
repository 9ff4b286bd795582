//! The text of the first roadlog.toml.

use std::fmt::Write;

use roadlog_config::{Role, Shape};

use super::people::{People, Person};
use super::roles::Deciders;

/// The text of a roadlog.toml with these people.
pub(crate) fn text(shape: Shape, people: &People, deciders: &Deciders) -> String {
    let mut text = String::from(
        "# Who is who in this plan, and who decides on what. The name of each table is the handle: [people.maria] is \
         @maria.\n",
    );
    let others = Role::ALL.iter().filter(|role| **role != Role::Agent).map(|role| role.name());
    let lines = [
        format!("# The roles: {}.", others.collect::<Vec<_>>().join(", ")),
        "# To change who decides, change the roles; `roadlog check` says what does not fit the shape.".to_owned(),
        String::new(),
        "[team]".to_owned(),
        format!("shape = \"{}\"  # {}", shape.name(), meaning(shape)),
    ];
    for line in lines {
        text.push_str(&line);
        text.push('\n');
    }
    for person in &people.list {
        add(&mut text, person, &deciders.roles(shape, &person.handle));
    }
    text
}

/// What a shape says about who decides.
pub(crate) const fn meaning(shape: Shape) -> &'static str {
    match shape {
        Shape::Separate => "one decides on the roadmap, another one on the backlog",
        Shape::Combined => "whoever decides, decides on roadmap and backlog",
        Shape::ManagersOnly => "product managers decide on all; no sprints, no product owner",
    }
}

fn add(text: &mut String, person: &Person, roles: &[Role]) {
    let Person { handle, name, emails } = person;
    let key = if handle.name().contains('.') { quoted(handle.name()) } else { handle.name().to_owned() };
    let nobody = name.is_empty() && emails.is_empty();
    let hint =
        if nobody { "  # put the user name on your forge here and in the plan, or add name and emails" } else { "" };
    let mut lines = vec![format!("[people.{key}]{hint}")];
    lines.extend((!name.is_empty()).then(|| format!("name = {}", quoted(name))));
    lines.extend((!emails.is_empty()).then(|| format!("emails = {}", list(emails.iter().map(String::as_str)))));
    lines.push(format!("roles = {}", list(roles.iter().map(|role| role.name()))));
    for line in lines.iter().map(String::as_str) {
        let start = if line.starts_with('[') { "\n" } else { "" };
        writeln!(text, "{start}{line}").expect("a String takes whatever is written to it");
    }
}

fn list<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    format!("[{}]", texts.map(quoted).collect::<Vec<_>>().join(", "))
}

/// A text as a basic string of TOML.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use roadlog_config::{Config, Place, parse};
    use roadlog_syntax::value::Handle;

    use super::*;

    #[test]
    fn what_is_written_is_what_is_read() {
        let person = |handle: &str, name: &str, email: &str| Person {
            handle: Handle::from_name(handle).unwrap(),
            name: name.to_owned(),
            emails: vec![email.to_owned()],
        };
        let list = vec![
            person("ana.lima", "Ana \"The \\ Pen\" Lima", "ana\"x\\y@shop.example"),
            person("7", "李", "seven@shop.example"),
            Person::named(Handle::from_name("tom").unwrap()),
        ];
        let mut people = People { list, left_out: 0 };
        let named = Deciders { managers: Vec::new(), owners: Vec::new() };
        let deciders = Deciders::new(Shape::Separate, named, &mut people);
        let (config, problems) = parse(&text(Shape::Separate, &people, &deciders), Place::Root);
        assert_eq!(problems, []);
        let config = Config::new(config, Vec::new());
        for person in &people.list {
            let read = config.person(&person.handle).unwrap();
            assert_eq!(read.name().unwrap_or(""), person.name);
            let emails: Vec<_> = read.emails().iter().map(|email| email.value.as_str()).collect();
            assert_eq!(emails, person.emails);
        }
        assert_eq!(config.settings("").shape(), Some(Shape::Separate));
    }
}
