//! Items by their ids, kinds and fields by their names: found, or refused with what was probably meant.

use roadlog_config::{FieldLookup, FieldRef, KindRef};
use roadlog_lint::suggest::{nearest, nearest_items};
use roadlog_lint::wording::{a, counted, listed};
use roadlog_model::{Criterion, Plan, PlanItem};
use roadlog_syntax::value::Id;

use crate::refusal::Refusal;

/// The one item that has this id, whosever it is.
pub(crate) fn named<'p>(plan: &'p Plan, id: &Id) -> Result<PlanItem<'p>, Refusal> {
    let items: Vec<_> = plan.find(id).collect();
    match items[..] {
        [] => Err(unknown(plan, id)),
        [item] => Ok(item),
        _ => {
            let places: Vec<_> = items.iter().map(|item| place(*item)).collect();
            Err(Refusal::new(
                format!("{} have the id {id}: {}", counted(items.len(), "item"), listed(&places, "and")),
                "give all but one another id first; `roadlog check` offers free ones",
            ))
        }
    }
}

/// The one item that has this id, where it is this workspace's to change.
pub(crate) fn own<'p>(plan: &'p Plan, id: &Id) -> Result<PlanItem<'p>, Refusal> {
    let item = named(plan, id)?;
    if item.file().is_foreign() {
        return Err(Refusal::new(
            format!("{id} belongs to another workspace ({})", item.file().path()),
            "change it there",
        ));
    }
    Ok(item)
}

/// The one item that has this id, where it is in no archive.
pub(crate) fn live<'p>(plan: &'p Plan, id: &Id) -> Result<PlanItem<'p>, Refusal> {
    let item = own(plan, id)?;
    if item.file().is_archived() {
        return Err(Refusal::new(
            format!("{id} is in the archive ({})", item.file().path()),
            format!("move it back first: `roadlog move {id} --after ID --across-files`"),
        ));
    }
    Ok(item)
}

/// The criterion of an item at a place, from 1.
pub(crate) fn criterion(item: PlanItem<'_>, number: usize) -> Result<Criterion<'_>, Refusal> {
    let found = number.checked_sub(1).and_then(|at| item.criteria().nth(at));
    found.ok_or_else(|| {
        let name = item.syntax().id_text().unwrap_or_default();
        Refusal::new(
            format!("{}, and none of them is number {number}", criteria_of(item)),
            format!("`roadlog show {name}` lists them"),
        )
    })
}

/// How many criteria an item has, as a clause.
pub(crate) fn criteria_of(item: PlanItem<'_>) -> String {
    let name = item.syntax().id_text().unwrap_or_default();
    match item.criteria().count() {
        0 => format!("{name} has no criteria"),
        1 => format!("{name} has 1 criterion"),
        count => format!("{name} has {count} criteria"),
    }
}

/// Where an item stands: `checkout.backlog:27`.
pub(crate) fn place(item: PlanItem<'_>) -> String {
    format!("{}:{}", item.file().path(), item.syntax().title_line() + 1)
}

fn unknown(plan: &Plan, id: &Id) -> Refusal {
    let near: Vec<_> = nearest_items(plan, id)
        .into_iter()
        .filter_map(|item| Some(format!("{} “{}”", item.id()?, item.title())))
        .collect();
    let way_out = match &near[..] {
        [] => "look for it with `roadlog list WORDS`".to_owned(),
        near => format!("did you mean {}?", listed(near, "or")),
    };
    Refusal::new(format!("there is no item {id}"), way_out)
}

/// The kind of an item.
pub(crate) fn kind_of(item: PlanItem<'_>) -> Result<KindRef, Refusal> {
    item.kind().ok_or_else(|| {
        let reason = format!("{} is no kind of item ({})", item.kind_word(), place(item));
        Refusal::new(reason, "correct that first; `roadlog check` says what was probably meant")
    })
}

/// The kind of this name.
pub(crate) fn kind(plan: &Plan, word: &str) -> Result<KindRef, Refusal> {
    let config = plan.config();
    config.kind(word).or_else(|| config.kind(&word.to_lowercase())).ok_or_else(|| {
        let names: Vec<_> = config.kinds().map(|kind| config.kind_name(kind)).collect();
        let way_out = match nearest(word, names.iter().copied()) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("it can be {}", listed(&names, "or")),
        };
        Refusal::new(format!("{word} is no kind of item"), way_out)
    })
}

/// The field of this name that items of the kind have.
pub(crate) fn field(plan: &Plan, kind: KindRef, name: &str) -> Result<FieldRef, Refusal> {
    let config = plan.config();
    let of = a(config.kind_name(kind));
    match config.field(Some(kind), name) {
        FieldLookup::Here(field) => Ok(field),
        FieldLookup::Elsewhere(field) => {
            let kinds: Vec<_> = config.kinds_with(field).map(|kind| config.kind_name(kind)).collect();
            let reason = format!("{of} has no field {name}; that is one of {}", listed(&kinds, "and"));
            Err(Refusal::new(reason, format!("{of} has {}", names(plan, kind))))
        }
        FieldLookup::Unknown => {
            let known = config.fields(kind).map(|field| config.field_name(field));
            let way_out = match (nearest(name, known), name) {
                (_, "priority" | "rank") => {
                    "the order of the items is their priority: `roadlog move ID --before ID`".to_owned()
                }
                (Some(near), _) => format!("did you mean {near}?"),
                (None, _) => format!("{of} has {}", names(plan, kind)),
            };
            Err(Refusal::new(format!("{of} has no field {name}"), way_out))
        }
    }
}

fn names(plan: &Plan, kind: KindRef) -> String {
    let config = plan.config();
    let names: Vec<_> = config.fields(kind).map(|field| config.field_name(field)).collect();
    listed(&names, "and")
}

/// `text` as it may stand on one line, white space around it left out.
pub(crate) fn one_line<'t>(what: &str, text: &'t str) -> Result<&'t str, Refusal> {
    let text = text.trim();
    match text.chars().find(|character| character.is_control() && *character != '\t') {
        Some('\n' | '\r') => Err(Refusal::new(format!("{what} stands on one line"), "leave the line breaks out")),
        Some(_) => Err(Refusal::new(format!("{what} holds a character that is no text"), "leave it out")),
        None => Ok(text),
    }
}
