//! Who has approved what, as the APIs of forges answer: the list of reviews of a pull request from GitHub, Gitea and
//! Forgejo, the approvals of a merge request from GitLab with the list of its versions.

use std::path::Path;

use jiff::Timestamp;
use serde::Deserialize;

use crate::errors::Error;

/// One answer of an API. Several stand in a file one behind the other: the pages of a list, say.
#[derive(Deserialize)]
#[serde(untagged)]
enum Answer {
    /// Of GitLab: who approves now.
    Approvals { approved_by: Vec<Approval> },
    /// Of GitHub, Gitea and Forgejo: what reviewers said, one after the other.
    Reviews(Vec<Review>),
    /// Of GitLab: each push, with the commit that it ended with.
    Versions(Vec<Version>),
}

#[derive(Deserialize)]
struct Approval {
    user: Option<User>,
    approved_at: Option<String>,
}

#[derive(Deserialize)]
struct Review {
    user: Option<User>,
    state: String,
    commit_id: Option<String>,
    submitted_at: Option<String>,
    #[serde(default)]
    dismissed: bool,
}

#[derive(Deserialize)]
struct Version {
    head_commit_sha: String,
    created_at: String,
}

#[derive(Deserialize)]
struct User {
    login: Option<String>,
    username: Option<String>,
}

/// A time as JSON has it; `None` where it says none.
fn time(text: Option<&str>) -> Option<Timestamp> {
    text?.parse().ok()
}

impl User {
    fn name(self) -> Option<String> {
        self.login.or(self.username)
    }
}

/// Who approves, each as `@x=COMMIT` with the commit that was looked at, `@x=` where nobody knows which that is. Of each
/// reviewer what they said last counts.
///
/// # Errors
/// The file cannot be read, or holds something else.
pub(crate) fn read(path: &Path) -> Result<Vec<String>, Error> {
    let text = std::fs::read(path).map_err(|error| Error::io("read", path, &error))?;
    approvals(&text).map_err(|error| {
        let message = format!("{} is no list of reviews as a forge's API gives it: {error}", path.display());
        Error::user(message, "see docs/ci.md for the addresses that are asked")
    })
}

fn approvals(text: &[u8]) -> serde_json::Result<Vec<String>> {
    let (mut reviews, mut approvals, mut versions) = (Vec::new(), Vec::new(), Vec::new());
    for answer in serde_json::Deserializer::from_slice(text).into_iter() {
        match answer? {
            Answer::Reviews(more) => reviews.extend(more),
            Answer::Approvals { approved_by } => approvals.extend(approved_by),
            Answer::Versions(more) => versions.extend(more),
        }
    }
    let mut found = standing(reviews);
    found.extend(approvals.into_iter().filter_map(|approval| {
        // What nobody knows to be of the head is of another commit.
        let seen = seen(approval.approved_at.as_deref(), &versions).unwrap_or_default();
        Some(format!("@{}={seen}", approval.user?.name()?))
    }));
    Ok(found)
}

/// The approvals that their reviewers have not taken back, and nobody else has dismissed.
fn standing(mut reviews: Vec<Review>) -> Vec<String> {
    reviews.sort_by_key(|review| time(review.submitted_at.as_deref()));
    let mut found: Vec<(String, String)> = Vec::new();
    for review in reviews {
        let Some(name) = review.user.and_then(User::name) else { continue };
        let is_taken_back =
            review.dismissed || ["CHANGES_REQUESTED", "REQUEST_CHANGES", "DISMISSED"].contains(&&*review.state);
        let is_approval = review.state == "APPROVED" && !review.dismissed;
        if is_taken_back || is_approval {
            found.retain(|(known, _)| *known != name);
        }
        if let (true, Some(commit)) = (is_approval, review.commit_id) {
            found.push((name, commit));
        }
    }
    found.into_iter().map(|(name, commit)| format!("@{name}={commit}")).collect()
}

/// The commit that a merge request ended with at a time.
fn seen<'v>(at: Option<&str>, versions: &'v [Version]) -> Option<&'v str> {
    let at = time(at)?;
    let times = versions.iter().filter_map(|version| Some((time(Some(&version.created_at))?, version)));
    let last = times.filter(|(made, _)| *made <= at).max_by_key(|(made, _)| *made);
    last.map(|(_, version)| &*version.head_commit_sha)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        approvals(text.as_bytes()).unwrap()
    }

    fn review(who: &str, state: &str, commit: &str, hour: u8) -> String {
        format!(
            r#"{{"user": {{"login": "{who}", "id": 7}}, "state": "{state}", "commit_id": "{commit}", "body": "x",
                "submitted_at": "2026-11-23T{hour:02}:00:00Z"}}"#
        )
    }

    #[test]
    fn what_a_reviewer_said_last_counts_and_a_comment_takes_nothing_back() {
        let list = |reviews: &[String]| of(&format!("[{}]", reviews.join(",")));
        let approved = review("Maria", "APPROVED", "abc1234", 9);
        assert_eq!(list(std::slice::from_ref(&approved)), ["@Maria=abc1234"]);
        for (state, expected) in [
            ("COMMENTED", &["@Maria=abc1234"][..]),
            ("PENDING", &["@Maria=abc1234"]),
            ("CHANGES_REQUESTED", &[]),
            ("REQUEST_CHANGES", &[]),
            ("DISMISSED", &[]),
        ] {
            assert_eq!(list(&[review("Maria", state, "abc1234", 10), approved.clone()]), expected, "{state}");
        }
        let again =
            [approved, review("Maria", "CHANGES_REQUESTED", "abc1234", 10), review("Maria", "APPROVED", "def5678", 11)];
        assert_eq!(list(&again), ["@Maria=def5678"]);
    }

    #[test]
    fn pages_stand_one_behind_the_other_and_each_reviewer_speaks_for_themselves() {
        let pages = format!(
            "[{}]\n[{}]",
            review("ana", "APPROVED", "abc1234", 9),
            review("li", "CHANGES_REQUESTED", "abc1234", 10)
        );
        assert_eq!(of(&pages), ["@ana=abc1234"]);
        assert_eq!(of("[]"), [""; 0]);
        assert_eq!(of(""), [""; 0]);
    }

    #[test]
    fn a_review_that_gitea_says_is_dismissed_counts_no_more() {
        let text = r#"[{"user": {"login": "maria", "username": "maria"}, "state": "APPROVED", "commit_id": "abc1234",
            "dismissed": true, "stale": false, "submitted_at": "2026-11-23T09:00:00+01:00"}]"#;
        assert_eq!(of(text), [""; 0]);
        assert_eq!(of(&text.replace("true", "false")), ["@maria=abc1234"]);
    }

    #[test]
    fn an_account_that_is_gone_approves_nothing() {
        let text = r#"[{"user": null, "state": "APPROVED", "commit_id": "abc1234", "submitted_at": null}]"#;
        assert_eq!(of(text), [""; 0]);
    }

    #[test]
    fn gitlab_tells_the_time_of_an_approval_and_the_pushes_what_was_there_then() {
        let approvals = r#"{"id": 5, "approved_by": [
            {"user": {"username": "maria"}, "approved_at": "2026-11-23T10:00:00.500Z"},
            {"user": {"username": "ana"}, "approved_at": "2026-11-23T12:00:00.000+01:00"},
            {"user": {"username": "li"}}]}"#;
        let versions = r#"[{"id": 2, "head_commit_sha": "def5678", "created_at": "2026-11-23T10:30:00.000Z"},
            {"id": 1, "head_commit_sha": "abc1234", "created_at": "2026-11-23T09:00:00.000Z"}]"#;
        let expected = ["@maria=abc1234", "@ana=def5678", "@li="];
        assert_eq!(of(&format!("{approvals}\n{versions}")), expected);
        assert_eq!(of(approvals), ["@maria=", "@ana=", "@li="], "without the pushes nobody knows what they looked at");
    }

    #[test]
    fn what_is_no_answer_of_a_forge_is_refused() {
        for text in ["{}", "[1]", r#"{"message": "Bad credentials"}"#, "<html>", r#"[{"user": {"login": "ana"}}]"#] {
            assert!(approvals(text.as_bytes()).is_err(), "{text}");
        }
    }
}
