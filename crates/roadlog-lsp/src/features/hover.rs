//! What stands under the pointer, as Markdown where the client shows it.

use roadlog_ide::hover;
use roadlog_ide::markup::Markup;

use crate::announced::Announced;
use crate::protocol::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind, Result};
use crate::server::Server;

/// `textDocument/hover`.
pub(crate) async fn hover(server: &Server, asked: HoverParams) -> Result<Option<Hover>> {
    let at = asked.text_document_position_params;
    server
        .answer("textDocument/hover", &at.text_document.uri, move |view, path, _| {
            let found = hover::hover(&view.snapshot, view.position(path, at.position)?)?;
            let contents = content(&view.client, "/textDocument/hover/contentFormat", &found.content);
            Some(Hover { contents: HoverContents::Markup(contents), range: view.range(path, found.span) })
        })
        .await
}

/// The text in the first of the formats that the client lists; plain where it lists none.
pub(crate) fn content(client: &Announced, formats: &str, markup: &Markup) -> MarkupContent {
    if client.first_of(formats, &["markdown", "plaintext"]) == Some("markdown") {
        return MarkupContent { kind: MarkupKind::Markdown, value: markup.to_markdown() };
    }
    MarkupContent { kind: MarkupKind::PlainText, value: markup.to_plain() }
}
