//! `reference/duplicate-id`: several items have the same id.

use roadlog_model::PlanItem;
use roadlog_syntax::Edit;

use super::next_id::NextId;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "reference/duplicate-id",
    level: Some(Level::Error),
    summary: "Several items have the same id.",
    why: "An id means one item for good: `for`, commits, tests and history name items by it. With two of them nobody \
knows which is meant. It usually happens when two branches take the same next number, or when an item is copied.",
    bad: "
bug PAY-15 The pay button stays grey
  status: draft

bug PAY-15 The total has no currency
//  ^^^^^^ reference/duplicate-id: PAY-15 is taken
  status: draft
",
    good: "
bug PAY-15 The pay button stays grey
  status: draft

bug PAY-16 The total has no currency
  status: draft
",
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::Everything,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let Some(id) = item.id() else { return };
    let plan = item.plan();
    let mut others = plan.find(id).filter(|other| *other != item).peekable();
    if others.peek().is_none() {
        return;
    }
    // One finding tells all places: it stands at the item that most likely came last.
    let others: Vec<_> = others.collect();
    if others.iter().any(|other| came(*other) > came(item)) {
        return;
    }
    let message = format!("{id} is taken: every item needs an id of its own");
    let new = plan.items().filter(|other| other.is_new()).count();
    let mut next = NextId::new(plan, id.prefix());
    // The ids of the items that are still to get one are left to them.
    let free = (0..=new).map_while(|_| next.give(item)).last();
    let mut told = context.report(item, item.syntax().id_span(), message);
    for other in others {
        told = told.and(other.file(), other.syntax().id_span(), format!("{id} is also “{}”", other.title()));
    }
    if let Some(free) = free {
        let edit = Edit::new(item.syntax().id_span(), free.as_str());
        let _ = told.assist(format!("Renumber this one to {free}, and nothing that refers to the other"), [edit]);
    }
}

/// Which of two items came last: not another workspace's, not an archived one, then the one further down.
fn came(item: PlanItem<'_>) -> (bool, bool, &str, u32) {
    let file = item.file();
    (!file.is_foreign(), !file.is_archived(), file.path(), item.at().node)
}
