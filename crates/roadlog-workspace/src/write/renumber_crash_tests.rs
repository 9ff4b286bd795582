//! A renumbering over several files, stopped at every single step: what is left is a whole plan, the old or the new one.

use roadlog_config::{Config, Place};
use roadlog_edit::{FileEdits, Renumber, Request, World, edit};
use roadlog_lint::{Level, Options, run};
use roadlog_model::{FileInput, Plan};
use roadlog_syntax::value::{Id, parse_date};

use super::apply::apply_on;
use super::recover::recover_on;
use super::unlucky_disk::{Mishap, UnluckyDisk};
use super::{Change, WriteError};
use crate::load::load;
use crate::root::Root;
use crate::testing::Sandbox;

/// More steps than the operation has.
const ENDLESS: u32 = 500;

const FILES: [(&str, &str); 4] = [
    ("w/a.backlog", "task PAY-1 Pay\r\n  see PAY-1^x\r\n"),
    ("w/deep/b.backlog", "task PAY-2 After PAY-1\n  needs: PAY-1\n"),
    ("w/archive/c.backlog", "task PAY-3 Before PAY-1\n  status: done\n"),
    ("w/d.backlog", "task PAY-4 Beside it\n"),
];

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new(&["w/.git/HEAD"]);
    for (path, text) in FILES {
        sandbox.write(path, text);
    }
    sandbox
}

fn root(sandbox: &Sandbox) -> Root {
    Root::find(&sandbox.path("w")).unwrap()
}

/// The plan as it lies on the disk.
fn plan(sandbox: &Sandbox) -> Plan {
    let loaded = load(root(sandbox));
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    let files = loaded.files.into_iter().map(|file| FileInput {
        path: file.path,
        bytes: file.bytes,
        archived: file.archived,
        foreign: file.foreign,
    });
    let (config, _) = roadlog_config::parse("", Place::Root);
    Plan::new(Config::new(config, Vec::new()), files.collect()).unwrap()
}

fn with_options<T>(work: impl FnOnce(&Options<'_>) -> T) -> T {
    let today = parse_date("2026-11-23").unwrap();
    work(&Options::on(today))
}

fn id(text: &str) -> Id {
    Id::parse(text).unwrap()
}

/// What renumbering PAY-1 to PAY-9 writes.
fn changes(plan: &Plan) -> Vec<Change> {
    let request = Request::Renumber(Renumber { old: id("PAY-1"), new: id("PAY-9") });
    let edited = with_options(|options| edit(&World { plan, options, actor: None }, &request));
    let changes = edited.unwrap().files.into_iter().map(|change| {
        let FileEdits::Edit(edits) = change.edits else { panic!("no file is made") };
        let (_, file) = plan.file_at(&change.path).unwrap();
        let edits = edits.into_iter().map(|edit| (edit.span.start..edit.span.end, edit.text));
        Change::edit(&*change.path, file.document().bytes(), edits.collect())
    });
    changes.collect()
}

fn renumber(sandbox: &Sandbox, disk: &UnluckyDisk) -> Result<(), WriteError> {
    apply_on(disk, &root(sandbox), "renumber PAY-1 PAY-9", &changes(&plan(sandbox)), &|_, _| Ok(())).map(drop)
}

#[test]
fn death_at_any_step_of_a_renumbering_leaves_a_whole_plan() {
    let done = sandbox();
    renumber(&done, &UnluckyDisk::calm()).unwrap();
    let (old, new) = (sandbox().snapshot("w"), done.snapshot("w"));
    assert_eq!(new["w/deep/b.backlog"], b"task PAY-2 After PAY-9\n  needs: PAY-9\n");
    assert_eq!(new["w/d.backlog"], old["w/d.backlog"]);
    let (mut seen_old, mut seen_new, mut steps) = (false, false, 0);
    for step in 0..ENDLESS {
        let sandbox = sandbox();
        let disk = UnluckyDisk::after(step, Mishap::Death);
        renumber(&sandbox, &disk).ok();
        if !disk.has_happened() {
            break;
        }
        steps = step;
        recover_on(&UnluckyDisk::calm(), &root(&sandbox)).unwrap();
        let found = sandbox.snapshot("w");
        assert!(found == old || found == new, "death at step {step}: {found:?}");
        seen_old |= found == old;
        seen_new |= found == new;
        let plan = plan(&sandbox);
        let report = with_options(|options| run(&plan, options));
        assert_eq!(report.count(Level::Error), 0, "death at step {step}: {:#?}", report.findings);
        let names = ["PAY-1", "PAY-9"].map(|name| plan.find(&id(name)).count() + plan.users(&id(name)).count());
        assert!(names == [2, 0] || names == [0, 2], "death at step {step}: {names:?}");
    }
    assert!(seen_old && seen_new && steps > 10, "the table takes it back and completes it, in {steps} steps");
}
