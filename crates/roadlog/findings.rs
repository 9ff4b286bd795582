//! What all rules have to say about a workspace, for commands that tell it beside something else.

use roadlog_lint::{Finding, Options, Report};
use roadlog_model::PlanItem;

use crate::load::Workspace;
use crate::session::Session;

/// What all rules find in a workspace.
pub(crate) fn findings(workspace: &Workspace, session: &Session) -> Report {
    let exists = |path: &str| workspace.root.folder().join(path).symlink_metadata().is_ok();
    let options = Options {
        today: session.today,
        path_exists: &exists,
        config_problems: &workspace.config_problems,
        missing_reads: &workspace.missing_reads,
        only: None,
    };
    roadlog_lint::run(&workspace.plan, &options)
}

/// Whether a finding stands in the lines of an item.
pub(crate) fn is_about(finding: &Finding, item: PlanItem<'_>) -> bool {
    let (place, lines) = (&finding.place, item.syntax().span());
    place.path.unescaped() == item.file().path() && (lines.start..lines.end).contains(&place.span.start)
}
