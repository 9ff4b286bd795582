//! `roadlog set`: a field, the title or the kind of items.

use clap::Args;
use roadlog_edit::{Edited, Request, Set, SetTo};
use roadlog_model::{Plan, PlanItem};
use roadlog_syntax::value::Id;

use crate::edits::{Actor, ids, listed, worked_out, write};
use crate::errors::{Error, Outcome};
use crate::load::to_change;
use crate::session::Session;

/// What stands for a field that is not written.
const NONE: &str = "none";

/// Set a field, the title or the kind of items
#[derive(Args, Debug)]
#[command(
    before_help = "Set a field, the title or the kind of items: their ids, the field, and its value. An empty value \
             takes the line away.",
    override_usage = "roadlog set [OPTIONS] <ID>... <FIELD> [VALUE]",
    after_help = "Example:\n  roadlog set PAY-12 PAY-15 sprint PAY-s23"
)]
pub(crate) struct Arguments {
    /// The ids of items, a field (or title, or kind), and its value
    #[arg(required = true, value_name = "WORD")]
    words: Vec<String>,
    /// Take the line away
    #[arg(long, conflicts_with_all = ["add", "remove"])]
    unset: bool,
    /// Put this into a list, such as needs or assignee
    #[arg(long, value_name = "VALUE", conflicts_with = "remove")]
    add: Option<String>,
    /// Take this out of a list
    #[arg(long, value_name = "VALUE")]
    remove: Option<String>,
    /// Why it is rejected, dropped or missed
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
    #[command(flatten)]
    actor: Actor,
}

/// Sets it.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Outcome, Error> {
    let set = request(arguments)?;
    let workspace = to_change(session)?;
    let actor = arguments.actor.find(&workspace, session)?;
    let request = Request::Set(set.clone());
    let edited = worked_out(&workspace, session, actor.as_ref(), &request)?;
    let told = told(&workspace.plan, &edited, &set);
    write(&workspace, session, &format!("set {} {}", listed(&set.ids), set.field), &edited, &told)?;
    Ok(Outcome::Fine)
}

fn request(arguments: &Arguments) -> Result<Set, Error> {
    let Arguments { words, unset, add, remove, because, .. } = arguments;
    let (words, to) = match (add, remove) {
        (Some(added), _) => (&words[..], SetTo::With(added.clone())),
        (_, Some(removed)) => (&words[..], SetTo::Without(removed.clone())),
        _ if *unset => (&words[..], SetTo::Nothing),
        _ => match words.split_last() {
            Some((value, words)) => (words, SetTo::Value(value.clone())),
            None => (&words[..], SetTo::Nothing),
        },
    };
    let Some((field, items)) = words.split_last().filter(|(_, items)| !items.is_empty()) else {
        let hint = "name the items, the field and its value: `roadlog set PAY-12 status review`";
        return Err(Error::user("the value is missing, or the items are", hint));
    };
    Ok(Set { ids: ids(items)?, field: field.clone(), to, because: because.clone() })
}

/// What became of each item: `PAY-12: status doing → review`.
fn told(before: &Plan, edited: &Edited, set: &Set) -> String {
    let told = set.ids.iter().map(|id| {
        let (was, is) = (value(before, id, &set.field), value(&edited.plan, id, &set.field));
        if was == is {
            format!("{id}: {} is {is} already", set.field)
        } else {
            format!("{id}: {} {was} → {is}", set.field)
        }
    });
    told.collect::<Vec<_>>().join("; ")
}

/// What an item has there.
fn value(plan: &Plan, id: &Id, field: &str) -> String {
    let Some(item) = plan.first(id) else { return NONE.to_owned() };
    match field {
        "title" => format!("“{}”", item.title()),
        "kind" => item.kind_word().into_owned(),
        "status" => item.status().map_or_else(|| NONE.to_owned(), |status| status.word.to_string()),
        key => written(item, key).unwrap_or_else(|| NONE.to_owned()),
    }
}

fn written(item: PlanItem<'_>, key: &str) -> Option<String> {
    let field = item.fields().find(|field| field.entry().key() == key)?;
    Some(field.text().into_text().into_owned())
}
