//! `syntax/stray-text`: a line that belongs to nothing.

use roadlog_syntax::{Edit, LineKind, Span};

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
    fn one_line_is_told_as_one() {
        assert_eq!(
            messages("Payment\n\nstory PAY-1 Pay\n"),
            ["this line stands at column 0 and begins no item: make it a comment with `# `, or write an item"]
        );
    }
}
