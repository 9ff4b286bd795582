//! An item moved above or below another one, with everything that belongs to it.

use roadlog_model::PlanItem;
use roadlog_syntax::value::Id;
use roadlog_syntax::{Document, Edit, Item, edit as text_edit};

use crate::block;
use crate::draft::{Draft, Edited};
use crate::find::{live, own, place};
use crate::links::rebased;
use crate::refusal::Refusal;
use crate::world::World;

/// An item at another place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The item.
    pub id: Id,
    /// On which side of the other one.
    pub side: Side,
    /// The other one.
    pub target: Id,
    /// Whether it may move to another file.
    pub across_files: bool,
}

/// On which side of another item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Above it.
    Before,
    /// Below it.
    After,
}

pub(crate) fn edit(world: &World<'_>, request: &Move) -> Result<Edited, Refusal> {
    let mut draft = Draft::new(world);
    draft.about(&request.id);
    let item = own(draft.plan(), &request.id)?;
    let target = live(draft.plan(), &request.target)?;
    if item == target {
        return Err(Refusal::new(format!("{} cannot move past itself", request.id), "name another item"));
    }
    let (from, to) = (item.file().path().to_owned(), target.file().path().to_owned());
    if from != to && !request.across_files {
        let reason = format!("{} stands at {} and {} at {}", request.id, place(item), request.target, place(target));
        return Err(Refusal::new(reason, format!("add --across-files to move it to {to}")));
    }
    if from == to && is_there(item, target, request.side) {
        return draft.finish();
    }
    let above = match request.side {
        Side::After => target.syntax(),
        Side::Before => above(target),
    };
    let put = block::below(above, &moved(item, &to, target.file().document()));
    let removed = Edit::delete(block::removal(item.file().document(), block::lines(item.syntax())));
    if from == to {
        draft.edit(&from, vec![put, removed])?;
    } else {
        draft.edit(&to, vec![put])?;
        draft.edit(&from, vec![removed])?;
    }
    draft.finish()
}

/// Whether the item is the next one on that side already, with nothing between.
fn is_there(item: PlanItem<'_>, target: PlanItem<'_>, side: Side) -> bool {
    match side {
        Side::After => item.at().node == target.at().node + 1,
        Side::Before => item.at().node + 1 == target.at().node,
    }
}

/// What stands above an item: another one, a section title, or what the file begins with.
fn above(item: PlanItem<'_>) -> Item<'_> {
    let node = item.at().node.saturating_sub(1);
    item.file().document().node(node).unwrap_or_else(|| item.syntax())
}

/// The lines of an item as they are to stand in the file at `path`.
pub(crate) fn moved(item: PlanItem<'_>, path: &str, target: &Document) -> String {
    let document = item.file().document();
    let lines = block::lines(item.syntax());
    if item.file().path() == path {
        return block::text(document, lines, None);
    }
    let text = block::text(document, lines.clone(), None);
    let start = block::start(document, lines.start);
    let edits: Vec<Edit> =
        rebased(item, path).into_iter().map(|edit| Edit { span: back(edit.span, start), ..edit }).collect();
    let text = text_edit::apply(&text, &edits).unwrap_or(text);
    block::with_line_breaks(&text, target.line_break())
}

/// A span that counts from `start`.
const fn back(span: roadlog_syntax::Span, start: u32) -> roadlog_syntax::Span {
    roadlog_syntax::Span::new(span.start - start, span.end - start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Request;
    use crate::testing::{edited, id, refused};

    fn moving(item: &str, side: Side, target: &str, across_files: bool) -> Request {
        Request::Move(Move { id: id(item), side, target: id(target), across_files })
    }

    const TEXT: &str = "\
# ours

# of 1
task PAY-1 a
  x

== Later

task PAY-2 b

# alone

# of 3
task PAY-3 c
";

    #[test]
    fn an_item_moves_with_its_comments_and_leaves_the_others() {
        assert_eq!(
            edited(TEXT, &moving("PAY-3", Side::Before, "PAY-1", false)),
            "# ours\n\n# of 3\ntask PAY-3 c\n\n# of 1\ntask PAY-1 a\n  x\n\n== Later\n\ntask PAY-2 b\n\n# alone\n"
        );
        assert_eq!(
            edited(TEXT, &moving("PAY-1", Side::After, "PAY-2", false)),
            "# ours\n\n== Later\n\ntask PAY-2 b\n\n# of 1\ntask PAY-1 a\n  x\n\n# alone\n\n# of 3\ntask PAY-3 c\n"
        );
        assert_eq!(
            edited(TEXT, &moving("PAY-3", Side::Before, "PAY-2", false)),
            "# ours\n\n# of 1\ntask PAY-1 a\n  x\n\n== Later\n\n# of 3\ntask PAY-3 c\n\ntask PAY-2 b\n\n# alone\n"
        );
    }

    #[test]
    fn an_item_that_is_there_already_stays() {
        assert_eq!(edited(TEXT, &moving("PAY-3", Side::After, "PAY-2", false)), "");
        assert_eq!(edited(TEXT, &moving("PAY-2", Side::Before, "PAY-3", false)), "");
    }

    #[test]
    fn across_files_only_where_that_is_asked_for_and_links_still_lead_there() {
        let text = "\
//- plans/a.backlog
task PAY-1 a
  links: ../notes/x.md, https://a.example/y

task PAY-2 b
//- z.backlog
task PAY-3 c␍
␍
task PAY-4 d␍
";
        let told = refused(text, &moving("PAY-1", Side::After, "PAY-3", false));
        assert!(
            told.starts_with("PAY-1 stands at plans/a.backlog:1 and PAY-3 at z.backlog:1; add --across-files"),
            "{told}"
        );
        assert_eq!(
            edited(text, &moving("PAY-1", Side::After, "PAY-3", true)),
            "task PAY-2 b\ntask PAY-3 c\r\n\r\ntask PAY-1 a\r\n  links: notes/x.md, https://a.example/y\r\n\r\ntask PAY-4 d\r\n"
        );
    }

    #[test]
    fn what_is_archived_or_anothers_is_no_target() {
        let text =
            "//- a.backlog\ntask PAY-1 a\n//- archive/a.backlog\ntask PAY-2 b\n//- other/a.backlog\ntask OTH-1 c\n";
        assert!(refused(text, &moving("PAY-1", Side::After, "PAY-2", true)).starts_with("PAY-2 is in the archive"));
        assert!(refused(text, &moving("PAY-1", Side::After, "OTH-1", true)).starts_with("OTH-1 belongs to another"));
        assert!(
            refused(text, &moving("PAY-1", Side::After, "PAY-1", true)).starts_with("PAY-1 cannot move past itself")
        );
    }
}
