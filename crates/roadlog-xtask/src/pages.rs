//! The generated pages that no other crate can say.

use std::fmt::Write as _;
use std::io;

use crate::Repository;
use crate::generate::Pages;

/// The list of decision records.
pub const DECISION_LIST: &str = "docs/decisions/README.md";

const DECISIONS: &str = "docs/decisions/";

/// The list of decision records, from their titles.
///
/// # Errors
///
/// A record cannot be read.
pub fn decisions(repository: &Repository) -> io::Result<Pages> {
    let mut page = String::from(
        "# Decisions\n\n\
         Why the project is as it is. A record is short: what was to be decided, what was decided, and what follows\n\
         from it. A record is not rewritten when a decision is taken back; a new one says so and names the old one.\n\
         This list is made from the records' titles by `cargo xtask generate`.\n\n",
    );
    for (path, text) in repository.texts(&[".md"])? {
        let Some(name) = path.strip_prefix(DECISIONS).filter(|name| format!("{DECISIONS}{name}") != DECISION_LIST)
        else {
            continue;
        };
        let title = text.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap_or(name);
        let _ = writeln!(page, "- [{title}]({name})");
    }
    Ok(Pages::from([(DECISION_LIST.to_owned(), page)]))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_list_has_every_record_by_its_title() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join(DECISIONS)).unwrap();
        for (name, text) in [
            ("0002-second.md", "# 2. Second\n"),
            ("0001-first.md", "# 1. `First`\n\n## Context\n"),
            ("README.md", "# old\n"),
        ] {
            fs::write(folder.path().join(DECISIONS).join(name), text).unwrap();
        }
        let pages = decisions(&Repository::open(folder.path()).unwrap()).unwrap();
        let page = &pages[DECISION_LIST];
        let list = "\n\n- [1. `First`](0001-first.md)\n- [2. Second](0002-second.md)\n";
        assert!(page.ends_with(list), "{page}");
    }
}
