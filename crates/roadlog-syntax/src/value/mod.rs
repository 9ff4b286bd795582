//! What stands in a field: ids, people, dates, periods, amounts and the like, each read from its text, or told
//! precisely what is wrong with it.
//!
//! Every function here takes any text, looks at all of it but the white space around it, takes time linear in its
//! length, and gives places as byte ranges of the text that it was given.

mod amount;
mod date;
mod error;
mod handle;
mod id;
mod id_problem;
mod kind;
mod link;
mod list;
mod mend;
mod number;
mod period;
mod problem;
mod reading;
mod sign_off;
mod word;

pub use amount::{Amount, Unit, parse_amount};
pub use date::{Date, parse_date};
pub use error::ValueError;
pub(crate) use handle::is_inner;
pub use handle::{Handle, parse_person};
pub(crate) use id::is_header_id;
pub use id::{HeaderId, Id, MAX_ID_LENGTH, NewId, looks_like_id, parse_id};
pub use id_problem::IdProblem;
pub use kind::ValueKind;
pub use link::{Link, parse_link};
pub use list::{List, Member, Tag, parse_ids, parse_links, parse_people, parse_tags};
pub use number::{Number, Percent, parse_number, parse_percent};
pub use period::{Horizon, Period, parse_period};
pub use problem::ValueProblem;
pub use reading::{Reading, parse_reading};
pub use sign_off::{SignOff, parse_sign_off};
pub use word::{nearest, one_of};
