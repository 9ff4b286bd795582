//! Symbolic links in the place of a plan file or a roadlog.toml.
//!
//! A link to a regular file inside the workspace is read as that file, under the link's name, unless the file is found
//! under its own name anyway. Every other link is refused by name. Links to folders are not followed, as git does not.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::Found;
use super::walk::{self, Walked};
use crate::entry::EntryKind;
use crate::problem::ReadProblem;

/// Puts the files that the links of `walked` lead to into its other lists; the lists stay sorted.
pub(super) fn resolve(base: &Path, walked: &mut Walked, problems: &mut Vec<ReadProblem>) {
    let links = std::mem::take(&mut walked.links);
    if links.is_empty() {
        return;
    }
    let regular = walked.plans.iter().chain(&walked.configs);
    let mut known: HashSet<PathBuf> = regular.map(|found| found.absolute.clone()).collect();
    for link in links {
        match target(base, &link) {
            Ok(target) if known.contains(&target) => {}
            Ok(target) => {
                let list = if walk::is_config(&link.absolute) { &mut walked.configs } else { &mut walked.plans };
                known.insert(target.clone());
                list.push(Found { absolute: target, ..link });
            }
            Err(problem) => problems.push(problem),
        }
    }
    for list in [&mut walked.plans, &mut walked.configs] {
        list.sort_by(|one, other| one.path.cmp(&other.path));
    }
}

/// The regular file inside `base` that `link` leads to.
fn target(base: &Path, link: &Found) -> Result<PathBuf, ReadProblem> {
    let path = || link.path.clone();
    let broken = |source| ReadProblem::BrokenLink { path: path(), source };
    let target = fs::canonicalize(&link.absolute).map_err(broken)?;
    let inside = target.strip_prefix(base).is_ok_and(|relative| !relative.starts_with(".git"));
    if !inside {
        return Err(ReadProblem::LinkOutside { path: path(), target: target.to_string_lossy().into_owned() });
    }
    let kind = fs::symlink_metadata(&target).map_err(broken)?.file_type();
    EntryKind::of(kind).map_or(Ok(target), |kind| Err(ReadProblem::NotAFile { path: path(), kind }))
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::super::{Discovered, discover_only};
    use super::*;
    use crate::root::Root;
    use crate::testing::Sandbox;
    use std::os::unix::fs::symlink;

    fn discovered(sandbox: &Sandbox) -> Discovered {
        discover_only(&Root::find(&sandbox.path("w")).unwrap())
    }

    fn paths(discovered: &Discovered) -> Vec<&str> {
        discovered.files.iter().map(|file| file.path.as_str()).collect()
    }

    #[test]
    fn a_link_to_a_file_that_is_found_anyway_adds_nothing() {
        let sandbox = Sandbox::new(&["w/roadlog.toml", "w/plan/x.backlog"]);
        symlink("plan/x.backlog", sandbox.path("w/alias.backlog")).unwrap();
        let found = discovered(&sandbox);
        assert_eq!(paths(&found), ["plan/x.backlog"]);
        assert!(found.problems.is_empty());
    }

    #[test]
    fn a_link_to_another_file_inside_is_read_once_under_its_own_name() {
        let sandbox = Sandbox::new(&["w/roadlog.toml", "w/notes/plan.txt", "w/z.backlog"]);
        symlink("notes/plan.txt", sandbox.path("w/b.backlog")).unwrap();
        symlink("b.backlog", sandbox.path("w/c.backlog")).unwrap();
        let found = discovered(&sandbox);
        assert_eq!(paths(&found), ["b.backlog", "z.backlog"]);
        assert_eq!(found.files[0].absolute, sandbox.path("w/notes/plan.txt"));
    }

    #[test]
    fn links_that_lead_outside_nowhere_in_circles_or_to_no_file_are_refused_by_name() {
        let sandbox = Sandbox::new(&["w/roadlog.toml", "w/folder/file.txt", "secret.backlog"]);
        for (link, target) in [
            ("circle", "circle.backlog"),
            ("dangling", "nothing.backlog"),
            ("folder", "folder"),
            ("outside", "../secret.backlog"),
        ] {
            symlink(target, sandbox.path(&format!("w/{link}.backlog"))).unwrap();
        }
        crate::testing::make_fifo(&sandbox.path("w/pipe"));
        symlink("pipe", sandbox.path("w/pipe.backlog")).unwrap();
        let found = discovered(&sandbox);
        assert!(paths(&found).is_empty());
        assert!(
            matches!(&found.problems[..], [
            ReadProblem::BrokenLink { path: circle, .. },
            ReadProblem::BrokenLink { path: dangling, .. },
            ReadProblem::NotAFile { path: folder, kind: EntryKind::Folder },
            ReadProblem::LinkOutside { path: outside, target },
            ReadProblem::NotAFile { path: pipe, kind: EntryKind::Fifo },
        ] if circle == "circle.backlog" && dangling == "dangling.backlog" && folder == "folder.backlog"
            && outside == "outside.backlog" && target.ends_with("secret.backlog") && pipe == "pipe.backlog"),
            "{:#?}",
            found.problems
        );
    }

    #[test]
    fn a_linked_folder_is_not_followed_so_a_circle_of_folders_ends() {
        let sandbox = Sandbox::new(&["w/roadlog.toml", "w/plan/x.backlog", "w/.git/HEAD", "elsewhere/y.backlog"]);
        symlink("..", sandbox.path("w/plan/up")).unwrap();
        symlink("../elsewhere", sandbox.path("w/away")).unwrap();
        let found = discovered(&sandbox);
        assert_eq!(paths(&found), ["plan/x.backlog"]);
        assert!(found.problems.is_empty());
    }

    #[test]
    fn a_configuration_may_be_a_link_inside_and_is_not_read_from_outside() {
        let sandbox = Sandbox::new(&["w/.git/HEAD", "w/a.backlog"]);
        sandbox.write("w/shared.toml", "[workspace]\nexclude = [\"a.*\"]\n");
        sandbox.write("shared.toml", "[workspace]\nexclude = [\"a.*\"]\n");
        symlink("shared.toml", sandbox.path("w/roadlog.toml")).unwrap();
        let inside = discovered(&sandbox);
        assert!(inside.files.is_empty() && inside.problems.is_empty());
        assert_eq!(inside.configs[0].absolute, sandbox.path("w/shared.toml"));
        fs::remove_file(sandbox.path("w/roadlog.toml")).unwrap();
        symlink("../shared.toml", sandbox.path("w/roadlog.toml")).unwrap();
        let outside = discovered(&sandbox);
        assert_eq!(paths(&outside), ["a.backlog"]);
        assert!(outside.configs.is_empty());
        assert!(matches!(&outside.problems[..], [ReadProblem::LinkOutside { path, .. }] if path == "roadlog.toml"));
    }

    #[test]
    fn a_link_into_the_git_directory_is_refused() {
        let sandbox = Sandbox::new(&["w/.git/HEAD"]);
        symlink(".git/HEAD", sandbox.path("w/head.backlog")).unwrap();
        assert!(matches!(&discovered(&sandbox).problems[..], [ReadProblem::LinkOutside { .. }]));
    }
}
