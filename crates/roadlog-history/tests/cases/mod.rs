//! Reads cases that are written as text, many to a file.

use std::fs;
use std::path::Path;

/// The texts of the cases in a folder of `tests/`, each behind its `=== `.
pub(crate) fn texts(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let listed = fs::read_dir(folder).expect("the cases are there");
    let mut paths: Vec<_> = listed.map(|entry| entry.expect("it can be listed").path()).collect();
    paths.sort();
    let files = paths.iter().map(|path| fs::read_to_string(path).expect("it can be read"));
    files.flat_map(|text| text.split("=== ").skip(1).map(str::to_owned).collect::<Vec<_>>()).collect()
}
