//! What a rule sees while it looks, and how it tells what it found.

use std::ops::Deref;
use std::sync::{LazyLock, Mutex, OnceLock, PoisonError};

use roadlog_config::{FileProblem, OptionValue};
use roadlog_history::Judged;
use roadlog_model::reads::{self, Read};
use roadlog_model::{ItemRef, Plan, PlanFile, PlanItem, TakenIds};
use roadlog_syntax::value::{Date, Id};
use roadlog_syntax::{Edit, Span};
use rustc_hash::FxHashMap;

use crate::finding::{FileEdit, Finding, Fix, Level, Place, Related, Untrusted};
use crate::history::History;
use crate::judged::JudgedRange;
use crate::levels::{self, Levels};
use crate::rule::{FileView, OptionDefault, Rule};
use crate::rules::reference::near_ids;
use crate::rules::story::personas::Personas;

/// What is known of the world outside of the plan: arguments, so that the same plan always gives the same findings.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The day that counts as today.
    pub today: Date,
    /// Whether a file or folder of this path, relative to the workspace's root, is there.
    pub path_exists: &'a (dyn Fn(&str) -> bool + Sync),
    /// What each roadlog.toml by itself has wrong, as its parser told; the rest the plan's configuration knows.
    pub config_problems: &'a [FileProblem],
    /// Folders that `[workspace] reads` names and that are not there, each as it is written.
    pub missing_reads: &'a [String],
    /// Since when fields say what they say, where that is known.
    pub history: Option<&'a History>,
    /// The ids that are taken elsewhere, as on other branches. It may be dear to know: it is looked at only where an id
    /// is to be given, so that a `LazyLock` does.
    pub taken_ids: &'a (dyn Deref<Target = TakenIds> + Sync),
    /// What random ids are drawn from, besides what is known of the item: the same number draws the same ids.
    pub seed: u64,
    /// Which state of the world the history, `path_exists`, `taken_ids` and `seed` tell of: the same number says that they
    /// tell the same. Only who follows a plan from state to state asks for it.
    pub state: u64,
    /// The rules to run, by name; all of them where this is `None`.
    pub only: Option<&'a [&'static str]>,
    /// The commits to be looked at with the plan, judged, where there are any.
    pub range: Option<&'a JudgedRange<'a>>,
}

impl Options<'_> {
    /// What is known where nothing is known but the day: every path is there, no id is taken elsewhere, and all rules run.
    pub fn on(today: Date) -> Self {
        static NONE: LazyLock<TakenIds> = LazyLock::new(|| TakenIds::none().clone());
        Self {
            today,
            path_exists: &|_| true,
            config_problems: &[],
            missing_reads: &[],
            history: None,
            taken_ids: &NONE,
            seed: 0,
            state: 0,
            only: None,
            range: None,
        }
    }
}

/// What rules read of the world, by name.
pub(crate) mod world {
    pub(crate) const TODAY: &str = "today";
    pub(crate) const CONFIG_PROBLEMS: &str = "config problems";
    pub(crate) const MISSING_READS: &str = "missing reads";
    pub(crate) const STATE: &str = "state";
    /// Nothing of the world, but what is worked out of the plan once for all who ask.
    pub(crate) const PERSONAS: &str = "personas";
}

/// What is worked out of a plan once for all looks at its items, as soon as the first one asks, with what it was made from.
#[derive(Default)]
pub(crate) struct Shared {
    pub(crate) personas: OnceLock<(Personas, Vec<Read>)>,
    /// The items that were most likely meant by an id that none has.
    meant: Mutex<FxHashMap<Id, Vec<ItemRef>>>,
    /// For each file its criteria that may hold a phrase of the built-in lists. There are no places for files where the
    /// plan is followed from change to change: then each rule looks by itself.
    pub(crate) worded: Box<[OnceLock<Box<[CriterionRef]>>]>,
}

/// Where a criterion stands: the place of its item among the nodes of the file, and its own among the entries.
#[derive(Clone, Copy)]
pub(crate) struct CriterionRef {
    pub(crate) node: u32,
    pub(crate) entry: u32,
}

impl Shared {
    /// What is worked out once for a plan with so many places for files.
    pub(crate) fn of_files(places: u32) -> Self {
        Self { worded: (0..places).map(|_| OnceLock::new()).collect(), ..Self::default() }
    }
}

/// A rule's view of the plan, with the findings so far.
pub struct Context<'a> {
    pub(crate) rule: &'static Rule,
    pub(crate) plan: &'a Plan,
    pub(crate) options: &'a Options<'a>,
    pub(crate) levels: &'a Levels,
    pub(crate) shared: &'a Shared,
    pub(crate) findings: Vec<Finding>,
}

impl<'a> Context<'a> {
    /// The plan.
    pub const fn plan(&self) -> &'a Plan {
        self.plan
    }

    /// The personas that stories can be told by.
    pub(crate) fn personas(&self) -> &'a Personas {
        reads::note(|| Read::world(world::PERSONAS));
        &self.shared.personas.get_or_init(|| reads::of(reads::NOWHERE, || Personas::of(self.plan))).0
    }

    /// The items that were most likely meant by an id that none has, looked up once for all that name it: where the id of
    /// an epic changes, all its stories do.
    pub(crate) fn meant_by(&self, id: &Id) -> Vec<PlanItem<'a>> {
        reads::note(Read::ids);
        let known = || self.shared.meant.lock().unwrap_or_else(PoisonError::into_inner);
        let before = known().get(id).cloned();
        let meant = before.unwrap_or_else(|| {
            let near: Vec<_> = near_ids::near(self.plan, id).into_iter().map(PlanItem::at).collect();
            known().insert(id.clone(), near.clone());
            near
        });
        meant.into_iter().filter_map(|at| self.plan.item(at)).collect()
    }

    /// The day that counts as today.
    pub fn today(&self) -> Date {
        reads::note(|| Read::world(world::TODAY));
        self.options.today
    }

    /// What each roadlog.toml by itself has wrong.
    pub fn config_problems(&self) -> &'a [FileProblem] {
        reads::note(|| Read::world(world::CONFIG_PROBLEMS));
        self.options.config_problems
    }

    /// Folders that `[workspace] reads` names and that are not there.
    pub fn missing_reads(&self) -> &'a [String] {
        reads::note(|| Read::world(world::MISSING_READS));
        self.options.missing_reads
    }

    /// Since when fields say what they say; `None` where no history was read.
    pub fn history(&self) -> Option<&'a History> {
        reads::note(|| Read::world(world::STATE));
        self.options.history
    }

    /// Whether a folder that `[workspace] reads` names is not there, so that what is missed here may stand in it.
    pub fn is_blind(&self) -> bool {
        reads::note(|| Read::world(world::MISSING_READS));
        let reads = self.plan.config().workspace().reads();
        reads.iter().any(|folder| self.options.missing_reads.iter().any(|missing| *missing == *folder.value))
    }

    /// The ids that are taken elsewhere.
    pub fn taken_ids(&self) -> &'a TakenIds {
        reads::note(|| Read::world(world::STATE));
        self.options.taken_ids
    }

    /// What random ids are drawn from.
    pub fn seed(&self) -> u64 {
        reads::note(|| Read::world(world::STATE));
        self.options.seed
    }

    /// Whether a file or folder of this path, relative to the workspace's root, is there.
    pub fn path_exists(&self, path: &str) -> bool {
        reads::note(|| Read::world(world::STATE));
        (self.options.path_exists)(path)
    }

    /// Reports at `span` of the file of `item`, at the rule's level there. The finding is given back, for related
    /// places and fixes to be added.
    pub fn report(&mut self, item: PlanItem<'_>, span: Span, message: impl Into<Untrusted>) -> Told<'_> {
        let id = item.id().map(|id| Untrusted::from(id.as_str()));
        self.tell(item.file(), id, span, message.into())
    }

    /// Reports at `span` of a file, where no item is spoken of.
    pub fn report_in(&mut self, file: &PlanFile, span: Span, message: impl Into<Untrusted>) -> Told<'_> {
        self.tell(file, None, span, message.into())
    }

    /// Reports at `span` of a file, for the item that stands there, if any.
    pub fn report_near(&mut self, view: FileView<'_>, span: Span, message: impl Into<Untrusted>) -> Told<'_> {
        let node = view.file.document().node_at(span.start).index();
        match view.plan.item(ItemRef { file: view.index, node }) {
            Some(item) => self.report(item, span, message),
            None => self.report_in(view.file, span, message),
        }
    }

    fn tell(&mut self, file: &PlanFile, item: Option<Untrusted>, span: Span, message: Untrusted) -> Told<'_> {
        let level = if file.is_foreign() { None } else { self.levels.of_file(self.rule, file) };
        self.push(level, Place { path: file.shared_path().into(), span }, item, message)
    }

    /// Reports at a place of a file that is no plan file: roadlog.toml.
    pub fn report_at(&mut self, path: &str, span: Span, message: impl Into<Untrusted>) -> Told<'_> {
        let level = self.levels.of_root(self.rule);
        self.push(level, Place { path: path.into(), span }, None, message.into())
    }

    /// Reports a change of a judged range, at the level that the base of the range gives the rule: what is judged does not
    /// decide how much that matters.
    pub fn report_change(
        &mut self,
        range: &JudgedRange<'_>,
        judged: &Judged,
        message: impl Into<Untrusted>,
    ) -> Told<'_> {
        let place = range.place(judged, self.plan);
        let item = judged.change.item.as_ref().and_then(|item| item.id.as_ref());
        let item = item.map(|id| Untrusted::from(id.as_str()));
        self.tell_of(range, Some(judged.commit), place, item, message.into())
    }

    /// Reports at `span` of an item of the plan what a merge of a range did; the merge may be one that nobody has made yet.
    pub(crate) fn report_merge(
        &mut self,
        range: &JudgedRange<'_>,
        commit: Option<usize>,
        (item, span): (PlanItem<'_>, Span),
        message: impl Into<Untrusted>,
    ) -> Told<'_> {
        let place = Place { path: item.file().shared_path().into(), span };
        let item = item.id().map(|id| Untrusted::from(id.as_str()));
        self.tell_of(range, commit, place, item, message.into())
    }

    fn tell_of(
        &mut self,
        range: &JudgedRange<'_>,
        commit: Option<usize>,
        place: Place,
        item: Option<Untrusted>,
        message: Untrusted,
    ) -> Told<'_> {
        let level = self.level_in(range, self.rule, place.path.unescaped());
        let mut told = self.push(level, place, item, message);
        if let (Some(finding), Some(commit)) = (&mut told.finding, commit) {
            (finding.commit, finding.by) = (range.ids.get(commit).cloned(), range.by_of(commit).cloned());
        }
        told
    }

    /// The level that the base of a range gives a rule for a file; `None` where it is off.
    pub(crate) fn level_in(&self, range: &JudgedRange<'_>, rule: &'static Rule, path: &str) -> Option<Level> {
        levels::of_rule(rule, &range.policy.settings(path), self.options.only)
    }

    fn push(&mut self, level: Option<Level>, place: Place, item: Option<Untrusted>, message: Untrusted) -> Told<'_> {
        let Some(level) = level else { return Told { finding: None } };
        self.findings.push(Finding {
            rule: self.rule.name,
            level,
            message,
            item,
            place,
            related: Vec::new(),
            fixes: Vec::new(),
            commit: None,
            by: None,
        });
        Told { finding: self.findings.last_mut() }
    }

    /// The whole number that an option is set to for `file`, else its default.
    pub fn integer(&self, file: &PlanFile, name: &str) -> i64 {
        match (self.set(file, name), self.default(name)) {
            (Some(OptionValue::Integer(number)), OptionDefault::Integer(_)) => *number,
            (_, OptionDefault::Integer(number)) => number,
            _ => 0,
        }
    }

    /// Whether an option is switched on for `file`.
    pub fn switch(&self, file: &PlanFile, name: &str) -> bool {
        match (self.set(file, name), self.default(name)) {
            (Some(OptionValue::Bool(on)), OptionDefault::Bool(_)) => *on,
            (_, default) => default == OptionDefault::Bool(true),
        }
    }

    /// The words that an option is set to for `file`, else its default.
    pub fn words<'f>(&self, file: &'f PlanFile, name: &str) -> Vec<&'f str> {
        words_of(self.rule, file, name)
    }

    fn set<'f>(&self, file: &'f PlanFile, name: &str) -> Option<&'f OptionValue> {
        file.settings().option(self.rule.name, name)
    }

    fn default(&self, name: &str) -> OptionDefault {
        default_of(self.rule, name)
    }

    /// Whether another rule is on for `file`.
    pub fn is_on(&self, rule: &'static Rule, file: &PlanFile) -> bool {
        self.levels.of_file(rule, file).is_some()
    }
}

/// The words that an option of a rule is set to for `file`, else its default.
pub(crate) fn words_of<'f>(rule: &Rule, file: &'f PlanFile, name: &str) -> Vec<&'f str> {
    match (file.settings().option(rule.name, name), default_of(rule, name)) {
        (Some(OptionValue::StringList(words)), OptionDefault::List(_)) => words.iter().map(|word| &**word).collect(),
        (_, OptionDefault::List(words)) => words.to_vec(),
        _ => Vec::new(),
    }
}

fn default_of(rule: &Rule, name: &str) -> OptionDefault {
    let option = rule.options.iter().find(|option| option.name == name);
    option.expect("a rule asks only for options that it documents; a test compares them").default
}

/// A finding just told, to which more can be added. Nothing is kept where the rule is off for the file.
pub struct Told<'f> {
    finding: Option<&'f mut Finding>,
}

#[expect(clippy::return_self_not_must_use, reason = "the finding is told already; a chain may end anywhere")]
impl Told<'_> {
    /// Points at another place that explains it.
    pub fn and(mut self, file: &PlanFile, span: Span, message: impl Into<Untrusted>) -> Self {
        let place = Place { path: file.shared_path().into(), span };
        if let Some(finding) = &mut self.finding {
            finding.related.push(Related { place, message: message.into() });
        }
        self
    }

    /// Points at another place of a file that is no plan file.
    pub fn and_at(mut self, path: &str, span: Span, message: impl Into<Untrusted>) -> Self {
        if let Some(finding) = &mut self.finding {
            finding.related.push(Related { place: Place { path: path.into(), span }, message: message.into() });
        }
        self
    }

    /// Adds a fix that cannot be wrong: edits of the finding's own file.
    pub fn fix(self, title: impl Into<Untrusted>, edits: impl IntoIterator<Item = Edit>) -> Self {
        self.mend(title.into(), true, edits)
    }

    /// Adds a way to mend it that somebody has to choose: edits of the finding's own file.
    pub fn assist(self, title: impl Into<Untrusted>, edits: impl IntoIterator<Item = Edit>) -> Self {
        self.mend(title.into(), false, edits)
    }

    /// Adds a fix over several files.
    pub fn mend_files(mut self, title: impl Into<Untrusted>, safe: bool, edits: Vec<FileEdit>) -> Self {
        if let Some(finding) = &mut self.finding {
            finding.fixes.push(Fix { title: title.into(), safe, edits });
        }
        self
    }

    fn mend(self, title: Untrusted, safe: bool, edits: impl IntoIterator<Item = Edit>) -> Self {
        let Some(path) = self.finding.as_ref().map(|finding| finding.place.path.clone()) else { return self };
        let edits = edits.into_iter().map(|edit| FileEdit { path: path.clone(), edit }).collect();
        self.mend_files(title, safe, edits)
    }

    /// Lowers the level, for the lesser form of what the rule says; never raises it above what is configured.
    pub fn at_most(mut self, level: Level) -> Self {
        if let Some(finding) = &mut self.finding {
            finding.level = finding.level.min(level);
        }
        self
    }
}
