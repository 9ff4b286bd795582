//! What holds for every change that an editor is offered, in any text: it fits the file, formatting is that of `roadlog fmt`,
//! fixes are those of `roadlog check --fix`, and no change of an item brings an error.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

use proptest::prelude::*;
use roadlog_config::{Config, FileProblem, Place, Role};
use roadlog_edit::parting_of;
use roadlog_ide::actions::{ActionKind, Change, code_actions, fix_all, resolve};
use roadlog_ide::formatting::{TYPED, format, format_on_type, format_range};
use roadlog_ide::inlay::inlay_hints;
use roadlog_ide::lenses::{LensCommand, code_lenses};
use roadlog_ide::{FilePosition, Snapshot, Surroundings};
use roadlog_lint::{FileEdit, Level, fix, run};
use roadlog_model::{FileInput, Plan};
use roadlog_syntax::format::{formatted, refusal};
use roadlog_syntax::value::{Handle, parse_date};
use roadlog_syntax::{Document, Edit, LineKind, Span, edit};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus")
}

fn people() -> String {
    fs::read_to_string(folder().join("roadlog.toml")).expect("the corpus has its people")
}

/// The documents of the corpus: the name of each, and its bytes.
fn corpus() -> Vec<(String, Vec<u8>)> {
    let (mut found, mut folders) = (Vec::new(), vec![folder()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if matches!(path.extension().and_then(|end| end.to_str()), Some("backlog" | "roadmap")) {
                let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
                found.push((name, fs::read(&path).expect("it can be read")));
            }
        }
    }
    found.sort();
    assert!(found.len() > 100, "the corpus is there");
    found
}

/// A workspace of one file, with @maria at the editor.
#[derive(Clone)]
struct Desk {
    name: String,
    toml: String,
    snapshot: Snapshot,
}

impl Desk {
    fn new(name: &str, bytes: Vec<u8>) -> Self {
        let toml = people();
        let (config, problems) = roadlog_config::parse(&toml, Place::Root);
        let file = FileInput { path: name.to_owned(), bytes, archived: false, foreign: false };
        let snapshot = Snapshot {
            plan: Arc::new(Plan::new(Config::new(config, Vec::new()), vec![file]).expect("the file is small")),
            configuration: [(Arc::from("roadlog.toml"), Arc::from(&*toml))].into(),
            surroundings: Arc::new(Surroundings {
                user: Handle::from_name("maria").ok(),
                config_problems: problems.into_iter().map(|problem| FileProblem { file: 0, problem }).collect(),
                ..Surroundings::on(parse_date("2026-11-23").expect("it is a day"))
            }),
        };
        Self { name: name.to_owned(), toml, snapshot }
    }

    fn document(&self) -> &Document {
        self.snapshot.plan.file_at(&self.name).expect("the plan has its file").1.document()
    }

    fn text(&self) -> &str {
        self.document().text()
    }

    /// The same once edits of the file were made; they fit it, and none changes what another one changes.
    fn after(&self, edits: &[Edit]) -> Self {
        let text = edit::apply(self.text(), edits).expect("edits fit their file");
        let file = FileInput { path: self.name.clone(), bytes: text.into_bytes(), archived: false, foreign: false };
        let plan = Arc::new(self.snapshot.plan.with_file(file).expect("the file is small"));
        Self { snapshot: Snapshot { plan, ..self.snapshot.clone() }, ..self.clone() }
    }

    /// The same for edits of several files.
    fn after_all(&self, edits: &[FileEdit]) -> Self {
        let of = |path: &str| -> Vec<Edit> {
            let edits = edits.iter().filter(|edit| edit.path.unescaped() == path);
            edits.map(|edit| edit.edit.clone()).collect()
        };
        assert!(edits.iter().all(|edit| [&*self.name, "roadlog.toml"].contains(&edit.path.unescaped())), "{edits:?}");
        edit::apply(&self.toml, &of("roadlog.toml")).expect("edits fit roadlog.toml");
        self.after(&of(&self.name))
    }

    fn errors(&self) -> usize {
        run(&self.snapshot.plan, &self.snapshot.surroundings.options()).count(Level::Error)
    }

    /// The kinds of the lines that say something.
    fn kinds(&self) -> Vec<LineKind> {
        let kinds = self.document().lines().iter().map(|line| line.kind());
        kinds.filter(|kind| *kind != LineKind::Blank).collect()
    }

    /// Where each line starts, is half over, and ends; and past the end.
    fn places(&self) -> Vec<Span> {
        let length = self.document().len();
        let mut places = vec![Span::at(0), Span::new(length, length + 9)];
        for line in 0..self.document().lines().len() as u32 {
            let (start, end) = (self.document().lines()[line as usize].start(), self.document().line_end(line));
            places.extend([Span::at(start), Span::new(start + (end - start) / 2, end), Span::at(end)]);
        }
        places
    }

    /// Asserts what formatting must keep.
    fn formats_as_the_command_does(&self, places: &[Span]) {
        let members = |kind: &str, key: &str| parting_of(self.snapshot.plan.config(), kind, key);
        let canonical = formatted(self.document(), &members).unwrap_or_else(|_| self.text().to_owned());
        let whole = self.after(&format(&self.snapshot, &self.name));
        assert_eq!(whole.text(), canonical);
        assert_eq!(format(&whole.snapshot, &self.name), [], "what is formatted stays as it is");
        for place in places {
            let part = self.after(&format_range(&self.snapshot, &self.name, *place));
            assert_eq!(part.kinds(), self.kinds(), "{place:?} of {:?}", self.text());
            let rest = part.after(&format(&part.snapshot, &self.name));
            assert_eq!(rest.text(), canonical, "formatting a part first changes nothing: {place:?}");
        }
    }

    /// Asserts what must hold of what is shown and of what happens while somebody types.
    fn shows_and_types_within_the_text(&self, places: &[Span]) {
        for place in places {
            for hint in inlay_hints(&self.snapshot, &self.name, *place) {
                assert!(self.text().is_char_boundary(hint.offset as usize), "{hint:?}");
            }
            for typed in TYPED {
                let position = FilePosition { path: &self.name, offset: place.start };
                let edits = format_on_type(&self.snapshot, position, *typed);
                let after = self.after(&edits);
                assert!(edits.is_empty() || after.text() != self.text(), "{edits:?}");
            }
        }
        for lens in code_lenses(&self.snapshot, &self.name) {
            assert!(self.text().get(lens.span.range()).is_some(), "{lens:?}");
            if let Some(LensCommand::Apply(key)) = lens.command {
                assert_eq!(key.to_string().parse(), Ok(key));
            }
        }
    }

    /// Asserts that whatever is offered at these places fits, and that no change of an item brings an error; gives how many
    /// changes were made.
    fn changes_without_harm(&self, places: &[Span]) -> usize {
        let findings = run(&self.snapshot.plan, &self.snapshot.surroundings.options()).findings;
        let errors = self.errors();
        let (mut seen, mut made) = (BTreeSet::new(), 0);
        for place in places {
            for action in code_actions(&self.snapshot, &self.name, *place, &findings) {
                assert!(action.mends.is_none_or(|place| findings[place].place.path.unescaped() == self.name));
                if !seen.insert(format!("{:?}", action.change)) {
                    continue;
                }
                let resolved = match &action.change {
                    Change::Edits(edits) => Ok(edits.clone()),
                    Change::Lazy(key) => {
                        assert_eq!(key.to_string().parse().as_ref(), Ok(key));
                        resolve(&self.snapshot, key)
                    }
                };
                let Ok(edits) = resolved else { continue };
                assert_eq!(action.disabled, None, "what cannot be done is refused");
                let changed = self.after_all(&edits);
                made += usize::from(!edits.is_empty());
                // What mends one finding may bring another to light.
                if !matches!(action.kind, ActionKind::QuickFix | ActionKind::FixAll) {
                    assert!(changed.errors() <= errors, "{action:?}\n{}", changed.text());
                }
            }
        }
        made
    }

    /// Asserts that the safe fixes of the file are those of the command.
    fn fixes_as_the_command_does(&self) {
        let is_writable = refusal(self.document()).is_none();
        let fixed = fix(&self.snapshot.plan, &self.snapshot.surroundings.options(), &|_| is_writable);
        let (_, expected) = fixed.plan.file_at(&self.name).expect("the file is still there");
        assert_eq!(self.after(&fix_all(&self.snapshot, &self.name)).text(), expected.document().text());
    }
}

#[test]
fn documents_of_the_corpus_are_formatted_as_the_command_does() {
    for (at, (name, bytes)) in corpus().into_iter().enumerate() {
        let desk = Desk::new(&name, bytes);
        // One place in seven of each document, and every kind of place in many.
        let places = desk.places().into_iter().skip(at % 7).step_by(7).collect::<Vec<_>>();
        desk.formats_as_the_command_does(&places);
        desk.shows_and_types_within_the_text(&places);
    }
}

#[test]
fn documents_of_the_corpus_are_fixed_as_the_command_does() {
    for (name, bytes) in corpus() {
        Desk::new(&name, bytes).fixes_as_the_command_does();
    }
}

#[test]
fn what_is_offered_in_documents_of_the_corpus_fits_and_brings_no_error() {
    let mut made = 0;
    // What is offered depends on the line more than on the document, and every folder has many that are alike.
    for (name, bytes) in corpus().into_iter().step_by(9) {
        let desk = Desk::new(&name, bytes);
        let halves: Vec<_> = desk.places().into_iter().skip(3).step_by(3).collect();
        made += desk.changes_without_harm(&halves);
    }
    assert!(made > 500, "only {made} changes were made");
}

/// The plan of a team as it stands in a repository: several files of both sides and an archive.
fn team() -> Snapshot {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/plans/scrum-team");
    let mut files = Vec::new();
    for (folder, archived) in [("", false), ("archive/", true)] {
        let entries = fs::read_dir(root.join(folder)).expect("the folder is there");
        for path in entries.map(|entry| entry.expect("it can be read").path()) {
            let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
            if matches!(path.extension().and_then(|end| end.to_str()), Some("backlog" | "roadmap")) {
                let bytes = fs::read(&path).expect("it can be read");
                files.push(FileInput { path: format!("{folder}{name}"), bytes, archived, foreign: false });
            }
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    let toml = fs::read_to_string(root.join("roadlog.toml")).expect("the team has its people");
    let (config, _) = roadlog_config::parse(&toml, Place::Root);
    let config = Config::new(config, Vec::new());
    let user = config.people().iter().find(|person| person.roles().contains(Role::ProductOwner));
    let user = user.map(|person| person.handle().clone());
    Snapshot {
        plan: Arc::new(Plan::new(config, files).expect("the files are small")),
        configuration: [(Arc::from("roadlog.toml"), Arc::from(toml))].into(),
        surroundings: Arc::new(Surroundings {
            user,
            ..Surroundings::on(parse_date("2026-10-14").expect("it is a day"))
        }),
    }
}

#[test]
fn what_is_offered_in_a_teams_plan_changes_its_files_together_and_brings_no_error() {
    let team = team();
    let errors = |plan: &Plan| run(plan, &team.surroundings.options()).count(Level::Error);
    let before = errors(&team.plan);
    let (mut made, mut across) = (0, 0);
    for item in team.plan.items().filter(|item| !item.file().is_archived()).step_by(23) {
        let header = item.syntax().id_span();
        for action in code_actions(&team, item.file().path(), header, &[]) {
            let Change::Lazy(key) = &action.change else { continue };
            let Ok(edits) = resolve(&team, key) else { continue };
            let paths: BTreeSet<&str> = edits.iter().map(|edit| edit.path.unescaped()).collect();
            let mut plan = (*team.plan).clone();
            for path in &paths {
                let of_file = edits.iter().filter(|edit| edit.path.unescaped() == *path);
                let of_file: Vec<_> = of_file.map(|edit| edit.edit.clone()).collect();
                let (_, file) = plan.file_at(path).expect("the plan has its file");
                let (text, archived) = (file.document().text(), file.is_archived());
                let bytes = edit::apply(text, &of_file).expect("edits fit their file").into_bytes();
                let file = FileInput { path: (*path).to_owned(), bytes, archived, foreign: false };
                plan = plan.with_file(file).expect("the file is small");
            }
            assert!(errors(&plan) <= before, "{action:?}");
            made += usize::from(!edits.is_empty());
            across += usize::from(paths.len() > 1);
        }
    }
    assert!(made > 30 && across > 3, "{made} changes were made, {across} of several files");
}

/// Lines that mean something, put together in any order, and anything else between.
fn any_text() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "story PAY-1 Pay",
        "story PAY-2 Other",
        "bug PAY-new New",
        "epic PAY-3 All",
        "sprint PAY-s1 Now",
        "== Later",
        "  status: ready",
        "  status: review",
        "  Status: doing",
        "  for: PAY-3",
        "  owner: @maria",
        "  owner: @mria",
        "  assignee: @li,@sam",
        "  points:5",
        "  capacity: 8",
        "  sprint: PAY-s1",
        "  by: 2026-12-01",
        "  As a buyer",
        "  I want to pay",
        "  so that I have it",
        "  [ ] one",
        "  [x] two ^two",
        "- [ ] pasted",
        "      more",
        "  [ ]",
        "  ? Why? @maria",
        "  ! No. @li",
        "# note",
        "  # note",
        "",
        " ",
        "\t[ ] tab",
        "<<<<<<< a",
        "=======",
        ">>>>>>> b",
    ]);
    let line = prop_oneof![8 => known.prop_map(str::to_owned), 1 => "[ \\PC\u{a0}\u{feff}\u{202e}äé€𝄞]{0,12}"];
    let ended = (line, prop::sample::select(vec!["\n", "\n", "\n", "\n", "\r\n", "\r", "\n\n"]));
    prop::collection::vec(ended, 0..14)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect::<Vec<_>>().concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_formatted_shown_and_changed_without_harm(
        text in any_text(), cut in 0usize..3, spots in prop::collection::vec((0u32..300, 0u32..60), 1..4),
    ) {
        let kept = text.char_indices().nth_back(cut).map_or(text.len(), |(at, _)| at);
        let desk = Desk::new("plan.backlog", text.as_bytes()[..kept].to_vec());
        let spots: Vec<_> = spots.into_iter().map(|(start, length)| Span::new(start, start + length)).collect();
        desk.formats_as_the_command_does(&spots);
        desk.shows_and_types_within_the_text(&spots);
        desk.fixes_as_the_command_does();
        desk.changes_without_harm(&spots);
    }

    #[test]
    fn bytes_that_are_no_text_are_left_alone(bytes in prop::collection::vec(any::<u8>(), 0..60), at in 0u32..70) {
        let desk = Desk::new("plan.backlog", bytes);
        desk.shows_and_types_within_the_text(&[Span::new(at, at + 9)]);
        desk.changes_without_harm(&[Span::new(at, at + 9)]);
    }
}
