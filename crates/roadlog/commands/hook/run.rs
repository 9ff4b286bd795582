//! What each hook does. Whatever goes wrong with roadlog itself stops nothing, unless it is to stop what is wrong: then
//! what cannot be judged is not let through.

use std::ffi::OsString;
use std::io::{Read, Write};

use clap::Args;
use roadlog_git::Hook;

use super::{changed, hook, message, pre_commit, pushed};
use crate::errors::{Error, Outcome};
use crate::revisions::Revisions;
use crate::session::Session;

/// Do what a hook does
#[derive(Args, Debug)]
#[command(
    before_help = "Do what a hook does, as git calls it.",
    after_help = "Example:\n  roadlog hook run pre-commit"
)]
pub(crate) struct RunArguments {
    /// The hook
    #[arg(value_name = "HOOK", value_parser = hook)]
    hook: Hook,
    /// Stop what is wrong, whatever roadlog.toml says
    #[arg(long)]
    block: bool,
    /// What git gives the hook
    #[arg(value_name = "ARGUMENT", last = true)]
    arguments: Vec<OsString>,
}

/// What a hook came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing stands against it.
    Fine,
    /// Something is wrong; whether that stops it is for the configuration to say.
    Wrong,
}

/// Runs a hook.
pub(super) fn run(arguments: &RunArguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let revisions = Revisions::of_hook(session)?;
    let given: Vec<String> =
        arguments.arguments.iter().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    let mut asked = Asked { revisions: &revisions, session, blocks: arguments.block, out };
    let verdict = match arguments.hook {
        Hook::PreCommit => pre_commit::run(&mut asked),
        Hook::PrepareCommitMsg => message::prepare(&mut asked, &given).map(|()| Verdict::Fine),
        Hook::CommitMsg => message::check(&mut asked, &given),
        Hook::PostCommit => changed::after_commit(&mut asked).map(|()| Verdict::Fine),
        Hook::PostMerge => changed::after_merge(&mut asked, &given).map(|()| Verdict::Fine),
        Hook::PostCheckout => changed::after_checkout(&mut asked, &given).map(|()| Verdict::Fine),
        Hook::PostRewrite => changed::after_rewrite(&mut asked, &input()?).map(|()| Verdict::Fine),
        Hook::PrePush => pushed::before_push(&mut asked, &given, &input()?),
        Hook::PreReceive => pushed::before_receipt(&mut asked, &input()?),
        Hook::Update => pushed::before_update(&mut asked, &given),
    };
    let blocks = asked.blocks;
    match verdict {
        Ok(verdict) => Ok(Outcome::found_if(blocks && verdict == Verdict::Wrong)),
        Err(error) if blocks => Err(error),
        Err(error) => {
            session.fail(&error);
            Ok(Outcome::Fine)
        }
    }
}

/// What a hook works with.
pub(super) struct Asked<'a> {
    /// The repository.
    pub(super) revisions: &'a Revisions,
    /// The run of the program.
    pub(super) session: &'a Session,
    /// Whether what is wrong is stopped.
    pub(super) blocks: bool,
    /// Where the report goes.
    pub(super) out: &'a mut dyn Write,
}

fn input() -> Result<String, Error> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(Error::from)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
