//! `check --baseline` and `--write-baseline`: what a plan had before is counted, and only what is new is told.

use crate::harness::{Sandbox, WITH_AN_ERROR};

const NEW: &str = "story PAY-3 Try\n  for: PAY-8\n";

fn known() -> Sandbox {
    let sandbox = Sandbox::new(&[("a.backlog", WITH_AN_ERROR), ("roadlog.toml", "")]);
    let run = sandbox.run(&["check", "--write-baseline"]).ended_with(0);
    assert!(run.stderr.contains("Wrote 1 known finding to roadlog.baseline (1 new, 0 gone)."), "{}", run.stderr);
    assert!(run.stderr.contains("roadlog.baseline (1 new, 0 gone)"), "{}", run.stderr);
    sandbox
}

#[test]
fn what_is_known_is_counted_and_what_is_new_is_told() {
    let sandbox = known();
    let run = sandbox.run(&["check", "--baseline", "roadlog.baseline"]).ended_with(0);
    assert_eq!(run.stdout, "Nothing new to tell about 1 item in 1 file. 1 known finding is not listed.\n");
    sandbox.run(&["check"]).ended_with(1);
    sandbox.write("b.backlog", NEW);
    let run = sandbox.run(&["check", "--baseline", "roadlog.baseline", "--format", "short"]).ended_with(1);
    assert!(run.stdout.contains("PAY-8") && !run.stdout.contains("PAY-9"), "{}", run.stdout);
    assert!(run.stdout.ends_with("1 known finding is not listed.\n"), "{}", run.stdout);
}

#[test]
fn a_known_finding_stays_known_in_another_file_and_further_down() {
    let sandbox = known();
    std::fs::remove_file(sandbox.path("a.backlog")).unwrap();
    sandbox.write("plans/c.backlog", format!("# moved\n\nepic PAY-1 Pay\n\n{WITH_AN_ERROR}"));
    sandbox.run(&["check", "--baseline", "roadlog.baseline"]).ended_with(0);
}

#[test]
fn the_file_is_plain_sorted_text_and_the_next_one_forgets_what_is_mended() {
    let sandbox = known();
    sandbox.write("b.backlog", NEW);
    sandbox.run(&["check", "--baseline", "roadlog.baseline", "--write-baseline"]).ended_with(0);
    let text = String::from_utf8(sandbox.read("roadlog.baseline")).unwrap();
    let lines: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert!(lines[0].starts_with("1\treference/unknown-id\tPAY-2\tthere is no PAY-9"), "{text}");
    assert!(lines[1].starts_with("1\treference/unknown-id\tPAY-3\tthere is no PAY-8"), "{text}");
    sandbox.write("a.backlog", "story PAY-2 Pay later\n");
    let run = sandbox.run(&["check", "--write-baseline"]).ended_with(0);
    assert!(run.stderr.contains("(0 new, 1 gone)"), "{}", run.stderr);
    assert!(!String::from_utf8(sandbox.read("roadlog.baseline")).unwrap().contains("PAY-9"));
}

#[test]
fn every_format_leaves_out_what_is_known_but_sarif_which_says_so() {
    let sandbox = known();
    for format in ["human", "short", "json", "github", "gitlab", "junit", "checkstyle"] {
        let run = sandbox.run(&["check", "--baseline", "roadlog.baseline", "--format", format]).ended_with(0);
        assert!(!run.stdout.contains("PAY-9"), "{format}: {}", run.stdout);
    }
    let json = sandbox.run(&["check", "--baseline", "roadlog.baseline", "--format", "json"]).json();
    assert_eq!(json["summary"]["known"], 1);
    assert!(sandbox.run(&["check", "--format", "json"]).json()["summary"].get("known").is_none());
    let sarif = sandbox.run(&["check", "--baseline", "roadlog.baseline", "--format", "sarif"]).json();
    assert_eq!(sarif["runs"][0]["results"][0]["baselineState"], "unchanged");
}

#[test]
fn what_is_no_baseline_ends_with_2_and_is_never_overwritten() {
    let sandbox = known();
    sandbox.write("broken.baseline", "# roadlog baseline 1\n<<<<<<< ours\n");
    let run = sandbox.run(&["check", "--baseline", "broken.baseline"]).ended_with(2);
    assert!(
        run.stderr.contains("broken.baseline is no baseline that can be read: line 2 was left by"),
        "{}",
        run.stderr
    );
    let run = sandbox.run(&["check", "--baseline", "gone.baseline"]).ended_with(2);
    assert!(run.stderr.contains("there is no baseline"), "{}", run.stderr);
    sandbox.run(&["check", "--baseline", "a.backlog", "--write-baseline"]).ended_with(2);
    assert_eq!(sandbox.read("a.backlog"), WITH_AN_ERROR.as_bytes());
}

#[test]
fn a_baseline_is_written_of_the_whole_plan_alone() {
    let sandbox = known();
    sandbox.run(&["check", "--write-baseline", "a.backlog"]).ended_with(2);
    sandbox.run(&["check", "--baseline", "new.baseline", "--write-baseline"]).ended_with(0);
    sandbox.run(&["check", "--baseline", "new.baseline"]).ended_with(0);
    sandbox.run(&["check", "--write-baseline", "--rule", "reference"]).ended_with(2);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("x.backlog", sandbox.path("x.backlog")).unwrap();
        let before = sandbox.read("roadlog.baseline");
        let run = sandbox.run(&["check", "--write-baseline"]).ended_with(2);
        assert!(run.stderr.contains("the baseline is left as it is"), "{}", run.stderr);
        assert_eq!(sandbox.read("roadlog.baseline"), before);
    }
}
