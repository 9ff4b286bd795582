//! Halves of surrogate pairs that stand alone in JSON, which some editors send where a cursor splits a character.

/// The JSON text with `\ufffd` in the place of every escape of a surrogate that is no part of a pair.
pub(crate) fn mended(body: &[u8]) -> Vec<u8> {
    let mut mended = body.to_vec();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', body.get(at..).unwrap_or_default()) {
        let escape = at + found;
        at = match half(body, escape) {
            Some(0xd800..=0xdbff) if matches!(half(body, escape + 6), Some(0xdc00..=0xdfff)) => escape + 12,
            Some(0xd800..=0xdfff) => {
                mended[escape + 2..escape + 6].copy_from_slice(b"fffd");
                escape + 6
            }
            _ => escape + 2,
        };
    }
    mended
}

/// The number in the `\uXXXX` at this place.
fn half(body: &[u8], at: usize) -> Option<u16> {
    let digits = body.get(at..at + 6)?.strip_prefix(b"\\u")?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> String {
        serde_json::from_slice(&mended(json.as_bytes())).unwrap()
    }

    #[test]
    fn a_half_alone_is_a_replacement_character_and_a_pair_stays() {
        assert_eq!(read(r#""a\ud83db""#), "a\u{fffd}b");
        assert_eq!(read(r#""\ude00""#), "\u{fffd}");
        assert_eq!(read(r#""\ud83d\ude00 \ud83d\ud83d\ude00""#), "\u{1f600} \u{fffd}\u{1f600}");
    }

    #[test]
    fn what_only_looks_like_an_escape_stays() {
        assert_eq!(read(r#""\\ud83d \n\u00e9""#), "\\ud83d \n\u{e9}");
        assert_eq!(mended(br#""\ud8"#), br#""\ud8"#);
        assert_eq!(mended(br"\"), br"\");
    }
}
