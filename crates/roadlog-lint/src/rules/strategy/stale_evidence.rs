//! `strategy/stale-evidence`: what an active initiative rests on was learnt long ago.

use roadlog_config::Field;
use roadlog_model::{FieldView, PlanItem, Reference};
use roadlog_syntax::Kind;
use roadlog_syntax::value::Date;

use super::calendar::months_after;
use super::metrics::day;
use super::standing::{is_active, subject};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, OptionDefault, Rule, RuleOption};
use crate::wording::{counted, name, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "strategy/stale-evidence",
    level: Some(Level::Info),
    summary: "The newest research behind an active initiative is old.",
    why: "Markets and users change. Before more is built on what was learnt long ago, a few conversations show whether it \
still holds. Research without a date is not judged, nor is an initiative that has any.",
    bad: "
//- product.roadmap
initiative I-1 Checkout without an account
  why: the account form is where most carts are left
  status: active
  owner: @ana
  evidence: R-1
            ^^^ strategy/stale-evidence: the newest research behind I-1 (@ana), R-1, is of 2025-09-14

research R-1 Exit survey at the account form
  owner: @ana
  date: 2025-09-14
",
    good: "
//- product.roadmap
initiative I-1 Checkout without an account
  why: the account form is where most carts are left
  status: active
  owner: @ana
  evidence: R-1, R-2

research R-1 Exit survey at the account form
  owner: @ana
  date: 2025-09-14

research R-2 Five calls with buyers who left
  owner: @ana
  date: 2026-10-19
",
    fix: Fixes::None,
    options: &[RuleOption {
        name: "months",
        meaning: "How many months old the newest research behind an active initiative may be.",
        default: OptionDefault::Integer(12),
    }],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    if !item.is_a(&[Kind::Initiative]) || !is_active(item) {
        return;
    }
    let Some((research, date)) = newest(item) else { return };
    let months = context.integer(item.file(), "months");
    let Some(oldest) = months_after(context.today(), months.saturating_neg()) else { return };
    if date >= oldest {
        return;
    }
    let message = format!(
        "the newest research behind {}, {}, is of {date}, more than {} ago: ask again whether it still holds",
        subject(item),
        name(research),
        counted(usize::try_from(months).unwrap_or(0), "month"),
    );
    let span = item.field(Field::Evidence).map_or_else(|| name_span(item), FieldView::value_span);
    let there = research.field(Field::Date).map_or_else(|| name_span(research), FieldView::value_span);
    context.report(item, span, message).and(research.file(), there, format!("“{}”", research.title()));
}

/// The newest research that supports an initiative; none where the date of any is unknown.
fn newest(item: PlanItem<'_>) -> Option<(PlanItem<'_>, Date)> {
    let named = item.references(Field::Evidence).map(Reference::target);
    let mut newest: Option<(PlanItem<'_>, Date)> = None;
    for research in named.chain(item.serving().filter(|serving| serving.is_a(&[Kind::Research])).map(Some)) {
        let date = day(research?, Field::Date)?;
        if newest.is_none_or(|(_, other)| other < date) {
            newest = research.map(|research| (research, date));
        }
    }
    newest
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn a_year_is_fine_and_a_day_more_is_not() {
        told(
            &RULE,
            "
            initiative I-1 Guests
              status: active
              evidence: R-1
            initiative I-2 Cards
              status: active
              evidence: R-2
                        ^^^ strategy/stale-evidence: the newest research behind I-2, R-2, is of 2025-11-22, more than 12 months ago
            research R-1 Survey
              date: 2025-11-23
            research R-2 Survey
              date: 2025-11-22
            ",
        );
    }

    #[test]
    fn one_that_is_new_or_that_nobody_dated_is_enough() {
        told(
            &RULE,
            "
            initiative I-1 Guests
              status: active
              evidence: R-1
            research R-1 Survey
              date: 2020-11-23
            research R-2 Calls
              for: I-1
            initiative I-2 Cards
              status: active
              evidence: R-1, R-9
            initiative I-3 Parcels
              status: planned
              evidence: R-1
            ",
        );
    }

    #[test]
    fn research_that_serves_the_initiative_counts_too() {
        told(
            &RULE,
            "
            //- roadlog.toml
            [rules.options.\"strategy/stale-evidence\"]
            months = 1
            //- a.roadmap
            initiative I-1 Guests
                       ^^^ strategy/stale-evidence: the newest research behind I-1, R-2, is of 2026-10-01, more than 1 month ago
              status: active
            research R-1 Survey
              for: I-1
              date: 2020-11-23
            research R-2 Calls
              for: I-1
              date: 2026-10-01
            ",
        );
    }
}
