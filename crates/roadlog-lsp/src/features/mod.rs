//! The features, one module for each group of methods: a question translated, asked of `roadlog-ide`, and its answer
//! translated back.

mod tokens;

pub(crate) use tokens::SentTokens;
