//! What each hook does. Whatever goes wrong with roadlog itself stops nothing, unless it is to stop what is wrong: then
//! what cannot be judged is not let through.

use std::ffi::OsString;
use std::io::{Read, Write};

use clap::Args;
use roadlog_git::Hook;
use roadlog_report::page::{Line, Role};

use super::{changed, hook, message, pre_commit, pushed};
use crate::errors::{Error, Outcome};
use crate::output::page::write_lines;
use crate::output::sinks;
use crate::revisions::{Revisions, shown_folder};
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

/// Runs a hook, for each plan that the repository has.
pub(super) fn run(arguments: &RunArguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let revisions = Revisions::of_hook(session)?;
    let given: Vec<String> =
        arguments.arguments.iter().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    let mut hooks =
        HookRun { session, blocks: arguments.block, out, has_told: false, outcome: Outcome::Fine, failed: None };
    let done = match arguments.hook {
        Hook::PrePush => pushed::before_push(&mut hooks, &revisions, &given, &input()?),
        Hook::PreReceive => pushed::before_receipt(&mut hooks, &revisions, &input()?),
        Hook::Update => pushed::before_update(&mut hooks, &revisions, &given),
        hook => in_work_tree(hook, &mut hooks, revisions, &given),
    };
    if let Err(error) = done {
        hooks.fail(error, arguments.block);
    }
    hooks.failed.map_or(Ok(hooks.outcome), Err)
}

/// Runs a hook that git calls where commits are made.
fn in_work_tree(hook: Hook, hooks: &mut HookRun<'_>, revisions: Revisions, given: &[&str]) -> Result<(), Error> {
    let plans = revisions.plans_of_hook(hooks.session)?;
    if hook == Hook::CommitMsg {
        let Some(first) = plans.first() else { return Ok(()) };
        return hooks.of(first, None, |asked| message::check(asked, &plans, given));
    }
    let input = if hook == Hook::PostRewrite { input()? } else { String::new() };
    for plan in &plans {
        let title = (plans.len() > 1).then(|| shown_folder(plan.folder()));
        hooks.of(plan, title, |asked| {
            let told = match hook {
                Hook::PreCommit => return pre_commit::run(asked),
                Hook::PrepareCommitMsg => message::prepare(asked, given),
                Hook::PostCommit => changed::after_commit(asked),
                Hook::PostMerge => changed::after_merge(asked, given),
                Hook::PostCheckout => changed::after_checkout(asked, given),
                Hook::PostRewrite => changed::after_rewrite(asked, &input),
                Hook::CommitMsg | Hook::PrePush | Hook::PreReceive | Hook::Update => Ok(()),
            };
            told.map(|()| Verdict::Fine)
        })?;
    }
    Ok(())
}

/// A run of a hook over the plans of a repository.
pub(super) struct HookRun<'a> {
    session: &'a Session,
    /// Whether what is wrong is stopped, whatever the plans say.
    blocks: bool,
    out: &'a mut dyn Write,
    /// Whether something was told of a plan already.
    has_told: bool,
    outcome: Outcome,
    /// What kept a plan from being looked at, where that stops something.
    failed: Option<Error>,
}

impl HookRun<'_> {
    /// Does for one plan what the hook does. What there is to tell stands below `title`.
    ///
    /// # Errors
    /// The output cannot be written.
    pub(super) fn of(
        &mut self,
        revisions: &Revisions,
        title: Option<&str>,
        does: impl FnOnce(&mut Asked<'_>) -> Result<Verdict, Error>,
    ) -> Result<(), Error> {
        let mut told = Vec::new();
        let mut asked = Asked { revisions, session: self.session, blocks: self.blocks, out: &mut told };
        let verdict = does(&mut asked);
        let blocks = asked.blocks;
        if let Some(title) = title.filter(|_| !told.is_empty()) {
            let line = Line::of(format!("{}:", sinks::terminal(title)), Role::Strong);
            let lines = if self.has_told { vec![Line::default(), line] } else { vec![line] };
            write_lines(self.out, self.session.color, &lines)?;
        }
        self.has_told |= !told.is_empty();
        self.out.write_all(&told)?;
        match verdict {
            Ok(Verdict::Wrong) if blocks => self.outcome = Outcome::Found,
            Ok(_) => {}
            Err(error) => {
                let message =
                    title.map_or_else(|| error.message.clone(), |title| format!("{title}: {}", error.message));
                self.fail(Error { message, ..error }, blocks);
            }
        }
        Ok(())
    }

    /// Takes an error down: it ends the run badly where what is wrong is stopped, and is only told elsewhere.
    fn fail(&mut self, error: Error, blocks: bool) {
        if blocks && self.failed.is_none() {
            self.failed = Some(error);
        } else {
            self.session.fail(&error);
        }
    }
}

/// What a hook works with.
pub(super) struct Asked<'a> {
    /// The repository, and where in it the plan lies.
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
