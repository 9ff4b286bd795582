//! The methods of the protocol, each handed on to the module that has its answer.

use std::future::{Ready, ready};
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::PoisonError;
use std::time::Duration;

use super::{Server, capabilities};
use crate::announced::Announced;
use crate::diagnostics;
use crate::features::{
    actions, completion, formatting, hierarchy, hover, lenses, navigation, rename, structure, symbols, tokens,
};
use crate::protocol::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem, CallHierarchyOutgoingCall,
    CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, CodeAction, CodeActionParams, CodeActionResponse,
    CodeLens, CodeLensParams, CompletionItem, CompletionParams, CompletionResponse, CreateFilesParams,
    DeleteFilesParams, DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    DocumentDiagnosticParams, DocumentDiagnosticReportResult, DocumentFormattingParams, DocumentHighlight,
    DocumentHighlightParams, DocumentLink, DocumentLinkParams, DocumentOnTypeFormattingParams,
    DocumentRangeFormattingParams, DocumentSymbolParams, DocumentSymbolResponse, ExecuteCommandParams, FoldingRange,
    FoldingRangeParams, GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams, InitializeParams,
    InitializeResult, InitializedParams, InlayHint, InlayHintParams, Json, LSPAny, LanguageServer,
    LinkedEditingRangeParams, LinkedEditingRanges, Location, MessageType, PrepareRenameResponse, ReferenceParams,
    RenameFilesParams, RenameParams, Result, SelectionRange, SelectionRangeParams, SemanticTokensDeltaParams,
    SemanticTokensFullDeltaResult, SemanticTokensParams, SemanticTokensRangeParams, SemanticTokensRangeResult,
    SemanticTokensResult, ServerInfo, TextDocumentIdentifier, TextDocumentPositionParams, TextEdit, TypeHierarchyItem,
    TypeHierarchyPrepareParams, TypeHierarchySubtypesParams, TypeHierarchySupertypesParams, Uri,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReportResult, WorkspaceEdit, WorkspaceFolder, WorkspaceSymbolParams,
    WorkspaceSymbolResponse, fault,
};
use crate::settings::Step;
use crate::uri;
use crate::world::{Changed, is_config};

impl LanguageServer for Server {
    async fn initialize(&self, asked: InitializeParams) -> Result<InitializeResult> {
        // The library takes no other one after a panic that it sees.
        let begun = std::panic::catch_unwind(AssertUnwindSafe(|| self.begin(&asked)));
        begun.map_err(|_| fault("initialize"))
    }

    async fn initialized(&self, _: InitializedParams) {
        let folders = std::mem::take(&mut *self.waiting_folders());
        self.open_folders(folders);
        self.watch(self.often());
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, told: DidOpenTextDocumentParams) {
        let uri = told.text_document.uri.clone();
        let id = self.world().open(told.text_document);
        self.load_new();
        self.reload_if_config_changed(id, &uri);
        self.stir.urgent();
    }

    async fn did_change(&self, told: DidChangeTextDocumentParams) {
        let DidChangeTextDocumentParams { text_document, content_changes } = told;
        let changed = self.world().change(text_document.uri.as_str(), text_document.version, content_changes);
        match changed {
            None => {
                self.log(
                    MessageType::WARNING,
                    format!("{} was changed without being open", text_document.uri.as_str()),
                );
            }
            Some((_, Changed::LostStep)) => self.show(
                MessageType::WARNING,
                "roadlog no longer knows what this document says, because a change ended before it began; \
                 close and open it again",
            ),
            Some((id, _)) => self.reload_if_config_changed(id, &text_document.uri),
        }
        self.stir.typed();
    }

    async fn did_save(&self, told: DidSaveTextDocumentParams) {
        let uri = told.text_document.uri;
        let saved = self.world().save(uri.as_str()).map(|document| (document.workspace, is_config(&document.path)));
        if let Some((own, is_config)) = saved {
            self.saved(uri.as_str(), own);
            // What a configuration says of the files to read counts once it is saved.
            if is_config {
                self.reload(own);
            }
        }
        self.stir.urgent();
    }

    async fn did_close(&self, told: DidCloseTextDocumentParams) {
        let closed = self.world().close(told.text_document.uri.as_str());
        if let Some((document, is_of_disk)) = closed {
            self.tokens().forget(told.text_document.uri.as_str());
            self.closed(document, is_of_disk);
        }
        self.stir.urgent();
    }

    async fn did_change_workspace_folders(&self, told: DidChangeWorkspaceFoldersParams) {
        let paths = |folders: Vec<WorkspaceFolder>| {
            folders.iter().filter_map(|folder| uri::path(folder.uri.as_str())).collect::<Vec<_>>()
        };
        self.world().close_folders(&paths(told.event.removed));
        self.open_folders(paths(told.event.added));
        self.stir.urgent();
    }

    async fn did_change_watched_files(&self, told: DidChangeWatchedFilesParams) {
        self.files_changed(&told.changes);
    }

    async fn did_change_configuration(&self, _: DidChangeConfigurationParams) {}

    async fn did_create_files(&self, told: CreateFilesParams) {
        self.files_moved(told.files.iter().map(|file| file.uri.as_str()));
    }

    async fn did_rename_files(&self, told: RenameFilesParams) {
        self.files_moved(told.files.iter().flat_map(|file| [file.old_uri.as_str(), file.new_uri.as_str()]));
    }

    async fn did_delete_files(&self, told: DeleteFilesParams) {
        self.files_moved(told.files.iter().map(|file| file.uri.as_str()));
    }

    async fn diagnostic(&self, asked: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        diagnostics::document(self, asked).await
    }

    async fn workspace_diagnostic(&self, asked: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        diagnostics::workspace(self, asked).await
    }

    async fn goto_definition(&self, asked: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        navigation::definition(self, asked).await
    }

    async fn references(&self, asked: ReferenceParams) -> Result<Option<Vec<Location>>> {
        navigation::references(self, asked).await
    }

    async fn document_highlight(&self, asked: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        navigation::highlights(self, asked).await
    }

    async fn prepare_call_hierarchy(
        &self,
        asked: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        hierarchy::call_item(self, asked).await
    }

    async fn incoming_calls(
        &self,
        asked: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        hierarchy::incoming(self, asked).await
    }

    async fn outgoing_calls(
        &self,
        asked: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        hierarchy::outgoing(self, asked).await
    }

    async fn prepare_type_hierarchy(
        &self,
        asked: TypeHierarchyPrepareParams,
    ) -> Result<Option<Vec<TypeHierarchyItem>>> {
        hierarchy::type_item(self, asked).await
    }

    async fn supertypes(&self, asked: TypeHierarchySupertypesParams) -> Result<Option<Vec<TypeHierarchyItem>>> {
        hierarchy::supertypes(self, asked).await
    }

    async fn subtypes(&self, asked: TypeHierarchySubtypesParams) -> Result<Option<Vec<TypeHierarchyItem>>> {
        hierarchy::subtypes(self, asked).await
    }

    async fn document_link(&self, asked: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        structure::links(self, asked).await
    }

    async fn folding_range(&self, asked: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        structure::folding(self, asked).await
    }

    async fn selection_range(&self, asked: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        structure::selection(self, asked).await
    }

    async fn document_symbol(&self, asked: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        symbols::document(self, asked).await
    }

    async fn symbol(&self, asked: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        symbols::workspace(self, asked).await
    }

    async fn hover(&self, asked: HoverParams) -> Result<Option<Hover>> {
        hover::hover(self, asked).await
    }

    async fn completion(&self, asked: CompletionParams) -> Result<Option<CompletionResponse>> {
        completion::complete(self, asked).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        completion::resolve(self, item).await
    }

    async fn semantic_tokens_full(&self, asked: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        tokens::full(self, asked).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        asked: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        tokens::delta(self, asked).await
    }

    async fn semantic_tokens_range(
        &self,
        asked: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        tokens::range(self, asked).await
    }

    async fn formatting(&self, asked: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        formatting::file(self, asked).await
    }

    async fn range_formatting(&self, asked: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        formatting::range(self, asked).await
    }

    async fn on_type_formatting(&self, asked: DocumentOnTypeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        formatting::on_type(self, asked).await
    }

    async fn prepare_rename(&self, at: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        rename::prepare(self, at).await
    }

    async fn rename(&self, asked: RenameParams) -> Result<Option<WorkspaceEdit>> {
        rename::rename(self, asked).await
    }

    async fn linked_editing_range(&self, asked: LinkedEditingRangeParams) -> Result<Option<LinkedEditingRanges>> {
        rename::linked(self, asked).await
    }

    async fn will_rename_files(&self, asked: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        rename::files(self, asked).await
    }

    async fn code_action(&self, asked: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        actions::actions(self, asked).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        actions::resolve(self, action).await
    }

    async fn execute_command(&self, asked: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        actions::execute(self, asked).await
    }

    async fn code_lens(&self, asked: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        lenses::lenses(self, asked).await
    }

    async fn code_lens_resolve(&self, lens: CodeLens) -> Result<CodeLens> {
        Ok(lenses::resolved(lens))
    }

    async fn inlay_hint(&self, asked: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        lenses::hints(self, asked).await
    }
}

impl Server {
    /// Takes in what the client says of itself, and gives what is offered to it.
    fn begin(&self, asked: &InitializeParams) -> InitializeResult {
        self.settings.probe(Step::WorkedOut, "initialize");
        let announced = std::mem::take(&mut *self.announced.lock().unwrap_or_else(PoisonError::into_inner));
        let client = Announced::new(announced);
        let capabilities = capabilities::offer(&client);
        self.world().client = client.into();
        self.hidden_options(asked.initialization_options.as_ref());
        self.parent.send_replace(asked.process_id);
        *self.waiting_folders() = folders(asked);
        InitializeResult {
            capabilities,
            server_info: Some(ServerInfo {
                name: "roadlog".to_owned(),
                version: Some(self.settings.version.to_owned()),
            }),
            offset_encoding: None,
        }
    }

    /// What clients that measure ask for: `debounce` and `poll`, each in milliseconds.
    fn hidden_options(&self, options: Option<&Json>) {
        let milliseconds = |name: &str| options?.get(name)?.as_u64().map(Duration::from_millis);
        // Set once: there is one `initialize`.
        milliseconds("debounce").map(|quiet| self.quiet.set(quiet).ok());
        milliseconds("poll").map(|often| self.often.set(often.max(Duration::from_millis(1))).ok());
    }

    /// For tests alone: what stands in a document, as the client's text and as the plan's.
    pub(crate) async fn both_texts(&self, asked: TextDocumentIdentifier) -> Result<Json> {
        let Some((view, path)) = self.settled_view(&asked.uri).await else { return Ok(Json::Null) };
        let open = view.text(&path).map(|text| text.as_str().to_owned());
        let plan = view.snapshot.plan.file_at(&path).map(|(_, file)| file.document().text());
        Ok(serde_json::json!({ "open": open, "plan": plan.or_else(|| view.snapshot.configuration_at(&path)) }))
    }

    /// For tests alone: how many pieces there are of what the server keeps, all of which belong to something open.
    pub(crate) fn kept(&self) -> Ready<Result<Json>> {
        let (documents, workspaces) = self.world().counts();
        let (tokens, pushed) = (self.tokens().count(), self.pushed().count());
        let counts = [documents, workspaces, tokens, pushed, self.known.count()];
        ready(Ok(serde_json::json!(counts.iter().sum::<usize>())))
    }

    fn open_folders(&self, folders: Vec<PathBuf>) {
        let (_, refused) = self.world().open_folders(folders);
        for folder in refused {
            self.show(
                MessageType::WARNING,
                format!("roadlog does not look through {}; open the folder of a plan", folder.display()),
            );
        }
        self.load_new();
    }

    /// A configuration that says something else counts for all files.
    fn reload_if_config_changed(&self, id: u32, uri: &Uri) {
        let is_config = self.world().document(uri.as_str()).is_some_and(|document| is_config(&document.path));
        if is_config {
            self.reload(id);
        }
    }
}

/// The folders that the client has open, where they are folders.
#[expect(deprecated, reason = "clients older than several folders have nothing else")]
fn folders(asked: &InitializeParams) -> Vec<PathBuf> {
    let several = asked.workspace_folders.as_ref().filter(|folders| !folders.is_empty());
    if let Some(several) = several {
        return several.iter().filter_map(|folder| uri::path(folder.uri.as_str())).collect();
    }
    let one = asked.root_uri.as_ref().and_then(|uri| uri::path(uri.as_str()));
    one.or_else(|| asked.root_path.as_ref().map(PathBuf::from)).into_iter().collect()
}
