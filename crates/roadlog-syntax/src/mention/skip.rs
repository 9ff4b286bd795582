//! What is skipped when names are looked for in running text: code between backticks, URLs and e-mail addresses.

use memchr::{memchr, memchr2};

/// The longest run of backticks that opens code. A bound keeps the search for its end linear: a run that nothing
/// closes is looked at once for each length.
const LONGEST_FENCE: usize = 8;

/// The longest local part of an e-mail address (RFC 5321, section 4.5.3.1.1).
const LONGEST_LOCAL_PART: usize = 64;

/// The longest domain of an e-mail address (RFC 5321, section 4.5.3.1.2).
const LONGEST_DOMAIN: usize = 255;

/// Goes through a text from its beginning and says where what is skipped ends.
pub(super) struct Skipper<'text> {
    text: &'text str,
    /// Before this no URL starts that is not known to have ended.
    cleared: usize,
}

impl<'text> Skipper<'text> {
    pub(super) const fn new(text: &'text str) -> Self {
        Self { text, cleared: 0 }
    }

    /// Where to go on behind the backtick at `start`: behind the code that it opens, which ends with as many
    /// backticks on the same line, or behind these backticks alone.
    pub(super) fn behind_code(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let fence = backticks(&bytes[start..]);
        let mut at = start + fence;
        if fence > LONGEST_FENCE {
            return at;
        }
        while let Some(found) = memchr2(b'`', b'\n', &bytes[at..]) {
            at += found;
            let closing = backticks(&bytes[at..]);
            if closing == 0 {
                break;
            }
            at += closing;
            if closing == fence {
                self.cleared = self.cleared.max(at);
                return at;
            }
        }
        start + fence
    }

    /// The end of the URL that has a byte before `at` and one at `at`, if there is one. A name starts at `at`, and
    /// each `at` is behind the one before.
    pub(super) fn behind_url(&mut self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        while let Some(found) = bytes.get(self.cleared..at).and_then(|unread| memchr2(b':', b'w', unread)) {
            let mark = self.cleared + found;
            self.cleared = mark + 1;
            if let Some(body) = url_body(bytes, mark) {
                let end = url_end(self.text, body);
                if end > at {
                    return Some(end);
                }
                self.cleared = end;
            }
        }
        self.cleared = self.cleared.max(at);
        None
    }
}

fn backticks(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| **byte == b'`').count()
}

/// Where a URL goes on behind its `://` or `www.`, if one of them is at `mark`.
fn url_body(bytes: &[u8], mark: usize) -> Option<usize> {
    let before = mark.checked_sub(1).map(|before| bytes[before]);
    let is_in_word = before.is_some_and(|before| before.is_ascii_alphanumeric());
    if bytes[mark..].starts_with(b"://") && is_in_word {
        Some(mark + 3)
    } else if bytes[mark..].starts_with(b"www.") && !is_in_word {
        Some(mark + 4)
    } else {
        None
    }
}

/// Where the URL ends that goes on at `body`: at white space, a quote or angle bracket, or a parenthesis that it did
/// not open.
fn url_end(text: &str, body: usize) -> usize {
    let mut depth = 0_usize;
    let is_end = |character: char| match character {
        '(' => {
            depth += 1;
            false
        }
        ')' => match depth.checked_sub(1) {
            None => true,
            Some(outer) => {
                depth = outer;
                false
            }
        },
        other => other.is_whitespace() || matches!(other, '<' | '>' | '"' | '`'),
    };
    // The body follows an ASCII byte, so it starts a character.
    text[body..].find(is_end).map_or(text.len(), |length| body + length)
}

/// The end of the domain behind the `@` at `at`, if that is the one of an e-mail address: something that may end a
/// local part before it, and two words or more joined by points behind it.
pub(super) fn email_domain(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let ends_local_part = |byte: u8| byte.is_ascii_alphanumeric() || b"_+%-".contains(&byte);
    if !at.checked_sub(1).is_some_and(|before| ends_local_part(bytes[before])) {
        return None;
    }
    let is_of_domain = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    let run = bytes[at + 1..].iter().take(LONGEST_DOMAIN).take_while(is_of_domain).count();
    let domain = text[at + 1..at + 1 + run].trim_end_matches(['.', '-']);
    let has_words = memchr(b'.', domain.as_bytes()).is_some_and(|point| point > 0) && !domain.contains("..");
    has_words.then_some(at + 1 + domain.len())
}

/// Whether what ends at `end` is part of what stands before the `@` of an e-mail address.
pub(super) fn is_in_local_part(text: &str, end: usize) -> bool {
    let is_local = |byte: &&u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(byte);
    let bytes = text.as_bytes();
    let at = end + bytes[end..].iter().take(LONGEST_LOCAL_PART).take_while(is_local).count();
    bytes.get(at) == Some(&b'@') && email_domain(text, at).is_some()
}
