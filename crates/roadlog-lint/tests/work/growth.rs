//! The test: builds itself with counters, and compares what plans of a size and of twice that size cost.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use roadlog_config::{Config, FileProblem, Place};
use roadlog_lint::{Options, run};
use roadlog_model::{FileInput, Plan};
use roadlog_syntax::value::parse_date;
use roadlog_testkit::generate;
use tempfile::TempDir;

use crate::counters;
use crate::shapes::{SHAPES, Shape};

/// How much more work twice the input may be, in hundredths.
const MOST: u64 = 220;

/// The variable that names the plan to check, for the run that is counted: a shape and a size.
const WANTED: &str = "ROADLOG_WORK";

#[test]
fn twice_the_plan_is_at_most_a_little_more_than_twice_the_work() {
    let folder = TempDir::new().unwrap();
    let program = instrumented(folder.path());
    let grown: Vec<String> = SHAPES.iter().filter_map(|shape| too_much(shape, &program, folder.path())).collect();
    assert!(grown.is_empty(), "more than {MOST} % of the work for twice the plan:\n{}", grown.join("\n"));
}

/// What there is to say of a shape whose work grows by too much.
fn too_much(shape: &Shape, program: &Path, folder: &Path) -> Option<String> {
    let [once, twice] = [shape.size, 2 * shape.size].map(|size| counted(shape, size, program, folder));
    assert!(once > 0, "{}: nothing was counted", shape.name);
    let ratio = 100 * twice / once;
    println!("{:40} {once:14} {twice:14} {ratio:4} %", shape.name);
    (ratio > MOST).then(|| format!("{}: {once} at {}, {twice} at twice that", shape.name, shape.size))
}

/// The work of checking a plan of this shape and size.
fn counted(shape: &Shape, size: usize, program: &Path, folder: &Path) -> u64 {
    let profile = folder.join("work.profraw");
    let output = Command::new(program)
        .args(["--ignored", "--exact", "growth::the_run_that_is_counted"])
        .env(WANTED, format!("{} {size}", shape.name))
        .env("LLVM_PROFILE_FILE", &profile)
        // The counters are not atomic; one thread counts exactly.
        .env("RAYON_NUM_THREADS", "1")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{} {size}: {told}", shape.name);
    counters::sum(&fs::read(&profile).unwrap())
}

/// This test, built with counters in the crates of this workspace alone; all else is as `cargo test --workspace` built it.
fn instrumented(folder: &Path) -> PathBuf {
    let wrapper = folder.join("rustc");
    fs::write(&wrapper, "#!/bin/sh\nexec \"$@\" -C instrument-coverage -C opt-level=1\n").unwrap();
    fs::set_permissions(&wrapper, fs::Permissions::from_mode(0o700)).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["test", "--no-run", "--workspace", "--test", "work", "--message-format", "json"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("RUSTC_WORKSPACE_WRAPPER", &wrapper)
        // What the compiler itself would count, while it runs what it has compiled.
        .env("LLVM_PROFILE_FILE", folder.join("compiler.profraw"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    let built = told.lines().rev().find_map(|line| line.split_once("\"executable\":\"")?.1.split('"').next());
    built.map_or_else(|| panic!("{}", String::from_utf8_lossy(&output.stderr)), PathBuf::from)
}

#[test]
#[ignore = "the other test runs it, with counters"]
fn the_run_that_is_counted() {
    let Ok(wanted) = std::env::var(WANTED) else { return };
    let (name, size) = wanted.rsplit_once(' ').unwrap();
    let shape = SHAPES.iter().find(|shape| shape.name == name).unwrap();
    let made = (shape.make)(size.parse().unwrap());
    let (config, problems) = roadlog_config::parse(&made.config, Place::Root);
    let problems: Vec<_> = problems.into_iter().map(|problem| FileProblem { file: 0, problem }).collect();
    let files = made.files.into_iter().map(|(path, text)| FileInput {
        path,
        bytes: text.into_bytes(),
        archived: false,
        foreign: false,
    });
    let plan = Plan::new(Config::new(config, Vec::new()), files.collect()).unwrap();
    let today = parse_date(generate::TODAY).unwrap();
    let options = Options { config_problems: &problems, ..Options::on(today) };
    let report = run(&plan, &options);
    println!("{} findings", report.findings.len());
    // Giving it all back is no part of the work.
    std::mem::forget((plan, report));
}
