//! Fixes of findings: one by one, all safe ones of a file, and the comment that silences a rule.

use roadlog_lint::{FileEdit, Finding, Untrusted, fix};
use roadlog_syntax::{Document, Edit, NodeKind, Span, format};

use super::key::Ask;
use super::{Action, ActionKind, Change, TO_SAY};
use crate::Snapshot;
use crate::changed::between;

/// Findings that no comment silences: about comments that silence, about roadlog.toml, and about what is no text.
const ALWAYS_TOLD: [&str; 4] = ["suppression/", "config/", "syntax/not-text", "syntax/conflict-marker"];

/// The findings of a file that a span touches, each with its place among all.
fn touched<'f>(path: &'f str, within: Span, findings: &'f [Finding]) -> impl Iterator<Item = (usize, &'f Finding)> {
    let touches = move |finding: &Finding| {
        let span = finding.place.span;
        finding.place.path.unescaped() == path && span.start <= within.end && within.start <= span.end
    };
    findings.iter().enumerate().filter(move |(_, finding)| touches(finding))
}

/// The fixes of the findings that a span touches: safe ones first.
pub(super) fn fixes(path: &str, within: Span, findings: &[Finding]) -> Vec<Action> {
    let of_finding = |(place, finding): (usize, &Finding)| {
        let best = finding.fixes.iter().position(|fix| fix.safe);
        let fixes = finding.fixes.iter().enumerate();
        let actions = fixes.map(|(at, fix)| Action {
            title: fix.title.clone(),
            kind: ActionKind::QuickFix,
            change: Change::Edits(fix.edits.clone()),
            is_preferred: best == Some(at),
            mends: Some(place),
            disabled: None,
        });
        actions.zip(finding.fixes.iter().map(|fix| fix.safe)).collect::<Vec<_>>()
    };
    let mut actions: Vec<_> = touched(path, within, findings).flat_map(of_finding).collect();
    actions.sort_by_key(|(_, safe)| !safe);
    actions.into_iter().map(|(action, _)| action).collect()
}

/// For each finding that a span touches, a comment that silences its rule in the item, or above all items in the file.
pub(super) fn suppressions(document: &Document, within: Span, path: &str, findings: &[Finding]) -> Vec<Action> {
    let silenced = |(place, finding): (usize, &Finding)| {
        if ALWAYS_TOLD.iter().any(|rule| finding.rule.starts_with(rule)) {
            return None;
        }
        let (edit, wherever) = suppression(document, finding)?;
        Some(Action {
            title: format!("Allow {} {wherever} because {TO_SAY}", finding.rule).into(),
            kind: ActionKind::QuickFix,
            change: Change::Edits(vec![FileEdit { path: Untrusted::from(path), edit }]),
            is_preferred: false,
            mends: Some(place),
            disabled: None,
        })
    };
    let mut actions: Vec<Action> = touched(path, within, findings).filter_map(silenced).collect();
    // One comment silences all that a rule has to say about an item.
    actions.dedup_by(|one, other| one.change == other.change);
    actions
}

/// The edit that writes the comment, and for what it holds.
fn suppression(document: &Document, finding: &Finding) -> Option<(Edit, &'static str)> {
    let node = document.node_at(finding.place.span.start);
    let comment = format!("# roadlog: allow {} because {TO_SAY}", finding.rule);
    let line_break = document.line_break();
    match node.kind() {
        NodeKind::Item => {
            let header = node.title_line();
            let (at, line) = (document.line_span(header).end, format!("{line_break}{}{comment}", node.indent()));
            Some((Edit::insert(at, line), "here"))
        }
        NodeKind::Preamble => {
            let at = if document.has_byte_order_mark() { '\u{feff}'.len_utf8() as u32 } else { 0 };
            Some((Edit::insert(at, format!("{comment}{line_break}{line_break}")), "in this file"))
        }
        NodeKind::Section => None,
    }
}

/// Offers the safe fixes of a file at once, where there are any.
pub(super) fn fix_all_action(path: &str, findings: &[Finding]) -> Option<Action> {
    let has_any = findings.iter().any(|finding| is_of_file(finding, path));
    let key = Ask::FixAll { path: path.to_owned() };
    has_any.then(|| Action::lazy("Apply all safe fixes of this file", ActionKind::FixAll, key))
}

/// Whether a finding of this file has a safe fix that changes nothing else.
fn is_of_file(finding: &Finding, path: &str) -> bool {
    let is_here = |edit: &FileEdit| edit.path.unescaped() == path;
    finding.place.path.unescaped() == path && finding.safe_fix().is_some_and(|fix| fix.edits.iter().all(is_here))
}

/// The edits that apply the safe fixes of a file, and those of what comes to light by that, as `roadlog check --fix` does;
/// line by line, so that what stays keeps its place.
pub fn fix_all(snapshot: &Snapshot, path: &str) -> Vec<Edit> {
    let Some((_, file)) = snapshot.plan.file_at(path) else { return Vec::new() };
    if file.is_foreign() || format::refusal(file.document()).is_some() {
        return Vec::new();
    }
    let fixed = fix(&snapshot.plan, &snapshot.surroundings.options(), &|finding| is_of_file(finding, path));
    let after = fixed.plan.file_at(path).map_or(file.document().text(), |(_, file)| file.document().text());
    between(file.document().text(), after)
}

#[cfg(test)]
mod tests {
    use roadlog_lint::run;
    use roadlog_syntax::edit::apply;

    use super::*;
    use crate::actions::code_actions;
    use crate::testing::Scene;

    /// What is offered at the cursor of a scene to mend what the rules find, each with its mark for the best one.
    fn offered(scene: &Scene) -> Vec<(String, bool, Option<usize>)> {
        let findings = run(&scene.snapshot.plan, &scene.snapshot.surroundings.options()).findings;
        let position = scene.position();
        let actions = code_actions(&scene.snapshot, position.path, Span::at(position.offset), &findings);
        let fixes = actions.into_iter().filter(|action| action.kind == ActionKind::QuickFix);
        fixes.map(|it| (it.title.unescaped().to_owned(), it.is_preferred, it.mends)).collect()
    }

    #[test]
    fn a_safe_fix_is_preferred_and_the_comment_comes_last() {
        let scene = Scene::of("bug PAY-1 Pay\n  Poin│ts: 5\n  owner: @mria\n");
        assert_eq!(
            offered(&scene),
            [
                ("Change to `points: 5`".to_owned(), true, Some(0)),
                ("Allow syntax/near-miss here because …".to_owned(), false, Some(0)),
            ]
        );
        let scene = Scene::of("bug PAY-1 Pay\n  Points: 5\n  owner: @mr│ia\n");
        let titles = offered(&scene);
        assert_eq!(
            titles,
            [
                ("Change to @maria".to_owned(), false, Some(1)),
                ("Add @mria to roadlog.toml".to_owned(), false, Some(1)),
                ("Allow reference/unknown-person here because …".to_owned(), false, Some(1)),
            ]
        );
    }

    #[test]
    fn a_comment_silences_what_it_allows() {
        for text in ["bug PAY-1 Pay\n  own│er:\n", "bug PAY-1 Pay␍\n\t[ ] a␍\n\town│er:␍\n"] {
            let scene = Scene::of(text);
            let options = scene.snapshot.surroundings.options();
            let findings = run(&scene.snapshot.plan, &options).findings;
            let at = Span::at(scene.position().offset);
            let document = scene.snapshot.plan.file_at("plan.backlog").unwrap().1.document();
            let actions = suppressions(document, at, "plan.backlog", &findings);
            let [action] = &actions[..] else { panic!("{actions:?}") };
            let Change::Edits(edits) = &action.change else { panic!("{action:?}") };
            let edits: Vec<_> = edits.iter().map(|edit| edit.edit.clone()).collect();
            let after = apply(document.text(), &edits).unwrap();
            assert!(after.contains("# roadlog: allow syntax/empty because …"), "{after}");
            let scene = Scene::of(&after.replace('\t', "␉"));
            let left = run(&scene.snapshot.plan, &scene.snapshot.surroundings.options()).findings;
            assert!(left.iter().all(|finding| finding.rule != "syntax/empty"), "{left:?}");
            assert!(left.iter().all(|finding| !finding.rule.starts_with("suppression/")), "{left:?}");
        }
    }

    #[test]
    fn findings_of_roadlog_toml_are_mended_there() {
        let scene = Scene::of("//- roadlog.toml\n[rulse│]\n//- plan.backlog\ntask PAY-1 a\n");
        let titles: Vec<_> = offered(&scene).into_iter().map(|(title, ..)| title).collect();
        assert_eq!(titles, ["Change to rules"]);
    }

    #[test]
    fn all_safe_fixes_of_a_file_are_made_at_once_until_there_are_none() {
        let scene =
            Scene::of("story PAY-new Pay\n  Points: 5\n  [] a\n  tags: x\n//- b.backlog\nstory PAY-7 x\n  Points: 5\n");
        let edits = fix_all(&scene.snapshot, "plan.backlog");
        let text = scene.text("plan.backlog");
        assert_eq!(apply(text, &edits).unwrap(), "story PAY-8 Pay\n  points: 5\n  [ ] a\n  tags: x\n");
        assert!(edits.iter().all(|edit| !text[edit.span.range()].contains("tags")), "what stays is not touched");
        assert_eq!(fix_all(&scene.snapshot, "roadlog.toml"), []);
    }
}
