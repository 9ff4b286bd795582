//! Who is who: the teams of a generated plan and the people in them.

use super::wording::{AREAS, Area, FIRST_NAMES, LAST_NAMES};

/// Developers of one team.
const DEVELOPERS: usize = 8;
/// Everybody of one team: its product owner, its developers and its stakeholder.
const MEMBERS: usize = DEVELOPERS + 2;
/// Teams whose roadmaps one product manager decides.
const TEAMS_PER_MANAGER: usize = 8;
/// What the names of later teams for the same area end with.
const REGIONS: [&str; 6] = ["", "eu", "us", "latam", "apac", "africa"];

/// A team, with its product area and its people.
pub(super) struct Team {
    /// Also the team's handle and the name of its files.
    pub(super) name: String,
    /// What its ids start with.
    pub(super) prefix: String,
    pub(super) area: &'static Area,
    pub(super) manager: Person,
    pub(super) owner: Person,
    pub(super) developers: Vec<Person>,
    pub(super) stakeholder: Person,
}

/// A person, by number: the same number is the same person.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Person {
    /// Without the `@`.
    pub(super) handle: String,
    pub(super) name: String,
}

impl Team {
    /// The team with this index out of `teams`.
    pub(super) fn new(index: usize, teams: usize) -> Self {
        let area = &AREAS[index % AREAS.len()];
        let round = index / AREAS.len();
        let region = REGIONS[round % REGIONS.len()];
        let again = match round / REGIONS.len() {
            0 => String::new(),
            number => (number + 1).to_string(),
        };
        let member = |number| person(managers(teams) + index * MEMBERS + number);
        Self {
            name: match format!("{region}{again}").as_str() {
                "" => area.name.to_owned(),
                suffix => format!("{}-{suffix}", area.name),
            },
            prefix: format!("{}{}{again}", area.prefix, region.to_ascii_uppercase()),
            area,
            manager: person(index / TEAMS_PER_MANAGER),
            owner: member(0),
            developers: (1..=DEVELOPERS).map(member).collect(),
            stakeholder: member(DEVELOPERS + 1),
        }
    }

    /// `PREFIX-SUFFIX`.
    pub(super) fn id(&self, suffix: impl std::fmt::Display) -> String {
        format!("{}-{suffix}", self.prefix)
    }
}

fn managers(teams: usize) -> usize {
    teams.div_ceil(TEAMS_PER_MANAGER)
}

/// The person with this number.
fn person(number: usize) -> Person {
    let (round, first) = (number / FIRST_NAMES.len(), number % FIRST_NAMES.len());
    // Shifted by the round, so that neighbours share neither name.
    let last = LAST_NAMES[(first + round) % LAST_NAMES.len()];
    let first = FIRST_NAMES[first];
    let again = match round / LAST_NAMES.len() {
        0 => String::new(),
        number => (number + 1).to_string(),
    };
    Person {
        handle: format!("{}-{}{again}", first.to_ascii_lowercase(), last.to_ascii_lowercase()),
        name: format!("{first} {last}"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_teams_share_a_name_a_prefix_or_a_person() {
        let teams: Vec<Team> = (0..300).map(|index| Team::new(index, 300)).collect();
        let names: BTreeSet<_> = teams.iter().map(|team| &team.name).collect();
        let prefixes: BTreeSet<_> = teams.iter().map(|team| &team.prefix).collect();
        assert_eq!((names.len(), prefixes.len()), (300, 300));
        let mut handles: Vec<_> = teams
            .iter()
            .flat_map(|team| team.developers.iter().chain([&team.owner, &team.stakeholder]))
            .chain((0..managers(300)).map(|index| &teams[index * TEAMS_PER_MANAGER].manager))
            .map(|person| &person.handle)
            .collect();
        let people = handles.len();
        handles.sort();
        handles.dedup();
        assert_eq!(handles.len(), people);
    }

    #[test]
    fn a_team_of_a_later_round_is_named_by_its_region() {
        let team = Team::new(AREAS.len(), 20);
        assert_eq!(team.name, format!("{}-eu", AREAS[0].name));
        assert_eq!(team.id("s3"), format!("{}EU-s3", AREAS[0].prefix));
    }
}
