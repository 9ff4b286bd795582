//! `ownership/misplaced-kind`: an item stands in the other role's file.

use roadlog_config::{Shape, Side};
use roadlog_model::{Plan, PlanFile, PlanItem};
use roadlog_syntax::Edit;

use super::roles::shape;
use crate::context::Context;
use crate::finding::{FileEdit, Level};
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::skeleton::item_at;
use crate::wording::{a, name};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "ownership/misplaced-kind",
    level: Some(Level::Warning),
    summary: "A kind of the backlog stands in a `.roadmap` file, or the reverse.",
    why: "Product managers look after `.roadmap` files and product owners after `.backlog` files: each finds all of \
theirs in one place, and a forge can ask the right one for a review. With shape `combined` one file may hold \
everything, and the rule is off.",
    bad: "
//- product.roadmap
vision V-1 Anyone can buy in under a minute
  owner: @ana

bug PAY-15 The pay button stays grey
^^^ ownership/misplaced-kind: PAY-15 is a bug and stands in a .roadmap file
  status: draft
//- checkout.backlog
bug PAY-16 The total has no currency
  status: draft
",
    good: "
//- product.roadmap
vision V-1 Anyone can buy in under a minute
  owner: @ana
//- checkout.backlog
bug PAY-15 The pay button stays grey
  status: draft

bug PAY-16 The total has no currency
  status: draft
",
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::Live,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let (Some(side), Some(here)) = (item.side(), Side::of_path(item.file().path())) else { return };
    if side == here || shape(item) == Some(Shape::Combined) {
        return;
    }
    let (wanted, target) = (side.name(), target(item.plan(), item.file(), side));
    let to = target.map_or_else(|| format!("{} file", a(&format!(".{wanted}"))), |(_, file)| file.path().to_owned());
    let message = format!(
        "{} is {} and stands in a .{} file: move it to {to}, or set shape = \"combined\"",
        name(item),
        a(&item.kind_word()),
        here.name(),
    );
    let told = context.report(item, item.syntax().kind_span(), message);
    if let Some((place, file)) = target {
        let _ = told.mend_files(format!("Move it to {}", file.path()), false, moved(item, place, file));
    }
}

/// The file of the plan that an item of this side belongs in: of the same name, else of the same folder, else the
/// only one that there is.
fn target<'p>(plan: &'p Plan, from: &PlanFile, side: Side) -> Option<(u32, &'p PlanFile)> {
    let fits = |file: &PlanFile| {
        Side::of_path(file.path()) == Some(side)
            && !file.is_archived()
            && !file.is_foreign()
            && !file.document().is_damaged()
    };
    let stem = |path: &str| path.rsplit_once('.').map_or_else(String::new, |(stem, _)| stem.to_owned());
    let folder = |path: &str| path.rsplit_once('/').map_or_else(String::new, |(folder, _)| folder.to_owned());
    let files: Vec<_> = plan.files().filter(|(_, file)| fits(file)).collect();
    let only = |wanted: &dyn Fn(&str) -> bool| {
        let mut found = files.iter().copied().filter(|(_, file)| wanted(file.path()));
        found.next().filter(|_| found.next().is_none())
    };
    only(&|path| stem(path) == stem(from.path()))
        .or_else(|| only(&|path| folder(path) == folder(from.path())))
        .or_else(|| only(&|_| true))
}

/// The edits that take an item out of its file and put it below the last one of `file` that serves the same item,
/// else below the last of its kind, else at the end.
fn moved(item: PlanItem<'_>, place: u32, file: &PlanFile) -> Vec<FileEdit> {
    let syntax = item.syntax();
    let span = syntax.span();
    let text = syntax.document().text()[span.range()].trim_end();
    let parent = item.parents().next();
    let others = || item.plan().items_of(place).rev();
    let sibling = others().find(|other| parent.is_some() && other.parents().next() == parent);
    let above = sibling.or_else(|| others().find(|other| other.kind() == item.kind()));
    let at = above.map_or_else(|| file.document().len(), |above| above.syntax().span().end);
    let edit = item_at(file, at, text);
    vec![
        FileEdit { path: item.file().shared_path().into(), edit: Edit::delete(span) },
        FileEdit { path: file.shared_path().into(), edit },
    ]
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{mended, told};

    #[test]
    fn one_file_may_hold_everything_where_the_shape_says_so() {
        told(
            &RULE,
            "
            //- roadlog.toml
            [team]
            shape = \"combined\"
            //- plan.backlog
            goal G-1 More buyers
            ",
        );
    }

    #[test]
    fn an_item_moves_below_its_siblings() {
        let text = "\
//- a.roadmap
goal G-1 More buyers

epic PAY-1 Guest checkout
  for: G-1

goal G-2 Fewer returns
//- a.backlog
epic PAY-2 Cards
  for: G-1

epic PAY-3 Returns
  for: G-2
";
        let backlog = mended(&RULE, text, "a.backlog");
        assert_eq!(
            backlog,
            "epic PAY-2 Cards\n  for: G-1\n\nepic PAY-1 Guest checkout\n  for: G-1\n\nepic PAY-3 Returns\n  for: G-2\n"
        );
        assert_eq!(mended(&RULE, text, "a.roadmap"), "goal G-1 More buyers\n\ngoal G-2 Fewer returns\n");
    }

    #[test]
    fn an_item_may_move_to_the_end_of_a_file_of_any_kind() {
        for (backlog, moved) in [
            ("", "bug PAY-1 Grey\n"),
            ("# ours\n", "# ours\n\nbug PAY-1 Grey\n"),
            ("bug PAY-2 Red", "bug PAY-2 Red\n\nbug PAY-1 Grey\n"),
            ("bug PAY-2 Red\r\n", "bug PAY-2 Red\r\n\r\nbug PAY-1 Grey\r\n"),
        ] {
            let shown = backlog.replace('\r', "␍");
            let end = if shown.ends_with('\n') || shown.is_empty() { "" } else { "␃\n" };
            let text = format!("//- a.roadmap\nbug PAY-1 Grey\n//- b.backlog\n{shown}{end}");
            assert_eq!(mended(&RULE, &text, "b.backlog"), moved, "{backlog:?}");
        }
    }
}
