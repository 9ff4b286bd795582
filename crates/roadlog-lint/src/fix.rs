//! Safe fixes, applied until nothing changes any more.

use std::collections::BTreeMap;

use roadlog_model::{FileInput, Plan};
use roadlog_syntax::{Edit, Span, edit};

use crate::context::Options;
use crate::engine::{Report, run};
use crate::finding::Finding;

/// How many rounds are made at most. Each fix makes its finding go, so that the second round usually finds nothing.
const ROUNDS: usize = 10;

/// A plan with its safe fixes applied.
#[derive(Debug)]
pub struct Fixed {
    /// The plan as it is then.
    pub plan: Plan,
    /// What is left to find.
    pub report: Report,
    /// How many findings of each rule were mended.
    pub mended: BTreeMap<&'static str, usize>,
    /// The paths of the files that changed, in order.
    pub changed: Vec<String>,
}

/// Applies the safe fixes of the findings that `wanted` says yes to, and of what comes to light by that, at most ten
/// times over. A file that is not wholly text is left as it is.
pub fn fix(plan: &Plan, options: &Options<'_>, wanted: &dyn Fn(&Finding) -> bool) -> Fixed {
    let mut fixed =
        Fixed { plan: plan.clone(), report: run(plan, options), mended: BTreeMap::new(), changed: Vec::new() };
    for _ in 0..ROUNDS {
        let edits = chosen(&fixed, wanted);
        if edits.is_empty() {
            break;
        }
        for (path, edits) in edits {
            fixed.apply(path, &edits);
        }
        fixed.report = run(&fixed.plan, options);
    }
    fixed.changed.sort();
    fixed.changed.dedup();
    fixed
}

/// The edits of one round, by file.
type Round = BTreeMap<String, Vec<(Edit, &'static str)>>;

/// The safe fixes that can be applied together: each whole or not at all, and none where another one writes.
fn chosen(fixed: &Fixed, wanted: &dyn Fn(&Finding) -> bool) -> Round {
    let mut round = Round::new();
    for finding in fixed.report.findings.iter().filter(|finding| wanted(finding)) {
        let Some(fix) = finding.safe_fix() else { continue };
        let fits = |round: &Round| {
            fix.edits.iter().all(|file_edit| {
                let path = file_edit.path.unescaped();
                let open = fixed.plan.file_at(path).is_some_and(|(_, file)| !file.document().is_damaged());
                let taken = round.get(path).map_or(&[][..], |edits| &edits[..]);
                open && taken.iter().all(|(other, _)| are_apart(other.span, file_edit.edit.span))
            })
        };
        if fits(&round) {
            for file_edit in &fix.edits {
                let path = file_edit.path.unescaped().to_owned();
                round.entry(path).or_default().push((file_edit.edit.clone(), finding.rule));
            }
        }
    }
    round
}

/// Whether two edits can both be made: no byte in common, and not at the same place.
const fn are_apart(one: Span, other: Span) -> bool {
    one.end < other.start || other.end < one.start
}

impl Fixed {
    fn apply(&mut self, path: String, edits: &[(Edit, &'static str)]) {
        let Some((_, file)) = self.plan.file_at(&path) else { return };
        let only: Vec<Edit> = edits.iter().map(|(edit, _)| edit.clone()).collect();
        let Ok(text) = edit::apply(file.document().text(), &only) else { return };
        let (archived, foreign) = (file.is_archived(), file.is_foreign());
        let input = FileInput { path: path.clone(), bytes: text.into_bytes(), archived, foreign };
        let Ok(plan) = self.plan.with_file(input) else { return };
        self.plan = plan;
        for (_, rule) in edits {
            *self.mended.entry(rule).or_default() += 1;
        }
        self.changed.push(path);
    }
}
