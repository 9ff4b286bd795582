//! Where a period of a history begins: the tag before a commit, and the commits that the branch of one was at.

use std::cmp::Reverse;

use crate::commit;
use crate::error::GitError;
use crate::object::ObjectId;
use crate::repository::Repository;
use crate::revision::{Commit, CommitId, Reader};

/// How many tags may stand for each other.
const MOST_TAGS_OF_TAGS: usize = 8;

/// The commits that a branch was at, the newest first: of a merge the parent that was merged into.
pub struct MainLine<'r> {
    reader: Reader<'r>,
    next: Option<CommitId>,
    /// The commits at which a shallow clone ends.
    cut_off: Vec<CommitId>,
    /// Whether what comes next is not here for that.
    is_cut: bool,
}

impl std::fmt::Debug for MainLine<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("MainLine").field("next", &self.next).finish_non_exhaustive()
    }
}

impl Iterator for MainLine<'_> {
    type Item = Result<Commit, GitError>;

    fn next(&mut self) -> Option<Self::Item> {
        let id = self.next.take()?;
        if self.is_cut {
            return Some(Err(GitError::Shallow));
        }
        let commit = self.reader.commit(id);
        self.next = commit.as_ref().ok().and_then(|commit| commit.parents.first().copied());
        self.is_cut = self.cut_off.contains(&id);
        Some(commit)
    }
}

impl Repository {
    /// The commits that a branch was at until it came to `head`, which is the first of them. A part that is not here is
    /// an error in its place, and ends them.
    ///
    /// # Errors
    /// The store cannot be opened.
    pub fn main_line(&self, head: CommitId) -> Result<MainLine<'_>, GitError> {
        Ok(MainLine { reader: self.reader()?, next: Some(head), cut_off: self.cut_off()?, is_cut: false })
    }

    /// The tag of the newest commit that leads to `head` and is another, with its name; of several at one commit the last
    /// by name.
    ///
    /// # Errors
    /// The tags or the history cannot be read.
    pub fn newest_tag_before(&self, head: CommitId) -> Result<Option<(String, CommitId)>, GitError> {
        let mut reader = self.reader()?;
        let mut tagged = Vec::new();
        for (name, id) in self.references_below("refs/tags/")? {
            if let Some(commit) = reader.tagged(id)?.filter(|commit| commit.id != head) {
                tagged.push((commit.committer.map(|it| it.seconds), name, commit.id));
            }
        }
        tagged.sort_unstable_by_key(|tag| Reverse(tag.clone()));
        for (_, name, id) in tagged {
            if self.leads_to(id, head)? {
                return Ok(Some((name, id)));
            }
        }
        Ok(None)
    }
}

impl Reader<'_> {
    /// The commit that an object is or, as a tag, stands for; nothing where that is something else or is not here.
    fn tagged(&mut self, id: ObjectId) -> Result<Option<Commit>, GitError> {
        let mut id = id;
        for _ in 0..MOST_TAGS_OF_TAGS {
            let Some(raw) = self.raw(id)? else { return Ok(None) };
            match commit::tagged(&raw) {
                Some(next) => id = next,
                None => return Ok(Commit::of(CommitId(id), raw)),
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use roadlog_testkit::Repository as Made;

    use super::*;
    use crate::testing::both;

    const MARIA: &str = "Maria Kovač <maria@shop.example>";

    /// The tag before a revision.
    fn tag(folder: &Path, revision: &str) -> Option<String> {
        both(folder, |it| it.newest_tag_before(it.commit(revision).unwrap()).unwrap().map(|(name, _)| name))
    }

    /// The subjects of the commits that a branch was at; `…` where a part is not here.
    fn line(folder: &Path, head: &str) -> String {
        let subject = |commit: Result<Commit, GitError>| commit.map_or_else(|_| "…".to_owned(), |it| it.subject);
        let all = |it: &Repository| it.main_line(it.commit(head).unwrap()).unwrap().map(subject).collect::<Vec<_>>();
        both(folder, all).join(" ")
    }

    /// `A`, tagged v1, then `B` on another branch, tagged side, and `C` on main, tagged v2 with a note; `D` merges them.
    fn with_tags() -> Made {
        let mut made = Made::new();
        made.commit(MARIA, "A");
        made.git(&["tag", "v1"]);
        made.git(&["switch", "--quiet", "--create", "side"]);
        made.write("b", "b");
        made.commit(MARIA, "B");
        made.git(&["tag", "side"]);
        made.git(&["switch", "--quiet", "main"]);
        made.commit(MARIA, "C");
        made.git(&["-c", "user.name=x", "-c", "user.email=x@x", "tag", "--annotate", "--message=Two", "v2"]);
        made
    }

    fn merge(made: &Made) {
        let who = ["-c", "user.name=x", "-c", "user.email=x@x"];
        made.git(&[&who[..], &["merge", "--quiet", "--no-ff", "--message=D", "refs/heads/side"]].concat());
    }

    #[test]
    fn the_newest_tag_before_a_commit_leads_to_it_and_stands_at_another() {
        let mut made = with_tags();
        assert_eq!(
            tag(&made.path(), "HEAD").as_deref(),
            Some("v1"),
            "its own tag is none before it, nor one beside it"
        );
        assert_eq!(tag(&made.path(), "v1"), None);
        made.commit(MARIA, "E");
        assert_eq!(tag(&made.path(), "HEAD").as_deref(), Some("v2"));
        made.git(&["tag", "v2.1", "v2"]);
        assert_eq!(tag(&made.path(), "HEAD").as_deref(), Some("v2.1"));
    }

    #[test]
    fn a_tag_of_something_else_than_a_commit_is_passed_over() {
        let mut made = with_tags();
        made.commit(MARIA, "E");
        made.git(&["tag", "tree", "HEAD^{tree}"]);
        made.git(&["-c", "user.name=x", "-c", "user.email=x@x", "tag", "--annotate", "--message=x", "twice", "v2"]);
        assert_eq!(tag(&made.path(), "HEAD").as_deref(), Some("v2"));
        made.git(&["tag", "--delete", "v2"]);
        assert_eq!(
            tag(&made.path(), "HEAD").as_deref(),
            Some("twice"),
            "a tag of a tag of a commit is one of the commit"
        );
    }

    #[test]
    fn the_line_of_a_branch_leaves_out_what_was_merged_into_it() {
        let made = with_tags();
        merge(&made);
        assert_eq!(line(&made.path(), "main"), "D C A");
        assert_eq!(line(&made.path(), "refs/heads/side"), "B A");
    }

    #[test]
    fn the_line_ends_in_an_error_where_a_shallow_clone_does() {
        let made = with_tags();
        merge(&made);
        made.git(&["clone", "--quiet", "--depth=2", &format!("file://{}", made.path().display()), "../shallow"]);
        assert_eq!(line(&made.path().join("../shallow"), "HEAD"), "D C …");
    }
}
