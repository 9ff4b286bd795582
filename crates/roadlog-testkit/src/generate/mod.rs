//! Big, valid plans for benches and for tests of the whole program, the same for the same arguments.
//!
//! A generated plan reads like a real one: a company roadmap, and for each team a roadmap and a
//! backlog with sprints, epics and work at every status. On [`TODAY`] no rule has anything to say
//! about it, and `fmt` leaves every file as it is.

mod backlog;
mod company;
mod fingerprint;
mod piece;
pub(crate) mod random;
mod roadmap;
mod shares;
mod sprint;
mod team;
mod text;
mod wording;
mod work;

use std::path::Path;
use std::{fs, io};

use random::Random;
use team::Team;

/// The day on which a generated plan has no finding: a Wednesday in the middle of a sprint.
pub const TODAY: &str = "2026-11-18";

/// The fewest items that a plan has, however few are asked for: everything occurs at least once.
pub const FEWEST_ITEMS: usize = company::ITEMS + roadmap::ITEMS + shares::FEWEST_ITEMS;

/// The fewest items that fill a backlog.
pub const FEWEST_ITEMS_PER_FILE: usize = 2 * (roadmap::ITEMS + shares::FEWEST_ITEMS);

/// A whole workspace in memory.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Plan {
    /// The text of the `roadlog.toml` at its root.
    pub config: String,
    /// Path relative to the root, with `/` between its parts, and text of every plan file.
    pub files: Vec<(String, String)>,
}

impl Plan {
    /// Writes the workspace below an existing folder.
    ///
    /// # Errors
    ///
    /// A folder or file that cannot be written.
    pub fn write_to(&self, root: &Path) -> io::Result<()> {
        fs::write(root.join("roadlog.toml"), &self.config)?;
        for (path, text) in &self.files {
            let path = root.join(path);
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(path, text)?;
        }
        Ok(())
    }
}

/// A plan of exactly `items` items, at most `items_per_file` of them in one backlog. Neither counts
/// below [`FEWEST_ITEMS`] and [`FEWEST_ITEMS_PER_FILE`].
pub fn plan(items: usize, items_per_file: usize) -> Plan {
    plan_with_seed(items, items_per_file, 0)
}

/// Like [`plan`], with other wording, points and statuses for every seed.
pub fn plan_with_seed(items: usize, items_per_file: usize, seed: u64) -> Plan {
    let sizes = backlog_sizes(items.max(FEWEST_ITEMS), items_per_file.max(FEWEST_ITEMS_PER_FILE));
    let teams: Vec<Team> = (0..sizes.len()).map(|index| Team::new(index, sizes.len())).collect();
    let mut random = Random::new(seed);
    let mut files = vec![("roadmaps/company.roadmap".to_owned(), company::roadmap(&teams))];
    let mut closed = Vec::new();
    for (team, size) in teams.iter().zip(sizes) {
        files.push((format!("roadmaps/{}.roadmap", team.name), roadmap::write(team, &mut random)));
        let backlog = backlog::write(team, size, &mut random, &closed);
        files.push((format!("backlogs/{}.backlog", team.name), backlog.text));
        closed = backlog.closed;
    }
    Plan { config: company::config(&teams), files }
}

/// How many items each team's backlog has.
fn backlog_sizes(items: usize, items_per_file: usize) -> Vec<usize> {
    let of_teams = items - company::ITEMS;
    let teams = of_teams.div_ceil(roadmap::ITEMS + items_per_file);
    let in_backlogs = of_teams - teams * roadmap::ITEMS;
    let (each, left) = (in_backlogs / teams, in_backlogs % teams);
    (0..teams).map(|index| each + usize::from(index < left)).collect()
}

#[cfg(test)]
mod tests;
