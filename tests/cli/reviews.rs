//! `check --reviews`: who has approved, by what the API of a forge answers.

use crate::git::{Checkout, LI};
use crate::harness::Run;

const OLD: &str = "0123456789abcdef0123456789abcdef01234567";

/// Checks a branch on which @li did what is the product owner's, with reviews in which `HEAD` stands for its last commit.
fn checked(reviews: &str) -> Run {
    let mut checkout = Checkout::of_the_example();
    checkout.made.git(&["switch", "--quiet", "--create", "branch"]);
    checkout.edit("checkout.backlog", &[("Pay without an account", "Pay as a guest")]);
    let head = checkout.made.commit(LI, "Retitle PAY-12");
    checkout.made.write("../reviews.json", reviews.replace("HEAD", &head));
    checkout.run(&["check", "--base", "main", "--reviews", "../reviews.json"])
}

fn review(who: &str, state: &str, commit: &str) -> String {
    format!(r#"[{{"user": {{"login": "{who}"}}, "state": "{state}", "commit_id": "{commit}"}}]"#)
}

#[test]
fn whoever_decides_approves_the_head_and_nobody_else_does() {
    let approved = review("maria", "APPROVED", "HEAD");
    for (reviews, status) in [
        (approved.clone(), 0),
        (review("MARIA", "APPROVED", "HEAD"), 0),
        (review("ana", "APPROVED", "HEAD") + &review("li", "COMMENTED", "HEAD") + &approved, 0),
        (review("li", "APPROVED", "HEAD"), 1),
        (review("ana", "APPROVED", "HEAD"), 1),
        (review("mаria", "APPROVED", "HEAD"), 1),
        (review("maria[bot]", "APPROVED", "HEAD"), 1),
        (review("maria=HEAD,@maria", "APPROVED", "HEAD"), 1),
        (review("maria", "approved", "HEAD"), 1),
        (review("maria", "APPROVED", ""), 1),
        (review("maria", "APPROVED", OLD), 1),
        (approved.clone() + &review("maria", "DISMISSED", "HEAD"), 1),
        (approved + &review("ana", "CHANGES_REQUESTED", "HEAD"), 0),
        (String::new(), 1),
        ("[]".to_owned(), 1),
    ] {
        let run = checked(&reviews);
        assert_eq!(run.status, status, "{reviews}\n{}{}", run.stdout, run.stderr);
    }
}

#[test]
fn an_approval_that_counts_for_nothing_is_told() {
    let run = checked(&review("maria", "APPROVED", OLD)).ended_with(1);
    let told = format!("warning: the approval @maria={OLD} is not of ");
    assert!(run.stderr.starts_with(&told), "{}", run.stderr);
}

#[test]
fn what_is_no_list_of_reviews_is_no_pass() {
    let run = checked(r#"{"message": "Bad credentials"}"#).ended_with(2);
    assert!(run.stderr.contains("is no list of reviews as a forge's API gives it"), "{}", run.stderr);
    let run = Checkout::of_the_example().run(&["check", "--base", "main", "--reviews", "gone.json"]).ended_with(2);
    assert!(run.stderr.contains("cannot read"), "{}", run.stderr);
}

#[test]
fn without_a_range_there_is_nothing_to_approve() {
    let checkout = Checkout::of_the_example();
    for words in [["--reviews", "x.json"], ["--actor", "@li"], ["--approved-by", "@ana"], ["--folder", "plan"]] {
        let run = checkout.run(&["check", words[0], words[1]]).ended_with(2);
        assert!(run.stderr.contains("--base"), "{}", run.stderr);
    }
    let run = checkout.run(&["check", "--base", "main", "--folder", "plan"]).ended_with(2);
    assert!(run.stderr.contains("--folder is for a repository without a work tree"), "{}", run.stderr);
}
