//! A repository seen through both ways in, which have to agree.

use std::path::Path;

use crate::Repository;

/// What both ways into the repository say, where they say the same.
#[track_caller]
pub(crate) fn both<T: PartialEq + std::fmt::Debug>(folder: &Path, ask: impl Fn(&Repository) -> T) -> T {
    let library = ask(&Repository::discover(folder).unwrap().unwrap());
    let program = ask(&Repository::by_program(folder));
    assert_eq!(library, program, "libgit2 and git differ");
    library
}
