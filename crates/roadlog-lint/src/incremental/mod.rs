//! The findings of a plan that changes: after each change only those rules are run again, at those items, that read what
//! is something else now.

mod groups;
mod kept;
mod read_index;
mod standing;
mod unit;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use roadlog_config::FileProblem;
use roadlog_model::reads::Read;
use roadlog_model::{Changes, FileChange, ItemRef, Plan};
use roadlog_syntax::value::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use self::groups::Groups;
use self::kept::Kept;
use self::read_index::ReadIndex;
use self::standing::Standing;
use self::unit::{Outcome, Unit, about_file, about_item, about_plan};
use crate::context::{Options, Shared, world};
use crate::finding::Finding;
use crate::levels::Levels;
use crate::rule::FileView;
use crate::rule_set::RuleSet;
use crate::runner::Runner;
use crate::suppression;

/// The findings of a plan that changes: those that [`crate::run`] finds, file by file.
pub struct Incremental {
    plan: Arc<Plan>,
    world: World,
    /// Of the configuration of the plan.
    levels: Arc<Levels>,
    /// By the places of the files.
    files: Vec<FileUnits>,
    /// The files whose findings point into other files, with these.
    pointing: BTreeMap<u32, BTreeSet<u32>>,
    whole: Vec<WholeUnit>,
    groups: Groups,
    /// What the personas were made from.
    personas: FxHashSet<Read>,
    index: ReadIndex,
    standing: Standing,
    /// The findings of each file that has any, as they are told.
    told: BTreeMap<Arc<str>, Arc<[Finding]>>,
}

/// What was found out about one file and its items.
#[derive(Default)]
struct FileUnits {
    own: Unit,
    /// For each node.
    nodes: Vec<Unit>,
}

/// What a rule found in the plan as a whole.
struct WholeUnit {
    rule: usize,
    kept: Vec<Kept>,
    reads: FxHashSet<Read>,
}

/// What of the options can change what is found.
#[derive(PartialEq)]
struct World {
    today: Date,
    config_problems: Vec<FileProblem>,
    missing_reads: Vec<String>,
    state: (u64, u64, bool),
    only: Option<Vec<&'static str>>,
}

impl World {
    fn of(options: &Options<'_>) -> Self {
        Self {
            today: options.today,
            config_problems: options.config_problems.to_vec(),
            missing_reads: options.missing_reads.to_vec(),
            state: (options.state, options.seed, options.history.is_some()),
            only: options.only.map(<[_]>::to_vec),
        }
    }

    /// What is something else in the other one.
    fn unlike(&self, other: &Self) -> impl Iterator<Item = Read> + use<> {
        let parts = [
            (self.today != other.today, world::TODAY),
            (self.config_problems != other.config_problems, world::CONFIG_PROBLEMS),
            (self.missing_reads != other.missing_reads, world::MISSING_READS),
            (self.state != other.state, world::STATE),
        ];
        parts.into_iter().filter(|(is_unlike, _)| *is_unlike).map(|(_, name)| Read::world(name))
    }
}

/// What is to be run again in a file.
#[derive(Default)]
struct Stale {
    own: RuleSet,
    nodes: Vec<(u32, RuleSet)>,
}

/// What was found out anew about a file: about itself, and about some of its nodes.
struct Found {
    file: u32,
    own: Outcome,
    nodes: Vec<(u32, Outcome)>,
}

impl Incremental {
    /// Runs all rules over a plan, in parallel.
    pub fn new(plan: &Arc<Plan>, options: &Options<'_>) -> Self {
        let levels = Arc::new(Levels::new(plan.config(), options.only));
        let mut new = Self {
            world: World::of(options),
            levels: Arc::clone(&levels),
            files: Vec::new(),
            pointing: BTreeMap::new(),
            whole: Vec::new(),
            groups: Groups::default(),
            personas: FxHashSet::default(),
            index: ReadIndex::default(),
            standing: Standing::default(),
            told: BTreeMap::new(),
            plan: Arc::clone(plan),
        };
        let all = plan.files().map(|(place, _)| FileChange { place, kept_before: 0, kept_after: 0 }).collect();
        let runner = Runner { plan, options, levels: &levels, shared: &Shared::default() };
        let rules = runner.whole_rules().into_iter();
        new.whole = rules.map(|rule| WholeUnit { rule, kept: Vec::new(), reads: FxHashSet::default() }).collect();
        let run_all = RuleSet::ALL;
        new.follow(&runner, &Changes { files: all, touched: FxHashSet::default() }, run_all);
        new
    }

    /// Follows the plan to what it is now, and the world around it. The paths of the files with other findings than
    /// before, those that a configuration has among them; each once, sorted.
    ///
    /// Any plan can follow any other. It costs little where the new one came of the last one by [`Plan::with_edits`] and
    /// its like, and as much as a run over all of it where it has another configuration.
    pub fn update(&mut self, plan: Arc<Plan>, options: &Options<'_>) -> Vec<Arc<str>> {
        let world = World::of(options);
        if !plan.shares_config(&self.plan) || world.only != self.world.only {
            let before = std::mem::replace(self, Self::new(&plan, options)).told;
            return unlike(&before, &self.told);
        }
        let levels = Arc::clone(&self.levels);
        let runner = Runner { plan: &plan, options, levels: &levels, shared: &Shared::default() };
        let mut changes = Changes::between(&self.plan, &plan);
        changes.touched.extend(world.unlike(&self.world));
        self.world = world;
        if !self.personas.is_disjoint(&changes.touched) {
            changes.touched.insert(Read::world(world::PERSONAS));
        }
        let retold = self.follow(&runner, &changes, RuleSet::NONE);
        self.plan = plan;
        retold
    }

    /// The findings of the file of this path, in their order; none where it has none.
    pub fn of_file(&self, path: &str) -> Arc<[Finding]> {
        self.told.get(path).cloned().unwrap_or_default()
    }

    /// The files that have findings, in the order of their paths, with these.
    pub fn files(&self) -> impl ExactSizeIterator<Item = (&Arc<str>, &Arc<[Finding]>)> {
        self.told.iter()
    }

    /// Runs again what is stale, and those of the `whole` rules; the paths of the files with other findings than before.
    fn follow(&mut self, runner: &Runner<'_>, changes: &Changes, whole: RuleSet) -> Vec<Arc<str>> {
        let mut retold = self.paths_of(runner.plan, changes);
        let mut stale = self.take_changes(runner, changes);
        self.add_touched(&changes.touched, &mut stale);
        let found = self.found(runner, stale);
        for found in found {
            let file = &mut self.files[found.file as usize];
            let mut is_new = file.own.take(found.own, &mut self.index, found.file);
            for (node, outcome) in found.nodes {
                let unit = &mut file.nodes[node as usize];
                let before = unit.groups.clone();
                is_new |= unit.take(outcome, &mut self.index, found.file);
                if let Some(number) = self.standing.number(ItemRef { file: found.file, node }) {
                    self.groups.move_item(number, &before, &unit.groups);
                }
            }
            if is_new {
                let units = file.nodes.iter().chain([&file.own]).flat_map(|unit| &unit.kept);
                let into = units.flat_map(|kept| kept.files(&self.standing)).filter(|file| *file != found.file);
                point(&mut self.pointing, found.file, into.collect());
                retold.extend(runner.plan.file(found.file).map(roadlog_model::PlanFile::shared_path));
            }
        }
        self.run_whole(runner, &changes.touched, whole, &mut retold);
        let grouped = self.groups.follow(runner, &changes.touched, &self.standing);
        retold.extend(grouped.into_iter().map(Arc::from));
        self.add_pointing(runner.plan, changes, &mut retold);
        if changes.touched.contains(&Read::world(world::STATE)) {
            // Whether a comment that allows something is wanted depends on what is known.
            retold.extend(runner.plan.files().map(|(_, file)| file.shared_path()));
        }
        if let Some((_, reads)) = runner.shared.personas.get() {
            self.personas = reads.iter().copied().collect();
        }
        self.tell(runner, retold)
    }

    /// The paths of the files that changed, those that they had before too.
    fn paths_of(&self, plan: &Plan, changes: &Changes) -> BTreeSet<Arc<str>> {
        let files = changes.files.iter().flat_map(|change| [self.plan.file(change.place), plan.file(change.place)]);
        files.flatten().map(roadlog_model::PlanFile::shared_path).collect()
    }

    /// Makes room for the nodes that are new, and takes those that are gone out of their groups. What is to be run.
    fn take_changes(&mut self, runner: &Runner<'_>, changes: &Changes) -> BTreeMap<u32, Stale> {
        self.standing.begin();
        let mut stale = BTreeMap::new();
        for change in &changes.files {
            let nodes = self.standing.follow(runner.plan, change);
            let place = change.place as usize;
            if self.files.len() <= place {
                self.files.resize_with(place + 1, FileUnits::default);
            }
            let new = nodes.come.clone().map(|_| Unit::default());
            let gone: Vec<_> = self.files[place].nodes.splice(nodes.gone, new).collect();
            for (unit, number) in gone.into_iter().zip(nodes.numbers_gone) {
                unit.forget(&mut self.index, change.place);
                self.groups.move_item(number, &unit.groups, &[]);
            }
            if runner.plan.file(change.place).is_some() {
                let all = nodes.come.map(|node| (node as u32, RuleSet::ALL)).collect();
                stale.insert(change.place, Stale { own: RuleSet::ALL, nodes: all });
            } else {
                let own = std::mem::take(&mut self.files[place]);
                own.own.forget(&mut self.index, change.place);
                self.files[place].nodes.resize_with(own.nodes.len(), Unit::default);
                self.pointing.remove(&change.place);
            }
        }
        stale
    }

    /// Adds what was made from something that is touched.
    fn add_touched(&self, touched: &FxHashSet<Read>, stale: &mut BTreeMap<u32, Stale>) {
        /// Up to how many reads are looked for one by one.
        const FEW: usize = 8;
        let mut by_file: FxHashMap<u32, Vec<Read>> = FxHashMap::default();
        for &read in touched {
            for file in self.index.files(read) {
                by_file.entry(file).or_default().push(read);
            }
        }
        for (place, reads) in by_file {
            let rules = |unit: &Unit| match reads.len() {
                0..=FEW => reads.iter().fold(RuleSet::NONE, |rules, read| rules.with(unit.readers(*read))),
                _ => unit.touched_by(|read| touched.contains(&read)),
            };
            let file = &self.files[place as usize];
            let stale = stale.entry(place).or_default();
            stale.own = stale.own.with(rules(&file.own));
            let nodes = file.nodes.iter().zip(0..).map(|(unit, node)| (node, rules(unit)));
            stale.nodes.extend(nodes.filter(|(_, rules)| !rules.is_empty()));
        }
    }

    fn found(&self, runner: &Runner<'_>, stale: BTreeMap<u32, Stale>) -> Vec<Found> {
        let found = |(file, stale): (u32, Stale)| self.found_in(runner, file, &stale);
        if stale.len() == 1 {
            stale.into_iter().filter_map(found).collect()
        } else {
            stale.into_par_iter().filter_map(found).collect()
        }
    }

    fn found_in(&self, runner: &Runner<'_>, file: u32, stale: &Stale) -> Option<Found> {
        let view = FileView::new(runner.plan, file, runner.plan.file(file)?);
        let own = about_file(runner, &runner.file_rules(view.file), stale.own, view, &self.standing);
        let mut rules = runner.item_rules(view.file);
        let mut about = |&(node, wanted): &(u32, RuleSet)| {
            let item = runner.plan.item(ItemRef { file, node })?;
            Some((node, about_item(&mut rules, wanted, view, item, &self.standing)))
        };
        Some(Found { file, own, nodes: stale.nodes.iter().filter_map(&mut about).collect() })
    }

    /// Runs again the rules about the plan as a whole that read something that is touched, and those of `stale`.
    fn run_whole(
        &mut self,
        runner: &Runner<'_>,
        touched: &FxHashSet<Read>,
        stale: RuleSet,
        retold: &mut BTreeSet<Arc<str>>,
    ) {
        let is_stale =
            |whole: &WholeUnit| stale.has(whole.rule) || touched.iter().any(|read| whole.reads.contains(read));
        let places: Vec<usize> = (0..self.whole.len()).filter(|place| is_stale(&self.whole[*place])).collect();
        let run = |&place: &usize| {
            let rule = self.whole[place].rule;
            let (findings, reads) = about_plan(runner, rule);
            let kept = findings.into_iter().map(|finding| Kept::new(rule, finding, runner.plan, &self.standing));
            (place, WholeUnit { rule, kept: kept.collect(), reads: reads.into_iter().collect() })
        };
        let runs: Vec<_> = match places.len() {
            0 | 1 => places.iter().map(run).collect(),
            _ => places.par_iter().map(run).collect(),
        };
        for (place, run) in runs {
            let before = std::mem::replace(&mut self.whole[place], run);
            let both = [&before, &self.whole[place]];
            retold.extend(both.into_iter().flat_map(|whole| &whole.kept).map(|kept| Arc::from(kept.path())));
        }
    }

    /// Adds the paths of the files whose findings point into a file that changed: there they may stand elsewhere.
    fn add_pointing(&self, plan: &Plan, changes: &Changes, retold: &mut BTreeSet<Arc<str>>) {
        let edited: BTreeSet<u32> = changes.files.iter().map(|change| change.place).collect();
        let pointing = self.pointing.iter().filter(|(_, into)| !into.is_disjoint(&edited));
        let files = pointing.filter_map(|(place, _)| plan.file(*place));
        retold.extend(files.map(roadlog_model::PlanFile::shared_path));
        for kept in self.together() {
            if kept.files(&self.standing).any(|file| edited.contains(&file)) {
                retold.insert(Arc::from(kept.path()));
            }
        }
    }

    /// What was found in the plan as a whole, and in groups of its items.
    fn together(&self) -> impl Iterator<Item = &Kept> {
        self.whole.iter().flat_map(|whole| &whole.kept).chain(self.groups.kept())
    }

    /// Tells the findings of these files anew; the paths of those that have others than before.
    fn tell(&mut self, runner: &Runner<'_>, paths: BTreeSet<Arc<str>>) -> Vec<Arc<str>> {
        let told = |path: Arc<str>| (Arc::clone(&path), self.findings(runner, &path));
        let told: Vec<_> = match paths.len() {
            0..=4 => paths.into_iter().map(told).collect(),
            _ => paths.into_par_iter().map(told).collect(),
        };
        let mut changed = Vec::new();
        for (path, findings) in told {
            let before = self.told.get(&path).map_or(&[][..], |before| before);
            if *before == *findings {
                continue;
            }
            changed.push(Arc::clone(&path));
            if findings.is_empty() {
                self.told.remove(&path);
            } else {
                self.told.insert(path, findings.into());
            }
        }
        changed
    }

    /// The findings of a file, as they are told.
    fn findings(&self, runner: &Runner<'_>, path: &str) -> Vec<Finding> {
        let plan = runner.plan;
        let file = plan.file_at(path);
        let units = file.map(|(place, _)| &self.files[place as usize]);
        let own =
            units.into_iter().flat_map(|units| units.nodes.iter().chain([&units.own])).flat_map(|unit| &unit.kept);
        let whole = self.together().filter(|kept| kept.path() == path);
        let mut findings: Vec<_> = own.chain(whole).map(|kept| kept.finding(plan, &self.standing)).collect();
        if let Some((place, file)) = file.filter(|(_, file)| !file.is_foreign()) {
            let view = FileView::new(plan, place, file);
            findings = suppression::applied(findings, runner, std::iter::once(view));
        }
        findings.sort_by(|one, other| one.order().cmp(&other.order()));
        findings
    }
}

/// Takes over into which other files the findings of a file point.
fn point(pointing: &mut BTreeMap<u32, BTreeSet<u32>>, file: u32, into: BTreeSet<u32>) {
    if into.is_empty() {
        pointing.remove(&file);
    } else {
        pointing.insert(file, into);
    }
}

/// The paths of which both say something else, sorted.
fn unlike(before: &BTreeMap<Arc<str>, Arc<[Finding]>>, after: &BTreeMap<Arc<str>, Arc<[Finding]>>) -> Vec<Arc<str>> {
    let paths: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    paths.into_iter().filter(|path| before.get(*path) != after.get(*path)).cloned().collect()
}
