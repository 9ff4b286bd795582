//! Whether a change is its author's to make: the built-in table, what roadlog.toml adds to it, and who is what to the
//! item.

mod conditions;
mod identity;
mod merge;
mod range;
mod remaining;
mod standing;
mod told;

use roadlog_config::{
    AUTHORITY, Aspect, AuthorityLine, AuthorityRow, Config, Field, Person, Phase, Role, RowItems, RowSubject, Shape,
    Subject as Named,
};
use roadlog_syntax::value::{Date, Handle, Id};

use crate::change::{Change, Detail, Topic};
use crate::timeline::Timeline;
use conditions::Matter;

pub use identity::{Evidence, Identity};
pub use range::{Commit, Judged, State, commit_changes, judge_range};
pub use standing::Versions;

/// Who first wrote what, as the history tells.
pub trait Origins {
    /// Who brought an item in, by the id that it has in the base or, where it is newer, was created with.
    fn creator(&self, item: &Id) -> Option<Handle>;

    /// Who asked a question of an item, by its words.
    fn asker(&self, item: &Id, question: &str) -> Option<Handle>;
}

/// A history of which nothing is known: nobody has a creator's or an asker's rights.
#[derive(Clone, Copy, Debug, Default)]
pub struct UnknownOrigins;

impl Origins for UnknownOrigins {
    fn creator(&self, _: &Id) -> Option<Handle> {
        None
    }

    fn asker(&self, _: &Id, _: &str) -> Option<Handle> {
        None
    }
}

/// What a timeline tells of who first wrote what.
pub struct TimelineOrigins<'t, R> {
    /// The history up to the base.
    pub timeline: &'t Timeline<R>,
    /// Who made a revision; `None` where that is nobody known, or not known well enough.
    pub author: &'t dyn Fn(&R) -> Option<Handle>,
}

impl<R> Origins for TimelineOrigins<'_, R> {
    fn creator(&self, item: &Id) -> Option<Handle> {
        (self.author)(&self.timeline.created(item)?.revision)
    }

    fn asker(&self, item: &Id, question: &str) -> Option<Handle> {
        (self.author)(&self.timeline.asked(item, question)?.revision)
    }
}

impl<R> std::fmt::Debug for TimelineOrigins<'_, R> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("TimelineOrigins").finish_non_exhaustive()
    }
}

/// What changes are judged by: the policy of the base, the day, the history, and who has approved.
#[derive(Clone, Copy)]
pub struct Court<'a> {
    /// The configuration of the base, never of what is judged.
    pub policy: &'a Config,
    /// The day that counts as today: whoever has left the team may nothing, and no line holds longer than it says.
    pub today: Date,
    /// Who first wrote what.
    pub origins: &'a dyn Origins,
    /// Who has approved the changes, as the forge tells.
    pub approvals: &'a [Handle],
}

/// Whether a change stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It stands.
    Allowed {
        /// Whose right it stands by: the author's, or that of somebody who approved it.
        who: Handle,
        /// What gives the right.
        by: Ground,
    },
    /// It stands, and whoever decides on the item is somebody else.
    StandIn {
        /// Whose right it stands by.
        who: Handle,
        /// The item's owner.
        owner: Handle,
    },
    /// It does not stand.
    Refused(Refusal),
    /// Nobody is known, so that nobody's right can be asked for.
    Unjudged,
}

/// What gives the right to make a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// A row of the built-in table.
    Row(&'static AuthorityRow),
    /// The line `[[authority.allow]]` at this place, from 0.
    Allow(usize),
    /// The line `[[authority.only]]` at this place, from 0.
    Only(usize),
}

/// Why a change does not stand, and who may make it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub reason: Reason,
    /// The role that decides here.
    pub role: Role,
    /// The people who may, in the order of roadlog.toml.
    pub may: Vec<Handle>,
}

/// Why a change does not stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The author is nobody in roadlog.toml, or no longer in the team.
    Unknown,
    /// A signature is demanded, and there is none that verifies.
    Unverified,
    /// No row and no line names the author.
    NotTheirs,
    /// A line `[[authority.only]]` names others.
    OnlyOthers,
    /// The author has worked on what they accept, and somebody else may accept it.
    OwnWork,
}

impl Court<'_> {
    /// Whether a change of `author` stands: one row or line must name them, or somebody who has approved it. What an
    /// item was and what it becomes must both be theirs to change.
    pub fn judge(&self, change: &Change, author: &Identity, versions: &Versions<'_>) -> Verdict {
        if !self.policy.people_known() {
            return Verdict::Unjudged;
        }
        let approvers = self.approvals.iter().filter_map(|who| identity::active(self.policy, who, self.today));
        let mut stand_in = None;
        for person in author.person(self.policy, self.today).into_iter().chain(approvers) {
            let who = person.handle();
            let Ok(by) = self.right(person, change, versions) else { continue };
            match self.owner_first(who, &by, change, versions) {
                Some(owner) => stand_in = stand_in.or(Some(Verdict::StandIn { who: who.clone(), owner })),
                None => return Verdict::Allowed { who: who.clone(), by },
            }
        }
        stand_in.unwrap_or_else(|| Verdict::Refused(self.refusal(change, author, versions)))
    }

    /// What gives a person the right to make a change, or why nothing does.
    fn right(&self, person: &Person, change: &Change, versions: &Versions<'_>) -> Result<Ground, Reason> {
        let ground = match &change.item {
            None => self.ground(person, &Matter { change, kind: None, versions })?,
            Some(item) => {
                let words = [Some(&item.kind), item.former_kind.as_ref()];
                let mut found = None;
                for word in words.into_iter().flatten() {
                    let ground = self.ground(person, &Matter { change, kind: self.policy.kind(word), versions })?;
                    found = found.or(Some(ground));
                }
                found.ok_or(Reason::NotTheirs)?
            }
        };
        if self.accepts_own_work(person.handle(), change, versions) {
            return Err(Reason::OwnWork);
        }
        Ok(ground)
    }

    /// What gives a person the right to make a change of an item of one kind.
    fn ground(&self, person: &Person, matter: &Matter<'_>) -> Result<Ground, Reason> {
        let authority = self.policy.authority();
        let lines = |lines: &'_ [AuthorityLine]| -> Vec<usize> {
            let speaking = lines.iter().enumerate().filter(|(_, line)| self.speaks_of(line, matter));
            speaking.map(|(place, _)| place).collect()
        };
        let only = lines(&authority.only);
        if !only.is_empty() {
            let found = only.into_iter().find(|place| self.line_names(person, &authority.only[*place], matter));
            return found.map(Ground::Only).ok_or(Reason::OnlyOthers);
        }
        let row =
            |decides: bool| AUTHORITY.iter().find(|row| row.decides == decides && self.row_names(person, row, matter));
        let allow =
            || lines(&authority.allow).into_iter().find(|at| self.line_names(person, &authority.allow[*at], matter));
        // The right of whoever decides comes last: whoever has another one stands in for nobody.
        let found = row(false).map(Ground::Row).or_else(|| allow().map(Ground::Allow));
        found.or_else(|| row(true).map(Ground::Row)).ok_or(Reason::NotTheirs)
    }

    /// Whether a line of roadlog.toml speaks of a change today.
    fn speaks_of(&self, line: &AuthorityLine, matter: &Matter<'_>) -> bool {
        let (aspect, transition) = (matter.change.aspect(self.policy), matter.change.transition());
        let is_it = line.change.iter().any(|selector| match matter.kind {
            Some(kind) => selector.value.matches(kind, aspect, transition),
            None => matter.change.matches(&selector.value, self.policy),
        });
        let is_theirs = |team: &Handle| {
            let item = matter.versions.standing().or(matter.versions.after);
            item.is_some_and(|item| standing::is_of_team(item, team, self.policy))
        };
        is_it && line.holds_on(self.today) && line.of.as_ref().is_none_or(|team| is_theirs(&team.value))
    }

    /// Whether a line names a person.
    fn line_names(&self, person: &Person, line: &AuthorityLine, matter: &Matter<'_>) -> bool {
        let who = person.handle();
        let is_agent = person.roles().contains(Role::Agent);
        line.by.iter().any(|named| match &named.value {
            Named::Role(role) => self.policy.has_role(who, *role, self.shape(matter.change)),
            Named::OwnRole(name) => person.is_called(name),
            Named::Handle(handle) => {
                who == handle || (!is_agent && self.policy.team_members(handle).any(|it| it == who))
            }
            Named::Relation(relation) => !is_agent && self.is(who, *relation, matter),
        })
    }

    /// Whether a row of the table speaks of a change, holds, and names a person.
    fn row_names(&self, person: &Person, row: &AuthorityRow, matter: &Matter<'_>) -> bool {
        let who = person.handle();
        let is_agent = person.roles().contains(Role::Agent);
        let speaks = match (row.what, matter.kind) {
            (RowItems::Config, _) => matches!(matter.change.topic, Topic::Config(_)),
            (_, None) if matter.change.item.is_none() => false,
            (RowItems::Any, _) => true,
            (RowItems::Side(side), Some(kind)) => kind.spec().side == side,
            // A kind that the base does not know is everybody's who decides on either side, and nobody else's.
            (RowItems::Side(_), None) => row.decides,
            (RowItems::Kinds(kinds), kind) => kind.is_some_and(|kind| kinds.contains(&kind.like)),
        };
        speaks
            && row.aspects.include(matter.change.aspect(self.policy))
            && conditions::holds(row.condition, matter, who, self)
            && row.by.iter().any(|named| match named {
                RowSubject::Role(role) => self.policy.has_role(who, *role, self.shape(matter.change)),
                RowSubject::Relation(relation) => !is_agent && self.is(who, *relation, matter),
            })
    }

    fn is(&self, who: &Handle, relation: roadlog_config::Relation, matter: &Matter<'_>) -> bool {
        standing::is(who, relation, matter.change, matter.versions, self.policy, self.origins)
    }

    /// How the deciding roles are spread where a change stands.
    fn shape(&self, change: &Change) -> Option<Shape> {
        let place = change.before.as_ref().or(change.after.as_ref());
        self.policy.settings(place.map_or("", |place| place.path.unescaped())).shape()
    }

    /// The owner whose item it is, where somebody else's right is that of whoever decides.
    fn owner_first(&self, who: &Handle, by: &Ground, change: &Change, versions: &Versions<'_>) -> Option<Handle> {
        let Ground::Row(row) = by else { return None };
        let item = versions.standing().filter(|_| row.decides)?;
        let owner = item.owner()?.handle;
        let role = item.side()?.role();
        let decides = self.policy.has_role(owner, role, self.shape(change));
        let is_here = identity::active(self.policy, owner, self.today).is_some();
        (owner != who && decides && is_here).then(|| owner.clone())
    }

    /// Whether somebody accepts what they have worked on while somebody else may accept it.
    fn accepts_own_work(&self, who: &Handle, change: &Change, versions: &Versions<'_>) -> bool {
        let works = |who: &Handle| {
            let Versions { base, before, after, .. } = *versions;
            let versions = [base, before, after];
            versions.into_iter().flatten().any(|item| standing::is_assignee(who, item, self.policy))
        };
        if !self.is_acceptance(change) || !works(who) {
            return false;
        }
        let side = change.item.as_ref().and_then(|item| item.kinds(self.policy).next()).map(|kind| kind.spec().side);
        let others = side.into_iter().flat_map(|side| self.policy.deciders(side, self.shape(change)));
        others.into_iter().any(|other| {
            let is_here = identity::active(self.policy, other.handle(), self.today).is_some();
            is_here && other.handle() != who && !works(other.handle())
        })
    }

    /// Whether a change is the acceptance of work: the status, or the line that signs it off.
    fn is_acceptance(&self, change: &Change) -> bool {
        let kinds = change.item.iter().flat_map(|item| item.kinds(self.policy));
        let status = match &change.detail {
            Detail::Created(newcomer) => newcomer.status.as_deref(),
            _ => change.transition().map(|(_, to)| to),
        };
        let is_signed = change.is_about(Aspect::field(Field::Accepted)) && change.value_after().is_some();
        kinds.filter(|kind| Field::Accepted.is_on(kind.like)).any(|kind| {
            let phase = status.and_then(|word| conditions::phase(word, Some(kind), change, self.policy));
            is_signed || phase == Some(Phase::Done)
        })
    }

    /// Why a change does not stand, and who may make it.
    fn refusal(&self, change: &Change, author: &Identity, versions: &Versions<'_>) -> Refusal {
        let reason = match (author, author.person(self.policy, self.today)) {
            (_, Some(person)) => self.right(person, change, versions).err().unwrap_or(Reason::NotTheirs),
            (Identity::Unverified { .. } | Identity::Claimed(_), None) if self.knows(author) => Reason::Unverified,
            (Identity::Unverified { .. }, None) => Reason::Unverified,
            (_, None) => Reason::Unknown,
        };
        let here = self.policy.people().iter().filter(|person| person.is_active_on(self.today));
        let may = here.filter(|person| self.right(person, change, versions).is_ok());
        Refusal { reason, role: self.deciding_role(change), may: may.map(|person| person.handle().clone()).collect() }
    }

    fn knows(&self, author: &Identity) -> bool {
        author.handle().is_none_or(|who| identity::active(self.policy, who, self.today).is_some())
    }

    /// The role that decides on what changed.
    fn deciding_role(&self, change: &Change) -> Role {
        let Some(item) = &change.item else { return Role::Maintainer };
        let kind = item.kinds(self.policy).next().map(|kind| kind.like).or(item.like);
        kind.map_or(Role::ProductOwner, |kind| roadlog_config::KindSpec::of(kind).side.role())
    }
}

impl std::fmt::Debug for Court<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Court")
            .field("today", &self.today)
            .field("approvals", &self.approvals)
            .finish_non_exhaustive()
    }
}
