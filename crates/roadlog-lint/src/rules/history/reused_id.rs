//! `history/reused-id`: an id that once was another item.

use roadlog_config::Aspect;
use roadlog_history::{Judged, are_alike};
use roadlog_syntax::value::Id;
use rustc_hash::FxHashMap;

use crate::context::Context;
use crate::earlier::Former;
use crate::finding::Level;
use crate::judged::JudgedRange;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "history/reused-id",
    level: Some(Level::Error),
    summary: "A new item has an id that once was another one's.",
    why: "An id is how people, tests, commit messages and mails name a piece of work. Once an item has had it, it means \
that item for good, also when the item is gone: given to another one, everything that was ever said of the first is \
read as said of the second. An item that comes back under its own id is no other one. What was before the base is read \
from its history.",
    bad: "
//- plan.backlog
task PAY-14 Order the terminals
  owner: @maria

task PAY-15 Renew the certificate
  owner: @maria
//- commit @maria on 2026-03-04: The certificate renews itself
//- plan.backlog
task PAY-14 Order the terminals
  owner: @maria
//- base
//- commit @maria: Think of refunds
//- plan.backlog
task PAY-14 Order the terminals
  owner: @maria

task PAY-15 Pay refunds back to the card
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ history/reused-id: PAY-15 was another item until 2026-03-04, the task \"Renew the certificate\"
  owner: @maria
",
    good: "
//- plan.backlog
task PAY-14 Order the terminals
  owner: @maria

task PAY-15 Renew the certificate
  owner: @maria
//- commit @maria on 2026-03-04: The certificate renews itself
//- plan.backlog
task PAY-14 Order the terminals
  owner: @maria
//- base
//- commit @maria: Think of refunds
//- plan.backlog
task PAY-14 Order the terminals
  owner: @maria

task PAY-16 Pay refunds back to the card
  owner: @maria
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Range(check),
};

fn check(context: &mut Context<'_>, range: &JudgedRange<'_>) {
    let mut left: FxHashMap<&Id, Former> = FxHashMap::default();
    for of_commit in range.judged.chunk_by(|one, other| one.commit == other.commit) {
        // What one item leaves and another takes in one commit is reused all the same.
        let leaving = of_commit.iter().filter_map(|judged| Former::left_by(&judged.change, range.day(judged)));
        // An id that the range gave, and gave to another item, before anybody else saw it, has been one item's.
        left.extend(leaving.filter(|(id, _)| range.commits.begin().plan.first(id).is_some()));
        for judged in of_commit {
            let Some(id) = taken_by(range, judged) else { continue };
            let former = left.get(id).or_else(|| range.earlier?.former(id));
            if let Some(former) = former.filter(|former| is_another(former, judged)) {
                report(context, range, judged, id, former);
            }
        }
    }
}

/// The id that an item takes with a change, and has in the end.
fn taken_by<'j>(range: &JudgedRange<'_>, judged: &'j Judged) -> Option<&'j Id> {
    let change = &judged.change;
    let id = change.item.as_ref()?.id.as_ref()?;
    let takes = change.is_about(Aspect::Created) || change.is_about(Aspect::Id);
    (takes && range.commits.ended(change)?.id() == Some(id)).then_some(id)
}

/// Whether the item that had the id is none that came back.
fn is_another(former: &Former, judged: &Judged) -> bool {
    let item = judged.change.item.as_ref();
    item.is_some_and(|item| item.kind != former.kind || !are_alike(former.title.unescaped(), item.title.unescaped()))
}

fn report(context: &mut Context<'_>, range: &JudgedRange<'_>, judged: &Judged, id: &Id, former: &Former) {
    let until = former.day.map_or_else(|| "before".to_owned(), |day| format!("until {day}"));
    let message = format!(
        "{id} was another item {until}, the {} \"{}\", and whoever names it may mean that one: give this one an id that \
         nothing has had",
        former.kind,
        former.title.unescaped()
    );
    context.report_change(range, judged, message);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    const ONE: &str = "//- plan.backlog\ntask PAY-1 Order the terminals\n";
    const BOTH: &str = "//- plan.backlog\ntask PAY-1 Order the terminals\ntask PAY-2 Renew the certificate\n";

    fn gone_then(text: &str) -> String {
        format!("{BOTH}//- commit @maria on 2026-01-05: Not now\n{ONE}//- base\n//- commit @maria: Later\n{text}")
    }

    #[test]
    fn an_item_that_comes_back_is_no_other_one() {
        told(&RULE, &gone_then(BOTH));
        told(&RULE, &gone_then(&BOTH.replace("certificate", "certificates")));
    }

    #[test]
    fn what_the_range_itself_takes_away_and_gives_anew_is_told() {
        let anew = "//- plan.backlog\ntask PAY-1 Order the terminals\nepic PAY-2 Pay in two months\n\
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ history/reused-id: PAY-2 was another item until 2026-11-20\n";
        told(&RULE, &format!("{BOTH}//- commit @maria on 2026-11-20: Away\n{ONE}//- commit @maria: Anew\n{anew}"));
    }

    #[test]
    fn an_id_that_was_left_for_another_one_is_taken_too() {
        let moved = BOTH.replace("PAY-2", "PAY-7");
        let anew = format!(
            "{moved}task PAY-2 Test the terminals in a shop\n^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ history/reused-id: PAY-2 \
             was another item until 2026-11-23, the task \"Renew the certificate\"\n"
        );
        told(&RULE, &format!("{BOTH}//- commit @maria: Renumber\n{moved}//- commit @maria: Test\n{anew}"));
        told(&RULE, &format!("{BOTH}//- commit @maria: Renumber\n{moved}//- commit @maria: Back\n{BOTH}"));
    }

    #[test]
    fn an_id_that_the_range_gave_itself_may_change_hands_in_it() {
        let [first, second] =
            ["Renew the certificate", "Test the terminals in a shop"].map(|title| format!("{ONE}task PAY-2 {title}\n"));
        told(
            &RULE,
            &format!(
                "{ONE}//- commit @maria: A thought\n{first}//- commit @maria: No\n{ONE}//- commit @maria: Another\n{second}"
            ),
        );
    }

    #[test]
    fn what_gets_another_id_before_the_end_is_not_told() {
        let other = "//- plan.backlog\ntask PAY-1 Order the terminals\nepic PAY-2 Pay in two months\n";
        let text = gone_then(other);
        told(&RULE, &format!("{text}//- commit @maria: An id of its own\n{}", other.replace("PAY-2", "PAY-3")));
    }
}
