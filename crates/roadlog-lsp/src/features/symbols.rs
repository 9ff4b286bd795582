//! What stands in a file, and what stands where in a workspace.

use roadlog_ide::markup::shown;
use roadlog_ide::symbols::{self, Symbol, SymbolKind as Is};
use roadlog_syntax::Kind;

use crate::protocol::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Location, OneOf, Result, SymbolInformation,
    SymbolKind, SymbolTag, WorkspaceSymbol, WorkspaceSymbolParams, WorkspaceSymbolResponse, request,
};
use crate::server::Server;
use crate::world::View;

/// How many symbols of a workspace are told at most.
const MOST: usize = 256;

/// `textDocument/documentSymbol`: as a tree where the client shows one.
pub(crate) async fn document(server: &Server, asked: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
    server
        .answer_written::<request::DocumentSymbolRequest, _>(&asked.text_document.uri, |view, path, _| {
            let tree = symbols::document_symbols(&view.snapshot, path);
            Some(if view.client.is("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport") {
                DocumentSymbolResponse::Nested(tree.iter().filter_map(|symbol| nested(view, path, symbol)).collect())
            } else {
                let mut all = Vec::new();
                for symbol in &tree {
                    flat(view, path, symbol, None, &mut all);
                }
                DocumentSymbolResponse::Flat(all)
            })
        })
        .await
}

#[expect(deprecated, reason = "the type has the field, which nobody fills any more")]
fn nested(view: &View, path: &str, symbol: &Symbol) -> Option<DocumentSymbol> {
    let children: Vec<_> = symbol.children.iter().filter_map(|child| nested(view, path, child)).collect();
    Some(DocumentSymbol {
        name: name(symbol.name.unescaped()),
        detail: symbol.detail.as_ref().map(|detail| shown(detail.unescaped()).into_owned()),
        kind: kind(symbol.kind),
        tags: tags(view, "/textDocument/documentSymbol", symbol.is_closed),
        deprecated: None,
        range: view.range(path, symbol.whole)?,
        selection_range: view.range(path, symbol.name_span)?,
        children: Some(children).filter(|children| !children.is_empty()),
    })
}

#[expect(deprecated, reason = "the type has the field, which nobody fills any more")]
fn flat(view: &View, path: &str, symbol: &Symbol, container: Option<&str>, all: &mut Vec<SymbolInformation>) {
    let (Some(uri), Some(range)) = (view.uri(path), view.range(path, symbol.whole)) else { return };
    let own = name(symbol.name.unescaped());
    all.push(SymbolInformation {
        name: own.clone(),
        kind: kind(symbol.kind),
        tags: tags(view, "/textDocument/documentSymbol", symbol.is_closed),
        deprecated: None,
        location: Location { uri, range },
        container_name: container.map(str::to_owned),
    });
    for child in &symbol.children {
        flat(view, path, child, Some(&own), all);
    }
}

/// A name as it is shown. The protocol allows no empty ones.
fn name(text: &str) -> String {
    let shown = shown(text);
    if shown.trim().is_empty() { "(nameless)".to_owned() } else { shown.into_owned() }
}

fn tags(view: &View, what: &str, is_closed: bool) -> Option<Vec<SymbolTag>> {
    (is_closed && view.client.has(&format!("{what}/tagSupport"))).then(|| vec![SymbolTag::DEPRECATED])
}

/// The protocol's kind for ours: an icon.
const fn kind(kind: Is) -> SymbolKind {
    match kind {
        Is::Section => SymbolKind::NAMESPACE,
        Is::Item(kind) => item_kind(kind),
        Is::Criterion => SymbolKind::BOOLEAN,
        Is::Table => SymbolKind::MODULE,
        Is::Person => SymbolKind::CONSTANT,
        Is::Team => SymbolKind::ARRAY,
        Is::Key => SymbolKind::PROPERTY,
    }
}

/// The same for an item.
pub(crate) const fn item_kind(kind: Option<Kind>) -> SymbolKind {
    match kind {
        Some(Kind::Vision | Kind::Goal | Kind::Metric) => SymbolKind::EVENT,
        Some(Kind::Initiative | Kind::Epic) => SymbolKind::CLASS,
        Some(Kind::Story) => SymbolKind::INTERFACE,
        Some(Kind::Bug) => SymbolKind::OPERATOR,
        Some(Kind::Task | Kind::Spike) => SymbolKind::METHOD,
        Some(Kind::Persona) => SymbolKind::VARIABLE,
        Some(Kind::Sprint | Kind::Launch) => SymbolKind::PACKAGE,
        Some(Kind::Research) | None => SymbolKind::OBJECT,
    }
}

/// `workspace/symbol`.
pub(crate) async fn workspace(
    server: &Server,
    asked: WorkspaceSymbolParams,
) -> Result<Option<WorkspaceSymbolResponse>> {
    server.all_loaded().await;
    let views = server.loaded_views();
    let written = server.write::<request::WorkspaceSymbolRequest>(move |cancel| {
        let mut found = Vec::new();
        for (view, _) in views {
            if cancel.is_cancelled() {
                break;
            }
            let all = symbols::workspace_symbols(&view.snapshot, &asked.query, MOST);
            found.extend(all.iter().filter_map(|symbol| of_workspace(&view, symbol)));
        }
        Some(WorkspaceSymbolResponse::Nested(found))
    });
    written.await?;
    Ok(None)
}

fn of_workspace(view: &View, symbol: &symbols::WorkspaceSymbol) -> Option<WorkspaceSymbol> {
    Some(WorkspaceSymbol {
        name: name(symbol.name.unescaped()),
        kind: kind(symbol.kind),
        tags: tags(view, "/workspace/symbol", symbol.is_closed),
        container_name: symbol.container.as_ref().map(|container| shown(container.unescaped()).into_owned()),
        location: OneOf::Left(view.location(&symbol.place)?),
        data: None,
    })
}
