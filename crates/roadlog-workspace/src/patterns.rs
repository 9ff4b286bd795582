//! The patterns of `[workspace]`, compiled for a whole tree: which paths below a root are plan files.

use std::path::{Component, Path};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use roadlog_config::{PathGlob, WorkspaceFiles};

/// Compiled patterns. Every path is relative to the root. What they mean is [`WorkspaceFiles::includes`]'s affair; as a
/// set they cost one look at a file's ending where they are as plain as the default ones.
///
/// Hidden files and folders (a name that starts with a dot) are left out, but for what a pattern of `include` names
/// with a part that starts with a dot itself, such as `.plans/**/*.backlog`.
#[derive(Debug)]
pub(crate) struct Patterns {
    include: GlobSet,
    include_hidden: GlobSet,
    exclude: GlobSet,
    exclude_folders: GlobSet,
    archive: GlobSet,
}

impl Patterns {
    /// The patterns that a configuration gives, its defaults filled in.
    pub(crate) fn compile(files: &WorkspaceFiles) -> Self {
        let texts = |globs: &'_ [PathGlob]| globs.iter().map(|glob| glob.as_str().to_owned()).collect::<Vec<_>>();
        let (include, exclude) = (texts(files.include()), texts(files.exclude()));
        Self {
            include_hidden: set(include.iter().map(String::as_str).filter(|pattern| names_hidden(pattern))),
            exclude_folders: set(exclude.iter().filter_map(|pattern| pattern.strip_suffix("/**"))),
            include: set(include.iter().map(String::as_str)),
            exclude: set(exclude.iter().map(String::as_str)),
            archive: set(texts(files.archive()).iter().map(String::as_str)),
        }
    }

    /// Whether the file at `path` is a plan file of the workspace.
    pub(crate) fn is_plan(&self, path: &Path) -> bool {
        self.is_included(path) && self.is_seen(path) && !self.is_excluded(path)
    }

    /// Whether `include` names the file, hidden or not.
    pub(crate) fn is_included(&self, path: &Path) -> bool {
        self.include.is_match(path)
    }

    /// Whether `exclude` names the file.
    pub(crate) fn is_excluded(&self, path: &Path) -> bool {
        self.exclude.is_match(path)
    }

    /// Whether nothing in the path is hidden, or a pattern of `include` asks for it all the same.
    pub(crate) fn is_seen(&self, path: &Path) -> bool {
        !is_hidden(path) || self.include_hidden.is_match(path)
    }

    /// Whether something below the folder at `path` can belong to the workspace.
    pub(crate) fn enters(&self, path: &Path) -> bool {
        !self.exclude_folders.is_match(path)
    }

    /// Whether the plan file at `path` is part of an archive.
    pub(crate) fn is_archived(&self, path: &str) -> bool {
        self.archive.is_match(path)
    }

    /// Whether any pattern asks for hidden files or folders.
    pub(crate) fn walks_hidden(&self) -> bool {
        !self.include_hidden.is_empty()
    }
}

/// Whether a part of `path` starts with a dot.
fn is_hidden(path: &Path) -> bool {
    let starts_with_dot = |part| matches!(part, Component::Normal(name) if name.as_encoded_bytes().starts_with(b"."));
    path.components().any(starts_with_dot)
}

fn names_hidden(pattern: &str) -> bool {
    pattern.split('/').any(|part| part.starts_with('.'))
}

/// The set of `patterns`, read as [`PathGlob`] reads them. Each compiled there, and compiles here too, or, where
/// it is the beginning of one and does not, counts for nothing.
fn set<'p>(patterns: impl Iterator<Item = &'p str>) -> GlobSet {
    let mut builder = GlobSetBuilder::new();
    for pattern in patterns {
        if let Ok(glob) = GlobBuilder::new(pattern).literal_separator(true).backslash_escape(true).build() {
            builder.add(glob);
        }
    }
    builder.build().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use roadlog_config::{Config, Place, parse};

    fn files(text: &str) -> WorkspaceFiles {
        Config::new(parse(&format!("[workspace]\n{text}"), Place::Root).0, Vec::new()).workspace().clone()
    }

    fn patterns(text: &str) -> Patterns {
        Patterns::compile(&files(text))
    }

    fn is_plan(patterns: &Patterns, path: &str) -> bool {
        patterns.is_plan(Path::new(path))
    }

    #[test]
    fn the_defaults_take_both_kinds_of_file_at_any_depth() {
        let patterns = patterns("");
        assert!(is_plan(&patterns, "x.backlog") && is_plan(&patterns, "a/b/x.roadmap"));
        assert!(
            !is_plan(&patterns, "x.backlog.md") && !is_plan(&patterns, "backlog") && !is_plan(&patterns, "x.BACKLOG")
        );
        assert!(patterns.is_archived("archive/2026/x.backlog"));
        assert!(!patterns.is_archived("a/archive/x.backlog") && !patterns.is_archived("archive.backlog"));
    }

    #[test]
    fn a_set_says_what_the_configuration_says() {
        let texts = [
            "",
            "include = [\"*.backlog\", \"plans/*/q?.plan\", \"{a,b}/**/[xy].txt\"]",
            "exclude = [\"vendor/**\", \"**/old/**\", \"a/*.backlog\"]\narchive = [\"**/done/*\", \"b/**\"]",
            "include = [\"**\"]\nexclude = [\"\\\\*.backlog\", \"[!x]*\"]\narchive = []",
        ];
        let names = ["x.backlog", "y.txt", "q1.plan", "*.backlog", "é.roadmap"];
        let folders = ["", "a/", "b/c/", "plans/one/", "plans/one/two/", "vendor/deep/", "a/old/", "done/", "b/done/"];
        for text in texts {
            let (files, patterns) = (files(text), patterns(text));
            for path in folders.iter().flat_map(|folder| names.map(|name| format!("{folder}{name}"))) {
                assert_eq!(is_plan(&patterns, &path), files.includes(&path), "{path} with {text}");
                assert_eq!(patterns.is_archived(&path), files.archives(&path), "{path} with {text}");
            }
        }
    }

    #[test]
    fn a_folder_that_is_left_out_whole_is_not_entered() {
        let patterns = patterns("exclude = [\"vendor/**\", \"**/old/**\", \"some/*.backlog\"]");
        for (folder, enters) in [("vendor", false), ("a/old", false), ("old", false), ("vendors", true), ("some", true)]
        {
            assert_eq!(patterns.enters(Path::new(folder)), enters, "{folder}");
        }
    }

    #[test]
    fn hidden_files_count_only_where_a_pattern_names_them() {
        assert!(!patterns("").walks_hidden());
        let asked = patterns("include = [\"**/*.backlog\", \".plans/**/*.backlog\"]");
        assert!(asked.walks_hidden());
        assert!(is_plan(&asked, ".plans/x.backlog") && is_plan(&asked, "x.backlog"));
        assert!(!is_plan(&asked, ".venv/x.backlog") && !is_plan(&asked, "a/.x.backlog"));
    }
}
