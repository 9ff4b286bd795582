//! `[fields.NAME]`: fields of a team's own.

use roadlog_syntax::Span;
use smol_str::SmolStr;

use super::source::{Node, Source, get};
use crate::Spanned;
use crate::tables::{Aspect, Field, ValueType};

/// What one field's table says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FieldEntry {
    pub(crate) name: SmolStr,
    pub(crate) span: Span,
    /// The kinds that have it, as written.
    pub(crate) on: Vec<Spanned<SmolStr>>,
    pub(crate) value_type: ValueType,
    /// The words to choose from, for a word.
    pub(crate) words: Vec<SmolStr>,
}

pub(super) fn read<'t>(source: &mut Source<'t>, table: Option<&Node<'t>>) -> Vec<FieldEntry> {
    let mut fields = Vec::new();
    for (key, node) in source.entries(table) {
        if !node.get_ref().is_table() || !may_be_named(source, &key) {
            continue;
        }
        let node = Some(node);
        let type_name = get(node, "type").and_then(|name| source.text(name));
        let value_type = match type_name.map(|name| ValueType::custom_named(&name)) {
            Some(Some(value_type)) => value_type,
            None | Some(None) => ValueType::Text,
        };
        let on = get(node, "on");
        if on.and_then(|list| list.get_ref().as_array()).is_some_and(|list| list.is_empty()) {
            let message = format!("`{}` is on no kind: write at least one, like on = [\"story\"]", key.value);
            source.invalid(key.span, message);
        }
        let on = source.texts(on).into_iter().map(|kind| kind.map(SmolStr::new)).collect();
        let words = words(source, get(node, "words"), value_type, type_name.as_ref());
        fields.push(FieldEntry { name: SmolStr::new(key.value), span: key.span, on, value_type, words });
    }
    fields
}

fn may_be_named(source: &mut Source<'_>, key: &Spanned<&str>) -> bool {
    let taken = if Field::named(key).is_some() {
        format!("`{}` is a built-in field: give this one another name", key.value)
    } else if Aspect::named(key).is_some() {
        format!("`{}` has a meaning of its own in authority lines: give this field another name", key.value)
    } else if !super::kinds::is_word(key) {
        format!("`{}` is not a field's name: it is written in small letters, like \"customer\"", key.value)
    } else {
        return true;
    };
    source.invalid(key.span, taken);
    false
}

fn words<'t>(
    source: &mut Source<'t>,
    node: Option<&Node<'t>>,
    value_type: ValueType,
    type_name: Option<&Spanned<&str>>,
) -> Vec<SmolStr> {
    let is_word = matches!(value_type, ValueType::Word(_));
    let words = source.texts(node);
    match (is_word, node, type_name) {
        (false, Some(node), _) => {
            let span = super::source::span(node);
            source.invalid(span, "`words` belongs to a field with type = \"word\": write that, or take it away");
        }
        (true, _, Some(name)) if words.is_empty() => {
            source.invalid(name.span, "a word is one of a list: write them, like words = [\"low\", \"high\"]");
        }
        _ => {}
    }
    let mut kept: Vec<SmolStr> = Vec::new();
    for word in words.into_iter().filter(|_| is_word) {
        if word.is_empty() || word.contains(char::is_whitespace) {
            source.invalid(word.span, format!("`{}` is not one word: write `-` for a space", word.value));
        } else if kept.iter().any(|other| other == word.value) {
            source.invalid(word.span, format!("`{}` is in this list twice: once is enough", word.value));
        } else {
            kept.push(SmolStr::new(word.value));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{clean, told};

    #[test]
    fn a_field_has_kinds_a_type_and_words() {
        let file = clean(
            "[fields.customer]\non = [\"story\", \"bug\"]\n\
             [fields.risk]\non = [\"story\"]\ntype = \"word\"\nwords = [\"low\", \"high\"]\n",
        );
        assert_eq!(file.fields[0].value_type, ValueType::Text);
        assert_eq!(file.fields[0].on[1].value, "bug");
        assert_eq!(file.fields[1].value_type, ValueType::Word(&[]));
        assert_eq!(file.fields[1].words, ["low", "high"]);
    }

    #[test]
    fn what_it_cannot_be_called() {
        let on = "on = [\"story\"]\n";
        told(
            &format!("[fields.‹points›]\n{on}"),
            "config/invalid `points` is a built-in field: give this one another name",
        );
        told(
            &format!("[fields.‹title›]\n{on}"),
            "config/invalid `title` has a meaning of its own in authority lines: give this field another name",
        );
        told(
            &format!("[fields.‹Customer›]\n{on}"),
            "config/invalid `Customer` is not a field's name: it is written in small letters, like \"customer\"",
        );
    }

    #[test]
    fn the_kinds_it_stands_on() {
        told("‹[fields.customer]›\n", "config/invalid `on` is missing here: the kinds that have it");
        told(
            "[fields.customer]\non = [\"‹storry›\"]\n",
            "config/invalid `storry` is no kind of item; did you mean `story`?",
        );
        told(
            "[fields.‹customer›]\non = []\n",
            "config/invalid `customer` is on no kind: write at least one, like on = [\"story\"]",
        );
    }

    #[test]
    fn types_and_words() {
        told(
            "[fields.a]\non = [\"bug\"]\ntype = \"‹numbr›\"\n",
            "config/invalid `numbr` cannot stand here: \"text\", \"id\", \"ids\", \"person\", \"people\", \"word\", \
             \"number\", \"percent\", \"amount\", \"reading\", \"date\", \"period\", \"link\", \"links\" and \"tags\" can; \
             did you mean `number`?",
        );
        told(
            "[fields.a]\non = [\"bug\"]\ntype = \"‹word›\"\n",
            "config/invalid a word is one of a list: write them, like words = [\"low\", \"high\"]",
        );
        told(
            "[fields.a]\non = [\"bug\"]\nwords = ‹[\"low\"]›\n",
            "config/invalid `words` belongs to a field with type = \"word\": write that, or take it away",
        );
        told(
            "[fields.a]\non = [\"bug\"]\ntype = \"word\"\nwords = [\"low\", \"‹low›\"]\n",
            "config/invalid `low` is in this list twice: once is enough",
        );
        told(
            "[fields.a]\non = [\"bug\"]\ntype = \"word\"\nwords = [\"‹very low›\"]\n",
            "config/invalid `very low` is not one word: write `-` for a space",
        );
    }
}
