//! Which items have another rank: in each file and class the fewest moves that explain the new order, and what came in
//! above something that is ready.

use roadlog_config::{Aspect, Phase, RankClass};
use roadlog_model::{ItemRef, Plan, PlanItem, Untrusted};

use super::order::moved;
use super::pairing::{FilePair, Pairing};
use crate::change::{Change, Detail, Direction, Place, Subject, Topic};

/// The classes, each of which is ranked by itself.
const CLASSES: [RankClass; 4] = [RankClass::Goals, RankClass::Initiatives, RankClass::Epics, RankClass::Work];

/// The changes of rank, each with the item of the later plan.
pub(super) fn changes<'p>(pairing: &Pairing<'p>, before: &'p Plan, after: &'p Plan) -> Vec<(PlanItem<'p>, Change)> {
    let mut found = Vec::new();
    for place in pairing.files.iter().filter(|place| !is_in_order(pairing, after, place)) {
        let ranking = Ranking::of(pairing, before, after, place);
        for class in CLASSES {
            ranking.of_class(class, &mut found);
        }
    }
    found
}

/// Whether what both versions of a file do not share stands where it stood: nearly every change leaves the order as it is,
/// and costs no look at the rest of the file.
fn is_in_order(pairing: &Pairing<'_>, after: &Plan, file: &FilePair) -> bool {
    file.shared.gaps().all(|gap| {
        let mut next = gap.before.start;
        let mut items = gap.after.clone().filter_map(|node| after.item(ItemRef { file: file.after, node }));
        items.all(|item| {
            let former = pairing.former.get(&item.at()).filter(|at| at.file == file.before);
            let is_next = former.is_some_and(|at| (next..gap.before.end).contains(&at.node));
            next = former.map_or(next, |at| at.node + 1);
            is_next
        })
    })
}

/// The items of a file that are ranked, in their order.
struct Ranking<'p> {
    items: Vec<Ranked<'p>>,
}

/// An item of the later plan that has a rank.
struct Ranked<'p> {
    item: PlanItem<'p>,
    class: RankClass,
    former: Former<'p>,
}

/// Where an item of the later plan stood before.
enum Former<'p> {
    /// In this file, ranked in the same class.
    Here(PlanItem<'p>),
    /// In this file, without a rank or in another class.
    Unranked,
    /// In no file, or in another one.
    Elsewhere(Option<PlanItem<'p>>),
}

impl<'p> Ranking<'p> {
    /// The items of the files at these places of both plans. Those that both share are in it: what came in may stand above
    /// them.
    fn of(pairing: &Pairing<'p>, before: &'p Plan, after: &'p Plan, file: &FilePair) -> Self {
        let ranked = after.items_of(file.after).filter_map(|item| {
            let class = item.rank_class()?;
            let former = match file.shared.former(item.at().node) {
                Some(node) => Some(ItemRef { file: file.before, node }),
                None => pairing.former.get(&item.at()).copied(),
            };
            let former = former.and_then(|at| before.item(at));
            let former = match former {
                Some(old) if old.at().file == file.before && old.rank_class() == Some(class) => Former::Here(old),
                Some(old) if old.at().file == file.before => Former::Unranked,
                elsewhere => Former::Elsewhere(elsewhere),
            };
            Some(Ranked { item, class, former })
        });
        Self { items: ranked.collect() }
    }

    fn of_class(&self, class: RankClass, found: &mut Vec<(PlanItem<'p>, Change)>) {
        let ranked: Vec<&Ranked<'p>> = self.items.iter().filter(|ranked| ranked.class == class).collect();
        let stayed: Vec<(usize, PlanItem<'p>)> = ranked
            .iter()
            .enumerate()
            .filter_map(|(place, ranked)| if let Former::Here(old) = ranked.former { Some((place, old)) } else { None })
            .collect();
        let order: Vec<u32> = stayed.iter().map(|(_, old)| old.at().node).collect();
        let is_moved = moved(&order);
        let mut sorted = order.clone();
        sorted.sort_unstable();
        for (now, (&(place, old), _)) in stayed.iter().zip(&is_moved).enumerate().filter(|(_, (_, moved))| **moved) {
            let was = sorted.partition_point(|node| *node < old.at().node);
            let direction = if now > was { Direction::Below } else { Direction::Above };
            let neighbour = if direction == Direction::Above { Some(place + 1) } else { place.checked_sub(1) };
            found.extend(change(&ranked, place, neighbour, Some(old), direction));
        }
        let mut ready = None;
        for (place, newcomer) in ranked.iter().enumerate().rev() {
            if let (Former::Elsewhere(old), Some(below)) = (&newcomer.former, ready) {
                found.extend(change(&ranked, place, Some(below), *old, Direction::Above));
            }
            ready = if newcomer.is_ready_since_before() { Some(place) } else { ready };
        }
    }
}

impl Ranked<'_> {
    /// Whether work on it has been agreed to, and it was in this file before.
    fn is_ready_since_before(&self) -> bool {
        let is_ready = |item: PlanItem<'_>| matches!(item.phase(), Some(Phase::Ready | Phase::Doing));
        is_ready(self.item) && matches!(self.former, Former::Here(old) if is_ready(old))
    }
}

/// The change of rank of the item at `place`, told by its neighbour; `None` where there is none.
fn change<'p>(
    ranked: &[&Ranked<'p>],
    place: usize,
    neighbour: Option<usize>,
    before: Option<PlanItem<'p>>,
    direction: Direction,
) -> Option<(PlanItem<'p>, Change)> {
    let neighbour = ranked.get(neighbour?)?;
    let item = ranked.get(place)?.item;
    let neighbour = neighbour.item.id().map_or_else(|| neighbour.item.title().into_owned(), ToString::to_string);
    let subject = before.map_or_else(|| Subject::new(item), |before| Subject::changed(before, item));
    let change = Change {
        item: Some(subject),
        topic: Topic::Aspect(Aspect::Rank),
        detail: Detail::Moved { direction, neighbour: Untrusted::from(neighbour) },
        before: before.map(Place::of_header),
        after: Some(Place::of_header(item)),
    };
    Some((item, change))
}
