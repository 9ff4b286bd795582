//! Before commits go to another repository, or are taken in: whether what they change was their authors' to change.

use roadlog_git::CommitId;
use roadlog_lint::{Check, Level, Options, RULES};
use rustc_hash::FxHashSet;

use super::run::{Asked, HookRun, Verdict};
use crate::errors::Error;
use crate::judge::{Case, Question};
use crate::output::{self, Format, OutputSettings, Sources};
use crate::revisions::{Revisions, committed, git, or_top, shown_folder};

/// A branch that changes: where it was, and where it will be.
struct Moved<'t> {
    before: &'t str,
    after: &'t str,
}

impl Moved<'_> {
    /// Whether the branch is there afterwards, and was before.
    fn is_there(&self) -> (bool, bool) {
        let is_id = |id: &str| id.bytes().any(|byte| byte != b'0');
        (is_id(self.after), is_id(self.before))
    }
}

const BRANCHES: &str = "refs/heads/";

/// What the other side has already.
struct There {
    /// Its main branch, whose policy counts for a branch that it does not have.
    main: Option<CommitId>,
    /// The ends of all that it is known to have: nothing of that is judged again.
    known: Vec<CommitId>,
}

/// Before a push: each branch against where the remote has it; a new one against the remote's main branch, or else
/// against where it left what the remote is known to have.
pub(super) fn before_push(
    hooks: &mut HookRun<'_>,
    revisions: &Revisions,
    given: &[&str],
    input: &str,
) -> Result<(), Error> {
    let remote = format!("refs/remotes/{}", given.first().copied().unwrap_or("origin"));
    let mut mains = ["HEAD", "main", "master"].iter();
    let main = mains.find_map(|name| revisions.commit(&format!("{remote}/{name}")).ok());
    let known = revisions.repository.tips(&format!("{remote}/")).map_err(|error| git(&error))?;
    let moved = input.lines().filter_map(|line| {
        let [_, after, there, before] = words(line)?;
        there.starts_with(BRANCHES).then_some(Moved { before, after })
    });
    all(hooks, revisions, moved, &There { main, known })
}

/// Before commits are received: each branch against what it was; a new one against the main branch.
pub(super) fn before_receipt(hooks: &mut HookRun<'_>, revisions: &Revisions, input: &str) -> Result<(), Error> {
    let moved = input.lines().filter_map(|line| {
        let [before, after, name] = words(line)?;
        name.starts_with(BRANCHES).then_some(Moved { before, after })
    });
    let there = of_main(revisions)?;
    all(hooks, revisions, moved, &there)
}

/// The same for one branch.
pub(super) fn before_update(hooks: &mut HookRun<'_>, revisions: &Revisions, given: &[&str]) -> Result<(), Error> {
    let moved = match given {
        [name, before, after] if name.starts_with(BRANCHES) => Some(Moved { before, after }),
        _ => None,
    };
    let there = of_main(revisions)?;
    all(hooks, revisions, moved.into_iter(), &there)
}

/// What a server has: of its branches only the main one is known to hold nothing that is not allowed.
fn of_main(revisions: &Revisions) -> Result<There, Error> {
    let main = revisions.repository.head().map_err(|error| git(&error))?;
    Ok(There { main, known: main.into_iter().collect() })
}

fn words<const N: usize>(line: &str) -> Option<[&str; N]> {
    line.split(' ').collect::<Vec<_>>().try_into().ok()
}

/// Judges each plan that a branch had where it begins.
fn all<'t>(
    hooks: &mut HookRun<'_>,
    revisions: &Revisions,
    moved: impl Iterator<Item = Moved<'t>>,
    there: &There,
) -> Result<(), Error> {
    for moved in moved {
        let (true, was_there) = moved.is_there() else { continue };
        let head = revisions.commit(moved.after)?;
        // What somebody else has pushed meanwhile is not here: then the branch is as good as new.
        let before = was_there.then(|| revisions.commit(moved.before).ok()).flatten();
        let base = match before.or(there.main) {
            Some(base) => Some(base),
            None => left(revisions, &there.known, head)?,
        };
        // Where nothing is there yet, nobody has said who decides.
        let Some(base) = base.filter(|base| *base != head) else { continue };
        let folders = or_top(revisions.repository.plan_folders(base).map_err(|error| git(&error))?);
        for folder in &folders {
            let title = (folders.len() > 1).then(|| shown_folder(folder));
            let known = there.known.clone();
            hooks.of(&revisions.below(folder), title, |asked| one(asked, base, known, head))?;
        }
    }
    Ok(())
}

/// Where a branch left what is known; `None` where it has nothing that is new, or all of it is.
fn left(revisions: &Revisions, known: &[CommitId], head: CommitId) -> Result<Option<CommitId>, Error> {
    let new = revisions.repository.between(known, head).map_err(|error| git(&error))?;
    let ids: FxHashSet<CommitId> = new.iter().map(|commit| commit.id).collect();
    Ok(new.iter().flat_map(|commit| &commit.parents).find(|parent| !ids.contains(*parent)).copied())
}

/// Judges what a branch changes in one plan.
fn one(asked: &mut Asked<'_>, base: CommitId, known: Vec<CommitId>, head: CommitId) -> Result<Verdict, Error> {
    let (revisions, session) = (asked.revisions, asked.session);
    let mut plans = revisions.plans()?;
    let mut policy = || {
        let commit = plans.reader().commit(base)?;
        plans.of_commit(&commit, None)
    };
    // What cannot be judged is stopped too, where the base asks for that.
    let policy = policy().map_err(|error| git(&error))?;
    asked.blocks |= policy.plan.config().hook().block;
    revisions.refuse_taken_over(base, head)?;
    let Some(last) = committed(&mut plans, Some(head), Some(&policy), session)? else { return Ok(Verdict::Fine) };
    // A plan that is left as it is need not be in order for what else is pushed.
    if last.is_same_plan(&policy) {
        return Ok(Verdict::Fine);
    }
    let question = Question { base: Some(base), known, head: Some(head), ..Question::default() };
    let case = Case::read(revisions, question, session.today)?;
    let hearing = case.hearing();
    let range = hearing.range(true);
    let of_ranges = RULES.iter().filter(|rule| matches!(rule.check, Check::Range(_)));
    let of_ranges: Vec<&'static str> = of_ranges.map(|rule| rule.name).collect();
    let mut report = roadlog_lint::run(&last.plan, &Options { range: Some(&range), ..Options::on(session.today) });
    report.findings.retain(|finding| of_ranges.contains(&finding.rule) && finding.level > Level::Info);
    if report.findings.is_empty() {
        return Ok(Verdict::Fine);
    }
    let texts = last.plan.files().map(|(_, file)| (file.path(), file.document().text()));
    let configs = last.configs.iter().map(|(path, text)| (&**path, &**text));
    let sources: Sources<'_> = texts.chain(configs).collect();
    let settings = OutputSettings { color: session.color, width: session.width, ..OutputSettings::default() };
    output::write(Format::Human, &report, &sources, &settings, asked.out)?;
    Ok(if report.count(Level::Error) > 0 { Verdict::Wrong } else { Verdict::Fine })
}
