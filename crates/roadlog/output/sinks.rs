//! Where text that somebody wrote leaves the program: the one conversion for each place it can go to, so that it is
//! shown there as what it is and never acts.

use std::borrow::Cow;
use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use roadlog_lint::{Level, Untrusted};
use roadlog_report::markup::in_markdown;
use roadlog_syntax::chars;

/// How the word `error` looks on a terminal.
pub(crate) const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
/// How the word `warning` looks on a terminal.
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// How the word `info` looks on a terminal.
pub(crate) const INFO: Style = AnsiColor::BrightBlue.on_default().bold();
/// How a hint or a way to mend something looks on a terminal.
pub(crate) const HINT: Style = AnsiColor::BrightCyan.on_default().bold();

/// How a level's name looks on a terminal.
pub(crate) const fn level_style(level: Level) -> Style {
    match level {
        Level::Error => ERROR,
        Level::Warning => WARNING,
        Level::Info => INFO,
    }
}

/// Text as somebody wrote it. Only the conversions for a sink, and looking a path up, read it.
pub(crate) trait Written {
    /// The text as it was written.
    fn written(&self) -> &str;
}

impl Written for str {
    fn written(&self) -> &str {
        self
    }
}

impl Written for String {
    fn written(&self) -> &str {
        self
    }
}

impl Written for Untrusted {
    fn written(&self) -> &str {
        self.unescaped()
    }
}

/// For one line of a terminal or a log: control characters, escape sequences, bidirectional and invisible characters
/// are shown as escapes such as `\u{202e}`; and what the runner of a forge would take for a command no longer is one
/// (`##[…]` anywhere in a line, `::` at its start).
pub(crate) fn terminal<T: Written + ?Sized>(text: &T) -> Cow<'_, str> {
    let text = text.written();
    if is_harmless(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(escaped(text, |_, _| false, &mut []))
}

/// For several lines of a terminal, as an excerpt of a source: as [`terminal`], but line ends and tabs stay. The
/// offsets in `marks`, in bytes of `text` and in ascending order, become those in the result.
pub(crate) fn terminal_excerpt(text: &str, marks: &mut [usize]) -> String {
    let bytes = text.as_bytes();
    let ends_line = |offset: usize| bytes.get(offset + 1) == Some(&b'\n');
    escaped(
        text,
        |offset, character| matches!(character, '\n' | '\t') || (character == '\r' && ends_line(offset)),
        marks,
    )
}

/// For the message of a GitHub workflow command. Line feeds stay, as `%0A`.
pub(crate) fn github_message<T: Written + ?Sized>(text: &T) -> String {
    let shown = escaped(text.written(), |_, character| character == '\n', &mut []);
    encoded(&shown, |character| matches!(character, '%' | '\r' | '\n'))
}

/// For a property of a GitHub workflow command, such as `file` and `title`.
pub(crate) fn github_property<T: Written + ?Sized>(text: &T) -> String {
    // A path has to be what it is, or the annotation lands nowhere: a colon at its start is encoded below anyway.
    let shown = escaped(text.written(), |_, character| matches!(character, '\n' | '\r' | ':'), &mut []);
    encoded(&shown, |character| matches!(character, '%' | '\r' | '\n' | ':' | ','))
}

/// For one line of Markdown, table cells included: nothing in it is markup, HTML, a link or a line's end.
pub(crate) fn markdown<T: Written + ?Sized>(text: &T) -> String {
    in_markdown(&terminal(text))
}

/// For a library that writes XML: as [`terminal`], because a report is printed in logs too, and with escapes for the
/// characters that XML 1.0 has no way to write (section 2.2). A colon at the start is no command there.
pub(crate) fn xml<T: Written + ?Sized>(text: &T) -> Cow<'_, str> {
    let text = text.written();
    if is_harmless(text) && text.chars().all(is_xml) {
        return Cow::Borrowed(text);
    }
    let shown = escaped(text, |_, character| character == ':', &mut []);
    let mut safe = String::with_capacity(shown.len());
    for character in shown.chars() {
        if is_xml(character) { safe.push(character) } else { push_escape(&mut safe, character) }
    }
    Cow::Owned(safe)
}

/// For an attribute in double quotes of XML that is written by hand: as [`xml`], and with references for what would
/// end the attribute.
pub(crate) fn xml_attribute<T: Written + ?Sized>(text: &T) -> String {
    let legal = xml(text);
    let mut safe = String::with_capacity(legal.len() + 8);
    for character in legal.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&apos;"),
            _ => safe.push(character),
        }
    }
    safe
}

/// For a message of SARIF: braces are doubled, since single ones would be a placeholder (section 3.11.5), and what
/// would be an embedded link (section 3.11.6) is parted.
pub(crate) fn sarif_message<T: Written + ?Sized>(text: &T) -> String {
    text.written().replace('{', "{{").replace('}', "}}").replace("](", "] (")
}

/// For a cell of a CSV file: one that a spreadsheet would run as a formula begins with `'`. The CSV writer quotes.
pub(crate) fn csv<T: Written + ?Sized>(text: &T) -> Cow<'_, str> {
    let text = text.written();
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return Cow::Owned(format!("'{text}"));
    }
    Cow::Borrowed(text)
}

/// For a relative URI (RFC 3986): everything but unreserved characters and `/` is percent-encoded, so that no part of
/// a path is taken for a scheme, a query or an authority.
pub(crate) fn uri<T: Written + ?Sized>(path: &T) -> String {
    let path = path.written().trim_start_matches('/');
    let mut safe = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            safe.push(char::from(byte));
        } else {
            push_percent(&mut safe, byte);
        }
    }
    safe
}

/// Whether a character has to be shown as an escape: a control character, or one that is not seen or that turns the
/// direction of the text around (Unicode's default-ignorable and bidirectional ones; the two that choose how an emoji
/// looks are none).
pub(crate) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Whether the `[` at `offset` would make a command of a CI runner: `##[` of GitHub and Azure, `##vso[`,
/// `##teamcity[`.
pub(crate) fn opens_command(text: &str, offset: usize) -> bool {
    text.get(..offset).is_some_and(|before| {
        before.trim_end_matches(|character: char| character.is_ascii_alphabetic()).ends_with("##")
    })
}

/// Whether nothing in `text` needs an escape: the common case, told without looking at characters.
pub(crate) fn is_harmless(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'"' | b'$'..=b'9' | b';'..=b'~'))
        || !(text.contains("##") || begins_command(text) || text.chars().any(is_hidden))
}

fn begins_command(text: &str) -> bool {
    text.trim_start().starts_with("::")
}

/// `text` with escapes for what must not be sent, but for characters that `keep` names.
fn escaped(text: &str, keep: impl Fn(usize, char) -> bool, marks: &mut [usize]) -> String {
    let mut shown = String::with_capacity(text.len() + 16);
    let mut marks = marks.iter_mut().peekable();
    let command = begins_command(text).then(|| text.len() - text.trim_start().len());
    for (offset, character) in text.char_indices() {
        while let Some(mark) = marks.next_if(|mark| **mark <= offset) {
            *mark = shown.len();
        }
        let acts = (is_hidden(character) && !is_needed_joiner(text, offset, character))
            || (character == '[' && opens_command(text, offset))
            || command == Some(offset);
        if acts && !keep(offset, character) { push_escape(&mut shown, character) } else { shown.push(character) }
    }
    for mark in marks {
        *mark = shown.len();
    }
    shown
}

/// Whether the character is a joiner that its neighbours are written with, as in an emoji or in Persian.
fn is_needed_joiner(text: &str, offset: usize, character: char) -> bool {
    if !matches!(character, '\u{200c}' | '\u{200d}') {
        return false;
    }
    let (before, after) = text.split_at(offset);
    let (Some(previous), Some(next)) = (before.chars().next_back(), after.chars().nth(1)) else { return false };
    let around: String = [previous, character, next].into_iter().collect();
    !chars::suspects(&around).any(|(_, suspect, _)| suspect == character)
}

fn push_escape(shown: &mut String, character: char) {
    match character {
        '\n' => shown.push_str("\\n"),
        '\r' => shown.push_str("\\r"),
        '\t' => shown.push_str("\\t"),
        _ => shown.extend(character.escape_unicode()),
    }
}

fn encoded(text: &str, reserved: impl Fn(char) -> bool) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match u8::try_from(character) {
            Ok(byte) if reserved(character) => push_percent(&mut safe, byte),
            _ => safe.push(character),
        }
    }
    safe
}

fn push_percent(safe: &mut String, byte: u8) {
    // Writing to a `String` cannot fail.
    let _infallible = write!(safe, "%{byte:02X}");
}

/// Whether XML 1.0 can hold the character (section 2.2, production 2).
const fn is_xml(character: char) -> bool {
    matches!(character,
        '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn plain_text_goes_to_a_terminal_as_it_is_and_is_not_copied() {
        for text in ["Pay without an account", "Kovač & Søn — 計画 «ok»", "#1 [x] a::b", "e\u{301} ❤\u{fe0f}"]
        {
            assert!(matches!(terminal(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn what_a_terminal_would_obey_or_hide_is_shown() {
        let cases = [
            ("\u{1b}[31mred\u{1b}[0m", "\\u{1b}[31mred\\u{1b}[0m"),
            ("\u{1b}]8;;http://x\u{7}", "\\u{1b}]8;;http://x\\u{7}"),
            ("a\u{9b}2J", "a\\u{9b}2J"),
            ("a\u{7f}\u{8}b\0", "a\\u{7f}\\u{8}b\\u{0}"),
            ("pay\u{202e}4321", "pay\\u{202e}4321"),
            ("in\u{200b}visible\u{feff}\u{2066}\u{ad}", "in\\u{200b}visible\\u{feff}\\u{2066}\\u{ad}"),
            ("tag\u{e0041}", "tag\\u{e0041}"),
            ("two\r\nlines\tand\u{2028}", "two\\r\\nlines\\tand\\u{2028}"),
        ];
        for (text, shown) in cases {
            assert_eq!(terminal(text), shown);
        }
    }

    #[test]
    fn joiners_that_a_script_or_an_emoji_needs_are_sent() {
        assert_eq!(terminal("👩\u{200d}💻 می\u{200c}خواهم"), "👩\u{200d}💻 می\u{200c}خواهم");
        assert_eq!(terminal("pa\u{200d}y"), "pa\\u{200d}y");
        assert_eq!(terminal("\u{200d}"), "\\u{200d}");
    }

    #[test]
    fn no_text_is_a_command_of_a_runner() {
        assert_eq!(terminal("see ##[error]x"), "see ##\\u{5b}error]x");
        assert_eq!(terminal("###vso[task.complete]"), "###vso\\u{5b}task.complete]");
        assert_eq!(terminal("##teamcity[x]"), "##teamcity\\u{5b}x]");
        assert_eq!(terminal(" ::set-env::"), " \\u{3a}:set-env::");
        assert_eq!(terminal("# [x] ##-[ok] a ::b::"), "# [x] ##-[ok] a ::b::");
    }

    #[test]
    fn an_excerpt_keeps_its_lines_and_its_marks() {
        let text = "a\u{202e}b\r\n\tc##[d\re";
        let mut marks = [1, 4, text.len()];
        let shown = terminal_excerpt(text, &mut marks);
        assert_eq!(shown, "a\\u{202e}b\r\n\tc##\\u{5b}d\\re");
        assert_eq!(marks.map(|mark| &shown[..mark]), ["a", "a\\u{202e}", &shown]);
    }

    #[test]
    fn a_github_message_stays_one_command() {
        let text = "50%\r\n::error::x ##[warning]y, \u{1b}[0m";
        assert_eq!(github_message(text), "50%25\\r%0A::error::x ##\\u{5b}warning]y, \\u{1b}[0m");
    }

    #[test]
    fn a_github_property_ends_where_it_should() {
        assert_eq!(github_property("a,b:c%d\n::e"), "a%2Cb%3Ac%25d%0A%3A%3Ae");
        assert_eq!(github_property("::x\r,line=9"), "%3A%3Ax%0D%2Cline=9");
    }

    #[test]
    fn nothing_in_markdown_is_markup() {
        let text = "| <img src=x onerror=a()> [a](javascript:b) **c** `d` &amp; https://e.f\n# g";
        let safe = markdown(text);
        assert_eq!(
            safe,
            r"\| \<img src=x onerror=a()\> \[a\](javascript\:b) \*\*c\*\* \`d\` \&amp; https\://e.f\\n# g"
        );
        assert_eq!(markdown("\u{202e}"), r"\\u{202e}");
    }

    #[test]
    fn xml_holds_only_what_xml_can_hold() {
        assert_eq!(xml("a\0\u{1b}\u{fffe}\u{ffff}b\n😀"), "a\\u{0}\\u{1b}\\u{fffe}\\u{ffff}b\\n😀");
        assert_eq!(xml("::a##[error]\u{202e}\u{9b}"), "::a##\\u{5b}error]\\u{202e}\\u{9b}");
        assert!(matches!(xml("a < b"), Cow::Borrowed("a < b")));
    }

    #[test]
    fn an_xml_attribute_ends_where_it_should() {
        assert_eq!(xml_attribute("\"/><x a='&]]>\n\u{1}"), "&quot;/&gt;&lt;x a=&apos;&amp;]]&gt;\\n\\u{1}");
    }

    #[test]
    fn a_sarif_message_has_no_placeholder_and_no_link() {
        assert_eq!(sarif_message("{0} [a](https://b) [c]"), "{{0}} [a] (https://b) [c]");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(csv(text), format!("'{text}"));
        }
        assert_eq!(csv("a=1"), "a=1");
        assert_eq!(csv(""), "");
    }

    #[test]
    fn a_path_becomes_a_relative_uri() {
        assert_eq!(uri("javascript:a/b c/é?.backlog#"), "javascript%3Aa/b%20c/%C3%A9%3F.backlog%23");
        assert_eq!(uri("//host/plan.backlog"), "host/plan.backlog");
    }

    proptest! {
        #[test]
        fn a_terminal_never_gets_a_hidden_character(text in any::<String>(), joined in "(##|[a-z]|\\[|:|\u{200d}|😀){0,9}") {
            for text in [&text, &joined] {
                let shown = terminal(text.as_str());
                prop_assert!(!shown.chars().any(|c| is_hidden(c) && !matches!(c, '\u{200c}' | '\u{200d}')), "{shown}");
                prop_assert!(!shown.char_indices().any(|(at, c)| c == '[' && opens_command(&shown, at)), "{shown}");
                prop_assert!(!begins_command(&shown), "{shown}");
            }
        }

        #[test]
        fn marks_stay_with_their_characters(before in any::<String>(), after in any::<String>()) {
            let mut marks = [before.len()];
            let text = format!("{before}{after}");
            let shown = terminal_excerpt(&text, &mut marks);
            prop_assert!(shown.is_char_boundary(marks[0]));
            prop_assert_eq!(marks[0] == shown.len(), after.is_empty());
        }

        #[test]
        fn a_github_command_is_one_line(text in any::<String>()) {
            for safe in [github_message(text.as_str()), github_property(text.as_str())] {
                prop_assert!(!safe.contains(['\r', '\n']) && !safe.contains("##["));
            }
        }
    }
}
