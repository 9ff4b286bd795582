//! What can be done at a place: fixes and refactorings, worked out at once or, where the client asks for that, once one of
//! them is chosen.

use std::str::FromStr;

use roadlog_ide::actions::{self, Action, ActionKey, ActionKind, Change};
use roadlog_ide::markup::shown;
use roadlog_lint::Finding;
use serde_json::json;

use super::edits::{refused, workspace_edit};
use crate::diagnostics::{diagnostic, lock};
use crate::protocol::{
    CodeAction, CodeActionDisabled, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, Command,
    ErrorCode, ExecuteCommandParams, Json, LSPAny, MessageType, Result, Uri, WorkspaceEdit, error,
};
use crate::server::Server;
use crate::uri;
use crate::world::View;

/// The command that makes a change: an address and an action, or the edits themselves.
pub(crate) const APPLY: &str = "roadlog.apply";
const CLIENT: &str = "/textDocument/codeAction";

/// `textDocument/codeAction`.
pub(crate) async fn actions(server: &Server, asked: CodeActionParams) -> Result<Option<CodeActionResponse>> {
    let (uri, range, only) = (asked.text_document.uri.clone(), asked.range, asked.context.only);
    let again = server.clone();
    server
        .answer_with_edits("textDocument/codeAction", &asked.text_document.uri, move |view, path, cancel| {
            let span = view.span(path, range)?;
            let findings = findings(&again, view, path)?;
            let all = actions::code_actions(&view.snapshot, path, span, &findings);
            let wanted = all.into_iter().filter(|action| is_wanted(action.kind, only.as_deref()));
            let offer = Offer { view, uri: &uri, findings: &findings };
            Some(wanted.take_while(|_| !cancel.is_cancelled()).filter_map(|action| offer.action(action)).collect())
        })
        .await
}

/// What is found in a file at the view's revision, or at one after it: then nothing of what follows is answered. `None`
/// where the workspace is there no more.
fn findings(server: &Server, view: &View, path: &str) -> Option<Vec<Finding>> {
    let checker = server.world().checker(view.workspace)?;
    let mut checker = lock(&checker);
    checker.update(&view.snapshot, view.revision);
    Some(checker.of_file(path).to_vec())
}

/// Whether an action is of one of the kinds that are asked for: `refactor` asks for `refactor.move` too.
fn is_wanted(kind: ActionKind, only: Option<&[CodeActionKind]>) -> bool {
    let is = |wanted: &CodeActionKind| {
        let rest = kind.name().strip_prefix(wanted.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || wanted.as_str().is_empty())
    };
    only.is_none_or(|only| only.iter().any(is))
}

/// What all actions at a place have in common.
struct Offer<'v> {
    view: &'v View,
    uri: &'v Uri,
    findings: &'v [Finding],
}

impl Offer<'_> {
    fn action(&self, action: Action) -> Option<CodeActionOrCommand> {
        let client = &self.view.client;
        let title = shown(action.title.unescaped()).into_owned();
        if !client.has(&format!("{CLIENT}/codeActionLiteralSupport")) {
            return action.disabled.is_none().then(|| self.command(title, action.change)).flatten();
        }
        let can_wait = client.lists(&format!("{CLIENT}/resolveSupport/properties"), "edit")
            && client.is(&format!("{CLIENT}/dataSupport"));
        let is_disabled = action.disabled.is_some();
        if is_disabled && !client.is(&format!("{CLIENT}/disabledSupport")) {
            return None;
        }
        let (edit, data) = match action.change {
            _ if is_disabled => (None, None),
            Change::Lazy(key) if can_wait => (None, Some(self.named(&key))),
            change => (Some(self.edit(change)?), None),
        };
        let mends = action.mends.and_then(|at| diagnostic(self.view, self.findings.get(at)?));
        Some(CodeActionOrCommand::CodeAction(CodeAction {
            title,
            kind: Some(CodeActionKind::new(action.kind.name())),
            diagnostics: mends.map(|diagnostic| vec![diagnostic]),
            edit,
            is_preferred: (action.is_preferred && client.is(&format!("{CLIENT}/isPreferredSupport"))).then_some(true),
            disabled: action.disabled.map(|why| CodeActionDisabled { reason: shown(why.unescaped()).into_owned() }),
            data,
            command: None,
        }))
    }

    /// The edits of a change; `None` where it cannot be made.
    fn edit(&self, change: Change) -> Option<WorkspaceEdit> {
        let edits = match change {
            Change::Edits(edits) => edits,
            Change::Lazy(key) => actions::resolve(&self.view.snapshot, &key).ok()?,
        };
        workspace_edit(self.view, &edits)
    }

    /// The change as a command, for a client that knows nothing else.
    fn command(&self, title: String, change: Change) -> Option<CodeActionOrCommand> {
        let argument = match change {
            Change::Lazy(key) => self.named(&key),
            change @ Change::Edits(_) => json!({ "edit": self.edit(change)? }),
        };
        Some(CodeActionOrCommand::Command(Command {
            title,
            command: APPLY.to_owned(),
            arguments: Some(vec![argument]),
        }))
    }

    fn named(&self, key: &ActionKey) -> Json {
        named(self.uri, key)
    }
}

/// An action by its name and the document in which it was offered.
pub(crate) fn named(uri: &Uri, key: &ActionKey) -> Json {
    json!({ "uri": uri.as_str(), "action": key.to_string() })
}

/// The document and the action that [`named`] made a value of.
fn unnamed(named: &Json, words: Option<&str>) -> Option<(Uri, ActionKey)> {
    let said = |name: &str| named.get(name)?.as_str();
    let key = ActionKey::from_str(said("action")?).ok()?;
    let key = match words {
        Some(words) => key.with_words(words),
        None => key,
    };
    Some((uri::typed(&uri::valid(said("uri")?)), key))
}

/// `codeAction/resolve`.
pub(crate) async fn resolve(server: &Server, mut action: CodeAction) -> Result<CodeAction> {
    let Some((uri, key)) = action.data.as_ref().and_then(|data| unnamed(data, None)) else { return Ok(action) };
    action.edit = resolved(server, "codeAction/resolve", &uri, key).await?;
    Ok(action)
}

async fn resolved(server: &Server, method: &'static str, uri: &Uri, key: ActionKey) -> Result<Option<WorkspaceEdit>> {
    let answer = server.answer_with_edits(method, uri, move |view, _, _| {
        Some(match actions::resolve(&view.snapshot, &key) {
            Ok(edits) => Ok(workspace_edit(view, &edits)?),
            Err(refusal) => Err(refused(&refusal)),
        })
    });
    answer.await?.transpose()
}

/// `workspace/executeCommand`: the client is asked to make the edits, and not waited for.
pub(crate) async fn execute(server: &Server, asked: ExecuteCommandParams) -> Result<Option<LSPAny>> {
    let unknown = || error(ErrorCode::InvalidParams, "this is no command with the arguments that it needs");
    let argument = asked.arguments.first().filter(|_| asked.command == APPLY).ok_or_else(unknown)?;
    let words = argument.get("words").and_then(Json::as_str);
    let edit = if let Some(edit) = argument.get("edit") {
        serde_json::from_value(edit.clone()).map(Some).map_err(|_| unknown())?
    } else {
        let (uri, key) = unnamed(argument, words).ok_or_else(unknown)?;
        resolved(server, "workspace/executeCommand", &uri, key).await?
    };
    let Some(edit) = edit else { return Ok(None) };
    let telling = server.clone();
    tokio::spawn(async move {
        let applied = tokio::time::timeout(crate::server::PATIENCE, telling.client.apply_edit(edit)).await;
        if !matches!(applied, Ok(Ok(applied)) if applied.applied) {
            telling.show(MessageType::WARNING, "the editor did not make the change");
        }
    });
    Ok(None)
}
