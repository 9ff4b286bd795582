//! A file or folder that is renamed or moved: links that lead to it go with it, and so do the patterns of roadlog.toml.

use std::fmt::Write as _;
use std::sync::Arc;

use roadlog_config::{WrittenKind, outline};
use roadlog_edit::links::{folder, path_from, relative, target};
use roadlog_lint::FileEdit;
use roadlog_model::{FieldView, PlanFile};
use roadlog_syntax::value::{Link, parse_link};
use roadlog_syntax::{Edit, Span};

use super::{Edits, file_edits};
use crate::Snapshot;
use crate::names::ROOT;

/// The edits that keep everything as it led when these files or folders get other paths, each as the old and the new one,
/// relative to the workspace's root: links to them, links in them, and `include`, `exclude`, `archive` and `reads` in
/// roadlog.toml. The edits speak of the files under their old paths.
pub fn renamed_files(snapshot: &Snapshot, renames: &[(String, String)]) -> Vec<FileEdit> {
    let renames = Renames(renames);
    let mut edits = Edits::new();
    for (place, file) in snapshot.plan.files().filter(|(_, file)| !file.is_foreign()) {
        let of_file: Vec<Edit> = snapshot
            .plan
            .items_of(place)
            .flat_map(|item| item.fields().flat_map(FieldView::links).collect::<Vec<_>>())
            .filter_map(|(link, span)| Some(Edit::new(span, renames.link(file, &link)?)))
            .collect();
        if !of_file.is_empty() {
            edits.insert(file.shared_path(), of_file);
        }
    }
    if let Some((path, text)) = snapshot.configuration.iter().find(|(path, _)| **path == *ROOT) {
        edits.insert(Arc::clone(path), patterns(text, &renames));
    }
    file_edits(edits)
}

/// What gets which path.
struct Renames<'r>(&'r [(String, String)]);

impl Renames<'_> {
    /// What `path` begins with afterwards, and the rest of it, which stays; `None` where all of it stays.
    fn parted<'p>(&self, path: &'p str) -> Option<(&str, &'p str)> {
        let parted = |(old, new): &'_ (String, String)| {
            let (old, new) = (old.trim_end_matches('/'), new.trim_end_matches('/').len());
            let rest = path.strip_prefix(old).filter(|_| !old.is_empty())?;
            (rest.is_empty() || rest.starts_with('/')).then_some((rest, new))
        };
        // Of a folder and a file in it the file says more.
        let found = self.0.iter().filter_map(|rename| Some((&*rename.1, parted(rename)?)));
        let (new, (rest, length)) = found.min_by_key(|(_, (rest, _))| rest.len())?;
        Some((&new[..length], rest))
    }

    /// The path that a file gets which has `path` now; `None` where it keeps it.
    fn after(&self, path: &str) -> Option<String> {
        self.parted(path).map(|(new, rest)| format!("{new}{rest}"))
    }

    /// How a link of a file is written afterwards; `None` where it stays as it is.
    fn link(&self, file: &PlanFile, link: &str) -> Option<String> {
        let Ok(Link::Path(written)) = parse_link(link) else { return None };
        let from = folder(file.path());
        let holder = self.after(file.path());
        let to = folder(holder.as_deref().unwrap_or(file.path()));
        let decoded = Link::Path(written).file()?;
        // Behind the name of a file people write a line or a test: `checkout.rs:12`.
        let mut ends = decoded.find(':').into_iter().chain([decoded.len()]);
        let moved = ends.find_map(|end| Some((self.after(&target(from, &decoded[..end]))?, &decoded[end..])));
        let after = match moved {
            Some((path, behind)) => {
                let slash = if decoded.ends_with('/') { "/" } else { "" };
                let fragment = written.find('#').map_or("", |at| &written[at..]);
                format!("{}{slash}{}{fragment}", encoded(&path_from(to, &path)), encoded(behind))
            }
            None if from != to => relative(written, from, to),
            None => return None,
        };
        (after != link).then_some(after)
    }
}

/// A path as a link writes it: what a link cannot hold percent-encoded (RFC 3986, section 2.1).
fn encoded(path: &str) -> String {
    let mut written = String::with_capacity(path.len());
    for character in path.chars() {
        let is_foreign = character.is_whitespace() || character.is_control() || "<>\"`\\#%".contains(character);
        if !is_foreign {
            written.push(character);
            continue;
        }
        for byte in character.encode_utf8(&mut [0; 4]).bytes() {
            // Writing to a string cannot fail.
            let _ = write!(written, "%{byte:02X}");
        }
    }
    written
}

/// The edits of the patterns and folders of `[workspace]` that begin with what is renamed.
fn patterns(text: &str, renames: &Renames<'_>) -> Vec<Edit> {
    let all = outline(text).into_iter();
    let edits = all.filter_map(|it| {
        let WrittenKind::Text(path) = &it.what else { return None };
        let [table, key] = &it.path[..] else { return None };
        let is_path = table == "workspace" && matches!(&**key, "include" | "exclude" | "archive" | "reads");
        // A text with escapes is left to people, and so is a name that a pattern or a text would read otherwise.
        let is_as_written = text.get(it.span.range()) == Some(path.as_str());
        let (new, rest) = renames.parted(path).filter(|_| is_path && is_as_written)?;
        let is_plain = !new.contains(['*', '?', '[', ']', '{', '}', '\\', '"', '\'']);
        is_plain.then(|| Edit::new(Span::new(it.span.start, it.span.end - rest.len() as u32), new))
    });
    edits.collect()
}
