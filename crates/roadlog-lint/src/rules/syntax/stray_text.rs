//! `syntax/stray-text`: a line that belongs to nothing.

use roadlog_syntax::{Edit, LineKind, Span};

use super::almost_header::{Meant, meant};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, FileView, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "syntax/stray-text",
    level: Some(Level::Error),
    summary: "A line at column 0 is no header, or an indented line stands below no item.",
    why: "What stands at column 0 begins something: an item, a section, a comment. Anything else was probably meant \
          as part of the item above and lost its indentation; it says nothing as it is.",
    bad: "
story PAY-1 Pay
As a buyer I want to pay
^^^^^^^^^^^^^^^^^^^^^^^^ syntax/stray-text: this line stands at column 0
",
    good: "
story PAY-1 Pay
  As a buyer I want to pay
",
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::Everything,
    check: Check::File(check),
};

fn check(context: &mut Context<'_>, view: FileView<'_>) {
    let document = view.file.document();
    let is_stray = |line: usize| document.lines().get(line).is_some_and(|line| line.kind() == LineKind::Stray);
    let mut line = 0;
    while line < document.lines().len() {
        if is_stray(line) {
            let end = (line..document.lines().len()).find(|&next| !is_stray(next)).unwrap_or(document.lines().len());
            report(context, view, line as u32..end as u32);
            line = end;
        } else {
            line += 1;
        }
    }
}

/// One finding for lines that stand directly below each other.
fn report(context: &mut Context<'_>, view: FileView<'_>, lines: std::ops::Range<u32>) {
    let document = view.file.document();
    let start = document.content_span(lines.start).start;
    let span = Span::new(start, document.content_span(lines.end - 1).end.max(start));
    let at_zero = document.lines()[lines.start as usize].depth() == 0;
    let below_item = document.node_at(start).kind() == roadlog_syntax::NodeKind::Item;
    let one = lines.len() == 1;
    if let (true, true, Some(meant)) = (one, at_zero, meant(&document.text()[span.range()])) {
        return report_meant(context, view, (lines.start, below_item), meant);
    }
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
fn report_meant(context: &mut Context<'_>, view: FileView<'_>, (line, below_item): (u32, bool), meant: Meant) {
    let document = view.file.document();
    let span = document.content_span(line);
    let told = match meant {
        Meant::Header(header) => {
            let message = format!("this line is almost a header: write `{header}`");
            context.report_near(view, span, message).assist(format!("Change to `{header}`"), [Edit::new(span, header)])
        }
        Meant::HeaderWithoutId(header) => {
            let message =
                format!("this line is almost a header: write `{header}`, with an id of your own or `PAY-new`");
            context.report_near(view, span, message)
        }
        Meant::HeaderWithoutKind(id) => {
            let message = format!(
                "this line begins no item: write the kind before its id, as in `story {id}`{}",
                if below_item { ", or indent to say it of the item above" } else { "" }
            );
            let told = context.report_near(view, span, message);
            if below_item { told.assist("Indent", [Edit::insert(span.start, "  ")]) } else { told }
        }
        Meant::ConflictMarker => {
            let whole = Span::new(document.line_span(line).start, document.line_end(line));
            let message = "this line is left over from a git conflict: delete it";
            let _ = context.report_near(view, span, message).assist("Delete the line", [Edit::delete(whole)]);
            return;
        }
    };
    told.assist("Make it a comment", [Edit::insert(span.start, "# ")]);
}

#[cfg(test)]
mod tests {
    use roadlog_testkit::Fixture;

    use super::RULE;
    use crate::testing::findings;

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
        assert_eq!(messages("Story: PAY-1 Pay\n"), ["this line is almost a header: write `story PAY-1 Pay`"]);
        assert_eq!(messages(">>>>>>> branch\n"), ["this line is left over from a git conflict: delete it"]);
    }

    #[test]
    fn one_line_is_told_as_one() {
        assert_eq!(
            messages("Payment\n\nstory PAY-1 Pay\n"),
            ["this line stands at column 0 and begins no item: make it a comment with `# `, or write an item"]
        );
    }
}
