//! Renaming: ids, labels and handles everywhere they are named, and the links to a file that gets another name.

use roadlog_ide::rename::{self, Renamable};

use super::edits::{refused, workspace_edit};
use crate::protocol::{
    LinkedEditingRangeParams, LinkedEditingRanges, PrepareRenameResponse, RenameFilesParams, RenameParams, Result,
    TextDocumentPositionParams, WorkspaceEdit,
};
use crate::server::Server;
use crate::uri;

/// `textDocument/prepareRename`.
pub(crate) async fn prepare(server: &Server, at: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
    let answer = server.answer("textDocument/prepareRename", &at.text_document.uri, move |view, path, _| {
        let place = view.position(path, at.position)?;
        Some(match rename::prepare_rename(&view.snapshot, place) {
            Ok(Renamable { span, placeholder }) => {
                Ok(PrepareRenameResponse::RangeWithPlaceholder { range: view.range(path, span)?, placeholder })
            }
            Err(refusal) => Err(refused(&refusal)),
        })
    });
    answer.await?.transpose()
}

/// `textDocument/rename`.
pub(crate) async fn rename(server: &Server, asked: RenameParams) -> Result<Option<WorkspaceEdit>> {
    let at = asked.text_document_position;
    let answer = server.answer_with_edits("textDocument/rename", &at.text_document.uri, move |view, path, _| {
        let place = view.position(path, at.position)?;
        Some(match rename::rename(&view.snapshot, place, &asked.new_name) {
            Ok(edits) => Ok(workspace_edit(view, &edits)?),
            Err(refusal) => Err(refused(&refusal)),
        })
    });
    answer.await?.transpose()
}

/// `textDocument/linkedEditingRange`.
pub(crate) async fn linked(server: &Server, asked: LinkedEditingRangeParams) -> Result<Option<LinkedEditingRanges>> {
    let at = asked.text_document_position_params;
    server
        .answer_with_own_edits("textDocument/linkedEditingRange", &at.text_document.uri, move |view, path, _| {
            let spans = rename::linked_editing(&view.snapshot, view.position(path, at.position)?);
            let ranges: Vec<_> = spans.iter().filter_map(|span| view.range(path, *span)).collect();
            (!ranges.is_empty()).then_some(LinkedEditingRanges { ranges, word_pattern: None })
        })
        .await
}

/// `workspace/willRenameFiles`.
pub(crate) async fn files(server: &Server, asked: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
    server.all_loaded().await;
    let pairs = asked.files.iter().filter_map(|file| {
        let path = |written: &str| uri::path(&uri::valid(written));
        Some((path(&file.old_uri)?, path(&file.new_uri)?))
    });
    let pairs: Vec<_> = pairs.collect();
    let Some((first, _)) = pairs.first() else { return Ok(None) };
    // An editor renames files of one folder at a time.
    let found = {
        let mut world = server.world();
        let id = world.around(first).first().copied();
        id.and_then(|id| {
            let workspace = world.workspace(id)?;
            let renames =
                pairs.iter().filter_map(|(old, new)| Some((workspace.path_of(old)?, workspace.path_of(new)?)));
            Some((renames.collect::<Vec<_>>(), world.view(id)?))
        })
    };
    let Some((renames, view)) = found else { return Ok(None) };
    let (id, revision) = (view.workspace, view.revision);
    let answer = server.work("workspace/willRenameFiles", move |_| {
        let edits = rename::renamed_files(&view.snapshot, &renames);
        workspace_edit(&view, &edits).filter(|_| !edits.is_empty())
    });
    server.unless_moved_on(id, revision, answer.await?)
}
