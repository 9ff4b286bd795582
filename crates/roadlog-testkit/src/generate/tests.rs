//! What every generated plan promises, read from its text without roadlog's own parser.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// Item headers: kind, id, path.
fn headers(plan: &Plan) -> Vec<(&str, &str, &str)> {
    let mut headers = Vec::new();
    for (path, text) in &plan.files {
        let lines = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        for line in lines {
            let mut words = line.split(' ');
            headers.push((words.next().unwrap(), words.next().unwrap(), path.as_str()));
        }
    }
    headers
}

/// Values of all fields with this name.
fn values<'plan>(plan: &'plan Plan, field: &str) -> Vec<&'plan str> {
    let start = format!("  {field}: ");
    let texts = plan.files.iter().flat_map(|(_, text)| text.lines());
    texts.filter_map(|line| line.strip_prefix(&start)).collect()
}

/// The items of a backlog, each from its header on.
fn items(text: &str) -> Vec<&str> {
    let is_item = |block: &&str| block.starts_with(|c: char| c.is_ascii_lowercase());
    let mut starts: Vec<usize> = text
        .match_indices('\n')
        .map(|(offset, _)| offset + 1)
        .filter(|offset| text[*offset..].starts_with(|c: char| c.is_ascii_lowercase()))
        .collect();
    starts.push(text.len());
    starts.windows(2).map(|pair| &text[pair[0]..pair[1]]).filter(is_item).collect()
}

fn field<'item>(item: &'item str, name: &str) -> Option<&'item str> {
    let start = format!("  {name}: ");
    item.lines().find_map(|line| line.strip_prefix(&start))
}

#[test]
fn the_plan_has_the_items_that_were_asked_for() {
    for (items, per_file) in [(FEWEST_ITEMS, 1_000), (500, 100), (1_000, 1_000), (2_345, 333)] {
        let plan = plan(items, per_file);
        assert_eq!(headers(&plan).len(), items);
        let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, _, path) in headers(&plan) {
            *sizes.entry(path).or_default() += 1;
        }
        assert!(sizes.values().all(|size| *size <= per_file), "{sizes:?}");
    }
    assert_eq!(headers(&plan(0, 0)).len(), FEWEST_ITEMS);
}

#[test]
fn the_same_arguments_give_the_same_plan_and_another_seed_another_one() {
    assert_eq!(plan(400, 100), plan(400, 100));
    assert_ne!(plan_with_seed(400, 100, 1), plan_with_seed(400, 100, 2));
}

#[test]
fn every_kind_and_every_stage_occurs() {
    let plan = plan(400, 400);
    let kinds: BTreeSet<&str> = headers(&plan).into_iter().map(|(kind, _, _)| kind).collect();
    let expected = [
        "bug",
        "epic",
        "goal",
        "initiative",
        "launch",
        "metric",
        "persona",
        "research",
        "spike",
        "sprint",
        "story",
        "task",
        "vision",
    ];
    assert_eq!(kinds, BTreeSet::from(expected));
    let statuses: BTreeSet<&str> = values(&plan, "status").into_iter().collect();
    for status in ["draft", "ready", "doing", "review", "rejected", "accepted", "done", "dropped"] {
        assert!(statuses.contains(status), "{status}");
    }
}

#[test]
fn ids_are_unique_and_every_reference_leads_to_one() {
    let plan = plan(3_000, 200);
    let ids: BTreeSet<&str> = headers(&plan).into_iter().map(|(_, id, _)| id).collect();
    assert_eq!(ids.len(), 3_000);
    for name in ["for", "sprint", "needs", "evidence"] {
        let targets = values(&plan, name);
        assert!(!targets.is_empty(), "{name}");
        for target in targets {
            assert!(ids.contains(target), "{name}: {target}");
        }
    }
}

#[test]
fn every_handle_is_in_the_configuration() {
    let plan = plan(3_000, 200);
    for (_, text) in &plan.files {
        for part in text.split('@').skip(1) {
            let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
            let handle = &part[..end.unwrap_or(part.len())];
            let is_person = plan.config.contains(&format!("\n[people.{handle}]\n"));
            let is_team = plan.config.contains(&format!("\n{handle} = ["));
            assert!(is_person || is_team, "@{handle}");
        }
    }
}

#[test]
fn what_is_above_is_needed_by_what_is_below() {
    let plan = plan(2_000, 2_000);
    let (_, backlog) = plan.files.last().unwrap();
    let mut above = BTreeSet::new();
    for item in items(backlog) {
        let id = item.split(' ').nth(1).unwrap();
        if let Some(needs) = field(item, "needs") {
            assert!(above.contains(needs), "{item}");
        }
        above.insert(id);
    }
}

#[test]
fn a_sprint_holds_the_points_of_its_work() {
    let plan = plan(2_000, 500);
    for (_, text) in plan.files.iter().filter(|(path, _)| path.starts_with("backlogs/")) {
        let items = items(text);
        for sprint in items.iter().filter(|item| item.starts_with("sprint ")) {
            let id = sprint.split(' ').nth(1);
            let work = items.iter().filter(|item| field(item, "sprint") == id);
            let points: usize = work.map(|item| field(item, "points").unwrap()).map(number).sum();
            assert!(points > 0 && points <= number(field(sprint, "capacity").unwrap()), "{sprint}");
        }
    }
}

#[test]
fn open_work_is_at_most_twenty_sprints() {
    for items_in_plan in [100, 1_000, 20_000] {
        let plan = plan(items_in_plan, items_in_plan);
        let (_, text) = plan.files.last().unwrap();
        let is_open = |item: &&&str| !matches!(field(item, "status"), Some("accepted" | "done" | "dropped"));
        let items = items(text);
        let points = items.iter().filter(is_open).filter_map(|item| field(item, "points"));
        let active = items.iter().find(|item| field(item, "status") == Some("active")).unwrap();
        let capacity = number(field(active, "capacity").unwrap());
        assert!(points.map(number).sum::<usize>() <= 20 * capacity, "{items_in_plan}");
    }
}

#[test]
fn nobody_has_more_than_three_things_in_hand() {
    for seed in 0..5 {
        let plan = plan_with_seed(1_000, 250, seed);
        let mut in_hand: BTreeMap<&str, usize> = BTreeMap::new();
        for item in plan.files.iter().flat_map(|(_, text)| items(text)) {
            if matches!(field(item, "status"), Some("doing" | "review" | "rejected")) {
                *in_hand.entry(field(item, "assignee").unwrap()).or_default() += 1;
            }
        }
        assert!(in_hand.values().all(|count| *count <= 3), "{in_hand:?}");
    }
}

#[test]
fn no_item_has_a_status_of_another_kind() {
    for seed in 0..5 {
        let plan = plan_with_seed(2_000, 200, seed);
        for item in plan.files.iter().flat_map(|(_, text)| items(text)) {
            let kind = item.split(' ').next().unwrap();
            let is_task = matches!(kind, "task" | "spike");
            let is_wrong = match field(item, "status") {
                Some("rejected" | "accepted") => is_task,
                Some("done") => !is_task,
                _ => false,
            };
            assert!(!is_wrong, "{item}");
        }
    }
}

#[test]
fn layout_is_canonical() {
    let plan = plan(1_000, 250);
    for (path, text) in &plan.files {
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{path}");
        assert!(!text.contains("\n\n\n") && !text.contains(" \n"), "{path}");
        for item in items(text) {
            assert_ne!(item.lines().nth(1), Some(""), "{item}");
        }
    }
}

#[test]
fn a_plan_can_be_written_to_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let plan = plan(100, 100);
    plan.write_to(folder.path()).unwrap();
    let read = |path: &str| fs::read_to_string(folder.path().join(path)).unwrap();
    assert_eq!(read("roadlog.toml"), plan.config);
    for (path, text) in &plan.files {
        assert_eq!(&read(path), text);
    }
}

fn number(text: &str) -> usize {
    text.parse().unwrap()
}
