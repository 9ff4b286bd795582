//! `roadlog ci`: the file that makes a forge check what is proposed to it.

use std::io::Write;

use clap::Args;
use roadlog_workspace::{Root, write};

use crate::ci::{Forge, GITLAB_INCLUDE, GITLAB_ROOT};
use crate::errors::{Error, Outcome};
use crate::output::sinks;
use crate::revisions::git;
use crate::session::Session;
use crate::write::write_all;

/// Write the file that makes a forge check pull requests
#[derive(Args, Debug)]
#[command(
    before_help = "Write the file that makes GitHub or GitLab check what a pull request changes in the plan, and \
             whether each change was its author's to make. Nothing that is there is overwritten.",
    after_help = "Example:\n  roadlog ci github --print"
)]
pub(crate) struct Arguments {
    /// github or gitlab; by default the one that the repository was cloned from
    #[arg(value_name = "FORGE", hide_possible_values = true)]
    forge: Option<Forge>,
    /// Print the file, and write nothing
    #[arg(long)]
    print: bool,
    /// What GitHub runs: OWNER/REPOSITORY/PATH@COMMIT
    #[arg(long, value_name = "ACTION", value_parser = action)]
    action: Option<String>,
}

/// An action of a repository, at a revision, written in letters that YAML leaves alone.
fn action(text: &str) -> Result<String, String> {
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte));
    match text.split_once('@') {
        Some((path, revision))
            if path.contains('/') && !revision.is_empty() && is_plain(path) && is_plain(revision) =>
        {
            Ok(text.to_owned())
        }
        _ => Err("an action is written OWNER/REPOSITORY/PATH@COMMIT".to_owned()),
    }
}

/// Writes the file, or shows it.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let place = Place::around(session)?;
    let forge = arguments.forge.or(place.forge).ok_or_else(|| {
        Error::user("it is not clear which forge this is for", "say `roadlog ci github` or `roadlog ci gitlab`")
    })?;
    if arguments.action.is_some() && forge != Forge::Github {
        return Err(Error::user("--action is what GitHub runs", "leave it out, or say `roadlog ci github`"));
    }
    let file = forge.file(&place.folder, arguments.action.as_deref());
    if arguments.print {
        out.write_all(file.text.as_bytes())?;
        return Ok(Outcome::Fine);
    }
    let is_there = |path: &str| place.top.folder().join(path).symlink_metadata().is_ok();
    if is_there(file.path) {
        let hint = format!("compare it with what `roadlog ci {} --print` says", forge.name());
        return Err(Error::user(format!("{} is there already and stays as it is", file.path), hint));
    }
    let mut changes = vec![write::Change::create(file.path, file.text.as_bytes())];
    let reads_others = forge == Forge::Gitlab;
    let is_included = reads_others && !is_there(GITLAB_ROOT);
    if is_included {
        changes.push(write::Change::create(GITLAB_ROOT, GITLAB_INCLUDE.as_bytes()));
    }
    write_all(&place.top, "ci", &changes)?;
    for change in [Some(file.path), is_included.then_some(GITLAB_ROOT)].into_iter().flatten() {
        writeln!(out, "wrote {}", sinks::terminal(change))?;
    }
    out.flush()?;
    if reads_others && !is_included {
        session.say(&format!("Add these lines to {GITLAB_ROOT}, which is there already:"));
        GITLAB_INCLUDE.lines().for_each(|line| session.say(line));
    }
    session.say(match forge {
        Forge::Github if arguments.action.is_some() => {
            "Next: commit the file to the main branch, and make the check “Plan” a required one (docs/ci.md)."
        }
        Forge::Github => {
            "Next: put the commit of that version behind the @, commit the file to the main branch, and \
                          make the check “Plan” a required one (docs/ci.md). Where roadlog/roadlog has no such \
                          version yet, name the repository and commit that have the action with --action."
        }
        Forge::Gitlab => {
            "Next: make a project access token, put it into the variable ROADLOG_TOKEN, and commit the \
                          file to the main branch (docs/ci.md). Where the repository in ROADLOG_SOURCE has no such \
                          version yet, put another repository and a commit of it into the file."
        }
    });
    Ok(Outcome::Fine)
}

/// Where CI looks for its files, and where the plan is.
struct Place {
    top: Root,
    folder: String,
    forge: Option<Forge>,
}

impl Place {
    fn around(session: &Session) -> Result<Self, Error> {
        let outside = || {
            let message = format!("{} is in no git repository with a work tree", session.directory.display());
            Error::user(message, "go to one, name it with -C, or begin one with `git init`")
        };
        let broken = |error: roadlog_workspace::RootError| {
            Error::environment(error.to_string(), "mend that and run the command again")
        };
        let root = Root::find(&session.directory).map_err(broken)?;
        let git = root.git().ok_or_else(outside)?;
        let below =
            root.folder().strip_prefix(&git.folder).ok().and_then(std::path::Path::to_str).ok_or_else(outside)?;
        let top = Root::at(&git.folder).map_err(broken)?;
        let repository = roadlog_git::Repository::discover(top.folder()).ok().flatten();
        let folder = match &repository {
            Some(repository) if !root.has_config() => further_down(repository)?,
            _ => below.replace(std::path::MAIN_SEPARATOR, "/"),
        };
        let forge = repository.as_ref().and_then(Forge::of);
        Ok(Self { top, folder, forge })
    }
}

/// Where the plan lies whose roadlog.toml is in no folder above: the index knows.
fn further_down(repository: &roadlog_git::Repository) -> Result<String, Error> {
    let folders = repository.plan_folders_of_index().map_err(|error| git(&error))?;
    match &folders[..] {
        [] => Ok(String::new()),
        [one] => Ok(one.clone()),
        [one, other, ..] => {
            let message = format!("there are several plans here, in {one} and {other}, and the file checks one");
            Err(Error::user(message, format!("say for which one with -C, as in `roadlog -C {one} ci`")))
        }
    }
}
