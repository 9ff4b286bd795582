//! What happens by itself while somebody types: the line that Enter begins, and a field's name in the right letter case.

use std::ops::Range;

use roadlog_config::FieldLookup;
use roadlog_model::{ItemRef, PlanItem};
use roadlog_syntax::{Document, Edit, EntryKind, Item, LineKind, Span, begins, format as canonical, indentation};

use super::own_file;
use super::story::{self, Next};
use crate::changed::{floor, trimmed};
use crate::{FilePosition, Snapshot};

/// The characters after which [`format_on_type`] may have something to do.
pub const TYPED: &[char] = &['\n', ':'];

/// How much deeper than a criterion its continuation stands, in canonical form.
const CONTINUATION: &str = "    ";

/// What happens by itself where somebody has just typed a character; the position is behind it. Nothing wherever it is not
/// plain what is meant.
pub fn format_on_type(snapshot: &Snapshot, position: FilePosition<'_>, typed: char) -> Vec<Edit> {
    let plan = &snapshot.plan;
    let Some(file) = own_file(plan, position.path).filter(|file| canonical::refusal(file.document()).is_none()) else {
        return Vec::new();
    };
    let Some((place, _)) = plan.file_at(position.path) else { return Vec::new() };
    let document = file.document();
    let offset = floor(document.text(), position.offset);
    // Whoever types at the very end stands on a line that is not there yet.
    let node = document.node_at(offset.saturating_sub(1));
    let Some(item) = plan.item(ItemRef { file: place, node: node.index() }) else { return Vec::new() };
    let mut edits = match typed {
        '\n' => Line::begun(document, offset).map(|line| line.entered(item)).unwrap_or_default(),
        ':' => field_name(item, offset).into_iter().collect(),
        _ => Vec::new(),
    };
    edits.sort_by_key(|edit| edit.span);
    edits.iter().filter_map(|edit| trimmed(document.text(), edit)).collect()
}

/// A line that Enter has begun and that says nothing yet.
struct Line<'d> {
    document: &'d Document,
    /// All of it, what an editor indented it with; without what ends it.
    span: Span,
    /// The line that was finished with Enter.
    above: u32,
}

impl<'d> Line<'d> {
    /// The line at `offset`, where Enter has begun it and nothing stands in it.
    fn begun(document: &'d Document, offset: u32) -> Option<Self> {
        let text = document.text();
        let start = text.get(..offset as usize)?.rfind('\n')? + 1;
        let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
        let written = text[start..end].strip_suffix('\r').unwrap_or(&text[start..end]);
        let is_empty = written.bytes().all(|byte| matches!(byte, b' ' | b'\t'));
        let span = Span::new(start as u32, (start + written.len()) as u32);
        is_empty.then(|| Self { document, span, above: document.line_at(start as u32 - 1) })
    }

    fn entered(&self, item: PlanItem<'_>) -> Vec<Edit> {
        let kind = self.document.lines()[self.above as usize].kind();
        match kind {
            LineKind::Header | LineKind::BrokenHeader => vec![self.filled(item.syntax().indent())],
            LineKind::Criterion(_) | LineKind::Continuation | LineKind::Stray if item.is_open() => {
                self.below_criterion(item.syntax())
            }
            LineKind::Prose => self.below_prose(item),
            _ => Vec::new(),
        }
    }

    fn filled(&self, text: impl Into<String>) -> Edit {
        Edit::new(self.span, text)
    }

    /// Takes the line away that was finished with nothing in it: whoever presses Enter there is done.
    fn without_above(&self) -> Vec<Edit> {
        vec![Edit::delete(Span::new(self.document.lines()[self.above as usize].start(), self.span.start))]
    }

    fn below_criterion(&self, item: Item<'d>) -> Vec<Edit> {
        let mut edits = pasted(item, self.above);
        if self.document.lines()[self.above as usize].kind() == LineKind::Stray {
            if !edits.is_empty() {
                edits.push(self.filled(format!("{}[ ] ", item.indent())));
            }
            return edits;
        }
        let entry = item.entries().find(|entry| entry.lines().contains(&self.above));
        let Some(entry) = entry.filter(|entry| matches!(entry.kind(), EntryKind::Criterion(_))) else {
            return Vec::new();
        };
        if entry.text().is_empty() {
            return self.without_above();
        }
        let first = self.document.line_text(entry.lines().start);
        let (bytes, columns) = indentation(first);
        let indent = &first[..bytes];
        let next = self.document.lines().get(self.above as usize + 2).filter(|line| line.kind() != LineKind::Blank);
        let is_parted = next.is_some_and(|next| usize::from(next.depth()) >= columns + 2);
        if is_parted || self.document.line_text(self.above).trim_end().ends_with(',') {
            edits.push(self.filled(format!("{indent}{CONTINUATION}")));
        } else {
            edits.push(self.filled(format!("{indent}[ ] ")));
        }
        edits
    }

    fn below_prose(&self, item: PlanItem<'_>) -> Vec<Edit> {
        let line = self.document.line_text(self.above);
        let indent = &line[..indentation(line).0];
        if story::is_lead(line.trim()) {
            return self.without_above();
        }
        match story::next(item, self.above) {
            Some(Next::Words(words)) => vec![self.filled(format!("{indent}{words}"))],
            Some(Next::Criterion) => vec![self.filled(format!("{}{indent}[ ] ", self.document.line_break()))],
            None => Vec::new(),
        }
    }
}

/// The edits that make criteria of the lines from `last` upwards that were pasted as `- [ ] words`, at the left edge or in
/// the item.
fn pasted(item: Item<'_>, last: u32) -> Vec<Edit> {
    let document = item.document();
    let indent = item.indent();
    let mut edits = Vec::new();
    for line in (item.title_line() + 1..=last).rev() {
        let Some(Range { start, end }) = before_box(document, line) else { break };
        let kind = document.lines()[line as usize].kind();
        let indent = if kind == LineKind::Stray { indent } else { "" };
        edits.push(Edit::new(Span::new(start, end), indent));
    }
    edits
}

/// What stands before the box of a criterion that has a bullet or stands at the left edge.
fn before_box(document: &Document, line: u32) -> Option<Range<u32>> {
    let (start, text) = (document.lines()[line as usize].start(), document.line_text(line));
    let (indent, _) = indentation(text);
    let is_pasted = match document.lines()[line as usize].kind() {
        LineKind::Stray => indent == 0,
        LineKind::Criterion(_) => document.lines()[line as usize].has_bullet(),
        _ => false,
    };
    let is_criterion = matches!(begins(&text[indent..]), LineKind::Criterion(_));
    let bracket = text.find('[').filter(|_| is_pasted && is_criterion)?;
    Some(start + indent as u32..start + bracket as u32)
}

/// The edit that writes the name of a field as it is written here, where one was just finished in other letters.
fn field_name(item: PlanItem<'_>, offset: u32) -> Option<Edit> {
    let syntax = item.syntax();
    let document = syntax.document();
    let index = document.line_at(offset.saturating_sub(1));
    let line = document.lines()[index as usize];
    let written = document.text().get(line.start() as usize..offset as usize)?;
    let word = written.trim_start_matches([' ', '\t']).strip_suffix(':')?;
    let is_word = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') && !word.is_empty();
    let name = word.to_ascii_lowercase();
    let goes_on = document.text()[offset as usize..].starts_with(|next: char| !next.is_whitespace());
    let deepest = indentation(syntax.indent()).1 + 2;
    let is_plain = line.kind() == LineKind::Prose && usize::from(line.depth()) < deepest && !goes_on;
    if !is_plain || !is_word || name == word {
        return None;
    }
    let FieldLookup::Here(field) = item.plan().config().field(item.kind(), &name) else { return None };
    // Where the item has the field, these are words or a slip, and nobody can tell which.
    let is_new = item.fields().all(|view| view.lookup() != FieldLookup::Here(field));
    let end = offset - 1;
    is_new.then(|| Edit::new(Span::new(end - word.len() as u32, end), name))
}

#[cfg(test)]
mod tests {
    use roadlog_syntax::edit::apply;

    use super::*;
    use crate::testing::Scene;

    /// A text, with the cursor drawn in it, after a character was typed there.
    #[track_caller]
    fn after(typed: char, text: &str) -> String {
        let unfinished = format!("{text}␃\n");
        let scene = Scene::of(if text.ends_with('\n') { text } else { &unfinished });
        let position = scene.position();
        let edits = format_on_type(&scene.snapshot, position, typed);
        let text = scene.text(position.path);
        let before = text[..position.offset as usize].trim_end_matches(' ');
        assert!(before.ends_with(typed), "the cursor stands behind it, or behind the indentation that an editor adds");
        apply(text, &edits).unwrap()
    }

    #[track_caller]
    fn entered(text: &str) -> String {
        after('\n', text)
    }

    #[track_caller]
    fn left_alone(typed: char, text: &str) {
        assert_eq!(after(typed, text), text.replace('│', "").replace('␠', " "));
    }

    #[test]
    fn enter_behind_a_header_indents() {
        assert_eq!(entered("story PAY-1 Pay\n│\n"), "story PAY-1 Pay\n  \n");
        assert_eq!(entered("story PAY-1 Pay\n│\n\tpoints: 5\n"), "story PAY-1 Pay\n\t\n\tpoints: 5\n");
        left_alone('\n', "story PAY-1 Pay\n  │\n");
        left_alone('\n', "story PAY-1 Pay\n│for guests\n");
        left_alone('\n', "== Now\n│\n");
    }

    #[test]
    fn enter_behind_a_criterion_begins_another_one() {
        assert_eq!(entered("story PAY-1 Pay\n  [x] a\n  │\n"), "story PAY-1 Pay\n  [x] a\n  [ ] \n");
        assert_eq!(entered("story PAY-1 Pay\n  [ ] a\n      b\n│"), "story PAY-1 Pay\n  [ ] a\n      b\n  [ ] ");
        assert_eq!(entered("bug PAY-1 Pay␍\n  [ ] a␍\n│␍\n"), "bug PAY-1 Pay\r\n  [ ] a\r\n  [ ] \r\n");
    }

    #[test]
    fn a_criterion_that_ends_with_a_comma_goes_on() {
        assert_eq!(
            entered("story PAY-1 Pay\n  [ ] Given a, when b,\n│\n"),
            "story PAY-1 Pay\n  [ ] Given a, when b,\n      \n"
        );
        assert_eq!(
            entered("story PAY-1 Pay\n  [ ] Given a\n│\n      then b\n"),
            "story PAY-1 Pay\n  [ ] Given a\n      \n      then b\n"
        );
    }

    #[test]
    fn enter_on_an_empty_criterion_takes_it_away() {
        assert_eq!(entered("story PAY-1 Pay\n  [ ] a\n  [ ]␠\n  │\n"), "story PAY-1 Pay\n  [ ] a\n  \n");
        assert_eq!(entered("story PAY-1 Pay\n  [ ]\n│"), "story PAY-1 Pay\n");
    }

    #[test]
    fn closed_items_and_other_lines_are_left_alone() {
        left_alone('\n', "bug PAY-1 Pay\n  status: accepted\n  [x] a\n│\n");
        left_alone('\n', "bug PAY-1 Pay\n  points: 5\n│\n");
        left_alone('\n', "bug PAY-1 Pay\n  ? Why\n│\n");
        left_alone('\n', "bug PAY-1 Pay\n  [ ] a\n  │b\n");
    }

    #[test]
    fn a_line_of_a_user_story_leads_on_to_the_next() {
        assert_eq!(entered("story PAY-1 Pay\n  As a buyer\n  │\n"), "story PAY-1 Pay\n  As a buyer\n  I want to \n");
        assert_eq!(
            entered("story PAY-1 Pay\n  As a buyer,\n  I want to pay\n│\n"),
            "story PAY-1 Pay\n  As a buyer,\n  I want to pay\n  so that \n"
        );
        assert_eq!(
            entered("story PAY-1 Pay\n  As a buyer I want to pay\n  so that I have it\n│"),
            "story PAY-1 Pay\n  As a buyer I want to pay\n  so that I have it\n\n  [ ] "
        );
        assert_eq!(
            entered("story PAY-1 Pay\n  When I pay, I want to see it\n│"),
            "story PAY-1 Pay\n  When I pay, I want to see it\n  so that I can "
        );
        assert_eq!(
            entered("story PAY-1 Pay\n  In order to save time\n│"),
            "story PAY-1 Pay\n  In order to save time\n  as a "
        );
    }

    #[test]
    fn enter_on_words_that_lead_nowhere_takes_them_away() {
        assert_eq!(
            entered("story PAY-1 Pay\n  As a buyer I want to pay\n  so that␠\n  │\n"),
            "story PAY-1 Pay\n  As a buyer I want to pay\n  \n"
        );
    }

    #[test]
    fn prose_that_is_no_story_or_a_finished_sentence_is_left_alone() {
        left_alone('\n', "story PAY-1 Pay\n  As agreed with legal\n│\n");
        left_alone('\n', "story PAY-1 Pay\n  When the shop is closed\n│\n");
        left_alone('\n', "story PAY-1 Pay\n  As a buyer, I want to pay.\n│\n");
        left_alone('\n', "story PAY-1 Pay\n  As a buyer\n│\n  I want to pay\n");
        left_alone('\n', "story PAY-1 Pay\n  As a buyer, I want to pay, so that I have it\n│\n  status: ready\n");
        left_alone('\n', "bug PAY-1 Pay\n  As a buyer\n│\n");
    }

    #[test]
    fn pasted_criteria_become_the_items_own() {
        assert_eq!(entered("story PAY-1 Pay\n- [ ] a\n* [x] b\n│\n"), "story PAY-1 Pay\n  [ ] a\n  [x] b\n  [ ] \n");
        assert_eq!(entered("story PAY-1 Pay\n  - [ ] a\n  │\n"), "story PAY-1 Pay\n  [ ] a\n  [ ] \n");
        left_alone('\n', "story PAY-1 Pay\nRemember the milk\n│\n");
    }

    #[test]
    fn a_known_field_in_other_letters_is_mended_when_its_colon_is_typed() {
        assert_eq!(after(':', "story PAY-1 Pay\n  Status:│\n"), "story PAY-1 Pay\n  status:\n");
        assert_eq!(after(':', "story PAY-1 Pay\n  POINTS:│ 5\n"), "story PAY-1 Pay\n  points: 5\n");
    }

    #[test]
    fn words_that_may_be_something_else_are_left_alone() {
        left_alone(':', "story PAY-1 Pay\n  Note:│\n");
        left_alone(':', "story PAY-1 Pay\n  Capacity:│\n");
        left_alone(':', "story PAY-1 Pay\n  Points:│5\n");
        left_alone(':', "story PAY-1 Pay\n  [ ] a\n      Status:│\n");
        left_alone(':', "story PAY-1 Pay\n  status: ready\n  Status:│\n");
        left_alone(':', "Status:│\n");
    }
}
