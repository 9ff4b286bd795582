//! `reference/unknown-id`: an id that no item has.

use std::collections::HashSet;

use rayon::prelude::*;
use roadlog_model::{FieldView, Plan, PlanFile, PlanItem};
use roadlog_syntax::mention::{MentionKind, mentions};
use roadlog_syntax::value::Id;
use roadlog_syntax::{Edit, EntryKind, EntryText, LineKind, Span, header_word};
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::near_ids::near;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
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
    check: Check::Plan(check),
};

/// For how many ids it is looked up what was meant: nobody reads more, and a plan from elsewhere may have very many.
const SEARCHED: usize = 1000;

/// An id that no item has, and the item that names it.
struct Unknown<'p> {
    item: PlanItem<'p>,
    id: Id,
    span: Span,
    in_field: bool,
}

/// The prefixes of the ids that items have.
type Prefixes<'p> = HashSet<&'p str, FxBuildHasher>;

fn check(context: &mut Context<'_>, plan: &Plan) {
    let judge = Judge::new(context, plan);
    let files: Vec<(u32, &PlanFile)> = plan.files().filter(|(_, file)| !file.is_foreign()).collect();
    let unknown: Vec<_> = files.par_iter().flat_map_iter(|&(place, _)| judge.in_file(place)).collect();
    let mut meant: FxHashMap<Id, Vec<PlanItem<'_>>> = FxHashMap::default();
    for unknown in unknown {
        if meant.len() < SEARCHED && !meant.contains_key(&unknown.id) {
            meant.insert(unknown.id.clone(), near(plan, &unknown.id));
        }
        tell(context, &unknown, meant.get(&unknown.id).map_or(&[], |meant| meant));
    }
}

fn tell(context: &mut Context<'_>, unknown: &Unknown<'_>, near: &[PlanItem<'_>]) {
    let Unknown { item, id, span, in_field } = unknown;
    let near: Vec<_> = near.iter().copied().filter(|near| near != item).collect();
    let meant: Vec<_> = near.iter().map(|near| format!("{} “{}”", name(*near), near.title())).collect();
    let message = match &meant[..] {
        [] => format!("there is no {id}: correct it, or write that item"),
        meant => format!("there is no {id}: did you mean {}?", listed(meant, "or")),
    };
    let mut told = context.report(*item, *span, message);
    if !in_field {
        told = told.at_most(Level::Info);
    }
    for near in near {
        told = told.assist(format!("Change to {}", name(near)), [Edit::new(*span, name(near))]);
    }
}

/// What decides whether an id is unknown.
struct Judge<'p> {
    plan: &'p Plan,
    prefixes: Prefixes<'p>,
    /// Whether a folder that is read for its items is not there: what stands in it cannot be known.
    is_blind: bool,
}

impl<'p> Judge<'p> {
    fn new(context: &Context<'_>, plan: &'p Plan) -> Self {
        let prefixes = plan.items().filter_map(PlanItem::id).map(Id::prefix).collect();
        let reads = plan.config().workspace().reads();
        let is_blind =
            reads.iter().any(|folder| context.missing_reads().iter().any(|missing| *missing == *folder.value));
        Self { plan, prefixes, is_blind }
    }

    fn in_file(&self, place: u32) -> Vec<Unknown<'p>> {
        let mut found = Vec::new();
        for item in self.plan.items_of(place) {
            self.in_fields(item, &mut found);
            self.in_prose(item, &mut found);
        }
        found
    }

    fn in_fields(&self, item: PlanItem<'p>, found: &mut Vec<Unknown<'p>>) {
        for (id, span) in item.fields().flat_map(FieldView::ids) {
            let may_be_elsewhere = self.is_blind && !self.prefixes.contains(id.prefix());
            if !may_be_elsewhere && self.plan.first(id).is_none() {
                found.push(Unknown { item, id: id.clone(), span, in_field: true });
            }
        }
    }

    fn in_prose(&self, item: PlanItem<'p>, found: &mut Vec<Unknown<'p>>) {
        let syntax = item.syntax();
        let title = syntax.title_span();
        let mut look = |text: &str, place: &dyn Fn(std::ops::Range<usize>) -> Span| {
            for mention in mentions(text) {
                let (MentionKind::Id(id) | MentionKind::Criterion { id, .. }) = mention.what else { continue };
                if self.prefixes.contains(id.prefix()) && self.plan.first(&id).is_none() {
                    let range = mention.range.start..mention.range.start + id.as_str().len();
                    let span = place(range);
                    if !names_indented_header(item, span) {
                        found.push(Unknown { item, id, span, in_field: false });
                    }
                }
            }
        };
        let written = &syntax.document().text()[title.range()];
        look(written, &|range| Span::new(title.start + range.start as u32, title.start + range.end as u32));
        for paragraph in syntax.paragraphs() {
            let text = paragraph.text();
            look(&text, &|range| text.span(range));
        }
        for entry in syntax.entries().filter(|entry| entry.kind() != EntryKind::Field) {
            let text: EntryText<'_> = entry.text();
            look(&text, &|range| text.span(range));
        }
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
}
