//! The history of a plan, change by change: what happened to an item, across renames and files, and since which revision
//! it says what it says.

use roadlog_config::{Aspect, Field};
use roadlog_model::{Plan, Untrusted};
use roadlog_syntax::value::Id;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::change::{Change, Criterion, Detail, Question, Topic};
use crate::compare::Renumbered;

/// A change and the revision that made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step<R> {
    /// The revision.
    pub revision: R,
    /// What changed.
    pub change: Change,
}

/// The changes of a plan from revision to revision. `R` is whatever tells a revision: its commit, its author, its day.
#[derive(Clone, Debug)]
pub struct Timeline<R> {
    steps: Vec<Step<R>>,
    tracks: Vec<Track>,
    /// The track of each item that has this id or, where nobody has it now, had it last.
    by_id: FxHashMap<Id, usize>,
}

/// What happened to one item.
#[derive(Clone, Debug, Default)]
struct Track {
    /// The id that it has, or had last.
    id: Option<Id>,
    /// The places of its steps.
    steps: Vec<usize>,
    /// The step that brought it in.
    created: Option<usize>,
    /// The last step that set a fact; what is not in it is as it was created.
    facts: FxHashMap<Fact, usize>,
}

/// Something that an item says, by which its last change is found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Fact {
    /// An aspect of which there is one.
    Topic(Topic),
    /// The words of a criterion.
    Criterion(String),
    /// Whether the criterion of these words is met.
    Met(String),
    /// The words of a question.
    Question(String),
    /// The words of an answer or a decision.
    Answer(String),
}

impl<R> Default for Timeline<R> {
    fn default() -> Self {
        Self { steps: Vec::new(), tracks: Vec::new(), by_id: FxHashMap::default() }
    }
}

impl<R: Clone> Timeline<R> {
    /// The history of revisions that each follow upon the one before; the first one brings in all that it has.
    pub fn of<'p>(revisions: impl IntoIterator<Item = (R, &'p Plan)>) -> Self {
        let mut timeline = Self::default();
        let mut last: Option<&'p Plan> = None;
        for (revision, plan) in revisions {
            let changes = match last {
                Some(last) => crate::changes(last, plan),
                None => crate::compare::all_created(plan),
            };
            timeline.add(&revision, changes);
            last = Some(plan);
        }
        timeline
    }

    /// Adds what a revision changed in the plan of the one before.
    pub fn add(&mut self, revision: &R, changes: Vec<Change>) {
        self.move_references(&changes);
        // An id that one item leaves and another takes in one revision is the other's.
        let tracks: Vec<Option<usize>> = changes.iter().map(|change| self.track_before(change)).collect();
        let mut fresh: FxHashMap<Id, usize> = FxHashMap::default();
        for (change, track) in changes.into_iter().zip(tracks) {
            let place = self.steps.len();
            if let Some(item) = &change.item {
                let known = track.or_else(|| fresh.get(item.id.as_ref()?).copied());
                let track = known.unwrap_or_else(|| {
                    self.tracks.push(Track::default());
                    self.tracks.len() - 1
                });
                if let Some(id) = &item.id {
                    fresh.insert(id.clone(), track);
                    self.by_id.insert(id.clone(), track);
                    self.tracks[track].id = Some(id.clone());
                }
                self.tracks[track].add(place, &change);
            }
            self.steps.push(Step { revision: revision.clone(), change });
        }
    }

    /// The track of the item that a change is about, by the id that it had.
    fn track_before(&self, change: &Change) -> Option<usize> {
        let item = change.item.as_ref()?;
        let track = *self.by_id.get(item.former_id.as_ref().or(item.id.as_ref())?)?;
        // What comes in under an id that another item has left is no part of that one's history.
        let is_new = change.is_about(Aspect::Created) && self.tracks[track].id != item.id;
        (!is_new).then_some(track)
    }

    /// References to items that were renumbered moved along, without a change of who has them.
    fn move_references(&mut self, changes: &[Change]) {
        let mut renumbered = Renumbered::default();
        for change in changes.iter().filter(|change| change.is_about(Aspect::Id)) {
            if let Some((former, now)) = change.item.as_ref().and_then(|it| it.former_id.as_ref().zip(it.id.as_ref())) {
                renumbered.insert(former.clone(), now.clone());
            }
        }
        if !renumbered.is_empty() {
            for track in &mut self.tracks {
                track.facts = track.facts.drain().map(|(fact, step)| (fact.moved(&renumbered), step)).collect();
            }
        }
    }
}

impl<R> Timeline<R> {
    /// The same history, its revisions told in another way.
    pub fn map<S>(&self, told: impl Fn(&R) -> S) -> Timeline<S> {
        let step = |step: &Step<R>| Step { revision: told(&step.revision), change: step.change.clone() };
        let (tracks, by_id) = (self.tracks.clone(), self.by_id.clone());
        Timeline { steps: self.steps.iter().map(step).collect(), tracks, by_id }
    }

    /// Every change, the oldest first.
    pub fn steps(&self) -> &[Step<R>] {
        &self.steps
    }

    /// The changes of the item that has this id or, where nobody has it now, had it last; the oldest first.
    pub fn of_item<'a>(&'a self, id: &Id) -> impl Iterator<Item = &'a Step<R>> + use<'a, R> {
        let steps = self.track(id).map_or(&[][..], |track| &track.steps);
        steps.iter().filter_map(|step| self.steps.get(*step))
    }

    /// The changes of each item that has an id, by the id that it has or had last; the oldest first.
    pub fn items(&self) -> impl Iterator<Item = (&Id, impl Iterator<Item = &Step<R>>)> {
        self.tracks.iter().filter_map(|track| {
            let steps = track.steps.iter().filter_map(|step| self.steps.get(*step));
            Some((track.id.as_ref()?, steps))
        })
    }

    /// The change that brought an item in.
    pub fn created(&self, id: &Id) -> Option<&Step<R>> {
        self.steps.get(self.track(id)?.created?)
    }

    /// The change with which a question of an item was asked, by its words.
    pub fn asked(&self, id: &Id, question: &str) -> Option<&Step<R>> {
        self.since_fact(id, &Fact::Question(question.to_owned()))
    }

    /// The change since which a field of an item says what it says: its own last one, else that which brought the item
    /// in.
    pub fn since(&self, id: &Id, field: &str) -> Option<&Step<R>> {
        let topic = Field::named(field)
            .map_or_else(|| Topic::OwnField(SmolStr::new(field)), |field| Topic::Aspect(Aspect::field(field)));
        self.since_fact(id, &Fact::Topic(topic))
    }

    /// Since when each field of each item of the plan says what it says: the item's id, the field's key and the change.
    pub fn fields<'a>(&'a self, plan: &'a Plan) -> impl Iterator<Item = (&'a Id, SmolStr, &'a Step<R>)> {
        let items = plan.items().filter_map(|item| Some((item.id()?, item)));
        items.flat_map(move |(id, item)| {
            item.fields().filter_map(move |field| {
                let key = SmolStr::new(field.entry().key());
                let step = self.since(id, &key)?;
                Some((id, key, step))
            })
        })
    }

    fn since_fact(&self, id: &Id, fact: &Fact) -> Option<&Step<R>> {
        self.steps.get(self.place_of(id, fact)?)
    }

    /// The place of the step since which an item says this.
    pub(crate) fn place_of(&self, id: &Id, fact: &Fact) -> Option<usize> {
        let track = self.track(id)?;
        track.facts.get(fact).copied().or(track.created)
    }

    fn track(&self, id: &Id) -> Option<&Track> {
        self.tracks.get(*self.by_id.get(id)?)
    }
}

impl Track {
    fn add(&mut self, place: usize, change: &Change) {
        self.steps.push(place);
        let text = |words: &Untrusted| words.unescaped().to_owned();
        match &change.detail {
            Detail::Created(_) => {
                self.created = Some(place);
                self.facts.clear();
            }
            Detail::Removed => {}
            Detail::Value { .. } | Detail::Members { .. } | Detail::Moved { .. } => {
                self.facts.insert(Fact::Topic(change.topic.clone()), place);
            }
            Detail::Criterion(criterion) => match criterion {
                Criterion::Met(words) | Criterion::Unmet(words) => {
                    self.facts.insert(Fact::Met(text(words)), place);
                }
                Criterion::Reworded { before, after } => {
                    // Who met it has met it, whatever its words.
                    if let Some(met) = self.facts.remove(&Fact::Met(text(before))) {
                        self.facts.insert(Fact::Met(text(after)), met);
                    }
                    self.facts.insert(Fact::Criterion(text(after)), place);
                }
                other => {
                    self.facts.extend(other.after().map(|words| (Fact::Criterion(text(words)), place)));
                }
            },
            Detail::Question(question) => {
                let words = question.after().map(text);
                self.facts.extend(words.map(|words| match question {
                    Question::Asked(_) | Question::Reasked { .. } | Question::Withdrawn(_) => {
                        (Fact::Question(words), place)
                    }
                    Question::Answered { .. } | Question::Decided { .. } => (Fact::Answer(words), place),
                }));
            }
        }
    }
}

impl Fact {
    /// The same fact once the items that it refers to have other ids.
    fn moved(self, renumbered: &Renumbered) -> Self {
        let moved = |words: String| renumbered.moved(&words).into_owned();
        match self {
            Self::Topic(topic) => Self::Topic(topic),
            Self::Criterion(words) => Self::Criterion(moved(words)),
            Self::Met(words) => Self::Met(moved(words)),
            Self::Question(words) => Self::Question(moved(words)),
            Self::Answer(words) => Self::Answer(moved(words)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::plan;

    fn timeline(texts: &[&str]) -> Timeline<usize> {
        let plans: Vec<Plan> = texts.iter().map(|text| plan(text)).collect();
        Timeline::of(plans.iter().enumerate())
    }

    fn id(text: &str) -> Id {
        Id::parse(text).unwrap()
    }

    fn told(timeline: &Timeline<usize>, item: &str) -> Vec<String> {
        let steps = timeline.of_item(&id(item));
        steps.map(|step| format!("{} {}", step.revision, step.change.sentence().unescaped())).collect()
    }

    #[test]
    fn an_item_is_followed_across_files_and_ids() {
        let timeline = timeline(&[
            "//- a.backlog\nstory PAY-1 Pay by card\n//- b.backlog\n",
            "//- a.backlog\n//- b.backlog\nstory PAY-1 Pay by card\n",
            "//- a.backlog\n//- b.backlog\nstory CARD-7 Pay by card\n",
            "//- a.backlog\n//- b.backlog\nstory CARD-7 Pay by card\n  points: 5\n",
        ]);
        let expected = [
            "0 PAY-1 created",
            "1 PAY-1 moved to b.backlog",
            "2 CARD-7 renumbered PAY-1 → CARD-7",
            "3 CARD-7 points 5",
        ];
        assert_eq!(told(&timeline, "CARD-7"), expected);
        assert_eq!(told(&timeline, "PAY-1"), expected);
        assert_eq!(told(&timeline, "PAY-2"), [""; 0]);
        assert_eq!(timeline.created(&id("CARD-7")).unwrap().revision, 0);
    }

    #[test]
    fn an_id_that_another_item_takes_is_the_others() {
        let timeline = timeline(&[
            "story PAY-1 Pay by card\n",
            "story PAY-2 Pay by card\n",
            "story PAY-2 Pay by card\n\nstory PAY-1 Export the ledger\n",
        ]);
        assert_eq!(told(&timeline, "PAY-2"), ["0 PAY-1 created", "1 PAY-2 renumbered PAY-1 → PAY-2"]);
        assert_eq!(told(&timeline, "PAY-1").last().unwrap(), "2 PAY-1 created");
    }

    #[test]
    fn what_comes_in_above_something_ready_has_one_history() {
        let ready = "story PAY-1 Pay by card\n  status: ready\n";
        let timeline = timeline(&[ready, &format!("story PAY-2 Log in\n\n{ready}")]);
        assert_eq!(told(&timeline, "PAY-2"), ["1 PAY-2 created", "1 PAY-2 ranked above PAY-1"]);
    }

    #[test]
    fn a_field_says_what_it_says_since_its_last_change() {
        let timeline = timeline(&[
            "story PAY-1 Pay by card\n  points: 3\n  owner: @maria\n",
            "story PAY-1 Pay by card\n  points: 5\n  owner: @maria\n",
            "story PAY-1 Pay by any card\n  points: 5\n  owner: @maria\n",
        ]);
        let since = |field: &str| timeline.since(&id("PAY-1"), field).unwrap().revision;
        assert_eq!((since("points"), since("owner")), (1, 0));
        let latest = plan("story PAY-1 Pay by any card\n  points: 5\n  owner: @maria\n");
        let fields: Vec<_> =
            timeline.fields(&latest).map(|(id, key, step)| format!("{id} {key} {}", step.revision)).collect();
        assert_eq!(fields, ["PAY-1 points 1", "PAY-1 owner 0"]);
    }

    #[test]
    fn who_asked_is_known_by_the_question() {
        let timeline = timeline(&[
            "story PAY-1 Pay by card\n",
            "story PAY-1 Pay by card\n  ? Before PAY-1?\n",
            "story PAY-7 Pay by card\n  ? Before PAY-7?\n",
        ]);
        assert_eq!(timeline.asked(&id("PAY-7"), "Before PAY-7?").unwrap().revision, 1);
    }

    #[test]
    fn an_item_that_comes_back_has_one_history() {
        let timeline = timeline(&["story PAY-1 Pay by card\n", "", "story PAY-1 Pay by card\n"]);
        assert_eq!(told(&timeline, "PAY-1"), ["0 PAY-1 created", "1 PAY-1 removed", "2 PAY-1 created"]);
        assert_eq!(timeline.created(&id("PAY-1")).unwrap().revision, 2);
    }
}
