//! Fixtures for tests: a roadlog.toml in which `‹ ›` marks where a problem is to be.

use roadlog_syntax::Span;

use crate::{Config, ConfigFile, Place, Problem, parse};

/// What a file says that nothing is wrong with.
pub(crate) fn clean(text: &str) -> ConfigFile {
    let (file, problems) = parse(text, Place::Root);
    assert!(problems.is_empty(), "{problems:#?}");
    let found = Config::new(file.clone(), Vec::new()).problems();
    assert!(found.is_empty(), "{found:#?}");
    file
}

/// The configuration of a root file that nothing is wrong with.
pub(crate) fn config(text: &str) -> Config {
    Config::new(clean(text), Vec::new())
}

/// Every problem of a root file, by itself and as the whole configuration, in the order of the text.
pub(crate) fn problems(text: &str) -> Vec<Problem> {
    let (file, mut problems) = parse(text, Place::Root);
    let whole = Config::new(file, Vec::new());
    problems.extend(whole.problems().into_iter().map(|it| it.problem));
    problems.sort_by_key(|problem| problem.span);
    problems
}

/// Asserts that the file, without the marks, has exactly one problem: at the marks, with this rule and message, and
/// what stands at related places after ` | `.
#[track_caller]
pub(crate) fn told(marked: &str, expected: &str) {
    let (text, span) = unmarked(marked);
    only(&problems(&text), span, expected);
}

/// The same for a nested file by itself.
#[track_caller]
pub(crate) fn told_nested(marked: &str, expected: &str) {
    let (text, span) = unmarked(marked);
    only(&parse(&text, Place::Nested).1, span, expected);
}

/// The text without its marks, and the place that they enclosed.
pub(crate) fn unmarked(marked: &str) -> (String, Span) {
    let (before, rest) = marked.split_once('‹').expect("a test marks where the problem is");
    let (inside, after) = rest.split_once('›').expect("a mark that opens is closed");
    let start = before.len() as u32;
    (format!("{before}{inside}{after}"), Span::new(start, start + inside.len() as u32))
}

#[track_caller]
fn only(problems: &[Problem], span: Span, expected: &str) {
    let [problem] = problems else { panic!("one problem expected: {problems:#?}") };
    let mut said = format!("{} {}", problem.kind.rule(), problem.message);
    for (_, what) in &problem.related {
        said.push_str(" | ");
        said.push_str(what);
    }
    assert_eq!(said, expected);
    assert_eq!(problem.span, span, "{said}");
}
