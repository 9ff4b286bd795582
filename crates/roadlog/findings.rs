//! What rules have to say about a workspace, and what they have to know for that.

use roadlog_lint::{Finding, Options, Report};
use roadlog_model::PlanItem;

use crate::load::Workspace;
use crate::session::Session;

/// What all rules find in a workspace.
pub(crate) fn findings(workspace: &Workspace, session: &Session) -> Report {
    let exists = |path: &str| workspace.exists(path);
    roadlog_lint::run(&workspace.plan, &options(workspace, session, &exists))
}

/// What rules have to know of the world around a workspace; all of them run.
pub(crate) fn options<'w>(
    workspace: &'w Workspace,
    session: &Session,
    path_exists: &'w (dyn Fn(&str) -> bool + Sync),
) -> Options<'w> {
    Options {
        path_exists,
        config_problems: &workspace.config_problems,
        missing_reads: &workspace.missing_reads,
        ..Options::on(session.today)
    }
}

/// Whether a finding stands in the lines of an item.
pub(crate) fn is_about(finding: &Finding, item: PlanItem<'_>) -> bool {
    let (place, lines) = (&finding.place, item.syntax().span());
    place.path.unescaped() == item.file().path() && (lines.start..lines.end).contains(&place.span.start)
}
