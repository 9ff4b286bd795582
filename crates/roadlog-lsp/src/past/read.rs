//! The past of a workspace, read from its repository once HEAD is at another commit.

use std::path::PathBuf;
use std::sync::Arc;

use roadlog_config::{Config, Identity as Demanded};
use roadlog_git::{
    Commit, CommitId, GitError, Identity as User, Names, Plans, Repository, Revision as Committed, Walk,
};
use roadlog_history::{Change, Identity, PolicyFile, State, Timeline, commit_changes};
use roadlog_ide::past::{Past, Revision};
use roadlog_model::{FileInput, Plan};
use roadlog_workspace::Root;
use rustc_hash::FxHashSet;

use crate::world::LoadedPlan;

/// How many of the newest commits are looked at.
const MOST_COMMITS: usize = 10_000;
/// After how many commits it is asked whether to go on.
const AT_ONCE: usize = 256;
/// Up to how many files of a plan are put in the place of others, so that two plans share the rest.
const FEW_FILES: usize = 64;
const MAILMAP: &str = ".mailmap";
/// What git keeps while somebody else's changes are being brought in: then nobody can tell whose each of them is.
const UNDER_WAY: [&str; 5] = ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply"];

/// What a repository told.
pub(crate) struct Read {
    head: Option<CommitId>,
    /// Who changes what is not committed, where that is known.
    user: Option<User>,
    /// The past of the plan; none before the first commit.
    pub(crate) past: Option<Arc<Past>>,
    /// The files that say where HEAD is, and who commits.
    pub(crate) files: Vec<PathBuf>,
}

/// Reads what the repository around a workspace tells; `None` where that is what is known already, or where the
/// workspace lies in none. `goes_on` says whether anybody still wants to know.
///
/// # Errors
/// The repository cannot be opened, or its last commit cannot be read.
pub(crate) fn read(
    root: &Root,
    now: &LoadedPlan,
    known: Option<&Read>,
    goes_on: &dyn Fn() -> bool,
) -> Result<Option<Read>, GitError> {
    let Some(top) = root.git() else { return Ok(None) };
    let Some(repository) = Repository::discover(root.folder())? else { return Ok(None) };
    let (head, user) = (repository.head()?, configured(&repository)?);
    if known.is_some_and(|known| known.head == head && known.user == user) {
        return Ok(None);
    }
    let folder = root.folder().strip_prefix(&top.folder).ok().and_then(std::path::Path::to_str);
    let folder = folder.map(|folder| folder.replace(std::path::MAIN_SEPARATOR, "/"));
    let past = match (head, folder) {
        (Some(head), Some(folder)) => {
            let known = known.and_then(|known| Some((known.head?, known.past.as_deref()?)));
            past(&repository, &folder, &Question { head, user: user.as_ref(), now, known, goes_on })?
        }
        _ => None,
    };
    let own = repository.git_folder();
    let mut files = vec![own.join("HEAD"), own.join("logs/HEAD"), repository.common_folder().join("config")];
    files.extend(UNDER_WAY.map(|name| own.join(name)));
    Ok(Some(Read { head, user, past: past.map(Arc::new), files }))
}

/// Whom git is configured to commit as; nobody where it is not, and where changes of others are being brought in.
fn configured(repository: &Repository) -> Result<Option<User>, GitError> {
    let set = |key| Ok(repository.configured(key)?.unwrap_or_default().trim().to_owned());
    let user = User { name: set("user.name")?, email: set("user.email")? };
    let is_known = !(user.name.is_empty() && user.email.is_empty());
    let is_own = UNDER_WAY.iter().all(|name| !repository.git_folder().join(name).exists());
    Ok(Some(user).filter(|_| is_known && is_own))
}

/// What is asked of a repository, and what is known already.
struct Question<'a> {
    head: CommitId,
    user: Option<&'a User>,
    now: &'a LoadedPlan,
    known: Option<(CommitId, &'a Past)>,
    goes_on: &'a dyn Fn() -> bool,
}

fn past(repository: &Repository, folder: &str, question: &Question<'_>) -> Result<Option<Past>, GitError> {
    let Question { head, user, now, known, goes_on } = *question;
    let mut plans = Plans::new(repository, folder)?;
    let commit = plans.reader().commit(head)?;
    let last = plans.of_commit(&commit, None)?;
    let mut policy: Vec<_> = last.configs.iter().map(|(path, text)| policy_file(path, text)).collect();
    let mut names = Names::default();
    if let Some(blob) = last.mailmap {
        let content = plans.reader().content(blob)?;
        policy.push(policy_file(MAILMAP, &String::from_utf8_lossy(&content)));
        names = Names::of(&content);
    }
    let config = last.plan.config();
    // Another policy may know other people behind the same commits.
    let known = known.filter(|(_, past)| past.policy == policy);
    let continued = known.and_then(|(from, past)| Some((past, since(repository, &mut plans, from, head)?)));
    let (mut timeline, commits, told) = match continued {
        Some((past, commits)) => (past.timeline.clone(), commits, 1),
        // Of a clone that ends somewhere no more is told than what its last commit says.
        None => (Timeline::default(), repository.between(&[], head).unwrap_or_else(|_| vec![commit]), 0),
    };
    let newest = &commits[commits.len().saturating_sub(MOST_COMMITS)..];
    let walk = Walk::new(&mut plans, newest).from(head, last.clone());
    let changed = changes(walk, newest, told, goes_on);
    if !goes_on() {
        return Ok(None);
    }
    match changed {
        Some(changed) => changed.into_iter().for_each(|(commit, changes)| {
            timeline.add(&Arc::new(revision(commit, &names, config)), changes);
        }),
        // Half of a history would name the wrong people.
        None => timeline = Timeline::default(),
    }
    let author = user.map(|user| author(names.resolved(user), config));
    Ok(Some(Past { plan: shared(&last, now), policy, timeline, author }))
}

/// The commit at which a history ended, and those that came on top of it since; `None` where they did not, or not on top of
/// that alone.
fn since(repository: &Repository, plans: &mut Plans<'_>, from: CommitId, head: CommitId) -> Option<Vec<Commit>> {
    let mut commits = vec![plans.reader().commit(from).ok()?];
    let mut on_top: FxHashSet<CommitId> = std::iter::once(from).collect();
    if from != head {
        commits.extend(repository.between(&[from], head).ok()?);
    }
    let new = &commits[1..];
    let is_on_top = |commit: &Commit| {
        let is_it = !commit.parents.is_empty() && commit.parents.iter().all(|parent| on_top.contains(parent));
        on_top.insert(commit.id);
        is_it
    };
    (new.iter().all(is_on_top) && commits.last()?.id == head).then_some(commits)
}

/// What each commit changed in the plan, but for the first ones that are `told` already; `None` where one of them cannot be
/// read. Nothing is told of a commit whose parents were not looked at.
fn changes<'c>(
    mut walk: Walk<'c, '_>,
    commits: &'c [Commit],
    told: usize,
    goes_on: &dyn Fn() -> bool,
) -> Option<Vec<(&'c Commit, Vec<Change>)>> {
    let mut found = Vec::new();
    let newest_first: Vec<_> = commits.iter().skip(told).rev().collect();
    for some in newest_first.chunks(AT_ONCE) {
        walk.read_ahead(some.iter().copied()).ok()?;
        for commit in some {
            if !goes_on() {
                return None;
            }
            let visit = if walk.has_parents(commit) { Some(walk.visit(commit).ok()?) } else { None };
            if let Some(visit) = visit.filter(|visit| !visit.is_same()) {
                let parents: Vec<_> = visit.parents.iter().map(|parent| state(parent)).collect();
                found.push((*commit, commit_changes(&parents, state(&visit.revision))));
            }
            walk.pass(commit);
        }
    }
    found.reverse();
    Some(found)
}

/// What a commit made of the plan; what of its policy changed is no item's history.
fn state(revision: &Committed) -> State<'_> {
    State { plan: &revision.plan, policy: &[] }
}

fn policy_file(path: &str, text: &str) -> PolicyFile {
    PolicyFile { path: path.to_owned(), text: text.to_owned() }
}

/// A commit as people know it.
fn revision(commit: &Commit, names: &Names, config: &Config) -> Revision {
    let Some(signer) = &commit.author else { return Revision { day: None, handle: None, name: "somebody".into() } };
    let user = names.resolved(&signer.identity);
    let handle = config.person_by_email(&user.email).map(|person| person.handle().clone());
    let name = if user.name.is_empty() { user.email } else { user.name };
    Revision { day: Some(signer.day), handle, name: name.into() }
}

/// Who changes what is not committed. Where a signature is demanded, it is taken for given: there is none yet that could
/// be looked at.
fn author(user: User, policy: &Config) -> Identity {
    match policy.person_by_email(&user.email) {
        Some(person) if policy.authority().identity == Demanded::Signature => Identity::Signed(person.handle().clone()),
        Some(person) => Identity::Claimed(person.handle().clone()),
        None => Identity::Unknown { name: user.name.into(), email: user.email.into() },
    }
}

/// The plan of a commit, which has all files in common with `now` that say the same: a plan of a hundred thousand items is
/// not kept twice.
fn shared(committed: &Committed, now: &LoadedPlan) -> Arc<Plan> {
    let own = committed.configs.iter().map(|(path, text)| (&**path, &**text));
    let has_same_config = own.eq(now.configuration.iter().map(|(path, text)| (&**path, &**text)));
    let shared = has_same_config.then(|| sharing(&committed.plan, &now.plan)).flatten();
    shared.map_or_else(|| Arc::clone(&committed.plan), Arc::new)
}

/// The plan of `committed` with the files of `now` that say the same; `None` where many do not.
fn sharing(committed: &Plan, now: &Plan) -> Option<Plan> {
    let mut shared = now.clone();
    let mut left = FEW_FILES;
    let gone = now.files().filter(|(_, file)| committed.file_at(file.path()).is_none());
    for (_, file) in gone {
        left = left.checked_sub(1)?;
        shared = shared.without_file(file.path());
    }
    for (_, file) in committed.files() {
        let is_same = |other: &roadlog_model::PlanFile| {
            other.document().bytes() == file.document().bytes()
                && (other.is_archived(), other.is_foreign()) == (file.is_archived(), file.is_foreign())
        };
        if now.file_at(file.path()).is_some_and(|(_, other)| is_same(other)) {
            continue;
        }
        left = left.checked_sub(1)?;
        let input = FileInput {
            path: file.path().to_owned(),
            bytes: file.document().bytes().to_vec(),
            archived: file.is_archived(),
            foreign: file.is_foreign(),
        };
        shared = shared.with_file(input).ok()?;
    }
    Some(shared)
}
