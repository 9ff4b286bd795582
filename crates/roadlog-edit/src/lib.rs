//! Small edits of a plan, for whoever offers them: the command line, and an editor's code actions.
//!
//! [`edit`] takes a [`Request`] and the [`World`] (the plan, the day, who acts, which ids are taken elsewhere) and
//! answers with the bytes that change in each file, or with a [`Refusal`] in the user's words. Nothing is read or
//! written here, and all of a request happens or nothing does.
//!
//! What every edit keeps: bytes that it does not name, line ends and indentation as the file has them, and how each
//! other line is read. The plan as it would be is checked before anything is answered: an edit that brings an error
//! which was not there before is refused, and warnings that it brings are told.

mod accept;
mod answer;
mod archive;
mod block;
mod draft;
mod field;
mod find;
pub mod links;
mod lists;
mod met;
mod move_item;
mod new_item;
mod news;
mod pieces;
mod place;
mod prefix;
mod refusal;
mod renumber;
mod set;
mod split;
mod status;
#[cfg(test)]
mod testing;
mod world;

pub use accept::{Accept, Reject, definition_of_done};
pub use answer::Answer;
pub use archive::Archive;
pub use draft::{Edited, FileChange, FileEdits};
pub use lists::{parting, parting_of};
pub use met::Met;
pub use move_item::{Move, Side};
pub use new_item::NewItem;
pub use prefix::id_of_new_item;
pub use refusal::Refusal;
pub use renumber::{Renumber, free};
pub use set::{Set, SetTo};
pub use split::Split;
pub use world::World;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Another item.
    New(NewItem),
    /// A field, the title or the kind of some items.
    Set(Set),
    /// The marks of criteria.
    Met(Met),
    /// An item at another place: its rank, or another file.
    Move(Move),
    /// Another id for an item, everywhere.
    Renumber(Renumber),
    /// The acceptance of finished work.
    Accept(Accept),
    /// The rejection of finished work.
    Reject(Reject),
    /// An item in two.
    Split(Split),
    /// An answer, or a decision that nobody asked for.
    Answer(Answer),
    /// Closed items out of the way.
    Archive(Archive),
}

/// Works out an edit.
///
/// # Errors
/// Why it is not made, and the way out.
pub fn edit(world: &World<'_>, request: &Request) -> Result<Edited, Refusal> {
    match request {
        Request::New(request) => new_item::edit(world, request),
        Request::Set(request) => set::edit(world, request),
        Request::Met(request) => met::edit(world, request),
        Request::Move(request) => move_item::edit(world, request),
        Request::Renumber(request) => renumber::edit(world, request),
        Request::Accept(request) => accept::accept(world, request),
        Request::Reject(request) => accept::reject(world, request),
        Request::Split(request) => split::edit(world, request),
        Request::Answer(request) => answer::edit(world, request),
        Request::Archive(request) => archive::edit(world, *request),
    }
}
