//! `roadlog new`: another item, below the last one for the same parent.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use roadlog_edit::{Edited, NewItem, Request};

use crate::edits::{ids, worked_out, write};
use crate::errors::{Error, Outcome};
use crate::load::{Workspace, to_change};
use crate::session::Session;

/// Add an item and print its id
#[derive(Args, Debug)]
#[command(
    before_help = "Add an item with the next free id, below the last one that serves the same item, and print that id.",
    after_help = "Example:\n  roadlog new story Pay by invoice --for PAY-1 --template"
)]
pub(crate) struct Arguments {
    /// Its kind, such as story
    kind: String,
    /// Its title, in one word or several
    #[arg(required = true)]
    title: Vec<String>,
    /// The item that it serves
    #[arg(long = "for", value_name = "ID")]
    parent: Option<String>,
    /// The prefix of its id, where another one is wanted
    #[arg(long)]
    prefix: Option<String>,
    /// Its status; without it the first one of its kind
    #[arg(long)]
    status: Option<String>,
    /// Its owner, where that is not the owner above
    #[arg(long, value_name = "@WHO")]
    owner: Option<String>,
    /// The file that it goes to; made where it is not there
    #[arg(long, value_name = "PATH")]
    file: Option<PathBuf>,
    /// Set out a user story and a criterion to be filled in
    #[arg(long)]
    template: bool,
}

/// Adds it.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let workspace = to_change(session)?;
    let parent = ids(arguments.parent.as_slice())?.pop();
    let file = arguments.file.as_deref().map(|path| path_in(&workspace, session, path)).transpose()?;
    let request = Request::New(NewItem {
        kind: arguments.kind.clone(),
        title: arguments.title.join(" "),
        parent,
        prefix: arguments.prefix.clone(),
        status: arguments.status.clone(),
        owner: arguments.owner.clone(),
        file,
        below: None,
        template: arguments.template,
    });
    let edited = worked_out(&workspace, session, None, &request)?;
    let Some(id) = edited.items.first() else { return Err(Error::internal("a new item has no id")) };
    write(&workspace, session, &format!("new {id}"), &edited, &format!("{id} stands in {}", place(&edited)))?;
    writeln!(out, "{id}")?;
    Ok(Outcome::Fine)
}

/// Where the new item stands: `checkout.backlog:27`.
fn place(edited: &Edited) -> String {
    let item = edited.items.first().and_then(|id| edited.plan.first(id));
    item.map_or_else(String::new, |item| format!("{}:{}", item.file().path(), item.syntax().title_line() + 1))
}

/// A path from the command line as the workspace names it.
fn path_in(workspace: &Workspace, session: &Session, path: &Path) -> Result<String, Error> {
    let name = workspace.root.relative(&session.directory.join(path)).filter(|name| !name.is_empty());
    name.ok_or_else(|| {
        let message = format!("{} is not in the workspace {}", path.display(), workspace.root.folder().display());
        Error::user(message, "name a file of the workspace, in a folder that is there")
    })
}
