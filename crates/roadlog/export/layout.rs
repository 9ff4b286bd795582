//! The layout of exported JSON: one line a file and one line an item, for tools that go by lines.

use std::io::{self, Write};

use serde_json::ser::Formatter;

/// How deep the members of the outermost object's arrays stand.
const MEMBERS: u32 = 2;

/// One line for each member of the outermost object's arrays.
#[derive(Debug, Default)]
pub(super) struct OnePerLine {
    depth: u32,
}

impl OnePerLine {
    /// The layout of a member by itself.
    pub(super) const fn inside() -> Self {
        Self { depth: MEMBERS }
    }

    fn close<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        let outer = self.depth <= MEMBERS;
        self.depth = self.depth.saturating_sub(1);
        if outer {
            writer.write_all(b"\n")?;
        }
        writer.write_all(bracket)
    }

    fn separate<W: ?Sized + Write>(&self, writer: &mut W, first: bool) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        if self.depth <= MEMBERS { writer.write_all(b"\n") } else { Ok(()) }
    }
}

impl Formatter for OnePerLine {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.separate(writer, first)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.separate(writer, first)
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde_json::json;

    use super::*;

    #[test]
    fn each_member_of_an_outer_array_is_one_line() {
        let mut serializer = serde_json::Serializer::with_formatter(Vec::new(), OnePerLine::default());
        let value = json!({ "version": 1, "items": [{ "id": "A-1", "fields": [1, 2] }, {}], "none": [] });
        value.serialize(&mut serializer).unwrap();
        let expected = "{\n\"version\":1,\n\"items\":[\n{\"id\":\"A-1\",\"fields\":[1,2]},\n{}\n],\n\"none\":[\n]\n}";
        assert_eq!(String::from_utf8(serializer.into_inner()).unwrap(), expected);
    }
}
