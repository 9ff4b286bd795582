//! Hints between the words of a file: what stands behind an id or a handle, how far away a day is, how full a sprint is, and
//! an owner who is written elsewhere.

use std::fmt::Write as _;

use roadlog_config::Field;
use roadlog_lint::wording::{self, counted};
use roadlog_model::{FieldView, ItemRef, PlanItem, Untrusted, Value};
use roadlog_report::{days, work_in};
use roadlog_syntax::value::{Date, Handle, Period};
use roadlog_syntax::{Kind, Span};

use crate::Snapshot;
use crate::actions::shortened;
use crate::changed::floor;

/// A hint: words that an editor shows in a file and that do not stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlayHint {
    /// Where it is shown, in bytes from the start of the file: behind what it is about, with a space between.
    pub offset: u32,
    /// What it says.
    pub label: Untrusted,
    /// More about it, in plain text of one or more lines.
    pub tooltip: Option<Untrusted>,
    /// What it is about.
    pub kind: HintKind,
}

/// What a hint is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HintKind {
    /// The item behind an id.
    Item,
    /// How far away a day is.
    Day,
    /// How full a sprint is.
    Points,
    /// Who owns an item that does not say so.
    Owner,
    /// The person behind a handle.
    Person,
}

/// How many ids a list may have for each to be told by its title.
const MOST_TITLES: usize = 3;
/// How many characters of a title are shown; where an id is one of several, fewer.
const LONGEST_TITLE: usize = 40;
const LONGEST_OF_SEVERAL: usize = 20;

/// The hints of the part of a file that an editor shows, in order.
pub fn inlay_hints(snapshot: &Snapshot, path: &str, within: Span) -> Vec<InlayHint> {
    let Some((file, found)) = snapshot.plan.file_at(path) else { return Vec::new() };
    let document = found.document();
    let (start, end) = (floor(document.text(), within.start), floor(document.text(), within.end));
    let nodes = document.node_at(start).index()..=document.node_at(end.max(start)).index();
    let items = nodes.filter_map(|node| snapshot.plan.item(ItemRef { file, node }));
    let mut hints: Vec<_> = items.flat_map(|item| of_item(item, snapshot.surroundings.today)).collect();
    hints.retain(|hint| within.touches(hint.offset));
    hints.sort_by_key(|hint| hint.offset);
    hints
}

fn of_item(item: PlanItem<'_>, today: Date) -> Vec<InlayHint> {
    let mut hints: Vec<_> = owner(item).into_iter().chain(points(item)).collect();
    for field in item.fields() {
        hints.extend(titles(field));
        hints.extend(names(field));
        hints.extend(day(field, today));
    }
    hints
}

/// The titles behind the ids of a field. A long list is told by its ids alone.
fn titles(field: FieldView<'_>) -> Vec<InlayHint> {
    let ids: Vec<_> = field.ids().collect();
    let longest = match ids.len() {
        0 | 1 => LONGEST_TITLE,
        2..=MOST_TITLES => LONGEST_OF_SEVERAL,
        _ => return Vec::new(),
    };
    let hints = ids.into_iter().filter_map(|(id, span)| {
        let item = field.item().plan().first(id)?;
        let title = item.title();
        (!title.is_empty()).then(|| InlayHint {
            offset: span.end,
            label: shortened(&title, longest).into(),
            tooltip: Some(told(item).into()),
            kind: HintKind::Item,
        })
    });
    hints.collect()
}

/// An item in a few words: its header, and how far it is and whose.
fn told(item: PlanItem<'_>) -> String {
    let mut told = format!("{} {} {}", item.kind_word(), item.syntax().id_text().unwrap_or_default(), item.title());
    if let Some(status) = item.status() {
        let _ = write!(told, "\n{}", status.word);
    }
    if let Some(owner) = item.owner() {
        let _ = write!(told, "{} {}", if item.status().is_some() { ", owned by" } else { "\nowned by" }, owner.handle);
    }
    told
}

/// The names behind the handles of a field, where a name says more than the handle.
fn names(field: FieldView<'_>) -> Vec<InlayHint> {
    let config = field.item().plan().config();
    let hints = field.people().filter_map(|(handle, span)| {
        let person = config.person(handle)?;
        let name = person.name().filter(|name| !name.eq_ignore_ascii_case(handle.name()))?;
        let roles: Vec<_> = person.roles().iter().map(roadlog_config::Role::title).collect();
        let tooltip = (!roles.is_empty()).then(|| Untrusted::from(format!("{handle}, {}", roles.join(", "))));
        Some(InlayHint { offset: span.end, label: name.into(), tooltip, kind: HintKind::Person })
    });
    hints.collect()
}

/// How far away the day is that a field of an open item says, where something is to be finished by then.
fn day(field: FieldView<'_>, today: Date) -> Option<InlayHint> {
    let item = field.item();
    let is = |fields: &[Field]| {
        fields
            .iter()
            .any(|which| item.field(*which).is_some_and(|other| other.entry().index() == field.entry().index()))
    };
    // What was found out on a day is no term, and what is over has none.
    if !item.is_open() {
        return None;
    }
    let (label, day) = match field.value() {
        Value::Date(day) if is(&[Field::By]) || (is(&[Field::Date]) && item.is_a(&[Kind::Launch])) => {
            (days::away(today, *day), *day)
        }
        Value::Period(Period::Span { first, last }) if is(&[Field::When]) && first <= last => {
            let (verb, day) = if today < *first {
                ("begins", *first)
            } else if today <= *last {
                ("ends", *last)
            } else {
                ("ended", *last)
            };
            (format!("{verb} {}", days::away(today, day)), day)
        }
        _ => return None,
    };
    let tooltip = Some(day.strftime("%A, %-d %B %Y").to_string().into());
    Some(InlayHint { offset: field.value_span().end, label: label.into(), tooltip, kind: HintKind::Day })
}

/// How many points an open sprint holds, behind its capacity, else behind its header.
fn points(item: PlanItem<'_>) -> Option<InlayHint> {
    if !item.is_a(&[Kind::Sprint]) || !item.is_open() {
        return None;
    }
    let capacity = item.field(Field::Capacity).and_then(|field| match field.value() {
        Value::Number(capacity) => Some((*capacity, field.value_span().end)),
        _ => None,
    });
    let work = work_in(item);
    let (label, offset) = match capacity {
        Some((capacity, end)) => (format!("{} of {} planned", work.points, wording::points(capacity)), end),
        None if work.points > 0.0 => (format!("{} planned", wording::points(work.points)), header_end(item)),
        None => return None,
    };
    let mut tooltip = format!("{} in the sprint, {} done", counted(work.items, "item"), work.items_done);
    let _ = write!(tooltip, "\n{} of {} points done", work.points_done, work.points);
    if work.unestimated > 0 {
        let _ = write!(tooltip, "\n{} without points", counted(work.unestimated, "item"));
    }
    Some(InlayHint { offset, label: label.into(), tooltip: Some(tooltip.into()), kind: HintKind::Points })
}

/// Who owns an open item that does not say so itself.
fn owner(item: PlanItem<'_>) -> Option<InlayHint> {
    let owner = item.owner().filter(|owner| owner.from != item && item.is_open())?;
    let from = owner.from.syntax().id_text().unwrap_or_default();
    let tooltip = format!("{}, owner of {from} {}", name(item, owner.handle), owner.from.title());
    let label = owner.handle.to_string();
    Some(InlayHint {
        offset: header_end(item),
        label: label.into(),
        tooltip: Some(tooltip.into()),
        kind: HintKind::Owner,
    })
}

fn name(item: PlanItem<'_>, handle: &Handle) -> String {
    let name = item.plan().config().person(handle).and_then(roadlog_config::Person::name);
    name.map_or_else(|| handle.to_string(), str::to_owned)
}

/// Behind all that the header says.
fn header_end(item: PlanItem<'_>) -> u32 {
    item.syntax().header_span().end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scene;

    /// Asserts that the hints of the one file are those drawn in it, each behind what it is about.
    #[track_caller]
    fn shown(expected: &str) {
        let plain: String = expected
            .lines()
            .map(|line| {
                let mut text = String::new();
                let mut rest = line;
                while let Some((before, behind)) = rest.split_once('⟦') {
                    text.push_str(before);
                    rest = behind.split_once('⟧').unwrap().1;
                }
                text + rest + "\n"
            })
            .collect();
        let scene = Scene::of(&plain);
        let text = scene.text("plan.backlog");
        let hints = inlay_hints(&scene.snapshot, "plan.backlog", Span::new(0, text.len() as u32));
        let mut drawn = text.to_owned();
        for hint in hints.iter().rev() {
            drawn.insert_str(hint.offset as usize, &format!("⟦{}⟧", hint.label.unescaped()));
        }
        assert_eq!(drawn, expected.trim_start());
    }

    #[test]
    fn ids_and_handles_are_told_by_what_stands_behind_them() {
        shown(
            "\
epic PAY-1 Guest checkout
  owner: @maria⟦Maria Kovač⟧

task PAY-2 One⟦@maria⟧
  for: PAY-1⟦Guest checkout⟧
  needs: PAY-3⟦A rather long title,…⟧, PAY-9
  assignee: @li⟦Li Wei⟧, @payments, @nobody

task PAY-3 A rather long title, which goes on
  status: done
  for: PAY-1⟦Guest checkout⟧
  needs: PAY-1, PAY-2, PAY-3, PAY-4
",
        );
    }

    #[test]
    fn days_are_counted_for_what_is_open() {
        shown(
            "\
launch PAY-1 Guests
  date: 2026-11-24⟦tomorrow⟧

task PAY-2 One
  by: 2026-11-20⟦3 days ago⟧

task PAY-3 Two
  status: done
  by: 2026-11-20

epic PAY-4 Three
  when: 2026-12-01..2026-12-24⟦begins in 8 days⟧

research PAY-5 Four
  date: 2026-11-20
",
        );
    }

    #[test]
    fn a_sprint_says_how_full_it_is() {
        shown(
            "\
sprint PAY-s1 Guests pay
  status: active
  when: 2026-11-16..2026-11-27⟦ends in 4 days⟧
  capacity: 8⟦5.5 of 8 points planned⟧

sprint PAY-s2 Refunds⟦1 point planned⟧
  status: planned

task PAY-2 One
  sprint: PAY-s1⟦Guests pay⟧
  points: 5

task PAY-3 Two
  sprint: PAY-s1⟦Guests pay⟧
  points: 0.5

task PAY-4 Three
  sprint: PAY-s2⟦Refunds⟧
  points: 1
",
        );
    }

    #[test]
    fn only_what_is_on_the_screen_is_hinted_at_and_more_is_told_on_request() {
        let text =
            "epic PAY-1 Pay\n  status: active\n  owner: @maria\n\n‹task PAY-2 One›\n  for: PAY-1\n  by: 2026-12-04\n";
        let scene = Scene::of(text);
        let hints = inlay_hints(&scene.snapshot, "plan.backlog", scene.selection());
        let [owner] = &hints[..] else { panic!("{hints:?}") };
        assert_eq!(owner.tooltip.as_ref().unwrap().unescaped(), "Maria Kovač, owner of PAY-1 Pay");
        let all = inlay_hints(&scene.snapshot, "plan.backlog", Span::new(0, 1000));
        let tooltips: Vec<_> = all.iter().filter_map(|hint| hint.tooltip.as_ref()).map(Untrusted::unescaped).collect();
        assert_eq!(
            tooltips,
            [
                "@maria, product owner",
                "Maria Kovač, owner of PAY-1 Pay",
                "epic PAY-1 Pay\nactive, owned by @maria",
                "Friday, 4 December 2026"
            ]
        );
        assert_eq!(inlay_hints(&scene.snapshot, "nowhere.backlog", Span::new(0, 9)), []);
    }
}
