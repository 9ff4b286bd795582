//! The patterns of `[workspace]`: which paths below a root are plan files, and which of them are an archive.

use std::path::{Component, Path};

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

use crate::settings::Settings;

/// A pattern that is none, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct BadPattern {
    pub(crate) pattern: String,
    pub(crate) reason: String,
}

/// Compiled patterns. Every path is relative to the root; `*` and `?` stop at `/`, `**` does not. A pattern of
/// `exclude` or `archive` that fits a folder holds for all that lies in it.
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
    /// The patterns of `settings`, and those that are none.
    pub(crate) fn compile(settings: &Settings) -> (Self, Vec<BadPattern>) {
        let mut bad = Vec::new();
        let include: Vec<String> = settings.include.iter().map(|pattern| anchored(pattern).to_owned()).collect();
        let hidden = include.iter().filter(|pattern| names_hidden(pattern)).cloned();
        let folders = settings.exclude.iter().map(|pattern| folder_pattern(pattern).to_owned());
        let patterns = Self {
            include_hidden: set(hidden, &mut Vec::new()),
            include: set(include.iter().cloned(), &mut bad),
            exclude_folders: set(folders, &mut Vec::new()),
            exclude: set(settings.exclude.iter().flat_map(|pattern| with_content(pattern)), &mut bad),
            archive: set(settings.archive.iter().flat_map(|pattern| with_content(pattern)), &mut bad),
        };
        bad.dedup();
        (patterns, bad)
    }

    /// Whether the file at `path` is a plan file of the workspace.
    pub(crate) fn is_plan(&self, path: &Path) -> bool {
        self.is_included(path) && !self.is_excluded(path)
    }

    /// Whether `include` names the file, hidden or not.
    pub(crate) fn is_included(&self, path: &Path) -> bool {
        self.include.is_match(path) && (!is_hidden(path) || self.include_hidden.is_match(path))
    }

    /// Whether `include` would name the file, were nothing in its path hidden.
    pub(crate) fn is_included_but_for_hiding(&self, path: &Path) -> bool {
        self.include.is_match(path)
    }

    /// Whether `exclude` names the file.
    pub(crate) fn is_excluded(&self, path: &Path) -> bool {
        self.exclude.is_match(path)
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
pub(crate) fn is_hidden(path: &Path) -> bool {
    path.components().any(
        |part| matches!(part, Component::Normal(name) if name.as_encoded_bytes().starts_with(b".")),
    )
}

/// `pattern` without what only says that it is relative to the root, which every pattern is.
fn anchored(pattern: &str) -> &str {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    pattern.strip_prefix('/').unwrap_or(pattern)
}

fn names_hidden(pattern: &str) -> bool {
    pattern.split('/').any(|part| part.starts_with('.'))
}

/// The pattern that fits the folder whose whole content `pattern` leaves out: `vendor` for `vendor/**`.
fn folder_pattern(pattern: &str) -> &str {
    let pattern = anchored(pattern);
    pattern.strip_suffix("/**").or(pattern.strip_suffix('/')).unwrap_or(pattern)
}

/// `pattern`, and the one for all that lies in the folder that it may fit.
fn with_content(pattern: &str) -> [String; 2] {
    let pattern = anchored(pattern);
    let pattern = pattern.strip_suffix('/').unwrap_or(pattern);
    [pattern.to_owned(), format!("{pattern}/**")]
}

fn set(patterns: impl Iterator<Item = String>, bad: &mut Vec<BadPattern>) -> GlobSet {
    let mut builder = GlobSetBuilder::new();
    for pattern in patterns {
        match glob(&pattern) {
            Ok(glob) => {
                builder.add(glob);
            }
            Err(error) => bad.push(bad_pattern(&pattern, &error)),
        }
    }
    builder.build().unwrap_or_else(|error| {
        bad.push(bad_pattern("", &error));
        GlobSet::empty()
    })
}

fn glob(pattern: &str) -> Result<Glob, globset::Error> {
    GlobBuilder::new(pattern).literal_separator(true).backslash_escape(true).build()
}

fn bad_pattern(pattern: &str, error: &globset::Error) -> BadPattern {
    let pattern = error.glob().unwrap_or(pattern);
    // A pattern is compiled a second time with `/**` for what lies in it: the user wrote only the first.
    let pattern = pattern.strip_suffix("/**").unwrap_or(pattern).to_owned();
    BadPattern { pattern, reason: error.kind().to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(include: &[&str], exclude: &[&str], archive: &[&str]) -> Patterns {
        let owned = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
        let settings = Settings {
            include: owned(include),
            exclude: owned(exclude),
            archive: owned(archive),
            ..Settings::standard()
        };
        let (patterns, bad) = Patterns::compile(&settings);
        assert_eq!(bad, []);
        patterns
    }

    fn is_plan(patterns: &Patterns, path: &str) -> bool {
        patterns.is_plan(Path::new(path))
    }

    #[test]
    fn the_defaults_take_both_kinds_of_file_at_any_depth() {
        let (patterns, _) = Patterns::compile(&Settings::standard());
        assert!(is_plan(&patterns, "x.backlog") && is_plan(&patterns, "a/b/x.roadmap"));
        assert!(!is_plan(&patterns, "x.backlog.md") && !is_plan(&patterns, "backlog") && !is_plan(&patterns, "x.BACKLOG"));
        assert!(patterns.is_archived("archive/2026/x.backlog"));
        assert!(!patterns.is_archived("a/archive/x.backlog") && !patterns.is_archived("archive.backlog"));
    }

    #[test]
    fn a_star_stops_at_a_folder() {
        let patterns = patterns(&["*.backlog", "plans/*/q?.plan", "{a,b}/**/[xy].txt"], &[], &[]);
        assert!(is_plan(&patterns, "x.backlog") && !is_plan(&patterns, "a/x.backlog"));
        assert!(is_plan(&patterns, "plans/one/q1.plan") && !is_plan(&patterns, "plans/one/two/q1.plan"));
        assert!(is_plan(&patterns, "b/x.txt") && is_plan(&patterns, "a/c/d/y.txt") && !is_plan(&patterns, "c/x.txt"));
    }

    #[test]
    fn a_pattern_that_fits_a_folder_leaves_out_all_in_it() {
        for exclude in ["vendor", "vendor/", "vendor/**", "/vendor", "./vendor/**"] {
            let patterns = patterns(&["**/*.backlog"], &[exclude], &[]);
            assert!(!is_plan(&patterns, "vendor/deep/x.backlog"), "{exclude}");
            assert!(!patterns.enters(Path::new("vendor")), "{exclude}");
            assert!(patterns.enters(Path::new("vendors")) && is_plan(&patterns, "vendors/x.backlog"), "{exclude}");
            assert!(is_plan(&patterns, "a/vendor/x.backlog"), "{exclude}");
        }
    }

    #[test]
    fn a_folder_of_which_only_some_files_are_left_out_is_entered() {
        let patterns = patterns(&["**/*.backlog"], &["vendor/*.backlog", "**/old/**"], &[]);
        assert!(patterns.enters(Path::new("vendor")) && !is_plan(&patterns, "vendor/x.backlog"));
        assert!(is_plan(&patterns, "vendor/deep/x.backlog"));
        assert!(!patterns.enters(Path::new("a/old")) && !is_plan(&patterns, "a/old/x.backlog"));
    }

    #[test]
    fn an_archive_may_be_named_as_a_folder_or_file() {
        let patterns = patterns(&["**/*"], &[], &["done", "**/*.old.backlog"]);
        assert!(patterns.is_archived("done/x.backlog") && patterns.is_archived("a/x.old.backlog"));
        assert!(!patterns.is_archived("x.backlog"));
    }

    #[test]
    fn hidden_files_count_only_where_a_pattern_names_them() {
        let standard = patterns(&["**/*.backlog"], &[], &[]);
        assert!(!standard.walks_hidden());
        let asked = patterns(&["**/*.backlog", ".plans/**/*.backlog"], &[], &[]);
        assert!(asked.walks_hidden());
        assert!(is_plan(&asked, ".plans/x.backlog") && is_plan(&asked, "x.backlog"));
        assert!(!is_plan(&asked, ".venv/x.backlog"));
    }

    #[test]
    fn a_pattern_that_is_none_is_named_once_and_the_others_hold() {
        let settings = Settings { exclude: vec!["a[".to_owned(), "b/**".to_owned()], ..Settings::standard() };
        let (patterns, bad) = Patterns::compile(&settings);
        assert_eq!(bad.len(), 1);
        assert_eq!(bad[0].pattern, "a[");
        assert!(!bad[0].reason.is_empty());
        assert!(!is_plan(&patterns, "b/x.backlog") && is_plan(&patterns, "c/x.backlog"));
    }
}
