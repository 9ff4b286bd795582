//! `strategy/short-horizon`: the roadmap ends soon.

use roadlog_config::Field;
use roadlog_model::{FieldView, Plan, PlanItem, Value};
use roadlog_syntax::Kind;
use roadlog_syntax::value::{Horizon, Period};

use super::calendar::months_after;
use super::standing::{is_here, subject};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, OptionDefault, Rule, RuleOption};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "strategy/short-horizon",
    level: Some(Level::Info),
    summary: "No goal or initiative reaches beyond the next six months.",
    why: "Product management looks 6 to 12 months ahead and more: whoever hires, sells or buys for the product needs to \
know where it goes. That takes no dates: `next` and `later` reach beyond, and so does an idea with a period and a goal \
without one. A plan in which no `when` is written is not asked.",
    bad: "
//- product.roadmap
initiative I-1 Checkout without an account
  why: the account form is where most carts are left
  status: planned
  owner: @ana
  when: 2027-Q1
        ^^^^^^^ strategy/short-horizon: nothing on the roadmap reaches beyond 2027-05-23; I-1 (@ana), until 2027-03-31, reaches furthest
",
    good: "
//- product.roadmap
initiative I-1 Checkout without an account
  why: the account form is where most carts are left
  status: planned
  owner: @ana
  when: 2027-Q1

initiative I-2 Shops that sell together
  status: proposed
  when: later
",
    fix: Fixes::None,
    options: &[RuleOption {
        name: "months",
        meaning: "How many months ahead a goal or an initiative has to reach.",
        default: OptionDefault::Integer(6),
    }],
    asks: Asks::ReadyOrDoing,
    check: Check::Plan(check),
};

fn check(context: &mut Context<'_>, plan: &Plan) {
    let is_open = |item: &PlanItem<'_>| item.is_open() && !item.file().is_archived();
    let mut furthest: Option<(PlanItem<'_>, FieldView<'_>, Period)> = None;
    for item in plan.items_like(&[Kind::Goal, Kind::Initiative]).filter(is_open) {
        let Some(when) = item.field(Field::When) else {
            // A goal without an end reaches as far as it takes.
            if item.is_a(&[Kind::Goal]) && item.is_ready_or_doing() {
                return;
            }
            continue;
        };
        let Value::Period(period) = when.value() else { return };
        if reaches_beyond(context, item, *period) {
            return;
        }
        let is_further = furthest.is_none_or(|(.., other)| period.last() > other.last());
        if is_further && is_here(item) && item.is_ready_or_doing() {
            furthest = Some((item, when, *period));
        }
    }
    if let Some((item, when, period)) = furthest.filter(|_| !context.is_blind()) {
        tell(context, item, when, period);
    }
}

fn reaches_beyond(context: &Context<'_>, item: PlanItem<'_>, period: Period) -> bool {
    let end = months_after(context.today(), context.integer(item.file(), "months"));
    match period {
        Period::Span { last, .. } => end.is_none_or(|end| last > end),
        Period::Horizon(horizon) => horizon != Horizon::Now,
    }
}

fn tell(context: &mut Context<'_>, item: PlanItem<'_>, when: FieldView<'_>, period: Period) {
    let months = context.integer(item.file(), "months");
    let Some(end) = months_after(context.today(), months) else { return };
    let until = period.last().map_or_else(|| "for now".to_owned(), |last| format!("until {last}"));
    let message = format!(
        "nothing on the roadmap reaches beyond {end}; {}, {until}, reaches furthest: say what comes after it, if only as \
         `when: later`",
        subject(item),
    );
    context.report(item, when.value_span(), message);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn six_months_are_counted_from_today() {
        told(
            &RULE,
            "
            goal G-1 More buyers
              status: active
              when: 2026-Q4..2027-05-23
                    ^^^^^^^^^^^^^^^^^^^ strategy/short-horizon
            initiative I-1 Guests
              status: active
              when: now
            ",
        );
        told(
            &RULE,
            "
            goal G-1 More buyers
              status: active
              when: 2026-Q4..2027-05-24
            initiative I-1 Guests
              status: active
              when: now
            ",
        );
    }

    #[test]
    fn a_roadmap_of_what_is_now_has_no_horizon_and_next_is_one() {
        let now = "initiative I-1 Guests\n  status: active\n  when: now\n";
        told(
            &RULE,
            &format!(
                "{now}        ^^^ strategy/short-horizon: nothing on the roadmap reaches beyond 2027-05-23; I-1, for now,\n"
            ),
        );
        for further in ["when: next", "when: later", "when: 2028", "status: proposed\n  when: 2028"] {
            told(&RULE, &format!("{now}initiative I-2 Cards\n  {further}\n"));
        }
    }

    #[test]
    fn a_plan_that_names_no_periods_or_has_no_goals_is_not_asked() {
        told(&RULE, "initiative I-1 Guests\n  status: active\nstory PAY-1 Pay\n  status: ready\n");
        told(&RULE, "goal G-1 More buyers\n  status: active\ninitiative I-1 Guests\n  when: now\n  status: active\n");
        told(&RULE, "initiative I-1 Guests\n  when: soon\n  status: active\n");
        told(&RULE, "initiative I-1 Guests\n  when: 2026-Q3\n  status: shipped\n");
    }

    #[test]
    fn another_repository_may_look_ahead_and_a_team_may_look_less_far() {
        told(
            &RULE,
            "
            initiative I-1 Guests
              status: active
              when: 2026-Q4
            //- other/company.roadmap
            goal G-1 More buyers
              when: 2028
            ",
        );
        told(
            &RULE,
            "
            //- roadlog.toml
            [rules.options.\"strategy/short-horizon\"]
            months = 1
            //- a.roadmap
            initiative I-1 Guests
              status: active
              when: 2026-Q4
            ",
        );
    }
}
