//! `planning/blocked-too-long`: what stops an item has been there for weeks.

use roadlog_config::Field;
use roadlog_model::PlanItem;

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, OptionDefault, Rule, RuleOption};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "planning/blocked-too-long",
    level: Some(Level::Info),
    summary: "What blocks an item has not changed for a long time.",
    why: "A blocker that nobody speaks about any more is a decision that nobody takes: somebody has to end it, or the work \
is planned anew without it. How long it has stood there is read from git; without its history nothing is said.",
    bad: "
//- plan.backlog
task PAY-15 Renew the certificate
  status: ready
  owner: @maria
  blocked: the contract is not signed, legal can end that
  ^^^^^^^ planning/blocked-too-long: PAY-15 has been blocked by the same for 20 days, since 2026-11-03: ask who can end it, or plan without it
//- git-log
2026-11-03 PAY-15 blocked
",
    good: "
//- plan.backlog
task PAY-15 Renew the certificate
  status: ready
  owner: @maria
  blocked: the contract is with legal, @sam calls them on Friday
//- git-log
2026-11-19 PAY-15 blocked
",
    fix: Fixes::None,
    options: &[RuleOption {
        name: "days",
        meaning: "For how many days `blocked` may say the same.",
        default: OptionDefault::Integer(14),
    }],
    asks: Asks::ReadyOrDoing,
    check: Check::History(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let (Some(history), Some(id)) = (context.history(), item.id()) else { return };
    let Some(field) = item.field(Field::Blocked) else { return };
    let Some(since) = history.since(id, Field::Blocked.name()) else { return };
    let days = (context.today() - since).get_days();
    if i64::from(days) < context.integer(item.file(), "days") {
        return;
    }
    let message = format!(
        "{} has been blocked by the same for {days} days, since {since}: ask who can end it, or plan without it",
        name(item)
    );
    context.report(item, field.entry().key_span(), message);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{findings_of_bytes, told};

    #[test]
    fn it_is_told_from_the_fourteenth_day_on() {
        told(
            &RULE,
            "
            //- plan.backlog
            task PAY-1 One
              status: ready
              blocked: by legal
              ^^^^^^^ planning/blocked-too-long: PAY-1 has been blocked by the same for 14 days, since 2026-11-09
            task PAY-2 Two
              status: ready
              blocked: by legal
            task PAY-3 Three
              status: ready
            task PAY-4 Four
              blocked: by legal
            task PAY-5 Five
              status: ready
              blocked: by legal
            //- git-log
            2026-11-09 PAY-1 blocked
            2026-11-10 PAY-2 blocked
            2026-11-09 PAY-3 blocked
            2026-11-09 PAY-4 blocked
            2026-11-09 PAY-5 status
            ",
        );
    }

    #[test]
    fn without_history_nothing_is_said_and_a_comment_that_allows_it_is_not_unused() {
        let item = "task PAY-1 One\n  status: ready\n  owner: @maria\n  blocked: by legal\n";
        let text = format!("{item}  # roadlog: allow planning/blocked-too-long because the court is on holiday\n");
        let found = findings_of_bytes(text.into_bytes());
        let about = ["planning/blocked-too-long", "suppression/unused"];
        assert!(found.iter().all(|finding| !about.contains(&finding.rule)), "{found:#?}");
    }
}
