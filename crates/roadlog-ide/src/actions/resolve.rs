//! An action that somebody chose, worked out to the bytes that change.

use roadlog_config::Field;
use roadlog_edit::{
    Accept, Answer, Edited, FileEdits, Met, Move, NewItem, Reject, Renumber, Request, Set, SetTo, Split, World, edit,
};
use roadlog_lint::{FileEdit, Options, run};
use roadlog_model::{ItemRef, NextId, Plan, Untrusted};
use roadlog_syntax::Edit;
use roadlog_syntax::value::Id;

use super::key::Ask;
use super::{ActionKey, Refusal, fix_all};
use crate::Snapshot;

/// The rule that gives an item its id.
const NEW_ID: &str = "reference/new-id";

/// Works out an action. A file that the plan does not have is made by the edit of it. No edits where everything is as was
/// asked for.
///
/// # Errors
/// Why it is not made, and the way out: as when it would bring an error.
pub fn resolve(snapshot: &Snapshot, key: &ActionKey) -> Result<Vec<FileEdit>, Refusal> {
    edits(snapshot, &snapshot.surroundings.options(), &key.0)
}

/// Works out an action with these options in the place of the snapshot's own.
pub(super) fn edits(snapshot: &Snapshot, options: &Options<'_>, key: &Ask) -> Result<Vec<FileEdit>, Refusal> {
    let world = World { plan: &snapshot.plan, options, actor: snapshot.surroundings.user.as_ref() };
    match key {
        Ask::FixAll { path } => Ok(in_file(path, fix_all(snapshot, path))),
        Ask::GiveId { offset, path } => give_id(&world, path, *offset),
        _ => edit(&world, &request(&world, key)?).map(of_files),
    }
}

/// What is asked for.
fn request(world: &World<'_>, key: &Ask) -> Result<Request, Refusal> {
    let set = |id: &Id, field: &str, to, because| {
        Request::Set(Set { ids: vec![id.clone()], field: field.to_owned(), to, because })
    };
    Ok(match key.clone() {
        Ask::Accept { id, done } => Request::Accept(Accept { ids: vec![id], done }),
        Ask::Reject { id, because } => Request::Reject(Reject { id, because }),
        Ask::Status { id, status, because } => {
            let because = Some(because).filter(|because| !because.is_empty());
            set(&id, Field::Status.name(), SetTo::Value(status), because)
        }
        Ask::Set { id, field, value } if value.is_empty() => set(&id, &field, SetTo::Nothing, None),
        Ask::Set { id, field, value } => set(&id, &field, SetTo::Value(value), None),
        Ask::Assign { id, who } => set(&id, Field::Assignee.name(), SetTo::With(who.to_string()), None),
        Ask::Mark { id, criterion, mark } => Request::Met(Met { id, criteria: vec![criterion.to_string()], mark }),
        Ask::Split { id, criterion, title } => Request::Split(Split { id, from: criterion, title }),
        Ask::Move { id, side, target } => Request::Move(Move { id, side, target, across_files: true }),
        Ask::New { kind, parent, below, title } => {
            Request::New(NewItem { kind, title, parent, below, template: true, ..NewItem::default() })
        }
        Ask::Answer { id, question, words } => Request::Answer(Answer { id, question, words }),
        Ask::Renumber { id } => Request::Renumber(Renumber { new: free_id(world, &id)?, old: id }),
        Ask::GiveId { .. } | Ask::FixAll { .. } => {
            return Err(refused("this changes no single item", "choose another action"));
        }
    })
}

fn refused(reason: &str, way_out: &str) -> Refusal {
    Refusal { reason: reason.into(), way_out: way_out.into() }
}

/// The next free id that goes on as that of an item does: `PAY-s23` behind `PAY-s22`.
fn free_id(world: &World<'_>, id: &Id) -> Result<Id, Refusal> {
    let style = world.plan.first(id).map(|item| item.settings().id_style()).unwrap_or_default();
    let series: String = id.suffix().chars().take_while(char::is_ascii_alphabetic).collect();
    let mut next = NextId::in_series(world.plan, id.prefix(), &series, world.options.taken_ids);
    next.give(style, world.options.seed)
        .ok_or_else(|| refused(&format!("no id with the prefix {} is left", id.prefix()), "take another prefix"))
}

/// The id for an item that says `PAY-new`, as its rule gives it.
fn give_id(world: &World<'_>, path: &str, offset: u32) -> Result<Vec<FileEdit>, Refusal> {
    let is_new = |plan: &Plan| {
        let (file, found) = plan.file_at(path)?;
        let node = found.document().node_at(offset).index();
        plan.item(ItemRef { file, node }).filter(|item| item.is_new()).map(|item| item.syntax().id_span())
    };
    let span = is_new(world.plan).ok_or_else(|| refused("the item has its id already", "nothing needs to be done"))?;
    let findings = run(world.plan, &Options { only: Some(&[NEW_ID]), ..*world.options }).findings;
    let mut here = findings.iter().filter(|it| it.place.path.unescaped() == path && it.place.span == span);
    let fix = here.find_map(|finding| finding.safe_fix());
    fix.map(|fix| fix.edits.clone()).ok_or_else(|| refused("no id with this prefix is left", "take another prefix"))
}

fn of_files(edited: Edited) -> Vec<FileEdit> {
    let edits = edited.files.into_iter().flat_map(|change| match change.edits {
        FileEdits::Edit(edits) => in_file(&change.path, edits),
        FileEdits::Create(text) => in_file(&change.path, vec![Edit::insert(0, text)]),
    });
    edits.collect()
}

fn in_file(path: &str, edits: Vec<Edit>) -> Vec<FileEdit> {
    let path = Untrusted::from(path);
    edits.into_iter().map(|edit| FileEdit { path: path.clone(), edit }).collect()
}
