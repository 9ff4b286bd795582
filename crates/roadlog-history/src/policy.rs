//! What changed about who is who and who may what: roadlog.toml and .mailmap.

use std::collections::BTreeMap;

use roadlog_config::{Difference, Said, differences};
use roadlog_model::Untrusted;
use roadlog_syntax::Span;
use smol_str::SmolStr;

use crate::change::{Change, Detail, Place, Topic};

/// A roadlog.toml or .mailmap of a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyFile {
    /// The path relative to the workspace's root, parted by `/`.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

/// The path of the file at the root that says who is who.
const ROOT: &str = "roadlog.toml";

/// Every change from some policy files to others, file by file in the order of their paths, each key of a roadlog.toml
/// and the lines of a .mailmap named. Layout, comments and order are no change.
pub fn policy_changes(before: &[PolicyFile], after: &[PolicyFile]) -> Vec<Change> {
    let mut paths: BTreeMap<&str, [Option<&str>; 2]> = BTreeMap::new();
    for (side, files) in [before, after].into_iter().enumerate() {
        for file in files {
            paths.entry(&file.path).or_default()[side] = Some(&file.text);
        }
    }
    paths.into_iter().flat_map(|(path, [before, after])| of_file(path, before, after)).collect()
}

fn of_file(path: &str, before: Option<&str>, after: Option<&str>) -> Vec<Change> {
    if before == after {
        return Vec::new();
    }
    let (old, new) = (Side::new(path, before), Side::new(path, after));
    if path.rsplit('/').next() != Some(ROOT) {
        return of_lines(&old, &new);
    }
    let found = differences(old.text, new.text);
    found.into_iter().map(|difference| of_key(difference, &old, &new)).collect()
}

/// One side of a file.
struct Side<'t> {
    path: &'t str,
    text: &'t str,
    is_there: bool,
}

impl<'t> Side<'t> {
    fn new(path: &'t str, text: Option<&'t str>) -> Self {
        Self { path, text: text.unwrap_or_default(), is_there: text.is_some() }
    }

    fn place(&self, span: Span) -> Option<Place> {
        let above = self.text.get(..span.start as usize)?;
        let line = above.bytes().filter(|byte| *byte == b'\n').count() as u32 + 1;
        self.is_there.then(|| Place { path: self.path.into(), line, span })
    }
}

fn of_key(difference: Difference, old: &Side<'_>, new: &Side<'_>) -> Change {
    let Difference { key, before, after } = difference;
    let name = match (new.path, &*key) {
        (ROOT, "") => ROOT.to_owned(),
        (ROOT, key) => key.to_owned(),
        (path, "") => path.to_owned(),
        (path, key) => format!("{path}: {key}"),
    };
    let place = |text: &Side<'_>, said: Option<&Said>| match said {
        Some(said) => text.place(said.span),
        None if key.is_empty() => text.place(Span::at(0)),
        None => None,
    };
    let places = (place(old, before.as_ref()), place(new, after.as_ref()));
    let is_list = |said: &Option<Said>| said.as_ref().is_none_or(|said| said.is_list);
    let detail = if is_list(&before) && is_list(&after) && !key.is_empty() {
        let list = |said: Option<Said>| said.map_or_else(Vec::new, |said| said.members);
        members(list(before), list(after))
    } else {
        let value = |said: Option<Said>| said.map(|said| Untrusted::from(said.members.join(", ")));
        Detail::Value { before: value(before), after: value(after) }
    };
    Change { item: None, topic: Topic::Config(SmolStr::from(name)), detail, before: places.0, after: places.1 }
}

/// The members that came and went; where they only changed places, the lists as a whole.
fn members(before: Vec<String>, after: Vec<String>) -> Detail {
    let without = |list: &[String], other: &[String]| -> Vec<Untrusted> {
        list.iter().filter(|member| !other.contains(member)).map(|member| Untrusted::from(&**member)).collect()
    };
    let (added, removed) = (without(&after, &before), without(&before, &after));
    if added.is_empty() && removed.is_empty() {
        let whole = |list: Vec<String>| Some(Untrusted::from(format!("[{}]", list.join(", "))));
        return Detail::Value { before: whole(before), after: whole(after) };
    }
    Detail::Members { added, removed }
}

/// The lines of a .mailmap that came and went, comments and blank ones left out.
fn of_lines(old: &Side<'_>, new: &Side<'_>) -> Vec<Change> {
    let lines = |text: &Side<'_>| -> Vec<String> {
        let said = text.text.lines().filter(|line| !line.starts_with('#'));
        said.map(said_by_line).filter(|line| !line.is_empty()).collect()
    };
    let (before, after) = (lines(old), lines(new));
    if before == after {
        return Vec::new();
    }
    let (topic, detail) = (Topic::Config(SmolStr::new(new.path)), members(before, after));
    vec![Change { item: None, topic, detail, before: old.place(Span::at(0)), after: new.place(Span::at(0)) }]
}

/// What a line of a .mailmap says, without spaces that say nothing and a note behind its last address. Within a name and an
/// address spaces and `#` are part of it (gitmailmap(5)).
fn said_by_line(line: &str) -> String {
    let end = line.rfind('>').map_or(line.len(), |end| end + 1);
    let parts = line[..end].split(['<', '>']).enumerate().map(|(nth, part)| match nth % 2 {
        0 => part.trim().to_owned(),
        _ => format!("<{part}>"),
    });
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(path: &str, before: Option<&str>, after: Option<&str>) -> Vec<String> {
        let files = |text: Option<&str>| -> Vec<PolicyFile> {
            text.map(|text| PolicyFile { path: path.into(), text: text.into() }).into_iter().collect()
        };
        let changes = policy_changes(&files(before), &files(after));
        changes.iter().map(|change| format!("{}: {}", change.aspect_name(), change.sentence().unescaped())).collect()
    }

    #[test]
    fn a_role_that_somebody_gets_is_named() {
        let (before, after) = ("[people.li]\nroles = [\"developer\"]\n", "[people.li]\nroles = [\"product-owner\"]\n");
        let expected = ["config: people.li.roles + \"product-owner\" − \"developer\""];
        assert_eq!(told("roadlog.toml", Some(before), Some(after)), expected);
    }

    #[test]
    fn a_level_and_a_shape_are_named_and_so_is_the_file_further_down() {
        let after = "[rules]\n\"story/title-form\" = \"off\"\n";
        assert_eq!(told("roadlog.toml", None, Some(after)), ["config: rules.\"story/title-form\" \"off\""]);
        let expected = ["config: plans/roadlog.toml: team.shape \"combined\" → \"separate\""];
        let shape = |shape: &str| format!("[team]\nshape = \"{shape}\"\n");
        assert_eq!(told("plans/roadlog.toml", Some(&shape("combined")), Some(&shape("separate"))), expected);
    }

    #[test]
    fn the_first_status_is_the_one_that_is_meant_so_that_order_counts() {
        let list = |list: &str| format!("[statuses]\ntask = [{list}]\n");
        let (before, after) = (list("\"a:draft\", \"b:draft\""), list("\"b:draft\", \"a:draft\""));
        let expected = ["config: statuses.task [\"a:draft\", \"b:draft\"] → [\"b:draft\", \"a:draft\"]"];
        assert_eq!(told("roadlog.toml", Some(&before), Some(&after)), expected);
    }

    #[test]
    fn a_file_that_goes_takes_what_it_said() {
        let expected = ["config: people.li.roles − \"developer\""];
        assert_eq!(told("roadlog.toml", Some("[people.li]\nroles = [\"developer\"]\n"), None), expected);
    }

    #[test]
    fn a_file_that_breaks_is_a_change() {
        let told = told("roadlog.toml", Some("[team]\nshape = \"separate\"\n"), Some("[team\nshape = \"separate\"\n"));
        assert_eq!(told[0], "config: roadlog.toml");
    }

    #[test]
    fn in_a_mailmap_only_a_whole_line_is_a_comment_and_spaces_belong_to_names() {
        let before = "# Names\nMaria <maria@shop.example> Eve <eve@elsewhere.example>\n";
        assert_eq!(told(".mailmap", Some(before), Some(&before.replace("# Names\n", "\n"))), [""; 0]);
        for (from, to) in [("Eve", "E  ve"), ("> Eve", "> # Eve"), ("# Names", " # Names <x@shop.example>")] {
            assert_eq!(told(".mailmap", Some(before), Some(&before.replace(from, to))).len(), 1, "{to}");
        }
    }

    #[test]
    fn lines_of_the_mailmap_come_and_go() {
        let before = "# who\nMaria <maria@shop.example> <m@old.example>\n";
        let after = "Maria  <maria@shop.example>  <m@old.example> # once\nLi <li@shop.example>\n";
        assert_eq!(told(".mailmap", Some(before), Some(after)), ["config: .mailmap + Li <li@shop.example>"]);
        assert_eq!(told(".mailmap", Some(before), Some(before)), [""; 0]);
    }
}
