//! Finding the files of a workspace: its own, the configurations below its root, and those of the folders it reads.
//!
//! A file belongs to the workspace where `include` names it, `exclude` and .gitignore do not, nothing in its path is
//! hidden (see [`Patterns`]), and neither a git work tree of its own (a submodule) nor a roadlog.toml with
//! `root = true` begins between it and the root. Only the .gitignore files of the tree count, up to the top of the
//! git work tree and outside one from the root on; what one machine alone ignores (`core.excludesFile`,
//! `.git/info/exclude`) does not, so that everybody has the same plan.

mod links;
mod reads;
mod walk;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use roadlog_config::{Place, WorkspaceFiles, declares_root};

use crate::git::GitTop;
use crate::patterns::Patterns;
use crate::problem::ReadProblem;
use crate::read::{self, ConfigSource, ConfigText};
use crate::root::{CONFIG_NAME, Root};

/// A file to read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Found {
    pub(crate) path: String,
    pub(crate) absolute: PathBuf,
    pub(crate) archived: bool,
    pub(crate) foreign: bool,
}

impl Found {
    /// A file of the workspace itself that is in no archive.
    pub(crate) fn plain(path: String, absolute: PathBuf) -> Self {
        Self { path, absolute, archived: false, foreign: false }
    }
}

/// What was found, each list sorted by path, foreign ones behind the workspace's own.
#[derive(Debug)]
pub(crate) struct Discovered {
    pub(crate) configs: Vec<ConfigSource>,
    pub(crate) files: Vec<Found>,
    pub(crate) missing_reads: Vec<String>,
    pub(crate) problems: Vec<ReadProblem>,
    pub(crate) patterns: Arc<Patterns>,
}

/// Finds the files of the workspace at `root` and of the folders that it reads, and gives them to `read`.
///
/// Where many people are in it, parsing the roadlog.toml takes as long as reading all files. So it is done at the same
/// time, unless it has to say first which files they are.
pub(crate) fn discover<T: Send>(root: &Root, read: impl FnOnce(Vec<Found>) -> T + Send) -> (Discovered, T) {
    let (base, git) = (root.folder(), root.git());
    let mut problems = Vec::new();
    let own = own_config(base, &mut problems);
    match own {
        Some(text) if text.text.len() >= WORTH_IT && !may_say_files(&text.text) => {
            let find = || {
                let mut discovered = below(base, git, &WorkspaceFiles::default(), problems);
                let files = std::mem::take(&mut discovered.files);
                (discovered, read(files))
            };
            let (config, (mut discovered, files)) = rayon::join(|| text.parsed(Place::Root), find);
            discovered.configs.insert(0, config);
            (discovered, files)
        }
        own => {
            let (mut discovered, settings) = configured(own, base, git, problems);
            reads::add(root, settings.reads().iter().map(|folder| folder.as_str()), &mut discovered);
            let files = std::mem::take(&mut discovered.files);
            (discovered, read(files))
        }
    }
}

/// In fewer bytes than this stands so little that parsing it at the same time as something else saves nothing.
const WORTH_IT: usize = 64 << 10;

/// Whether the text of a roadlog.toml may say which files belong to the workspace. A word may be written with escapes.
fn may_say_files(text: &str) -> bool {
    text.contains("workspace") || text.contains('\\')
}

/// The files below one root, without what it reads.
fn tree(base: &Path, git: Option<&GitTop>) -> (Discovered, WorkspaceFiles) {
    let mut problems = Vec::new();
    let own = own_config(base, &mut problems);
    configured(own, base, git, problems)
}

/// The files below one root, as its own roadlog.toml says.
fn configured(
    own: Option<ConfigText>,
    base: &Path,
    git: Option<&GitTop>,
    problems: Vec<ReadProblem>,
) -> (Discovered, WorkspaceFiles) {
    let own = own.map(|text| text.parsed(Place::Root));
    let settings = own.as_ref().map_or_else(WorkspaceFiles::default, |config| config.file.workspace_files());
    let mut discovered = below(base, git, &settings, problems);
    discovered.configs.splice(0..0, own);
    (discovered, settings)
}

/// The files below one root and the configurations further down, behind the problems so far.
fn below(base: &Path, git: Option<&GitTop>, settings: &WorkspaceFiles, mut problems: Vec<ReadProblem>) -> Discovered {
    let patterns = Arc::new(Patterns::compile(settings));
    let mut walked = walk::walk(base, git, &patterns);
    problems.append(&mut walked.problems);
    links::resolve(base, &mut walked, &mut problems);
    let mut configs = Vec::new();
    add_nested(&mut configs, &mut walked, &mut problems);
    for file in &mut walked.plans {
        file.archived = patterns.is_archived(&file.path);
    }
    let files = walked.plans;
    Discovered { configs, files, missing_reads: Vec::new(), problems, patterns }
}

fn own_config(base: &Path, problems: &mut Vec<ReadProblem>) -> Option<ConfigText> {
    let absolute = base.join(CONFIG_NAME);
    // Looked at before it is opened, because opening a named pipe would wait for a writer. What is no file, and a link
    // to outside, is reported when its folder is walked.
    let real = std::fs::canonicalize(&absolute).ok().filter(|real| real.starts_with(base) && real.is_file())?;
    keep(read::config(Found::plain(CONFIG_NAME.to_owned(), real)), problems)
}

/// Reads the configurations below the root, and leaves out those that are roots themselves with all that lies below.
fn add_nested(configs: &mut Vec<ConfigSource>, walked: &mut walk::Walked, problems: &mut Vec<ReadProblem>) {
    let mut roots: Vec<String> = Vec::new();
    for found in std::mem::take(&mut walked.configs) {
        if found.path == CONFIG_NAME || lies_below(&found.path, &roots) {
            continue;
        }
        let Some(text) = keep(read::config(found), problems) else { continue };
        let config = text.parsed(Place::Nested);
        if declares_root(&config.text) {
            roots.push(format!("{}/", config.folder()));
        } else {
            configs.push(config);
        }
    }
    if !roots.is_empty() {
        walked.plans.retain(|file| !lies_below(&file.path, &roots));
        // "a-b/roadlog.toml" sorts before "a/roadlog.toml", "a/b/roadlog.toml" before it as well: a root may come
        // after what it takes out.
        configs.retain(|config| !lies_below(&config.path, &roots));
    }
}

fn lies_below(path: &str, folders: &[String]) -> bool {
    folders.iter().any(|folder| path.starts_with(folder.as_str()))
}

fn keep(
    outcome: Result<(ConfigText, Option<ReadProblem>), ReadProblem>,
    problems: &mut Vec<ReadProblem>,
) -> Option<ConfigText> {
    match outcome {
        Ok((config, problem)) => {
            problems.extend(problem);
            Some(config)
        }
        Err(problem) => {
            problems.push(problem);
            None
        }
    }
}

/// What is found, nothing of it read.
#[cfg(test)]
fn discover_only(root: &Root) -> Discovered {
    let (discovered, files) = discover(root, |files| files);
    Discovered { files, ..discovered }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Sandbox;

    fn discovered(sandbox: &Sandbox, start: &str) -> Discovered {
        discover_only(&Root::find(&sandbox.path(start)).unwrap())
    }

    fn paths(discovered: &Discovered) -> Vec<&str> {
        discovered.files.iter().map(|file| file.path.as_str()).collect()
    }

    fn config_paths(discovered: &Discovered) -> Vec<&str> {
        discovered.configs.iter().map(|config| config.path.as_str()).collect()
    }

    #[test]
    fn both_kinds_are_found_at_any_depth_in_the_order_of_their_paths() {
        let sandbox =
            Sandbox::new(&["b.backlog", "a/z.roadmap", "a/deep/x.backlog", "a.txt", "a/backlog", "A.backlog"]);
        let found = discovered(&sandbox, "");
        assert_eq!(paths(&found), ["A.backlog", "a/deep/x.backlog", "a/z.roadmap", "b.backlog"]);
        assert!(found.problems.is_empty());
    }

    #[test]
    fn a_large_configuration_is_found_with_the_same_files() {
        let sandbox = Sandbox::new(&["a.backlog", "archive/b.backlog", "c/roadlog.toml"]);
        sandbox.write("roadlog.toml", format!("[team]\nshape = \"one\"\n{}", "# who is in it\n".repeat(8 << 10)));
        let found = discovered(&sandbox, "");
        assert_eq!(paths(&found), ["a.backlog", "archive/b.backlog"]);
        assert_eq!(config_paths(&found), ["roadlog.toml", "c/roadlog.toml"]);
        assert!(found.configs[0].text.len() >= WORTH_IT && found.files[1].archived);
    }

    #[test]
    fn what_gitignore_names_is_left_out_in_git_and_outside() {
        for git in [&["r/.git/HEAD"][..], &[]] {
            let sandbox = Sandbox::new(git);
            sandbox.write("r/.gitignore", "draft*\n!draft-kept.backlog\nbuild/\n");
            sandbox.write("r/roadlog.toml", "");
            for file in ["r/draft.backlog", "r/draft-kept.backlog", "r/build/x.backlog", "r/plan/y.backlog"] {
                sandbox.write(file, "");
            }
            assert_eq!(paths(&discovered(&sandbox, "r")), ["draft-kept.backlog", "plan/y.backlog"], "{git:?}");
        }
    }

    #[test]
    fn gitignore_above_the_root_counts_up_to_the_top_of_the_work_tree() {
        let sandbox = Sandbox::new(&["r/.git/HEAD", "r/plans/roadlog.toml", "r/plans/a.backlog", "r/plans/b.backlog"]);
        sandbox.write(".gitignore", "b.backlog\n");
        sandbox.write("r/.gitignore", "a.backlog\n");
        assert_eq!(paths(&discovered(&sandbox, "r/plans")), ["b.backlog"]);
    }

    #[test]
    fn outside_git_a_gitignore_above_the_root_says_nothing() {
        let sandbox = Sandbox::new(&["plans/roadlog.toml", "plans/a.backlog"]);
        sandbox.write(".gitignore", "*.backlog\n");
        assert_eq!(paths(&discovered(&sandbox, "plans")), ["a.backlog"]);
    }

    #[test]
    fn what_one_machine_ignores_is_no_part_of_it() {
        let sandbox = Sandbox::new(&["r/.git/HEAD", "r/a.backlog", "r/b.backlog"]);
        sandbox.write("r/.git/info/exclude", "a.backlog\n");
        sandbox.write("r/.ignore", "b.backlog\n");
        assert_eq!(paths(&discovered(&sandbox, "r")), ["a.backlog", "b.backlog"]);
    }

    #[test]
    fn hidden_files_and_folders_are_left_out_unless_asked_for() {
        let sandbox = Sandbox::new(&["x.backlog", ".x.backlog", ".plans/y.backlog", ".venv/z.backlog", ".git/HEAD"]);
        sandbox.write(".git/w.backlog", "");
        assert_eq!(paths(&discovered(&sandbox, "")), ["x.backlog"]);
        sandbox.write(
            "roadlog.toml",
            "[workspace]\ninclude = [\"**/*.backlog\", \".plans/*.backlog\", \".git/*.backlog\"]\n",
        );
        assert_eq!(paths(&discovered(&sandbox, "")), [".plans/y.backlog", "x.backlog"]);
    }

    #[test]
    fn patterns_of_the_configuration_decide() {
        let sandbox = Sandbox::new(&["plan/a.todo", "plan/b.backlog", "vendor/c.todo", "old/d.todo"]);
        sandbox.write(
            "roadlog.toml",
            "[workspace]\ninclude = [\"**/*.todo\"]\nexclude = [\"vendor/**\"]\narchive = [\"old/**\"]\n",
        );
        let found = discovered(&sandbox, "");
        assert_eq!(paths(&found), ["old/d.todo", "plan/a.todo"]);
        assert_eq!(found.files.iter().map(|file| file.archived).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn a_pattern_that_is_none_hides_nothing() {
        let sandbox = Sandbox::new(&["a.backlog"]);
        sandbox.write("roadlog.toml", "[workspace]\nexclude = [\"{a\"]\n");
        assert_eq!(paths(&discovered(&sandbox, "")), ["a.backlog"]);
    }

    #[test]
    fn configurations_on_two_levels_are_found_from_the_root_down() {
        let sandbox = Sandbox::new(&["r/.git/HEAD", "r/t/x.backlog", "r/t/u/y.backlog", "r/a.d/roadlog.toml"]);
        for file in ["r/roadlog.toml", "r/t/roadlog.toml", "r/t/u/roadlog.toml"] {
            sandbox.write(file, format!("# {file}\n"));
        }
        let found = discovered(&sandbox, "r/t/u");
        assert_eq!(config_paths(&found), ["roadlog.toml", "a.d/roadlog.toml", "t/roadlog.toml", "t/u/roadlog.toml"]);
        assert_eq!(found.configs[3].text, "# r/t/u/roadlog.toml\n");
        assert_eq!(found.configs[3].folder(), "t/u");
        assert_eq!(found.configs[0].folder(), "");
    }

    #[test]
    fn a_nested_workspace_is_left_out_with_all_that_lies_below() {
        let sandbox = Sandbox::new(&["r/.git/HEAD", "r/x.backlog", "r/lab.backlog", "r/labs/y.backlog"]);
        for below in ["r/lab/z.backlog", "r/lab/Deep/z.backlog", "r/lab/Deep/roadlog.toml"] {
            sandbox.write(below, "");
        }
        sandbox.write("r/lab/roadlog.toml", "[workspace]\nroot = true\n");
        let found = discovered(&sandbox, "r");
        assert_eq!(paths(&found), ["lab.backlog", "labs/y.backlog", "x.backlog"]);
        assert!(config_paths(&found).is_empty());
        assert_eq!(paths(&discovered(&sandbox, "r/lab")), ["Deep/z.backlog", "z.backlog"]);
    }

    #[test]
    fn a_submodule_is_a_workspace_of_its_own() {
        let sandbox = Sandbox::new(&["r/.git/modules/m/HEAD", "r/.git/HEAD", "r/x.backlog", "r/m/y.backlog"]);
        sandbox.write("r/m/.git", "gitdir: ../.git/modules/m\n");
        assert_eq!(paths(&discovered(&sandbox, "r")), ["x.backlog"]);
        assert_eq!(paths(&discovered(&sandbox, "r/m")), ["y.backlog"]);
    }

    #[test]
    fn a_folder_named_like_a_plan_file_is_a_folder() {
        let sandbox = Sandbox::new(&["old.backlog/x.backlog"]);
        let found = discovered(&sandbox, "");
        assert_eq!(paths(&found), ["old.backlog/x.backlog"]);
        assert!(found.problems.is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn pipes_and_sockets_are_named_and_never_opened() {
        let sandbox = Sandbox::new(&["a.backlog"]);
        crate::testing::make_fifo(&sandbox.path("pipe.backlog"));
        crate::testing::make_fifo(&sandbox.path("roadlog.toml"));
        let _socket = std::os::unix::net::UnixListener::bind(sandbox.path("s.backlog")).unwrap();
        let found = discovered(&sandbox, "");
        assert_eq!(paths(&found), ["a.backlog"]);
        let named: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
        assert_eq!(named.len(), 3, "{named:?}");
        assert!(named[0].starts_with("pipe.backlog is a named pipe (FIFO)"), "{named:?}");
        assert!(named[1].starts_with("roadlog.toml is a named pipe (FIFO)"), "{named:?}");
        assert!(named[2].starts_with("s.backlog is a socket"), "{named:?}");
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_named_gitignore_is_named_and_never_waited_for() {
        let sandbox = Sandbox::new(&["a.backlog", "sub/b.backlog"]);
        crate::testing::make_fifo(&sandbox.path("sub/.gitignore"));
        let below = discovered(&sandbox, "");
        assert_eq!(paths(&below), ["a.backlog"]);
        assert_eq!(below.problems.iter().map(ReadProblem::path).collect::<Vec<_>>(), [Some("sub/.gitignore")]);
        let at_root = discovered(&sandbox, "sub");
        assert_eq!(paths(&at_root), ["b.backlog"]);
        assert_eq!(at_root.problems.iter().map(ReadProblem::path).collect::<Vec<_>>(), [Some(".gitignore")]);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_is_left_out_whole_is_not_looked_into() {
        let sandbox = Sandbox::new(&["a.backlog", "vendor/b.backlog"]);
        sandbox.write("roadlog.toml", "[workspace]\nexclude = [\"vendor/**\"]\n");
        crate::testing::make_fifo(&sandbox.path("vendor/.gitignore"));
        let found = discovered(&sandbox, "");
        assert_eq!(paths(&found), ["a.backlog"]);
        assert!(found.problems.is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_not_utf_8_is_refused_where_it_is_a_plan() {
        use std::os::unix::ffi::OsStrExt;
        let sandbox = Sandbox::new(&["a.backlog"]);
        for name in [&b"caf\xe9.backlog"[..], b"caf\xe9.txt"] {
            std::fs::write(sandbox.path("").join(std::ffi::OsStr::from_bytes(name)), "").unwrap();
        }
        let found = discovered(&sandbox, "");
        assert_eq!(paths(&found), ["a.backlog"]);
        assert!(matches!(&found.problems[..], [ReadProblem::NameNotUtf8 { shown }] if shown == "caf\u{fffd}.backlog"));
    }

    #[cfg(unix)]
    #[test]
    fn odd_but_valid_names_are_files_like_others() {
        let sandbox = Sandbox::new(&["a b\n\"c\".backlog", "back\\slash.backlog", "日本.backlog"]);
        assert_eq!(paths(&discovered(&sandbox, "")), ["a b\n\"c\".backlog", "back\\slash.backlog", "日本.backlog"]);
    }
}
