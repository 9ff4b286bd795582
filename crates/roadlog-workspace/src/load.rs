//! A whole workspace in memory: found, then read on all cores.

use std::sync::Arc;

use roadlog_config::{Config, FileProblem};

use crate::discover::{self, Discovered};
use crate::parallel;
use crate::patterns::Patterns;
use crate::problem::ReadProblem;
use crate::read::{self, ConfigSource, SourceFile};
use crate::root::{CONFIG_NAME, Root};

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

/// What all configurations of a workspace say together (without one, the defaults), and what each by itself has wrong.
/// Where a folder of `reads` is missing, people and teams that nobody here knows may be known there.
pub fn configuration(configs: Vec<ConfigSource>, misses_reads: bool) -> (Config, Vec<FileProblem>) {
    let (mut root, mut nested, mut read, mut problems) = (None, Vec::new(), Vec::new(), Vec::new());
    let mut own = 0;
    for config in configs {
        if config.foreign {
            read.push(config.file);
            continue;
        }
        let folder = config.folder().to_owned();
        let place = if config.path == CONFIG_NAME { 0 } else { own.max(1) };
        problems.extend(config.problems.into_iter().map(|problem| FileProblem { file: place, problem }));
        match place {
            0 => root = Some(config.file),
            _ => nested.push((folder, config.file)),
        }
        own = place + 1;
    }
    let mut config = Config::new(root.unwrap_or_default(), nested);
    for file in read {
        config = config.with_read(&Config::new(file, Vec::new()));
    }
    let config = if misses_reads { config.with_missing_read() } else { config };
    (config, problems)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Sandbox;

    #[test]
    fn a_problem_says_in_which_configuration_it_stands_with_and_without_one_at_the_root() {
        for with_root in [true, false] {
            let sandbox = Sandbox::new(&["a/x.backlog", ".git/HEAD"]);
            if with_root {
                sandbox.write("roadlog.toml", "");
            }
            sandbox.write("a/roadlog.toml", "nonsense = 1\n");
            sandbox.write("b/roadlog.toml", "nonsense = 2\n");
            let (config, problems) = configuration(loaded(&sandbox).configs, false);
            let places: Vec<_> = problems.iter().map(|problem| config.file_path(problem.file)).collect();
            assert_eq!(places, [Some("a/roadlog.toml".to_owned()), Some("b/roadlog.toml".to_owned())]);
        }
    }

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
