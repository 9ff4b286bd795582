//! What holds for the changes between any two plans.

use std::collections::BTreeMap;

use proptest::prelude::*;
use roadlog_config::Config;
use roadlog_history::{Change, changes};
use roadlog_model::{FileInput, Plan};

/// What an item of a generated plan says; everything else about it follows from its number.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Said {
    title: u8,
    prose: u8,
    status: u8,
    points: u8,
    needs: Vec<u8>,
    /// Each criterion with its mark.
    criteria: Vec<(u8, u8)>,
    question: Option<(u8, bool)>,
    file: u8,
}

const STATUSES: [&str; 5] = ["draft", "ready", "doing", "review", "accepted"];

/// Text of what lines begin with, whole and broken.
const ANY_TEXT: &str = "(story PAY-[1-3]|\\[x\\]|  |\n|points: [34]|\\? a|! b|<<<<<<< a|=======|>>>>>>> b|é){0,40}";

/// Words that are not alike.
const WORDS: [&str; 5] =
    ["quick brown foxes", "lazy dogs asleep", "jumping over", "vexed wizards", "my sphinx of quartz"];

fn said() -> impl Strategy<Value = Said> {
    let criteria = prop::collection::btree_map(0..5_u8, 0..3_u8, 0..3).prop_map(|map| map.into_iter().collect());
    let needs = prop::collection::btree_set(20..24_u8, 0..3).prop_map(|set| set.into_iter().collect());
    let question = prop::option::of((0..5_u8, any::<bool>()));
    let plain = (0..3_u8, 0..3_u8, 0..5_u8, 0..3_u8, 0..2_u8);
    (plain, needs, criteria, question).prop_map(|((title, prose, status, points, file), needs, criteria, question)| {
        Said { title, prose, status, points, needs, criteria, question, file }
    })
}

/// Items by number; a number that is missing is an item that is not there.
fn items() -> impl Strategy<Value = BTreeMap<u8, Said>> {
    prop::collection::btree_map(0..6_u8, said(), 0..6)
}

fn text(number: u8, said: &Said) -> String {
    let word = |word: u8| WORDS[usize::from(word) % WORDS.len()];
    let mut lines = vec![format!("story PAY-{number} {} {number}", word(said.title))];
    if said.prose > 0 {
        lines.push(format!("  About {}.\n", word(said.prose)));
    }
    lines.push(format!("  status: {}", STATUSES[usize::from(said.status)]));
    if said.points > 0 {
        lines.push(format!("  points: {}", said.points));
    }
    if !said.needs.is_empty() {
        let needs: Vec<String> = said.needs.iter().map(|id| format!("OPS-{id}")).collect();
        lines.push(format!("  needs: {}", needs.join(", ")));
    }
    let criteria = said.criteria.iter();
    lines.extend(criteria.map(|(it, mark)| format!("  [{}] {}", [' ', 'x', '-'][usize::from(*mark)], word(*it))));
    if let Some((question, is_answered)) = said.question {
        lines.push(format!("  ? {}", word(question)));
        lines.extend(is_answered.then(|| "  ! Yes.".to_owned()));
    }
    lines.join("\n") + "\n\n"
}

/// The plan of these items, in this order.
fn plan(items: &[(u8, Said)]) -> Plan {
    let file = |file: u8| {
        let texts = items.iter().filter(|(_, said)| said.file == file).map(|(number, said)| text(*number, said));
        FileInput {
            path: format!("{file}.backlog"),
            bytes: texts.collect::<String>().into_bytes(),
            archived: false,
            foreign: false,
        }
    };
    Plan::new(Config::default(), vec![file(0), file(1)]).expect("it is small")
}

fn is_open(said: &Said) -> bool {
    STATUSES[usize::from(said.status)] != "accepted"
}

/// The aspects that changed of an item, as its two versions say themselves.
fn aspects(before: &Said, after: &Said) -> Vec<&'static str> {
    let marks = |said: &Said, mark: u8| -> Vec<u8> {
        said.criteria.iter().filter(|(_, it)| *it == mark).map(|(criterion, _)| *criterion).collect()
    };
    let in_sight = |said: &Said| (marks(said, 0).len() + marks(said, 1).len(), marks(said, 2));
    let words = |said: &Said| said.criteria.iter().map(|(criterion, _)| *criterion).collect::<Vec<_>>();
    let asked = |said: &Said| said.question.map(|(question, _)| question);
    let found = [
        ("title", before.title != after.title),
        ("prose", before.prose != after.prose),
        ("status", before.status != after.status),
        ("points", before.points != after.points),
        ("needs", before.needs != after.needs),
        ("file", before.file != after.file),
        ("criteria", words(before) != words(after) || in_sight(before) != in_sight(after)),
        ("questions.asked", asked(after).is_some() && asked(before) != asked(after)),
        ("questions.withdrawn", asked(before).is_some() && asked(before) != asked(after)),
    ];
    found.into_iter().filter(|(_, changed)| *changed).map(|(aspect, _)| aspect).collect()
}

fn of(changes: &[Change], number: u8) -> impl Iterator<Item = &Change> {
    let id = format!("PAY-{number}");
    changes.iter().filter(move |change| {
        change.item.as_ref().and_then(|item| item.id.as_ref()).is_some_and(|other| other.as_str() == id)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_difference_in_facts_is_told(before in items(), after in items()) {
        let listed = |items: &BTreeMap<u8, Said>| items.clone().into_iter().collect::<Vec<_>>();
        let changes = changes(&plan(&listed(&before)), &plan(&listed(&after)));
        let has = |number: u8, aspect: &str| of(&changes, number).any(|change| change.aspect_name() == aspect);
        for number in 0..6_u8 {
            match (before.get(&number), after.get(&number)) {
                (Some(before), Some(after)) => for aspect in aspects(before, after) {
                    prop_assert!(has(number, aspect), "{aspect} of PAY-{number}: {changes:?}");
                },
                (None, Some(_)) => prop_assert!(has(number, "created") || has(number, "id"), "{changes:?}"),
                (Some(_), None) => {
                    let is_renumbered = changes.iter().any(|change| change.item.as_ref()
                        .and_then(|item| item.former_id.as_ref()).is_some_and(|id| id.as_str() == format!("PAY-{number}")));
                    prop_assert!(has(number, "removed") || is_renumbered, "{changes:?}");
                }
                (None, None) => prop_assert_eq!(of(&changes, number).count(), 0),
            }
        }
    }

    #[test]
    fn nothing_is_told_of_what_stayed(before in items(), number in 0..6_u8, changed in said()) {
        let mut after = before.clone();
        after.insert(number, changed);
        let listed = |items: &BTreeMap<u8, Said>| items.clone().into_iter().collect::<Vec<_>>();
        let changes = changes(&plan(&listed(&before)), &plan(&listed(&after)));
        prop_assert_eq!(of(&changes, number).count(), changes.len(), "{:?}", changes);
    }

    #[test]
    fn an_order_that_changed_is_told_and_nothing_else(
        items in prop::collection::btree_map(0..6_u8, said(), 2..6),
        seed in any::<prop::sample::Index>(),
    ) {
        let before: Vec<_> = items.into_iter().map(|(number, said)| (number, Said { file: 0, ..said })).collect();
        let mut after = before.clone();
        let moved = after.remove(seed.index(before.len()));
        after.insert(seed.index(before.len()), moved.clone());
        after.rotate_left(seed.index(2));
        let changes = changes(&plan(&before), &plan(&after));
        let order = |items: &[(u8, Said)]| -> Vec<u8> {
            items.iter().filter(|(_, said)| is_open(said)).map(|(number, _)| *number).collect()
        };
        prop_assert!(changes.iter().all(|change| change.aspect_name() == "rank"), "{:?}", changes);
        prop_assert_eq!(changes.is_empty(), order(&before) == order(&after), "{:?}", changes);
    }

    #[test]
    fn any_two_texts_are_compared(before in ANY_TEXT, after in ANY_TEXT) {
        let plan = |text: &str| {
            let input = FileInput { path: "a.backlog".into(), bytes: text.into(), archived: false, foreign: false };
            Plan::new(Config::default(), vec![input]).unwrap()
        };
        let (before, after) = (plan(&before), plan(&after));
        for change in changes(&before, &after) {
            prop_assert!(!change.sentence().unescaped().is_empty());
        }
        prop_assert!(changes(&before, &before.clone()).is_empty());
    }
}
