//! Items and people that the command line names, found in the plan; with the near miss where there is none.

use roadlog_config::Config;
use roadlog_lint::suggest::nearest;
use roadlog_model::{Plan, PlanItem};
use roadlog_syntax::value::{Handle, Id};

use crate::errors::Error;

/// The id that a word means, in any letter case of its prefix.
pub(crate) fn id(word: &str) -> Result<Id, Error> {
    let id = Id::parse(word).or_else(|problem| match problem.suggestion() {
        Some(meant) => Id::parse(&meant),
        None => Err(problem),
    });
    id.map_err(|problem| Error::user(problem.to_string(), "name an item by its id, such as PAY-12"))
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

/// The person or team that a word names, its `@` optional.
///
/// # Errors
/// No handle; or nobody's, where people are known.
pub(crate) fn handle(word: &str, config: &Config) -> Result<Handle, Error> {
    let handle = Handle::from_name(word.strip_prefix('@').unwrap_or(word));
    let handle = handle.map_err(|error| Error::user(error.to_string(), "write a handle, such as @maria"))?;
    if config.is_known(&handle) || !config.people_known() || !config.people_complete() {
        return Ok(handle);
    }
    let near = nearest(handle.name(), config.handles().map(Handle::name));
    let hint = match near {
        Some(near) => format!("did you mean @{near}?"),
        None => "people and teams are those of roadlog.toml".to_owned(),
    };
    Err(Error::user(format!("nobody is called {handle}"), hint))
}
