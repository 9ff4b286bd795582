//! The card of an item: everything that it says, and what stands around it in the plan.

mod render;

use roadlog_config::{Field, FieldLookup, FieldRef};
use roadlog_model::{CriteriaCount, PlanItem, Untrusted};
use roadlog_syntax::mention::label;
use roadlog_syntax::value::{Date, Handle};
use roadlog_syntax::{Entry, Kind, LineKind, Mark};

use crate::brief::Brief;
use crate::metric::Metric;
use crate::tree::work_below;
use crate::work::Work;

/// The card of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemCard {
    /// The day that counts as today.
    pub today: Date,
    /// What it is called.
    pub brief: Brief,
    /// The file that it stands in.
    pub path: Untrusted,
    /// The line of its header, from 1.
    pub line: u32,
    /// Whether its status is written; else the first of its kind is meant.
    pub is_status_written: bool,
    /// Its rank in its file.
    pub rank: Option<u32>,
    /// Who owns it; and the item that says so, where that is not itself.
    pub owner: Option<(Handle, Option<Untrusted>)>,
    /// Its prose: lines as they stand, in paragraphs.
    pub prose: Vec<Vec<Untrusted>>,
    /// Its fields but status and owner, in the order in which tools write them.
    pub fields: Vec<(Untrusted, Untrusted)>,
    /// Whether its words have changed since it was accepted.
    pub is_stale: bool,
    /// The way that it has gone, where it is a metric.
    pub metric: Option<Metric>,
    /// How it is measured.
    pub measured_by: Vec<Metric>,
    /// How many criteria are met.
    pub criteria_count: CriteriaCount,
    /// Its criteria.
    pub criteria: Vec<CardCriterion>,
    /// The Definition of Done of its kind.
    pub done: Vec<Untrusted>,
    /// Its questions, each with its answers.
    pub questions: Vec<(Untrusted, Vec<Untrusted>)>,
    /// Its decisions.
    pub decisions: Vec<Untrusted>,
    /// What it serves, up to the top, each with the metrics of a goal.
    pub serves: Vec<(Brief, Vec<Metric>)>,
    /// The work in it and in what serves it; of a sprint the work in that.
    pub work: Work,
    /// What else stands around it.
    pub related: Vec<(Relation, Vec<Brief>)>,
}

/// A criterion on a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardCriterion {
    /// Whether it is met.
    pub mark: Mark,
    /// Its words.
    pub words: Untrusted,
    /// Its label, `^` included.
    pub label: Option<Untrusted>,
}

/// How other items stand to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// They serve it, metrics left out.
    ServedBy,
    /// It needs them.
    Needs,
    /// They need it.
    NeededBy,
    /// They are planned for it.
    InSprint,
    /// They name it as evidence.
    Supports,
}

/// Something that a rule has to say about an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The word for how much it matters: error, warning or info.
    pub level: &'static str,
    /// The rule.
    pub rule: &'static str,
    /// What it says.
    pub message: Untrusted,
}

/// The card of an item.
pub fn card(item: PlanItem<'_>, today: Date) -> ItemCard {
    let document = item.file().document();
    let owner = item.owner().map(|owner| {
        let from = owner.from.id().filter(|_| owner.from != item);
        (owner.handle.clone(), from.map(|id| Untrusted::from(id.as_str())))
    });
    let done = item.kind().map_or(&[][..], |kind| item.settings().done(kind));
    ItemCard {
        today,
        brief: Brief::of(item),
        path: item.file().shared_path().into(),
        line: document.line_at(item.syntax().header_span().start) + 1,
        is_status_written: item.status().is_some_and(|status| status.written),
        rank: item.rank(),
        owner,
        prose: prose(item),
        fields: fields(item),
        is_stale: item.is_acceptance_stale(),
        metric: item.is_a(&[Kind::Metric]).then(|| Metric::of(item)),
        measured_by: metrics(item).map(Metric::of).collect(),
        criteria_count: item.criteria_count(),
        criteria: item.criteria().map(|criterion| CardCriterion::of(criterion.entry, criterion.mark)).collect(),
        done: done.iter().map(|(line, _)| Untrusted::from(&**line)).collect(),
        questions: questions(item),
        decisions: item.decisions().map(text).collect(),
        serves: serves(item),
        work: work_in(item),
        related: related(item),
    }
}

fn text(entry: Entry<'_>) -> Untrusted {
    Untrusted::from(&*entry.text())
}

/// Its prose, with the depth of each line below the item's indent kept.
fn prose(item: PlanItem<'_>) -> Vec<Vec<Untrusted>> {
    let (document, syntax) = (item.file().document(), item.syntax());
    let mut paragraphs: Vec<Vec<Untrusted>> = Vec::new();
    let mut is_ended = true;
    for index in syntax.title_line() + 1..syntax.lines().end {
        if !matches!(document.lines()[index as usize].kind(), LineKind::Prose | LineKind::Quote) {
            is_ended = true;
            continue;
        }
        if std::mem::take(&mut is_ended) {
            paragraphs.push(Vec::new());
        }
        let text = document.text().get(document.content_span(index).range()).unwrap_or_default();
        paragraphs.last_mut().expect("one was begun above").push(Untrusted::from(text));
    }
    paragraphs
}

fn fields(item: PlanItem<'_>) -> Vec<(Untrusted, Untrusted)> {
    let is_told =
        |field: FieldLookup| matches!(field, FieldLookup::Here(FieldRef::BuiltIn(Field::Status | Field::Owner)));
    let mut fields: Vec<_> = item.fields().filter(|field| !is_told(field.lookup())).collect();
    fields.sort_by_key(|field| order(field.lookup()));
    let fields = fields.into_iter();
    fields.map(|field| (Untrusted::from(&*field.entry().key()), Untrusted::from(&*field.text()))).collect()
}

/// Built-in fields in the order of tools, then a team's own, then what the kind does not have.
const fn order(field: FieldLookup) -> (u8, Option<FieldRef>) {
    match field {
        FieldLookup::Here(field) => (0, Some(field)),
        FieldLookup::Elsewhere(_) | FieldLookup::Unknown => (1, None),
    }
}

fn questions(item: PlanItem<'_>) -> Vec<(Untrusted, Vec<Untrusted>)> {
    let questions = item.questions();
    questions.map(|asked| (text(asked.entry), asked.answers.into_iter().map(text).collect())).collect()
}

/// What it serves, the nearest first; a ring ends where it closes.
fn serves(item: PlanItem<'_>) -> Vec<(Brief, Vec<Metric>)> {
    let mut chain: Vec<PlanItem<'_>> = Vec::new();
    for above in item.above() {
        if above == item || chain.contains(&above) {
            break;
        }
        chain.push(above);
    }
    let others = |above| metrics(above).filter(|metric| *metric != item).map(Metric::of).collect();
    chain.into_iter().map(|above| (Brief::of(above), others(above))).collect()
}

/// The metrics that serve it.
fn metrics(item: PlanItem<'_>) -> impl Iterator<Item = PlanItem<'_>> {
    item.serving().filter(|other| other.is_a(&[Kind::Metric]))
}

/// The work in an item and in all that serves it; of a sprint the work that is planned for it.
pub fn work_in(item: PlanItem<'_>) -> Work {
    if item.is_a(&[Kind::Sprint]) {
        return Work::of_all(item.users_in(Field::Sprint), |user| user.sprint() == Some(item));
    }
    work_below(item)
}

fn related(item: PlanItem<'_>) -> Vec<(Relation, Vec<Brief>)> {
    let needs: Vec<PlanItem<'_>> = item.ids(Field::Needs).filter_map(|(id, _)| item.plan().first(id)).collect();
    let related = [
        (Relation::ServedBy, item.serving().filter(|other| !other.is_a(&[Kind::Metric])).collect()),
        (Relation::Needs, needs),
        (Relation::NeededBy, item.needed_by().collect()),
        (Relation::InSprint, item.users_in(Field::Sprint).collect()),
        (Relation::Supports, item.users_in(Field::Evidence).collect::<Vec<_>>()),
    ];
    let related = related.into_iter().filter(|(_, items)| !items.is_empty());
    related.map(|(relation, items)| (relation, items.into_iter().map(Brief::of).collect())).collect()
}

impl CardCriterion {
    fn of(entry: Entry<'_>, mark: Mark) -> Self {
        let text = entry.text();
        let (words, label) = match label(&text) {
            Some((words, range)) => (words, text.get(range).map(|label| Untrusted::from(label.trim()))),
            None => (&*text, None),
        };
        Self { mark, words: Untrusted::from(words), label }
    }
}

impl Relation {
    /// The words above them.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ServedBy => "Served by",
            Self::Needs => "Needs",
            Self::NeededBy => "Needed by",
            Self::InSprint => "In this sprint",
            Self::Supports => "Supports",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{TODAY, id_of, item, plan_with};

    const PLAN: &str = "\
goal G-1 More
  owner: @ana

metric M-1 Rate
  for: G-1

epic PAY-1 Guests
  for: G-1
  owner: @maria

story PAY-2 Pay
  As a buyer

  > kept as it is
  needs: PAY-3
  points: 5
  for: PAY-1
  [x] It is paid ^paid
  ? Which cards? @ana
  ! All. @ana
  ? When?

story PAY-3 Order
";

    fn card_of(id: &str) -> ItemCard {
        let plan = plan_with("[people.maria]\nroles = [\"product-owner\"]\n[done]\nstory = [\"Reviewed\"]\n", PLAN);
        card(item(&plan, id), TODAY)
    }

    fn texts<'t>(texts: impl IntoIterator<Item = &'t Untrusted>) -> Vec<&'t str> {
        texts.into_iter().map(Untrusted::unescaped).collect()
    }

    #[test]
    fn a_card_tells_what_an_item_says() {
        let card = card_of("PAY-2");
        assert_eq!((card.path.unescaped(), card.line, card.is_status_written), ("plan.backlog", 11, false));
        assert_eq!(texts(card.prose.iter().flatten()), ["As a buyer", "kept as it is"]);
        assert_eq!(texts(card.fields.iter().map(|(key, _)| key)), ["for", "points", "needs"]);
        let criterion = &card.criteria[0];
        assert_eq!((criterion.mark, texts([&criterion.words])), (Mark::Met, vec!["It is paid"]));
        assert_eq!(texts(&criterion.label), ["^paid"]);
        assert_eq!(texts(card.questions.iter().map(|(question, _)| question)), ["Which cards? @ana", "When?"]);
        assert_eq!(texts(&card.questions[0].1), ["All. @ana"]);
        assert_eq!(texts(&card.done), ["Reviewed"]);
    }

    #[test]
    fn a_card_tells_what_stands_around_an_item() {
        let card = card_of("PAY-2");
        let (owner, from) = card.owner.unwrap();
        assert_eq!((owner.to_string(), texts(&from)), ("@maria".to_owned(), vec!["PAY-1"]));
        let serves: Vec<_> = card.serves.iter().map(|(brief, metrics)| (id_of(brief), metrics.len())).collect();
        assert_eq!(serves, [("PAY-1".to_owned(), 0), ("G-1".to_owned(), 1)]);
        let [(Relation::Needs, needs)] = &card.related[..] else { panic!("{:?}", card.related) };
        assert_eq!(id_of(&needs[0]), "PAY-3");
    }

    #[test]
    fn a_goal_is_measured_by_its_metrics_and_served_by_the_rest() {
        let card = card_of("G-1");
        assert_eq!(id_of(&card.measured_by[0].brief), "M-1");
        let [(Relation::ServedBy, serving)] = &card.related[..] else { panic!("{:?}", card.related) };
        assert_eq!(serving.iter().map(id_of).collect::<Vec<_>>(), ["PAY-1"]);
    }
}
