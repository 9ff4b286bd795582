//! One roadlog.toml: read into what it says, section by section, with what is wrong with it.

mod authority;
mod broken;
mod difference;
mod done;
mod fields;
mod hook;
mod ids;
mod kinds;
mod measures;
mod outline;
mod parse;
mod people;
mod roles;
mod rules;
mod schema;
mod signing_key;
mod source;
mod statuses;
mod story;
mod teams;
mod tree;
mod workspace;

use std::sync::Arc;

use roadlog_syntax::Span;

use crate::tables::{IdStyle, Shape};
use crate::{ProblemKind, Spanned, WorkspaceFiles};

pub(crate) use authority::AuthoritySection;
pub(crate) use authority::AuthorityText;
pub use difference::{Difference, Said, differences};
pub(crate) use done::DoneEntry;
pub(crate) use fields::FieldEntry;
pub use hook::Hook;
pub(crate) use kinds::KindEntry;
pub(crate) use measures::Measures;
pub use outline::{Written, WrittenKind, outline};
pub use parse::{Place, declares_root, parse};
pub(crate) use people::PersonEntry;
pub use people::is_email;
pub(crate) use roles::RoleEntry;
pub use rules::{OptionEntry, OptionValue, RuleEntry};
pub use signing_key::SigningKey;
pub(crate) use source::{nearest, part};
pub(crate) use statuses::{StatusEntry, StatusesEntry};
pub use story::StoryForm;
pub(crate) use teams::TeamEntry;
pub use workspace::PathGlob;
pub(crate) use workspace::{WorkspaceSection, default_globs};

/// What one roadlog.toml says, so far as it can be read. The default is what an empty file says.
///
/// What it says is asked of the [`Config`](crate::Config) that it goes into.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConfigFile {
    /// The text itself, of the root's file.
    pub(crate) text: Option<Arc<str>>,
    pub(crate) workspace: WorkspaceSection,
    pub(crate) shape: Option<Spanned<Shape>>,
    pub(crate) people: Vec<PersonEntry>,
    pub(crate) teams: Vec<TeamEntry>,
    pub(crate) roles: Vec<RoleEntry>,
    pub(crate) authority: AuthoritySection,
    pub(crate) kinds: Vec<KindEntry>,
    pub(crate) fields: Vec<FieldEntry>,
    pub(crate) statuses: Vec<StatusesEntry>,
    pub(crate) measures: Measures,
    pub(crate) story_forms: Vec<StoryForm>,
    pub(crate) done: Vec<DoneEntry>,
    pub(crate) id_style: Option<Spanned<IdStyle>>,
    pub(crate) hook: Hook,
    pub(crate) rules: Vec<RuleEntry>,
    pub(crate) options: Vec<OptionEntry>,
}

impl ConfigFile {
    /// Which files belong to the workspace whose root it stands in. What is wrong in it counts as not said: its problems
    /// tell where.
    pub fn workspace_files(&self) -> WorkspaceFiles {
        WorkspaceFiles::new(&self.workspace)
    }

    /// Whether `[workspace] root = true` makes its folder a workspace of its own.
    pub fn is_root(&self) -> bool {
        self.workspace.root
    }
}

/// What a reader of a section needs besides its table.
pub(crate) type Entry<'a, 't> = (Spanned<&'a str>, &'a source::Node<'t>);

impl ProblemKind {
    /// A problem of this kind, `Invalid.at(span, …)`.
    pub(crate) fn at(self, span: Span, message: impl Into<String>) -> crate::Problem {
        crate::Problem::new(self, span, message)
    }
}
