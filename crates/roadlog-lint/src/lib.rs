//! The rules and the engine that runs them: a plan, the day and the world as arguments, findings with fixes as the result.

mod context;
mod earlier;
mod engine;
#[cfg(test)]
mod examples_test;
mod finding;
mod fix;
mod history;
mod incremental;
mod judged;
mod levels;
mod phrases;
mod registry;
mod rule;
mod rule_set;
mod rules;
mod runner;
mod skeleton;
mod slips;
pub mod suggest;
mod suppression;
#[cfg(test)]
mod testing;
mod word_list;
pub mod wording;

pub use context::{Context, Options, Told};
pub use earlier::Earlier;
pub use engine::{Report, run, run_range};
pub use finding::{FileEdit, Finding, Fix, Level, Place, Related, Untrusted};
pub use fix::{Fixed, fix};
pub use history::History;
pub use incremental::Incremental;
pub use judged::{JudgedRange, Merge};
pub use registry::{RULES, rule};
pub use rule::{Asks, Check, FileView, Fixes, OptionDefault, Rule, RuleOption};
pub use rules::ownership::accepts_own_work::others_to_accept;
pub use suppression::allowed;
