//! A team's own form of a user story: `Als {role} möchte ich {want}, damit {benefit}`.

use std::borrow::Cow;
use std::fmt;

use super::{Slot, Step, StoryForm, UserStory, told};

/// A form of a user story in any language: words with the slots `{role}`, `{want}` and, where wanted, `{benefit}`
/// between them.
///
/// It starts with words, and words part the slots. Letter case does not matter; before words that follow a slot there
/// may be a comma whether the form has one or not. A form that ends with `{benefit}` is told without it too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form(Vec<Step>);

impl Form {
    /// Reads a form.
    ///
    /// # Errors
    /// What is wrong with it, to be shown at its place in `roadlog.toml`.
    pub fn compile(text: &str) -> Result<Self, FormError> {
        let mut steps: Vec<Step> = Vec::new();
        let mut rest = text;
        while let Some((words, behind)) = rest.split_once('{') {
            let (name, behind) = behind.split_once('}').ok_or(FormError::Unclosed)?;
            let slot = slot_named(name.trim())?;
            if steps.iter().any(|step| step.slot == slot) {
                return Err(FormError::Repeated(name.trim().to_owned()));
            }
            steps.push(Step {
                phrases: Cow::Owned(vec![Cow::Owned(phrase(words, steps.is_empty())?)]),
                particle: "",
                slot,
                is_optional: false,
            });
            rest = behind;
        }
        if rest.contains('}') {
            return Err(FormError::Unclosed);
        }
        if rest.contains(char::is_alphanumeric) {
            return Err(FormError::WordsAtEnd);
        }
        for (slot, name) in [(Slot::Role, "role"), (Slot::Want, "want")] {
            if !steps.iter().any(|step| step.slot == slot) {
                return Err(FormError::Missing(name));
            }
        }
        if let Some(last) = steps.last_mut() {
            last.is_optional = last.slot == Slot::Benefit;
        }
        Ok(Self(steps))
    }

    /// The story that `paragraph` tells in this form; its lines are joined by spaces.
    pub fn parse(&self, paragraph: &str) -> Option<UserStory> {
        told(&self.0, StoryForm::User, paragraph)
    }
}

fn slot_named(name: &str) -> Result<Slot, FormError> {
    match name {
        "role" => Ok(Slot::Role),
        "want" => Ok(Slot::Want),
        "benefit" => Ok(Slot::Benefit),
        other => Err(FormError::Unknown(other.to_owned())),
    }
}

/// The words before a slot, in small letters, without the comma that may follow the slot before.
fn phrase(words: &str, is_first: bool) -> Result<String, FormError> {
    let words = words.trim_start_matches(|character: char| character.is_whitespace() || character == ',');
    let phrase = words.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ");
    match (phrase.is_empty(), is_first) {
        (false, _) => Ok(phrase),
        (true, true) => Err(FormError::NoOpening),
        (true, false) => Err(FormError::Adjacent),
    }
}

/// What is wrong with a form. `Display` says it, and how it would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormError {
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

impl fmt::Display for FormError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unclosed => formatter.write_str("each `{` needs its `}`, as in `{role}`"),
            Self::Unknown(name) => {
                write!(formatter, "there is no `{{{name}}}`: write `{{role}}`, `{{want}}` or `{{benefit}}`")
            }
            Self::Repeated(name) => {
                write!(formatter, "`{{{name}}}` stands in it twice: once is enough")
            }
            Self::Missing(name) => write!(formatter, "`{{{name}}}` is missing"),
            Self::NoOpening => formatter.write_str("it must start with words, so that a story can be told by them"),
            Self::Adjacent => formatter.write_str("words must stand between two parts in braces"),
            Self::WordsAtEnd => formatter.write_str("it must end with a part in braces, not with words"),
        }
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
    fn what_is_no_form() {
        for (text, error) in [
            ("", FormError::Missing("role")),
            ("As a {role}", FormError::Missing("want")),
            ("I want {want}", FormError::Missing("role")),
            ("{role} wants {want}", FormError::NoOpening),
            ("As {role}, {want}", FormError::Adjacent),
            ("As {role} I want {want", FormError::Unclosed),
            ("As {role} I want want}", FormError::Unclosed),
            ("As {user} I want {want}", FormError::Unknown("user".into())),
            ("As {role} I {role} {want}", FormError::Repeated("role".into())),
            ("As {role} I want {want} please", FormError::WordsAtEnd),
        ] {
            assert_eq!(Form::compile(text), Err(error.clone()), "{text}");
            assert!(!error.to_string().is_empty());
        }
        assert!(Form::compile("As {role} I want { want }.").is_ok());
    }

    proptest! {
        #[test]
        fn any_text_is_a_form_or_says_why_not(text in "\\PC{0,12}|([a-zä, ]{0,3}(\\{role\\}|\\{want\\}|\\{benefit\\}|[{}])?){0,5}") {
            if let Err(error) = Form::compile(&text) {
                prop_assert!(!error.to_string().is_empty());
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
