//! Chores of the project: generated pages, and the checks that keep code and documents in shape.
//!
//! Each check is a function of text that returns [`Problem`]s, with its own tests on made-up text;
//! `tests/repository.rs` runs all of them over the repository.

pub mod boundaries;
pub mod configuration_page;
pub mod editor_files;
pub mod generate;
pub mod markdown;
pub mod pages;
pub mod problem;
pub mod reading;
pub mod references;
pub mod repository;
pub mod rights_page;
pub mod rule_pages;
pub mod rust_source;
pub mod tidiness;

pub use problem::Problem;
pub use repository::Repository;
