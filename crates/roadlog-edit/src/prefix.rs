//! The prefix that the id of a new item gets: that of its own kind around it, else that of what it serves.

use std::collections::BTreeMap;

use roadlog_config::{IdStyle, KindRef, Side};
use roadlog_model::{NextId, Plan, PlanItem};
use roadlog_syntax::Kind;
use roadlog_syntax::value::Id;

use crate::refusal::Refusal;
use crate::world::World;

/// What stands before the number of a sprint, so that sprints and work count by themselves: `PAY-s23`.
const SPRINTS: &str = "s";

/// The id that a new item of a kind gets in the file at this place of the plan, with this prefix or with that of the items
/// around it.
///
/// # Errors
/// That no item is there yet that would show the prefix, or that no id of it is left.
pub fn id_of_new_item(world: &World<'_>, kind: KindRef, file: u32, prefix: Option<&str>) -> Result<Id, Refusal> {
    let prefix = match prefix {
        Some(given) => checked(given)?.to_owned(),
        None => of_new_item(world.plan, Some(file), kind, None)?,
    };
    let style = world.plan.file(file).map_or_else(IdStyle::default, |file| file.settings().id_style());
    next_id(world, kind, &prefix, style)
}

/// The next id for a new item.
pub(crate) fn next_id(world: &World<'_>, kind: KindRef, prefix: &str, style: IdStyle) -> Result<Id, Refusal> {
    let series = series(world.plan, kind, prefix);
    let next = NextId::in_series(world.plan, prefix, series, world.options.taken_ids).give(style, world.options.seed);
    next.ok_or_else(|| {
        Refusal::new(format!("no id with the prefix {prefix} is left"), "take another one with --prefix")
    })
}

/// The letters that the ids of a kind have before their number: those of sprints, unless the sprints of this prefix
/// have none.
fn series(plan: &Plan, kind: KindRef, prefix: &str) -> &'static str {
    if kind.like != Kind::Sprint {
        return "";
    }
    let sprints = plan.items().filter(|item| item.is_a(&[Kind::Sprint]));
    let mut ids = sprints.filter_map(PlanItem::id).filter(|id| id.prefix() == prefix).peekable();
    if ids.peek().is_some() && ids.all(|id| !id.suffix().starts_with(SPRINTS)) { "" } else { SPRINTS }
}

/// A prefix as somebody wrote it.
pub(crate) fn checked(prefix: &str) -> Result<&str, Refusal> {
    let is_prefix = Id::parse(&format!("{prefix}-1")).is_ok_and(|id| id.prefix() == prefix);
    if is_prefix {
        return Ok(prefix);
    }
    let meant = prefix.trim_end_matches('-').to_uppercase();
    let way_out = match Id::parse(&format!("{meant}-1")) {
        Ok(id) if id.prefix() == meant => format!("did you mean {meant}?"),
        _ => "it is capital letters and digits, a letter first, such as PAY".to_owned(),
    };
    Err(Refusal::new(format!("{prefix} is no prefix of ids"), way_out))
}

/// The prefix for a new item of a kind in a file.
pub(crate) fn of_new_item(
    plan: &Plan,
    file: Option<u32>,
    kind: KindRef,
    parent: Option<PlanItem<'_>>,
) -> Result<String, Refusal> {
    let served = parent.and_then(PlanItem::id).map(Id::prefix);
    let of_kind = |item: &PlanItem<'_>| item.kind() == Some(kind) && !item.file().is_foreign();
    // The prefix of what it serves, where items of this kind have that.
    if let Some(served) = served
        && plan.items().filter(of_kind).any(|item| item.id().is_some_and(|id| id.prefix() == served))
    {
        return Ok(served.to_owned());
    }
    let here = || file.into_iter().flat_map(|file| plan.items_of(file));
    let side = kind.spec().side;
    most_common(here().filter(of_kind))
        // Backlogs have one prefix a team, roadmaps one a kind.
        .or_else(|| most_common(here().filter(|item| side == Side::Backlog && item.side() == Some(side))))
        .or_else(|| most_common(plan.items().filter(of_kind)))
        .or_else(|| served.map(str::to_owned))
        .ok_or_else(|| {
            let name = plan.config().kind_name(kind);
            Refusal::new(
                format!("no {name} is there yet that would show which ids they get"),
                "name the prefix, such as --prefix PAY",
            )
        })
}

/// The prefix that most of the items have; of several the first.
fn most_common<'p>(items: impl Iterator<Item = PlanItem<'p>>) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for id in items.filter_map(PlanItem::id) {
        *counts.entry(id.prefix()).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(prefix, count)| (*count, std::cmp::Reverse(*prefix)))
        .map(|(prefix, _)| prefix.to_owned())
}

#[cfg(test)]
mod tests {
    use roadlog_lint::Options;
    use roadlog_syntax::value::parse_date;

    use super::*;
    use crate::testing::plan;

    #[test]
    fn a_new_item_gets_the_next_id_of_the_items_around_it() {
        let plan = plan("sprint PAY-s2 Guests\n\nstory PAY-7 Pay\n");
        let options = Options::on(parse_date("2026-11-23").unwrap());
        let world = World { plan: &plan, options: &options, actor: None };
        let next = |kind, prefix| {
            let kind = plan.config().kind(kind).unwrap();
            id_of_new_item(&world, kind, 0, prefix).map(|id| id.as_str().to_owned())
        };
        assert_eq!(next("bug", None).unwrap(), "PAY-8");
        assert_eq!(next("sprint", None).unwrap(), "PAY-s3");
        assert_eq!(next("bug", Some("SHOP")).unwrap(), "SHOP-1");
        assert!(next("goal", None).is_err());
        assert!(next("bug", Some("shop")).is_err());
    }
}
