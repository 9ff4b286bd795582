//! One file of the plan: its document, and the facts of each of its items.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use roadlog_config::{Config, KindSet, Settings};
use roadlog_syntax::mention::{Mention, MentionKind, mentions};
use roadlog_syntax::value::{Handle, Id};
use roadlog_syntax::{Document, Edit, EditError, Edited, Kind, NodeKind, TooLarge, parse};

use smol_str::SmolStr;

use crate::facts::ItemFacts;
use crate::headline::Headlines;
use crate::index::{FileIndex, Standing, hash};
use crate::taken::numbered;

/// The kinds that a large plan has very many items of: they are found by looking at all items.
const FREQUENT: [Kind; 5] = [Kind::Epic, Kind::Story, Kind::Bug, Kind::Task, Kind::Spike];

/// What a node says, where it is an item.
type NodeFacts = Option<Arc<ItemFacts>>;

/// A file as it comes into the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileInput {
    /// The path relative to the workspace's root, parted by `/`.
    pub path: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
    /// Whether it is an archive: closed items kept for reference.
    pub archived: bool,
    /// Whether it is another workspace's: its items can be referred to and nothing in it is reported.
    pub foreign: bool,
}

/// A file of the plan.
#[derive(Debug)]
pub struct PlanFile {
    path: Arc<str>,
    archived: bool,
    foreign: bool,
    settings: Arc<Settings>,
    document: Document,
    /// For each node of the document, what it says, where it is an item.
    facts: Vec<NodeFacts>,
    /// The items by their own id, and by the ids that they refer to.
    pub(crate) defined: FileIndex,
    pub(crate) used: FileIndex,
    /// The prefixes of the items' ids, sorted.
    prefixes: Box<[SmolStr]>,
    /// The kinds that its items are, or are like.
    kinds: KindSet,
    /// What its items are found by, once somebody has looked for one.
    headlines: OnceLock<Headlines>,
    /// The nodes of its items of other kinds than the [`FREQUENT`] ones, in order, with these kinds.
    of_kind: Box<[(Kind, u32)]>,
    /// Whether several of its items have one id.
    pub(crate) has_repeated: bool,
    /// The highest number of each prefix, sorted by it, once somebody has asked.
    numbers: OnceLock<Box<[(SmolStr, u64)]>>,
    /// Whom its text names, sorted, once somebody has asked.
    named: OnceLock<Box<[Handle]>>,
}

impl PlanFile {
    pub(crate) fn new(input: FileInput, config: &Config) -> Result<Self, TooLarge> {
        let settings = config.settings(&input.path);
        let document = parse(input.bytes)?;
        let facts = document.nodes().map(|node| facts(node, config, &settings)).collect();
        let FileInput { path, archived, foreign, .. } = input;
        Ok(Self::indexed(Arc::from(path), archived, foreign, settings, document, facts))
    }

    /// The file after edits, made one after the other; items that they leave as they are keep their facts.
    pub(crate) fn edited(&self, edits: &[Edit], config: &Config) -> Result<Self, EditError> {
        let (mut document, mut facts) = (Cow::Borrowed(&self.document), Cow::Borrowed(&self.facts));
        for edit in edits {
            let edited = document.edited(edit)?;
            facts = Cow::Owned(self.facts_after(&facts, &edited, config));
            document = Cow::Owned(edited.document);
        }
        let (document, facts) = (document.into_owned(), facts.into_owned());
        let (path, settings) = (Arc::clone(&self.path), Arc::clone(&self.settings));
        Ok(Self::indexed(path, self.archived, self.foreign, settings, document, facts))
    }

    /// The facts of the nodes after an edit, from those before.
    fn facts_after(&self, before: &[NodeFacts], edited: &Edited, config: &Config) -> Vec<NodeFacts> {
        let count = edited.document.nodes().len();
        let (first, after) = (edited.kept_before as usize, count - edited.kept_after as usize);
        let read = edited.document.nodes().skip(first).take(after - first);
        let read = read.map(|node| facts(node, config, &self.settings));
        let last = &before[before.len() - edited.kept_after as usize..];
        before[..first].iter().cloned().chain(read).chain(last.iter().cloned()).collect()
    }

    fn indexed(
        path: Arc<str>,
        archived: bool,
        foreign: bool,
        settings: Arc<Settings>,
        document: Document,
        facts: Vec<NodeFacts>,
    ) -> Self {
        let (mut defined, mut used) = (Vec::with_capacity(facts.len()), Vec::with_capacity(facts.len()));
        let (mut kinds, mut of_kind) = (KindSet::EMPTY, Vec::new());
        for (index, facts) in facts.iter().enumerate() {
            let Some(facts) = facts else { continue };
            let node = index as u32;
            defined.extend(facts.id.as_ref().map(|id| (hash(id), Standing { node, place: 0 })));
            used.extend(facts.references().zip(0..).map(|(id, place)| (hash(id), Standing { node, place })));
            let Some(kind) = facts.kind.map(|kind| kind.like) else { continue };
            kinds = kinds.with(kind);
            if !FREQUENT.contains(&kind) {
                of_kind.push((kind, node));
            }
        }
        let (defined, used) = (FileIndex::new(defined), FileIndex::new(used));
        let has_repeated = defined.repeated().next().is_some();
        let prefixes = prefixes(facts.iter().flatten().filter_map(|facts| facts.id.as_ref()));
        Self {
            path,
            archived,
            foreign,
            settings,
            document,
            facts,
            defined,
            used,
            prefixes,
            kinds,
            of_kind: of_kind.into_boxed_slice(),
            has_repeated,
            numbers: OnceLock::new(),
            named: OnceLock::new(),
            headlines: OnceLock::new(),
        }
    }

    /// The path relative to the workspace's root, parted by `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The same path, shared.
    pub fn shared_path(&self) -> Arc<str> {
        Arc::clone(&self.path)
    }

    /// Its lines and items as they are written.
    pub const fn document(&self) -> &Document {
        &self.document
    }

    /// What the configuration says for this file.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether it is an archive.
    pub const fn is_archived(&self) -> bool {
        self.archived
    }

    /// Whether it is another workspace's.
    pub const fn is_foreign(&self) -> bool {
        self.foreign
    }

    /// Whether an item in it has an id with this prefix.
    pub(crate) fn has_prefix(&self, prefix: &str) -> bool {
        self.prefixes.binary_search_by(|other| other.as_str().cmp(prefix)).is_ok()
    }

    /// The highest number that an id with this prefix has in it, letters before the number left out.
    pub(crate) fn highest_number(&self, prefix: &str) -> Option<u64> {
        let numbers = self.numbers.get_or_init(|| {
            let ids = self.facts.iter().flatten().filter_map(|facts| facts.id.as_ref());
            let mut highest: Vec<(&str, u64)> = Vec::new();
            for id in ids {
                let number = numbered(id).filter(|(series, _)| series.is_empty()).map_or(0, |(_, number)| number);
                match highest.last_mut() {
                    // Most items have the prefix of the one above.
                    Some((prefix, most)) if *prefix == id.prefix() => *most = number.max(*most),
                    _ => highest.push((id.prefix(), number)),
                }
            }
            // The highest of each prefix comes first of it, and is the one that is kept.
            highest.sort_unstable_by(|one, other| one.0.cmp(other.0).then(other.1.cmp(&one.1)));
            highest.dedup_by_key(|(prefix, _)| *prefix);
            highest.into_iter().map(|(prefix, number)| (SmolStr::new(prefix), number)).collect()
        });
        let place = numbers.binary_search_by(|(other, _)| other.as_str().cmp(prefix)).ok()?;
        Some(numbers[place].1)
    }

    /// Whether its text names somebody, wherever it does.
    pub(crate) fn names_person(&self, who: &Handle) -> bool {
        let handle = |mention: Mention| match mention.what {
            MentionKind::Handle(handle) => Some(handle),
            _ => None,
        };
        let named = self.named.get_or_init(|| {
            let mut named: Vec<Handle> = mentions(self.document.text()).filter_map(handle).collect();
            named.sort_unstable();
            named.dedup();
            named.into_boxed_slice()
        });
        named.binary_search(who).is_ok()
    }

    /// Whether an item of it is, or is like, one of these kinds.
    pub(crate) fn holds(&self, kinds: &[Kind]) -> bool {
        kinds.iter().any(|kind| self.kinds.contains(*kind))
    }

    /// Id and title of each item as they are written, or what its broken header says, each with the item's place among the
    /// nodes of the document. Once asked for, they are kept together, so that a search over a big plan is quick.
    pub fn headlines(&self) -> impl Iterator<Item = (u32, &str)> {
        self.headlines.get_or_init(|| Headlines::of(&self.document)).iter()
    }

    /// The nodes that may be of one of these kinds, in order: all of them where a [`FREQUENT`] kind is among these.
    pub(crate) fn nodes_of<'p>(&'p self, kinds: &'p [Kind]) -> impl Iterator<Item = u32> + 'p {
        let is_frequent = kinds.iter().any(|kind| FREQUENT.contains(kind));
        let all = if is_frequent { 0..self.node_count() } else { 0..0 };
        let some = if is_frequent { &[][..] } else { &self.of_kind };
        all.chain(some.iter().filter(|(kind, _)| kinds.contains(kind)).map(|(_, node)| *node))
    }

    /// The hashes of the ids that lead to another node than in `other`, which is a file of the same path, or to an item of
    /// another kind; some of them several times.
    pub(crate) fn led_elsewhere(&self, other: &Self) -> Vec<u64> {
        let mut unlike: Vec<u64> = self.defined.unlike(&other.defined).collect();
        for (one, other) in self.facts.iter().zip(&other.facts) {
            let (Some(one), Some(other)) = (one, other) else { continue };
            if !Arc::ptr_eq(one, other) && one.kind != other.kind {
                unlike.extend([one, other].into_iter().filter_map(|facts| facts.id.as_ref()).map(hash));
            }
        }
        unlike
    }

    /// How many nodes it has: items, sections and its preamble.
    pub fn node_count(&self) -> u32 {
        self.facts.len() as u32
    }

    pub(crate) fn facts(&self, node: u32) -> Option<&ItemFacts> {
        self.facts.get(node as usize)?.as_deref()
    }

    pub(crate) fn shared_facts(&self, node: u32) -> Option<&Arc<ItemFacts>> {
        self.facts.get(node as usize)?.as_ref()
    }
}

/// The prefixes of these ids, each once, sorted.
fn prefixes<'i>(ids: impl Iterator<Item = &'i Id>) -> Box<[SmolStr]> {
    let mut prefixes: Vec<&str> = Vec::new();
    for prefix in ids.map(Id::prefix) {
        // Most items have the prefix of the one above.
        if prefixes.last() != Some(&prefix) {
            prefixes.push(prefix);
        }
    }
    prefixes.sort_unstable();
    prefixes.dedup();
    prefixes.into_iter().map(SmolStr::new).collect()
}

fn facts(node: roadlog_syntax::Item<'_>, config: &Config, settings: &Settings) -> NodeFacts {
    (node.kind() == NodeKind::Item).then(|| Arc::new(ItemFacts::of(node, config, settings)))
}
