//! Who may change what beside the built-in table, understood.

use roadlog_syntax::Span;
use roadlog_syntax::value::{Date, Handle};
use smol_str::SmolStr;

use super::selector::{self, Scope, Selector};
use crate::file::{AuthoritySection, AuthorityText, nearest};
use crate::tables::{Identity, Relation, Role};
use crate::{FileProblem, Problem, ProblemKind, Spanned};

/// What `[authority]` says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Authority {
    /// What tells whose change a commit is.
    pub identity: Identity,
    /// What is allowed beside the built-in table.
    pub allow: Vec<AuthorityLine>,
    /// What nobody else may, whatever the table says.
    pub only: Vec<AuthorityLine>,
}

/// One line of it. A selector or a name that cannot be understood is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct AuthorityLine {
    /// The changes that it speaks of.
    pub change: Vec<Spanned<Selector>>,
    /// Who may make them.
    pub by: Vec<Spanned<Subject>>,
    /// The team whose items it is about; `None`: all items.
    pub of: Option<Spanned<Handle>>,
    /// The last day on which it holds.
    pub until: Option<Spanned<Date>>,
    /// Where its header stands in the root's file.
    pub span: Span,
}

impl AuthorityLine {
    /// Whether it holds on that day: up to and on the last one.
    pub fn holds_on(&self, day: Date) -> bool {
        self.until.is_none_or(|until| day <= until.value)
    }
}

/// Somebody whom an authority line names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// Whoever has a built-in role.
    Role(Role),
    /// Whoever has a role of the team's own, by its name.
    OwnRole(SmolStr),
    /// A person, or the members of a team.
    Handle(Handle),
    /// Whoever is this to the item.
    Relation(Relation),
}

impl Authority {
    pub(super) fn new(
        section: &AuthoritySection,
        scope: &Scope<'_>,
        roles: &[SmolStr],
        problems: &mut Vec<FileProblem>,
    ) -> Self {
        let mut lines = |texts: &[AuthorityText]| {
            let mut report = |problem| problems.push(FileProblem { file: 0, problem });
            texts.iter().filter_map(|text| line(text, scope, roles, &mut report)).collect()
        };
        Self { identity: section.identity, allow: lines(&section.allow), only: lines(&section.only) }
    }
}

/// Understands a line; one whose team cannot be read is left out: without it, it would say more than was meant.
fn line(
    text: &AuthorityText,
    scope: &Scope<'_>,
    roles: &[SmolStr],
    report: &mut impl FnMut(Problem),
) -> Option<AuthorityLine> {
    let change = understood(&text.change, |text| selector::read(text, scope), report);
    let by = understood(&text.by, |text| subject(text, roles), report);
    let of = match &text.of {
        None => None,
        Some(of) => match Handle::from_name(of.strip_prefix('@').unwrap_or(of)) {
            Ok(handle) => Some(Spanned::new(handle, of.span)),
            Err(error) => {
                report(ProblemKind::BadAuthority.at(of.span, error.to_string()));
                return None;
            }
        },
    };
    Some(AuthorityLine { change, by, of, until: text.until, span: text.span })
}

fn understood<T>(
    texts: &[Spanned<SmolStr>],
    read: impl Fn(&Spanned<SmolStr>) -> Result<T, Problem>,
    report: &mut impl FnMut(Problem),
) -> Vec<Spanned<T>> {
    let one = |text: &Spanned<SmolStr>| match read(text) {
        Ok(value) => Some(Spanned::new(value, text.span)),
        Err(problem) => {
            report(problem);
            None
        }
    };
    texts.iter().filter_map(one).collect()
}

fn subject(text: &Spanned<SmolStr>, roles: &[SmolStr]) -> Result<Subject, Problem> {
    if text.starts_with('@') {
        let bad = |error: roadlog_syntax::value::ValueError| ProblemKind::BadAuthority.at(text.span, error.to_string());
        return Handle::parse(text).map(Subject::Handle).map_err(bad);
    }
    let role = Role::named(text).map(Subject::Role);
    let relation = || Relation::named(text).map(Subject::Relation);
    let own = || roles.iter().find(|role| **role == text.value).cloned().map(Subject::OwnRole);
    role.or_else(relation).or_else(own).ok_or_else(|| {
        let mut names: Vec<&str> = Role::ALL.map(Role::name).to_vec();
        names.extend(Relation::ALL.map(Relation::name));
        names.extend(roles.iter().map(SmolStr::as_str));
        let meant = nearest(text, names.into_iter());
        let message = format!("`{}` is no role; a person or team is written with its @", text.value);
        ProblemKind::BadAuthority.at(text.span, message).or_meant(meant)
    })
}

#[cfg(test)]
mod tests {
    use roadlog_syntax::value::parse_date;

    use super::*;
    use crate::testing::{config, told};

    const PEOPLE: &str = "[people.tom]\n[teams]\npayments = [\"tom\"]\n[roles.tester]\nlike = \"developer\"\n";

    fn by(marked: &str) -> String {
        format!("{PEOPLE}[[authority.allow]]\nchange = [\"bug.severity\"]\nby = [\"{marked}\"]\n")
    }

    #[test]
    fn a_line_understood() {
        let config = config(&format!(
            "{PEOPLE}[[authority.only]]\nchange = [\"story.points\", \"bug.*\"]\n\
             by = [\"tester\", \"developer\", \"@tom\", \"assignee\"]\nof = \"@payments\"\nuntil = 2026-12-31\n"
        ));
        let line = &config.authority().only[0];
        assert_eq!(line.change.len(), 2);
        let by: Vec<_> = line.by.iter().map(|subject| subject.value.clone()).collect();
        let expected = [
            Subject::OwnRole("tester".into()),
            Subject::Role(Role::Developer),
            Subject::Handle(Handle::from_name("tom").unwrap()),
            Subject::Relation(Relation::Assignee),
        ];
        assert_eq!(by, expected);
        assert_eq!(line.of.as_ref().unwrap().name(), "payments");
        assert!(line.holds_on(parse_date("2026-12-31").unwrap()));
        assert!(!line.holds_on(parse_date("2027-01-01").unwrap()));
    }

    #[test]
    fn whom_it_cannot_name() {
        for (marked, message) in [
            ("‹develper›", "`develper` is no role; a person or team is written with its @; did you mean `developer`?"),
            ("‹ownr›", "`ownr` is no role; a person or team is written with its @; did you mean `owner`?"),
            ("‹testers›", "`testers` is no role; a person or team is written with its @; did you mean `tester`?"),
            ("‹@tim›", "@tim is nobody in roadlog.toml; did you mean `@tom`?"),
            ("‹@nobody.here›", "@nobody.here is nobody in roadlog.toml: add them, or take the line away"),
        ] {
            told(&by(marked), &format!("config/bad-authority {message}"));
        }
        let text = by("x").replace("\"x\"", "\"developer\"");
        told(
            &format!("{text}of = \"‹@tom›\"\n"),
            "config/bad-authority @tom is a person, and a line is about the items of a team",
        );
        told(
            &format!("{text}of = \"‹payment›\"\n"),
            "config/bad-authority @payment is no team in roadlog.toml; did you mean `@payments`?",
        );
    }

    #[test]
    fn a_line_whose_team_cannot_be_read_gives_nobody_anything() {
        let (file, _) = crate::parse(&format!("{}of = \"pay ments\"\n", by("developer")), crate::Place::Root);
        let config = crate::Config::new(file, Vec::new());
        assert_eq!(config.authority().allow, []);
        assert_eq!(config.problems().len(), 1);
    }
}
