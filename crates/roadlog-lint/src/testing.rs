//! One rule over a small workspace, for tests of what its examples do not show.

use roadlog_config::{Config, FileProblem, Place};
use roadlog_history::{Commit, Court, Identity, Judged, PolicyFile, State, UnknownOrigins, judge_range};
use roadlog_model::{FileInput, Plan, TakenIds};
use roadlog_syntax::value::{Date, Handle, parse_date, parse_id};
use roadlog_testkit::{Fixture, FixtureFile, Found};

use crate::{Finding, History, JudgedRange, Options, Rule, run};
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
    run_over(config, files.collect(), history(fixture).as_ref(), Some(&[rule.name]), (taken, seed))
}

/// What all rules find in the one file `a.backlog`, which need not be text.
pub(crate) fn findings_of_bytes(bytes: Vec<u8>) -> Vec<Finding> {
    let file = FileInput { path: "a.backlog".to_owned(), bytes, archived: false, foreign: false };
    run_over(STANDARD, vec![file], None, None, (TakenIds::none(), 0))
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
    states: Vec<(Plan, Vec<PolicyFile>)>,
    authors: Vec<Identity>,
    ids: Vec<SmolStr>,
}

impl Past {
    /// Those of this fixture; `None` where it has none.
    pub(crate) fn of(fixture: &Fixture) -> Option<Self> {
        let before = fixture.commits.iter().map(|commit| &commit.before[..]);
        let states: Vec<_> = before.chain([&fixture.files[..]]).map(state).collect();
        let policy = states[0].0.config();
        let authors: Vec<_> = fixture.commits.iter().map(|commit| identity(&commit.author, policy)).collect();
        let ids = (0..authors.len()).map(|place| format!("{place:040x}").into()).collect();
        (!authors.is_empty()).then_some(Self { states, authors, ids })
    }

    fn state(&self, place: usize) -> State<'_> {
        let (plan, policy) = &self.states[place];
        State { plan, policy }
    }

    pub(crate) fn commits(&self) -> Vec<Commit<'_>> {
        let commit = |(place, author)| {
            let parents = vec![self.state(place)];
            Commit { author, state: self.state(place + 1), parents }
        };
        self.authors.iter().enumerate().map(commit).collect()
    }

    pub(crate) fn judged(&self, commits: &[Commit<'_>]) -> Vec<Judged> {
        let policy = self.states[0].0.config();
        let court = Court { policy, today: today(), origins: &UnknownOrigins, approvals: &[] };
        judge_range(&court, self.state(0), commits)
    }

    pub(crate) fn range<'a>(&'a self, commits: &'a [Commit<'a>], judged: &'a [Judged]) -> JudgedRange<'a> {
        JudgedRange { policy: self.states[0].0.config(), commits, ids: &self.ids, judged }
    }
}

fn state(files: &[FixtureFile]) -> (Plan, Vec<PolicyFile>) {
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
    (Plan::new(parsed, inputs.collect()).unwrap(), policy)
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
    history: Option<&History>,
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
    run(&plan, &options).findings
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
