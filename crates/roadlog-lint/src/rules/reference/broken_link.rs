//! `reference/broken-link`: a relative path leads nowhere.

use roadlog_config::{Config, FieldLookup, ValueType};
use roadlog_model::{FieldView, PlanItem};
use roadlog_syntax::Span;
use roadlog_syntax::value::{Link, parse_link, parse_links};

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "reference/broken-link",
    level: Some(Level::Warning),
    summary: "A relative path leads to nothing.",
    why: "A survey that was moved, a test that was renamed: the link says that something supports this item, and nobody \
can look. Paths start at the folder of the file. Addresses on the web are not looked at.",
    bad: "
bug PAY-15 The pay button stays grey
  status: draft
  links: research/survey.md
         ^^^^^^^^^^^^^^^^^^ reference/broken-link: PAY-15 links to research/survey.md, and there is no such file
",
    good: "
bug PAY-15 The pay button stays grey
  status: draft
  links: there/survey.md, https://research.shop.example/survey
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let config = item.plan().config();
    for (field, kind) in item.fields().filter_map(|field| Some((field, link_type(config, field)?))) {
        for (path, span) in paths(field, kind) {
            if !is_there(context, item.file().path(), &path) {
                let message = format!(
                    "{} links to {path}, and there is no such file: correct the path, which starts at the folder of this file",
                    name(item)
                );
                context.report(item, span, message);
            }
        }
    }
}

/// The type of a field that holds links.
fn link_type(config: &Config, field: FieldView<'_>) -> Option<ValueType> {
    let FieldLookup::Here(reference) = field.lookup() else { return None };
    let kind = config.value_type(reference);
    matches!(kind, ValueType::Link | ValueType::Links).then_some(kind)
}

/// The relative paths of a field of links, each with its span.
fn paths(field: FieldView<'_>, kind: ValueType) -> Vec<(String, Span)> {
    let text = field.text();
    // What is one URL as a whole is no list of several either.
    if matches!(parse_link(&text), Ok(Link::Url(_))) {
        return Vec::new();
    }
    let members = match kind {
        ValueType::Link => parse_link(&text).ok().map(|link| (link, 0..text.len())).into_iter().collect(),
        _ => parse_links(&text).members.into_iter().map(|member| (member.value, member.range)).collect::<Vec<_>>(),
    };
    let files = members.into_iter().filter_map(|(link, range)| Some((link.file()?.into_owned(), text.span(range))));
    files.collect()
}

/// Whether the file of a path is there. Behind its name people write a line or a test: `checkout.rs:12`.
fn is_there(context: &Context<'_>, from: &str, path: &str) -> bool {
    let exists = |path: &str| resolved(from, path).is_none_or(|path| path.is_empty() || context.path_exists(&path));
    exists(path) || path.split_once(':').is_some_and(|(file, _)| exists(file))
}

/// `path`, which starts at the folder of the file `from`, as a path from the workspace's root; `None` where it leads
/// out of the workspace, where nothing is looked at.
fn resolved(from: &str, path: &str) -> Option<String> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_starts_at_the_folder_of_the_file() {
        assert_eq!(resolved("plans/a.backlog", "../research/./x.md").as_deref(), Some("research/x.md"));
        assert_eq!(resolved("a.backlog", "x/").as_deref(), Some("x"));
        assert_eq!(resolved("a.backlog", "../other/x.md"), None);
        assert_eq!(resolved("plans/a.backlog", "..").as_deref(), Some(""));
    }
}
