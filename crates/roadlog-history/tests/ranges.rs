//! Whose changes of a range of commits do not stand: the cases of `tests/ranges/`.
//!
//! A case begins with `=== NAME`, then come the states: `--- base`, and for each commit `--- N AUTHOR` with the state that
//! it made of the one before, or of those behind ` < `, as in `--- 4 maria < 2 3`. At the end comes `--- told`: a line for
//! each change that does not stand, `N SENTENCE`, and for each that stands in, `N ~ SENTENCE`.

mod cases;
mod common;

use common::{History, Revision, TODAY, revision};
use roadlog_history::{Commit, Court, Identity, State, Verdict, judge_range};
use roadlog_syntax::value::Handle;

struct Case {
    name: String,
    base: Revision,
    commits: Vec<Written>,
    told: Vec<String>,
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
    let (mut base, mut commits, mut told) = (None, Vec::new(), Vec::new());
    for part in parts {
        let (title, text) = part.split_once('\n').unwrap_or((part, ""));
        match title {
            "base" => base = Some(revision(text)),
            "told" => told = text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect(),
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
    Case { name, base: base.expect("a case has a base"), commits, told }
}

fn state(revision: &Revision) -> State<'_> {
    State { plan: &revision.plan, policy: &revision.policy }
}

/// What does not stand, and what stands in.
fn told(case: &Case) -> Vec<String> {
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
    let judged = judge_range(&court, state(&case.base), &commits);
    let line = |mark: &str, it: &roadlog_history::Judged| {
        format!("{} {mark}{}", it.commit + 1, it.change.sentence().unescaped())
    };
    let lines = judged.iter().filter_map(|it| match it.verdict {
        Verdict::Refused(_) => Some(line("", it)),
        Verdict::StandIn { .. } => Some(line("~ ", it)),
        Verdict::Allowed { .. } | Verdict::Unjudged => None,
    });
    lines.collect()
}

#[test]
fn what_does_not_stand_is_told_and_nothing_else() {
    let wrong = cases::texts("ranges").into_iter().map(|text| read(&text)).filter_map(|case| {
        let found = told(&case);
        let (expected, told) = (case.told.join("\n  "), found.join("\n  "));
        (found != case.told).then(|| format!("\n=== {}\nexpected\n  {expected}\nfound\n  {told}\n", case.name))
    });
    let wrong: String = wrong.collect();
    assert!(wrong.is_empty(), "{wrong}");
}
