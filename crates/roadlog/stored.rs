//! Changes as text, for a cache: what was found out about a commit once need not be found out again.
//!
//! The text is JSON on one line. Nobody but this module reads it, and it may be thrown away at any time; so what cannot be
//! read is no error, and only means that it has to be found out again.

use std::borrow::Cow;

use roadlog_config::{Aspect, Phase};
use roadlog_history::{Change, Criterion, Detail, Direction, Newcomer, Place, Question, Subject, Topic};
use roadlog_model::Untrusted;
use roadlog_syntax::value::Id;
use roadlog_syntax::{Kind, Span};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// Counted up whenever what is written here, or what is found out about a commit, changes: what an older program wrote is
/// not read.
pub(crate) const STORED_VERSION: u32 = 1;

/// The changes as one line of text.
pub(crate) fn stored(changes: &[Change]) -> String {
    let changes: Vec<_> = changes.iter().map(StoredChange::of).collect();
    serde_json::to_string(&changes).expect("texts and numbers can always be written")
}

/// The changes that a text of [`stored`] says; `None` where it is not one.
pub(crate) fn restored(text: &str) -> Option<Vec<Change>> {
    let changes: Vec<StoredChange<'_>> = serde_json::from_str(text).ok()?;
    changes.into_iter().map(StoredChange::restored).collect()
}

type Text<'t> = Cow<'t, str>;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredChange<'t> {
    #[serde(borrow)]
    item: Option<StoredSubject<'t>>,
    #[serde(borrow)]
    topic: StoredTopic<'t>,
    #[serde(borrow)]
    detail: StoredDetail<'t>,
    #[serde(borrow)]
    before: Option<StoredPlace<'t>>,
    #[serde(borrow)]
    after: Option<StoredPlace<'t>>,
}

/// Id, former id, kind, former kind, built-in kind and title.
#[derive(Serialize, Deserialize)]
struct StoredSubject<'t>(
    #[serde(borrow)] Option<Text<'t>>,
    #[serde(borrow)] Option<Text<'t>>,
    #[serde(borrow)] Text<'t>,
    #[serde(borrow)] Option<Text<'t>>,
    #[serde(borrow)] Option<Text<'t>>,
    #[serde(borrow)] Text<'t>,
);

#[derive(Serialize, Deserialize)]
enum StoredTopic<'t> {
    Aspect(#[serde(borrow)] Text<'t>),
    Field(#[serde(borrow)] Text<'t>),
    Config(#[serde(borrow)] Text<'t>),
}

#[derive(Serialize, Deserialize)]
enum StoredDetail<'t> {
    Created(#[serde(borrow)] Option<Text<'t>>, #[serde(borrow)] Option<Text<'t>>),
    Removed,
    Value(#[serde(borrow)] Option<Text<'t>>, #[serde(borrow)] Option<Text<'t>>),
    Members(#[serde(borrow)] Vec<Text<'t>>, #[serde(borrow)] Vec<Text<'t>>),
    Above(#[serde(borrow)] Text<'t>),
    Below(#[serde(borrow)] Text<'t>),
    CriterionAdded(#[serde(borrow)] Text<'t>),
    CriterionRemoved(#[serde(borrow)] Text<'t>),
    CriterionDropped(#[serde(borrow)] Text<'t>),
    CriterionRestored(#[serde(borrow)] Text<'t>),
    CriterionReworded(#[serde(borrow)] Text<'t>, #[serde(borrow)] Text<'t>),
    CriterionLabelled(#[serde(borrow)] Text<'t>, #[serde(borrow)] Option<Text<'t>>, #[serde(borrow)] Option<Text<'t>>),
    CriterionMet(#[serde(borrow)] Text<'t>),
    CriterionUnmet(#[serde(borrow)] Text<'t>),
    Asked(#[serde(borrow)] Text<'t>),
    Reasked(#[serde(borrow)] Text<'t>, #[serde(borrow)] Text<'t>),
    Withdrawn(#[serde(borrow)] Text<'t>),
    Answered(#[serde(borrow)] Text<'t>, #[serde(borrow)] Option<Text<'t>>, #[serde(borrow)] Option<Text<'t>>),
    Decided(#[serde(borrow)] Option<Text<'t>>, #[serde(borrow)] Option<Text<'t>>),
}

/// Path, line, and the first and last byte.
#[derive(Serialize, Deserialize)]
struct StoredPlace<'t>(#[serde(borrow)] Text<'t>, u32, u32, u32);

fn words(text: &Untrusted) -> Text<'_> {
    Text::Borrowed(text.unescaped())
}

fn some(text: Option<&Untrusted>) -> Option<Text<'_>> {
    text.map(words)
}

fn all(texts: &[Untrusted]) -> Vec<Text<'_>> {
    texts.iter().map(words).collect()
}

fn untrusted(text: &Text<'_>) -> Untrusted {
    Untrusted::from(&**text)
}

fn maybe(text: Option<&Text<'_>>) -> Option<Untrusted> {
    text.map(untrusted)
}

/// A text that is there and means nothing.
struct Unreadable;

/// What a text that need not be there means.
fn read<T>(text: Option<&Text<'_>>, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Unreadable> {
    text.map(|text| read(text).ok_or(Unreadable)).transpose()
}

impl<'t> StoredChange<'t> {
    fn of(change: &'t Change) -> Self {
        Self {
            item: change.item.as_ref().map(StoredSubject::of),
            topic: match &change.topic {
                Topic::Aspect(aspect) => StoredTopic::Aspect(aspect.built_in_name().unwrap_or_default().into()),
                Topic::OwnField(key) => StoredTopic::Field(key.as_str().into()),
                Topic::Config(what) => StoredTopic::Config(what.as_str().into()),
            },
            detail: StoredDetail::of(&change.detail),
            before: change.before.as_ref().map(StoredPlace::of),
            after: change.after.as_ref().map(StoredPlace::of),
        }
    }

    fn restored(self) -> Option<Change> {
        Some(Change {
            item: match &self.item {
                Some(item) => Some(item.restored()?),
                None => None,
            },
            topic: match &self.topic {
                StoredTopic::Aspect(name) => Topic::Aspect(Aspect::named(name)?),
                StoredTopic::Field(key) => Topic::OwnField(SmolStr::new(key)),
                StoredTopic::Config(what) => Topic::Config(SmolStr::new(what)),
            },
            detail: self.detail.restored()?,
            before: self.before.map(StoredPlace::restored),
            after: self.after.map(StoredPlace::restored),
        })
    }
}

impl<'t> StoredSubject<'t> {
    fn of(subject: &'t Subject) -> Self {
        let id = |id: &'t Option<Id>| id.as_ref().map(|id| Text::Borrowed(id.as_str()));
        let Subject { kind, former_kind, like, title, .. } = subject;
        Self(
            id(&subject.id),
            id(&subject.former_id),
            kind.as_str().into(),
            former_kind.as_ref().map(|kind| kind.as_str().into()),
            like.map(|kind| kind.name().into()),
            words(title),
        )
    }

    fn restored(&self) -> Option<Subject> {
        let Self(id, former_id, kind, former_kind, like, title) = self;
        Some(Subject {
            id: read(id.as_ref(), |id| Id::parse(id).ok()).ok()?,
            former_id: read(former_id.as_ref(), |id| Id::parse(id).ok()).ok()?,
            kind: SmolStr::new(kind),
            former_kind: former_kind.as_ref().map(SmolStr::new),
            like: read(like.as_ref(), Kind::named).ok()?,
            title: untrusted(title),
        })
    }
}

impl<'t> StoredDetail<'t> {
    fn of(detail: &'t Detail) -> Self {
        match detail {
            Detail::Created(Newcomer { status, phase }) => Self::Created(
                status.as_ref().map(|status| status.as_str().into()),
                phase.map(|phase| phase.name().into()),
            ),
            Detail::Removed => Self::Removed,
            Detail::Value { before, after } => Self::Value(some(before.as_ref()), some(after.as_ref())),
            Detail::Members { added, removed } => Self::Members(all(added), all(removed)),
            Detail::Moved { direction: Direction::Above, neighbour } => Self::Above(words(neighbour)),
            Detail::Moved { direction: Direction::Below, neighbour } => Self::Below(words(neighbour)),
            Detail::Criterion(criterion) => Self::of_criterion(criterion),
            Detail::Question(question) => Self::of_question(question),
        }
    }

    fn of_criterion(criterion: &'t Criterion) -> Self {
        match criterion {
            Criterion::Added(text) => Self::CriterionAdded(words(text)),
            Criterion::Removed(text) => Self::CriterionRemoved(words(text)),
            Criterion::Dropped(text) => Self::CriterionDropped(words(text)),
            Criterion::Restored(text) => Self::CriterionRestored(words(text)),
            Criterion::Reworded { before, after } => Self::CriterionReworded(words(before), words(after)),
            Criterion::Labelled { words: text, before, after } => {
                Self::CriterionLabelled(words(text), some(before.as_ref()), some(after.as_ref()))
            }
            Criterion::Met(text) => Self::CriterionMet(words(text)),
            Criterion::Unmet(text) => Self::CriterionUnmet(words(text)),
        }
    }

    fn of_question(question: &'t Question) -> Self {
        match question {
            Question::Asked(text) => Self::Asked(words(text)),
            Question::Reasked { before, after } => Self::Reasked(words(before), words(after)),
            Question::Withdrawn(text) => Self::Withdrawn(words(text)),
            Question::Answered { question, before, after } => {
                Self::Answered(words(question), some(before.as_ref()), some(after.as_ref()))
            }
            Question::Decided { before, after } => Self::Decided(some(before.as_ref()), some(after.as_ref())),
        }
    }

    fn restored(&self) -> Option<Detail> {
        let moved = |direction, neighbour| Detail::Moved { direction, neighbour: untrusted(neighbour) };
        let phase = |name: &str| Phase::ALL.into_iter().find(|phase| phase.name() == name);
        Some(match self {
            Self::Created(status, of_status) => Detail::Created(Newcomer {
                status: status.as_ref().map(SmolStr::new),
                phase: read(of_status.as_ref(), phase).ok()?,
            }),
            Self::Removed => Detail::Removed,
            Self::Value(before, after) => {
                Detail::Value { before: maybe(before.as_ref()), after: maybe(after.as_ref()) }
            }
            Self::Members(added, removed) => Detail::Members {
                added: added.iter().map(untrusted).collect(),
                removed: removed.iter().map(untrusted).collect(),
            },
            Self::Above(neighbour) => moved(Direction::Above, neighbour),
            Self::Below(neighbour) => moved(Direction::Below, neighbour),
            _ => match self.criterion() {
                Some(criterion) => Detail::Criterion(criterion),
                None => Detail::Question(self.question()?),
            },
        })
    }

    fn criterion(&self) -> Option<Criterion> {
        Some(match self {
            Self::CriterionAdded(text) => Criterion::Added(untrusted(text)),
            Self::CriterionRemoved(text) => Criterion::Removed(untrusted(text)),
            Self::CriterionDropped(text) => Criterion::Dropped(untrusted(text)),
            Self::CriterionRestored(text) => Criterion::Restored(untrusted(text)),
            Self::CriterionReworded(before, after) => {
                Criterion::Reworded { before: untrusted(before), after: untrusted(after) }
            }
            Self::CriterionLabelled(text, before, after) => Criterion::Labelled {
                words: untrusted(text),
                before: maybe(before.as_ref()),
                after: maybe(after.as_ref()),
            },
            Self::CriterionMet(text) => Criterion::Met(untrusted(text)),
            Self::CriterionUnmet(text) => Criterion::Unmet(untrusted(text)),
            _ => return None,
        })
    }

    fn question(&self) -> Option<Question> {
        Some(match self {
            Self::Asked(text) => Question::Asked(untrusted(text)),
            Self::Reasked(before, after) => Question::Reasked { before: untrusted(before), after: untrusted(after) },
            Self::Withdrawn(text) => Question::Withdrawn(untrusted(text)),
            Self::Answered(question, before, after) => Question::Answered {
                question: untrusted(question),
                before: maybe(before.as_ref()),
                after: maybe(after.as_ref()),
            },
            Self::Decided(before, after) => {
                Question::Decided { before: maybe(before.as_ref()), after: maybe(after.as_ref()) }
            }
            _ => return None,
        })
    }
}

impl<'t> StoredPlace<'t> {
    fn of(place: &'t Place) -> Self {
        Self(words(&place.path), place.line, place.span.start, place.span.end)
    }

    fn restored(self) -> Place {
        let Self(path, line, start, end) = self;
        Place { path: untrusted(&path), line, span: Span::new(start, end.max(start)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Untrusted {
        Untrusted::from(text)
    }

    /// One of each detail that a change can have, with a text that has to be escaped.
    fn details() -> Vec<Detail> {
        let words = || text("\"paid\"\n\u{202e}é");
        let criteria = [
            Criterion::Added(words()),
            Criterion::Removed(words()),
            Criterion::Dropped(words()),
            Criterion::Restored(words()),
            Criterion::Reworded { before: text("a"), after: words() },
            Criterion::Labelled { words: words(), before: None, after: Some(text("paid")) },
            Criterion::Met(words()),
            Criterion::Unmet(words()),
        ];
        let questions = [
            Question::Asked(words()),
            Question::Reasked { before: text("a"), after: words() },
            Question::Withdrawn(words()),
            Question::Answered { question: words(), before: None, after: Some(text("yes")) },
            Question::Decided { before: Some(text("no")), after: None },
        ];
        let others = [
            Detail::Created(Newcomer { status: Some("ready".into()), phase: Some(Phase::Ready) }),
            Detail::Created(Newcomer { status: None, phase: None }),
            Detail::Removed,
            Detail::Value { before: None, after: Some(words()) },
            Detail::Members { added: vec![words(), text("b")], removed: Vec::new() },
            Detail::Moved { direction: Direction::Above, neighbour: text("PAY-1") },
            Detail::Moved { direction: Direction::Below, neighbour: words() },
        ];
        let criteria = criteria.into_iter().map(Detail::Criterion);
        others.into_iter().chain(criteria).chain(questions.into_iter().map(Detail::Question)).collect()
    }

    fn changes() -> Vec<Change> {
        let subject = Subject {
            id: Id::parse("PAY-2").ok(),
            former_id: Id::parse("PAY-1").ok(),
            kind: "chore".into(),
            former_kind: Some("task".into()),
            like: Some(Kind::Task),
            title: text("Pay"),
        };
        let place = Place { path: text("a b.backlog"), line: 7, span: Span::new(3, 9) };
        let topics = [
            Topic::Aspect(Aspect::CriteriaMet),
            Topic::Aspect(Aspect::named("points").unwrap()),
            Topic::OwnField("risk".into()),
            Topic::Config("people.ana.roles".into()),
        ];
        let of = |(topic, detail): (&Topic, Detail)| Change {
            item: (!matches!(topic, Topic::Config(_))).then(|| subject.clone()),
            topic: topic.clone(),
            before: matches!(detail, Detail::Removed).then(|| place.clone()),
            after: (!matches!(detail, Detail::Removed)).then(|| place.clone()),
            detail,
        };
        topics.iter().cycle().zip(details()).map(of).collect()
    }

    #[test]
    fn what_is_stored_of_a_change_is_all_of_it() {
        let changes = changes();
        let text = stored(&changes);
        assert!(!text.contains('\n'), "{text}");
        assert_eq!(restored(&text), Some(changes));
    }

    #[test]
    fn what_is_no_stored_change_is_not_read() {
        let unknown = r#"[{"item":null,"topic":{"Aspect":"colour"},"detail":"Removed","before":null,"after":null}]"#;
        for text in ["", "[", "{}", r#"[{"item":null}]"#, unknown] {
            assert_eq!(restored(text), None, "{text}");
        }
        assert_eq!(restored("[]"), Some(Vec::new()));
    }
}
