//! `[teams]`: which people work together.

use roadlog_syntax::Span;
use roadlog_syntax::value::Handle;
use rustc_hash::FxHashMap;

use super::source::{Node, Source};
use super::{PersonEntry, people};
use crate::{ProblemKind, Spanned};

/// What one team's line says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TeamEntry {
    pub(crate) handle: Handle,
    pub(crate) span: Span,
    pub(crate) members: Vec<Spanned<Handle>>,
}

/// The handles that are taken, and by what.
type Taken = FxHashMap<Handle, (Span, &'static str)>;

pub(super) fn read<'t>(source: &mut Source<'t>, table: Option<&Node<'t>>, people: &[PersonEntry]) -> Vec<TeamEntry> {
    let mut taken: Taken = people.iter().map(|it| (it.handle.clone(), (it.span, "a person"))).collect();
    let entries = source.entries(table).into_iter();
    entries.filter_map(|(key, node)| team(source, &mut taken, &key, node)).collect()
}

fn team<'t>(source: &mut Source<'t>, taken: &mut Taken, key: &Spanned<&str>, node: &Node<'t>) -> Option<TeamEntry> {
    node.get_ref().as_array()?;
    let handle = people::handle(source, key)?;
    if let Some((first, what)) = taken.get(&handle) {
        let message = format!("{handle} is {what} already: give the team another name");
        source.report(ProblemKind::Invalid.at(key.span, message).see(*first, "here"));
        return None;
    }
    taken.insert(handle.clone(), (key.span, "a team"));
    Some(TeamEntry { handle, span: key.span, members: members(source, node) })
}

fn members<'t>(source: &mut Source<'t>, node: &Node<'t>) -> Vec<Spanned<Handle>> {
    let mut members = Vec::new();
    let mut seen = FxHashMap::default();
    for text in source.texts(Some(node)) {
        let Some(handle) = people::handle(source, &text) else { continue };
        if let Some(first) = seen.get(&handle) {
            let problem = ProblemKind::Invalid.at(text.span, format!("{handle} is in this team twice: once is enough"));
            source.report(problem.see(*first, "here first"));
            continue;
        }
        seen.insert(handle.clone(), text.span);
        members.push(Spanned::new(handle, text.span));
    }
    members
}

#[cfg(test)]
mod tests {
    use crate::testing::{clean, told};

    const PEOPLE: &str = "[people.maria]\n[people.li]\n";

    #[test]
    fn a_team_has_members_with_or_without_their_at() {
        let file = clean(&format!("{PEOPLE}[teams]\npayments = [\"maria\", \"@li\"]\n"));
        let team = &file.teams[0];
        assert_eq!(team.handle.name(), "payments");
        let members: Vec<_> = team.members.iter().map(|member| member.name().to_owned()).collect();
        assert_eq!(members, ["maria", "li"]);
    }

    #[test]
    fn a_team_is_no_person_and_there_once() {
        told(
            &format!("{PEOPLE}[teams]\n‹li› = [\"maria\"]\n"),
            "config/invalid @li is a person already: give the team another name | here",
        );
        told(
            "[teams]\npay = []\n‹Pay› = []\n",
            "config/invalid @pay is a team already: give the team another name | here",
        );
    }

    #[test]
    fn a_member_is_there_once() {
        told(
            &format!("{PEOPLE}[teams]\npay = [\"li\", \"‹@li›\"]\n"),
            "config/invalid @li is in this team twice: once is enough | here first",
        );
    }

    #[test]
    fn a_member_is_a_person_that_is_known() {
        told(
            &format!("{PEOPLE}[teams]\npay = [\"‹mara›\"]\n"),
            "config/invalid @mara is nobody in roadlog.toml; did you mean `maria`?",
        );
        told(
            &format!("{PEOPLE}[teams]\npay = [\"li\"]\nall = [\"‹pay›\"]\n"),
            "config/invalid @pay is a team, and no team can be in a team: name its members",
        );
    }
}
