//! A team's own form of a user story: `Als {role} möchte ich {want}, damit {benefit}`.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::{Slot, Step, StoryForm, UserStory, told};

/// A form of a user story in any language: words with the slots `{role}`, `{want}` and, where wanted, `{benefit}`
/// between them. With `{situation}` in the place of `{role}` it is the form of a job story.
///
/// It starts with words, and words part the slots. Letter case does not matter; before words that follow a slot there
/// may be a comma whether the form has one or not. A form that ends with `{benefit}` is told without it too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    form: StoryForm,
    steps: Vec<Step>,
}

impl Form {
    /// Reads a form.
    ///
    /// # Errors
    /// What is wrong with it and where, to be shown at its place in `roadlog.toml`.
    pub fn compile(text: &str) -> Result<Self, FormError> {
        let mut form = None;
        let mut steps: Vec<Step> = Vec::new();
        let mut at = 0;
        while let Some(open) = text[at..].find('{').map(|found| at + found) {
            let words = at..open;
            let unclosed = || FormFault::Unclosed.at(open..open + 1);
            let close = open + text[open..].find('}').ok_or_else(unclosed)?;
            if let Some(stray) = text[words.clone()].find('}') {
                return Err(FormFault::Unclosed.at(at + stray..at + stray + 1));
            }
            at = close + 1;
            let name = text[open + 1..close].trim();
            let (slot, told_as) = slot_named(name).ok_or_else(|| FormFault::Unknown(name.to_owned()).at(open..at))?;
            if steps.iter().any(|step| step.slot == slot) {
                return Err(FormFault::Repeated(name.to_owned()).at(open..at));
            }
            let phrase = phrase(&text[words], steps.is_empty()).map_err(|fault| fault.at(open..at))?;
            form = form.or(told_as);
            let phrases = Cow::Owned(vec![Cow::Owned(phrase)]);
            steps.push(Step { phrases, particle: "", slot, is_optional: false });
        }
        let rest = &text[at..];
        if let Some(stray) = rest.find('}') {
            return Err(FormFault::Unclosed.at(at + stray..at + stray + 1));
        }
        for (slot, name) in [(Slot::Role, "role"), (Slot::Want, "want")] {
            if !steps.iter().any(|step| step.slot == slot) {
                return Err(FormFault::Missing(name).at(0..text.len()));
            }
        }
        if rest.contains(char::is_alphanumeric) {
            return Err(FormFault::WordsAtEnd.at(at..text.len()));
        }
        if let Some(last) = steps.last_mut() {
            last.is_optional = last.slot == Slot::Benefit;
        }
        Ok(Self { form: form.unwrap_or(StoryForm::User), steps })
    }

    /// The story that `paragraph` tells in this form; its lines are joined by spaces.
    pub fn parse(&self, paragraph: &str) -> Option<UserStory> {
        told(&self.steps, self.form, paragraph)
    }

    /// Whether it has a place for what the wish is good for.
    pub fn has_benefit(&self) -> bool {
        self.steps.iter().any(|step| step.slot == Slot::Benefit)
    }
}

/// The slot of this name; for who or what a story begins with also in which form it is told.
fn slot_named(name: &str) -> Option<(Slot, Option<StoryForm>)> {
    match name {
        "role" => Some((Slot::Role, Some(StoryForm::User))),
        "situation" => Some((Slot::Role, Some(StoryForm::Job))),
        "want" => Some((Slot::Want, None)),
        "benefit" => Some((Slot::Benefit, None)),
        _ => None,
    }
}

/// The words before a slot, in small letters, without the comma that may follow the slot before.
fn phrase(words: &str, is_first: bool) -> Result<String, FormFault> {
    let words = words.trim_start_matches(|character: char| character.is_whitespace() || character == ',');
    let phrase = words.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ");
    match (phrase.is_empty(), is_first) {
        (false, _) => Ok(phrase),
        (true, true) => Err(FormFault::NoOpening),
        (true, false) => Err(FormFault::Adjacent),
    }
}

/// What is wrong with a form, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormError {
    /// What.
    pub fault: FormFault,
    /// The bytes of the form.
    pub range: Range<usize>,
}

/// What can be wrong with a form. `Display` says it, and how it would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormFault {
    /// A `{` without its `}` or the reverse.
    Unclosed,
    /// A slot of another name.
    Unknown(String),
    /// A slot for the second time.
    Repeated(String),
    /// A slot that every form has is not there.
    Missing(&'static str),
    /// It starts with a slot.
    NoOpening,
    /// Two slots without words between.
    Adjacent,
    /// Words behind the last slot, which goes to the end of the paragraph.
    WordsAtEnd,
}

impl FormFault {
    const fn at(self, range: Range<usize>) -> FormError {
        FormError { fault: self, range }
    }
}

impl fmt::Display for FormFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unclosed => formatter.write_str("each `{` needs its `}`, as in `{role}`"),
            Self::Unknown(name) => {
                write!(
                    formatter,
                    "there is no `{{{name}}}`: write `{{role}}` or `{{situation}}`, `{{want}}` and `{{benefit}}`"
                )
            }
            Self::Repeated(name) => {
                write!(formatter, "who or what `{{{name}}}` stands for is in it twice: once is enough")
            }
            Self::Missing("role") => {
                formatter.write_str("`{role}` is missing, or `{situation}`: it stands for who wants it, or when")
            }
            Self::Missing(name) => write!(formatter, "`{{{name}}}` is missing: it stands for what is wanted"),
            Self::NoOpening => formatter.write_str("it must start with words, so that a story can be told by them"),
            Self::Adjacent => formatter.write_str("words must stand between two parts in braces"),
            Self::WordsAtEnd => formatter.write_str("it must end with a part in braces, not with words"),
        }
    }
}

impl fmt::Display for FormError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fault.fmt(formatter)
    }
}

impl std::error::Error for FormError {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_form_in_another_language() {
        let form = Form::compile("Als {role} möchte ich {want}, damit {benefit}").unwrap();
        for (text, role, want, benefit) in [
            (
                "Als Käuferin möchte ich ohne Konto zahlen, damit ich fertig werde.",
                "Käuferin",
                "ohne Konto zahlen",
                Some("ich fertig werde"),
            ),
            ("ALS Käuferin, MÖCHTE ich zahlen damit es geht", "Käuferin", "zahlen", Some("es geht")),
            ("Als Käuferin möchte ich zahlen", "Käuferin", "zahlen", None),
        ] {
            let story = form.parse(text).unwrap();
            assert_eq!((&text[story.role], &text[story.want]), (role, want));
            assert_eq!(story.benefit.map(|benefit| &text[benefit]), benefit);
            assert_eq!(story.form, StoryForm::User);
        }
        for text in ["", "Als", "Als Käuferin", "Als Käuferin möchte", "Als möchte ich zahlen", "Also ich möchte ich x"]
        {
            assert_eq!(form.parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_benefit_in_front_must_be_told() {
        let form = Form::compile("In order to {benefit}, as a {role} I want {want}").unwrap();
        let text = "In order to save time, as a buyer I want one click";
        let story = form.parse(text).unwrap();
        assert_eq!(
            (&text[story.role], &text[story.want], &text[story.benefit.unwrap()]),
            ("buyer", "one click", "save time")
        );
        assert_eq!(form.parse("As a buyer I want one click"), None);
    }

    #[test]
    fn a_job_story_in_another_language() {
        let form = Form::compile("Wenn {situation}, möchte ich {want}, damit {benefit}").unwrap();
        let text = "Wenn die Karte abgelehnt wird, möchte ich eine andere nehmen";
        let story = form.parse(text).unwrap();
        assert_eq!((story.form, &text[story.role]), (StoryForm::Job, "die Karte abgelehnt wird"));
        assert!(form.has_benefit() && !Form::compile("Ich als {role} will {want}").unwrap().has_benefit());
    }

    #[test]
    fn what_is_no_form() {
        for (text, fault) in [
            ("", FormFault::Missing("role")),
            ("As a {role}", FormFault::Missing("want")),
            ("I want {want}", FormFault::Missing("role")),
            ("{role} wants {want}", FormFault::NoOpening),
            ("As {role}, {want}", FormFault::Adjacent),
            ("As {role} I want {want", FormFault::Unclosed),
            ("As {role} I want want}", FormFault::Unclosed),
            ("As {user} I want {want}", FormFault::Unknown("user".into())),
            ("As {role} I {role} {want}", FormFault::Repeated("role".into())),
            ("As {role} when {situation} I want {want}", FormFault::Repeated("situation".into())),
            ("As }{role} I want {want}", FormFault::Unclosed),
            ("As {role} I want {want} please", FormFault::WordsAtEnd),
        ] {
            let error = Form::compile(text).unwrap_err();
            assert_eq!(error.fault, fault, "{text}");
            assert!(!error.to_string().is_empty());
        }
        assert!(Form::compile("As {role} I want { want }.").is_ok());
    }

    proptest! {
        #[test]
        fn any_text_is_a_form_or_says_why_not(text in "\\PC{0,12}|([a-zä, ]{0,3}(\\{role\\}|\\{want\\}|\\{benefit\\}|[{}])?){0,5}") {
            if let Err(error) = Form::compile(&text) {
                prop_assert!(!error.to_string().is_empty() && text.get(error.range).is_some());
            }
        }

        #[test]
        fn every_part_of_a_story_says_something(
            text in "(as|ä) \\{role\\},? (i want|ä) \\{want\\}(,? so \\{benefit\\})?",
            paragraph in "\\PC{0,16}|(As|Ä) ([a-c]{1,2}|ä),? (I want|Ä)( ([a-c]{1,2}|so|Ä|[.,]))+",
        ) {
            let story = Form::compile(&text).unwrap().parse(&paragraph);
            let parts = story.map(|story| [Some(story.role), Some(story.want), story.benefit]);
            for part in parts.into_iter().flatten().flatten() {
                prop_assert!(paragraph.get(part).is_some_and(|part| !part.is_empty() && part.trim() == part));
            }
        }
    }
}
