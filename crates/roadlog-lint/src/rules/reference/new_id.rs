//! `reference/new-id`: an item is still to get its id.

use std::collections::BTreeMap;

use roadlog_model::PlanItem;
use roadlog_syntax::Edit;
use roadlog_syntax::value::HeaderId;

use super::free_id::FreeIds;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Group, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "reference/new-id",
    level: Some(Level::Warning),
    summary: "An item has `PREFIX-new` in the place of an id.",
    why: "`PAY-new` is for those who write without the tool: nothing can refer to it until it has an id. The fix gives \
the next free one.",
    bad: "
bug PAY-15 The pay button stays grey
  status: draft

bug PAY-new The total has no currency
    ^^^^^^^ reference/new-id: PAY-new is still to get its id: the next free one is PAY-16
  status: draft
",
    good: "
bug PAY-15 The pay button stays grey
  status: draft

bug PAY-16 The total has no currency
  status: draft
",
    fix: Fixes::Safe,
    options: &[],
    asks: Asks::Everything,
    check: Check::Among { groups, check },
};

fn groups(_: &Context<'_>, item: PlanItem<'_>) -> Vec<Group> {
    Group::all(item.is_new() && !item.file().is_foreign())
}

fn check(context: &mut Context<'_>, _: &Group, items: &[PlanItem<'_>]) {
    let mut by_prefix: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for &item in items {
        let header = item.syntax().id_text().and_then(|text| HeaderId::parse(&text).ok());
        let Some(header) = header else { continue };
        by_prefix.entry(header.prefix().to_owned()).or_default().push(item);
    }
    if by_prefix.is_empty() {
        return;
    }
    let mut free = FreeIds::new(context);
    for (prefix, items) in by_prefix {
        for item in items {
            let span = item.syntax().id_span();
            let Some(id) = free.give(&prefix, item) else {
                let message = format!("{prefix}-new is still to get its id, and none is left: take another prefix");
                context.report(item, span, message);
                continue;
            };
            let message = format!("{prefix}-new is still to get its id: the next free one is {id}");
            context.report(item, span, message).fix(format!("Change to {id}"), [Edit::new(span, id.as_str())]);
        }
    }
}

#[cfg(test)]
mod tests {
    use roadlog_model::TakenIds;

    use super::RULE;
    use crate::testing::told;

    #[test]
    fn each_gets_another_one_behind_those_of_archives_and_other_workspaces() {
        told(
            &RULE,
            "
            story PAY-new One
                  ^^^^^^^ reference/new-id: PAY-new is still to get its id: the next free one is PAY-42
            story SHOP-new Two
                  ^^^^^^^^ reference/new-id: SHOP-new is still to get its id: the next free one is SHOP-8
            //- archive/old.backlog
            story PAY-41.2 Old
            story PAY-new Three
                  ^^^^^^^ reference/new-id: PAY-new is still to get its id: the next free one is PAY-43
            //- other/their.backlog
            story SHOP-7 Theirs
            story SHOP-new Theirs too
            ",
        );
    }

    #[test]
    fn what_is_taken_on_another_branch_is_not_given() {
        let fixture = roadlog_testkit::Fixture::parse("//- plan.backlog\nstory PAY-7 One\nstory PAY-new Two\n");
        let mut taken = TakenIds::default();
        taken.insert("PAY-41".parse().unwrap());
        let found = crate::testing::findings_beside(&RULE, &fixture, &taken, 0);
        assert_eq!(found[0].fixes[0].edits[0].edit.text, "PAY-42");
    }

    #[test]
    fn another_seed_draws_other_ids() {
        let text = "//- roadlog.toml\n[ids]\nstyle = \"random\"\n//- plan.backlog\nstory PAY-new One\n";
        let fixture = roadlog_testkit::Fixture::parse(text);
        let drawn = |seed| {
            let found = crate::testing::findings_beside(&RULE, &fixture, TakenIds::none(), seed);
            found[0].fixes[0].edits[0].edit.text.clone()
        };
        assert_eq!(drawn(7), drawn(7));
        assert_ne!(drawn(7), drawn(8));
    }

    #[test]
    fn random_ids_are_the_same_again_and_each_another() {
        let text = "\
//- roadlog.toml
[ids]
style = \"random\"
//- plan.backlog
story PAY-new One
story PAY-new One
";
        let fixture = roadlog_testkit::Fixture::parse(text);
        let given = || crate::testing::findings(&RULE, &fixture);
        let ids: Vec<_> = given().iter().map(|found| found.fixes[0].edits[0].edit.text.clone()).collect();
        assert_eq!(given().iter().map(|found| found.fixes[0].edits[0].edit.text.clone()).collect::<Vec<_>>(), ids);
        assert_ne!(ids[0], ids[1]);
        for id in ids {
            let drawn = id.strip_prefix("PAY-").unwrap();
            assert!(drawn.len() == 5 && drawn.bytes().any(|byte| byte.is_ascii_digit()), "{id}");
            assert!(drawn.bytes().any(|byte| byte.is_ascii_lowercase()), "{id}");
        }
    }
}
