//! Rows of words in aligned columns, for a terminal. The words come safe to show; the last column is never padded.

use std::io::{self, Write};

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

/// What stands between two columns.
const GAP: &str = "  ";

/// A word, and how it looks where colours are taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    /// The word, safe to show.
    pub(crate) text: String,
    /// How it looks.
    pub(crate) style: Style,
}

impl Cell {
    /// A word as it is.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self::styled(text, Style::new())
    }

    /// A word that looks like this.
    pub(crate) fn styled(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style }
    }

    fn width(&self) -> usize {
        UnicodeWidthStr::width(&*self.text)
    }

    fn write(&self, out: &mut dyn Write, color: bool) -> io::Result<()> {
        write_styled(out, color, self.style, &self.text)
    }
}

/// Writes `text`, which is safe to show, in this style where colours are taken.
pub(crate) fn write_styled(out: &mut dyn Write, color: bool, style: Style, text: &str) -> io::Result<()> {
    if color && style != Style::new() && !text.is_empty() {
        write!(out, "{style}{text}{style:#}")
    } else {
        out.write_all(text.as_bytes())
    }
}

/// Writes rows of the same length, their columns aligned; columns in which nothing stands are left out.
pub(crate) fn write_rows(out: &mut dyn Write, color: bool, rows: &[Vec<Cell>]) -> io::Result<()> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(Cell::width).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for row in rows {
        write_row(out, color, row, &widths)?;
    }
    Ok(())
}

fn write_row(out: &mut dyn Write, color: bool, row: &[Cell], widths: &[usize]) -> io::Result<()> {
    let last = row.iter().rposition(|cell| !cell.text.is_empty());
    let shown = row.iter().zip(widths).take(last.map_or(0, |last| last + 1)).filter(|(_, width)| **width > 0);
    let mut padding = None;
    for (cell, width) in shown {
        if let Some(padding) = padding {
            write!(out, "{:padding$}{GAP}", "")?;
        }
        cell.write(out, color)?;
        padding = Some(width - cell.width());
    }
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(color: bool, rows: &[&[&str]]) -> String {
        let bold = |text: &&str| Cell::styled(*text, Style::new().bold());
        let rows: Vec<Vec<Cell>> = rows.iter().map(|row| row.iter().map(bold).collect()).collect();
        let mut out = Vec::new();
        write_rows(&mut out, color, &rows).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_are_aligned_and_lines_end_without_spaces() {
        assert_eq!(written(false, &[&["PAY-1", "epic", "A"], &["P-123", "s", ""]]), "PAY-1  epic  A\nP-123  s\n");
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(written(false, &[&["計画", "a"], &["plan", "b"]]), "計画  a\nplan  b\n");
    }

    #[test]
    fn a_column_in_which_nothing_stands_is_left_out() {
        assert_eq!(written(false, &[&["a", "", "b"], &["c", "", "d"]]), "a  b\nc  d\n");
    }

    #[test]
    fn colours_change_no_width() {
        let plain = written(false, &[&["a", "b"], &["ccc", "d"]]);
        let colored = written(true, &[&["a", "b"], &["ccc", "d"]]);
        assert_eq!(anstream::adapter::strip_str(&colored).to_string(), plain);
        assert_ne!(colored, plain);
    }
}
