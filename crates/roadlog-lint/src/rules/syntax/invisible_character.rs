//! `syntax/invisible-character`: characters that deceive the eye.

use roadlog_config::{FieldLookup, ValueType};
use roadlog_model::PlanItem;
use roadlog_syntax::chars::{Suspect, plain_word, suspects};
use roadlog_syntax::{Edit, EntryKind, Span};

use super::noisy_lines;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, FileView, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "syntax/invisible-character",
    level: Some(Level::Error),
    summary: "A character cannot be seen, or looks like another one.",
    why: "Controls of direction make a line read differently from what it says (\"Trojan Source\", CVE-2021-42574). \
          Characters without width, spaces that do not break and look-alike letters make an id, a handle or a key \
          another one than it seems. They come from web pages and word processors, and sometimes from an attacker. \
          Joiners inside emoji and in scripts that need them are left alone.",
    bad: "
story PAY-1 Pay\u{202e}
               ^ syntax/invisible-character: U+202E
",
    good: "
story PAY-1 Pay 👩\u{200d}💻
",
    fix: Fixes::Safe,
    options: &[],
    asks: Asks::Everything,
    check: Check::File(check),
};

fn check(context: &mut Context<'_>, view: FileView<'_>) {
    let mut noisy = false;
    for (start, text) in noisy_lines(view) {
        noisy = true;
        for (offset, character, suspect) in suspects(text) {
            if matches!(suspect, Suspect::Bidirectional | Suspect::ZeroWidth) {
                let at = start + offset as u32;
                let span = Span::new(at, at + character.len_utf8() as u32);
                let message = format!("U+{:04X} cannot be seen here: delete it", u32::from(character));
                context.report_near(view, span, message).fix("Delete it", [Edit::delete(span)]);
            }
        }
    }
    if noisy {
        for item in view.items() {
            structure(context, item);
        }
    }
}

/// Spaces and look-alikes where ids, handles and other values stand.
fn structure(context: &mut Context<'_>, item: PlanItem<'_>) {
    let document = item.file().document();
    let syntax = item.syntax();
    if document.lines()[syntax.title_line() as usize].is_noisy() && !syntax.is_broken() {
        words(context, item, before_title(item));
    }
    for field in item.fields().filter(|field| field.entry().kind() == EntryKind::Field) {
        let FieldLookup::Here(name) = field.lookup() else { continue };
        if context.plan().config().value_type(name) == ValueType::Text {
            continue;
        }
        for line in field.entry().lines().filter(|&line| document.lines()[line as usize].is_noisy()) {
            words(context, item, document.content_span(line));
        }
    }
}

/// The header up to the first letter of its title, whatever space stands before that.
fn before_title(item: PlanItem<'_>) -> Span {
    let syntax = item.syntax();
    let title = syntax.title_span();
    let text = &syntax.document().text()[title.range()];
    let spaces = text.len() - text.trim_start().len();
    Span::new(syntax.kind_span().start, (title.start + spaces as u32).max(syntax.id_span().end))
}

fn words(context: &mut Context<'_>, item: PlanItem<'_>, span: Span) {
    let text = &item.file().document().text()[span.range()];
    for (offset, character, suspect) in suspects(text) {
        if suspect == Suspect::NoBreakSpace {
            let at = span.start + offset as u32;
            let place = Span::new(at, at + character.len_utf8() as u32);
            let message = "this space does not break and is none to other programs: write a plain one";
            context.report(item, place, message).fix("Make it a plain space", [Edit::new(place, " ")]);
        }
    }
    for word in text.split(|character: char| character.is_whitespace() || character == ',') {
        let Some(plain) = plain_word(word) else { continue };
        let start = span.start + (word.as_ptr() as usize - text.as_ptr() as usize) as u32;
        let place = Span::new(start, start + word.len() as u32);
        let message = format!("this is not {plain}, though it looks like it: a letter or dash in it is another one");
        context.report(item, place, message).fix(format!("Change to {plain}"), [Edit::new(place, plain)]);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{findings, mended, told};
    use roadlog_testkit::Fixture;

    #[test]
    fn a_space_that_does_not_break_is_told_directly_behind_the_id_too() {
        let text = "story PAY-12\u{a0}Pay by card";
        let found = findings(&RULE, &Fixture::parse(&format!("//- a.backlog\n{text}\n")));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].place.span.range(), 12..14);
        assert_eq!(mended(&RULE, &format!("//- a.backlog\n{text}\n"), "a.backlog"), "story PAY-12 Pay by card\n");
    }

    #[test]
    fn spaces_that_do_not_break_are_welcome_inside_a_title() {
        told(&RULE, "story PAY-12 Pay 5\u{a0}€ by card\n");
    }

    #[test]
    fn tags_are_told_unless_they_make_a_flag() {
        told(&RULE, "story PAY-1 Pay in \u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}\n");
        let hidden = findings(&RULE, &Fixture::parse("story PAY-1 Pay\u{e0041}\u{e0042}\n"));
        assert_eq!(hidden.len(), 2);
    }
}
