//! Relative links of an item that moves to a file in another folder: they lead where they led.

use roadlog_config::{FieldLookup, ValueType};
use roadlog_model::PlanItem;
use roadlog_syntax::Edit;
use roadlog_syntax::value::{Link, parse_link, parse_links};

/// The edits that keep the links of an item right when it moves to the file at `path`.
pub(crate) fn rebased(item: PlanItem<'_>, path: &str) -> Vec<Edit> {
    let (from, to) = (folder(item.file().path()), folder(path));
    if from == to {
        return Vec::new();
    }
    let config = item.plan().config();
    let mut edits = Vec::new();
    for field in item.fields() {
        let FieldLookup::Here(reference) = field.lookup() else { continue };
        let text = field.text();
        let links = match config.value_type(reference) {
            ValueType::Link => parse_link(&text).map(|link| (link, 0..text.len())).into_iter().collect(),
            ValueType::Links => parse_links(&text).members.into_iter().map(|it| (it.value, it.range)).collect(),
            _ => Vec::new(),
        };
        edits.extend(links.into_iter().filter_map(|(link, range)| match link {
            Link::Path(link) => Some(Edit::new(text.span(range), relative(link, from, to))),
            Link::Url(_) => None,
        }));
    }
    edits
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A link of a file in the folder `from` as a file in the folder `to` writes it.
fn relative(link: &str, from: &str, to: &str) -> String {
    let (path, rest) = link.split_at(link.find('#').unwrap_or(link.len()));
    let joined = [from, path].join("/");
    let target = parts(&joined);
    let base = parts(to);
    let shared = target.iter().zip(&base).take_while(|(one, other)| one == other).count();
    let up = base.len() - shared;
    let mut written = vec![".."; up];
    written.extend(target.iter().skip(shared));
    let end = if path.ends_with('/') { "/" } else { "" };
    format!("{}{end}{rest}", written.join("/"))
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
