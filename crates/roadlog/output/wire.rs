//! How formats that are JSON are written: text as it is, but nothing in it that a terminal or a CI runner would obey
//! once the output is shown in a log.

use std::io;

use roadlog_lint::Untrusted;
use serde::{Serialize, Serializer};
use serde_json::ser::{CharEscape, Formatter, PrettyFormatter};

use super::sinks::{Written, is_harmless, is_hidden, opens_command};

/// Text that somebody wrote, as a JSON string.
#[derive(Clone, Copy, Debug)]
pub(crate) struct JsonText<'t>(pub(crate) &'t Untrusted);

impl Serialize for JsonText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.written())
    }
}

/// Writes a value as indented JSON with a line feed at its end.
///
/// # Errors
/// What `out` says.
pub(crate) fn write_json(value: &impl Serialize, out: &mut dyn io::Write) -> io::Result<()> {
    write_laid_out(value, PrettyFormatter::new(), out)
}

/// Writes a value as JSON in a layout of its own, with a line feed at its end.
///
/// # Errors
/// What `out` says.
pub(crate) fn write_laid_out(
    value: &impl Serialize,
    layout: impl Formatter,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    write_inside(value, layout, &mut *out)?;
    out.write_all(b"\n")
}

/// Writes a value as JSON in a layout of its own, as a part of a larger one.
///
/// # Errors
/// What `out` says.
pub(crate) fn write_inside(value: &impl Serialize, layout: impl Formatter, out: impl io::Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(out, Quiet { layout });
    Ok(value.serialize(&mut serializer)?)
}

/// JSON in which hidden characters, and brackets that open a runner's command, are `\u` escapes: the same strings to a
/// parser.
struct Quiet<L> {
    layout: L,
}

impl<L: Formatter> Formatter for Quiet<L> {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if is_harmless(fragment) {
            return self.layout.write_string_fragment(writer, fragment);
        }
        let mut rest = 0;
        for (offset, character) in fragment.char_indices() {
            let acts = is_hidden(character) || (character == '[' && opens_command(fragment, offset));
            if acts {
                writer.write_all(&fragment.as_bytes()[rest..offset])?;
                write_escape(writer, character)?;
                rest = offset + character.len_utf8();
            }
        }
        writer.write_all(&fragment.as_bytes()[rest..])
    }

    fn write_char_escape<W: ?Sized + io::Write>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        self.layout.write_char_escape(writer, escape)
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.layout.begin_array(writer)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.layout.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.layout.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.layout.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.layout.begin_object(writer)
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.layout.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.layout.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.layout.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.layout.end_object_value(writer)
    }
}

fn write_escape<W: ?Sized + io::Write>(writer: &mut W, character: char) -> io::Result<()> {
    let mut units = [0; 2];
    character.encode_utf16(&mut units).iter().try_for_each(|unit| write!(writer, "\\u{unit:04x}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn json(text: &str) -> String {
        let mut out = Vec::new();
        write_json(&[JsonText(&text.into())], &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_a_log_would_obey_is_escaped() {
        let expected = "[\n  \"##\\u005berror]\\u202e\\u009b\\u007f\\u001b\\udb40\\udc41 é 計\"\n]\n";
        assert_eq!(json("##[error]\u{202e}\u{9b}\u{7f}\u{1b}\u{e0041} é 計"), expected);
    }

    proptest! {
        #[test]
        fn a_parser_reads_the_same_text(text in any::<String>()) {
            let parsed: Vec<String> = serde_json::from_str(&json(&text)).unwrap();
            prop_assert_eq!(parsed, [text]);
        }
    }
}
