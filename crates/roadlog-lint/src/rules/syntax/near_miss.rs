//! `syntax/near-miss`: a line of prose that is almost a fact.

use roadlog_model::PlanItem;
use roadlog_syntax::{Edit, LineKind, Span};

use super::Indents;
use super::almost::{Almost, almost, rank};
use super::misplaced_field::RANK;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "syntax/near-miss",
    level: Some(Level::Error),
    summary: "A line of prose is almost a field, a criterion, a question or an answer.",
    why: "What is not written quite right is prose to roadlog, and prose counts for nothing: the owner is nobody, the \
          criterion is not asked for. Where a line is meant as prose, `> ` before it says so.",
    bad: "
story PAY-1 Pay
  Status: ready
  ^^^^^^ syntax/near-miss: this line is prose: write `status: ready`
  owner : @maria
  ^^^^^ syntax/near-miss: this line is prose: write `owner: @maria`
  points:5
  ^^^^^^ syntax/near-miss: this line is prose: write `points: 5`
  []a receipt comes by e-mail
  ^^ syntax/near-miss: this line is prose: write `[ ] a receipt
  #1 first
  ^^ syntax/near-miss: this line is prose
",
    good: "
story PAY-1 Pay
  status: ready
  owner: @maria
  points: 5
  [ ] a receipt comes by e-mail
  # 1 first
  > Status: this line is meant as prose
",
    fix: Fixes::Safe,
    options: &[],
    asks: Asks::Everything,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let document = item.file().document();
    let lines = document.lines();
    let mut indents = Indents::new(item);
    let mut line = item.syntax().title_line() + 1;
    let end = item.syntax().lines().end;
    while line < end {
        if lines[line as usize].kind() == LineKind::Prose {
            let span = document.content_span(line);
            let text = &document.text()[span.range()];
            match almost(item, text) {
                Some(found) => report(context, &mut indents, line, span, &found),
                None if let Some(length) = rank(item, text) => {
                    context.report(item, Span::new(span.start, span.start + length as u32), RANK);
                }
                None if goes_on_in_small_letters(item, line, text) => {
                    line = report_run(context, &mut indents, line) - 1;
                }
                None => {}
            }
        }
        line += 1;
    }
}

fn report(context: &mut Context<'_>, indents: &mut Indents<'_>, line: u32, span: Span, found: &Almost) {
    let item = indents.item;
    let at = Span::new(span.start, span.start + found.length as u32);
    let message =
        format!("this line is prose: write `{}`, or `> ` before it where prose is meant", excerpt(&found.text));
    let outdent = if found.header {
        Edit::delete(Span::new(document_start(item, line), span.start))
    } else {
        indents.outdented(line)
    };
    let mut edits = vec![Edit::new(span, found.text.clone())];
    // Only a line that stands too deep needs another indentation.
    if item.file().document().text()[outdent.span.range()] != *outdent.text {
        edits[0] = Edit::new(outdent.span.cover(span), outdent.text + &found.text);
    }
    let title = format!("Change to `{}`", excerpt(&found.text));
    let told = context.report(item, at, message);
    if found.safe {
        told.fix(title, edits)
    } else {
        told.assist(title, edits)
    };
}

fn document_start(item: PlanItem<'_>, line: u32) -> u32 {
    item.file().document().line_span(line).start
}

fn excerpt(text: &str) -> String {
    if text.chars().count() <= 60 { text.to_owned() } else { text.chars().take(57).chain("...".chars()).collect() }
}

/// Whether a line right below a criterion begins with a small letter, so that it probably goes on with it.
fn goes_on_in_small_letters(item: PlanItem<'_>, line: u32, text: &str) -> bool {
    let lines = item.file().document().lines();
    let above = lines[line as usize - 1].kind();
    let criterion = match above {
        LineKind::Criterion(_) => true,
        LineKind::Continuation => begins_above(item, line).is_some_and(|kind| matches!(kind, LineKind::Criterion(_))),
        _ => false,
    };
    criterion && text.chars().next().is_some_and(char::is_lowercase)
}

/// The kind of the entry that the continuation above `line` goes on with.
fn begins_above(item: PlanItem<'_>, line: u32) -> Option<LineKind> {
    let lines = item.file().document().lines();
    let above = (item.syntax().title_line() + 1..line).rev().map(|above| lines[above as usize].kind());
    above.into_iter().find(|kind| kind.begins_entry())
}

/// Reports the run of prose lines from `line` on; gives the line behind it.
fn report_run(context: &mut Context<'_>, indents: &mut Indents<'_>, line: u32) -> u32 {
    let item = indents.item;
    let document = item.file().document();
    let goes_on = |&next: &u32| {
        let text = &document.text()[document.content_span(next).range()];
        next == line || (document.lines()[next as usize].kind() == LineKind::Prose && almost(item, text).is_none())
    };
    let run: Vec<u32> = (line..item.syntax().lines().end).take_while(goes_on).collect();
    let span = document.content_span(line);
    let indent = format!("{}    ", indents.above(line));
    let deeper = run.iter().map(|&line| {
        Edit::new(Span::new(document.line_span(line).start, document.content_span(line).start), indent.clone())
    });
    let message = "these words begin small right below a criterion and are prose: indent them to go on with it, or put a \
                   blank line or `> ` before them";
    let _ = context
        .report(item, span, message)
        .at_most(Level::Warning)
        .fix("Indent to go on with the criterion", deeper.collect::<Vec<_>>());
    line + run.len() as u32
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{mended, told};

    #[test]
    fn a_letter_of_another_script_makes_a_key_prose() {
        let text = "story PAY-1 Pay\n  \u{43e}wner: @maria\n  ^^^^^ syntax/near-miss: this line is prose: write `owner: @maria`\n";
        told(&RULE, text);
        assert_eq!(mended(&RULE, &format!("//- a.backlog\n{text}"), "a.backlog"), "story PAY-1 Pay\n  owner: @maria\n");
    }

    #[test]
    fn a_mark_stands_apart_from_people_and_quotations_too() {
        told(
            &RULE,
            "
            story PAY-1 Pay
              ?@sam which cards do we take
              ^ syntax/near-miss: this line is prose: write `? @sam which cards
              !\"Pay later\" comes first
              ^ syntax/near-miss: this line is prose: write `! \"Pay later\"
              !important; ?maybe
              ^ syntax/near-miss
              ?? and !! are prose
            ",
        );
    }

    #[test]
    fn priority_is_no_field_in_whatever_letter_case() {
        let found = told(
            &RULE,
            "
            story PAY-1 Pay
              Priority: P1
              ^^^^^^^^ syntax/near-miss: the order of the items is their priority
              **Prio** : high
              ^^^^^^ syntax/near-miss: the order of the items is their priority
              Order: the items are shown by date
            ",
        );
        assert!(found.iter().all(|finding| finding.fixes.is_empty()));
    }
}
