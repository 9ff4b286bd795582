//! Before commits go to another repository, or are taken in: whether what they change was their authors' to change.

use roadlog_git::CommitId;
use roadlog_lint::{Check, Level, Options, RULES};

use super::run::{Asked, Verdict};
use crate::errors::Error;
use crate::judge::{Case, Question};
use crate::output::{self, Format, OutputSettings, Sources};
use crate::revisions::committed;

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

/// Before a push: each branch against where the remote has it; a new one against the remote's main branch.
pub(super) fn before_push(asked: &mut Asked<'_>, given: &[&str], input: &str) -> Result<Verdict, Error> {
    let remote = given.first().copied().unwrap_or("origin");
    let mains = ["HEAD", "main", "master"].map(|name| format!("refs/remotes/{remote}/{name}"));
    let moved = input.lines().filter_map(|line| {
        let [_, after, there, before] = words(line)?;
        there.starts_with(BRANCHES).then_some(Moved { before, after })
    });
    all(asked, moved, &mains)
}

/// Before commits are received: each branch against what it was; a new one against the main branch.
pub(super) fn before_receipt(asked: &mut Asked<'_>, input: &str) -> Result<Verdict, Error> {
    let moved = input.lines().filter_map(|line| {
        let [before, after, name] = words(line)?;
        name.starts_with(BRANCHES).then_some(Moved { before, after })
    });
    all(asked, moved, &["HEAD".to_owned()])
}

/// The same for one branch.
pub(super) fn before_update(asked: &mut Asked<'_>, given: &[&str]) -> Result<Verdict, Error> {
    let moved = match given {
        [name, before, after] if name.starts_with(BRANCHES) => Some(Moved { before, after }),
        _ => None,
    };
    all(asked, moved.into_iter(), &["HEAD".to_owned()])
}

fn words<const N: usize>(line: &str) -> Option<[&str; N]> {
    line.split(' ').collect::<Vec<_>>().try_into().ok()
}

fn all<'t>(asked: &mut Asked<'_>, moved: impl Iterator<Item = Moved<'t>>, mains: &[String]) -> Result<Verdict, Error> {
    let mut verdict = Verdict::Fine;
    for moved in moved {
        let base = match moved.is_there() {
            (false, _) => continue,
            (true, true) => Some(asked.revisions.commit(moved.before)?),
            (true, false) => mains.iter().find_map(|name| asked.revisions.commit(name).ok()),
        };
        let head = asked.revisions.commit(moved.after)?;
        // Where nothing is there yet, nobody has said who decides.
        let Some(base) = base.filter(|base| *base != head) else { continue };
        if one(asked, base, head)? == Verdict::Wrong {
            verdict = Verdict::Wrong;
        }
    }
    Ok(verdict)
}

fn one(asked: &mut Asked<'_>, base: CommitId, head: CommitId) -> Result<Verdict, Error> {
    let (revisions, session) = (asked.revisions, asked.session);
    let question = Question { base: Some(base), head: Some(head), ..Question::default() };
    let case = Case::read(revisions, question, session.today)?;
    asked.blocks |= case.policy.plan.config().hook().block;
    let mut plans = revisions.plans()?;
    let Some(last) = committed(&mut plans, Some(head), Some(&case.policy), session)? else { return Ok(Verdict::Fine) };
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
