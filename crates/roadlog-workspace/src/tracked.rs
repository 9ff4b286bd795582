//! Which files of a commit or of git's index make up the workspace: as on the disk, with the paths given and the few
//! files that decide (roadlog.toml, .gitignore) read through the caller.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use roadlog_config::{Place, WorkspaceFiles, declares_root};

use crate::discover::Found;
use crate::entry::EntryKind;
use crate::patterns::Patterns;
use crate::problem::ReadProblem;
use crate::read::{self, ConfigSource, RootConfig};
use crate::root::CONFIG_NAME;

/// The name of the files in which git is told what to leave alone.
const IGNORE_NAME: &str = ".gitignore";

/// A file that git tracks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrackedFile<'t> {
    /// Its path from the top of the repository, parted by `/`.
    pub path: &'t str,
    /// What it is.
    pub kind: TrackedKind,
}

/// What git tracks at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrackedKind {
    /// A regular file.
    File,
    /// A symbolic link: it is not followed.
    Link,
    /// Another repository.
    Module,
    /// A file whose name is not UTF-8.
    NotUtf8,
    /// A file that a merge left unmerged.
    Unmerged,
}

/// The files of a workspace that git tracks.
#[derive(Debug, Default)]
pub struct Tracked {
    /// Every roadlog.toml, in the order of [`crate::Loaded::configs`].
    pub configs: Vec<ConfigSource>,
    /// Every plan file, in the order of [`crate::Loaded::files`].
    pub files: Vec<TrackedPlanFile>,
    /// The folders of `reads`, as written, that are not tracked here.
    pub missing_reads: Vec<String>,
    /// What stands in the place of a plan file or a roadlog.toml and is not read.
    pub problems: Vec<ReadProblem>,
}

/// A plan file that git tracks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackedPlanFile {
    /// Its place among the files that were given.
    pub place: usize,
    /// Its path relative to the workspace's root.
    pub path: String,
    /// Whether it is part of an archive.
    pub archived: bool,
    /// Whether it comes from a folder of `reads`.
    pub foreign: bool,
}

/// Whether the path of a tracked file may matter to a workspace with these patterns, so that it has to be given to
/// [`tracked`]. The paths in the patterns are relative to `folder`.
pub fn may_be_tracked(folder: &str, files: &WorkspaceFiles, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name == CONFIG_NAME
        || name == IGNORE_NAME
        || WorkspaceFiles::by_default().includes(path)
        || below(folder, path).is_some_and(|path| files.includes(path))
}

/// Finds the workspace in the folder `folder` of a repository (from its top, empty for the top itself) among the files
/// that git tracks there. `read` gives the bytes of the file at a place of `files`, and `root` is a roadlog.toml that may be
/// the root's.
///
/// # Errors
/// What `read` says of a file that decides and cannot be read.
pub fn tracked<E>(
    folder: &str,
    files: &[TrackedFile<'_>],
    root: &RootConfig,
    read: &mut dyn FnMut(usize) -> Result<Vec<u8>, E>,
) -> Result<Tracked, E> {
    let ignored = Ignored::read(files, read)?;
    let (mut found, settings) = tree(folder, files, &ignored, root, read)?;
    for named in settings.reads().iter().map(|folder| folder.as_str()) {
        let Some(other) = joined(folder, named).filter(|other| has_any(files, other)) else {
            found.missing_reads.push(named.to_owned());
            continue;
        };
        if folder == other || below(&other, folder).is_some() {
            found.problems.push(ReadProblem::ReadsItself { folder: named.to_owned() });
            continue;
        }
        let (other, _) = tree(&other, files, &ignored, root, read)?;
        add_foreign(&mut found, named.trim_end_matches('/'), other);
    }
    Ok(found)
}

/// Adds what another workspace holds, whose folder `reads` names.
fn add_foreign(found: &mut Tracked, named: &str, other: Tracked) {
    let known: HashSet<usize> = found.files.iter().map(|file| file.place).collect();
    let within = |path: &str| format!("{named}/{path}");
    let configs = other.configs.into_iter();
    found.configs.extend(configs.map(|config| ConfigSource { path: within(&config.path), foreign: true, ..config }));
    let new = other.files.into_iter().filter(|file| !known.contains(&file.place));
    found.files.extend(new.map(|file| TrackedPlanFile { path: within(&file.path), foreign: true, ..file }));
    found.problems.extend(other.problems.into_iter().map(|problem| problem.below(named)));
}

/// The files below one root, without what it reads.
fn tree<E>(
    folder: &str,
    files: &[TrackedFile<'_>],
    ignored: &Ignored,
    root: &RootConfig,
    read: &mut dyn FnMut(usize) -> Result<Vec<u8>, E>,
) -> Result<(Tracked, WorkspaceFiles), E> {
    let mut found = Tracked::default();
    let inside = |place: usize| below(folder, files[place].path);
    let is_config = |place: &usize| inside(*place).is_some_and(|path| name(path) == CONFIG_NAME);
    let mut configs: Vec<usize> = (0..files.len()).filter(is_config).collect();
    // The root's own comes first, the others by path.
    configs.sort_by_key(|place| inside(*place).map(|path| (path != CONFIG_NAME, path)));
    let mut settings = WorkspaceFiles::default();
    let mut roots: Vec<String> = Vec::new();
    for place in configs {
        let Some(path) = inside(place) else { continue };
        if is_within(path, &roots) || path != CONFIG_NAME && ignored.ignores(files[place].path) {
            continue;
        }
        if let Some(problem) = refused(path, files[place].kind) {
            found.problems.push(problem);
            continue;
        }
        let is_root = path == CONFIG_NAME;
        let known = Found::plain(path.to_owned(), PathBuf::new());
        let (text, problem) = match read::config_of(known, read(place)?) {
            Ok(read) => read,
            Err(problem) => {
                found.problems.push(problem);
                continue;
            }
        };
        let config = if is_root { text.parsed_as(root) } else { text.parsed(Place::Nested) };
        found.problems.extend(problem);
        if is_root {
            settings = config.file.workspace_files();
        } else if declares_root(&config.text) {
            roots.push(format!("{}/", config.folder()));
            continue;
        }
        found.configs.push(config);
    }
    let patterns = Patterns::compile(&settings);
    for (place, file) in files.iter().enumerate() {
        let Some(path) = inside(place).filter(|path| patterns.is_plan(Path::new(path))) else { continue };
        if name(path) == CONFIG_NAME || is_within(path, &roots) || ignored.ignores(file.path) {
            continue;
        }
        match refused(path, file.kind) {
            Some(problem) => found.problems.push(problem),
            None => found.files.push(TrackedPlanFile {
                place,
                path: path.to_owned(),
                archived: patterns.is_archived(path),
                foreign: false,
            }),
        }
    }
    // "a-b/roadlog.toml" sorts before "a/roadlog.toml": a root may come after what it takes out.
    found.configs.retain(|config| !is_within(&config.path, &roots));
    found.files.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    Ok((found, settings))
}

/// Why what stands at this path is not read; nothing for a regular file.
fn refused(path: &str, kind: TrackedKind) -> Option<ReadProblem> {
    let not_a_file = |kind| Some(ReadProblem::NotAFile { path: path.to_owned(), kind });
    match kind {
        TrackedKind::File => None,
        TrackedKind::Link => not_a_file(EntryKind::Link),
        TrackedKind::Module => not_a_file(EntryKind::Folder),
        TrackedKind::NotUtf8 => Some(ReadProblem::NameNotUtf8 { shown: path.to_owned() }),
        TrackedKind::Unmerged => Some(ReadProblem::Unmerged { path: path.to_owned() }),
    }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The path relative to a folder that it lies in.
fn below<'p>(folder: &str, path: &'p str) -> Option<&'p str> {
    if folder.is_empty() { Some(path) } else { path.strip_prefix(folder)?.strip_prefix('/') }
}

fn is_within(path: &str, folders: &[String]) -> bool {
    folders.iter().any(|folder| path.starts_with(folder.as_str()))
}

fn has_any(files: &[TrackedFile<'_>], folder: &str) -> bool {
    files.iter().any(|file| below(folder, file.path).is_some())
}

/// The folder that `named` leads to from `folder`; nothing where it leads out of the repository.
fn joined(folder: &str, named: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    if named.starts_with('/') {
        return None;
    }
    for part in named.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// What the .gitignore files say, by the folder in which each stands. What is ignored and tracked all the same is no
/// part of the plan, as on the disk.
struct Ignored {
    by_folder: BTreeMap<String, Gitignore>,
}

impl Ignored {
    fn read<E>(files: &[TrackedFile<'_>], read: &mut dyn FnMut(usize) -> Result<Vec<u8>, E>) -> Result<Self, E> {
        let mut by_folder = BTreeMap::new();
        for (place, file) in files.iter().enumerate() {
            if name(file.path) != IGNORE_NAME || file.kind != TrackedKind::File {
                continue;
            }
            let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let bytes = read(place)?;
            let mut builder = GitignoreBuilder::new("");
            for line in String::from_utf8_lossy(&bytes).lines() {
                // A pattern that is none says nothing, as on the disk.
                let _told = builder.add_line(None, line);
            }
            by_folder.insert(folder.to_owned(), builder.build().unwrap_or_else(|_| Gitignore::empty()));
        }
        Ok(Self { by_folder })
    }

    /// Whether the file is ignored: where a folder above it is, nothing takes it back.
    fn ignores(&self, path: &str) -> bool {
        if self.by_folder.is_empty() {
            return false;
        }
        let folders = path.match_indices('/').map(|(end, _)| (&path[..end], true));
        folders.chain([(path, false)]).any(|(path, is_folder)| self.names(path, is_folder))
    }

    /// Whether the nearest .gitignore that speaks of the path itself ignores it.
    fn names(&self, path: &str, is_folder: bool) -> bool {
        let ends = path.match_indices('/').map(|(end, _)| end).rev().chain([0]);
        for end in ends {
            let Some(ignore) = self.by_folder.get(&path[..end]) else { continue };
            let inside = path[end..].trim_start_matches('/');
            let verdict = ignore.matched(inside, is_folder);
            if !verdict.is_none() {
                return verdict.is_ignore();
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;
    use crate::testing::Sandbox;
    use crate::{Root, load};

    /// What is tracked of these files, seen from `folder`.
    fn found(folder: &str, files: &[(&str, &str)]) -> Tracked {
        let listed: Vec<_> = files.iter().map(|(path, _)| TrackedFile { path, kind: TrackedKind::File }).collect();
        let mut read = |place: usize| Ok::<_, Infallible>(files[place].1.as_bytes().to_vec());
        let Ok(found) = tracked(folder, &listed, &RootConfig::default(), &mut read);
        found
    }

    fn paths(found: &Tracked) -> Vec<(String, bool, bool)> {
        found.files.iter().map(|file| (file.path.clone(), file.archived, file.foreign)).collect()
    }

    /// Whatever is found on the disk is found among what git tracks of it.
    #[track_caller]
    fn as_on_disk(folder: &str, files: &[(&str, &str)]) {
        let sandbox = Sandbox::new(&[".git/HEAD"]);
        for (path, content) in files {
            sandbox.write(path, content);
        }
        let disk = load(Root::at(&sandbox.path(folder)).unwrap());
        let tracked = found(folder, files);
        let on_disk: Vec<_> = disk.files.iter().map(|file| (file.path.clone(), file.archived, file.foreign)).collect();
        assert_eq!(paths(&tracked), on_disk);
        let configs = |configs: &[ConfigSource]| {
            configs.iter().map(|config| (config.path.clone(), config.text.clone(), config.foreign)).collect::<Vec<_>>()
        };
        assert_eq!(configs(&tracked.configs), configs(&disk.configs));
        assert_eq!(tracked.missing_reads, disk.missing_reads);
        assert_eq!(tracked.problems.len(), disk.problems.len());
    }

    #[test]
    fn the_workspace_of_a_commit_is_that_of_its_files_on_the_disk() {
        as_on_disk("", &[("b.backlog", ""), ("a/x.roadmap", ""), ("notes.txt", ""), (".hidden.backlog", "")]);
        as_on_disk(
            "",
            &[
                (
                    "roadlog.toml",
                    "[workspace]\ninclude = [\"**/*.todo\"]\nexclude = [\"vendor/**\"]\narchive = [\"old/**\"]\n",
                ),
                ("plan/a.todo", ""),
                ("plan/b.backlog", ""),
                ("vendor/c.todo", ""),
                ("old/d.todo", ""),
            ],
        );
        as_on_disk(
            "plans",
            &[
                ("plans/roadlog.toml", ""),
                ("plans/a.d/roadlog.toml", "# a\n"),
                ("plans/a/roadlog.toml", "# b\n"),
                ("plans/x.backlog", ""),
                ("elsewhere/y.backlog", ""),
            ],
        );
        as_on_disk(
            "",
            &[
                ("x.backlog", ""),
                ("lab/z.backlog", ""),
                ("lab/Deep/roadlog.toml", ""),
                ("lab/roadlog.toml", "[workspace]\nroot = true\n"),
                ("lab.backlog", ""),
            ],
        );
    }

    #[test]
    fn what_gitignore_names_is_no_part_of_it_though_it_is_tracked() {
        as_on_disk(
            "",
            &[
                (".gitignore", "draft*\n!draft-kept.backlog\nbuild/\n/top.backlog\n"),
                ("draft.backlog", ""),
                ("draft-kept.backlog", ""),
                ("build/x.backlog", ""),
                ("deep/top.backlog", ""),
                ("top.backlog", ""),
                ("deep/.gitignore", "!draft.backlog\ny.backlog\n"),
                ("deep/draft.backlog", ""),
                ("deep/y.backlog", ""),
                ("deep/build/z.backlog", ""),
            ],
        );
        as_on_disk(
            "plans",
            &[
                (".gitignore", "a.backlog\n"),
                ("plans/a.backlog", ""),
                ("plans/b.backlog", ""),
                ("plans/roadlog.toml", ""),
            ],
        );
    }

    #[test]
    fn folders_that_are_read_are_tracked_or_missing() {
        as_on_disk(
            "w",
            &[
                ("w/roadlog.toml", "[workspace]\nreads = [\"../map/\", \"../gone\", \"..\"]\n"),
                ("w/x.backlog", ""),
                ("map/roadlog.toml", "[workspace]\nexclude = [\"skip/**\"]\narchive = [\"old/**\"]\n"),
                ("map/g.roadmap", ""),
                ("map/skip/h.roadmap", ""),
                ("map/old/i.roadmap", ""),
            ],
        );
        let outside = found("w", &[("w/roadlog.toml", "[workspace]\nreads = [\"../../map\"]\n")]);
        assert_eq!(outside.missing_reads, ["../../map"]);
    }

    #[test]
    fn what_is_no_regular_file_is_refused_with_its_name() {
        let kinds = [TrackedKind::Link, TrackedKind::Module, TrackedKind::NotUtf8, TrackedKind::Unmerged];
        let paths = ["link.backlog", "module.backlog", "caf\u{fffd}.backlog", "unmerged.backlog"];
        let files: Vec<_> = paths.iter().zip(kinds).map(|(path, kind)| TrackedFile { path, kind }).collect();
        let Ok(found) = tracked("", &files, &RootConfig::default(), &mut |_| Ok::<_, Infallible>(Vec::new()));
        assert!(found.files.is_empty());
        for (problem, path) in found.problems.iter().zip(paths) {
            assert!(problem.to_string().contains(path), "{problem}");
        }
        let config = [TrackedFile { path: "roadlog.toml", kind: TrackedKind::Link }];
        let Ok(found) = tracked("", &config, &RootConfig::default(), &mut |_| Ok::<_, Infallible>(Vec::new()));
        assert!(found.configs.is_empty() && found.problems.len() == 1);
    }

    #[test]
    fn what_may_matter_is_told_by_its_name() {
        let files = roadlog_config::parse("[workspace]\ninclude = [\"*.todo\"]\n", Place::Root).0.workspace_files();
        let may = |path| may_be_tracked("plans", &files, path);
        for path in ["roadlog.toml", "a/.gitignore", "plans/x.todo", "elsewhere/x.backlog"] {
            assert!(may(path), "{path}");
        }
        for path in ["x.todo", "plans/deep/x.todo", "plans/x.md", "xroadlog.toml"] {
            assert!(!may(path), "{path}");
        }
    }
}
