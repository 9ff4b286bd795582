//! How an item is named on a terminal: its id and status, safe to show and in the colours of the phases.

use anstyle::{AnsiColor, Style};
use roadlog_config::Phase;
use roadlog_model::PlanItem;

use crate::output::sinks;
use crate::table::Cell;

/// What is shown for an item whose header gives no id.
const NAMELESS: &str = "-";

/// The id of an item, `PAY-new` included.
pub(crate) fn id(item: PlanItem<'_>) -> Cell {
    let id = item.syntax().id_text();
    let id = id.map_or_else(|| NAMELESS.to_owned(), |id| sinks::terminal(&*id).to_string());
    Cell::styled(id, Style::new().bold())
}

/// The status of an item, in the colour of its phase; red where something stops it.
pub(crate) fn status(item: PlanItem<'_>) -> Cell {
    let Some(status) = item.status() else { return Cell::plain("") };
    let style = if item.is_blocked() { color(AnsiColor::Red).bold() } else { phase_style(status.phase) };
    Cell::styled(sinks::terminal(&*status.word).to_string(), style)
}

/// How a phase looks.
fn phase_style(phase: Phase) -> Style {
    match phase {
        Phase::Draft => Style::new().dimmed(),
        Phase::Ready => color(AnsiColor::Cyan),
        Phase::Doing => color(AnsiColor::Yellow),
        Phase::Done => color(AnsiColor::Green),
        Phase::Dropped => Style::new().dimmed().strikethrough(),
    }
}

fn color(color: AnsiColor) -> Style {
    Style::new().fg_color(Some(color.into()))
}

/// `1 item`, `2 items`.
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one_and_none_are_many() {
        assert_eq!(count(1, "file", "files"), "1 file");
        assert_eq!(count(0, "file", "files"), "0 files");
    }
}
