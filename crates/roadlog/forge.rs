//! What a forge says about the commits of a range: who is signed in, who has approved, and where its plan lies.

use std::path::PathBuf;

use clap::Args;
use roadlog_git::CommitId;
use roadlog_syntax::value::Handle;

use crate::errors::Error;
use crate::judge::Question;
use crate::reviews;
use crate::revisions::Revisions;
use crate::session::Session;

/// What the forge says. All of it is about a range of commits: what names that is of the group `range`.
#[derive(Args, Debug)]
pub(crate) struct ForgeArguments {
    /// The user whom the forge has authenticated
    #[arg(long, value_name = "@X", requires = "range", hide = true)]
    actor: Option<String>,
    /// Who has approved the head; with =COMMIT, only where that is the head
    #[arg(long, value_name = "@X[=COMMIT]", requires = "range", value_delimiter = ',', hide = true)]
    approved_by: Vec<String>,
    /// Who has approved it, as the API of the forge answers
    #[arg(long, value_name = "FILE", requires = "range", hide = true)]
    reviews: Option<PathBuf>,
    /// The folder of the plan in a repository without a work tree
    #[arg(long, value_name = "FOLDER", requires = "range", hide = true)]
    folder: Option<String>,
}

impl ForgeArguments {
    /// The repository around the session, with the plan where these words say that it lies.
    ///
    /// # Errors
    /// There is none, it cannot be opened, or the folder is named though the work tree tells it.
    pub(crate) fn revisions(&self, session: &Session) -> Result<Revisions, Error> {
        let revisions = Revisions::around(session)?;
        let Some(folder) = &self.folder else { return Ok(revisions) };
        if revisions.repository.work_tree().is_some() {
            let hint = "leave --folder out, and name the folder with -C";
            return Err(Error::user("--folder is for a repository without a work tree, and here is one", hint));
        }
        Ok(revisions.below(folder.trim_matches('/')))
    }

    /// The range of commits, with what the forge says of it.
    ///
    /// # Errors
    /// The reviews cannot be read.
    pub(crate) fn question(&self, base: CommitId, head: CommitId, session: &Session) -> Result<Question, Error> {
        let reviewed = match &self.reviews {
            Some(path) => reviews::read(&session.directory.join(path))?,
            None => Vec::new(),
        };
        let written = self.approved_by.iter().chain(&reviewed);
        let approvals = written.filter_map(|written| approval(written, &head.to_string(), session)).collect();
        Ok(Question { base: Some(base), head: Some(head), actor: self.actor.clone(), approvals, known: Vec::new() })
    }
}

/// Who has approved the head, of `@maria` and `@maria=COMMIT`, with all digits of the commit. What counts for nothing is
/// told.
fn approval(written: &str, head: &str, session: &Session) -> Option<Handle> {
    let (who, commit) = written.split_once('=').map_or((written, None), |(who, commit)| (who, Some(commit)));
    // Another commit whose id begins alike is made in minutes.
    let is_of_head = commit.is_none_or(|commit| commit.eq_ignore_ascii_case(head));
    let handle = Handle::from_name(&who.trim_start_matches('@').to_ascii_lowercase()).ok();
    if !is_of_head {
        session.warn(&format!("the approval {written} is not of {head}, and counts for nothing"));
    } else if handle.is_none() {
        session.warn(&format!("the approval of {who} counts for nothing: that is nobody's handle"));
    }
    handle.filter(|_| is_of_head)
}
