//! Relative links between files: where they lead, and how they are written so that they lead there still when a file moves.

use roadlog_model::PlanItem;
use roadlog_syntax::Edit;
use roadlog_syntax::value::{Link, parse_link};

/// The edits that keep the links of an item right when it moves to the file at `path`.
pub(crate) fn rebased(item: PlanItem<'_>, path: &str) -> Vec<Edit> {
    let (from, to) = (folder(item.file().path()), folder(path));
    if from == to {
        return Vec::new();
    }
    let links = item.fields().flat_map(roadlog_model::FieldView::links);
    let paths = links.filter(|(link, _)| matches!(parse_link(link), Ok(Link::Path(_))));
    paths.map(|(link, span)| Edit::new(span, relative(&link, from, to))).collect()
}

/// The folder of the file at `path`; nothing for one at the root.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A link of a file in the folder `from` as a file in the folder `to` writes it.
pub fn relative(link: &str, from: &str, to: &str) -> String {
    let (path, rest) = link.split_at(link.find('#').unwrap_or(link.len()));
    let end = if path.ends_with('/') { "/" } else { "" };
    format!("{}{end}{rest}", path_from(to, &target(from, path)))
}

/// Where a path leads that a file in the folder `from` writes: the path from the workspace's root, without detours. It
/// begins with `..` where it leads out of the workspace.
pub fn target(from: &str, path: &str) -> String {
    parts(&[from, path].join("/")).join("/")
}

/// How a file in the folder `folder` writes the path of what stands at `target`.
pub fn path_from(folder: &str, target: &str) -> String {
    let (target, base) = (parts(target), parts(folder));
    let shared = target.iter().zip(&base).take_while(|(one, other)| one == other).count();
    let mut written = vec![".."; base.len() - shared];
    written.extend(target.iter().skip(shared));
    written.join("/")
}

/// The folders and the name of a path, without detours.
fn parts(path: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_where_it_led() {
        for (link, from, to, expected) in [
            ("research/survey.md", "", "archive", "../research/survey.md"),
            ("../research/survey.md#top", "plans", "archive/plans", "../../research/survey.md#top"),
            ("notes/", "plans", "", "plans/notes/"),
            ("a.md", "plans/x", "plans/y", "../x/a.md"),
            ("../../other/a.md", "plans", "archive/plans", "../../../other/a.md"),
            ("./a.md:12", "", "archive", "../a.md:12"),
        ] {
            assert_eq!(relative(link, from, to), expected, "{link} from {from} to {to}");
        }
    }
}
