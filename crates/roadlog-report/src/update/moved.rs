//! The items that changed over a period, each as it was and as it is.

use roadlog_history::{Change, Detail, Place, changes};
use roadlog_model::{Plan, PlanItem};

/// An item that changed.
pub(super) struct Moved<'p> {
    /// As it was; `None` where it is new.
    pub(super) before: Option<PlanItem<'p>>,
    /// As it is; `None` where it is gone.
    pub(super) after: Option<PlanItem<'p>>,
    /// What changed about it.
    pub(super) changes: Vec<Change>,
}

/// The items that changed from one plan to another, in the order of the later one.
pub(super) fn moved<'p>(before: &'p Plan, after: &'p Plan) -> Vec<Moved<'p>> {
    let found = changes(before, after);
    // Of items without an id, two may have one title.
    let begins = |change: &Change| matches!(change.detail, Detail::Created(_) | Detail::Removed);
    let of_items = found.chunk_by(|one, other| one.item == other.item && !begins(other));
    let moved = of_items.filter(|changes| changes.iter().any(|change| change.item.is_some()));
    moved.map(|changes| Moved::of(before, after, changes)).collect()
}

impl<'p> Moved<'p> {
    fn of(before: &'p Plan, after: &'p Plan, changes: &[Change]) -> Self {
        let subject = changes.iter().find_map(|change| change.item.as_ref());
        let id = subject.and_then(|item| item.id.as_ref());
        let former = subject.and_then(|item| item.former_id.as_ref()).or(id);
        let place = |place: fn(&Change) -> Option<&Place>| changes.iter().find_map(place);
        let at = |plan: &'p Plan, place: Option<&Place>| place.and_then(|place| item_at(plan, place));
        let is_new = changes.iter().any(|change| matches!(change.detail, Detail::Created(_)));
        let is_gone = changes.iter().any(|change| matches!(change.detail, Detail::Removed));
        let old = || at(before, place(|it| it.before.as_ref())).or_else(|| before.first(former?));
        let new = || at(after, place(|it| it.after.as_ref())).or_else(|| after.first(id?));
        Self {
            before: if is_new { None } else { old() },
            after: if is_gone { None } else { new() },
            changes: changes.to_vec(),
        }
    }
}

/// The item in which something stands.
fn item_at<'p>(plan: &'p Plan, place: &Place) -> Option<PlanItem<'p>> {
    let (file, _) = plan.file_at(place.path.unescaped())?;
    plan.items_of(file).rfind(|item| item.syntax().span().start <= place.span.start)
}
