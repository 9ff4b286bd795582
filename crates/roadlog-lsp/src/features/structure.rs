//! The shape of a file: what folds, what is selected around a place, and what can be opened.

use roadlog_ide::folding::{self, Fold, FoldKind};
use roadlog_ide::links::{self, LinkTarget};
use roadlog_ide::selection;
use roadlog_syntax::Span;

use crate::protocol::{
    DocumentLink, DocumentLinkParams, FoldingRange, FoldingRangeKind, FoldingRangeParams, Range, Result,
    SelectionRange, SelectionRangeParams, request,
};
use crate::server::Server;
use crate::uri;
use crate::world::View;

/// `textDocument/foldingRange`: no more than the client wants, the outer ones first.
pub(crate) async fn folding(server: &Server, asked: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
    server
        .answer_written::<request::FoldingRangeRequest, _>(&asked.text_document.uri, |view, path, _| {
            let folds = folding::folding_ranges(&view.snapshot, path);
            Some(folds.iter().filter_map(|it| fold(view, path, it)).take(view.client.most_folds()).collect())
        })
        .await
}

fn fold(view: &View, path: &str, fold: &Fold) -> Option<FoldingRange> {
    let Range { start, end } = view.range(path, fold.span)?;
    let has_columns = !view.client.is("/textDocument/foldingRange/lineFoldingOnly");
    Some(FoldingRange {
        start_line: start.line,
        start_character: has_columns.then_some(start.character),
        end_line: end.line,
        end_character: has_columns.then_some(end.character),
        kind: Some(match fold.kind {
            FoldKind::Region => FoldingRangeKind::Region,
            FoldKind::Comment => FoldingRangeKind::Comment,
        }),
        collapsed_text: None,
    })
    .filter(|fold| fold.end_line > fold.start_line)
}

/// `textDocument/selectionRange`.
pub(crate) async fn selection(server: &Server, asked: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
    let positions = asked.positions;
    server
        .answer_written::<request::SelectionRangeRequest, _>(&asked.text_document.uri, move |view, path, _| {
            let text = view.text(path)?;
            let offsets: Vec<u32> = positions.iter().map(|it| text.offset(*it, view.client.encoding)).collect();
            let found = selection::selection_ranges(&view.snapshot, path, &offsets);
            // The protocol wants one for each position.
            let around = |at: usize| found.get(at).and_then(|spans| nested(view, path, spans));
            let own = |at: usize| SelectionRange { range: Range::new(positions[at], positions[at]), parent: None };
            Some((0..positions.len()).map(|at| around(at).unwrap_or_else(|| own(at))).collect())
        })
        .await
}

/// The spans, innermost first, each with the next one around it.
fn nested(view: &View, path: &str, spans: &[Span]) -> Option<SelectionRange> {
    let outer_first = spans.iter().rev();
    outer_first.fold(None, |parent, span| {
        Some(SelectionRange { range: view.range(path, *span)?, parent: parent.map(Box::new) })
    })
}

/// `textDocument/documentLink`.
pub(crate) async fn links(server: &Server, asked: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
    server
        .answer_written::<request::DocumentLinkRequest, _>(&asked.text_document.uri, |view, path, _| {
            let links = links::document_links(&view.snapshot, path);
            Some(links.iter().filter_map(|it| link(view, path, it)).collect())
        })
        .await
}

fn link(view: &View, path: &str, link: &links::DocumentLink) -> Option<DocumentLink> {
    let target = match &link.target {
        LinkTarget::Url(url) => uri::typed(&uri::valid(url)),
        LinkTarget::File(file) => view.uri(file)?,
    };
    Some(DocumentLink { range: view.range(path, link.span)?, target: Some(target), tooltip: None, data: None })
}
