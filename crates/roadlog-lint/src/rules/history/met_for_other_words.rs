//! `history/met-for-other-words`: a merge that took a mark from one side and the words from the other.

use roadlog_history::{Change, Criterion, Detail, changes, criterion_words};
use roadlog_model::{PlanItem, Untrusted};
use roadlog_syntax::value::Id;
use roadlog_syntax::{Mark, Span};

use crate::context::Context;
use crate::finding::Level;
use crate::judged::{JudgedRange, Merge};
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "history/met-for-other-words",
    level: Some(Level::Warning),
    summary: "In a merge, a criterion is met that was met on one side and reworded on the other.",
    why: "Somebody looked at the work and ticked what the criterion said. On another branch it came to say something else, \
and the merge puts the old tick before the new words: nobody has ever looked whether those are met. git does not see a \
conflict in it where mark and words stand in different lines.",
    bad: "
//- product.roadmap
launch L-1 Guest checkout in all shops
  owner: @ana
  date: 2027-03-01

  [ ] Support knows what guests ask
//- commit @ana: Support knows it
//- product.roadmap
launch L-1 Guest checkout in all shops
  owner: @ana
  date: 2027-03-01

  [x] Support knows what guests ask
//- other side
//- commit @ana: Sales should know it too
//- product.roadmap
launch L-1 Guest checkout in all shops
  owner: @ana
  date: 2027-03-01

  [ ] Support and sales know what guests ask
//- merge @ana: Merge the launch
//- product.roadmap
launch L-1 Guest checkout in all shops
  owner: @ana
  date: 2027-03-01

  [x] Support and sales know what guests ask
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ history/met-for-other-words: this was met for other words
",
    good: "
//- product.roadmap
launch L-1 Guest checkout in all shops
  owner: @ana
  date: 2027-03-01

  [ ] Support knows what guests ask
//- commit @ana: Support knows it
//- product.roadmap
launch L-1 Guest checkout in all shops
  owner: @ana
  date: 2027-03-01

  [x] Support knows what guests ask
//- other side
//- commit @ana: Sales should know it too
//- product.roadmap
launch L-1 Guest checkout in all shops
  owner: @ana
  date: 2027-03-01

  [ ] Support and sales know what guests ask
//- merge @ana: Merge the launch
//- product.roadmap
launch L-1 Guest checkout in all shops
  owner: @ana
  date: 2027-03-01

  [ ] Support and sales know what guests ask
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Range(check),
};

fn check(context: &mut Context<'_>, range: &JudgedRange<'_>) {
    for merge in range.merges {
        let [first, second] = merge.sides.map(|side| changes(merge.base, side));
        for (reworded, met) in [(&first, &second), (&second, &first)] {
            for (item, before, after) in reworded.iter().filter_map(rewording) {
                if is_met(met, item, before) && !is_met(reworded, item, after) {
                    look(context, range, merge, item, before, after);
                }
            }
        }
    }
}

/// The item of a change that rewords a criterion, by the id that both sides know it by, and the words before and after.
fn rewording(change: &Change) -> Option<(&Id, &Untrusted, &Untrusted)> {
    let Detail::Criterion(Criterion::Reworded { before, after }) = &change.detail else { return None };
    Some((base_id(change)?, before, after))
}

/// The id that an item had where both sides began.
fn base_id(change: &Change) -> Option<&Id> {
    let item = change.item.as_ref()?;
    item.former_id.as_ref().or(item.id.as_ref())
}

/// Whether changes tick the criterion of these words.
fn is_met(changes: &[Change], item: &Id, words: &Untrusted) -> bool {
    changes.iter().any(|change| {
        matches!(&change.detail, Detail::Criterion(Criterion::Met(met)) if met == words)
            && base_id(change) == Some(item)
    })
}

/// Tells it where the criterion is met in the merge and still is, and nobody has ticked it since.
fn look(
    context: &mut Context<'_>,
    range: &JudgedRange<'_>,
    merge: &Merge<'_>,
    item: &Id,
    before: &Untrusted,
    after: &Untrusted,
) {
    let is_taken_over = merge.result.first(item).and_then(|item| met(item, after)).is_some();
    let is_looked_at = range.judged.iter().any(|judged| {
        merge.commit.is_some_and(|commit| judged.commit > commit)
            && is_met(std::slice::from_ref(&judged.change), item, after)
    });
    let Some(present) = context.plan().first(item).filter(|_| is_taken_over && !is_looked_at) else { return };
    let Some(span) = met(present, after) else { return };
    let message = format!(
        "this was met for other words: one side of the merge ticked \"{}\", and the other one reworded it: look whether it \
         is met as it stands now",
        before.unescaped()
    );
    context.report_merge(range, merge.commit, (present, span), message);
}

/// Where an item has the criterion of these words, met.
fn met(item: PlanItem<'_>, words: &Untrusted) -> Option<Span> {
    let is_it = |criterion: &roadlog_model::Criterion<'_>| {
        criterion.mark == Mark::Met && criterion_words(&criterion.entry.text()) == words.unescaped()
    };
    item.criteria().find(is_it).map(|criterion| criterion.entry.span())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    fn plan(mark: char, words: &str) -> String {
        format!("//- plan.backlog\nbug PAY-1 One\n  status: doing\n  owner: @maria\n\n  [{mark}] {words}\n")
    }

    fn merged(first: &str, second: &str, merge: &str) -> String {
        format!(
            "{}//- commit @li: One\n{first}//- other side\n//- commit @maria: Other\n{second}//- merge @maria: Both\n{merge}",
            plan(' ', "The button is blue")
        )
    }

    const OLD: &str = "The button is blue";
    const NEW: &str = "The button is green";

    #[test]
    fn either_side_may_be_the_one_that_rewords() {
        let mark = "  ^^^^^^^^^^^^^^^^^^^^^^^ history/met-for-other-words\n";
        let (ticked, reworded, both) = (plan('x', OLD), plan(' ', NEW), plan('x', NEW) + mark);
        let found = told(&RULE, &merged(&ticked, &reworded, &both));
        assert_eq!(found[0].commit.as_deref(), Some("0000000000000000000000000000000000000002"));
        told(&RULE, &merged(&reworded, &ticked, &both));
    }

    #[test]
    fn whoever_rewords_and_ticks_has_looked_and_so_has_who_ticks_it_anew() {
        let (ticked, reworded) = (plan('x', OLD), plan(' ', NEW));
        told(&RULE, &merged(&ticked, &plan('x', NEW), &plan('x', NEW)));
        told(&RULE, &merged(&ticked, &reworded, &plan('x', OLD)));
        let unticked = format!("//- commit @maria: Look again\n{reworded}");
        let again = format!("{unticked}//- commit @maria: It is\n{}", plan('x', NEW));
        told(&RULE, &(merged(&ticked, &reworded, &plan('x', NEW)) + &unticked));
        told(&RULE, &(merged(&ticked, &reworded, &plan('x', NEW)) + &again));
    }
}
