//! What `strategy/goal-without-why` and `strategy/initiative-without-why` share.

use roadlog_config::Field;
use roadlog_model::PlanItem;
use roadlog_syntax::Kind;

use super::standing::subject;
use crate::context::Context;
use crate::finding::Level;
use crate::rules::syntax::slips::lacks;
use crate::wording::name_span;

/// Tells an item of this kind that gives no reason. Where it has prose the reason may stand there, so that it is a
/// hint.
pub(crate) fn check(context: &mut Context<'_>, item: PlanItem<'_>, kind: Kind, what: &str) {
    if !item.is_a(&[kind]) || !lacks(item, Field::Why) {
        return;
    }
    let has_prose = item.syntax().paragraphs().next().is_some();
    let way_out = if has_prose { "if its prose does, put that into a `why` line" } else { "add `why:`" };
    let message = format!("{} does not say why {what}: {way_out}", subject(item));
    let told = context.report(item, name_span(item), message);
    if has_prose {
        let _ = told.at_most(Level::Info);
    }
}
