//! The one run of the rules over a plan, for every adapter: command line, hook, editor.

use rayon::prelude::*;
use roadlog_model::{Plan, PlanFile};

use crate::context::{Context, Options};
use crate::finding::{Finding, Level};
use crate::levels::Levels;
use crate::registry::RULES;
use crate::rule::{Check, FileView, ItemFacts, Rule};
use crate::rules::syntax::not_text;
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
    let levels = Levels::new(plan, options.only);
    let files: Vec<_> = plan.files().filter(|(_, file)| !file.is_foreign()).collect();
    let runner = Runner { plan, options, levels: &levels };
    let per_file = files.par_iter().flat_map_iter(|&(index, file)| runner.file(FileView { plan, index, file }));
    let (mut findings, of_plan): (Vec<_>, Vec<_>) = rayon::join(|| per_file.collect(), || runner.whole());
    findings.extend(of_plan);
    findings = suppression::applied(findings, &runner);
    findings.par_sort_by(|one, other| one.order().cmp(&other.order()));
    let items = files.iter().map(|&(index, _)| plan.items_of(index).count()).sum();
    Report { findings, files: files.len(), items }
}

/// The rules, ready to run.
pub(crate) struct Runner<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) options: &'a Options<'a>,
    pub(crate) levels: &'a Levels,
}

impl<'a> Runner<'a> {
    pub(crate) const fn context(&self, rule: &'static Rule) -> Context<'a> {
        let Self { plan, options, levels } = *self;
        Context { rule, plan, options, levels, findings: Vec::new() }
    }

    /// The rules that are on for a file.
    fn on(&self, file: &'a PlanFile) -> impl Iterator<Item = &'static Rule> {
        // A file in another encoding has one fault, which hides what else it says.
        let only = file.document().is_utf16().then_some(not_text::RULE.name);
        let asked = RULES.iter().copied().filter(move |rule| only.is_none_or(|only| rule.name == only));
        asked.filter(|rule| self.levels.of_file(rule, file).is_some())
    }

    /// What the rules about items and files find in one file.
    fn file(&self, view: FileView<'a>) -> Vec<Finding> {
        let mut item_rules = Vec::new();
        let mut findings = Vec::new();
        for rule in self.on(view.file) {
            match rule.check {
                Check::Item(check) | Check::History(check) => item_rules.push((rule.asks, check, self.context(rule))),
                Check::File(check) if rule.asks.about_file(view.file.is_archived()) => {
                    let mut context = self.context(rule);
                    check(&mut context, view);
                    findings.append(&mut context.findings);
                }
                _ => {}
            }
        }
        for item in view.items() {
            let facts = ItemFacts::of(item);
            for (asks, check, context) in &mut item_rules {
                if asks.about_facts(&facts) {
                    check(context, item);
                }
            }
        }
        for (_, _, mut context) in item_rules {
            findings.append(&mut context.findings);
        }
        findings
    }

    /// What the rules about the plan as a whole and about the configuration find.
    fn whole(&self) -> Vec<Finding> {
        let on = RULES.par_iter().filter(|rule| self.levels.is_on(rule));
        on.flat_map_iter(|rule| {
            let mut context = self.context(rule);
            match rule.check {
                Check::Plan(check) => check(&mut context, self.plan),
                Check::Config(check) => check(&mut context, self.plan.config()),
                Check::Item(_) | Check::History(_) | Check::File(_) | Check::Engine => {}
            }
            context.findings
        })
        .collect()
    }
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
