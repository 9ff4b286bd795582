//! `syntax/bad-header`: kind, id or title of a header is missing or malformed.

use roadlog_model::PlanItem;
use roadlog_syntax::value::HeaderId;
use roadlog_syntax::{Edit, Span};

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "syntax/bad-header",
    level: Some(Level::Error),
    summary: "Kind, id or title of a header is missing or malformed.",
    why: "A header names the item: `story PAY-12 Pay without an account`. Without a good id nothing can refer to it, \
          and its history cannot be followed. Who does not want to choose an id writes `PAY-new`.",
    bad: "
story Pay without an account
      ^^^^^^^^^^^^^^^^^^^^^^ syntax/bad-header: the id is missing

story PAY-12: Pay
            ^ syntax/bad-header: the title follows the id without a colon

Bug PAY-13 The button stays grey
^^^ syntax/bad-header: a kind is written in small letters

epic PAY-1
^^^^^^^^^^ syntax/bad-header: PAY-1 has no title
",
    good: "
story PAY-11 Pay without an account

story PAY-12 Pay

bug PAY-13 The button stays grey

epic PAY-1 Guest checkout
",
    fix: Fixes::Safe,
    options: &[],
    asks: Asks::Everything,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let syntax = item.syntax();
    if syntax.is_broken() {
        return broken(context, item);
    }
    let document = syntax.document();
    let line = document.lines()[syntax.title_line() as usize];
    let word = syntax.kind_span();
    if line.has_bullet() {
        let start = document.line_span(syntax.title_line()).start;
        let bullet = Span::new(
            document.text()[start as usize..].find(['-', '*', '+']).map_or(start, |at| start + at as u32),
            word.start,
        );
        context
            .report(item, bullet, "a header begins with its kind: delete the bullet before it")
            .fix("Delete the bullet", [Edit::delete(bullet)]);
    }
    if syntax.item_kind().is_some() {
        small_letters(context, item);
    }
    if let Some(colon) = syntax.colon_span() {
        context
            .report(item, colon, "the title follows the id without a colon: delete it")
            .fix("Delete the colon", [Edit::delete(colon)]);
    }
    let title = &document.text()[syntax.title_span().range()];
    // What begins with a letter or digit has no mark before it, and is not empty.
    if title.starts_with(|first: char| first.is_ascii_alphanumeric()) {
        return;
    }
    mark_before_title(context, item);
    if syntax.title().trim().is_empty() {
        let name = syntax.id_text().unwrap_or_default();
        context.report(item, syntax.header_span(), format!("{name} has no title: say in a few words what it is"));
    }
}

/// A kind with a capital.
fn small_letters(context: &mut Context<'_>, item: PlanItem<'_>) {
    let (word, written) = (item.syntax().kind_span(), item.syntax().kind_word());
    if written.bytes().any(|byte| byte.is_ascii_uppercase()) {
        let small = written.to_ascii_lowercase();
        let message = format!("a kind is written in small letters: `{small}`");
        context.report(item, word, message).fix(format!("Change to {small}"), [Edit::new(word, small)]);
    }
}

/// A dash, a colon or a bar that parts id and title, as other tools write them.
fn mark_before_title(context: &mut Context<'_>, item: PlanItem<'_>) {
    let span = item.syntax().title_span();
    let title = &item.file().document().text()[span.range()];
    let behind = title.trim_start_matches(['-', '–', '—', ':', '|']);
    let words = behind.trim_start();
    if behind.len() == title.len() || words.len() == behind.len() {
        return;
    }
    let mark = Span::new(span.start, span.start + (title.len() - behind.len()) as u32);
    let until = Span::new(span.start, span.start + (title.len() - words.len()) as u32);
    let message = format!("no `{}` stands between id and title", &title[..title.len() - behind.len()]);
    context.report(item, mark, message).fix("Delete it", [Edit::delete(until)]);
}

/// A header that names no item.
fn broken(context: &mut Context<'_>, item: PlanItem<'_>) {
    let syntax = item.syntax();
    let (kind, rest) = (syntax.kind_word().to_ascii_lowercase(), syntax.title_span());
    let title = syntax.title();
    let first = title.split([' ', '\t']).next().unwrap_or_default();
    let id = first_word(&syntax.document().text()[rest.range()], rest.start);
    let bare = first.strip_suffix(':').unwrap_or(first);
    if HeaderId::parse(bare).is_ok() {
        // The id is good, so its word is what is wrong; of one that is no kind, `syntax/unknown-kind` tells.
        if item.kind().is_some() {
            small_letters(context, item);
        }
        return;
    }
    let has_digit = bare.bytes().any(|byte| byte.is_ascii_digit());
    let like_an_id = bare.split_once('-').is_some_and(|(prefix, _)| has_digit || is_used(item, prefix));
    if let (true, Err(problem)) = (like_an_id, HeaderId::parse(bare)) {
        let told = context.report(item, id, format!("`{bare}` is no id: {problem}"));
        if let Some(right) = problem.suggestion() {
            told.fix(format!("Change to {right}"), [Edit::new(id, right)]);
        }
    } else if let Some((right, is_clear)) = almost_id(item, bare) {
        let title = format!("Change to {right}");
        if is_clear {
            context.report(item, id, format!("`{bare}` is no id: write `{right}`")).fix(title, [Edit::new(id, right)]);
        } else {
            let message = format!("`{bare}` looks like an id: write `{right}` where that is meant, or an id before it");
            context.report(item, id, message).assist(title, [Edit::new(id, right)]);
        }
    } else if rest.is_empty() {
        let message =
            format!("a header has a kind, an id and a title: `{kind} PAY-12 Title`, or `{kind} PAY-new Title`");
        context.report(item, syntax.kind_span(), message);
    } else {
        let message =
            format!("the id is missing: `{kind} PAY-12 {title}`, or `{kind} PAY-new {title}` to be given one");
        context.report(item, rest, message);
    }
}

/// Where the first word of a title stands that starts at `start`, as it is written: a dash that only looks like one is
/// longer there than as it is read.
fn first_word(title: &str, start: u32) -> Span {
    let words = title.trim_start();
    let length = words.find(char::is_whitespace).unwrap_or(words.len());
    let start = start + (title.len() - words.len()) as u32;
    Span::new(start, start + length as u32)
}

/// The id that `word` is when its dash or the letter case of `PAY-new` is put right, and whether it can be nothing
/// else: `MP3` may well be the first word of a title.
fn almost_id(item: PlanItem<'_>, word: &str) -> Option<(String, bool)> {
    let right = HeaderId::parse(word).err()?.suggestion()?;
    let (prefix, suffix) = right.split_once('-')?;
    let is_new = suffix == "new";
    if !is_new && !suffix.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    let is_capital = word.starts_with(prefix);
    let is_clear = (is_new && is_capital) || is_used(item, prefix);
    (is_clear || is_new || is_capital).then_some((right, is_clear))
}

/// How many items are asked for their prefix, so that a file full of bad headers costs little.
const MOST_ASKED: usize = 200;

/// Whether an item among the first of this file and of the plan has an id with this prefix.
fn is_used(item: PlanItem<'_>, prefix: &str) -> bool {
    let plan = item.plan();
    let asked = plan.items_of(item.at().file).take(MOST_ASKED).chain(plan.items().take(MOST_ASKED));
    asked.filter_map(PlanItem::id).any(|id| id.prefix() == prefix)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{mended, told};

    #[test]
    fn an_id_without_its_dash_is_named_and_mended_where_its_prefix_is_used() {
        let found = told(
            &RULE,
            "
            epic PAY-1 Guest checkout

            story PAY12 Pay
                  ^^^^^ syntax/bad-header: `PAY12` is no id: write `PAY-12`

            story pay_13 Pay
                  ^^^^^^ syntax/bad-header: `pay_13` is no id: write `PAY-13`

            story pay-new Pay
                  ^^^^^^^ syntax/bad-header: `pay-new` is no id: write `PAY-new`
            ",
        );
        assert!(found.iter().all(|finding| finding.safe_fix().is_some()));
    }

    #[test]
    fn a_prefix_that_nobody_uses_may_be_a_word_of_the_title() {
        let found = told(
            &RULE,
            "
            story MP3 player
                  ^^^ syntax/bad-header: `MP3` looks like an id: write `MP-3` where that is meant, or an id before it

            story brand-new checkout
                  ^^^^^^^^^ syntax/bad-header: `brand-new` looks like an id: write `BRAND-new` where that is meant

            story OAuth2 for all
                  ^^^^^^^^^^^^^^ syntax/bad-header: the id is missing

            story B2B prices
                  ^^^^^^^^^^ syntax/bad-header: the id is missing
            ",
        );
        assert!(found.iter().all(|finding| finding.safe_fix().is_none()));
    }

    #[test]
    fn a_kind_of_ones_own_is_written_small_as_well() {
        let text = "//- roadlog.toml\n[kinds.chore]\nlike = \"task\"\n//- a.backlog\nChore PAY-1 Renew\n";
        told(
            &RULE,
            &text.replace("Renew\n", "Renew\n^^^^^ syntax/bad-header: a kind is written in small letters: `chore`\n"),
        );
        assert_eq!(mended(&RULE, text, "a.backlog"), "chore PAY-1 Renew\n");
    }

    #[test]
    fn a_second_colon_is_no_part_of_an_id() {
        let text = "//- a.backlog\nstory PAY-12:: Pay\n";
        assert_eq!(mended(&RULE, text, "a.backlog"), "story PAY-12 Pay\n");
    }

    #[test]
    fn an_id_without_a_digit_is_told_apart_from_a_title_by_its_prefix() {
        told(
            &RULE,
            "
            story PAY-1 Pay

            story PAY-abc Pay by card
                  ^^^^^^^ syntax/bad-header: `PAY-abc` is no id: behind the dash there is at least one digit

            story E-mail receipts
                  ^^^^^^^^^^^^^^^ syntax/bad-header: the id is missing
            ",
        );
    }

    #[test]
    fn a_dash_that_only_looks_like_one_is_marked_whole() {
        told(
            &RULE,
            "
            story ,PAY–1 Pay
                  ^^^^^^ syntax/bad-header: `,PAY-1` is no id
            ",
        );
    }

    #[test]
    fn no_mark_parts_id_and_title() {
        for mark in ["-", "–", ":", "|", "--"] {
            let text = format!("//- a.backlog\nstory PAY-1 {mark} Pay\n");
            assert_eq!(mended(&RULE, &text, "a.backlog"), "story PAY-1 Pay\n", "{mark}");
        }
        told(&RULE, "story PAY-1 -5 degrees and less\n");
    }

    #[test]
    fn an_id_still_to_be_given_is_written_small_behind_its_dash() {
        let text = "//- a.backlog\nstory PAY-NEW Pay\n";
        assert_eq!(mended(&RULE, text, "a.backlog"), "story PAY-new Pay\n");
    }
}
