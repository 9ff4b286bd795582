//! Every type of the protocol, under one name: the next release of the library that has them is a change of this file.

pub(crate) use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response, Result};
pub(crate) use tower_lsp::ls_types::*;
pub(crate) use tower_lsp::{Client, LanguageServer, LspService};

/// Any JSON.
pub(crate) type Json = serde_json::Value;

/// What is said where a method panicked.
pub(crate) fn fault(method: &str) -> Error {
    error(ErrorCode::InternalError, format!("roadlog failed at {method}: this is a fault of roadlog"))
}

/// An error of this kind, with what is wrong in words.
pub(crate) fn error(code: ErrorCode, message: impl Into<String>) -> Error {
    Error { code, message: message.into().into(), data: None }
}
