//! The repository itself keeps to its rules. Each failure lists every place and what to do there.

use roadlog_xtask::{Problem, Repository, boundaries, generate, problem, references, tidiness};

/// Text files whose layout is the project's own. Snapshots and corpora keep what programs wrote.
const TEXTS: [&str; 7] = [".rs", ".md", ".toml", ".yml", ".roadmap", ".backlog", ".ci/run"];
/// Inputs of tests whose exact bytes matter.
const EXACT: [&str; 2] = ["tests/corpus/", "tests/hostile/"];

fn repository() -> Repository {
    Repository::here().expect("the repository can be read")
}

fn texts(repository: &Repository) -> Vec<(&str, String)> {
    let has_text = |path: &&String| TEXTS.iter().any(|ending| path.ends_with(ending));
    let is_exact = |path: &&String| EXACT.iter().any(|folder| path.starts_with(folder));
    let paths = repository.files().iter().filter(has_text).filter(|path| !is_exact(path));
    paths.map(|path| (path.as_str(), repository.read(path).expect("text is UTF-8"))).collect()
}

fn sources(repository: &Repository) -> Vec<(&str, String)> {
    repository.texts(&[".rs"]).expect("source is UTF-8")
}

#[track_caller]
fn assert_none(problems: Vec<Problem>) {
    assert!(problems.is_empty(), "\n\n{}\n", problem::list(problems));
}

#[test]
fn generated_pages_are_up_to_date() {
    assert_none(generate::stale(&repository(), generate::GENERATORS).unwrap());
}

#[test]
fn crates_depend_on_what_the_architecture_allows() {
    let repository = repository();
    let rows = boundaries::rows(&repository.read(boundaries::PAGE).unwrap());
    let manifests = repository.texts(&["Cargo.toml"]).unwrap().into_iter();
    let manifests: Vec<_> = manifests.filter_map(|(path, text)| boundaries::manifest(path, &text).unwrap()).collect();
    assert!(manifests.len() > 1, "the crates' manifests are found");
    assert_none(boundaries::completeness(&rows, &manifests));
    assert_none(boundaries::dependencies(&rows, &manifests));
}

#[test]
fn crates_touch_of_the_world_what_the_architecture_allows() {
    let repository = repository();
    let rows = boundaries::rows(&repository.read(boundaries::PAGE).unwrap());
    let problems = sources(&repository).into_iter().flat_map(|(path, text)| {
        let name = path.strip_prefix("crates/").and_then(|path| path.split('/').next());
        let row = name.and_then(|name| rows.get(name)).filter(|_| !tidiness::is_test(path));
        row.map(|row| boundaries::uses(row, path, &text)).unwrap_or_default()
    });
    assert_none(problems.collect());
}

#[test]
fn source_files_open_with_their_job() {
    let repository = repository();
    let sources = sources(&repository);
    assert_none(sources.iter().filter_map(|(path, text)| tidiness::opening(path, text)).collect());
}

#[test]
fn files_and_functions_are_short() {
    let repository = repository();
    let mut sources = sources(&repository);
    sources.retain(|(path, _)| !tidiness::is_test(path));
    assert_none(sources.iter().flat_map(|(path, text)| tidiness::lengths(path, text)).collect());
    assert_none(tidiness::medians(sources.iter().map(|(_, text)| text.as_str())));
}

#[test]
fn nothing_is_left_unfinished() {
    let repository = repository();
    let sources = sources(&repository);
    assert_none(sources.iter().flat_map(|(path, text)| tidiness::unfinished(path, text)).collect());
}

#[test]
fn actions_of_others_are_named_by_their_commits() {
    let repository = repository();
    let texts = texts(&repository);
    let of_ci: Vec<_> = texts.iter().filter(|(path, _)| path.starts_with(".github/")).collect();
    assert!(of_ci.iter().any(|(_, text)| text.contains("uses:")), "the workflows are found");
    assert_none(of_ci.into_iter().flat_map(|(path, text)| tidiness::unpinned_actions(path, text)).collect());
}

#[test]
fn texts_have_no_stray_white_space() {
    let repository = repository();
    let texts = texts(&repository);
    assert_none(texts.iter().flat_map(|(path, text)| tidiness::white_space(path, text)).collect());
}

#[test]
fn texts_name_no_path_of_one_machine() {
    let repository = repository();
    let around = repository.root().parent().map_or_else(String::new, |folder| format!("{}/", folder.display()));
    let mut texts = texts(&repository);
    // The check itself names the folders that it looks for.
    texts.retain(|(path, _)| *path != "crates/roadlog-xtask/src/tidiness.rs");
    let problems = texts.iter().flat_map(|(path, text)| tidiness::machine_paths(path, text, &around));
    assert_none(problems.collect());
}

#[test]
fn documents_refer_to_what_is_there() {
    let repository = repository();
    let pages = repository.texts(&[".md"]).unwrap();
    let anchors = references::anchors(&pages);
    let problems = pages.iter().flat_map(|(path, text)| {
        let mut problems = references::links(path, text, &repository, &anchors);
        problems.extend(references::named_paths(path, text, &repository));
        problems
    });
    assert_none(problems.collect());
}
