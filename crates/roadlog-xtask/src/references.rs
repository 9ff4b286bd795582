//! What documents refer to is there: links between pages with their anchors, and named paths.

use std::collections::{BTreeMap, BTreeSet};

use crate::markdown::{self, Located};
use crate::{Problem, Repository};

/// The Markdown pages of a repository with their anchors.
pub type Anchors<'page> = BTreeMap<&'page str, BTreeSet<String>>;

/// The anchors of each page.
pub fn anchors<'page>(pages: &'page [(&'page str, String)]) -> Anchors<'page> {
    let anchors_of = |text: &String| markdown::headings(text).into_iter().map(|heading| heading.anchor);
    pages.iter().map(|(path, text)| (*path, anchors_of(text).collect())).collect()
}

/// Every relative link of a page leads to a file or folder, and its `#anchor` to a heading.
pub fn links(path: &str, text: &str, repository: &Repository, anchors: &Anchors<'_>) -> Vec<Problem> {
    let local = markdown::links(text).into_iter().filter(|link| !is_external(&link.text));
    local
        .filter_map(|Located { line, text }| {
            let (target, anchor) = text.split_once('#').unwrap_or((&text, ""));
            let message = broken(path, target, anchor, repository, anchors)?;
            Some(Problem::at(path, line, message))
        })
        .collect()
}

/// Why a link does not lead anywhere.
fn broken(page: &str, target: &str, anchor: &str, repository: &Repository, anchors: &Anchors<'_>) -> Option<String> {
    let file = if target.is_empty() { Some(page.to_owned()) } else { resolve(page, target) };
    let Some(file) = file.filter(|file| repository.contains(file)) else {
        return Some(format!("the link leads to `{target}`, which is not there: correct or remove it"));
    };
    let is_missing = !anchor.is_empty() && !anchors.get(file.as_str())?.contains(anchor);
    is_missing.then(|| format!("`{file}` has no heading `#{anchor}`: link to one that it has"))
}

fn is_external(target: &str) -> bool {
    target.contains("://") || target.starts_with("mailto:")
}

/// The path of a link's target relative to the root, or `None` where it leads out of it.
fn resolve(page: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Every path in code marks that starts in the repository's root is there. A `*` stands for any name.
pub fn named_paths(path: &str, text: &str, repository: &Repository) -> Vec<Problem> {
    let spans = markdown::code_spans(text).into_iter();
    let missing = spans.filter(|span| is_path(&span.text, repository) && !exists(&span.text, repository));
    missing
        .map(|Located { line, text }| {
            let message = format!("`{text}` is not there: correct the path or remove it");
            Problem::at(path, line, message)
        })
        .collect()
}

/// Whether these words are meant as a path of the repository: its first folder is there.
fn is_path(words: &str, repository: &Repository) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '*');
    let folder = words.split_once('/').map_or("", |(first, _)| first);
    !folder.is_empty() && words.chars().all(is_plain) && repository.contains(folder)
}

/// Whether there is such a file or folder, up to the first part with a `*`.
fn exists(path: &str, repository: &Repository) -> bool {
    let fixed = path.split('/').take_while(|part| !part.contains('*'));
    repository.contains(&fixed.collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const OTHER: &str = "# Other\n\n## A part\n";

    fn problems(text: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("docs/more")).unwrap();
        fs::write(folder.path().join("docs/more/other.md"), OTHER).unwrap();
        fs::write(folder.path().join("docs/page.md"), text).unwrap();
        let repository = Repository::open(folder.path()).unwrap();
        let pages = repository.texts(&[".md"]).unwrap();
        let mut problems = links("docs/page.md", text, &repository, &anchors(&pages));
        problems.extend(named_paths("docs/page.md", text, &repository));
        problems.into_iter().map(|problem| problem.to_string()).collect()
    }

    #[test]
    fn what_is_there_is_fine() {
        let text = "# Page\n[a](more/other.md#a-part) [b](#page) [c](../docs/more/) [d](https://example.org/x#y)\n\
                    `docs/more/other.md` `docs/*.md` `docs/` `src/unknown.rs` `a/b c` `and/or`\n";
        assert_eq!(problems(text), [""; 0]);
    }

    #[test]
    fn what_is_not_there_is_named() {
        for (text, part) in [
            ("[a](gone.md)", "docs/page.md:1: the link leads to `gone.md`"),
            ("\n[a](more/other.md#gone)", "docs/page.md:2: `docs/more/other.md` has no heading `#gone`"),
            ("[a](#gone)", "has no heading"),
            ("[a](../../outside.md)", "not there"),
            ("`docs/gone.md`", "`docs/gone.md` is not there"),
            ("`docs/gone/*.md`", "is not there"),
        ] {
            let problems = problems(text);
            assert!(problems.len() == 1 && problems[0].contains(part), "{text}: {problems:?}");
        }
    }
}
