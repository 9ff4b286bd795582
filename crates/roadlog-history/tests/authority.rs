//! Who may make which change: the cases of `tests/authority/`, one or more for each row of the built-in table and for
//! what roadlog.toml adds to it.
//!
//! A case begins with `=== NAME`, then come `--- before`, `--- after` and `--- may`: the people who may make all of the
//! changes. A file `roadlog.toml` is added to [`PEOPLE`]; where a case says `//- only.toml`, that stands alone.
//! History tells that @sam brought every item in and asked every question.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use roadlog_config::{AUTHORITY, Config, Place};
use roadlog_history::{
    Change, Court, Ground, Identity, Origins, PolicyFile, Verdict, Versions, changes, policy_changes,
};
use roadlog_model::{FileInput, Plan, PlanItem};
use roadlog_syntax::value::{Date, Handle, Id};
use roadlog_testkit::Fixture;

/// The day that counts as today.
const TODAY: Date = jiff::civil::date(2026, 11, 23);

/// Somebody for each role, two product owners, somebody without a role, and somebody who left.
const PEOPLE: &str = r#"
[people.ana]
roles = ["product-manager"]
[people.maria]
roles = ["product-owner"]
[people.noah]
roles = ["product-owner"]
[people.li]
roles = ["developer"]
[people.kim]
roles = ["scrum-master"]
[people.sam]
roles = ["stakeholder"]
[people.max]
roles = ["maintainer"]
[people.bot]
roles = ["agent"]
[people.eve]
[people.tom]
roles = ["product-manager", "product-owner", "developer", "maintainer"]
until = 2026-11-22
"#;

struct History;

impl Origins for History {
    fn creator(&self, _: &Id) -> Option<Handle> {
        Handle::from_name("sam").ok()
    }

    fn asker(&self, _: &Id, _: &str) -> Option<Handle> {
        Handle::from_name("sam").ok()
    }
}

struct Case {
    name: String,
    before: Revision,
    after: Revision,
    may: BTreeSet<String>,
}

/// A revision: the plan, and the files that say who is who.
struct Revision {
    plan: Plan,
    policy: Vec<PolicyFile>,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/authority");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the cases are there")
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    paths.sort();
    paths.iter().flat_map(|path| read(&fs::read_to_string(path).expect("it can be read"))).collect()
}

fn read(text: &str) -> Vec<Case> {
    let between = |text: &str, from: &str, to: &str| -> String {
        let behind = text.split_once(from).expect("a case has all three parts").1;
        behind.split_once(to).map_or(behind, |(part, _)| part).to_owned()
    };
    let case = |text: &str| Case {
        name: text.lines().next().unwrap_or_default().to_owned(),
        before: revision(&between(text, "--- before\n", "--- after\n")),
        after: revision(&between(text, "--- after\n", "--- may\n")),
        may: between(text, "--- may\n", "=== ").split_whitespace().map(str::to_owned).collect(),
    };
    text.split("=== ").skip(1).map(case).collect()
}

fn revision(text: &str) -> Revision {
    let files = Fixture::parse(text).files;
    let own = |path: &str| files.iter().find(|file| file.path == path).map(|file| file.text.clone());
    let config = own("only.toml").unwrap_or_else(|| format!("{PEOPLE}{}", own("roadlog.toml").unwrap_or_default()));
    let is_policy = |path: &str| path == "roadlog.toml" || path == "only.toml";
    let inputs = files.iter().filter(|file| !is_policy(&file.path)).map(|file| FileInput {
        archived: false,
        bytes: file.text.clone().into_bytes(),
        path: file.path.clone(),
        foreign: false,
    });
    let parsed = roadlog_config::parse(&config, Place::Root).0;
    let plan = Plan::new(Config::new(parsed, Vec::new()), inputs.collect()).expect("it is small");
    Revision { plan, policy: vec![PolicyFile { path: "roadlog.toml".into(), text: config }] }
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
