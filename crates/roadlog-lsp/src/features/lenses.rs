//! Lines above items, and hints within lines.

use roadlog_ide::inlay;
use roadlog_ide::lenses::{self, Lens, LensCommand};
use roadlog_ide::markup::shown;
use serde_json::json;

use super::actions::{APPLY, named};
use crate::protocol::{
    CodeLens, CodeLensParams, Command, InlayHint, InlayHintLabel, InlayHintParams, InlayHintTooltip, Json, Result, Uri,
    request,
};
use crate::server::Server;
use crate::world::View;

/// The command of an editor that shows places, where it has one.
const SHOW: &str = "roadlog.showReferences";

/// `textDocument/codeLens`.
pub(crate) async fn lenses(server: &Server, asked: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
    let uri = asked.text_document.uri.clone();
    server
        .answer_written::<request::CodeLensRequest, _>(&asked.text_document.uri, move |view, path, _| {
            let found = lenses::code_lenses(&view.snapshot, path);
            Some(found.iter().filter_map(|found| lens(view, path, &uri, found)).collect())
        })
        .await
}

fn lens(view: &View, path: &str, uri: &Uri, lens: &Lens) -> Option<CodeLens> {
    let (command, arguments) = match &lens.command {
        Some(LensCommand::Apply(key)) if view.is_in_step(path) => (APPLY, Some(vec![named(uri, key)])),
        Some(LensCommand::ShowReferences { at, places }) if view.client.runs(SHOW) => {
            let at = view.text(path)?.position(*at, view.client.encoding);
            let places: Vec<Json> =
                places.iter().filter_map(|place| view.location(place)).map(|it| json!(it)).collect();
            (SHOW, Some(vec![json!(uri.as_str()), json!(at), json!(places)]))
        }
        // One without a name is shown and does nothing.
        _ => ("", None),
    };
    let title = shown(lens.title.unescaped()).into_owned();
    let command = Command { title, command: command.to_owned(), arguments };
    Some(CodeLens { range: view.range(path, lens.span)?, command: Some(command), data: None })
}

/// `codeLens/resolve`: nothing is left open.
pub(crate) const fn resolved(lens: CodeLens) -> CodeLens {
    lens
}

/// `textDocument/inlayHint`.
pub(crate) async fn hints(server: &Server, asked: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
    let range = asked.range;
    server
        .answer_written::<request::InlayHintRequest, _>(&asked.text_document.uri, move |view, path, _| {
            let found = inlay::inlay_hints(&view.snapshot, path, view.span(path, range)?);
            let text = view.text(path)?;
            let hint = |hint: &inlay::InlayHint| InlayHint {
                position: text.position(hint.offset, view.client.encoding),
                label: InlayHintLabel::String(shown(hint.label.unescaped()).into_owned()),
                kind: None,
                text_edits: None,
                tooltip: hint.tooltip.as_ref().map(|it| InlayHintTooltip::String(lines(it.unescaped()))),
                padding_left: Some(true),
                padding_right: None,
                data: None,
            };
            Some(found.iter().map(hint).collect())
        })
        .await
}

/// A text of several lines, each shown as what it is.
fn lines(text: &str) -> String {
    text.lines().map(shown).collect::<Vec<_>>().join("\n")
}
