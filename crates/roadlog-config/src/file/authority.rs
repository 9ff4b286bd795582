//! `[authority]`: who may change what beside the built-in table, as written.

use roadlog_syntax::Span;
use roadlog_syntax::value::Date;
use smol_str::SmolStr;

use super::source::{Node, Source, get, span};
use crate::Spanned;
use crate::tables::Identity;

/// What the section says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct AuthoritySection {
    pub(crate) identity: Identity,
    pub(crate) allow: Vec<AuthorityText>,
    pub(crate) only: Vec<AuthorityText>,
}

/// One `[[authority.allow]]` or `[[authority.only]]`, its words not yet understood.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AuthorityText {
    /// What may be changed: selectors.
    pub(crate) change: Vec<Spanned<SmolStr>>,
    /// Who may.
    pub(crate) by: Vec<Spanned<SmolStr>>,
    /// The team whose items it is about.
    pub(crate) of: Option<Spanned<SmolStr>>,
    /// The last day on which it holds.
    pub(crate) until: Option<Spanned<Date>>,
    /// Where its header stands.
    pub(crate) span: Span,
}

pub(super) fn read<'t>(source: &mut Source<'t>, table: Option<&Node<'t>>) -> AuthoritySection {
    let identity = get(table, "identity").and_then(|identity| source.text(identity));
    AuthoritySection {
        identity: identity.and_then(|identity| Identity::named(&identity)).unwrap_or_default(),
        allow: lines(source, get(table, "allow")),
        only: lines(source, get(table, "only")),
    }
}

fn lines<'t>(source: &mut Source<'t>, list: Option<&Node<'t>>) -> Vec<AuthorityText> {
    let Some(list) = list.and_then(|list| list.get_ref().as_array()) else { return Vec::new() };
    list.iter().filter_map(|node| line(source, node)).collect()
}

/// Reads one line. One whose team or date cannot be read is left out: without them it would say more than was meant.
fn line<'t>(source: &mut Source<'t>, node: &Node<'t>) -> Option<AuthorityText> {
    node.get_ref().as_table()?;
    let texts = |key| -> Vec<Spanned<SmolStr>> {
        source.texts(get(Some(node), key)).into_iter().map(|text| text.map(SmolStr::new)).collect()
    };
    let (change, by) = (texts("change"), texts("by"));
    for (key, texts) in [("change", &change), ("by", &by)] {
        let is_empty_list =
            get(Some(node), key).and_then(|list| list.get_ref().as_array()).is_some_and(|list| list.is_empty());
        if is_empty_list && texts.is_empty() {
            let place = get(Some(node), key).map_or_else(|| span(node), span);
            source.invalid(
                place,
                format!("`{key}` is empty, so that the line says nothing: write something, or take it away"),
            );
        }
    }
    let of = get(Some(node), "of");
    let of_text = of.and_then(|of| source.text(of)).map(|of| of.map(SmolStr::new));
    let until = get(Some(node), "until");
    let until_date = until.and_then(|until| source.date(until));
    if of.is_some() != of_text.is_some() || until.is_some() != until_date.is_some() {
        return None;
    }
    Some(AuthorityText { change, by, of: of_text, until: until_date, span: span(node) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{clean, told};
    use crate::{Place, parse};

    #[test]
    fn lines_as_written() {
        let file = clean(
            "[authority]\nidentity = \"signature\"\n[people.tom]\n[teams]\npayments = []\n\
             [[authority.allow]]\nchange = [\"bug.severity\"]\nby = [\"developer\", \"@tom\"]\nuntil = 2026-12-31\n\
             [[authority.only]]\nchange = [\"story.points\"]\nby = [\"developer\"]\nof = \"@payments\"\n",
        );
        assert_eq!(file.authority.identity, Identity::Signature);
        assert_eq!(file.authority.allow[0].by[1].value, "@tom");
        assert_eq!(file.authority.allow[0].until.unwrap().value.to_string(), "2026-12-31");
        assert_eq!(file.authority.only[0].of.as_ref().unwrap().value, "@payments");
    }

    #[test]
    fn lines_that_lack_something() {
        told(
            "‹[[authority.allow]]›\nby = [\"developer\"]\n",
            "config/invalid `change` is missing here: what may be changed, each as WHAT.ASPECT",
        );
        told(
            "[[authority.allow]]\nchange = [\"bug.points\"]\nby = ‹[]›\n",
            "config/invalid `by` is empty, so that the line says nothing: write something, or take it away",
        );
    }

    #[test]
    fn a_line_whose_limit_cannot_be_read_gives_nobody_anything() {
        let line = "[[authority.allow]]\nchange = [\"*.*\"]\nby = [\"developer\"]\n";
        for limit in ["until = \"soon\"\n", "of = 3\n"] {
            let (file, problems) = parse(&format!("{line}{limit}"), Place::Root);
            assert_eq!(file.authority.allow, []);
            assert_eq!(problems.len(), 1);
        }
    }
}
