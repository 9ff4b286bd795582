//! `roadlog codeowners`: who has to approve a change of which plan file, as lines for a forge.

use crate::git::{ANA, Checkout};
use crate::harness::{Run, Sandbox};

/// Two product owners, one of whom owns a file alone, in a repository on GitHub.
fn two_owners() -> Checkout {
    let checkout = Checkout::of_the_example();
    checkout.edit(
        "roadlog.toml",
        &[("[people.li]", "[people.noah]\nroles = [\"product-owner\"]\nemails = [\"77+noah-b@users.noreply.github.com\"]\n\n[people.li]")],
    );
    checkout.made.write(
        "search.backlog",
        "epic FIND-1 Search\n  owner: @noah\n  status: active\n\nstory FIND-2 Find\n  for: FIND-1\n",
    );
    checkout.made.write(".github/CODEOWNERS", "# Ours\n* @ops\n/docs/   @doc\n");
    checkout
}

fn text(checkout: &Checkout, path: &str) -> String {
    std::fs::read_to_string(checkout.made.path().join(path)).unwrap()
}

fn run(checkout: &Checkout, status: i32, words: &[&str]) -> Run {
    checkout.run(&[&["codeowners"], words].concat()).ended_with(status)
}

#[test]
fn the_block_stands_behind_what_is_there() {
    let checkout = two_owners();
    let run = run(&checkout, 0, &[]);
    assert_eq!(run.stderr, "Wrote 6 lines into .github/CODEOWNERS; `roadlog undo` takes it back.\n");
    insta::assert_snapshot!(text(&checkout, ".github/CODEOWNERS"), @"
    # Ours
    * @ops
    /docs/   @doc

    # roadlog: begin
    # Written by `roadlog codeowners` from roadlog.toml and the plan. The last line that matches a file counts.
    *.roadmap @ana
    *.backlog @maria @noah-b
    /checkout.backlog @maria
    /search.backlog @noah-b
    roadlog.toml @ana
    /.mailmap @ana
    # roadlog: end
    ");
}

#[test]
fn what_was_written_is_up_to_date_until_somebody_comes_or_goes() {
    let checkout = two_owners();
    run(&checkout, 0, &[]);
    let before = text(&checkout, ".github/CODEOWNERS");
    assert_eq!(run(&checkout, 0, &["--check"]).stderr, ".github/CODEOWNERS is up to date.\n");
    run(&checkout, 0, &[]);
    assert_eq!(text(&checkout, ".github/CODEOWNERS"), before);
    checkout.edit("roadlog.toml", &[("[people.noah]", "[people.noah]\nuntil = 2026-11-22")]);
    let late = run(&checkout, 1, &["--check"]);
    assert_eq!(late.stdout, ".github/CODEOWNERS\n");
    assert_eq!(late.stderr, "The block in .github/CODEOWNERS is out of date: `roadlog codeowners` writes it anew.\n");
    assert_eq!(text(&checkout, ".github/CODEOWNERS"), before, "it was only looked at");
    let shown = run(&checkout, 0, &["--dry-run"]).stdout;
    assert!(shown.contains("-*.backlog @maria @noah-b\n") && shown.contains("+*.backlog @maria\n"), "{shown}");
    assert_eq!(text(&checkout, ".github/CODEOWNERS"), before, "it was only shown");
    run(&checkout, 0, &[]);
    checkout.run(&["undo"]).ended_with(0);
    assert_eq!(text(&checkout, ".github/CODEOWNERS"), before);
}

#[test]
fn a_file_is_made_where_the_forge_looks_for_it() {
    let checkout = Checkout::of_the_example();
    let told = run(&checkout, 0, &[]).stderr;
    assert!(told.contains("no line says who has to approve changes of .github/CODEOWNERS itself"), "{told}");
    assert!(text(&checkout, ".github/CODEOWNERS").contains("\n*.backlog @maria\n"));
    checkout.run(&["undo"]).ended_with(0);
    assert!(!checkout.made.path().join(".github").exists(), "the folder that was made for it is gone with it");

    checkout.made.git(&["remote", "add", "origin", "git@gitlab.com:shop/shop.git"]);
    run(&checkout, 0, &[]);
    assert!(text(&checkout, ".gitlab/CODEOWNERS").contains("\n[Plan]\n*.roadmap @ana\n"));

    checkout.made.write("CODEOWNERS", "");
    run(&checkout, 0, &[]);
    assert!(text(&checkout, "CODEOWNERS").contains("*.roadmap @ana"), "what is there, and where the forge looks first");
    checkout.made.git(&["remote", "set-url", "origin", "https://github.com/shop/shop"]);
    checkout.made.write(".github/CODEOWNERS", "");
    run(&checkout, 0, &[]);
    assert!(
        !text(&checkout, ".github/CODEOWNERS").contains("[Plan]"),
        "GitHub looks there first, and knows no sections"
    );
}

#[test]
fn a_plan_in_a_folder_speaks_of_its_own_files() {
    let mut checkout = Checkout::of_the_example();
    std::fs::create_dir(checkout.made.path().join("plans")).unwrap();
    for name in ["product.roadmap", "checkout.backlog", "roadlog.toml"] {
        checkout.made.git(&["mv", name, "plans"]);
    }
    checkout.made.write("plans/kiosk/roadlog.toml", "[team]\nshape = \"combined\"\n");
    checkout.made.commit(ANA, "Move the plan");
    let told = checkout.run(&["-C", "plans", "codeowners"]).ended_with(0).stderr;
    assert!(told.contains(" undo` takes it back") && told.contains("roadlog -C "), "{told}");
    insta::assert_snapshot!(text(&checkout, ".github/CODEOWNERS"), @"
    # roadlog: begin plans
    # Written by `roadlog codeowners` from roadlog.toml and the plan. The last line that matches a file counts.
    /plans/**/*.roadmap @ana
    /plans/**/*.backlog @maria
    /plans/kiosk/**/*.roadmap @ana @maria
    /plans/kiosk/**/*.backlog @ana @maria
    /plans/**/roadlog.toml @ana
    /.mailmap @ana
    # roadlog: end
    ");
    checkout.run(&["undo"]).ended_with(0);
    assert!(!checkout.made.path().join(".github/CODEOWNERS").exists());
}

#[test]
fn what_cannot_be_said_in_lines_is_told() {
    let checkout = two_owners();
    checkout.made.git(&["mv", "checkout.backlog", "check*out.backlog"]);
    checkout.made.write(".github/CODEOWNERS", "# roadlog: begin\n# roadlog: end\n*.backlog @ops\n");
    insta::assert_snapshot!(run(&checkout, 0, &[]).stderr, @"
    warning: check*out.backlog has a name that CODEOWNERS cannot write, and no line of its own
    warning: line 9 of .github/CODEOWNERS stands below the block and wins where both match: move the block to the end
    warning: no line says who has to approve changes of .github/CODEOWNERS itself: add one, such as `/.github/CODEOWNERS @somebody`
    Wrote 5 lines into .github/CODEOWNERS; `roadlog undo` takes it back.
    ");
}

#[test]
fn what_keeps_it_from_being_written_is_told_and_nothing_is_written() {
    let checkout = two_owners();
    checkout.made.write(".github/CODEOWNERS", "* @ops\n# roadlog: begin\n*.backlog @x\n");
    insta::assert_snapshot!(run(&checkout, 2, &[]).stderr, @"
    error: the block that begins in line 2 of .github/CODEOWNERS does not end
    hint: write `# roadlog: end` below its last line, or take the first one away
    ");
    checkout.made.write(".github/CODEOWNERS", b"\xff\n");
    assert!(run(&checkout, 2, &[]).stderr.contains(".github/CODEOWNERS: it is not all UTF-8"));
    checkout.made.write("roadlog.toml", "");
    checkout.made.git(&["rm", "--quiet", "--force", "--cached", "-r", "."]);
    std::fs::remove_dir_all(checkout.made.path().join(".github")).unwrap();
    insta::assert_snapshot!(run(&checkout, 2, &[]).stderr, @"
    error: nobody in roadlog.toml decides on anything, so that there is no line to write
    hint: give people their roles there: see docs/roles.md, or `roadlog init` for a first one
    ");
}

#[test]
fn without_a_repository_it_is_written_beside_the_plan() {
    let sandbox = Sandbox::example();
    sandbox.run(&["codeowners"]).ended_with(0);
    assert!(String::from_utf8(sandbox.read(".github/CODEOWNERS")).unwrap().contains("*.roadmap @ana\n"));
    sandbox.run(&["codeowners", "--check"]).ended_with(0);
}

#[test]
fn the_documentation_shows_the_block_of_the_example() {
    let sandbox = Sandbox::example();
    sandbox.run(&["codeowners"]).ended_with(0);
    let written = String::from_utf8(sandbox.read(".github/CODEOWNERS")).unwrap();
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/authority.md");
    let page = std::fs::read_to_string(page).unwrap();
    assert!(page.contains(&format!("```\n{written}```\n")), "write it into docs/authority.md:\n{written}");
}
