//! `planning/wip-limit`: somebody has too much in hand at once.

use roadlog_config::{Field, Phase};
use roadlog_model::{FieldView, ItemRef, PlanItem};
use roadlog_syntax::Span;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::is_live;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Group, OptionDefault, Rule, RuleOption};
use crate::wording::{listed, name};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "planning/wip-limit",
    level: Some(Level::Warning),
    summary: "Somebody is doing more items at once than is good for any of them.",
    why: "Each item more in hand makes all of them later, and none of them is finished. It is told once for a person. What \
waits in review, or was rejected and is not taken up yet, is not counted, nor a story beside the tasks for it that the same \
person does. A team that is assigned is not counted.",
    bad: "
task PAY-15 Renew the certificate
  status: doing
  owner: @maria
  assignee: @li

task PAY-16 Index refunds by shop
  status: doing
  owner: @maria
  assignee: @li

task PAY-17 Translate the texts about refunds
  status: doing
  owner: @maria
  assignee: @li

task PAY-18 Measure how often refunds are opened
  status: doing
  owner: @maria
  assignee: @li
            ^^^ planning/wip-limit: @li is doing 4 items at once, PAY-15, PAY-16, PAY-17 and PAY-18: finish one before the next
",
    good: "
task PAY-15 Renew the certificate
  status: review
  owner: @maria
  assignee: @li

task PAY-16 Index refunds by shop
  status: doing
  owner: @maria
  assignee: @li

task PAY-17 Translate the texts about refunds
  status: doing
  owner: @maria
  assignee: @li

task PAY-18 Measure how often refunds are opened
  status: doing
  owner: @maria
  assignee: @li
",
    fix: Fixes::None,
    options: &[RuleOption {
        name: "max",
        meaning: "The most items that one person may be doing.",
        default: OptionDefault::Integer(3),
    }],
    asks: Asks::ReadyOrDoing,
    check: Check::Among { groups, check },
};

/// Of those in hand, how many a message names.
const NAMED: usize = 6;

/// One group for each person who has it in hand.
fn groups(_: &Context<'_>, item: PlanItem<'_>) -> Vec<Group> {
    if !is_live(item) || !is_in_hand(item) {
        return Vec::new();
    }
    let config = item.plan().config();
    let people = item.field(Field::Assignee).into_iter().flat_map(FieldView::handles);
    let people = people.filter(|who| !config.is_team(who));
    people.map(|who| Group(SmolStr::new(who.name()))).collect()
}

fn check(context: &mut Context<'_>, who: &Group, items: &[PlanItem<'_>]) {
    let shared: FxHashSet<ItemRef> = items.iter().flat_map(|item| item.parents()).map(PlanItem::at).collect();
    let in_hand = items.iter().filter(|item| !shared.contains(&item.at()));
    let named = in_hand.flat_map(|&item| {
        let named = item.people(Field::Assignee).filter(|(handle, _)| handle.name() == who.0);
        named.map(move |(_, span)| (item, span))
    });
    tell(context, who, &named.collect::<Vec<_>>());
}

fn tell(context: &mut Context<'_>, Group(who): &Group, items: &[(PlanItem<'_>, Span)]) {
    let Some((last, _)) = items.last() else { return };
    let most = usize::try_from(context.integer(last.file(), "max")).unwrap_or(usize::MAX);
    let Some(&(item, span)) = items.get(most) else { return };
    let mut names: Vec<_> = items.iter().take(NAMED).map(|(item, _)| name(*item)).collect();
    if items.len() > NAMED {
        names.push("others".into());
    }
    let (count, names) = (items.len(), listed(&names, "and"));
    let message = format!("@{who} is doing {count} items at once, {names}: finish one before the next");
    let mut told = context.report(item, span, message);
    for (other, span) in items.iter().filter(|(other, _)| *other != item).take(NAMED) {
        told = told.and(other.file(), *span, format!("{} is in hand", name(*other)));
    }
}

fn is_in_hand(item: PlanItem<'_>) -> bool {
    let waits = |word: &str| matches!(word, "review" | "rejected");
    item.status().is_some_and(|status| status.phase == Phase::Doing && !waits(&status.word))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn a_story_and_the_tasks_for_it_are_one_thing_in_hand_for_each_task() {
        told(
            &RULE,
            "
            //- roadlog.toml
            [people.li]
            [people.kim]
            [teams]
            payments = [\"li\", \"kim\"]
            [rules.options.\"planning/wip-limit\"]
            max = 1
            //- plan.backlog
            story PAY-1 Pay
              status: doing
              assignee: @li, @kim
            task PAY-2 Build
              status: doing
              for: PAY-1
              assignee: @li
            task PAY-3 Test
              status: doing
              for: PAY-1
              assignee: @kim, @li
                              ^^^ planning/wip-limit: @li is doing 2 items at once, PAY-2 and PAY-3
            story PAY-4 Order
              status: doing
              assignee: @payments
            story PAY-5 Order
              status: doing
              assignee: @payments
            ",
        );
    }

    #[test]
    fn it_is_told_once_over_all_files_and_only_so_many_are_named() {
        let item = |number| format!("task PAY-{number} Build\n  status: doing\n  assignee: @li\n");
        let four: String = (1..=3).map(item).collect();
        let mark = "            ^^^ planning/wip-limit: @li is doing 8 items at once, PAY-1, PAY-2, PAY-3, PAY-4, PAY-5, PAY-6 and others";
        let rest: String = (5..=8).map(item).collect();
        let text = format!("//- a.backlog\n{four}//- b.backlog\n{}{mark}\n{rest}", item(4));
        let found = told(&RULE, &text);
        assert_eq!(found[0].related.len(), 6);
    }
}
