//! Formatting: a file, a part of it, and what happens by itself while somebody types.

use roadlog_ide::formatting;

use crate::protocol::{
    DocumentFormattingParams, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, Result, TextEdit,
};
use crate::server::Server;

/// `textDocument/formatting`.
pub(crate) async fn file(server: &Server, asked: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
    server
        .answer_with_own_edits("textDocument/formatting", &asked.text_document.uri, |view, path, _| {
            view.text_edits(path, &formatting::format(&view.snapshot, path))
        })
        .await
}

/// `textDocument/rangeFormatting`.
pub(crate) async fn range(server: &Server, asked: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
    let range = asked.range;
    server
        .answer_with_own_edits("textDocument/rangeFormatting", &asked.text_document.uri, move |view, path, _| {
            view.text_edits(path, &formatting::format_range(&view.snapshot, path, view.span(path, range)?))
        })
        .await
}

/// `textDocument/onTypeFormatting`.
pub(crate) async fn on_type(server: &Server, asked: DocumentOnTypeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
    let at = asked.text_document_position;
    let Some(typed) = asked.ch.chars().next() else { return Ok(None) };
    server
        .answer_with_own_edits("textDocument/onTypeFormatting", &at.text_document.uri, move |view, path, _| {
            let place = view.position(path, at.position)?;
            view.text_edits(path, &formatting::format_on_type(&view.snapshot, place, typed))
        })
        .await
}
