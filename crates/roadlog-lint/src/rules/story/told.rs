//! The user story or job story of an item, in one of the forms that its workspace knows.

use roadlog_model::PlanItem;
use roadlog_syntax::user_story::{StoryForm, UserStory, behind_opening, parse};
use roadlog_syntax::{EntryText, Kind, Span};

/// A story as it is told.
pub(crate) struct Told<'p> {
    /// The words of its paragraph.
    pub(crate) text: EntryText<'p>,
    /// Its parts, as bytes of these words.
    pub(crate) story: UserStory,
    /// Whether its form has a place for a benefit, filled or not.
    pub(crate) has_place_for_benefit: bool,
    /// Whether its form is one of the team's own, in another language perhaps.
    pub(crate) in_own_form: bool,
}

impl Told<'_> {
    /// Who wants it, and where that stands; `None` in a job story.
    pub(crate) fn role(&self) -> Option<(&str, Span)> {
        let range = (self.story.form == StoryForm::User).then(|| self.story.role.clone())?;
        Some((&self.text[range.clone()], self.text.span(range)))
    }
}

/// Whether an item is asked for a user story: a story, or of a kind that is like one, whose header can be read.
pub(crate) fn is_asked(item: PlanItem<'_>) -> bool {
    item.is_a(&[Kind::Story]) && !item.syntax().is_broken()
}

/// The story that the prose of an item tells: in the first paragraph that holds one.
pub(crate) fn told(item: PlanItem<'_>) -> Option<Told<'_>> {
    item.syntax().paragraphs().find_map(|paragraph| {
        let text = paragraph.text();
        if let Some(story) = parse(&text) {
            return Some(Told { text, story, has_place_for_benefit: true, in_own_form: false });
        }
        let (story, has_place_for_benefit) = in_own_form(item, &text)?;
        Some(Told { text, story, has_place_for_benefit, in_own_form: true })
    })
}

/// Whether the prose of an item tells a story. What is only asked for that is not put together from its lines, for white
/// space of any kind parts the words of a story.
pub(crate) fn tells_story(item: PlanItem<'_>) -> bool {
    item.syntax().paragraphs().any(|paragraph| match paragraph.written() {
        Some(written) => is_told(item, written),
        None => is_told(item, &paragraph.text()),
    })
}

/// What stands in the place of the role, up to a comma or the line's end, where the prose of an item starts with `As a`:
/// enough to see, without a look at all of it, that nothing is to be told of most stories.
pub(crate) fn start_of_role(item: PlanItem<'_>) -> Option<&str> {
    let document = item.syntax().document();
    let line = item.syntax().paragraphs().next()?.lines().start;
    let role = behind_opening(&document.text()[document.content_span(line).range()])?;
    role.split(',').next()
}

/// Whether a text tells a story in a form that counts for this item.
pub(crate) fn is_told(item: PlanItem<'_>, text: &str) -> bool {
    parse(text).is_some() || in_own_form(item, text).is_some()
}

/// The story that a text tells in a form of the team's own, and whether that has a place for a benefit.
fn in_own_form(item: PlanItem<'_>, text: &str) -> Option<(UserStory, bool)> {
    let forms = item.plan().config().story_forms();
    forms.iter().find_map(|form| Some((form.form.parse(text)?, form.form.has_benefit())))
}
