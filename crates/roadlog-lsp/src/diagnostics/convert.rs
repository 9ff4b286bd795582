//! Findings as the protocol has them.

use std::fmt::Write;
use std::hash::{Hash, Hasher};

use roadlog_ide::FileSpan;
use roadlog_ide::markup::shown;
use roadlog_lint::{Finding, Level, Related};
use rustc_hash::FxHasher;
use serde_json::json;

use crate::protocol::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, NumberOrString,
    Position,
};
use crate::uri;
use crate::world::View;

/// Findings whose place is of no use any more, so that an editor may grey it out.
const UNNECESSARY: [&str; 2] = ["suppression/unused", "config/unused-person"];

/// The findings of one file. Where its text is not surely the client's there are none: they would stand anywhere.
pub(crate) fn diagnostics(view: &View, path: &str, findings: &[Finding]) -> Vec<Diagnostic> {
    if !view.is_in_step(path) {
        return Vec::new();
    }
    findings.iter().filter_map(|finding| diagnostic(view, finding)).collect()
}

/// One finding.
pub(crate) fn diagnostic(view: &View, finding: &Finding) -> Option<Diagnostic> {
    let (client, of) = (&view.client, if view.client.pulls() { "diagnostic" } else { "publishDiagnostics" });
    let announced = |what: &str| client.is(&format!("/textDocument/{of}/{what}"));
    let mut message = shown(finding.message.unescaped()).into_owned();
    // What pulls was announced for pushed ones before there was anything to pull.
    let shows_related =
        announced("relatedInformation") || client.is("/textDocument/publishDiagnostics/relatedInformation");
    let related: Vec<_> = finding.related.iter().filter_map(|related| place(view, related)).collect();
    if !shows_related {
        for (DiagnosticRelatedInformation { location, message: told }, related) in related.iter().zip(&finding.related)
        {
            let Position { line, character } = location.range.start;
            let path = shown(related.place.path.unescaped());
            // Writing to a string cannot fail.
            write!(message, "\n{path}:{}:{}: {told}", line + 1, character + 1).ok();
        }
    }
    let shows_tags =
        client.has("/textDocument/publishDiagnostics/tagSupport") || client.has("/textDocument/diagnostic/tagSupport");
    let tags = (shows_tags && UNNECESSARY.contains(&finding.rule)).then(|| vec![DiagnosticTag::UNNECESSARY]);
    let item = finding.item.as_ref().map(|item| json!({ "item": item.unescaped() }));
    Some(Diagnostic {
        range: view.range(finding.place.path.unescaped(), finding.place.span)?,
        severity: Some(severity(finding.level)),
        code: Some(NumberOrString::String(finding.rule.to_owned())),
        code_description: page(view, finding.rule),
        source: Some("roadlog".to_owned()),
        message,
        related_information: Some(related).filter(|related| shows_related && !related.is_empty()),
        tags,
        data: item,
    })
}

/// Where a rule is explained, for a client that leads there.
fn page(view: &View, rule: &str) -> Option<CodeDescription> {
    let leads_there = |of: &str| view.client.is(&format!("/textDocument/{of}/codeDescriptionSupport"));
    let (group, name) =
        rule.split_once('/').filter(|_| leads_there("publishDiagnostics") || leads_there("diagnostic"))?;
    Some(CodeDescription { href: uri::typed(&format!("{}{group}.md#{name}", view.settings.rule_pages)) })
}

const fn severity(level: Level) -> DiagnosticSeverity {
    match level {
        Level::Error => DiagnosticSeverity::ERROR,
        Level::Warning => DiagnosticSeverity::WARNING,
        Level::Info => DiagnosticSeverity::HINT,
    }
}

fn place(view: &View, related: &Related) -> Option<DiagnosticRelatedInformation> {
    let place = FileSpan { path: related.place.path.unescaped().into(), span: related.place.span };
    Some(DiagnosticRelatedInformation {
        location: view.location(&place)?,
        message: shown(related.message.unescaped()).into_owned(),
    })
}

/// A name for these diagnostics, the same as long as they are.
pub(crate) fn name(diagnostics: &[Diagnostic]) -> String {
    let mut hasher = FxHasher::default();
    serde_json::to_string(diagnostics).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
