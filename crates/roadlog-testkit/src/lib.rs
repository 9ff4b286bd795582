//! Helpers for tests: caret fixtures, generated plans and histories, git repositories made by the `git` program, and an editor in memory.
//!
//! Nothing here depends on another crate of this workspace, so that what a test expects is never
//! computed by the code under test.

pub mod editor;
pub mod fixture;
pub mod generate;
pub mod history;
mod repository;

pub use fixture::{Cursor, Expected, Fixture, FixtureCommit, FixtureError, FixtureFile, FixtureMerge, Found};
pub use repository::Repository;
