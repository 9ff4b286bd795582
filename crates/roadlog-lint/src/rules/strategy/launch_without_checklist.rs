//! `strategy/launch-without-checklist`: a launch of which nothing says what has to be ready.

use roadlog_model::PlanItem;
use roadlog_syntax::Kind;

use super::standing::subject;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::rules::acceptance::criteria::{asked_count, skeleton};
use crate::rules::syntax::slips::has_criterion_meant;
use crate::wording::name_span;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "strategy/launch-without-checklist",
    level: Some(Level::Warning),
    summary: "A launch is planned and has no checklist.",
    why: "A launch is more than the software: help pages, prices, the sales deck, support that knows what comes. Its \
criteria are the list of that, each line with who sees to it; without it, what was forgotten shows on the day.",
    bad: "
//- product.roadmap
launch L-1 Guest checkout for every shop
       ^^^ strategy/launch-without-checklist: L-1 (@ana) has no checklist
  status: planned
  owner: @ana
  date: 2027-02-11
",
    good: "
//- product.roadmap
launch L-1 Guest checkout for every shop
  status: planned
  owner: @ana
  date: 2027-02-11

  [ ] The help page is rewritten @support
  [ ] The sales deck shows the new flow @sam
",
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    if !item.is_a(&[Kind::Launch]) || asked_count(item) > 0 || has_criterion_meant(item) {
        return;
    }
    let message = format!(
        "{} has no checklist: add what has to be ready on the day, and who sees to it, `[ ] The help page … @who`",
        subject(item),
    );
    let told = context.report(item, name_span(item), message);
    let _ = told.assist("Add a checklist", [skeleton(item, &["[ ] …"])]);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{mended, told};

    #[test]
    fn a_list_of_which_nothing_is_asked_any_more_is_none() {
        told(
            &RULE,
            "
            launch L-1 Guests
                   ^^^ strategy/launch-without-checklist
              [-] The help page is rewritten
            launch L-2 Cards
              [x] The help page is rewritten
            launch L-3 Parcels
              status: launched
            ",
        );
    }

    #[test]
    fn the_list_begins_below_the_fields() {
        let text = "launch L-1 Guests\n  date: 2027-02-11\n";
        assert_eq!(mended(&RULE, text, "plan.backlog"), format!("{text}\n  [ ] …\n"));
    }
}
