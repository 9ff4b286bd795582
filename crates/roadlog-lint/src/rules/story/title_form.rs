//! `story/title-form`: a title that is a sentence, too long for a line, or says again what kind of item it is.

use roadlog_model::PlanItem;
use roadlog_syntax::{Edit, Kind, Span};

use super::missing_user_story;
use super::told::{is_asked, is_told, tells_story};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, OptionDefault, Rule, RuleOption};
use crate::wording::{counted, name};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "story/title-form",
    level: Some(Level::Info),
    summary: "A title is too long, ends in a full stop, or repeats the kind.",
    why: "Titles are read in lists, on boards and in commit messages, one a line. What does not fit there belongs into \
the prose below; a full stop is noise in a list, and the kind stands right before the title anyway. The title of a vision is a \
sentence, and may be one.",
    bad: "
bug PAY-15 Bug: the pay button stays grey after a card is corrected.
           ^^^^ story/title-form: the title of PAY-15 says \"Bug\" again
                                                                   ^ story/title-form: the title of PAY-15 ends in a full stop
  status: ready
  owner: @maria

  [ ] Given a corrected card number, when the field loses focus, then the button can be pressed
",
    good: "
bug PAY-15 The pay button stays grey after a card is corrected
  status: ready
  owner: @maria

  [ ] Given a corrected card number, when the field loses focus, then the button can be pressed
",
    fix: Fixes::Safe,
    options: &[RuleOption {
        name: "max",
        meaning: "The most characters that a title may have.",
        default: OptionDefault::Integer(72),
    }],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let syntax = item.syntax();
    let span = syntax.title_span();
    let title = &syntax.document().text()[span.range()];
    let is_sentence = item.is_a(&[Kind::Vision]);
    if title.ends_with('.') && !is_sentence {
        full_stop(context, item, span, title);
    }
    if title.contains([':', ']', '-', '–', '—']) {
        repeated_kind(context, item, span, title);
    }
    if !is_sentence {
        too_long(context, item, span, title);
    }
}

fn too_long(context: &mut Context<'_>, item: PlanItem<'_>, span: Span, title: &str) {
    let most = usize::try_from(context.integer(item.file(), "max")).unwrap_or(0);
    // There are never more characters than bytes, and titles are short.
    if title.len() <= most {
        return;
    }
    let Some((end, _)) = title.char_indices().nth(most) else { return };
    // A title that is the user story is told by the rule that asks for one.
    if is_asked(item)
        && context.is_on(&missing_user_story::RULE, item.file())
        && !tells_story(item)
        && is_told(item, title)
    {
        return;
    }
    let count = title.chars().count();
    let message = format!(
        "the title of {} has {}, and lists show {most}: move what is more than its name into the prose below",
        name(item),
        counted(count, "character"),
    );
    context.report(item, Span::new(span.start + end as u32, span.end), message);
}

/// Words that end in a full stop wherever they stand: the abbreviations of titles and names.
const ABBREVIATIONS: [&str; 22] = [
    "approx", "ave", "co", "corp", "dept", "dr", "esp", "est", "etc", "fig", "inc", "incl", "jr", "ltd", "max", "min",
    "misc", "no", "sr", "st", "temp", "vs",
];

fn full_stop(context: &mut Context<'_>, item: PlanItem<'_>, span: Span, title: &str) {
    let without = &title[..title.len() - 1];
    let last = without.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_word = last.chars().nth(1).is_some() && last.ends_with(char::is_alphabetic) && !last.contains('.');
    let bare = last.trim_start_matches(|character: char| !character.is_alphanumeric());
    if !is_word || ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(bare)) {
        return;
    }
    let message = format!("the title of {} ends in a full stop: leave it out, a title is a name", name(item));
    let stop = Span::new(span.end - 1, span.end);
    let told = context.report(item, stop, message);
    let edit = [Edit::delete(stop)];
    // Which words end in a full stop is known of English alone.
    let _ = if item.plan().config().workspace().is_english() {
        told.fix("Leave the full stop out", edit)
    } else {
        told.assist("Leave the full stop out", edit)
    };
}

fn repeated_kind(context: &mut Context<'_>, item: PlanItem<'_>, span: Span, title: &str) {
    let kind = item.kind_word();
    let also: &[&str] = if item.is_a(&[Kind::Story]) { &["user story", "job story"] } else { &[] };
    let mut words = also.iter().copied().chain([&*kind]);
    let Some((word, behind)) = words.find_map(|word| said_again(title, word)) else { return };
    let message = format!("the title of {} says \"{word}\" again, which stands before it: leave it out", name(item));
    let end = span.start + behind as u32;
    let marked = title[..behind].trim_end().len() as u32;
    let told = context.report(item, Span::new(span.start, span.start + marked), message);
    let _ = told.fix(format!("Leave \"{word}\" out"), [Edit::delete(Span::new(span.start, end))]);
}

/// The word at the start of a title, as it is written there, if that is `word` set apart from what follows: `Bug: …`,
/// `[Bug] …`, `Bug - …`; and where what follows starts.
fn said_again<'t>(title: &'t str, word: &str) -> Option<(&'t str, usize)> {
    let opened = title.strip_prefix('[').or_else(|| title.strip_prefix('('));
    let rest = opened.unwrap_or(title);
    let written = rest.get(..word.len()).filter(|written| written.eq_ignore_ascii_case(word))?;
    let behind = &rest[word.len()..];
    let behind = if opened.is_some() {
        let closed = behind.strip_prefix([']', ')'])?;
        closed.strip_prefix(':').unwrap_or(closed)
    } else if let Some(behind) = behind.strip_prefix(':') {
        behind
    } else {
        behind.strip_prefix(' ')?.strip_prefix(['-', '–', '—'])?.strip_prefix(' ')?
    };
    let name = behind.trim_start();
    (!name.is_empty()).then(|| (written, title.len() - name.len()))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{mended, told};

    #[test]
    fn what_is_too_long_is_marked() {
        told(
            &RULE,
            "
            goal G-1 Ääääääääää ääääääääää ääääääääää ääääääääää ääääääääää ääääääääää äääää
              status: active
            goal G-2 Ääääääääää ääääääääää ääääääääää ääääääääää ääääääääää ääääääääää äääääää
                                                                                             ^ story/title-form: the title of G-2 has 73 characters, and lists show 72
              status: active
            goal G-3 Ääääääääää ääääääääää ääääääääää ääääääääää ääääääääää ääääääääää äääääää
            ",
        );
    }

    #[test]
    fn a_vision_is_a_sentence() {
        told(
            &RULE,
            "
            vision V-1 A freelancer's taxes are done by the time they are due, without a weekend lost over them.
            vision V-2 Vision: taxes are done
                       ^^^^^^^ story/title-form
            ",
        );
    }

    #[test]
    fn abbreviations_and_ellipses_keep_their_full_stops() {
        told(
            &RULE,
            "
            persona P-1 Buyers at Example Inc.
            persona P-2 Buyers in the U.S.
            persona P-3 Buyers, shops etc.
            persona P-4 Buyers and so on...
            persona P-5 Buyers in 2026.
            persona P-6 Buyers of cars (used).
            persona P-7 Buyers.
                              ^ story/title-form: the title of P-7 ends in a full stop
            ",
        );
    }

    #[test]
    fn a_kind_that_is_a_word_of_the_title_stays() {
        told(
            &RULE,
            "
            story PAY-1 Story pages: load them once
              status: ready
            task PAY-2 Task-list order
              status: ready
            story PAY-3 User story - pay by card
                        ^^^^^^^^^^^^ story/title-form: the title of PAY-3 says \"User story\" again
              status: ready
            spike PAY-4 [Spike] Which cards?
                        ^^^^^^^ story/title-form
              status: ready
            persona P-1 Persona:
            bug PAY-5 Bug:reports are lost
                      ^^^^ story/title-form
              status: ready
            ",
        );
        let text = "spike PAY-4 [Spike]: which cards?\n  status: ready\n";
        assert_eq!(mended(&RULE, text, "plan.backlog"), "spike PAY-4 which cards?\n  status: ready\n");
    }
}
