//! What holds for the files of one folder: the root's settings, refined by each roadlog.toml on the way down.

use std::sync::Arc;

use roadlog_syntax::Kind;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::KindRef;
use super::vocabulary::Vocabulary;
use crate::file::{DoneEntry, StatusEntry, StatusesEntry};
use crate::tables::{ForeignTarget, IdStyle, KindSpec, Phase, RuleLevel, Shape, foreign_word};
use crate::{ConfigFile, FileProblem, OptionEntry, OptionValue, Origin, ProblemKind, RuleEntry, Spanned};

/// A status that items of a kind can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The word in a `status` field.
    pub name: SmolStr,
    /// How far an item with it is.
    pub phase: Phase,
    /// Where it is configured; `None` for a built-in one.
    pub origin: Option<Origin>,
}

/// What a word that is no status here was meant to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Understood<'s> {
    /// This status.
    Status(&'s Status),
    /// Not a status: the field `blocked`, which says by what.
    Blocked,
}

/// What holds for the files that one roadlog.toml is nearest to.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The files from the root's to the nearest, each with its number.
    files: Vec<(usize, Arc<ConfigFile>)>,
    /// The statuses of each kind, at its [`place`].
    statuses: Vec<Arc<[Status]>>,
    /// The Definition of Done of each kind, at its [`place`].
    done: Vec<Arc<[(SmolStr, Origin)]>>,
}

/// Where a kind stands in a list of all kinds, the built-in ones first.
fn place(kind: KindRef) -> usize {
    kind.custom().map_or(kind.like as usize, |custom| Kind::ALL.len() + usize::from(custom))
}

impl Settings {
    /// How the deciding roles are spread; `None` where nothing says so.
    pub fn shape(&self) -> Option<Shape> {
        self.nearest(|file| file.shape).map(|(_, shape)| shape.value)
    }

    /// Where the shape is written.
    pub fn shape_origin(&self) -> Option<Origin> {
        self.nearest(|file| file.shape).map(|(file, shape)| shape.origin(file))
    }

    /// How new ids are made.
    pub fn id_style(&self) -> IdStyle {
        self.nearest(|file| file.id_style).map(|(_, style)| style.value).unwrap_or_default()
    }

    /// The statuses of a kind in the order of work; the first is meant where none is written. Empty for a kind that has
    /// none.
    pub fn statuses(&self, kind: KindRef) -> &[Status] {
        self.statuses.get(place(kind)).map_or(&[], |statuses| statuses)
    }

    /// The status of that name, in exactly this letter case.
    pub fn status(&self, kind: KindRef, word: &str) -> Option<&Status> {
        self.statuses(kind).iter().find(|status| status.name == word)
    }

    /// What a word of another tool says of an item of this kind; `None` for a word that is a status here, or that is
    /// nobody's.
    pub fn understood(&self, kind: KindRef, word: &str) -> Option<Understood<'_>> {
        if self.status(kind, word).is_some() {
            return None;
        }
        match foreign_word(word)?.target {
            ForeignTarget::Blocked => Some(Understood::Blocked),
            ForeignTarget::Status { name, phase } => {
                let statuses = self.statuses(kind);
                let named = statuses.iter().find(|status| status.name == name);
                let in_phase = || statuses.iter().find(|status| status.phase == phase);
                // A kind that begins beyond draft begins where it begins.
                let first = || statuses.first().filter(|_| phase == Phase::Draft);
                named.or_else(in_phase).or_else(first).map(Understood::Status)
            }
        }
    }

    /// The Definition of Done of a kind: each line, and where it stands.
    pub fn done(&self, kind: KindRef) -> &[(SmolStr, Origin)] {
        self.done.get(place(kind)).map_or(&[], |lines| lines)
    }

    /// The level that is configured for a rule, `group/name`: the nearest file that speaks of the rule or of its group
    /// decides, and in one file the rule's own line. `None` where none does.
    pub fn rule_level(&self, rule: &str) -> Option<RuleLevel> {
        let group = rule.split_once('/').map_or(rule, |(group, _)| group);
        self.files.iter().rev().find_map(|(_, file)| {
            let line = |name: &str| file.rules.iter().find(|entry| entry.name.value == name);
            line(rule).or_else(|| line(group)).map(|entry| entry.level.value)
        })
    }

    /// The value that is configured for an option of a rule, in the nearest file that has one.
    pub fn option(&self, rule: &str, name: &str) -> Option<&OptionValue> {
        self.files.iter().rev().find_map(|(_, file)| {
            let is_it = |entry: &&OptionEntry| entry.rule.value == rule && entry.name.value == name;
            file.options.iter().find(is_it).map(|entry| &entry.value.value)
        })
    }

    /// Every line of `[rules]` that this folder's own file has, with the file's number: for the check of names, which
    /// asks each file once.
    pub fn own_rules(&self) -> impl Iterator<Item = (usize, &RuleEntry)> {
        self.own().flat_map(|(number, file)| file.rules.iter().map(move |entry| (number, entry)))
    }

    /// Every line of `[rules.options]` that this folder's own file has, with the file's number.
    pub fn own_options(&self) -> impl Iterator<Item = (usize, &OptionEntry)> {
        self.own().flat_map(|(number, file)| file.options.iter().map(move |entry| (number, entry)))
    }

    fn own(&self) -> impl Iterator<Item = (usize, &ConfigFile)> {
        self.files.last().into_iter().map(|(number, file)| (*number, &**file))
    }

    /// What the nearest file that says it says, with the file's number.
    fn nearest<T>(&self, said: impl Fn(&ConfigFile) -> Option<T>) -> Option<(usize, T)> {
        self.files.iter().rev().find_map(|(number, file)| Some((*number, said(file)?)))
    }
}

/// The settings of the root, and of each folder with a file of its own.
pub(super) fn build(
    root: ConfigFile,
    nested: Vec<(String, ConfigFile)>,
    vocabulary: &Vocabulary,
    problems: &mut Vec<FileProblem>,
) -> (Arc<Settings>, FxHashMap<String, Arc<Settings>>) {
    let built_in = Settings {
        files: Vec::new(),
        statuses: vocabulary.kinds().map(|kind| built_in(kind.like)).collect(),
        done: vocabulary.kinds().map(|_| Arc::default()).collect(),
    };
    let root = Arc::new(refined(&built_in, 0, root, vocabulary, problems));
    let mut folders = FxHashMap::default();
    let mut nested: Vec<_> = (1..).zip(nested).map(|(number, (folder, file))| (folder, number, file)).collect();
    // A folder is shorter than every folder in it.
    nested.sort_by_key(|(folder, number, _)| (folder.len(), *number));
    for (folder, number, file) in nested {
        let above = nearest_above(&folder, &folders).unwrap_or(&root);
        let settings = refined(above, number, file, vocabulary, problems);
        folders.insert(folder, Arc::new(settings));
    }
    (root, folders)
}

fn nearest_above<'f>(folder: &str, folders: &'f FxHashMap<String, Arc<Settings>>) -> Option<&'f Arc<Settings>> {
    let mut above = super::parent(folder);
    while let Some(here) = above {
        if let Some(settings) = folders.get(here) {
            return Some(settings);
        }
        above = super::parent(here);
    }
    None
}

fn built_in(kind: Kind) -> Arc<[Status]> {
    let status = |name, phase| Status { name: SmolStr::new_static(name), phase, origin: None };
    KindSpec::of(kind).statuses.iter().map(|spec| status(spec.name, spec.phase)).collect()
}

fn refined(
    above: &Settings,
    number: usize,
    file: ConfigFile,
    vocabulary: &Vocabulary,
    problems: &mut Vec<FileProblem>,
) -> Settings {
    let mut settings = above.clone();
    let mut check = |key: &Spanned<SmolStr>| kind_with_statuses(number, key, vocabulary, problems);
    let statuses: Vec<_> = file.statuses.iter().filter_map(|entry| Some((check(&entry.kind)?, entry))).collect();
    let done: Vec<_> = file.done.iter().filter_map(|entry| Some((check(&entry.kind)?, entry))).collect();
    let configured =
        |entry: &StatusesEntry| -> Arc<[Status]> { entry.list.iter().map(|it| status(number, it)).collect() };
    replace(&mut settings.statuses, &statuses, vocabulary, configured);
    let lines = |entry: &DoneEntry| -> Arc<[(SmolStr, Origin)]> {
        entry.lines.iter().map(|line| (line.value.clone(), line.origin(number))).collect()
    };
    replace(&mut settings.done, &done, vocabulary, lines);
    settings.files.push((number, Arc::new(file)));
    settings
}

/// Puts what a file says of a kind in the place of what held above: for the kind, and for those of a team's own that
/// are like it and of which the file says nothing.
fn replace<Entry, T: ?Sized>(
    lists: &mut [Arc<T>],
    entries: &[(KindRef, &Entry)],
    vocabulary: &Vocabulary,
    list: impl Fn(&Entry) -> Arc<T>,
) {
    if entries.is_empty() {
        return;
    }
    let by_kind: FxHashMap<KindRef, &Entry> = entries.iter().copied().collect();
    for (place, kind) in vocabulary.kinds().enumerate() {
        let entry = by_kind.get(&kind).or_else(|| by_kind.get(&kind.like.into()));
        if let (Some(entry), Some(here)) = (entry, lists.get_mut(place)) {
            *here = list(entry);
        }
    }
}

fn status(number: usize, entry: &StatusEntry) -> Status {
    Status { name: entry.name.value.clone(), phase: entry.phase, origin: Some(entry.name.origin(number)) }
}

fn kind_with_statuses(
    file: usize,
    key: &Spanned<SmolStr>,
    vocabulary: &Vocabulary,
    problems: &mut Vec<FileProblem>,
) -> Option<KindRef> {
    let kind = vocabulary.kind(key);
    let problem = match kind {
        None => vocabulary.unknown_kind(key, ProblemKind::UnknownKey),
        Some(kind) if !kind.spec().has_statuses() => {
            ProblemKind::Invalid.at(key.span, format!("`{}` has no status: take this line away", key.value))
        }
        Some(_) => return kind,
    };
    problems.push(FileProblem { file, problem });
    None
}

#[cfg(test)]
mod tests {
    use roadlog_syntax::Span;

    use super::*;
    use crate::testing::{clean, config};
    use crate::{Config, Place, parse};

    fn names(statuses: &[Status]) -> Vec<&str> {
        statuses.iter().map(|status| status.name.as_str()).collect()
    }

    fn nested(text: &str) -> ConfigFile {
        let (file, problems) = parse(text, Place::Nested);
        assert_eq!(problems, []);
        file
    }

    #[test]
    fn without_configuration_the_built_in_statuses_hold() {
        let settings = Config::default().settings("a/b.backlog");
        for kind in Kind::ALL {
            let spec = KindSpec::of(kind);
            let expected: Vec<_> = spec.statuses.iter().map(|status| status.name).collect();
            assert_eq!(names(settings.statuses(kind.into())), expected);
        }
        assert_eq!(settings.status(Kind::Story.into(), "review").unwrap().phase, Phase::Doing);
        assert_eq!(settings.status(Kind::Task.into(), "accepted"), None);
        assert_eq!((settings.shape(), settings.id_style()), (None, IdStyle::Number));
    }

    #[test]
    fn a_kind_of_a_teams_own_has_its_own_statuses_else_those_of_its_model() {
        let config = config(
            "[kinds.chore]\nlike = \"task\"\n[kinds.errand]\nlike = \"task\"\n[statuses]\n\
             task = [\"todo:draft\", \"done:done\"]\nchore = [\"idea:draft\", \"over:done\"]\n",
        );
        let settings = config.settings("");
        assert_eq!(names(settings.statuses(config.kind("chore").unwrap())), ["idea", "over"]);
        assert_eq!(names(settings.statuses(config.kind("errand").unwrap())), ["todo", "done"]);
        assert_eq!(settings.statuses(Kind::Spike.into()).len(), 6);
        let origin = settings.statuses(Kind::Task.into())[0].origin.unwrap();
        assert_eq!(origin.file, 0);
    }

    #[test]
    fn the_nearest_file_decides() {
        let root = clean(
            "[team]\nshape = \"separate\"\n[ids]\nstyle = \"random\"\n[rules]\n\"story/placeholder\" = \"error\"\n\
             [rules.options.\"planning/points-too-big\"]\nmax = 8\n[done]\nstory = [\"Reviewed\"]\n",
        );
        let plans = nested("[team]\nshape = \"combined\"\n[rules]\nstory = \"off\"\n");
        let deep = nested("[statuses]\ntask = [\"todo:draft\", \"done:done\"]\n[done]\nstory = []\n");
        let config = Config::new(root, vec![("plans/a/b".into(), deep), ("plans".into(), plans)]);
        assert!(config.problems().is_empty());

        let settings = config.settings("top.backlog");
        assert_eq!(settings.shape(), Some(Shape::Separate));
        assert_eq!(settings.rule_level("story/placeholder"), Some(RuleLevel::Error));
        assert_eq!(settings.rule_level("story/title-form"), None);

        let settings = config.settings("plans/x/y.backlog");
        assert_eq!(settings.shape(), Some(Shape::Combined));
        assert_eq!(settings.shape_origin().unwrap().file, 2);
        assert_eq!(
            settings.rule_level("story/placeholder"),
            Some(RuleLevel::Off),
            "a nearer group beats a farther rule"
        );
        assert_eq!(settings.option("planning/points-too-big", "max"), Some(&OptionValue::Integer(8)));
        assert_eq!(settings.done(Kind::Story.into())[0].0, "Reviewed");

        let settings = config.settings("plans/a/b/c/d.backlog");
        assert_eq!(names(settings.statuses(Kind::Task.into())), ["todo", "done"]);
        assert_eq!(settings.shape(), Some(Shape::Combined));
        assert_eq!(settings.id_style(), IdStyle::Random);
        assert!(settings.done(Kind::Story.into()).is_empty());
        assert_eq!(config.file_path(1).as_deref(), Some("plans/a/b/roadlog.toml"));
        assert_eq!(config.file_path(0).as_deref(), Some("roadlog.toml"));
        assert_eq!(config.file_path(3), None);
    }

    #[test]
    fn a_folder_is_no_prefix_of_another_name() {
        let config =
            Config::new(ConfigFile::default(), vec![("plans".into(), nested("[team]\nshape = \"combined\"\n"))]);
        assert_eq!(config.settings("plans-old/a.backlog").shape(), None);
        assert_eq!(config.settings("plans").shape(), None);
        assert_eq!(config.settings("plans/a.backlog").shape(), Some(Shape::Combined));
    }

    #[test]
    fn a_group_and_a_rule_in_one_file() {
        let settings = config("[rules]\n\"story/placeholder\" = \"error\"\nstory = \"info\"\n").settings("");
        assert_eq!(settings.rule_level("story/placeholder"), Some(RuleLevel::Error));
        assert_eq!(settings.rule_level("story/title-form"), Some(RuleLevel::Info));
        assert_eq!(settings.rule_level("storyline/x"), None);
        assert_eq!(settings.own_rules().count(), 2);
    }

    #[test]
    fn files_below_the_same_file_share_their_settings() {
        let config = Config::new(ConfigFile::default(), vec![("plans".into(), nested("[ids]\nstyle = \"random\"\n"))]);
        assert!(Arc::ptr_eq(&config.settings("plans/a.backlog"), &config.settings("plans/b/c.backlog")));
        assert!(Arc::ptr_eq(&config.settings("a.backlog"), &config.settings("")));
    }

    #[test]
    fn names_in_a_nested_file_are_checked_against_the_roots() {
        let root = clean("[kinds.chore]\nlike = \"task\"\n");
        let below = nested("[statuses]\nchore = [\"a:draft\", \"b:done\"]\nchoer = [\"a:draft\", \"b:done\"]\n");
        let problems = Config::new(root, vec![("plans".into(), below)]).problems();
        assert_eq!(problems.len(), 1);
        assert_eq!((problems[0].file, problems[0].problem.span), (1, Span::new(41, 46)));
        assert_eq!(problems[0].problem.suggestion.as_ref().unwrap().text, "chore");
    }

    #[test]
    fn words_of_other_tools_are_understood_where_they_are_no_status() {
        let settings = config("[statuses]\nspike = [\"todo:draft\", \"wip:doing\", \"done:done\"]\n").settings("");
        for (kind, word, expected) in [
            (Kind::Story, "todo", Some("draft")),
            (Kind::Story, "In Progress", Some("doing")),
            (Kind::Story, "testing", Some("review")),
            (Kind::Story, "done", Some("accepted")),
            (Kind::Task, "done", None),
            (Kind::Task, "closed", Some("done")),
            (Kind::Bug, "wontfix", Some("dropped")),
            (Kind::Goal, "todo", Some("proposed")),
            (Kind::Goal, "wip", Some("active")),
            (Kind::Goal, "done", Some("met")),
            (Kind::Goal, "cancelled", Some("dropped")),
            (Kind::Launch, "open", Some("planned")),
            (Kind::Launch, "wip", None),
            (Kind::Spike, "todo", None),
            (Kind::Spike, "in-review", Some("wip")),
            (Kind::Vision, "todo", None),
            (Kind::Story, "soon", None),
        ] {
            let expected = expected.map(|name| Understood::Status(settings.status(kind.into(), name).unwrap()));
            assert_eq!(settings.understood(kind.into(), word), expected, "{kind:?} {word}");
        }
        assert_eq!(settings.understood(Kind::Epic.into(), "blocked"), Some(Understood::Blocked));
    }
}
