//! What the checks need of Markdown: headings with their anchors, links, code spans and tables.

use std::collections::HashMap;

/// A heading.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Heading {
    /// Its words, without code marks, emphasis marks and link targets.
    pub text: String,
    /// What a link to it ends with after the `#`, as GitHub makes it.
    pub anchor: String,
}

/// Something within the prose, and the line that it stands on, counted from 1.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Located {
    /// The line, counted from 1.
    pub line: usize,
    /// A link's target, or a code span's text.
    pub text: String,
}

/// The lines outside fenced code, each with its number.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fence: Option<&str> = None;
    text.lines().enumerate().filter_map(move |(index, line)| {
        let trimmed = line.trim_start();
        match fence {
            Some(open) => {
                let closes = trimmed.starts_with(open) && trimmed.trim_end() == fence_of(trimmed);
                fence = fence.filter(|_| !closes);
                None
            }
            None if fence_of(trimmed).len() >= 3 => {
                fence = Some(fence_of(trimmed));
                None
            }
            None => Some((index + 1, line)),
        }
    })
}

/// The run of backticks or tildes that a line starts with; empty where there is none.
fn fence_of(line: &str) -> &str {
    let first = line.chars().next().filter(|mark| matches!(mark, '`' | '~'));
    let run = first.map_or(0, |mark| line.chars().take_while(|other| *other == mark).count());
    // The marks are one byte each.
    &line[..run]
}

/// The headings, in their order.
pub fn headings(text: &str) -> Vec<Heading> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut headings = Vec::new();
    for (_, line) in prose(text) {
        let title = line.trim_start_matches('#');
        let depth = line.len() - title.len();
        if !(1..=6).contains(&depth) || !title.starts_with(' ') {
            continue;
        }
        let title = plain(title.trim());
        let anchor = slug(&title);
        let before = seen.entry(anchor.clone()).or_default();
        let anchor = if *before == 0 { anchor } else { format!("{anchor}-{before}") };
        *before += 1;
        headings.push(Heading { text: title, anchor });
    }
    headings
}

/// The text of a heading without its marks: `[words](target)` becomes `words`.
fn plain(title: &str) -> String {
    let mut plain = String::new();
    let mut rest = title;
    while let Some((before, after)) = rest.split_once("](") {
        plain.push_str(before);
        rest = after.split_once(')').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain.retain(|mark| !matches!(mark, '`' | '*' | '['));
    plain
}

/// The anchor that GitHub gives to a heading.
fn slug(title: &str) -> String {
    let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// The targets of all links and images, `[words](target)` and `[name]: target`.
pub fn links(text: &str) -> Vec<Located> {
    let mut links = Vec::new();
    for (line, content) in prose(text) {
        let content = without_code(content);
        let mut add = |target: &str| {
            let target = target.split_whitespace().next().unwrap_or_default();
            let text = target.trim_start_matches('<').trim_end_matches('>').to_owned();
            links.push(Located { line, text });
        };
        for (_, target) in content.match_indices("](").filter_map(|(at, _)| content.split_at_checked(at + 2)) {
            if let Some((target, _)) = target.split_once(')') {
                add(target);
            }
        }
        let definition = content.trim_start().strip_prefix('[').and_then(|rest| rest.split_once("]: "));
        if let Some((name, target)) = definition
            && !name.contains(']')
        {
            add(target);
        }
    }
    links
}

/// The texts of all code spans.
pub fn code_spans(text: &str) -> Vec<Located> {
    let mut spans = Vec::new();
    for (line, content) in prose(text) {
        let parts = content.split('`').enumerate();
        // Between the first and the second backtick, the third and the fourth, and so on.
        let inside = parts.filter(|(index, part)| index % 2 == 1 && !part.is_empty());
        spans.extend(inside.map(|(_, part)| Located { line, text: part.to_owned() }));
    }
    spans
}

/// The line with its code spans blanked out.
fn without_code(line: &str) -> String {
    let parts = line.split('`').enumerate();
    parts.map(|(index, part)| if index % 2 == 0 { part } else { "" }).collect()
}

/// The cells of each row of the first table under a heading, the header row first, without the row
/// of dashes. An escaped `\|` does not part cells.
pub fn table(text: &str, heading: &str) -> Vec<(usize, Vec<String>)> {
    let lines = prose(text).skip_while(|(_, line)| line.trim_start_matches('#').trim() != heading);
    let rows = lines.skip_while(|(_, line)| !line.starts_with('|'));
    let rows = rows.take_while(|(_, line)| line.starts_with('|'));
    let cells = rows.map(|(number, line)| {
        let line = line.trim().trim_matches('|').replace("\\|", "\u{0}");
        let cells = line.split('|').map(|cell| cell.trim().replace('\u{0}', "|"));
        (number, cells.collect::<Vec<_>>())
    });
    let is_rule = |cells: &[String]| cells.iter().all(|cell| cell.trim_matches(['-', ':']).is_empty());
    cells.filter(|(_, cells)| !is_rule(cells)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(located: Vec<Located>) -> Vec<(usize, String)> {
        located.into_iter().map(|found| (found.line, found.text)).collect()
    }

    #[test]
    fn anchors_are_those_that_github_makes() {
        let text = "# The `check` command\n## What's new? (2026)\n## Naïve_case - two\n### What's new? (2026)\n\
                    ## See [the rules](rules.md)\n```\n# no heading\n```\n#no heading\n";
        let anchors: Vec<_> = headings(text).into_iter().map(|heading| heading.anchor).collect();
        assert_eq!(
            anchors,
            ["the-check-command", "whats-new-2026", "naïve_case---two", "whats-new-2026-1", "see-the-rules"]
        );
        assert_eq!(headings(text)[0].text, "The check command");
    }

    #[test]
    fn links_are_found_outside_of_code() {
        let text = "See [a](a.md#x) and ![b](b.png \"title\"), not `[c](c.md)`.\n\n[d]: <d.md>\n~~~\n[e](e.md)\n~~~\n[f](f.md)\n";
        let expected = [(1, "a.md#x"), (1, "b.png"), (3, "d.md"), (7, "f.md")];
        assert_eq!(texts(links(text)), expected.map(|(line, link)| (line, link.to_owned())));
    }

    #[test]
    fn code_spans_are_found_outside_of_fences() {
        let text = "Run `cargo test` in `crates/`.\n````\n```\n`no`\n````\n`yes`\n";
        let expected = [(1, "cargo test"), (1, "crates/"), (6, "yes")];
        assert_eq!(texts(code_spans(text)), expected.map(|(line, span)| (line, span.to_owned())));
    }

    #[test]
    fn a_table_is_read_by_its_heading() {
        let text = "## One\n| a |\n| - |\n| 1 |\n\n## Two\n\n| a | b |\n| --- | :-: |\n| x \\| y | – |\nafter\n| z |\n";
        let rows = table(text, "Two");
        let expected = vec![(8, vec!["a".to_owned(), "b".to_owned()]), (10, vec!["x | y".to_owned(), "–".to_owned()])];
        assert_eq!(rows, expected);
        assert_eq!(table(text, "Three"), []);
    }
}
