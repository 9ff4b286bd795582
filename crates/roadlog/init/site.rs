//! Where a plan is to begin, and what is there already.

use std::path::Path;

use roadlog_config::Shape;
use roadlog_git::{Author, Identity, NEWEST_COMMITS, Repository};
use roadlog_workspace::{CONFIG_NAME, Root};

use super::survey::Survey;
use crate::ci::Forge;
use crate::errors::{Error, plain};
use crate::load::{self, Workspace};
use crate::session::Session;

/// The folder in which a plan is to begin.
pub(crate) struct Site {
    /// The folder as the root that it will be.
    pub(crate) root: Root,
    /// What is there of the workspace.
    pub(crate) workspace: Workspace,
    /// What the plan says about people.
    pub(crate) survey: Survey,
}

impl Site {
    /// Looks at the folder of the session.
    ///
    /// # Errors
    /// The folder is part of a workspace that begins elsewhere, or cannot be looked at.
    pub(crate) fn new(session: &Session) -> Result<Self, Error> {
        let workspace = load::whole_or_empty(session)?;
        let root = Root::at(&session.directory)
            .map_err(|error| Error::environment(error.to_string(), "name another folder with -C"))?;
        let above = workspace.root.folder();
        if above != root.folder() {
            if workspace.root.has_config() {
                return Err(lies_in(above, &above.join(CONFIG_NAME)));
            }
            let outside = workspace.plan.files().map(|(_, file)| above.join(file.path()));
            if let Some(file) = outside.into_iter().find(|file| !file.starts_with(root.folder())) {
                return Err(lies_in(above, &file));
            }
        }
        let survey = Survey::new(&workspace.plan);
        Ok(Self { root, workspace, survey })
    }

    /// Whether a plan is there already.
    pub(crate) fn has_plan(&self) -> bool {
        self.workspace.plan.files().any(|(_, file)| !file.is_foreign())
    }

    /// The shape that roadlog.toml has.
    pub(crate) fn written_shape(&self) -> Option<Shape> {
        self.workspace.plan.config().settings("").shape()
    }

    /// The shape that fits the plan that is there.
    pub(crate) fn fitting_shape(&self) -> Option<Shape> {
        self.has_plan().then(|| self.survey.shape())
    }

    /// Who commits here, and who did. A repository that does not answer is told of.
    pub(crate) fn people(&self, session: &Session) -> (Option<Identity>, Vec<Author>) {
        let ask = || {
            let Some(repository) = Repository::discover(self.root.folder())? else { return Ok((None, Vec::new())) };
            Ok((repository.user()?, repository.authors(NEWEST_COMMITS)?))
        };
        ask().unwrap_or_else(|error: roadlog_git::GitError| {
            session.warn(&format!("nobody is taken over from git: {error}"));
            (None, Vec::new())
        })
    }

    /// The forge that the repository was cloned from, where its address tells.
    pub(crate) fn forge(&self) -> Option<Forge> {
        Forge::of(&Repository::discover(self.root.folder()).ok()??)
    }

    /// The text of a file beside roadlog.toml; nothing where there is no such file.
    ///
    /// # Errors
    /// Why it cannot be read as text.
    pub(crate) fn text(&self, name: &str) -> Result<Option<String>, String> {
        let path = self.root.folder().join(name);
        match path.symlink_metadata() {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(plain(&error)),
            Ok(kind) if !kind.is_file() => return Err("it is no regular file".to_owned()),
            Ok(_) => {}
        }
        let bytes = std::fs::read(path).map_err(|error| plain(&error))?;
        String::from_utf8(bytes).map(Some).map_err(|_| "it is not all UTF-8".to_owned())
    }
}

fn lies_in(workspace: &Path, because: &Path) -> Error {
    let (workspace, because) = (workspace.display(), because.display());
    Error::user(
        format!("this folder is part of the plan in {workspace} ({because}), so nothing was written"),
        format!(
            "work on that one: roadlog -C {workspace} check; for one of its own, write [workspace] root = true into a roadlog.toml here"
        ),
    )
}
