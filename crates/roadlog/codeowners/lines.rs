//! The lines of the block: who decides on which file, as far as paths can say that.

use std::sync::Arc;

use roadlog_config::{Person, Role, Settings, Shape, Side, forge_handle};
use roadlog_model::PlanFile;
use roadlog_syntax::value::{Date, Handle};
use roadlog_workspace::CONFIG_NAME;

use crate::load::Workspace;

/// The lines, and what could not be said in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lines {
    /// The lines, from what holds widely to what holds for one file: the last one that matches a file counts.
    pub(crate) list: Vec<String>,
    /// What has no line, each in a sentence.
    pub(crate) left: Vec<String>,
}

/// The lines for a workspace that lies in `folder` of its repository, which is parted by `/` and empty for the top.
pub(crate) fn lines(workspace: &Workspace, folder: &str, today: Date) -> Lines {
    let mut writer = Writer { workspace, folder, today, lines: Lines::default() };
    writer.roles();
    writer.scopes();
    writer.files();
    writer.configuration();
    writer.lines
}

struct Writer<'w> {
    workspace: &'w Workspace,
    folder: &'w str,
    today: Date,
    lines: Lines,
}

impl<'w> Writer<'w> {
    /// A line for each side of the plan.
    fn roles(&mut self) {
        let shape = self.settings("").shape();
        for side in Side::ALL {
            let people = self.deciders(side, shape);
            if people.is_empty() {
                let message =
                    format!("nobody decides on the {}, so that there is no line for {}", side.name(), any(side));
                self.lines.left.push(message);
            }
            self.add(below(self.folder, any(side)), any(side), &people);
        }
    }

    /// Lines for the folders whose roadlog.toml gives other people the decision.
    fn scopes(&mut self) {
        let nested = self.workspace.configs.iter().filter_map(|(path, _)| path.strip_suffix(CONFIG_NAME));
        let mut folders: Vec<&str> = nested.map(|folder| folder.trim_end_matches('/')).collect();
        folders.retain(|folder| !folder.is_empty());
        // What lies deeper comes later.
        folders.sort_by_key(|folder| (folder.matches('/').count(), *folder));
        for folder in folders {
            // The folder's own name stands for a file beside it, for which what is above it holds.
            let (above, here) = (self.settings(folder).shape(), self.settings(&format!("{folder}/x")).shape());
            for side in Side::ALL {
                let people = self.deciders(side, here);
                if people != self.deciders(side, above) {
                    self.add(below(&joined(self.folder, folder), any(side)), folder, &people);
                }
            }
        }
    }

    /// Lines for files whose items are all owned by some of those who decide.
    fn files(&mut self) {
        let files = self.workspace.plan.files();
        for (place, file) in files.filter(|(_, file)| !file.is_archived() && !file.is_foreign()) {
            let side = if file.path().ends_with(".roadmap") { Side::Roadmap } else { Side::Backlog };
            let owners = self.owners(place, file);
            if !owners.is_empty() && owners != self.deciders(side, file.settings().shape()) {
                self.add(exactly(&joined(self.folder, file.path())), file.path(), &owners);
            }
        }
    }

    /// Those who decide on what stands in a file: the owners of its open items, where they may; else all who may.
    fn owners(&self, place: u32, file: &PlanFile) -> Vec<&'w Person> {
        let config = self.workspace.plan.config();
        let shape = file.settings().shape();
        let mut found: Vec<&Handle> = Vec::new();
        for item in self.workspace.plan.items_of(place).filter(|item| item.is_open()) {
            let Some(side) = item.side() else { continue };
            match item.owner().filter(|owner| config.has_role(owner.handle, side.role(), shape)) {
                Some(owner) => found.push(owner.handle),
                None => found.extend(self.deciders(side, shape).into_iter().map(Person::handle)),
            }
        }
        let all = config.people().iter();
        all.filter(|person| person.is_active_on(self.today) && found.contains(&person.handle())).collect()
    }

    /// Lines for what says who may do what.
    fn configuration(&mut self) {
        let shape = self.settings("").shape();
        let maintainers = self.holders(Role::Maintainer, shape);
        let people = if maintainers.is_empty() { self.deciders(Side::Roadmap, shape) } else { maintainers };
        if people.is_empty() {
            self.lines.left.push(format!("nobody looks after {CONFIG_NAME}, so that there is no line for it"));
        }
        self.add(below(self.folder, CONFIG_NAME), CONFIG_NAME, &people);
        self.add(exactly(".mailmap"), ".mailmap", &people);
    }

    fn add(&mut self, pattern: Option<String>, what: &str, people: &[&Person]) {
        let owners: Vec<String> = people.iter().map(|person| format!("@{}", user_name(person).name())).collect();
        match pattern {
            Some(pattern) if !owners.is_empty() => self.lines.list.push(format!("{pattern} {}", owners.join(" "))),
            Some(_) => {}
            None => {
                let message = format!("{what} has a name that CODEOWNERS cannot write, and no line of its own");
                self.lines.left.push(message);
            }
        }
    }

    fn settings(&self, path: &str) -> Arc<Settings> {
        self.workspace.plan.config().settings(path)
    }

    fn deciders(&self, side: Side, shape: Option<Shape>) -> Vec<&'w Person> {
        self.holders(side.role(), shape)
    }

    /// Those who have a role and are still there, in the order of roadlog.toml.
    fn holders(&self, role: Role, shape: Option<Shape>) -> Vec<&'w Person> {
        let config = self.workspace.plan.config();
        config.with_role(role, shape).filter(|person| person.is_active_on(self.today)).collect()
    }
}

/// The name of somebody on the forge: that of an address which a forge has made for them, else their handle.
fn user_name(person: &Person) -> Handle {
    let given = person.emails().iter().find_map(|email| forge_handle(email));
    given.unwrap_or_else(|| person.handle().clone())
}

/// The files of a side, wherever they lie.
const fn any(side: Side) -> &'static str {
    match side {
        Side::Roadmap => "*.roadmap",
        Side::Backlog => "*.backlog",
    }
}

fn joined(folder: &str, path: &str) -> String {
    if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") }
}

/// The pattern for files of a name anywhere below a folder.
fn below(folder: &str, name: &str) -> Option<String> {
    if folder.is_empty() {
        return Some(name.to_owned());
    }
    Some(format!("{}/**/{name}", exactly(folder)?))
}

/// The pattern for one path; nothing for a name that forges read as a pattern, or that would end the line.
fn exactly(path: &str) -> Option<String> {
    let is_special =
        |character: char| character.is_control() || matches!(character, '*' | '?' | '[' | ']' | '#' | '\\');
    let is_odd_space = |character: char| character.is_whitespace() && character != ' ';
    (!path.contains(|character| is_special(character) || is_odd_space(character)))
        .then(|| format!("/{}", path.replace(' ', "\\ ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_pattern_or_none() {
        assert_eq!(exactly("plans/a b.backlog").as_deref(), Some("/plans/a\\ b.backlog"));
        for path in ["a*.backlog", "a[1].backlog", "#a.backlog", "a\nb.backlog", "a\\b.backlog", "a\u{2003}b.backlog"] {
            assert_eq!(exactly(path), None, "{path}");
        }
    }

    #[test]
    fn files_of_a_name_are_below_a_folder_at_any_depth() {
        assert_eq!(below("", "*.backlog").as_deref(), Some("*.backlog"));
        assert_eq!(below("plans", "*.backlog").as_deref(), Some("/plans/**/*.backlog"));
    }
}
