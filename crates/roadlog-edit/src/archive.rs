//! Closed items out of the way: whole, in their order, to the archive, where their ids and links still count.

use std::collections::BTreeMap;
use std::ops::Range;

use roadlog_config::{Field, Phase};
use roadlog_lint::wording::{counted, listed};
use roadlog_model::{FieldView, Plan, PlanFile, PlanItem, Value};
use roadlog_syntax::value::Date;
use roadlog_syntax::{Edit, LineKind, parse};

use crate::block;
use crate::draft::{Draft, Edited};
use crate::move_item::moved;
use crate::refusal::Refusal;
use crate::world::World;

/// How many ids a note lists.
const MOST_LISTED: usize = 10;

/// Closed items to the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Archive {
    /// Only what was closed before this day. When an item was closed is known from its sign-off, from its own period
    /// or date, or from the sprint that it was in.
    pub before: Option<Date>,
}

pub(crate) fn edit(world: &World<'_>, request: Archive) -> Result<Edited, Refusal> {
    let mut draft = Draft::new(world);
    let (mut running, mut undated) = (Vec::new(), Vec::new());
    let mut chosen: BTreeMap<u32, Vec<PlanItem<'_>>> = BTreeMap::new();
    for item in world.plan.items().filter(|item| is_closed(*item)) {
        let name = || item.syntax().id_text().unwrap_or_default().into_owned();
        if sprint(item).is_some_and(PlanItem::is_open) {
            running.push(name());
            continue;
        }
        match (request.before, closed_on(item)) {
            (Some(before), Some(day)) if day >= before => {}
            (Some(_), None) => undated.push(name()),
            _ => chosen.entry(item.at().file).or_default().push(item),
        }
    }
    for (place, items) in &chosen {
        draft.about_all(items.iter().filter_map(|item| item.id()));
        if let Some(file) = world.plan.file(*place) {
            archive(&mut draft, file, items)?;
        }
    }
    note(&mut draft, &running, "stays: its sprint is not over", "stay: their sprints are not over");
    note(&mut draft, &undated, "stays: nothing says when it was closed", "stay: nothing says when they were closed");
    draft.finish()
}

fn note(draft: &mut Draft<'_>, names: &[String], one: &str, several: &str) {
    if names.is_empty() {
        return;
    }
    let mut shown: Vec<&str> = names.iter().take(MOST_LISTED).map(String::as_str).collect();
    let left = names.len() - shown.len();
    let others = format!("{left} more");
    if left > 0 {
        shown.push(&others);
    }
    let stays = if names.len() == 1 { one } else { several };
    draft.note(format!("{} {stays} ({})", counted(names.len(), "item"), listed(&shown, "and")));
}

/// Whether an item is one of this plan's that is over.
fn is_closed(item: PlanItem<'_>) -> bool {
    let file = item.file();
    !file.is_archived() && !file.is_foreign() && item.phase().is_some_and(Phase::is_closed)
}

fn sprint(item: PlanItem<'_>) -> Option<PlanItem<'_>> {
    item.ids(Field::Sprint).find_map(|(id, _)| item.plan().first(id))
}

/// The day by which an item was closed, as far as the plan tells.
fn closed_on(item: PlanItem<'_>) -> Option<Date> {
    let signed = match item.field(Field::Accepted).map(FieldView::value) {
        Some(Value::SignOff(sign_off)) => Some(sign_off.date),
        _ => None,
    };
    signed.or_else(|| ended(item)).or_else(|| sprint(item).and_then(ended))
}

/// The last day of an item's own period, or the day that it was to happen on.
fn ended(item: PlanItem<'_>) -> Option<Date> {
    let value = |field| item.field(field).map(FieldView::value);
    match (value(Field::When), value(Field::Date)) {
        (Some(Value::Period(period)), _) => period.last(),
        (_, Some(Value::Date(date))) => Some(*date),
        _ => None,
    }
}

/// Moves these items of a file to its archive.
fn archive(draft: &mut Draft<'_>, file: &PlanFile, items: &[PlanItem<'_>]) -> Result<(), Refusal> {
    let path = archive_path(draft.plan(), file.path())?;
    let existing = draft.plan().file_at(&path).map(|(_, file)| file.document().clone());
    let is_new = existing.is_none();
    let target = match existing {
        Some(document) => document,
        // A new file ends its lines as the one that it comes from.
        None => parse(file.document().line_break().into())
            .map_err(|error| Refusal::new(error.to_string(), "split the file"))?,
    };
    let blocks: Vec<String> = items.iter().map(|item| moved(*item, &path, &target)).collect();
    let gap = target.line_break().repeat(2);
    let text = blocks.join(&gap);
    if is_new {
        draft.create(&path, format!("{text}{}", target.line_break()))?;
    } else {
        draft.edit(&path, vec![block::at_end(&target, &text)])?;
    }
    let document = file.document();
    let removed = runs(file, items).into_iter().map(|lines| Edit::delete(block::removal(document, lines)));
    draft.edit(file.path(), removed.collect())
}

/// The lines of the items, those together between which only blank lines stand, so that no gap is taken out twice.
fn runs(file: &PlanFile, items: &[PlanItem<'_>]) -> Vec<Range<u32>> {
    let document = file.document();
    let is_blank = |line: u32| document.lines()[line as usize].kind() == LineKind::Blank;
    let mut runs: Vec<Range<u32>> = Vec::new();
    for lines in items.iter().map(|item| block::lines(item.syntax())) {
        match runs.last_mut() {
            Some(run) if (run.end..lines.start).all(is_blank) => run.end = lines.end,
            _ => runs.push(lines),
        }
    }
    runs
}

/// The archive of a file: the same path in the archive's folder.
fn archive_path(plan: &Plan, path: &str) -> Result<String, Refusal> {
    let files = plan.config().workspace();
    let Some(glob) = files.archive().first() else {
        return Err(Refusal::new("roadlog.toml names no archive", "add archive = [\"archive/**\"] to [workspace]"));
    };
    let fixed = glob.as_str().find(['*', '?', '[', '{', '\\']).map_or(glob.as_str(), |at| &glob.as_str()[..at]);
    let folder = fixed.rsplit_once('/').map_or("", |(folder, _)| folder);
    let target = if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") };
    if target == path || !files.archives(&target) || !files.includes(&target) {
        let reason = format!("the archive {} of roadlog.toml has no place for {path}", glob.as_str());
        return Err(Refusal::new(reason, "write it as a folder and all below it: archive = [\"archive/**\"]"));
    }
    Ok(target)
}

#[cfg(test)]
mod tests {
    use roadlog_syntax::value::parse_date;

    use super::*;
    use crate::Request;
    use crate::testing::{asked, edited, plan, refused};

    fn before(day: &str) -> Request {
        Request::Archive(Archive { before: parse_date(day).ok() })
    }

    fn all() -> Request {
        Request::Archive(Archive::default())
    }

    const TEXT: &str = "\
//- plans/a.backlog
# ours

sprint PAY-s1 Guests
  owner: @maria
  when: 2026-11-02..2026-11-13
  status: met

sprint PAY-s2 Cards
  owner: @maria
  when: 2026-11-16..2026-11-27
  status: active

# done early
task PAY-1 a
  status: done
  sprint: PAY-s1
  links: x.md

task PAY-2 b
  status: done

# not yet
task PAY-3 c
  needs: PAY-1

task PAY-4 d
  status: done
  sprint: PAY-s2
";

    #[test]
    fn closed_items_move_whole_and_those_of_a_running_sprint_stay() {
        let plan = plan(TEXT);
        let done = asked(&plan, "@maria", &all()).unwrap();
        assert_eq!(
            done.notes.iter().map(roadlog_lint::Untrusted::unescaped).collect::<Vec<_>>(),
            ["1 item stays: its sprint is not over (PAY-4)"]
        );
        assert_eq!(done.items.iter().map(ToString::to_string).collect::<Vec<_>>(), ["PAY-s1", "PAY-1", "PAY-2"]);
        assert_eq!(
            edited(TEXT, &all()),
            "\
sprint PAY-s1 Guests
  owner: @maria
  when: 2026-11-02..2026-11-13
  status: met

# done early
task PAY-1 a
  status: done
  sprint: PAY-s1
  links: ../../plans/x.md

task PAY-2 b
  status: done
# ours

sprint PAY-s2 Cards
  owner: @maria
  when: 2026-11-16..2026-11-27
  status: active

# not yet
task PAY-3 c
  needs: PAY-1

task PAY-4 d
  status: done
  sprint: PAY-s2
"
        );
    }

    #[test]
    fn before_a_day_only_what_is_known_to_be_closed_by_then() {
        let plan = plan(TEXT);
        let ids = |day: &str| {
            let done = asked(&plan, "@maria", &before(day)).unwrap();
            let notes: Vec<_> = done.notes.iter().map(|note| note.unescaped().to_owned()).collect();
            (done.items.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "), notes.join("; "))
        };
        assert_eq!(ids("2026-11-13").0, "");
        let (items, notes) = ids("2026-11-14");
        assert_eq!(items, "PAY-s1 PAY-1");
        assert!(notes.ends_with("1 item stays: nothing says when it was closed (PAY-2)"), "{notes}");
    }

    #[test]
    fn what_is_archived_already_stays_above_and_line_ends_are_the_archives_own() {
        let text =
            "//- a.backlog\ntask PAY-1 a\n  status: done\n//- archive/a.backlog\ntask PAY-2 b␍\n  status: done␍\n";
        assert_eq!(edited(text, &all()), "task PAY-2 b\r\n  status: done\r\n\r\ntask PAY-1 a\r\n  status: done\r\n");
    }

    #[test]
    fn without_an_archive_nothing_is_moved() {
        let text = "//- roadlog.toml\n[workspace]\narchive = []\n//- a.backlog\ntask PAY-1 a\n  status: done\n";
        assert!(refused(text, &all()).starts_with("roadlog.toml names no archive"));
        let odd = text.replace("[]", "[\"*/old.backlog\"]");
        assert!(
            refused(&odd, &all()).starts_with("the archive */old.backlog of roadlog.toml has no place for a.backlog")
        );
    }
}
