//! What the rules found out about one item, or about one file: what is run again by itself.

use roadlog_model::PlanItem;
use roadlog_model::reads::{self, Read};
use roadlog_model::{ItemRef, Plan};

use super::groups::OfRule;
use super::kept::Kept;
use super::read_index::ReadIndex;
use super::standing::Standing;
use crate::context::Context;
use crate::finding::Finding;
use crate::registry::RULES;
use crate::rule::{AskedBy, FileView, Group};
use crate::rule_set::RuleSet;
use crate::runner::{FileRule, ItemRule, Look, Runner};

/// What the rules found out about one item, or about one file.
#[derive(Default)]
pub(super) struct Unit {
    pub(super) kept: Vec<Kept>,
    /// What that was made from, each read with the rules that made it; sorted.
    reads: Box<[(Read, RuleSet)]>,
    /// The groups in which rules look at the item together with others.
    pub(super) groups: Vec<OfRule>,
}

/// What some of the rules found out.
pub(super) struct Outcome {
    rules: RuleSet,
    kept: Vec<Kept>,
    reads: Vec<(Read, RuleSet)>,
    groups: Vec<OfRule>,
}

impl Unit {
    /// The rules that read something that `touched` is part of.
    pub(super) fn touched_by(&self, is_touched: impl Fn(Read) -> bool) -> RuleSet {
        let reads = self.reads.iter().filter(|(read, _)| is_touched(*read));
        reads.fold(RuleSet::NONE, |rules, (_, by)| rules.with(*by))
    }

    /// Whether a read is among those that it was made from, and the rules that made it.
    pub(super) fn readers(&self, read: Read) -> RuleSet {
        self.reads.binary_search_by_key(&read, |(read, _)| *read).map_or(RuleSet::NONE, |place| self.reads[place].1)
    }

    /// Takes over what some rules found out, in the place of what they had; whether it is anything else to tell.
    pub(super) fn take(&mut self, outcome: Outcome, index: &mut ReadIndex, file: u32) -> bool {
        let Outcome { rules, kept, reads, groups } = outcome;
        self.groups.retain(|(rule, _)| !rules.has(*rule));
        self.groups.extend(groups);
        let before: Vec<_> = self.kept.extract_if(.., |kept| rules.has(kept.rule)).collect();
        let is_new = before != kept;
        self.kept.extend(kept);
        let left = self.reads.iter().map(|(read, by)| (*read, by.without(rules))).filter(|(_, by)| !by.is_empty());
        let reads = merged(left.chain(reads).collect());
        replace(index, file, &self.reads, &reads);
        self.reads = reads;
        is_new
    }

    /// Takes it out of the index, when its item is gone.
    pub(super) fn forget(&self, index: &mut ReadIndex, file: u32) {
        replace(index, file, &self.reads, &[]);
    }
}

/// The same reads, each once and sorted.
fn merged(mut reads: Vec<(Read, RuleSet)>) -> Box<[(Read, RuleSet)]> {
    reads.sort_unstable_by_key(|(read, _)| *read);
    reads.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            kept.1 = kept.1.with(next.1);
        }
        is_same
    });
    reads.into_boxed_slice()
}

fn replace(index: &mut ReadIndex, file: u32, before: &[(Read, RuleSet)], after: &[(Read, RuleSet)]) {
    let has = |reads: &[(Read, RuleSet)], read: Read| reads.binary_search_by_key(&read, |(read, _)| *read).is_ok();
    for (read, _) in after.iter().filter(|(read, _)| !has(before, *read)) {
        index.add(*read, file);
    }
    for (read, _) in before.iter().filter(|(read, _)| !has(after, *read)) {
        index.remove(*read, file);
    }
}

/// What rules find out, while they are run one after the other.
struct Gathering<'a> {
    plan: &'a Plan,
    standing: &'a Standing,
    own: ItemRef,
    outcome: Outcome,
}

impl<'a> Gathering<'a> {
    fn new(plan: &'a Plan, standing: &'a Standing, own: ItemRef, rules: RuleSet) -> Self {
        let outcome = Outcome { rules, kept: Vec::new(), reads: Vec::new(), groups: Vec::new() };
        Self { plan, standing, own, outcome }
    }

    /// Runs one rule, which says in which groups it looks at the item together with others.
    fn run(&mut self, place: usize, context: &mut Context<'_>, look: impl FnOnce(&mut Context<'_>) -> Vec<Group>) {
        let (groups, reads) = reads::of(self.own, || look(context));
        let rule = RuleSet::one(place);
        self.outcome.groups.extend(groups.into_iter().map(|group| (place, group)));
        self.outcome.reads.extend(reads.into_iter().map(|read| (read, rule)));
        let found = context.findings.drain(..);
        self.outcome.kept.extend(found.map(|finding| Kept::new(place, finding, self.plan, self.standing)));
    }
}

/// What those of `rules` that are `wanted` find out about one item.
pub(super) fn about_item<'a>(
    rules: &mut [ItemRule<'a>],
    wanted: RuleSet,
    view: FileView<'a>,
    item: PlanItem<'a>,
    standing: &Standing,
) -> Outcome {
    let asked = [(item, AskedBy::of(item))];
    let mut gathering = Gathering::new(view.plan, standing, item.at(), wanted);
    for ItemRule { place, look, context } in rules.iter_mut().filter(|rule| wanted.has(rule.place)) {
        let only = FileView { only: Some(item.at().node), ..view };
        gathering.run(*place, context, |context| match *look {
            Look::Each(check) => {
                check(context, only);
                Vec::new()
            }
            look => {
                let mut groups = Vec::new();
                look.at(context, &asked, |_, group| groups.push(group));
                groups
            }
        });
    }
    gathering.outcome
}

/// What those of `rules` that are `wanted` find out about a file as a whole.
pub(super) fn about_file<'a>(
    runner: &Runner<'a>,
    rules: &[FileRule],
    wanted: RuleSet,
    view: FileView<'a>,
    standing: &Standing,
) -> Outcome {
    let own = ItemRef { file: view.index, node: reads::NO_ITEM };
    let mut gathering = Gathering::new(view.plan, standing, own, wanted);
    for FileRule { place, check } in rules.iter().filter(|rule| wanted.has(rule.place)) {
        let mut context = runner.context(RULES[*place]);
        gathering.run(*place, &mut context, |context| {
            check(context, view);
            Vec::new()
        });
    }
    gathering.outcome
}

/// What a rule finds in the plan as a whole, and what that was made from.
pub(super) fn about_plan(runner: &Runner<'_>, place: usize) -> (Vec<Finding>, Vec<Read>) {
    reads::of(reads::NOWHERE, || runner.whole(place))
}

/// What a rule finds in the items of a group, and what that was made from.
pub(super) fn about_group<'a>(
    runner: &Runner<'a>,
    (place, group): &OfRule,
    items: &[PlanItem<'a>],
) -> (Vec<Finding>, Vec<Read>) {
    reads::of(reads::NOWHERE, || {
        for item in items {
            reads::note(|| item.id().map_or_else(|| Read::items_of(item.at().file), Read::id));
        }
        runner.together(*place, group, items)
    })
}
