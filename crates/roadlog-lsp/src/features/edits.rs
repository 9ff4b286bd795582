//! Edits of several files as the protocol has them: with the version of each where the client takes versions.

use std::collections::HashMap;

use roadlog_ide::actions::Refusal;
use roadlog_ide::markup::shown;
use roadlog_lint::FileEdit;
use roadlog_syntax::Edit;

use crate::protocol::{
    CreateFile, CreateFileOptions, DocumentChangeOperation, DocumentChanges, Error, ErrorCode, OneOf,
    OptionalVersionedTextDocumentIdentifier, Position, Range, ResourceOp, TextDocumentEdit, TextEdit, Uri,
    WorkspaceEdit, error,
};
use crate::world::View;

/// The edits of one file.
struct OfFile {
    uri: Uri,
    version: Option<i32>,
    is_new: bool,
    edits: Vec<TextEdit>,
}

/// The edits as the client takes them; `None` where it cannot be asked for them: a text of it is not surely known.
pub(crate) fn workspace_edit(view: &View, edits: &[FileEdit]) -> Option<WorkspaceEdit> {
    if !view.may_change(edits) {
        return None;
    }
    let mut paths: Vec<&str> = Vec::new();
    for path in edits.iter().map(|edit| edit.path.unescaped()) {
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    let files: Vec<OfFile> = paths.into_iter().map(|path| of_file(view, path, edits)).collect::<Option<_>>()?;
    if view.client.has_document_changes() {
        return Some(WorkspaceEdit { document_changes: Some(changes(view, files)), ..WorkspaceEdit::default() });
    }
    let changes: HashMap<Uri, Vec<TextEdit>> = files.into_iter().map(|file| (file.uri, file.edits)).collect();
    Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() })
}

fn of_file(view: &View, path: &str, edits: &[FileEdit]) -> Option<OfFile> {
    let own: Vec<Edit> =
        edits.iter().filter(|edit| edit.path.unescaped() == path).map(|edit| edit.edit.clone()).collect();
    let known = view.text_edits(path, &own);
    let is_new = known.is_none();
    // All that can be done to a file that is not there is to write into it.
    let start = Range::new(Position::default(), Position::default());
    let edits = known.unwrap_or_else(|| own.into_iter().map(|edit| TextEdit::new(start, edit.text)).collect());
    Some(OfFile { uri: view.uri(path)?, version: view.version(path), is_new, edits })
}

fn changes(view: &View, files: Vec<OfFile>) -> DocumentChanges {
    let makes = view.client.creates_files() && files.iter().any(|file| file.is_new);
    let edit = |uri: Uri, version: Option<i32>, edits: Vec<TextEdit>| TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: edits.into_iter().map(OneOf::Left).collect(),
    };
    if !makes {
        return DocumentChanges::Edits(
            files.into_iter().map(|file| edit(file.uri, file.version, file.edits)).collect(),
        );
    }
    let mut operations = Vec::new();
    for OfFile { uri, version, is_new, edits } in files {
        if is_new {
            let options = Some(CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(true) });
            let create = CreateFile { uri: uri.clone(), options, annotation_id: None };
            operations.push(DocumentChangeOperation::Op(ResourceOp::Create(create)));
        }
        operations.push(DocumentChangeOperation::Edit(edit(uri, version, edits)));
    }
    DocumentChanges::Operations(operations)
}

/// What is said where something cannot be done.
pub(crate) fn refused(refusal: &Refusal) -> Error {
    let Refusal { reason, way_out } = refusal;
    let sentence = format!("{}: {}", shown(reason.unescaped()), shown(way_out.unescaped()));
    error(ErrorCode::ServerError(REQUEST_FAILED), sentence)
}

/// `RequestFailed` (LSP 3.17): a request that is right and cannot be done.
const REQUEST_FAILED: i64 = -32803;
