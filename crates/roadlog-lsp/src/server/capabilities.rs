//! What is offered to a client: only what it announced.

use roadlog_ide::actions::ActionKind;
use roadlog_ide::completion::TRIGGERS;
use roadlog_ide::formatting::TYPED;

use crate::announced::Announced;
use crate::features::actions::APPLY;
use crate::features::tokens;
use crate::protocol::{
    CallHierarchyServerCapability, CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CodeLensOptions,
    CompletionOptions, DiagnosticOptions, DiagnosticServerCapabilities, DocumentLinkOptions,
    DocumentOnTypeFormattingOptions, ExecuteCommandOptions, FileOperationFilter, FileOperationPattern,
    FileOperationRegistrationOptions, FoldingRangeProviderCapability, HoverProviderCapability, Json,
    LinkedEditingRangeServerCapabilities, OneOf, RenameOptions, SaveOptions, SelectionRangeProviderCapability,
    SemanticTokensFullOptions, SemanticTokensOptions, SemanticTokensServerCapabilities, ServerCapabilities,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
    WorkDoneProgressOptions, WorkspaceFileOperationsServerCapabilities, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities,
};

/// Everything that is offered: what the client announced, and what clients are known to ask for without that.
pub(crate) fn offer(client: &Announced) -> ServerCapabilities {
    let diagnostics = DiagnosticOptions {
        identifier: Some("roadlog".to_owned()),
        inter_file_dependencies: true,
        workspace_diagnostics: true,
        ..DiagnosticOptions::default()
    };
    let of = |feature: &str| client.has(&format!("/textDocument/{feature}"));
    ServerCapabilities {
        position_encoding: client.has("/general/positionEncodings").then(|| client.encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        diagnostic_provider: client.pulls().then_some(DiagnosticServerCapabilities::Options(diagnostics)),
        // Whether or not they were announced: Helix asks for these without a word of them.
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: client.has("/workspace/symbol").then_some(OneOf::Left(true)),
        call_hierarchy_provider: of("callHierarchy").then_some(CallHierarchyServerCapability::Simple(true)),
        folding_range_provider: of("foldingRange").then_some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: of("selectionRange").then_some(SelectionRangeProviderCapability::Simple(true)),
        linked_editing_range_provider: of("linkedEditingRange")
            .then_some(LinkedEditingRangeServerCapabilities::Simple(true)),
        document_link_provider: of("documentLink").then(|| DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        hover_provider: of("hover").then_some(HoverProviderCapability::Simple(true)),
        completion_provider: of("completion").then(|| CompletionOptions {
            resolve_provider: Some(true),
            trigger_characters: Some(TRIGGERS.iter().map(char::to_string).collect()),
            ..CompletionOptions::default()
        }),
        semantic_tokens_provider: semantic_tokens(client),
        // The same: Neovim up to 0.7 formats without a word of it.
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        document_on_type_formatting_provider: of("onTypeFormatting").then(on_type).flatten(),
        rename_provider: of("rename").then(|| rename(client)),
        code_action_provider: of("codeAction").then(|| code_actions(client)),
        code_lens_provider: of("codeLens").then_some(CodeLensOptions { resolve_provider: Some(false) }),
        inlay_hint_provider: of("inlayHint").then_some(OneOf::Left(true)),
        execute_command_provider: client.is("/workspace/applyEdit").then(|| ExecuteCommandOptions {
            commands: vec![APPLY.to_owned()],
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
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

/// Names that are edited: with a look at them first where the client takes one.
fn rename(client: &Announced) -> OneOf<bool, RenameOptions> {
    if !client.is("/textDocument/rename/prepareSupport") {
        return OneOf::Left(true);
    }
    OneOf::Right(RenameOptions {
        prepare_provider: Some(true),
        work_done_progress_options: WorkDoneProgressOptions::default(),
    })
}

fn code_actions(client: &Announced) -> CodeActionProviderCapability {
    if !client.has("/textDocument/codeAction/codeActionLiteralSupport") {
        return CodeActionProviderCapability::Simple(true);
    }
    let can_wait = client.lists("/textDocument/codeAction/resolveSupport/properties", "edit");
    CodeActionProviderCapability::Options(CodeActionOptions {
        code_action_kinds: Some(ActionKind::ALL.into_iter().map(|kind| CodeActionKind::new(kind.name())).collect()),
        resolve_provider: Some(can_wait),
        work_done_progress_options: WorkDoneProgressOptions::default(),
    })
}

/// The characters after which something may happen by itself.
fn on_type() -> Option<DocumentOnTypeFormattingOptions> {
    let mut typed = TYPED.iter().map(char::to_string);
    Some(DocumentOnTypeFormattingOptions {
        first_trigger_character: typed.next()?,
        more_trigger_character: Some(typed.collect()),
    })
}

fn semantic_tokens(client: &Announced) -> Option<SemanticTokensServerCapabilities> {
    let takes = |what: &str| client.takes(&format!("/textDocument/semanticTokens/requests/{what}"));
    let full = if tokens::takes_deltas(client) {
        SemanticTokensFullOptions::Delta { delta: Some(true) }
    } else {
        SemanticTokensFullOptions::Bool(true)
    };
    client.has("/textDocument/semanticTokens").then(|| {
        SemanticTokensServerCapabilities::SemanticTokensOptions(SemanticTokensOptions {
            legend: tokens::legend(),
            range: takes("range").then_some(true),
            full: takes("full").then_some(full),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })
    })
}

/// What is offered by names that the protocol's types do not have yet.
pub(crate) fn offer_more(client: &Announced, capabilities: &mut Json) {
    if let Some(capabilities) = capabilities.as_object_mut()
        && client.has("/textDocument/typeHierarchy")
    {
        capabilities.insert("typeHierarchyProvider".to_owned(), Json::Bool(true));
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
        will_rename: wanted("willRename"),
        did_create: wanted("didCreate"),
        did_rename: wanted("didRename"),
        did_delete: wanted("didDelete"),
        ..WorkspaceFileOperationsServerCapabilities::default()
    }
}
