//! An item in two: the criteria from one on go to a new item below, which serves the same.

use std::ops::Range;

use roadlog_config::{Field, FieldRef};
use roadlog_model::PlanItem;
use roadlog_syntax::value::Id;
use roadlog_syntax::{Document, Edit};

use crate::block;
use crate::draft::{Draft, Edited};
use crate::field::put;
use crate::find::{criteria_of, criterion, kind_of, live, one_line};
use crate::prefix;
use crate::refusal::Refusal;
use crate::world::World;

/// An item in two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The item.
    pub id: Id,
    /// The place of the first criterion that goes to the new item, from 1.
    pub from: usize,
    /// The title of the new item.
    pub title: String,
}

/// What the new item has from the first one. Its points and its status somebody has to look at again.
const SHARED: [Field; 3] = [Field::For, Field::Sprint, Field::Owner];

pub(crate) fn edit(world: &World<'_>, request: &Split) -> Result<Edited, Refusal> {
    let Split { id, from, title } = request;
    let mut draft = Draft::new(world);
    let item = live(world.plan, id)?;
    let kind = kind_of(item)?;
    let title = one_line("a title", title)?;
    if title.is_empty() {
        return Err(Refusal::new("an item needs a title", "say in a few words what it is about"));
    }
    criterion(item, *from)?;
    if !item.is_open() {
        let is = item.status().map_or("closed", |status| &status.word);
        return Err(Refusal::new(format!("{id} is {is}: only open work is split"), "write a new item"));
    }
    if *from == 1 {
        let reason = format!("{}, and none would be left", criteria_of(item));
        return Err(Refusal::new(reason, "name a later one to begin with"));
    }
    let new = prefix::next_id(world, kind, id.prefix(), item.settings().id_style())?;
    draft.about(id);
    draft.about(&new);
    let path = item.file().path().to_owned();
    let document = item.file().document();
    let moved = runs(item, *from);
    let shared = SHARED.map(|field| (field, item.field(field).map(|view| view.text().into_text().into_owned())));
    let mut lines = vec![format!("{} {new} {title}", item.kind_word()), String::new()];
    lines.extend(moved.iter().map(|run| block::text(document, run.clone(), None)));
    let put_below = block::below(item.syntax(), &lines.join(document.line_break()));
    let mut edits: Vec<Edit> = removals(document, &moved);
    edits.push(put_below);
    draft.edit(&path, edits)?;
    for (field, value) in shared {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            put(&mut draft, &new, FieldRef::BuiltIn(field), &value)?;
        }
    }
    draft.finish()
}

/// The lines of the criteria from a place on, those that follow each other together.
fn runs(item: PlanItem<'_>, from: usize) -> Vec<Range<u32>> {
    let mut runs: Vec<Range<u32>> = Vec::new();
    for criterion in item.criteria().skip(from - 1) {
        let lines = criterion.entry.lines();
        match runs.last_mut().filter(|run| run.end == lines.start) {
            Some(run) => run.end = lines.end,
            None => runs.push(lines),
        }
    }
    runs
}

fn removals(document: &Document, runs: &[Range<u32>]) -> Vec<Edit> {
    runs.iter().map(|run| Edit::delete(block::removal(document, run.clone()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Request;
    use crate::testing::{edited, id, refused};

    fn split(from: usize, title: &str) -> Request {
        Request::Split(Split { id: id("PAY-1"), from, title: title.into() })
    }

    const TEXT: &str = "\
epic PAY-9 Pay

story PAY-1 Pay by card
  As a buyer

  status: ready
  for: PAY-9
  owner: @maria
  points: 8

  [x] a
  [ ] b,
      then c
  [ ] d ^kept

  ? Why?

story PAY-2 Else
";

    #[test]
    fn the_criteria_go_to_a_new_item_that_serves_the_same() {
        let expected = TEXT
            .replace("  [ ] b,\n      then c\n  [ ] d ^kept\n", "")
            .replace("?\n\nstory PAY-2", "?\n\nstory PAY-42 Refunds\n  for: PAY-9\n  owner: @maria\n\n  [ ] b,\n      then c\n  [ ] d ^kept\n\nstory PAY-2");
        assert_eq!(edited(TEXT, &split(2, " Refunds ")), expected);
    }

    #[test]
    fn at_the_end_of_a_file_line_ends_stay_as_they_are() {
        assert_eq!(
            edited("bug PAY-1 Pay\r\n  [ ] a\r\n  [ ] b", &split(2, "Refunds")),
            "bug PAY-1 Pay\r\n  [ ] a\r\n\r\nbug PAY-42 Refunds\r\n\r\n  [ ] b"
        );
    }

    #[test]
    fn what_cannot_be_split_is_refused_with_the_way_out() {
        assert!(refused(TEXT, &split(1, "x")).starts_with("PAY-1 has 3 criteria, and none would be left"));
        assert!(refused(TEXT, &split(4, "x")).starts_with("PAY-1 has 3 criteria, and none of them is number 4"));
        assert!(refused(TEXT, &split(2, " ")).starts_with("an item needs a title"));
        let closed = "bug PAY-1 Pay\n  status: dropped\n  [ ] a\n  [ ] b\n";
        assert!(refused(closed, &split(2, "x")).starts_with("PAY-1 is dropped: only open work is split"));
    }
}
