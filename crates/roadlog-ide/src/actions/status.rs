//! How far an item is: accepted, sent back, one status on or back, or any other one.

use roadlog_config::{Field, KindRef, Phase, Status};
use roadlog_edit::definition_of_done;
use roadlog_lint::Untrusted;
use roadlog_model::PlanItem;
use roadlog_syntax::value::Id;

use super::item::Spot;
use super::key::Ask;
use super::{Action, ActionKind, TO_SAY};

/// The statuses of the built-in kinds that have a decision of their own, or a place of their own in the order of work.
const REJECTED: &str = "rejected";
pub(crate) const REVIEW: &str = "review";
const DROPPED: &str = "dropped";

pub(super) fn actions(spot: Spot<'_>, id: &Id) -> Vec<Action> {
    let Some(kind) = spot.item.kind() else { return Vec::new() };
    let mut actions: Vec<_> = accept(spot, id).into_iter().chain(reject(spot, id, kind)).collect();
    actions.extend(steps(spot, id, kind));
    actions
}

/// The way that items of a kind go from the first status to the last one, without what ends or sends them back.
fn way(item: PlanItem<'_>, kind: KindRef) -> Vec<&Status> {
    let statuses = item.settings().statuses(kind).iter();
    statuses.filter(|status| status.phase != Phase::Dropped && status.name != REJECTED).collect()
}

/// The next status of an item on its way, where going there is no decision with a sign-off.
pub(crate) fn next(item: PlanItem<'_>) -> Option<&Status> {
    let (now, kind) = (item.status()?, item.kind()?);
    let way = way(item, kind);
    let next = if now.word == REJECTED {
        // What was sent back goes on as being worked on.
        way.into_iter().find(|status| status.phase == Phase::Doing)
    } else {
        let at = way.iter().position(|status| status.name == *now.word)?;
        way.into_iter().nth(at + 1)
    };
    next.filter(|status| !is_signed_off(kind, status))
}

fn previous(item: PlanItem<'_>) -> Option<&Status> {
    let (now, kind) = (item.status()?, item.kind()?);
    let way = way(item, kind);
    let at = way.iter().position(|status| status.name == *now.word)?;
    way.into_iter().nth(at.checked_sub(1)?)
}

/// Whether an item of the kind gets there by a sign-off.
fn is_signed_off(kind: KindRef, status: &Status) -> bool {
    Field::Accepted.is_on(kind.like) && status.phase == Phase::Done
}

/// The acceptance of an item that waits for it or lacks its sign-off; why not, where it waits.
fn accept(spot: Spot<'_>, id: &Id) -> Option<Action> {
    let item = spot.item;
    let is_done = item.phase() == Some(Phase::Done);
    let is_sent_back = item.status().is_some_and(|status| status.word == REJECTED);
    if is_sent_back
        || !item.like().is_some_and(|kind| Field::Accepted.is_on(kind))
        || !matches!(item.phase(), Some(Phase::Doing | Phase::Done))
    {
        return None;
    }
    let has_done = !definition_of_done(item.plan(), std::slice::from_ref(id)).is_empty();
    let key = Ask::Accept { id: id.clone(), done: has_done };
    let what = if is_done { "Sign off" } else { "Accept" };
    let title = if has_done { format!("{what} {id}: the Definition of Done is kept") } else { format!("{what} {id}") };
    let waits = is_done || item.status().is_some_and(|status| status.word == REVIEW);
    offered(spot, (title, ActionKind::Accept), key, waits)
}

/// An action that can be done, or that somebody waits for, with why it must wait.
fn offered(spot: Spot<'_>, (title, kind): (String, ActionKind), ask: Ask, waits: bool) -> Option<Action> {
    let disabled = match spot.would_change(&ask) {
        Ok(true) => None,
        Err(refusal) if waits => Some(refusal.reason),
        Ok(false) | Err(_) => return None,
    };
    Some(Action { disabled, ..Action::lazy(title, kind, ask) })
}

/// Sends an item back that waits for acceptance or is accepted.
fn reject(spot: Spot<'_>, id: &Id, kind: KindRef) -> Option<Action> {
    let item = spot.item;
    let waits = item.status().is_some_and(|status| status.word == REVIEW);
    item.settings().status(kind, REJECTED).filter(|_| waits || item.phase() == Some(Phase::Done))?;
    let key = Ask::Reject { id: id.clone(), because: TO_SAY.to_owned() };
    offered(spot, (format!("Reject {id} because {TO_SAY}"), ActionKind::Reject), key, waits)
}

/// The statuses beside the one that it has; where the cursor is on the header or the status, all others too.
fn steps(spot: Spot<'_>, id: &Id, kind: KindRef) -> Vec<Action> {
    let (next, previous) = (next(spot.item), previous(spot.item));
    let mut actions = Vec::new();
    actions.extend(next.map(|status| {
        let action = set(id, status, &format!("Set {id} to {}", status.name));
        Action { kind: ActionKind::NextStatus, ..action }
    }));
    actions.extend(previous.map(|status| set(id, status, &format!("Set {id} back to {}", status.name))));
    let is_on_status = spot.entry().is_some_and(|entry| entry.key() == Field::Status.name());
    if spot.is_at_header() || is_on_status {
        let now = spot.item.status().map(|status| &*status.word);
        let is_told = |status: &Status| {
            let is_beside = [next, previous].into_iter().flatten().any(|other| other.name == status.name);
            is_beside || Some(&*status.name) == now || status.name == REJECTED || is_signed_off(kind, status)
        };
        let others = spot.item.settings().statuses(kind).iter().filter(|status| !is_told(status));
        actions.extend(others.map(|status| set(id, status, &format!("Set {id} to {}", status.name))));
    }
    actions
}

fn set(id: &Id, status: &Status, title: &str) -> Action {
    // What ends without its result says why.
    let wants_reason = status.phase == Phase::Dropped && status.name != DROPPED;
    let because = if wants_reason { TO_SAY } else { "" };
    let key = Ask::Status { id: id.clone(), status: status.name.to_string(), because: because.to_owned() };
    let title = if wants_reason { format!("{title} because {TO_SAY}") } else { title.to_owned() };
    Action::lazy(Untrusted::from(title), ActionKind::Rewrite, key)
}

#[cfg(test)]
mod tests {
    use roadlog_syntax::Span;

    use crate::FilePosition;
    use crate::actions::testing::{chosen, titles_that_begin};
    use crate::actions::{ActionKind, code_actions};
    use crate::testing::Scene;

    const STATUS: [&str; 4] = ["Accept", "Sign off", "Reject", "Set "];

    /// A bug in this status, the cursor on its header.
    fn bug(status: &str) -> String {
        format!("bug PAY-1 P│ay\n  status: {status}\n  owner: @maria\n  assignee: @li\n\n  [x] a\n")
    }

    #[test]
    fn what_somebody_may_ask_for_alone_has_a_kind_of_its_own() {
        let scene = Scene::of("bug PAY-1 Pay│\n  status: review\n  owner: @maria\n  [x] a\n");
        let FilePosition { path, offset } = scene.position();
        let actions = code_actions(&scene.snapshot, path, Span::at(offset), &[]);
        let of = |kind| actions.iter().find(|action| action.kind == kind).map(|action| action.title.unescaped());
        assert_eq!(of(ActionKind::Accept), Some("Accept PAY-1"));
        assert_eq!(of(ActionKind::Reject), Some("Reject PAY-1 because …"));
        assert_eq!(of(ActionKind::NextStatus), None, "what is in review waits for a decision");
        assert!(of(ActionKind::New).is_some_and(|title| title.starts_with("New ")));
    }

    #[test]
    fn the_status_beside_the_one_that_it_has_comes_first_and_the_others_stand_below() {
        assert_eq!(
            titles_that_begin(&bug("ready"), &STATUS),
            ["Set PAY-1 to doing", "Set PAY-1 back to draft", "Set PAY-1 to review", "Set PAY-1 to dropped"]
        );
        let in_prose = bug("ready").replace("P│ay", "Pay").replace("[x] a", "[x] a│");
        assert_eq!(titles_that_begin(&in_prose, &STATUS), ["Set PAY-1 to doing", "Set PAY-1 back to draft"]);
        let sent_back = bug("rejected\n  reason: grey");
        assert_eq!(titles_that_begin(&sent_back, &STATUS)[0], "Set PAY-1 to doing");
        assert_eq!(chosen(&bug("ready"), "Set PAY-1 to doing"), bug("doing").replace('│', ""));
    }

    #[test]
    fn what_ends_without_its_result_wants_a_reason() {
        let goal = "//- a.roadmap\ngoal G-1 M│ore\n  status: active\n  owner: @ana\n";
        let missed = chosen(goal, "Set G-1 to missed because …");
        assert!(missed.ends_with("goal G-1 More\n  status: missed\n  owner: @ana\n  reason: …\n"), "{missed}");
    }

    #[test]
    fn finished_work_is_accepted_or_sent_back_by_who_decides() {
        assert_eq!(titles_that_begin(&bug("review"), &STATUS)[..2], ["Accept PAY-1", "Reject PAY-1 because …"]);
        let accepted = chosen(&bug("review"), "Accept PAY-1");
        assert!(
            accepted.contains("  status: accepted\n") && accepted.contains("  accepted: @maria 2026-11-23 "),
            "{accepted}"
        );
        let rejected = chosen(&bug("review"), "Reject PAY-1");
        assert!(rejected.contains("  status: rejected\n") && rejected.contains("  reason: …\n"), "{rejected}");
    }

    #[test]
    fn why_an_acceptance_must_wait_is_told_where_it_is_waited_for() {
        let open = bug("review").replace("[x]", "[ ]");
        assert_eq!(titles_that_begin(&open, &["Accept"]), ["Accept PAY-1 — PAY-1 has an open criterion: “a”"]);
        assert_eq!(titles_that_begin(&bug("doing").replace("[x]", "[ ]"), &["Accept"]), Vec::<String>::new());
        let done = format!(
            "//- roadlog.toml\n{}[done]\nbug = [\"It is shown\"]\n//- a.backlog\n{}",
            crate::testing::PEOPLE,
            bug("review")
        );
        assert_eq!(titles_that_begin(&done, &["Accept"]), ["Accept PAY-1: the Definition of Done is kept"]);
    }

    #[test]
    fn what_is_accepted_is_signed_off_once() {
        let unsigned = bug("accepted");
        assert_eq!(titles_that_begin(&unsigned, &["Sign off"]), ["Sign off PAY-1"]);
        let signed = chosen(&unsigned, "Sign off").replace("bug PAY-1 P", "bug PAY-1 P│");
        assert_eq!(titles_that_begin(&signed, &["Sign off"]), Vec::<String>::new(), "{signed}");
    }
}
