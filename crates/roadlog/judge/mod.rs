//! A range of commits read from git's objects, and judged by the policy of its base: who made each commit, and whether what
//! it changed was theirs to change.

mod hearing;

use std::rc::Rc;

use roadlog_config::{Config, Identity as Demanded, ProblemKind, SigningKey};
use roadlog_git::{Commit as Made, CommitId, Key, Names, Plans, Revision, Signature};
use roadlog_history::{Commit, CommitRange, Court, Evidence, Identity, Judged, PolicyFile};
use roadlog_lint::{History as Told, Merge};
use roadlog_syntax::value::{Date, Handle};
use roadlog_workspace::LONGEST_CONFIG;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::errors::{Class, Error};
use crate::origins::Beginnings;
use crate::past::{self, History};
use crate::revisions::{Revisions, Standing, git};

pub(crate) use hearing::Hearing;

/// Which commits are judged, and what the forge says about them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Question {
    /// The commits that the base has already are not judged; its policy is what they are judged by.
    pub(crate) base: Option<CommitId>,
    /// Further commits that are there already, as on the branches of a remote: they are not judged again.
    pub(crate) known: Vec<CommitId>,
    /// The last commit.
    pub(crate) head: Option<CommitId>,
    /// The user whom the forge has authenticated, as it names them.
    pub(crate) actor: Option<String>,
    /// Who has approved this very head.
    pub(crate) approvals: Vec<Handle>,
}

/// A range of commits, read.
pub(crate) struct Case<'r> {
    /// The last commit that is judged.
    pub(crate) head: CommitId,
    /// The base as it is now: its policy is what counts.
    pub(crate) policy: Revision,
    /// Where the range left the base.
    fork: Rc<Known>,
    commits: Vec<Entry>,
    ids: Vec<SmolStr>,
    days: Vec<Option<Date>>,
    /// The places of the commits that are judged; the others are there already.
    new: FxHashSet<usize>,
    approvals: Vec<Handle>,
    today: Date,
    origins: Beginnings<'r>,
}

/// A commit of the range that changes the plan, or that ends it.
struct Entry {
    author: Identity,
    state: Rc<Known>,
    parents: Vec<Rc<Known>>,
    /// For each parent of a merge but the first one what both began with, where that is here and the two differ.
    forks: Vec<Option<Rc<Known>>>,
}

/// The plan of one commit, with the revision that others are made from.
struct Known {
    revision: Revision,
    standing: Standing,
}

impl<'r> Case<'r> {
    /// Reads the commits from a base to a head.
    ///
    /// # Errors
    /// Something is not here or cannot be read, the policy of the base is broken, or the two have not exactly one best
    /// common ancestor.
    pub(crate) fn read(revisions: &'r Revisions, question: Question, today: Date) -> Result<Self, Error> {
        let Question { base: Some(base), known, head: Some(head), actor, approvals } = question else {
            return Err(Error::internal("a range without an end was to be judged"));
        };
        revisions.look_in(base)?;
        revisions.refuse_taken_over(base, head)?;
        let mut plans = revisions.plans()?;
        let mut reader = StateReader { plans: &mut plans, known: FxHashMap::default() };
        let policy = reader.at(base, None)?;
        refuse_broken(&policy.revision, &policy.standing.policy).map_err(|error| match revisions.elsewhere(base) {
            Some(hint) if !policy.revision.has_config() => Error { hint, ..error },
            _ => error,
        })?;
        let fork = reader.at(fork(revisions, base, head)?, Some(&policy))?;
        let between = |without: &[CommitId]| revisions.repository.between(without, head).map_err(|error| git(&error));
        let made = between(&[base])?;
        // What is there already has been judged, and is no less a part of what changed since the base.
        let ids = |commits: &[Made]| commits.iter().map(|commit| commit.id).collect::<FxHashSet<_>>();
        let known = [&[base], &known[..]].concat();
        let unknown = if known.len() == 1 { ids(&made) } else { ids(&between(&known)?) };
        let mut new = FxHashSet::default();
        let judge = Identities::of(&policy.standing, actor.as_deref(), today);
        let (mut commits, mut ids, mut days) = (Vec::new(), Vec::new(), Vec::new());
        for commit in &made {
            let first = commit.parents.first().map(|parent| reader.at(*parent, Some(&fork))).transpose()?;
            let state = reader.at(commit.id, first.as_ref().or(Some(&fork)))?;
            // A merge that leaves everything as its first parent has it may drop what others brought.
            let is_same = commit.parents.len() == 1
                && first.as_ref().is_some_and(|it| it.revision.listing() == state.revision.listing());
            if is_same && commit.id != head {
                continue;
            }
            let parents = commit.parents.iter().map(|parent| reader.at(*parent, Some(&state)));
            let parents = parents.collect::<Result<Vec<_>, _>>()?;
            // Whose a commit is that changes nothing is not asked: a signature takes its time.
            let is_new = unknown.contains(&commit.id);
            let author = if is_same || !is_new { judge.claimed(commit) } else { judge.author(commit)? };
            new.extend(is_new.then_some(commits.len()));
            let forks = reader.forks(revisions, commit, &parents);
            commits.push(Entry { author, state, parents, forks });
            ids.push(commit.id.to_string().into());
            days.push(commit.author.as_ref().map(|author| author.day));
        }
        let policy = policy.revision.clone();
        let origins = Beginnings::before(revisions, base);
        Ok(Self { head, policy, fork, commits, ids, days, new, approvals, today, origins })
    }

    /// Whether the base has no roadlog.toml, so that nothing is judged.
    pub(crate) fn is_unjudged(&self) -> bool {
        !self.policy.has_config()
    }

    /// What the commits changed, and whether that stands.
    pub(crate) fn hearing(&self) -> Hearing<'_> {
        let (policy, today, approvals) = (self.policy.plan.config(), self.today, &*self.approvals);
        let commits = self.commits.iter().map(Entry::commit).collect();
        let range = CommitRange::new(self.fork.standing.state(), commits);
        let mut judged = self.origins.judged(&|origins| range.judged(&Court { policy, today, origins, approvals }));
        judged.retain(|judged| self.new.contains(&judged.commit));
        let merges = self.commits.iter().enumerate().flat_map(|(place, entry)| entry.merges(place)).collect();
        Hearing::new(self, range, judged, merges)
    }

    /// The full hash of the commit that made a change.
    pub(crate) fn id(&self, judged: &Judged) -> &str {
        &self.ids[judged.commit]
    }

    /// How many commits change the plan, and what is known of who made them.
    pub(crate) fn told(&self, judged: &[Judged]) -> String {
        let mut places: Vec<usize> = judged.iter().map(|judged| judged.commit).collect();
        places.sort_unstable();
        places.dedup();
        let with = |evidence: Option<Evidence>| {
            places.iter().filter(|place| self.commits[**place].author.evidence() == evidence).count()
        };
        let parts = [
            (with(Some(Evidence::Claimed)), "claimed by their address"),
            (with(Some(Evidence::Forge)), "authenticated by the forge"),
            (with(Some(Evidence::Signed)), "signed"),
            (with(None), "of nobody who is known"),
        ];
        let parts = parts.into_iter().filter(|(count, _)| *count > 0);
        let parts: Vec<_> = parts.map(|(count, words)| format!("{count} {words}")).collect();
        let commits = if places.len() == 1 { "1 commit changes" } else { "commits change" };
        match places.len() {
            0 => "No commit of the range changes the plan.".to_owned(),
            1 => format!("{commits} the plan: {}.", parts.join(", ")),
            many => format!("{many} {commits} the plan: {}.", parts.join(", ")),
        }
    }

    /// The history that leads to the base, which is read once, when it is asked for.
    pub(crate) fn history(&self) -> Result<&History, &Error> {
        self.origins.history()
    }

    /// The same, where it has been asked for.
    pub(crate) fn known_history(&self) -> Option<Result<&History, &Error>> {
        self.origins.known_history()
    }

    /// Since when the plan of the base says what it says, where its history is here.
    pub(crate) fn history_of_base(&self) -> Option<Told> {
        let history = self.history().ok()?;
        Some(Told::of(&history.timeline.map(|past| past.day), &self.policy.plan))
    }
}

impl Entry {
    fn commit(&self) -> Commit<'_> {
        let parents = self.parents.iter().map(|parent| parent.standing.state()).collect();
        Commit { author: &self.author, state: self.state.standing.state(), parents }
    }

    fn merges(&self, place: usize) -> impl Iterator<Item = Merge<'_>> {
        let result = &*self.state.standing.plan;
        let first = self.parents.first();
        let others = self.parents.iter().skip(1).zip(&self.forks);
        others.filter_map(move |(other, fork)| {
            let sides = [&*first?.standing.plan, &*other.standing.plan];
            Some(Merge { commit: Some(place), base: &fork.as_ref()?.standing.plan, sides, result })
        })
    }
}

/// Reads the plans of commits, each once.
struct StateReader<'a, 'r> {
    plans: &'a mut Plans<'r>,
    known: FxHashMap<CommitId, Rc<Known>>,
}

impl StateReader<'_, '_> {
    fn at(&mut self, id: CommitId, near: Option<&Rc<Known>>) -> Result<Rc<Known>, Error> {
        if let Some(known) = self.known.get(&id) {
            return Ok(Rc::clone(known));
        }
        let commit = self.plans.reader().commit(id).map_err(|error| git(&error))?;
        let revision = self.plans.of_commit(&commit, near.map(|near| &near.revision)).map_err(|error| git(&error))?;
        let standing = Standing::of_revision(&revision, self.plans)?;
        let known = Rc::new(Known { revision, standing });
        self.known.insert(id, Rc::clone(&known));
        Ok(known)
    }
}

impl StateReader<'_, '_> {
    /// For each parent of a merge but the first one what the two have in common. What is not here is not looked at.
    fn forks(&mut self, revisions: &Revisions, commit: &Made, parents: &[Rc<Known>]) -> Vec<Option<Rc<Known>>> {
        let [first, others @ ..] = &commit.parents[..] else { return Vec::new() };
        let sides = others.iter().zip(parents.iter().skip(1));
        let forks = sides.map(|(id, side)| {
            if side.revision.listing() == parents[0].revision.listing() {
                return None;
            }
            let bases = revisions.repository.merge_bases(*first, *id).ok()?;
            self.at(*bases.first()?, Some(side)).ok()
        });
        forks.collect()
    }
}

/// Where a range left its base.
fn fork(revisions: &Revisions, base: CommitId, head: CommitId) -> Result<CommitId, Error> {
    let bases = revisions.repository.merge_bases(base, head).map_err(|error| git(&error))?;
    match bases[..] {
        [one] => Ok(one),
        [] => {
            let message = format!("{base:.10} and {head:.10} have no commit in common, so that nothing can be judged");
            let hint = format!(
                "name another base, or join the two on the branch, and all that it brings is judged: \
                 `git merge --allow-unrelated-histories {base:.10}`"
            );
            Err(Error::user(message, hint))
        }
        [..] => {
            let message =
                format!("the histories of {base:.10} and {head:.10} cross, so that it is not clear what changed");
            Err(Error::user(message, "merge the base into the branch, or rebase the branch, and run the check again"))
        }
    }
}

/// Refuses a base whose policy, which stands in these files, cannot be relied on: what it would have forbidden is not let through.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn refuse_broken(base: &Revision, policy: &[PolicyFile]) -> Result<(), Error> {
    let hint = "mend it on the base first: by it everything else is judged";
    let is_policy = |path: &str| matches!(path.rsplit('/').next(), Some("roadlog.toml" | ".mailmap"));
    if let Some(problem) = base.problems.iter().find(|problem| problem.path().is_some_and(is_policy)) {
        return Err(Error::told(Class::Config, &format!("in the base, {problem}"), hint));
    }
    let is_too_long = |file: &&PolicyFile| file.text.len() as u64 > LONGEST_CONFIG;
    if let Some(file) = policy.iter().find(is_too_long) {
        let (path, length) = (&file.path, file.text.len());
        let message =
            format!("in the base, {path} is {length} bytes long, and {LONGEST_CONFIG} are the most that count");
        return Err(Error { class: Class::Config, message, hint: hint.to_owned() });
    }
    let problems = base.config_problems.iter().cloned().chain(base.plan.config().problems());
    let is_grave = |kind: ProblemKind| kind != ProblemKind::UnknownKey;
    let mut grave = { problems }.filter(|problem| is_grave(problem.problem.kind));
    let Some(problem) = grave.next() else { return Ok(()) };
    let path = base.plan.config().file_path(problem.file).unwrap_or_else(|| "roadlog.toml".to_owned());
    let message = format!("{path} of the base cannot be relied on: {}", problem.problem.message);
    Err(Error { class: Class::Config, message, hint: hint.to_owned() })
}

/// Who made commits, by what a policy knows of people.
struct Identities<'a> {
    policy: &'a Config,
    names: Names,
    keys: Keys<'a>,
    actor: Option<Identity>,
}

/// The keys of people.
struct Keys<'a> {
    /// Those that count today.
    valid: Vec<Key<'a>>,
    /// The others, which prove nothing.
    stale: Vec<Key<'a>>,
}

impl<'a> Identities<'a> {
    fn of(base: &'a Standing, actor: Option<&str>, today: Date) -> Self {
        let policy = base.plan.config();
        let of_person = |person: &'a roadlog_config::Person| {
            let keyed = |key: &'a SigningKey| Key { person: person.handle().name(), key: key.text() };
            person.keys().iter().map(move |key| (key.is_valid_on(today), keyed(&key.value)))
        };
        let actor = actor.map(|actor| match known(policy, actor) {
            Some(handle) => Identity::Forge(handle),
            None => Identity::Unknown { name: actor.trim_start_matches('@').into(), email: String::new().into() },
        });
        let (valid, stale): (Vec<_>, Vec<_>) =
            policy.people().iter().flat_map(of_person).partition(|(is_valid, _)| *is_valid);
        let keys = |keyed: Vec<(bool, Key<'a>)>| keyed.into_iter().map(|(_, key)| key).collect();
        let keys = Keys { valid: keys(valid), stale: keys(stale) };
        Self { policy, names: past::names(base), keys, actor }
    }

    /// Who made a commit, by its address alone.
    fn claimed(&self, commit: &Made) -> Identity {
        let Some(signer) = &commit.author else {
            return Identity::Unknown { name: String::new().into(), email: String::new().into() };
        };
        let identity = self.names.resolved(&signer.identity);
        match self.policy.person_by_email(&identity.email) {
            Some(person) => Identity::Claimed(person.handle().clone()),
            None => Identity::Unknown { name: identity.name.into(), email: identity.email.into() },
        }
    }

    /// Who made a commit, by all that is known of it.
    fn author(&self, commit: &Made) -> Result<Identity, Error> {
        let claimed = self.claimed(commit);
        let author = claimed.handle().cloned();
        let demands = self.policy.authority().identity == Demanded::Signature;
        let signer = self.signer(commit, &self.keys.valid)?;
        Ok(match (signer, &self.actor) {
            (Some(signer), _) if author.as_ref() == Some(&signer) => Identity::Signed(signer),
            (Some(signer), actor) if demands || actor.is_some() => Identity::SignedByAnother { signer, author },
            (_, Some(actor)) => actor.clone(),
            (_, None) if demands => Identity::Unverified { author, signer: self.signer(commit, &self.keys.stale)? },
            (_, None) => claimed,
        })
    }

    /// Whose signature a commit carries, of the people with these keys.
    fn signer(&self, commit: &Made, keys: &[Key<'_>]) -> Result<Option<Handle>, Error> {
        if keys.is_empty() {
            return Ok(None);
        }
        Ok(match commit.signature(keys).map_err(|error| git(&error))? {
            Signature::Of(person) => known(self.policy, &person),
            Signature::Unreliable(_) => None,
        })
    }
}

/// The person of this handle, with or without its @, in whatever letter case a forge writes it.
pub(crate) fn known(policy: &Config, name: &str) -> Option<Handle> {
    let handle = Handle::from_name(&name.trim_start_matches('@').to_ascii_lowercase()).ok()?;
    policy.person(&handle).map(|person| person.handle().clone())
}
