//! Prose that is nearly a user story in English: which part is missing.

use std::ops::Range;

use roadlog_syntax::user_story::{parse, starts};

/// What keeps a paragraph from being a user story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Lack {
    /// It does not say who.
    Role,
    /// It does not say what they want.
    Want,
    /// Of a job story: it does not say what for.
    Benefit,
    /// It says so in other words than a user story does: these bytes of it.
    Words(Range<usize>),
}

/// What a paragraph, its lines joined by spaces, lacks to be a user story or job story; `None` where it is none of
/// either and does not nearly tell one.
pub(crate) fn lack(paragraph: &str) -> Option<Lack> {
    if parse(paragraph).is_some() {
        return None;
    }
    if starts(paragraph) {
        return Some(of_user_story(paragraph));
    }
    let begins_with_when = words(paragraph).next().is_some_and(|(word, _)| word.eq_ignore_ascii_case("when"));
    let pairs = words(paragraph).zip(words(paragraph).skip(1));
    let mut pairs = pairs.map(|((word, _), (next, _))| (word, next));
    let wishes = |(word, next): (&str, &str)| word.eq_ignore_ascii_case("i") && next.eq_ignore_ascii_case("want");
    (begins_with_when && pairs.any(wishes)).then_some(Lack::Benefit)
}

/// The words that say who speaks of what they want.
const SPEAKERS: [&str; 12] = ["i", "i'd", "i’d", "i'm", "i’m", "i'll", "i’ll", "we", "we'd", "we’d", "we're", "we’re"];

/// The verbs of a user story, behind `I`.
const VERBS: [&str; 4] = ["want", "need", "can", "would"];

/// What a paragraph that starts `As a` lacks.
fn of_user_story(paragraph: &str) -> Lack {
    let mut behind_article = words(paragraph).skip(2).enumerate();
    let is_speaker = |word: &str| SPEAKERS.iter().any(|speaker| speaker.eq_ignore_ascii_case(word));
    let Some((place, (speaker, at))) = behind_article.find(|(_, (word, _))| is_speaker(word)) else {
        return Lack::Want;
    };
    let Some((_, (verb, behind))) = behind_article.next() else { return Lack::Want };
    let is_known = speaker.eq_ignore_ascii_case("i") && VERBS.iter().any(|known| known.eq_ignore_ascii_case(verb));
    // "As a buyer, paying by card is what I know" says nothing that anybody wants.
    let goes_on_otherwise = paragraph[..at.start].trim_end().trim_end_matches(',').contains(',');
    match () {
        () if is_known && place == 0 => Lack::Role,
        () if is_known || goes_on_otherwise => Lack::Want,
        () => Lack::Words(at.start..behind.end),
    }
}

/// The words of a text with their bytes, without the marks around them.
fn words(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let is_mark = |character: char| !character.is_alphanumeric();
    let mut end = 0;
    text.split_inclusive(char::is_whitespace).filter_map(move |piece| {
        end += piece.len();
        let from_word = piece.trim_start_matches(is_mark);
        let (start, word) = (end - from_word.len(), from_word.trim_end_matches(is_mark));
        (!word.is_empty()).then_some((word, start..start + word.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_can_be_missing() {
        for (text, wanted) in [
            ("As a buyer", Some(Lack::Want)),
            ("As a buyer, paying by card is what I know.", Some(Lack::Want)),
            ("As a buyer, I want to", Some(Lack::Want)),
            ("As a I want to pay", Some(Lack::Role)),
            ("As an I need a card", Some(Lack::Role)),
            ("When my card is declined, I want to try another.", Some(Lack::Benefit)),
            ("When my card is declined, nothing is said.", None),
            ("When I pay, I see the total", None),
            ("As a buyer, I want to pay", None),
            ("The card is declined.", None),
            ("", None),
        ] {
            assert_eq!(lack(text), wanted, "{text}");
        }
    }

    #[test]
    fn other_words_say_the_same() {
        for (text, wanted) in [
            ("As a buyer, I wish to pay", "I wish"),
            ("As a buyer **I should** be able to pay", "I should"),
            ("As a buyer we want to pay", "we want"),
            ("As a buyer, I'm able to pay", "I'm able"),
        ] {
            let Some(Lack::Words(range)) = lack(text) else { panic!("{text}") };
            assert_eq!(&text[range], wanted);
        }
    }
}
