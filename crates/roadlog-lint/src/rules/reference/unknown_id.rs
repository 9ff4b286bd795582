//! `reference/unknown-id`: an id that no item has.

use roadlog_model::{FieldView, PlanItem};
use roadlog_syntax::mention::{MentionKind, may_name_item, mentions, signs_of_item};
use roadlog_syntax::value::Id;
use roadlog_syntax::{Edit, LineKind, Span, header_word};

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, FileView, Fixes, Rule};
use crate::wording::{listed, name};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "reference/unknown-id",
    level: Some(Level::Error),
    summary: "An id that no item has.",
    why: "What serves, needs or plans an item that is not there answers to nothing. In prose, titles, criteria, \
questions and answers it is a hint, and only where items with that prefix exist, so that UTF-8 is no id.",
    bad: "
epic PAY-1 Guest checkout
  owner: @maria
  status: draft

bug PAY-15 The pay button stays grey
  See PAY-99 too.
      ^^^^^^ reference/unknown-id: there is no PAY-99
  status: draft
  for: PAY-2
       ^^^^^ reference/unknown-id: there is no PAY-2: did you mean PAY-1 “Guest checkout”
",
    good: "
epic PAY-1 Guest checkout
  owner: @maria
  status: draft

bug PAY-15 The pay button stays grey
  See PAY-1 too, and UTF-8.
  status: draft
  for: PAY-1
",
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::Everything,
    check: Check::Each(check),
};

/// For how many ids of an item it is looked up what was meant, and where fields of a file name more that lead nowhere, for
/// none: nobody reads all that, and a plan from elsewhere may have very many.
const SEARCHED_OF_ITEM: usize = 100;
const SEARCHED_OF_FILE: usize = 1000;

fn check(context: &mut Context<'_>, view: FileView<'_>) {
    for item in view.items() {
        let mut searched = 0;
        in_fields(context, item, &mut searched);
        in_prose(context, item, &mut searched);
    }
}

fn in_fields(context: &mut Context<'_>, item: PlanItem<'_>, searched: &mut usize) {
    if !item.names_unknown() {
        return;
    }
    for reference in item.fields().flat_map(FieldView::references) {
        if reference.target().is_none() && !may_be_elsewhere(context, reference.id()) {
            tell(context, item, (reference.id(), reference.span()), Level::Error, searched);
        }
    }
}

/// Whether an id may be one of a folder that is read for its items and is not there: what stands in it cannot be known.
fn may_be_elsewhere(context: &Context<'_>, id: &Id) -> bool {
    context.is_blind() && !context.plan().has_prefix(id.prefix())
}

fn in_prose(context: &mut Context<'_>, item: PlanItem<'_>, searched: &mut usize) {
    let plan = context.plan();
    if !item.syntax().may_say(signs_of_item) {
        return;
    }
    for passage in item.syntax().passages().filter(|passage| passage.written().is_none_or(may_name_item)) {
        let text = passage.text();
        for mention in mentions(&text) {
            let (MentionKind::Id(id) | MentionKind::Criterion { id, .. }) = mention.what else { continue };
            if plan.first(&id).is_some() || !plan.has_prefix(id.prefix()) {
                continue;
            }
            let start = mention.range.start;
            let span = text.span(start..start + id.as_str().len());
            if !names_indented_header(item, span) {
                tell(context, item, (&id, span), Level::Info, searched);
            }
        }
    }
}

fn tell(context: &mut Context<'_>, item: PlanItem<'_>, (id, span): (&Id, Span), level: Level, searched: &mut usize) {
    *searched += 1;
    let is_wanted = *searched <= SEARCHED_OF_ITEM && item.unknown_in_file() <= SEARCHED_OF_FILE;
    let near = if is_wanted { context.meant_by(id) } else { Vec::new() };
    let near: Vec<_> = near.into_iter().filter(|near| *near != item).collect();
    let meant: Vec<_> = near.iter().map(|near| format!("{} “{}”", name(*near), near.title())).collect();
    let message = match &meant[..] {
        [] => format!("there is no {id}: correct it, or write that item"),
        meant => format!("there is no {id}: did you mean {}?", listed(meant, "or")),
    };
    let mut told = context.report(item, span, message).at_most(level);
    for near in near {
        told = told.assist(format!("Change to {}", name(near)), [Edit::new(span, name(near))]);
    }
}

/// Whether the id at `span` is that of a header which stands too deep; `syntax/near-miss` tells.
fn names_indented_header(item: PlanItem<'_>, span: Span) -> bool {
    let document = item.file().document();
    let line = document.line_at(span.start);
    if document.lines()[line as usize].kind() != LineKind::Prose {
        return false;
    }
    let content = document.content_span(line);
    let text = &document.text()[content.range()];
    let Some(word) = header_word(text).filter(|word| item.plan().config().kind(word).is_some()) else { return false };
    let behind = text[word.len()..].trim_start();
    span.start == content.end - behind.len() as u32
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::Level;
    use crate::testing::told;

    #[test]
    fn fields_are_judged_and_prose_only_where_the_prefix_is_used() {
        let found = told(
            &RULE,
            "
            story PAY-1 Pay as in PAY-77
                                  ^^^^^^ reference/unknown-id: there is no PAY-77
              As UTF-8, `PAY-8`, see https://x.example/PAY-9
              for: G-9
                   ^^^ reference/unknown-id: there is no G-9
              [ ] Given PAY-1^kept and PAY-78^gone
                                       ^^^^^^ reference/unknown-id
            ",
        );
        assert_eq!(
            found.iter().map(|finding| finding.level).collect::<Vec<_>>(),
            [Level::Info, Level::Error, Level::Info]
        );
    }

    #[test]
    fn the_id_of_an_indented_header_is_told_as_that_alone() {
        told(
            &RULE,
            "
            story PAY-1 Pay
              story PAY-13 Pay later than PAY-14
                                          ^^^^^^ reference/unknown-id: there is no PAY-14
              chore PAY-15 is of no kind
                    ^^^^^^ reference/unknown-id: there is no PAY-15
            ",
        );
    }

    #[test]
    fn ids_of_archives_and_other_workspaces_are_known() {
        told(
            &RULE,
            "
            story PAY-1 Pay
              needs: PAY-2, SHOP-3
            //- archive/old.backlog
            story PAY-2 Old
            //- other/their.backlog
            story SHOP-3 Theirs
              needs: SHOP-4
            ",
        );
    }

    #[test]
    fn swapped_digits_and_letters_are_offered_first() {
        let found = told(
            &RULE,
            "
            story PAY-12 One
            story PAY-31 Two
            story PAY-3 Three
              needs: PYA-12, PAY-13
                     ^^^^^^ reference/unknown-id: there is no PYA-12: did you mean PAY-12 “One”
                             ^^^^^^ reference/unknown-id: there is no PAY-13: did you mean PAY-31 “Two” or PAY-12 “One”
            ",
        );
        assert_eq!(found[1].fixes.len(), 2);
        assert!(found.iter().all(|finding| finding.safe_fix().is_none()));
    }

    #[test]
    fn all_who_name_an_id_are_told_what_was_meant_but_nobody_is_told_themselves() {
        told(
            &RULE,
            "
            story PAY-12 One
              needs: PAY-13
                     ^^^^^^ reference/unknown-id: there is no PAY-13: correct it
            bug SHOP-1 Two
              for: PAY-13
                   ^^^^^^ reference/unknown-id: there is no PAY-13: did you mean PAY-12 “One”
            ",
        );
    }

    #[test]
    fn where_more_lead_nowhere_than_anybody_reads_nothing_is_looked_up() {
        let told = |count: usize| {
            let stories = "story OTHER-1 Two\n  for: PAY-1a2\n".repeat(count);
            let text = format!("//- plan.backlog\nepic PAY-12 One\n{stories}");
            let found = crate::testing::findings(&RULE, &roadlog_testkit::Fixture::parse(&text));
            (found.len(), found[0].message.unescaped().to_owned())
        };
        assert_eq!(told(1000), (1000, "there is no PAY-1a2: did you mean PAY-12 “One”?".to_owned()));
        assert_eq!(told(1001), (1001, "there is no PAY-1a2: correct it, or write that item".to_owned()));
    }
}
