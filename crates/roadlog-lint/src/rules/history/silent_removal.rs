//! `history/silent-removal`: work that was agreed on is gone without a word.

use roadlog_config::Phase;
use roadlog_history::{Detail, Judged};
use roadlog_model::PlanItem;

use crate::context::Context;
use crate::finding::Level;
use crate::judged::JudgedRange;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::rules::authority;
use crate::wording::{name, state};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "history/silent-removal",
    level: Some(Level::Warning),
    summary: "An item is deleted that was ready or being worked on.",
    why: "Somebody counts on what is ready or under way: whoever asked for it, and whoever works on it. Deleted, it is \
gone from every list, and nobody learns that it will not come or why. `status: dropped` with a `reason` says it and \
stays in sight; `roadlog archive` puts what is closed away. A draft may go as it came.",
    bad: "
//- plan.backlog
task PAY-14 Order the terminals
  status: ready
  owner: @maria

task PAY-15 Renew the certificate
  status: doing
  owner: @maria
//- commit @maria: Tidy up
//- plan.backlog
task PAY-14 Order the terminals
‸ history/silent-removal: PAY-15 \"Renew the certificate\" was doing when it was deleted
  status: ready
  owner: @maria
",
    good: "
//- plan.backlog
task PAY-14 Order the terminals
  status: ready
  owner: @maria

task PAY-15 Renew the certificate
  status: doing
  owner: @maria
//- commit @maria: The certificate renews itself
//- plan.backlog
task PAY-14 Order the terminals
  status: ready
  owner: @maria

task PAY-15 Renew the certificate
  status: dropped
  reason: the new server renews it by itself
  owner: @maria
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Range(check),
};

fn check(context: &mut Context<'_>, range: &JudgedRange<'_>) {
    for judged in range.judged {
        let Some(item) = removed(range, judged) else { continue };
        if authority::tells(context, range, judged) {
            continue;
        }
        let status = item.status().map(state).unwrap_or_default();
        let message = format!(
            "{} \"{}\" was {status} when it was deleted: bring it back with `status: dropped` and a reason, or archive it \
             once it is closed",
            name(item),
            item.title()
        );
        context.report_change(range, judged, message);
    }
}

/// The item that a change takes away for good, where the range did not bring it in and it was ready or being worked on.
fn removed<'a>(range: &JudgedRange<'a>, judged: &Judged) -> Option<PlanItem<'a>> {
    let is_gone = matches!(judged.change.detail, Detail::Removed) && range.commits.ended(&judged.change).is_none();
    let item = range.before(judged).filter(|_| is_gone)?;
    let is_agreed = matches!(item.phase(), Some(Phase::Ready | Phase::Doing));
    (is_agreed && range.commits.began(&judged.change).is_some()).then_some(item)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    const ONE: &str = "//- plan.backlog\ntask PAY-1 One\n  status: ready\n  owner: @maria\n";
    const TWO: &str = "task PAY-2 Two\n  status: ready\n  owner: @maria\n";

    #[test]
    fn what_moves_gets_another_id_comes_back_or_came_with_the_range_is_not_told() {
        let both = format!("{ONE}{TWO}");
        told(&RULE, &format!("{both}//- commit @maria: Move it\n{ONE}//- b.backlog\n{TWO}"));
        told(&RULE, &format!("{both}//- commit @maria: Renumber\n{ONE}{}", TWO.replace("PAY-2", "PAY-9")));
        told(&RULE, &format!("{both}//- commit @maria: Away\n{ONE}//- commit @maria: Back\n{both}"));
        told(&RULE, &format!("{ONE}//- commit @maria: New\n{both}//- commit @maria: No\n{ONE}"));
    }

    #[test]
    fn drafts_and_what_is_closed_may_go() {
        for status in ["draft", "done", "dropped"] {
            let closed = TWO.replace("ready", status);
            told(&RULE, &format!("{ONE}{closed}//- commit @maria: Away\n{ONE}"));
        }
    }
}
