//! Another name for what stands at the cursor, everywhere: ids, labels of criteria, and handles of people and teams.

mod files;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use roadlog_edit::{FileEdits, Refusal, Renumber, Request, edit, free};
use roadlog_lint::FileEdit;
use roadlog_model::{ItemRef, PlanItem};
use roadlog_syntax::value::Id;
use roadlog_syntax::{Edit, Span};

use crate::names::{Name, Occurrence, in_node};
use crate::{FilePosition, Snapshot};

pub use files::renamed_files;

/// The edits of each file, by its path.
type Edits = BTreeMap<Arc<str>, Vec<Edit>>;

/// What can be renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamable {
    /// Where its name stands at the cursor.
    pub span: Span,
    /// The name that it has, as it is given again: `PAY-12`, `@maria`, `cart-kept`.
    pub placeholder: String,
}

/// Whether what stands at the cursor can be renamed.
///
/// # Errors
/// Why it cannot.
pub fn prepare_rename(snapshot: &Snapshot, position: FilePosition<'_>) -> Result<Renamable, Refusal> {
    if let Some((item, _)) = unnumbered(snapshot, position) {
        let (span, placeholder) = (item.syntax().id_span(), item.syntax().id_text().unwrap_or_default().into_owned());
        return Ok(Renamable { span, placeholder });
    }
    let Occurrence { span, name, .. } = snapshot.named_at(position).ok_or_else(nothing)?;
    if let Some((_, file)) = snapshot.plan.file_at(position.path)
        && file.is_foreign()
    {
        return Err(foreign(position.path));
    }
    let placeholder = match &name {
        Name::Item(id) => {
            renumbered(snapshot, id, id)?;
            id.to_string()
        }
        Name::Criterion(id, label) => {
            renumbered(snapshot, id, id)?;
            words::has_label(snapshot, id, label)?;
            label.to_string()
        }
        Name::Handle(handle) => {
            words::is_own(snapshot, handle)?;
            handle.to_string()
        }
        Name::Kind(word) | Name::Field(word) | Name::Role(word) => {
            return Err(refusal(
                format!("{word} is a word of roadlog.toml, and only ids, labels and handles can be renamed"),
                "change it there, and where it is used",
            ));
        }
    };
    Ok(Renamable { span, placeholder })
}

/// The edits that give what stands at the cursor another name, wherever it is named: in archives, in running text and in
/// roadlog.toml too. Acceptances of words that name it stay bound to the same words.
///
/// # Errors
/// Why it is not renamed: the name is taken or is none, or what it names is not to be changed from here.
pub fn rename(snapshot: &Snapshot, position: FilePosition<'_>, new_name: &str) -> Result<Vec<FileEdit>, Refusal> {
    prepare_rename(snapshot, position)?;
    let new_name = new_name.trim();
    if let Some((item, path)) = unnumbered(snapshot, position) {
        let new = id(new_name)?;
        snapshot.with_world(|world| free(&world, &new))?;
        return Ok(vec![FileEdit { path: path.into(), edit: Edit::new(item.syntax().id_span(), new.as_str()) }]);
    }
    match snapshot.named_at(position).ok_or_else(nothing)?.name {
        Name::Item(old) => renumbered(snapshot, &old, &id(new_name)?),
        Name::Criterion(id, old) => words::relabelled(snapshot, &id, &old, new_name),
        Name::Handle(old) => words::rehandled(snapshot, &old, new_name),
        Name::Kind(_) | Name::Field(_) | Name::Role(_) => Err(nothing()),
    }
}

/// The places in an item where its own id stands, while the cursor is on one of them: whoever changes the one changes the
/// others. None where there is no other.
pub fn linked_editing(snapshot: &Snapshot, position: FilePosition<'_>) -> Vec<Span> {
    let Some(at) = snapshot.plan_position(position) else { return Vec::new() };
    let node = at.file.document().node_at(at.offset);
    let item = snapshot.plan.item(ItemRef { file: at.place, node: node.index() });
    let Some(id) = item.and_then(PlanItem::id) else { return Vec::new() };
    let mut found = Vec::new();
    in_node(&snapshot.plan, at.place, node, &mut found);
    let own = Name::Item(id.clone());
    let is_same = |span: &Span| at.file.document().text().get(span.range()) == Some(id.as_str());
    let spans: Vec<Span> = found.into_iter().filter(|it| it.name == own).map(|it| it.span).filter(is_same).collect();
    let is_here = spans.iter().any(|span| span.touches(at.offset));
    if is_here && spans.len() > 1 { spans } else { Vec::new() }
}

/// The item without a number whose `PAY-new` the cursor is on, and its file's path.
fn unnumbered<'s>(snapshot: &'s Snapshot, position: FilePosition<'_>) -> Option<(PlanItem<'s>, Arc<str>)> {
    let at = snapshot.plan_position(position)?;
    let node = at.file.document().node_at(at.offset).index();
    let item = snapshot.plan.item(ItemRef { file: at.place, node })?;
    let is_on_it = item.is_new() && item.syntax().id_span().touches(at.offset) && !at.file.is_foreign();
    is_on_it.then(|| (item, at.file.shared_path()))
}

/// The edits that give an item another id; none where it is the same one.
fn renumbered(snapshot: &Snapshot, old: &Id, new: &Id) -> Result<Vec<FileEdit>, Refusal> {
    let request = Request::Renumber(Renumber { old: old.clone(), new: new.clone() });
    let edited = snapshot.with_world(|world| edit(&world, &request))?;
    let mut edits = Vec::new();
    for change in edited.files {
        if let FileEdits::Edit(of_file) = change.edits {
            let path = change.path.as_str();
            edits.extend(of_file.into_iter().map(|edit| FileEdit { path: path.into(), edit }));
        }
    }
    Ok(edits)
}

fn id(text: &str) -> Result<Id, Refusal> {
    Id::parse(text).map_err(|problem| {
        let way_out = match problem.suggestion() {
            Some(meant) => format!("write {meant}"),
            None => "an id is a prefix, a dash and a number: PAY-12".to_owned(),
        };
        refusal(format!("`{text}` is no id: {problem}"), way_out)
    })
}

fn nothing() -> Refusal {
    refusal("nothing that can be renamed stands here", "put the cursor on an id, a label or a handle")
}

fn foreign(what: &str) -> Refusal {
    refusal(format!("{what} belongs to another workspace"), "change it there")
}

fn refusal(reason: impl Into<String>, way_out: impl Into<String>) -> Refusal {
    Refusal { reason: reason.into().into(), way_out: way_out.into().into() }
}

fn file_edits(edits: Edits) -> Vec<FileEdit> {
    let of_file = |(path, mut edits): (Arc<str>, Vec<Edit>)| {
        edits.sort();
        edits.dedup();
        edits.into_iter().map(move |edit| FileEdit { path: Arc::clone(&path).into(), edit })
    };
    edits.into_iter().flat_map(of_file).collect()
}

#[cfg(test)]
mod tests;
