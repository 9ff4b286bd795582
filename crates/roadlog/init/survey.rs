//! What a plan that is there already says about who decides.

use std::collections::BTreeSet;

use roadlog_config::{Field, Shape, Side};
use roadlog_model::{Plan, PlanItem, Value};
use roadlog_syntax::value::Handle;

use super::roles::Deciders;

/// What is read from a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Survey {
    /// Who owns items of each side.
    pub(crate) deciders: Deciders,
    /// Every person whom a field names.
    pub(crate) named: BTreeSet<Handle>,
}

/// The fields that name people; the others that could name a team.
const PEOPLE: [Field; 3] = [Field::Owner, Field::Assignee, Field::Stakeholders];

impl Survey {
    /// Reads a plan, what other workspaces say left out.
    pub(crate) fn new(plan: &Plan) -> Self {
        let items = || plan.items().filter(|item| !item.file().is_foreign());
        let owners = |side: Side| -> BTreeSet<Handle> {
            let owners = items().filter(|item| item.side() == Some(side)).filter_map(PlanItem::written_owner);
            owners.map(|owner| owner.handle.clone()).collect()
        };
        let people = |item: PlanItem<'_>| -> Vec<Handle> {
            let people = PEOPLE.iter().flat_map(|field| item.people(*field).map(|(handle, _)| handle.clone()));
            people.chain(accepted_by(item)).collect()
        };
        let (managers, owners) = (owners(Side::Roadmap), owners(Side::Backlog));
        let deciders = Deciders { managers: Vec::from_iter(managers), owners: Vec::from_iter(owners) };
        Self { deciders, named: items().flat_map(people).collect() }
    }

    /// The shape that fits: separate where each side has owners and nobody owns on both.
    pub(crate) fn shape(&self) -> Shape {
        let Deciders { managers, owners } = &self.deciders;
        let is_separate = !managers.is_empty() && !owners.is_empty() && !managers.iter().any(|it| owners.contains(it));
        if is_separate { Shape::Separate } else { Shape::Combined }
    }
}

/// Who accepted an item.
fn accepted_by(item: PlanItem<'_>) -> Option<Handle> {
    match item.field(Field::Accepted)?.value() {
        Value::SignOff(sign_off) => Some(sign_off.who.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use roadlog_config::Config;
    use roadlog_model::FileInput;

    use super::*;

    fn survey(text: &str) -> (Shape, String) {
        let file = FileInput { path: "a.backlog".into(), bytes: text.into(), archived: false, foreign: false };
        let survey = Survey::new(&Plan::new(Config::default(), vec![file]).unwrap());
        let named = survey.named.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        (survey.shape(), named)
    }

    #[test]
    fn owners_of_both_sides_tell_the_shape() {
        let (goal, epic) = ("goal G-1 More\n  owner: @ana\n", "epic PAY-1 Pay\n  team: @payments\n  owner: ");
        assert_eq!(survey(&format!("{goal}{epic}@maria\n")), (Shape::Separate, "@ana @maria".to_owned()));
        assert_eq!(survey(&format!("{goal}{epic}@ana\n")).0, Shape::Combined);
        assert_eq!(survey(goal).0, Shape::Combined);
        assert_eq!(survey("").0, Shape::Combined);
    }

    #[test]
    fn everybody_whom_a_field_names_is_known() {
        let text = "story PAY-1 Pay\n  assignee: @li, @tom\n  stakeholders: @sam\n  accepted: @maria 2026-11-20\n  With @eve\n";
        assert_eq!(survey(text).1, "@li @maria @sam @tom");
    }
}
