//! Hooks put into a repository, taken away, and told of.

use std::io::Write;

use clap::Args;
use roadlog_git::{Hook, HookFolder, HookManager, HookState, Repository};
use roadlog_report::page::{Line, Role, aligned};

use super::hook;
use crate::errors::{Error, Outcome};
use crate::output::page::write_lines;
use crate::output::sinks;
use crate::revisions::git;
use crate::session::Session;

/// Put the hooks into the repository
#[derive(Args, Debug)]
#[command(
    before_help = "Put the hooks into the repository that report on the plan. A hook that is there is kept and called first.",
    after_help = "Example:\n  roadlog hook install --block"
)]
pub(crate) struct InstallArguments {
    /// Only these hooks; by default all that the repository has a use for
    #[arg(value_name = "HOOK", value_parser = hook)]
    hooks: Vec<Hook>,
    /// Let them stop commits and pushes, whatever roadlog.toml says
    #[arg(long)]
    block: bool,
    /// Also into a folder of hooks that other repositories share
    #[arg(long)]
    shared: bool,
}

/// Take the hooks away
#[derive(Args, Debug)]
#[command(
    before_help = "Take the hooks away that `roadlog hook install` wrote. The folder is then as it was before.",
    after_help = "Example:\n  roadlog hook uninstall"
)]
pub(crate) struct UninstallArguments {}

/// Tell which hooks are there
#[derive(Args, Debug)]
#[command(
    before_help = "Tell which hooks of roadlog are there, and which others.",
    after_help = "Example:\n  roadlog hook status"
)]
pub(crate) struct StatusArguments {}

/// Puts the hooks there.
pub(super) fn install(arguments: &InstallArguments, session: &Session) -> Result<Outcome, Error> {
    let folder = folder(session)?;
    refuse_where_it_would_not_last(&folder, arguments.shared)?;
    let hooks = if arguments.hooks.is_empty() { Hook::usual(folder.is_bare) } else { arguments.hooks.clone() };
    let program = std::env::current_exe().map_err(|error| Error::io("find", "the program itself".as_ref(), &error))?;
    for hook in &hooks {
        folder.install(*hook, &program, arguments.block).map_err(|error| git(&error))?;
    }
    let kept = hooks.iter().filter(|hook| folder.state(**hook) == HookState::OursAndAnother).count();
    let kept = match kept {
        0 => String::new(),
        1 => "; the one that was there is called first".to_owned(),
        many => format!("; the {many} that were there are called first"),
    };
    let stops = if arguments.block { " They stop what is wrong." } else { "" };
    let words = if hooks.len() == 1 { "hook" } else { "hooks" };
    session.say(&format!("Put {} {words} into {}{kept}.{stops}", hooks.len(), folder.path.display()));
    if let Some(hint) = folder.manager.and_then(hint) {
        session.say(hint);
    }
    Ok(Outcome::Fine)
}

/// Refuses where what is written would soon be gone, or would be for other repositories too.
fn refuse_where_it_would_not_last(folder: &HookFolder, shared: bool) -> Result<(), Error> {
    if folder.manager == Some(HookManager::Husky) {
        let hint = "add the line `roadlog hook run pre-commit` to .husky/pre-commit, and so on (see docs/git.md)";
        return Err(Error::user("the hooks are husky's, which writes its folder anew with every installation", hint));
    }
    if folder.is_shared && !shared {
        let message = format!("{} is where core.hooksPath leads all repositories of this user", folder.path.display());
        let hint = "add --shared to put them there for all, or set core.hooksPath of this repository alone";
        return Err(Error::user(message, hint));
    }
    Ok(())
}

/// What to do where another program manages the hooks.
const fn hint(manager: HookManager) -> Option<&'static str> {
    match manager {
        HookManager::Husky => None,
        HookManager::Lefthook => {
            Some("lefthook writes its hooks anew when lefthook.yml changes: the lines for it are in docs/git.md.")
        }
        HookManager::PreCommit => Some(
            "pre-commit and prek can call roadlog themselves: the lines for .pre-commit-config.yaml are in docs/git.md.",
        ),
    }
}

/// Takes the hooks away.
pub(super) fn uninstall(_: &UninstallArguments, session: &Session) -> Result<Outcome, Error> {
    let folder = folder(session)?;
    let is_ours = |hook: &Hook| matches!(folder.state(*hook), HookState::Ours | HookState::OursAndAnother);
    let ours: Vec<_> = Hook::ALL.into_iter().filter(is_ours).collect();
    for hook in &ours {
        folder.uninstall(*hook).map_err(|error| git(&error))?;
    }
    let words = if ours.len() == 1 { "hook" } else { "hooks" };
    session.say(&match ours.len() {
        0 => format!("No hook of roadlog is in {}.", folder.path.display()),
        many => format!("Took {many} {words} out of {}.", folder.path.display()),
    });
    Ok(Outcome::Fine)
}

/// Tells which hooks are there.
pub(super) fn status(_: &StatusArguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let folder = folder(session)?;
    let rows = Hook::ALL.into_iter().filter(|hook| hook.is_of_server() == folder.is_bare).map(|hook| {
        let blocks = if folder.blocks(hook) { ", stops what is wrong" } else { "" };
        let (state, role) = match folder.state(hook) {
            HookState::Absent => ("none".to_owned(), Role::Muted),
            HookState::Ours => (format!("roadlog{blocks}"), Role::Good),
            HookState::OursAndAnother => (format!("another one, then roadlog{blocks}"), Role::Good),
            HookState::Another => ("another one, without roadlog".to_owned(), Role::Warning),
        };
        vec![Line::of(hook.name(), Role::Strong), Line::of(state, role)]
    });
    let place = folder.path.display().to_string();
    write_lines(out, session.color, &[Line::of(sinks::terminal(&*place), Role::Muted)])?;
    write_lines(out, session.color, &aligned(rows.collect()))?;
    Ok(Outcome::Fine)
}

fn folder(session: &Session) -> Result<HookFolder, Error> {
    let found = Repository::discover(&session.directory).map_err(|error| git(&error))?;
    let repository = found.ok_or_else(|| {
        let message = format!("{} is in no git repository", session.directory.display());
        Error::user(message, "go to one, name it with -C, or begin one with `git init`")
    })?;
    repository.hooks().map_err(|error| git(&error))
}
