//! What can be done at a place of a file: fixes of what the rules found there, and changes of the item that stands there.

mod fixes;
mod item;
mod key;
mod lines;
mod places;
mod resolve;
mod status;
#[cfg(test)]
mod testing;

use roadlog_lint::{FileEdit, Finding};
use roadlog_model::{ItemRef, Untrusted};
use roadlog_syntax::{Span, format};

use crate::Snapshot;
use crate::changed::floor;

pub(crate) use item::shortened;
pub(crate) use key::Ask;
pub(crate) use status::{REVIEW, next};

pub use fixes::fix_all;
pub use key::{ActionKey, UnknownAction};
pub use resolve::resolve;
pub use roadlog_edit::Refusal;

/// What is written in the place of words that somebody is to give: a reason, a title, an answer.
pub(crate) const TO_SAY: &str = "…";

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it does, as a command: "Change to PAY-12".
    pub title: Untrusted,
    /// What sort of change it is.
    pub kind: ActionKind,
    /// The change.
    pub change: Change,
    /// Whether it is the best way to mend its finding: safe to apply unasked.
    pub is_preferred: bool,
    /// The finding that it mends, by its place among those that were asked about.
    pub mends: Option<usize>,
    /// Why it cannot be done now, where knowing that helps.
    pub disabled: Option<Untrusted>,
}

/// What sort of change an action is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActionKind {
    /// It mends a finding.
    QuickFix,
    /// It changes what an item says.
    Rewrite,
    /// It accepts an item, or signs it off.
    Accept,
    /// It sends an item back.
    Reject,
    /// It gives an item the status that comes next.
    NextStatus,
    /// It makes a new item of a part of one, or beside one.
    Extract,
    /// It makes a new item that serves this one, or stands beside it.
    New,
    /// It moves an item.
    Move,
    /// It applies the safe fixes of a whole file.
    FixAll,
}

impl ActionKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::QuickFix,
        Self::Rewrite,
        Self::Accept,
        Self::Reject,
        Self::NextStatus,
        Self::Extract,
        Self::New,
        Self::Move,
        Self::FixAll,
    ];

    /// Its name in the language server protocol (`CodeActionKind`), with our own part behind where somebody may ask for
    /// these alone.
    pub const fn name(self) -> &'static str {
        match self {
            Self::QuickFix => "quickfix",
            Self::Rewrite => "refactor.rewrite",
            Self::Accept => "refactor.rewrite.accept",
            Self::Reject => "refactor.rewrite.reject",
            Self::NextStatus => "refactor.rewrite.nextStatus",
            Self::Extract => "refactor.extract",
            Self::New => "refactor.extract.new",
            Self::Move => "refactor.move",
            Self::FixAll => "source.fixAll.roadlog",
        }
    }
}

/// The change that an action makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// These edits, all of the text as it was when the action was offered.
    Edits(Vec<FileEdit>),
    /// What [`resolve`] works out, once somebody chose it.
    Lazy(ActionKey),
}

impl Action {
    /// A change of an item that is worked out when somebody chooses it.
    fn lazy(title: impl Into<Untrusted>, kind: ActionKind, ask: Ask) -> Self {
        let title = title.into();
        Self { title, kind, change: Change::Lazy(ActionKey(ask)), is_preferred: false, mends: None, disabled: None }
    }
}

/// What can be done where `within` is selected, or where the cursor stands: the fixes of those `findings` that touch it, safe
/// ones first, then what silences them, then changes of the item at its start.
pub fn code_actions(snapshot: &Snapshot, path: &str, within: Span, findings: &[Finding]) -> Vec<Action> {
    let mut actions = fixes::fixes(path, within, findings);
    let Some((place, file)) = snapshot.plan.file_at(path) else { return actions };
    let document = file.document();
    if file.is_foreign() || format::refusal(document).is_some() {
        return actions;
    }
    actions.extend(fixes::suppressions(document, within, path, findings));
    let offset = floor(document.text(), within.start);
    if let Some(item) = snapshot.plan.item(ItemRef { file: place, node: document.node_at(offset).index() }) {
        let spot = item::Spot::new(snapshot, item, offset);
        let offered = if file.is_archived() { Vec::new() } else { spot.actions() };
        // What mends a finding is not offered twice.
        let offered = offered.into_iter().filter(|one| actions.iter().all(|other| other.change != one.change));
        actions.extend(offered.collect::<Vec<_>>());
    }
    actions.extend(fixes::fix_all_action(path, findings));
    actions
}
