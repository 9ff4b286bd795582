//! How an item is named in a list, its words safe to show; and numbers with their noun.

use roadlog_model::PlanItem;
use roadlog_report::page::{Line, Role};

use crate::output::sinks;

/// What is shown for an item whose header gives no id.
const NAMELESS: &str = "-";

/// The id of an item, `PAY-new` included.
pub(crate) fn id(item: PlanItem<'_>) -> Line {
    let id = item.syntax().id_text();
    let id = id.map_or_else(|| NAMELESS.to_owned(), |id| sinks::terminal(&*id).into_owned());
    Line::of(id, Role::Strong)
}

/// The status of an item, in the colour of its phase; red where something stops it.
pub(crate) fn status(item: PlanItem<'_>) -> Line {
    let Some(status) = item.status() else { return Line::blank() };
    let role = if item.is_blocked() { Role::Alarm } else { Role::Phase(status.phase) };
    Line::of(sinks::terminal(&*status.word), role)
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
