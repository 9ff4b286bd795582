//! How an item stands in the plan, as the rules of strategy ask it: whether it is under way, who answers for it, and
//! whether the plan uses goals at all.

use std::borrow::Cow;

use roadlog_config::{Field, Phase};
use roadlog_model::{Plan, PlanItem};
use roadlog_syntax::Kind;

use crate::rules::syntax::slips::lacks;
use crate::wording::name;

/// The kinds of work that product ownership breaks an initiative down into.
pub(crate) const WORK: [Kind; 5] = [Kind::Epic, Kind::Story, Kind::Bug, Kind::Task, Kind::Spike];

/// Whether it is under way: `active`, or what the team calls that.
pub(crate) fn is_active(item: PlanItem<'_>) -> bool {
    item.phase() == Some(Phase::Doing)
}

/// Whether it stands in a file of this workspace that is no archive.
pub(crate) fn is_here(item: PlanItem<'_>) -> bool {
    !item.file().is_archived() && !item.file().is_foreign()
}

/// Whether another item can say that it is for it. An id that is missing or still to be given is told itself.
pub(crate) fn can_be_served(item: PlanItem<'_>) -> bool {
    item.id().is_some()
}

/// Whether it says what it is for, be it wrongly: that is told where the id stands.
pub(crate) fn says_what_for(item: PlanItem<'_>) -> bool {
    !lacks(item, Field::For)
}

/// The goals that are under way, in other workspaces too. Where there is none, work is not asked for what it is for: a
/// small team may do without goals.
pub(crate) fn active_goals(plan: &Plan) -> impl Iterator<Item = PlanItem<'_>> {
    plan.items_like(&[Kind::Goal]).filter(|goal| goal.is_ready_or_doing() && !goal.file().is_archived())
}

/// An item by its name, with whom to ask about it: `M-1 (@ana)`.
pub(crate) fn subject(item: PlanItem<'_>) -> Cow<'_, str> {
    let name = name(item);
    match item.owner() {
        Some(owner) => Cow::Owned(format!("{name} ({})", owner.handle)),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        delivery_metric, goal_without_initiative, goal_without_metric, initiative_without_evidence,
        initiative_without_work, missing_vision, short_horizon, unsupported_research,
    };
    use crate::testing::{findings, told};
    use roadlog_testkit::Fixture;

    const PLAN: &str = "
//- a.roadmap
goal G-1 More buyers
  status: active
  when: now
goal G-2 More guests
  status: active
metric M-1 Points
  for: G-2
  measures: velocity
initiative I-1 Guests
  status: active
research R-1 Survey
//- a.backlog
task PAY-1 Build
";

    #[test]
    fn what_may_stand_in_a_folder_that_is_not_there_is_not_missed() {
        let rules = [
            &missing_vision::RULE,
            &goal_without_metric::RULE,
            &delivery_metric::RULE,
            &goal_without_initiative::RULE,
            &initiative_without_evidence::RULE,
            &initiative_without_work::RULE,
            &unsupported_research::RULE,
        ];
        for rule in rules {
            assert!(!findings(rule, &Fixture::parse(PLAN)).is_empty(), "{}", rule.name);
            told(rule, &format!("//- roadlog.toml\n[workspace]\nreads = [\"../missing\"]{PLAN}"));
        }
        let near = "//- a.roadmap\ninitiative I-1 Guests\n  status: active\n  when: now\n";
        assert!(!findings(&short_horizon::RULE, &Fixture::parse(near)).is_empty());
        told(&short_horizon::RULE, &format!("//- roadlog.toml\n[workspace]\nreads = [\"../missing\"]\n{near}"));
    }
}
