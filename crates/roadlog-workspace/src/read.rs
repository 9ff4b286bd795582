//! Reading one file: plan files as bytes, roadlog.toml as text.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use roadlog_config::{ConfigFile, Place, Problem, WorkspaceFiles};

use crate::discover::Found;
use crate::entry::EntryKind;
use crate::problem::ReadProblem;

/// The longest file that is read: every byte of it has a place that fits 32 bits.
const LONGEST_FILE: u64 = u32::MAX as u64;

/// The longest roadlog.toml that is read, in bytes, and the longest .mailmap that anybody is judged by: more than any team
/// writes, and read in a moment.
pub const LONGEST_CONFIG: u64 = 10_000_000;

/// A plan file as it stood on the disk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceFile {
    /// Its path relative to the root, separated by `/`. A foreign file's starts with what `reads` says.
    pub path: String,
    /// Its absolute path; where `path` is a symbolic link, that of the file that it leads to.
    pub absolute: PathBuf,
    /// Its bytes, at most 4 GiB - 1 of them, untouched.
    pub bytes: Vec<u8>,
    /// Whether it is part of an archive.
    pub archived: bool,
    /// Whether it comes from a folder of `reads`: known, but neither reported nor changed.
    pub foreign: bool,
    /// When it was last written, where the file system knows.
    pub modified: Option<SystemTime>,
}

/// A roadlog.toml as it stood on the disk.
#[derive(Clone, PartialEq, Debug)]
pub struct ConfigSource {
    /// Its path relative to the root, separated by `/`. A foreign one's starts with what `reads` says.
    pub path: String,
    /// Its absolute path.
    pub absolute: PathBuf,
    /// Its text, with replacement characters where it is not UTF-8.
    pub text: String,
    /// What it says.
    pub file: ConfigFile,
    /// What by itself it has wrong.
    pub problems: Vec<Problem>,
    /// Whether it comes from a folder of `reads`.
    pub foreign: bool,
}

impl ConfigSource {
    /// The folder that it holds for, relative to the root and without a `/` at its end; empty for the root.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

/// Reads a plan file.
pub(crate) fn source_file(found: Found) -> Result<SourceFile, ReadProblem> {
    let (bytes, modified) = bytes(&found.path, &found.absolute, LONGEST_FILE)?;
    Ok(SourceFile {
        path: found.path,
        absolute: found.absolute,
        bytes,
        archived: found.archived,
        foreign: found.foreign,
        modified,
    })
}

/// The text of a roadlog.toml, not yet parsed.
pub(crate) struct ConfigText {
    found: Found,
    pub(crate) text: String,
}

impl ConfigText {
    /// The same, parsed as one that stands at this place of its workspace.
    pub(crate) fn parsed(self, place: Place) -> ConfigSource {
        let Self { found: Found { path, absolute, foreign, .. }, text } = self;
        let (file, problems) = roadlog_config::parse(&text, place);
        ConfigSource { path, absolute, text, file, problems, foreign }
    }

    /// The same for one that stands at the root, which is `known` where it has the same text.
    pub(crate) fn parsed_as(self, known: &RootConfig) -> ConfigSource {
        if self.text != known.text {
            return self.parsed(Place::Root);
        }
        let Self { found: Found { path, absolute, foreign, .. }, text } = self;
        ConfigSource { path, absolute, text, file: known.file.clone(), problems: known.problems.clone(), foreign }
    }
}

/// A roadlog.toml that has been parsed as that of a root, so that it need not be once more.
#[derive(Clone, Debug)]
pub struct RootConfig {
    text: String,
    file: ConfigFile,
    problems: Vec<Problem>,
}

impl Default for RootConfig {
    fn default() -> Self {
        Self::of(&[])
    }
}

impl RootConfig {
    /// Parses these bytes. What is too long is told of where it is read, and says nothing.
    pub fn of(bytes: &[u8]) -> Self {
        let bytes = if bytes.len() as u64 > LONGEST_CONFIG { &[][..] } else { bytes };
        let text = String::from_utf8_lossy(bytes).into_owned();
        let (file, problems) = roadlog_config::parse(&text, Place::Root);
        Self { text, file, problems }
    }

    /// Which files belong to its workspace.
    pub fn workspace_files(&self) -> WorkspaceFiles {
        self.file.workspace_files()
    }
}

/// Reads a roadlog.toml. One that is not UTF-8 is read, and a problem besides.
pub(crate) fn config(found: Found) -> Result<(ConfigText, Option<ReadProblem>), ReadProblem> {
    let (bytes, _) = bytes(&found.path, &found.absolute, LONGEST_CONFIG)?;
    config_of(found, bytes)
}

/// The roadlog.toml of these bytes, as [`config`] reads it.
pub(crate) fn config_of(found: Found, bytes: Vec<u8>) -> Result<(ConfigText, Option<ReadProblem>), ReadProblem> {
    if bytes.len() as u64 > LONGEST_CONFIG {
        return Err(ReadProblem::TooLarge { path: found.path, bytes: bytes.len() as u64, limit: LONGEST_CONFIG });
    }
    let (text, problem) = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let problem = ReadProblem::ConfigNotUtf8 { path: found.path.clone(), offset };
            (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(problem))
        }
    };
    Ok((ConfigText { found, text }, problem))
}

/// The bytes of the regular file at `absolute`, at most `limit` of them, and when it was written.
fn bytes(path: &str, absolute: &Path, limit: u64) -> Result<(Vec<u8>, Option<SystemTime>), ReadProblem> {
    let unreadable = |source: io::Error| ReadProblem::Unreadable { path: path.to_owned(), source };
    let too_large = |bytes: u64| ReadProblem::TooLarge { path: path.to_owned(), bytes, limit };
    let file = File::open(absolute).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if let Some(kind) = EntryKind::of(metadata.file_type()) {
        return Err(ReadProblem::NotAFile { path: path.to_owned(), kind });
    }
    if metadata.len() > limit {
        return Err(too_large(metadata.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    // A file that grows meanwhile is read to its end, up to the limit.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > limit {
        return Err(too_large(bytes.len() as u64));
    }
    Ok((bytes, metadata.modified().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Sandbox;

    #[test]
    fn bytes_come_as_they_stand() {
        let sandbox = Sandbox::new(&[]);
        sandbox.write("x.backlog", b"\xef\xbb\xbfstory\r\n\0\xff");
        let (bytes, modified) = bytes("x.backlog", &sandbox.path("x.backlog"), LONGEST_FILE).unwrap();
        assert_eq!(bytes, b"\xef\xbb\xbfstory\r\n\0\xff");
        assert!(modified.is_some());
    }

    #[test]
    fn a_file_of_four_gibibytes_is_refused_without_being_read() {
        let sandbox = Sandbox::new(&["x.backlog"]);
        File::options().write(true).open(sandbox.path("x.backlog")).unwrap().set_len(1 << 32).unwrap();
        let problem = bytes("x.backlog", &sandbox.path("x.backlog"), LONGEST_FILE).unwrap_err();
        assert!(matches!(problem, ReadProblem::TooLarge { bytes: 4_294_967_296, .. }), "{problem}");
    }

    #[test]
    fn a_configuration_of_more_than_ten_megabytes_is_refused() {
        let sandbox = Sandbox::new(&[]);
        let found = || Found::plain("roadlog.toml".to_owned(), sandbox.path("roadlog.toml"));
        sandbox.write("roadlog.toml", "#".repeat(10_000_000));
        assert!(config(found()).is_ok());
        sandbox.write("roadlog.toml", "#".repeat(10_000_001));
        let problem = config(found()).err().unwrap();
        assert!(matches!(problem, ReadProblem::TooLarge { bytes: 10_000_001, .. }), "{problem}");
    }

    #[test]
    fn the_limit_itself_is_allowed() {
        let sandbox = Sandbox::new(&[]);
        sandbox.write("x.backlog", "12345");
        assert_eq!(bytes("x.backlog", &sandbox.path("x.backlog"), 5).unwrap().0, b"12345");
        assert!(bytes("x.backlog", &sandbox.path("x.backlog"), 4).is_err());
    }

    #[test]
    fn a_file_that_is_gone_or_a_folder_is_named_with_the_reason() {
        let sandbox = Sandbox::new(&["folder/file"]);
        let gone = bytes("gone.backlog", &sandbox.path("gone.backlog"), 9).unwrap_err().to_string();
        assert!(gone.contains("gone.backlog") && gone.contains("No such file"), "{gone}");
        let folder = bytes("folder", &sandbox.path("folder"), 9).unwrap_err();
        assert!(matches!(folder, ReadProblem::NotAFile { kind: EntryKind::Folder, .. }), "{folder}");
    }

    #[test]
    fn a_configuration_that_is_not_utf_8_is_read_and_reported() {
        let sandbox = Sandbox::new(&[]);
        sandbox.write("roadlog.toml", b"a = 1\n# \xff\n");
        let found = Found::plain("roadlog.toml".to_owned(), sandbox.path("roadlog.toml"));
        let (source, problem) = config(found).unwrap();
        assert_eq!(source.parsed(Place::Root).text, "a = 1\n# \u{fffd}\n");
        assert!(matches!(problem, Some(ReadProblem::ConfigNotUtf8 { offset: 8, .. })));
    }
}
