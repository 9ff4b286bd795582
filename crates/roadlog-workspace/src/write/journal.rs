//! The record of one operation: every file's bytes before and after, in one file that vouches for itself.
//!
//! The format: a line that names it, a line of JSON, the images one behind the other in the order and with the lengths
//! that the JSON gives, and the SHA-256 of all that as 32 bytes.

use serde::{Deserialize, Serialize};

use super::change::{FileAction, WrittenFile};
use crate::hash::ContentHash;

const MAGIC: &[u8] = b"roadlog journal 1\n";
const HASH_LENGTH: usize = 32;

/// An operation, with all that is needed to complete it or to take it back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Journal {
    /// What the user called it.
    pub(super) operation: String,
    /// Its number, higher than that of every operation before it in the history.
    pub(super) sequence: u64,
    /// The workspace that it wrote in: the path of its root relative to the anchor, with a `/` at its end unless it is
    /// empty.
    pub(super) workspace: String,
    /// Folders that it makes, outermost first, relative to the anchor.
    pub(super) folders: Vec<String>,
    /// Its files, by path.
    pub(super) entries: Vec<Entry>,
}

/// One file of an operation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Entry {
    /// Its path relative to the anchor, separated by `/`, without a symbolic link in it.
    pub(super) path: String,
    /// Its bytes before, or nothing where it was not there.
    pub(super) before: Option<Vec<u8>>,
    /// Its bytes after, or nothing where it is not there any more.
    pub(super) after: Option<Vec<u8>>,
    /// Its Unix permission bits before.
    pub(super) mode: Option<u32>,
}

#[derive(Serialize, Deserialize)]
struct Header {
    operation: String,
    sequence: u64,
    workspace: String,
    folders: Vec<String>,
    files: Vec<HeaderFile>,
}

#[derive(Serialize, Deserialize)]
struct HeaderFile {
    path: String,
    before: Option<usize>,
    after: Option<usize>,
    mode: Option<u32>,
}

impl Entry {
    /// What the operation does to the file, under the path that a workspace at `prefix` knows it by.
    pub(super) fn written(&self, prefix: &str) -> WrittenFile {
        let action = match (&self.before, &self.after) {
            (None, _) => FileAction::Created,
            (Some(_), None) => FileAction::Deleted,
            (Some(_), Some(_)) => FileAction::Changed,
        };
        WrittenFile { path: shown(&self.path, prefix), action }
    }
}

/// `path`, relative to the anchor, as a path relative to the root at `prefix` (which ends in `/` or is empty).
pub(super) fn shown(path: &str, prefix: &str) -> String {
    path.strip_prefix(prefix).unwrap_or(path).to_owned()
}

impl Journal {
    /// Its files as a workspace at `prefix` knows them.
    pub(super) fn written(&self, prefix: &str) -> Vec<WrittenFile> {
        self.entries.iter().map(|entry| entry.written(prefix)).collect()
    }

    /// The bytes to keep.
    pub(super) fn encode(&self) -> Vec<u8> {
        let length = |image: &Option<Vec<u8>>| image.as_ref().map(Vec::len);
        let header = Header {
            operation: self.operation.clone(),
            sequence: self.sequence,
            workspace: self.workspace.clone(),
            folders: self.folders.clone(),
            files: self
                .entries
                .iter()
                .map(|entry| HeaderFile {
                    path: entry.path.clone(),
                    before: length(&entry.before),
                    after: length(&entry.after),
                    mode: entry.mode,
                })
                .collect(),
        };
        let images = || self.entries.iter().flat_map(|entry| [&entry.before, &entry.after]).flatten();
        let total: usize = images().map(Vec::len).sum();
        let header = serde_json::to_vec(&header).expect("a struct of strings and numbers is always JSON");
        let mut bytes = Vec::with_capacity(MAGIC.len() + header.len() + 1 + total + HASH_LENGTH);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&header);
        bytes.push(b'\n');
        images().for_each(|image| bytes.extend_from_slice(image));
        let hash = ContentHash::of(&bytes);
        bytes.extend_from_slice(hash.as_bytes());
        bytes
    }

    /// The journal that `bytes` are, or nothing where a byte of it is missing or wrong.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let (content, hash) = bytes.split_at_checked(bytes.len().checked_sub(HASH_LENGTH)?)?;
        if ContentHash::of(content).as_bytes() != hash {
            return None;
        }
        let content = content.strip_prefix(MAGIC)?;
        let end = content.iter().position(|byte| *byte == b'\n')?;
        let (header, mut images) = (content.get(..end)?, content.get(end + 1..)?);
        let header: Header = serde_json::from_slice(header).ok()?;
        let mut entries = Vec::with_capacity(header.files.len());
        for file in header.files {
            let mut image = |length: Option<usize>| length.map(|length| take(&mut images, length)).transpose();
            let (before, after) = (image(file.before).ok()?, image(file.after).ok()?);
            entries.push(Entry { path: file.path, before, after, mode: file.mode });
        }
        let Header { operation, sequence, workspace, folders, .. } = header;
        images.is_empty().then_some(Self { operation, sequence, workspace, folders, entries })
    }
}

/// Fewer bytes than the header promises.
struct Truncated;

/// The next image of that length.
fn take(images: &mut &[u8], length: usize) -> Result<Vec<u8>, Truncated> {
    let (image, rest) = images.split_at_checked(length).ok_or(Truncated)?;
    *images = rest;
    Ok(image.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn journal() -> Journal {
        let entry = |path: &str, before: Option<&[u8]>, after: Option<&[u8]>| Entry {
            path: path.to_owned(),
            before: before.map(<[u8]>::to_vec),
            after: after.map(<[u8]>::to_vec),
            mode: Some(0o640),
        };
        Journal {
            operation: "fmt \"x\"\n".to_owned(),
            sequence: 7,
            workspace: "archive/".to_owned(),
            folders: vec!["archive".to_owned()],
            entries: vec![
                entry("a\nb.backlog", Some(b"\xef\xbb\xbf1\r\n"), Some(b"")),
                entry("archive/new.backlog", None, Some(b"\0\xff\n")),
                entry("old.backlog", Some(b"old"), None),
            ],
        }
    }

    #[test]
    fn what_is_read_back_is_what_was_written() {
        assert_eq!(Journal::decode(&journal().encode()), Some(journal()));
    }

    #[test]
    fn a_journal_cut_short_or_with_any_byte_changed_is_none() {
        let bytes = journal().encode();
        for length in 0..bytes.len() {
            assert_eq!(Journal::decode(&bytes[..length]), None, "cut at {length}");
        }
        for place in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[place] ^= 1;
            assert_eq!(Journal::decode(&damaged), None, "byte {place}");
        }
    }

    #[test]
    fn lengths_that_do_not_add_up_are_refused_even_with_a_right_hash() {
        for files in [
            r#"[{"path":"x","before":18446744073709551615,"after":null,"mode":null}]"#,
            r#"[{"path":"x","before":3,"after":1,"mode":null}]"#,
            r#"[{"path":"x","before":2,"after":null,"mode":null}]"#,
        ] {
            let mut bytes = MAGIC.to_vec();
            bytes.extend_from_slice(
                format!(
                    "{{\"operation\":\"\",\"sequence\":1,\"workspace\":\"\",\"folders\":[],\"files\":{files}}}\nabc"
                )
                .as_bytes(),
            );
            let hash = ContentHash::of(&bytes);
            bytes.extend_from_slice(hash.as_bytes());
            assert_eq!(Journal::decode(&bytes), None, "{files}");
        }
    }

    #[test]
    fn files_are_told_as_the_workspace_knows_them() {
        let written = journal().written("archive/");
        assert_eq!(written[1], WrittenFile { path: "new.backlog".to_owned(), action: FileAction::Created });
        assert_eq!(written[0].action, FileAction::Changed);
        assert_eq!(written[2].action, FileAction::Deleted);
    }
}
