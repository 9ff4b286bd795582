//! The catalogue keeps its own promises: every example runs, every fix mends, every rule is listed and documented.

use std::collections::BTreeSet;

use roadlog_config::{Config, FileProblem, Place};
use roadlog_model::{FileInput, Plan};
use roadlog_testkit::{Fixture, Found};

use crate::testing::{Past, history, plan_files, today, with_range};
use crate::{Fixes, History, Options, RULES, Report, Rule, fix, run};

const STANDARD: &str = include_str!("../testdata/roadlog.toml");

/// An example as the rules have it: its text begins below the opening quote.
fn example(text: &str) -> Fixture {
    let text = text.strip_prefix('\n').unwrap_or(text);
    let headed = if text.starts_with("//- ") { text.to_owned() } else { format!("//- plan.backlog\n{text}") };
    Fixture::parse(&headed)
}

/// An example as the rules are given it.
struct Given {
    plan: Plan,
    /// What its roadlog.toml by itself has wrong.
    problems: Vec<FileProblem>,
    history: Option<History>,
    /// The commits that made it what it is.
    past: Option<Past>,
}

fn given(example: &Fixture) -> Given {
    let toml = example.text("roadlog.toml").unwrap_or(STANDARD);
    let (config, problems) = roadlog_config::parse(toml, Place::Root);
    let problems = problems.into_iter().map(|problem| FileProblem { file: 0, problem }).collect();
    let files = plan_files(example).map(|file| FileInput {
        path: file.path.clone(),
        bytes: file.text.clone().into_bytes(),
        archived: file.path.starts_with("archive/"),
        foreign: false,
    });
    let plan = Plan::new(Config::new(config, Vec::new()), files.collect()).unwrap();
    Given { plan, problems, history: history(example), past: Past::of(example) }
}

fn with_options<T>(rule: &'static Rule, given: &Given, work: impl FnOnce(&Options<'_>) -> T) -> T {
    let exists = |path: &str| path.starts_with("there/");
    let missing = ["../missing".to_owned()];
    // A rule that is off is asked for by name; the others run as they do for everybody.
    let only = [rule.name];
    let only = rule.level.is_none().then_some(&only[..]);
    let options = Options {
        path_exists: &exists,
        config_problems: &given.problems,
        missing_reads: &missing,
        history: given.history.as_ref(),
        only,
        ..Options::on(today())
    };
    with_range(given.past.as_ref(), |range| work(&Options { range, ..options }))
}

fn found(rule: &'static Rule, given: &Given) -> Report {
    with_options(rule, given, |options| run(&given.plan, options))
}

/// The findings as a fixture compares them.
fn shown(report: &Report, example: &Fixture) -> Vec<Found> {
    let shown = report.findings.iter().map(|finding| {
        let path = finding.place.path.unescaped();
        let text = example.text(path).unwrap_or(STANDARD);
        Found::at(path, text, finding.place.span.range(), finding.rule, finding.message.unescaped())
    });
    shown.collect()
}

/// Why the findings are not exactly those that are marked, if so.
fn difference(rule: &'static Rule, text: &str) -> Option<String> {
    let example = example(text);
    let report = found(rule, &given(&example));
    let difference = example.difference(&shown(&report, &example))?;
    Some(format!("{}: {difference}", rule.name))
}

#[test]
fn every_bad_example_gives_exactly_the_findings_that_it_marks() {
    let unmarked = |rule: &Rule| example(rule.bad).expected.iter().all(|mark| mark.rule != rule.name);
    for rule in RULES {
        assert!(!unmarked(rule), "{}: its bad example marks none of its findings", rule.name);
    }
    let wrong: Vec<_> = RULES.iter().filter_map(|rule| difference(rule, rule.bad)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_good_example_gives_nothing() {
    let wrong: Vec<_> = RULES.iter().filter_map(|rule| difference(rule, rule.good)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_safe_fix_makes_its_finding_go_and_brings_no_other() {
    for rule in RULES.iter().filter(|rule| rule.fix == Fixes::Safe) {
        let given = given(&example(rule.bad));
        let before = found(rule, &given);
        let fixable =
            before.findings.iter().filter(|finding| finding.rule == rule.name && finding.safe_fix().is_some());
        assert!(fixable.count() > 0, "{} says that it mends, and nothing in its example is mended", rule.name);
        let fixed =
            with_options(rule, &given, |options| fix(&given.plan, options, &|finding| finding.rule == rule.name));
        let left: Vec<_> = fixed
            .report
            .findings
            .iter()
            .filter(|finding| finding.safe_fix().is_some() && finding.rule == rule.name)
            .collect();
        assert!(left.is_empty(), "{}: {left:#?}", rule.name);
        assert!(fixed.report.findings.len() < before.findings.len(), "{}: {:#?}", rule.name, fixed.report.findings);
        let again =
            with_options(rule, &given, |options| fix(&fixed.plan, options, &|finding| finding.rule == rule.name));
        assert!(again.changed.is_empty(), "{} changes its own work", rule.name);
    }
}

#[test]
fn only_a_rule_that_says_so_mends() {
    for rule in RULES {
        let given = given(&example(rule.bad));
        for finding in found(rule, &given).findings.iter().filter(|finding| finding.rule == rule.name) {
            let said = match rule.fix {
                Fixes::None => finding.fixes.is_empty(),
                Fixes::Assist => finding.safe_fix().is_none(),
                Fixes::Safe => true,
            };
            assert!(said, "{} offers {:?}", rule.name, finding.fixes);
        }
    }
}

#[test]
fn every_rule_has_a_name_of_its_own_and_says_what_and_why() {
    let names: BTreeSet<_> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), RULES.len(), "two rules share a name");
    for rule in RULES {
        let part = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        assert!(rule.name.split('/').count() == 2 && rule.name.split('/').all(part), "{}", rule.name);
        assert!(rule.summary.ends_with('.') && rule.why.ends_with('.'), "{} is no sentence", rule.name);
        assert!(rule.options.iter().all(|option| option.meaning.ends_with('.')), "{}", rule.name);
    }
}
