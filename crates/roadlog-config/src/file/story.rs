//! `[story] forms`: sentences that count as a user story beside the English ones.

use smol_str::SmolStr;

use super::source::{Node, Source, get, part};
use crate::{Problem, ProblemKind, Spanned};

/// A form of user story: words with gaps between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryForm {
    /// The form as written: `Als {role} möchte ich {want}, damit {benefit}`.
    pub text: Spanned<SmolStr>,
    /// Its words and gaps in turn: it begins with words, and between two gaps there are words. Words keep the
    /// punctuation and spaces around them.
    pub parts: Vec<FormPart>,
}

/// A part of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormPart {
    /// Words that have to stand there; never empty.
    Words(SmolStr),
    /// `{role}`: who wants it.
    Role,
    /// `{want}`: what is wanted. Every form has exactly one.
    Want,
    /// `{benefit}`: what for.
    Benefit,
}

pub(super) fn read<'t>(source: &mut Source<'t>, table: Option<&Node<'t>>) -> Vec<StoryForm> {
    let mut forms = Vec::new();
    for text in source.texts(get(table, "forms")) {
        match compiled(&text) {
            Ok(parts) => forms.push(StoryForm { text: text.map(SmolStr::new), parts }),
            Err(problem) => source.report(problem),
        }
    }
    forms
}

fn compiled(text: &Spanned<&str>) -> Result<Vec<FormPart>, Problem> {
    let invalid = |from, length, message: String| Err(ProblemKind::Invalid.at(part(text, from, length), message));
    let mut parts: Vec<FormPart> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (next, length) = match next_part(rest) {
            Ok(found) => found,
            Err((length, message)) => return invalid(at, length, message),
        };
        let is_gap = !matches!(next, FormPart::Words(_));
        if is_gap && !matches!(parts.last(), Some(FormPart::Words(words)) if !words.trim().is_empty()) {
            return invalid(
                at,
                length,
                "words have to stand before a gap, so that it is known where it begins".to_owned(),
            );
        }
        if is_gap && parts.contains(&next) {
            return invalid(at, length, format!("`{}` is in this form twice: once is enough", &rest[..length]));
        }
        parts.push(next);
        at += length;
    }
    if !parts.contains(&FormPart::Want) {
        return invalid(0, text.len(), "`{want}` is missing: it stands for what is wanted".to_owned());
    }
    Ok(parts)
}

/// The part at the start of a form, and its length; or the length of what is wrong there, and why.
fn next_part(rest: &str) -> Result<(FormPart, usize), (usize, String)> {
    let Some(gap) = rest.strip_prefix('{') else {
        let length = rest.find(['{', '}']).unwrap_or(rest.len());
        if length == 0 {
            return Err((1, "`}` without its `{`: a gap is written {role}, {want} or {benefit}".to_owned()));
        }
        return Ok((FormPart::Words(SmolStr::new(&rest[..length])), length));
    };
    let Some((name, _)) = gap.split_once('}') else {
        return Err((1, "`{` without its `}`: a gap is written {role}, {want} or {benefit}".to_owned()));
    };
    let length = name.len() + 2;
    match name {
        "role" => Ok((FormPart::Role, length)),
        "want" => Ok((FormPart::Want, length)),
        "benefit" => Ok((FormPart::Benefit, length)),
        _ => Err((length, format!("`{{{name}}}` is no gap: {{role}}, {{want}} and {{benefit}} are"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{clean, told};

    #[test]
    fn a_form_is_words_and_gaps() {
        let file = clean("[story]\nforms = [\"Als {role} möchte ich {want}, damit {benefit}\"]\n");
        let form = &file.story_forms[0];
        assert_eq!(form.text.value, "Als {role} möchte ich {want}, damit {benefit}");
        let words = |text: &str| FormPart::Words(text.into());
        let expected = [
            words("Als "),
            FormPart::Role,
            words(" möchte ich "),
            FormPart::Want,
            words(", damit "),
            FormPart::Benefit,
        ];
        assert_eq!(form.parts, expected);
    }

    #[test]
    fn forms_that_do_not_compile() {
        for (marked, message) in [
            ("Als {role} ‹{wunsch}›", "`{wunsch}` is no gap: {role}, {want} and {benefit} are"),
            ("‹Als {role} möchte ich›", "`{want}` is missing: it stands for what is wanted"),
            ("‹›", "`{want}` is missing: it stands for what is wanted"),
            ("‹{role}› möchte {want}", "words have to stand before a gap, so that it is known where it begins"),
            ("Ich will {want} ‹{benefit}›", "words have to stand before a gap, so that it is known where it begins"),
            ("Ich will {want} und ‹{want}›", "`{want}` is in this form twice: once is enough"),
            ("Ich möchte ‹{›want", "`{` without its `}`: a gap is written {role}, {want} or {benefit}"),
            ("Ich möchte want‹}›", "`}` without its `{`: a gap is written {role}, {want} or {benefit}"),
        ] {
            told(&format!("[story]\nforms = [\"{marked}\"]\n"), &format!("config/invalid {message}"));
        }
    }
}
