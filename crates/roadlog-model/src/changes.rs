//! What is different between two plans: which items, and with them which reads hold no more.

use std::sync::Arc;

use roadlog_syntax::{Item, Line};
use rustc_hash::FxHashSet;

use crate::facts::ItemFacts;
use crate::file::PlanFile;
use crate::plan::Plan;
use crate::reads::Read;

/// What is different between two plans of one configuration.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// The files that are not the same, by place.
    pub files: Vec<FileChange>,
    /// What was read before and may be something else now.
    pub touched: FxHashSet<Read>,
}

/// What is different in the file at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// The place of the file in both plans.
    pub place: u32,
    /// How many of the first nodes are as they were; none where another file stands there, or none did.
    pub kept_before: u32,
    /// How many of the last nodes are as they were, but for where they stand.
    pub kept_after: u32,
}

impl Changes {
    /// What is different in `new`, which has the configuration of `old`.
    pub fn between(old: &Plan, new: &Plan) -> Self {
        let mut changes = Self::default();
        for place in 0..old.places().max(new.places()) {
            match (old.shared_file(place), new.shared_file(place)) {
                (Some(before), Some(after)) if Arc::ptr_eq(before, after) => {}
                (Some(before), Some(after)) if before.is_successor(after) => changes.edited(place, before, after),
                (None, None) => {}
                (before, after) => changes.replaced(place, before, after),
            }
        }
        changes
    }

    /// Another file stands there, or none does any more, or none did.
    fn replaced(&mut self, place: u32, before: Option<&Arc<PlanFile>>, after: Option<&Arc<PlanFile>>) {
        self.files.push(FileChange { place, kept_before: 0, kept_after: 0 });
        self.touched.extend([Read::files(), Read::file(place), Read::texts(), Read::items_of(place), Read::items()]);
        let files = [before, after].into_iter().flatten();
        for facts in files.flat_map(|file| (0..file.node_count()).filter_map(|node| file.facts(node))) {
            self.came_or_went(place, facts);
        }
    }

    fn edited(&mut self, place: u32, before: &PlanFile, after: &PlanFile) {
        let counts = (before.node_count(), after.node_count());
        let most = counts.0.min(counts.1);
        let is_kept = |one: u32, other: u32| before.keeps(one, after, other);
        let kept_before = (0..most).take_while(|&node| is_kept(node, node)).count() as u32;
        let from_end = |node: u32| (counts.0 - 1 - node, counts.1 - 1 - node);
        let kept_after = (0..most - kept_before).map(from_end).take_while(|&(one, other)| is_kept(one, other)).count();
        let kept_after = kept_after as u32;
        self.files.push(FileChange { place, kept_before, kept_after });
        self.touched.extend([Read::file(place), Read::texts()]);
        let gone = (kept_before..counts.0 - kept_after).map(|node| before.facts(node)).collect::<Vec<_>>();
        let come = (kept_before..counts.1 - kept_after).map(|node| after.facts(node)).collect::<Vec<_>>();
        self.between_nodes(place, &gone, &come);
    }

    /// The nodes of a file that are not as they were. Those that follow each other as before are compared one by one.
    fn between_nodes(&mut self, place: u32, gone: &[Option<&ItemFacts>], come: &[Option<&ItemFacts>]) {
        let are_one = |(one, other): &(Option<&ItemFacts>, Option<&ItemFacts>)| {
            one.map(|facts| &facts.id) == other.map(|facts| &facts.id)
        };
        let first = gone.iter().copied().zip(come.iter().copied()).take_while(are_one).count();
        let (gone_behind, come_behind) = (&gone[first..], &come[first..]);
        let last = gone_behind.iter().rev().copied().zip(come_behind.iter().rev().copied()).take_while(are_one).count();
        let tail = (gone_behind.len() - last, come_behind.len() - last);
        let pairs = gone.iter().zip(come).take(first).chain(gone_behind[tail.0..].iter().zip(&come_behind[tail.1..]));
        for (one, other) in pairs {
            let (Some(one), Some(other)) = (one, other) else { continue };
            self.touched.extend(one.id.as_ref().map(Read::text));
            if !one.says_the_same(other) {
                self.said(place, one);
                self.said(place, other);
            }
        }
        for facts in gone_behind[..tail.0].iter().chain(&come_behind[..tail.1]).flatten() {
            self.came_or_went(place, facts);
        }
    }

    /// An item is there no more, is new, or stands elsewhere in its file.
    fn came_or_went(&mut self, place: u32, facts: &ItemFacts) {
        self.said(place, facts);
        self.touched.insert(Read::ids());
        if let Some(id) = &facts.id {
            self.touched.extend([Read::text(id), Read::prefix(id.prefix())]);
        }
    }

    /// An item says this no more, or says it now.
    fn said(&mut self, place: u32, facts: &ItemFacts) {
        self.touched.extend([Read::items_of(place), Read::items()]);
        self.touched.extend(facts.id.as_ref().map(Read::id));
        self.touched.extend(facts.kind.map(|kind| Read::kind(kind.like)));
        self.touched.extend(facts.references().map(Read::users));
    }
}

impl PlanFile {
    /// Whether `after` is the same file at another time.
    fn is_successor(&self, after: &Self) -> bool {
        self.path() == after.path()
            && (self.is_archived(), self.is_foreign()) == (after.is_archived(), after.is_foreign())
            && self.document().is_damaged() == after.document().is_damaged()
            && self.document().is_utf16() == after.document().is_utf16()
    }

    /// Whether a node is as it was, but for where it stands.
    fn keeps(&self, node: u32, after: &Self, other: u32) -> bool {
        match (self.shared_facts(node), after.shared_facts(other)) {
            (Some(one), Some(other)) if Arc::ptr_eq(one, other) => return true,
            (None, None) => {}
            (Some(one), Some(other)) if one == other => {}
            _ => return false,
        }
        let nodes = self.document().node(node).zip(after.document().node(other));
        nodes.is_some_and(|(one, other)| reads_alike(one, other))
    }
}

/// Whether the lines of two nodes say the same, and each of them is read the same.
fn reads_alike(one: Item<'_>, other: Item<'_>) -> bool {
    let kinds = || lines_of(one).iter().zip(lines_of(other)).all(|(one, other)| one.kind() == other.kind());
    one.kind() == other.kind() && text_of(one) == text_of(other) && kinds()
}

fn text_of(node: Item<'_>) -> &str {
    &node.document().text()[node.span().range()]
}

fn lines_of(node: Item<'_>) -> &[Line] {
    let lines = node.lines();
    &node.document().lines()[lines.start as usize..lines.end as usize]
}
