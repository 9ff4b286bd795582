//! Generated histories, read through both ways in: the same commits, changes and verdicts, and the same complaints.

use std::rc::Rc;

use roadlog_history::{Court, Identity, Judged, PolicyFile, State, UnknownOrigins};
use roadlog_history::{changes, depend_on_the_rest, judge_range};
use roadlog_model::Plan;
use roadlog_testkit::Repository as Made;
use roadlog_testkit::history::{any, honest, import_script};
use rustc_hash::FxHashMap;

use crate::object::ObjectId;
use crate::{Commit, CommitId, GitError, Names, Plans, Repository, Revision};

const TODAY: roadlog_syntax::value::Date = jiff::civil::date(2026, 11, 23);

/// As many histories lie in one repository.
const TOGETHER: usize = 100;

/// What there is to know of a history.
#[derive(Debug, PartialEq)]
struct Read {
    commits: Vec<Commit>,
    problems: Vec<String>,
    judged: Vec<Judged>,
}

/// A plan of a commit, with what says who may change it.
struct Known {
    revision: Revision,
    policy: Vec<PolicyFile>,
}

impl Known {
    fn state(&self) -> State<'_> {
        State { plan: &self.revision.plan, policy: &self.policy }
    }
}

/// The commits from a base to a head, judged as the program judges them.
fn read(it: &Repository, plans: &mut Plans<'_>, base: CommitId, head: CommitId) -> Result<Read, GitError> {
    let bases = it.merge_bases(base, head)?;
    assert_eq!(bases, [base]);
    let commits = it.between(&[base], head)?;
    let mut known: FxHashMap<CommitId, Rc<Known>> = FxHashMap::default();
    let mut near = None;
    for id in [base].into_iter().chain(commits.iter().map(|commit| commit.id)) {
        let state = Rc::new(state(plans, id, near.as_deref())?);
        known.insert(id, Rc::clone(&state));
        near = Some(state);
    }
    let problems = commits.iter().flat_map(|commit| known[&commit.id].revision.problems.iter());
    let problems = problems.map(ToString::to_string).collect();
    let policy = &known[&base];
    let names = policy.policy.iter().find(|file| file.path == ".mailmap");
    let names = names.map_or_else(Names::default, |file| Names::of(file.text.as_bytes()));
    let authors: Vec<_> = commits.iter().map(|commit| author(commit, &names, &policy.revision.plan)).collect();
    let range: Vec<_> = { commits.iter().zip(&authors) }
        .map(|(commit, author)| roadlog_history::Commit {
            author,
            state: known[&commit.id].state(),
            parents: commit.parents.iter().map(|parent| known[parent].state()).collect(),
        })
        .collect();
    let config = policy.revision.plan.config();
    let court = Court { policy: config, today: TODAY, origins: &UnknownOrigins, approvals: &[] };
    let judged = judge_range(&court, policy.state(), &range);
    Ok(Read { commits, problems, judged })
}

fn state(plans: &mut Plans<'_>, id: CommitId, near: Option<&Known>) -> Result<Known, GitError> {
    let commit = plans.reader().commit(id)?;
    let revision = plans.of_commit(&commit, near.map(|near| &near.revision))?;
    let file = |path: &str, text: &str| PolicyFile { path: path.into(), text: text.into() };
    let mut policy: Vec<_> = revision.configs.iter().map(|(path, text)| file(path, text)).collect();
    if let Some(blob) = revision.mailmap {
        policy.push(file(".mailmap", &String::from_utf8_lossy(&plans.reader().content(blob)?)));
    }
    Ok(Known { revision, policy })
}

fn author(commit: &Commit, names: &Names, plan: &Plan) -> Identity {
    let identity = commit.author.as_ref().map(|signer| names.resolved(&signer.identity));
    let person = identity.as_ref().and_then(|identity| plan.config().person_by_email(&identity.email));
    match (person, identity) {
        (Some(person), _) => Identity::Claimed(person.handle().clone()),
        (None, identity) => {
            let identity = identity.unwrap_or(crate::Identity { name: String::new(), email: String::new() });
            Identity::Unknown { name: identity.name.into(), email: identity.email.into() }
        }
    }
}

/// A repository with the histories of these seeds, and their commits by the names of references.
fn imported(seeds: std::ops::Range<usize>) -> (Made, FxHashMap<String, CommitId>) {
    let made = Made::new();
    let (mut script, mut mark) = (String::new(), 1);
    for seed in seeds {
        let length = 4 + seed % 9;
        let history = if seed % 4 == 0 { honest(length, seed as u64) } else { any(length, seed as u64) };
        script += &import_script(&history, &format!("refs/heads/h{seed}"), mark);
        mark += history.len();
    }
    made.import(&script);
    let listed = made.git(&["for-each-ref", "--format=%(refname) %(objectname)"]);
    let ids = { listed.lines() }
        .filter_map(|line| line.split_once(' '))
        .map(|(name, id)| (name.to_owned(), CommitId(ObjectId::from_hex(id.as_bytes()).unwrap())))
        .collect();
    (made, ids)
}

/// Reads histories of these seeds through both ways in.
fn both_agree(seeds: std::ops::Range<usize>) {
    let (made, ids) = imported(seeds.clone());
    let library = Repository::discover(&made.path()).unwrap().unwrap();
    let program = Repository::by_program(&made.path());
    let mut readers = [&library, &program].map(|it| (it, Plans::new(it, "").unwrap()));
    let mut changes = 0;
    for seed in seeds {
        let id = |end: &str| ids.get(&*format!("refs/heads/h{seed}/{end}")).copied();
        let (Some(base), Some(head)) = (id("base"), id("head")) else { continue };
        let [one, other] = readers.each_mut().map(|(it, plans)| read(it, plans, base, head));
        let [one, other] = [one, other].map(|read| read.map_err(|error| error.to_string()));
        assert_eq!(one, other, "seed {seed}");
        changes += one.map_or(0, |read| read.judged.len());
    }
    assert!(changes > 0, "nothing was compared");
}

#[test]
fn both_ways_in_give_the_same_changes_and_verdicts_of_generated_histories() {
    both_agree(0..TOGETHER);
}

#[test]
fn without_the_files_that_both_share_the_same_changes_are_found() {
    const FEW: usize = 30;
    let (made, ids) = imported(0..FEW);
    let it = Repository::discover(&made.path()).unwrap().unwrap();
    let mut plans = Plans::new(&it, "").unwrap();
    let (mut compared, mut left_out) = (0, 0);
    for seed in 0..FEW {
        let id = |end: &str| ids[&*format!("refs/heads/h{seed}/{end}")];
        let (base, head) = (id("base"), id("head"));
        let commits = it.between(&[base], head).unwrap();
        let steps = commits.iter().flat_map(|commit| commit.parents.iter().map(|parent| (*parent, commit.id)));
        for (before, after) in steps.chain([(base, head), (head, base)]) {
            let [before, after] = [before, after].map(|id| plans.reader().commit(id).unwrap());
            let [before, after] = [before, after].map(|commit| plans.list_commit(&commit).unwrap());
            let Some([old, new]) = plans.of_differing(&before, &after).unwrap() else { continue };
            let found = changes(&old.plan, &new.plan);
            if depend_on_the_rest(&found) {
                continue;
            }
            let [whole_old, whole_new] = [before, after].map(|listing| plans.of(listing, None).unwrap());
            assert_eq!(found, changes(&whole_old.plan, &whole_new.plan), "seed {seed}");
            compared += 1;
            left_out += whole_old.plan.files().count() - old.plan.files().count();
        }
    }
    assert!(compared > FEW && left_out > FEW, "{compared} were compared, {left_out} files left out");
}

/// Some minutes long: `cargo test -p roadlog-git --release -- --ignored of_10000`.
#[test]
#[ignore = "takes minutes; the first hundred are read with every run"]
fn of_10000_generated_histories_both_ways_in_give_the_same() {
    for first in (0..10_000).step_by(TOGETHER) {
        both_agree(first..first + TOGETHER);
    }
}
