//! The check of the names of people and teams in roadlog.toml, which other workspaces may define.

use roadlog_syntax::Span;
use roadlog_syntax::value::Handle;

use super::{Config, Person, Subject, Team};
use crate::file::nearest;
use crate::{FileProblem, Problem, ProblemKind, Suggestion};

/// Adds what is wrong with the people and teams that the root's file names.
pub(super) fn people(config: &Config, problems: &mut Vec<FileProblem>) {
    let mut report = |problem| problems.push(FileProblem { file: 0, problem });
    for team in config.teams().iter().filter(|team| !team.is_foreign()) {
        for member in team.members() {
            if let Some(problem) = bad_member(config, &member.value, member.span) {
                report(problem);
            }
        }
    }
    for line in config.authority().allow.iter().chain(&config.authority().only) {
        for subject in &line.by {
            if let Subject::Handle(handle) = &subject.value {
                if let Some(problem) = nobody(config, handle, subject.span) {
                    report(problem);
                }
            }
        }
        if let Some(problem) = line.of.as_ref().and_then(|of| no_team(config, &of.value, of.span)) {
            report(problem);
        }
    }
}

fn bad_member(config: &Config, member: &Handle, span: Span) -> Option<Problem> {
    if config.is_team(member) {
        let message = format!("{member} is a team, and no team can be in a team: name its members");
        return Some(ProblemKind::Invalid.at(span, message));
    }
    if config.person(member).is_some() || !config.people_complete() {
        return None;
    }
    let meant = nearest(member.name(), config.people().iter().map(|person| person.handle().name()));
    let message = format!("{member} is nobody in roadlog.toml");
    Some(match meant {
        Some(_) => ProblemKind::Invalid.at(span, message).or_meant(meant),
        None => ProblemKind::Invalid.at(span, format!("{message}: add [people.{}], or take them away", member.name())),
    })
}

fn nobody(config: &Config, handle: &Handle, span: Span) -> Option<Problem> {
    if config.is_known(handle) || !config.people_complete() {
        return None;
    }
    let message = format!("{handle} is nobody in roadlog.toml");
    let meant = nearest(handle.name(), config.handles().map(Handle::name));
    Some(meant_handle(span, message, meant, ": add them, or take the line away"))
}

fn no_team(config: &Config, handle: &Handle, span: Span) -> Option<Problem> {
    if config.is_team(handle) {
        return None;
    }
    if config.person(handle).is_some_and(|person: &Person| !person.is_foreign()) {
        let message = format!("{handle} is a person, and a line is about the items of a team");
        return Some(ProblemKind::BadAuthority.at(span, message));
    }
    if !config.people_complete() {
        return None;
    }
    let message = format!("{handle} is no team in roadlog.toml");
    let meant = nearest(handle.name(), config.teams().iter().map(|team: &Team| team.handle().name()));
    Some(meant_handle(span, message, meant, ": add it to [teams], or take the line away"))
}

/// The problem with the handle that was meant, its `@` in front, or else with what to do.
fn meant_handle(span: Span, message: String, meant: Option<&str>, otherwise: &str) -> Problem {
    let Some(meant) = meant else { return ProblemKind::BadAuthority.at(span, message + otherwise) };
    let text = format!("@{meant}");
    let mut problem = ProblemKind::BadAuthority.at(span, format!("{message}; did you mean `{text}`?"));
    problem.suggestion = Some(Suggestion { span, text });
    problem
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
