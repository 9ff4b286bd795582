//! Generated pages: text that the code says, kept in the repository so that people can read it.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use similar::TextDiff;

use crate::{Problem, Repository, configuration_page, editor_files, pages, rights_page, rule_pages};

/// Text files by their path relative to the root. Any kind of text: pages, schemas, grammars.
pub type Pages = BTreeMap<String, String>;

/// A file or folder that is generated, and the function that says what it holds.
#[derive(Clone, Copy)]
pub struct Generator {
    /// The file, or the folder with a `/` at its end, relative to the root. Nothing else may be in the folder.
    pub owns: &'static str,
    /// All of its files with their texts, or why the sources that they are made from cannot be read.
    pub pages: fn(&Repository) -> io::Result<Pages>,
}

/// The generator of a file that has a template: a function takes nothing along, so each path needs its own.
macro_rules! editor_file {
    ($path:literal) => {
        Generator { owns: $path, pages: |repository| editor_files::page(repository, $path) }
    };
}

/// Everything that is generated. To add something, add a line: what it owns and the function.
pub const GENERATORS: &[Generator] = &[
    Generator { owns: pages::DECISION_LIST, pages: pages::decisions },
    Generator { owns: rule_pages::FOLDER, pages: rule_pages::pages },
    Generator { owns: configuration_page::PAGE, pages: configuration_page::page },
    Generator { owns: configuration_page::SCHEMA, pages: configuration_page::schema },
    Generator { owns: rights_page::PAGE, pages: rights_page::page },
    editor_file!("editors/emacs/roadlog-mode.el"),
    editor_file!("editors/helix/queries/roadlog/highlights.scm"),
    editor_file!("editors/kakoune/roadlog.kak"),
    editor_file!("editors/sublime/Roadlog.sublime-syntax"),
    editor_file!("editors/tree-sitter-roadlog/queries/highlights.scm"),
    editor_file!("editors/tree-sitter-roadlog/src/kinds.h"),
    editor_file!("editors/vim/syntax/roadlog.vim"),
    editor_file!("editors/vscode/syntaxes/roadlog.tmLanguage.json"),
    editor_file!("editors/zed/languages/roadlog/highlights.scm"),
];

/// Lines of a difference that a message shows.
const SHOWN_LINES: usize = 40;

/// The pages that are not on disk as they should be, each with the start of the difference.
///
/// # Errors
///
/// The sources of a page cannot be read.
pub fn stale(repository: &Repository, generators: &[Generator]) -> io::Result<Vec<Problem>> {
    let changes = changes(repository, generators)?.into_iter();
    let problems = changes.map(|(path, text)| match text {
        None => Problem::of(&path, "is generated no more: run `cargo xtask generate`, which removes it"),
        Some(text) => {
            let actual = repository.read(&path).unwrap_or_default();
            let diff = TextDiff::from_lines(&actual, &text).unified_diff().to_string();
            let diff: String = diff.split_inclusive('\n').take(SHOWN_LINES).collect();
            Problem::of(&path, format!("is out of date: run `cargo xtask generate`\n{diff}"))
        }
    });
    Ok(problems.collect())
}

/// Writes and removes what is not on disk as it should be and returns the paths.
///
/// # Errors
///
/// The sources of a page cannot be read, or a page cannot be written or removed.
pub fn write(repository: &Repository, generators: &[Generator]) -> io::Result<Vec<String>> {
    let changes = changes(repository, generators)?;
    for (path, text) in &changes {
        let path = repository.root().join(path);
        match text {
            None => fs::remove_file(path)?,
            Some(text) => {
                fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
                fs::write(path, text)?;
            }
        }
    }
    Ok(changes.into_keys().collect())
}

/// What has to be done to each file that is not as it should be: its text, or nothing where it has to go.
fn changes(repository: &Repository, generators: &[Generator]) -> io::Result<BTreeMap<String, Option<String>>> {
    let mut changes = BTreeMap::new();
    for generator in generators {
        let pages = (generator.pages)(repository)?;
        let owned = repository.files().iter().filter(|path| owns(generator, path));
        changes.extend(owned.filter(|path| !pages.contains_key(*path)).map(|path| (path.clone(), None)));
        let differs = |path: &str, text: &str| repository.read(path).map_or(true, |actual| actual != text);
        let differing = pages.into_iter().filter(|(path, text)| differs(path, text));
        changes.extend(differing.map(|(path, text)| (path, Some(text))));
    }
    Ok(changes)
}

/// Whether the file is the generator's to write and to remove.
fn owns(generator: &Generator, path: &str) -> bool {
    if generator.owns.ends_with('/') { path.starts_with(generator.owns) } else { path == generator.owns }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBERS: Generator = Generator {
        owns: "docs/numbers/",
        pages: |_| {
            let pages = [("docs/numbers/one.md", "1\n"), ("docs/numbers/two.md", "2\n")];
            Ok(pages.map(|(path, text)| (path.to_owned(), text.to_owned())).into())
        },
    };
    const WORDS: Generator =
        Generator { owns: "words.txt", pages: |_| Ok(Pages::from([("words.txt".to_owned(), "word\n".to_owned())])) };
    const MADE_UP: &[Generator] = &[NUMBERS, WORDS];

    fn stale_at(root: &Path) -> Vec<Problem> {
        stale(&Repository::open(root).unwrap(), MADE_UP).unwrap()
    }

    fn write_at(root: &Path) -> Vec<String> {
        write(&Repository::open(root).unwrap(), MADE_UP).unwrap()
    }

    #[test]
    fn a_page_is_stale_until_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(stale_at(folder.path()).len(), 3);
        assert_eq!(write_at(folder.path()), ["docs/numbers/one.md", "docs/numbers/two.md", "words.txt"]);
        assert_eq!(stale_at(folder.path()), []);
        assert_eq!(write_at(folder.path()), [""; 0]);
    }

    #[test]
    fn a_page_changed_by_hand_is_shown_and_written_again() {
        let folder = tempfile::tempdir().unwrap();
        write_at(folder.path());
        fs::write(folder.path().join("words.txt"), "wort\n").unwrap();
        let problems = stale_at(folder.path());
        assert!(problems.len() == 1 && problems[0].message.contains("-wort\n+word\n"), "{problems:?}");
        assert_eq!(write_at(folder.path()), ["words.txt"]);
    }

    #[test]
    fn a_page_that_nothing_says_any_more_goes_and_what_stands_beside_it_stays() {
        let folder = tempfile::tempdir().unwrap();
        write_at(folder.path());
        fs::write(folder.path().join("docs/numbers/three.md"), "3\n").unwrap();
        fs::write(folder.path().join("docs/letters.md"), "a\n").unwrap();
        assert_eq!(stale_at(folder.path()).len(), 1);
        assert_eq!(write_at(folder.path()), ["docs/numbers/three.md"]);
        assert!(folder.path().join("docs/letters.md").exists());
        assert_eq!(stale_at(folder.path()), []);
    }

    #[test]
    fn every_generator_writes_only_what_it_owns() {
        let repository = Repository::here().unwrap();
        for generator in GENERATORS {
            let pages = (generator.pages)(&repository).unwrap();
            assert!(!pages.is_empty(), "{} is empty", generator.owns);
            assert!(pages.keys().all(|path| owns(generator, path)), "{}: {:?}", generator.owns, pages.keys());
        }
    }
}
