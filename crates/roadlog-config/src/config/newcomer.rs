//! Where in the root's roadlog.toml somebody can be added, the rest of it byte for byte as it is.

use std::sync::{Arc, OnceLock};

use roadlog_syntax::value::Handle;
use roadlog_syntax::{Edit, Span};

use super::Config;
use crate::{Place, parse};

/// The text of the root's file, with the place for a newcomer once it has been looked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Newcomers {
    text: Option<Arc<str>>,
    place: OnceLock<Option<u32>>,
}

impl Newcomers {
    /// Those of a file of this text; nobody can be added where there is no file.
    pub(super) fn new(text: Option<Arc<str>>) -> Self {
        Self { text, place: OnceLock::new() }
    }
}

impl Config {
    /// The edit of the roadlog.toml at the root that adds somebody to `[people]`, without a name and a role. `None` where
    /// there is no such file, where somebody has that handle, and where the file says who is who in a way that no
    /// section can be added to, as `people = { … }` does.
    pub fn with_newcomer(&self, handle: &Handle) -> Option<Edit> {
        let text = self.newcomers.text.as_deref()?;
        if self.is_known(handle) {
            return None;
        }
        let last = self.people().iter().rfind(|person| !person.is_foreign()).map(super::Person::span);
        // Whoever it is: whether there is a place does not depend on the name.
        let at = *self.newcomers.place.get_or_init(|| {
            let behind = last.map(|last| behind_section(text, last));
            behind.into_iter().chain([text.len() as u32]).find(|&at| is_sound(text, at, handle))
        });
        at.map(|at| edit(text, at, handle))
    }
}

/// The offset behind the section that `header` is in: before the next header and the comments right above it.
fn behind_section(text: &str, header: Span) -> u32 {
    let mut start = text[..header.end as usize].rfind('\n').map_or(0, |end| end + 1);
    let mut behind = text.len();
    // Where the comments above a header begin, if that is what stands above.
    let mut comments = None;
    for (index, line) in text[start..].split_inclusive('\n').enumerate() {
        let is_comment = line.starts_with('#');
        if index > 0 && line.starts_with('[') {
            behind = comments.unwrap_or(start);
            break;
        }
        comments = is_comment.then(|| comments.unwrap_or(start));
        start += line.len();
    }
    behind as u32
}

/// Whether the file says the same as before, and that there is one more person.
fn is_sound(text: &str, at: u32, handle: &Handle) -> bool {
    let Ok(longer) = roadlog_syntax::edit::apply(text, &[edit(text, at, handle)]) else { return false };
    let ((before, problems), (after, problems_after)) = (parse(text, Place::Root), parse(&longer, Place::Root));
    after.people.len() == before.people.len() + 1 && problems.len() == problems_after.len()
}

fn edit(text: &str, at: u32, handle: &Handle) -> Edit {
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let (before, behind) = text.split_at(at as usize);
    let gap = match before.trim_start_matches('\u{feff}') {
        "" => String::new(),
        before if before.ends_with("\n\n") || before.ends_with("\n\r\n") => String::new(),
        before if before.ends_with('\n') => line_break.to_owned(),
        _ => line_break.repeat(2),
    };
    let name = handle.name();
    let key = if name.contains('.') { format!("\"{name}\"") } else { name.to_owned() };
    let end = if behind.is_empty() { "" } else { line_break };
    Edit::insert(at, format!("{gap}[people.{key}]{line_break}{end}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str, name: &str) -> Option<String> {
        let (file, _) = parse(text, Place::Root);
        let edit = Config::new(file, Vec::new()).with_newcomer(&Handle::from_name(name).unwrap())?;
        Some(roadlog_syntax::edit::apply(text, &[edit]).unwrap())
    }

    #[test]
    fn a_newcomer_stands_behind_the_last_person_and_all_else_stays() {
        let text = "[people.ana]\nroles = [\"product-manager\"] # hers\n\n# the rules\n[rules]\n\"story\" = \"off\"\n";
        let longer = "[people.ana]\nroles = [\"product-manager\"] # hers\n\n[people.tom]\n\n# the rules\n[rules]\n\"story\" = \
                      \"off\"\n";
        assert_eq!(with(text, "tom").as_deref(), Some(longer));
    }

    #[test]
    fn a_file_of_any_ending_is_added_to_in_its_own_manner() {
        for (text, longer) in [
            ("", "[people.tom]\n"),
            ("\u{feff}", "\u{feff}[people.tom]\n"),
            ("[team]\nshape = \"combined\"", "[team]\nshape = \"combined\"\n\n[people.tom]\n"),
            ("[team]\r\nshape = \"combined\"\r\n", "[team]\r\nshape = \"combined\"\r\n\r\n[people.tom]\r\n"),
            ("[people]\nana = {}\n\n[rules]\n", "[people]\nana = {}\n\n[people.tom]\n\n[rules]\n"),
            ("[people.ana]\nkeys = [\n]\n", "[people.ana]\nkeys = [\n]\n\n[people.tom]\n"),
            ("people.ana.name = \"Ana\"\n", "people.ana.name = \"Ana\"\n\n[people.tom]\n"),
            ("[people.ana]\n[rules]\n", "[people.ana]\n\n[people.tom]\n\n[rules]\n"),
        ] {
            assert_eq!(with(text, "tom").as_deref(), Some(longer), "{text:?}");
        }
    }

    #[test]
    fn a_handle_with_a_point_is_quoted() {
        assert_eq!(with("", "a.b").as_deref(), Some("[people.\"a.b\"]\n"));
    }

    #[test]
    fn nobody_is_added_where_that_would_break_the_file_or_where_there_is_none() {
        assert_eq!(with("people = { ana = {} }\n", "tom"), None);
        assert_eq!(with("[people.ana]\n", "ana"), None);
        assert_eq!(Config::default().with_newcomer(&Handle::from_name("tom").unwrap()), None);
    }
}
