//! What holds for every plan: the rules never panic, every place is in its file, a safe fix makes its finding go and
//! fixes come to an end, the canonical form adds no finding, and a plan that was edited is judged like a fresh one.

mod incremental;
mod plans;

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use roadlog_config::{Config, FieldLookup, ValueType};
use roadlog_lint::{FileEdit, Finding, Report, fix};
use roadlog_model::{FileInput, Plan};
use roadlog_syntax::format::{Members, formatted};
use roadlog_syntax::{Edit, Span, edit};

use self::plans::{PATHS, edit_of, found, plan, plan_of_bytes, text, texts, toml, with_options};

/// What a finding says, its place aside.
type Said = (&'static str, String, String, String);

fn said(finding: &Finding) -> Said {
    let item = finding.item.as_ref().map_or("", |item| item.unescaped());
    let (path, message) = (finding.place.path.unescaped(), finding.message.unescaped());
    (finding.rule, path.to_owned(), item.to_owned(), message.to_owned())
}

/// How often each thing is said.
fn counted(report: &Report) -> BTreeMap<Said, usize> {
    let mut counts = BTreeMap::new();
    for finding in &report.findings {
        *counts.entry(said(finding)).or_default() += 1;
    }
    counts
}

/// What is said more often after than before.
fn added(before: &Report, after: &Report) -> Vec<Said> {
    let before = counted(before);
    let more =
        counted(after).into_iter().filter(|(said, count)| before.get(said).copied().unwrap_or_default() < *count);
    more.map(|(said, _)| said).collect()
}

/// Every place that a finding names: its own, the related ones, and those that its fixes write to.
fn places(finding: &Finding) -> Vec<(&str, Span)> {
    let related = finding.related.iter().map(|related| &related.place);
    let told = std::iter::once(&finding.place).chain(related).map(|place| (place.path.unescaped(), place.span));
    let edits = finding.fixes.iter().flat_map(|fix| &fix.edits);
    told.chain(edits.map(|edit| (edit.path.unescaped(), edit.edit.span))).collect()
}

/// The first place of the report that is not wholly in its file, or cuts a character in two.
fn misplaced(plan: &Plan, report: &Report) -> Option<String> {
    let toml = toml();
    let text = |path: &str| match path {
        "roadlog.toml" => Some(toml.as_str()),
        _ => plan.file_at(path).map(|(_, file)| file.document().text()),
    };
    report.findings.iter().find_map(|finding| {
        let fits = |&(path, span): &(&str, Span)| text(path).is_some_and(|text| text.get(span.range()).is_some());
        let wrong = places(finding).into_iter().find(|place| !fits(place))?;
        Some(format!("{wrong:?} of {finding:#?}"))
    })
}

/// The plan after these edits, all of the text as it is.
fn mended(plan: &Plan, edits: &[FileEdit]) -> Plan {
    let mut by_path: BTreeMap<&str, Vec<Edit>> = BTreeMap::new();
    for edit in edits {
        by_path.entry(edit.path.unescaped()).or_default().push(edit.edit.clone());
    }
    by_path.into_iter().fold(plan.clone(), |plan, (path, edits)| {
        let (_, file) = plan.file_at(path).expect("a fix edits files of the plan");
        let text = edit::apply(file.document().text(), &edits).expect("the edits of a fix do not overlap");
        plan.with_file(input(&plan, path, text)).expect("it is small")
    })
}

fn input(plan: &Plan, path: &str, text: String) -> FileInput {
    let archived = plan.file_at(path).is_some_and(|(_, file)| file.is_archived());
    FileInput { path: path.to_owned(), bytes: text.into_bytes(), archived, foreign: false }
}

fn members(config: &Config, kind: &str, key: &str) -> Members {
    let FieldLookup::Here(field) = config.field(config.kind(kind), key) else { return Members::None };
    match config.value_type(field) {
        ValueType::Ids | ValueType::People | ValueType::Tags => Members::Commas,
        ValueType::Links => Members::CommasAndSpace,
        _ => Members::None,
    }
}

/// The plan with every file in its canonical form that has one.
fn in_canonical_form(plan: &Plan) -> Plan {
    PATHS.into_iter().fold(plan.clone(), |plan, path| {
        let (_, file) = plan.file_at(path).expect("it is there");
        match formatted(file.document(), &|kind, key| members(plan.config(), kind, key)) {
            Ok(text) => plan.with_file(input(&plan, path, text)).expect("it is small"),
            Err(_) => plan,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_place_is_in_its_file_and_between_characters(texts in texts()) {
        let plan = plan(&texts);
        prop_assert_eq!(misplaced(&plan, &found(&plan)), None);
    }

    #[test]
    fn whatever_the_bytes_are_there_is_a_report(
        texts in texts(),
        bytes in prop::collection::vec((any::<Index>(), any::<u8>()), 1..6),
    ) {
        let files = texts.map(|text| {
            let mut file = text.into_bytes();
            for &(at, byte) in &bytes {
                file.insert(at.index(file.len() + 1), byte);
            }
            file
        });
        let plan = plan_of_bytes(files);
        prop_assert_eq!(misplaced(&plan, &found(&plan)), None);
    }

    #[test]
    fn a_safe_fix_makes_its_own_finding_go(texts in texts()) {
        let plan = plan(&texts);
        let before = found(&plan);
        for finding in &before.findings {
            for fix in finding.fixes.iter().filter(|fix| fix.safe) {
                let after = found(&mended(&plan, &fix.edits));
                let count = |report: &Report| counted(report).get(&said(finding)).copied().unwrap_or_default();
                prop_assert!(count(&after) < count(&before), "{:#?}", finding);
            }
        }
    }

    #[test]
    fn safe_fixes_come_to_an_end(texts in texts()) {
        let plan = plan(&texts);
        let fixed = with_options(|options| fix(&plan, options, &|_| true));
        let left: Vec<_> = fixed.report.findings.iter().filter(|finding| finding.safe_fix().is_some()).collect();
        prop_assert!(left.is_empty(), "{left:#?}");
        prop_assert_eq!(&found(&fixed.plan), &fixed.report);
    }

    #[test]
    fn the_canonical_form_adds_no_finding(texts in texts()) {
        let plan = plan(&texts);
        let canonical = in_canonical_form(&plan);
        prop_assert_eq!(added(&found(&plan), &found(&canonical)), []);
    }

    #[test]
    fn an_edited_plan_is_judged_like_a_fresh_one(
        texts in texts(),
        edits in prop::collection::vec((select(&PATHS[..]), any::<Index>(), 0usize..40, text()), 1..5),
    ) {
        let mut plan = plan(&texts);
        for (path, at, length, inserted) in edits {
            let text = plan.file_at(path).expect("it is there").1.document().text();
            let edit = edit_of(text, at, length, inserted);
            plan = plan.with_edits(path, std::slice::from_ref(&edit)).expect("it fits");
            let files = PATHS.map(|path| plan.file_at(path).expect("it is there").1.document().bytes().to_vec());
            prop_assert_eq!(found(&plan), found(&plan_of_bytes(files)), "after {:?} of {}", edit, path);
        }
    }
}
