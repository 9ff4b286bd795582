//! Attacks on authority: each is a small script that makes a real repository, and the verdict that it must get.

use std::process::Command;

use crate::git::{ANA, Checkout, LI, MARIA};
use crate::harness::Run;

const EVE: &str = "Eve <eve@elsewhere.example>";

/// An attack: what is done on a branch, and what `check --base main` has to say.
struct Attack {
    name: &'static str,
    /// Done on main before the branch leaves it.
    before: fn(&mut Checkout),
    act: fn(&mut Checkout),
    /// Further words for the command.
    words: &'static [&'static str],
    status: i32,
    /// What has to stand in its output, on either stream.
    says: &'static str,
}

const PLAIN: Attack =
    Attack { name: "", before: |_| {}, act: |_| {}, words: &[], status: 1, says: "authority/not-allowed" };

fn commit(it: &mut Checkout, who: &str, path: &str, changes: &[(&str, &str)]) {
    it.edit(path, changes);
    it.made.commit(who, "Change the plan");
}

const TITLE: (&str, &str) = ("Pay without an account", "Pay with an account");
const ROLE: (&str, &str) = ("roles = [\"developer\"]", "roles = [\"developer\", \"product-owner\"]");
const SIGNED: &str = "\n[authority]\nidentity = \"signature\"\n";

fn append(it: &Checkout, path: &str, text: &str) {
    let before = std::fs::read_to_string(it.made.path().join(path)).unwrap_or_default();
    it.made.write(path, before + text);
}

/// Writes the last commit anew with other bytes, past everything that git checks.
fn forge(it: &Checkout, change: fn(&str) -> String) {
    let raw = it.made.git(&["cat-file", "commit", "HEAD"]);
    it.made.write("../forged", change(&raw));
    let id = it.made.git(&["hash-object", "-t", "commit", "-w", "--literally", "../forged"]);
    it.made.git(&["update-ref", "HEAD", id.trim()]);
}

const ATTACKS: &[Attack] = &[
    Attack { name: "a title by a developer", act: |it| commit(it, LI, "checkout.backlog", &[TITLE]), ..PLAIN },
    Attack {
        name: "by nobody who is known",
        act: |it| commit(it, EVE, "checkout.backlog", &[TITLE]),
        says: "authority/unknown-author",
        ..PLAIN
    },
    Attack {
        name: "a role that one gives oneself",
        act: |it| commit(it, LI, "roadlog.toml", &[ROLE]),
        says: "authority/policy-change",
        ..PLAIN
    },
    Attack {
        name: "a role that one gives oneself, then used in another commit",
        act: |it| {
            commit(it, LI, "roadlog.toml", &[ROLE]);
            commit(it, LI, "checkout.backlog", &[TITLE]);
        },
        ..PLAIN
    },
    Attack {
        name: "a role used and taken back",
        act: |it| {
            commit(it, LI, "roadlog.toml", &[ROLE]);
            commit(it, LI, "checkout.backlog", &[TITLE]);
            commit(it, LI, "roadlog.toml", &[(ROLE.1, ROLE.0)]);
        },
        ..PLAIN
    },
    Attack {
        name: "the policy deleted",
        act: |it| {
            it.made.git(&["rm", "--quiet", "roadlog.toml"]);
            it.edit("checkout.backlog", &[TITLE]);
            it.made.commit(LI, "Away with it");
        },
        ..PLAIN
    },
    Attack {
        name: "the policy broken",
        act: |it| {
            it.made.write("roadlog.toml", "[people\n");
            commit(it, LI, "checkout.backlog", &[TITLE]);
        },
        ..PLAIN
    },
    Attack {
        name: "the rule switched off on the branch",
        act: |it| {
            append(it, "roadlog.toml", "\n[rules]\n\"authority/not-allowed\" = \"off\"\nauthority = \"off\"\n");
            commit(it, LI, "checkout.backlog", &[TITLE]);
        },
        ..PLAIN
    },
    Attack {
        name: "a comment that allows it",
        act: |it| {
            let allow = "status: doing\n  # roadlog: allow authority/not-allowed because I say so";
            commit(it, LI, "checkout.backlog", &[TITLE, ("status: doing", allow)]);
        },
        ..PLAIN
    },
    Attack {
        name: "an address mapped to the product owner's on the branch",
        act: |it| {
            it.made.write(".mailmap", "Maria Kovač <maria@shop.example> <eve@elsewhere.example>\n");
            commit(it, EVE, "checkout.backlog", &[TITLE]);
        },
        says: "authority/unknown-author",
        ..PLAIN
    },
    Attack {
        name: "a co-author with the role",
        act: |it| {
            it.edit("checkout.backlog", &[TITLE]);
            it.made.commit(LI, "Retitle\n\nCo-authored-by: Maria Kovač <maria@shop.example>\nSigned-off-by: Maria <maria@shop.example>");
        },
        ..PLAIN
    },
    Attack {
        name: "a committer with the role",
        act: |it| {
            it.edit("checkout.backlog", &[TITLE]);
            let words = ["commit", "--quiet", "--all", "-m", "x", "--author", LI];
            assert!(it.git_as(MARIA, &words).status.success());
        },
        ..PLAIN
    },
    Attack {
        name: "two author lines",
        act: |it| {
            commit(it, MARIA, "checkout.backlog", &[TITLE]);
            forge(it, |raw| raw.replacen("author ", "author Li Wei <li@shop.example> 1 +0000\nauthor ", 1));
        },
        says: "authority/unknown-author",
        ..PLAIN
    },
    Attack {
        name: "two addresses in one author line",
        act: |it| {
            commit(it, MARIA, "checkout.backlog", &[TITLE]);
            forge(it, |raw| raw.replacen("author Maria", "author Eve <eve@elsewhere.example> Maria", 1));
        },
        says: "authority/unknown-author",
        ..PLAIN
    },
    Attack {
        name: "a look-alike address",
        act: |it| commit(it, "Maria Kovač <mariа@shop.example>", "checkout.backlog", &[TITLE]),
        says: "authority/unknown-author",
        ..PLAIN
    },
    Attack {
        name: "a forge's address at another host",
        act: |it| commit(it, "Maria <1+maria@users.noreply.github.com.evil.example>", "checkout.backlog", &[TITLE]),
        says: "authority/unknown-author",
        ..PLAIN
    },
    Attack {
        name: "an address with a number that is none",
        act: |it| commit(it, "Maria <x+maria@users.noreply.github.com>", "checkout.backlog", &[TITLE]),
        says: "authority/unknown-author",
        ..PLAIN
    },
    Attack {
        name: "the product owner's address in capitals is hers",
        act: |it| commit(it, "Maria <MARIA@SHOP.example>", "checkout.backlog", &[TITLE]),
        status: 0,
        says: "claimed",
        ..PLAIN
    },
    Attack {
        name: "what was taken back again",
        act: |it| {
            commit(it, LI, "checkout.backlog", &[TITLE]);
            commit(it, LI, "checkout.backlog", &[(TITLE.1, TITLE.0)]);
        },
        status: 0,
        says: "Nothing to tell",
        ..PLAIN
    },
    Attack {
        name: "an item moved to a file of one's own",
        act: |it| {
            let text = std::fs::read_to_string(it.made.path().join("checkout.backlog")).unwrap();
            it.made.git(&["rm", "--quiet", "checkout.backlog"]);
            it.made.write("mine.backlog", text.replace(TITLE.0, TITLE.1));
            it.made.commit(LI, "Tidy up");
        },
        ..PLAIN
    },
    Attack {
        name: "an item given another id and another title",
        act: |it| {
            let text = std::fs::read_to_string(it.made.path().join("checkout.backlog")).unwrap();
            it.made.write("checkout.backlog", text.replace("PAY-12", "PAY-99"));
            it.made.commit(LI, "Renumber");
            commit(it, LI, "checkout.backlog", &[TITLE]);
        },
        ..PLAIN
    },
    Attack {
        name: "an evil merge",
        act: |it| {
            it.made.git(&["branch", "other"]);
            commit(it, LI, "checkout.backlog", &[("status: ready", "status: doing")]);
            it.made.git(&["switch", "--quiet", "other"]);
            it.made.commit(LI, "Nothing");
            it.made.git(&[
                "-c",
                "user.name=Li",
                "-c",
                "user.email=li@shop.example",
                "merge",
                "--quiet",
                "--no-commit",
                "--no-ff",
                "branch",
            ]);
            commit(it, LI, "checkout.backlog", &[TITLE]);
        },
        ..PLAIN
    },
    Attack {
        name: "a merge of main that drops what main has (-s ours)",
        before: |it| {
            it.made.git(&["branch", "early"]);
            commit(it, MARIA, "checkout.backlog", &[TITLE]);
        },
        act: |it| {
            it.made.git(&["switch", "--quiet", "early"]);
            it.made.commit(LI, "Nothing");
            let merge = ["merge", "--quiet", "--strategy=ours", "-m", "Merge", "main"];
            assert!(it.git_as(LI, &merge).status.success());
        },
        ..PLAIN
    },
    Attack {
        name: "everybody's changes squashed by one",
        act: |it| commit(it, LI, "checkout.backlog", &[("status: ready", "status: doing"), TITLE]),
        ..PLAIN
    },
    Attack {
        name: "unsigned where signatures are demanded",
        before: |it| {
            append(it, "roadlog.toml", SIGNED);
            it.made.commit(ANA, "Demand signatures");
        },
        act: |it| commit(it, MARIA, "checkout.backlog", &[TITLE]),
        says: "authority/unverified",
        ..PLAIN
    },
    Attack {
        name: "signatures no longer demanded by the branch",
        before: |it| {
            append(it, "roadlog.toml", SIGNED);
            it.made.commit(ANA, "Demand signatures");
        },
        act: |it| commit(it, MARIA, "roadlog.toml", &[("\"signature\"", "\"email\"")]),
        says: "authority/unverified",
        ..PLAIN
    },
    Attack {
        name: "unsigned, but by a user of the forge who may",
        before: |it| {
            append(it, "roadlog.toml", SIGNED);
            it.made.commit(ANA, "Demand signatures");
        },
        act: |it| commit(it, MARIA, "checkout.backlog", &[TITLE]),
        words: &["--actor", "@Maria"],
        status: 0,
        says: "1 authenticated by the forge",
    },
    Attack {
        name: "the product owner's address, pushed by somebody else",
        act: |it| commit(it, MARIA, "checkout.backlog", &[TITLE]),
        words: &["--actor", "@li"],
        ..PLAIN
    },
    Attack {
        name: "pushed by a user of the forge who is nobody here",
        act: |it| commit(it, MARIA, "checkout.backlog", &[TITLE]),
        words: &["--actor", "dependabot[bot]"],
        says: "authority/unknown-author",
        ..PLAIN
    },
    Attack {
        name: "approved by the author",
        act: |it| commit(it, LI, "checkout.backlog", &[TITLE]),
        words: &["--approved-by", "@li"],
        ..PLAIN
    },
    Attack {
        name: "approved by somebody without the role",
        act: |it| commit(it, LI, "checkout.backlog", &[TITLE]),
        words: &["--approved-by", "@sam,@ana,@nobody"],
        ..PLAIN
    },
    Attack {
        name: "approved when it was another commit",
        act: |it| commit(it, LI, "checkout.backlog", &[TITLE]),
        words: &["--approved-by", "@maria=0123456789abcdef0123456789abcdef01234567"],
        says: "counts for nothing",
        ..PLAIN
    },
    Attack {
        name: "approved by the product owner",
        act: |it| commit(it, LI, "checkout.backlog", &[TITLE]),
        words: &["--approved-by", "@maria"],
        status: 0,
        says: "Nothing to tell",
        ..PLAIN
    },
    Attack {
        name: "a base whose policy is broken",
        before: |it| {
            it.made.write("roadlog.toml", "[people\n");
            it.made.commit(ANA, "Break it");
        },
        act: |it| commit(it, LI, "checkout.backlog", &[TITLE]),
        status: 2,
        says: "cannot be relied on",
        ..PLAIN
    },
    Attack {
        name: "a base whose policy is a link",
        before: |it| {
            it.made.git(&["mv", "roadlog.toml", "elsewhere.toml"]);
            std::os::unix::fs::symlink("elsewhere.toml", it.made.path().join("roadlog.toml")).unwrap();
            it.made.commit(ANA, "Link it");
        },
        act: |it| commit(it, LI, "checkout.backlog", &[TITLE]),
        status: 2,
        says: "in the base, roadlog.toml",
        ..PLAIN
    },
    Attack {
        name: "a branch that has nothing in common with main",
        act: |it| {
            it.made.git(&["checkout", "--quiet", "--orphan", "alone"]);
            commit(it, LI, "checkout.backlog", &[TITLE]);
        },
        status: 2,
        says: "no commit in common",
        ..PLAIN
    },
];

/// What the check says of an attack, from git's objects alone.
fn verdict(attack: &Attack) -> Run {
    let mut checkout = Checkout::of_the_example();
    (attack.before)(&mut checkout);
    checkout.made.git(&["switch", "--quiet", "--create", "branch"]);
    (attack.act)(&mut checkout);
    let words = ["check", "--base", "main", "--head", "HEAD", "--new", "--level", "error"];
    checkout.run(&[&words[..], attack.words].concat())
}

#[test]
fn every_attack_gets_its_verdict() {
    let mut wrong = Vec::new();
    for attack in ATTACKS {
        let run = verdict(attack);
        let said = format!("{}{}", run.stdout, run.stderr);
        if run.status != attack.status || !said.contains(attack.says) {
            wrong.push(format!("{}: ended with {}\n{said}", attack.name, run.status));
        }
    }
    assert!(wrong.is_empty(), "{} of {} attacks:\n{}", wrong.len(), ATTACKS.len(), wrong.join("\n"));
}

#[test]
fn a_shallow_clone_is_no_pass() {
    let mut checkout = Checkout::of_the_example();
    checkout.made.git(&["switch", "--quiet", "--create", "branch"]);
    commit(&mut checkout, LI, "checkout.backlog", &[TITLE]);
    checkout.made.git(&["config", "uploadpack.allowFilter", "true"]);
    let url = format!("file://{}", checkout.made.path().display());
    checkout.made.git(&["clone", "--quiet", "--depth=1", "--no-single-branch", &url, "../shallow"]);
    let mut check = Command::new(env!("CARGO_BIN_EXE_roadlog"));
    check
        .args(["check", "--base", "origin/main", "--head", "HEAD"])
        .current_dir(checkout.made.path().join("../shallow"));
    let run = Run::of(&check.output().unwrap()).ended_with(2);
    assert!(run.stderr.contains("git fetch --unshallow"), "{}", run.stderr);
}

#[test]
fn a_bare_repository_is_judged_from_its_objects() {
    let mut checkout = Checkout::of_the_example();
    checkout.made.git(&["switch", "--quiet", "--create", "branch"]);
    commit(&mut checkout, LI, "checkout.backlog", &[TITLE]);
    checkout.made.git(&["clone", "--quiet", "--bare", ".", "../bare.git"]);
    let mut check = Command::new(env!("CARGO_BIN_EXE_roadlog"));
    check.args(["check", "--base", "main", "--head", "branch"]).current_dir(checkout.made.path().join("../bare.git"));
    let run = Run::of(&check.output().unwrap()).ended_with(1);
    assert!(run.stdout.contains("authority/not-allowed"), "{}", run.stdout);
}

#[test]
fn a_server_refuses_what_is_not_allowed_and_takes_what_is() {
    let mut checkout = Checkout::of_the_example();
    checkout.made.git(&["clone", "--quiet", "--bare", ".", "../server.git"]);
    let mut install = Command::new(env!("CARGO_BIN_EXE_roadlog"));
    let server = checkout.made.path().join("../server.git");
    assert!(install.args(["hook", "install", "--block"]).current_dir(&server).status().unwrap().success());
    commit(&mut checkout, MARIA, "checkout.backlog", &[TITLE]);
    let push = |it: &Checkout| it.git_as(LI, &["push", "--quiet", "../server.git", "main"]);
    assert!(push(&checkout).status.success());
    commit(&mut checkout, LI, "checkout.backlog", &[(TITLE.1, TITLE.0)]);
    let refused = push(&checkout);
    assert!(!refused.status.success());
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("authority/not-allowed"), "{said}");
}
