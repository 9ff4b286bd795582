//! Running text in lines that are no wider than there is room, parted between words.

use unicode_width::UnicodeWidthStr;

/// The words of `text` in lines of at most `width` columns, where no word is wider; before the first line `taken` columns
/// are taken already.
pub(crate) fn wrap(text: &str, taken: usize, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut column = taken;
    for word in text.split_whitespace() {
        let wide = word.width();
        match lines.last_mut() {
            Some(line) if column + usize::from(!line.is_empty()) + wide <= width || line.is_empty() => {
                if !line.is_empty() {
                    line.push(' ');
                    column += 1;
                }
                line.push_str(word);
                column += wide;
            }
            _ => {
                lines.push(word.to_owned());
                column = wide;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_between_words() {
        assert_eq!(wrap("one two three", 0, 7), ["one two", "three"]);
        assert_eq!(wrap("one two three", 3, 7), ["one", "two", "three"]);
        assert_eq!(wrap("one two", 0, 7), ["one two"]);
        assert_eq!(wrap("計計 計", 0, 6), ["計計", "計"]);
    }

    #[test]
    fn a_word_that_is_too_wide_stays_whole() {
        assert_eq!(wrap("immeasurable it is", 0, 5), ["immeasurable", "it is"]);
        assert_eq!(wrap("", 3, 5), [""]);
    }
}
