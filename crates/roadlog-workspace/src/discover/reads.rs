//! The folders of `reads`: another plan whose items can be referred to. Each is looked through like a workspace of its
//! own, with its own roadlog.toml; what that one reads in its turn is not followed.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Discovered, Found, tree};
use crate::git::GitTop;
use crate::problem::ReadProblem;
use crate::read::ConfigSource;
use crate::root::Root;

/// Adds what the folders named by `reads` hold to `discovered`, marked as foreign.
pub(super) fn add<'r>(root: &Root, reads: impl Iterator<Item = &'r str>, discovered: &mut Discovered) {
    for named in reads {
        match fs::canonicalize(root.folder().join(named)) {
            Ok(folder) if folder.is_dir() => {
                if root.folder().starts_with(&folder) {
                    discovered.problems.push(ReadProblem::ReadsItself { folder: named.to_owned() });
                } else {
                    add_folder(named, &folder, discovered);
                }
            }
            _ => discovered.missing_reads.push(named.to_owned()),
        }
    }
}

fn add_folder(named: &str, folder: &Path, discovered: &mut Discovered) {
    let (other, _) = tree(folder, GitTop::above(folder).as_ref());
    let known: HashSet<PathBuf> = discovered.files.iter().map(|file| file.absolute.clone()).collect();
    let below = |path: &str| format!("{}/{path}", named.trim_end_matches('/'));
    discovered.configs.extend(other.configs.into_iter().map(|config| ConfigSource {
        path: below(&config.path),
        foreign: true,
        ..config
    }));
    let new = other.files.into_iter().filter(|file| !known.contains(&file.absolute));
    discovered.files.extend(new.map(|file| Found { path: below(&file.path), foreign: true, ..file }));
    discovered.problems.extend(other.problems.into_iter().map(|problem| problem.below(named.trim_end_matches('/'))));
}

#[cfg(test)]
mod tests {
    use super::super::discover_only;
    use super::*;
    use crate::testing::Sandbox;

    fn discovered(sandbox: &Sandbox) -> Discovered {
        discover_only(&Root::find(&sandbox.path("w")).unwrap())
    }

    fn files(discovered: &Discovered) -> Vec<(&str, bool)> {
        discovered.files.iter().map(|file| (file.path.as_str(), file.foreign)).collect()
    }

    #[test]
    fn a_folder_outside_is_read_as_foreign_with_its_own_configuration() {
        let sandbox = Sandbox::new(&["map/.git/HEAD", "map/g.roadmap", "map/skip/h.roadmap", "map/old/i.roadmap"]);
        sandbox.write("w/roadlog.toml", "[workspace]\nreads = [\"../map/\"]\n");
        sandbox.write("w/x.backlog", "");
        sandbox.write(
            "map/roadlog.toml",
            "[workspace]\nexclude = [\"skip/**\"]\narchive = [\"old/**\"]\nreads = [\"../w\"]\n",
        );
        let found = discovered(&sandbox);
        assert_eq!(files(&found), [("x.backlog", false), ("../map/g.roadmap", true), ("../map/old/i.roadmap", true)]);
        assert!(found.files[2].archived && found.missing_reads.is_empty() && found.problems.is_empty());
        let configs: Vec<_> = found.configs.iter().map(|config| (config.path.as_str(), config.foreign)).collect();
        assert_eq!(configs, [("roadlog.toml", false), ("../map/roadlog.toml", true)]);
        assert_eq!(found.configs[1].folder(), "../map");
    }

    #[test]
    fn a_folder_that_is_not_there_or_is_a_file_is_missing() {
        let sandbox = Sandbox::new(&["w/file"]);
        sandbox.write("w/roadlog.toml", "[workspace]\nreads = [\"../gone\", \"file\"]\n");
        assert_eq!(discovered(&sandbox).missing_reads, ["../gone", "file"]);
    }

    #[test]
    fn a_folder_that_holds_the_workspace_is_refused() {
        let sandbox = Sandbox::new(&["w/x.backlog", "y.backlog"]);
        sandbox.write("w/roadlog.toml", "[workspace]\nreads = [\"..\", \".\"]\n");
        let found = discovered(&sandbox);
        assert_eq!(files(&found), [("x.backlog", false)]);
        assert!(matches!(&found.problems[..], [ReadProblem::ReadsItself { .. }, ReadProblem::ReadsItself { .. }]));
    }

    #[test]
    fn a_submodule_inside_can_be_read() {
        let sandbox = Sandbox::new(&["w/.git/HEAD", "w/.git/modules/m/HEAD", "w/m/g.roadmap", "w/own/x.backlog"]);
        sandbox.write("w/m/.git", "gitdir: ../.git/modules/m\n");
        sandbox.write("w/roadlog.toml", "[workspace]\nreads = [\"m\", \"own\"]\n");
        assert_eq!(files(&discovered(&sandbox)), [("own/x.backlog", false), ("m/g.roadmap", true)]);
    }

    #[test]
    fn a_problem_in_it_says_in_which_folder() {
        let sandbox = Sandbox::new(&["map/g.roadmap"]);
        sandbox.write("map/roadlog.toml", b"# \xff\n");
        sandbox.write("w/roadlog.toml", "[workspace]\nreads = [\"../map\"]\n");
        let found = discovered(&sandbox);
        assert_eq!(found.problems.len(), 1);
        assert_eq!(found.problems[0].path(), Some("../map/roadlog.toml"));
    }
}
