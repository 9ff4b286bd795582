//! Names of revisions that may mean several things: git takes one of them by its own order, and whoever may push a tag
//! could put another commit in the place of the one that is meant.

use crate::backend::Backend;
use crate::error::GitError;

/// Where git looks for a short name (gitrevisions(7)), the likeliest last.
const PLACES: [(&str, &str); 5] =
    [("refs/", ""), ("refs/tags/", ""), ("refs/remotes/", "/HEAD"), ("refs/remotes/", ""), ("refs/heads/", "")];

/// The fewest digits that git takes for the beginning of an id.
const SHORTEST_ID: usize = 4;

/// Refuses a revision whose name is that of several references that lead to different commits, or of one and perhaps of
/// a commit as well.
pub(crate) fn refuse_ambiguous(backend: &dyn Backend, revision: &str) -> Result<(), GitError> {
    let name = short_name(revision);
    if matches!(name, "" | "HEAD" | "@") || name.starts_with("refs/") || is_whole_id(name) {
        return Ok(());
    }
    let mut found = Vec::new();
    for (before, after) in PLACES {
        let reference = format!("{before}{name}{after}");
        if let Some(commit) = backend.commit_of(&reference)? {
            found.push((reference, commit));
        }
    }
    let is_several = found.iter().any(|(_, commit)| *commit != found[0].1);
    let is_hexadecimal = name.len() >= SHORTEST_ID && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    let may_be_id = is_hexadecimal && !found.is_empty();
    if !is_several && !may_be_id {
        return Ok(());
    }
    let mut choices: Vec<_> = found.into_iter().map(|(reference, _)| reference).collect();
    if !is_several {
        choices.insert(0, "the beginning of an id".to_owned());
    }
    Err(GitError::Ambiguous { name: name.to_owned(), choices })
}

/// The name that a revision begins with, without what leads on from it: `main` of `main~2`, `main^{tree}` and `main@{1}`.
fn short_name(revision: &str) -> &str {
    let end = revision.find(['~', '^', ':']).unwrap_or(revision.len());
    let end = revision[..end].find("@{").unwrap_or(end);
    &revision[..end]
}

fn is_whole_id(name: &str) -> bool {
    matches!(name.len(), 40 | 64) && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use roadlog_testkit::Repository as Made;

    use crate::testing::both;

    const LI: &str = "Li Wei <li@shop.example>";

    fn said(made: &Made, revision: &str) -> String {
        both(&made.path(), |it| it.commit(revision).map_or_else(|error| error.to_string(), |id| id.to_string()))
    }

    #[test]
    fn a_name_of_two_commits_is_refused_and_a_whole_one_is_not() {
        let mut made = Made::new();
        let first = made.commit(LI, "First");
        made.git(&["tag", "same"]);
        made.git(&["branch", "same"]);
        made.git(&["tag", "main"]);
        let second = made.commit(LI, "Second");
        let told = "main may be refs/tags/main or refs/heads/main; write which one is meant, such as refs/heads/main";
        for revision in ["main", "main~0", "main^{commit}", "main@{0}"] {
            assert_eq!(said(&made, revision), told, "{revision}");
        }
        assert_eq!(said(&made, "refs/heads/main"), second);
        assert_eq!(said(&made, "refs/tags/main"), first);
        assert_eq!(said(&made, "tags/main"), first);
        assert_eq!(said(&made, "HEAD~1"), first);
        assert_eq!(said(&made, "same"), first);
    }

    #[test]
    fn a_branch_that_is_called_like_a_commit_is_refused() {
        let mut made = Made::new();
        let first = made.commit(LI, "First");
        made.commit(LI, "Second");
        made.git(&["branch", &first[..9]]);
        assert!(said(&made, &first[..9]).contains("may be the beginning of an id or refs/heads/"));
        assert_eq!(said(&made, &first[..10]), first);
        assert_eq!(said(&made, &first), first);
    }

    #[test]
    fn a_remote_s_branch_and_one_that_is_called_like_it_are_two() {
        let mut made = Made::new();
        made.commit(LI, "First");
        made.git(&["update-ref", "refs/remotes/origin/main", "main"]);
        made.git(&["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"]);
        made.commit(LI, "Second");
        made.git(&["branch", "origin"]);
        assert!(said(&made, "origin").contains("refs/remotes/origin/HEAD or refs/heads/origin"));
        made.git(&["branch", "-D", "origin"]);
        made.git(&["branch", "origin/main"]);
        assert!(said(&made, "origin/main").contains("refs/remotes/origin/main or refs/heads/origin/main"));
    }
}
