//! Lines laid out beside each other: rows of cells in aligned columns, and facts that flow over lines.

use super::{Line, Role, measure};

/// What stands between two columns.
const GAP: usize = 2;

/// Rows of cells as lines with their columns aligned. Columns in which nothing stands are left out, and the last cell of a
/// row is not padded.
pub fn aligned(rows: Vec<Vec<Line>>) -> Vec<Line> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(Line::width).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    rows.into_iter().map(|row| joined(row, &widths)).collect()
}

fn joined(mut row: Vec<Line>, widths: &[usize]) -> Line {
    row.truncate(row.iter().rposition(|cell| !cell.is_blank()).map_or(0, |last| last + 1));
    let mut line = Line::blank();
    let (mut due, mut at) = (0, 0);
    for (cell, width) in row.into_iter().zip(widths).filter(|(_, width)| **width > 0) {
        let taken = cell.width();
        line = line.then(cell.indented(due - at));
        at = due + taken;
        due += width + GAP;
    }
    line
}

/// Short facts on as few lines as they need, with `gap` between those on one line.
pub(crate) fn flowing(facts: Vec<Line>, gap: &str, width: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for fact in facts.into_iter().filter(|fact| !fact.is_blank()) {
        match lines.last_mut() {
            Some(last) if last.width() + measure::width(gap) + fact.width() <= width => {
                *last = std::mem::take(last).and(gap, Role::Muted).then(fact);
            }
            _ => lines.push(fact),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(rows: &[&[&str]]) -> Vec<String> {
        let cells = |row: &&[&str]| row.iter().map(|text| Line::of(*text, Role::Plain)).collect();
        aligned(rows.iter().map(cells).collect()).iter().map(Line::text).collect()
    }

    #[test]
    fn columns_are_aligned_and_lines_end_without_spaces() {
        assert_eq!(written(&[&["PAY-1", "epic", "A"], &["P-123", "s", ""]]), ["PAY-1  epic  A", "P-123  s"]);
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(written(&[&["計画", "a"], &["plan", "b"]]), ["計画  a", "plan  b"]);
    }

    #[test]
    fn a_column_in_which_nothing_stands_is_left_out() {
        assert_eq!(written(&[&["a", "", "b"], &["c", "", "d"]]), ["a  b", "c  d"]);
    }

    #[test]
    fn facts_flow_on_where_there_is_no_room() {
        let facts = || ["@li", "5 pt", "", "1/2"].map(|text| Line::of(text, Role::Plain)).to_vec();
        let texts = |width| flowing(facts(), ", ", width).iter().map(Line::text).collect::<Vec<_>>();
        assert_eq!(texts(14), ["@li, 5 pt, 1/2"]);
        assert_eq!(texts(13), ["@li, 5 pt", "1/2"]);
        assert_eq!(texts(1), ["@li", "5 pt", "1/2"]);
    }
}
