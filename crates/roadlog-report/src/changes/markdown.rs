//! Changes as Markdown: for a comment on a pull request, or a message.

use std::fmt::Write;

use roadlog_model::Untrusted;

use super::{ChangeReport, Fate};
use crate::page::Role;

impl ChangeReport {
    /// The changes as Markdown. `safe` makes a text of the plan one that is shown as it is and does nothing.
    pub fn markdown(&self, safe: &dyn Fn(&Untrusted) -> String) -> String {
        let mut out = String::new();
        for group in &self.groups {
            if !out.is_empty() {
                out.push('\n');
            }
            let _infallible = writeln!(out, "### {}\n", group.part.name());
            for item in &group.items {
                let id = item.id.as_ref().map(|id| format!("**{}** ", safe(id))).unwrap_or_default();
                let title = item.title.as_ref().map(safe);
                let indent = if let Some(title) = title {
                    let title = if item.fate == Fate::Went { format!("~~{title}~~") } else { title };
                    let _infallible = writeln!(out, "- {id}{title}");
                    "  "
                } else {
                    ""
                };
                for line in &item.lines {
                    let _infallible = writeln!(out, "{indent}- {}", safe(&line.words));
                    if let Some((remark, role)) = &line.remark {
                        let mark = if *role == Role::Alarm { "⛔ " } else { "" };
                        let _infallible = writeln!(out, "{indent}  - {mark}{}", safe(remark));
                    }
                }
            }
        }
        out
    }
}
