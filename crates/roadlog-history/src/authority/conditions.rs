//! When a row of the built-in table holds: what the item was, and what it became, by the statuses of the policy.

use roadlog_config::{Aspect, Config, KindRef, Phase, RowCondition};
use roadlog_model::PlanItem;
use roadlog_syntax::value::Handle;

use super::standing::{Versions, id};
use super::{Court, identity};
use crate::change::{Change, Detail, Question};

/// A change of an item of one kind, whose row is looked for.
pub(super) struct Matter<'a> {
    pub(super) change: &'a Change,
    pub(super) kind: Option<KindRef>,
    pub(super) versions: &'a Versions<'a>,
}

/// Whether a row that speaks of the change holds for who made it.
pub(super) fn holds(condition: RowCondition, matter: &Matter<'_>, who: &Handle, court: &Court<'_>) -> bool {
    match condition {
        RowCondition::Always => true,
        RowCondition::AsDraft => created_as(matter, court.policy).is_some_and(|(_, phase)| phase == Phase::Draft),
        RowCondition::UpToReview => {
            created_as(matter, court.policy).is_some_and(|(word, phase)| phase.is_open() && word != "rejected")
        }
        RowCondition::OfDraft => is_draft(matter, court.policy),
        RowCondition::Uncancelled => !is_cancelled(matter, court.policy),
        RowCondition::AtWork => at_work(matter, court.policy).is_some(),
        RowCondition::Onward => at_work(matter, court.policy) == Some(Phase::Doing),
        RowCondition::TakenUp => is_taken_up(matter, court.policy),
        RowCondition::OwnQuestion => is_own_question(matter.change, who, court),
        RowCondition::WhereNobodyIs(role) => {
            let holders = court.policy.with_role(role, None);
            !holders.into_iter().any(|person| identity::active(court.policy, person.handle(), court.today).is_some())
        }
    }
}

/// The phase of a status, by the policy and not by what the change makes of it.
pub(super) fn phase(word: &str, kind: Option<KindRef>, change: &Change, policy: &Config) -> Option<Phase> {
    let place = change.before.as_ref().or(change.after.as_ref())?;
    policy.settings(place.path.unescaped()).status(kind?, word).map(|status| status.phase)
}

/// The status that a new item came with, and its phase.
fn created_as<'a>(matter: &Matter<'a>, policy: &Config) -> Option<(&'a str, Phase)> {
    let Detail::Created(newcomer) = &matter.change.detail else { return None };
    // A second item of an id is no newcomer: whoever names it may mean either.
    let word = newcomer.status.as_deref().filter(|_| matter.versions.before.is_none())?;
    Some((word, phase(word, matter.kind, matter.change, policy)?))
}

/// Whether the item was a draft all along, and still is one where it is there.
fn is_draft(matter: &Matter<'_>, policy: &Config) -> bool {
    let is_draft = |item: PlanItem<'_>| {
        let word = item.status().map(|status| &*status.word);
        let kind = policy.kind(&crate::change::kind_word(item));
        word.and_then(|word| phase(word, kind, matter.change, policy)) == Some(Phase::Draft)
    };
    let Versions { base, before, after, .. } = *matter.versions;
    let versions = [base, before, after];
    before.is_some() && versions.into_iter().flatten().all(is_draft)
}

/// Whether a status becomes one that cancels: a sprint that misses its goal is none.
fn is_cancelled(matter: &Matter<'_>, policy: &Config) -> bool {
    let word = match &matter.change.detail {
        Detail::Created(newcomer) => newcomer.status.as_deref(),
        _ => matter.change.transition().map(|(_, to)| to),
    };
    word.is_some_and(|word| {
        word != "missed" && phase(word, matter.kind, matter.change, policy).is_none_or(|phase| phase == Phase::Dropped)
    })
}

/// Towards which phase a status changes while work goes on; `None` where it is no such change.
fn at_work(matter: &Matter<'_>, policy: &Config) -> Option<Phase> {
    let (from, to) = matter.change.transition()?;
    let phase = |word: &str| phase(word, matter.kind, matter.change, policy);
    let is_work = |phase: Phase| matches!(phase, Phase::Ready | Phase::Doing);
    let (before, after) = (phase(from)?, phase(to)?);
    let is_sent_back = to == "rejected" || (from == "rejected" && to != "doing");
    (is_work(before) && is_work(after) && !is_sent_back).then_some(after)
}

/// Whether a line goes from work that goes on. What is rejected in the end still has to say why, however often its status
/// changed on the way: only who sent it back anew could have said that anew.
fn is_taken_up(matter: &Matter<'_>, policy: &Config) -> bool {
    let Versions { before: Some(before), after: Some(after), head, .. } = *matter.versions else { return false };
    let status = |item: PlanItem<'_>| item.status().map(|status| status.word.to_string());
    let is_work = |word: &str| {
        let phase = phase(word, matter.kind, matter.change, policy);
        matches!(phase, Some(Phase::Ready | Phase::Doing))
    };
    let goes_on = |item| status(item).is_some_and(|word| word != "rejected" && is_work(&word));
    let is_rejected = |item| status(item).is_some_and(|word| word == "rejected");
    matter.change.value_after().is_none()
        && status(before).is_some_and(|word| is_work(&word))
        && goes_on(after)
        && !head.is_some_and(is_rejected)
}

/// Whether a question is new, or was asked by who withdraws it or asks it otherwise.
fn is_own_question(change: &Change, who: &Handle, court: &Court<'_>) -> bool {
    let Detail::Question(question) = &change.detail else { return false };
    match (question, change.is_about(Aspect::QuestionsAsked)) {
        (Question::Asked(_), _) => true,
        (question, _) => question
            .before()
            .zip(id(change))
            .is_some_and(|(words, item)| court.origins.asker(item, words.unescaped()).as_ref() == Some(who)),
    }
}
