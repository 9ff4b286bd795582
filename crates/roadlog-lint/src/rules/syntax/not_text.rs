//! `syntax/not-text`: a byte that is no text.

use roadlog_syntax::Span;
use roadlog_syntax::chars::{Suspect, suspects};

use super::noisy_lines;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, FileView, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "syntax/not-text",
    level: Some(Level::Error),
    summary: "The file holds a byte that is no text: invalid UTF-8, NUL, or a lone carriage return.",
    why: "A file that is not wholly text was damaged on its way, or saved in another encoding. Words may be lost, and \
          programs disagree about where its lines end; no command rewrites such a file.",
    bad: "
story PAY-1 Pay with␀ card
                    ^ syntax/not-text: byte 20 is NUL
",
    good: "
story PAY-1 Pay with card
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::File(check),
};

fn check(context: &mut Context<'_>, view: FileView<'_>) {
    let document = view.file.document();
    if document.is_utf16() {
        context.report_in(view.file, Span::new(0, 2), "this file is UTF-16: save it as UTF-8");
        return;
    }
    for (byte, places) in places(view) {
        let [first, more @ ..] = &places[..] else { continue };
        context.report_near(view, Span::new(*first, first + 1), message(*first, byte, more.len()));
    }
}

/// Where the bytes that are no text stand, those next to each other once, by what is wrong with them: each has one
/// cause, such as another encoding, however many there are.
fn places(view: FileView<'_>) -> [(u8, Vec<u32>); 3] {
    let mut places = [(0, Vec::new()), (b'\r', Vec::new()), (0, Vec::new())];
    for (start, text) in noisy_lines(view) {
        let mut last = (0, 0);
        for (offset, character, suspect) in suspects(text) {
            if !matches!(suspect, Suspect::NotText | Suspect::LoneReturn) {
                continue;
            }
            let at = start + offset as u32;
            let byte = view.file.document().bytes()[at as usize];
            let sort = match byte {
                0 => 0,
                b'\r' => 1,
                _ => 2,
            };
            if std::mem::replace(&mut last, (at + character.len_utf8() as u32, sort)) == (at, sort) {
                continue;
            }
            let (first, found) = &mut places[sort];
            if found.is_empty() {
                *first = byte;
            }
            found.push(at);
        }
    }
    places
}

fn message(offset: u32, byte: u8, more: usize) -> String {
    let others = match more {
        0 => String::new(),
        1 => ", and so is one more".to_owned(),
        _ => format!(", and so are {more} more"),
    };
    let them = if more == 0 { "it" } else { "them" };
    match byte {
        0 => format!("byte {offset} is NUL, which is no text{others}: delete {them}"),
        b'\r' => format!(
            "byte {offset} is a carriage return that ends no line{others}: put a line feed behind {them}, or delete {them}"
        ),
        _ => format!("byte {offset} is {byte:#04x}, which is no UTF-8{others}: save the file as UTF-8"),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::findings_of_bytes;

    #[test]
    fn a_file_in_utf_16_has_one_fault() {
        let text = "story PAY-1 Pay\r\n  owner: @nobody\r\n  Status: ready\r\n";
        for (mark, encoded) in
            [([0xff, 0xfe], u16::to_le_bytes as fn(u16) -> [u8; 2]), ([0xfe, 0xff], u16::to_be_bytes)]
        {
            let bytes = mark.into_iter().chain(text.encode_utf16().flat_map(encoded)).collect();
            let found = findings_of_bytes(bytes);
            let of_file: Vec<_> = found.iter().filter(|finding| finding.rule.starts_with("syntax/")).collect();
            assert_eq!(of_file.len(), 1, "{found:?}");
            assert_eq!(of_file[0].message.unescaped(), "this file is UTF-16: save it as UTF-8");
        }
    }

    #[test]
    fn what_has_one_cause_is_told_once() {
        let found = findings_of_bytes(b"story PAY-1 Pay caf\xe9\r  cr\xe8me\r  \xe0 la\0\n".to_vec());
        let told: Vec<_> = found.iter().filter(|finding| finding.rule == "syntax/not-text").collect();
        let told: Vec<_> = told.iter().map(|finding| finding.message.unescaped()).collect();
        assert_eq!(
            told,
            [
                "byte 19 is 0xe9, which is no UTF-8, and so are 2 more: save the file as UTF-8",
                "byte 20 is a carriage return that ends no line, and so is one more: put a line feed behind them, or delete them",
                "byte 35 is NUL, which is no text: delete it",
            ]
        );
    }

    #[test]
    fn a_damaged_byte_elsewhere_is_told_by_itself() {
        let found = findings_of_bytes(b"story PAY-1 Pay\xff\xfe\n".to_vec());
        let told = found.iter().find(|finding| finding.rule == "syntax/not-text").unwrap();
        assert_eq!(told.message.unescaped(), "byte 15 is 0xff, which is no UTF-8: save the file as UTF-8");
    }
}
