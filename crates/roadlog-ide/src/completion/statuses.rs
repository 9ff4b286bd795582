//! Statuses of the item's kind, the next one first.

use roadlog_config::{Phase, Status};
use roadlog_model::PlanItem;
use roadlog_syntax::Span;

use super::{Completion, CompletionKey, CompletionKind, Offers};
use crate::spot::Spot;

/// The statuses that an item may have: what it may become next first, then those that it has behind it.
pub(super) fn statuses(spot: &Spot<'_>, item: PlanItem<'_>, word: Span, offers: &mut Offers) {
    let Some(kind) = item.kind() else { return };
    let all = item.settings().statuses(kind);
    let typed = spot.written(word);
    let now = all.iter().position(|status| status.name == typed);
    let mut order: Vec<(usize, &Status)> = all.iter().enumerate().collect();
    // The status that stands there is where the item is; the work goes on from it.
    order.sort_by_key(|(place, status)| {
        let is_over = status.phase == Phase::Dropped;
        (now.is_some_and(|now| *place <= now), is_over, *place)
    });
    for (place, status) in order {
        let is_first = place == 0;
        let meant = if is_first { "; meant where none is written" } else { "" };
        let offer = Completion::new(CompletionKind::Status, word, status.name.as_str());
        let offer = offer.detailed(format!("{}{meant}", status.phase.meaning().trim_end_matches('.')));
        offers.push(offer.about(CompletionKey::Status {
            path: spot.file.path().into(),
            kind: spot.plan().config().kind_name(kind).into(),
            word: status.name.clone(),
        }));
    }
}
