//! Plans of many shapes, each of any size: what people write, and what makes an algorithm slow.

use std::fmt::Write;

use roadlog_testkit::generate;

/// A plan that is to be checked.
pub(crate) struct Made {
    pub(crate) config: String,
    pub(crate) files: Vec<(String, String)>,
}

/// A shape of plan, the size at which it is counted first, and how it is made in a size.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    pub(crate) size: usize,
    pub(crate) make: fn(usize) -> Made,
}

const PEOPLE: &str = "[people.maria]\nroles = [\"product-owner\"]\n[people.ana]\nroles = [\"product-manager\"]\n\
                      [people.li]\nroles = [\"developer\"]\n";

fn repeated(size: usize, part: impl Fn(usize) -> String) -> String {
    (0..size).fold(String::new(), |mut text, index| {
        write!(text, "{}", part(index)).unwrap();
        text
    })
}

/// One backlog of these words, and people.
fn backlog(text: String) -> Made {
    configured(PEOPLE.to_owned(), text)
}

fn configured(config: String, text: String) -> Made {
    Made { config, files: vec![("a.backlog".to_owned(), text)] }
}

/// One item with a body.
fn item(body: &str) -> Made {
    backlog(format!("story PAY-1 Pay\n  status: ready\n  owner: @maria\n{body}"))
}

/// Tasks, each with these lines.
fn tasks(size: usize, lines: impl Fn(usize) -> String) -> String {
    repeated(size, |index| format!("task PAY-{} Do it\n  status: ready\n{}\n", index + 1, lines(index)))
}

const fn shape(name: &'static str, size: usize, make: fn(usize) -> Made) -> Shape {
    Shape { name, size, make }
}

/// Every shape. The first one is what people write, and grows to over 50 MB.
pub(crate) const SHAPES: &[Shape] = &[
    shape("a plan in many files", 65_000, |size| {
        let plan = generate::plan(size, 500);
        Made { config: plan.config, files: plan.files }
    }),
    shape("a plan in one file", 4_000, |size| {
        let plan = generate::plan(size, size);
        Made { config: plan.config, files: plan.files }
    }),
    shape("files of one item", 1_000, |size| {
        let file = |index| (format!("d{}/f{index}.backlog", index % 50), format!("task PAY-{index} x\n"));
        Made { config: PEOPLE.to_owned(), files: (0..size).map(file).collect() }
    }),
    shape("one id for all", 2_000, |size| {
        backlog(repeated(size, |_| "task PAY-1 x\n  status: ready\n  for: PAY-1\n\n".to_owned()))
    }),
    shape("every id twice", 2_000, |size| backlog(repeated(size, |index| format!("task PAY-{} x\n", index / 2)))),
    shape("every prefix twice", 2_000, |size| backlog(repeated(size, |index| format!("task P{}-1 x\n", index / 2)))),
    shape("new ids of a prefix", 2_000, |size| backlog(repeated(size, |_| "task PAY-new x\n".to_owned()))),
    shape("new ids of many prefixes", 2_000, |size| backlog(repeated(size, |index| format!("task P{index}-new x\n")))),
    shape("new random ids", 2_000, |size| {
        let config = format!("{PEOPLE}[ids]\nstyle = \"random\"\n");
        configured(config, repeated(size, |index| format!("task PAY-new x{index}\n")))
    }),
    shape("a chain of for", 2_000, |size| backlog(tasks(size, |index| format!("  for: PAY-{}\n", index + 2)))),
    shape("a chain of for, downwards", 2_000, |size| backlog(tasks(size, |index| format!("  for: PAY-{index}\n")))),
    shape("a chain of needs", 2_000, |size| backlog(tasks(size, |index| format!("  needs: PAY-{}\n", index + 2)))),
    shape("a ring of for", 2_000, |size| {
        backlog(tasks(size, |index| format!("  for: PAY-{}\n", (index + 1) % size + 1)))
    }),
    shape("a ring of needs", 2_000, |size| {
        backlog(tasks(size, |index| format!("  needs: PAY-{}\n", (index + 1) % size + 1)))
    }),
    shape("steps back into a ring", 2_000, |size| {
        backlog(tasks(size, |index| format!("  needs: PAY-{}, PAY-{}\n", index + 2, (index / 2).max(1))))
    }),
    shape("items that need themselves", 2_000, |size| {
        backlog(tasks(size, |index| format!("  needs: PAY-{}\n", index + 1)))
    }),
    shape("all for one", 2_000, |size| backlog(tasks(size, |_| "  for: PAY-1\n".to_owned()))),
    shape("one needs all", 2_000, |size| {
        let ids = repeated(size, |index| format!("PAY-{}, ", index + 2));
        backlog(tasks(size, |index| if index == 0 { format!("  needs: {ids}PAY-2\n") } else { String::new() }))
    }),
    shape("unknown ids", 4_000, |size| backlog(tasks(size, |index| format!("  needs: PYA-{index}\n")))),
    shape("unknown ids in prose", 4_000, |size| item(&repeated(size, |index| format!("  see PAY-9{index}\n")))),
    shape("lines of prose", 4_000, |size| item(&repeated(size, |index| format!("  words {index} and PAY-1 @li\n")))),
    shape("paragraphs", 4_000, |size| item(&repeated(size, |index| format!("  words in {index}\n\n")))),
    shape("criteria", 4_000, |size| item(&repeated(size, |index| format!("  [ ] Given {index}, it is there\n")))),
    shape("criteria with one label", 4_000, |size| item(&repeated(size, |_| "  [ ] It is fast ^a\n".to_owned()))),
    shape("lines of one criterion", 4_000, |size| {
        item(&format!("  [ ] Given\n{}", repeated(size, |index| format!("      and {index} PAY-1\n"))))
    }),
    shape("swallowed criteria", 2_000, |size| {
        item(&format!("  [ ] Given\n{}", repeated(size, |index| format!("      [ ] and {index}\n"))))
    }),
    shape("criteria that are almost some", 2_000, |size| item(&repeated(size, |_| "  [] Given\n".to_owned()))),
    shape("uneven lines", 2_000, |size| item(&repeated(size, |_| "   too deep\n  even\n".to_owned()))),
    shape("questions", 4_000, |size| item(&repeated(size, |_| "  ? why @maria\n  ! so @li 2026-11-01\n".to_owned()))),
    shape("answers", 4_000, |size| {
        item(&format!("  ? why\n{}", repeated(size, |_| "  ! so @li 2026-11-01\n".to_owned())))
    }),
    shape("one field", 2_000, |size| item(&repeated(size, |_| "  points: 3\n".to_owned()))),
    shape("unknown fields", 2_000, |size| item(&repeated(size, |index| format!("  f{index}: x\n")))),
    shape("tags", 4_000, |size| item(&format!("  tags: {}x\n", repeated(size, |index| format!("t{index}, "))))),
    shape("one tag", 4_000, |size| item(&format!("  tags: {}x\n", "x, ".repeat(size)))),
    shape("links", 4_000, |size| item(&format!("  links: {}x\n", repeated(size, |index| format!("x/{index}.md, "))))),
    shape("unknown people", 1_000, |size| {
        item(&format!("  assignee: {}@li\n", repeated(size, |index| format!("@p{index}, "))))
    }),
    shape("long words", 4_000, |size| {
        let words = "word PAY- @x http:// a@b `".repeat(size);
        item(&format!("  {words}\n  [ ] {words}\n  ? {words}\n"))
    }),
    shape("characters that cannot be seen", 2_000, |size| {
        let hidden = "\u{200b}\u{202e}a, ".repeat(size);
        item(&format!("  {hidden}\n  [ ] {hidden}\n  tags: {hidden}\n"))
    }),
    shape("what is no text", 2_000, |size| item(&"  x\0y\rz\n".repeat(size))),
    shape("conflicts", 2_000, |size| item(&"<<<<<<< a\n  x\n||||||| c\n=======\n  y\n>>>>>>> b\n".repeat(size))),
    shape("conflicts that begin", 2_000, |size| item(&"<<<<<<< a\n=======\n".repeat(size))),
    shape("stray lines", 2_000, |size| backlog(repeated(size, |index| format!("Stray {index}\n- story too\n")))),
    shape("broken headers", 2_000, |size| backlog(repeated(size, |index| format!("story PAY {index}\n")))),
    shape("unknown kinds", 2_000, |size| backlog(repeated(size, |index| format!("stroy PAY-{index} x\n")))),
    shape("comments, blank lines and sections", 4_000, |size| {
        backlog(repeated(size, |index| format!("# {index}\n\n== {index}\n")))
    }),
    shape("suppressions", 2_000, |size| {
        let lines = |index| format!("  # roadlog: allow reference/unknown-id because x\n  needs: PYA-{index}\n");
        backlog(tasks(size, lines))
    }),
    shape("suppressions of one item", 2_000, |size| {
        let comments = "  # roadlog: allow reference/unknown-id because x\n".repeat(size);
        item(&format!("{comments}{}", repeated(size, |index| format!("  see PAY-9{index}\n"))))
    }),
    shape("people", 2_000, |size| {
        let person =
            |index| format!("[people.p{index}]\nemails = [\"p{index}@x.example\"]\nroles = [\"product-owner\"]\n");
        let stories = |index| format!("story PAY-{index} x\n  status: ready\n  owner: @p{index}\n");
        configured(repeated(size, person), repeated(size, stories))
    }),
    shape("people who may not decide", 2_000, |size| {
        let people = repeated(size, |index| format!("[people.p{index}]\nroles = [\"developer\"]\n"));
        let stories = repeated(size, |index| format!("story PAY-{index} x\n  status: ready\n  owner: @p{index}\n"));
        configured(format!("{PEOPLE}{people}"), stories)
    }),
    shape("people who are almost known", 700, |size| {
        let people = repeated(size, |index| format!("[people.maria{index}]\nroles = [\"product-owner\"]\n"));
        configured(people, tasks(size, |index| format!("  owner: @mria{index}\n  ? which @mria{index}\n")))
    }),
    shape("people without a role", 2_000, |size| {
        let people = repeated(size, |index| format!("[people.p{index}]\n"));
        let teams = repeated(size, |index| format!("t{index} = [\"p{index}\"]\n"));
        configured(format!("{people}[teams]\n{teams}"), "task PAY-1 x\n".to_owned())
    }),
    shape("work that its builders accepted", 1_000, |size| {
        let people = repeated(size, |index| format!("[people.p{index}]\nroles = [\"product-owner\"]\n"));
        let story = |index| {
            format!("story PAY-{index} x\n  status: accepted\n  assignee: @p1\n  accepted: @p1 2026-11-01\n  [x] It\n")
        };
        configured(people, repeated(size, story))
    }),
    shape("misplaced items", 2_000, |size| {
        let goals = repeated(size, |index| format!("goal G-{index} x\n  for: V-1\n"));
        let initiatives = repeated(size, |index| format!("initiative I-{index} x\n  for: V-1\n"));
        let roadmap = format!("vision V-1 x\n{initiatives}");
        let files = vec![("a.backlog".to_owned(), goals), ("a.roadmap".to_owned(), roadmap)];
        Made { config: PEOPLE.to_owned(), files }
    }),
    shape("fields and kinds of one's own", 1_000, |size| {
        let fields = repeated(size, |index| format!("[fields.f{index}a]\non = [\"task\"]\ntype = \"text\"\n"));
        let kinds = repeated(size, |index| format!("[kinds.k{index}a]\nlike = \"task\"\n"));
        configured(format!("{PEOPLE}{fields}{kinds}"), tasks(size, |index| format!("  f{index}b: x\n")))
    }),
    shape("statuses of one's own", 1_000, |size| {
        let statuses = repeated(size, |index| format!("\"s{index}:ready\", "));
        configured(format!("{PEOPLE}[statuses]\ntask = [{statuses}\"d:done\"]\n"), tasks(1, |_| String::new()))
    }),
];
