//! Addresses of documents: what clients write, brought into a form that can be read, compared and led to a file.

use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::protocol::Uri;

/// What is escaped in the path of a file.
const IN_PATH: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');
/// What is escaped where a client wrote an address: what may stand nowhere in one (RFC 3986).
const NOWHERE: AsciiSet = percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');
/// The same for the address of a file, which has neither query nor fragment.
const IN_FILE: AsciiSet = NOWHERE.add(b'#').add(b'?');
/// The scheme of what is no address at all.
const ODD: &str = "odd:";

/// An address as the protocol's types take it, whatever the client wrote: spaces, brackets and other characters that
/// may not stand in one are escaped, a bare path is a file, and what is no address is one of its own.
pub(crate) fn valid(written: &str) -> String {
    let written = if written.starts_with('/') { format!("file://{written}") } else { written.to_owned() };
    let is_file = written.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"));
    let escaped =
        with_whole_escapes(&utf8_percent_encode(&written, if is_file { &IN_FILE } else { &NOWHERE }).to_string());
    if Uri::from_str(&escaped).is_ok() {
        return escaped;
    }
    format!("{ODD}{}", utf8_percent_encode(&written, NON_ALPHANUMERIC))
}

/// The text where every `%` begins an escape: one that does not is escaped itself.
fn with_whole_escapes(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    for (at, piece) in text.split('%').enumerate() {
        if at > 0 {
            let is_escape = piece.len() >= 2 && piece.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
            whole.push_str(if is_escape { "%" } else { "%25" });
        }
        whole.push_str(piece);
    }
    whole
}

/// The name under which a document is kept: the same for every way to write its address.
pub(crate) fn key(uri: &str) -> String {
    match path(uri) {
        Some(path) => format!("file:{}", path.display()),
        None => percent_decode_str(uri).decode_utf8_lossy().into_owned(),
    }
}

/// The file that an address leads to: absolute, without `.` and `..`; `None` where it leads to none.
pub(crate) fn path(uri: &str) -> Option<PathBuf> {
    let scheme = uri.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("file:"))?;
    let rest = &uri[scheme.len()..];
    let encoded = match rest.strip_prefix("//") {
        Some(rest) => {
            let slash = rest.find('/')?;
            let host = &rest[..slash];
            (host.is_empty() || host.eq_ignore_ascii_case("localhost")).then(|| &rest[slash..])?
        }
        None => rest,
    };
    let decoded = percent_decode_str(encoded).decode_utf8().ok()?;
    if decoded.contains('\0') {
        return None;
    }
    let native = with_lower_drive(&decoded).unwrap_or_else(|| decoded.into_owned());
    tidy(Path::new(&native))
}

/// `/C:/plans` as `c:/plans`.
fn with_lower_drive(path: &str) -> Option<String> {
    let rest = path.strip_prefix('/')?;
    let drive = rest.chars().next().filter(char::is_ascii_alphabetic)?;
    let below = rest[1..].strip_prefix(':').filter(|below| below.is_empty() || below.starts_with('/'))?;
    cfg!(windows).then(|| format!("{}:{below}", drive.to_ascii_lowercase()))
}

/// The path without `.` and `..`, by its words alone; `None` where it is not absolute.
fn tidy(path: &Path) -> Option<PathBuf> {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                tidy.pop();
            }
            part => tidy.push(part),
        }
    }
    path.is_absolute().then_some(tidy)
}

/// The address of a file.
pub(crate) fn of_path(path: &Path) -> String {
    let path = path.to_string_lossy();
    let slashed = if cfg!(windows) { path.trim_start_matches(r"\\?\").replace('\\', "/") } else { path.into_owned() };
    let start = if slashed.starts_with('/') { "" } else { "/" };
    format!("file://{start}{}", utf8_percent_encode(&slashed, &IN_PATH))
}

/// The type of the protocol for an address that [`valid`] or [`of_path`] made.
pub(crate) fn typed(valid: &str) -> Uri {
    let odd = || Uri::from_str(&self::valid(valid));
    Uri::from_str(valid).or_else(|_| odd()).expect("an address that was made valid is valid")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_an_address_leads_to_the_same_file() {
        for written in [
            "file:///w/a%20b%5B1%5D/%C3%A9.backlog",
            "file:///w/a b[1]/é.backlog",
            "file://localhost/w/./x/../a%20b%5b1%5D/%c3%a9.backlog",
            "file:/w/a b[1]/é.backlog",
            "/w/a b[1]/é.backlog",
            "FILE:///w/a b[1]/é.backlog",
        ] {
            let valid = valid(written);
            assert_eq!(path(&valid), Some(PathBuf::from("/w/a b[1]/é.backlog")), "{written}");
            assert_eq!(key(&valid), "file:/w/a b[1]/é.backlog", "{written}");
            assert_eq!(typed(&valid).as_str(), valid, "{written}");
        }
    }

    #[test]
    fn a_hash_and_a_broken_escape_are_part_of_a_file_s_name() {
        assert_eq!(path(&valid("file:///w/#1 100%?.backlog")), Some(PathBuf::from("/w/#1 100%?.backlog")));
    }

    #[test]
    fn what_is_no_file_has_a_key_and_no_path() {
        for written in
            ["untitled:Untitled-1", "", "1:2", "git:/w/x?{\"ref\":\"~\"}", "file://host/x", "file:///%ff", "x"]
        {
            let valid = valid(written);
            assert_eq!(path(&valid), None, "{written}");
            assert_eq!(typed(&valid).as_str(), valid, "{written}");
        }
        assert_eq!(path("file:///a%00b"), None);
        assert_ne!(key(&valid("untitled:1")), key(&valid("untitled:2")));
    }

    #[test]
    fn a_path_and_its_address_lead_to_each_other() {
        for native in ["/", "/w/a b/é#?%20.backlog", "/日本/x"] {
            assert_eq!(path(&of_path(Path::new(native))), Some(PathBuf::from(native)));
        }
    }
}
