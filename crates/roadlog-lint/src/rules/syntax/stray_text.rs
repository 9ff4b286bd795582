//! `syntax/stray-text`: a line that belongs to nothing.

use std::ops::Range;

use roadlog_syntax::{Edit, LineKind, NodeKind, Span};

use super::almost_beginning::{Meant, meant};
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
        let begun = Almost::of(text_of(view, line));
        let goes_on = |&next: &u32| is_stray(next) && begun.joins(&Almost::of(text_of(view, next)));
        let behind = line + 1 + (line + 1..end).take_while(goes_on).count() as u32;
        match begun {
            Almost::Nothing => report(context, view, line..behind),
            Almost::Indented => report_indented(context, view, line..behind),
            Almost::Beginning(meant) => report_meant(context, view, line, meant),
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
    /// Something that begins at column 0.
    Beginning(Meant),
}

impl Almost {
    fn of(text: &str) -> Self {
        if text.starts_with(char::is_whitespace) {
            return Self::Indented;
        }
        meant(text).map_or(Self::Nothing, Self::Beginning)
    }

    /// Whether the line below, which is `next`, is told together with this one.
    const fn joins(&self, next: &Self) -> bool {
        matches!((self, next), (Self::Nothing, Self::Nothing) | (Self::Indented, Self::Indented))
    }
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
    let below_item = document.node_at(start).kind() == NodeKind::Item;
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

/// A line at column 0 of which it can be seen what it was meant to be.
fn report_meant(context: &mut Context<'_>, view: FileView<'_>, line: u32, meant: Meant) {
    let document = view.file.document();
    let span = document.content_span(line);
    let below_item = document.node_at(span.start).kind() == NodeKind::Item;
    let (message, change) = match meant {
        Meant::Section { right, safe } => {
            (format!("a section title has `==` and a space before it: write `{right}`"), Some((right, safe)))
        }
        Meant::Comment(right) => {
            (format!("a comment has a space behind its `#`: write `{right}`"), Some((right, true)))
        }
        Meant::Header { right, safe } => {
            (format!("a header begins with its kind and its id: write `{right}`"), Some((right, safe)))
        }
        Meant::HeaderWithoutId { kind, title } => {
            let message = "the id of this header is missing";
            (format!("{message}: `{kind} PAY-12 {title}`, or `{kind} PAY-new {title}` to be given one"), None)
        }
        Meant::HeaderWithoutKind(id) => {
            let indented = if below_item { ", or indent to say it of the item above" } else { "" };
            (format!("this line begins no item: write the kind before its id, as in `story {id}`{indented}"), None)
        }
        Meant::ConflictMarker => {
            let whole = Span::new(document.line_span(line).start, document.line_end(line));
            let message = "this line is left over from a git conflict: delete it";
            context.report_near(view, span, message).assist("Delete the line", [Edit::delete(whole)]);
            return;
        }
    };
    let told = context.report_near(view, span, message);
    let told = match change {
        Some((right, true)) => {
            told.fix(format!("Change to `{right}`"), [Edit::new(span, right)]);
            return;
        }
        Some((right, false)) => told.assist(format!("Change to `{right}`"), [Edit::new(span, right)]),
        None if below_item => told.assist("Indent", [Edit::insert(span.start, "  ")]),
        None => told,
    };
    told.assist("Make it a comment", [Edit::insert(span.start, "# ")]);
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
    fn what_was_probably_meant_is_told() {
        assert_eq!(
            messages("story PAY-1 Pay\nPAY-2 Order\n"),
            [
                "this line begins no item: write the kind before its id, as in `story PAY-2`, or indent to say it of the item above"
            ]
        );
        assert_eq!(messages(">>>>>>> branch\n"), ["this line is left over from a git conflict: delete it"]);
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
            [
                "the id of this header is missing: `epic PAY-12 Guest checkout`, or `epic PAY-new Guest checkout` to be given one"
            ]
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
