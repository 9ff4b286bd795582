//! Where a cursor stands in a file of the plan: its line, what that line is, and the item and entry that it belongs to.

use roadlog_config::KindRef;
use roadlog_model::{FieldView, ItemRef, Plan, PlanFile, PlanItem};
use roadlog_syntax::{Document, Edit, Entry, EntryKind, LineKind, NodeKind, Span};

use crate::{FilePosition, Snapshot};

/// A cursor in a file of the plan.
#[derive(Clone, Copy)]
pub(crate) struct Spot<'s> {
    pub(crate) snapshot: &'s Snapshot,
    /// The file's place in the plan.
    pub(crate) place: u32,
    pub(crate) file: &'s PlanFile,
    pub(crate) offset: u32,
    /// Its line, without a byte-order mark before it and without what ends it.
    pub(crate) line: Span,
    /// The index of its line; `None` below the last line end, where no line is yet.
    pub(crate) index: Option<u32>,
    /// What the line is; of a blank line what it will be once something is written where the cursor stands.
    pub(crate) kind: LineKind,
}

impl<'s> Spot<'s> {
    /// The place of a cursor; `None` where the plan has no such file, or the file no such place.
    pub(crate) fn at(snapshot: &'s Snapshot, position: FilePosition<'_>) -> Option<Self> {
        let (place, file) = snapshot.plan.file_at(position.path)?;
        let document = file.document();
        let offset = rounded_down(document.text(), position.offset)?;
        let line = line_around(document.text(), offset)?;
        let index = Some(document.line_at(offset)).filter(|index| {
            let starts = document.lines().get(*index as usize).map(|line| line.start());
            starts.is_some_and(|start| start <= line.start) && document.line_span(*index).touches(offset)
        });
        let is_blank = document.text()[line.range()].trim_matches([' ', '\t']).is_empty();
        let kind = if is_blank { kind_once_written(document, offset)? } else { kind_of(document, index?)? };
        Some(Self { snapshot, place, file, offset, line, index, kind })
    }

    pub(crate) fn plan(&self) -> &'s Plan {
        &self.snapshot.plan
    }

    pub(crate) fn document(&self) -> &'s Document {
        self.file.document()
    }

    /// The text of its file.
    pub(crate) fn text(&self) -> &'s str {
        self.document().text()
    }

    /// What stands on its line before it.
    pub(crate) fn before(&self) -> &'s str {
        &self.text()[self.line.start as usize..self.offset as usize]
    }

    /// What stands on its line behind it.
    pub(crate) fn behind(&self) -> &'s str {
        &self.text()[self.offset as usize..self.line.end as usize]
    }

    /// The characters around it, on its line, that `is_part` says yes to.
    pub(crate) fn word(&self, is_part: impl Fn(char) -> bool) -> Span {
        let before = self.before().chars().rev().take_while(|it| is_part(*it)).map(char::len_utf8).sum::<usize>();
        let behind = self.behind().chars().take_while(|it| is_part(*it)).map(char::len_utf8).sum::<usize>();
        Span::new(self.offset - before as u32, self.offset + behind as u32)
    }

    /// The text of a part of its file.
    pub(crate) fn written(&self, span: Span) -> &'s str {
        self.text().get(span.range()).unwrap_or_default()
    }

    /// The item whose line it is.
    pub(crate) fn item(&self) -> Option<PlanItem<'s>> {
        let node = self.document().node_at(self.offset);
        // A comment above the header is the item's, and not in it.
        let is_item = node.kind() == NodeKind::Item;
        if is_item { self.plan().item(ItemRef { file: self.place, node: node.index() }) } else { None }
    }

    /// The kind of its item, where that is known.
    pub(crate) fn item_kind(&self) -> Option<KindRef> {
        self.item()?.kind()
    }

    /// The field, criterion, question, answer or decision that its line belongs to; of a blank line the one that it will
    /// go on with.
    pub(crate) fn entry(&self) -> Option<Entry<'s>> {
        let item = self.item()?;
        let line = match self.index {
            Some(index) if self.kind != LineKind::Continuation => index,
            Some(index) => (item.syntax().title_line()..=index).rev().find(|line| {
                let kind = self.document().lines().get(*line as usize).map(|line| line.kind());
                kind.is_some_and(LineKind::begins_entry)
            })?,
            None => self.document().lines().len().checked_sub(1)? as u32,
        };
        item.syntax()
            .entries()
            .rev()
            .find(|entry| entry.lines().start <= line && line < entry.lines().end.max(line + 1))
    }

    /// The field that its line belongs to.
    pub(crate) fn field(&self) -> Option<FieldView<'s>> {
        let entry = self.entry().filter(|entry| entry.kind() == EntryKind::Field)?;
        self.item()?.fields().find(|field| field.entry().index() == entry.index())
    }

    /// What ends a line in its file.
    pub(crate) fn line_break(&self) -> &'static str {
        self.document().line_break()
    }
}

/// The start of the character that holds `offset`; `None` past the end.
pub(crate) fn rounded_down(text: &str, offset: u32) -> Option<u32> {
    let mut at = offset as usize;
    if at > text.len() {
        return None;
    }
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    Some(at as u32)
}

/// The line around `offset` without what ends it, and without the mark that may open the file; `None` for a place within
/// either.
pub(crate) fn line_around(text: &str, offset: u32) -> Option<Span> {
    let (before, behind) = text.split_at_checked(offset as usize)?;
    let mut start = before.rfind('\n').map_or(0, |end| end + 1);
    if start == 0 && text.starts_with('\u{feff}') {
        start = '\u{feff}'.len_utf8();
    }
    let end = behind.find('\n').map_or(text.len(), |end| before.len() + end);
    let is_crlf = end < text.len() && text.as_bytes().get(end.wrapping_sub(1)) == Some(&b'\r');
    let end = if is_crlf { end - 1 } else { end };
    (start..=end).contains(&before.len()).then(|| Span::new(start as u32, end as u32))
}

fn kind_of(document: &Document, index: u32) -> Option<LineKind> {
    Some(document.lines().get(index as usize)?.kind())
}

/// What a blank line is once a letter stands at `offset`.
fn kind_once_written(document: &Document, offset: u32) -> Option<LineKind> {
    let after = document.edited(&Edit::insert(offset, "x")).ok()?.document;
    kind_of(&after, after.line_at(offset))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scene;

    fn kind(source: &str) -> Option<LineKind> {
        let scene = Scene::of(source);
        Spot::at(&scene.snapshot, scene.position()).map(|spot| spot.kind)
    }

    #[test]
    fn a_blank_line_is_what_it_will_be() {
        assert_eq!(kind("task PAY-1 Pay\n  status: ready\n  │\n"), Some(LineKind::Prose));
        assert_eq!(kind("task PAY-1 Pay\n  needs: PAY-2,\n    │\n"), Some(LineKind::Continuation));
        assert_eq!(kind("task PAY-1 Pay\n  needs: PAY-2,\n    │␃\n"), Some(LineKind::Continuation));
        assert_eq!(kind("task PAY-1 Pay\n│\n"), Some(LineKind::Stray));
        assert_eq!(kind("task PAY-1 Pay\n  [ ] x\n\n    │\n"), Some(LineKind::Prose));
    }

    #[test]
    fn a_line_that_goes_on_belongs_to_the_entry_above() {
        let field = |source: &str| {
            let scene = Scene::of(source);
            let spot = Spot::at(&scene.snapshot, scene.position()).unwrap();
            spot.field().map(|field| field.entry().key().into_owned())
        };
        assert_eq!(field("task PAY-1 Pay\n  needs: PAY-2,\n    │\n").as_deref(), Some("needs"));
        assert_eq!(field("task PAY-1 Pay\n  needs: PAY-2,\n    │␃\n").as_deref(), Some("needs"));
        assert_eq!(field("task PAY-1 Pay\n  needs: PAY-2,\n    PAY-3│\n").as_deref(), Some("needs"));
        assert_eq!(field("task PAY-1 Pay\n  needs: PAY-2\n  [ ] x\n    y│\n"), None);
    }

    #[test]
    fn places_that_are_none_are_nowhere() {
        let scene = Scene::of("task PAY-1 Größe␍\n");
        let at = |path, offset| Spot::at(&scene.snapshot, FilePosition { path, offset }).map(|spot| spot.offset);
        assert_eq!(at("plan.backlog", 14), Some(13), "the start of the character");
        assert_eq!((at("plan.backlog", 99), at("other.backlog", 0)), (None, None));
        let end = scene.text("plan.backlog").len() as u32;
        assert_eq!((at("plan.backlog", end - 1), at("plan.backlog", end)), (None, Some(end)), "not in a line's end");
    }
}
