//! What may be written where the cursor stands.

use std::str::FromStr;

use roadlog_ide::completion::{self, Completion, CompletionKey, CompletionKind as Is, MOST};
use roadlog_ide::markup::shown;
use roadlog_syntax::Span;
use serde_json::json;

use super::hover::content;
use super::symbols::item_kind;
use crate::announced::Announced;
use crate::protocol::{
    Command, CompletionItem, CompletionItemKind, CompletionItemTag, CompletionList, CompletionParams,
    CompletionResponse, CompletionTextEdit, Documentation, InsertReplaceEdit, InsertTextFormat, InsertTextMode, Result,
    SymbolKind, TextEdit, Uri, request,
};
use crate::server::Server;
use crate::uri;
use crate::world::View;

const ITEM: &str = "/textDocument/completion/completionItem";
/// The command that brings completions up again.
const AGAIN: &str = "editor.action.triggerSuggest";

/// `textDocument/completion`.
pub(crate) async fn complete(server: &Server, asked: CompletionParams) -> Result<Option<CompletionResponse>> {
    let at = asked.text_document_position;
    let uri = at.text_document.uri.clone();
    let answer = server.answer_written::<request::Completion, _>(&at.text_document.uri, move |view, path, _| {
        // What is offered is an edit: none of a text that is not surely the client's.
        let place = view.position(path, at.position).filter(|_| view.is_in_step(path))?;
        let found = completion::completions(&view.snapshot, place);
        let is_incomplete = found.len() >= MOST;
        let items = found.iter().filter_map(|found| item(view, path, &uri, place.offset, found)).collect();
        Some(CompletionResponse::List(CompletionList { is_incomplete, items }))
    });
    answer.await
}

fn item(view: &View, path: &str, uri: &Uri, cursor: u32, found: &Completion) -> Option<CompletionItem> {
    let can = |what: &str| view.client.is(&format!("{ITEM}/{what}"));
    let snippet = found.snippet.as_ref().filter(|_| can("snippetSupport"));
    let (new_text, format) = match snippet {
        Some(snippet) => (snippet.clone(), InsertTextFormat::SNIPPET),
        None => (found.insert.clone(), InsertTextFormat::PLAIN_TEXT),
    };
    let replace = view.range(path, found.replace)?;
    let text_edit = if can("insertReplaceSupport") && found.replace.touches(cursor) {
        let insert = view.range(path, Span::new(found.replace.start, cursor))?;
        CompletionTextEdit::InsertAndReplace(InsertReplaceEdit { new_text, insert, replace })
    } else {
        CompletionTextEdit::Edit(TextEdit::new(replace, new_text))
    };
    let label = shown(found.label.unescaped()).into_owned();
    let more = Some(&found.more_edits).filter(|edits| !edits.is_empty());
    let has_tags = found.is_closed && view.client.has(&format!("{ITEM}/tagSupport"));
    let as_is = view.client.has(&format!("{ITEM}/insertTextModeSupport"));
    Some(CompletionItem {
        filter_text: found.filter.clone().filter(|filter| *filter != label),
        label,
        kind: Some(kind(found.kind)),
        detail: found.detail.as_ref().map(|detail| shown(detail.unescaped()).into_owned()),
        sort_text: Some(found.sort.clone()),
        insert_text_format: Some(format),
        insert_text_mode: as_is.then_some(InsertTextMode::AS_IS),
        text_edit: Some(text_edit),
        additional_text_edits: more.and_then(|edits| view.text_edits(path, edits)),
        command: (found.retrigger && view.client.runs(AGAIN)).then(|| Command {
            title: "Complete what follows".to_owned(),
            command: AGAIN.to_owned(),
            arguments: None,
        }),
        tags: has_tags.then(|| vec![CompletionItemTag::DEPRECATED]),
        data: Some(json!({ "uri": uri.as_str(), "key": found.key.to_string() })),
        ..CompletionItem::default()
    })
}

const fn kind(kind: Is) -> CompletionItemKind {
    match kind {
        Is::Header | Is::Skeleton => CompletionItemKind::SNIPPET,
        Is::Field => CompletionItemKind::PROPERTY,
        Is::Table => CompletionItemKind::MODULE,
        Is::Status => CompletionItemKind::ENUM_MEMBER,
        Is::Word | Is::Number => CompletionItemKind::VALUE,
        Is::Item(kind) => of_symbol(item_kind(kind)),
        Is::Person | Is::Team => CompletionItemKind::CONSTANT,
        Is::Day => CompletionItemKind::UNIT,
        Is::Label => CompletionItemKind::REFERENCE,
        Is::Tag | Is::Rule => CompletionItemKind::KEYWORD,
        Is::Words => CompletionItemKind::TEXT,
    }
}

/// The icon of a completion for that of a symbol, so that an item has the same one everywhere.
const fn of_symbol(symbol: SymbolKind) -> CompletionItemKind {
    match symbol {
        SymbolKind::EVENT => CompletionItemKind::EVENT,
        SymbolKind::INTERFACE => CompletionItemKind::INTERFACE,
        SymbolKind::METHOD => CompletionItemKind::METHOD,
        SymbolKind::OPERATOR => CompletionItemKind::OPERATOR,
        SymbolKind::PACKAGE => CompletionItemKind::MODULE,
        SymbolKind::VARIABLE => CompletionItemKind::VARIABLE,
        _ => CompletionItemKind::CLASS,
    }
}

/// `completionItem/resolve`: more about it, where there is more.
pub(crate) async fn resolve(server: &Server, mut item: CompletionItem) -> Result<CompletionItem> {
    let said = |name: &str| item.data.as_ref()?.get(name)?.as_str().map(str::to_owned);
    let (Some(written), Some(key)) = (said("uri"), said("key")) else { return Ok(item) };
    let address = uri::typed(&uri::valid(&written));
    let answer = server.answer("completionItem/resolve", &address, move |view, _, _| {
        let key = CompletionKey::from_str(&key).ok()?;
        completion::documentation(&view.snapshot, &key).map(|markup| documentation(&view.client, &markup))
    });
    item.documentation = answer.await?;
    Ok(item)
}

fn documentation(client: &Announced, markup: &roadlog_ide::markup::Markup) -> Documentation {
    Documentation::MarkupContent(content(client, &format!("{ITEM}/documentationFormat"), markup))
}
