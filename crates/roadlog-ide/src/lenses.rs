//! Lines above items that say what is not written there: how much is done, what serves them, what they wait for.
//!
//! A file of a large backlog has thousands of items, so nothing is looked at here but what the plan has indexed.

use roadlog_config::{Field, Phase};
use roadlog_lint::wording::{counted, points};
use roadlog_model::{CriteriaCount, FieldView, ItemRef, PlanItem, Question, Untrusted, Value};
use roadlog_report::{Work, work_in};
use roadlog_syntax::mention::asked;
use roadlog_syntax::{Kind, Span};

use crate::actions::{ActionKey, Ask, REVIEW, TO_SAY, next};
use crate::{FileSpan, Snapshot};

/// A line above a part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// What it is about: a header, or a question.
    pub span: Span,
    /// What it says.
    pub title: Untrusted,
    /// What choosing it does; `None` where it only says something.
    pub command: Option<LensCommand>,
}

/// What choosing a lens does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LensCommand {
    /// Shows these places.
    ShowReferences {
        /// What they refer to: an offset of the lens's own file.
        at: u32,
        /// Where they stand.
        places: Vec<FileSpan>,
    },
    /// Makes a change, once [`resolve`](crate::actions::resolve) has worked it out.
    Apply(ActionKey),
}

/// The lenses of a file, in order. What is closed has none.
pub fn code_lenses(snapshot: &Snapshot, path: &str) -> Vec<Lens> {
    let Some((place, file)) = snapshot.plan.file_at(path) else { return Vec::new() };
    if file.is_archived() || file.is_foreign() {
        return Vec::new();
    }
    let nodes = 0..file.document().nodes().len() as u32;
    let items = nodes.filter_map(|node| snapshot.plan.item(ItemRef { file: place, node }));
    items.filter(|item| item.is_open()).flat_map(|item| of_item(snapshot, item)).collect()
}

fn of_item(snapshot: &Snapshot, item: PlanItem<'_>) -> Vec<Lens> {
    let span = item.syntax().header_span();
    let says = |title| Lens { span, title, command: None };
    let said = work(item).into_iter().chain(criteria(item)).map(Untrusted::from).chain(since(snapshot, item));
    let mut lenses: Vec<_> = said.map(says).collect();
    lenses.extend(serving(item, span));
    lenses.extend(step(snapshot, item, span));
    lenses.extend(questions(snapshot, item));
    lenses
}

/// How much of the work below an item, or of a sprint, is done.
fn work(item: PlanItem<'_>) -> Option<String> {
    if item.is_a(&[Kind::Sprint]) {
        let work = work_in(item);
        let planned = match item.field(Field::Capacity).map(FieldView::value) {
            Some(Value::Number(capacity)) => format!("{} of {}", work.points, points(*capacity)),
            _ => points(work.points),
        };
        return (work.items > 0).then(|| format!("{planned} planned, {}", done(&work)));
    }
    if !item.is_a(&[Kind::Goal, Kind::Initiative, Kind::Epic]) {
        return None;
    }
    let work = work_in(item);
    (work.items > 0).then(|| done(&work))
}

fn done(work: &Work) -> String {
    let items = format!("{} of {} done", work.items_done, counted(work.items, "item"));
    if work.points > 0.0 { format!("{items}, {} of {}", work.points_done, points(work.points)) } else { items }
}

/// How many of its criteria are met.
fn criteria(item: PlanItem<'_>) -> Option<String> {
    let CriteriaCount { open, met, .. } = item.criteria_count();
    (open + met > 0).then(|| format!("{met} of {} met", criteria_in_words(open + met)))
}

fn criteria_in_words(count: u32) -> String {
    if count == 1 { "1 criterion".to_owned() } else { format!("{count} criteria") }
}

/// Since when it has its status, and who gave it that, where the history tells.
fn since(snapshot: &Snapshot, item: PlanItem<'_>) -> Option<Untrusted> {
    let revision = &snapshot.surroundings.past.as_ref()?.status_since(item)?.revision;
    let (status, day, who) = (item.status()?, revision.day?, revision.who());
    Some(format!("{} since {day}, by {}", status.word, who.unescaped()).into())
}

/// How many items serve it, and where they say so.
fn serving(item: PlanItem<'_>, span: Span) -> Option<Lens> {
    let id = item.id()?;
    let of_item = |other: PlanItem<'_>| {
        let path = other.file().shared_path();
        other.ids(Field::For).find(|(named, _)| *named == id).map(|(_, span)| FileSpan { path, span })
    };
    let places: Vec<_> = item.serving().filter_map(of_item).collect();
    if places.is_empty() {
        return None;
    }
    let verb = if places.len() == 1 { "serves" } else { "serve" };
    let title = format!("{} {verb} it", counted(places.len(), "item"));
    let command = LensCommand::ShowReferences { at: item.syntax().id_span().start, places };
    Some(Lens { span, title: title.into(), command: Some(command) })
}

/// The step that the item waits for, where it is for whoever sits at the editor to make: the acceptance for who decides, the
/// next status for who works on it.
fn step(snapshot: &Snapshot, item: PlanItem<'_>, span: Span) -> Option<Lens> {
    let (id, user) = (item.id()?, snapshot.surroundings.user.as_ref()?);
    let apply = |title: String, ask| {
        Some(Lens { span, title: title.into(), command: Some(LensCommand::Apply(ActionKey(ask))) })
    };
    let next = next(item);
    if next.is_none() && waits_for_acceptance(item) {
        let role = item.side()?.role();
        let decides = item.plan().config().has_role(user, role, item.settings().shape());
        // Where there is a Definition of Done, somebody has to be asked whether it is kept.
        let is_asked = item.kind().is_some_and(|kind| !item.settings().done(kind).is_empty());
        let ask = Ask::Accept { id: id.clone(), done: false };
        return if decides && !is_asked { apply("accept".to_owned(), ask) } else { None };
    }
    let is_at_work = item.people(Field::Assignee).any(|(who, _)| who == user);
    let next = next.filter(|_| is_at_work)?;
    let status = next.name.to_string();
    apply(format!("set to {status}"), Ask::Status { id: id.clone(), status, because: String::new() })
}

/// Whether all that is asked of an item is there: it is looked at, or it is an epic whose work is done.
fn waits_for_acceptance(item: PlanItem<'_>) -> bool {
    let is_accepted = item.like().is_some_and(|kind| Field::Accepted.is_on(kind));
    if !is_accepted || item.phase() != Some(Phase::Doing) || item.criteria_count().open > 0 {
        return false;
    }
    let work = work_in(item);
    item.status().is_some_and(|status| status.word == REVIEW) || (work.items > 0 && work.items_done == work.items)
}

/// The open questions that wait for whoever sits at the editor.
fn questions(snapshot: &Snapshot, item: PlanItem<'_>) -> Vec<Lens> {
    let (Some(id), Some(user)) = (item.id(), snapshot.surroundings.user.as_ref()) else { return Vec::new() };
    let waits = |question: &Question<'_>| {
        let text = question.entry.text();
        question.answers.is_empty() && asked(&text).iter().any(|(handle, _)| handle == user)
    };
    let open = item.questions().enumerate().filter(|(_, question)| waits(question));
    let lenses = open.map(|(at, question)| {
        let ask = Ask::Answer { id: id.clone(), question: Some(at + 1), words: TO_SAY.to_owned() };
        let title = format!("asks you ({user}): answer");
        Lens { span: question.entry.span(), title: title.into(), command: Some(LensCommand::Apply(ActionKey(ask))) }
    });
    lenses.collect()
}

#[cfg(test)]
mod tests {
    use roadlog_history::Identity;
    use roadlog_syntax::value::Handle;

    use super::*;
    use crate::testing::Scene;

    /// What the lenses of the one file say, each behind the text that it stands above, with what it does.
    fn said(text: &str) -> Vec<String> {
        let scene = Scene::of(text);
        let lenses = code_lenses(&scene.snapshot, "plan.backlog").into_iter().map(|lens| {
            let about = scene.written("plan.backlog", lens.span).split(' ').nth(1).unwrap();
            let does = match &lens.command {
                None => String::new(),
                Some(LensCommand::Apply(key)) => format!(" > {key}"),
                Some(LensCommand::ShowReferences { at, places }) => {
                    let named = &scene.text("plan.backlog")[*at as usize..];
                    let all_name_it =
                        places.iter().all(|place| named.starts_with(scene.written(&place.path, place.span)));
                    assert!(all_name_it, "{places:?}");
                    format!(" > {}", places.len())
                }
            };
            format!("{about}: {}{does}", lens.title.unescaped())
        });
        lenses.collect()
    }

    #[test]
    fn work_criteria_and_what_serves_it_are_counted() {
        let text = "\
epic PAY-1 Guest checkout
  status: active
  owner: @li
  [x] a
  [ ] b
  [-] c

sprint PAY-s1 Guests
  capacity: 8

story PAY-2 Pay
  status: accepted
  for: PAY-1
  sprint: PAY-s1
  points: 3
  [x] a

story PAY-3 Pay
  for: PAY-1
  sprint: PAY-s1
  points: 5
";
        assert_eq!(
            said(text),
            [
                "PAY-1: 1 of 2 items done, 3 of 8 points",
                "PAY-1: 1 of 2 criteria met",
                "PAY-1: 2 items serve it > 2",
                "PAY-s1: 8 of 8 points planned, 1 of 2 items done, 3 of 8 points",
            ]
        );
    }

    #[test]
    fn the_step_is_shown_to_who_makes_it() {
        let review = "bug PAY-1 Pay\n  status: review\n  owner: @maria\n  assignee: @li\n  [x] a\n";
        assert_eq!(said(review), ["PAY-1: 1 of 1 criterion met", "PAY-1: accept > accept PAY-1"]);
        assert_eq!(said(&review.replace("[x]", "[ ]")), ["PAY-1: 0 of 1 criterion met"]);
        let epic = "epic PAY-1 Pay\n  status: active\n  owner: @maria\n";
        assert_eq!(said(epic), Vec::<String>::new());
        let finished = format!("{epic}\ntask PAY-2 Part\n  status: done\n  for: PAY-1\n");
        assert_eq!(said(&finished)[2..], ["PAY-1: accept > accept PAY-1"]);
        let mine = "task PAY-1 Pay\n  status: ready\n  assignee: @maria\n";
        assert_eq!(said(mine), ["PAY-1: set to doing > status PAY-1 doing "]);
        assert_eq!(said(&mine.replace("@maria", "@li")), Vec::<String>::new());
    }

    #[test]
    fn who_gave_it_its_status_is_told_unless_that_is_not_committed() {
        let at = |status: &str| format!("bug PAY-1 Pay\n  status: {status}\n");
        let (first, second) = (at("ready"), at("doing"));
        let revisions = [("2026-11-02", "maria", &*first), ("2026-11-20", "li", &second)];
        let titles = |now: &str| {
            let author = Identity::Claimed(Handle::from_name("maria").unwrap());
            let scene = Scene::of(now).after(&revisions, author);
            let lenses = code_lenses(&scene.snapshot, "plan.backlog").into_iter();
            lenses.map(|lens| lens.title.unescaped().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(titles(&second), ["doing since 2026-11-20, by @li"]);
        assert_eq!(titles(&at("review")), ["accept"]);
    }

    #[test]
    fn an_open_question_is_shown_to_who_is_asked() {
        let text = "bug PAY-1 Pay\n  ? Both? @li\n  ? Which one? @maria\n  ? Why? @maria\n  ! No. @li\n";
        assert_eq!(said(text), ["Which: asks you (@maria): answer > answer PAY-1 2 …"]);
    }

    #[test]
    fn what_is_closed_or_elsewhere_has_no_lenses() {
        assert_eq!(said("bug PAY-1 Pay\n  status: accepted\n  [x] a\n"), Vec::<String>::new());
        let scene = Scene::of("//- archive/a.backlog\nbug PAY-1 Pay\n  [x] a\n");
        assert_eq!(code_lenses(&scene.snapshot, "archive/a.backlog"), []);
        assert_eq!(code_lenses(&scene.snapshot, "nowhere.backlog"), []);
    }
}
