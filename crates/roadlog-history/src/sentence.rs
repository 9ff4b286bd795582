//! What a change says in a sentence: `PAY-12 status doing → review`. The plan's own words stand in it as they are.

use roadlog_model::Untrusted;

use crate::change::{Change, Criterion, Detail, Direction, Place, Question, Topic};

/// How many characters of a criterion, question or prose stand in a sentence; the rest is left out.
const LONGEST: usize = 80;

impl Change {
    /// The change as a sentence, without a full stop: `PAY-12 status doing → review`.
    pub fn sentence(&self) -> Untrusted {
        let words = self.words();
        match &self.item {
            Some(item) => {
                let name = item.id.as_ref().map_or_else(|| quoted(&item.title), ToString::to_string);
                Untrusted::from(format!("{name} {}", words.unescaped()))
            }
            None => words,
        }
    }

    /// The same without the item: `status doing → review`.
    pub fn words(&self) -> Untrusted {
        let topic = self.aspect_name();
        Untrusted::from(match &self.detail {
            Detail::Created(_) => "created".to_owned(),
            Detail::Removed => "removed".to_owned(),
            Detail::Value { before, after } => match &self.topic {
                Topic::Config(what) => value(what, before.as_ref(), after.as_ref()),
                Topic::Aspect(_) | Topic::OwnField(_) => value_words(topic, before.as_ref(), after.as_ref()),
            },
            Detail::Members { added, removed } => {
                let topic = if let Topic::Config(what) = &self.topic { what } else { topic };
                members(topic, added, removed)
            }
            Detail::Moved { direction, neighbour } => {
                let direction = if *direction == Direction::Above { "above" } else { "below" };
                // What came into the file had no rank in it that it could have moved from.
                let verb = if self.before.as_ref().zip(self.after.as_ref()).is_some_and(Place::is_same_file) {
                    "moved"
                } else {
                    "ranked"
                };
                format!("{verb} {direction} {}", neighbour.unescaped())
            }
            Detail::Criterion(criterion) => criterion.words(),
            Detail::Question(question) => question.words(),
        })
    }
}

/// What one value that became another says.
fn value_words(topic: &str, before: Option<&Untrusted>, after: Option<&Untrusted>) -> String {
    let plain = |text: &Untrusted| text.unescaped().to_owned();
    match (topic, before, after) {
        ("title", Some(before), Some(after)) => format!("retitled {} → {}", quoted(before), quoted(after)),
        ("prose", None, _) => "prose added".to_owned(),
        ("prose", _, None) => "prose removed".to_owned(),
        ("prose", ..) => "prose reworded".to_owned(),
        ("file", _, Some(after)) => format!("moved to {}", plain(after)),
        ("id", Some(before), Some(after)) => format!("renumbered {} → {}", plain(before), plain(after)),
        ("id", None, Some(after)) => format!("given the id {}", plain(after)),
        ("id", Some(before), None) => format!("lost its id {}", plain(before)),
        _ => value(topic, before, after),
    }
}

/// `points 3 → 5`, `points 5`, `points 3 taken away`.
fn value(topic: &str, before: Option<&Untrusted>, after: Option<&Untrusted>) -> String {
    match (before, after) {
        (Some(before), Some(after)) => format!("{topic} {} → {}", shown(before), shown(after)),
        (None, Some(after)) => format!("{topic} {}", shown(after)),
        (Some(before), None) => format!("{topic} {} taken away", shown(before)),
        (None, None) => topic.to_owned(),
    }
}

/// `needs + PAY-3, PAY-4 − PAY-9`.
fn members(topic: &str, added: &[Untrusted], removed: &[Untrusted]) -> String {
    let list = |mark: &str, members: &[Untrusted]| {
        let members: Vec<String> = members.iter().map(shown).collect();
        if members.is_empty() { String::new() } else { format!(" {mark} {}", members.join(", ")) }
    };
    format!("{topic}{}{}", list("+", added), list("−", removed))
}

impl Criterion {
    fn words(&self) -> String {
        match self {
            Self::Added(words) => format!("criterion added: {}", quoted(words)),
            Self::Removed(words) => format!("criterion removed: {}", quoted(words)),
            Self::Dropped(words) => format!("criterion dropped: {}", quoted(words)),
            Self::Restored(words) => format!("criterion asked for again: {}", quoted(words)),
            Self::Reworded { before, after } => {
                format!("criterion reworded: {} → {}", quoted(before), quoted(after))
            }
            Self::Labelled { words, after: Some(label), .. } => {
                format!("criterion labelled {}: {}", label.unescaped(), quoted(words))
            }
            Self::Labelled { words, before, .. } => {
                let label = before.as_ref().map_or("", Untrusted::unescaped);
                format!("criterion without its label {label}: {}", quoted(words))
            }
            Self::Met(words) => format!("criterion met: {}", quoted(words)),
            Self::Unmet(words) => format!("criterion no longer met: {}", quoted(words)),
        }
    }
}

impl Question {
    fn words(&self) -> String {
        match self {
            Self::Asked(words) => format!("asked: {}", quoted(words)),
            Self::Reasked { before, after } => format!("asked otherwise: {} → {}", quoted(before), quoted(after)),
            Self::Withdrawn(words) => format!("question withdrawn: {}", quoted(words)),
            Self::Answered { before, after, .. } => changed("answer", "answered", before.as_ref(), after.as_ref()),
            Self::Decided { before, after } => changed("decision", "decided", before.as_ref(), after.as_ref()),
        }
    }
}

/// What happened to an answer or a decision.
fn changed(what: &str, done: &str, before: Option<&Untrusted>, after: Option<&Untrusted>) -> String {
    match (before, after) {
        (Some(before), Some(after)) => format!("{what} changed: {} → {}", quoted(before), quoted(after)),
        (Some(before), None) => format!("{what} taken away: {}", quoted(before)),
        (None, Some(after)) => format!("{done}: {}", quoted(after)),
        (None, None) => done.to_owned(),
    }
}

/// A text between quotation marks, shortened.
fn quoted(text: &Untrusted) -> String {
    format!("\"{}\"", shown(text))
}

/// A text, shortened.
fn shown(text: &Untrusted) -> String {
    let text = text.unescaped();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
