//! What stands where in a roadlog.toml, key by key and value by value, also while somebody is writing it.

use roadlog_syntax::Span;
use smol_str::SmolStr;
use toml_parser::parser::{Event, EventKind, RecursionGuard, parse_document};
use toml_parser::{Source, decoder};

/// How deep lists and tables may lie in each other; what lies deeper is passed over.
const DEEPEST: u32 = 80;

/// A thing that is written in a roadlog.toml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The keys from the root of the file to it, its own included: `people`, `ana`, `roles`.
    pub path: Vec<SmolStr>,
    /// What it is.
    pub what: WrittenKind,
    /// Where it stands; of a text and a quoted key what stands between the quotes.
    pub span: Span,
}

/// What is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrittenKind {
    /// `[people.ana]` or `[[authority.allow]]`, brackets included.
    Header,
    /// One part of a key, in a header too.
    Key {
        /// Whether quotes stand around it.
        is_quoted: bool,
    },
    /// A text: what it says, escapes resolved.
    Text(SmolStr),
    /// A number, a date, `true` or `false`.
    Plain,
    /// A list or a table in braces, from the bracket that opens it to the one that closes it.
    Group,
    /// A comment.
    Comment,
}

/// Everything that is written in the text of a roadlog.toml, in its order; what encloses comes before what it holds. Of a
/// text that is no TOML what can be read is given.
pub fn outline(text: &str) -> Vec<Written> {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut events: Vec<Event> = Vec::new();
    parse_document(&tokens, &mut RecursionGuard::new(&mut events, DEEPEST), &mut ());
    let mut reader = Reader { source, written: Vec::new(), base: Vec::new(), current: Vec::new(), opened: Vec::new() };
    for event in &events {
        reader.read(event);
    }
    let mut written = reader.written;
    written.retain(|it| it.span.start <= it.span.end && text.get(it.span.range()).is_some());
    written.sort_by_key(|it| (it.span.start, std::cmp::Reverse(it.span.end)));
    written
}

/// A list or table in braces that is not closed yet, or a header.
struct Opened {
    kind: EventKind,
    start: u32,
    base: Vec<SmolStr>,
    current: Vec<SmolStr>,
}

struct Reader<'t> {
    source: Source<'t>,
    written: Vec<Written>,
    /// The keys of the table that keys count from.
    base: Vec<SmolStr>,
    /// The parts so far of the key that is being read.
    current: Vec<SmolStr>,
    opened: Vec<Opened>,
}

impl Reader<'_> {
    fn read(&mut self, event: &Event) {
        let kind = event.kind();
        match kind {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                self.opened.clear();
                self.base.clear();
                self.open(event);
            }
            EventKind::StdTableClose | EventKind::ArrayTableClose => {
                self.close(event, WrittenKind::Header, &[EventKind::StdTableOpen, EventKind::ArrayTableOpen]);
                self.base = std::mem::take(&mut self.current);
            }
            EventKind::InlineTableOpen => {
                self.open(event);
                self.base = self.path();
                self.current.clear();
            }
            EventKind::ArrayOpen => self.open(event),
            EventKind::InlineTableClose | EventKind::ArrayClose => {
                self.close(event, WrittenKind::Group, &[EventKind::InlineTableOpen, EventKind::ArrayOpen]);
            }
            EventKind::SimpleKey => self.key(event),
            EventKind::Scalar => self.scalar(event),
            EventKind::Comment => self.push(WrittenKind::Comment, span(event)),
            EventKind::ValueSep if self.is_in(EventKind::InlineTableOpen) => self.current.clear(),
            EventKind::Newline if self.opened.is_empty() => self.current.clear(),
            _ => {}
        }
    }

    fn is_in(&self, kind: EventKind) -> bool {
        self.opened.last().is_some_and(|opened| opened.kind == kind)
    }

    fn path(&self) -> Vec<SmolStr> {
        [&self.base[..], &self.current[..]].concat()
    }

    fn push(&mut self, what: WrittenKind, span: Span) {
        let path = if what == WrittenKind::Comment { Vec::new() } else { self.path() };
        self.written.push(Written { path, what, span });
    }

    fn open(&mut self, event: &Event) {
        if matches!(event.kind(), EventKind::StdTableOpen | EventKind::ArrayTableOpen) {
            self.current.clear();
        }
        let (base, current) = (self.base.clone(), self.current.clone());
        self.opened.push(Opened { kind: event.kind(), start: span(event).start, base, current });
    }

    /// Ends what was opened last, where it is of one of these kinds.
    fn close(&mut self, event: &Event, what: WrittenKind, kinds: &[EventKind]) {
        let Some(opened) = self.opened.pop_if(|opened| kinds.contains(&opened.kind)) else { return };
        if what == WrittenKind::Group {
            (self.base, self.current) = (opened.base, opened.current);
        }
        self.push(what, Span::new(opened.start, span(event).end));
    }

    fn key(&mut self, event: &Event) {
        let mut name = std::borrow::Cow::Borrowed("");
        if let Some(raw) = self.source.get(event) {
            raw.decode_key(&mut name, &mut ());
        }
        self.current.push(SmolStr::new(&name));
        let inside = inside(event);
        self.push(WrittenKind::Key { is_quoted: inside != span(event) }, inside);
    }

    fn scalar(&mut self, event: &Event) {
        let mut text = std::borrow::Cow::Borrowed("");
        let read = self.source.get(event).map(|raw| raw.decode_scalar(&mut text, &mut ()));
        match read {
            Some(decoder::ScalarKind::String) => self.push(WrittenKind::Text(SmolStr::new(&text)), inside(event)),
            _ => self.push(WrittenKind::Plain, span(event)),
        }
    }
}

fn span(event: &Event) -> Span {
    Span::new(event.span().start() as u32, event.span().end() as u32)
}

/// What stands between the quotes of a text or key.
fn inside(event: &Event) -> Span {
    use decoder::Encoding::{BasicString, LiteralString, MlBasicString, MlLiteralString};
    let whole = span(event);
    let quote = match event.encoding() {
        Some(LiteralString | BasicString) => 1,
        Some(MlLiteralString | MlBasicString) => 3,
        None => 0,
    };
    // A text that is not closed may be shorter than its quotes.
    if whole.len() < 2 * quote { whole } else { Span::new(whole.start + quote, whole.end - quote) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each thing as `path kind: what stands there`.
    fn told(text: &str) -> Vec<String> {
        let one = |it: Written| {
            let kind = match &it.what {
                WrittenKind::Header => "header".to_owned(),
                WrittenKind::Key { is_quoted: true } => "quoted key".to_owned(),
                WrittenKind::Key { .. } => "key".to_owned(),
                WrittenKind::Text(said) => format!("text {said}"),
                WrittenKind::Plain => "plain".to_owned(),
                WrittenKind::Group => "group".to_owned(),
                WrittenKind::Comment => "comment".to_owned(),
            };
            format!("{} {kind}: {}", it.path.join("/"), &text[it.span.range()])
        };
        outline(text).into_iter().map(one).collect()
    }

    #[test]
    fn every_key_and_value_is_given_with_the_keys_that_lead_to_it() {
        let text = "root = true # why\n[people.\"ana.lima\"]\nname = 'A\\'\nuntil = 2026-12-31\n[people]\nli.roles = [\n  \"dev\\u0065loper\",\n]\n\
                    [[authority.allow]]\nby = [\"@li\"]\nx = { a = 1, b.c = [{ d = \"e\" }] }\n";
        assert_eq!(
            told(text),
            [
                "root key: root",
                "root plain: true",
                " comment: # why",
                "people/ana.lima header: [people.\"ana.lima\"]",
                "people key: people",
                "people/ana.lima quoted key: ana.lima",
                "people/ana.lima/name key: name",
                "people/ana.lima/name text A\\: A\\",
                "people/ana.lima/until key: until",
                "people/ana.lima/until plain: 2026-12-31",
                "people header: [people]",
                "people key: people",
                "people/li key: li",
                "people/li/roles key: roles",
                "people/li/roles group: [\n  \"dev\\u0065loper\",\n]",
                "people/li/roles text developer: dev\\u0065loper",
                "authority/allow header: [[authority.allow]]",
                "authority key: authority",
                "authority/allow key: allow",
                "authority/allow/by key: by",
                "authority/allow/by group: [\"@li\"]",
                "authority/allow/by text @li: @li",
                "authority/allow/x key: x",
                "authority/allow/x group: { a = 1, b.c = [{ d = \"e\" }] }",
                "authority/allow/x/a key: a",
                "authority/allow/x/a plain: 1",
                "authority/allow/x/b key: b",
                "authority/allow/x/b/c key: c",
                "authority/allow/x/b/c group: [{ d = \"e\" }]",
                "authority/allow/x/b/c group: { d = \"e\" }",
                "authority/allow/x/b/c/d key: d",
                "authority/allow/x/b/c/d text e: e",
            ]
        );
    }

    #[test]
    fn a_broken_line_hides_nothing_below_it() {
        let told = told("\u{feff}[people.ana]\nroles = \"a\nname =\nx\n[people.li]\nname = \"Li\"\n");
        for wanted in
            ["people/ana key: ana", "people/ana/name key: name", "people/li key: li", "people/li/name text Li: Li"]
        {
            assert!(told.iter().any(|it| it == wanted), "{wanted} in {told:?}");
        }
    }

    #[test]
    fn nesting_without_end_is_passed_over() {
        assert!(!outline(&format!("a = {}", "[".repeat(50_000))).is_empty());
        assert!(!outline(&format!("a = {}", "{b=".repeat(50_000))).is_empty());
    }

    proptest! {
        #[test]
        fn whatever_the_text_is_everything_lies_in_it(
            text in "\\PC{0,60}|([a-z]{1,5}|\"\"\"|'''|[\\[\\]{}=.,#\"'\n\r 0-9:-]){0,60}"
        ) {
            let all = outline(&text);
            prop_assert!(all.is_sorted_by_key(|it| it.span.start));
            for it in all {
                prop_assert!(text.get(it.span.range()).is_some());
            }
        }
    }
}
