//! The user story or job story that a paragraph holds, in the built-in forms and in a team's own.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

mod form;
mod phrase;

pub use form::{Form, FormError, FormFault};

use phrase::{Initials, Phrase};

/// In which form a story is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StoryForm {
    /// By who wants something: `As a ROLE, I want WANT, so that BENEFIT`, or a form of a team's own.
    User,
    /// By the situation in which somebody wants it: `When SITUATION, I want WANT, so I can BENEFIT`.
    Job,
}

/// The parts of a story, as bytes of its paragraph, without white space and commas at their ends and without the mark
/// that ends the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserStory {
    /// The form.
    pub form: StoryForm,
    /// Who wants it, without the article: a persona's title or id. In a job story the situation.
    pub role: Range<usize>,
    /// What is wanted.
    pub want: Range<usize>,
    /// What for; a job story always has it.
    pub benefit: Option<Range<usize>>,
}

/// What stands in a slot of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    Role,
    Want,
    Benefit,
}

/// Words, and the slot behind them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// The phrases of which one must stand before the slot, in small letters, the longer one first where one begins
    /// another.
    phrases: Cow<'static, [Cow<'static, str>]>,
    /// A word that may follow the phrase and belongs to it; empty for none.
    particle: &'static str,
    slot: Slot,
    /// Whether the form is complete without this step; only the last one can be.
    is_optional: bool,
}

const fn step(phrases: &'static [Cow<'static, str>], particle: &'static str, slot: Slot) -> Step {
    Step { phrases: Cow::Borrowed(phrases), particle, slot, is_optional: false }
}

const OPENING: &[Cow<'static, str>] = &[Cow::Borrowed("as an"), Cow::Borrowed("as a"), Cow::Borrowed("as the")];

const ROLE: Step = step(OPENING, "", Slot::Role);

/// The opening of those who leave the article out: "As clinic IT, I want …".
const BARE_ROLE: Step = step(&[Cow::Borrowed("as")], "", Slot::Role);

/// Words that make of an `as` before them something else than the opening of a story: "As soon as I can", "As agreed,
/// I want".
const NO_ROLES: [&str; 36] = [
    "a",
    "an",
    "the",
    "agreed",
    "already",
    "always",
    "any",
    "before",
    "described",
    "discussed",
    "expected",
    "far",
    "for",
    "he",
    "i",
    "if",
    "in",
    "it",
    "long",
    "many",
    "mentioned",
    "much",
    "of",
    "often",
    "per",
    "said",
    "she",
    "shown",
    "soon",
    "such",
    "they",
    "usual",
    "we",
    "well",
    "with",
    "you",
];

const WANT: Step = step(
    &[
        Cow::Borrowed("i want"),
        Cow::Borrowed("i need"),
        Cow::Borrowed("i can"),
        Cow::Borrowed("i would like"),
        Cow::Borrowed("i'd like"),
        Cow::Borrowed("i’d like"),
    ],
    "to",
    Slot::Want,
);

const SO_THAT: Step =
    Step { phrases: Cow::Borrowed(&[Cow::Borrowed("so that")]), particle: "", slot: Slot::Benefit, is_optional: true };

/// `As a[n]|the ROLE[,] I want|need|can|would like [to] WANT[,] [so that BENEFIT]`
const USER: [Step; 3] = [ROLE, WANT, SO_THAT];

/// `As ROLE[,] I want|need|can|would like [to] WANT[,] [so that BENEFIT]`
const BARE_USER: [Step; 3] = [BARE_ROLE, WANT, SO_THAT];

/// `In order to BENEFIT[,] as a[n]|the ROLE[,] I want|need|can|would like [to] WANT`
const BENEFIT_FIRST: [Step; 3] = [step(&[Cow::Borrowed("in order to")], "", Slot::Benefit), ROLE, WANT];

/// `When SITUATION[,] I want [to] WANT[,] so [that] I can BENEFIT`
const JOB: [Step; 3] = [
    step(&[Cow::Borrowed("when")], "", Slot::Role),
    step(&[Cow::Borrowed("i want")], "to", Slot::Want),
    step(&[Cow::Borrowed("so that i can"), Cow::Borrowed("so i can")], "", Slot::Benefit),
];

/// The story that `paragraph` tells in one of the built-in forms, in any letter case; its lines are joined by spaces.
///
/// Each part ends where the words that may follow it stand for the first time. The last part goes to the end. Marks of
/// emphasis around words, `**As a** buyer`, are passed over.
pub fn parse(paragraph: &str) -> Option<UserStory> {
    // By its first letter a paragraph can be told in one form alone.
    match paragraph.trim_start_matches(phrase::is_emphasis).bytes().next()?.to_ascii_lowercase() {
        b'a' => told(&USER, StoryForm::User, paragraph).or_else(|| told_without_article(paragraph)),
        b'w' => told(&JOB, StoryForm::Job, paragraph),
        b'i' => told(&BENEFIT_FIRST, StoryForm::User, paragraph),
        _ => None,
    }
}

/// The story that starts with `As` and no article behind it.
fn told_without_article(paragraph: &str) -> Option<UserStory> {
    let story = (!starts(paragraph)).then(|| told(&BARE_USER, StoryForm::User, paragraph)).flatten()?;
    is_role(&paragraph[story.role.clone()]).then_some(story)
}

/// Whether the words between "As" and "I want" say who wants it.
fn is_role(words: &str) -> bool {
    let first = words.split(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
    !NO_ROLES.iter().any(|word| first.eq_ignore_ascii_case(word))
}

/// Whether `paragraph` starts as a user story does, `As a`, `As an` or `As the`, complete or not.
pub fn starts(paragraph: &str) -> bool {
    behind_opening(paragraph).is_some()
}

/// What follows the `As a`, `As an` or `As the` that `paragraph` starts with, without white space before it.
pub fn behind_opening(paragraph: &str) -> Option<&str> {
    let article = phrase::skip_space(paragraph, Phrase::new("as").behind(paragraph, 0)?);
    let behind = ["a", "an", "the"].iter().find_map(|word| Phrase::new(word).behind(paragraph, article))?;
    Some(paragraph[behind..].trim_start())
}

/// Whether `role` of a story is the persona of this `title`: letter case, white space and an article before either
/// ignored.
pub fn same_persona(title: &str, role: &str) -> bool {
    persona_name(title) == persona_name(role)
}

/// What the titles and roles that mean one persona have in common: small letters, single spaces and no article before
/// them.
pub fn persona_name(text: &str) -> String {
    let mut words = text.split_whitespace().peekable();
    let is_article = |word: &&str| ["a", "an", "the"].iter().any(|article| word.eq_ignore_ascii_case(article));
    if let Some(article) = words.next_if(is_article)
        && words.peek().is_none()
    {
        return article.to_lowercase();
    }
    let mut name = String::with_capacity(text.len());
    for word in words {
        if !name.is_empty() {
            name.push(' ');
        }
        let start = name.len();
        if word.is_ascii() {
            name.push_str(word);
            name[start..].make_ascii_lowercase();
        } else {
            name.push_str(&word.to_lowercase());
        }
    }
    name
}

/// The story that `paragraph` tells by these steps.
fn told(steps: &[Step], form: StoryForm, paragraph: &str) -> Option<UserStory> {
    let mut slots: [Option<Range<usize>>; 3] = [None, None, None];
    let mut open: Option<(Slot, usize)> = None;
    for step in steps {
        let found = match open {
            None => step.behind(paragraph, 0).map(|behind| (0, behind)),
            Some((_, start)) => step.find(paragraph, start),
        };
        let Some((start, behind)) = found else {
            if step.is_optional {
                break;
            }
            return None;
        };
        if let Some((slot, from)) = open {
            slots[slot as usize] = Some(part(paragraph, from..start)?);
        }
        open = Some((step.slot, behind));
    }
    let (slot, start) = open?;
    slots[slot as usize] = part(paragraph, start..paragraph.len());
    let [role, want, benefit] = slots;
    let needs_benefit = steps.iter().any(|step| step.slot == Slot::Benefit && !step.is_optional);
    let story = UserStory { form, role: role?, want: want?, benefit };
    (story.benefit.is_some() || !needs_benefit).then_some(story)
}

impl Step {
    /// Where what follows these words starts, if they stand at `at`.
    fn behind(&self, text: &str, at: usize) -> Option<usize> {
        let behind = self.phrases.iter().find_map(|phrase| Phrase::new(phrase).behind(text, at))?;
        Some(Phrase::new(self.particle).behind(text, phrase::skip_space(text, behind)).unwrap_or(behind))
    }

    /// Where these words first stand at the start of a word behind `from`, with something between, and where what
    /// follows them starts.
    fn find(&self, text: &str, from: usize) -> Option<(usize, usize)> {
        let initials = Initials::of(self.phrases.iter().map(AsRef::as_ref));
        let mut starts = phrase::word_starts(text, from).skip(1).filter(|start| initials.may_be_at(text, *start));
        starts.find_map(|start| Some((start, self.behind(text, start)?)))
    }
}

/// What of `range` says something: without white space, commas and the mark at the end of a sentence. None if nothing.
fn part(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let is_edge = |character: char| character.is_whitespace() || character == ',' || phrase::is_emphasis(character);
    let trimmed = text[range.clone()].trim_start_matches(is_edge);
    let start = range.end - trimmed.len();
    let is_end =
        |character: char| is_edge(character) || (range.end == text.len() && matches!(character, '.' | '!' | ';'));
    let length = trimmed.trim_end_matches(is_end).len();
    (length > 0).then_some(start..start + length)
}

impl fmt::Display for StoryForm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::User => "user story",
            Self::Job => "job story",
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The form, role, want and benefit that `text` tells.
    fn parts(text: &str) -> Option<(StoryForm, &str, &str, Option<&str>)> {
        let story = parse(text)?;
        Some((story.form, &text[story.role], &text[story.want], story.benefit.map(|benefit| &text[benefit])))
    }

    #[test]
    fn user_stories() {
        let user = |role, want, benefit| Some((StoryForm::User, role, want, benefit));
        for (text, told) in [
            (
                "As a first-time buyer I want to pay with only my e-mail and card so that I finish before I change my mind",
                user("first-time buyer", "pay with only my e-mail and card", Some("I finish before I change my mind")),
            ),
            ("As an admin, I need a list, so that I see all.", user("admin", "a list", Some("I see all"))),
            ("as the SHOP OWNER i CAN export", user("SHOP OWNER", "export", None)),
            ("As a buyer I would like to pay now!", user("buyer", "pay now", None)),
            ("As a buyer I would like a discount", user("buyer", "a discount", None)),
            ("As a P-1, I want today's price", user("P-1", "today's price", None)),
            ("As a buyer I want x so that", user("buyer", "x", None)),
            ("As a  buyer ,  I  want  x", user("buyer", "x", None)),
            ("As an a I want x", user("a", "x", None)),
            ("As a buyer I want it so thatched", user("buyer", "it so thatched", None)),
            ("As a käufer I want ß so that ä", user("käufer", "ß", Some("ä"))),
            ("As a buyer, I'd like to pay", user("buyer", "pay", None)),
            ("As a buyer, I’d like a discount", user("buyer", "a discount", None)),
            ("In order to save time, as a buyer, I want one click.", user("buyer", "one click", Some("save time"))),
            (
                "**As a** buyer, **I want to** pay *now* **so that** I am done",
                user("buyer", "pay *now", Some("I am done")),
            ),
            (
                "As clinic IT, I want to see why, so that I can mend it",
                user("clinic IT", "see why", Some("I can mend it")),
            ),
            ("as abuyer I want x", user("abuyer", "x", None)),
            ("As **Maria** I need a list", user("Maria", "a list", None)),
            ("_As a **shop owner**_ I want it", user("shop owner", "it", None)),
        ] {
            assert_eq!(parts(text), told, "{text}");
        }
    }

    #[test]
    fn job_stories() {
        let job = |situation, want, benefit| Some((StoryForm::Job, situation, want, Some(benefit)));
        for (text, told) in [
            (
                "When a card is declined, I want to try another, so I can still buy.",
                job("a card is declined", "try another", "still buy"),
            ),
            ("when I am late I want a taxi so that i can arrive", job("I am late", "a taxi", "arrive")),
            ("When x I want y", None),
            ("When x I want y so that it works", None),
            ("When I want y so I can z", None),
        ] {
            assert_eq!(parts(text), told, "{text}");
        }
    }

    #[test]
    fn what_is_no_story() {
        for text in [
            "",
            "As",
            "As a",
            "As a buyer",
            "As a buyer I wanted x",
            "As a buyer I want",
            "As a buyer I want to",
            "As a I want x",
            "As any buyer I want x",
            "As usual I want x",
            "As agreed, I want x",
            "As soon as I can I want x",
            "As I want x",
            "As, I want x",
            "Assume I want x",
            "I want x",
            "Was a buyer I want x",
            "Note: as a buyer I want x",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_story_may_start_and_not_be_told() {
        assert!(starts("As a buyer I would love x") && starts("AS THE x") && starts("as an"));
        assert!(!starts("As always") && !starts("When x") && !starts(""));
        assert_eq!((behind_opening("As an  editor"), behind_opening("as the")), (Some("editor"), Some("")));
    }

    #[test]
    fn the_persona_of_a_role() {
        for (title, role) in [
            ("First-time buyer", "first-time  buyer"),
            ("The shop owner", "Shop Owner"),
            ("Buyer", "the buyer"),
            ("Käufer", "KÄUFER"),
            ("A", "a"),
        ] {
            assert!(same_persona(title, role) && persona_name(title) == persona_name(role), "{title}");
        }
        for (title, role) in [("Buyer", "buyers"), ("Buyer", ""), ("Shop owner", "shopowner"), ("", "the")] {
            assert!(!same_persona(title, role) && persona_name(title) != persona_name(role), "{title}");
        }
    }

    proptest! {
        #[test]
        fn every_part_of_a_story_says_something(text in "\\PC{0,24}|((As an?|the|When|I want|I can|to|so that|so I can|[a-zä,.])[ ,]{1,2}){0,10}") {
            if let Some(story) = parse(&text) {
                let mut end = 0;
                for part in [Some(story.role), Some(story.want), story.benefit].into_iter().flatten() {
                    prop_assert!(part.start >= end);
                    end = part.end;
                    prop_assert!(text.get(part).is_some_and(|part| !part.is_empty() && part.trim() == part));
                }
            }
        }
    }
}
