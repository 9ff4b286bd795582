//! Byte ranges and their new text, put into a file's text: all that is not named stays byte for byte.

use std::ops::Range;

/// `text` with every range replaced, or what is wrong with the ranges.
pub(super) fn apply_edits(text: &str, edits: &[(Range<u32>, String)]) -> Result<String, String> {
    let added: usize = edits.iter().map(|(_, new)| new.len()).sum();
    let mut result = String::with_capacity(text.len() + added);
    let mut done = 0;
    for (range, new) in edits {
        let (start, end) = (range.start as usize, range.end as usize);
        if start < done {
            return Err(format!("the range {range:?} begins before the one in front of it ends"));
        }
        let kept = text.get(done..start).ok_or_else(|| misplaced(text, range))?;
        text.get(start..end).ok_or_else(|| misplaced(text, range))?;
        result.push_str(kept);
        result.push_str(new);
        done = end;
    }
    result.push_str(text.get(done..).unwrap_or_default());
    Ok(result)
}

fn misplaced(text: &str, range: &Range<u32>) -> String {
    format!("the range {range:?} does not lie on character boundaries of a text of {} bytes", text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(text: &str, edits: &[(Range<u32>, &str)]) -> Result<String, String> {
        let edits: Vec<_> = edits.iter().map(|(range, new)| (range.clone(), (*new).to_owned())).collect();
        apply_edits(text, &edits)
    }

    #[test]
    fn without_edits_the_text_stays() {
        assert_eq!(edited("\u{feff}a\r\n", &[]).unwrap(), "\u{feff}a\r\n");
    }

    #[test]
    fn ranges_are_replaced_and_the_rest_is_kept() {
        assert_eq!(edited("one two three", &[(0..3, "1"), (4..7, ""), (13..13, "!")]).unwrap(), "1  three!");
    }

    #[test]
    fn ranges_may_touch_and_insertions_at_one_place_keep_their_order() {
        assert_eq!(edited("abc", &[(0..1, "x"), (1..2, "y"), (2..2, "1"), (2..2, "2")]).unwrap(), "xy12c");
    }

    #[test]
    fn line_endings_and_the_byte_order_mark_stay_as_they_are() {
        let text = "\u{feff}story\r\n  a: b\n  c: d\r\n";
        assert_eq!(edited(text, &[(15..16, "x")]).unwrap(), "\u{feff}story\r\n  a: x\n  c: d\r\n");
    }

    #[test]
    fn ranges_that_overlap_are_unsorted_inverted_or_outside_are_refused() {
        for edits in [
            &[(0..2, ""), (1..3, "")][..],
            &[(2..3, ""), (0..1, "")],
            #[expect(clippy::reversed_empty_ranges, reason = "an inverted range is what is refused")]
            &[(2..1, "")],
            &[(0..4, "")],
            &[(4..4, "")],
            &[(u32::MAX..u32::MAX, "")],
        ] {
            assert!(edited("abc", edits).is_err(), "{edits:?}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_range_is_said() {
        let overlapping = edited("abc", &[(0..2, ""), (1..3, "")]).unwrap_err();
        assert_eq!(overlapping, "the range 1..3 begins before the one in front of it ends");
        let beyond = edited("abc", &[(3..4, "")]).unwrap_err();
        assert_eq!(beyond, "the range 3..4 does not lie on character boundaries of a text of 3 bytes");
    }

    #[test]
    fn a_range_inside_a_character_is_refused() {
        assert!(edited("é", &[(1..2, "")]).is_err());
        assert!(edited("é", &[(0..1, "")]).is_err());
    }
}
