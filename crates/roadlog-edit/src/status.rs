//! Another status for an item, and what goes with it: a reason that is wanted, a sign-off that no longer holds.

use roadlog_config::{Field, FieldRef, KindRef, Phase, Status, Understood};
use roadlog_lint::suggest::nearest;
use roadlog_lint::wording::{a, listed};
use roadlog_model::PlanItem;
use roadlog_syntax::value::Id;

use crate::draft::Draft;
use crate::field::{put, unset};
use crate::find::{kind_of, live, named};
use crate::refusal::Refusal;

const STATUS: FieldRef = FieldRef::BuiltIn(Field::Status);
const REASON: FieldRef = FieldRef::BuiltIn(Field::Reason);
const ACCEPTED: FieldRef = FieldRef::BuiltIn(Field::Accepted);

/// Sends finished work back.
pub(crate) const REJECTED: &str = "rejected";

/// Gives an item another status; `because` says why it is rejected, dropped or missed.
pub(crate) fn set(draft: &mut Draft<'_>, id: &Id, word: &str, because: Option<&str>) -> Result<(), Refusal> {
    let item = live(draft.plan(), id)?;
    let kind = kind_of(item)?;
    let status = of_kind(item, kind, word)?.clone();
    if is_accepted_by_people(kind) && status.phase == Phase::Done {
        let reason = format!("{id} cannot be set to {word}: that is the product owner's decision, with a sign-off");
        return Err(Refusal::new(reason, format!("use `roadlog accept {id}`")));
    }
    reasoned(draft, id, &status, because)?;
    put(draft, id, STATUS, &status.name)?;
    reopened(draft, id, &status)
}

/// Writes a status of the item's kind, whoever decided on it, and takes away a sign-off that no longer holds.
pub(crate) fn write(draft: &mut Draft<'_>, id: &Id, status: &Status) -> Result<(), Refusal> {
    put(draft, id, STATUS, &status.name)?;
    reopened(draft, id, status)
}

/// Takes the status line away, so that the first status of the kind is meant.
pub(crate) fn clear(draft: &mut Draft<'_>, id: &Id) -> Result<(), Refusal> {
    let item = live(draft.plan(), id)?;
    let kind = kind_of(item)?;
    let first = item.settings().statuses(kind).first().cloned();
    unset(draft, id, STATUS)?;
    first.map_or(Ok(()), |first| reopened(draft, id, &first))
}

/// Whether items of the kind end with a sign-off.
pub(crate) fn is_accepted_by_people(kind: KindRef) -> bool {
    Field::Accepted.is_on(kind.like)
}

/// The status of this name that items of the kind have.
pub(crate) fn of_kind<'p>(item: PlanItem<'p>, kind: KindRef, word: &str) -> Result<&'p Status, Refusal> {
    let settings = item.settings();
    if let Some(status) = settings.status(kind, word) {
        return Ok(status);
    }
    let of = a(item.plan().config().kind_name(kind));
    let names: Vec<&str> = settings.statuses(kind).iter().map(|status| &*status.name).collect();
    let has = listed(&names, "or");
    let way_out = match (settings.understood(kind, word), nearest(word, names.iter().copied())) {
        _ if names.is_empty() => return Err(Refusal::new(format!("{of} has no status"), "leave it out")),
        (Some(Understood::Status(status)), _) => format!("did you mean {}?", status.name),
        (Some(Understood::Blocked), _) => "say in the field blocked what stops it".to_owned(),
        (None, Some(near)) => format!("did you mean {near}?"),
        (None, None) => format!("it can be {has}"),
    };
    Err(Refusal::new(format!("{of} has no status {word}"), way_out))
}

/// Writes why, where the status asks for it.
fn reasoned(draft: &mut Draft<'_>, id: &Id, status: &Status, because: Option<&str>) -> Result<(), Refusal> {
    let asks = status.name == REJECTED || status.phase == Phase::Dropped;
    match because.map(str::trim).filter(|because| !because.is_empty()) {
        Some(_) if !asks => {
            let reason =
                format!("only what is rejected, dropped or missed has a reason, and {id} is to be {}", status.name);
            Err(Refusal::new(reason, "leave --because out"))
        }
        Some(because) => put(draft, id, REASON, because),
        None if !asks || named(draft.plan(), id)?.field(Field::Reason).is_some() => Ok(()),
        None if status.name == "dropped" => {
            draft.note(format!(
                "nothing says why {id} is dropped: `roadlog set {id} reason TEXT` spares others the question"
            ));
            Ok(())
        }
        None => {
            let why = if status.name == REJECTED { "what has to change" } else { "what was learnt" };
            Err(Refusal::new(
                format!("{id} cannot be {} without a reason", status.name),
                format!("say {why}: --because TEXT"),
            ))
        }
    }
}

/// Takes the sign-off away of what is no longer done.
fn reopened(draft: &mut Draft<'_>, id: &Id, status: &Status) -> Result<(), Refusal> {
    if status.phase == Phase::Done || named(draft.plan(), id)?.field(Field::Accepted).is_none() {
        return Ok(());
    }
    unset(draft, id, ACCEPTED)
}
