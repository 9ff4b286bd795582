//! One word of a list, and what was meant by a word that is none of it.

use strsim::damerau_levenshtein;

use super::error::{excerpt, trimmed};
use super::{ValueError, ValueKind, ValueProblem};

/// The longest word that is compared with others, in bytes.
const LONGEST: usize = 48;

/// Which of `words` all of `input` is.
///
/// # Errors
/// That it is none of them; with the one that was meant, where only letter case or the marks between the parts of the
/// word differ, or one is nearer to it than all others.
pub fn one_of<W: AsRef<str>>(input: &str, words: &[W]) -> Result<usize, ValueError> {
    trimmed(input, |text| {
        if let Some(index) = words.iter().position(|word| word.as_ref() == text) {
            return Ok(index);
        }
        if text.is_empty() {
            return Err(ValueError::malformed(text, ValueKind::Word));
        }
        let all = || words.iter().map(AsRef::as_ref);
        let words: Vec<String> = all().map(str::to_owned).collect();
        Err(ValueError::whole(text, ValueProblem::UnknownWord { found: excerpt(text), words })
            .suggesting(nearest(text, all()).or_else(|| begun(text, all())).map(str::to_owned)))
    })
}

/// The one of `words` that `text` was meant to be: the same but for letter case and `_` or a space in the place of
/// `-`, or the only one at the least distance, which is a letter or two put in, left out, changed or swapped.
pub fn nearest<'words>(text: &str, words: impl Iterator<Item = &'words str>) -> Option<&'words str> {
    if text.len() > LONGEST {
        return None;
    }
    let text = plain(text);
    let allowed = match text.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    };
    let mut nearest: Option<(usize, &str)> = None;
    let mut is_only = true;
    for word in words.filter(|word| word.len() <= LONGEST) {
        let distance = damerau_levenshtein(&text, &plain(word));
        match nearest {
            _ if distance > allowed => {}
            Some((least, _)) if distance > least => {}
            Some((least, _)) if distance == least => is_only = false,
            _ => (nearest, is_only) = (Some((distance, word)), true),
        }
    }
    nearest.filter(|_| is_only).map(|(_, word)| word)
}

/// The one of `words` that `text` begins with where only `have` follows, as people say it: `Must have`, `won't-have`.
fn begun<'words>(text: &str, mut words: impl Iterator<Item = &'words str>) -> Option<&'words str> {
    let text = plain(text).replace(['\'', '’'], "");
    let first = text.strip_suffix("-have")?;
    words.find(|word| *word == first)
}

fn plain(text: &str) -> String {
    text.to_lowercase().replace(['_', ' '], "-")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WORDS: [&str; 6] = ["must", "should", "could", "wont", "cycle-time", "lead-time"];

    #[test]
    fn a_word_of_the_list() {
        assert_eq!(one_of("could", &WORDS), Ok(2));
        assert_eq!(one_of(" must ", &WORDS), Ok(0));
    }

    #[test]
    fn what_was_meant() {
        for (text, meant) in [
            ("Must", Some("must")),
            ("CYCLE TIME", Some("cycle-time")),
            ("lead_time", Some("lead-time")),
            ("mst", Some("must")),
            ("msut", Some("must")),
            ("wount", Some("wont")),
            ("shoud", Some("should")),
            ("sould", None),
            ("mu", None),
            ("high", None),
            ("leadtimes", Some("lead-time")),
            ("Must have", Some("must")),
            ("could-have", Some("could")),
            ("Won’t have", Some("wont")),
            ("must go", None),
            (&"must".repeat(20), None),
        ] {
            let error = one_of(text, &WORDS).unwrap_err();
            assert_eq!(error.suggestion.as_deref(), meant, "{text}");
        }
    }

    #[test]
    fn nothing_is_none_of_them() {
        assert_eq!(one_of("", &WORDS).unwrap_err().problem, ValueProblem::Empty { wanted: ValueKind::Word });
    }

    proptest! {
        #[test]
        fn any_text_is_a_word_or_says_why_not(text in "\\PC{0,12}") {
            match one_of(&text, &WORDS) {
                Ok(index) => prop_assert_eq!(WORDS[index], text.trim()),
                Err(error) => {
                    prop_assert!(text.get(error.range).is_some());
                    if let Some(meant) = error.suggestion {
                        prop_assert!(one_of(&meant, &WORDS).is_ok());
                    }
                }
            }
        }
    }
}
