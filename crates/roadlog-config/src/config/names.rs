//! The check of the names of people and teams in roadlog.toml, which other workspaces may define.

use roadlog_syntax::Span;
use roadlog_syntax::value::{self, Handle};

use super::{Config, Person, Subject, Team};
use crate::{FileProblem, Problem, ProblemKind};

/// How many faults are told with who was meant. Looking for that costs as much as there are people, and a file can name
/// thousands who are nobody.
const MOST_GUESSES: usize = 64;

/// Adds what is wrong with the people and teams that the root's file names.
pub(super) fn people(config: &Config, problems: &mut Vec<FileProblem>) {
    let mut check = Check { config, guesses: MOST_GUESSES, problems };
    for team in config.teams().iter().filter(|team| !team.is_foreign()) {
        for member in team.members() {
            check.member(&member.value, member.span);
        }
    }
    for line in config.authority().allow.iter().chain(&config.authority().only) {
        for subject in &line.by {
            if let Subject::Handle(handle) = &subject.value {
                check.subject(handle, subject.span);
            }
        }
        if let Some(of) = &line.of {
            check.team(&of.value, of.span);
        }
    }
}

struct Check<'a> {
    config: &'a Config,
    guesses: usize,
    problems: &'a mut Vec<FileProblem>,
}

impl<'a> Check<'a> {
    fn report(&mut self, problem: Problem) {
        self.problems.push(FileProblem { file: 0, problem });
    }

    fn member(&mut self, member: &Handle, span: Span) {
        if self.config.is_team(member) {
            let message = format!("{member} is a team, and no team can be in a team: name its members");
            self.report(ProblemKind::Invalid.at(span, message));
        } else if self.config.person(member).is_none() && self.config.people_complete() {
            let meant = self.meant(member, self.config.people().iter().map(Person::handle));
            let message = match meant {
                Some(_) => format!("{member} is nobody in roadlog.toml"),
                None => {
                    format!("{member} is nobody in roadlog.toml: add [people.{}], or take them away", member.name())
                }
            };
            self.report(ProblemKind::Invalid.at(span, message).or_meant(meant));
        }
    }

    fn subject(&mut self, handle: &Handle, span: Span) {
        if !self.config.is_known(handle) && self.config.people_complete() {
            let meant = self.meant(handle, self.config.handles());
            let message = format!("{handle} is nobody in roadlog.toml");
            self.report(meant_handle(span, message, meant, ": add them, or take the line away"));
        }
    }

    fn team(&mut self, handle: &Handle, span: Span) {
        let is_person_here = self.config.person(handle).is_some_and(|person| !person.is_foreign());
        if is_person_here {
            let message = format!("{handle} is a person, and a line is about the items of a team");
            self.report(ProblemKind::BadAuthority.at(span, message));
        } else if !self.config.is_team(handle) && self.config.people_complete() {
            let meant = self.meant(handle, self.config.teams().iter().map(Team::handle));
            let message = format!("{handle} is no team in roadlog.toml");
            self.report(meant_handle(span, message, meant, ": add it to [teams], or take the line away"));
        }
    }

    fn meant(&mut self, handle: &Handle, known: impl Iterator<Item = &'a Handle>) -> Option<&'a str> {
        self.guesses = self.guesses.checked_sub(1)?;
        // No more than two letters are ever wrong, and comparing lengths is quick.
        let is_like = |name: &&str| name.len().abs_diff(handle.name().len()) <= 2;
        value::nearest(handle.name(), known.map(Handle::name).filter(is_like))
    }
}

/// The problem with the handle that was meant, its `@` in front, or else with what to do.
fn meant_handle(span: Span, message: String, meant: Option<&str>, otherwise: &str) -> Problem {
    let meant = meant.map(|meant| format!("@{meant}"));
    let message = if meant.is_some() { message } else { message + otherwise };
    ProblemKind::BadAuthority.at(span, message).or_meant(meant.as_deref())
}

#[cfg(test)]
mod tests {
    use crate::testing::{clean, config, problems};
    use crate::{Config, Place, parse};

    const READS: &str = "[workspace]\nreads = [\"../people\"]\n[teams]\npayments = [\"maria\"]\n\
        [[authority.allow]]\nchange = [\"bug.severity\"]\nby = [\"@maria\"]\nof = \"support\"\n";

    #[test]
    fn who_is_known_elsewhere_is_known() {
        assert_eq!(problems(READS).len(), 3);
        let here = Config::new(parse(READS, Place::Root).0, Vec::new());
        let elsewhere = config("[people.maria]\n[people.sam]\n[teams]\nsupport = [\"sam\"]\n");
        assert_eq!(here.with_read(&elsewhere).problems(), []);
    }

    #[test]
    fn who_may_be_known_in_a_folder_that_is_missing_is_not_reported() {
        let here = Config::new(parse(READS, Place::Root).0, Vec::new()).with_missing_read();
        assert_eq!(here.problems(), []);
        assert!(!here.people_complete());
    }

    #[test]
    fn a_member_of_another_workspaces_team_is_its_affair() {
        let elsewhere = Config::new(parse("[teams]\nsupport = [\"ghost\"]\n", Place::Root).0, Vec::new());
        let here = Config::new(clean("[people.maria]\n"), Vec::new());
        assert_eq!(here.with_read(&elsewhere).problems(), []);
    }

    #[test]
    fn somebody_far_from_everybody() {
        let found = problems("[people.maria]\n[teams]\npay = [\"xavier\"]\n");
        assert_eq!(found[0].message, "@xavier is nobody in roadlog.toml: add [people.xavier], or take them away");
    }
}
