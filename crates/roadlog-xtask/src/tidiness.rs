//! Tidiness: how long files and functions are, how files open, and what must not stand in them.

use crate::Problem;
use crate::rust_source::{Function, RustSource};

/// Lines of a file, tests left out.
const FILE_LIMIT: usize = 400;
/// Half of the files are no longer than this.
const FILE_MEDIAN: usize = 130;
/// Lines of a function.
const FUNCTION_LIMIT: usize = 70;
/// Half of the functions are no longer than this.
const FUNCTION_MEDIAN: usize = 8;

/// What marks unfinished work at the start of a comment, and as a macro.
const UNFINISHED_COMMENTS: [&str; 3] = ["TODO", "FIXME", "XXX"];
const UNFINISHED_MACROS: [&str; 2] = ["todo!", "unimplemented!"];

/// Folders in which people keep their work, as they stand in paths of one machine.
const MACHINE_FOLDERS: [&str; 4] = ["/home/", "/Users/", "/root/", "C:\\Users\\"];

/// Whether all of the file is tests.
pub fn is_test(path: &str) -> bool {
    let mut folders = path.split('/').rev();
    let name = folders.next().unwrap_or_default();
    name == "tests.rs" || name == "testing.rs" || name.ends_with("_test.rs") || folders.any(|folder| folder == "tests")
}

/// A source file says in its first lines what its job is.
pub fn opening(path: &str, text: &str) -> Option<Problem> {
    let says = text.strip_prefix("//! ").and_then(|rest| rest.lines().next());
    let is_missing = says.is_none_or(|job| job.trim().is_empty());
    is_missing.then(|| Problem::at(path, 1, "open the file with `//! ` and a sentence saying its job"))
}

/// A source file and its functions stay within their limits; tests are not counted.
pub fn lengths(path: &str, text: &str) -> Vec<Problem> {
    let source = RustSource::new(text);
    let mut problems = Vec::new();
    if source.lines() > FILE_LIMIT {
        let message = format!(
            "{} lines without tests, at most {FILE_LIMIT}: move what has a job of its own into a file of its own",
            source.lines()
        );
        problems.push(Problem::of(path, message));
    }
    let too_long = source.functions().into_iter().filter(|function| function.lines > FUNCTION_LIMIT);
    problems.extend(too_long.map(|Function { name, line, lines }| {
        let message =
            format!("`{name}` has {lines} lines, at most {FUNCTION_LIMIT}: give its steps functions with names");
        Problem::at(path, line, message)
    }));
    problems
}

/// Half of all files and half of all functions stay below their medians.
pub fn medians<'text>(texts: impl IntoIterator<Item = &'text str>) -> Vec<Problem> {
    let sources: Vec<RustSource<'_>> = texts.into_iter().map(RustSource::new).collect();
    let files = sources.iter().map(RustSource::lines).collect();
    let functions = sources.iter().flat_map(RustSource::functions).map(|function| function.lines);
    [("file", median(files), FILE_MEDIAN), ("function", median(functions.collect()), FUNCTION_MEDIAN)]
        .into_iter()
        .filter(|(_, median, limit)| median > limit)
        .map(|(what, median, limit)| {
            let message = format!(
                "the median {what} has {median} lines, at most {limit}: split the longest of those that changed last"
            );
            Problem::of("crates", message)
        })
        .collect()
}

/// The lower of the two middle values where there are two.
fn median(mut values: Vec<usize>) -> usize {
    values.sort_unstable();
    values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or_default()
}

/// A source file has no unfinished work in it.
pub fn unfinished(path: &str, text: &str) -> Vec<Problem> {
    const ADVICE: &str = "finish it now, or open an issue and describe what holds today";
    let source = RustSource::new(text);
    let comments = source.comments().filter(|(_, comment)| is_unfinished(comment));
    let mut problems: Vec<Problem> =
        comments.map(|(line, _)| Problem::at(path, line, format!("an open end: {ADVICE}"))).collect();
    for name in UNFINISHED_MACROS {
        let uses = source.code().match_indices(name).map(|(offset, _)| source.line_at(offset));
        problems.extend(uses.map(|line| Problem::at(path, line, format!("`{name}`: {ADVICE}"))));
    }
    problems
}

/// Whether a comment starts with a mark of unfinished work.
fn is_unfinished(comment: &str) -> bool {
    let words = comment.trim_start_matches(['/', '*', '!', '#', ' ']);
    UNFINISHED_COMMENTS.iter().any(|mark| words.starts_with(mark))
}

/// A text file has no white space at the ends of its lines and ends with one line feed.
pub fn white_space(path: &str, text: &str) -> Vec<Problem> {
    let lines = text.split('\n').enumerate();
    let trailing = lines.filter(|(_, line)| line.ends_with([' ', '\t', '\r']));
    let mut problems: Vec<Problem> =
        trailing.map(|(index, _)| Problem::at(path, index + 1, "remove the white space at the line's end")).collect();
    if !text.is_empty() && (!text.ends_with('\n') || text.ends_with("\n\n")) {
        problems.push(Problem::of(path, "end the file with exactly one line feed"));
    }
    problems
}

/// A text file names no path that exists on one machine only. `checkout` is where this repository
/// lies at the moment.
pub fn machine_paths(path: &str, text: &str, checkout: &str) -> Vec<Problem> {
    let is_long_enough = checkout.len() > "/".len();
    let folders = MACHINE_FOLDERS.into_iter().chain(is_long_enough.then_some(checkout));
    let folders: Vec<&str> = folders.collect();
    let lines = text.lines().enumerate();
    let found = lines.filter(|(_, line)| folders.iter().any(|folder| names(line, folder)));
    found
        .map(|(index, _)| {
            let message = "a path of one machine: write it relative to the repository or to a temporary folder";
            Problem::at(path, index + 1, message)
        })
        .collect()
}

/// Whether the line has this folder, with something below it, at the start of a path.
fn names(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(offset, _)| {
        let before = line[..offset].chars().next_back();
        let after = line[offset + folder.len()..].chars().next();
        before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | '_' | '-' | '}'))
            && after.is_some_and(|c| c.is_alphanumeric() || c == '.' || c == '/')
    })
}

/// An action of somebody else is named by the commit that was looked at: a tag can be moved.
pub fn unpinned_actions(path: &str, text: &str) -> Vec<Problem> {
    let is_commit = |revision: &str| revision.len() == 40 && revision.bytes().all(|byte| byte.is_ascii_hexdigit());
    let lines = text.lines().enumerate().filter_map(|(index, line)| {
        let line = line.trim_start().trim_start_matches("- ");
        let action = line.strip_prefix("uses:")?.split('#').next()?.trim();
        let is_pinned = action.starts_with("./") || action.split_once('@').is_some_and(|(_, it)| is_commit(it));
        (!is_pinned).then(|| Problem::at(path, index + 1, format!("name {action} by the commit that is meant")))
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(problems: &[Problem]) -> Vec<usize> {
        problems.iter().map(|problem| problem.line).collect()
    }

    #[test]
    fn a_file_opens_with_its_job() {
        assert_eq!(opening("a.rs", "//! Its job.\n"), None);
        for text in ["", "use std::fs;\n", "//!\n//! Late.\n", "// Its job.\n", "//! \n"] {
            assert!(opening("a.rs", text).is_some(), "{text:?}");
        }
    }

    #[test]
    fn a_file_over_the_limit_is_too_long_unless_the_rest_is_tests() {
        let long = "//! Job.\n".repeat(FILE_LIMIT + 1);
        assert_eq!(lengths("a.rs", &long).len(), 1);
        let tests = format!("//! Job.\n\n#[cfg(test)]\nmod tests {{\n{long}}}\n");
        assert_eq!(lengths("a.rs", &tests), []);
    }

    #[test]
    fn a_function_over_the_limit_is_named_with_its_line() {
        let body = |lines: usize| format!("//! Job.\nfn long() {{\n{}}}\n", "    a();\n".repeat(lines - 2));
        assert_eq!(lengths("a.rs", &body(FUNCTION_LIMIT)), []);
        let problems = lengths("a.rs", &body(FUNCTION_LIMIT + 1));
        assert_eq!(lines(&problems), [2]);
        assert!(problems[0].message.starts_with("`long` has 71 lines"), "{}", problems[0]);
    }

    #[test]
    fn medians_are_over_all_files() {
        let long = format!("fn a() {{\n{}}}\n", "    a();\n".repeat(FILE_MEDIAN));
        let short = "fn a() {}\n";
        assert_eq!(medians([short, long.as_str(), short]), []);
        assert_eq!(medians([long.as_str(), short, long.as_str()]).len(), 2);
        assert_eq!(medians([]), []);
        assert_eq!([median(vec![3, 1, 2]), median(vec![4, 1, 2, 3])], [2, 2]);
    }

    #[test]
    fn unfinished_work_is_found_in_comments_and_code_and_not_in_words() {
        let text = "//! The rule that finds TODO.\nconst A: &str = \"// TODO\";\n// TODO: later\nfn a() { todo!() }\n/* FIXME */\n";
        assert_eq!(lines(&unfinished("a.rs", text)), [3, 5, 4]);
    }

    #[test]
    fn white_space_at_ends_is_found() {
        assert_eq!(white_space("a.md", "a\n\nb\n"), []);
        assert_eq!(white_space("a.md", ""), []);
        assert_eq!(lines(&white_space("a.md", "a \nb\t\nc\r\nd")), [1, 2, 3, 0]);
        assert_eq!(lines(&white_space("a.md", "a\n\n")), [0]);
    }

    #[test]
    fn paths_of_one_machine_are_found() {
        let found = |line: &str| !machine_paths("a.md", line, "/srv/build/").is_empty();
        for line in ["cd /srv/build/project", "`/home/maria/x`", "\"C:\\Users\\maria\"", "/root/.cargo"] {
            assert!(found(line), "{line}");
        }
        for line in ["https://shop.example/home/x", "docs/root/x", "the folder /home/", "/usr/bin/env"] {
            assert!(!found(line), "{line}");
        }
        assert_eq!(machine_paths("a.md", "/usr/bin/env", "/"), []);
    }

    #[test]
    fn what_lies_in_a_folder_of_tests_is_tests() {
        let tests =
            ["tests/check.rs", "crates/a/tests/x/y.rs", "crates/a/src/b/tests.rs", "crates/a/src/rules_test.rs"];
        assert!(tests.iter().all(|path| is_test(path)));
        assert!(!["crates/a/src/lib.rs", "crates/roadlog-testkit/src/lib.rs"].iter().any(|path| is_test(path)));
    }

    #[test]
    fn an_action_that_is_named_by_a_tag_is_told() {
        let text = "steps:\n  - uses: actions/cache@v4\n  - id: x\n    uses: actions/cache@0400d5f644dc74513175e3cd8d07132dd4860809\n\
                    # uses: a/b@v1\n  - uses: ./.github/actions/roadlog\n  - uses: a/b # v1\n";
        let lines: Vec<_> = unpinned_actions("ci.yml", text).into_iter().map(|problem| problem.to_string()).collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[0].contains("actions/cache@v4") && lines[1].contains("a/b"), "{lines:?}");
    }
}
