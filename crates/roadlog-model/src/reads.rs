//! What a computation reads of a plan, noted where the plan hands it out: who keeps a result learns when it holds no more.
//!
//! Nothing is noted but in [`of`], and nobody has to declare anything. What an item is asked for itself is not noted there:
//! whoever keeps a result about an item knows that item.

use std::cell::{Cell, RefCell};
use std::hash::{Hash, Hasher};

use roadlog_syntax::Kind;
use roadlog_syntax::value::Id;
use rustc_hash::FxHasher;

use crate::index;
use crate::item::PlanItem;
use crate::plan::ItemRef;

/// Something of a plan, or of the world around it, that can change. Two may be told apart no more, hardly ever: then a
/// result is thrown away that still holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Read(u64);

impl Read {
    /// Which items have this id, and what their fields say.
    pub fn id(id: &Id) -> Self {
        Self::of(0, index::hash(id))
    }

    /// The lines of the items that have this id.
    pub fn text(id: &Id) -> Self {
        Self::of(1, index::hash(id))
    }

    /// Which items refer to this id, and what their fields say.
    pub fn users(id: &Id) -> Self {
        Self::of(2, index::hash(id))
    }

    /// Which items are, or are like, this kind, and what their fields say.
    pub fn kind(kind: Kind) -> Self {
        Self::of(3, kind as u32)
    }

    /// Which items stand in the file at this place, and what their fields say.
    pub fn items_of(file: u32) -> Self {
        Self::of(4, file)
    }

    /// All that stands in the file at this place.
    pub fn file(file: u32) -> Self {
        Self::of(5, file)
    }

    /// Which items there are, and what their fields say.
    pub fn items() -> Self {
        Self::of(6, ())
    }

    /// All that stands in any file.
    pub fn texts() -> Self {
        Self::of(7, ())
    }

    /// Which files there are.
    pub fn files() -> Self {
        Self::of(8, ())
    }

    /// Which ids with this prefix there are.
    pub fn prefix(prefix: &str) -> Self {
        Self::of(9, prefix)
    }

    /// Which ids there are.
    pub fn ids() -> Self {
        Self::of(10, ())
    }

    /// Something of the world around the plan, by a name that whoever asks for it chooses.
    pub fn world(name: &'static str) -> Self {
        Self::of(11, name)
    }

    fn of(what: u8, which: impl Hash) -> Self {
        let mut hasher = FxHasher::default();
        (what, which).hash(&mut hasher);
        Self(hasher.finish())
    }
}

thread_local! {
    /// Whose result is being worked out, while reads are noted. Apart from the list, so that the question costs next to
    /// nothing where they are not.
    static OWN: Cell<Option<ItemRef>> = const { Cell::new(None) };
    static NOTED: RefCell<Vec<Read>> = const { RefCell::new(Vec::new()) };
}

/// The place that no item has: of what is kept about a file, or about the plan.
pub const NO_ITEM: u32 = u32::MAX;

/// Where nothing stands: for a result that is about no item and no file.
pub const NOWHERE: ItemRef = ItemRef { file: u32::MAX, node: NO_ITEM };

/// The result of `work`, and what it read of plans, in any order and some of it several times. It is about the item at
/// `own`: what that says itself is left out.
pub fn of<T>(own: ItemRef, work: impl FnOnce() -> T) -> (T, Vec<Read>) {
    let inside = Inside(OWN.replace(Some(own)), NOTED.take());
    let result = work();
    let noted = NOTED.take();
    drop(inside);
    (result, noted)
}

/// The result of `work`, of which nothing is noted: whoever asks for it notes what follows from it.
pub fn unnoted<T>(work: impl FnOnce() -> T) -> T {
    let _inside = Inside(OWN.take(), NOTED.take());
    work()
}

/// Puts back what stood there, however the work ends.
struct Inside(Option<ItemRef>, Vec<Read>);

impl Drop for Inside {
    fn drop(&mut self) {
        OWN.set(self.0);
        NOTED.set(std::mem::take(&mut self.1));
    }
}

/// Whether reads are noted: for who would note many at a time.
#[inline]
pub(crate) fn are_noted() -> bool {
    OWN.get().is_some()
}

/// Notes a read, where reads are noted.
#[inline]
pub fn note(read: impl FnOnce() -> Read) {
    if are_noted() {
        push(read());
    }
}

/// Notes that the lines of an item are read.
#[inline]
pub(crate) fn note_text(item: PlanItem<'_>) {
    if let Some(own) = OWN.get() {
        note_lines(item, own);
    }
}

#[cold]
fn note_lines(item: PlanItem<'_>, own: ItemRef) {
    let is_own = item.at() == own || own == (ItemRef { node: NO_ITEM, ..item.at() });
    if !is_own {
        push(item.id().map_or_else(|| Read::file(item.at().file), Read::text));
    }
}

/// Notes that the items of a file are walked.
#[inline]
pub(crate) fn note_items_of(file: u32) {
    if OWN.get().is_some_and(|own| own != ItemRef { file, node: NO_ITEM }) {
        push(Read::items_of(file));
    }
}

#[cold]
fn push(read: Read) {
    NOTED.with_borrow_mut(|noted| {
        // The same is often asked several times in a row.
        if noted.last() != Some(&read) {
            noted.push(read);
        }
    });
}
