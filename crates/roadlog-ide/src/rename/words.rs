//! Another label for a criterion, and another handle for a person or team.

use std::collections::BTreeMap;
use std::sync::Arc;

use roadlog_config::{Field, WrittenKind, outline};
use roadlog_edit::Refusal;
use roadlog_lint::FileEdit;
use roadlog_model::{AgreedWords, FileInput, Plan, PlanFile, PlanItem};
use roadlog_syntax::value::{Handle, Id};
use roadlog_syntax::{Edit, Span, edit};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::{Edits, file_edits, foreign, refusal};
use crate::Snapshot;
use crate::names::{Name, labels};

/// Makes sure that a criterion of the item has the label.
pub(super) fn has_label(snapshot: &Snapshot, id: &Id, label: &SmolStr) -> Result<(), Refusal> {
    if all_labels(snapshot, id).contains(label) {
        return Ok(());
    }
    Err(refusal(format!("no criterion of {id} has the label ^{label}"), "give it to one first"))
}

fn all_labels(snapshot: &Snapshot, id: &Id) -> Vec<SmolStr> {
    let items = snapshot.plan.find(id);
    items.flat_map(|item| labels(item).into_iter().map(|(label, ..)| label).collect::<Vec<_>>()).collect()
}

/// The edits that give a criterion another label.
pub(super) fn relabelled(
    snapshot: &Snapshot,
    id: &Id,
    old: &SmolStr,
    new_name: &str,
) -> Result<Vec<FileEdit>, Refusal> {
    let new = new_name.strip_prefix('^').unwrap_or(new_name);
    if !is_label(new) {
        let reason = format!("`{new}` is no label");
        return Err(refusal(reason, "a label is a small letter, then small letters, digits and dashes: cart-kept"));
    }
    if new == old {
        return Ok(Vec::new());
    }
    if all_labels(snapshot, id).iter().any(|label| label == new) {
        return Err(refusal(format!("another criterion of {id} has the label ^{new}"), "choose another one"));
    }
    let mut edits = Edits::new();
    for (path, it) in snapshot.occurrences(&Name::Criterion(id.clone(), old.clone())) {
        edits.entry(path).or_default().push(Edit::new(it.span, new));
    }
    Ok(finished(snapshot, edits))
}

/// `[a-z][a-z0-9-]*`
fn is_label(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Makes sure that a person or team is this workspace's, or nobody's.
pub(super) fn is_own(snapshot: &Snapshot, handle: &Handle) -> Result<(), Refusal> {
    let config = snapshot.plan.config();
    let person = config.person(handle).is_some_and(roadlog_config::Person::is_foreign);
    let team = config.team(handle).is_some_and(roadlog_config::Team::is_foreign);
    if person || team { Err(foreign(&handle.to_string())) } else { Ok(()) }
}

/// The edits that give a person or team another handle.
pub(super) fn rehandled(snapshot: &Snapshot, old: &Handle, new_name: &str) -> Result<Vec<FileEdit>, Refusal> {
    let bare = new_name.strip_prefix('@').unwrap_or(new_name);
    let new = Handle::from_name(bare).map_err(|error| {
        refusal(error.to_string(), "a handle is letters and digits, with `.`, `_` and `-` between: @maria")
    })?;
    if new == *old {
        return Ok(Vec::new());
    }
    if let Some(taken) = taken(snapshot, &new) {
        return Err(refusal(taken, "choose a handle that nobody has"));
    }
    let mut places: BTreeMap<Arc<str>, Vec<Span>> = BTreeMap::new();
    for (path, it) in snapshot.occurrences(&Name::Handle(old.clone())) {
        places.entry(path).or_default().push(it.span);
    }
    let edits = places.into_iter().map(|(path, spans)| {
        let edits = match snapshot.configuration_at(&path) {
            Some(text) => in_config(text, &spans, old, &new),
            None => spans.into_iter().map(|span| Edit::new(span, new.to_string())).collect(),
        };
        (path, edits)
    });
    Ok(finished(snapshot, edits.collect()))
}

/// Who has a handle already.
fn taken(snapshot: &Snapshot, handle: &Handle) -> Option<String> {
    let config = snapshot.plan.config();
    let person = config.person(handle).map(|person| match person.name() {
        Some(name) => format!("{handle} is {name} already"),
        None => format!("{handle} is a person already"),
    });
    person.or_else(|| config.is_team(handle).then(|| format!("{handle} is a team already")))
}

/// The edits that change the handles at `places` of a roadlog.toml: with `@` where one stands there, and a key in quotes
/// where it needs them.
fn in_config(text: &str, places: &[Span], old: &Handle, new: &Handle) -> Vec<Edit> {
    let needs_quotes = |handle: &Handle| handle.name().contains('.');
    let keys = outline(text).into_iter().filter_map(|it| match it.what {
        WrittenKind::Key { is_quoted } => Some((it.span, is_quoted)),
        _ => None,
    });
    let keys: FxHashMap<Span, bool> = keys.collect();
    let edit = |&span: &Span| match keys.get(&span) {
        _ if text[span.range()].starts_with('@') => Edit::new(span, new.to_string()),
        Some(false) if needs_quotes(new) => Edit::new(span, format!("\"{}\"", new.name())),
        // Quotes that only the old handle needed go.
        Some(true) if needs_quotes(old) && !needs_quotes(new) => {
            Edit::new(Span::new(span.start - 1, span.end + 1), new.name())
        }
        _ => Edit::new(span, new.name()),
    };
    places.iter().map(edit).collect()
}

/// The edits of files that are this workspace's, with the sign-offs that they would make stale.
fn finished(snapshot: &Snapshot, mut edits: Edits) -> Vec<FileEdit> {
    edits.retain(|path, _| snapshot.plan.file_at(path).is_none_or(|(_, file)| !file.is_foreign()));
    for (path, of_file) in &mut edits {
        if let Some((place, file)) = snapshot.plan.file_at(path) {
            let signed = signed_again(&snapshot.plan, place, file, of_file);
            of_file.extend(signed);
        }
    }
    file_edits(edits)
}

/// Binds sign-offs to the same words with the new name in them: nobody agreed to less than before.
fn signed_again(plan: &Plan, place: u32, file: &PlanFile, edits: &[Edit]) -> Vec<Edit> {
    let holding: Vec<_> = plan.items_of(place).filter(|item| holds(*item)).collect();
    if holding.is_empty() {
        return Vec::new();
    }
    let input = edit::apply(file.document().text(), edits).map(|text| FileInput {
        path: file.path().to_owned(),
        bytes: text.into_bytes(),
        archived: file.is_archived(),
        foreign: file.is_foreign(),
    });
    let Some(after) = input.ok().and_then(|input| plan.with_file(input).ok()) else { return Vec::new() };
    let again = holding.into_iter().filter_map(|item| {
        let (before, now) = (AgreedWords::of(item), AgreedWords::of(after.item(item.at())?));
        let text = item.field(Field::Accepted)?.text();
        let start = text.rfind(char::is_whitespace)? + 1;
        let changed = before.fingerprint() != now.fingerprint();
        changed.then(|| Edit::new(text.span(start..text.len()), now.fingerprint().to_string()))
    });
    again.collect()
}

/// Whether the sign-off of an item is of the words that stand there.
fn holds(item: PlanItem<'_>) -> bool {
    let signed = item.sign_off().and_then(|sign_off| sign_off.fingerprint);
    signed.is_some_and(|signed| signed == AgreedWords::of(item).fingerprint())
}
