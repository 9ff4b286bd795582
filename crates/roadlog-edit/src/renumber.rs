//! Another id for an item: its header, and every place in the workspace that names it.

use roadlog_config::{Field, FieldLookup, FieldRef, ValueType};
use roadlog_model::AgreedWords;
use roadlog_model::{FieldView, Plan, PlanItem, Value};
use roadlog_syntax::mention::{MentionKind, mentions};
use roadlog_syntax::value::Id;
use roadlog_syntax::{Edit, EntryText, LineKind, NodeKind, Span};

use crate::draft::{Draft, Edited};
use crate::field::put;
use crate::find::{own, place};
use crate::refusal::Refusal;
use crate::world::World;

/// Another id for an item, everywhere in the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renumber {
    /// The id that it has.
    pub old: Id,
    /// The id that it gets.
    pub new: Id,
}

pub(crate) fn edit(world: &World<'_>, request: &Renumber) -> Result<Edited, Refusal> {
    let Renumber { old, new } = request;
    let mut draft = Draft::new(world);
    draft.about(new);
    let item = own(draft.plan(), old)?;
    if old == new {
        return draft.finish();
    }
    let header = Edit::new(item.syntax().id_span(), new.as_str());
    let home = item.at().file;
    free(world, new)?;
    let accepted = accepted(world.plan);
    for (place, file) in world.plan.files().filter(|(_, file)| !file.is_foreign()) {
        let mut edits = references(world.plan, place, old, new);
        if place == home {
            edits.push(header.clone());
        }
        let path = file.path();
        draft.edit(path, edits)?;
    }
    resigned(&mut draft, &accepted, old, new)?;
    draft.finish_renamed(Some((old, new)))
}

/// Makes sure that an id may be given to an item.
///
/// # Errors
/// Something has it, here or on another branch.
pub fn free(world: &World<'_>, new: &Id) -> Result<(), Refusal> {
    if let Some(item) = world.plan.first(new) {
        let reason = format!("{new} is taken: it is “{}” ({})", item.title(), place(item));
        return Err(Refusal::new(reason, "choose an id that no item has or had"));
    }
    if world.options.taken_ids.contains(new) {
        return Err(Refusal::new(format!("{new} is taken on another branch"), "choose an id that no branch has"));
    }
    Ok(())
}

/// The edits of one file that make what names `old` name `new`, the item's own header aside.
fn references(plan: &Plan, place: u32, old: &Id, new: &Id) -> Vec<Edit> {
    let Some(file) = plan.file(place) else { return Vec::new() };
    // Most files of a big plan do not name the item at all.
    if !file.document().text().contains(old.as_str()) {
        return Vec::new();
    }
    let mut spans = Vec::new();
    for item in plan.items_of(place) {
        for field in item.fields() {
            in_field(field, old, &mut spans);
        }
        for text in item.syntax().words() {
            in_text(&text, old, &mut spans);
        }
    }
    spans.extend(in_asides(plan, place, old));
    spans.sort_unstable();
    spans.dedup();
    spans.into_iter().map(|span| Edit::new(span, new.as_str())).collect()
}

fn in_field(field: FieldView<'_>, old: &Id, spans: &mut Vec<Span>) {
    spans.extend(field.ids().filter(|(id, _)| *id == old).map(|(_, span)| span));
    let config = field.item().plan().config();
    let is_text = match field.lookup() {
        FieldLookup::Here(reference) => config.value_type(reference) == ValueType::Text,
        // Of a field that is none here nobody knows what it holds; what names an item names it still.
        FieldLookup::Elsewhere(_) | FieldLookup::Unknown => true,
    };
    if is_text {
        in_text(&field.text(), old, spans);
    }
}

/// Where a text names the item, or a criterion of it; not in a URL, an address or code.
fn in_text(text: &EntryText<'_>, old: &Id, spans: &mut Vec<Span>) {
    if text.contains(old.as_str()) {
        spans.extend(named(text, old).map(|range| text.span(range)));
    }
}

fn named(text: &str, old: &Id) -> impl Iterator<Item = std::ops::Range<usize>> {
    mentions(text).filter_map(move |mention| match mention.what {
        MentionKind::Id(id) | MentionKind::Criterion { id, .. } if id == *old => {
            Some(mention.range.start..mention.range.start + old.as_str().len())
        }
        _ => None,
    })
}

/// Where comments and section titles name the item.
fn in_asides(plan: &Plan, place: u32, old: &Id) -> Vec<Span> {
    let Some(file) = plan.file(place) else { return Vec::new() };
    let document = file.document();
    let mut spans = Vec::new();
    for node in document.nodes() {
        for line in node.lines() {
            let is_title = node.kind() == NodeKind::Section && line == node.title_line();
            if !is_title && document.lines()[line as usize].kind() != LineKind::Comment {
                continue;
            }
            let content = document.content_span(line);
            let text = document.text().get(content.range()).unwrap_or_default();
            let at = |range: std::ops::Range<usize>| {
                Span::new(content.start + range.start as u32, content.start + range.end as u32)
            };
            spans.extend(named(text, old).map(at));
        }
    }
    spans
}

/// The items whose sign-off is of the words that stand there.
fn accepted(plan: &Plan) -> Vec<Id> {
    let holds =
        |item: &PlanItem<'_>| signed(*item).is_some_and(|signed| signed == AgreedWords::of(*item).fingerprint());
    let own = plan.items().filter(|item| !item.file().is_foreign());
    own.filter(holds).filter_map(|item| item.id().cloned()).collect()
}

fn signed(item: PlanItem<'_>) -> Option<roadlog_syntax::fingerprint::Fingerprint> {
    match item.field(Field::Accepted)?.value() {
        Value::SignOff(sign_off) => sign_off.fingerprint,
        _ => None,
    }
}

/// Binds sign-offs to the same words with the new id in them: nobody agreed to less than before.
fn resigned(draft: &mut Draft<'_>, accepted: &[Id], old: &Id, new: &Id) -> Result<(), Refusal> {
    for id in accepted {
        let id = if id == old { new } else { id };
        let Some(item) = draft.plan().first(id) else { continue };
        let fingerprint = AgreedWords::of(item).fingerprint();
        let Some(Value::SignOff(sign_off)) = item.field(Field::Accepted).map(FieldView::value) else { continue };
        if sign_off.fingerprint == Some(fingerprint) {
            continue;
        }
        let mut sign_off = (**sign_off).clone();
        sign_off.fingerprint = Some(fingerprint);
        put(draft, id, FieldRef::BuiltIn(Field::Accepted), &sign_off.to_string())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Request;
    use crate::testing::{edited, id, refused};

    fn renumbering(old: &str, new: &str) -> Request {
        Request::Renumber(Renumber { old: id(old), new: id(new) })
    }

    #[test]
    fn every_mention_follows_and_nothing_else() {
        let text = "\
//- a.backlog
# see PAY-1
task PAY-1 a, not PAY-12
  PAY-1 and PAY-1.2, PAY-1^x and `PAY-1`,
  https://a.example/PAY-1, PAY-1@a.example
  > PAY-1
  blocked: PAY-1 waits
  links: docs/PAY-1.md

== After PAY-1
//- archive/b.backlog
task PAY-2 b
  needs: PAY-3,
    PAY-1
  ? Why PAY-1?
task PAY-3 c
//- other/c.backlog
task OTH-1 PAY-1
";
        let after = edited(text, &renumbering("PAY-1", "PAY-9"));
        assert_eq!(
            after,
            "\
# see PAY-9
task PAY-9 a, not PAY-12
  PAY-9 and PAY-1.2, PAY-9^x and `PAY-1`,
  https://a.example/PAY-1, PAY-1@a.example
  > PAY-1
  blocked: PAY-9 waits
  links: docs/PAY-1.md

== After PAY-9
task PAY-2 b
  needs: PAY-3,
    PAY-9
  ? Why PAY-9?
task PAY-3 c
"
        );
    }

    #[test]
    fn a_taken_id_is_refused_here_and_on_other_branches() {
        let text = "task PAY-1 a\ntask PAY-2 b\n";
        assert!(
            refused(text, &renumbering("PAY-1", "PAY-2")).starts_with("PAY-2 is taken: it is “b” (plan.backlog:2)")
        );
        assert!(refused(text, &renumbering("PAY-1", "PAY-41")).starts_with("PAY-41 is taken on another branch"));
        assert!(refused(text, &renumbering("PAY-7", "PAY-8")).starts_with("there is no item PAY-7"));
        let twice = "task PAY-1 a\ntask PAY-1 b\n";
        let told = refused(twice, &renumbering("PAY-1", "PAY-2"));
        assert!(told.starts_with("2 items have the id PAY-1: plan.backlog:1 and plan.backlog:2"), "{told}");
    }

    #[test]
    fn an_acceptance_of_words_that_name_the_item_holds_on() {
        let text = "\
task PAY-1 a
bug PAY-2 Not as PAY-1
  status: accepted
  owner: @maria
  accepted: @maria 2026-11-20 FINGERPRINT
  [x] As PAY-1
";
        let fingerprint = |id: &str| {
            let words = [&format!("As {id}")[..]];
            roadlog_syntax::fingerprint::fingerprint(&format!("Not as {id}"), "", words).to_string()
        };
        let text = text.replace("FINGERPRINT", &fingerprint("PAY-1"));
        let after = edited(&text, &renumbering("PAY-1", "PAY-9"));
        assert_eq!(after, text.replace("PAY-1", "PAY-9").replace(&fingerprint("PAY-1"), &fingerprint("PAY-9")));
    }

    #[test]
    fn errors_that_were_there_before_follow_the_id() {
        let text = "story PAY-1 a\n  status: ready\n  for: PAY-7\n";
        assert_eq!(edited(text, &renumbering("PAY-1", "PAY-9")), text.replace("PAY-1", "PAY-9"));
    }
}
