//! Which authors are programs, by the marks that they usually carry.

use crate::identity::Identity;

/// Names of programs that commit, as whole words of a name or of the part of an address before its `@`.
const PROGRAMS: [&str; 18] = [
    "allcontributors",
    "autofix",
    "codecov",
    "copilot",
    "crowdin",
    "dependabot",
    "depfu",
    "greenkeeper",
    "imgbot",
    "jenkins",
    "mergify",
    "pre-commit-ci",
    "pyup",
    "renovate",
    "semantic-release",
    "snyk",
    "travis",
    "weblate",
];

/// Addresses before their `@` that no person has.
const NO_PERSON: [&str; 9] =
    ["action", "actions", "actions-user", "bot", "do-not-reply", "donotreply", "github-actions", "no-reply", "noreply"];

/// Whether an author is a program.
pub(crate) fn is_robot(identity: &Identity) -> bool {
    let name = identity.name.to_lowercase();
    let email = identity.email.to_lowercase();
    let local = email.split_once('@').map_or(email.as_str(), |(local, _)| local);
    NO_PERSON.contains(&local)
        || [name.as_str(), local].into_iter().any(|text| is_marked(text) || names_a_program(text))
        || matches!(name.as_str(), "github" | "github action" | "github actions")
}

/// Whether a name or address is marked as a program's: `x[bot]`, `x-bot`, `x_bot`, and the users that GitLab makes for
/// access tokens, `project_7_bot_3f9c`.
fn is_marked(text: &str) -> bool {
    let is_token = text.starts_with("project_") || text.starts_with("group_");
    text.contains("[bot]") || text.ends_with("-bot") || text.ends_with("_bot") || (is_token && text.contains("_bot_"))
}

fn names_a_program(text: &str) -> bool {
    PROGRAMS.iter().any(|program| {
        text.match_indices(program).any(|(start, _)| {
            let is_bounded = |byte: Option<u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric());
            let before = start.checked_sub(1).and_then(|before| text.as_bytes().get(before).copied());
            is_bounded(before) && is_bounded(text.as_bytes().get(start + program.len()).copied())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn robot(author: &str) -> bool {
        let (name, email) = author.strip_suffix('>').unwrap().split_once(" <").unwrap();
        is_robot(&Identity { name: name.to_owned(), email: email.to_owned() })
    }

    #[test]
    fn programs_carry_their_marks() {
        for author in [
            "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>",
            "Renovate Bot <bot@renovateapp.com>",
            "renovate <renovate@whitesourcesoftware.com>",
            "github-actions <41898282+github-actions[bot]@users.noreply.github.com>",
            "GitHub Actions <actions@github.com>",
            "GitHub Action <action@github.com>",
            "GitHub <noreply@github.com>",
            "snyk-bot <snyk-bot@snyk.io>",
            "shop_bot <shop@shop.example>",
            "pre-commit-ci <x@shop.example>",
            "Hosted Weblate <hosted@weblate.org>",
            "Release token <project_278964_bot_77e28085fcec07f14dfd31c689824b5b@noreply.gitlab.com>",
            "CI <no-reply@shop.example>",
        ] {
            assert!(robot(author), "{author}");
        }
    }

    #[test]
    fn people_do_not() {
        for author in [
            "Maria Kovač <1234+maria@users.noreply.github.com>",
            "Maria Kovač <1234-maria@users.noreply.gitlab.com>",
            "Jan Bot <jan.bot@shop.example>",
            "Abbot <abbot@shop.example>",
            "Travisa <travisa@shop.example>",
            "Li <>",
            " <li@actions.example>",
        ] {
            assert!(!robot(author), "{author}");
        }
    }
}
