//! The immutable, indexed plan of a workspace: typed items, and who serves, needs, owns and names whom.

mod agreed;
mod changes;
mod facts;
mod file;
mod headline;
mod index;
mod item;
mod next_id;
mod owner;
mod plan;
pub mod points;
mod rank;
pub mod reads;
mod standing;
mod taken;
mod target;
mod untrusted;
mod value;

pub use agreed::AgreedWords;
pub use changes::{Changes, FileChange};
pub use facts::{CriteriaCount, StatusFact};
pub use file::{FileInput, PlanFile};
pub use item::{Criterion, FieldView, PlanItem, Question};
pub use next_id::NextId;
pub use owner::Owner;
pub use plan::{ChangeError, FileUpdate, ItemRef, Plan};
pub use taken::{TakenIds, numbered};
pub use target::Reference;
pub use untrusted::Untrusted;
pub use value::{Located, Value, ValueFault, value_faults};
