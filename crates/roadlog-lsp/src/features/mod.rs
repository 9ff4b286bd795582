//! The features, one module for each group of methods: a question translated, asked of `roadlog-ide`, and its answer
//! translated back.

pub(crate) mod actions;
pub(crate) mod completion;
mod edits;
pub(crate) mod formatting;
pub(crate) mod hierarchy;
pub(crate) mod hover;
pub(crate) mod lenses;
pub(crate) mod navigation;
pub(crate) mod rename;
pub(crate) mod structure;
pub(crate) mod symbols;
pub(crate) mod tokens;

pub(crate) use tokens::SentTokens;
