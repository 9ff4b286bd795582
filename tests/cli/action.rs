//! The GitHub action: its script on real repositories, with a forge that answers from files.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::git::{Checkout, LI, MARIA};
use crate::harness::{Run, TODAY};

/// What stands in for `gh`: it notes each request and answers from a file, through the filter that is asked for where
/// there is a `jq`. A request whose file is not there is refused as GitHub refuses one.
const GH: &str = r#"#!/bin/sh
set -eu
[ "$1" = api ] && [ "$GH_TOKEN" = secret ] && [ "$GH_HOST" = "${SERVER#*://}" ]
method=GET filter='' path='' body=''
shift
while [ $# -gt 0 ]; do
  case $1 in
  --method) method=$2; shift ;;
  --header) shift ;;
  --jq) filter=$2; shift ;;
  --field) body=${2#body=@}; shift ;;
  --paginate | --silent) ;;
  *) path=${1%%\?*} ;;
  esac
  shift
done
echo "$method $path" >>"$FORGE/requests"
if [ -n "$body" ]; then cp "$body" "$FORGE/body"; fi
answer=$FORGE/$(echo "$method $path" | tr ' /' '__')
if [ ! -e "$answer" ]; then
  echo 'gh: Resource not accessible by integration (HTTP 403)' >&2
  exit 1
fi
if [ -n "$filter" ] && command -v jq >/dev/null; then
  jq -r "$filter" "$answer"
elif [ -n "$filter" ]; then
  sed -n 's/^.*"type": "Bot".*"id": \([0-9]*\).*roadlog: changes.*$/\1/p' "$answer"
else
  cat "$answer"
fi
"#;

/// A pull request of a branch that its tests make, and the forge that it lies at.
struct Pull {
    checkout: Checkout,
    head: String,
}

impl Pull {
    /// A pull request with these changes of the backlog by @li.
    fn with(changes: &[(&str, &str)]) -> Self {
        let mut checkout = Checkout::of_the_example();
        checkout.made.git(&["config", "uploadpack.allowAnySHA1InWant", "true"]);
        checkout.made.git(&["switch", "--quiet", "--create", "guests"]);
        checkout.edit("checkout.backlog", changes);
        let head = checkout.made.commit(LI, "Change the plan");
        let pull = Self { checkout, head };
        fs::create_dir(pull.forge()).unwrap();
        let gh = pull.forge().join("gh");
        fs::write(&gh, GH).unwrap();
        fs::set_permissions(&gh, fs::Permissions::from_mode(0o755)).unwrap();
        pull.answers("GET", "pulls/7/reviews", "[]");
        pull.answers("GET", "issues/7/comments", "[]");
        pull
    }

    fn forge(&self) -> PathBuf {
        self.checkout.made.path().join("../forge")
    }

    /// Lets the forge answer a request, as it does where the token may.
    fn answers(&self, method: &str, path: &str, answer: &str) {
        let name = format!("{method} repos/repository/{path}").replace([' ', '/'], "_");
        fs::write(self.forge().join(name), answer).unwrap();
    }

    fn made(&self, name: &str) -> String {
        fs::read_to_string(self.forge().join(name)).unwrap_or_default()
    }

    /// Runs the script for a pull request of @li, with further variables.
    fn check(&self, variables: &[(&str, &str)]) -> Run {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/actions/roadlog/check.sh");
        // The day of the tests is in no event: a program that adds it stands in for the one that is installed.
        let program = self.forge().join("roadlog");
        let words = format!("#!/bin/sh\nexec '{}' \"$@\" --today {TODAY}\n", env!("CARGO_BIN_EXE_roadlog"));
        fs::write(&program, words).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let path = std::env::var("PATH").unwrap();
        let folder = self.checkout.made.path().canonicalize().unwrap();
        let mut command = self.checkout.made.command("sh");
        command
            .arg(script)
            .current_dir(self.forge())
            .env("PATH", format!("{}:{path}", self.forge().display()))
            .env("FORGE", self.forge())
            .env("ROADLOG", &program)
            .env("ROADLOG_TOKEN", "secret")
            .env("ROADLOG_COMMENT", "true")
            .env("ROADLOG_ACTOR", "li")
            .env("PULL_REQUEST", "7")
            .env("BRANCH", "main")
            .env("HEAD", &self.head)
            .env("REPOSITORY", "repository")
            .env("SERVER", format!("file://{}", folder.parent().unwrap().display()))
            .env("RUNNER_TEMP", self.forge())
            .env("GITHUB_STEP_SUMMARY", self.forge().join("summary"))
            .env("GITHUB_OUTPUT", self.forge().join("output"))
            .envs(variables.iter().copied());
        Run::of(&command.output().unwrap())
    }
}

const RETITLED: (&str, &str) = ("Pay without an account", "Pay as a guest");
const ESTIMATED: (&str, &str) = ("points: 5", "points: 8");

#[test]
fn what_is_not_the_authors_to_change_fails_and_is_annotated_summed_up_and_commented() {
    let pull = Pull::with(&[RETITLED, ESTIMATED]);
    pull.answers("POST", "issues/7/comments", "{}");
    let run = pull.check(&[]).ended_with(1);
    assert!(run.stdout.starts_with("::error file=checkout.backlog,line="), "{}", run.stdout);
    assert!(run.stdout.contains("title=authority/not-allowed::"), "{}", run.stdout);
    insta::assert_snapshot!(pull.made("body"));
    let summary = pull.made("summary");
    assert!(summary.contains("| error | checkout") && summary.contains("What this changes in the plan"), "{summary}");
    assert_eq!(pull.made("output"), "status=1\n");
    let requests = "GET repos/repository/pulls/7/reviews\nGET repos/repository/issues/7/comments\n\
                    POST repos/repository/issues/7/comments\n";
    assert_eq!(pull.made("requests"), requests);
}

#[test]
fn what_is_the_authors_to_change_passes() {
    let pull = Pull::with(&[ESTIMATED]);
    pull.answers("POST", "issues/7/comments", "{}");
    pull.check(&[]).ended_with(0);
    assert!(pull.made("body").contains("points 5 → 8\n\nNothing stands against it."), "{}", pull.made("body"));
}

#[test]
fn who_decides_may_approve_the_head_and_nothing_else() {
    let pull = Pull::with(&[RETITLED]);
    let review = |who: &str, state: &str, commit: &str| {
        format!(r#"[{{"user": {{"login": "{who}"}}, "state": "{state}", "commit_id": "{commit}"}}]"#)
    };
    let checked = |reviews: &str| {
        pull.answers("GET", "pulls/7/reviews", reviews);
        pull.check(&[]).status
    };
    assert_eq!(checked(&review("Maria", "APPROVED", &pull.head)), 0);
    assert_eq!(checked(&review("maria", "COMMENTED", &pull.head)), 1);
    assert_eq!(checked(&review("ana", "APPROVED", &pull.head)), 1, "a product manager does not decide on a story");
    assert_eq!(checked(&review("maria", "APPROVED", &"0".repeat(40))), 1, "another head was looked at");
    let pages = review("maria", "APPROVED", &pull.head) + &review("maria", "CHANGES_REQUESTED", &pull.head);
    assert_eq!(checked(&pages), 1);
}

#[test]
fn the_comment_that_is_there_is_kept_up_to_date_and_nobody_elses_is_touched() {
    let pull = Pull::with(&[ESTIMATED]);
    let comment =
        |id: u32, kind: &str, body: &str| format!(r#"{{"user": {{"type": "{kind}"}}, "id": {id}, "body": "{body}"}}"#);
    let mark = "<!-- roadlog: changes of the plan -->";
    let list = [
        comment(1, "User", mark),
        comment(2, "Bot", "Coverage fell"),
        comment(3, "Bot", mark),
        comment(4, "Bot", &format!("see {mark}")),
    ];
    pull.answers("GET", "issues/7/comments", &format!("[{}]", list.join(",\n")));
    pull.answers("PATCH", "issues/comments/3", "{}");
    pull.check(&[]).ended_with(0);
    assert!(pull.made("requests").ends_with("PATCH repos/repository/issues/comments/3\n"), "{}", pull.made("requests"));
}

#[test]
fn a_pull_request_that_leaves_the_plan_alone_gets_no_comment() {
    let mut pull = Pull::with(&[]);
    pull.checkout.made.write("main.rs", "fn main() {}\n");
    pull.head = pull.checkout.made.commit(LI, "Add the program");
    pull.check(&[]).ended_with(0);
    assert!(!pull.made("requests").contains("POST"), "{}", pull.made("requests"));
}

#[test]
fn a_token_that_may_not_write_or_read_changes_no_verdict() {
    let pull = Pull::with(&[ESTIMATED]);
    let run = pull.check(&[]).ended_with(0);
    assert!(run.stdout.contains("The comment was not written"), "{}", run.stdout);
    fs::remove_file(pull.forge().join("GET_repos_repository_pulls_7_reviews")).unwrap();
    let run = pull.check(&[("ROADLOG_COMMENT", "false")]).ended_with(0);
    assert!(run.stdout.contains("::warning title=roadlog::the reviews cannot be read"), "{}", run.stdout);
    assert!(!run.stdout.contains("The comment"), "{}", run.stdout);
}

#[test]
fn nothing_of_the_head_is_checked_out_or_run() {
    let mut pull = Pull::with(&[ESTIMATED]);
    // What git, cargo and the program would each obey in a folder of theirs.
    pull.checkout
        .made
        .write("roadlog.toml", "[rules]\nauthority = \"off\"\n[people.li]\nroles = [\"product-owner\"]\n");
    pull.checkout.made.write(".gitattributes", "* filter=evil\n");
    pull.checkout.edit("checkout.backlog", &[RETITLED]);
    pull.head = pull.checkout.made.commit(LI, "Take over");
    let run = pull.check(&[]).ended_with(1);
    assert!(run.stdout.contains("authority/not-allowed") && run.stdout.contains("policy-change"), "{}", run.stdout);
    let left: Vec<_> = fs::read_dir(pull.forge()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with("roadlog.")), "{left:?}");
}

#[test]
fn what_the_base_has_got_since_is_not_judged_again() {
    let mut pull = Pull::with(&[ESTIMATED]);
    pull.checkout.made.git(&["switch", "--quiet", "main"]);
    pull.checkout.edit("checkout.backlog", &[RETITLED]);
    pull.checkout.made.commit(MARIA, "Retitle PAY-12");
    pull.checkout.made.git(&["switch", "--quiet", "guests"]);
    pull.checkout.made.git(&["-c", "user.name=Li", "-c", "user.email=li@shop.example", "merge", "--quiet", "main"]);
    pull.head = pull.checkout.made.git(&["rev-parse", "HEAD"]).trim().to_owned();
    pull.check(&[]).ended_with(0);
    assert!(!pull.made("body").contains("retitled"), "{}", pull.made("body"));
}

#[test]
fn without_a_pull_request_the_plan_is_checked_as_it_is() {
    let pull = Pull::with(&[RETITLED]);
    let plain = [("PULL_REQUEST", ""), ("BRANCH", "")];
    pull.check(&plain).ended_with(0);
    assert_eq!(pull.made("requests"), "");
    let broken = Pull::with(&[("owner: @maria", "owner: @nobody")]);
    assert!(broken.check(&plain).ended_with(1).stdout.contains("reference/unknown-person"));
}

#[test]
fn a_plan_in_a_folder_is_found_by_its_name() {
    let mut pull = Pull::with(&[]);
    let made = &mut pull.checkout.made;
    made.git(&["switch", "--quiet", "main"]);
    for name in ["checkout.backlog", "product.roadmap", "roadlog.toml"] {
        let text = fs::read(made.path().join(name)).unwrap();
        made.write(Path::new("docs/plan").join(name), text);
        fs::remove_file(made.path().join(name)).unwrap();
    }
    made.commit(crate::git::ANA, "Move the plan");
    made.git(&["switch", "--quiet", "--create", "more"]);
    pull.checkout.edit("docs/plan/checkout.backlog", &[RETITLED]);
    pull.head = pull.checkout.made.commit(LI, "Retitle PAY-12");
    let run = pull.check(&[("ROADLOG_FOLDER", "docs/plan")]).ended_with(1);
    // The forge takes paths from the top of the repository.
    let begin =
        "::error file=docs/plan/checkout.backlog,line=15,endLine=15,col=1,endColumn=28,title=authority/not-allowed";
    assert!(run.stdout.starts_with(begin), "{}", run.stdout);
}

#[test]
fn an_event_without_a_commit_and_a_commit_that_is_gone_are_no_pass() {
    let pull = Pull::with(&[ESTIMATED]);
    for head in ["", "--upload-pack=x", "main", &"0".repeat(40)] {
        let run = pull.check(&[("HEAD", head)]).ended_with(2);
        assert!(run.stdout.starts_with("::error title=roadlog::"), "{}", run.stdout);
        assert!(pull.made("output").ends_with("status=2\n"));
    }
}

#[test]
fn the_sources_have_a_key_of_their_own() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/actions/roadlog/install.sh");
    let key = || {
        let output = std::process::Command::new("sh").arg(&script).arg("key").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let first = key();
    let sum = first.trim_end().strip_prefix("key=").unwrap();
    assert!(sum.len() == 40 && sum.bytes().all(|byte| byte.is_ascii_hexdigit()), "{first}");
    assert_eq!(key(), first);
}
