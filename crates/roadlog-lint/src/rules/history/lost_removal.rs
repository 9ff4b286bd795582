//! `history/lost-removal`: a merge that brought back what one side had removed, because the other had moved it.

use roadlog_history::{Change, Detail, changes};
use roadlog_model::{Plan, PlanItem};
use roadlog_syntax::value::Id;

use crate::context::Context;
use crate::finding::Level;
use crate::judged::{JudgedRange, Merge};
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::{name, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "history/lost-removal",
    level: Some(Level::Warning),
    summary: "In a merge, an item is there that one side had removed and the other one moved.",
    why: "To git a move is lines that go in one place and come in another. One branch deletes an item, another one moves it: \
both agree on the lines that go, only one has lines that come, and git keeps them without a conflict. The item is back, \
and nobody has decided that.",
    bad: "
//- plan.backlog
task PAY-14 Order the terminals
  owner: @maria

task PAY-15 Renew the certificate
  owner: @maria

task PAY-16 Test the terminals
  owner: @maria
//- commit @maria: The certificate renews itself
//- plan.backlog
task PAY-14 Order the terminals
  owner: @maria

task PAY-16 Test the terminals
  owner: @maria
//- other side
//- commit @maria: The certificate comes first
//- plan.backlog
task PAY-15 Renew the certificate
  owner: @maria

task PAY-14 Order the terminals
  owner: @maria

task PAY-16 Test the terminals
  owner: @maria
//- merge @maria: Merge the order of the day
//- plan.backlog
task PAY-15 Renew the certificate
     ^^^^^^ history/lost-removal: PAY-15 is back: one side of the merge had removed it, and the other one had moved it
  owner: @maria

task PAY-14 Order the terminals
  owner: @maria

task PAY-16 Test the terminals
  owner: @maria
",
    good: "
//- plan.backlog
task PAY-14 Order the terminals
  owner: @maria

task PAY-15 Renew the certificate
  owner: @maria
//- commit @maria: The certificate renews itself
//- plan.backlog
task PAY-14 Order the terminals
  owner: @maria
//- other side
//- commit @maria: The certificate comes first
//- plan.backlog
task PAY-15 Renew the certificate
  owner: @maria

task PAY-14 Order the terminals
  owner: @maria
//- merge @maria: Merge the order of the day
//- plan.backlog
task PAY-14 Order the terminals
  owner: @maria
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Range(check),
};

fn check(context: &mut Context<'_>, range: &JudgedRange<'_>) {
    for merge in range.merges {
        let [first, second] = merge.sides;
        for (removing, moving) in [(first, second), (second, first)] {
            look(context, range, merge, removing, moving);
        }
    }
}

/// Tells what the merge has of what one side removed.
fn look(context: &mut Context<'_>, range: &JudgedRange<'_>, merge: &Merge<'_>, removing: &Plan, moving: &Plan) {
    let removed = changes(merge.base, removing);
    let removed: Vec<&Id> = removed.iter().filter_map(removal).collect();
    if removed.is_empty() {
        return;
    }
    let other = changes(merge.base, moving);
    for id in removed {
        // The other side may have given it another id as well.
        let now = other.iter().find_map(|change| renumbered(change, id)).unwrap_or(id);
        let (Some(old), Some(new)) = (merge.base.first(id), moving.first(now)) else { continue };
        let Some(present) = context.plan().first(now).filter(|_| merge.result.first(now).is_some()) else { continue };
        if !is_moved(old, new) {
            continue;
        }
        let message = format!(
            "{} is back: one side of the merge had removed it, and the other one had moved it: remove it again, or tell \
             whoever removed it why it stays",
            name(present)
        );
        context.report_merge(range, merge.commit, (present, name_span(present)), message);
    }
}

/// The item that a change removes.
fn removal(change: &Change) -> Option<&Id> {
    change.item.as_ref()?.id.as_ref().filter(|_| matches!(change.detail, Detail::Removed))
}

/// The id that a change gives to the item of another one.
fn renumbered<'c>(change: &'c Change, id: &Id) -> Option<&'c Id> {
    let item = change.item.as_ref()?;
    item.id.as_ref().filter(|_| item.former_id.as_ref() == Some(id))
}

/// Whether an item stands in another file, or on another side of one that it stood next to.
fn is_moved(old: PlanItem<'_>, new: PlanItem<'_>) -> bool {
    if old.file().path() != new.file().path() {
        return true;
    }
    let place = |id: &Id| {
        let item = new.plan().first(id).filter(|item| item.at().file == new.at().file)?;
        Some(item.at().node)
    };
    let beside = || old.plan().items_of(old.at().file).filter(|item| item.at() != old.at());
    let above = beside().rev().filter(|item| item.at().node < old.at().node);
    let below = beside().filter(|item| item.at().node > old.at().node);
    let above = { above }.find_map(|item| place(item.id()?)).is_some_and(|place| place > new.at().node);
    above || { below }.find_map(|item| place(item.id()?)).is_some_and(|place| place < new.at().node)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    const ONE: &str = "task PAY-1 One\n";
    const TWO: &str = "task PAY-2 Two\n  owner: @maria\n";
    const MARK: &str = "     ^^^^^ history/lost-removal: PAY-2 is back\n";

    fn merged(first: &str, second: &str, merge: &str) -> String {
        format!(
            "//- a.backlog\n{ONE}{TWO}//- b.backlog\n//- commit @maria: One\n{first}//- other side\n//- commit @maria: \
             Other\n{second}//- merge @maria: Both\n{merge}"
        )
    }

    fn files(a: &str, b: &str) -> String {
        format!("//- a.backlog\n{a}//- b.backlog\n{b}")
    }

    #[test]
    fn an_item_that_moved_to_another_file_came_back_there() {
        let (removed, moved) = (files(ONE, ""), files(ONE, TWO));
        let marked = files(ONE, &TWO.replace("Two\n", &format!("Two\n{MARK}")));
        told(&RULE, &merged(&removed, &moved, &marked));
        told(&RULE, &merged(&moved, &removed, &marked));
    }

    #[test]
    fn so_did_one_that_got_another_id_on_the_way() {
        let moved = TWO.replace("PAY-2", "PAY-9");
        let marked = format!("{}{}", moved.replace("  owner: @maria\n", ""), MARK.replace("PAY-2", "PAY-9"))
            + "  owner: @maria\n";
        told(&RULE, &merged(&files(ONE, ""), &files(ONE, &moved), &files(ONE, &marked)));
    }

    #[test]
    fn what_was_changed_in_its_place_was_kept_by_whoever_merged() {
        let changed = files(&format!("{ONE}{}", TWO.replace("Two", "Two and a half")), "");
        told(&RULE, &merged(&files(ONE, ""), &changed, &changed));
    }

    #[test]
    fn what_is_removed_again_is_gone() {
        let (removed, moved) = (files(ONE, ""), files(ONE, TWO));
        told(&RULE, &(merged(&removed, &moved, &moved) + &format!("//- commit @maria: Away\n{removed}")));
    }
}
