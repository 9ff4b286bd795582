//! Diagnostics that the client pulls: of one document, or of the whole workspace in pieces, each under a name by which
//! the client asks for what is new since.

use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;

use super::{convert, lock};
use crate::check::Checker;
use crate::protocol::{
    DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportResult, FullDocumentDiagnosticReport,
    ProgressToken, RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport, Result,
    UnchangedDocumentDiagnosticReport, Uri, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDiagnosticReportPartialResult, WorkspaceDiagnosticReportResult, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport, request,
};
use crate::server::{Cancel, Server};
use crate::uri;
use crate::world::View;

/// How many files are told of at once where the client takes pieces.
const PIECE: usize = 100;

/// What a client has: by file, however it is written, its address and the name of its diagnostics.
type Known = FxHashMap<String, (Uri, String)>;

/// `textDocument/diagnostic`.
pub(crate) async fn document(
    server: &Server,
    asked: DocumentDiagnosticParams,
) -> Result<DocumentDiagnosticReportResult> {
    let uri = asked.text_document.uri;
    let Some((_, path)) = server.settled_view(&uri).await else { return Ok(report(None, Vec::new())) };
    let again = server.clone();
    let found = server.work("textDocument/diagnostic", move |_| {
        // The newest text counts: what is told of an older one would stand in the wrong places.
        let (view, _) = again.world().view_of(uri.as_str())?;
        let checker = again.world().checker(view.workspace)?;
        let mut checker = lock(&checker);
        checker.update(&view.snapshot, view.revision);
        Some(convert::diagnostics(&view, &path, &checker.of_file(&path)))
    });
    Ok(report(asked.previous_result_id.as_deref(), found.await?.unwrap_or_default()))
}

fn report(before: Option<&str>, items: Vec<crate::protocol::Diagnostic>) -> DocumentDiagnosticReportResult {
    let name = convert::name(&items);
    if before == Some(&*name) {
        let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id: name };
        let related =
            RelatedUnchangedDocumentDiagnosticReport { related_documents: None, unchanged_document_diagnostic_report };
        return DocumentDiagnosticReport::Unchanged(related).into();
    }
    let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: Some(name), items };
    let related = RelatedFullDocumentDiagnosticReport { related_documents: None, full_document_diagnostic_report };
    DocumentDiagnosticReport::Full(related).into()
}

/// `workspace/diagnostic`.
pub(crate) async fn workspace(
    server: &Server,
    asked: WorkspaceDiagnosticParams,
) -> Result<WorkspaceDiagnosticReportResult> {
    server.all_loaded().await;
    let views = server.loaded_views();
    let known = asked.previous_result_ids.into_iter().map(|it| (uri::key(it.uri.as_str()), (it.uri, it.value)));
    let known: Known = known.collect();
    let nothing = WorkspaceDiagnosticReport { items: Vec::new() };
    let Some(token) = asked.partial_result_params.partial_result_token else {
        let report = move |cancel: &Cancel| WorkspaceDiagnosticReport { items: reports(views, known, cancel) }.into();
        server.write::<request::WorkspaceDiagnosticRequest>(report).await?;
        return Ok(nothing.into());
    };
    let reports = server.work("workspace/diagnostic", move |cancel| reports(views, known, cancel)).await?;
    let mut reports = reports.into_iter().peekable();
    while reports.peek().is_some() {
        let items = reports.by_ref().take(PIECE).collect();
        tell(server, &token, WorkspaceDiagnosticReportPartialResult { items }).await;
    }
    Ok(nothing.into())
}

async fn tell(server: &Server, token: &ProgressToken, piece: WorkspaceDiagnosticReportPartialResult) {
    server.outbox.room().await;
    server.notify("$/progress", &serde_json::json!({ "token": token, "value": piece }));
}

/// What is new in all workspaces: every file with findings, and those that the client knows findings of.
fn reports(
    views: Vec<(View, Arc<Mutex<Checker>>)>,
    mut known: Known,
    cancel: &Cancel,
) -> Vec<WorkspaceDocumentDiagnosticReport> {
    let mut reports = Vec::new();
    for (view, checker) in views {
        let mut checker = lock(&checker);
        checker.update(&view.snapshot, view.revision);
        for path in checker.files() {
            if cancel.is_cancelled() {
                return reports;
            }
            let Some(uri) = view.uri(&path) else { continue };
            let before = known.remove(&uri::key(uri.as_str())).map(|(_, before)| before);
            let items = convert::diagnostics(&view, &path, &checker.of_file(&path));
            reports.push(file_report(uri, view.version(&path), before.as_deref(), items));
        }
    }
    let clean = known.into_values().map(|(uri, before)| file_report(uri, None, Some(&before), Vec::new()));
    reports.extend(clean);
    reports
}

fn file_report(
    uri: Uri,
    version: Option<i32>,
    before: Option<&str>,
    items: Vec<crate::protocol::Diagnostic>,
) -> WorkspaceDocumentDiagnosticReport {
    let (name, version) = (convert::name(&items), version.map(i64::from));
    if before == Some(&*name) {
        let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id: name };
        return WorkspaceUnchangedDocumentDiagnosticReport { uri, version, unchanged_document_diagnostic_report }
            .into();
    }
    let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: Some(name), items };
    WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report }.into()
}
