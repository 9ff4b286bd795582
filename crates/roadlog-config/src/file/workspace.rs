//! `[workspace]`: which files belong to the plan.

use globset::{Glob, GlobBuilder, GlobSet};
use smol_str::SmolStr;

use super::source::{Node, Source, get};
use crate::{ProblemKind, Spanned};

/// A glob that compiles, as written.
#[derive(Clone, Debug)]
pub struct PathGlob {
    glob: Glob,
    /// Of this one glob alone: a set finds out whether the end of a path's name says it all, as with `**/*.backlog`.
    set: GlobSet,
}

impl PathGlob {
    /// Reads a glob over paths from the workspace's root, with `/` between their parts; `*` and `?` stop at `/`.
    fn new(text: &str) -> Result<Self, globset::Error> {
        let glob = GlobBuilder::new(text).literal_separator(true).backslash_escape(true).build()?;
        let set = GlobSet::builder().add(glob.clone()).build()?;
        Ok(Self { glob, set })
    }

    /// The glob as written.
    pub fn as_str(&self) -> &str {
        self.glob.glob()
    }

    /// Whether it is about this path, relative to the root, with `/` between its parts.
    pub fn matches(&self, path: &str) -> bool {
        self.set.is_match(path)
    }
}

impl PartialEq for PathGlob {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

/// What the section says; `None` where the default holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct WorkspaceSection {
    pub(crate) root: bool,
    pub(crate) include: Option<Vec<PathGlob>>,
    pub(crate) exclude: Option<Vec<PathGlob>>,
    pub(crate) archive: Option<Vec<PathGlob>>,
    pub(crate) reads: Vec<Spanned<SmolStr>>,
    pub(crate) language: Option<SmolStr>,
}

pub(super) fn read<'t>(source: &mut Source<'t>, table: Option<&Node<'t>>) -> WorkspaceSection {
    WorkspaceSection {
        root: get(table, "root").and_then(|node| node.get_ref().as_bool()).unwrap_or_default(),
        include: globs(source, get(table, "include")),
        exclude: globs(source, get(table, "exclude")),
        archive: globs(source, get(table, "archive")),
        reads: reads(source, get(table, "reads")),
        language: language(source, get(table, "language")),
    }
}

/// The globs that are named by default where nothing is written.
pub(crate) fn default_globs(texts: &[&str]) -> Vec<PathGlob> {
    texts.iter().filter_map(|text| PathGlob::new(text).ok()).collect()
}

fn globs<'t>(source: &mut Source<'t>, node: Option<&Node<'t>>) -> Option<Vec<PathGlob>> {
    let texts = source.texts(Some(node?));
    Some(texts.into_iter().filter_map(|text| glob(source, text)).collect())
}

fn glob(source: &mut Source<'_>, text: Spanned<&str>) -> Option<PathGlob> {
    if let Some(problem) = never_matches(&text) {
        source.report(problem);
        return None;
    }
    match PathGlob::new(&text) {
        Ok(glob) => Some(glob),
        Err(error) => {
            source.invalid(text.span, format!("`{}` is not a glob: {}", text.value, error.kind()));
            None
        }
    }
}

/// A glob that no path from the root can match, with the one that was meant.
fn never_matches(text: &Spanned<&str>) -> Option<crate::Problem> {
    let meant = text.trim_start_matches("./").trim_start_matches('/');
    let below = format!("{}/**", meant.trim_end_matches('/'));
    let (reason, meant) = match text.value {
        "" => ("an empty glob names no file: take it away", None),
        it if it.starts_with("..") => ("a glob stays inside this folder; other folders go into `reads`", None),
        it if it.starts_with(['/', '.']) && meant != it => {
            ("a glob starts at this folder without `./` or `/`", Some(meant))
        }
        it if it.ends_with('/') => ("a glob names files; a folder's are all below it", Some(below.as_str())),
        _ => return None,
    };
    Some(ProblemKind::Invalid.at(text.span, reason).or_meant(meant))
}

fn reads<'t>(source: &mut Source<'t>, node: Option<&Node<'t>>) -> Vec<Spanned<SmolStr>> {
    let mut folders = Vec::new();
    for text in source.texts(node) {
        let is_absolute = text.starts_with(['/', '\\']) || text.get(1..2) == Some(":");
        if text.is_empty() {
            source.invalid(text.span, "an empty path names no folder: take it away");
        } else if is_absolute {
            source.invalid(
                text.span,
                "the path starts at this folder, like `../roadmap`, so that it holds on every machine",
            );
        } else {
            folders.push(text.map(SmolStr::new));
        }
    }
    folders
}

fn language<'t>(source: &mut Source<'t>, node: Option<&Node<'t>>) -> Option<SmolStr> {
    let text = source.text(node?)?;
    let is_tag = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_language = text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.split('-').all(is_tag);
    if !is_language {
        source.invalid(
            text.span,
            format!("`{}` is not a language: a language is written \"en\" or \"pt-BR\"", text.value),
        );
        return None;
    }
    Some(SmolStr::new(text.value))
}

#[cfg(test)]
mod tests {
    use crate::testing::{clean, told};

    #[test]
    fn everything_it_can_say() {
        let file = clean(
            "[workspace]\nroot = true\ninclude = [\"plans/**/*.backlog\"]\nexclude = [\"vendor/**\"]\n\
             archive = [\"old/*\"]\nreads = [\"../roadmap\"]\nlanguage = \"pt-BR\"\n",
        );
        let workspace = file.workspace;
        assert!(workspace.root);
        assert!(workspace.include.unwrap()[0].matches("plans/a/b.backlog"));
        assert!(!workspace.archive.unwrap()[0].matches("old/a/b.backlog"), "`*` stops at `/`");
        assert_eq!(workspace.reads[0].value, "../roadmap");
        assert_eq!(workspace.language.unwrap(), "pt-BR");
    }

    #[test]
    fn globs_that_cannot_be() {
        told(
            "[workspace]\ninclude = [\"‹plans/[a›\"]\n",
            "config/invalid `plans/[a` is not a glob: unclosed character class; missing ']'",
        );
        told(
            "[workspace]\nexclude = [\"‹vendor/›\"]\n",
            "config/invalid a glob names files; a folder's are all below it; did you mean `vendor/**`?",
        );
        told(
            "[workspace]\nexclude = [\"‹./vendor/**›\"]\n",
            "config/invalid a glob starts at this folder without `./` or `/`; did you mean `vendor/**`?",
        );
        told(
            "[workspace]\ninclude = [\"‹../a/*.backlog›\"]\n",
            "config/invalid a glob stays inside this folder; other folders go into `reads`",
        );
        told("[workspace]\ninclude = [\"‹›\"]\n", "config/invalid an empty glob names no file: take it away");
    }

    #[test]
    fn hidden_folders_are_named_as_they_are() {
        assert!(clean("[workspace]\nexclude = [\".venv/**\"]\n").workspace.exclude.unwrap()[0].matches(".venv/a"));
    }

    #[test]
    fn a_path_that_holds_on_one_machine_only() {
        for path in ["/srv/roadmap", "C:/roadmap"] {
            let message =
                "config/invalid the path starts at this folder, like `../roadmap`, so that it holds on every machine";
            told(&format!("[workspace]\nreads = [\"‹{path}›\"]\n"), message);
        }
    }

    #[test]
    fn a_language_is_a_tag() {
        told(
            "[workspace]\nlanguage = \"‹English, please›\"\n",
            "config/invalid `English, please` is not a language: a language is written \"en\" or \"pt-BR\"",
        );
    }
}
