//! A number with its unit: `€1.2M`, `320 ms`, `4.6/5`.

use std::cmp::Ordering;
use std::fmt;

use nom::Parser;
use nom::branch::alt;
use nom::character::complete::{char, satisfy};
use nom::combinator::{map, not, opt, value};
use nom::sequence::{preceded, terminated};
use nom::{IResult, error::Error};
use smol_str::SmolStr;

use super::error::trimmed;
use super::number::{decimal, finite, number_error, too_large};
use super::{ValueError, ValueKind, mend};

/// What an amount counts. Two amounts compare only with equal units.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Unit {
    currency: Option<char>,
    text: SmolStr,
}

impl Unit {
    /// The currency sign, whether it stands before the number or behind it: `€` of `€5`, `5€` and `5 €/user`.
    pub const fn currency(&self) -> Option<char> {
        self.currency
    }

    /// The rest of the unit, as it stands behind the number: `%`, `ms`, `/5`, `/user` of `€5/user`; empty for none.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A number with its unit. `Display` writes it with the currency sign first and factors multiplied out, so that it
/// reads back as the same amount.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// The number, finite, factors multiplied out: 1,200,000 for `€1.2M`.
    pub number: f64,
    /// What is counted.
    pub unit: Unit,
}

impl Amount {
    /// Which is more; nothing where the units differ.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        if self.unit == other.unit { self.number.partial_cmp(&other.number) } else { None }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.number < 0.0 {
            formatter.write_str("-")?;
        }
        if let Some(currency) = self.unit.currency {
            write!(formatter, "{currency}")?;
        }
        let space = if self.unit.text.starts_with(char::is_alphabetic) { " " } else { "" };
        write!(formatter, "{}{space}{}", self.number.abs(), self.unit.text)
    }
}

/// Reads an amount: an optional currency sign, a number (`-` before or behind the sign if below zero), an optional
/// factor `k` (thousand), `M` (million) or `B` (thousand million) that no letter follows, and an optional unit, with
/// at most one space before factor and unit.
///
/// A unit starts with a letter, a currency sign, `/` or one of `%‰°′″★`. It may have several words; a number inside
/// it stands behind a letter or `/`, so that `54 to 70%` is no amount of the unit `to 70%`.
///
/// # Errors
/// What keeps it from being one; with the amount that was meant where there is no doubt about it (`1200` for `1,200`).
pub fn parse_amount(input: &str) -> Result<Amount, ValueError> {
    trimmed(input, |text| match written(text) {
        Some(written) => written.amount().ok_or_else(|| too_large(text, ValueKind::Amount)),
        None => Err(number_error(text, ValueKind::Amount).suggesting(mend::amount(text))),
    })
}

/// The amount that all of `text` is.
pub(super) fn exact(text: &str) -> Option<Amount> {
    written(text)?.amount()
}

/// The parts of an amount as written.
struct Written<'text> {
    is_negative: bool,
    currency: Option<char>,
    digits: &'text str,
    exponent: u8,
    unit: &'text str,
}

impl Written<'_> {
    /// The amount, if its number is finite.
    fn amount(&self) -> Option<Amount> {
        let number = finite(self.digits, self.exponent)?;
        // No `-0`, which would be written differently from the `0` that it equals.
        let number = if self.is_negative && number != 0.0 { -number } else { number };
        let behind = self.unit.chars().next().filter(|first| is_currency(*first));
        let text = behind.map_or(self.unit, |sign| &self.unit[sign.len_utf8()..]);
        Some(Amount { number, unit: Unit { currency: self.currency.or(behind), text: SmolStr::new(text) } })
    }
}

fn written(text: &str) -> Option<Written<'_>> {
    let (unit, (sign, currency, inner_sign, digits, exponent)) =
        (opt(char('-')), opt(satisfy(is_currency)), opt(char('-')), decimal, factor).parse(text).ok()?;
    let unit = unit.strip_prefix(' ').unwrap_or(unit);
    let is_signed_twice = sign.is_some() && inner_sign.is_some();
    let has_two_currencies = currency.is_some() && unit.starts_with(is_currency);
    if is_signed_twice || has_two_currencies || !(unit.is_empty() || is_unit(unit)) {
        return None;
    }
    Some(Written { is_negative: sign.or(inner_sign).is_some(), currency, digits, exponent, unit })
}

/// The power of ten that a factor stands for; 0 where there is none.
fn factor(input: &str) -> IResult<&str, u8> {
    map(opt(preceded(opt(char(' ')), factor_sign)), Option::unwrap_or_default).parse(input)
}

fn factor_sign(input: &str) -> IResult<&str, u8> {
    let sign = alt((value(3, char::<_, Error<_>>('k')), value(6, char('M')), value(9, char('B'))));
    terminated(sign, not(satisfy(char::is_alphabetic))).parse(input)
}

fn is_unit(text: &str) -> bool {
    let is_start = |first: char| first.is_alphabetic() || is_currency(first) || "%‰°/′″★".contains(first);
    // A unit of a factor alone would be read as that factor when it is written behind a plain number.
    factor_sign(text).is_err()
        && text.starts_with(is_start)
        && text.split(' ').skip(1).all(|word| word.starts_with(|first: char| first.is_alphabetic() || first == '/'))
        && text.split(' ').all(is_unit_word)
        && behind_currency(text).is_none_or(|rest| rest.is_empty() || is_unit(rest) && !rest.starts_with(is_currency))
}

/// What follows the currency sign that a unit starts with.
fn behind_currency(unit: &str) -> Option<&str> {
    unit.strip_prefix(is_currency)
}

/// Whether no mark stands in `word` that would make it something else than a unit, and no number that would be a
/// second one.
fn is_unit_word(word: &str) -> bool {
    let mut before = ' ';
    word.chars().all(|character| {
        let is_joined = before.is_alphanumeric() || matches!(before, '/' | '.');
        let is_fit = if character.is_numeric() { is_joined } else { !is_stranger(character) };
        before = character;
        is_fit
    })
}

fn is_stranger(character: char) -> bool {
    character.is_whitespace() || character.is_control() || ",;:\"`<>@#=~?!|\\".contains(character)
}

/// Whether it is a currency sign of Unicode (category Sc) that keyboards have, or of the block Currency Symbols.
fn is_currency(character: char) -> bool {
    matches!(character, '$' | '¢' | '£' | '¤' | '¥' | '֏' | '؋' | '৳' | '฿' | '៛' | '\u{20a0}'..='\u{20cf}' | '﷼')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::ValueProblem;
    use super::*;

    #[test]
    fn amounts_and_how_they_are_shown() {
        for (text, number, currency, unit, shown) in [
            ("54%", 54.0, None, "%", "54%"),
            ("54 %", 54.0, None, "%", "54%"),
            ("€1.2M", 1_200_000.0, Some('€'), "", "€1200000"),
            ("€1.2 M", 1_200_000.0, Some('€'), "", "€1200000"),
            ("1.2M€", 1_200_000.0, Some('€'), "", "€1200000"),
            ("1.2M €", 1_200_000.0, Some('€'), "", "€1200000"),
            ("5 €/user", 5.0, Some('€'), "/user", "€5/user"),
            ("$0.30", 0.3, Some('$'), "", "$0.3"),
            ("320 ms", 320.0, None, "ms", "320 ms"),
            ("320ms", 320.0, None, "ms", "320 ms"),
            ("320MB", 320.0, None, "MB", "320 MB"),
            ("320 MB/s", 320.0, None, "MB/s", "320 MB/s"),
            ("5kB", 5.0, None, "kB", "5 kB"),
            ("12k users", 12000.0, None, "users", "12000 users"),
            ("12k", 12000.0, None, "", "12000"),
            ("5k/s", 5000.0, None, "/s", "5000/s"),
            ("2B", 2e9, None, "", "2000000000"),
            ("4.35M", 4_350_000.0, None, "", "4350000"),
            ("4.6/5", 4.6, None, "/5", "4.6/5"),
            ("-3", -3.0, None, "", "-3"),
            ("-0", 0.0, None, "", "0"),
            ("-€3", -3.0, Some('€'), "", "-€3"),
            ("€-3", -3.0, Some('€'), "", "-€3"),
            ("12000", 12000.0, None, "", "12000"),
            ("3 days per week", 3.0, None, "days per week", "3 days per week"),
            ("10 kΩ", 10.0, None, "kΩ", "10 kΩ"),
            ("12 t CO2", 12.0, None, "t CO2", "12 t CO2"),
            ("1.2bn", 1.2, None, "bn", "1.2 bn"),
        ] {
            let amount = parse_amount(text).unwrap();
            assert_eq!(amount.number.total_cmp(&number), Ordering::Equal, "{text}");
            assert_eq!((amount.unit.currency(), amount.unit.text()), (currency, unit), "{text}");
            assert_eq!(amount.to_string(), shown);
            assert_eq!(parse_amount(shown).unwrap(), amount);
        }
    }

    #[test]
    fn what_is_no_amount() {
        for (text, meant) in [
            ("1,200", Some("1200")),
            ("1 200", Some("1200")),
            ("1.200,5", Some("1200.5")),
            ("€ 5", Some("€5")),
            ("4.6 / 5", Some("4.6/5")),
            ("EUR 5", Some("5 EUR")),
            ("many", None),
            ("%", None),
            ("€", None),
            ("5..7", None),
            ("54 to 70%", None),
            ("54-70%", None),
            ("54%-70%", None),
            ("1.2.3", None),
            ("5  €€", None),
            ("€5€", None),
            ("12k k", None),
            ("-€-3", None),
            ("~5", None),
            ("5 users, mostly", None),
            ("5 users?", None),
            ("+10%", None),
            ("", None),
        ] {
            let error = parse_amount(text).unwrap_err();
            assert_eq!(error.suggestion.as_deref(), meant, "{text}");
        }
        assert_eq!(parse_amount("1,200").unwrap_err().problem, ValueProblem::Grouped { found: "1,200".into() });
        let huge = format!("{}M", "9".repeat(305));
        assert_eq!(parse_amount(&huge).unwrap_err().problem, ValueProblem::TooLarge { wanted: ValueKind::Amount });
    }

    #[test]
    fn amounts_compare_with_equal_units_only() {
        let amount = |text| parse_amount(text).unwrap();
        assert_eq!(amount("54%").compare(&amount("70 %")), Some(Ordering::Less));
        assert_eq!(amount("€1.2M").compare(&amount("1200k €")), Some(Ordering::Equal));
        assert_eq!(amount("54%").compare(&amount("54")), None);
        assert_eq!(amount("€5").compare(&amount("$5")), None);
        assert_eq!(amount("5 ms").compare(&amount("5 s")), None);
    }

    proptest! {
        #[test]
        fn any_text_is_an_amount_or_says_why_not(text in "\\PC{0,16}|[€$-]{0,2}[0-9]{1,4}([.,][0-9]{1,3})?[ kMB%/€]{0,3}[a-zB ]{0,4}") {
            match parse_amount(&text) {
                Ok(amount) => {
                    prop_assert!(amount.number.is_finite());
                    prop_assert_eq!(parse_amount(&amount.to_string()).unwrap(), amount);
                }
                Err(error) => {
                    prop_assert!(text.get(error.range).is_some());
                    if let Some(meant) = error.suggestion {
                        prop_assert!(parse_amount(&meant).is_ok(), "{}", meant);
                    }
                }
            }
        }
    }
}
