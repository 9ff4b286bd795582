//! Before a commit: what is wrong with what is staged and was not wrong before, and what is not its author's to change.

use roadlog_git::{CommitId, Hook, Plans, Revision};
use roadlog_lint::{Level, Options, Report};

use super::run::{Asked, Verdict};
use super::staged::Staged;
use crate::baseline::Baseline;
use crate::commands::diff::report_of;
use crate::errors::Error;
use crate::output::page::write_lines;
use crate::output::{self, Format, OutputSettings, Sources};
use crate::revisions::{committed, git, staged};
use crate::session::Session;

/// Checks what is staged. Nothing is said where the plan is as the last commit has it, or where nothing is new.
pub(super) fn run(asked: &mut Asked<'_>) -> Result<Verdict, Error> {
    let (revisions, session) = (asked.revisions, asked.session);
    let mut plans = revisions.plans()?;
    let head = revisions.repository.head().map_err(|error| git(&error))?;
    if let Some(head) = head {
        let mut listings = || {
            let commit = plans.reader().commit(head)?;
            Ok((plans.list_commit(&commit)?, plans.list_index()?))
        };
        let (before, after) = listings().map_err(|error| git(&error))?;
        if before == after {
            return Ok(Verdict::Fine);
        }
    }
    let before = committed(&mut plans, head, None, session)?;
    let after = staged(&mut plans, before.as_ref(), session)?;
    asked.blocks |= after.plan.config().hook().block;
    let known = before.as_ref().map(|before| Baseline::of(&found(before, session).findings)).unwrap_or_default();
    let mut report = found(&after, session);
    report.findings = known.part(report.findings).new;
    report.findings.retain(|finding| finding.level > Level::Info);
    if !report.findings.is_empty() {
        tell(&report, &after, asked)?;
    }
    tell_refused(head, before.as_ref(), &after, &mut plans, asked)?;
    let is_wrong = report.count(Level::Error) > 0 || !after.problems.is_empty();
    Ok(if is_wrong { Verdict::Wrong } else { Verdict::Fine })
}

fn found(revision: &Revision, session: &Session) -> Report {
    let options = Options {
        config_problems: &revision.config_problems,
        missing_reads: &revision.missing_reads,
        ..Options::on(session.today)
    };
    roadlog_lint::run(&revision.plan, &options)
}

/// Tells what is not the author's to change. That stops nothing: who decides may approve it later. Where the report after
/// the commit is there, it says so beside everything that changed.
fn tell_refused(
    head: Option<CommitId>,
    before: Option<&Revision>,
    after: &Revision,
    plans: &mut Plans<'_>,
    asked: &mut Asked<'_>,
) -> Result<(), Error> {
    let repository = &asked.revisions.repository;
    let hooks = repository.hooks().map_err(|error| git(&error))?;
    if repository.work_tree().is_some_and(|top| hooks.runs(Hook::PostCommit, top)) {
        return Ok(());
    }
    let Staged { changes, after, whose } = Staged::between(head, before, after, plans, asked)?;
    let (refused, whose) = whose.refused(changes);
    let session = asked.session;
    let lines = report_of(&refused, &after.plan, &whose).lines(&session.endless_paper());
    Ok(write_lines(asked.out, session.color, &lines)?)
}

/// Tells what is wrong, where it stands in what is staged.
fn tell(report: &Report, revision: &Revision, asked: &mut Asked<'_>) -> Result<(), Error> {
    let session = asked.session;
    let texts = revision.plan.files().map(|(_, file)| (file.path(), file.document().text()));
    let configs = revision.configs.iter().map(|(path, text)| (&**path, &**text));
    let sources: Sources<'_> = texts.chain(configs).collect();
    let settings = OutputSettings { color: session.color, width: session.width, ..OutputSettings::default() };
    Ok(output::write(Format::Human, report, &sources, &settings, asked.out)?)
}
