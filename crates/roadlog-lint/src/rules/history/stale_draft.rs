//! `history/stale-draft`: a draft that nobody has touched for months.

use roadlog_config::Phase;
use roadlog_model::PlanItem;

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, OptionDefault, Rule, RuleOption};
use crate::wording::{name, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "history/stale-draft",
    level: Some(Level::Info),
    summary: "Nobody has touched a draft for a long time.",
    why: "A backlog that keeps every idea hides the few that matter. What nobody has said a word about in half a year will \
come back by itself if it matters; until then it is read past by everybody, again and again. When it was touched last is \
read from git: any change of it counts, also that it was moved; without its history nothing is said.",
    bad: "
//- plan.backlog
story PAY-30 Pay in three parts
      ^^^^^^ history/stale-draft: nobody has touched the draft PAY-30 for 203 days, since 2026-05-04
  owner: @maria
//- git-log
2026-05-04 PAY-30 owner
",
    good: "
//- plan.backlog
story PAY-30 Pay in three parts
  status: dropped
  reason: nobody has asked for it again
  owner: @maria
//- git-log
2026-05-04 PAY-30 owner
2026-11-20 PAY-30 status
",
    fix: Fixes::None,
    options: &[RuleOption {
        name: "days",
        meaning: "For how many days nobody need touch a draft.",
        default: OptionDefault::Integer(180),
    }],
    asks: Asks::Live,
    check: Check::History(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    if item.phase() != Some(Phase::Draft) {
        return;
    }
    let (Some(history), Some(id)) = (context.history(), item.id()) else { return };
    let Some(touched) = history.touched(id) else { return };
    let days = (context.today() - touched).get_days();
    if i64::from(days) < context.integer(item.file(), "days") {
        return;
    }
    let message = format!(
        "nobody has touched the draft {} for {days} days, since {touched}: get it ready, or drop it and say why",
        name(item)
    );
    context.report(item, name_span(item), message);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn the_last_touch_counts_and_so_does_what_a_team_says() {
        told(
            &RULE,
            "
            //- roadlog.toml
            [rules.options.\"history/stale-draft\"]
            days = 30
            //- plan.backlog
            story PAY-1 One
                  ^^^^^ history/stale-draft: nobody has touched the draft PAY-1 for 30 days, since 2026-10-24
            story PAY-2 Two
            story PAY-3 Three
              status: ready
            story PAY-4 Four
            //- git-log
            2026-01-05 PAY-1 owner
            2026-10-24 PAY-1 title
            2026-10-25 PAY-2 title
            2026-01-05 PAY-3 title
            ",
        );
    }
}
