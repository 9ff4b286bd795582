//! The item that a cursor stands in, and what can be done with it there.

use roadlog_lint::Options;
use roadlog_model::{PlanItem, TakenIds};
use roadlog_syntax::value::Id;
use roadlog_syntax::{Entry, LineKind};

use super::key::Ask;
use super::{Action, ActionKind, Refusal, lines, places, resolve, status};
use crate::Snapshot;

/// How many characters of a title a menu shows.
const LONGEST_TITLE: usize = 40;

/// A place in an item.
#[derive(Clone, Copy)]
pub(super) struct Spot<'s> {
    pub(super) snapshot: &'s Snapshot,
    pub(super) item: PlanItem<'s>,
    pub(super) offset: u32,
    /// The line that it is on.
    pub(super) line: u32,
}

impl<'s> Spot<'s> {
    pub(super) fn new(snapshot: &'s Snapshot, item: PlanItem<'s>, offset: u32) -> Self {
        let document = item.file().document();
        // Behind the end of the last line the cursor stands on a line that belongs to the item still.
        Self { snapshot, item, offset, line: document.line_at(offset) }
    }

    /// Everything that can be done here.
    pub(super) fn actions(self) -> Vec<Action> {
        let mut actions = lines::actions(self);
        let Some(id) = self.own_id() else {
            actions.extend(self.give_id());
            return actions;
        };
        actions.extend(status::actions(self, id));
        actions.extend(places::actions(self, id));
        actions
    }

    /// The id of the item, where no other item has it too: else nobody knows which one is meant.
    pub(super) fn own_id(self) -> Option<&'s Id> {
        let id = self.item.id()?;
        (self.item.plan().find(id).count() == 1).then_some(id)
    }

    /// Whether the cursor is on what the item is called and what its fields say, above all that it says at length.
    pub(super) fn is_at_head(self) -> bool {
        let syntax = self.item.syntax();
        let kind = syntax.document().lines()[self.line as usize].kind();
        self.line <= syntax.title_line() || kind == LineKind::Field
    }

    /// Whether the cursor is on the header.
    pub(super) fn is_at_header(self) -> bool {
        self.line <= self.item.syntax().title_line()
    }

    /// The field, criterion, question, answer or decision that the cursor is on.
    pub(super) fn entry(self) -> Option<Entry<'s>> {
        self.item.syntax().entries().find(|entry| entry.lines().contains(&self.line))
    }

    /// Whether a change would change anything, or why it would be refused for what it asks. Whether it brings findings is not
    /// looked at: that takes a look at the whole plan, and is left to whoever chooses it.
    pub(super) fn would_change(self, ask: &Ask) -> Result<bool, Refusal> {
        let none = TakenIds::none();
        let options = Options { only: Some(&[]), taken_ids: &none, ..self.snapshot.surroundings.options() };
        resolve::edits(self.snapshot, &options, ask).map(|edits| !edits.is_empty())
    }

    fn give_id(self) -> Option<Action> {
        if !self.item.is_new() {
            return None;
        }
        let path = self.item.file().path().to_owned();
        let key = Ask::GiveId { offset: self.item.syntax().id_span().start, path };
        Some(Action::lazy("Give it the next free id", ActionKind::Rewrite, key))
    }
}

/// An item as a title names it: its id and the beginning of its title.
pub(super) fn named(item: PlanItem<'_>) -> String {
    let id = item.syntax().id_text().unwrap_or_default();
    let title = item.title();
    if title.is_empty() { id.into_owned() } else { format!("{id} {}", shortened(&title, LONGEST_TITLE)) }
}

/// The beginning of a text that has more characters than can be shown.
pub(crate) fn shortened(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
