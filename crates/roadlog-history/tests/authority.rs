//! Who may make which change: the cases of `tests/authority/`, one or more for each row of the built-in table and for
//! what roadlog.toml adds to it.
//!
//! A case begins with `=== NAME`, then come `--- before`, `--- after` and `--- may`: the people who may make all of the
//! changes. A file `roadlog.toml` is added to the people of all cases; where a case says `//- only.toml`, that stands alone.
//! History tells that @sam brought every item in and asked every question.

mod cases;
mod common;

use std::collections::BTreeSet;

use common::{History, Revision, TODAY, revision};
use roadlog_config::AUTHORITY;
use roadlog_history::{Change, Court, Ground, Identity, Verdict, Versions, changes, policy_changes};
use roadlog_model::{Plan, PlanItem};
use roadlog_syntax::value::{Handle, Id};

struct Case {
    name: String,
    before: Revision,
    after: Revision,
    may: BTreeSet<String>,
}

fn cases() -> Vec<Case> {
    cases::texts("authority").into_iter().map(|text| read(&text)).collect()
}

fn read(text: &str) -> Case {
    let between = |text: &str, from: &str, to: &str| -> String {
        let behind = text.split_once(from).expect("a case has all three parts").1;
        behind.split_once(to).map_or(behind, |(part, _)| part).to_owned()
    };
    Case {
        name: text.lines().next().unwrap_or_default().to_owned(),
        before: revision(&between(text, "--- before\n", "--- after\n")),
        after: revision(&between(text, "--- after\n", "--- may\n")),
        may: between(text, "--- may\n", "=== ").split_whitespace().map(str::to_owned).collect(),
    }
}

/// The versions of the item that changed.
fn versions<'a>(change: &Change, before: &'a Plan, after: &'a Plan) -> Versions<'a> {
    let Some(item) = &change.item else { return Versions::default() };
    let find = |plan: &'a Plan, id: Option<&Id>| -> Option<PlanItem<'a>> { plan.first(id?) };
    let former = item.former_id.as_ref().or(item.id.as_ref());
    Versions::of_step(find(before, former), find(after, item.id.as_ref()))
}

/// The verdicts on all that changed, were it made by `who`.
fn verdicts(case: &Case, who: &str) -> Vec<(Change, Verdict)> {
    let Case { before, after, .. } = case;
    let mut all = changes(&before.plan, &after.plan);
    all.extend(policy_changes(&before.policy, &after.policy));
    let court = Court { policy: before.plan.config(), today: TODAY, origins: &History, approvals: &[] };
    let author = Identity::Claimed(Handle::from_name(who).expect("a handle"));
    let judged = all.into_iter().map(|change| {
        let verdict = court.judge(&change, &author, &versions(&change, &before.plan, &after.plan));
        (change, verdict)
    });
    judged.collect()
}

fn people(case: &Case) -> Vec<String> {
    case.before.plan.config().people().iter().map(|person| person.handle().name().to_owned()).collect()
}

#[test]
fn whoever_may_may_and_nobody_else() {
    let wrong = cases().into_iter().filter_map(|case| {
        let all = people(&case).into_iter();
        let found = all.filter(|who| verdicts(&case, who).iter().all(|(_, verdict)| verdict.stands()));
        let found: BTreeSet<String> = found.map(|who| format!("@{who}")).collect();
        let changes: Vec<_> =
            verdicts(&case, "eve").iter().map(|(it, _)| it.sentence().unescaped().to_owned()).collect();
        (found != case.may || changes.is_empty())
            .then(|| format!("\n=== {}\nexpected {:?}\nfound    {found:?}\nof {changes:?}\n", case.name, case.may))
    });
    let wrong: String = wrong.collect();
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_row_of_the_table_lets_somebody_do_something_in_a_case() {
    let mut used = BTreeSet::new();
    for case in cases() {
        for who in people(&case) {
            for (_, verdict) in verdicts(&case, &who) {
                if let Verdict::Allowed { by: Ground::Row(row), .. } = verdict {
                    used.insert(row.change);
                }
            }
        }
    }
    let unused: Vec<_> = AUTHORITY.iter().map(|row| row.change).filter(|change| !used.contains(change)).collect();
    assert_eq!(unused, [""; 0]);
}

#[test]
fn whom_a_refusal_names_may_make_the_change() {
    for case in cases() {
        for (change, verdict) in verdicts(&case, "eve") {
            let Verdict::Refused(refusal) = verdict else { continue };
            for who in refusal.may {
                let theirs = verdicts(&case, who.name()).into_iter().find(|(other, _)| *other == change);
                assert!(theirs.unwrap().1.stands(), "{} {who}", case.name);
            }
        }
    }
}
