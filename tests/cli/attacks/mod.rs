//! Attacks on authority: each is a small script that makes a real repository, and the verdict that it must get. Beside
//! each kind of attack stands what must not be taken for one.

mod agents;
mod approvals;
mod criteria;
mod identity;
mod merges;
mod objects;
mod policy;
mod rank;
mod renames;
mod repositories;
mod servers;
mod signatures;
mod stage;

use std::collections::BTreeSet;

use crate::harness::Run;
use stage::Stage;

/// An attack: what is done on a branch, and what `check --base main` has to say of it.
struct Attack {
    /// What somebody tries.
    name: &'static str,
    /// The repository whose main branch it begins with.
    stage: fn() -> Stage,
    /// Whether it may be played in a repository of another format, too.
    is_anywhere: bool,
    /// Done on main before the branch leaves it.
    before: fn(&mut Stage),
    /// Done on the branch.
    act: fn(&mut Stage),
    /// Where the check runs, seen from the work tree, and what it is asked.
    place: &'static str,
    base: &'static str,
    head: &'static str,
    words: &'static [&'static str],
    environment: &'static [(&'static str, &'static str)],
    /// How the check has to end.
    status: i32,
    /// What has to stand in its output, on either stream.
    says: &'static str,
}

/// An attack that is found: a rule about authority says so.
const fn refused(name: &'static str, act: fn(&mut Stage)) -> Attack {
    let says = "authority/not-allowed";
    let (place, base, head, words, environment) = ("", "main", "HEAD", &[], &[]);
    Attack {
        name,
        stage: Stage::plain,
        is_anywhere: true,
        before: |_| {},
        act,
        place,
        base,
        head,
        words,
        environment,
        status: 1,
        says,
    }
}

/// What stands, and the words that say why.
const fn passes(name: &'static str, says: &'static str, act: fn(&mut Stage)) -> Attack {
    Attack { status: 0, says, ..refused(name, act) }
}

/// What cannot be judged and is no pass, and the words that say why.
const fn fails(name: &'static str, says: &'static str, act: fn(&mut Stage)) -> Attack {
    Attack { status: 2, says, ..refused(name, act) }
}

impl Attack {
    /// What main has before the branch leaves it.
    const fn after(self, before: fn(&mut Stage)) -> Self {
        Self { before, ..self }
    }

    /// With these words for the command.
    const fn with(self, words: &'static [&'static str]) -> Self {
        Self { words, ..self }
    }

    /// With these variables in the environment of the command; `TOP` in them is the work tree.
    const fn among(self, environment: &'static [(&'static str, &'static str)]) -> Self {
        Self { environment, ..self }
    }

    /// Judged in another place, from another base.
    const fn seen_from(self, place: &'static str, base: &'static str, head: &'static str) -> Self {
        Self { place, base, head, ..self }
    }

    /// On a main branch that has everybody's keys and demands signatures.
    const fn signed(self) -> Self {
        Self { stage: Stage::signed, is_anywhere: false, ..self }
    }

    /// In a repository of another format.
    const fn of_format(self, stage: fn() -> Stage) -> Self {
        Self { stage, is_anywhere: false, ..self }
    }

    /// With these words in what is said.
    const fn saying(self, says: &'static str) -> Self {
        Self { says, ..self }
    }

    /// What the check says, from git's objects alone.
    fn verdict(&self) -> Run {
        self.verdict_in((self.stage)())
    }

    fn verdict_in(&self, mut stage: Stage) -> Run {
        (self.before)(&mut stage);
        stage.git(&["switch", "--quiet", "--create", "branch"]);
        (self.act)(&mut stage);
        stage.check(self.place, self.environment, &[self.base, self.head], self.words)
    }
}

/// Every attack of this list gets its verdict.
#[track_caller]
fn each_gets_its_verdict(attacks: &[Attack]) {
    let mut wrong = Vec::new();
    for attack in attacks {
        let run = attack.verdict();
        let said = format!("{}{}", run.stdout, run.stderr);
        if run.status != attack.status || !said.contains(attack.says) {
            wrong.push(format!("{}: ended with {}, not {}\n{said}", attack.name, run.status, attack.status));
        }
    }
    assert!(wrong.is_empty(), "{} of {} attacks:\n{}", wrong.len(), attacks.len(), wrong.join("\n"));
}

/// Every attack there is.
const ALL: [&[Attack]; 12] = [
    agents::ATTACKS,
    approvals::ATTACKS,
    criteria::ATTACKS,
    identity::ATTACKS,
    merges::ATTACKS,
    objects::ATTACKS,
    policy::ATTACKS,
    policy::BASES,
    rank::ATTACKS,
    renames::ATTACKS,
    repositories::ATTACKS,
    signatures::ATTACKS,
];

#[test]
fn there_are_at_least_120_attacks_and_no_two_are_alike() {
    let all: Vec<_> = ALL.iter().copied().flatten().collect();
    let different: BTreeSet<_> = all.iter().map(|attack| attack.name).collect();
    assert_eq!(different.len(), all.len());
    let attacks = all.iter().filter(|attack| attack.status != 0).count();
    assert!(attacks >= 120, "{attacks} attacks of {}", all.len());
}

/// libgit2 opens no repository with references in tables, so that the git program reads all of them.
///
/// A minute long: `cargo test --test cli -- --ignored attacks`.
#[test]
#[ignore = "takes a minute; some of each kind are played with the git program in every run"]
fn no_attack_is_let_through_where_the_git_program_reads_the_repository() {
    let made = Stage::in_format(&["--ref-format=reftable"]).made;
    let mut wrong = Vec::new();
    for attack in ALL.iter().copied().flatten().filter(|attack| attack.is_anywhere) {
        let run = attack.verdict_in(Stage { made: made.copied() });
        // What libgit2 makes nothing of the git program may read, and the other way round.
        if (run.status == 0) != (attack.status == 0) {
            wrong.push(format!("{}: ended with {}\n{}{}", attack.name, run.status, run.stdout, run.stderr));
        }
    }
    assert!(wrong.is_empty(), "{} attacks:\n{}", wrong.len(), wrong.join("\n"));
}
