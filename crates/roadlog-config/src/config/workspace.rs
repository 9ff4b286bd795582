//! Which files belong to a workspace.

use std::sync::LazyLock;

use smol_str::SmolStr;

use crate::Spanned;
use crate::file::{PathGlob, WorkspaceSection, default_globs};

/// What `[workspace]` says, its defaults filled in. Paths are relative to the root, with `/` between their parts.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkspaceFiles {
    include: Vec<PathGlob>,
    exclude: Vec<PathGlob>,
    archive: Vec<PathGlob>,
    reads: Vec<Spanned<SmolStr>>,
    language: SmolStr,
    is_root: bool,
}

impl Default for WorkspaceFiles {
    fn default() -> Self {
        Self::by_default().clone()
    }
}

impl WorkspaceFiles {
    /// What holds where no roadlog.toml says anything else.
    pub fn by_default() -> &'static Self {
        static BY_DEFAULT: LazyLock<WorkspaceFiles> =
            LazyLock::new(|| WorkspaceFiles::new(&WorkspaceSection::default()));
        &BY_DEFAULT
    }

    pub(crate) fn new(section: &WorkspaceSection) -> Self {
        let or = |written: &Option<Vec<PathGlob>>, default: &[&str]| {
            written.clone().unwrap_or_else(|| default_globs(default))
        };
        Self {
            include: or(&section.include, &["**/*.roadmap", "**/*.backlog"]),
            exclude: or(&section.exclude, &[]),
            archive: or(&section.archive, &["archive/**"]),
            reads: section.reads.clone(),
            language: section.language.clone().unwrap_or(SmolStr::new_static("en")),
            is_root: section.root,
        }
    }

    /// Whether the file is part of the plan. That .gitignore is honoured too is the caller's affair.
    pub fn includes(&self, path: &str) -> bool {
        let names = |globs: &[PathGlob]| globs.iter().any(|glob| glob.matches(path));
        names(&self.include) && !names(&self.exclude)
    }

    /// Whether the file is kept for reference: its ids and links count, and nothing else is asked.
    pub fn archives(&self, path: &str) -> bool {
        self.archive.iter().any(|glob| glob.matches(path))
    }

    /// The globs of the plan's files.
    pub fn include(&self) -> &[PathGlob] {
        &self.include
    }

    /// The globs of files that are no part of it.
    pub fn exclude(&self) -> &[PathGlob] {
        &self.exclude
    }

    /// The globs of closed items.
    pub fn archive(&self) -> &[PathGlob] {
        &self.archive
    }

    /// The folders outside whose items can be referred to, relative to the root, with their places in the root's file.
    pub fn reads(&self) -> &[Spanned<SmolStr>] {
        &self.reads
    }

    /// The language of the prose, as a BCP 47 tag: `en`, `pt-BR`.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Whether the prose is English, which the wording rules know: `en`, `en-GB`.
    pub fn is_english(&self) -> bool {
        self.language.split('-').next().is_some_and(|language| language.eq_ignore_ascii_case("en"))
    }

    /// Whether the root's file says that it is one.
    pub const fn is_root(&self) -> bool {
        self.is_root
    }
}

#[cfg(test)]
mod tests {
    use crate::Config;
    use crate::testing::config;

    #[test]
    fn by_default_every_plan_file_belongs_and_what_is_archived_too() {
        let config = Config::default();
        let files = config.workspace();
        for path in ["product.roadmap", "plans/a/checkout.backlog", "archive/2025.backlog"] {
            assert!(files.includes(path), "{path}");
        }
        assert!(!files.includes("README.md"));
        assert!(files.archives("archive/2025/q4.backlog"));
        assert!(!files.archives("plans/archive/a.backlog"));
        assert_eq!(files.language(), "en");
        assert!(!files.is_root());
    }

    #[test]
    fn what_is_excluded_is_out_whatever_includes_it() {
        let config = config("[workspace]\ninclude = [\"plans/**\"]\nexclude = [\"plans/old/**\"]\narchive = []\n");
        assert!(config.workspace().includes("plans/a.backlog"));
        assert!(!config.workspace().includes("plans/old/a.backlog"));
        assert!(!config.workspace().includes("a.backlog"));
        assert!(!config.workspace().archives("archive/a.backlog"));
    }

    #[test]
    fn english_in_any_country_is_english() {
        for (language, is_english) in [("en", true), ("en-GB", true), ("EN", true), ("de", false), ("enm", false)] {
            let config = config(&format!("[workspace]\nlanguage = \"{language}\"\n"));
            assert_eq!(config.workspace().is_english(), is_english, "{language}");
        }
    }
}
