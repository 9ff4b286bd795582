//! A small edit from the command line: who acts, what it comes to, written and told.

use std::sync::LazyLock;

use clap::Args;
use roadlog_edit::{Edited, Refusal, Request, World, edit};
use roadlog_lint::{Finding, Options};
use roadlog_model::Plan;
use roadlog_syntax::value::{Handle, Id};

use crate::errors::Error;
use crate::findings::options;
use crate::load::Workspace;
use crate::names;
use crate::position::position;
use crate::repository::{random_seed, taken_ids, user};
use crate::session::Session;
use crate::write::save_edits;

/// Who acts.
#[derive(Args, Clone, Debug)]
pub(crate) struct Actor {
    /// Act as this person, not as the user whom git knows
    #[arg(long = "as", value_name = "@WHO")]
    who: Option<String>,
}

impl Actor {
    /// Who acts: whom `--as` names, else the git user, where roadlog.toml knows them.
    ///
    /// # Errors
    /// `--as` with a handle that is nobody's.
    pub(crate) fn find(&self, workspace: &Workspace, session: &Session) -> Result<Option<Handle>, Error> {
        match &self.who {
            Some(who) => names::person(who, &workspace.plan).map(Some),
            None => Ok(user(&workspace.root, workspace.plan.config(), session)),
        }
    }
}

/// Works out what a request comes to; nothing is written yet.
///
/// # Errors
/// Why it is refused.
pub(crate) fn worked_out(
    workspace: &Workspace,
    session: &Session,
    actor: Option<&Handle>,
    request: &Request,
) -> Result<Edited, Error> {
    let exists = |path: &str| workspace.exists(path);
    let taken_ids = LazyLock::new(|| taken_ids(&workspace.root, workspace.plan.config(), session));
    let options = Options { taken_ids: &taken_ids, seed: random_seed(), ..options(workspace, session, &exists) };
    let world = World { plan: &workspace.plan, options: &options, actor };
    edit(&world, request).map_err(|refusal| refused(&refusal))
}

fn refused(refusal: &Refusal) -> Error {
    Error::user(refusal.reason.unescaped(), refusal.way_out.unescaped())
}

/// Writes an edit as one operation, says what came of it, and tells what it brings.
///
/// # Errors
/// What keeps it from being written.
pub(crate) fn write(
    workspace: &Workspace,
    session: &Session,
    operation: &str,
    edited: &Edited,
    told: &str,
) -> Result<(), Error> {
    if edited.files.is_empty() {
        notes(session, edited);
        if edited.notes.is_empty() {
            session.say("It is so already; nothing was changed.");
        }
        return Ok(());
    }
    save_edits(&workspace.root, operation, &workspace.plan, &edited.files)?;
    session.say(&format!("{told}; `roadlog undo` takes it back."));
    notes(session, edited);
    for finding in &edited.brings {
        session.warn(&warning(&edited.plan, finding));
    }
    Ok(())
}

/// Says what else is worth knowing of an edit.
pub(crate) fn notes(session: &Session, edited: &Edited) {
    for note in &edited.notes {
        session.say(&format!("{}.", note.unescaped()));
    }
}

fn warning(plan: &Plan, finding: &Finding) -> String {
    let path = finding.place.path.unescaped();
    let line = plan.file_at(path).map(|(_, file)| position(file.document(), finding.place.span.start).line);
    let place = line.map_or_else(|| path.to_owned(), |line| format!("{path}:{line}"));
    format!("{} ({place}, {})", finding.message.unescaped(), finding.rule)
}

/// The ids as they are listed in a sentence.
pub(crate) fn listed(ids: &[Id]) -> String {
    roadlog_lint::wording::listed(ids, "and")
}

/// Ids from the command line.
///
/// # Errors
/// What is no id.
pub(crate) fn ids(words: &[String]) -> Result<Vec<Id>, Error> {
    words.iter().map(|word| names::id(word)).collect()
}
