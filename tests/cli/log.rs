//! `roadlog log` and `roadlog blame`: the history of the plan, in its own words.

use crate::git::{ANA, Checkout, LI, MARIA};

/// The example after four more commits, one of which touches no plan.
fn four_commits() -> Checkout {
    let mut checkout = Checkout::of_the_example();
    checkout.edit("checkout.backlog", &[("status: ready", "status: doing")]);
    checkout.made.commit(LI, "Start PAY-15");
    checkout.made.write("main.rs", "fn main() {}\n");
    checkout.made.commit(LI, "Write the program");
    checkout.edit("checkout.backlog", &[("points: 5", "points: 8"), ("[ ] Given a declined", "[x] Given a declined")]);
    checkout.made.commit(MARIA, "Estimate PAY-12 anew");
    checkout.edit("product.roadmap", &[("2026-Q4..2027-Q2", "2026-Q4..2027-Q3")]);
    checkout.made.commit(ANA, "Give the goal more time");
    checkout
}

/// Without the hashes of commits, which change with every word of the example.
fn without_hashes(text: &str) -> String {
    let is_hash = |word: &str| word.len() == 10 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let line = |line: &str| {
        line.split(' ').map(|word| if is_hash(word) { "0123456789" } else { word }).collect::<Vec<_>>().join(" ")
    };
    text.lines().map(|text| line(text) + "\n").collect::<Vec<_>>().concat()
}

#[test]
fn the_history_of_an_item_is_told_newest_first() {
    let told = four_commits().run(&["log", "PAY-12"]).ended_with(0).stdout;
    insta::assert_snapshot!(without_hashes(&told));
}

#[test]
fn the_history_of_the_plan_leaves_out_commits_that_do_not_touch_it() {
    let checkout = four_commits();
    let told = checkout.run(&["log", "-n", "3"]).ended_with(0).stdout;
    assert!(!told.contains("Write the program"), "{told}");
    insta::assert_snapshot!(without_hashes(&told));
}

#[test]
fn each_line_of_an_item_has_who_set_it_last() {
    let told = four_commits().run(&["blame", "PAY-12"]).ended_with(0).stdout;
    insta::assert_snapshot!(without_hashes(&told));
}

#[test]
fn an_item_is_followed_to_another_file_and_under_another_id() {
    let mut checkout = four_commits();
    checkout.run(&["renumber", "PAY-15", "PAY-77"]).ended_with(0);
    checkout.made.commit(MARIA, "Renumber");
    let told = checkout.run(&["log", "PAY-77"]).ended_with(0).stdout;
    assert!(told.contains("renumbered PAY-15 → PAY-77") && told.contains("status ready → doing"), "{told}");
}

#[test]
fn an_id_that_no_item_has_had_is_said_to_be_none() {
    let checkout = four_commits();
    let told = checkout.run(&["log", "PAY-99"]).ended_with(2).stderr;
    assert!(told.contains("no item has had the id PAY-99"), "{told}");
    let told = checkout.run(&["blame", "PAY-99"]).ended_with(2).stderr;
    assert!(told.contains("no item has the id PAY-99 in HEAD"), "{told}");
    let told = checkout.run(&["log", "pay"]).ended_with(2).stderr;
    assert!(told.contains("pay is no id"), "{told}");
}

#[test]
fn a_shallow_clone_has_no_history_to_tell() {
    let checkout = four_commits();
    let url = format!("file://{}", checkout.made.path().display());
    checkout.made.git(&["clone", "--quiet", "--depth=1", &url, "../shallow"]);
    let told = checkout.run(&["-C", "../shallow", "log"]).ended_with(2).stderr;
    assert!(told.contains("git fetch --unshallow"), "{told}");
}

/// Where the changes of commits are kept from one run to the next.
const CACHE: &str = "roadlog/changes";

#[test]
fn a_history_that_was_read_is_not_read_again() {
    let checkout = four_commits();
    let cache = checkout.made.path().join(".git").join(CACHE);
    let told = checkout.run(&["log"]).ended_with(0).stdout;
    let kept = std::fs::read_to_string(&cache).unwrap();
    std::fs::write(&cache, kept.replace("2027-Q3", "2029-Q4")).unwrap();
    assert_eq!(checkout.run(&["log"]).ended_with(0).stdout, told.replace("2027-Q3", "2029-Q4"));
}

#[test]
fn what_is_new_is_added_to_what_is_known() {
    let mut checkout = four_commits();
    checkout.run(&["log"]).ended_with(0);
    checkout.edit("checkout.backlog", &[("points: 8", "points: 3")]);
    checkout.made.commit(MARIA, "Estimate once more");
    let told = checkout.run(&["log"]).ended_with(0).stdout;
    assert_eq!(checkout.run(&["log"]).ended_with(0).stdout, told);
    let cache = std::fs::read_to_string(checkout.made.path().join(".git").join(CACHE)).unwrap();
    assert_eq!(cache.lines().count(), 1 + 6, "a heading and each commit once:\n{cache}");
}

#[test]
fn a_history_that_was_kept_may_be_damaged_old_or_out_of_reach() {
    let checkout = four_commits();
    let told = checkout.run(&["log"]).ended_with(0).stdout;
    let cache = checkout.made.path().join(".git").join(CACHE);
    let kept = std::fs::read_to_string(&cache).unwrap();
    let cut = |length: usize| kept.as_bytes()[..length].to_vec();
    let without_words = kept.replace("\"item\"", "\"thing\"").into_bytes();
    let of_another = kept.replacen("roadlog", "roadmap", 1).into_bytes();
    for damaged in [cut(kept.len() - 20), cut(10), Vec::new(), b"\xff\xfe".to_vec(), without_words, of_another] {
        std::fs::write(&cache, &damaged).unwrap();
        let say = || format!("with {:?} in the cache", String::from_utf8_lossy(&damaged));
        assert_eq!(checkout.run(&["log"]).ended_with(0).stdout, told, "{}", say());
        assert_eq!(checkout.run(&["log"]).ended_with(0).stdout, told, "again {}", say());
    }
    std::fs::remove_file(&cache).unwrap();
    std::fs::create_dir(&cache).unwrap();
    assert_eq!(checkout.run(&["log"]).ended_with(0).stdout, told);
}

#[test]
fn nobody_is_given_a_right_by_what_is_kept() {
    let mut checkout = four_commits();
    let backlog = std::fs::read_to_string(checkout.made.path().join("checkout.backlog")).unwrap();
    checkout.made.write("checkout.backlog", backlog + "\nstory PAY-30 Pay by wallet\n  status: draft\n");
    let created = checkout.made.commit(MARIA, "Think of wallets");
    checkout.edit("checkout.backlog", &[("points: 2", "points: 3")]);
    let base = checkout.made.commit(LI, "Estimate PAY-15 anew");
    checkout.edit("checkout.backlog", &[("Pay by wallet", "Pay by any wallet")]);
    checkout.made.commit(LI, "Widen the draft");
    checkout.run(&["log"]).ended_with(0);
    // What is kept now says that it was the developer who brought the draft in, and so may edit it.
    let cache = checkout.made.path().join(".git").join(CACHE);
    let kept = std::fs::read_to_string(&cache).unwrap();
    let changes = |commit: &str| kept.lines().find_map(|line| line.strip_prefix(commit)).unwrap();
    let forged =
        kept.replace(changes(&base), changes(&created)).replace(&format!("{created}{}", changes(&created)), "");
    assert_ne!(forged, kept);
    std::fs::write(&cache, forged).unwrap();
    let run = checkout.run(&["check", "--base", &base]).ended_with(1);
    assert!(run.stdout.contains("authority/not-allowed"), "{}", run.stdout);
}

#[test]
fn what_is_told_is_taken_as_it_is_stored_and_what_is_judged_is_not() {
    let mut checkout = four_commits();
    let base = checkout.made.git(&["rev-parse", "HEAD"]).trim().to_owned();
    checkout.edit("checkout.backlog", &[("points: 2", "points: 3")]);
    checkout.made.commit(LI, "Estimate PAY-15 anew");
    // Somebody puts another text in the place of the backlog, below its name in the store.
    let name = |revision: &str| checkout.made.git(&["rev-parse", revision]).trim().to_owned();
    let place = |id: String| checkout.made.path().join(format!(".git/objects/{}/{}", &id[..2], &id[2..]));
    let (stored, other) = (place(name("HEAD:checkout.backlog")), place(name("HEAD:product.roadmap")));
    std::fs::remove_file(&stored).unwrap();
    std::fs::copy(other, &stored).unwrap();
    let told = checkout.run(&["diff", &base, "HEAD"]).ended_with(0);
    assert!(told.stdout.contains("removed"), "{}", told.stdout);
    let run = checkout.run(&["check", "--base", &base]).ended_with(2);
    assert!(run.stderr.contains("hash"), "{}", run.stderr);
}
