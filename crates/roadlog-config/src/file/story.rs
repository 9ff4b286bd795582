//! `[story] forms`: sentences that count as a user story beside the English ones.

use roadlog_syntax::user_story::Form;
use smol_str::SmolStr;

use super::source::{Node, Source, get, part};
use crate::{ProblemKind, Spanned};

/// A form of user story: words with gaps between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryForm {
    /// The form as written: `Als {role} möchte ich {want}, damit {benefit}`.
    pub text: Spanned<SmolStr>,
    /// The same, ready to be looked for.
    pub form: Form,
}

pub(super) fn read<'t>(source: &mut Source<'t>, table: Option<&Node<'t>>) -> Vec<StoryForm> {
    let mut forms = Vec::new();
    for text in source.texts(get(table, "forms")) {
        match Form::compile(&text) {
            Ok(form) => forms.push(StoryForm { text: text.map(SmolStr::new), form }),
            Err(error) => {
                let place = part(&text, error.range.start, error.range.len());
                source.report(ProblemKind::Invalid.at(place, error.to_string()));
            }
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use crate::testing::{clean, told};

    #[test]
    fn a_form_is_words_and_gaps() {
        let file = clean("[story]\nforms = [\"Als {role} möchte ich {want}, damit {benefit}\"]\n");
        let form = &file.story_forms[0];
        assert_eq!(form.text.value, "Als {role} möchte ich {want}, damit {benefit}");
        assert!(form.form.parse("Als Kundin möchte ich zahlen").is_some());
    }

    #[test]
    fn a_form_that_does_not_compile_is_told_where_it_is_wrong() {
        for (marked, message) in [
            (
                "Als {role} ‹{wunsch}›",
                "there is no `{wunsch}`: write `{role}` or `{situation}`, `{want}` and `{benefit}`",
            ),
            ("‹Als {role} möchte ich›", "`{want}` is missing: it stands for what is wanted"),
            ("‹Ich möchte {want}›", "`{role}` is missing, or `{situation}`: it stands for who wants it, or when"),
            ("‹{role}› möchte {want}", "it must start with words, so that a story can be told by them"),
            ("Als {role} will ich {want} ‹{benefit}›", "words must stand between two parts in braces"),
            ("Als {role} will ich {want}‹ bitte›", "it must end with a part in braces, not with words"),
            ("Ich möchte ‹{›want", "each `{` needs its `}`, as in `{role}`"),
            ("Ich möchte want‹}›", "each `{` needs its `}`, as in `{role}`"),
        ] {
            told(&format!("[story]\nforms = [\"{marked}\"]\n"), &format!("config/invalid {message}"));
        }
    }
}
