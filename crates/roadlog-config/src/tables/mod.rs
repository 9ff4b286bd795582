//! The one table of the project: kinds, fields, types, statuses, phases, roles, words and the keys of roadlog.toml.
//!
//! Completion, hover, checks, documentation and the editors' grammars read it or are generated from it.

mod aspect;
mod authority;
mod choices;
mod field_table;
mod field_words;
mod fields;
mod key_table;
mod keys;
mod kind_set;
mod kinds;
mod measures;
mod phase;
mod role;
mod value_type;
mod words;

pub use aspect::Aspect;
pub use authority::{AUTHORITY, AuthorityRow, RowAspects, RowCondition, RowItems, RowSubject};
pub use choices::{IdStyle, Identity, RuleLevel, Shape};
pub use field_words::{FOREIGN_FIELDS, ForeignField, foreign_field};
pub use fields::{Field, FieldRef, FieldSpec};
pub use keys::{KEYS, Key, KeyPlace, KeyTable, KeyType, walk_keys};
pub use kind_set::KindSet;
pub use kinds::{KindSpec, RankClass, StatusSpec, may_serve, serves};
pub use measures::{DELIVERY_MEASURES, MeasureClass, OUTCOME_MEASURES, built_in_measure, measure_meant};
pub use phase::Phase;
pub use role::{Relation, Role, RoleSet, Side};
pub use value_type::ValueType;
pub use words::{FOREIGN_WORDS, ForeignTarget, ForeignWord, foreign_word};
