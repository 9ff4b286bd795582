//! `ownership/misplaced-kind`: an item stands in the other role's file.

use roadlog_config::{KindRef, Shape, Side};
use roadlog_model::reads::{self, Read};
use roadlog_model::{ItemRef, Plan, PlanFile, PlanItem};
use roadlog_syntax::Edit;
use rustc_hash::FxHashMap;

use crate::context::Context;
use crate::finding::{FileEdit, Level};
use crate::rule::{Asks, Check, Fixes, Group, Rule};
use crate::skeleton::{item_at, line_break_of};
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
    check: Check::Among { groups, check },
};

fn groups(_: &Context<'_>, item: PlanItem<'_>) -> Vec<Group> {
    Group::all(sides(item).is_some())
}

/// The side of the file that an item stands in and its own, where these are not the same.
fn sides(item: PlanItem<'_>) -> Option<(Side, Side)> {
    let file = item.file();
    let here = Side::of_path(file.path()).filter(|_| !file.is_foreign() && !file.is_archived())?;
    let side = item.side().filter(|side| *side != here)?;
    (file.settings().shape() != Some(Shape::Combined)).then_some((here, side))
}

fn check(context: &mut Context<'_>, _: &Group, items: &[PlanItem<'_>]) {
    let mut targets = Targets::of(context.plan());
    for &item in items {
        if let Some((here, side)) = sides(item) {
            tell(context, item, here, side, &mut targets);
        }
    }
}

fn tell<'p>(context: &mut Context<'_>, item: PlanItem<'p>, here: Side, side: Side, targets: &mut Targets<'p>) {
    let (wanted, target) = (side.name(), targets.target(item.file(), side));
    let to = target.map_or_else(|| format!("{} file", a(&format!(".{wanted}"))), |(_, file)| file.path().to_owned());
    let message = format!(
        "{} is {} and stands in a .{} file: move it to {to}, or set shape = \"combined\"",
        name(item),
        a(&item.kind_word()),
        here.name(),
    );
    let told = context.report(item, item.syntax().kind_span(), message);
    if let Some((place, file)) = target {
        let edits = moved(item, file, targets.inside(item.plan(), place, file));
        let _ = told.mend_files(format!("Move it to {}", file.path()), false, edits);
    }
}

/// The files that items can be moved to.
struct Targets<'p> {
    files: Vec<(u32, &'p PlanFile)>,
    /// The place in `files` of the only file of a side, stem or folder; `None` where there are several.
    only: FxHashMap<(Side, Alike<'p>), Option<usize>>,
    inside: FxHashMap<u32, Inside>,
}

/// What a file has in common with the one that an item is moved from.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Alike<'p> {
    Stem(&'p str),
    Folder(&'p str),
    Workspace,
}

/// How near a file is to one of this path, the nearest first.
fn alike(path: &str) -> [Alike<'_>; 3] {
    let stem = path.rsplit_once('.').map_or("", |(stem, _)| stem);
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    [Alike::Stem(stem), Alike::Folder(folder), Alike::Workspace]
}

impl<'p> Targets<'p> {
    fn of(plan: &'p Plan) -> Self {
        let fits = |file: &PlanFile| !file.is_archived() && !file.is_foreign() && !file.document().is_damaged();
        let files: Vec<_> = plan.files().filter(|(_, file)| fits(file)).collect();
        let mut only = FxHashMap::default();
        for (index, (_, file)) in files.iter().enumerate() {
            let Some(side) = Side::of_path(file.path()) else { continue };
            for alike in alike(file.path()) {
                only.entry((side, alike)).and_modify(|found| *found = None).or_insert(Some(index));
            }
        }
        Self { files, only, inside: FxHashMap::default() }
    }

    /// The file that an item of this side belongs in: of the same name, else of the same folder, else the only one
    /// that there is.
    fn target(&self, from: &PlanFile, side: Side) -> Option<(u32, &'p PlanFile)> {
        let near = |alike| self.only.get(&(side, alike)).copied().flatten();
        alike(from.path()).into_iter().find_map(near).map(|index| self.files[index])
    }

    fn inside(&mut self, plan: &Plan, place: u32, file: &PlanFile) -> &Inside {
        self.inside.entry(place).or_insert_with(|| Inside::of(plan, place, file))
    }
}

/// Where in a file an item can be put.
struct Inside {
    line_break: &'static str,
    /// Behind the last item that serves another one.
    behind_siblings: FxHashMap<ItemRef, u32>,
    /// Behind the last item of a kind.
    behind_kind: FxHashMap<Option<KindRef>, u32>,
}

impl Inside {
    fn of(plan: &Plan, place: u32, file: &PlanFile) -> Self {
        reads::note(|| Read::file(place));
        let line_break = line_break_of(file);
        let mut inside = Self { line_break, behind_siblings: FxHashMap::default(), behind_kind: FxHashMap::default() };
        for item in plan.items_of(place) {
            let end = item.syntax().span().end;
            inside.behind_kind.insert(item.kind(), end);
            if let Some(parent) = item.parents().next() {
                inside.behind_siblings.insert(parent.at(), end);
            }
        }
        inside
    }

    /// Below the last item that serves the same one, else below the last of its kind, else at the end.
    fn place(&self, item: PlanItem<'_>) -> Option<u32> {
        let siblings = item.parents().next().and_then(|parent| self.behind_siblings.get(&parent.at()));
        siblings.or_else(|| self.behind_kind.get(&item.kind())).copied()
    }
}

/// The edits that take an item out of its file and put it into `file`.
fn moved(item: PlanItem<'_>, file: &PlanFile, inside: &Inside) -> Vec<FileEdit> {
    let syntax = item.syntax();
    let span = syntax.span();
    let text = syntax.document().text()[span.range()].trim_end();
    let at = inside.place(item).unwrap_or_else(|| file.document().len());
    let edit = item_at(file, at, text, inside.line_break);
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
