//! The names in a roadlog.toml; what is TOML in it, every editor colours by itself.

use super::layer::flat;
use super::{Modifier, Modifiers, Token, TokenKind};
use crate::Snapshot;
use crate::names::{Name, in_config};

pub(super) fn tokens(snapshot: &Snapshot, path: &str, text: &str) -> Vec<Token> {
    let named = in_config(snapshot, path, text).into_iter().map(|it| {
        let kind = match it.name {
            Name::Item(_) => TokenKind::Class,
            Name::Criterion(..) => TokenKind::Method,
            Name::Handle(_) => TokenKind::Function,
            Name::Kind(_) => TokenKind::Keyword,
            Name::Field(_) => TokenKind::Property,
            Name::Role(_) => TokenKind::EnumMember,
        };
        let modifiers = if it.declares { Modifiers::NONE.with(Modifier::Declaration) } else { Modifiers::NONE };
        Token { span: it.span, kind, modifiers }
    });
    flat(text, named.collect())
}
