//! What a roadlog.toml says about which files belong to the workspace.

/// The keys of `[workspace]` that finding files needs, with their defaults.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Settings {
    /// Whether this folder is a root, whatever stands above it.
    pub(crate) is_root: bool,
    /// Globs of the files to read, relative to the root.
    pub(crate) include: Vec<String>,
    /// Globs of the files and folders to leave out.
    pub(crate) exclude: Vec<String>,
    /// Globs of the files and folders that are an archive.
    pub(crate) archive: Vec<String>,
    /// Folders outside whose items can be referred to.
    pub(crate) reads: Vec<String>,
}

impl Settings {
    /// The settings of a workspace without a roadlog.toml.
    pub(crate) fn standard() -> Self {
        Self::parse("")
    }

    /// The settings in the text of a roadlog.toml; what is wrong in it counts as not said, and the configuration's own
    /// diagnostics tell where.
    pub(crate) fn parse(text: &str) -> Self {
        let table: toml::Table = text.parse().unwrap_or_default();
        let workspace = table.get("workspace").and_then(toml::Value::as_table);
        let list = |key: &str, standard: &[&str]| {
            let given = workspace.and_then(|workspace| workspace.get(key)).and_then(toml::Value::as_array);
            given.map_or_else(
                || standard.iter().map(ToString::to_string).collect(),
                |values| values.iter().filter_map(toml::Value::as_str).map(str::to_owned).collect(),
            )
        };
        Self {
            is_root: workspace.and_then(|workspace| workspace.get("root")).and_then(toml::Value::as_bool) == Some(true),
            include: list("include", &["**/*.roadmap", "**/*.backlog"]),
            exclude: list("exclude", &[]),
            archive: list("archive", &["archive/**"]),
            reads: list("reads", &[]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_configuration_every_plan_file_belongs_and_archive_is_one() {
        let settings = Settings::standard();
        assert_eq!(settings.include, ["**/*.roadmap", "**/*.backlog"]);
        assert_eq!(settings.archive, ["archive/**"]);
        assert!(settings.exclude.is_empty() && settings.reads.is_empty() && !settings.is_root);
    }

    #[test]
    fn every_key_is_read() {
        let settings = Settings::parse(
            "[workspace]\nroot = true\ninclude = [\"*.plan\"]\nexclude = [\"vendor/**\"]\narchive = []\nreads = [\"../map\"]\n",
        );
        assert!(settings.is_root);
        assert_eq!(settings.include, ["*.plan"]);
        assert_eq!(settings.exclude, ["vendor/**"]);
        assert!(settings.archive.is_empty());
        assert_eq!(settings.reads, ["../map"]);
    }

    #[test]
    fn broken_text_says_nothing() {
        assert_eq!(Settings::parse("[workspace\nroot = true"), Settings::standard());
    }
}
