//! A field, the title or the kind of some items set, added to or taken away.

use roadlog_config::{Field, FieldRef, ValueType};
use roadlog_model::PlanItem;
use roadlog_syntax::Edit;
use roadlog_syntax::value::Id;

use crate::accept;
use crate::draft::{Draft, Edited};
use crate::field::{put, unset};
use crate::find::{field, kind, kind_of, named, one_line, own};
use crate::lists::{is_same, members};
use crate::refusal::Refusal;
use crate::status;
use crate::world::World;

/// A field, the title or the kind of some items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    /// The items; the edit is made of all of them or of none.
    pub ids: Vec<Id>,
    /// The key of the field, or `title` or `kind`.
    pub field: String,
    /// What becomes of it.
    pub to: SetTo,
    /// Why, where the status becomes one that wants a reason.
    pub because: Option<String>,
}

/// What becomes of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetTo {
    /// This value; nothing takes the line away.
    Value(String),
    /// The line is taken away.
    Nothing,
    /// A list with these members, too.
    With(String),
    /// A list without these members.
    Without(String),
}

pub(crate) fn edit(world: &World<'_>, request: &Set) -> Result<Edited, Refusal> {
    let mut draft = Draft::new(world);
    for id in &request.ids {
        draft.about(id);
        let item = own(draft.plan(), id)?;
        match &*request.field {
            "status" => status(&mut draft, id, request)?,
            _ if request.because.is_some() => {
                return Err(Refusal::new("a reason goes with a status", "leave --because out, or set reason itself"));
            }
            "title" => retitle(&mut draft, id, value_of(request)?)?,
            "kind" => change_kind(&mut draft, id, value_of(request)?)?,
            "id" => {
                return Err(Refusal::new(
                    "an id is changed everywhere at once",
                    format!("use `roadlog renumber {id} NEW`"),
                ));
            }
            "accepted" => return Err(signed_off(item, id)),
            name => {
                let field = field(draft.plan(), kind_of(item)?, name)?;
                set_field(&mut draft, id, field, &request.to)?;
            }
        }
    }
    draft.finish()
}

/// The value that is asked for; none where the request is another.
fn value_of(request: &Set) -> Result<&str, Refusal> {
    match &request.to {
        SetTo::Value(value) if !value.trim().is_empty() => Ok(value),
        _ => Err(Refusal::new(
            format!("every item has a {0}, and only one", request.field),
            "name the one that it is to have",
        )),
    }
}

fn signed_off(item: PlanItem<'_>, id: &Id) -> Refusal {
    let way_out = match item.field(Field::Accepted) {
        Some(_) => format!("`roadlog set {id} status doing` reopens it and takes the line away"),
        None => format!("use `roadlog accept {id}`"),
    };
    Refusal::new("a sign-off goes with the status, and is bound to the words that were accepted", way_out)
}

fn status(draft: &mut Draft<'_>, id: &Id, request: &Set) -> Result<(), Refusal> {
    let because = request.because.as_deref();
    match &request.to {
        SetTo::Value(word) if word == status::REJECTED => accept::reject_one(draft, id, because.unwrap_or_default()),
        SetTo::Value(word) if !word.trim().is_empty() => status::set(draft, id, word.trim(), because),
        SetTo::Value(_) | SetTo::Nothing => status::clear(draft, id),
        SetTo::With(_) | SetTo::Without(_) => Err(no_list("status")),
    }
}

fn retitle(draft: &mut Draft<'_>, id: &Id, title: &str) -> Result<(), Refusal> {
    let title = one_line("a title", title)?;
    let item = own(draft.plan(), id)?;
    let syntax = item.syntax();
    let edit = match syntax.title_span() {
        // Nothing stands behind the id.
        span if span.is_empty() => Edit::insert(syntax.id_span().end, format!(" {title}")),
        span => Edit::new(span, title),
    };
    let path = item.file().path().to_owned();
    draft.edit(&path, vec![edit])
}

fn change_kind(draft: &mut Draft<'_>, id: &Id, word: &str) -> Result<(), Refusal> {
    let kind = kind(draft.plan(), word.trim())?;
    let item = own(draft.plan(), id)?;
    let edit = Edit::new(item.syntax().kind_span(), draft.plan().config().kind_name(kind));
    let path = item.file().path().to_owned();
    draft.edit(&path, vec![edit])
}

fn set_field(draft: &mut Draft<'_>, id: &Id, field: FieldRef, to: &SetTo) -> Result<(), Refusal> {
    match to {
        SetTo::Value(value) => put(draft, id, field, value),
        SetTo::Nothing => unset(draft, id, field),
        SetTo::With(added) => {
            let (mut list, value_type) = list(draft, id, field)?;
            let added = members(added, value_type).unwrap_or_default().into_iter().map(str::to_owned);
            for member in added {
                if !list.iter().any(|other| is_same(other, &member, value_type)) {
                    list.push(member);
                }
            }
            put(draft, id, field, &list.join(", "))
        }
        SetTo::Without(removed) => {
            let (mut list, value_type) = list(draft, id, field)?;
            for member in members(removed, value_type).unwrap_or_default() {
                if !list.iter().any(|other| is_same(other, member, value_type)) {
                    let key = draft.plan().config().field_name(field);
                    let has =
                        if list.is_empty() { "it is empty".to_owned() } else { format!("it has {}", list.join(", ")) };
                    return Err(Refusal::new(format!("{key} of {id} does not have {member}"), has));
                }
                list.retain(|other| !is_same(other, member, value_type));
            }
            put(draft, id, field, &list.join(", "))
        }
    }
}

/// The members of a list of the item, as they are written, and what they are.
fn list(draft: &Draft<'_>, id: &Id, field: FieldRef) -> Result<(Vec<String>, ValueType), Refusal> {
    let config = draft.plan().config();
    let value_type = config.value_type(field);
    let item = named(draft.plan(), id)?;
    let written = item.fields().find(|view| view.lookup() == roadlog_config::FieldLookup::Here(field));
    let text = written.map_or_else(String::new, |view| view.text().into_text().into_owned());
    let members = members(&text, value_type).ok_or_else(|| no_list(config.field_name(field)))?;
    Ok((members.into_iter().map(str::to_owned).collect(), value_type))
}

fn no_list(key: &str) -> Refusal {
    Refusal::new(
        format!("{key} holds one value and no list"),
        format!("set it to another value: `roadlog set ID {key} VALUE`"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Request;
    use crate::testing::{edited, id, refused};

    fn set(ids: &[&str], field: &str, to: SetTo) -> Request {
        Request::Set(Set { ids: ids.iter().map(|text| id(text)).collect(), field: field.to_owned(), to, because: None })
    }

    fn to(field: &str, value: &str) -> Request {
        set(&["PAY-1"], field, SetTo::Value(value.to_owned()))
    }

    fn with(text: &str, field: &str, value: &str) -> String {
        edited(text, &to(field, value))
    }

    #[test]
    fn a_value_is_replaced_in_its_place() {
        for (text, expected) in [
            ("story PAY-1 Pay\n  points:  3  \n", "story PAY-1 Pay\n  points:  5  \n"),
            ("story PAY-1 Pay\n  points:\n", "story PAY-1 Pay\n  points: 5\n"),
            ("story PAY-1 Pay\n\tpoints: 3", "story PAY-1 Pay\n\tpoints: 5"),
            (
                "story PAY-1 Pay\n  points: 3\n    # why\n    4\n  by: 2026-12-01\n",
                "story PAY-1 Pay\n  points: 5\n    # why\n  by: 2026-12-01\n",
            ),
        ] {
            assert_eq!(with(text, "points", "5"), expected, "{text:?}");
        }
    }

    #[test]
    fn a_new_line_stands_where_tools_write_it() {
        for (text, expected) in [
            ("story PAY-1 Pay", "story PAY-1 Pay\n  points: 5"),
            ("story PAY-1 Pay\n\nstory PAY-2 x\n", "story PAY-1 Pay\n  points: 5\n\nstory PAY-2 x\n"),
            ("story PAY-1 Pay\r\n  As a\r\n", "story PAY-1 Pay\r\n  As a\r\n\r\n  points: 5\r\n"),
            ("story PAY-1 Pay\n  [ ] a\n", "story PAY-1 Pay\n  points: 5\n\n  [ ] a\n"),
            (
                "story PAY-1 Pay\n  As a\n\n  # all\n  [ ] a\n",
                "story PAY-1 Pay\n  As a\n\n  points: 5\n\n  # all\n  [ ] a\n",
            ),
            (
                "story PAY-1 Pay\n   status: draft\n   tags: a\n",
                "story PAY-1 Pay\n   status: draft\n   points: 5\n   tags: a\n",
            ),
            ("story PAY-1 Pay\n\ttags: a\n", "story PAY-1 Pay\n\tpoints: 5\n\ttags: a\n"),
            ("story PAY-1 Pay\n  # why\n  tags: a\n", "story PAY-1 Pay\n  points: 5\n  # why\n  tags: a\n"),
            ("story PAY-1 Pay\n# next\nstory PAY-2 x\n", "story PAY-1 Pay\n  points: 5\n# next\nstory PAY-2 x\n"),
        ] {
            assert_eq!(with(text, "points", "5"), expected, "{text:?}");
        }
    }

    #[test]
    fn an_empty_value_takes_the_line_away_and_leaves_one_gap() {
        for (text, expected) in [
            ("story PAY-1 Pay\n  points: 5\n  tags: a\n", "story PAY-1 Pay\n  tags: a\n"),
            ("story PAY-1 Pay\n  x\n\n  points: 5\n    6\n\n  [ ] a\n", "story PAY-1 Pay\n  x\n\n  [ ] a\n"),
            ("story PAY-1 Pay\n  points: 5\n\n  [ ] a\n", "story PAY-1 Pay\n  [ ] a\n"),
            ("story PAY-1 Pay\n  x\n\n  points: 5\n\nstory PAY-2 y\n", "story PAY-1 Pay\n  x\n\nstory PAY-2 y\n"),
            ("story PAY-1 Pay\n  x\n\n  points: 5", "story PAY-1 Pay\n  x"),
        ] {
            assert_eq!(with(text, "points", ""), expected, "{text:?}");
            assert_eq!(edited(text, &set(&["PAY-1"], "points", SetTo::Nothing)), expected);
        }
    }

    #[test]
    fn title_and_kind_are_set_in_the_header() {
        assert_eq!(with("story PAY-1  Pay \n", "title", "Buy"), "story PAY-1  Buy \n");
        assert_eq!(with("story PAY-1\n", "title", "Buy"), "story PAY-1 Buy\n");
        assert_eq!(with("story PAY-1 Pay\n", "kind", "Bug"), "bug PAY-1 Pay\n");
    }

    #[test]
    fn several_items_are_set_at_once() {
        let text = "task PAY-1 a\ntask PAY-2 b\n";
        let request = set(&["PAY-1", "PAY-2"], "status", SetTo::Value("ready".to_owned()));
        assert_eq!(edited(text, &request), "task PAY-1 a\n  status: ready\ntask PAY-2 b\n  status: ready\n");
    }

    #[test]
    fn a_list_gets_and_loses_members() {
        let text = "story PAY-1 Pay\n  assignee: @li,@ana\n";
        let li = |to: fn(String) -> SetTo, who: &str| edited(text, &set(&["PAY-1"], "assignee", to(who.to_owned())));
        assert_eq!(li(SetTo::With, "@Li, @maria"), "story PAY-1 Pay\n  assignee: @li, @ana, @maria\n");
        assert_eq!(li(SetTo::Without, "@li"), "story PAY-1 Pay\n  assignee: @ana\n");
        assert_eq!(li(SetTo::Without, "@li, @ana"), "story PAY-1 Pay\n");
        let refused = |field: &str, to| refused(text, &set(&["PAY-1"], field, to));
        assert_eq!(
            refused("assignee", SetTo::Without("@sam".into())),
            "assignee of PAY-1 does not have @sam; it has @li, @ana"
        );
        assert!(refused("points", SetTo::With("5".into())).starts_with("points holds one value and no list"));
    }

    #[test]
    fn reopening_takes_the_sign_off_away() {
        let text = "bug PAY-1 Pay\n  status: accepted\n  owner: @maria\n  accepted: @maria 2026-11-20\n  [x] a\n";
        assert_eq!(with(text, "status", "doing"), "bug PAY-1 Pay\n  status: doing\n  owner: @maria\n  [x] a\n");
        assert_eq!(with(text, "status", ""), "bug PAY-1 Pay\n  owner: @maria\n  [x] a\n");
    }

    #[test]
    fn what_ends_without_its_result_says_why() {
        let text = "goal G-1 More\n  status: active\n  owner: @ana\n";
        let request = |status: &str, because: Option<&str>| {
            Request::Set(Set {
                ids: vec![id("G-1")],
                field: "status".into(),
                to: SetTo::Value(status.into()),
                because: because.map(str::to_owned),
            })
        };
        assert!(refused(text, &request("missed", None)).starts_with("G-1 cannot be missed without a reason"));
        let missed = edited(text, &request("missed", Some("too late")));
        assert_eq!(missed, "goal G-1 More\n  status: missed\n  owner: @ana\n  reason: too late\n");
        assert_eq!(edited(text, &request("dropped", None)), text.replace("active", "dropped"));
        assert!(refused(text, &request("proposed", Some("x"))).contains("leave --because out"));
    }

    #[test]
    fn what_cannot_be_is_refused_with_the_way_out() {
        let text =
            "story PAY-1 Pay\n  by: 2026-12-01\n  by: 2026-12-02\n  accepted: @maria 2026-11-20\nbug PAY-12 Grey\n";
        for (field, value, expected) in [
            ("poinst", "5", "a story has no field poinst; did you mean points?"),
            ("priority", "1", "a story has no field priority; the order of the items is their priority"),
            ("capacity", "5", "a story has no field capacity; that is one of sprint; a story has status, for"),
            ("points", "five", "points of PAY-1: `five` is not a number"),
            ("moscow", "perhaps", "moscow of PAY-1"),
            ("by", "2026-12-03", "PAY-1 has by twice, on lines 2 and 3"),
            ("status", "redy", "a story has no status redy; did you mean ready?"),
            ("status", "in-progress", "a story has no status in-progress; did you mean doing?"),
            ("status", "blocked", "a story has no status blocked; say in the field blocked"),
            ("status", "accepted", "PAY-1 cannot be set to accepted"),
            ("accepted", "", "a sign-off goes with the status"),
            ("id", "PAY-2", "an id is changed everywhere at once; use `roadlog renumber PAY-1 NEW`"),
            ("title", " ", "every item has a title"),
            ("title", "a\nb", "a title stands on one line"),
            ("kind", "stroy", "stroy is no kind of item; did you mean story?"),
            ("owner", "@mria", "this would bring an error: @mria is nobody in roadlog.toml"),
            ("for", "PAY-12", "this would bring an error: PAY-1 cannot serve PAY-12"),
            ("for", "PAY-99", "this would bring an error: there is no PAY-99"),
            ("needs", "PAY-1", "this would bring an error"),
            ("kind", "goal", "this would bring an error"),
        ] {
            let told = refused(text, &to(field, value));
            assert!(told.starts_with(expected), "{field} {value:?}: {told}");
        }
    }

    #[test]
    fn an_edit_after_which_another_line_would_mean_something_else_is_refused() {
        // Without the field, the deeper line would be the first of the item, and a criterion.
        let text = "task PAY-1 Pay\n  points: 5\n\n      [ ] only prose\n";
        let told = refused(text, &to("points", ""));
        assert!(told.starts_with("line 4 of plan.backlog would be read as something else then; bring"), "{told}");
        assert_eq!(with(text, "points", "8"), text.replace('5', "8"));
        // Without the line between, the decision would be an answer.
        let text = "task PAY-1 Pay\n  ? Why?\n  points: 5\n  ! We do it.\n";
        assert!(refused(text, &to("points", "")).starts_with("line 4 of plan.backlog"));
    }

    #[test]
    fn what_is_so_already_changes_nothing() {
        assert_eq!(with("story PAY-1 Pay\n  points: 5\n", "points", "5"), "");
    }
}
