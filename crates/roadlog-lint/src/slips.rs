//! The words that one slip of the finger makes of another: what may have been meant is looked up among them, at a cost
//! that does not grow with what there is to choose from.

/// The words one slip away from `text`, which is ASCII: two characters swapped, one too many, another one, or one left
/// out. `letters` gives what may stand at a place.
pub(crate) fn slips<'t, L>(text: &'t str, letters: impl Fn(usize) -> L + Copy + 't) -> impl Iterator<Item = String> + 't
where
    L: Iterator<Item = char> + 't,
{
    let put = move |start: usize, end: usize| letters(start).map(move |letter| spliced(text, start, end, letter));
    let swaps =
        (1..text.len()).map(|at| [&text[..at - 1], &text[at..=at], &text[at - 1..at], &text[at + 1..]].concat());
    let too_many = (0..text.len()).map(|at| [&text[..at], &text[at + 1..]].concat());
    let others = (0..text.len()).flat_map(move |at| put(at, at + 1));
    let left_out = (0..=text.len()).flat_map(move |at| put(at, at));
    swaps.chain(too_many).chain(others).chain(left_out)
}

fn spliced(text: &str, start: usize, end: usize, letter: char) -> String {
    let mut spliced = String::with_capacity(text.len() + 1);
    spliced.push_str(&text[..start]);
    spliced.push(letter);
    spliced.push_str(&text[end..]);
    spliced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_slip_is_tried() {
        let tried: Vec<_> = slips("ab", |_| ["x"].into_iter().flat_map(str::chars)).collect();
        assert_eq!(tried, ["ba", "b", "a", "xb", "ax", "xab", "axb", "abx"]);
    }
}
