//! The commands that make small edits: `new`, `set`, `met`, `move`, `renumber`, `accept`, `reject` and `archive`.

use roadlog_testkit::Repository;

use crate::harness::{Run, Sandbox, TODAY};

/// A plan in which everything can be asked for that is refused, in several files of several styles.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::example();
    sandbox
        .write("windows.backlog", "\u{feff}# ours\r\n\r\ntask WIN-1 Build\r\n\tstatus: ready\r\n\r\ntask WIN-2 Ship");
    sandbox.write("conflict.backlog", "<<<<<<< a\ntask CON-1 a\n=======\ntask CON-1 b\n>>>>>>> c\n");
    sandbox.write("damaged.backlog", b"task DAM-1 a\xff\n  status: ready\n\ntask DAM-2 b\n");
    sandbox.write("twice.backlog", "task TWO-1 a\n\ntask TWO-1 b\n\ntask TWO-2 c\n  points: 1\n  points: 2\n");
    sandbox.write("archive/old.backlog", "task OLD-1 a\n  status: done\n");
    sandbox
}

/// The files of [`sandbox`].
const FILES: [&str; 8] = [
    "product.roadmap",
    "checkout.backlog",
    "roadlog.toml",
    "windows.backlog",
    "conflict.backlog",
    "damaged.backlog",
    "twice.backlog",
    "archive/old.backlog",
];

fn bytes(sandbox: &Sandbox) -> Vec<Vec<u8>> {
    FILES.map(|path| sandbox.read(path)).to_vec()
}

/// Words as a shell reads them; `''` is an empty one.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('\'').enumerate();
    let words =
        parts.flat_map(
            |(index, part)| {
                if index % 2 == 1 { vec![part] } else { part.split(' ').filter(|it| !it.is_empty()).collect() }
            },
        );
    words.map(|word| word.replace("\\n", "\n")).collect()
}

fn run(sandbox: &Sandbox, line: &str) -> Run {
    let words = words(line);
    sandbox.run(&words.iter().map(String::as_str).collect::<Vec<_>>())
}

fn text(sandbox: &Sandbox, path: &str) -> String {
    String::from_utf8(sandbox.read(path)).unwrap()
}

/// What is asked for, why it is refused, and the way out.
const REFUSED: &[(&str, &str, &str)] = &[
    // Ids that name nothing, nothing of ours, or too much.
    ("set PAY-99 points 5", "there is no item PAY-99", "roadlog list"),
    ("set PAY-11 points 5", "there is no item PAY-11", "did you mean PAY-1"),
    ("set nothing points 5", "nothing is no id", "PAY-12"),
    ("set PAY-new points 5", "PAY-new is no id", "PAY-12"),
    ("set TWO-1 points 5", "2 items have the id TWO-1", "roadlog check"),
    ("set TWO-2 points 5", "TWO-2 has points twice, on lines 6 and 7", "delete"),
    ("met PAY-99 1", "there is no item PAY-99", "roadlog list"),
    ("move PAY-99 --before PAY-12", "there is no item PAY-99", "roadlog list"),
    ("move PAY-12 --before PAY-99", "there is no item PAY-99", "roadlog list"),
    ("renumber PAY-99 PAY-98", "there is no item PAY-99", "roadlog list"),
    ("accept PAY-99 --as @maria", "there is no item PAY-99", "roadlog list"),
    ("reject PAY-99 --because x --as @maria", "there is no item PAY-99", "roadlog list"),
    // Files that no command rewrites.
    ("set CON-1 points 5", "conflict.backlog is left as it is", "resolve it first"),
    ("set DAM-2 points 5", "damaged.backlog is left as it is", "mend it first"),
    ("renumber DAM-2 DAM-9", "damaged.backlog is left as it is", "mend it first"),
    ("move WIN-2 --after DAM-2 --across-files", "damaged.backlog is left as it is", "mend it first"),
    ("new task x --file damaged.backlog", "damaged.backlog is left as it is", "mend it first"),
    // Fields and values.
    ("set PAY-12 poinst 5", "a story has no field poinst", "did you mean points?"),
    ("set PAY-12 capacity 5", "a story has no field capacity", "a story has status"),
    ("set PAY-12 priority 1", "a story has no field priority", "roadlog move"),
    ("set PAY-12 points five", "`five` is not a number", "such as 5"),
    ("set PAY-12 by 2026-02-30", "not a day of the calendar", "such as 2026-11-27"),
    ("set PAY-12 owner maria", "a person is written with an `@`", "did you mean @maria?"),
    ("set PAY-12 owner @mria", "@mria is nobody", "roadlog rule reference/unknown-person"),
    ("set PAY-12 status redy", "a story has no status redy", "did you mean ready?"),
    ("set PAY-12 status in-progress", "a story has no status in-progress", "did you mean doing?"),
    ("set PAY-12 status accepted", "PAY-12 cannot be set to accepted", "roadlog accept PAY-12"),
    ("set PAY-12 accepted '@maria 2026-11-20'", "a sign-off goes with the status", "roadlog accept PAY-12"),
    ("set PAY-12 status rejected --as @maria", "without a reason", "--because"),
    ("set G-1 status missed", "G-1 cannot be missed without a reason", "--because"),
    ("set PAY-12 status doing --because x", "only what is rejected, dropped or missed has a reason", "--because"),
    ("set PAY-12 points 5 --because x", "a reason goes with a status", "--because"),
    ("set PAY-12 title ''", "every item has a title", "name the one"),
    ("set PAY-12 title 'a\\nb'", "a title stands on one line", "line breaks"),
    ("set PAY-12 why x", "a story has no field why", "a story has status"),
    ("set PAY-12 blocked 'a\\nb'", "blocked stands on one line", "line breaks"),
    ("set PAY-12 kind stroy", "stroy is no kind of item", "did you mean story?"),
    ("set PAY-12 kind goal", "this would bring an error", "roadlog rule"),
    ("set PAY-12 id PAY-30", "an id is changed everywhere at once", "roadlog renumber PAY-12 NEW"),
    ("set PAY-12 for PAY-15", "PAY-12 cannot serve PAY-15", "reference/wrong-kind"),
    ("set PAY-12 for PAY-99", "there is no PAY-99", "reference/unknown-id"),
    ("set PAY-1 needs PAY-1", "this would bring an error", "reference/cycle"),
    ("set PAY-12 points --add 5", "points holds one value and no list", "roadlog set ID points VALUE"),
    ("set PAY-12 assignee --remove @sam", "assignee of PAY-12 does not have @sam", "it has @li"),
    ("set PAY-12", "the value is missing, or the items are", "roadlog set PAY-12 status review"),
    ("set PAY-12 points", "the value is missing, or the items are", "roadlog set PAY-12 status review"),
    // One of several: nothing of all of them.
    ("set PAY-12 PAY-1 points 8", "an epic has no field points", "an epic has status"),
    ("accept PAY-15 PAY-12 --as @maria", "PAY-15 has an open criterion: “Given a corrected", "roadlog met PAY-15 1"),
    // Criteria.
    ("met PAY-12 3", "PAY-12 has 2 criteria, and none of them is number 3", "roadlog show PAY-12"),
    ("met PAY-12 0", "none of them is number 0", "roadlog show PAY-12"),
    ("met PAY-12 ^cart-kpt", "none of them has the label ^cart-kpt", "did you mean ^cart-kept?"),
    ("met PAY-1 1", "PAY-1 has no criteria", "roadlog show PAY-1"),
    ("met PAY-12 1 7", "none of them is number 7", "roadlog show PAY-12"),
    // Moving.
    ("move PAY-12 --before PAY-12", "PAY-12 cannot move past itself", "name another item"),
    (
        "move PAY-12 --before WIN-1",
        "PAY-12 stands at checkout.backlog:15 and WIN-1 at windows.backlog:3",
        "--across-files",
    ),
    ("move PAY-12 --after OLD-1 --across-files", "OLD-1 is in the archive", "--across-files"),
    // Ids that are taken, and no ids.
    ("renumber PAY-12 PAY-15", "PAY-15 is taken", "choose an id"),
    ("renumber PAY-12 OLD-1", "OLD-1 is taken", "choose an id"),
    ("renumber PAY-12 PAY", "PAY is no id", "PAY-12"),
    ("renumber PAY-12 PAY-new", "PAY-new is no id", "PAY-12"),
    ("renumber TWO-1 TWO-9", "2 items have the id TWO-1", "roadlog check"),
    // Who decides.
    ("accept PAY-15", "nobody knows who is to accept PAY-15", "--as"),
    ("accept PAY-15 --as @li", "@li may not accept PAY-15: that is for a product owner", "ask @maria"),
    ("accept PAY-15 --as @lisa", "@lisa is nobody in roadlog.toml", "[people]"),
    ("accept PAY-15 --as @payments", "@payments is a team", "name a person"),
    ("accept PAY-15 --as 'Maria K'", "Maria K", "such as @maria"),
    ("accept WIN-1 --as @maria", "a task is not accepted by anybody", "roadlog set WIN-1 status done"),
    ("accept OLD-1 --as @maria", "OLD-1 is in the archive", "move it back"),
    ("reject PAY-12 --because x", "nobody knows who is to reject PAY-12", "--as"),
    ("reject PAY-12 --because x --as @li", "@li may not reject PAY-12: that is for a product owner", "ask @maria"),
    ("reject PAY-12 --because ' ' --as @maria", "without a reason", "--because"),
    ("reject PAY-15 --because x --as @maria", "only what was worked on can be sent back", "status dropped"),
    ("reject WIN-1 --because x --as @maria", "a task has no status rejected", "status doing"),
    // New items.
    ("new stroy x", "stroy is no kind of item", "did you mean story?"),
    ("new story ''", "an item needs a title", "say in a few words"),
    ("new story 'a\\nb' --for PAY-1", "a title stands on one line", "line breaks"),
    ("new story x --for PAY-99", "there is no item PAY-99", "roadlog list"),
    ("new epic x --for PAY-12", "an epic cannot serve PAY-12, which is a story", "an epic serves"),
    ("new sprint x --for PAY-1 --file checkout.backlog", "a sprint cannot serve PAY-1", "leave --for out"),
    ("new story x --for PAY-1 --prefix pay", "pay is no prefix of ids", "did you mean PAY?"),
    ("new story x --for PAY-1 --status accepted", "a story cannot begin as accepted", "product owner"),
    ("new story x --for PAY-1 --status ready", "this would bring an error", "acceptance/missing-criteria"),
    ("new story x --for PAY-1 --owner @mria", "@mria is nobody", "reference/unknown-person"),
    ("new story x", "a story could stand in", "--file"),
    ("new story x --file notes.txt", "notes.txt would be no file of the plan", ".backlog"),
    ("new story x --file gone/x.backlog", "is not in the workspace", "a folder that is there"),
    ("new story x --file ../x.backlog", "is not in the workspace", "a file of the workspace"),
    ("new task x --file archive/old.backlog", "archive/old.backlog is an archive", "open work"),
];

#[test]
fn what_is_refused_says_why_and_the_way_out_and_changes_no_byte() {
    let sandbox = sandbox();
    let before = bytes(&sandbox);
    for (line, why, way_out) in REFUSED {
        let run = run(&sandbox, line);
        assert_eq!(run.status, 2, "{line}: {run:?}");
        assert_eq!(run.stdout, "", "{line}");
        let (error, hint) = run.stderr.split_once("\nhint: ").unwrap_or_else(|| panic!("{line}: {}", run.stderr));
        assert!(error.starts_with("error: ") && error.contains(why), "{line}: {}", run.stderr);
        assert!(hint.contains(way_out), "{line}: {}", run.stderr);
        assert_eq!(bytes(&sandbox), before, "{line}");
    }
    let run = run(&sandbox, "undo").ended_with(2);
    assert!(run.stderr.contains("nothing to undo"), "{}", run.stderr);
}

#[test]
fn where_not_all_can_be_read_nothing_is_changed() {
    let sandbox = Sandbox::example();
    std::fs::File::create(sandbox.path("huge.backlog")).unwrap().set_len(1 << 32).unwrap();
    let before = sandbox.read("checkout.backlog");
    for line in ["set PAY-12 points 8", "renumber PAY-12 PAY-20", "new story x --for PAY-1"] {
        let run = run(&sandbox, line).ended_with(2);
        assert!(run.stderr.contains("the plan could not be read in full, so nothing was changed"), "{}", run.stderr);
    }
    assert_eq!(sandbox.read("checkout.backlog"), before);
}

/// The lines of `after` that `before` does not have, and the reverse.
fn difference(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let only = |one: &str, other: &str| -> Vec<String> {
        let mut left: Vec<&str> = other.split('\n').collect();
        let lines = one.split('\n').filter(|line| match left.iter().position(|it| it == line) {
            Some(at) => {
                left.remove(at);
                false
            }
            None => true,
        });
        lines.map(str::to_owned).collect()
    };
    (only(after, before), only(before, after))
}

#[test]
fn each_edit_changes_what_it_names_and_undo_takes_it_back() {
    for (line, added, removed) in [
        ("set PAY-12 points 8", &["  points: 8"][..], &["  points: 5"][..]),
        ("set PAY-12 points ''", &[], &["  points: 5"]),
        ("set PAY-12 assignee --unset", &[], &["  assignee: @li"]),
        ("set PAY-12 assignee --add @maria", &["  assignee: @li, @maria"], &["  assignee: @li"]),
        ("set PAY-12 moscow must", &["  moscow: must"], &[]),
        (
            "set PAY-12 title 'Pay as a guest'",
            &["story PAY-12 Pay as a guest"],
            &["story PAY-12 Pay without an account"],
        ),
        (
            "set PAY-12 status dropped --because 'not now'",
            &["  status: dropped", "  reason: not now"],
            &["  status: doing"],
        ),
        (
            "met PAY-12 2",
            &["  [x] Given a declined card, when I try another, then my cart and address are still there ^cart-kept"],
            &["  [ ] Given a declined card, when I try another, then my cart and address are still there ^cart-kept"],
        ),
        (
            "reject PAY-12 --because 'no total' --as maria",
            &["  status: rejected", "  reason: no total"],
            &["  status: doing"],
        ),
        ("move PAY-15 --before PAY-12", &[], &[]),
        (
            "renumber PAY-15 PAY-30",
            &["bug PAY-30 The pay button stays grey after a card is corrected"],
            &["bug PAY-15 The pay button stays grey after a card is corrected"],
        ),
        ("new epic Invoices --for I-1", &["epic PAY-16 Invoices", "  for: I-1", ""], &[]),
    ] {
        let sandbox = Sandbox::example();
        let (before, roadmap) = (text(&sandbox, "checkout.backlog"), sandbox.read("product.roadmap"));
        let run_of = run(&sandbox, line).ended_with(0);
        let told = run_of.stderr.lines().next().unwrap_or_default();
        assert!(told.ends_with("`roadlog undo` takes it back."), "{line}: {}", run_of.stderr);
        let after = text(&sandbox, "checkout.backlog");
        assert_ne!(after, before, "{line}");
        let (mut more, less) = difference(&before, &after);
        more.retain(|text| !text.is_empty() || added.contains(&""));
        assert_eq!(more, added, "{line}");
        assert_eq!(less, removed, "{line}");
        assert_eq!(sandbox.read("product.roadmap"), roadmap, "{line}");
        run(&sandbox, "check").ended_with(0);
        run(&sandbox, "undo").ended_with(0);
        assert_eq!(text(&sandbox, "checkout.backlog"), before, "{line}");
    }
}

#[test]
fn a_file_keeps_its_own_style() {
    let sandbox = sandbox();
    run(&sandbox, "set WIN-1 points 3").ended_with(0);
    run(&sandbox, "set WIN-2 status ready").ended_with(0);
    let expected = "\u{feff}# ours\r\n\r\ntask WIN-1 Build\r\n\tstatus: ready\r\n\tpoints: 3\r\n\r\ntask WIN-2 Ship\r\n  status: ready";
    assert_eq!(text(&sandbox, "windows.backlog"), expected);
    run(&sandbox, "move WIN-2 --before WIN-1").ended_with(0);
    let moved = "\u{feff}# ours\r\n\r\ntask WIN-2 Ship\r\n  status: ready\r\n\r\ntask WIN-1 Build\r\n\tstatus: ready\r\n\tpoints: 3";
    assert_eq!(text(&sandbox, "windows.backlog"), moved);
}

#[test]
fn finished_work_is_accepted_with_its_words_and_reopened() {
    let sandbox = Sandbox::example();
    let refused = run(&sandbox, "accept PAY-12 --as @maria").ended_with(2);
    assert!(refused.stderr.contains("PAY-12 has an open criterion: “Given a declined card"), "{}", refused.stderr);
    run(&sandbox, "met PAY-12 cart-kept").ended_with(0);
    let accepted = run(&sandbox, "accept PAY-12 --as @maria").ended_with(0);
    assert_eq!(accepted.stderr, "PAY-12 is accepted by @maria; `roadlog undo` takes it back.\n");
    run(&sandbox, "check").ended_with(0);
    let again = run(&sandbox, "accept PAY-12 --as @maria").ended_with(0);
    assert_eq!(again.stderr, "PAY-12 is accepted already, by @maria on 2026-11-23.\n");
    let stale = run(&sandbox, "set PAY-12 title Other").ended_with(2);
    assert!(stale.stderr.contains("PAY-12 has changed since @maria accepted it"), "{}", stale.stderr);
    run(&sandbox, "set PAY-12 status doing").ended_with(0);
    assert!(!text(&sandbox, "checkout.backlog").contains("accepted:"));
    run(&sandbox, "check").ended_with(0);
}

#[test]
fn the_definition_of_done_is_answered_by_an_option_where_nobody_can_be_asked() {
    let sandbox = Sandbox::example();
    let toml = text(&sandbox, "roadlog.toml");
    sandbox.write("roadlog.toml", format!("{toml}\n[done]\nstory = [\"Reviewed by another developer\"]\n"));
    run(&sandbox, "met PAY-12 2").ended_with(0);
    let refused = run(&sandbox, "accept PAY-12 --as @maria").ended_with(2);
    assert!(refused.stderr.contains("Reviewed by another developer"), "{}", refused.stderr);
    assert!(refused.stderr.contains("--done"), "{}", refused.stderr);
    run(&sandbox, "accept PAY-12 --as @maria --done").ended_with(0);
}

#[test]
fn new_prints_the_id_alone() {
    let sandbox = Sandbox::example();
    assert_eq!(run(&sandbox, "new story Pay by invoice --for PAY-1").ended_with(0).stdout, "PAY-16\n");
    assert_eq!(run(&sandbox, "new bug 'No total' --for PAY-12").ended_with(0).stdout, "PAY-17\n");
    assert_eq!(run(&sandbox, "new sprint Refunds --owner @maria").ended_with(0).stdout, "PAY-s24\n");
    run(&sandbox, "check").ended_with(0);
}

#[test]
fn new_begins_a_plan() {
    let sandbox = Sandbox::new(&[]);
    let run_of = run(&sandbox, "new vision 'Anyone can buy' --file product.roadmap --prefix V").ended_with(0);
    assert_eq!(run_of.stdout, "V-1\n");
    assert_eq!(text(&sandbox, "product.roadmap"), "vision V-1 Anyone can buy\n");
    run(&sandbox, "undo").ended_with(0);
    assert!(!sandbox.path("product.roadmap").exists());
}

#[test]
fn a_warning_that_an_edit_brings_is_told() {
    let sandbox = Sandbox::example();
    let run_of = run(&sandbox, "set PAY-12 links gone.md").ended_with(0);
    assert!(run_of.stderr.contains("warning: PAY-12 links to gone.md"), "{}", run_of.stderr);
    assert!(run_of.stderr.contains("(checkout.backlog:"), "{}", run_of.stderr);
    assert!(run_of.stderr.contains("reference/broken-link"), "{}", run_of.stderr);
}

#[test]
fn what_is_so_already_is_said() {
    let sandbox = Sandbox::example();
    for line in ["set PAY-12 points 5", "met PAY-12 1", "move PAY-15 --after PAY-12", "renumber PAY-12 PAY-12"] {
        assert_eq!(run(&sandbox, line).ended_with(0).stderr, "It is so already; nothing was changed.\n", "{line}");
    }
}

#[test]
fn renumbering_reaches_every_file_and_is_one_operation() {
    let sandbox = Sandbox::example();
    sandbox.write("more/a.backlog", "task PAY-30 After PAY-12\n  needs: PAY-12\n");
    sandbox.write("archive/b.backlog", "task PAY-31 Before PAY-12^cart-kept, not `PAY-12`\n  status: done\n");
    let files = ["checkout.backlog", "more/a.backlog", "archive/b.backlog"];
    let before = files.map(|path| text(&sandbox, path));
    let run_of = run(&sandbox, "renumber PAY-12 SHOP-1").ended_with(0);
    assert!(run_of.stderr.starts_with("PAY-12 is SHOP-1 now, in 4 places of 3 files"), "{}", run_of.stderr);
    assert_eq!(text(&sandbox, "more/a.backlog"), "task PAY-30 After SHOP-1\n  needs: SHOP-1\n");
    assert_eq!(text(&sandbox, "archive/b.backlog"), before[2].replacen("PAY-12", "SHOP-1", 1));
    run(&sandbox, "renumber SHOP-1 PAY-12").ended_with(0);
    assert_eq!(files.map(|path| text(&sandbox, path)), before);
    run(&sandbox, "undo").ended_with(0);
    assert_eq!(text(&sandbox, "more/a.backlog"), "task PAY-30 After SHOP-1\n  needs: SHOP-1\n");
}

#[test]
fn closed_items_go_to_the_archive_and_their_ids_still_count() {
    let sandbox = Sandbox::new(&[(
        "plans/a.backlog",
        "sprint A-s1 One\n  when: 2026-10-05..2026-10-16\n  status: met\n\ntask A-1 One\n  status: done\n  sprint: A-s1\n  links: x.md\n\ntask A-2 Two\n  needs: A-1\n",
    )]);
    sandbox.write("plans/x.md", "x");
    let before = sandbox.read("plans/a.backlog");
    let looked = run(&sandbox, "archive --before 2026-10-17 --dry-run").ended_with(0);
    assert_eq!(looked.stdout, "A-s1 archive/plans/a.backlog\nA-1 archive/plans/a.backlog\n");
    assert_eq!(sandbox.read("plans/a.backlog"), before);
    assert_eq!(run(&sandbox, "archive --before 2026-10-16").ended_with(0).stdout, "");
    run(&sandbox, "archive").ended_with(0);
    assert_eq!(text(&sandbox, "plans/a.backlog"), "task A-2 Two\n  needs: A-1\n");
    assert_eq!(
        text(&sandbox, "archive/plans/a.backlog"),
        "sprint A-s1 One\n  when: 2026-10-05..2026-10-16\n  status: met\n\ntask A-1 One\n  status: done\n  sprint: A-s1\n  links: ../../plans/x.md\n"
    );
    let check = run(&sandbox, "check --level info").ended_with(0);
    assert!(check.stdout.starts_with("Nothing to tell about 3 items"), "{}", check.stdout);
    run(&sandbox, "undo").ended_with(0);
    assert_eq!(sandbox.read("plans/a.backlog"), before);
    assert!(!sandbox.path("archive/plans/a.backlog").exists());
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_leaves_the_others_as_they_were() {
    let sandbox = Sandbox::example();
    sandbox.write("more/a.backlog", "task PAY-30 After PAY-12\n");
    let path = sandbox.path("more/a.backlog");
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    let before = sandbox.read("checkout.backlog");
    let run_of = run(&sandbox, "renumber PAY-12 PAY-20").ended_with(2);
    assert!(run_of.stderr.contains("more/a.backlog is read-only"), "{}", run_of.stderr);
    assert_eq!(sandbox.read("checkout.backlog"), before);
    run(&sandbox, "check").ended_with(0);
}

const MARIA: &str = "Maria Kovač <maria@shop.example>";

/// The example in a repository that has another branch with PAY-40 on it.
fn repository() -> Repository {
    let mut repository = Repository::new();
    let example = Sandbox::example();
    for path in ["product.roadmap", "checkout.backlog", "roadlog.toml"] {
        repository.write(path, example.read(path));
    }
    repository.commit(MARIA, "Add the plan");
    repository.git(&["switch", "--quiet", "--create", "later"]);
    repository.write("later.backlog", "task PAY-40 Later\n\nsprint PAY-s30 Later\n  owner: @maria\n");
    repository.commit(MARIA, "Plan");
    repository.git(&["switch", "--quiet", "main"]);
    repository
}

fn run_in(repository: &Repository, line: &str) -> Run {
    let mut command = repository.command(env!("CARGO_BIN_EXE_roadlog"));
    Run::of(&command.args(words(line)).args(["--today", TODAY]).output().unwrap())
}

#[test]
fn ids_of_other_branches_are_taken() {
    let repository = repository();
    assert_eq!(run_in(&repository, "new story Pay by invoice --for PAY-1").ended_with(0).stdout, "PAY-41\n");
    assert_eq!(run_in(&repository, "new sprint Refunds --owner @maria").ended_with(0).stdout, "PAY-s31\n");
    let refused = run_in(&repository, "renumber PAY-15 PAY-40").ended_with(2);
    assert!(refused.stderr.contains("PAY-40 is taken on another branch"), "{}", refused.stderr);
}

#[test]
fn the_git_user_acts_as_roadlog_toml_knows_them() {
    let repository = repository();
    run_in(&repository, "met PAY-12 2").ended_with(0);
    for (email, why) in [
        ("li@shop.example", "@li may not accept PAY-12: that is for a product owner"),
        ("nobody@shop.example", "nobody knows who is to accept PAY-12"),
    ] {
        repository.git(&["config", "user.email", email]);
        let refused = run_in(&repository, "accept PAY-12").ended_with(2);
        assert!(refused.stderr.contains(why), "{}", refused.stderr);
    }
    repository.git(&["config", "user.email", "Maria@Shop.example"]);
    let accepted = run_in(&repository, "accept PAY-12").ended_with(0);
    assert!(accepted.stderr.starts_with("PAY-12 is accepted by @maria"), "{}", accepted.stderr);
    run_in(&repository, "check").ended_with(0);
}
