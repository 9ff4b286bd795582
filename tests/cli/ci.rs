//! `roadlog ci`: the files that make a forge check what is proposed, and what GitLab's does.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::git::{Checkout, LI};
use crate::harness::{Run, Sandbox, TODAY};

#[test]
fn the_file_is_for_the_forge_that_was_cloned_from_and_is_written_once() {
    let checkout = Checkout::of_the_example();
    let run = checkout.run(&["ci"]).ended_with(2);
    assert!(run.stderr.contains("it is not clear which forge this is for"), "{}", run.stderr);
    checkout.made.git(&["remote", "add", "origin", "git@github.com:shop/plan.git"]);
    let run = checkout.run(&["ci"]).ended_with(0);
    assert_eq!(run.stdout, "wrote .github/workflows/roadlog.yml\n");
    assert!(run.stderr.starts_with("Next: put the commit of that version behind the @"), "{}", run.stderr);
    let written = fs::read_to_string(checkout.made.path().join(".github/workflows/roadlog.yml")).unwrap();
    assert_eq!(checkout.run(&["ci", "github", "--print"]).ended_with(0).stdout, written);
    insta::assert_snapshot!(written);
    let run = checkout.run(&["ci", "github"]).ended_with(2);
    assert!(run.stderr.contains("roadlog.yml is there already and stays as it is"), "{}", run.stderr);
    checkout.run(&["undo"]).ended_with(0);
    assert!(!checkout.made.path().join(".github").exists());
}

#[test]
fn gitlab_reads_one_file_which_is_written_or_told_what_to_say() {
    let checkout = Checkout::of_the_example();
    let run = checkout.run(&["ci", "gitlab"]).ended_with(0);
    assert_eq!(run.stdout, "wrote .gitlab/roadlog.yml\nwrote .gitlab-ci.yml\n");
    let other = Checkout::of_the_example();
    other.made.write(".gitlab-ci.yml", "stages: [test]\n");
    let run = other.run(&["ci", "gitlab"]).ended_with(0);
    assert_eq!(run.stdout, "wrote .gitlab/roadlog.yml\n");
    let lines =
        "Add these lines to .gitlab-ci.yml, which is there already:\ninclude:\n  - local: .gitlab/roadlog.yml\n";
    assert!(run.stderr.starts_with(lines), "{}", run.stderr);
    assert_eq!(fs::read_to_string(other.made.path().join(".gitlab-ci.yml")).unwrap(), "stages: [test]\n");
}

#[test]
fn the_folder_of_the_plan_is_named_and_the_file_stands_at_the_top() {
    let made = roadlog_testkit::Repository::new();
    made.write("docs/plan/roadlog.toml", "");
    let checkout = Checkout { made };
    let printed = |forge: &str| checkout.run(&["-C", "docs/plan", "ci", forge, "--print"]).ended_with(0).stdout;
    assert!(printed("github").contains("          folder: \"docs/plan\"\n"));
    assert!(printed("gitlab").contains("    ROADLOG_FOLDER: \"docs/plan\"\n"));
    checkout.run(&["-C", "docs/plan", "ci", "github"]).ended_with(0);
    assert!(checkout.made.path().join(".github/workflows/roadlog.yml").exists());
}

#[test]
fn a_plan_further_down_is_found_from_the_top_and_of_several_one_is_asked_for() {
    let mut made = roadlog_testkit::Repository::new();
    made.write("docs/plan/roadlog.toml", "");
    made.commit(LI, "Begin");
    let checkout = Checkout { made };
    let printed = checkout.run(&["ci", "github", "--print"]).ended_with(0).stdout;
    assert!(printed.contains("          folder: \"docs/plan\"\n"), "{printed}");
    checkout.made.write("lab/roadlog.toml", "");
    checkout.made.git(&["add", "--all"]);
    let told = checkout.run(&["ci", "github"]).ended_with(2).stderr;
    assert!(told.contains("there are several plans here, in docs/plan and lab"), "{told}");
    checkout.run(&["-C", "lab", "ci", "github"]).ended_with(0);
}

#[test]
fn what_has_no_release_yet_is_named_by_its_repository_and_commit() {
    let checkout = Checkout::of_the_example();
    let told = checkout.run(&["ci", "github"]).ended_with(0).stderr;
    assert!(told.contains("has no such version yet"), "{told}");
    checkout.run(&["undo"]).ended_with(0);
    let words = ["ci", "github", "--action", "shop/roadlog/.github/actions/roadlog@0123abc"];
    let told = checkout.run(&words).ended_with(0).stderr;
    assert!(!told.contains("no such version") && told.contains("make the check “Plan” a required one"), "{told}");
    let gitlab = checkout.run(&["ci", "gitlab"]).ended_with(0).stderr;
    assert!(gitlab.contains("has no such version yet"), "{gitlab}");
}

#[test]
fn an_action_of_ones_own_is_taken_where_it_is_one() {
    let checkout = Checkout::of_the_example();
    let words = |action: &'static str| ["ci", "github", "--print", "--action", action];
    let printed = checkout.run(&words("shop/roadlog/.github/actions/roadlog@0123abc")).ended_with(0).stdout;
    assert!(printed.contains("      - uses: shop/roadlog/.github/actions/roadlog@0123abc\n"), "{printed}");
    for action in ["shop/roadlog", "shop@1", "a/b@c\n      - run: x", "a/b@${{ x }}", "a/b@"] {
        checkout.run(&words(action)).ended_with(2);
    }
    checkout.run(&["ci", "gitlab", "--action", "a/b@c"]).ended_with(2);
}

#[test]
fn outside_of_a_repository_there_is_nothing_to_write_to() {
    let run = Sandbox::new(&[]).run(&["ci", "github"]).ended_with(2);
    assert!(run.stderr.contains("is in no git repository"), "{}", run.stderr);
}

#[test]
fn init_says_that_there_is_such_a_file() {
    let made = roadlog_testkit::Repository::new();
    made.git(&["remote", "add", "origin", "https://gitlab.com/shop/plan.git"]);
    let told = Checkout { made }.run(&["init"]).ended_with(0).stderr;
    assert!(told.ends_with("`roadlog ci gitlab` writes the file that makes GitLab check merge requests.\n"), "{told}");
    assert!(told.contains("`roadlog hook install`") && told.contains("`roadlog codeowners`"), "{told}");
}

/// What stands in for `curl`: it notes each request with what it sends, and answers from a file.
const CURL: &str = r#"#!/bin/sh
set -eu
method=GET
while [ $# -gt 0 ]; do
  case $1 in
  --config) grep -q 'PRIVATE-TOKEN: secret' "$2"; shift ;;
  --request) method=$2; shift ;;
  --data-urlencode) cp "${2#body@}" "$FORGE/body"; shift ;;
  *) path=${1#https://gitlab.example/api/v4/} path=${path#*/merge_requests/} path=${path%%\?*} ;;
  esac
  shift
done
echo "$method $path" >>"$FORGE/requests"
cat "$FORGE/$(echo "$method $path" | tr ' /' '__')"
"#;

/// What stands in for `jq` where there is none: it finds what the script looks for.
const JQ: &str = r#"#!/bin/sh
case $2 in
.author*) sed -n 's/.*"username": "\([a-z]*\)".*/\1/p' ;;
.id) echo 9 ;;
length) echo 3 ;;
*) sed -n 's/^.*"id": \([0-9]*\), "author": {"id": 9}, "body": "<!-- roadlog: changes.*$/\1/p' "$3" ;;
esac
"#;

/// A merge request whose commit is @li's, at a GitLab that answers from files.
struct Merge {
    checkout: Checkout,
    head: String,
}

impl Merge {
    fn with(changes: &[(&str, &str)]) -> Self {
        let mut checkout = Checkout::of_the_example();
        let forge = checkout.made.path().join("../forge");
        fs::create_dir_all(forge.join(".roadlog-program/bin")).unwrap();
        let program = format!("#!/bin/sh\nexec '{}' \"$@\" --today {TODAY}\n", env!("CARGO_BIN_EXE_roadlog"));
        let has_jq = std::process::Command::new("jq").arg("--version").output().is_ok();
        let jq = [("jq", JQ)].into_iter().filter(|_| !has_jq);
        for (name, text) in [("curl", CURL), (".roadlog-program/bin/roadlog", &program)].into_iter().chain(jq) {
            fs::write(forge.join(name), text).unwrap();
            fs::set_permissions(forge.join(name), fs::Permissions::from_mode(0o755)).unwrap();
        }
        checkout.made.git(&["clone", "--quiet", "--bare", ".", "../shop/plan.git"]);
        checkout.edit("checkout.backlog", changes);
        let head = checkout.made.commit(LI, "Change the plan");
        checkout.made.git(&["push", "--quiet", "../shop/plan.git", "HEAD:refs/merge-requests/7/head"]);
        let merge = Self { checkout, head };
        merge.answers("GET 7", r#"{"iid": 7, "author": {"id": 1, "username": "li"}}"#);
        merge.answers("GET 7/approvals", r#"{"approved_by": []}"#);
        let version = format!(r#"[{{"head_commit_sha": "{}", "created_at": "2026-11-23T09:00:00.000Z"}}]"#, merge.head);
        merge.answers("GET 7/versions", &version);
        merge.answers("GET 7/notes", "[]");
        merge.answers("GET user", r#"{"id": 9, "username": "project_1_bot"}"#);
        merge.answers("POST 7/notes", "{}");
        merge
    }

    fn answers(&self, request: &str, answer: &str) {
        let name = request.replace([' ', '/'], "_");
        fs::write(self.checkout.made.path().join("../forge").join(name), answer).unwrap();
    }

    fn made(&self, name: &str) -> String {
        fs::read_to_string(self.checkout.made.path().join("../forge").join(name)).unwrap_or_default()
    }

    /// Runs the script of the file that is written for GitLab.
    fn check(&self, token: &str) -> Run {
        let file = self.checkout.run(&["ci", "gitlab", "--print"]).ended_with(0).stdout;
        let script = file.split("  script:\n    - |\n").nth(1).unwrap().split("  artifacts:\n").next().unwrap();
        let script: Vec<&str> = script.lines().map(|line| line.strip_prefix("      ").unwrap_or("")).collect();
        let forge = self.checkout.made.path().join("../forge").canonicalize().unwrap();
        let mut command = self.checkout.made.command("sh");
        command
            .arg("-c")
            .arg(script.join("\n"))
            .current_dir(&forge)
            .env("PATH", format!("{}:{}", forge.display(), std::env::var("PATH").unwrap()))
            .env("FORGE", &forge)
            .env("ROADLOG_TOKEN", token)
            .env("ROADLOG_FOLDER", "")
            .env("CI_JOB_TOKEN", "job")
            .env("CI_SERVER_URL", format!("file://{}", forge.parent().unwrap().display()))
            .env("CI_API_V4_URL", "https://gitlab.example/api/v4")
            .env("CI_MERGE_REQUEST_PROJECT_ID", "1")
            .env("CI_MERGE_REQUEST_PROJECT_PATH", "shop/plan")
            .env("CI_MERGE_REQUEST_IID", "7")
            .env("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main")
            .env("CI_COMMIT_SHA", &self.head);
        Run::of(&command.output().unwrap())
    }
}

const RETITLED: (&str, &str) = ("Pay without an account", "Pay as a guest");

#[test]
fn gitlab_gets_a_report_of_code_quality_and_one_note() {
    let merge = Merge::with(&[RETITLED]);
    let run = merge.check("secret").ended_with(1);
    assert!(run.stdout.contains("error[authority/not-allowed]"), "{}", run.stdout);
    let report: serde_json::Value = serde_json::from_str(&merge.made("roadlog-code-quality.json")).unwrap();
    assert_eq!(report[0]["check_name"], "authority/not-allowed");
    let note = merge.made("body");
    assert!(note.starts_with("<!-- roadlog: changes of the plan -->\n## What this changes in the plan\n"), "{note}");
    assert!(note.contains("that is for a product owner") && note.contains("stands against it"), "{note}");
    assert!(merge.made("requests").ends_with("GET user\nGET 7/notes\nPOST 7/notes\n"), "{}", merge.made("requests"));
    let notes = r#"[{"id": 3, "author": {"id": 9}, "body": "Nice"},
{"id": 4, "author": {"id": 7}, "body": "<!-- roadlog: changes of the plan --> mine"},
{"id": 5, "author": {"id": 9}, "body": "<!-- roadlog: changes of the plan --> old"}]"#;
    merge.answers("GET 7/notes", notes);
    merge.answers("PUT 7/notes/5", "{}");
    merge.check("secret").ended_with(1);
    assert!(merge.made("requests").ends_with("PUT 7/notes/5\n"), "{}", merge.made("requests"));
}

#[test]
fn on_gitlab_an_approval_counts_for_what_had_been_pushed_by_then() {
    let merge = Merge::with(&[RETITLED]);
    let approved = |time: &str| {
        let by = format!(r#"{{"approved_by": [{{"user": {{"username": "maria"}}, "approved_at": "{time}"}}]}}"#);
        merge.answers("GET 7/approvals", &by);
        merge.check("secret").status
    };
    assert_eq!(approved("2026-11-23T09:30:00.000Z"), 0);
    assert_eq!(approved("2026-11-23T08:30:00.000Z"), 1);
}

#[test]
fn on_gitlab_nothing_is_asked_without_a_token_and_a_refusal_changes_no_verdict() {
    let merge = Merge::with(&[("points: 5", "points: 8")]);
    merge.check("").ended_with(0);
    assert_eq!(merge.made("requests"), "");
    for name in ["GET_7", "GET_7_approvals", "GET_7_notes", "POST_7_notes"] {
        fs::remove_file(merge.checkout.made.path().join("../forge").join(name)).unwrap();
    }
    let run = merge.check("secret").ended_with(0);
    for words in ["Who opened the merge request cannot be read", "none counts", "The note was not written"] {
        assert!(run.stdout.contains(words), "{words}: {}", run.stdout);
    }
}
