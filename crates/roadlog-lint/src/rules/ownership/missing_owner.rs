//! `ownership/missing-owner`: nobody is accountable for an item.

use roadlog_config::{Field, Person, Role, Side, may_serve};
use roadlog_model::reads::{self, Read};
use roadlog_model::{ItemRef, Owner, PlanItem};
use roadlog_syntax::Kind;
use rustc_hash::FxHashSet;

use super::roles::{has_role, holders};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, FileView, Fixes, OptionDefault, Rule, RuleOption};
use crate::rules::syntax::slips::{is_meant, lacks};
use crate::wording::{counted, name, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "ownership/missing-owner",
    level: Some(Level::Error),
    summary: "Neither an item that is ready or later nor any item above it names an owner who may decide on it.",
    why: "Every item has one person who answers for it: the product manager for the roadmap, the product owner for the \
backlog. The owner is written once, as far up as it holds, and everything below has it; so this is told once, at the \
topmost item that lacks one. Bugs, tasks and spikes are a hint. Drafts are asked for nothing.",
    bad: "
epic PAY-1 Guest checkout
     ^^^^^ ownership/missing-owner: PAY-1 and 1 item below it have no owner
  status: active

task PAY-15 Renew the certificate
  status: ready
  for: PAY-1
",
    good: "
epic PAY-1 Guest checkout
  status: active
  owner: @maria

task PAY-15 Renew the certificate
  status: ready
  for: PAY-1
",
    fix: Fixes::None,
    options: &[RuleOption {
        name: "written",
        meaning: "Asks for an `owner` line on every item, whoever owns the items above it.",
        default: OptionDefault::Bool(false),
    }],
    asks: Asks::ReadyOrDoing,
    check: Check::Each(check),
};

/// How far up a chain is followed; no plan is as deep, and a ring ends here.
const DEEPEST: usize = 64;

fn check(context: &mut Context<'_>, view: FileView<'_>) {
    if !view.plan.config().people_known() {
        nobody_known(context, view);
        return;
    }
    let every_item = context.switch(view.file, "written");
    for item in view.items().filter(|item| is_asked(*item) && item.field(Field::Owner).is_none()) {
        if every_item {
            if lacks(item, Field::Owner) {
                tell(context, item, format!("{} names no owner: add `owner: @who`", name(item)));
            }
        } else if let Chain::Topmost = Chain::of(item, context) {
            tell(context, item, sentence(item, below(context, item)));
        }
    }
}

/// How many items lack an owner because `top` does.
fn below(context: &Context<'_>, top: PlanItem<'_>) -> usize {
    let lacks = |item: &PlanItem<'_>| {
        is_asked(*item)
            && item.field(Field::Owner).is_none()
            && !context.switch(item.file(), "written")
            && matches!(Chain::of(*item, context), Chain::Below(above) if above == top.at())
    };
    let mut seen: FxHashSet<ItemRef> = FxHashSet::from_iter([top.at()]);
    let mut next = vec![top];
    let mut count = 0;
    while let Some(item) = next.pop() {
        for serving in item.serving().filter(|serving| seen.insert(serving.at())) {
            count += usize::from(lacks(&serving));
            next.push(serving);
        }
    }
    count
}

/// Ownership cannot be judged where nobody is known; that is said once, and by `ownership/vacant-role` where the
/// configuration asks for roles.
fn nobody_known(context: &mut Context<'_>, view: FileView<'_>) {
    if view.plan.config().settings("").shape().is_some() {
        return;
    }
    let asked = view.items().find(|item| is_asked(*item));
    if let Some(item) = asked.filter(|item| is_first(*item)) {
        let message = "roadlog.toml names no people, so nobody can be seen to own this plan: `roadlog init` writes one \
                       with those whom git knows";
        let _ = context.report_in(item.file(), name_span(item), message).at_most(Level::Warning);
    }
}

/// Whether it is the first item of the plan that is asked.
fn is_first(item: PlanItem<'_>) -> bool {
    let (plan, ItemRef { file, node }) = (item.plan(), item.at());
    reads::note(|| Read::items_of(file));
    // Most that are asked stand right below another one.
    let mut above = (0..node).rev().filter_map(|node| plan.item(ItemRef { file, node }));
    !above.any(is_asked) && plan.items().find(|item| is_asked(*item)) == Some(item)
}

fn sentence(item: PlanItem<'_>, below: usize) -> String {
    let role = item.side().map_or(Role::ProductOwner, Side::role);
    let name = name(item);
    let without = match below {
        0 => format!("{name} has no owner"),
        _ => format!("{name} and {} below it have no owner", counted(below, "item")),
    };
    format!("{without}: add `owner:` with a {} here or above", role.title())
}

fn tell(context: &mut Context<'_>, item: PlanItem<'_>, message: String) {
    let told = context.report(item, name_span(item), message);
    if item.is_a(&[Kind::Bug, Kind::Task, Kind::Spike]) {
        let _ = told.at_most(Level::Info);
    }
}

/// Whether an item has to have an owner: ready or doing, and a sprint or of a kind that may serve something.
fn is_asked(item: PlanItem<'_>) -> bool {
    let is_asked = |kind: Kind| kind == Kind::Sprint || Field::For.is_on(kind);
    item.like().is_some_and(is_asked)
        && item.is_ready_or_doing()
        && !item.file().is_archived()
        && !item.file().is_foreign()
        && !item.syntax().is_broken()
}

/// What the chain above an item without an `owner` line says.
enum Chain {
    /// Somebody above owns it, or may: a wrong owner above, or a step that leads nowhere, is told there.
    Owned,
    /// It is the topmost item that lacks an owner.
    Topmost,
    /// It lacks what that item lacks.
    Below(ItemRef),
}

impl Chain {
    fn of(item: PlanItem<'_>, context: &Context<'_>) -> Self {
        let Some(side) = item.side() else { return Self::Owned };
        let above = || std::iter::successors(item.parents().next(), |at| at.parents().next()).take(DEEPEST);
        if above().any(|above| is_owned(above, side)) {
            return Self::Owned;
        }
        let lacks_one = |above: &PlanItem<'_>| {
            is_asked(*above) && above.field(Field::Owner).is_none() && passes_on(context, *above, item)
        };
        match above().filter(lacks_one).last() {
            Some(top) if top != item => Self::Below(top.at()),
            _ if is_told_elsewhere(item) || above().any(is_told_elsewhere) || above().nth(DEEPEST - 1).is_some() => {
                Self::Owned
            }
            _ => Self::Topmost,
        }
    }
}

/// Whether its owner, or what it serves, has a fault that is told where that stands.
fn is_told_elsewhere(item: PlanItem<'_>) -> bool {
    let served = item.parents().next();
    let may_serve_it = |served: PlanItem<'_>| item.like().zip(served.like()).is_none_or(|(own, of)| may_serve(own, of));
    let leads_on = served.map_or_else(|| lacks(item, Field::For), may_serve_it);
    let has_wrong_owner = item.field(Field::Owner).is_some_and(|owner| owner.faults().next().is_some());
    !leads_on || has_wrong_owner || is_meant(item, Field::Owner)
}

/// Whether what stands above gives everything of this side below it an owner, or was meant to and is told itself.
fn is_owned(above: PlanItem<'_>, side: Side) -> bool {
    let may_decide = |owner: Owner<'_>| has_role(above, owner.handle, side.role());
    let is_told = above.side() == Some(side) && above.is_ready_or_doing() && !above.file().is_foreign();
    above.field(Field::Owner).is_some() && (is_told || above.written_owner().is_some_and(may_decide))
}

/// Whether whoever comes to own `above` owns `item` too.
fn passes_on(context: &Context<'_>, above: PlanItem<'_>, item: PlanItem<'_>) -> bool {
    let (Some(over), Some(under)) = (above.side(), item.side()) else { return false };
    let decides_below = |person: &Person| has_role(item, person.handle(), under.role());
    over == under || above.owner().is_none() && holders(above, over.role(), context.today()).all(decides_below)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::Level;
    use crate::testing::told;

    #[test]
    fn drafts_closed_items_and_archives_are_asked_for_nothing() {
        told(
            &RULE,
            "
            story PAY-1 Pay
              status: draft
            story PAY-2 Pay
              status: accepted
            //- archive/old.backlog
            story PAY-3 Pay
              status: ready
            //- other/their.backlog
            story PAY-4 Pay
              status: ready
            ",
        );
    }

    #[test]
    fn each_side_needs_an_owner_of_its_own() {
        told(
            &RULE,
            "
            goal G-1 More buyers
              status: active
              owner: @ana
            metric M-1 Completion
              for: G-1
            epic PAY-1 Guest checkout
                 ^^^^^ ownership/missing-owner: PAY-1 and 2 items below it have no owner: add `owner:` with a product owner
              status: active
              for: G-1
            story PAY-2 Pay
              status: ready
              for: PAY-1
            task PAY-3 Build
              status: ready
              for: PAY-2
            ",
        );
    }

    #[test]
    fn with_one_role_for_both_sides_the_lack_is_one() {
        told(
            &RULE,
            "
            //- roadlog.toml
            [team]
            shape = \"combined\"
            [people.ana]
            roles = [\"product-manager\"]
            //- plan.backlog
            goal G-1 More buyers
                 ^^^ ownership/missing-owner: G-1 and 1 item below it have no owner
              status: active
            story PAY-2 Pay
              status: ready
              for: G-1
            ",
        );
    }

    #[test]
    fn a_wrong_owner_above_is_told_there_and_not_again_below() {
        told(
            &RULE,
            "
            epic PAY-1 Guest checkout
              status: active
              owner: @li
            story PAY-2 Pay
              status: ready
              for: PAY-1
            story PAY-3 Pay
              status: ready
              owner: @nobody
            ",
        );
    }

    #[test]
    fn a_ring_has_an_end_here() {
        told(
            &RULE,
            "
            task PAY-1 One
              status: ready
              for: PAY-2
              owner: @maria
            task PAY-2 Two
              status: ready
              for: PAY-1
            ",
        );
    }

    #[test]
    fn bugs_are_a_hint_and_sprints_are_asked() {
        let found = told(
            &RULE,
            "
            bug PAY-1 Grey button
                ^^^^^ ownership/missing-owner
              status: ready
            sprint PAY-s1 Guests can pay
                   ^^^^^^ ownership/missing-owner
            ",
        );
        assert_eq!(found.iter().map(|finding| finding.level).collect::<Vec<_>>(), [Level::Info, Level::Error]);
    }

    #[test]
    fn a_line_on_every_item_where_that_is_wanted() {
        told(
            &RULE,
            "
            //- roadlog.toml
            [people.maria]
            roles = [\"product-owner\"]
            [rules.options.\"ownership/missing-owner\"]
            written = true
            //- plan.backlog
            epic PAY-1 Guest checkout
              status: active
              owner: @maria
            story PAY-2 Pay
                  ^^^^^ ownership/missing-owner: PAY-2 names no owner
              status: ready
              for: PAY-1
            ",
        );
    }

    #[test]
    fn that_nobody_is_known_is_said_once() {
        told(
            &RULE,
            "
            //- roadlog.toml
            //- plan.backlog
            story PAY-1 Pay
                  ^^^^^ ownership/missing-owner: roadlog.toml names no people
              status: ready
            story PAY-2 Pay
              status: ready
            ",
        );
    }
}
