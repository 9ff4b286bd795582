//! One rule over a small workspace, for tests of what its examples do not show.

use roadlog_config::{Config, FileProblem, Place};
use roadlog_history::{
    Commit, CommitRange, Court, Identity, Judged, PolicyFile, State, Timeline, UnknownOrigins, commit_changes,
};
use roadlog_model::{FileInput, Plan, TakenIds};
use roadlog_syntax::value::{Date, Handle, parse_date, parse_id};
use roadlog_testkit::{Fixture, FixtureCommit, FixtureFile, Found};

use crate::{Earlier, Finding, History, JudgedRange, Merge, Options, Rule, run};
use smol_str::SmolStr;

const STANDARD: &str = include_str!("../testdata/roadlog.toml");

/// What `rule` alone finds in the files of a fixture. A path that begins with `archive/` is archived, one that begins
/// with `other/` another workspace's; the folder `../missing` is not there; it is the 23rd of November 2026.
pub(crate) fn findings(rule: &'static Rule, fixture: &Fixture) -> Vec<Finding> {
    findings_beside(rule, fixture, TakenIds::none(), 0)
}

/// As [`findings`], where these ids are taken elsewhere and random ones are drawn from `seed`.
pub(crate) fn findings_beside(rule: &'static Rule, fixture: &Fixture, taken: &TakenIds, seed: u64) -> Vec<Finding> {
    let config = fixture.text("roadlog.toml").unwrap_or(STANDARD);
    let files = plan_files(fixture).map(|file| FileInput {
        path: file.path.clone(),
        bytes: file.text.clone().into_bytes(),
        archived: file.path.starts_with("archive/"),
        foreign: file.path.starts_with("other/"),
    });
    let past = Past::of(fixture);
    run_over(config, files.collect(), (history(fixture).as_ref(), past.as_ref()), Some(&[rule.name]), (taken, seed))
}

/// What all rules find in the one file `a.backlog`, which need not be text.
pub(crate) fn findings_of_bytes(bytes: Vec<u8>) -> Vec<Finding> {
    let file = FileInput { path: "a.backlog".to_owned(), bytes, archived: false, foreign: false };
    run_over(STANDARD, vec![file], (None, None), None, (TakenIds::none(), 0))
}

/// The files of a fixture that are the plan's.
pub(crate) fn plan_files(fixture: &Fixture) -> impl Iterator<Item = &FixtureFile> {
    fixture.files.iter().filter(|file| !["roadlog.toml", Fixture::HISTORY_PATH].contains(&&*file.path))
}

/// The day that all tests take place on.
pub(crate) fn today() -> Date {
    parse_date("2026-11-23").unwrap()
}

/// The commits of a fixture.
pub(crate) struct Past {
    base: Known,
    commits: Vec<Made>,
    ids: Vec<SmolStr>,
    days: Vec<Option<Date>>,
    earlier: Earlier,
}

/// A commit of a fixture, read.
struct Made {
    author: Identity,
    before: Known,
    after: Known,
    /// Of a merge what both sides began with, and the other side.
    merged: Option<[Known; 2]>,
}

/// A plan with the files that say who is who.
struct Known(Plan, Vec<PolicyFile>);

impl Known {
    const fn state(&self) -> State<'_> {
        State { plan: &self.0, policy: self.1.as_slice() }
    }
}

impl Past {
    /// Those of this fixture; `None` where it has none.
    pub(crate) fn of(fixture: &Fixture) -> Option<Self> {
        let (history, made): (Vec<_>, Vec<_>) = fixture.commits.iter().partition(|commit| commit.is_earlier);
        let base = state(&made.first()?.before);
        let commits: Vec<_> = made.iter().map(|commit| Made::of(commit, base.0.config())).collect();
        let ids = (0..commits.len()).map(|place| format!("{place:040x}").into()).collect();
        Some(Self {
            commits,
            ids,
            days: made.iter().map(|commit| Some(day(commit))).collect(),
            earlier: earlier(&history),
            base,
        })
    }

    pub(crate) fn range(&self) -> CommitRange<'_> {
        CommitRange::new(self.base.state(), self.commits.iter().map(Made::commit).collect())
    }

    fn court(&self) -> Court<'_> {
        Court { policy: self.base.0.config(), today: today(), origins: &UnknownOrigins, approvals: &[] }
    }

    pub(crate) fn merges(&self) -> Vec<Merge<'_>> {
        self.commits.iter().enumerate().filter_map(|(place, made)| made.merge(place)).collect()
    }

    pub(crate) fn judged<'a>(
        &'a self,
        commits: &'a CommitRange<'a>,
        judged: &'a [Judged],
        merges: &'a [Merge<'a>],
    ) -> JudgedRange<'a> {
        let (policy, earlier) = (self.base.0.config(), Some(&self.earlier));
        JudgedRange { policy, commits, ids: &self.ids, days: &self.days, judged, merges, earlier }
    }
}

impl Made {
    fn of(commit: &FixtureCommit, policy: &Config) -> Self {
        Self {
            author: identity(&commit.author, policy),
            before: state(&commit.before),
            after: state(&commit.after),
            merged: commit.merged.as_ref().map(|merged| [state(&merged.fork), state(&merged.other)]),
        }
    }

    fn commit(&self) -> Commit<'_> {
        let parents = [Some(&self.before), self.merged.as_ref().map(|[_, other]| other)];
        let parents = parents.into_iter().flatten().map(Known::state).collect();
        Commit { author: &self.author, state: self.after.state(), parents }
    }

    fn merge(&self, place: usize) -> Option<Merge<'_>> {
        let [fork, other] = self.merged.as_ref()?;
        let sides = [&self.before.0, &other.0];
        Some(Merge { commit: Some(place), base: &fork.0, sides, result: &self.after.0 })
    }
}

/// The day of a commit; where none is written it is the present one.
fn day(commit: &FixtureCommit) -> Date {
    commit.day.as_ref().map_or_else(today, |day| parse_date(day).unwrap())
}

/// What commits tell that lead to the base.
fn earlier(commits: &[&FixtureCommit]) -> Earlier {
    let mut timeline = Timeline::default();
    for (place, commit) in commits.iter().enumerate() {
        let (before, after) = (state(&commit.before), state(&commit.after));
        if place == 0 {
            timeline.add(&None, commit_changes(&[], before.state()));
        }
        timeline.add(&Some(day(commit)), commit_changes(&[before.state()], after.state()));
    }
    Earlier::of(&timeline)
}

fn state(files: &[FixtureFile]) -> Known {
    let config = files.iter().find(|file| file.path == "roadlog.toml").map_or(STANDARD, |file| &file.text);
    let inputs = files.iter().filter(|file| !["roadlog.toml", Fixture::HISTORY_PATH].contains(&&*file.path));
    let inputs = inputs.map(|file| FileInput {
        path: file.path.clone(),
        bytes: file.text.clone().into_bytes(),
        archived: file.path.starts_with("archive/"),
        foreign: false,
    });
    let parsed = Config::new(roadlog_config::parse(config, Place::Root).0, Vec::new());
    let policy = vec![PolicyFile { path: "roadlog.toml".into(), text: config.into() }];
    Known(Plan::new(parsed, inputs.collect()).unwrap(), policy)
}

/// Who `@li`, `signed @li` or `Li <li@shop.example>` is.
fn identity(written: &str, policy: &Config) -> Identity {
    let handle = |text: &str| Handle::from_name(text.trim_start_matches('@')).unwrap();
    if let Some(signer) = written.strip_prefix("signed ") {
        return Identity::Signed(handle(signer));
    }
    if written.starts_with('@') {
        return Identity::Claimed(handle(written));
    }
    let (name, email) = written.strip_suffix('>').and_then(|written| written.split_once(" <")).unwrap();
    match policy.person_by_email(email) {
        Some(person) => Identity::Claimed(person.handle().clone()),
        None => Identity::Unknown { name: name.into(), email: email.into() },
    }
}

/// What git remembers of a fixture; nothing where it does not say.
pub(crate) fn history(fixture: &Fixture) -> Option<History> {
    fixture.text(Fixture::HISTORY_PATH)?;
    let told = fixture.history();
    Some(told.map(|[day, id, field]| ((parse_id(id).unwrap(), field), parse_date(day).unwrap())).collect())
}

fn run_over(
    config: &str,
    files: Vec<FileInput>,
    (history, past): (Option<&History>, Option<&Past>),
    only: Option<&[&'static str]>,
    (taken, seed): (&TakenIds, u64),
) -> Vec<Finding> {
    let (config, problems) = roadlog_config::parse(config, Place::Root);
    let problems: Vec<_> = problems.into_iter().map(|problem| FileProblem { file: 0, problem }).collect();
    let plan = Plan::new(Config::new(config, Vec::new()), files).unwrap();
    let options = Options {
        path_exists: &|path| path.starts_with("there/"),
        config_problems: &problems,
        missing_reads: &["../missing".to_owned()],
        history,
        taken_ids: &taken,
        seed,
        only,
        ..Options::on(today())
    };
    with_range(past, |range| run(&plan, &Options { range, ..options }).findings)
}

/// Does something with the commits of a fixture, judged, where it has any.
pub(crate) fn with_range<T>(past: Option<&Past>, work: impl FnOnce(Option<&JudgedRange<'_>>) -> T) -> T {
    let Some(past) = past else { return work(None) };
    let (range, merges) = (past.range(), past.merges());
    let judged = range.judged(&past.court());
    work(Some(&past.judged(&range, &judged, &merges)))
}

/// Asserts that `rule` finds exactly what is marked, and gives it back.
#[track_caller]
pub(crate) fn told(rule: &'static Rule, text: &str) -> Vec<Finding> {
    let fixture = Fixture::parse(text);
    let findings = findings(rule, &fixture);
    let found = findings.iter().map(|finding| {
        let path = finding.place.path.unescaped();
        let text = fixture.text(path).unwrap_or(STANDARD);
        Found::at(path, text, finding.place.span.range(), finding.rule, finding.message.unescaped())
    });
    fixture.assert_findings(&found.collect::<Vec<_>>());
    findings
}

/// The file of a fixture after the first fix of the first thing that `rule` finds.
pub(crate) fn mended(rule: &'static Rule, text: &str, path: &str) -> String {
    let fixture = Fixture::parse(text);
    let findings = findings(rule, &fixture);
    let fix = findings.first().and_then(|finding| finding.fixes.first()).expect("the rule finds something to mend");
    let edits = fix.edits.iter().filter(|edit| edit.path.unescaped() == path);
    let edits: Vec<_> = edits.map(|edit| edit.edit.clone()).collect();
    roadlog_syntax::edit::apply(fixture.text(path).unwrap(), &edits).unwrap()
}
