//! Whose each of some changes is: what a report says beside a change, and what other programs are told of it.

use roadlog_config::{Config, Identity as Demanded};
use roadlog_git::CommitId;
use roadlog_history::{Change, Commit, Court, Identity, Judged, Verdict, attributed, judge_range};
use roadlog_model::Untrusted;
use roadlog_report::page::Role;
use roadlog_syntax::value::Handle;

use crate::errors::Error;
use crate::judge::{Case, Question};
use crate::origins::Beginnings;
use crate::past::names;
use crate::revisions::{Revisions, Standing, git};
use crate::session::Session;

/// Whose each of some changes is, in their order.
#[derive(Debug, Default)]
pub(crate) struct Whose {
    said: Vec<Option<Said>>,
    /// What the verdicts rest on, where there is one to tell.
    rests: Option<String>,
}

/// Whose one change is.
#[derive(Debug)]
pub(crate) struct Said {
    /// The full hash of the commit that brought it; `None` where it is not committed.
    pub(crate) commit: Option<String>,
    /// Who made it, where that is somebody whom roadlog.toml knows.
    pub(crate) by: Option<Handle>,
    /// Whether it stands; `None` where nobody is known who could decide.
    pub(crate) allowed: Option<bool>,
    /// What there is to say to it, and how that is to be seen.
    remark: Option<(Untrusted, Role)>,
}

impl Whose {
    /// Whose changes are that the commits of a range brought. Where that cannot be judged it is said why, and nothing is
    /// known.
    pub(crate) fn of_range(changes: &[Change], revisions: &Revisions, question: Question, session: &Session) -> Self {
        if changes.is_empty() {
            return Self::default();
        }
        Self::judged(changes, revisions, question, session).unwrap_or_else(|error| {
            session.warn(&format!("whether these changes were their authors' to make is not told: {}", error.message));
            Self::default()
        })
    }

    fn judged(changes: &[Change], revisions: &Revisions, question: Question, session: &Session) -> Result<Self, Error> {
        let case = Case::read(revisions, question, session.today)?;
        let hearing = case.hearing();
        let (commits, judged) = (hearing.range.commits(), &hearing.judged);
        let policy = case.policy.plan.config();
        let said = attributed(changes, judged).into_iter().zip(changes).map(|(place, change)| {
            let judged = &judged[place?];
            let author = commits[judged.commit].author;
            let commit = Some(case.id(judged).to_owned());
            Some(Said { commit, ..Said::of(change, judged, author, policy) })
        });
        let said: Vec<_> = said.collect();
        let is_told = said.iter().flatten().any(|said| said.remark.is_some());
        Ok(Self { rests: is_told.then(|| case.told(judged)), said })
    }

    /// Whose changes are that are staged for a commit of whoever git says is its author. Nothing is known where nothing
    /// has been committed yet.
    ///
    /// # Errors
    /// Git's configuration cannot be read.
    pub(crate) fn of_staged(
        changes: &[Change],
        from: Option<CommitId>,
        [before, after]: [&Standing; 2],
        revisions: &Revisions,
        session: &Session,
    ) -> Result<Self, Error> {
        let Some(head) = from.filter(|_| !changes.is_empty()) else { return Ok(Self::default()) };
        let policy = before.plan.config();
        let author = author_to_be(before, revisions)?;
        let commits = [Commit { author: &author, state: after.state(), parents: vec![before.state()] }];
        let judged = Beginnings::before(revisions, head).judged(&|origins| {
            let court = Court { policy, today: session.today, origins, approvals: &[] };
            judge_range(&court, before.state(), &commits)
        });
        let places = attributed(changes, &judged).into_iter().zip(changes);
        let said = places.map(|(place, change)| Some(Said::of(change, &judged[place?], &author, policy)));
        Ok(Self { said: said.collect(), rests: None })
    }

    /// Whose the change at this place is; `None` where that is not known.
    pub(crate) fn of(&self, place: usize) -> Option<&Said> {
        self.said.get(place)?.as_ref()
    }

    /// What there is to say to the change at this place.
    pub(crate) fn remark(&self, place: usize) -> Option<(Untrusted, Role)> {
        self.of(place)?.remark.clone()
    }

    /// The changes that do not stand, and whose they are.
    pub(crate) fn refused(self, changes: Vec<Change>) -> (Vec<Change>, Self) {
        let is_refused = |said: &Option<Said>| said.as_ref().is_some_and(|said| said.allowed == Some(false));
        let (changes, said) = changes.into_iter().zip(self.said).filter(|(_, said)| is_refused(said)).unzip();
        (changes, Self { said, rests: self.rests })
    }

    /// Says what the verdicts rest on, where there is one to tell.
    pub(crate) fn tell(&self, session: &Session) {
        if let Some(rests) = &self.rests {
            session.say(rests);
        }
    }
}

impl Said {
    fn of(change: &Change, judged: &Judged, author: &Identity, policy: &Config) -> Self {
        let Judged { change: made, verdict, .. } = judged;
        // What was done to a newcomer besides bringing it in stands nowhere else.
        let is_it = made.topic == change.topic;
        let words = if is_it { verdict.remark(made, author, policy) } else { verdict.sentence(made, author, policy) };
        let role = if verdict.stands() { Role::Warning } else { Role::Alarm };
        let allowed = (*verdict != Verdict::Unjudged).then(|| verdict.stands());
        let by = match author {
            Identity::Unverified { author, .. } => author.as_ref(),
            author => author.handle(),
        };
        Self { commit: None, by: by.cloned(), allowed, remark: words.map(|words| (words, role)) }
    }
}

/// Who the author of the next commit is: git tells its hooks, and else it is whom it is configured to. Where a signature
/// is demanded, it is taken for given: there is none yet that could be looked at.
fn author_to_be(before: &Standing, revisions: &Revisions) -> Result<Identity, Error> {
    let said = |variable: &str, key: &str| match std::env::var(variable) {
        Ok(said) if !said.is_empty() => Ok(said),
        _ => revisions.repository.configured(key).map(Option::unwrap_or_default).map_err(|error| git(&error)),
    };
    let (name, email) = (said("GIT_AUTHOR_NAME", "user.name")?, said("GIT_AUTHOR_EMAIL", "user.email")?);
    let user = names(before).resolved(&roadlog_git::Identity { name, email });
    let policy = before.plan.config();
    Ok(match policy.person_by_email(&user.email) {
        Some(person) if policy.authority().identity == Demanded::Signature => Identity::Signed(person.handle().clone()),
        Some(person) => Identity::Claimed(person.handle().clone()),
        None => Identity::Unknown { name: user.name.into(), email: user.email.into() },
    })
}
