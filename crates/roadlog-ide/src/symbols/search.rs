//! Items and people found by some letters of their id, title or name.

use std::sync::Arc;

use frizbee::{CaseMatching, Config, Matcher, Pattern};
use roadlog_config::Person;
use roadlog_model::{ItemRef, Plan, PlanItem, Untrusted};
use roadlog_syntax::{NodeKind, Span};

use super::{SymbolKind, name};
use crate::names::ROOT;
use crate::{FileSpan, Snapshot};

/// Longer queries are cut: nobody types them, and they cost the square of their length.
const LONGEST_QUERY: usize = 128;

/// Of the best ones, how many times as many as asked for are looked at closely.
const LOOKED_AT: usize = 4;

/// Something that a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceSymbol {
    /// Id and title, or handle and name.
    pub name: Untrusted,
    /// What it is.
    pub kind: SymbolKind,
    /// Whether it is a closed item.
    pub is_closed: bool,
    /// What it stands in: the section, where there is one.
    pub container: Option<Untrusted>,
    /// Where its name stands.
    pub place: FileSpan,
}

/// The items and people whose id and title, or handle and name, hold the letters of each word of `query` in their order:
/// the best `limit` of them, open ones first among equals. An empty query finds open items.
pub fn workspace_symbols(snapshot: &Snapshot, query: &str, limit: usize) -> Vec<WorkspaceSymbol> {
    let plan = &*snapshot.plan;
    let query: String = query.chars().take(LONGEST_QUERY).collect();
    let words: Vec<Pattern> = query.split_whitespace().map(Pattern::from).collect();
    if words.is_empty() {
        let open = plan.live_items().filter(|item| item.is_open());
        return open.take(limit).map(of_item).collect();
    }
    let people: Vec<(&Person, String)> = people(plan).collect();
    let (candidates, texts) = candidates(plan, &people);
    let config = Config::default().casing(CaseMatching::Ignore);
    let found = Matcher::from_patterns(&words, &config).match_list(&texts);
    let mut best: Vec<_> = found
        .iter()
        .take(limit.saturating_mul(LOOKED_AT))
        .filter_map(|found| Some((found.score, symbol(plan, *candidates.get(found.index as usize)?)?)))
        .collect();
    best.sort_by_key(|(score, symbol)| (std::cmp::Reverse(*score), symbol.is_closed));
    best.into_iter().take(limit).map(|(_, symbol)| symbol).collect()
}

#[derive(Clone, Copy)]
enum Candidate<'p> {
    Item(ItemRef),
    Person(&'p Person),
}

/// The people of this workspace with what they are found by.
fn people(plan: &Plan) -> impl Iterator<Item = (&Person, String)> {
    let own = plan.config().people().iter().filter(|person| !person.is_foreign());
    own.map(|person| (person, person_name(person)))
}

/// What can be found, and the texts that it is found by.
fn candidates<'p>(plan: &'p Plan, people: &'p [(&'p Person, String)]) -> (Vec<Candidate<'p>>, Vec<&'p str>) {
    let items = plan
        .files()
        .flat_map(|(file, at)| at.headlines().map(move |(node, text)| (Candidate::Item(ItemRef { file, node }), text)));
    let people = people.iter().map(|(person, name)| (Candidate::Person(person), name.as_str()));
    items.chain(people).unzip()
}

fn person_name(person: &Person) -> String {
    person.name().map_or_else(|| person.handle().to_string(), |name| format!("{} {name}", person.handle()))
}

fn symbol(plan: &Plan, candidate: Candidate<'_>) -> Option<WorkspaceSymbol> {
    match candidate {
        Candidate::Item(at) => plan.item(at).map(of_item),
        Candidate::Person(person) => Some(WorkspaceSymbol {
            name: person_name(person).into(),
            kind: SymbolKind::Person,
            is_closed: false,
            container: None,
            place: FileSpan { path: Arc::from(ROOT), span: person.span() },
        }),
    }
}

fn of_item(item: PlanItem<'_>) -> WorkspaceSymbol {
    let node = item.syntax();
    WorkspaceSymbol {
        name: name(node),
        kind: SymbolKind::Item(item.like()),
        is_closed: !item.is_open(),
        container: section_of(item).map(Untrusted::from),
        place: FileSpan { path: item.file().shared_path(), span: place(item) },
    }
}

fn place(item: PlanItem<'_>) -> Span {
    let header = item.syntax().header_span();
    let id = item.syntax().id_span();
    if id.is_empty() { header } else { Span::new(id.start, header.end) }
}

/// The title of the section that an item stands in.
fn section_of(item: PlanItem<'_>) -> Option<String> {
    let document = item.file().document();
    let above = (0..item.at().node).rev().filter_map(|node| document.node(node));
    let section = above.into_iter().find(|node| node.kind() == NodeKind::Section)?;
    Some(section.title().into_owned()).filter(|title| !title.is_empty())
}
