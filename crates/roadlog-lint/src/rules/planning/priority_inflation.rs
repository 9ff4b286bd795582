//! `planning/priority-inflation`: so much is a `must` that the word says nothing.

use roadlog_config::Field;
use roadlog_model::{FieldView, PlanItem, Value};

use super::value_span;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, FileView, Fixes, OptionDefault, Rule, RuleOption};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "planning/priority-inflation",
    level: Some(Level::Warning),
    summary: "So many open items of a file are a `must` that the word says nothing any more.",
    why: "A `must` is what the whole is worth nothing without. Where most of a backlog is that, nothing can give way when time \
runs out, and it is chosen by chance what does. It is counted among the open items that may have a `moscow`, drafts \
included.",
    bad: "
//- roadlog.toml
[people.maria]
roles = [\"product-owner\"]

[rules.options.\"planning/priority-inflation\"]
from = 3
//- plan.backlog
task PAY-15 Renew the certificate
  status: ready
  owner: @maria
  moscow: must

task PAY-16 Index refunds by shop
  status: ready
  owner: @maria
  moscow: must
          ^^^^ planning/priority-inflation: 2 of 3 open items here are a must, over 40 %: say of some what can wait

task PAY-17 Translate the texts about refunds
  status: ready
  owner: @maria
  moscow: could
",
    good: "
//- roadlog.toml
[people.maria]
roles = [\"product-owner\"]

[rules.options.\"planning/priority-inflation\"]
from = 3
//- plan.backlog
task PAY-15 Renew the certificate
  status: ready
  owner: @maria
  moscow: must

task PAY-16 Index refunds by shop
  status: ready
  owner: @maria
  moscow: should

task PAY-17 Translate the texts about refunds
  status: ready
  owner: @maria
  moscow: could
",
    fix: Fixes::None,
    options: &[
        RuleOption {
            name: "percent",
            meaning: "The largest share of the open items that may be a `must`, in percent.",
            default: OptionDefault::Integer(40),
        },
        RuleOption {
            name: "from",
            meaning: "The fewest open items of a file of which the share is asked.",
            default: OptionDefault::Integer(10),
        },
    ],
    asks: Asks::Live,
    check: Check::File(check),
};

fn check(context: &mut Context<'_>, view: FileView<'_>) {
    let (mut open, mut musts, mut lowest) = (0_i64, 0_i64, None);
    for item in view.items().filter(|item| may_be_must(*item)) {
        open += 1;
        if is_must(item) {
            musts += 1;
            lowest = Some(item);
        }
    }
    let (percent, from) = (context.integer(view.file, "percent"), context.integer(view.file, "from"));
    let Some(lowest) = lowest.filter(|_| open >= from && musts * 100 > percent.saturating_mul(open)) else { return };
    let message = format!(
        "{musts} of {open} open items here are a must, over {percent} %: say of some what can wait, {} first, the lowest in \
         rank",
        name(lowest),
    );
    let span = value_span(lowest, Field::Moscow);
    context.report(lowest, span, message);
}

fn may_be_must(item: PlanItem<'_>) -> bool {
    item.is_open() && item.like().is_some_and(|kind| Field::Moscow.is_on(kind))
}

fn is_must(item: PlanItem<'_>) -> bool {
    let word = item.field(Field::Moscow).map(FieldView::value);
    matches!(word, Some(Value::Word(word)) if word == "must")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    /// Ten open items, so many of them a `must`, and what cannot be one.
    fn plan(musts: usize, mark: &str) -> String {
        let item = |number| {
            let word = if number <= musts { "must" } else { "should" };
            let mark = if number == musts { mark } else { "" };
            format!("story PAY-{number} Pay\n  moscow: {word}\n{mark}")
        };
        let items: String = (1..=10).map(item).collect();
        format!("{items}epic PAY-11 Guest checkout\nstory PAY-12 Pay\n  status: accepted\n  moscow: must\n")
    }

    #[test]
    fn four_of_ten_may_be_a_must_and_five_may_not() {
        told(&RULE, &plan(4, ""));
        let mark = "          ^^^^ planning/priority-inflation: 5 of 10 open items here are a must, over 40 %: say of some what can wait, PAY-5\n";
        told(&RULE, &plan(5, mark));
    }

    #[test]
    fn a_few_items_may_all_be_a_must() {
        let items: Vec<_> = (1..=9).map(|number| format!("story PAY-{number} Pay\n  moscow: must\n")).collect();
        told(&RULE, &items.concat());
    }
}
