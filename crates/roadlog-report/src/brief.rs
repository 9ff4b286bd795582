//! An item in a few words: what every view names items by.

use roadlog_config::{Field, Phase};
use roadlog_model::{ItemRef, PlanItem, Untrusted};
use roadlog_syntax::Kind;

use crate::page::{Line, Paper, Role};

/// An item in a few words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// Where it stands.
    pub at: ItemRef,
    /// Its id, `PAY-new` included; `None` where its header gives none.
    pub id: Option<Untrusted>,
    /// The word for its kind.
    pub kind: Untrusted,
    /// The built-in kind that it is or is like.
    pub like: Option<Kind>,
    /// Its title.
    pub title: Untrusted,
    /// Its status and the phase that this stands in; `None` where its kind has none.
    pub status: Option<(Untrusted, Phase)>,
    /// What stops it, while it is open.
    pub blocked: Option<Untrusted>,
}

/// What is shown for an item whose header gives no id.
const NAMELESS: &str = "-";

impl Brief {
    /// The item in a few words.
    pub fn of(item: PlanItem<'_>) -> Self {
        let blocked = item.field(Field::Blocked).filter(|_| item.is_blocked());
        Self {
            at: item.at(),
            id: item.syntax().id_text().map(|id| Untrusted::from(&*id)),
            kind: Untrusted::from(&*item.kind_word()),
            like: item.like(),
            title: Untrusted::from(&*item.title()),
            status: item.status().map(|status| (Untrusted::from(&*status.word), status.phase)),
            blocked: blocked.map(|field| Untrusted::from(&*field.text())),
        }
    }

    /// The phase that it is in.
    pub fn phase(&self) -> Option<Phase> {
        self.status.as_ref().map(|(_, phase)| *phase)
    }

    /// Its id, as it is shown.
    pub(crate) fn id_line(&self, paper: &Paper) -> Line {
        Line::of(self.id.as_ref().map_or_else(|| NAMELESS.to_owned(), |id| paper.safe(id)), Role::Strong)
    }

    /// Its status, in the colour of its phase; of what is blocked in that of an alarm.
    pub(crate) fn status_line(&self, paper: &Paper) -> Line {
        let Some((word, phase)) = &self.status else { return Line::blank() };
        let role = if self.blocked.is_some() { Role::Alarm } else { Role::Phase(*phase) };
        Line::of(paper.safe(word), role)
    }

    /// Its title.
    pub(crate) fn title_line(&self, paper: &Paper) -> Line {
        Line::of(paper.safe(&self.title), Role::Plain)
    }

    /// The word for its kind.
    pub(crate) fn kind_line(&self, paper: &Paper) -> Line {
        Line::of(paper.safe(&self.kind), Role::Plain)
    }
}
