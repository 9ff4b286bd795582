//! The one run of the rules over a plan, for every adapter: command line, hook, editor.

use std::collections::BTreeMap;

use rayon::prelude::*;
use roadlog_model::{Plan, PlanItem};

use crate::context::{Options, Shared};
use crate::finding::{Finding, Level};
use crate::levels::Levels;
use crate::registry::RULES;
use crate::rule::{AskedBy, FileView, Group};
use crate::runner::{FileRule, ItemRule, Look, Runner};
use crate::suppression;

/// What a run found.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Report {
    /// The findings, by path and place.
    pub findings: Vec<Finding>,
    /// How many files were looked at, other workspaces' left out.
    pub files: usize,
    /// How many items stand in them.
    pub items: usize,
}

impl Report {
    /// How many findings are of this level.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level).count()
    }
}

/// Runs the rules over a plan.
pub fn run(plan: &Plan, options: &Options<'_>) -> Report {
    let levels = Levels::new(plan.config(), options.only);
    let runner = Runner { plan, options, levels: &levels, shared: &Shared::of_files(plan.places()) };
    let files: Vec<_> = runner.files().collect();
    let per_file = || files.par_iter().map(|&view| in_file(&runner, view)).collect::<Vec<_>>();
    let whole = || runner.whole_rules().into_par_iter().flat_map_iter(|place| runner.whole(place)).collect::<Vec<_>>();
    let (found, mut findings) = rayon::join(per_file, whole);
    let mut groups: BTreeMap<(usize, Group), Vec<PlanItem<'_>>> = BTreeMap::new();
    for mut in_file in found {
        findings.append(&mut in_file.findings);
        for (place, group, item) in in_file.grouped {
            groups.entry((place, group)).or_default().push(item);
        }
    }
    let together = groups.par_iter().flat_map_iter(|((place, group), items)| runner.together(*place, group, items));
    findings.extend(together.collect::<Vec<_>>());
    let own: Vec<_> = files.iter().copied().filter(|view| !view.file.is_foreign()).collect();
    let mut findings = suppression::applied(findings, &runner, own.iter().copied());
    findings.extend(runner.of_range());
    findings.par_sort_by(|one, other| one.order().cmp(&other.order()));
    let items = own.iter().map(|view| view.items().count()).sum();
    Report { findings, files: own.len(), items }
}

/// Runs the rules about a judged range alone, over the plan that it led to: what they find, by path and place.
pub fn run_range(plan: &Plan, options: &Options<'_>) -> Vec<Finding> {
    let levels = Levels::new(plan.config(), options.only);
    let runner = Runner { plan, options, levels: &levels, shared: &Shared::default() };
    let mut findings = runner.of_range();
    findings.sort_by(|one, other| one.order().cmp(&other.order()));
    findings
}

/// What the rules about items and files find in one file.
struct InFile<'a> {
    findings: Vec<Finding>,
    /// The items that rules look at together, with the places of these.
    grouped: Vec<(usize, Group, PlanItem<'a>)>,
}

/// How many items one rule looks at before the next does: what the processor has at hand of a rule serves several
/// items, and what it has of these serves all rules.
const AT_A_TIME: usize = 16;

fn in_file<'a>(runner: &Runner<'a>, view: FileView<'a>) -> InFile<'a> {
    let mut found = InFile { findings: Vec::new(), grouped: Vec::new() };
    for FileRule { place, check } in runner.file_rules(view.file) {
        let mut context = runner.context(RULES[place]);
        check(&mut context, view);
        found.findings.append(&mut context.findings);
    }
    let mut rules = runner.item_rules(view.file);
    for rule in &mut rules {
        if let Look::Each(check) = rule.look {
            check(&mut rule.context, view);
        }
    }
    let items: Vec<_> = view.items().map(|item| (item, AskedBy::of(item))).collect();
    for few in items.chunks(AT_A_TIME) {
        for ItemRule { place, look, context } in &mut rules {
            look.at(context, few, |item, group| found.grouped.push((*place, group, item)));
        }
    }
    for mut rule in rules {
        found.findings.append(&mut rule.context.findings);
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::testing::findings_of_bytes;

    #[test]
    fn an_item_with_a_broken_header_is_asked_for_syntax_and_references_alone() {
        let body = "  status: rejected\n  owner: @sam\n  needs: PAY-9\n  points: five\n";
        let rules = |header: &str| {
            let found = findings_of_bytes(format!("{header}\n{body}").into_bytes());
            found.iter().map(|finding| finding.rule).collect::<Vec<_>>()
        };
        let broken = ["syntax/bad-header", "reference/unknown-id", "syntax/bad-value"];
        assert_eq!(rules("story Pay without an account"), broken);
        let named = rules("story PAY-1 Pay without an account");
        assert!(
            ["ownership/owner-role", "acceptance/missing-reason"].iter().all(|rule| named.contains(rule)),
            "{named:?}"
        );
    }
}
