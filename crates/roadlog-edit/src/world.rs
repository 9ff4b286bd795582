//! What an edit is worked out from, besides what is asked for.

use roadlog_lint::Options;
use roadlog_model::Plan;
use roadlog_syntax::value::{Date, Handle};

/// What an edit is worked out from: everything that it does not say itself.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// The plan as it is.
    pub plan: &'a Plan,
    /// The day, which ids are taken elsewhere, and what else the rules need to judge the plan as it would be.
    pub options: &'a Options<'a>,
    /// Who asks for the edit, where that is known.
    pub actor: Option<&'a Handle>,
}

impl World<'_> {
    /// The day that counts as today.
    pub(crate) const fn today(&self) -> Date {
        self.options.today
    }
}
