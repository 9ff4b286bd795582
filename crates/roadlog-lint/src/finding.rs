//! What a rule found: the one finding type of the whole project.

pub use roadlog_model::Untrusted;
use roadlog_syntax::value::Handle;
use roadlog_syntax::{Edit, Span};
use smol_str::SmolStr;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Worth knowing: an editor's hint, counted but not listed elsewhere.
    Info,
    /// Should be looked at.
    Warning,
    /// Must be mended: a check that has one fails.
    Error,
}

impl Level {
    /// Every level, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// Its name in output: `error`, `warning` or `info`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// A place in a file of the workspace.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The path relative to the workspace's root, parted by `/`.
    pub path: Untrusted,
    /// The bytes of the file.
    pub span: Span,
}

/// Another place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What is to be seen there.
    pub message: Untrusted,
}

/// A way to mend a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fix {
    /// What it does, as a command: "Change to PAY-12".
    pub title: Untrusted,
    /// Whether it may be applied without being asked for: it cannot be wrong.
    pub safe: bool,
    /// The edits, all of the text as it was when the finding was made.
    pub edits: Vec<FileEdit>,
}

/// An edit of one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileEdit {
    /// The path relative to the workspace's root, parted by `/`.
    pub path: Untrusted,
    /// The bytes and what replaces them.
    pub edit: Edit,
}

/// What a rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name, `group/name`.
    pub rule: &'static str,
    /// How much it matters here, configuration considered.
    pub level: Level,
    /// One sentence, in the item's own words.
    pub message: Untrusted,
    /// The id of the item that it speaks of, where there is one.
    pub item: Option<Untrusted>,
    /// Where.
    pub place: Place,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// Ways to mend it, the best first.
    pub fixes: Vec<Fix>,
    /// The full hash of the commit that it is about; `None` where it is about the plan as it is.
    pub commit: Option<SmolStr>,
    /// Who made that commit, as the base of the range knows them; `None` where that is nobody, and without a commit.
    pub by: Option<Handle>,
}

impl Finding {
    /// The order in which findings are told within a file, and files among each other.
    pub(crate) fn order(&self) -> impl Ord + '_ {
        // What stands behind the message tells apart what else would stand in the order in which the rules were run.
        let Self { place, rule, message, related, fixes, .. } = self;
        (&place.path, place.span, *rule, message, related, fixes)
    }

    /// The first fix that may be applied without being asked for.
    pub fn safe_fix(&self) -> Option<&Fix> {
        self.fixes.iter().find(|fix| fix.safe)
    }
}
