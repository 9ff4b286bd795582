//! From which time to which time changes are asked for.

use roadlog_git::CommitId;

use crate::errors::Error;
use crate::revisions::{Revisions, git};

/// From which time to which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    /// The commit to begin with; none before the first one.
    pub(crate) before: Option<CommitId>,
    /// What to end with.
    pub(crate) after: Side,
    /// Where a range of commits is named: the revision that its commits were made for, and their last.
    pub(crate) commits: Option<[CommitId; 2]>,
}

/// What a range ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// A commit.
    Commit(CommitId),
    /// What is staged.
    Index,
    /// What lies in the work tree.
    WorkTree,
}

impl Range {
    /// The range that these revisions name.
    ///
    /// # Errors
    /// One names no commit, or there are too many ends.
    pub(crate) fn of(revisions: &[String], staged: bool, repository: &Revisions) -> Result<Self, Error> {
        let open = if staged { Side::Index } else { Side::WorkTree };
        let mut commits = None;
        let (before, after) = match revisions {
            [] => (repository.repository.head().map_err(|error| git(&error))?, open),
            [one] => match dots(one) {
                Some((from, to, has_three)) => {
                    let ends = [repository.commit(from)?, repository.commit(to)?];
                    commits = Some(ends);
                    let before = if has_three { common_ancestor([from, to], ends, repository)? } else { ends[0] };
                    (Some(before), Side::Commit(ends[1]))
                }
                None => (Some(repository.commit(one)?), open),
            },
            [one, other, ..] => (Some(repository.commit(one)?), Side::Commit(repository.commit(other)?)),
        };
        if staged && after != Side::Index {
            let hint = "leave --staged out, or name one revision that what is staged is compared with";
            return Err(Error::user("both ends are named, so that --staged says nothing", hint));
        }
        Ok(Self { before, after, commits })
    }
}

fn common_ancestor(names: [&str; 2], ends: [CommitId; 2], repository: &Revisions) -> Result<CommitId, Error> {
    let bases = repository.repository.merge_bases(ends[0], ends[1]).map_err(|error| git(&error))?;
    // Where histories cross, git takes one of several too.
    bases.first().copied().ok_or_else(|| {
        let message = format!("{} and {} have no commit in common", names[0], names[1]);
        Error::user(message, "compare them as they are, with two dots")
    })
}

/// The two ends of `A..B` and `A...B`, and whether it has three dots. An end that is left out is HEAD.
fn dots(text: &str) -> Option<(&str, &str, bool)> {
    let or_head = |text| if str::is_empty(text) { "HEAD" } else { text };
    let (from, to, three) = match text.split_once("...") {
        Some((from, to)) => (from, to, true),
        None => text.split_once("..").map(|(from, to)| (from, to, false))?,
    };
    Some((or_head(from), or_head(to), three))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_that_is_left_out_is_head() {
        assert_eq!(dots("main..fix"), Some(("main", "fix", false)));
        assert_eq!(dots("main...fix"), Some(("main", "fix", true)));
        assert_eq!(dots("main.."), Some(("main", "HEAD", false)));
        assert_eq!(dots("...fix"), Some(("HEAD", "fix", true)));
        assert_eq!(dots("v1.2"), None);
    }
}
