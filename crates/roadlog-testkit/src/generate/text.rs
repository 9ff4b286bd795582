//! Writing items in their canonical layout.

use std::fmt::Write as _;

/// The text of a plan file, item by item.
#[derive(Default)]
pub(super) struct Text {
    written: String,
    /// What comes next belongs to the comment above it.
    attached: bool,
}

impl Text {
    /// A comment of the file.
    pub(super) fn comment(&mut self, text: &str) -> &mut Self {
        self.part();
        let _ = writeln!(self.written, "# {text}");
        self
    }

    /// A comment of the item that comes next.
    pub(super) fn comment_above(&mut self, text: &str) -> &mut Self {
        self.comment(text);
        self.attached = true;
        self
    }

    /// A section title.
    pub(super) fn section(&mut self, title: &str) -> &mut Self {
        self.part();
        let _ = writeln!(self.written, "== {title}");
        self
    }

    /// The header of an item.
    pub(super) fn item(&mut self, kind: &str, id: &str, title: &str) -> &mut Self {
        self.part();
        let _ = writeln!(self.written, "{kind} {id} {title}");
        self
    }

    /// A line of the item's body.
    pub(super) fn line(&mut self, text: &str) -> &mut Self {
        let _ = writeln!(self.written, "  {text}");
        self
    }

    /// A blank line within an item.
    pub(super) fn blank(&mut self) -> &mut Self {
        self.written.push('\n');
        self
    }

    /// A field.
    pub(super) fn field(&mut self, key: &str, value: &str) -> &mut Self {
        let _ = writeln!(self.written, "  {key}: {value}");
        self
    }

    /// A criterion over one or two lines; `mark` is what stands between the brackets.
    pub(super) fn criterion(&mut self, mark: char, lines: &[String]) -> &mut Self {
        for (index, line) in lines.iter().enumerate() {
            let _ = match index {
                0 => writeln!(self.written, "  [{mark}] {line}"),
                _ => writeln!(self.written, "      {line}"),
            };
        }
        self
    }

    /// Adds text written elsewhere, which starts with an item or a section.
    pub(super) fn append(&mut self, other: &Text) -> &mut Self {
        if !other.written.is_empty() {
            self.part();
            self.written.push_str(&other.written);
        }
        self
    }

    /// One blank line between what is there and what comes.
    fn part(&mut self) {
        if !self.written.is_empty() && !self.attached {
            self.written.push('\n');
        }
        self.attached = false;
    }

    pub(super) fn into_string(self) -> String {
        self.written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_parted_by_one_blank_line() {
        let mut text = Text::default();
        text.section("Now").comment_above("agreed").item("bug", "A-1", "One");
        let mut more = Text::default();
        more.item("bug", "A-2", "Two").line("Prose").blank();
        more.criterion('x', &["Given a,".to_owned(), "then b".to_owned()]);
        text.append(&more).append(&Text::default());
        assert_eq!(
            text.into_string(),
            "== Now\n\n# agreed\nbug A-1 One\n\nbug A-2 Two\n  Prose\n\n  [x] Given a,\n      then b\n"
        );
    }
}
