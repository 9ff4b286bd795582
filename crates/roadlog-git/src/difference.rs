//! How one text becomes another: the fewest bytes to read again where a few lines of a long file differ.

use roadlog_syntax::{Edit, Span};

/// How many lines are looked through, on either side, for where two texts go on alike.
const NEAR: usize = 12;
/// So many edits are told apart: each costs a copy of the text, and reading what lies between them costs less than many.
const MOST: usize = 6;

/// The edits that make the second text of the first, made one after the other: the last comes first, so that each
/// stands where it stood in the first text.
pub(crate) fn edits(old: &str, new: &str) -> Vec<Edit> {
    let end = same_end(old, new);
    let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);
    let start = same_lines(old, new);
    let (mut old_at, mut new_at) = (start, start);
    let mut edits = Vec::new();
    while old_at < old.len() || new_at < new.len() {
        let (old_rest, new_rest) = (&old[old_at..], &new[new_at..]);
        let (gone, came) = goes_on(old_rest, new_rest).unwrap_or((old_rest.len(), new_rest.len()));
        if edits.len() == MOST {
            return vec![Edit::new(Span::new(start as u32, old.len() as u32), &new[start..])];
        }
        edits.push(Edit::new(Span::new(old_at as u32, (old_at + gone) as u32), &new_rest[..came]));
        let same = same_lines(&old_rest[gone..], &new_rest[came..]);
        (old_at, new_at) = (old_at + gone + same, new_at + came + same);
    }
    edits.reverse();
    edits
}

/// How many bytes two texts begin with alike, in whole lines.
fn same_lines(one: &str, other: &str) -> usize {
    let same = same_start(one.as_bytes(), other.as_bytes());
    if same == one.len() && same == other.len() {
        return same;
    }
    one.as_bytes()[..same].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1)
}

/// How many bytes two texts end with alike, in whole lines.
fn same_end(one: &str, other: &str) -> usize {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let steps = one.rchunks_exact(STEP).zip(other.rchunks_exact(STEP)).take_while(|(one, other)| one == other).count();
    let known = steps * STEP;
    let rest = one[..one.len() - known].iter().rev().zip(other[..other.len() - known].iter().rev());
    let same = known + rest.take_while(|(one, other)| one == other).count();
    let end = &one[one.len() - same..];
    end.iter().position(|byte| *byte == b'\n').map_or(0, |line| end.len() - line - 1)
}

/// How many bytes are compared in one step.
const STEP: usize = 64;

fn same_start(one: &[u8], other: &[u8]) -> usize {
    let steps = one.chunks_exact(STEP).zip(other.chunks_exact(STEP)).take_while(|(one, other)| one == other).count();
    let known = steps * STEP;
    known + one[known..].iter().zip(&other[known..]).take_while(|(one, other)| one == other).count()
}

/// How many bytes of two texts, whose first lines differ, stand before two lines in a row that they share; of several such
/// places the nearest.
fn goes_on(old: &str, new: &str) -> Option<(usize, usize)> {
    let (old_lines, new_lines) = (first_lines(old), first_lines(new));
    let mut pairs = (1..2 * NEAR).flat_map(|both| (0..=both).map(move |gone| (gone, both - gone)));
    let found = pairs.find(|(gone, came)| {
        let (old, new) = (old_lines.get(*gone..gone + 2), new_lines.get(*came..came + 2));
        old.is_some() && old == new
    })?;
    let length = |lines: &[&str]| lines.iter().map(|line| line.len()).sum();
    Some((length(&old_lines[..found.0]), length(&new_lines[..found.1])))
}

fn first_lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').take(NEAR + 1).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn applied(text: &str, edits: &[Edit]) -> String {
        edits.iter().fold(text.to_owned(), |mut text, edit| {
            text.replace_range(edit.span.range(), &edit.text);
            text
        })
    }

    fn told(old: &str, new: &str) -> Vec<(String, String)> {
        let edits = edits(old, new);
        assert_eq!(applied(old, &edits), new);
        edits.into_iter().map(|edit| (old[edit.span.range()].to_owned(), edit.text)).collect()
    }

    const TEXT: &str =
        "story PAY-1 Pay\n  points: 3\n  tags: a\n\nstory PAY-2 Log in\n  points: 3\n\nstory PAY-3 Go\n  tags: b\n";

    #[test]
    fn lines_that_are_far_apart_are_edits_of_their_own() {
        let new = TEXT.replacen("points: 3", "points: 5", 1).replace("  tags: b\n", "");
        assert_eq!(
            told(TEXT, &new),
            [("  tags: b\n".into(), String::new()), ("  points: 3\n".into(), "  points: 5\n".into())]
        );
    }

    #[test]
    fn a_line_that_comes_in_is_inserted() {
        let new = TEXT.replace("  points: 3\n\n", "  points: 3\n  owner: @li\n\n");
        assert_eq!(told(TEXT, &new), [(String::new(), "  owner: @li\n".into())]);
    }

    #[test]
    fn what_is_nowhere_alike_is_one_edit() {
        assert_eq!(told("a\nb\n", "c\n"), [("a\nb\n".into(), "c\n".into())]);
        assert_eq!(told("", "c"), [(String::new(), "c".into())]);
        assert_eq!(told("é", "è"), [("é".into(), "è".into())]);
        assert_eq!(told("a\n", "a\n"), []);
    }

    #[test]
    fn many_edits_are_one() {
        let lines =
            |word: &str| (0..90).flat_map(|_| ["a\n", word, "c\n", "d\n"].map(str::to_owned)).collect::<String>();
        assert_eq!(told(&lines("b\n"), &lines("x\n")).len(), 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_edits_make_the_second_text_of_the_first(old in "(a|é|\n|b\n){0,60}", new in "(a|é|\n|b\n){0,60}") {
            prop_assert_eq!(applied(&old, &edits(&old, &new)), new);
        }
    }
}
