//! What an action does, small enough to travel to an editor and back as one line of text.

use std::fmt;
use std::str::FromStr;

use roadlog_edit::Side;
use roadlog_syntax::Mark;
use roadlog_syntax::value::{Handle, Id};

/// What an action does, for [`resolve`](super::resolve) to work out. As text it is a word for the change and what that
/// needs, parted by single spaces, with free words last: `split PAY-12 2 Pay by invoice`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionKey(pub(crate) Ask);

/// What an action asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ask {
    /// Accepts finished work; `done` where the Definition of Done was looked at.
    Accept { id: Id, done: bool },
    /// Sends finished work back.
    Reject { id: Id, because: String },
    /// Gives another status, with why where that is asked for; else empty.
    Status { id: Id, status: String, because: String },
    /// Sets a field; an empty value takes the line away.
    Set { id: Id, field: String, value: String },
    /// Adds somebody to those who work on it.
    Assign { id: Id, who: Handle },
    /// Marks a criterion, counted from 1.
    Mark { id: Id, criterion: usize, mark: Mark },
    /// Puts the criteria from one on, counted from 1, into a new item below.
    Split { id: Id, criterion: usize, title: String },
    /// Moves it beside another item, whichever file that is in.
    Move { id: Id, side: Side, target: Id },
    /// Adds an item: what it serves, and what it stands directly below, where that is said.
    New { kind: String, parent: Option<Id>, below: Option<Id>, title: String },
    /// Answers a question, counted from 1; without one, records a decision.
    Answer { id: Id, question: Option<usize>, words: String },
    /// Gives it the next free id, everywhere.
    Renumber { id: Id },
    /// Gives the item at an offset of a file, which says `PAY-new`, its id.
    GiveId { offset: u32, path: String },
    /// Applies the safe fixes of a file.
    FixAll { path: String },
}

impl ActionKey {
    /// The same with other words in the place of those that stand in for what somebody is to say: a reason, a title, an
    /// answer.
    #[must_use]
    pub fn with_words(mut self, said: &str) -> Self {
        match &mut self.0 {
            Ask::Reject { because: words, .. }
            | Ask::Status { because: words, .. }
            | Ask::Split { title: words, .. }
            | Ask::New { title: words, .. }
            | Ask::Answer { words, .. } => said.clone_into(words),
            _ => {}
        }
        self
    }
}

/// What is written in the place of an id that there is none of.
const NONE: &str = "-";

const fn mark_word(mark: Mark) -> &'static str {
    match mark {
        Mark::Open => "open",
        Mark::Met => "met",
        Mark::Dropped => "dropped",
    }
}

const fn side_word(side: Side) -> &'static str {
    match side {
        Side::Before => "before",
        Side::After => "after",
    }
}

impl fmt::Display for Ask {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or_none = |id: &Option<Id>| id.as_ref().map_or_else(|| NONE.to_owned(), Id::to_string);
        match self {
            Self::Accept { id, done: false } => write!(formatter, "accept {id}"),
            Self::Accept { id, done: true } => write!(formatter, "accept-done {id}"),
            Self::Reject { id, because } => write!(formatter, "reject {id} {because}"),
            Self::Status { id, status, because } => write!(formatter, "status {id} {status} {because}"),
            Self::Set { id, field, value } => write!(formatter, "set {id} {field} {value}"),
            Self::Assign { id, who } => write!(formatter, "assign {id} {who}"),
            Self::Mark { id, criterion, mark } => write!(formatter, "mark {id} {criterion} {}", mark_word(*mark)),
            Self::Split { id, criterion, title } => write!(formatter, "split {id} {criterion} {title}"),
            Self::Move { id, side, target } => write!(formatter, "move {id} {} {target}", side_word(*side)),
            Self::New { kind, parent, below, title } => {
                write!(formatter, "new {kind} {} {} {title}", or_none(parent), or_none(below))
            }
            Self::Answer { id, question: Some(number), words } => write!(formatter, "answer {id} {number} {words}"),
            Self::Answer { id, question: None, words } => write!(formatter, "decide {id} {words}"),
            Self::Renumber { id } => write!(formatter, "renumber {id}"),
            Self::GiveId { offset, path } => write!(formatter, "give-id {offset} {path}"),
            Self::FixAll { path } => write!(formatter, "fix-all {path}"),
        }
    }
}

impl fmt::Display for ActionKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// That a text names no action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownAction;

impl fmt::Display for UnknownAction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("this is none of the actions that are offered here")
    }
}

impl std::error::Error for UnknownAction {}

impl FromStr for ActionKey {
    type Err = UnknownAction;

    fn from_str(text: &str) -> Result<Self, UnknownAction> {
        let mut words = Words(text);
        read(&mut words).map(Self).ok_or(UnknownAction)
    }
}

/// The words of a key that are not read yet.
struct Words<'t>(&'t str);

impl<'t> Words<'t> {
    fn word(&mut self) -> &'t str {
        let (word, rest) = self.0.split_once(' ').unwrap_or((self.0, ""));
        self.0 = rest;
        word
    }

    fn id(&mut self) -> Option<Id> {
        Id::parse(self.word()).ok()
    }

    /// An id, or nothing where there is none; no key where it is something else.
    fn id_or_none(&mut self) -> Result<Option<Id>, UnknownAction> {
        match self.word() {
            NONE => Ok(None),
            word => Id::parse(word).map(Some).map_err(|_| UnknownAction),
        }
    }

    fn number<N: FromStr>(&mut self) -> Option<N> {
        self.word().parse().ok()
    }

    fn owned(&mut self) -> String {
        self.word().to_owned()
    }

    fn rest(self) -> String {
        self.0.to_owned()
    }
}

fn read(words: &mut Words<'_>) -> Option<Ask> {
    let verb = words.word();
    let mut words = Words(words.0);
    Some(match verb {
        "accept" => Ask::Accept { id: words.id()?, done: false },
        "accept-done" => Ask::Accept { id: words.id()?, done: true },
        "reject" => Ask::Reject { id: words.id()?, because: words.rest() },
        "status" => Ask::Status { id: words.id()?, status: words.owned(), because: words.rest() },
        "set" => Ask::Set { id: words.id()?, field: words.owned(), value: words.rest() },
        "assign" => Ask::Assign { id: words.id()?, who: Handle::parse(words.word()).ok()? },
        "mark" => Ask::Mark { id: words.id()?, criterion: words.number()?, mark: mark(words.word())? },
        "split" => Ask::Split { id: words.id()?, criterion: words.number()?, title: words.rest() },
        "move" => Ask::Move { id: words.id()?, side: side(words.word())?, target: words.id()? },
        "new" => {
            let (kind, parent, below) = (words.owned(), words.id_or_none().ok()?, words.id_or_none().ok()?);
            Ask::New { kind, parent, below, title: words.rest() }
        }
        "answer" => Ask::Answer { id: words.id()?, question: Some(words.number()?), words: words.rest() },
        "decide" => Ask::Answer { id: words.id()?, question: None, words: words.rest() },
        "renumber" => Ask::Renumber { id: words.id()? },
        "give-id" => Ask::GiveId { offset: words.number()?, path: words.rest() },
        "fix-all" => Ask::FixAll { path: words.rest() },
        _ => return None,
    })
}

fn mark(word: &str) -> Option<Mark> {
    [Mark::Open, Mark::Met, Mark::Dropped].into_iter().find(|mark| mark_word(*mark) == word)
}

fn side(word: &str) -> Option<Side> {
    [Side::Before, Side::After].into_iter().find(|side| side_word(*side) == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> Id {
        Id::parse(text).unwrap()
    }

    #[test]
    fn a_key_reads_as_what_it_does() {
        let split = ActionKey(Ask::Split { id: id("PAY-12"), criterion: 2, title: "Pay by invoice".into() });
        assert_eq!(split.to_string(), "split PAY-12 2 Pay by invoice");
        let new =
            ActionKey(Ask::New { kind: "task".into(), parent: Some(id("PAY-1")), below: None, title: "…".into() });
        assert_eq!(new.to_string(), "new task PAY-1 - …");
    }

    #[test]
    fn a_key_comes_back_as_it_went_out() {
        for text in [
            "accept PAY-1",
            "accept-done PAY-1",
            "reject PAY-1 the total is wrong",
            "status PAY-1 doing ",
            "set PAY-1 sprint ",
            "set PAY-1 for PAY-2",
            "assign PAY-1 @li",
            "mark PAY-1 3 dropped",
            "split PAY-1 2  two  spaces ",
            "move PAY-1 after PAY-2",
            "new story - PAY-2 …",
            "answer PAY-1 1 Both.",
            "decide PAY-1 Both.",
            "renumber PAY-1",
            "give-id 120 a folder/plan.backlog",
            "fix-all plan.backlog",
        ] {
            assert_eq!(text.parse::<ActionKey>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_key_is_none() {
        for text in
            ["", "accept", "accept pay", "mark PAY-1 x met", "mark PAY-1 1 mett", "burn PAY-1", "move PAY-1 after"]
        {
            assert_eq!(text.parse::<ActionKey>(), Err(UnknownAction), "{text:?}");
        }
    }

    #[test]
    fn words_that_stand_in_for_others_are_replaced() {
        let reject: ActionKey = "reject PAY-1 …".parse().unwrap();
        assert_eq!(reject.with_words("the total is wrong").to_string(), "reject PAY-1 the total is wrong");
        let accept: ActionKey = "accept PAY-1".parse().unwrap();
        assert_eq!(accept.clone().with_words("x"), accept);
    }
}
