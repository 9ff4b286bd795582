//! What can be wrong with a roadlog.toml.

use roadlog_syntax::Span;

/// The rule that a problem belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProblemKind {
    /// Not TOML, not of its type, or not what may stand there: `config/invalid`.
    Invalid,
    /// A key that means nothing there: `config/unknown-key`.
    UnknownKey,
    /// An authority line that names what does not exist: `config/bad-authority`.
    BadAuthority,
    /// An address that two people have: `config/duplicate-email`.
    DuplicateEmail,
    /// A role that is neither built in nor the team's own: `ownership/unknown-role`.
    UnknownRole,
}

impl ProblemKind {
    /// The name of the rule: `config/invalid`.
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Invalid => "config/invalid",
            Self::UnknownKey => "config/unknown-key",
            Self::BadAuthority => "config/bad-authority",
            Self::DuplicateEmail => "config/duplicate-email",
            Self::UnknownRole => "ownership/unknown-role",
        }
    }
}

/// Something wrong with a roadlog.toml, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The rule that it belongs to.
    pub kind: ProblemKind,
    /// Where in the file.
    pub span: Span,
    /// What is wrong and what to do, in a sentence without a full stop.
    pub message: String,
    /// Other places of the same file that explain it, each with what stands there.
    pub related: Vec<(Span, String)>,
    /// What was meant, where that is clear.
    pub suggestion: Option<Suggestion>,
}

/// What to write in the place of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What to replace.
    pub span: Span,
    /// What to put there.
    pub text: String,
}

impl Problem {
    /// A problem with nothing beside it.
    pub(crate) fn new(kind: ProblemKind, span: Span, message: impl Into<String>) -> Self {
        Self { kind, span, message: message.into(), related: Vec::new(), suggestion: None }
    }

    /// The same with a word that was meant in its place, if there is one, which the message then asks for.
    pub(crate) fn or_meant(mut self, meant: Option<&str>) -> Self {
        if let Some(meant) = meant {
            self.message = format!("{}; did you mean `{meant}`?", self.message);
            self.suggestion = Some(Suggestion { span: self.span, text: meant.to_owned() });
        }
        self
    }

    /// The same where the word stands in the place of a `part` of a text; where that place is not known exactly, the
    /// message alone asks for it.
    pub(crate) fn or_meant_for(self, part: &str, meant: Option<&str>) -> Self {
        let is_exact = self.span.len() as usize == part.len();
        let mut problem = self.or_meant(meant);
        problem.suggestion = problem.suggestion.filter(|_| is_exact);
        problem
    }

    /// The same with another place that explains it.
    pub(crate) fn see(mut self, span: Span, what: impl Into<String>) -> Self {
        self.related.push((span, what.into()));
        self
    }
}

/// A problem and the number of the file that has it, as in [`Origin`](crate::Origin).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileProblem {
    /// Which file.
    pub file: usize,
    /// What is wrong with it.
    pub problem: Problem,
}
