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
    for (start, text) in noisy_lines(view) {
        let mut last: Option<Span> = None;
        for (offset, character, suspect) in suspects(text) {
            if !matches!(suspect, Suspect::NotText | Suspect::LoneReturn) {
                continue;
            }
            let at = start + offset as u32;
            let next = last.is_some_and(|last| last.end == at);
            last = Some(Span::new(at, at + character.len_utf8() as u32));
            if !next {
                let byte = document.bytes()[at as usize];
                context.report_near(view, Span::new(at, at + 1), message(at, byte));
            }
        }
    }
}

fn message(offset: u32, byte: u8) -> String {
    match byte {
        0 => format!("byte {offset} is NUL, which is no text: delete it"),
        b'\r' => {
            format!("byte {offset} is a carriage return that ends no line: put a line feed behind it, or delete it")
        }
        _ => format!("byte {offset} is {byte:#04x}, which is no UTF-8: save the file as UTF-8"),
    }
}
