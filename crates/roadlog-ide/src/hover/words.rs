//! Items, people, personas, labels and days among free words.

use roadlog_model::PlanItem;
use roadlog_syntax::mention::{self, MentionKind, mentions};
use roadlog_syntax::user_story::{StoryForm, parse, same_persona};
use roadlog_syntax::value::parse_date;
use roadlog_syntax::{Entry, Kind, Span};

use super::Hover;
use crate::about;
use crate::markup::{Markup, Words};
use crate::spot::Spot;

/// The item, the criterion or the person that is named under the pointer.
pub(super) fn mentioned(spot: &Spot<'_>) -> Option<Hover> {
    let line = spot.written(spot.line);
    let place = (spot.offset - spot.line.start) as usize;
    let found = mentions(line).find(|mention| mention.range.start <= place && place <= mention.range.end)?;
    let span = Span::new(found.range.start as u32, found.range.end as u32).shifted(spot.line.start);
    let content = match found.what {
        MentionKind::Id(id) => about::item(spot.snapshot, spot.plan().first(&id)?),
        MentionKind::Handle(handle) => about::handle(spot.snapshot, &handle)?,
        MentionKind::Criterion { id, label } => {
            let item = spot.plan().first(&id)?;
            about::criterion(spot.snapshot, item, &label).unwrap_or_else(|| about::item(spot.snapshot, item))
        }
    };
    Some(Hover { span, content })
}

/// The persona who tells the story under the pointer.
pub(super) fn persona(spot: &Spot<'_>) -> Option<Hover> {
    let (item, index) = (spot.item()?, spot.index?);
    let paragraph = item.syntax().paragraphs().find(|paragraph| paragraph.lines().contains(&index))?;
    let text = paragraph.text();
    let forms = spot.plan().config().story_forms();
    let story = parse(&text).or_else(|| forms.iter().find_map(|form| form.form.parse(&text)))?;
    if story.form == StoryForm::Job {
        return None;
    }
    let role = text.get(story.role.clone())?;
    let span = text.span(story.role.clone());
    if !span.touches(spot.offset) {
        return None;
    }
    let is_told = |persona: &PlanItem<'_>| same_persona(&persona.title(), role);
    let persona = spot.plan().items_like(&[Kind::Persona]).find(is_told)?;
    Some(Hover { span, content: about::item(spot.snapshot, persona) })
}

/// The label of a criterion, and how it is named from outside.
pub(super) fn label(spot: &Spot<'_>, entry: Entry<'_>) -> Option<Hover> {
    let text = entry.text();
    let (_, range) = mention::label(&text)?;
    let label = text.get(range.clone())?.to_owned();
    let span = text.span(range);
    let id = spot.item()?.id().filter(|_| span.touches(spot.offset))?;
    let words = Words::own("The criterion's name from outside: ").and_code(format!("{id}{label}"));
    Some(Hover { span, content: Markup::of(words.and(", in the name of a test, in a commit message, in prose.")) })
}

/// How far away the day under the pointer is.
pub(super) fn date(spot: &Spot<'_>) -> Option<Hover> {
    let span = spot.word(|character| character.is_ascii_digit() || character == '-');
    let day = parse_date(spot.written(span)).ok()?;
    let content = Markup::of(about::day(day, spot.snapshot.surroundings.today));
    Some(Hover { span, content })
}
