//! `story/placeholder`: words that stand in for others which are still to come.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use roadlog_config::{FieldLookup, ValueType};
use roadlog_model::PlanItem;
use roadlog_syntax::{Entry, EntryKind, Mark, Span};

use crate::context::Context;
use crate::finding::Level;
use crate::phrases::Phrases;
use crate::rule::{Asks, Check, FileView, Fixes, Rule};
use crate::word_list;
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "story/placeholder",
    level: Some(Level::Warning),
    summary: "A title, prose, a criterion, an answer or a field still has a placeholder.",
    why: "TODO and TBD say that somebody meant to come back, and an item that is ready is one that nobody comes back to. \
What is not known yet is a question, `? …`, which the plan keeps in sight until it is answered. Words between quotation \
marks or backticks are left alone, and comments may hold any reminder. A phrase in capitals, like TODO, is looked for in \
capitals alone: a todo list may be the product. In another language the rule is silent until it is given `terms` or \
`add`.",
    bad: r#"
bug PAY-15 The pay button stays grey after a card is corrected
  Happens on TBD.
             ^^^ story/placeholder: PAY-15 still says "TBD": write what is meant, or ask for it with `? …`

  status: ready
  owner: @maria

  [ ] Given …, when the field loses focus, then the button can be pressed
      ^^^^^^^ story/placeholder: PAY-15 still says "Given …"
"#,
    good: "
bug PAY-15 The pay button stays grey after a card is corrected
  Happens on phones.

  status: ready
  owner: @maria

  [ ] Given a corrected card number, when the field loses focus, then the button can be pressed
",
    fix: Fixes::None,
    options: &word_list::options(&TERMS),
    asks: Asks::ReadyOrDoing,
    check: Check::Each(check),
};

/// What people write for what they do not know yet, and what the skeletons of this program leave to be filled in.
///
/// Sources: "TBD" and its kin of ISO/IEC/IEEE 29148:2018, section 5.2.6, and of the INCOSE Guide to Writing Requirements; the
/// marks that programmers leave in code (TODO, FIXME); the dummy text of typesetters. Left out is what real items use with
/// a clear meaning: XXX (a masked number), "to be confirmed" (an order).
const TERMS: [&str; 13] = [
    "TODO",
    "FIXME",
    "tbd",
    "TBC",
    "lorem ipsum",
    "???",
    "??",
    "given …",
    "when …",
    "then …",
    "as a …",
    "i want …",
    "so that …",
];

fn check(context: &mut Context<'_>, view: FileView<'_>) {
    static BUILT_IN: LazyLock<Placeholders<'static>> = LazyLock::new(|| Placeholders::new(&TERMS));
    if word_list::is_built_in(context.rule, view.plan, view.file) {
        return BUILT_IN.look(context, view);
    }
    let list = word_list::list(context.rule, view.plan, view.file);
    Placeholders::new(&list).look(context, view);
}

/// A list of placeholders, ready to be looked for.
struct Placeholders<'p> {
    phrases: Phrases<'p>,
    /// The last word or mark of each phrase. A look for all of them at once finds the few items that may have any; `None`
    /// where there is nothing to look for.
    needles: Option<AhoCorasick>,
}

impl<'p> Placeholders<'p> {
    fn new(list: &[&'p str]) -> Self {
        let needles = list.iter().flat_map(|phrase| last_words(phrase)).filter(|needle| !needle.is_empty());
        let mut needles: Vec<String> = needles.collect();
        needles.sort_unstable();
        needles.dedup();
        // Of this kind alone are few needles looked for by many bytes at a time.
        let kind = MatchKind::LeftmostFirst;
        let made = |needles| AhoCorasick::builder().match_kind(kind).build(needles);
        let needles =
            (!needles.is_empty()).then(|| made(needles).expect("only gigabytes of phrases are too many to look for"));
        Self { phrases: Phrases::new(list.iter().copied()), needles }
    }

    fn look(&self, context: &mut Context<'_>, view: FileView<'_>) {
        let Some(needles) = &self.needles else { return };
        let text = view.file.document().text();
        for item in view.items().filter(|item| RULE.asks.about(*item)) {
            if needles.is_match(&text[item.syntax().span().range()]) {
                check_item(context, item, &self.phrases);
            }
        }
    }
}

/// The last word or mark of a phrase, in each letter case in which people write it.
fn last_words(phrase: &str) -> [String; 4] {
    let last = phrase.trim().rsplit([' ', '-']).next().unwrap_or_default();
    let lower = last.to_lowercase();
    let mut letters = lower.chars();
    let capital = letters.next().map(|first| first.to_uppercase().chain(letters).collect());
    [last.to_owned(), last.to_uppercase(), capital.unwrap_or_default(), lower]
}

fn check_item(context: &mut Context<'_>, item: PlanItem<'_>, phrases: &Phrases<'_>) {
    let syntax = item.syntax();
    let mut look = |text: &str, place: &dyn Fn(Range<usize>) -> Span| {
        // A skeleton that nobody has filled in is one finding, however many gaps it has.
        let mut has_gap = false;
        for (phrase, range) in phrases.in_text(text) {
            let written = &text[range.clone()];
            let is_another_gap = written.ends_with('…') && std::mem::replace(&mut has_gap, true);
            if !is_another_gap && is_meant(phrase, written, &text[range.end..]) {
                let message =
                    format!("{} still says \"{written}\": write what is meant, or ask for it with `? …`", name(item));
                context.report(item, place(range), message);
            }
        }
    };
    let title = syntax.title_span();
    look(&syntax.document().text()[title.range()], &|range| {
        Span::new(title.start + range.start as u32, title.start + range.end as u32)
    });
    for paragraph in syntax.paragraphs() {
        let text = paragraph.text();
        look(&text, &|range| text.span(range));
    }
    for entry in syntax.entries().filter(|entry| is_read(item, *entry)) {
        let text = entry.text();
        look(&text, &|range| text.span(range));
    }
}

/// Whether what is written is the phrase: one in capitals is nothing else, and a file's name is no word.
fn is_meant(phrase: &str, written: &str, behind: &str) -> bool {
    let is_in_capitals = !phrase.contains(char::is_lowercase);
    let is_file_name = behind.strip_prefix('.').is_some_and(|end| end.starts_with(char::is_alphanumeric));
    (!is_in_capitals || phrase == written) && !is_file_name
}

/// Whether an entry is one in which words have to be final: no question, and no criterion that is no longer asked for.
fn is_read(item: PlanItem<'_>, entry: Entry<'_>) -> bool {
    match entry.kind() {
        EntryKind::Question | EntryKind::Criterion(Mark::Dropped) => false,
        EntryKind::Field => {
            let config = item.plan().config();
            let lookup = config.field(item.kind(), &entry.key());
            matches!(lookup, FieldLookup::Here(field) if config.value_type(field) == ValueType::Text)
        }
        EntryKind::Criterion(_) | EntryKind::Answer | EntryKind::Decision => true,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn words_that_have_to_be_final_are_read() {
        told(
            &RULE,
            "
            # TODO split this file
            == TODO
            vision V-1 TBD
                       ^^^ story/placeholder: V-1 still says \"TBD\"
            goal G-1 More buyers
              why: lorem
                   ^^^^^ story/placeholder: G-1 still says \"lorem ipsum\"
                  ipsum
              status: active
            story PAY-1 Pay
              status: ready
              tags: TODO
              links: https://shop.example/TODO
              needs: TBD
              # TODO ask legal
              > TODO
              [-] TBD
              [ ] Paying takes ??? seconds
                               ^^^ story/placeholder: PAY-1 still says \"???\"
              ? TBD
              ! tbd, really???
                ^^^ story/placeholder: PAY-1 still says \"tbd\"
            story PAY-2 TODO
            ",
        );
    }

    #[test]
    fn a_skeleton_is_told_once() {
        told(
            &RULE,
            "
            story PAY-1 Pay
              As a …
              ^^^^^^ story/placeholder: PAY-1 still says \"As a …\"
              I want …
              so that …
              status: ready
              [ ] Given …, when …,
                  ^^^^^^^ story/placeholder: PAY-1 still says \"Given …\"
                  then …
            ",
        );
    }

    #[test]
    fn a_product_may_be_a_todo_list() {
        told(
            &RULE,
            "
            story PAY-1 Add a todo
              As a buyer, I want to see \"TODO\" above my Todo list and in `TODO`, read from TODO.md
              status: ready
              [ ] Given a card, when … and then the total is shown
                                ^^^^^^ story/placeholder
            ",
        );
    }

    #[test]
    fn a_team_has_its_own_words_in_its_own_language() {
        told(
            &RULE,
            "
            //- roadlog.toml
            [workspace]
            language = \"de\"
            [rules.options.\"story/placeholder\"]
            add = [\"offen\", \"<…>\"]
            //- plan.backlog
            story PAY-1 Zahlen
              status: ready
              [ ] Die Frist ist offen, <…> TODO
                                ^^^^^ story/placeholder: PAY-1 still says \"offen\"
                                       ^^^ story/placeholder: PAY-1 still says \"<…>\"
            ",
        );
    }
}
