//! The files that make a forge check what is proposed to it.

use clap::ValueEnum;
use roadlog_git::Repository;

/// A forge whose CI is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Forge {
    /// GitHub.
    Github,
    /// GitLab.
    Gitlab,
}

/// What is to be written, from the top of the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CiFile {
    /// Its path.
    pub(crate) path: &'static str,
    /// What stands in it.
    pub(crate) text: String,
}

/// The file of GitLab that is read by itself, and what it has to say of ours.
pub(crate) const GITLAB_ROOT: &str = ".gitlab-ci.yml";
/// The line that makes GitLab read what is written for it.
pub(crate) const GITLAB_INCLUDE: &str = "include:\n  - local: .gitlab/roadlog.yml\n";

/// The version of this program as releases are tagged.
const TAG: &str = concat!("v", env!("CARGO_PKG_VERSION"));

impl Forge {
    /// Its name, as the command line has it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Github => "github",
            Self::Gitlab => "gitlab",
        }
    }

    /// Its name, as it writes it, and what it calls what is proposed.
    pub(crate) const fn words(self) -> [&'static str; 2] {
        match self {
            Self::Github => ["GitHub", "pull requests"],
            Self::Gitlab => ["GitLab", "merge requests"],
        }
    }

    /// The forge that a repository was cloned from, where its address tells.
    pub(crate) fn of(repository: &Repository) -> Option<Self> {
        let url = repository.configured("remote.origin.url").ok()??;
        let place = url.split_once("://").map_or(&*url, |(_, rest)| rest).split('/').next()?;
        let host = place.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
        [Self::Github, Self::Gitlab].into_iter().find(|forge| host.split('.').any(|part| part == forge.name()))
    }

    /// Its file for a plan in a folder, which is empty for the top of the repository. `action` is what GitHub is to run.
    pub(crate) fn file(self, folder: &str, action: Option<&str>) -> CiFile {
        match self {
            Self::Github => {
                let own = format!("roadlog/roadlog/.github/actions/roadlog@{TAG}");
                let with = format!("        with:\n          folder: {}\n", quoted(folder));
                let with = if folder.is_empty() { "" } else { &with };
                let text =
                    include_str!("github.yml").replace("{action}", action.unwrap_or(&own)).replace("{with}\n", with);
                CiFile { path: ".github/workflows/roadlog.yml", text }
            }
            Self::Gitlab => {
                let text =
                    include_str!("gitlab.yml").replace("{version}", TAG).replace("\"{folder}\"", &quoted(folder));
                CiFile { path: ".gitlab/roadlog.yml", text }
            }
        }
    }
}

/// A text as a string of YAML.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use roadlog_testkit::Repository as Made;

    use super::*;

    #[test]
    fn the_forge_is_told_by_the_address_that_was_cloned() {
        let made = Made::new();
        made.git(&["remote", "add", "origin", "x"]);
        for (url, forge) in [
            ("https://github.com/shop/plan.git", Some(Forge::Github)),
            ("git@github.com:shop/plan.git", Some(Forge::Github)),
            ("ssh://git@gitlab.shop.example:2222/plan.git", Some(Forge::Gitlab)),
            ("https://ana:x@GitLab.com/shop/plan", Some(Forge::Gitlab)),
            ("https://git.shop.example/github/plan", None),
            ("../github.git", None),
            ("https://notgithub.com/x", None),
        ] {
            made.git(&["remote", "set-url", "origin", url]);
            let repository = Repository::discover(&made.path()).unwrap().unwrap();
            assert_eq!(Forge::of(&repository), forge, "{url}");
        }
    }

    #[test]
    fn nothing_is_left_to_fill_in() {
        for forge in [Forge::Github, Forge::Gitlab] {
            for folder in ["", "docs/plan", "a \"b\" \\ c"] {
                let text = forge.file(folder, None).text;
                let is_left = |word: &str| text.contains(&format!("{{{word}}}"));
                assert!(!["action", "with", "version", "folder"].into_iter().any(is_left), "{text}");
                assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{text}");
            }
        }
        let text = Forge::Github.file("docs/plan", Some("ana/roadlog/.github/actions/roadlog@0123")).text;
        assert!(text.ends_with("roadlog@0123\n        with:\n          folder: \"docs/plan\"\n"), "{text}");
    }
}
