//! Who last set what each line of an item says.

use roadlog_config::{Aspect, Field};
use roadlog_model::{PlanItem, Untrusted};
use roadlog_syntax::{Entry, EntryKind, LineKind, Span};
use smol_str::SmolStr;

use crate::change::Topic;
use crate::compare::{criterion_words, normal};
use crate::timeline::{Fact, Step, Timeline};

/// A line of an item, with the change since which it says what it says.
#[derive(Clone, Debug)]
pub struct Blamed<'t, R> {
    /// The line of the file, from 1.
    pub line: u32,
    /// What it says, without the white space around it.
    pub text: Untrusted,
    /// The change; of a criterion the later one of its words and its mark. `None` where the history does not know.
    pub step: Option<&'t Step<R>>,
}

impl<R> Timeline<R> {
    /// The lines of an item that say something, in order, each with its last change. `item` is of the plan of the last
    /// revision.
    pub fn blame(&self, item: PlanItem<'_>) -> Vec<Blamed<'_, R>> {
        let syntax = item.syntax();
        let document = item.file().document();
        let aspects = [Aspect::Title, Aspect::Kind, Aspect::Id];
        let mut found =
            vec![self.blamed(item, syntax.header_span(), &aspects.map(|it| Fact::Topic(Topic::Aspect(it))))];
        for entry in syntax.entries() {
            found.push(self.blamed(item, entry.span(), &facts(entry)));
        }
        let body = syntax.title_line() + 1..syntax.lines().end;
        for line in
            body.filter(|line| matches!(document.lines()[*line as usize].kind(), LineKind::Prose | LineKind::Quote))
        {
            found.push(self.blamed(item, document.content_span(line), &[Fact::Topic(Topic::Aspect(Aspect::Prose))]));
        }
        found.sort_by_key(|blamed| blamed.line);
        found
    }

    fn blamed(&self, item: PlanItem<'_>, span: Span, facts: &[Fact]) -> Blamed<'_, R> {
        let document = item.file().document();
        let line = document.line_at(span.start);
        let steps = item.id().into_iter().flat_map(|id| facts.iter().filter_map(|fact| self.place_of(id, fact)));
        let step = steps.max().and_then(|place| self.steps().get(place));
        Blamed { line: line + 1, text: document.line_text(line).trim().into(), step }
    }
}

/// What an entry says.
fn facts(entry: Entry<'_>) -> Vec<Fact> {
    let words = || normal(&entry.text()).into_owned();
    match entry.kind() {
        EntryKind::Field => {
            let key = entry.key();
            let topic = Field::named(&key)
                .map_or_else(|| Topic::OwnField(SmolStr::new(&key)), |field| Topic::Aspect(Aspect::field(field)));
            vec![Fact::Topic(topic)]
        }
        EntryKind::Criterion(_) => {
            let words = criterion_words(&entry.text());
            vec![Fact::Met(words.clone()), Fact::Criterion(words)]
        }
        EntryKind::Question => vec![Fact::Question(words())],
        EntryKind::Answer | EntryKind::Decision => vec![Fact::Answer(words())],
    }
}

#[cfg(test)]
mod tests {
    use roadlog_model::Plan;

    use super::*;
    use crate::testing::plan;

    fn blamed(texts: &[&str]) -> Vec<String> {
        let plans: Vec<Plan> = texts.iter().map(|text| plan(text)).collect();
        let timeline = Timeline::of(plans.iter().enumerate());
        let item = plans.last().unwrap().items().next().unwrap();
        let line = |it: Blamed<'_, usize>| format!("{}:{} {}", it.step.unwrap().revision, it.line, it.text.unescaped());
        timeline.blame(item).into_iter().map(line).collect()
    }

    #[test]
    fn each_line_has_the_change_that_set_it() {
        let lines = blamed(&[
            "story PAY-1 Pay\n  As a buyer I pay.\n\n  status: draft\n  points: 3\n\n  [ ] It is quick\n  [ ] It is safe\n",
            "story PAY-1 Pay by card\n  As a buyer I pay.\n\n  status: draft\n  points: 3\n\n  [ ] It is quick\n  [ ] It is safe\n  ? Why\n",
            "story PAY-1 Pay by card\n  As a buyer I pay.\n\n  status: ready\n  points: 3\n\n  [x] It is quick\n  [ ] It is very safe\n  ? Why\n  ! So\n",
        ]);
        let expected = [
            "1:1 story PAY-1 Pay by card",
            "0:2 As a buyer I pay.",
            "2:4 status: ready",
            "0:5 points: 3",
            "2:7 [x] It is quick",
            "2:8 [ ] It is very safe",
            "1:9 ? Why",
            "2:10 ! So",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_move_and_a_reference_that_moved_along_set_no_line() {
        let lines = blamed(&[
            "story PAY-1 Pay\n  needs: PAY-2\n  [ ] After PAY-2\n\nstory PAY-2 Log in\n",
            "story PAY-1 Pay\n  needs: PAY-2\n  [x] After PAY-2\n\nstory PAY-2 Log in\n",
            "story PAY-1 Pay\n  [x] After PAY-9\n  needs: PAY-9\n\nstory PAY-9 Log in\n",
        ]);
        assert_eq!(lines, ["0:1 story PAY-1 Pay", "1:2 [x] After PAY-9", "0:3 needs: PAY-9"]);
    }
}
