//! Helpers for tests: caret fixtures, generated plans, and git repositories made by the `git` program.
//!
//! Nothing here depends on another crate of this workspace, so that what a test expects is never
//! computed by the code under test.

pub mod fixture;
pub mod generate;
mod repository;

pub use fixture::{Cursor, Expected, Fixture, FixtureError, FixtureFile, Found};
pub use repository::Repository;
