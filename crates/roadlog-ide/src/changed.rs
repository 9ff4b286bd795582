//! Edits that touch no more of a text than they change, on places that an editor can name.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use roadlog_syntax::{Edit, Span};

/// The last place of `text` that is not behind `offset` and stands between two characters.
pub(crate) fn floor(text: &str, offset: u32) -> u32 {
    let at = (offset as usize).min(text.len());
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0) as u32
}

/// The same edit of `text` without the bytes at either end that it leaves as they are; `None` where that is all of them.
pub(crate) fn trimmed(text: &str, edit: &Edit) -> Option<Edit> {
    let old = text.get(edit.span.range())?;
    if old == edit.text {
        return None;
    }
    let before = common(old.chars(), edit.text.chars());
    let after = common(old[before..].chars().rev(), edit.text[before..].chars().rev());
    let is_split = |at: usize| at > 0 && text.as_bytes()[at - 1] == b'\r' && text.as_bytes().get(at) == Some(&b'\n');
    let (start, end) = (edit.span.start as usize, edit.span.end as usize);
    // No editor can name the place within CRLF.
    let before = if is_split(start + before) { before - 1 } else { before };
    let after = if is_split(end - after) { after - 1 } else { after };
    let kept = Span::new((start + before) as u32, (end - after) as u32);
    Some(Edit::new(kept, &edit.text[before..edit.text.len() - after]))
}

/// How many bytes both begin with.
fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum()
}

/// Few edits that lead from one text to another, line by line.
pub(crate) fn between(old: &str, new: &str) -> Vec<Edit> {
    let (old_lines, new_lines) = (lines(old), lines(new));
    let (old_starts, new_starts) = (starts(&old_lines), starts(&new_lines));
    let changed = capture_diff_slices(Algorithm::Myers, &old_lines, &new_lines);
    let changed = changed.iter().filter(|change| !matches!(change, DiffOp::Equal { .. }));
    let edits = changed.filter_map(|change| {
        let (from, to) = (change.old_range(), change.new_range());
        let span = Span::new(old_starts[from.start], old_starts[from.end]);
        let text = &new[new_starts[to.start] as usize..new_starts[to.end] as usize];
        trimmed(old, &Edit::new(span, text))
    });
    edits.collect()
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Where each line starts, and where the last one ends.
fn starts(lines: &[&str]) -> Vec<u32> {
    let ends = lines.iter().scan(0, |at, line| {
        *at += line.len() as u32;
        Some(*at)
    });
    std::iter::once(0).chain(ends).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use roadlog_syntax::edit::apply;

    use super::*;

    #[test]
    fn an_edit_keeps_what_it_leaves_as_it_is() {
        let trim = |text: &str, new: &str| {
            trimmed(text, &Edit::new(Span::new(0, text.len() as u32), new)).map(|edit| (edit.span.range(), edit.text))
        };
        assert_eq!(trim("points:  5 ", "points: 5 "), Some((8..9, String::new())));
        assert_eq!(trim("aä", "aö"), Some((1..3, "ö".into())));
        assert_eq!(trim("aaa", "aaaa"), Some((3..3, "a".into())));
        assert_eq!(trim("a", "a"), None);
        assert_eq!(trim(" \n\r\n", "\n"), Some((0..4, "\n".into())), "CRLF is not cut in two");
    }

    #[test]
    fn an_offset_within_a_character_is_that_of_its_start() {
        assert_eq!([0, 1, 2, 3, 9].map(|offset| floor("aä", offset)), [0, 1, 1, 3, 3]);
    }

    proptest! {
        #[test]
        fn the_edits_between_two_texts_lead_from_one_to_the_other(
            old in "([ab]{0,2}(\n|\r\n)){0,8}[ab]?", new in "([abä]{0,2}(\n|\r\n)){0,8}[ab]?",
        ) {
            let edits = between(&old, &new);
            prop_assert_eq!(apply(&old, &edits).unwrap(), new);
            for edit in &edits {
                let is_split = |at: u32| at > 0 && old.as_bytes()[at as usize - 1] == b'\r' && old.as_bytes().get(at as usize) == Some(&b'\n');
                prop_assert!(!is_split(edit.span.start) && !is_split(edit.span.end));
            }
        }
    }
}
