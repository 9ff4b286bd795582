//! What in a plan can be opened: addresses on the web, files, and the pages of rules that a comment allows.

use std::ops::Range;

use roadlog_edit::links::{folder, target};
use roadlog_model::{FieldView, PlanFile};
use roadlog_syntax::value::{Link, parse_link};
use roadlog_syntax::{Item, LineKind, NodeKind, Span};

use crate::Snapshot;

/// A part of a file that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLink {
    /// What is to be clicked at.
    pub span: Span,
    /// What it opens.
    pub target: LinkTarget,
}

/// What a link opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// An address on the web, `http` or `https`.
    Url(String),
    /// A file or folder of the workspace: the path relative to its root.
    File(String),
}

/// The links of a plan file, in its order: of its fields, and the addresses in its running text and comments.
pub fn document_links(snapshot: &Snapshot, path: &str) -> Vec<DocumentLink> {
    let Some((place, file)) = snapshot.plan.file_at(path) else {
        return Vec::new();
    };
    let mut links: Vec<DocumentLink> = Vec::new();
    for item in snapshot.plan.items_of(place) {
        for (link, span) in item.fields().flat_map(FieldView::links) {
            links.extend(opened(snapshot, file, &link).map(|target| DocumentLink { span, target }));
        }
    }
    for node in file.document().nodes() {
        in_text(node, &mut links);
    }
    links.sort_by_key(|link| (link.span.start, std::cmp::Reverse(link.span.end)));
    links.dedup_by(|next, kept| next.span.start < kept.span.end);
    links
}

/// What a link of a field opens; nothing where it leads out of the workspace, or nowhere.
fn opened(snapshot: &Snapshot, file: &PlanFile, link: &str) -> Option<LinkTarget> {
    match parse_link(link).ok()? {
        Link::Url(url) => is_web(url).then(|| LinkTarget::Url(url.to_owned())),
        path @ Link::Path(_) => {
            let written = path.file()?;
            let exists =
                |path: &str| !path.is_empty() && !path.starts_with("..") && (snapshot.surroundings.path_exists)(path);
            // Behind the name of a file people write a line or a test: `checkout.rs:12`.
            let ends = std::iter::once(written.len()).chain(written.find(':'));
            let mut targets = ends.map(|end| target(folder(file.path()), &written[..end]));
            targets.find(|path| exists(path)).map(LinkTarget::File)
        }
    }
}

fn is_web(url: &str) -> bool {
    let scheme = url.split("://").next().unwrap_or_default();
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

/// Adds the addresses in the running text, the quotes and the comments of a node.
fn in_text(node: Item<'_>, links: &mut Vec<DocumentLink>) {
    let document = node.document();
    for line in node.lines() {
        let kind = document.lines()[line as usize].kind();
        let is_read = match kind {
            LineKind::Blank | LineKind::ConflictMarker | LineKind::ConflictOther => false,
            LineKind::Header | LineKind::Section => node.kind() != NodeKind::Preamble,
            _ => true,
        };
        let span = document.line_span(line);
        let text = &document.text()[span.range()];
        if is_read && text.contains("://") {
            links.extend(addresses(text).map(|(range, url)| DocumentLink {
                span: Span::new(span.start + range.start as u32, span.start + range.end as u32),
                target: LinkTarget::Url(url.to_owned()),
            }));
        }
    }
}

/// The addresses on the web in a line, without the marks of the sentence behind them.
fn addresses(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut done = 0;
    let marks = text.match_indices("://").map(|(at, mark)| (at, at + mark.len()));
    marks.filter_map(move |(at, behind)| {
        let start = start_of_scheme(text, at).filter(|start| *start >= done)?;
        let is_end =
            |character: char| character.is_whitespace() || character.is_control() || "<>\"`".contains(character);
        let rest = &text[behind..];
        let host = without_marks(&rest[..rest.find(is_end).unwrap_or(rest.len())]);
        let end = behind + host.len();
        done = end;
        (!host.is_empty()).then(|| (start..end, &text[start..end]))
    })
}

/// Where `http` or `https` starts that ends at `at`.
fn start_of_scheme(text: &str, at: usize) -> Option<usize> {
    ["https", "http"].into_iter().find_map(|scheme| {
        let start = at.checked_sub(scheme.len())?;
        let is_scheme = text.get(start..at)?.eq_ignore_ascii_case(scheme);
        let is_apart = !text.get(..start)?.ends_with(char::is_alphanumeric);
        (is_scheme && is_apart).then_some(start)
    })
}

/// An address without what belongs to the sentence: marks at its end, and a bracket that it does not open.
fn without_marks(address: &str) -> &str {
    let count = |character| address.matches(character).count();
    let mut unopened = [('(', ')'), ('[', ']')].map(|(open, close)| (close, count(close).saturating_sub(count(open))));
    let is_mark = |last: char| match unopened.iter_mut().find(|(close, left)| *close == last && *left > 0) {
        Some((_, left)) => {
            *left -= 1;
            true
        }
        None => ".,;:!?'*_”…".contains(last),
    };
    address.trim_end_matches(is_mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scene;

    #[track_caller]
    fn opens(source: &str) {
        let scene = Scene::of(source);
        let links = document_links(&scene.snapshot, "plans/a.backlog");
        let told = |link: &DocumentLink| match &link.target {
            LinkTarget::Url(url) => format!("url {url}"),
            LinkTarget::File(path) => format!("file {path}"),
        };
        let told: Vec<String> = links.iter().map(told).collect();
        scene.assert_marked(links.iter().zip(&told).map(|(it, told)| ("plans/a.backlog", it.span, "link/opens", told)));
    }

    #[test]
    fn links_of_fields_open_what_they_lead_to() {
        opens(
            "\
//- plans/a.backlog
story PAY-1 a
  links: ../research/a%20b.md#top, https://a.example/x,y, ../../elsewhere.md, mailto:ana@shop.example
         ^^^^^^^^^^^^^^^^^^^^^^^^ link/opens: file research/a b.md
                                   ^^^^^^^^^^^^^^^^^^^^^ link/opens: url https://a.example/x,y
  tests: checkout.rs
         ^^^^^^^^^^^ link/opens: file plans/checkout.rs
",
        );
    }

    #[test]
    fn a_path_with_a_line_or_test_behind_it_opens_the_file() {
        let mut scene = Scene::of("story PAY-1 a\n  tests: a.rs:12, b.rs::pays, gone.rs\n");
        let there = |path: &str| matches!(path, "a.rs" | "b.rs");
        let surroundings = crate::Surroundings {
            path_exists: Box::new(there),
            ..crate::Surroundings::on(scene.snapshot.surroundings.today)
        };
        scene.snapshot.surroundings = std::sync::Arc::new(surroundings);
        let targets: Vec<_> = document_links(&scene.snapshot, "plan.backlog").into_iter().map(|it| it.target).collect();
        assert_eq!(targets, ["a.rs", "b.rs"].map(|path| LinkTarget::File(path.to_owned())));
    }

    #[test]
    fn addresses_in_running_text_end_where_the_sentence_goes_on() {
        opens(
            "\
//- plans/a.backlog
story PAY-1 See https://a.example/.
                ^^^^^^^^^^^^^^^^^^ link/opens: url https://a.example/
  (HTTP://b.example/x_(y)), xhttp://no, https://
   ^^^^^^^^^^^^^^^^^^^^^^ link/opens: url HTTP://b.example/x_(y)
  # <https://c.example> and javascript://no
     ^^^^^^^^^^^^^^^^^ link/opens: url https://c.example
  > `https://d.example/a?b=c`
     ^^^^^^^^^^^^^^^^^^^^^^^ link/opens: url https://d.example/a?b=c
  source: https://e.example
          ^^^^^^^^^^^^^^^^^ link/opens: url https://e.example
",
        );
    }

    #[test]
    fn an_address_beyond_reason_takes_no_time() {
        let long = format!("story PAY-1 {}{}\n", "http://".repeat(50_000), ")".repeat(100_000));
        assert_eq!(document_links(&Scene::of(&long).snapshot, "plan.backlog").len(), 1);
    }
}
