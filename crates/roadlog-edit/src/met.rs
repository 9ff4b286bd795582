//! Criteria met, opened again or dropped.

use roadlog_lint::suggest::nearest;
use roadlog_lint::wording::listed;
use roadlog_model::{Criterion, PlanItem};
use roadlog_syntax::mention::label;
use roadlog_syntax::value::Id;
use roadlog_syntax::{Edit, Mark};

use crate::draft::{Draft, Edited};
use crate::find::{criteria_of, criterion, own};
use crate::refusal::Refusal;
use crate::world::World;

/// The marks of criteria of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// The item.
    pub id: Id,
    /// The criteria, each by its place from 1, or by its label, with or without the `^`.
    pub criteria: Vec<String>,
    /// The mark that they get.
    pub mark: Mark,
}

pub(crate) fn edit(world: &World<'_>, request: &Met) -> Result<Edited, Refusal> {
    let mut draft = Draft::new(world);
    draft.about(&request.id);
    let item = own(draft.plan(), &request.id)?;
    let mut edits: Vec<Edit> = Vec::new();
    for which in &request.criteria {
        let criterion = find(item, which)?;
        let Some(span) = criterion.entry.mark_span().filter(|_| criterion.mark != request.mark) else { continue };
        if edits.iter().all(|edit| edit.span != span) {
            edits.push(Edit::new(span, character(request.mark)));
        }
    }
    let path = item.file().path().to_owned();
    draft.edit(&path, edits)?;
    draft.finish()
}

const fn character(mark: Mark) -> &'static str {
    match mark {
        Mark::Open => " ",
        Mark::Met => "x",
        Mark::Dropped => "-",
    }
}

/// The criterion that a number or a label names.
fn find<'p>(item: PlanItem<'p>, which: &str) -> Result<Criterion<'p>, Refusal> {
    let criteria: Vec<_> = item.criteria().collect();
    let name = item.syntax().id_text().unwrap_or_default();
    if let Ok(number) = which.parse::<usize>() {
        return criterion(item, number);
    }
    let has = criteria_of(item);
    let wanted = which.strip_prefix('^').unwrap_or(which);
    let labels: Vec<_> = criteria.iter().filter_map(|criterion| label_of(*criterion)).collect();
    let mut found = criteria.iter().filter(|criterion| label_of(**criterion).as_deref() == Some(wanted));
    match (found.next(), found.next()) {
        (Some(criterion), None) => Ok(*criterion),
        (Some(_), Some(_)) => {
            let reason = format!("several criteria of {name} have the label ^{wanted}");
            Err(Refusal::new(reason, "name it by its number, or give the other one another label"))
        }
        (None, _) => {
            let near = nearest(wanted, labels.iter().map(String::as_str)).map(|near| format!("did you mean ^{near}?"));
            let shown: Vec<_> = labels.iter().map(|label| format!("^{label}")).collect();
            let way_out = match (near, &shown[..]) {
                (Some(near), _) => near,
                (None, []) => format!("name it by its number; `roadlog show {name}` lists them"),
                (None, shown) => format!("it has {}; or name the criterion by its number", listed(shown, "and")),
            };
            Err(Refusal::new(format!("{has}, and none of them has the label ^{wanted}"), way_out))
        }
    }
}

/// The label of a criterion, without its `^`.
fn label_of(criterion: Criterion<'_>) -> Option<String> {
    let text = criterion.entry.text();
    let (_, range) = label(&text)?;
    text.get(range)?.trim_start().strip_prefix('^').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Request;
    use crate::testing::{edited, id, refused};

    const TEXT: &str =
        "bug PAY-1 Pay\n  status: doing\n  owner: @maria\n  - [X] a\n  [ ] b\n      c ^kept\n  [-] d ^gone\n";

    fn met(criteria: &[&str], mark: Mark) -> Request {
        Request::Met(Met { id: id("PAY-1"), criteria: criteria.iter().map(ToString::to_string).collect(), mark })
    }

    #[test]
    fn one_character_changes() {
        assert_eq!(edited(TEXT, &met(&["2"], Mark::Met)), TEXT.replace("[ ]", "[x]"));
        assert_eq!(
            edited(TEXT, &met(&["^kept", "gone", "2"], Mark::Met)),
            TEXT.replace("[ ]", "[x]").replace("[-]", "[x]")
        );
        assert_eq!(edited(TEXT, &met(&["1"], Mark::Open)), TEXT.replace("[X]", "[ ]"));
        assert_eq!(edited(TEXT, &met(&["1"], Mark::Dropped)), TEXT.replace("[X]", "[-]"));
        assert_eq!(edited(TEXT, &met(&["1"], Mark::Met)), "");
    }

    #[test]
    fn what_names_no_criterion_is_refused() {
        for (which, expected) in [
            ("4", "PAY-1 has 3 criteria, and none of them is number 4"),
            ("0", "PAY-1 has 3 criteria, and none of them is number 0"),
            ("^kpt", "PAY-1 has 3 criteria, and none of them has the label ^kpt; did you mean ^kept?"),
            ("x", "PAY-1 has 3 criteria, and none of them has the label ^x; it has ^kept and ^gone"),
        ] {
            let told = refused(TEXT, &met(&[which], Mark::Met));
            assert!(told.starts_with(expected), "{told}");
        }
        let twice = TEXT.replace("^gone", "^kept");
        assert!(
            refused(&twice, &met(&["kept"], Mark::Met)).starts_with("several criteria of PAY-1 have the label ^kept")
        );
    }

    #[test]
    fn accepted_work_keeps_its_criteria_met() {
        let text = "bug PAY-1 Pay\n  status: accepted\n  owner: @maria\n  [x] a\n";
        assert!(refused(text, &met(&["1"], Mark::Open)).starts_with("this would bring an error: PAY-1 is accepted"));
    }
}
