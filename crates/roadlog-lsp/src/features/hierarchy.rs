//! What needs what as a hierarchy of calls, and what serves what as one of types.

use roadlog_ide::hierarchy::{self, Call, HierarchyItem};
use roadlog_ide::markup::shown;
use roadlog_ide::{FilePosition, FileSpan};

use super::symbols::item_kind;
use crate::protocol::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem, CallHierarchyOutgoingCall,
    CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, Range, Result, TypeHierarchyItem,
    TypeHierarchyPrepareParams, TypeHierarchySubtypesParams, TypeHierarchySupertypesParams, Uri,
};
use crate::server::Server;
use crate::world::View;

/// `textDocument/prepareCallHierarchy`.
pub(crate) async fn call_item(
    server: &Server,
    asked: CallHierarchyPrepareParams,
) -> Result<Option<Vec<CallHierarchyItem>>> {
    let at = asked.text_document_position_params;
    server
        .answer("textDocument/prepareCallHierarchy", &at.text_document.uri, move |view, path, _| {
            let item = hierarchy::call_item(&view.snapshot, view.position(path, at.position)?)?;
            Some(vec![as_call(view, &item)?])
        })
        .await
}

/// `callHierarchy/incomingCalls`.
pub(crate) async fn incoming(
    server: &Server,
    asked: CallHierarchyIncomingCallsParams,
) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
    let CallHierarchyItem { uri, selection_range, .. } = asked.item;
    server
        .answer("callHierarchy/incomingCalls", &uri, move |view, path, _| {
            let item = hierarchy::call_item(&view.snapshot, position(view, path, selection_range)?)?;
            let calls = hierarchy::incoming_calls(&view.snapshot, &item);
            let call = |call: &Call| {
                Some(CallHierarchyIncomingCall {
                    from: as_call(view, &call.item)?,
                    from_ranges: ranges(view, &call.places),
                })
            };
            Some(calls.iter().filter_map(call).collect())
        })
        .await
}

/// `callHierarchy/outgoingCalls`.
pub(crate) async fn outgoing(
    server: &Server,
    asked: CallHierarchyOutgoingCallsParams,
) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
    let CallHierarchyItem { uri, selection_range, .. } = asked.item;
    server
        .answer("callHierarchy/outgoingCalls", &uri, move |view, path, _| {
            let item = hierarchy::call_item(&view.snapshot, position(view, path, selection_range)?)?;
            let calls = hierarchy::outgoing_calls(&view.snapshot, &item);
            let call = |call: &Call| {
                Some(CallHierarchyOutgoingCall {
                    to: as_call(view, &call.item)?,
                    from_ranges: ranges(view, &call.places),
                })
            };
            Some(calls.iter().filter_map(call).collect())
        })
        .await
}

/// `textDocument/prepareTypeHierarchy`.
pub(crate) async fn type_item(
    server: &Server,
    asked: TypeHierarchyPrepareParams,
) -> Result<Option<Vec<TypeHierarchyItem>>> {
    let at = asked.text_document_position_params;
    server
        .answer("textDocument/prepareTypeHierarchy", &at.text_document.uri, move |view, path, _| {
            let item = hierarchy::type_item(&view.snapshot, view.position(path, at.position)?)?;
            Some(vec![as_type(view, &item)?])
        })
        .await
}

/// `typeHierarchy/supertypes`.
pub(crate) async fn supertypes(
    server: &Server,
    asked: TypeHierarchySupertypesParams,
) -> Result<Option<Vec<TypeHierarchyItem>>> {
    types(server, "typeHierarchy/supertypes", asked.item, hierarchy::supertypes).await
}

/// `typeHierarchy/subtypes`.
pub(crate) async fn subtypes(
    server: &Server,
    asked: TypeHierarchySubtypesParams,
) -> Result<Option<Vec<TypeHierarchyItem>>> {
    types(server, "typeHierarchy/subtypes", asked.item, hierarchy::subtypes).await
}

async fn types(
    server: &Server,
    method: &'static str,
    item: TypeHierarchyItem,
    of: fn(&roadlog_ide::Snapshot, &HierarchyItem) -> Vec<HierarchyItem>,
) -> Result<Option<Vec<TypeHierarchyItem>>> {
    let TypeHierarchyItem { uri, selection_range, .. } = item;
    server
        .answer(method, &uri, move |view, path, _| {
            let item = hierarchy::type_item(&view.snapshot, position(view, path, selection_range)?)?;
            Some(of(&view.snapshot, &item).iter().filter_map(|item| as_type(view, item)).collect())
        })
        .await
}

/// The place of an item that the client was given.
fn position<'p>(view: &View, path: &'p str, selection: Range) -> Option<FilePosition<'p>> {
    view.position(path, selection.start)
}

fn ranges(view: &View, places: &[FileSpan]) -> Vec<Range> {
    places.iter().filter_map(|place| view.range(&place.path, place.span)).collect()
}

/// What both hierarchies tell of an item.
struct Told {
    uri: Uri,
    name: String,
    detail: Option<String>,
    range: Range,
    selection_range: Range,
}

fn told(view: &View, item: &HierarchyItem) -> Option<Told> {
    Some(Told {
        uri: view.uri(&item.path)?,
        name: shown(item.name.unescaped()).into_owned(),
        detail: Some(shown(item.detail.unescaped()).into_owned()),
        range: view.range(&item.path, item.whole)?,
        selection_range: view.range(&item.path, item.name_span)?,
    })
}

fn as_call(view: &View, item: &HierarchyItem) -> Option<CallHierarchyItem> {
    let Told { uri, name, detail, range, selection_range } = told(view, item)?;
    let kind = item_kind(item.kind);
    Some(CallHierarchyItem { name, kind, tags: None, detail, uri, range, selection_range, data: None })
}

fn as_type(view: &View, item: &HierarchyItem) -> Option<TypeHierarchyItem> {
    let Told { uri, name, detail, range, selection_range } = told(view, item)?;
    let kind = item_kind(item.kind);
    Some(TypeHierarchyItem { name, kind, tags: None, detail, uri, range, selection_range, data: None })
}
