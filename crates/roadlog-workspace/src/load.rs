//! A whole workspace in memory: found, then read on all cores.

use std::sync::Arc;

use crate::discover::{self, Discovered};
use crate::parallel;
use crate::patterns::Patterns;
use crate::problem::ReadProblem;
use crate::read::{self, ConfigSource, SourceFile};
use crate::root::Root;

/// The files of a workspace as they stood on the disk.
#[derive(Debug)]
pub struct Loaded {
    /// Where it begins.
    pub root: Root,
    /// Every roadlog.toml: the root's own first, where there is one, then the nested ones by path, then those of the
    /// folders that it reads.
    pub configs: Vec<ConfigSource>,
    /// Every plan file, by path (compared by bytes), the foreign ones last in the order of `reads`.
    pub files: Vec<SourceFile>,
    /// The folders of `reads`, as written, that are not there.
    pub missing_reads: Vec<String>,
    /// What could not be found or read; all the rest is there.
    pub problems: Vec<ReadProblem>,
    pub(crate) patterns: Arc<Patterns>,
}

/// Finds and reads all files of the workspace at `root`, and those of the folders that it reads. A file that cannot be
/// read is a problem of its own and hinders no other.
pub fn load(root: Root) -> Loaded {
    let (discovered, outcomes) = discover::discover(&root, |files| parallel::map(files, read::source_file));
    let Discovered { configs, missing_reads, mut problems, patterns, .. } = discovered;
    let mut read = Vec::with_capacity(outcomes.len());
    for outcome in outcomes {
        match outcome {
            Ok(file) => read.push(file),
            Err(problem) => problems.push(problem),
        }
    }
    Loaded { root, configs, files: read, missing_reads, problems, patterns }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Sandbox;

    fn loaded(sandbox: &Sandbox) -> Loaded {
        load(Root::find(&sandbox.path("")).unwrap())
    }

    #[test]
    fn every_file_comes_with_its_bytes_in_the_order_of_the_paths() {
        let sandbox = Sandbox::new(&[]);
        for number in 0..300 {
            sandbox.write(&format!("team{}/{number:03}.backlog", number % 7), format!("{number}\r\n"));
        }
        let loaded = loaded(&sandbox);
        assert_eq!(loaded.files.len(), 300);
        assert!(loaded.files.is_sorted_by(|one, other| one.path < other.path));
        for file in &loaded.files {
            let number: u32 = file.path[6..9].parse().unwrap();
            assert_eq!(file.bytes, format!("{number}\r\n").as_bytes(), "{}", file.path);
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_is_named_and_the_others_are_there() {
        let sandbox = Sandbox::new(&["a.backlog", "b.backlog", "c.backlog"]);
        // Too long is the one refusal that the superuser, as whom tests may run, meets too.
        let long = std::fs::File::options().write(true).open(sandbox.path("b.backlog")).unwrap();
        long.set_len(1 << 32).unwrap();
        let loaded = loaded(&sandbox);
        assert_eq!(loaded.files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["a.backlog", "c.backlog"]);
        assert_eq!(loaded.problems.len(), 1);
        assert_eq!(loaded.problems[0].path(), Some("b.backlog"));
        assert!(loaded.problems[0].to_string().contains("split it"));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_without_permission_is_named_with_the_reason() {
        use std::os::unix::fs::PermissionsExt;
        let sandbox = Sandbox::new(&["a.backlog", "b.backlog"]);
        std::fs::set_permissions(sandbox.path("a.backlog"), std::fs::Permissions::from_mode(0o000)).unwrap();
        let reads_anything = std::fs::File::open(sandbox.path("a.backlog")).is_ok();
        let loaded = loaded(&sandbox);
        if reads_anything {
            assert_eq!(loaded.files.len(), 2, "the superuser reads every file");
        } else {
            assert_eq!(loaded.files.len(), 1);
            assert!(matches!(&loaded.problems[..], [ReadProblem::Unreadable { path, .. }] if path == "a.backlog"));
        }
    }

    #[test]
    fn an_empty_workspace_is_no_problem() {
        let loaded = loaded(&Sandbox::new(&["notes.txt"]));
        assert!(loaded.files.is_empty() && loaded.configs.is_empty() && loaded.problems.is_empty());
    }
}
