//! Statuses of the item's kind: what the user may set first, and of that what comes next.

use roadlog_config::{Aspect, Field, Phase, Status};
use roadlog_history::{
    Change, Court, Detail, Identity, Place, Reason, Subject, Topic, UnknownOrigins, Verdict, Versions,
};
use roadlog_model::{PlanItem, Untrusted};
use roadlog_syntax::Span;
use smol_str::SmolStr;

use super::{Completion, CompletionKey, CompletionKind, Offers};
use crate::spot::Spot;

/// The statuses that an item may have: those that the user may give it first, and of these what it may become next before
/// those that it has behind it.
pub(super) fn statuses(spot: &Spot<'_>, item: PlanItem<'_>, word: Span, offers: &mut Offers) {
    let Some(kind) = item.kind() else { return };
    let all = item.settings().statuses(kind);
    let typed = spot.written(word);
    let now = all.iter().position(|status| status.name == typed);
    let told =
        all.iter().enumerate().map(|(place, status)| (place, status, others_decide(spot, item, all, now, status)));
    let mut order: Vec<(usize, &Status, Option<String>)> = told.collect();
    // The status that stands there is where the item is; the work goes on from it.
    order.sort_by_key(|(place, status, others)| {
        (others.is_some(), now.is_some_and(|now| *place <= now), status.phase == Phase::Dropped, *place)
    });
    for (place, status, others) in order {
        let meant = if place == 0 { "; meant where none is written" } else { "" };
        let others = others.map(|others| format!("; {others}")).unwrap_or_default();
        let detail = format!("{}{meant}{others}", status.phase.meaning().trim_end_matches('.'));
        let offer = Completion::new(CompletionKind::Status, word, status.name.as_str()).detailed(detail);
        offers.push(offer.about(CompletionKey::Status {
            path: spot.file.path().into(),
            kind: spot.plan().config().kind_name(kind).into(),
            word: status.name.clone(),
        }));
    }
}

/// Who decides on a status that is not the user's to give; `None` where it is, or where that cannot be known. Which status
/// the item has is not known while one is typed: then it is the user's where it is from any.
fn others_decide(
    spot: &Spot<'_>,
    item: PlanItem<'_>,
    all: &[Status],
    now: Option<usize>,
    status: &Status,
) -> Option<String> {
    let surroundings = &spot.snapshot.surroundings;
    let config = spot.plan().config();
    let user = surroundings.user.as_ref().filter(|user| config.person(user).is_some())?;
    // Whether what is typed here is signed, nobody knows before it is committed.
    let identity = Identity::Signed(user.clone());
    let court = Court { policy: config, today: surroundings.today, origins: &UnknownOrigins, approvals: &[] };
    let versions = Versions::of_step(Some(item), Some(item));
    let before = all.iter().enumerate().filter(|(place, from)| now.is_none_or(|now| now == *place) && *from != status);
    let mut refused = None;
    for (_, from) in before {
        match court.judge(&change(item, from, status), &identity, &versions) {
            Verdict::Refused(refusal) if refusal.reason != Reason::Unknown => refused = Some(refusal),
            _ => return None,
        }
    }
    let refusal = refused?;
    let people: Vec<String> = refusal.may.iter().map(ToString::to_string).collect();
    let role = refusal.role.title();
    Some(if people.is_empty() {
        format!("the {role}'s to set")
    } else {
        format!("{}, as {role}, decides", people.join(" or "))
    })
}

/// The status of an item set to another.
fn change(item: PlanItem<'_>, from: &Status, to: &Status) -> Change {
    let subject = Subject {
        id: item.id().cloned(),
        former_id: None,
        kind: SmolStr::new(item.kind_word().to_ascii_lowercase()),
        former_kind: None,
        like: item.like(),
        title: Untrusted::from(&*item.title()),
    };
    let (header, document) = (item.syntax().header_span(), item.file().document());
    let place =
        Place { path: Untrusted::from(item.file().path()), line: document.line_at(header.start) + 1, span: header };
    let value = |status: &Status| Some(Untrusted::from(status.name.as_str()));
    Change {
        item: Some(subject),
        topic: Topic::Aspect(Aspect::field(Field::Status)),
        detail: Detail::Value { before: value(from), after: value(to) },
        before: Some(place.clone()),
        after: Some(place),
    }
}
