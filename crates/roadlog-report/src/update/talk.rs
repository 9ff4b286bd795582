//! What was decided and what is asked, as an audience reads it.

use roadlog_config::{Config, Role, Shape};
use roadlog_history::{Detail, Question};
use roadlog_model::{PlanItem, Untrusted};
use roadlog_syntax::Entry;
use roadlog_syntax::mention::{asked, signature};
use roadlog_syntax::value::Handle;

use super::Audience;
use super::moved::Moved;
use crate::markup::Words;

/// For whom questions and decisions are told.
#[derive(Clone, Copy)]
pub(super) struct Reader<'p> {
    pub(super) config: &'p Config,
    pub(super) audience: Audience,
}

impl Reader<'_> {
    /// What was decided about an item, and what is no longer.
    pub(super) fn decisions(self, moved: &Moved<'_>, after: PlanItem<'_>) -> Vec<Words> {
        if moved.before.is_none() {
            return self.all_decisions(after);
        }
        let decision = |detail: &Detail| match detail {
            Detail::Question(Question::Answered { question, after: Some(answer), .. }) => {
                Some(self.answered(question, answer))
            }
            Detail::Question(Question::Decided { after: Some(decision), .. }) => Some(self.decided(decision)),
            Detail::Question(Question::Decided { before: Some(decision), after: None }) => {
                Some(Words::own("No longer: ").then(self.decided(decision)))
            }
            _ => None,
        };
        moved.changes.iter().filter_map(|change| decision(&change.detail)).collect()
    }

    fn all_decisions(self, item: PlanItem<'_>) -> Vec<Words> {
        let text = |entry: Entry<'_>| Untrusted::from(&*entry.text());
        let answers = item.questions().flat_map(|asked| {
            let question = text(asked.entry);
            let answers = asked.answers.into_iter();
            answers.map(|answer| self.answered(&question, &text(answer))).collect::<Vec<_>>()
        });
        answers.chain(item.decisions().map(|decision| self.decided(&text(decision)))).collect()
    }

    fn answered(self, question: &Untrusted, answer: &Untrusted) -> Words {
        Words::plan(without_asked(question.unescaped())).and(" ").then(self.decided(answer))
    }

    /// The words of an answer or a decision, with who gave it and when.
    fn decided(self, decision: &Untrusted) -> Words {
        let signature = signature(decision.unescaped());
        let who = signature.who.as_ref().map(|who| self.person(who));
        let signed = who.into_iter().chain(signature.date.map(|day| Words::own(day.to_string())));
        let signed = Words::joined(signed, ", ");
        let words = Words::plan(signature.text);
        if signed.is_empty() { words } else { words.and(" (").then(signed).and(")") }
    }

    /// Whether a question asks a stakeholder, and is told to them.
    pub(super) fn is_asked(self, question: &str, shape: Option<Shape>) -> bool {
        let is_one = |who: &Handle| self.config.has_role(who, Role::Stakeholder, shape);
        let mut asked = asked(question).into_iter().map(|(who, _)| who);
        self.audience == Audience::Stakeholders
            && asked.any(|who| is_one(&who) || self.config.team_members(&who).any(is_one))
    }

    /// A question and whom it asks.
    pub(super) fn question(self, text: &str) -> Words {
        let people = Words::joined(asked(text).iter().map(|(who, _)| self.person(who)), ", ");
        let words = Words::plan(without_asked(text));
        if people.is_empty() { words.and(" (asks nobody yet)") } else { words.and(" (asks ").then(people).and(")") }
    }

    /// Somebody, as the audience knows them.
    fn person(self, who: &Handle) -> Words {
        let name = self.config.person(who).and_then(|person| person.name());
        let name = name.filter(|_| self.audience == Audience::Stakeholders);
        name.map_or_else(|| Words::own(who.to_string()), Words::plan)
    }
}

/// A question without whom it asks.
fn without_asked(text: &str) -> &str {
    let end = asked(text).first().map_or(text.len(), |(_, range)| range.start);
    text[..end].trim_end().trim_end_matches(',')
}
