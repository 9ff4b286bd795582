//! Boundaries: what each crate may depend on, as the table of `docs/architecture.md` says it.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use crate::Problem;
use crate::markdown;
use crate::rust_source::RustSource;

/// The page with the table.
pub const PAGE: &str = "docs/architecture.md";
/// The heading that the table stands under.
const HEADING: &str = "Crates";
/// What the names of this workspace's crates start with; the table leaves it out.
const PREFIX: &str = "roadlog-";
/// What a crate does that must never use it, by the word that its "never" cell has for it.
const USES: [(&str, &[&str]); 5] = [
    ("files", &["std::fs", "fs::", "File::open"]),
    ("clock", &["SystemTime", "Instant", "Zoned::now", "Timestamp::now"]),
    ("environment", &["std::env", "env::"]),
    ("terminal", &["io::stdout", "io::stderr", "io::stdin", "println!", "eprintln!"]),
    ("network", &["std::net", "TcpStream"]),
];

/// A row of the table.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Row {
    /// The line of the page, counted from 1.
    pub line: usize,
    /// Which crates of this workspace it may use; none is every one.
    pub crates: Option<BTreeSet<String>>,
    /// The libraries that are tied to it and the others that name them.
    pub libraries: BTreeSet<String>,
    /// Crates and libraries that it must not use.
    pub never: BTreeSet<String>,
    /// The words for parts of the standard library that it must not use, such as `files` and `clock`.
    pub never_uses: BTreeSet<&'static str>,
}

/// A crate as its manifest has it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Manifest {
    /// The manifest's path, relative to the root.
    pub path: String,
    /// The package's name.
    pub name: String,
    /// What it is built with: `[dependencies]` and `[build-dependencies]`, for any target. What its
    /// tests use is free.
    pub dependencies: BTreeSet<String>,
}

/// Reads the table, crate by crate.
pub fn rows(page: &str) -> BTreeMap<String, Row> {
    let mut rows = BTreeMap::new();
    for (line, cells) in markdown::table(page, HEADING).into_iter().skip(1) {
        let [name, _, may, never, ..] = cells.as_slice() else {
            continue;
        };
        let above: BTreeSet<String> = rows.keys().cloned().collect();
        let named = names(may);
        let (mut crates, libraries): (BTreeSet<_>, _) = named.into_iter().partition(|name| name.starts_with(PREFIX));
        if may.starts_with("all above") {
            crates.extend(above);
        }
        let row = Row {
            line,
            crates: (!may.starts_with("everything")).then_some(crates),
            libraries,
            never: names(never),
            never_uses: words(never),
        };
        rows.insert(name.trim_matches('`').to_owned(), row);
    }
    rows
}

/// The code spans of a cell.
fn names(cell: &str) -> BTreeSet<String> {
    markdown::code_spans(cell).into_iter().map(|span| span.text).collect()
}

/// The words of a cell that stand for parts of the standard library.
fn words(cell: &str) -> BTreeSet<&'static str> {
    let words: BTreeSet<&str> = cell.split(|c: char| !c.is_alphanumeric()).collect();
    USES.iter().map(|(word, _)| *word).filter(|word| words.contains(word)).collect()
}

/// Reads a manifest; `None` where it describes no package.
///
/// # Errors
///
/// It is not TOML.
pub fn manifest(path: &str, text: &str) -> Result<Option<Manifest>, Problem> {
    let table: Table = text.parse().map_err(|error| Problem::of(path, format!("not TOML: {error}")))?;
    let name = table.get("package").and_then(|package| package.get("name")).and_then(Value::as_str);
    let targets = table.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
    let tables = targets.filter_map(Value::as_table).chain([&table]);
    let dependencies = tables.flat_map(|table| {
        let kinds = ["dependencies", "build-dependencies"].into_iter();
        kinds.filter_map(|kind| table.get(kind)?.as_table()).flat_map(Table::keys).cloned()
    });
    Ok(name.map(|name| Manifest { path: path.to_owned(), name: name.to_owned(), dependencies: dependencies.collect() }))
}

/// The table has a row for each crate and no other.
pub fn completeness(rows: &BTreeMap<String, Row>, manifests: &[Manifest]) -> Vec<Problem> {
    let missing = manifests.iter().filter(|manifest| !rows.contains_key(&manifest.name));
    let missing = missing.map(|manifest| {
        let message = format!("`{}` has no row in the table of {PAGE}: add one", manifest.name);
        Problem::of(&manifest.path, message)
    });
    let is_there = |name: &String| manifests.iter().any(|manifest| manifest.name == *name);
    let surplus = rows
        .iter()
        .filter(|(name, _)| !is_there(name))
        .map(|(name, row)| Problem::at(PAGE, row.line, format!("there is no crate `{name}`: remove its row")));
    missing.chain(surplus).collect()
}

/// Each crate depends on what its row allows.
pub fn dependencies(rows: &BTreeMap<String, Row>, manifests: &[Manifest]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for manifest in manifests {
        let Some(row) = rows.get(&manifest.name) else {
            continue;
        };
        let forbidden = manifest.dependencies.iter().filter_map(|name| {
            let why = refusal(rows, row, name)?;
            let message = format!(
                "`{}` must not depend on `{name}`: {why}; move the code, or change the table if the design changes",
                manifest.name
            );
            Some(Problem::of(&manifest.path, message))
        });
        problems.extend(forbidden);
    }
    problems
}

/// Why a crate with this row must not depend on `name`, if it must not.
fn refusal(rows: &BTreeMap<String, Row>, row: &Row, name: &str) -> Option<String> {
    if row.never.contains(name) {
        return Some(format!("its row in {PAGE} says never"));
    }
    let Some(crates) = &row.crates else {
        return None;
    };
    if name.starts_with(PREFIX) {
        return (!crates.contains(name)).then(|| format!("its row in {PAGE} does not name it"));
    }
    let tied: Vec<&str> =
        rows.iter().filter(|(_, other)| other.libraries.contains(name)).map(|(owner, _)| owner.as_str()).collect();
    let is_free = tied.is_empty() || row.libraries.contains(name);
    (!is_free).then(|| format!("{PAGE} ties it to {}", tied.join(", ")))
}

/// A source file of a crate uses no part of the standard library that the crate's row forbids.
pub fn uses(row: &Row, path: &str, text: &str) -> Vec<Problem> {
    let source = RustSource::new(text);
    let forbidden = USES.iter().filter(|(word, _)| row.never_uses.contains(word));
    let mut problems = Vec::new();
    for (word, parts) in forbidden {
        let lines: BTreeSet<usize> = parts
            .iter()
            .flat_map(|part| source.code().match_indices(part))
            .filter(|(offset, _)| !ends_in_word(&source.code()[..*offset]))
            .map(|(offset, _)| source.line_at(offset))
            .collect();
        let message = format!("{PAGE} says that this crate never touches {word}: take it as an argument");
        problems.extend(lines.into_iter().map(|line| Problem::at(path, line, message.as_str())));
    }
    problems
}

/// Whether what follows this code goes on with a word that began in it.
fn ends_in_word(code: &str) -> bool {
    code.ends_with(|c: char| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE_TEXT: &str = "\
# Architecture

## Crates

| crate | its one job | may depend on | never |
| --- | --- | --- | --- |
| `roadlog-syntax` | text | `nom` | configuration, files, clock |
| `roadlog-config` | people | `roadlog-syntax`, `toml` | environment |
| `roadlog-lint` | rules | all above | `git2` |
| `roadlog` | program | everything | `nom` |
| `roadlog-testkit` | tests | – | |
";

    fn checked(name: &str, dependencies: &str) -> Vec<String> {
        let text = format!("[package]\nname = \"{name}\"\n{dependencies}");
        let manifest = manifest("Cargo.toml", &text).unwrap().unwrap();
        let problems = super::dependencies(&rows(PAGE_TEXT), &[manifest]);
        problems.into_iter().map(|problem| problem.message).collect()
    }

    #[test]
    fn what_the_table_allows_is_allowed() {
        for (name, allowed) in [
            ("roadlog-syntax", "nom = \"8\"\nmemchr = \"2\""),
            ("roadlog-config", "roadlog-syntax.workspace = true\ntoml.workspace = true"),
            ("roadlog-lint", "roadlog-syntax.workspace = true\nroadlog-config.workspace = true"),
            ("roadlog", "roadlog-lint.workspace = true\ntoml.workspace = true"),
            ("roadlog-testkit", "similar.workspace = true"),
        ] {
            let problems = checked(name, &format!("[dependencies]\n{allowed}\n"));
            assert_eq!(problems, [""; 0], "{name}");
        }
    }

    #[test]
    fn what_it_does_not_name_is_refused_with_the_reason() {
        for (name, dependencies, reason) in [
            ("roadlog-syntax", "[dependencies]\nroadlog-config = { path = \"\" }", "does not name it"),
            ("roadlog-config", "[build-dependencies]\nroadlog-lint = \"1\"", "does not name it"),
            ("roadlog-testkit", "[dependencies]\nroadlog-syntax = \"1\"", "does not name it"),
            ("roadlog-lint", "[dependencies]\nnom = \"8\"", "ties it to roadlog-syntax"),
            ("roadlog-lint", "[target.'cfg(unix)'.dependencies]\ngit2 = \"1\"", "says never"),
            ("roadlog", "[dependencies.nom]\nversion = \"8\"", "says never"),
        ] {
            let problems = checked(name, dependencies);
            assert!(problems.len() == 1 && problems[0].contains(reason), "{name}: {problems:?}");
        }
    }

    #[test]
    fn what_tests_use_is_free() {
        assert_eq!(checked("roadlog-syntax", "[dev-dependencies]\nroadlog-lint = \"1\""), [""; 0]);
    }

    #[test]
    fn crates_and_rows_belong_together() {
        let manifest = |name: &str| Manifest {
            path: format!("crates/{name}/Cargo.toml"),
            name: name.to_owned(),
            ..Manifest::default()
        };
        let names = ["roadlog", "roadlog-syntax", "roadlog-config", "roadlog-lint", "roadlog-new"];
        let manifests: Vec<_> = names.into_iter().map(manifest).collect();
        let problems = completeness(&rows(PAGE_TEXT), &manifests);
        assert_eq!(problems.len(), 2);
        assert_eq!(problems[0].path, "crates/roadlog-new/Cargo.toml");
        assert_eq!((problems[1].path.as_str(), problems[1].line), (PAGE, 11));
    }

    #[test]
    fn a_crate_that_never_touches_files_names_none_outside_of_tests() {
        let rows = rows(PAGE_TEXT);
        let text = "//! Not std::fs.\nuse std::{diffs, fs};\nfn b() { fs::read(diffs::A) }\nfn a() { let b = std::env::args(); }\n\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n";
        let lines =
            |name: &str| -> Vec<usize> { uses(&rows[name], "a.rs", text).iter().map(|problem| problem.line).collect() };
        assert_eq!(lines("roadlog-syntax"), [3]);
        assert_eq!(lines("roadlog-config"), [4]);
        assert_eq!(lines("roadlog"), [0; 0]);
    }

    #[test]
    fn a_manifest_without_a_package_is_none_and_a_broken_one_is_a_problem() {
        assert_eq!(manifest("Cargo.toml", "[workspace]\n"), Ok(None));
        assert_eq!(manifest("Cargo.toml", "[[").unwrap_err().path, "Cargo.toml");
    }
}
