//! `syntax/very-long-line`: a line that nobody can review.

use roadlog_syntax::Span;

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, FileView, Fixes, OptionDefault, Rule, RuleOption};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "syntax/very-long-line",
    level: Some(Level::Warning),
    summary: "A line is over 1,000 bytes long.",
    why: "A diff shows lines. A change of one word in a line of thousands cannot be reviewed, and two changes to it \
          always conflict.",
    bad: "
//- roadlog.toml
[rules.options.\"syntax/very-long-line\"]
max = 60
//- plan.backlog
story PAY-1 Pay
  As a first-time buyer I want to pay with only my e-mail and card
  ^ syntax/very-long-line: this line has 66 bytes
",
    good: "
//- roadlog.toml
[rules.options.\"syntax/very-long-line\"]
max = 60
//- plan.backlog
story PAY-1 Pay
  As a first-time buyer
  I want to pay with only my e-mail and card
",
    fix: Fixes::None,
    options: &[RuleOption {
        name: "max",
        meaning: "How many bytes a line may have.",
        default: OptionDefault::Integer(1000),
    }],
    asks: Asks::Everything,
    check: Check::File(check),
};

fn check(context: &mut Context<'_>, view: FileView<'_>) {
    let max = u32::try_from(context.integer(view.file, "max")).unwrap_or(0);
    let document = view.file.document();
    // Hardly any file has a long line, which a look at where lines start tells at once.
    let lengths = document.lines().windows(2).map(|lines| lines[1].start() - lines[0].start());
    let last = document.lines().last().map_or(0, |line| document.len() - line.start());
    if lengths.fold(last, u32::max) <= max {
        return;
    }
    for index in (0..document.lines().len() as u32).filter(|&index| document.line_span(index).len() > max) {
        let start = document.content_span(index).start;
        let first = document.text()[start as usize..].chars().next().map_or(0, char::len_utf8);
        let length = document.line_span(index).len();
        let message = format!("this line has {length} bytes: break it in several, of at most {max}");
        context.report_near(view, Span::new(start, start + first as u32), message);
    }
}
