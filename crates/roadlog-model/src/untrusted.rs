//! Text that somebody wrote, on its way out of the plan.

use std::fmt;
use std::sync::Arc;

/// Text that somebody wrote, in a plan, a path or a configuration. It has no `Display`: whoever shows it converts
/// it for where it goes, so that a missing escape does not compile.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Untrusted(Arc<str>);

impl Untrusted {
    /// The text as it was written. Only a conversion for a sink calls this.
    pub fn unescaped(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Untrusted {
    fn from(text: &str) -> Self {
        Self(Arc::from(text))
    }
}

impl From<String> for Untrusted {
    fn from(text: String) -> Self {
        Self(Arc::from(text))
    }
}

impl From<Arc<str>> for Untrusted {
    fn from(text: Arc<str>) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Untrusted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}
