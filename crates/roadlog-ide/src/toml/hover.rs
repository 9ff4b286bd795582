//! What keys, tables, people, roles and rules of roadlog.toml are.

use roadlog_syntax::value::{Handle, parse_date};

use super::completion::option_at;
use super::keys::{key_at, setting};
use super::outline::{Part, Piece};
use super::place::TomlSpot;
use crate::hover::Hover;
use crate::markup::{Markup, Words};
use crate::{FilePosition, Snapshot, about};

/// What there is to say about a place of a roadlog.toml.
pub(crate) fn hover(snapshot: &Snapshot, text: &str, position: FilePosition<'_>) -> Option<Hover> {
    let spot = TomlSpot::at(snapshot, text, position)?;
    let placed = spot.piece()?;
    match &placed.piece {
        Piece::Header { parts, .. } => of_parts(&spot, &[], parts),
        Piece::Key { parts, .. } => of_parts(&spot, &placed.path, parts),
        Piece::Text { inner, .. } => {
            let content = of_value(&spot, &placed.path, spot.written(*inner))?;
            Some(Hover { span: placed.span, content })
        }
        Piece::Bare { .. } => {
            let content = of_value(&spot, &placed.path, spot.written(placed.span))?;
            Some(Hover { span: placed.span, content })
        }
        Piece::Comment | Piece::Gap { .. } => None,
    }
}

/// A table or a key, by the part of it under the pointer.
fn of_parts(spot: &TomlSpot<'_>, above: &[String], parts: &[Part]) -> Option<Hover> {
    let place = parts.iter().position(|part| part.span.touches(spot.offset))?;
    let mut path = above.to_vec();
    path.extend(parts[..=place].iter().map(|part| part.name.clone()));
    let content = of_key(spot, &path)?;
    Some(Hover { span: parts[place].span, content })
}

fn of_key(spot: &TomlSpot<'_>, path: &[String]) -> Option<Markup> {
    if let Some((rule, option)) = option_at(path) {
        let heading = Words::default().and_code(option.name).and(" of ").and_code(rule.name);
        return Some(Markup::new().heading(heading).paragraph(Words::own(option.meaning)));
    }
    let found = key_at(path)?;
    let name = path.last()?;
    let named = match &*found.path {
        "people.HANDLE" | "teams.TEAM" => person(spot, name),
        "roles.ROLE" => about::role(spot.snapshot.plan.config(), name),
        "kinds.KIND" | "statuses.KIND" | "done.KIND" => kind(spot, name),
        "rules.RULE" | "rules.options.RULE" => about::rule_or_group(name),
        _ => None,
    };
    named.or_else(|| setting(&found.path))
}

fn of_value(spot: &TomlSpot<'_>, path: &[String], written: &str) -> Option<Markup> {
    let found = key_at(path)?;
    let named = match &*found.path {
        "people.HANDLE.roles" | "roles.ROLE.like" => about::role(spot.snapshot.plan.config(), written),
        "teams.TEAM" | "authority.allow[].of" | "authority.only[].of" => person(spot, written),
        "authority.allow[].by" | "authority.only[].by" => {
            about::role(spot.snapshot.plan.config(), written).or_else(|| person(spot, written))
        }
        "kinds.KIND.like" | "fields.FIELD.on" => kind(spot, written),
        "people.HANDLE.until" | "authority.allow[].until" | "authority.only[].until" => {
            let day = parse_date(written).ok()?;
            Some(Markup::of(about::day(day, spot.snapshot.surroundings.today)))
        }
        "rules.RULE" => path.last().and_then(|name| about::rule_or_group(name)),
        _ => None,
    };
    let of_option = || option_at(path).and_then(|_| of_key(spot, path));
    named.or_else(of_option).or_else(|| setting(&found.path))
}

fn person(spot: &TomlSpot<'_>, name: &str) -> Option<Markup> {
    about::handle(spot.snapshot, &Handle::from_name(name.trim_start_matches('@')).ok()?)
}

fn kind(spot: &TomlSpot<'_>, name: &str) -> Option<Markup> {
    let config = spot.snapshot.plan.config();
    Some(about::kind(config, config.kind(name)?))
}
