//! Whose changes of a range of commits do not stand: the cases of `tests/ranges/`.
//!
//! A case begins with `=== NAME`, then come the states: `--- base`, and for each commit `--- N AUTHOR` with the state that
//! it made of the one before, or of those behind ` < `, as in `--- 4 maria < 2 3`. At the end comes `--- told`: a line for
//! each change that does not stand, `N SENTENCE`, and for each that stands in, `N ~ SENTENCE`. Where there is a part
//! `--- brought`, it has a line for each change from the base to the end: `N SENTENCE`, by the commit that brought it or
//! `-` for none, with ` ! ` behind the number where what that commit did does not stand.

mod cases;
mod common;

use common::{History, Revision, TODAY, revision};
use roadlog_history::{Commit, Court, Identity, Judged, State, Verdict, attributed, commit_changes, judge_range};
use roadlog_syntax::value::Handle;

struct Case {
    name: String,
    base: Revision,
    commits: Vec<Written>,
    told: Vec<String>,
    brought: Option<Vec<String>>,
}

/// A commit as a case writes it.
struct Written {
    author: Identity,
    /// The commits that it was made from, from 1; 0 is the base.
    parents: Vec<usize>,
    revision: Revision,
}

fn read(text: &str) -> Case {
    let mut parts = text.split("--- ");
    let name = parts.next().unwrap_or_default().trim().to_owned();
    let (mut base, mut commits, mut told, mut brought) = (None, Vec::new(), Vec::new(), None);
    let lines = |text: &str| text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
    for part in parts {
        let (title, text) = part.split_once('\n').unwrap_or((part, ""));
        match title {
            "base" => base = Some(revision(text)),
            "told" => told = lines(text),
            "brought" => brought = Some(lines(text)),
            title => {
                let (title, parents) = title.split_once(" < ").unwrap_or((title, ""));
                let number = |word: &str| if word == "base" { 0 } else { word.parse().expect("a commit's number") };
                let mut parents: Vec<usize> = parents.split_whitespace().map(number).collect();
                if parents.is_empty() {
                    parents.push(commits.len());
                }
                let author = title.split_whitespace().nth(1).expect("a commit has an author");
                let author = Identity::Claimed(Handle::from_name(author).expect("a handle"));
                commits.push(Written { author, parents, revision: revision(text) });
            }
        }
    }
    Case { name, base: base.expect("a case has a base"), commits, told, brought }
}

fn state(revision: &Revision) -> State<'_> {
    State { plan: &revision.plan, policy: &revision.policy }
}

/// What the commits changed, judged.
fn judged(case: &Case) -> Vec<Judged> {
    let at = |place: &usize| match place.checked_sub(1) {
        Some(place) => state(&case.commits[place].revision),
        None => state(&case.base),
    };
    let commits: Vec<Commit<'_>> = case
        .commits
        .iter()
        .map(|it| Commit {
            author: &it.author,
            state: state(&it.revision),
            parents: it.parents.iter().map(at).collect(),
        })
        .collect();
    let court = Court { policy: case.base.plan.config(), today: TODAY, origins: &History, approvals: &[] };
    judge_range(&court, state(&case.base), &commits)
}

/// What does not stand, and what stands in.
fn told(judged: &[Judged]) -> Vec<String> {
    let line = |mark: &str, it: &Judged| format!("{} {mark}{}", it.commit + 1, it.change.sentence().unescaped());
    let lines = judged.iter().filter_map(|it| match it.verdict {
        Verdict::Refused(_) => Some(line("", it)),
        Verdict::StandIn { .. } => Some(line("~ ", it)),
        Verdict::Allowed { .. } | Verdict::Unjudged => None,
    });
    lines.collect()
}

/// What changed from the base to the end, by the commits that brought it.
fn brought(case: &Case, judged: &[Judged]) -> Vec<String> {
    let end = state(&case.commits.last().expect("a range has commits").revision);
    let changes = commit_changes(&[state(&case.base)], end);
    let by = attributed(&changes, judged).into_iter().map(|place| match place.map(|place| &judged[place]) {
        Some(it) if it.verdict.stands() => format!("{}", it.commit + 1),
        Some(it) => format!("{} !", it.commit + 1),
        None => "-".to_owned(),
    });
    by.zip(&changes).map(|(by, change)| format!("{by} {}", change.sentence().unescaped())).collect()
}

fn compared(name: &str, expected: &[String], found: &[String]) -> Option<String> {
    let (all, told) = (expected.join("\n  "), found.join("\n  "));
    (found != expected).then(|| format!("\n=== {name}\nexpected\n  {all}\nfound\n  {told}\n"))
}

#[test]
fn what_does_not_stand_is_told_and_nothing_else() {
    let cases = cases::texts("ranges").into_iter().map(|text| read(&text));
    let wrong: String = cases.filter_map(|case| compared(&case.name, &case.told, &told(&judged(&case)))).collect();
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn each_change_from_the_base_to_the_end_is_that_of_the_commit_that_brought_it() {
    let cases = cases::texts("ranges").into_iter().map(|text| read(&text));
    let wrong = cases.filter_map(|case| {
        let found = brought(&case, &judged(&case));
        case.brought.as_ref().and_then(|expected| compared(&case.name, expected, &found))
    });
    let wrong: String = wrong.collect();
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_no_commit_brought_is_nobodys() {
    let [before, after] = [revision("story PAY-1 Pay\n"), revision("story PAY-1 Pay by card\n")];
    let changes = commit_changes(&[state(&before)], state(&after));
    assert_eq!((changes.len(), attributed(&changes, &[])), (1, vec![None]));
}
