//! The names in a roadlog.toml: people, teams, and the kinds, fields and roles of a team's own.

use roadlog_config::{Role, Written, WrittenKind, outline};
use roadlog_syntax::Span;
use roadlog_syntax::value::Handle;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::plan::named_in;
use super::{Name, Occurrence};
use crate::Snapshot;

/// The path of the roadlog.toml that says who is who.
pub(crate) const ROOT: &str = "roadlog.toml";

/// The names in the text of the roadlog.toml at `path`, in its order.
pub(crate) fn in_config(snapshot: &Snapshot, path: &str, text: &str) -> Vec<Occurrence> {
    let all = outline(text);
    let reader = Reader { snapshot, is_root: path == ROOT, own_roles: own_roles(&all) };
    let mut made: FxHashSet<Name> = FxHashSet::default();
    let mut found = Vec::new();
    for written in &all {
        if written.what == WrittenKind::Comment {
            let start = written.span.start;
            let at = |range: std::ops::Range<usize>| Span::new(start + range.start as u32, start + range.end as u32);
            named_in(&text[written.span.range()], at, &mut found);
        } else if let Some((name, makes)) = reader.named(written) {
            // Keys of one table may stand in several places; the first makes it.
            let declares = makes && made.insert(name.clone());
            found.push(Occurrence { span: written.span, name, declares });
        }
    }
    found
}

/// The roles that have a table of their own.
fn own_roles(all: &[Written]) -> FxHashSet<&str> {
    let names = all.iter().filter_map(|it| match (&it.what, &it.path[..]) {
        (WrittenKind::Key { .. }, [table, name]) if table == "roles" => Some(name.as_str()),
        _ => None,
    });
    names.filter(|name| Role::named(name).is_none()).collect()
}

struct Reader<'a> {
    snapshot: &'a Snapshot,
    is_root: bool,
    own_roles: FxHashSet<&'a str>,
}

impl Reader<'_> {
    /// What a key or text names, and whether that makes it.
    fn named(&self, written: &Written) -> Option<(Name, bool)> {
        let path: Vec<&str> = written.path.iter().map(SmolStr::as_str).collect();
        match &written.what {
            WrittenKind::Key { .. } => self.by_key(&path),
            WrittenKind::Text(text) => Some((self.by_text(&path, text)?, false)),
            _ => None,
        }
    }

    fn by_key(&self, path: &[&str]) -> Option<(Name, bool)> {
        match path {
            ["statuses" | "done", word] => Some((self.own_kind(word)?, false)),
            _ if !self.is_root => None,
            ["people" | "teams", name] => Some((handle(name)?, true)),
            ["kinds", word] => Some((self.own_kind(word)?, true)),
            ["fields", key] => Some((Name::Field(SmolStr::new(key)), true)),
            ["roles", word] => Some((self.own_role(word)?, true)),
            _ => None,
        }
    }

    fn by_text(&self, path: &[&str], text: &str) -> Option<Name> {
        match path {
            _ if !self.is_root => None,
            ["teams", _] | ["authority", "allow" | "only", "of"] => handle(text),
            ["authority", "allow" | "only", "by"] if text.starts_with('@') => handle(text),
            ["authority", "allow" | "only", "by"] | ["people", _, "roles"] => self.own_role(text),
            ["fields", _, "on"] => self.own_kind(text),
            _ => None,
        }
    }

    fn own_role(&self, word: &str) -> Option<Name> {
        self.own_roles.contains(word).then(|| Name::Role(SmolStr::new(word)))
    }

    fn own_kind(&self, word: &str) -> Option<Name> {
        let kind = self.snapshot.plan.config().kind(word)?;
        kind.custom().map(|_| Name::Kind(SmolStr::new(word)))
    }
}

fn handle(name: &str) -> Option<Name> {
    Handle::from_name(name.strip_prefix('@').unwrap_or(name)).ok().map(Name::Handle)
}
