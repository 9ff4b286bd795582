//! Where names lead, and who names what.

use roadlog_ide::navigation::{self, Highlight, HighlightKind, Link};
use roadlog_syntax::Span;

use crate::protocol::{
    DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, GotoDefinitionParams, GotoDefinitionResponse,
    Location, LocationLink, ReferenceParams, Result, request,
};
use crate::server::Server;
use crate::world::View;

/// `textDocument/definition`: with what is named as a whole where the client shows that.
pub(crate) async fn definition(server: &Server, asked: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
    let at = asked.text_document_position_params;
    server
        .answer("textDocument/definition", &at.text_document.uri, move |view, path, _| {
            let links = navigation::definition(&view.snapshot, view.position(path, at.position)?);
            Some(if view.client.is("/textDocument/definition/linkSupport") {
                GotoDefinitionResponse::Link(links.iter().filter_map(|link| whole(view, path, link)).collect())
            } else {
                GotoDefinitionResponse::Array(links.iter().filter_map(|link| plain(view, link)).collect())
            })
        })
        .await
}

fn whole(view: &View, from: &str, link: &Link) -> Option<LocationLink> {
    Some(LocationLink {
        origin_selection_range: view.range(from, link.origin),
        target_uri: view.uri(&link.path)?,
        target_range: view.range(&link.path, link.whole)?,
        target_selection_range: view.range(&link.path, link.name)?,
    })
}

fn plain(view: &View, link: &Link) -> Option<Location> {
    location(view, &link.path, link.name)
}

fn location(view: &View, path: &str, span: Span) -> Option<Location> {
    Some(Location { uri: view.uri(path)?, range: view.range(path, span)? })
}

/// `textDocument/references`.
pub(crate) async fn references(server: &Server, asked: ReferenceParams) -> Result<Option<Vec<Location>>> {
    let at = asked.text_document_position;
    server
        .answer_written::<request::References, _>(&at.text_document.uri, move |view, path, _| {
            let place = view.position(path, at.position)?;
            let places = navigation::references(&view.snapshot, place, asked.context.include_declaration);
            Some(places.iter().filter_map(|place| view.location(place)).collect())
        })
        .await
}

/// `textDocument/documentHighlight`.
pub(crate) async fn highlights(
    server: &Server,
    asked: DocumentHighlightParams,
) -> Result<Option<Vec<DocumentHighlight>>> {
    let at = asked.text_document_position_params;
    server
        .answer_written::<request::DocumentHighlightRequest, _>(&at.text_document.uri, move |view, path, _| {
            let found = navigation::highlights(&view.snapshot, view.position(path, at.position)?);
            Some(found.iter().filter_map(|found| highlight(view, path, found)).collect())
        })
        .await
}

fn highlight(view: &View, path: &str, found: &Highlight) -> Option<DocumentHighlight> {
    let kind = match found.kind {
        HighlightKind::Read => DocumentHighlightKind::READ,
        HighlightKind::Write => DocumentHighlightKind::WRITE,
    };
    Some(DocumentHighlight { range: view.range(path, found.span)?, kind: Some(kind) })
}
