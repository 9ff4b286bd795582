//! A link: an absolute URL, or a path relative to the file that it stands in.

use std::borrow::Cow;
use std::fmt;

use super::error::trimmed;
use super::{ValueError, ValueKind, ValueProblem};

/// Where something is to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Link<'text> {
    /// An absolute URL, `scheme:…` (RFC 3986, section 4.3, but for its checks of single characters). Its scheme may be
    /// any; what is opened or shown is for the reader of the link to decide.
    Url(&'text str),
    /// A path relative to the folder of the file, with `/` between its parts; a `#fragment` may follow it.
    Path(&'text str),
}

impl<'text> Link<'text> {
    /// As it is written.
    pub const fn as_str(&self) -> &'text str {
        match self {
            Self::Url(text) | Self::Path(text) => text,
        }
    }

    /// The file that a path names, without its `#fragment` and with `%20` and the like decoded; none for a URL. A
    /// sequence that is not UTF-8 when decoded is left as it stands.
    pub fn file(&self) -> Option<Cow<'text, str>> {
        match self {
            Self::Url(_) => None,
            Self::Path(path) => Some(decoded(path.split_once('#').map_or(*path, |(file, _)| file))),
        }
    }
}

impl fmt::Display for Link<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Reads a field that holds one link.
///
/// # Errors
/// What keeps it from being one, or that several are written.
pub fn parse_link(input: &str) -> Result<Link<'_>, ValueError> {
    trimmed(input, |text| {
        let is_several = || text.split(", ").all(|member| classified(member).is_ok());
        link(text).map_err(|error| {
            if text.contains(", ") && is_several() {
                ValueError::whole(text, ValueProblem::Several { wanted: ValueKind::Link })
            } else {
                error
            }
        })
    })
}

/// Reads all of `text` as a link.
pub(super) fn link(text: &str) -> Result<Link<'_>, ValueError> {
    classified(text).map_err(|problem| ValueError::whole(text, problem).suggesting(meant(text)))
}

/// Whether `text` is a link for sure, where white space and other words stand around it.
pub(super) fn is_clearly_link(text: &str) -> bool {
    classified(text).is_ok() && (text.contains("://") || text.contains('/') || text.contains('.'))
}

fn classified(text: &str) -> Result<Link<'_>, ValueProblem> {
    let wanted = ValueKind::Link;
    let malformed = || ValueError::malformed(text, wanted).problem;
    if text.is_empty() {
        return Err(malformed());
    }
    if !text.bytes().all(is_plain) {
        if text.contains(char::is_whitespace) {
            return Err(ValueProblem::SpaceInLink);
        }
        if let Some(character) = text.chars().find(|character| character.is_control() || "<>\"`\\".contains(*character))
        {
            return Err(ValueProblem::ForeignCharacter { character, wanted });
        }
    }
    match scheme(text) {
        Some((scheme, rest)) => {
            let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
            let has_host = rest.strip_prefix("//").is_some_and(|host| !host.is_empty() && !host.starts_with('/'));
            if rest.is_empty() || (is_web && !has_host) { Err(malformed()) } else { Ok(Link::Url(text)) }
        }
        None if text.starts_with('/') || text.starts_with("~/") || is_drive(text) => Err(ValueProblem::AbsolutePath),
        None if text.starts_with(['#', '?']) || starts_with_www(text) || is_markdown(text) => Err(malformed()),
        None => Ok(Link::Path(text)),
    }
}

/// Whether a byte is neither white space nor foreign to links, so that a text of such bytes needs no closer look.
const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'"' | b'`' | b'\\')
}

/// The scheme of an absolute URL and what follows its colon. `checkout.rs:12` and `a::b` have none: people write them
/// for a line and a test of a file.
fn scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let is_clear = rest.starts_with("//") || !(scheme.contains('.') || rest.starts_with(':'));
    (is_scheme && is_clear).then_some((scheme, rest))
}

fn is_drive(text: &str) -> bool {
    matches!(text.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic())
}

fn starts_with_www(text: &str) -> bool {
    text.as_bytes().get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"www."))
}

fn is_markdown(text: &str) -> bool {
    text.starts_with('[') && text.ends_with(')') && text.contains("](")
}

/// The link that is beyond doubt meant by `text`.
fn meant(text: &str) -> Option<String> {
    let bare = text.trim_matches(['<', '>', '"', '`']);
    let target = if is_markdown(bare) { bare.rsplit_once("](")?.1.strip_suffix(')')? } else { bare };
    let is_drive = matches!(target.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    let candidate = if starts_with_www(target) {
        format!("https://{target}")
    } else if target.contains('\\') && !target.contains(':') && !target.contains("\\\\") && !is_drive {
        target.replace('\\', "/")
    } else {
        target.to_owned()
    };
    (candidate != text && classified(&candidate).is_ok()).then_some(candidate)
}

/// `text` with its percent-encoded bytes decoded (RFC 3986, section 2.1).
fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        let digit = |at: usize| behind.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        if let (b'%', Some(high), Some(low)) = (first, digit(0), digit(1)) {
            // Two hexadecimal digits are at most 255.
            bytes.push((high * 16 + low) as u8);
            rest = &behind[2..];
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn urls_and_paths() {
        for url in [
            "https://metrics.shop.example/checkout",
            "http://localhost:8080/a,b?c=d#e",
            "HTTPS://X.example",
            "mailto:ana@shop.example",
            "custom+scheme.1://x",
            "tel:+49-30-1",
        ] {
            assert_eq!(parse_link(url).unwrap(), Link::Url(url));
            assert_eq!(parse_link(url).unwrap().file(), None);
        }
        for path in [
            "research/survey.md",
            "../notes/a.md#part-2",
            "./LICENSE",
            "LICENSE",
            "tests/checkout.rs::guest_pays",
            "checkout.rs::guest_pays",
            "checkout.rs:12",
            "a,b.md",
            "übersicht.md",
        ] {
            assert_eq!(parse_link(path).unwrap(), Link::Path(path));
        }
    }

    #[test]
    fn the_file_of_a_path() {
        for (path, file) in [
            ("research/survey.md", "research/survey.md"),
            ("../a%20b.md#part-2", "../a b.md"),
            ("%C3%BC.md", "ü.md"),
            ("100%.md", "100%.md"),
            ("a%2", "a%2"),
            ("%ff.md", "%ff.md"),
        ] {
            assert_eq!(parse_link(path).unwrap().file().unwrap(), file);
        }
    }

    #[test]
    fn what_is_no_link_and_what_was_meant() {
        use ValueProblem::{AbsolutePath, ForeignCharacter, Malformed, Several, SpaceInLink};
        let wanted = ValueKind::Link;
        let malformed = |found: &str| Malformed { found: found.into(), wanted };
        for (text, problem, meant) in [
            ("", ValueProblem::Empty { wanted }, None),
            ("see the wiki", SpaceInLink, None),
            ("https://a.example, b.md", Several { wanted }, None),
            ("https:", malformed("https:"), None),
            ("https://", malformed("https://"), None),
            ("https:/a", malformed("https:/a"), None),
            ("/etc/passwd", AbsolutePath, None),
            ("~/a.md", AbsolutePath, None),
            ("C:/a.md", AbsolutePath, None),
            ("C:\\a.md", ForeignCharacter { character: '\\', wanted }, None),
            ("research\\survey.md", ForeignCharacter { character: '\\', wanted }, Some("research/survey.md")),
            ("<https://a.example>", ForeignCharacter { character: '<', wanted }, Some("https://a.example")),
            ("`a.md`", ForeignCharacter { character: '`', wanted }, Some("a.md")),
            ("[survey](a.md)", malformed("[survey](a.md)"), Some("a.md")),
            ("[the survey](a.md)", SpaceInLink, Some("a.md")),
            ("www.shop.example/a", malformed("www.shop.example/a"), Some("https://www.shop.example/a")),
            ("#part", malformed("#part"), None),
        ] {
            let error = parse_link(text).unwrap_err();
            assert_eq!((error.problem, error.suggestion.as_deref()), (problem, meant), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_link_or_says_why_not(text in "\\PC{0,20}|[a-z:/%0-9.#]{0,16}") {
            match parse_link(&text) {
                Ok(link) => {
                    prop_assert_eq!(link.as_str(), text.trim());
                    prop_assert_eq!(link.file().is_some(), matches!(link, Link::Path(_)));
                }
                Err(error) => {
                    prop_assert!(text.get(error.range).is_some());
                    if let Some(meant) = error.suggestion {
                        prop_assert!(parse_link(&meant).is_ok());
                    }
                }
            }
        }
    }
}
