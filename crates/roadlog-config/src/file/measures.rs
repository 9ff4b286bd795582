//! `[measures]`: a team's own words for what metrics measure.

use smol_str::SmolStr;

use super::source::{Node, Source, get};
use crate::Spanned;
use crate::tables::{MeasureClass, built_in_measure};

/// The words that the section adds, each with its class.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Measures {
    pub(crate) words: Vec<(SmolStr, MeasureClass)>,
}

pub(super) fn read<'t>(source: &mut Source<'t>, table: Option<&Node<'t>>) -> Measures {
    let mut measures = Measures::default();
    for class in [MeasureClass::Outcome, MeasureClass::Delivery] {
        for word in source.texts(get(table, class.name())) {
            match fault(&measures, &word, class) {
                Some(message) => source.invalid(word.span, message),
                None => measures.words.push((SmolStr::new(word.value), class)),
            }
        }
    }
    measures
}

fn fault(measures: &Measures, word: &Spanned<&str>, class: MeasureClass) -> Option<String> {
    if !super::kinds::is_word(word) {
        return Some(format!("`{}` is not a measure: it is one word in small letters, like \"churn\"", word.value));
    }
    let added = measures.words.iter().find(|(other, _)| other == word.value).map(|(_, class)| *class);
    let other = added.or_else(|| built_in_measure(word)).filter(|other| *other != class)?;
    Some(format!("`{}` is in {} already: a measure is one or the other", word.value, other.name()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{clean, told};

    #[test]
    fn words_of_either_class() {
        let file = clean("[measures]\noutcome = [\"churn\"]\ndelivery = [\"deployments\"]\n");
        let expected = [("churn".into(), MeasureClass::Outcome), ("deployments".into(), MeasureClass::Delivery)];
        assert_eq!(file.measures.words, expected);
    }

    #[test]
    fn a_measure_is_one_or_the_other() {
        told(
            "[measures]\noutcome = [\"‹velocity›\"]\n",
            "config/invalid `velocity` is in delivery already: a measure is one or the other",
        );
        told(
            "[measures]\noutcome = [\"churn\"]\ndelivery = [\"‹churn›\"]\n",
            "config/invalid `churn` is in outcome already: a measure is one or the other",
        );
    }

    #[test]
    fn a_measure_is_a_word() {
        told(
            "[measures]\noutcome = [\"‹Net promoters›\"]\n",
            "config/invalid `Net promoters` is not a measure: it is one word in small letters, like \"churn\"",
        );
    }
}
