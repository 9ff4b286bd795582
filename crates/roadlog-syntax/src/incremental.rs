//! An edit of a parsed file: only the items that it touches are read again.

use crate::Span;
use crate::conflict::Conflicts;
use crate::document::{Document, Entry, Node};
use crate::edit::{Edit, EditError};
use crate::line::LineKind;
use crate::parse::{Builder, parse_text};

/// A document after an edit, and what of it is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The document, equal to a fresh parse of the edited text.
    pub document: Document,
    /// How many of the first nodes are as they were.
    pub kept_before: u32,
    /// How many of the last nodes are as they were, but for where they stand.
    pub kept_after: u32,
}

impl Document {
    /// The document with `edit` applied. Only the items around the edit are read again; the cost for the rest is
    /// that of copying it.
    ///
    /// # Errors
    /// [`EditError::OutOfRange`] where the edit does not fit the text.
    pub fn edited(&self, edit: &Edit) -> Result<Edited, EditError> {
        let text = crate::edit::apply(&self.text, std::slice::from_ref(edit))?;
        if self.raw.is_some() || self.marker_like {
            return Ok(Edited { document: parse_text(text), kept_before: 0, kept_after: 0 });
        }
        let kept = self.kept_before(edit);
        let first_line = self.nodes.get(kept).map_or(0, |node| node.first_line) as usize;
        let start = self.lines.get(first_line).map_or(0, |line| line.start);
        let conflicts = Conflicts::default();
        let mut builder = self.resume(&text, &conflicts, kept, first_line);
        // Moves wrap around, so that one number moves forward and back.
        let delta = (text.len() as u32).wrapping_sub(self.len());
        let stopped = builder.run_from(start, |builder, offset| {
            self.same_from(edit, offset.wrapping_sub(delta), builder.is_fresh()).is_some()
        });
        if builder.marker_like {
            return Ok(Edited { document: parse_text(text), kept_before: 0, kept_after: 0 });
        }
        let old = stopped.wrapping_sub(delta);
        let same = self.same_from(edit, old, builder.is_fresh()).filter(|_| (stopped as usize) < text.len());
        let kept_after = same.map_or(0, |node| self.append(&mut builder, node, delta));
        let Builder { lines, nodes, entries, has_noise, .. } = builder;
        let has_noise = (has_noise || self.has_noise) && lines.iter().any(|line| line.is_noisy());
        let document = Document { text, raw: None, lines, nodes, entries, marker_like: false, has_noise };
        Ok(Edited { document, kept_before: kept as u32, kept_after })
    }

    /// How many of the first nodes an edit surely leaves as they are: all but the one that it touches and the one
    /// before, to which lines may fall.
    fn kept_before(&self, edit: &Edit) -> usize {
        let line = self.line_at(edit.span.start.saturating_sub(1));
        let touched = self.nodes.partition_point(|node| node.first_line <= line).max(1) - 1;
        touched.saturating_sub(1)
    }

    fn resume<'t>(&self, text: &'t str, conflicts: &'t Conflicts, kept: usize, first_line: usize) -> Builder<'t> {
        if kept == 0 {
            return Builder::new(text, conflicts);
        }
        let entries = self.nodes[kept].first_entry as usize;
        let lines = with_room(&self.lines[..first_line], self.lines.len());
        let nodes = with_room(&self.nodes[..kept], self.nodes.len());
        Builder::resumed(text, conflicts, lines, nodes, with_room(&self.entries[..entries], self.entries.len()))
    }

    /// The node whose header stands at `offset` of the old text, where everything from there on is as it was.
    fn same_from(&self, edit: &Edit, offset: u32, fresh: bool) -> Option<usize> {
        if offset < edit.span.end {
            return None;
        }
        let title = |node: &Node| self.lines.get(node.title_line as usize).map(|line| line.start);
        let index = self.nodes[1..].binary_search_by_key(&Some(offset), title).ok()? + 1;
        let above = self.nodes[index].title_line.checked_sub(1);
        let was_fresh = above.is_none_or(|line| self.lines[line as usize].kind == LineKind::Blank);
        (was_fresh == fresh).then_some(index)
    }

    /// Appends this document's nodes from `first` on to what was read anew; says how many.
    fn append(&self, builder: &mut Builder<'_>, first: usize, delta: u32) -> u32 {
        let title = self.nodes[first].title_line;
        let lines = (builder.lines.len() as u32).wrapping_sub(title);
        let entries = (builder.entries.len() as u32).wrapping_sub(self.nodes[first].first_entry);
        let leading = builder.leading_comments(builder.lines.len() as u32);
        builder.lines.extend(self.lines[title as usize..].iter().map(|line| line.shifted(delta)));
        let from = self.nodes[first].first_entry as usize;
        builder.entries.extend(
            self.entries[from..]
                .iter()
                .map(|entry| Entry { line: entry.line.wrapping_add(lines), end: entry.end.wrapping_add(lines) }),
        );
        let kept = builder.nodes.len();
        builder.nodes.extend(self.nodes[first..].iter().map(|node| Node {
            first_line: node.first_line.wrapping_add(lines),
            title_line: node.title_line.wrapping_add(lines),
            first_entry: node.first_entry.wrapping_add(entries),
            word: moved(node.word, delta),
            id: moved(node.id, delta),
            ..*node
        }));
        builder.nodes[kept].first_line = leading;
        // The first of them may have other comments above it now.
        (self.nodes.len() - first) as u32 - 1
    }
}

/// `span` moved by `by` bytes, which may wrap around to move back.
const fn moved(span: Span, by: u32) -> Span {
    Span::new(span.start.wrapping_add(by), span.end.wrapping_add(by))
}

/// A copy of `part` with room for what will follow.
fn with_room<T: Clone>(part: &[T], room: usize) -> Vec<T> {
    let mut copy = Vec::with_capacity(room + 16);
    copy.extend_from_slice(part);
    copy
}
