//! `reference/duplicate-id`: several items have the same id.

use roadlog_model::{Plan, PlanItem};
use roadlog_syntax::Edit;
use rustc_hash::FxHashMap;

use super::free_id::FreeIds;
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
    ^^^^^^ reference/duplicate-id: PAY-15 is taken
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
    check: Check::Plan(check),
};

fn check(context: &mut Context<'_>, plan: &Plan) {
    let duplicates = plan.same_ids();
    if duplicates.is_empty() {
        return;
    }
    let (mut free, mut new_ones) = (FreeIds::new(context), new_ones(plan));
    for mut items in duplicates {
        items.sort_by_key(|item| came(*item));
        // One finding tells all places: it stands at the item that most likely came last.
        let Some((last, others)) = items.split_last() else { continue };
        let Some(id) = last.id() else { continue };
        let prefix = id.prefix();
        // The items that are still to get an id come first.
        for item in new_ones.remove(prefix).into_iter().flatten() {
            free.give(prefix, item);
        }
        let free = free.give(prefix, *last);
        let span = last.syntax().id_span();
        let mut told = context.report(*last, span, format!("{id} is taken: every item needs an id of its own"));
        for other in others {
            told = told.and(other.file(), other.syntax().id_span(), format!("{id} is also “{}”", other.title()));
        }
        if let Some(free) = free {
            let title = format!("Renumber this one to {free}, and nothing that refers to the other");
            let _ = told.assist(title, [Edit::new(span, free.as_str())]);
        }
    }
}

/// Which of two items came last: not another workspace's, not an archived one, then the one further down.
fn came(item: PlanItem<'_>) -> (bool, bool, &str, u32) {
    let file = item.file();
    (!file.is_foreign(), !file.is_archived(), file.path(), item.at().node)
}

/// The items that are still to get their id, by its prefix.
fn new_ones(plan: &Plan) -> FxHashMap<String, Vec<PlanItem<'_>>> {
    let mut by_prefix: FxHashMap<String, Vec<PlanItem<'_>>> = FxHashMap::default();
    for item in plan.items().filter(|item| item.is_new()) {
        let id = item.syntax().id_text();
        let Some(prefix) = id.as_deref().and_then(|id| id.strip_suffix("-new")) else { continue };
        by_prefix.entry(prefix.to_owned()).or_default().push(item);
    }
    by_prefix
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{mended, told};

    #[test]
    fn all_places_are_one_finding_at_the_last_that_is_live() {
        let found = told(
            &RULE,
            "
            //- a.backlog
            story PAY-1 One
            //- b.backlog
            story PAY-1 Two
                  ^^^^^ reference/duplicate-id: PAY-1 is taken
            //- archive/z.backlog
            story PAY-1 Three
            //- other/z.backlog
            story PAY-1 Four
            ",
        );
        assert_eq!(found[0].related.len(), 3);
    }

    #[test]
    fn another_number_leaves_those_that_are_still_to_be_given() {
        let text = "story PAY-1 One\nstory PAY-1 Two\n  for: PAY-1\nstory PAY-new Three\n";
        assert_eq!(mended(&RULE, text, "plan.backlog"), text.replace("PAY-1 Two", "PAY-3 Two"));
    }
}
