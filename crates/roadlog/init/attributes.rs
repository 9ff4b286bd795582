//! .gitattributes: the lines that make git take the files of a plan for text.

/// The lines, each with the pattern that it is about.
const LINES: [(&str, &str); 2] = [("*.roadmap", "*.roadmap text"), ("*.backlog", "*.backlog text")];

/// The lines that `text` lacks. A line of its own that says whether files of that name are text is left as it is.
pub(crate) fn missing(text: &str) -> Vec<&'static str> {
    let lacks = |pattern: &str| !text.lines().any(|line| decides(line, pattern));
    LINES.into_iter().filter(|(pattern, _)| lacks(pattern)).map(|(_, line)| line).collect()
}

/// `text` with the lines that it lacks behind those that it has, which stay as they are; nothing where none is missing.
pub(crate) fn completed(text: &str) -> Option<String> {
    let missing = missing(text);
    if missing.is_empty() {
        return None;
    }
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut completed = text.to_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        completed.push_str(line_end);
    }
    for line in missing {
        completed.push_str(line);
        completed.push_str(line_end);
    }
    Some(completed)
}

/// Whether a line says of this very pattern whether it is text.
fn decides(line: &str, pattern: &str) -> bool {
    let mut words = line.split_whitespace();
    let names = words.next().is_some_and(|word| word.trim_matches('"') == pattern);
    names && words.any(|word| matches!(word.trim_start_matches(['-', '!']).split('=').next(), Some("text" | "binary")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_added_behind_those_that_are_there() {
        assert_eq!(completed("").as_deref(), Some("*.roadmap text\n*.backlog text\n"));
        let text = "* text=auto\n*.backlog text eol=lf\n*.roadmap diff=roadmap";
        assert_eq!(completed(text).as_deref(), Some(&*format!("{text}\n*.roadmap text\n")));
        assert_eq!(
            completed("*.png binary\r\n").as_deref(),
            Some("*.png binary\r\n*.roadmap text\r\n*.backlog text\r\n")
        );
    }

    #[test]
    fn where_none_is_missing_nothing_changes() {
        for text in [
            "*.roadmap text\n*.backlog text\n",
            "*.roadmap -text\n\"*.backlog\" text=auto",
            "*.backlog binary\n*.roadmap !text\n",
        ] {
            assert_eq!(completed(text), None, "{text}");
        }
        assert_eq!(missing("# *.roadmap text\ndocs/*.backlog text\n").len(), 2);
    }
}
