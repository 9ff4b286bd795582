//! `syntax/stray-text`: a line that belongs to nothing.

use std::ops::Range;

use roadlog_syntax::{Edit, Kind, LineKind, Span, header_word};

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, FileView, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "syntax/stray-text",
    level: Some(Level::Error),
    summary: "A line at column 0 is no header, or an indented line stands below no item.",
    why: "What stands at column 0 begins something: an item, a section, a comment. Anything else was probably meant \
          as part of the item above and lost its indentation; it says nothing as it is. Where it almost begins \
          something, the fix makes it that.",
    bad: "
story PAY-1 Pay
As a buyer I want to pay
^^^^^^^^^^^^^^^^^^^^^^^^ syntax/stray-text: this line stands at column 0

==Later
^^^^^^^ syntax/stray-text: a section title has `==` and a space before it
",
    good: "
story PAY-1 Pay
  As a buyer I want to pay

== Later
",
    fix: Fixes::Safe,
    options: &[],
    asks: Asks::Everything,
    check: Check::File(check),
};

fn check(context: &mut Context<'_>, view: FileView<'_>) {
    let lines = view.file.document().lines();
    let end = lines.len() as u32;
    let is_stray = |line: u32| lines[line as usize].kind() == LineKind::Stray;
    let mut line = 0;
    while line < end {
        if !is_stray(line) {
            line += 1;
            continue;
        }
        let begun = almost(text_of(view, line));
        let goes_on = |&next: &u32| is_stray(next) && begun.joins(&almost(text_of(view, next)));
        let behind = line + 1 + (line + 1..end).take_while(goes_on).count() as u32;
        match begun {
            Almost::Nothing => report(context, view, line..behind),
            Almost::Indented => report_indented(context, view, line..behind),
            Almost::Line(meant) => report_line(context, view, line, meant),
        }
        line = behind;
    }
}

fn text_of(view: FileView<'_>, line: u32) -> &str {
    let document = view.file.document();
    &document.text()[document.content_span(line).range()]
}

/// What a stray line almost is.
enum Almost {
    /// Nothing that could be told.
    Nothing,
    /// A line of an item, indented by characters that only look like spaces.
    Indented,
    /// A section title, a comment or a header.
    Line(Meant),
}

/// A line that almost begins something.
struct Meant {
    /// What is wrong.
    message: String,
    /// The line as it would be right, where that is known.
    right: Option<String>,
    /// Whether to change it cannot be wrong.
    safe: bool,
}

impl Almost {
    /// Whether the line below, which is `next`, is told together with this one.
    const fn joins(&self, next: &Self) -> bool {
        matches!((self, next), (Self::Nothing, Self::Nothing) | (Self::Indented, Self::Indented))
    }

    fn line(why: &str, right: String, safe: bool) -> Self {
        Self::Line(Meant { message: format!("{why}: write `{right}`"), right: Some(right), safe })
    }
}

fn almost(text: &str) -> Almost {
    match text.chars().next() {
        Some(mark @ ('=' | '#')) => title(text, mark),
        Some(first) if first.is_whitespace() => Almost::Indented,
        Some(first) if first.is_ascii_alphabetic() => header(text).map_or(Almost::Nothing, Almost::Line),
        _ => Almost::Nothing,
    }
}

/// How many marks a heading has at most; more are a marker of git's or a line of ornament.
const MOST_MARKS: usize = 6;

/// A section title with too many marks or too few, or as Markdown writes it; a comment without its space.
fn title(text: &str, mark: char) -> Almost {
    let behind = text.trim_start_matches(mark);
    let words = behind.trim_end_matches(mark).trim();
    let marks = text.len() - behind.len();
    if words.is_empty() || marks > MOST_MARKS {
        Almost::Nothing
    } else if header_word(words).is_some() {
        Almost::line("a header has no mark before it", words.to_owned(), true)
    } else if mark == '#' && marks == 1 {
        Almost::line("a comment has a space behind its `#`", format!("# {behind}"), true)
    } else {
        Almost::line("a section title has `==` and a space before it", format!("== {words}"), mark == '=')
    }
}

/// A header with a colon behind its kind, or with `user` before it. An unindented field, such as `sprint: PAY-s1`, is
/// none: nothing stands behind its id.
fn header(text: &str) -> Option<Meant> {
    let (first, rest) = text.split_once([' ', '\t'])?;
    let (word, rest) = match first.strip_suffix(':') {
        Some(word) => (word, rest),
        None if first.eq_ignore_ascii_case("user") => rest.trim_start().split_once([' ', '\t'])?,
        None => return None,
    };
    let (kind, rest) = (Kind::named_in_any_case(word.trim_end_matches(':'))?.name(), rest.trim_start());
    let right = format!("{kind} {rest}");
    if header_word(&right).is_some() {
        let message = format!("a header begins with its kind and its id: write `{right}`");
        return rest.contains([' ', '\t']).then_some(Meant { message, right: Some(right), safe: true });
    }
    let is_meant = !rest.is_empty() && word.starts_with(|first: char| first.is_ascii_uppercase());
    let message = format!("the id is missing: `{kind} PAY-12 {rest}`, or `{kind} PAY-new {rest}` to be given one");
    is_meant.then_some(Meant { message, right: None, safe: false })
}

fn report_line(context: &mut Context<'_>, view: FileView<'_>, line: u32, meant: Meant) {
    let span = view.file.document().content_span(line);
    let told = context.report_near(view, span, meant.message);
    let Some(right) = meant.right else { return };
    let (title, edits) = (format!("Change to `{right}`"), [Edit::new(span, right)]);
    if meant.safe {
        told.fix(title, edits)
    } else {
        told.assist(title, edits)
    };
}

/// Lines that look indented and are not.
fn report_indented(context: &mut Context<'_>, view: FileView<'_>, lines: Range<u32>) {
    let document = view.file.document();
    let span = document.content_span(lines.start).cover(document.content_span(lines.end - 1));
    let message = "this is indented by characters that only look like spaces, so it stands at column 0 and begins no \
                   item: write plain spaces";
    let plain = lines.map(|line| {
        let (start, text) = (document.content_span(line).start, text_of(view, line));
        let indent = &text[..text.len() - text.trim_start().len()];
        Edit::new(Span::new(start, start + indent.len() as u32), " ".repeat(indent.chars().count().max(2)))
    });
    let plain: Vec<_> = plain.collect();
    context.report_near(view, span, message).fix("Write plain spaces", plain);
}

/// One finding for lines that stand directly below each other.
fn report(context: &mut Context<'_>, view: FileView<'_>, lines: Range<u32>) {
    let document = view.file.document();
    let start = document.content_span(lines.start).start;
    let span = Span::new(start, document.content_span(lines.end - 1).end.max(start));
    let at_zero = document.lines()[lines.start as usize].depth() == 0;
    let below_item = document.node_at(start).kind() == roadlog_syntax::NodeKind::Item;
    let one = lines.len() == 1;
    let these = if one { "this line stands".to_owned() } else { format!("these {} lines stand", lines.len()) };
    let (begin, indent, comment) = if one {
        ("begins", "indent to say it", "make it a comment")
    } else {
        ("begin", "indent them to say it", "make them comments")
    };
    let message = match (at_zero, below_item) {
        (true, true) => format!("{these} at column 0 and {begin} no item: {indent} of the item above"),
        (true, false) => {
            format!("{these} at column 0 and {begin} no item: {comment} with `# `, or write an item")
        }
        _ => format!("{these} below no item: write a header such as `story PAY-12 Title` above"),
    };
    let before = |mark: &str| {
        lines.clone().map(|line| Edit::insert(document.content_span(line).start, mark)).collect::<Vec<_>>()
    };
    let mut told = context.report_near(view, span, message);
    if below_item {
        told = told.assist("Indent", before("  "));
    }
    told.assist(if one { "Make it a comment" } else { "Make them comments" }, before("# "));
}

#[cfg(test)]
mod tests {
    use roadlog_testkit::Fixture;

    use super::RULE;
    use crate::testing::{findings, mended, told};

    fn messages(text: &str) -> Vec<String> {
        let found = findings(&RULE, &Fixture::parse(text));
        found.iter().map(|finding| finding.message.unescaped().to_owned()).collect()
    }

    #[test]
    fn lines_below_each_other_are_told_once_and_as_several() {
        assert_eq!(
            messages("Payment\n=======\n\nstory PAY-1 Pay\n"),
            ["these 2 lines stand at column 0 and begin no item: make them comments with `# `, or write an item"]
        );
        assert_eq!(
            messages("story PAY-1 Pay\nby card\nor by bill\n"),
            ["these 2 lines stand at column 0 and begin no item: indent them to say it of the item above"]
        );
    }

    #[test]
    fn one_line_is_told_as_one() {
        assert_eq!(
            messages("Payment\n\nstory PAY-1 Pay\n"),
            ["this line stands at column 0 and begins no item: make it a comment with `# `, or write an item"]
        );
    }

    #[test]
    fn a_section_title_a_comment_and_a_header_are_told_as_that() {
        for (line, right) in [
            ("==Now", "== Now"),
            ("=== Now ===", "== Now"),
            ("= Now", "== Now"),
            ("## Now", "== Now"),
            ("#1 first", "# 1 first"),
            ("### story PAY-1 Pay", "story PAY-1 Pay"),
            ("Story: PAY-1 Pay", "story PAY-1 Pay"),
            ("user story PAY-1 Pay", "story PAY-1 Pay"),
            ("User Story: PAY-1 Pay", "story PAY-1 Pay"),
        ] {
            let mended = mended(&RULE, &format!("//- a.backlog\n{line}\n"), "a.backlog");
            assert_eq!(mended, format!("{right}\n"), "{line}");
        }
        assert_eq!(
            messages("Epic: Guest checkout\n"),
            ["the id is missing: `epic PAY-12 Guest checkout`, or `epic PAY-new Guest checkout` to be given one"]
        );
    }

    #[test]
    fn an_unindented_field_is_no_header() {
        told(
            &RULE,
            "
            story PAY-1 Pay
            sprint: PAY-s1
            ^^^^^^^^^^^^^^ syntax/stray-text: this line stands at column 0
            ",
        );
    }

    #[test]
    fn spaces_that_do_not_break_indent_nothing() {
        let text = "//- a.backlog\nstory PAY-1 Pay\n\u{a0}\u{a0}points: 3\n\u{3000}owner: @maria\n";
        assert_eq!(mended(&RULE, text, "a.backlog"), "story PAY-1 Pay\n  points: 3\n  owner: @maria\n");
    }
}
