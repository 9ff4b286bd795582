//! roadlog.toml: people, roles, kinds, rule levels and authority, each with its span.
//!
//! [`parse`] reads one file and never fails; [`Config`] is what all files of a workspace say together. Nothing here
//! touches a file, the environment or the clock.

pub mod tables;

pub use tables::*;

mod config;
mod file;
mod problem;
mod schema;
mod spanned;
#[cfg(test)]
mod testing;

pub use config::*;
pub use file::{
    ConfigFile, Difference, Hook, OptionEntry, OptionValue, PathGlob, Place, RuleEntry, Said, SigningKey, StoryForm,
    Written, WrittenKind, declares_root, differences, is_email, outline, parse,
};
pub use problem::{FileProblem, Problem, ProblemKind, Suggestion};
pub use schema::json_schema;
pub use spanned::{Origin, Spanned};
