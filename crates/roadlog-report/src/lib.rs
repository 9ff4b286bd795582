//! What people look at a plan by: boards, the roadmap, the tree, cards, inboxes, changes and updates, first as plain data and then as lines
//! of styled text. Nothing here knows a terminal, a file or the clock; the day is an argument.

mod board;
mod brief;
mod card;
mod changes;
pub mod days;
mod inbox;
pub mod markup;
mod metric;
pub mod page;
mod roadmap;
#[cfg(test)]
mod testing;
mod tree;
mod update;
mod work;

pub use board::{Board, BoardRequest, Card as BoardCard, Column, Sprint, Stage, boards};
pub use brief::Brief;
pub use card::{CardCriterion, ItemCard, Relation, Remark, card, work_in};
pub use changes::{ChangeGroup, ChangeLine, ChangeReport, Fate, ItemChanges, Part, change_report};
pub use inbox::{Entry, Group, Inbox, Topic, Why, inbox};
pub use metric::{Metric, Quantity};
pub use roadmap::{Axis, Lane, Roadmap, Row, Stretch, When, roadmap};
pub use tree::{Branch, Tree, TreeRequest, TreeRow, tree};
pub use update::{
    Audience, SprintTopic, SprintUpdate, Update, UpdateEntry, UpdatePeriod, UpdateRequest, UpdateSection, UpdateTopic,
    sprints_begun, update,
};
pub use work::{Work, percent};
