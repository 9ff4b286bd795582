//! What is offered to a client: only what it announced.

use crate::announced::Announced;
use crate::protocol::{
    DiagnosticOptions, DiagnosticServerCapabilities, FileOperationFilter, FileOperationPattern,
    FileOperationRegistrationOptions, OneOf, SaveOptions, ServerCapabilities, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
    WorkspaceFileOperationsServerCapabilities, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

/// Everything that is offered.
pub(crate) fn offer(client: &Announced) -> ServerCapabilities {
    let diagnostics = DiagnosticOptions {
        identifier: Some("roadlog".to_owned()),
        inter_file_dependencies: true,
        workspace_diagnostics: true,
        ..DiagnosticOptions::default()
    };
    ServerCapabilities {
        position_encoding: client.has("/general/positionEncodings").then(|| client.encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        diagnostic_provider: client.pulls().then_some(DiagnosticServerCapabilities::Options(diagnostics)),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: client.is("/workspace/workspaceFolders").then_some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: client.has("/workspace/fileOperations").then(|| file_operations(client)),
        }),
        ..ServerCapabilities::default()
    }
}

/// The changes of files of which the server wants to know.
fn file_operations(client: &Announced) -> WorkspaceFileOperationsServerCapabilities {
    let wanted = |name: &str| {
        let filter = |glob: &str| FileOperationFilter {
            scheme: Some("file".to_owned()),
            pattern: FileOperationPattern { glob: glob.to_owned(), ..FileOperationPattern::default() },
        };
        // Folders too: what lies in them is created, renamed or deleted with them.
        client
            .is(&format!("/workspace/fileOperations/{name}"))
            .then(|| FileOperationRegistrationOptions { filters: vec![filter("**/*")] })
    };
    WorkspaceFileOperationsServerCapabilities {
        did_create: wanted("didCreate"),
        did_rename: wanted("didRename"),
        did_delete: wanted("didDelete"),
        ..WorkspaceFileOperationsServerCapabilities::default()
    }
}
