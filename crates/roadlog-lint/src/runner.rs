//! The rules, ready to run over a file, an item or the plan: all that the two engines share.

use roadlog_model::{Plan, PlanFile, PlanItem};

use crate::context::{Context, Options, Shared};
use crate::finding::Finding;
use crate::levels::Levels;
use crate::registry::RULES;
use crate::rule::{AskedBy, Asks, Check, FileView, Group, Rule};
use crate::rules::syntax::not_text;

/// The rules, ready to run.
pub(crate) struct Runner<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) options: &'a Options<'a>,
    pub(crate) levels: &'a Levels,
    pub(crate) shared: &'a Shared,
}

/// A rule that looks at the items of a file, with its place in the catalogue.
pub(crate) struct ItemRule<'a> {
    pub(crate) place: usize,
    pub(crate) look: Look,
    pub(crate) context: Context<'a>,
}

/// How such a rule looks at an item.
#[derive(Clone, Copy)]
pub(crate) enum Look {
    At(Asks, fn(&mut Context<'_>, PlanItem<'_>)),
    /// At the items of the file, one by one.
    Each(fn(&mut Context<'_>, FileView<'_>)),
    /// Only to see in which groups of those that it looks at together the item is.
    Group(fn(&Context<'_>, PlanItem<'_>) -> Vec<Group>),
}

/// A rule that looks at a file as a whole, with its place in the catalogue.
pub(crate) struct FileRule {
    pub(crate) place: usize,
    pub(crate) check: fn(&mut Context<'_>, FileView<'_>),
}

impl<'a> Runner<'a> {
    pub(crate) const fn context(&self, rule: &'static Rule) -> Context<'a> {
        let Self { plan, options, levels, shared } = *self;
        Context { rule, plan, options, levels, shared, findings: Vec::new() }
    }

    /// The files of the plan, those of other workspaces too: of these, rules look at items together with others alone.
    pub(crate) fn files(&self) -> impl Iterator<Item = FileView<'a>> {
        let plan = self.plan;
        plan.files().map(|(index, file)| FileView::new(plan, index, file))
    }

    /// The rules that are run over a file, each with its place. What is looked at together counts where it is off too.
    fn on(&self, file: &'a PlanFile) -> impl Iterator<Item = (usize, &'static Rule)> {
        // A file in another encoding has one fault, which hides what else it says.
        let only = file.document().is_utf16().then_some(not_text::RULE.name);
        let asked = RULES.iter().copied().enumerate();
        let asked = asked.filter(move |(_, rule)| only.is_none_or(|only| rule.name == only));
        asked.filter(|(place, rule)| match rule.check {
            Check::Among { .. } => self.levels.is_on(*place),
            _ => !file.is_foreign() && self.levels.at(*place, file).is_some(),
        })
    }

    /// The rules that look at the items of a file.
    pub(crate) fn item_rules(&self, file: &'a PlanFile) -> Vec<ItemRule<'a>> {
        let rules = self.on(file).filter_map(|(place, rule)| {
            let look = match rule.check {
                Check::Item(check) | Check::History(check) => Look::At(rule.asks, check),
                Check::Each(check) if rule.asks.about_file(file.is_archived()) => Look::Each(check),
                Check::Among { groups, .. } => Look::Group(groups),
                _ => return None,
            };
            Some(ItemRule { place, look, context: self.context(rule) })
        });
        rules.collect()
    }

    /// The rules that look at a file as a whole.
    pub(crate) fn file_rules(&self, file: &'a PlanFile) -> Vec<FileRule> {
        let rules = self.on(file).filter_map(|(place, rule)| match rule.check {
            Check::File(check) if rule.asks.about_file(file.is_archived()) => Some(FileRule { place, check }),
            _ => None,
        });
        rules.collect()
    }

    /// The places of the rules that look at the plan as a whole.
    pub(crate) fn whole_rules(&self) -> Vec<usize> {
        let is_whole = |place: &usize| {
            matches!(RULES[*place].check, Check::Plan(_) | Check::Config(_)) && self.levels.is_on(*place)
        };
        (0..RULES.len()).filter(is_whole).collect()
    }

    /// What is found in the commits of the range, where one is given.
    pub(crate) fn of_range(&self) -> Vec<Finding> {
        let Some(range) = self.options.range else { return Vec::new() };
        let look = |rule: &&'static Rule| {
            let mut context = self.context(rule);
            if let Check::Range(check) = rule.check {
                check(&mut context, range);
            }
            context.findings
        };
        RULES.iter().flat_map(look).collect()
    }

    /// What such a rule finds.
    pub(crate) fn whole(&self, place: usize) -> Vec<Finding> {
        let mut context = self.context(RULES[place]);
        match RULES[place].check {
            Check::Plan(check) => check(&mut context, self.plan),
            Check::Config(check) => check(&mut context, self.plan.config()),
            _ => {}
        }
        context.findings
    }

    /// What the rule at `place` finds in the items of one of its groups.
    pub(crate) fn together(&self, place: usize, group: &Group, items: &[PlanItem<'a>]) -> Vec<Finding> {
        let mut context = self.context(RULES[place]);
        if let Check::Among { check, .. } = RULES[place].check {
            check(&mut context, group, items);
        }
        context.findings
    }
}

impl Look {
    /// Looks at items one after the other, whose findings are then among those of the context, and hands on those that
    /// the rule looks at together, each with its group.
    pub(crate) fn at<'p>(
        self,
        context: &mut Context<'_>,
        items: &[(PlanItem<'p>, AskedBy)],
        mut grouped: impl FnMut(PlanItem<'p>, Group),
    ) {
        match self {
            Self::At(asks, check) => {
                items.iter().filter(|(_, asked)| asked.has(asks)).for_each(|(item, _)| check(context, *item));
            }
            Self::Group(groups) => {
                for (item, _) in items {
                    for group in groups(context, *item) {
                        grouped(*item, group);
                    }
                }
            }
            Self::Each(_) => {}
        }
    }
}
