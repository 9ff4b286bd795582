//! What keeps a text from being an id, and the id that was probably meant.

use std::fmt;

use smol_str::SmolStr;

use super::id::{MAX_ID_LENGTH, NEW, are_parts, has_leading_zero, is_id, new_prefix, split_parts};

/// What keeps a text from being an id. `Display` says what is wrong and how it would be right, without the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdProblem {
    /// Nothing is written.
    Empty,
    /// It has more than [`MAX_ID_LENGTH`] bytes.
    TooLong,
    /// A character that no id has.
    ForeignCharacter {
        /// The first such character.
        character: char,
        /// The id that was probably meant.
        meant: Option<SmolStr>,
    },
    /// No dash between prefix and number.
    NoDash {
        /// The id that was probably meant.
        meant: Option<SmolStr>,
    },
    /// A second dash.
    SecondDash,
    /// Nothing before the dash, or something that does not start with a letter.
    NoPrefix,
    /// Small letters before the dash or capitals behind it.
    LetterCase {
        /// The id that was probably meant.
        meant: Option<SmolStr>,
    },
    /// No digit behind the dash.
    NoDigit,
    /// A number that starts with a zero.
    LeadingZero {
        /// The id that was probably meant.
        meant: Option<SmolStr>,
    },
    /// A point without digits behind it.
    BadPart {
        /// The id that was probably meant.
        meant: Option<SmolStr>,
    },
    /// An id still to be given, which can stand in a header only.
    StillToBeGiven,
}

impl IdProblem {
    /// The id that was beyond doubt meant, to be written in the place of all of the text: `PAY-12` for `pay-12`.
    pub fn suggestion(&self) -> Option<String> {
        match self {
            Self::ForeignCharacter { meant, .. }
            | Self::NoDash { meant }
            | Self::LetterCase { meant }
            | Self::LeadingZero { meant }
            | Self::BadPart { meant } => meant.as_ref().map(SmolStr::to_string),
            Self::Empty | Self::TooLong | Self::SecondDash | Self::NoPrefix | Self::NoDigit | Self::StillToBeGiven => {
                None
            }
        }
    }
}

impl fmt::Display for IdProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Self::Empty => "an id is written `PAY-12`",
            Self::TooLong => "an id has at most 32 characters",
            Self::ForeignCharacter { character, .. } => {
                formatter.write_str("it cannot have ")?;
                super::problem::foreign(formatter, *character)?;
                ": an id is letters, a dash and a number, like `PAY-12`"
            }
            Self::NoDash { .. } => "a dash stands between its letters and its number, like `PAY-12`",
            Self::SecondDash => "an id has one dash only, like `PAY-12`; its parts have points, like `PAY-12.1`",
            Self::NoPrefix => "capital letters stand before the dash, like `PAY-12`",
            Self::LetterCase { .. } => "the letters before the dash are capitals and those behind it small",
            Self::NoDigit => "behind the dash there is at least one digit, like `PAY-12`",
            Self::LeadingZero { .. } => "its number has no zero in front, like `PAY-12`",
            Self::BadPart { .. } => "behind each point there are digits alone, like `PAY-12.1`",
            Self::StillToBeGiven => "it is still to be given, and until then nothing can refer to it",
        };
        formatter.write_str(words)
    }
}

impl std::error::Error for IdProblem {}

/// Why `text` is no id. The order is from what hides the rest to what is left when all else is right.
pub(super) fn diagnose(text: &str) -> IdProblem {
    if text.is_empty() {
        return IdProblem::Empty;
    }
    if new_prefix(text).is_some() {
        return IdProblem::StillToBeGiven;
    }
    let meant = meant(text);
    let foreign = |character: &char| !(character.is_ascii_alphanumeric() || matches!(character, '-' | '.'));
    if let Some(character) = text.chars().find(foreign) {
        return IdProblem::ForeignCharacter { character, meant };
    }
    if text.len() > MAX_ID_LENGTH {
        return IdProblem::TooLong;
    }
    let Some((prefix, suffix)) = text.split_once('-') else {
        return IdProblem::NoDash { meant };
    };
    let (core, parts) = split_parts(suffix);
    if !prefix.starts_with(|character: char| character.is_ascii_alphabetic()) {
        IdProblem::NoPrefix
    } else if suffix.contains('-') {
        IdProblem::SecondDash
    } else if !is_digit_among(core) && !core.eq_ignore_ascii_case(NEW) {
        IdProblem::NoDigit
    } else if parts.is_some_and(|parts| !are_parts(parts)) || prefix.contains('.') {
        IdProblem::BadPart { meant }
    } else if has_leading_zero(core) {
        IdProblem::LeadingZero { meant }
    } else {
        IdProblem::LetterCase { meant }
    }
}

fn is_digit_among(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// The id that was meant by `text`, where only letter case, the dash, a zero in front or a mark around it are wrong.
fn meant(text: &str) -> Option<SmolStr> {
    if text.len() > 2 * MAX_ID_LENGTH {
        return None;
    }
    let bare = text.trim_start_matches(['#', '[', '(']).trim_end_matches(['.', ':', ';', ',', ']', ')']);
    let dashed: String = bare.chars().map(|character| if is_dash(character) { '-' } else { character }).collect();
    let first_digit = dashed.find(|character: char| character.is_ascii_digit());
    let (prefix, suffix) =
        dashed.split_once('-').or_else(|| first_digit.and_then(|digit| dashed.split_at_checked(digit)))?;
    let (core, parts) = split_parts(suffix);
    let mut core = core.to_ascii_lowercase();
    if has_leading_zero(&core) {
        let significant = core.trim_start_matches('0');
        core = if significant.is_empty() { "0".to_owned() } else { significant.to_owned() };
    }
    let mut candidate = format!("{}-{core}", prefix.to_ascii_uppercase());
    if let Some(parts) = parts {
        candidate.push('.');
        candidate.push_str(parts);
    }
    (is_id(&candidate) || new_prefix(&candidate).is_some()).then(|| SmolStr::new(candidate))
}

/// What people and their programs write for a dash, among it hyphens that do not break and the minus sign.
fn is_dash(character: char) -> bool {
    matches!(character, '_' | ' ' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
mod tests {
    use super::super::Id;
    use super::*;

    #[test]
    fn what_is_no_id_and_what_was_meant() {
        let some = |text: &str| Some(SmolStr::new(text));
        for (text, problem) in [
            ("", IdProblem::Empty),
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZ-123456", IdProblem::TooLong),
            ("pay-12", IdProblem::LetterCase { meant: some("PAY-12") }),
            ("Pay-12", IdProblem::LetterCase { meant: some("PAY-12") }),
            ("PAY-K3F9", IdProblem::LetterCase { meant: some("PAY-k3f9") }),
            ("pay-new", IdProblem::LetterCase { meant: some("PAY-new") }),
            ("PAY-012", IdProblem::LeadingZero { meant: some("PAY-12") }),
            ("pay-000", IdProblem::LeadingZero { meant: some("PAY-0") }),
            ("PAY12", IdProblem::NoDash { meant: some("PAY-12") }),
            ("PAY", IdProblem::NoDash { meant: None }),
            ("12", IdProblem::NoDash { meant: None }),
            ("PAY_12", IdProblem::ForeignCharacter { character: '_', meant: some("PAY-12") }),
            ("PAY 12", IdProblem::ForeignCharacter { character: ' ', meant: some("PAY-12") }),
            ("PAY\u{2011}12", IdProblem::ForeignCharacter { character: '\u{2011}', meant: some("PAY-12") }),
            ("PAY-12:", IdProblem::ForeignCharacter { character: ':', meant: some("PAY-12") }),
            ("#PAY-12", IdProblem::ForeignCharacter { character: '#', meant: some("PAY-12") }),
            ("РAY-12", IdProblem::ForeignCharacter { character: 'Р', meant: None }),
            ("PAY-12 Guest checkout", IdProblem::ForeignCharacter { character: ' ', meant: None }),
            ("-12", IdProblem::NoPrefix),
            ("1A-12", IdProblem::NoPrefix),
            ("PAY-", IdProblem::NoDigit),
            ("PAY-abc", IdProblem::NoDigit),
            ("PAY-12-3", IdProblem::SecondDash),
            ("PAY-12.", IdProblem::BadPart { meant: some("PAY-12") }),
            ("PAY-12.a", IdProblem::BadPart { meant: None }),
            ("PAY-12..1", IdProblem::BadPart { meant: None }),
            ("PAY-new", IdProblem::StillToBeGiven),
        ] {
            assert_eq!(Id::parse(text).unwrap_err(), problem, "{text}");
        }
    }
}
