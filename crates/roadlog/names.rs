//! Ids and handles as people type them on the command line, and the items and people that they mean.

use roadlog_lint::suggest::nearest;
use roadlog_model::{Plan, PlanItem};
use roadlog_syntax::value::{Handle, Id};

use crate::errors::Error;

/// An id, in any letter case of its prefix.
///
/// # Errors
/// What is no id.
pub(crate) fn id(word: &str) -> Result<Id, Error> {
    let read = Id::parse(word).or_else(|problem| problem.suggestion().map_or(Err(problem), |meant| Id::parse(&meant)));
    read.map_err(|problem| Error::user(format!("{word} is no id: {problem}"), "name an item by its id, such as PAY-12"))
}

/// A handle, its `@` optional.
///
/// # Errors
/// What is no handle.
pub(crate) fn handle(word: &str) -> Result<Handle, Error> {
    let handle = Handle::from_name(word.strip_prefix('@').unwrap_or(word));
    handle.map_err(|error| Error::user(error.to_string(), "write a handle, such as @maria"))
}

/// The items that have the id that a word means: one, unless somebody gave it twice.
///
/// # Errors
/// No item has it.
pub(crate) fn items<'p>(plan: &'p Plan, word: &str) -> Result<Vec<PlanItem<'p>>, Error> {
    let id = id(word)?;
    let found: Vec<PlanItem<'p>> = plan.find(&id).collect();
    if found.is_empty() {
        return Err(unknown_item(&id, plan));
    }
    Ok(found)
}

/// The first item that has the id that a word means.
///
/// # Errors
/// No item has it.
pub(crate) fn item<'p>(plan: &'p Plan, word: &str) -> Result<PlanItem<'p>, Error> {
    let id = id(word)?;
    plan.first(&id).ok_or_else(|| unknown_item(&id, plan))
}

fn unknown_item(id: &Id, plan: &Plan) -> Error {
    let ids = plan.items().filter_map(PlanItem::id);
    let hint = nearest(id.as_str(), ids.map(Id::as_str))
        .map_or_else(|| "look for it with `roadlog list WORDS`".to_owned(), |near| format!("did you mean {near}?"));
    Error::user(format!("there is no item {id}"), hint)
}

/// The handle of a person or team that the plan knows; anybody's where it knows nobody.
///
/// # Errors
/// What is no handle, and a handle that is nobody's.
pub(crate) fn person_or_team(word: &str, plan: &Plan) -> Result<Handle, Error> {
    let (handle, config) = (handle(word)?, plan.config());
    if config.is_known(&handle) || !config.people_known() || !config.people_complete() {
        return Ok(handle);
    }
    let hint = match nearest(handle.name(), config.handles().map(Handle::name)) {
        Some(near) => format!("did you mean @{near}?"),
        None => "correct it, or add them to roadlog.toml".to_owned(),
    };
    Err(Error::user(format!("{handle} is nobody in roadlog.toml"), hint))
}

/// The handle of somebody whom the plan knows; anybody's where it knows nobody.
///
/// # Errors
/// What is no handle, and a handle that is nobody's.
pub(crate) fn person(word: &str, plan: &Plan) -> Result<Handle, Error> {
    let (handle, config) = (handle(word)?, plan.config());
    if config.person(&handle).is_some() || !config.people_known() || !config.people_complete() {
        return Ok(handle);
    }
    if config.is_team(&handle) {
        return Err(Error::user(format!("{handle} is a team"), "name a person"));
    }
    let hint = match nearest(handle.name(), config.people().iter().map(|person| person.handle().name())) {
        Some(near) => format!("did you mean @{near}?"),
        None => "correct it, or add them to [people]".to_owned(),
    };
    Err(Error::user(format!("{handle} is nobody in roadlog.toml"), hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_handles_may_be_written_loosely() {
        assert_eq!(id("pay-1").unwrap().as_str(), "PAY-1");
        assert_eq!(handle("Maria").unwrap(), handle("@maria").unwrap());
        assert!(id("PAY").is_err() && handle("Maria K").is_err());
    }
}
