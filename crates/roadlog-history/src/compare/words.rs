//! When two texts say the same, and how alike they are: layout, letter composition and moved references left out.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::hash::Hash;

use roadlog_syntax::mention::{MentionKind, may_name_item, mentions};
use roadlog_syntax::value::Id;
use rustc_hash::FxHashMap;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Which items have another id now: from the former one to the present one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Renumbered(FxHashMap<Id, Id>);

impl Renumbered {
    pub(crate) fn insert(&mut self, former: Id, now: Id) {
        self.0.insert(former, now);
    }

    /// Whether none has.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The id that an item of the earlier plan has in the later one.
    pub(crate) fn now<'a>(&'a self, id: &'a Id) -> &'a Id {
        self.0.get(id).unwrap_or(id)
    }

    /// Whether an earlier and a later text say the same, references to renumbered items moved along.
    pub(crate) fn same(&self, before: &str, after: &str) -> bool {
        if before == after {
            return true;
        }
        let after = normal(after);
        normal(before) == after || (!self.0.is_empty() && normal(&self.moved(before)) == after)
    }

    /// An earlier text with the present ids in it.
    pub(crate) fn moved<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.0.is_empty() || !may_name_item(text) {
            return Cow::Borrowed(text);
        }
        let (mut moved, mut end) = (String::new(), 0);
        for mention in mentions(text) {
            let (MentionKind::Id(id) | MentionKind::Criterion { id, .. }) = &mention.what else { continue };
            let Some(now) = self.0.get(id) else { continue };
            moved.push_str(&text[end..mention.range.start]);
            moved.push_str(now.as_str());
            end = mention.range.start + id.as_str().len();
        }
        if end == 0 {
            return Cow::Borrowed(text);
        }
        moved.push_str(&text[end..]);
        Cow::Owned(moved)
    }
}

/// A text as it is compared: single spaces between its words and none around them, and each letter composed in one way
/// (Unicode's normalization form C), because two keyboards write the same `é` differently.
pub(crate) fn normal(text: &str) -> Cow<'_, str> {
    let is_folded =
        text.trim() == text && !text.contains("  ") && !text.contains(|it: char| it != ' ' && it.is_whitespace());
    if is_folded && is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    let folded: Vec<&str> = text.split_whitespace().collect();
    Cow::Owned(folded.join(" ").nfc().collect())
}

/// How alike two texts must be for the one to be the other reworded.
pub(super) const REWORDED: f64 = 0.6;

/// Whether two texts say the same, or one may be the other reworded.
pub fn are_alike(one: &str, other: &str) -> bool {
    normal(one) == normal(other) || Likeness::of(one).with(&Likeness::of(other)) >= REWORDED
}

/// The pairs of neighbouring characters of a text, letter case left out: what two texts are compared by.
#[derive(Clone, Debug)]
pub(crate) struct Likeness(Vec<(char, char)>);

impl Likeness {
    /// Of a longer text the beginning counts, so that the cost stays small.
    const LONGEST: usize = 2_000;

    pub(crate) fn of(text: &str) -> Self {
        let characters: Vec<char> = normal(text).chars().flat_map(char::to_lowercase).take(Self::LONGEST).collect();
        let mut pairs: Vec<_> = characters.windows(2).map(|pair| (pair[0], pair[1])).collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    /// How alike two texts are: 0 for nothing in common, 1 for the same pairs (the Sørensen–Dice coefficient).
    pub(crate) fn with(&self, other: &Self) -> f64 {
        let total = self.0.len() + other.0.len();
        if total == 0 {
            return 0.0;
        }
        let (mut common, mut mine, mut theirs) = (0_u32, self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(one), Some(another)) = (mine.peek(), theirs.peek()) {
            let order = one.cmp(another);
            common += u32::from(order.is_eq());
            if order.is_le() {
                mine.next();
            }
            if order.is_ge() {
                theirs.next();
            }
        }
        f64::from(2 * common) / f64::from(u32::try_from(total).unwrap_or(u32::MAX))
    }
}

/// Which of two lists' members are the same: for each later one the place of the earlier one, found key by key.
pub(crate) struct Matching {
    /// For each of the later members the place of the earlier one that it is.
    pub(crate) former: Vec<Option<usize>>,
    /// Whether an earlier member is none of the later ones so far.
    pub(crate) is_free: Vec<bool>,
}

impl Matching {
    pub(crate) fn new(before: usize, after: usize) -> Self {
        Self { former: vec![None; after], is_free: vec![true; before] }
    }

    /// Matches what is left where the key is the same, in order; what has no key is left.
    pub(crate) fn by_key<K: Hash + Eq>(
        &mut self,
        before: impl Fn(usize) -> Option<K>,
        after: impl Fn(usize) -> Option<K>,
    ) {
        let mut places: FxHashMap<K, VecDeque<usize>> = FxHashMap::default();
        for place in (0..self.is_free.len()).filter(|place| self.is_free[*place]) {
            if let Some(key) = before(place) {
                places.entry(key).or_default().push_back(place);
            }
        }
        for place in 0..self.former.len() {
            if self.former[place].is_none()
                && let Some(found) = after(place).and_then(|key| places.get_mut(&key)?.pop_front())
            {
                self.set(found, place);
            }
        }
    }

    /// Matches what is left where the words are so alike, the most alike first.
    pub(crate) fn by_likeness<'w>(
        &mut self,
        before: impl Fn(usize) -> &'w str,
        after: impl Fn(usize) -> &'w str,
        at_least: f64,
    ) {
        let old: Vec<usize> = (0..self.is_free.len()).filter(|place| self.is_free[*place]).collect();
        let new: Vec<usize> = (0..self.former.len()).filter(|place| self.former[*place].is_none()).collect();
        let old_words: Vec<&str> = old.iter().map(|place| before(*place)).collect();
        let new_words: Vec<&str> = new.iter().map(|place| after(*place)).collect();
        for (one, other) in alike(&old_words, &new_words, at_least) {
            self.set(old[one], new[other]);
        }
    }

    fn set(&mut self, before: usize, after: usize) {
        self.former[after] = Some(before);
        self.is_free[before] = false;
    }
}

/// The pairs of places, the most alike first, whose texts are at least so alike; each place is in one pair at most.
/// Long lists are compared in part: what is beyond counts as not alike.
fn alike(before: &[&str], after: &[&str], at_least: f64) -> Vec<(usize, usize)> {
    const MOST: usize = 128;
    let of = |texts: &[&str]| -> Vec<Likeness> { texts.iter().take(MOST).map(|text| Likeness::of(text)).collect() };
    let (before, after) = (of(before), of(after));
    let mut found = Vec::new();
    for (old, one) in before.iter().enumerate() {
        for (new, other) in after.iter().enumerate() {
            let likeness = one.with(other);
            if likeness >= at_least {
                found.push((likeness, old, new));
            }
        }
    }
    found.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    let (mut old_taken, mut new_taken) = (vec![false; before.len()], vec![false; after.len()]);
    let mut pairs = Vec::new();
    for (_, old, new) in found {
        if !old_taken[old] && !new_taken[new] {
            (old_taken[old], new_taken[new]) = (true, true);
            pairs.push((old, new));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renumbered() -> Renumbered {
        let mut renumbered = Renumbered::default();
        renumbered.insert(Id::parse("PAY-13").unwrap(), Id::parse("PAY-21").unwrap());
        renumbered
    }

    #[test]
    fn white_space_and_composition_make_no_difference() {
        assert_eq!(normal(" a  b\tc "), "a b c");
        assert_eq!(normal("cafe\u{301}"), normal("café"));
        assert_ne!(normal("Café"), normal("café"));
    }

    #[test]
    fn references_move_along_with_a_renumbered_item() {
        let renumbered = renumbered();
        assert!(renumbered.same("after PAY-13^paid, PAY-130", "after PAY-21^paid, PAY-130"));
        assert!(!renumbered.same("after PAY-13", "after PAY-22"));
        assert_eq!(renumbered.moved("`PAY-13` stays"), "`PAY-13` stays");
    }

    #[test]
    fn likeness_is_of_what_two_texts_share() {
        let likeness = |one: &str, other: &str| Likeness::of(one).with(&Likeness::of(other));
        assert!((likeness("A card is kept", "a card is  kept") - 1.0).abs() < f64::EPSILON);
        assert!(likeness("A declined card keeps the cart", "A declined card keeps the cart, and says why") > 0.7);
        assert!(likeness("A declined card keeps the cart", "Guests get a receipt by e-mail") < 0.4);
        assert!(likeness("", "") < f64::EPSILON);
    }

    #[test]
    fn the_most_alike_are_paired_first() {
        let pairs = alike(&["keep the cart", "show the cart"], &["show the cart!", "keep the carts"], 0.5);
        assert_eq!(pairs, [(0, 1), (1, 0)]);
    }
}
