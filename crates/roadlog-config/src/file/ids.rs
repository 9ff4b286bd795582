//! `[ids]`: how new ids are made.

use super::source::{Node, Source, get};
use crate::Spanned;
use crate::tables::IdStyle;

pub(super) fn read<'t>(source: &Source<'t>, table: Option<&Node<'t>>) -> Option<Spanned<IdStyle>> {
    let style = source.text(get(table, "style")?)?;
    IdStyle::named(&style).map(|named| Spanned::new(named, style.span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{clean, told};

    #[test]
    fn styles() {
        assert_eq!(clean("[ids]\nstyle = \"random\"\n").id_style.unwrap().value, IdStyle::Random);
        assert_eq!(clean("").id_style, None);
        told(
            "[ids]\nstyle = \"‹numbers›\"\n",
            "config/invalid `numbers` cannot stand here: \"number\" and \"random\" can; did you mean `number`?",
        );
    }
}
