//! What may be written where the cursor stands, best first.

mod body;
mod comment;
mod days;
mod header;
mod items;
mod key;
mod offers;
mod people;
mod site;
mod statuses;
mod story;
mod values;
mod words;

use roadlog_model::Untrusted;
use roadlog_syntax::{Edit, Kind, Span};

use crate::markup::Markup;
use crate::spot::Spot;
use crate::{FilePosition, Snapshot, about, toml};
use site::Site;

pub(crate) use days::from_today as days_from_today;
pub use key::CompletionKey;
pub(crate) use offers::{Offers, literal};

/// The characters that bring up completions when they are typed: what stands behind them is no longer what stood before.
pub const TRIGGERS: &[char] = &[' ', ':', ',', '@', '^', '#', '-', '[', '"', '.', '/', '>'];

/// The most that is offered in one place. Where there are as many, there may be more: what is typed decides which, and an
/// editor has to ask again.
pub const MOST: usize = 500;

/// Something that may be written where the cursor stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What a list shows.
    pub label: Untrusted,
    /// What it is.
    pub kind: CompletionKind,
    /// A few words behind the label: an item's title, what a field says.
    pub detail: Option<Untrusted>,
    /// What it replaces: the word around the cursor, on both sides.
    pub replace: Span,
    /// What to write.
    pub insert: String,
    /// The same for an editor that knows snippets, in the notation of the Language Server Protocol (3.17, "Snippet
    /// Syntax"): with places to fill in.
    ///
    /// Lines of either begin with the indentation that they are to have, so that an editor must not indent them again
    /// (`insertTextMode` `asIs`).
    pub snippet: Option<String>,
    /// What is compared with what is typed; `None`: the label.
    pub filter: Option<String>,
    /// Where it stands in the list, compared letter by letter.
    pub sort: String,
    /// What else changes in the same file; it overlaps nothing of `replace`.
    pub more_edits: Vec<Edit>,
    /// Whether something may be completed behind it, so that an editor asks again at once.
    pub retrigger: bool,
    /// Whether it is an item that is over, or somebody who has left.
    pub is_closed: bool,
    /// What [`documentation`] tells more of.
    pub key: CompletionKey,
}

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompletionKind {
    /// The header of a new item.
    Header,
    /// The key of a field, or a key of roadlog.toml.
    Field,
    /// A table of roadlog.toml.
    Table,
    /// A status.
    Status,
    /// A word of a list, or a role.
    Word,
    /// An item of this kind, or like it; `None` where its kind is unknown.
    Item(Option<Kind>),
    /// A person.
    Person,
    /// A team.
    Team,
    /// A day or a period.
    Day,
    /// A number.
    Number,
    /// A line, or several, set out to be filled in.
    Skeleton,
    /// The label of a criterion.
    Label,
    /// A tag.
    Tag,
    /// A rule, or a group of rules.
    Rule,
    /// Words of a sentence.
    Words,
}

/// What may be written at a place of a plan file or of a roadlog.toml, best first. Nothing where nothing is right.
pub fn completions(snapshot: &Snapshot, position: FilePosition<'_>) -> Vec<Completion> {
    if let Some(text) = snapshot.configuration_at(position.path) {
        return toml::completions(snapshot, text, position);
    }
    let Some(spot) = Spot::at(snapshot, position) else { return Vec::new() };
    let mut offers = Offers::new(spot.offset);
    match Site::of(&spot) {
        Site::Nothing => {}
        Site::Header(word) => header::beginnings(&spot, word, &mut offers),
        Site::HeaderId { kind, word } => header::ids(&spot, kind, word, &mut offers),
        Site::Body { item, word } => body::lines(&spot, item, word, &mut offers),
        Site::Box { item, span } => body::boxes(&spot, item, span, &mut offers),
        Site::Value(value) => values::values(&spot, &value, &mut offers),
        Site::Words(passage) => words::words(&spot, &passage, &mut offers),
        Site::Comment => comment::allowances(&spot, &mut offers),
    }
    offers.finish()
}

/// More about a completion, for an editor that shows it beside the list.
pub fn documentation(snapshot: &Snapshot, key: &CompletionKey) -> Option<Markup> {
    match key {
        CompletionKey::Nothing => None,
        CompletionKey::Kind(word) => Some(about::kind(snapshot.plan.config(), snapshot.plan.config().kind(word)?)),
        CompletionKey::Field { name, kind } => {
            let config = snapshot.plan.config();
            about::field(config, &config.settings(""), config.kind(kind), name)
        }
        CompletionKey::Status { path, kind, word } => {
            let kind = snapshot.plan.config().kind(kind)?;
            about::status(&snapshot.plan.config().settings(path), snapshot.plan.config(), kind, word)
        }
        CompletionKey::Item(id) => Some(about::item(snapshot, snapshot.plan.first(id)?)),
        CompletionKey::Person(handle) => about::handle(snapshot, handle),
        CompletionKey::Rule(name) => about::rule_or_group(name),
        CompletionKey::Role(name) => about::role(snapshot.plan.config(), name),
        CompletionKey::Setting(path) => toml::setting(path),
    }
}

#[cfg(test)]
mod tests;
