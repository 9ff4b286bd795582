//! How a user story goes on where its line ends.

use roadlog_model::PlanItem;
use roadlog_syntax::user_story;
use roadlog_syntax::{EntryText, Kind, LineKind, Paragraph};

/// What a person writes below the line of a story that is finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// The sentence goes on with these words.
    Words(&'static str),
    /// The sentence is complete: the first criterion.
    Criterion,
}

const WANT: &str = "I want to ";
const BENEFIT: &str = "so that ";
const JOB_BENEFIT: &str = "so that I can ";
const ROLE: &str = "as a ";

/// Whether a line says no more than the words that a sentence was led on with.
pub(super) fn is_lead(line: &str) -> bool {
    [WANT, BENEFIT, JOB_BENEFIT, ROLE].iter().any(|lead| lead.trim_end() == line)
}

/// What comes below line `above` of a story, where that is the last line of its sentence so far; `None` where nobody can
/// tell.
pub(super) fn next(item: PlanItem<'_>, above: u32) -> Option<Next> {
    if !item.is_a(&[Kind::Story]) {
        return None;
    }
    let is_told = |paragraph: &Paragraph<'_>| {
        let text = paragraph.text();
        user_story::starts(&text) || user_story::parse(&text).is_some()
    };
    let syntax = item.syntax();
    // Where another paragraph tells it already, this one is something else.
    let earlier = syntax.paragraphs().take_while(|paragraph| paragraph.lines().end <= above).any(|it| is_told(&it));
    let paragraph = syntax.paragraphs().find(|paragraph| paragraph.lines().end == above + 1).filter(|_| !earlier)?;
    let document = syntax.document();
    let goes_on = document.lines().get(above as usize + 2).is_some_and(|line| line.kind() == LineKind::Prose);
    if goes_on {
        return None;
    }
    let text = paragraph.text();
    let is_ended = text.ends_with(['.', '!', '?', ';', ':']);
    match user_story::parse(&text) {
        Some(story) if story.benefit.is_some() => {
            let is_last = syntax.entries().all(|entry| entry.lines().start < above) && item.criteria().next().is_none();
            is_last.then_some(Next::Criterion)
        }
        _ if is_ended => None,
        Some(_) => Some(Next::Words(BENEFIT)),
        None => lead(&text).map(Next::Words),
    }
}

/// The words with which an unfinished sentence would go on to be a story.
fn lead(text: &EntryText<'_>) -> Option<&'static str> {
    let would_be = |rest: &str| user_story::parse(&format!("{} {rest}", &**text)).is_some();
    if user_story::starts(text) {
        return would_be(&format!("{WANT}x")).then_some(WANT);
    }
    if would_be(&format!("{JOB_BENEFIT}x")) {
        return Some(JOB_BENEFIT);
    }
    would_be(&format!("{ROLE}x I want y"))
        .then_some(ROLE)
        .filter(|_| text.get(..2).is_some_and(|first| first.eq_ignore_ascii_case("in")))
}
