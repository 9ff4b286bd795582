//! What is pushed: judged before it leaves, and before a server takes it.

use std::process::{Command, Output};

use super::stage::{BACKLOG, LI, MARIA, POLICY, ROLE, Stage, TITLE, ZOE};
use crate::harness::Run;

const POINTS: (&str, &str) = ("points: 5", "points: 8");

/// The stage, and a server beside it with these hooks, which stop what is wrong.
fn with_server(hooks: &[&str]) -> Stage {
    served(Stage::plain(), hooks)
}

fn served(stage: Stage, hooks: &[&str]) -> Stage {
    stage.git(&["clone", "--quiet", "--bare", ".", "../server.git"]);
    stage.git(&["remote", "add", "origin", "../server.git"]);
    stage.git(&["fetch", "--quiet"]);
    for hook in hooks {
        install(&stage, "../server.git", hook);
    }
    stage
}

fn install(stage: &Stage, folder: &str, hook: &str) {
    let mut install = stage.made.command(env!("CARGO_BIN_EXE_roadlog"));
    install.current_dir(stage.path(folder)).args(["hook", "install", "--block", hook]);
    Run::of(&install.output().unwrap()).ended_with(0);
}

fn push(stage: &Stage, words: &[&str]) -> Output {
    stage.tries(LI, &[&["push", "--quiet"], words].concat())
}

#[track_caller]
fn taken(output: &Output) {
    assert!(output.status.success(), "{output:?}");
}

#[track_caller]
fn refused(output: &Output, says: &str) {
    let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(!output.status.success() && said.contains(says), "{said}");
}

const NOT_ALLOWED: &str = "authority/not-allowed";

#[test]
fn a_server_refuses_what_is_not_allowed_and_takes_what_is() {
    for hook in ["pre-receive", "update"] {
        let mut stage = with_server(&[hook]);
        stage.does(MARIA, BACKLOG, &[TITLE]);
        taken(&push(&stage, &["origin", "main"]));
        stage.does(LI, BACKLOG, &[(TITLE.1, TITLE.0)]);
        refused(&push(&stage, &["origin", "main"]), NOT_ALLOWED);
        refused(&push(&stage, &["--force", "origin", "main"]), NOT_ALLOWED);
        refused(&push(&stage, &["origin", "main:refs/heads/new"]), NOT_ALLOWED);
        assert_eq!(stage.git(&["ls-remote", "--heads", "origin"]).lines().count(), 1);
    }
}

#[test]
fn a_server_that_libgit2_cannot_open_judges_all_the_same() {
    for format in [["--object-format=sha256"], ["--ref-format=reftable"]] {
        let mut stage = served(Stage::in_format(&format), &[]);
        let name = format[0].trim_start_matches("--");
        let words = if name == "ref-format=reftable" { vec!["--ref-format=reftable"] } else { Vec::new() };
        stage.git(&[&["clone", "--quiet", "--bare"], &words[..], &[".", "../other.git"]].concat());
        stage.git(&["remote", "set-url", "origin", "../other.git"]);
        install(&stage, "../other.git", "pre-receive");
        stage.does(MARIA, BACKLOG, &[TITLE]);
        taken(&push(&stage, &["origin", "main"]));
        stage.does(LI, BACKLOG, &[(TITLE.1, TITLE.0)]);
        refused(&push(&stage, &["origin", "main"]), NOT_ALLOWED);
    }
}

#[test]
fn a_role_cannot_be_brought_to_a_server_by_way_of_another_branch() {
    let mut stage = with_server(&["pre-receive"]);
    stage.git(&["switch", "--quiet", "--create", "work"]);
    stage.does(LI, POLICY, &[ROLE]);
    refused(&push(&stage, &["origin", "work"]), "authority/policy-change");
    stage.does(LI, BACKLOG, &[TITLE]);
    refused(&push(&stage, &["origin", "work"]), "authority/policy-change");
    refused(&push(&stage, &["origin", "main", "work"]), "authority/policy-change");
    stage.git(&["tag", "v1"]);
    taken(&push(&stage, &["origin", "v1"]));
    refused(&push(&stage, &["origin", "work:main"]), NOT_ALLOWED);
}

#[test]
fn what_main_has_is_not_judged_again_on_a_branch_that_takes_it_in() {
    let mut stage = with_server(&["pre-receive"]);
    stage.git(&["switch", "--quiet", "--create", "work"]);
    stage.does(LI, BACKLOG, &[POINTS]);
    taken(&push(&stage, &["origin", "work"]));
    // What was approved where it was asked for has landed under the name of whoever wrote it.
    let landed = stage.git(&["rev-parse", "HEAD"]);
    stage.git(&["switch", "--quiet", "--detach", "origin/main"]);
    stage.does(LI, BACKLOG, &[("Pay later", "Pay sooner")]);
    let approved = stage.git(&["rev-parse", "HEAD"]);
    stage.git(&["-C", "../server.git", "fetch", "--quiet", "../repository", &format!("{}:main", approved.trim())]);
    stage.git(&["fetch", "--quiet"]);
    stage.git(&["switch", "--quiet", "work"]);
    assert_eq!(stage.git(&["rev-parse", "HEAD"]), landed);
    stage.git_as(LI, &["merge", "--quiet", "--no-edit", "origin/main"]);
    taken(&push(&stage, &["origin", "work"]));
    stage.does(LI, BACKLOG, &[TITLE]);
    refused(&push(&stage, &["origin", "work"]), NOT_ALLOWED);
}

#[test]
fn what_cannot_be_judged_is_not_taken_where_that_is_asked_for() {
    let mut stage = with_server(&["pre-receive"]);
    stage.git(&["checkout", "--quiet", "--orphan", "alone"]);
    stage.does(LI, BACKLOG, &[TITLE]);
    refused(&push(&stage, &["origin", "alone"]), "no commit in common");
}

#[test]
fn before_a_push_a_branch_is_compared_with_what_the_remote_is_known_to_have() {
    let mut stage = with_server(&[]);
    install(&stage, ".", "pre-push");
    let pushed = |stage: &Stage, words: &[&str]| stage.tries(LI, &[&["push", "--quiet"], words].concat());
    // A new branch: against the remote's main branch.
    stage.git(&["switch", "--quiet", "--create", "work"]);
    stage.does(LI, BACKLOG, &[POINTS]);
    taken(&pushed(&stage, &["origin", "work"]));
    stage.does(LI, BACKLOG, &[TITLE]);
    refused(&pushed(&stage, &["origin", "work"]), NOT_ALLOWED);
    refused(&pushed(&stage, &["origin", "work:other"]), NOT_ALLOWED);
    taken(&pushed(&stage, &["--no-verify", "origin", "work"]));
    // What the remote has is not told of again, on whatever branch.
    stage.git(&["switch", "--quiet", "--create", "more"]);
    stage.does(LI, BACKLOG, &[("points: 8", "points: 3")]);
    taken(&pushed(&stage, &["origin", "more"]));
    // A branch that goes away is no matter of the plan.
    taken(&pushed(&stage, &["origin", ":more"]));
}

#[test]
fn before_a_push_a_remote_whose_main_branch_has_another_name_is_enough() {
    let mut stage = Stage::plain();
    stage.git(&["branch", "--move", "main", "trunk"]);
    stage.git(&["clone", "--quiet", "--bare", ".", "../server.git"]);
    stage.git(&["remote", "add", "up", "../server.git"]);
    stage.git(&["fetch", "--quiet", "up", "trunk:refs/remotes/up/trunk"]);
    install(&stage, ".", "pre-push");
    stage.git(&["switch", "--quiet", "--create", "work"]);
    stage.does(LI, BACKLOG, &[TITLE]);
    refused(&push(&stage, &["up", "work"]), NOT_ALLOWED);
    // What others have pushed meanwhile is not here, and keeps nobody from being told.
    stage.git(&["switch", "--quiet", "--detach", "trunk"]);
    stage.git(&["clone", "--quiet", "../server.git", "../other"]);
    let mut other = Command::new("git");
    let words = ["-C", "../other", "-c", "user.name=Zoe", "-c", "user.email=zoe@shop.example"];
    other.current_dir(stage.path("")).args(words).args(["commit", "--quiet", "--allow-empty", "-m", "Go on"]);
    assert!(other.status().unwrap().success());
    stage.git(&["-C", "../other", "push", "--quiet", "origin", "HEAD:trunk"]);
    refused(&push(&stage, &["--force", "up", "work:trunk"]), NOT_ALLOWED);
}

/// The stage, with the plan in `shop` and another one, of which Li is the product owner, in `lab`.
fn with_two_plans() -> Stage {
    let mut stage = Stage::plain();
    stage.write("shop/x", "");
    stage.git(&["mv", POLICY, BACKLOG, super::stage::ROADMAP, "shop"]);
    stage.write("lab/roadlog.toml", "[people.li]\nemails = [\"li@shop.example\"]\nroles = [\"product-owner\"]\n");
    stage.write("lab/lab.backlog", "story LAB-1 Try cash\n  status: ready\n  owner: @li\n");
    stage.commit(ZOE);
    stage
}

const SHOP: &str = "shop/shop.backlog";
const LAB: &str = "lab/lab.backlog";
const CASH: (&str, &str) = ("Try cash", "Try cheques");

#[test]
fn a_server_judges_each_plan_that_a_push_touches_by_its_own_people() {
    for hook in ["pre-receive", "update"] {
        let mut stage = served(with_two_plans(), &[hook]);
        stage.does(LI, LAB, &[CASH]);
        taken(&push(&stage, &["origin", "main"]));
        stage.does(MARIA, SHOP, &[TITLE]);
        taken(&push(&stage, &["origin", "main"]));
        stage.does(MARIA, LAB, &[(CASH.1, CASH.0)]);
        refused(&push(&stage, &["origin", "main"]), "remote: lab:");
        stage.git(&["reset", "--quiet", "--hard", "origin/main"]);
        stage.does(LI, SHOP, &[(TITLE.1, TITLE.0)]);
        refused(&push(&stage, &["origin", "main"]), "remote: shop:");
        refused(&push(&stage, &["origin", "main:refs/heads/new"]), NOT_ALLOWED);
    }
}

#[test]
fn of_several_plans_one_that_cannot_be_judged_stops_what_touches_it_and_nothing_else() {
    let mut stage = with_two_plans();
    stage.write("lab/roadlog.toml", "[people.li\n");
    stage.commit(ZOE);
    let mut stage = served(stage, &["pre-receive"]);
    stage.does(MARIA, SHOP, &[TITLE]);
    taken(&push(&stage, &["origin", "main"]));
    stage.does(LI, LAB, &[CASH]);
    refused(&push(&stage, &["origin", "main"]), "lab: roadlog.toml of the base cannot be relied on");
}

#[test]
fn a_plan_is_not_taken_over_by_a_roadlog_toml_above_it() {
    let mut stage = served(with_two_plans(), &["pre-receive"]);
    stage.write(POLICY, "[people.li]\nemails = [\"li@shop.example\"]\nroles = [\"product-owner\"]\n");
    stage.commit(LI);
    refused(&push(&stage, &["origin", "main"]), "above that of the plan in lab");
    refused(&push(&stage, &["origin", "main"]), "above that of the plan in shop");
    stage.git(&["reset", "--quiet", "--hard", "origin/main"]);
    stage.adds(ZOE, "shop/roadlog.toml", "\n[workspace]\nroot = true\n");
    taken(&push(&stage, &["origin", "main"]));
}

#[test]
fn a_server_that_is_asked_by_roadlog_toml_takes_nothing_that_cannot_be_judged() {
    let mut stage = Stage::plain();
    stage.adds(ZOE, POLICY, "\n[hook]\nblock = true\n");
    let mut stage = served(stage, &[]);
    let mut install = stage.made.command(env!("CARGO_BIN_EXE_roadlog"));
    install.current_dir(stage.path("../server.git")).args(["hook", "install"]);
    Run::of(&install.output().unwrap()).ended_with(0);
    stage.git(&["checkout", "--quiet", "--orphan", "alone"]);
    stage.does(LI, BACKLOG, &[TITLE]);
    refused(&push(&stage, &["origin", "alone"]), "no commit in common");
}

#[test]
fn a_change_of_the_policy_that_landed_counts_from_then_on() {
    let mut stage = with_server(&["pre-receive"]);
    stage.does(ZOE, POLICY, &[ROLE]);
    taken(&push(&stage, &["origin", "main"]));
    stage.does(LI, BACKLOG, &[TITLE]);
    taken(&push(&stage, &["origin", "main"]));
}
