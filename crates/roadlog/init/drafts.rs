//! What is to be written: everything that is missing, and why the rest is left as it is.

use roadlog_config::{Role, Shape, Side};
use roadlog_syntax::value::Handle;
use roadlog_workspace::{CONFIG_NAME, write};

use super::people::People;
use super::plan::{self, Filling};
use super::roles::Deciders;
use super::site::Site;
use super::{attributes, configuration};
use crate::commands::words::count;
use crate::session::Session;
use crate::write::Change;

/// A file as it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Draft {
    /// Its path, relative to the root.
    pub(crate) path: String,
    /// Whether it is a file of the plan.
    pub(crate) is_plan: bool,
    /// What stands in it or is added, for people.
    holds: String,
    before: Option<String>,
    after: String,
}

impl Draft {
    fn new(path: &str, holds: String, after: String) -> Self {
        Self { path: path.to_owned(), is_plan: false, holds, before: None, after }
    }

    /// What is to be done on the disk.
    pub(crate) fn change(&self) -> write::Change {
        match &self.before {
            Some(before) => write::Change::rewrite(&*self.path, before.as_bytes(), self.after.clone()),
            None => write::Change::create(&*self.path, self.after.as_bytes()),
        }
    }

    /// The same to look at.
    pub(crate) fn shown(&self) -> Change {
        Change::new(&self.path, self.before.as_deref().unwrap_or_default().as_bytes(), self.after.as_bytes())
    }

    /// What was done, once it is.
    pub(crate) fn told(&self) -> String {
        let verb = if self.before.is_some() { "added to" } else { "wrote" };
        format!("{verb} {}: {}", self.path, self.holds)
    }
}

/// What is to be written, and what is not.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drafts {
    /// The files to write.
    pub(crate) list: Vec<Draft>,
    /// What is left as it is, each in a sentence.
    pub(crate) left: Vec<String>,
    people: Option<(People, Deciders)>,
    shape: Option<Shape>,
}

impl Drafts {
    /// What is missing at a site, in this shape.
    pub(crate) fn new(site: &Site, shape: Shape, session: &Session) -> Self {
        let mut drafts = Self::default();
        drafts.configuration(site, shape, session);
        drafts.plan(site, shape, session);
        drafts.attributes(site);
        drafts
    }

    /// The handles of those who have a role, where roadlog.toml is written.
    pub(crate) fn with_role(&self, role: Role) -> Vec<String> {
        let (Some((people, deciders)), Some(shape)) = (&self.people, self.shape) else { return Vec::new() };
        let handles = people.list.iter().map(|person| &person.handle);
        handles.filter(|it| deciders.roles(shape, it).contains(&role)).map(ToString::to_string).collect()
    }

    fn configuration(&mut self, site: &Site, shape: Shape, session: &Session) {
        match site.text(CONFIG_NAME) {
            Ok(None) => {}
            Ok(Some(_)) => return self.left.push(format!("{CONFIG_NAME} is there already and stays as it is.")),
            Err(why) => return self.left.push(format!("{CONFIG_NAME} stays as it is: {why}.")),
        }
        let (user, authors) = site.people(session);
        let mut people = People::new(user.as_ref(), &authors, &site.survey.named);
        let deciders = Deciders::new(shape, site.survey.deciders.clone(), &mut people);
        let text = configuration::text(shape, &people, &deciders);
        let holds = format!("shape {}, {}", shape.name(), count(people.list.len(), "person", "people"));
        self.list.push(Draft::new(CONFIG_NAME, holds, text));
        if people.left_out > 0 {
            let many = count(people.left_out, "author", "authors");
            let why = "wrote nothing for a year, or there are too many";
            self.left.push(format!("Left out of {CONFIG_NAME}: {many} of the history ({why})."));
        }
        self.people = Some((people, deciders));
        self.shape = Some(shape);
    }

    fn plan(&mut self, site: &Site, shape: Shape, session: &Session) {
        if site.has_plan() {
            let files = site.workspace.plan.files().filter(|(_, file)| !file.is_foreign()).count();
            return self
                .left
                .push(format!("A plan is there already ({}) and stays as it is.", count(files, "file", "files")));
        }
        let (manager, owner) = self.deciders(site, shape);
        let folder = site.root.folder().file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let filling = Filling {
            prefix: plan::prefix(folder),
            manager,
            owner: owner.filter(|_| shape == Shape::Separate),
            today: session.today,
        };
        for file in plan::files(shape, &filling) {
            if site.root.folder().join(file.name).symlink_metadata().is_ok() {
                self.left
                    .push(format!("{} is there already, though no part of the plan, and stays as it is.", file.name));
                continue;
            }
            let draft = Draft::new(file.name, format!("{}, as an example", file.holds), file.text);
            self.list.push(Draft { is_plan: true, ..draft });
        }
    }

    /// Who decides on each side: as roadlog.toml is written, or as it stands.
    fn deciders(&self, site: &Site, shape: Shape) -> (Option<Handle>, Option<Handle>) {
        if let Some((_, deciders)) = &self.people {
            return (deciders.managers.first().cloned(), deciders.owners.first().cloned());
        }
        let config = site.workspace.plan.config();
        let first = |side| config.deciders(side, Some(shape)).next().map(|person| person.handle().clone());
        (first(Side::Roadmap), first(Side::Backlog))
    }

    fn attributes(&mut self, site: &Site) {
        const NAME: &str = ".gitattributes";
        match site.text(NAME) {
            Ok(before) => {
                let text = before.as_deref().unwrap_or_default();
                let Some(after) = attributes::completed(text) else { return };
                let lines = attributes::missing(text).join(", ");
                self.list.push(Draft { before, ..Draft::new(NAME, lines, after) });
            }
            Err(why) => {
                let lines = attributes::missing("").join("` and `");
                self.left.push(format!("{NAME} stays as it is: {why}. Add `{lines}` to it yourself."));
            }
        }
    }
}
