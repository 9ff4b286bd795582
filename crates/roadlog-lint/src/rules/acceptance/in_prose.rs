//! Criteria that stand in the prose of an item, where nobody can tick them: scenarios, and a list below a heading.

use roadlog_model::PlanItem;
use roadlog_syntax::{Edit, Span};

/// Criteria found in prose.
pub(super) struct InProse {
    /// Where the first one stands.
    pub(super) first: Span,
    /// What makes criteria of them all.
    pub(super) edits: Vec<Edit>,
}

/// The criteria in the prose of an item: each `Given` with the lines up to its `Then`, and what a list says below
/// "Acceptance criteria". `None` where there are none.
pub(super) fn in_prose(item: PlanItem<'_>) -> Option<InProse> {
    let syntax = item.syntax();
    let document = syntax.document();
    let content = |line: u32| document.content_span(line);
    let text = |line: u32| &document.text()[content(line).range()];
    let mut found = Vec::new();
    let mut edits = Vec::new();
    let mut becomes = |line: u32, mark: &str, behind: usize| {
        let start = content(line).start;
        let span = Span::new(document.line_span(line).start, start + behind as u32);
        edits.push(Edit::new(span, format!("{}{mark}", syntax.indent())));
    };
    let mut is_below_heading = false;
    for paragraph in syntax.paragraphs() {
        let mut lines = paragraph.lines().peekable();
        while let Some(line) = lines.next() {
            let bullet = bullet(text(line));
            if is_heading(text(line)) {
                is_below_heading = true;
            } else if is_below_heading && bullet > 0 {
                found.push(line);
                becomes(line, "[ ] ", bullet);
            } else if first_word(text(line)).eq_ignore_ascii_case("given") {
                let steps: Vec<_> = std::iter::from_fn(|| lines.next_if(|line| is_step(text(*line)))).collect();
                if steps.iter().any(|step| first_word(text(*step)).eq_ignore_ascii_case("then")) {
                    found.push(line);
                    becomes(line, "[ ] ", 0);
                    for step in steps {
                        becomes(step, "    ", 0);
                    }
                }
            }
        }
    }
    let first = content(*found.first()?);
    Some(InProse { first, edits })
}

fn first_word(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or_default()
}

/// Whether a line goes on with a scenario.
fn is_step(text: &str) -> bool {
    ["and", "but", "when", "then"].iter().any(|word| first_word(text).eq_ignore_ascii_case(word))
}

/// Whether a line is the heading of the criteria, whatever marks stand around it.
fn is_heading(text: &str) -> bool {
    let bare = text.trim_matches(|character: char| !character.is_alphanumeric());
    ["acceptance criteria", "acceptance criterion", "ac", "acs"].iter().any(|words| bare.eq_ignore_ascii_case(words))
}

/// How many bytes the mark of a list takes at the start of a line: `- `, `* `, `1. `, `1) `.
fn bullet(text: &str) -> usize {
    let rest = match text.strip_prefix(['-', '*', '+']) {
        Some(rest) => rest,
        None => match text.trim_start_matches(|character: char| character.is_ascii_digit()) {
            rest if rest.len() < text.len() => rest.strip_prefix(['.', ')']).unwrap_or_default(),
            _ => return 0,
        },
    };
    let said = rest.trim_start();
    if said.len() < rest.len() && !said.is_empty() { text.len() - said.len() } else { 0 }
}
