//! `history/criteria-changed`: criteria of running work changed by someone who may.

use roadlog_config::Field;

use super::moved_goalposts::is_of_running_work;
use crate::context::Context;
use crate::finding::Level;
use crate::judged::JudgedRange;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::{listed, state};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "history/criteria-changed",
    level: Some(Level::Info),
    summary: "Criteria of running work are taken away or reworded by somebody who may.",
    why: "A product owner may change what will be accepted while the work goes on, and often has good reason to. Whoever \
does the work has to know of it all the same, and a pull request is where it can be missed. By somebody who may not it \
is history/moved-goalposts.",
    bad: "
//- plan.backlog
bug PAY-15 The pay button stays grey
  status: doing
  owner: @maria
  assignee: @li

  [ ] The button is blue once the card is valid
  [ ] A screen reader says that the button is active
//- commit @maria: Leave the screen reader for later
//- plan.backlog
bug PAY-15 The pay button stays grey
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ history/criteria-changed: PAY-15 was doing when @maria changed what it has to meet, tell @li: criterion removed
  status: doing
  owner: @maria
  assignee: @li

  [ ] The button is blue once the card is valid
",
    good: "
//- plan.backlog
bug PAY-15 The pay button stays grey
  status: doing
  owner: @maria
  assignee: @li

  [ ] The button is blue once the card is valid
//- commit @maria: Ask for the screen reader too
//- plan.backlog
bug PAY-15 The pay button stays grey
  status: doing
  owner: @maria
  assignee: @li

  [ ] The button is blue once the card is valid
  [ ] A screen reader says that the button is active
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Range(check),
};

fn check(context: &mut Context<'_>, range: &JudgedRange<'_>) {
    for judged in range.judged {
        if !judged.verdict.stands() || !is_of_running_work(range, judged) || !range.commits.is_left(judged) {
            continue;
        }
        let (Some(before), Some(item)) = (range.before(judged), &judged.change.item) else { continue };
        let status = before.status().map(state).unwrap_or_default();
        let who = range.by(judged).map_or_else(|| "somebody".to_owned(), ToString::to_string);
        let others = before.people(Field::Assignee).filter(|(assignee, _)| Some(*assignee) != range.by(judged));
        let others: Vec<String> = others.map(|(assignee, _)| assignee.to_string()).collect();
        let tell = if others.is_empty() { String::new() } else { format!(", tell {}", listed(&others, "and")) };
        let name = item.id.as_ref().map_or_else(|| item.title.unescaped(), |id| id.as_str());
        let what = judged.change.words();
        let message = format!("{name} was {status} when {who} changed what it has to meet{tell}: {}", what.unescaped());
        context.report_change(range, judged, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    const BEFORE: &str =
        "//- plan.backlog\nbug PAY-1 One\n  status: review\n  owner: @maria\n\n  [ ] The button is blue\n";

    #[test]
    fn what_a_later_commit_puts_back_is_not_told() {
        let reworded = BEFORE.replace("blue", "green");
        told(&RULE, &format!("{BEFORE}//- commit @maria: Green\n{reworded}//- commit @maria: No, blue\n{BEFORE}"));
    }

    #[test]
    fn new_words_are_told_at_the_criterion() {
        let reworded = BEFORE.replace("blue", "green");
        let told = told(
            &RULE,
            &format!(
                "{BEFORE}//- commit @maria: Green\n{reworded}  ^^^^^^^^^^^^^^^^^^^^^^^ history/criteria-changed: PAY-1 was in \
                 review when @maria changed what it has to meet: criterion reworded: \"The button is blue\"\n"
            ),
        );
        assert!(told[0].message.unescaped().ends_with("→ \"The button is green\""));
    }

    #[test]
    fn before_the_work_begins_and_by_whoever_may_not_it_is_not_told() {
        let ready = BEFORE.replace("review", "ready");
        told(&RULE, &format!("{ready}//- commit @maria: Green\n{}", ready.replace("blue", "green")));
        told(&RULE, &format!("{BEFORE}//- commit @li: Green\n{}", BEFORE.replace("blue", "green")));
    }
}
