//! Histories of a plan: who made which commit of which ones, and what it holds. In honest ones everybody does what is
//! theirs; in any others everybody does anything.

mod deeds;
mod model;

use std::fmt::Write;

use crate::generate::random::Random;
use deeds::{DEEDS, Deed, Scope};
use model::Model;

/// A commit of a generated history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Who wrote it: `Name <address>`.
    pub author: String,
    /// What it was made of, by the places of commits in the history; nothing for the first one.
    pub parents: Vec<usize>,
    /// Its files: the mode as git writes it, the path and the content.
    pub files: Vec<(&'static str, String, String)>,
}

/// A history in which everybody does only what the built-in table of authority lets them do: an item is its owner's, and
/// nobody accepts what they have worked on. It begins with a policy and a plan, and has branches, merges of two and of
/// three, files that get another name, items that get another id or another file, and commits that do several things at
/// once. Equal arguments give equal histories.
///
/// What is left out, because it is not clear whose it is: work that changes hands, and a task that becomes a story.
pub fn honest(commits: usize, seed: u64) -> Vec<Made> {
    Writer::new(seed, false).written(commits)
}

/// A history in which anybody does anything, also what is nobody's to do; with links and other things in the place of
/// files.
pub fn any(commits: usize, seed: u64) -> Vec<Made> {
    Writer::new(seed, true).written(commits)
}

/// What git-fast-import(1) has to be told to make the history: its first commit is then at `REFERENCE/base`, and its last
/// one at `REFERENCE/head`. Marks are counted from `first_mark`.
pub fn import_script(history: &[Made], reference: &str, first_mark: usize) -> String {
    let mut script = String::new();
    let mark = |place: usize| place + first_mark;
    for (place, commit) in history.iter().enumerate() {
        let seconds = 1_790_000_000 + place * 600;
        let author = &commit.author;
        let branch = if place == 0 { "base" } else { "head" };
        let said = format!("Commit {place}");
        let _written = write!(
            script,
            "commit {reference}/{branch}\nmark :{}\nauthor {author} {seconds} +0100\n\
             committer {author} {seconds} +0100\ndata {}\n{said}\n",
            mark(place),
            said.len()
        );
        for (nth, parent) in commit.parents.iter().enumerate() {
            let word = if nth == 0 { "from" } else { "merge" };
            let _written = writeln!(script, "{word} :{}", mark(*parent));
        }
        script.push_str("deleteall\n");
        for (mode, path, content) in &commit.files {
            let path = format!("\"{}\"", path.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"));
            let _written = match *mode {
                "160000" => writeln!(script, "M {mode} {content} {path}"),
                _ => write!(script, "M {mode} inline {path}\ndata {}\n{content}\n", content.len()),
            };
        }
        script.push('\n');
    }
    script
}

/// Somebody, and the ways in which their commits name them.
const PEOPLE: [(&str, &[&str]); 10] = [
    ("ana", &["Ana Lima <ana@shop.example>"]),
    (
        "maria",
        &[
            "Maria Kovač <maria@shop.example>",
            "M. Kovač <MARIA@shop.example>",
            "Maria <1234+maria@users.noreply.github.com>",
            "Maria <maria@old.example>",
        ],
    ),
    ("noah", &["Noah Berg <noah@shop.example>", "Noah <7-Noah@users.noreply.gitlab.com>"]),
    ("li", &["Li Wei <li@shop.example>", " <li@shop.example>"]),
    ("tom", &["Tom Okafor <tom@shop.example>"]),
    ("kim", &["Kim Sato <kim@shop.example>"]),
    ("sam", &["Sam Okoro <sam@shop.example>"]),
    ("bot", &["Helper <bot@shop.example>"]),
    ("zoe", &["Zoe Marsh <zoe@shop.example>"]),
    ("eve", &["Eve <eve@elsewhere.example>"]),
];

struct Writer {
    random: Random,
    is_anything: bool,
    commits: Vec<(Made, Model)>,
}

impl Writer {
    fn new(seed: u64, is_anything: bool) -> Self {
        Self { random: Random::new(seed), is_anything, commits: Vec::new() }
    }

    fn written(mut self, commits: usize) -> Vec<Made> {
        let base = Model::base(&mut self.random);
        self.commit("zoe", Vec::new(), base);
        let mut tip = 0;
        while self.commits.len() < commits {
            tip = if self.random.chance(12) { self.merged(tip) } else { self.step(tip, &Scope::everything()) };
        }
        self.commits.into_iter().map(|(made, _)| made).collect()
    }

    fn commit(&mut self, who: &str, parents: Vec<usize>, model: Model) -> usize {
        let names = PEOPLE.iter().find(|(handle, _)| *handle == who).map_or(&[][..], |(_, names)| names);
        let author = self.random.pick(names).copied().unwrap_or("Nobody <>").to_owned();
        let mut files = model.files();
        if self.is_anything && self.random.chance(10) {
            self.disturb(&mut files);
        }
        self.commits.push((Made { author, parents, files }, model));
        self.commits.len() - 1
    }

    /// Something else in the place of a file.
    fn disturb(&mut self, files: &mut Vec<(&'static str, String, String)>) {
        let at = self.random.below(files.len());
        match self.random.below(8) {
            0 => files[at].0 = "120000",
            1 => {
                files[at].0 = "160000";
                files[at].2 = "0123456789".repeat(4);
            }
            2 => files[at].0 = "100755",
            3 => files[at].2.push('\0'),
            4 => drop(files.remove(at)),
            5 => files.push(("100644", "odd \"name\"\n.backlog".to_owned(), "story ODD-1 Odd\n".to_owned())),
            6 => files.push(("100644", ".gitignore".to_owned(), "noah*\n".to_owned())),
            _ => files[at].2 = files[at].2.replace('\n', "\r\n"),
        }
    }

    /// One commit more on top of one, by one person, who does one thing or a few. Where there is nothing to do it is the
    /// same commit.
    fn step(&mut self, parent: usize, scope: &Scope) -> usize {
        let mut model = self.commits[parent].1.clone();
        let Some(Deed { who, .. }) = self.random.pick(&DEEDS) else { return parent };
        let Some(who) = self.random.pick(who).copied() else { return parent };
        let theirs: Vec<_> = DEEDS.iter().filter(|deed| deed.who.contains(&who)).collect();
        let all: Vec<_> = DEEDS.iter().collect();
        let may = if self.is_anything { &all } else { &theirs };
        let times = 1 + if self.random.chance(20) { self.random.below(4) } else { 0 };
        for _ in 0..times {
            let fitting: Vec<_> = may.iter().filter(|deed| scope.has_room_for(deed)).collect();
            if let Some(deed) = self.random.pick(&fitting) {
                (deed.does)(&mut model, who, scope, &mut self.random);
            }
        }
        if model == self.commits[parent].1 {
            return parent;
        }
        let who = if self.is_anything { self.random.pick(&PEOPLE).map_or(who, |(who, _)| who) } else { who };
        self.commit(who, vec![parent], model)
    }

    /// One branch or two beside the line, each of which changes items of its own, and their merge.
    fn merged(&mut self, fork: usize) -> usize {
        let arms = 1 + usize::from(self.random.chance(20));
        let mut tips = Vec::new();
        for arm in 0..=arms {
            let scope = if arm == 0 { Scope::beside(arms) } else { Scope::within(arm) };
            let mut tip = fork;
            for _ in 0..=self.random.below(4) {
                tip = self.step(tip, &scope);
            }
            tips.push(tip);
        }
        let mut model = self.commits[tips[0]].1.clone();
        for (arm, tip) in tips.iter().enumerate().skip(1) {
            model.take(&self.commits[*tip].1, &Scope::within(arm));
        }
        let mut parents: Vec<usize> = Vec::new();
        for tip in tips {
            if !parents.contains(&tip) && (tip != fork || parents.is_empty()) {
                parents.push(tip);
            }
        }
        match parents[..] {
            [one] => one,
            _ => self.commit("li", parents, model),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_history_again_and_another_one_another() {
        assert_eq!(honest(50, 1), honest(50, 1));
        assert_ne!(honest(50, 1), honest(50, 2));
        assert_ne!(honest(50, 1), any(50, 1));
    }

    #[test]
    fn a_history_has_branches_merges_and_changes_of_every_person() {
        let history = honest(600, 1);
        assert!(history.len() >= 600);
        assert!(history.iter().any(|commit| commit.parents.len() == 2));
        assert!(history.iter().any(|commit| commit.parents.len() == 3));
        for (who, names) in PEOPLE.iter().filter(|(who, _)| *who != "eve") {
            assert!(history.iter().any(|commit| names.contains(&&*commit.author)), "{who}");
        }
        for (place, commit) in history.iter().enumerate() {
            assert!(commit.parents.iter().all(|parent| *parent < place));
        }
    }

    #[test]
    fn git_takes_the_script_and_has_the_files_of_the_last_commit() {
        let history = any(80, 3);
        let made = crate::Repository::new();
        made.import(&import_script(&history, "refs/heads/h", 1));
        let count = made.git(&["rev-list", "--count", "h/head"]);
        assert_eq!(count.trim(), history.len().to_string());
        let last = history.last().unwrap();
        let listed = made.git(&["ls-tree", "-r", "-z", "--name-only", "h/head"]);
        let mut paths: Vec<_> = last.files.iter().map(|(_, path, _)| path.as_str()).collect();
        paths.sort_unstable();
        assert_eq!(listed.split_terminator('\0').collect::<Vec<_>>(), paths);
    }
}
