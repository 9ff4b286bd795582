//! From the text of a roadlog.toml to what it says, whatever the text is.

use roadlog_syntax::Span;
use toml::de::{DeTable, Error};

use super::source::{Node, Source, get};
use super::{
    ConfigFile, authority, done, fields, hook, ids, kinds, measures, people, roles, rules, schema, statuses, story,
    teams, workspace,
};
use crate::tables::Shape;
use crate::{Problem, ProblemKind, Spanned};

/// Which roadlog.toml of a workspace a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The one at the workspace's root, or of a workspace of its own.
    Root,
    /// One further down, which refines shape, rules, statuses, done and ids for the files below it.
    Nested,
}

/// Reads a roadlog.toml: what it says so far as it can be read, and everything that is wrong with the file by itself,
/// in the order of the text. Names that point at other files or at people are [`Config::problems`]' affair.
///
/// Never fails, and takes time in proportion to the text. Of a line that is not TOML nothing else is said.
///
/// [`Config::problems`]: crate::Config::problems
pub fn parse(text: &str, place: Place) -> (ConfigFile, Vec<Problem>) {
    let (tree, errors) = DeTable::parse_recoverable(text);
    let mut source = Source::new(text);
    schema::check(&mut source, tree.get_ref(), place);
    let file = read(&mut source, tree.get_ref(), place);
    let mut problems = source.problems;
    add_errors(text, &errors, &mut problems);
    problems.sort_by_key(|problem| problem.span);
    (file, problems)
}

/// Whether the text of a roadlog.toml says `[workspace] root = true`.
pub fn declares_root(text: &str) -> bool {
    let (tree, _) = DeTable::parse_recoverable(text);
    get(tree.get_ref().get("workspace"), "root").and_then(|root| root.get_ref().as_bool()) == Some(true)
}

fn read<'t>(source: &mut Source<'t>, root: &DeTable<'t>, place: Place) -> ConfigFile {
    let rules = root.get("rules");
    let anywhere = ConfigFile {
        shape: shape(source, root.get("team")),
        statuses: statuses::read(source, root.get("statuses")),
        done: done::read(source, root.get("done")),
        id_style: ids::read(source, root.get("ids")),
        rules: rules::read(source, rules),
        options: rules::read_options(source, rules),
        ..ConfigFile::default()
    };
    match place {
        Place::Nested => anywhere,
        Place::Root => read_root(source, root, anywhere),
    }
}

fn read_root<'t>(source: &mut Source<'t>, root: &DeTable<'t>, anywhere: ConfigFile) -> ConfigFile {
    let people = people::read(source, root.get("people"));
    ConfigFile {
        workspace: workspace::read(source, root.get("workspace")),
        teams: teams::read(source, root.get("teams"), &people),
        people,
        roles: roles::read(source, root.get("roles")),
        authority: authority::read(source, root.get("authority")),
        kinds: kinds::read(source, root.get("kinds")),
        fields: fields::read(source, root.get("fields")),
        measures: measures::read(source, root.get("measures")),
        story_forms: story::read(source, root.get("story")),
        hook: hook::read(root.get("hook")),
        ..anywhere
    }
}

fn shape<'t>(source: &Source<'t>, table: Option<&Node<'t>>) -> Option<Spanned<Shape>> {
    let shape = source.text(get(table, "shape")?)?;
    Shape::named(&shape).map(|named| Spanned::new(named, shape.span))
}

/// Adds what is not TOML, one problem a line; what else was found on those lines follows from it and goes.
fn add_errors(text: &str, errors: &[Error], problems: &mut Vec<Problem>) {
    if errors.is_empty() {
        return;
    }
    let starts = line_starts(text);
    let line = |span: Span| starts.partition_point(|start| *start <= span.start);
    let mut found: Vec<Problem> = errors.iter().map(|error| syntax_problem(text, error)).collect();
    found.sort_by_key(|problem| problem.span);
    found.dedup_by_key(|problem| line(problem.span));
    problems.retain(|problem| found.binary_search_by_key(&line(problem.span), |it| line(it.span)).is_err());
    problems.append(&mut found);
}

fn line_starts(text: &str) -> Vec<u32> {
    let behind = text.bytes().zip(1..).filter_map(|(byte, next)| (byte == b'\n').then_some(next));
    std::iter::once(0).chain(behind).collect()
}

fn syntax_problem(text: &str, error: &Error) -> Problem {
    let range = error.span().unwrap_or_default();
    let span = Span::new(floor(text, range.start), floor(text, range.end.max(range.start)));
    let message = match error.message() {
        "duplicate key" => {
            let key = text.get(span.range()).unwrap_or_default();
            format!("`{key}` is written twice: keep one of them")
        }
        message => format!("not TOML: {message}"),
    };
    ProblemKind::Invalid.at(span, message)
}

/// The nearest character boundary at or before an offset.
fn floor(text: &str, offset: usize) -> u32 {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset as u32
}
