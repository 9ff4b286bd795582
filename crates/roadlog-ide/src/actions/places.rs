//! Where an item stands and what it belongs to: its rank, its file, its sprint, what it serves, whose it is, and what is new
//! beside it.

use roadlog_config::{Field, KindSpec, Side as Half, may_serve};
use roadlog_edit::Side;
use roadlog_model::{PlanFile, PlanItem};
use roadlog_syntax::Kind;
use roadlog_syntax::value::Id;

use super::item::{Spot, named};
use super::key::Ask;
use super::{Action, ActionKind, TO_SAY};

/// How many files, sprints and parents are offered.
const MOST: usize = 5;

pub(super) fn actions(spot: Spot<'_>, id: &Id) -> Vec<Action> {
    if !spot.is_at_head() {
        return Vec::new();
    }
    let mut actions = people(spot, id);
    actions.extend(served(spot, id));
    actions.extend(sprints(spot, id));
    actions.extend(ranks(spot, id));
    actions.extend(files(spot, id));
    actions.extend(new_items(spot, id));
    if spot.is_at_header() {
        let title = format!("Give {id} the next free id everywhere");
        actions.push(Action::lazy(title, ActionKind::Rewrite, Ask::Renumber { id: id.clone() }));
    }
    actions
}

fn set(title: String, id: &Id, field: Field, value: impl Into<String>) -> Action {
    let key = Ask::Set { id: id.clone(), field: field.name().to_owned(), value: value.into() };
    Action::lazy(title, ActionKind::Rewrite, key)
}

/// The item is taken on by who sits at the editor.
fn people(spot: Spot<'_>, id: &Id) -> Vec<Action> {
    let (item, mut actions) = (spot.item, Vec::new());
    let (Some(user), Some(kind)) = (spot.snapshot.surroundings.user.as_ref(), item.like()) else { return actions };
    let config = item.plan().config();
    if !item.is_open() || !config.is_known(user) {
        return actions;
    }
    let is_assigned = item.people(Field::Assignee).any(|(other, _)| other == user);
    if Field::Assignee.is_on(kind) && !is_assigned {
        let key = Ask::Assign { id: id.clone(), who: user.clone() };
        actions.push(Action::lazy(format!("Assign {id} to me ({user})"), ActionKind::Rewrite, key));
    }
    let is_owner = item.owner().is_some_and(|owner| owner.handle == user);
    let may_own = config.has_role(user, KindSpec::of(kind).side.role(), item.settings().shape());
    if Field::Owner.is_on(kind) && !is_owner && may_own {
        actions.push(set(format!("Make me ({user}) the owner of {id}"), id, Field::Owner, user.to_string()));
    }
    actions
}

/// What the item may serve, where it says nothing: what the items around it serve, and what stands above it.
fn served(spot: Spot<'_>, id: &Id) -> Vec<Action> {
    let item = spot.item;
    let Some(kind) = item.like().filter(|kind| Field::For.is_on(*kind) && item.field(Field::For).is_none()) else {
        return Vec::new();
    };
    let above: Vec<_> = item.plan().items_of(item.at().file).take_while(|other| *other != item).collect();
    let nearest = above.into_iter().rev().flat_map(|other| std::iter::once(other).chain(other.parents()));
    let mut parents: Vec<PlanItem<'_>> = Vec::new();
    for other in nearest {
        let fits = other.like().is_some_and(|above| may_serve(kind, above)) && other.is_open() && other.id().is_some();
        if fits && !parents.contains(&other) {
            parents.push(other);
        }
        if parents.len() == MOST {
            break;
        }
    }
    let actions = parents.into_iter().filter_map(|parent| {
        Some(set(format!("Let {id} serve {}", named(parent)), id, Field::For, parent.id()?.as_str()))
    });
    actions.collect()
}

/// The sprints that the item may be planned for, those of its file first.
fn sprints(spot: Spot<'_>, id: &Id) -> Vec<Action> {
    let item = spot.item;
    if !item.is_open() || !item.like().is_some_and(|kind| Field::Sprint.is_on(kind)) {
        return Vec::new();
    }
    let now = item.sprint();
    let is_choice = |sprint: &PlanItem<'_>| {
        sprint.is_open() && !sprint.file().is_archived() && !sprint.file().is_foreign() && Some(*sprint) != now
    };
    let mut sprints: Vec<_> = item.plan().items_like(&[Kind::Sprint]).filter(is_choice).collect();
    sprints.sort_by_key(|sprint| sprint.at().file != item.at().file);
    let planned = sprints.into_iter().take(MOST).filter_map(|sprint| {
        Some(set(format!("Plan {id} for {}", named(sprint)), id, Field::Sprint, sprint.id()?.as_str()))
    });
    let mut actions: Vec<_> = planned.collect();
    actions.extend(now.map(|sprint| set(format!("Take {id} out of {}", named(sprint)), id, Field::Sprint, "")));
    actions
}

/// The item above or below its neighbours in rank.
fn ranks(spot: Spot<'_>, id: &Id) -> Vec<Action> {
    let item = spot.item;
    let Some(class) = item.rank_class() else { return Vec::new() };
    let is_peer = |other: &PlanItem<'_>| other.rank_class() == Some(class) && other.id().is_some();
    let peers: Vec<_> = item.plan().items_of(item.at().file).filter(is_peer).collect();
    let Some(at) = peers.iter().position(|other| *other == item) else { return Vec::new() };
    let moved = |other: Option<&PlanItem<'_>>, side: Side, title: &str| {
        let other = other?;
        let key = Ask::Move { id: id.clone(), side, target: other.id()?.clone() };
        Some(Action::lazy(format!("{title} {}", named(*other)), ActionKind::Move, key))
    };
    let up = moved(at.checked_sub(1).and_then(|at| peers.get(at)), Side::Before, "Move up, above");
    let down = moved(peers.get(at + 1), Side::After, "Move down, below");
    up.into_iter().chain(down).collect()
}

/// The item at the end of its rank in another file.
fn files(spot: Spot<'_>, id: &Id) -> Vec<Action> {
    let item = spot.item;
    let is_home = |file: &PlanFile| {
        let fits = Half::of_path(file.path()).is_none_or(|half| Some(half) == item.side());
        fits && !file.is_archived() && !file.is_foreign() && file.path() != item.file().path()
    };
    let homes = item.plan().files().filter(|(_, file)| is_home(file));
    let actions = homes.filter_map(|(place, file)| {
        let others = || item.plan().items_of(place).filter(|other| other.id().is_some());
        let peer = || others().rfind(|other| other.rank_class().is_some() && other.rank_class() == item.rank_class());
        let target = peer().or_else(|| others().next_back())?.id()?.clone();
        let key = Ask::Move { id: id.clone(), side: Side::After, target };
        Some(Action::lazy(format!("Move {id} to {}", file.path()), ActionKind::Move, key))
    });
    actions.take(MOST).collect()
}

/// Another item of the same kind directly below, and items that serve this one.
fn new_items(spot: Spot<'_>, id: &Id) -> Vec<Action> {
    let item = spot.item;
    let (Some(kind), config) = (item.kind(), item.plan().config()) else { return Vec::new() };
    let name = config.kind_name(kind).to_owned();
    let parent = item.ids(Field::For).next().map(|(parent, _)| parent.clone());
    let title = TO_SAY.to_owned();
    let beside = Ask::New { kind: name.clone(), parent, below: Some(id.clone()), title };
    let mut actions = vec![Action::lazy(format!("New {name} below {id}"), ActionKind::New, beside)];
    let half = |kind: Kind| KindSpec::of(kind).side;
    let serving = config.kinds().filter(|child| may_serve(child.like, kind.like));
    // Work on the other side begins with an epic; what is nearer to the work than that serves the epic.
    let near = serving.filter(|child| half(child.like) == half(kind.like) || child.like == Kind::Epic);
    actions.extend(near.filter_map(|child| {
        let below = (half(child.like) == half(kind.like)).then(|| id.clone());
        let name = config.kind_name(child).to_owned();
        let title = format!("New {name} for {id}");
        let key = Ask::New { kind: name, parent: Some(id.clone()), below, title: TO_SAY.to_owned() };
        spot.would_change(&key).unwrap_or_default().then(|| Action::lazy(title, ActionKind::New, key))
    }));
    actions
}

#[cfg(test)]
mod tests {
    use crate::actions::testing::{chosen, titles, titles_that_begin};

    const PLAN: &str = "\
epic PAY-9 Checkout
  owner: @maria

task PAY-1 One
  for: PAY-9

task PAY-2 T│wo
  owner: @li

sprint PAY-s1 Guests pay
  status: active
  owner: @maria
//- b.backlog
task SHOP-1 Else
";

    #[test]
    fn an_item_is_taken_on_by_who_sits_there() {
        let plan = chosen(PLAN, "Assign PAY-2 to me (@maria)");
        assert!(plan.contains("task PAY-2 Two\n  owner: @li\n  assignee: @maria\n"), "{plan}");
        let owned = chosen(PLAN, "Make me (@maria) the owner of PAY-2");
        assert!(owned.contains("task PAY-2 Two\n  owner: @maria\n"), "{owned}");
        let inherited = PLAN.replace("T│wo", "Two").replace("One", "O│ne");
        assert_eq!(titles_that_begin(&inherited, &["Make me"]), Vec::<String>::new(), "she has it from PAY-9");
    }

    #[test]
    fn what_it_may_serve_is_what_stands_above_it() {
        assert_eq!(titles_that_begin(PLAN, &["Let"]), ["Let PAY-2 serve PAY-1 One", "Let PAY-2 serve PAY-9 Checkout"]);
        assert!(chosen(PLAN, "Let PAY-2 serve PAY-9").contains("task PAY-2 Two\n  for: PAY-9\n"));
    }

    #[test]
    fn an_item_goes_into_a_sprint_and_out_of_it() {
        let planned = chosen(PLAN, "Plan PAY-2 for PAY-s1 Guests pay");
        assert!(planned.contains("task PAY-2 Two\n  sprint: PAY-s1\n  owner: @li\n"), "{planned}");
        let again = planned.replace("Two", "T│wo");
        assert!(!chosen(&again, "Take PAY-2 out of PAY-s1").contains("sprint: PAY-s1"));
    }

    #[test]
    fn an_item_moves_past_its_neighbours_and_to_other_files() {
        let up = chosen(PLAN, "Move up, above PAY-1 One");
        assert!(up.find("PAY-2 Two").unwrap() < up.find("PAY-1 One").unwrap(), "{up}");
        assert_eq!(titles_that_begin(PLAN, &["Move down"]), Vec::<String>::new());
        let moved = chosen(PLAN, "Move PAY-2 to b.backlog");
        assert!(moved.ends_with("//- b.backlog\ntask SHOP-1 Else\n\ntask PAY-2 Two\n  owner: @li\n"), "{moved}");
    }

    #[test]
    fn new_items_stand_below_and_serve_what_they_should() {
        let beside = chosen(&PLAN.replace("T│wo", "Two").replace("One", "O│ne"), "New task below PAY-1");
        assert!(beside.contains("task PAY-10 …\n  for: PAY-9\n\ntask PAY-2"), "{beside}");
        let on_epic = PLAN.replace("T│wo", "Two").replace("Checkout", "Check│out");
        let titles = titles_that_begin(&on_epic, &["New"]);
        let expected = ["epic below", "story for", "bug for", "task for", "spike for"];
        assert_eq!(titles, expected.map(|what| format!("New {what} PAY-9")));
        let story = chosen(&on_epic, "New story for PAY-9");
        assert!(story.contains("story PAY-10 …\n  As a …\n"), "{story}");
    }

    #[test]
    fn an_item_gets_another_id_and_a_new_one_its_first() {
        assert!(chosen(PLAN, "Give PAY-2 the next free id everywhere").contains("task PAY-10 Two\n"));
        let new = PLAN.replace("PAY-2", "PAY-new");
        assert!(chosen(&new, "Give it the next free id").contains("task PAY-10 Two\n"));
        let sprint = PLAN.replace("T│wo", "Two").replace("Guests", "Gu│ests");
        assert!(chosen(&sprint, "Give PAY-s1 the next free id").contains("sprint PAY-s2 Guests pay\n"));
    }

    #[test]
    fn what_an_item_says_at_length_is_no_place_to_move_it_from() {
        let prose = PLAN.replace("T│wo\n", "Two\n  Wo│rds.\n\n");
        assert_eq!(titles(&prose), ["Record a decision", "Set PAY-2 to ready"]);
    }
}
