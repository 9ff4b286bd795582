//! roadlog.toml: what is wrong with it, told at its place.

pub(crate) mod bad_authority;
pub(crate) mod duplicate_email;
pub(crate) mod invalid;
pub(crate) mod missing_reads;
pub(crate) mod unknown_key;
pub(crate) mod unknown_rule;
pub(crate) mod unused_person;

use std::sync::Arc;

use roadlog_config::{Config, FileProblem, ProblemKind, Settings};
use roadlog_syntax::Edit;

use crate::context::Context;
use crate::finding::FileEdit;

/// Tells the problems of one kind, those of each file by itself and those of all together.
pub(crate) fn forward(context: &mut Context<'_>, config: &Config, kind: ProblemKind) {
    let own = context.config_problems().iter().cloned().chain(config.problems());
    for FileProblem { file, problem } in own.filter(|found| found.problem.kind == kind) {
        let Some(path) = config.file_path(file) else { continue };
        let mut told = context.report_at(&path, problem.span, problem.message);
        for (span, message) in problem.related {
            told = told.and_at(&path, span, message);
        }
        if let Some(meant) = problem.suggestion {
            let title = format!("Change to {}", meant.text);
            let edit = FileEdit { path: path.as_str().into(), edit: Edit::new(meant.span, meant.text) };
            told.mend_files(title, false, vec![edit]);
        }
    }
}

/// Each roadlog.toml of the workspace with what it says for its folder.
fn every_file(config: &Config) -> impl Iterator<Item = (String, Arc<Settings>)> + '_ {
    (0..).map_while(|file| config.file_path(file)).map(|path| {
        let settings = config.settings(&path);
        (path, settings)
    })
}
