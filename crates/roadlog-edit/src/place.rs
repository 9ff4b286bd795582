//! Where a new item goes: the file, and what it stands below there.
//!
//! Below the last item that serves the same parent: what belongs together stays together, and two branches that add
//! work for different parents do not meet. Never to the end of the file where a place further up costs no rank, because
//! that is where everybody meets who writes by hand.

use roadlog_config::{KindRef, Phase, Shape, Side};
use roadlog_lint::wording::listed;
use roadlog_model::{ItemRef, Plan, PlanFile, PlanItem};

use crate::refusal::Refusal;

/// How many files a message lists.
const MOST_LISTED: usize = 5;

/// What a place is looked for.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'p> {
    pub(crate) plan: &'p Plan,
    pub(crate) kind: KindRef,
    /// What the new item serves.
    pub(crate) parent: Option<PlanItem<'p>>,
    /// The prefix that is asked for.
    pub(crate) prefix: Option<&'p str>,
    /// How far the new item is; nothing where its kind has no status.
    pub(crate) phase: Option<Phase>,
}

impl<'p> Wanted<'p> {
    fn side(self) -> Side {
        self.kind.spec().side
    }

    /// Whether an item stands in the same list of priorities, or is of the same kind where the order says nothing.
    fn is_peer(self, item: PlanItem<'_>) -> bool {
        match self.kind.spec().rank {
            Some(class) => item.like().is_some_and(|kind| KindRef::from(kind).spec().rank == Some(class)),
            None => item.like() == Some(self.kind.like),
        }
    }

    fn is_sibling(self, item: PlanItem<'p>) -> bool {
        self.parent.is_some() && item.parents().next() == self.parent
    }

    /// Whether a file takes new items of the kind.
    fn fits(self, file: &PlanFile) -> bool {
        let side = file.settings().shape() == Some(Shape::Combined) || Side::of_path(file.path()) == Some(self.side());
        side && !file.is_archived() && !file.is_foreign()
    }

    /// The file that a new item goes to.
    pub(crate) fn file(self) -> Result<u32, Refusal> {
        let files: Vec<_> = self.plan.files().filter(|(_, file)| self.fits(file)).collect();
        let is_here = |item: &PlanItem<'_>| files.iter().any(|(place, _)| *place == item.at().file);
        let siblings = || self.parent.into_iter().flat_map(PlanItem::serving).filter(|item| is_here(item));
        let same = siblings().filter(|item| item.kind() == Some(self.kind)).last();
        let of_side = || siblings().filter(|item| item.side() == Some(self.side())).last();
        let beside = || self.parent.filter(is_here);
        if let Some(item) = same.or_else(of_side).or_else(beside) {
            return Ok(item.at().file);
        }
        let place = |found: Option<&(u32, &PlanFile)>| found.map(|(place, _)| *place);
        let only = || place(files.first().filter(|_| files.len() == 1));
        self.with_prefix(&files)
            .or_else(|| place(self.paired(&files)))
            .or_else(only)
            .ok_or_else(|| self.undecided(&files))
    }

    /// The file with the most items of this side and prefix.
    fn with_prefix(self, files: &[(u32, &PlanFile)]) -> Option<u32> {
        let prefix = self.prefix?;
        let count = |place: u32| {
            let of_prefix = |item: &PlanItem<'_>| item.id().is_some_and(|id| id.prefix() == prefix);
            self.plan.items_of(place).filter(|item| of_prefix(item) && item.side() == Some(self.side())).count()
        };
        let counts = files.iter().map(|(place, _)| (count(*place), *place)).filter(|(count, _)| *count > 0);
        counts.max_by_key(|(count, place)| (*count, std::cmp::Reverse(*place))).map(|(_, place)| place)
    }

    /// The one file with the name of the parent's, its ending and its folder aside.
    fn paired<'f>(self, files: &'f [(u32, &'p PlanFile)]) -> Option<&'f (u32, &'p PlanFile)> {
        let stem = |path: &'p str| {
            let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
            name.rsplit_once('.').map_or(name, |(stem, _)| stem)
        };
        let wanted = stem(self.parent?.file().path());
        let mut found = files.iter().filter(|(_, file)| stem(file.path()) == wanted);
        found.next().filter(|_| found.next().is_none())
    }

    fn undecided(self, files: &[(u32, &PlanFile)]) -> Refusal {
        let name = self.plan.config().kind_name(self.kind);
        let side = self.side().name();
        if files.is_empty() {
            return Refusal::new(
                format!("there is no .{side} file that a {name} could stand in"),
                format!("name one with --file; it is made where it is not there, such as plan.{side}"),
            );
        }
        let mut paths: Vec<&str> = files.iter().take(MOST_LISTED).map(|(_, file)| file.path()).collect();
        if files.len() > MOST_LISTED {
            paths.push("others");
        }
        Refusal::new(format!("a {name} could stand in {}", listed(&paths, "or")), "name the file with --file")
    }

    /// The node of a file that a new item goes below: an item, a section title, or what the file begins with.
    pub(crate) fn node(self, file: u32) -> u32 {
        let items: Vec<PlanItem<'p>> = self.plan.items_of(file).collect();
        let last = |is_it: &dyn Fn(PlanItem<'p>) -> bool| items.iter().rev().copied().find(|item| is_it(*item));
        // What is ready stays above what nobody agreed to, also where the last sibling is of another kind.
        let chosen = last(&|item| self.is_sibling(item) && self.is_peer(item))
            .or_else(|| self.parent_to_follow(file, &items))
            .or_else(|| last(&|item| self.is_peer(item) && item.is_open()))
            .or_else(|| last(&|item| self.is_peer(item)))
            .or_else(|| last(&|item| item.side() == Some(self.side())))
            .or_else(|| last(&|_| true));
        let end = self.plan.file(file).map_or(0, |file| file.document().nodes().len() as u32 - 1);
        match chosen {
            // At the end everybody meets: one further up, where that decides nothing.
            Some(item) if item.at().node == end && self.is_peer(item) && self.may_stand_above(item) => end - 1,
            Some(item) => item.at().node,
            None => end,
        }
    }

    /// The parent, where it stands in the file and its first work goes directly below it: where what serves the other
    /// items there stands below each, or nothing that is ready would come to stand below.
    fn parent_to_follow(self, file: u32, items: &[PlanItem<'p>]) -> Option<PlanItem<'p>> {
        let parent = self.parent.filter(|parent| parent.at().file == file)?;
        let nested = || items.windows(2).any(|pair| self.is_peer(pair[1]) && pair[1].parents().next() == Some(pair[0]));
        let below = items.iter().filter(|item| item.at().node > parent.at().node);
        let is_last = !below.clone().any(|item| self.is_peer(*item));
        let outranks = below.into_iter().any(|item| self.is_peer(*item) && is_agreed(*item));
        (is_last || (nested() && !outranks)).then_some(parent)
    }

    /// Whether the new item decides nothing by standing above another one of its list.
    fn may_stand_above(self, item: PlanItem<'_>) -> bool {
        let is_ranked = self.kind.spec().rank.is_some();
        let is_first = item.at() == ItemRef { file: item.at().file, node: 1 } && self.parent.is_none();
        !is_first && (!is_ranked || !is_agreed(item) && (self.phase == Some(Phase::Draft) || !item.is_open()))
    }
}

/// Whether somebody agreed to do the item and its place among others is a decision.
fn is_agreed(item: PlanItem<'_>) -> bool {
    matches!(item.phase(), Some(Phase::Ready | Phase::Doing))
}
