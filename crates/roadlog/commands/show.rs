//! `roadlog show`: one item as a card, with what stands around it in the plan and what rules have to say about it.

use std::io::Write;

use clap::Args;
use roadlog_lint::Finding;
use roadlog_report::page::Line;
use roadlog_report::{Remark, card};

use crate::errors::{Error, Outcome};
use crate::findings::{findings, is_about};
use crate::load;
use crate::names;
use crate::output::page::write_lines;
use crate::session::Session;

/// Show one item with everything around it
#[derive(Args, Debug)]
#[command(
    before_help = "Show one item: its fields, its owner and where that comes from, its criteria, what it serves up to \
             the vision, what serves it, who needs it, and what rules have to say about it.",
    after_help = "Example:\n  roadlog show PAY-12"
)]
pub(crate) struct Arguments {
    /// The id of the item, such as PAY-12
    id: String,
}

/// Shows the item; every one that has the id, where it was given twice.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let loaded = load::workspace(session)?;
    let items = names::items(&loaded.plan, &arguments.id)?;
    let report = findings(&loaded, session);
    for (place, item) in items.into_iter().enumerate() {
        if place > 0 {
            write_lines(out, session.color, &[Line::blank()])?;
        }
        let about = report.findings.iter().filter(|finding| is_about(finding, item));
        let remarks: Vec<Remark> = about.map(remark).collect();
        let card = card(item, session.today);
        write_lines(out, session.color, &card.lines(&remarks, &session.endless_paper()))?;
    }
    Ok(loaded.outcome(false))
}

fn remark(finding: &Finding) -> Remark {
    Remark { level: finding.level.name(), rule: finding.rule, message: finding.message.clone() }
}
