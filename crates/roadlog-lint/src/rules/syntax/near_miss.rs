//! `syntax/near-miss`: a line of prose that is almost a fact.

use roadlog_model::PlanItem;
use roadlog_syntax::chars::plain_letter;
use roadlog_syntax::{Edit, LineKind, Span};

use super::Indents;
use super::almost::{Almost, almost, answer, is_plain_sentence, rank};
use super::misplaced_field::rank_message;
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
bug PAY-1 No receipt comes
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
bug PAY-1 No receipt comes
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
            let may_be_fact = !is_plain_sentence(text);
            match may_be_fact.then(|| almost(item, text)).flatten() {
                Some(found) => report(context, &mut indents, line, span, &found),
                None if may_be_fact
                    && let Some(found) = answer(text).filter(|_| goes_on_below_question(item, line)) =>
                {
                    report(context, &mut indents, line, span, &found);
                }
                None if may_be_fact && let Some(length) = rank(item, text) => {
                    context.report(item, Span::new(span.start, span.start + length as u32), rank_message(item));
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
    let written = &item.file().document().text()[span.range()];
    let message = message(written, found);
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
    let title =
        if found.text == written { "Outdent".to_owned() } else { format!("Change to `{}`", excerpt(&found.text)) };
    let told = context.report(item, at, message);
    if found.safe {
        told.fix(title, edits)
    } else {
        told.assist(title, edits)
    };
}

/// What is wrong with the line, and what to write: where nothing else is seen to differ, it says what does.
fn message(written: &str, found: &Almost) -> String {
    if found.header {
        return "this header is indented and so is prose: write it at column 0, or `> ` before it where prose is meant"
            .to_owned();
    }
    if found.text == written {
        return "this line stands too deep and so is prose: outdent it, or write `> ` before it where prose is meant"
            .to_owned();
    }
    let plain = |character| match character {
        '\u{a0}' | '\u{202f}' => ' ',
        other => plain_letter(other).unwrap_or(other),
    };
    let is_seen = written.chars().map(plain).ne(found.text.chars());
    let how = if is_seen { "" } else { " with plain letters and spaces" };
    format!("this line is prose: write `{}`{how}, or `> ` before it where prose is meant", excerpt(&found.text))
}

/// Whether a question, or an answer to one, stands right above `line`.
fn goes_on_below_question(item: PlanItem<'_>, line: u32) -> bool {
    let above = item.file().document().lines()[line as usize - 1].kind();
    let begun = if above == LineKind::Continuation { begins_above(item, line) } else { Some(above) };
    matches!(begun, Some(LineKind::Question | LineKind::Answer))
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
    use roadlog_testkit::Fixture;

    use super::RULE;
    use crate::testing::{findings, mended, told};

    #[test]
    fn a_letter_of_another_script_makes_a_key_prose() {
        let text = "story PAY-1 Pay\n  \u{43e}wner: @maria\n  ^^^^^ syntax/near-miss: this line is prose: write `owner: @maria` with plain letters\n";
        told(&RULE, text);
        assert_eq!(mended(&RULE, &format!("//- a.backlog\n{text}"), "a.backlog"), "story PAY-1 Pay\n  owner: @maria\n");
    }

    #[test]
    fn where_the_words_are_right_it_is_said_what_else_is_wrong() {
        let found = told(
            &RULE,
            "
            story PAY-1 Pay
              Cards are what people have.
                points: 5
                ^^^^^^^^^ syntax/near-miss: this line stands too deep and so is prose: outdent it, or write `> ` before it
              owner:\u{a0}@maria
              ^^^^^ syntax/near-miss: this line is prose: write `owner: @maria` with plain letters and spaces
              story PAY-2 Pay by invoice
              ^^^^^^^^^^^^^^^^^^^^^^^^^^ syntax/near-miss: this header is indented and so is prose: write it at column 0
            ",
        );
        let titles: Vec<_> = found.iter().map(|finding| finding.fixes[0].title.unescaped()).collect();
        assert_eq!(titles, ["Outdent", "Change to `owner: @maria`", "Outdent"]);
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

    /// What the line is changed to, asked or unasked.
    fn changed(line: &str) -> Option<String> {
        let text = format!("//- a.backlog\nstory PAY-1 Pay\n  {line}\n");
        let found = findings(&RULE, &Fixture::parse(&text));
        found.first()?;
        let mended = mended(&RULE, &text, "a.backlog");
        mended.lines().nth(1).map(|line| line.trim_start().to_owned())
    }

    #[test]
    fn a_field_is_known_by_what_stands_in_the_place_of_its_colon() {
        for line in ["status = ready", "Status - ready", "status – ready", "Status → ready", "status=ready"] {
            assert_eq!(changed(line).as_deref(), Some("status: ready"), "{line}");
        }
        assert_eq!(changed("owner = maria").as_deref(), Some("owner: maria"));
        for line in ["status – as of Monday", "value = price × amount", "Links – an overview", "Why - because"] {
            assert_eq!(changed(line), None, "{line}");
        }
    }

    #[test]
    fn a_field_is_known_without_its_colon_where_its_value_says_what_it_is() {
        for (line, right) in [
            ("Owner @maria", "owner: @maria"),
            ("status ready", "status: ready"),
            ("Points 5", "points: 5"),
            ("assignee @li, @sam", "assignee: @li, @sam"),
        ] {
            assert_eq!(changed(line).as_deref(), Some(right), "{line}");
        }
        for line in
            ["for PAY-2", "by 2026-12-10", "status unknown", "owner of the shop", "points of sale", "tags are fine"]
        {
            assert_eq!(changed(line), None, "{line}");
        }
    }

    #[test]
    fn a_field_is_known_by_its_name_in_other_tools_where_its_value_follows() {
        for (line, right) in [
            ("Story points: 5", "points: 5"),
            ("Epic Link: PAY-2", "for: PAY-2"),
            ("**Depends on:** PAY-2", "needs: PAY-2"),
            ("• Assigned to: @li", "assignee: @li"),
            ("Due date: 10 December 2026", "by: 10 December 2026"),
            ("Link: https://shop.example", "links: https://shop.example"),
        ] {
            assert_eq!(changed(line).as_deref(), Some(right), "{line}");
        }
        for line in ["Depends on: the bank", "Estimate: large", "Link: see above", "Parent: whoever pays"] {
            assert_eq!(changed(line), None, "{line}");
        }
    }

    #[test]
    fn a_box_is_known_in_other_brackets_and_behind_any_bullet() {
        for line in [
            "( ) paid",
            "**[ ]** paid",
            "`[ ]` paid",
            "\\[ \\] paid",
            "- \\[ \\] paid",
            "– [ ] paid",
            "a) [ ] paid",
            "- ☐ paid",
            "［ ］ paid",
            "[todo] paid",
            "[ ]\u{a0}paid",
            "\u{a0}[ ] paid",
            "AC1: paid",
            "Acceptance criterion: paid",
        ] {
            assert_eq!(changed(line).as_deref(), Some("[ ] paid"), "{line}");
        }
        for line in ["[✔\u{fe0f}] paid", "✔\u{fe0f} paid", "(x) paid", "[done] paid"] {
            assert_eq!(changed(line).as_deref(), Some("[x] paid"), "{line}");
        }
        for line in
            ["() => paid", "(x, y) paid", "(?) paid", "**Paid** by card", "[done](https://shop.example)", "a) paid"]
        {
            assert_eq!(changed(line), None, "{line}");
        }
    }

    #[test]
    fn a_question_is_known_behind_a_bullet_and_by_its_word() {
        for line in ["- ? who", "？ who", "？who", "?\u{a0}who", "Question: who", "**Open question:** who"] {
            assert_eq!(changed(line).as_deref(), Some("? who"), "{line}");
        }
        for line in ["Decision: all", "- ! all", "！all"] {
            assert_eq!(changed(line).as_deref(), Some("! all"), "{line}");
        }
        for line in ["Questions", "Question:", "Q1: growth", "- ?", "A: by card"] {
            assert_eq!(changed(line), None, "{line}");
        }
    }

    #[test]
    fn an_arrow_right_below_a_question_is_its_answer() {
        told(
            &RULE,
            "
            story PAY-1 Pay
              ? Which cards do we take
                  in spring?
              -> All of them.
              ^^ syntax/near-miss: this line is prose: write `! All of them.`

              -> The shop is happy.
            ",
        );
    }

    #[test]
    fn a_status_word_alone_is_known_whatever_marks_stand_around_it() {
        for line in ["Accepted!", "accepted.", "*accepted*", "(accepted)", "accepted ✅"] {
            assert_eq!(changed(line).as_deref(), Some("status: accepted"), "{line}");
        }
        assert_eq!(changed("BLOCKED").as_deref(), Some("blocked:"));
        assert_eq!(changed("accepted?"), None);
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
