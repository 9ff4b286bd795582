//! `history/status-jump`: a draft that was finished in one commit.

use roadlog_config::Phase;
use roadlog_history::Judged;
use roadlog_model::PlanItem;

use crate::context::Context;
use crate::finding::Level;
use crate::judged::JudgedRange;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::rules::authority;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "history/status-jump",
    level: Some(Level::Warning),
    summary: "A draft is put straight into review, or is finished, in one commit.",
    why: "That something is ready is what a product owner and the developers agree on, and that somebody works on it is \
what keeps two people from doing it twice. Where a draft turns up in review, neither was ever said: nobody could ask \
about it, and no figure knows how long it took. Steps that were commits of their own and are squashed into one look the \
same: let the pull request be checked, where they still are, and not the branch that they are squashed into. A team that \
squashes before it pushes has nothing left to check, and turns the rule off: `\"history/status-jump\" = \"off\"`.",
    bad: "
//- plan.backlog
task PAY-15 Renew the certificate
  status: draft
  owner: @maria
//- commit @maria: It is renewed
//- plan.backlog
task PAY-15 Renew the certificate
  status: done
  ^^^^^^^^^^^^ history/status-jump: PAY-15 went from draft straight to done in one commit
  owner: @maria
",
    good: "
//- plan.backlog
task PAY-15 Renew the certificate
  status: draft
  owner: @maria
//- commit @maria: Renew it next
//- plan.backlog
task PAY-15 Renew the certificate
  status: ready
  owner: @maria
//- commit @li: Take it
//- plan.backlog
task PAY-15 Renew the certificate
  status: doing
  owner: @maria
//- commit @li: It is renewed
//- plan.backlog
task PAY-15 Renew the certificate
  status: done
  owner: @maria
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Range(check),
};

fn check(context: &mut Context<'_>, range: &JudgedRange<'_>) {
    for (place, judged) in range.judged.iter().enumerate() {
        if !is_jump(range, judged) || is_taken_back(range, place) || authority::tells(context, range, judged) {
            continue;
        }
        let (Some(item), Some((from, to))) = (&judged.change.item, judged.change.transition()) else { continue };
        let name = item.id.as_ref().map_or_else(|| item.title.unescaped(), |id| id.as_str());
        let to = if to == "review" { "into review" } else { &format!("to {to}") };
        let message = format!(
            "{name} went from {from} straight {to} in one commit: say when it is ready and when work on it begins, each as \
             it happens; where steps were squashed into it, have them checked before the squash"
        );
        context.report_change(range, judged, message);
    }
}

/// Whether a draft became something that is looked at when the work is done.
fn is_jump(range: &JudgedRange<'_>, judged: &Judged) -> bool {
    judged.change.transition().is_some()
        && range.before(judged).and_then(PlanItem::phase) == Some(Phase::Draft)
        && range.after(judged).is_some_and(is_finished)
}

/// Whether nobody works on an item any more, for now or for good, because the work is done.
fn is_finished(item: PlanItem<'_>) -> bool {
    let is_shown = item.status().is_some_and(|status| matches!(&*status.word, "review" | "rejected"));
    is_shown || item.phase() == Some(Phase::Done)
}

/// Whether a later commit made it a draft, or something that waits, again, or it is no further in the end than it was in
/// the beginning.
fn is_taken_back(range: &JudgedRange<'_>, place: usize) -> bool {
    let judged = &range.judged[place];
    let Some(end) = range.commits.ended(&judged.change).filter(|item| is_finished(*item)) else { return true };
    let status = |item: PlanItem<'_>| item.status().map(|status| status.word.clone());
    let is_as_before = range.commits.began(&judged.change).is_some_and(|began| status(began) == status(end));
    let later = range.judged[place + 1..].iter().filter(|later| later.change.transition().is_some());
    let mut same = later.filter(|later| range.commits.ended(&later.change).is_some_and(|item| item.at() == end.at()));
    is_as_before
        || same.any(|later| {
            let phase = range.after(later).and_then(PlanItem::phase);
            matches!(phase, Some(Phase::Draft | Phase::Ready | Phase::Dropped))
        })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    /// The commits that set these statuses of a task, one after the other.
    fn steps(statuses: &[&str]) -> String {
        let step = |status: &&str| format!("//- plan.backlog\ntask PAY-1 One\n  status: {status}\n  owner: @maria\n");
        let steps: Vec<_> = statuses.iter().map(step).collect();
        steps.join("//- commit @maria: Go on\n")
    }

    #[test]
    fn a_draft_that_is_dropped_or_taken_up_has_not_jumped() {
        for step in ["dropped", "ready", "doing"] {
            told(&RULE, &steps(&["draft", step]));
        }
    }

    #[test]
    fn what_a_later_commit_takes_back_is_not_told() {
        told(&RULE, &steps(&["draft", "done", "draft"]));
        told(&RULE, &steps(&["draft", "review", "ready", "doing", "review"]));
        told(&RULE, &steps(&["done", "draft", "done"]));
    }

    #[test]
    fn what_went_on_from_the_jump_is_told_of_the_commit_that_jumped() {
        let header = "task PAY-1 One\n";
        let marked =
            format!("{header}^^^^^^^^^^^^^^ history/status-jump: PAY-1 went from draft straight into review\n");
        let text = steps(&["draft", "review", "done"]);
        let (before, last) = text.rsplit_once(header).unwrap();
        let found = told(&RULE, &format!("{before}{marked}{last}"));
        assert_eq!(found[0].commit.as_deref(), Some("0000000000000000000000000000000000000000"));
        assert_eq!(found[0].by.as_ref().map(ToString::to_string).as_deref(), Some("@maria"));
    }
}
