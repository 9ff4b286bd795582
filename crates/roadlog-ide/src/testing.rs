//! A snapshot of a fixture with its cursor: what tests of every answer begin with.

use std::sync::Arc;

use roadlog_config::{Config, FileProblem, Place};
use roadlog_history::{Identity, PolicyFile, Timeline};
use roadlog_lint::FileEdit;
use roadlog_model::{FileInput, Plan};
use roadlog_syntax::Span;
use roadlog_syntax::value::{Handle, parse_date};
use roadlog_testkit::{Cursor, Fixture, Found};

use crate::past::{Past, Revision};
use crate::{FilePosition, Snapshot, Surroundings};

/// The people of a plan that has no roadlog.toml of its own.
pub(crate) const PEOPLE: &str = "\
[people.ana]
name = \"Ana Lima\"
roles = [\"product-manager\"]

[people.maria]
name = \"Maria Kovač\"
roles = [\"product-owner\"]

[people.li]
name = \"Li Wei\"
roles = [\"developer\"]

[teams]
payments = [\"maria\", \"li\"]
";

/// A plan as an editor shows it, and where its cursors stand.
pub(crate) struct Scene {
    pub(crate) fixture: Fixture,
    pub(crate) snapshot: Snapshot,
    /// The cursors and selections in the order in which they are drawn.
    pub(crate) cursors: Vec<Cursor>,
}

impl Scene {
    /// The plan of a fixture, on the 23rd of November 2026, with @maria at the editor. `archive/` is archived and `other/`
    /// another workspace's; the people are [`PEOPLE`] where the fixture has no `roadlog.toml`.
    #[track_caller]
    pub(crate) fn of(source: &str) -> Self {
        let mut fixture = Fixture::parse(source);
        let cursors = fixture.take_cursors();
        let snapshot = snapshot(&fixture);
        Self { fixture, snapshot, cursors }
    }

    /// The same after these plans were committed: each with its day and who committed it. `author` is whose the changes
    /// since are.
    #[track_caller]
    pub(crate) fn after(mut self, revisions: &[(&str, &str, &str)], author: Identity) -> Self {
        let handle = |name: &str| Handle::from_name(name).expect("a handle");
        let told = |(day, who, source): &(&str, &str, &str)| {
            let (day, handle) = (parse_date(day).ok(), Some(handle(who)));
            (Arc::new(Revision { day, handle, name: (*who).into() }), Self::of(source))
        };
        let told: Vec<_> = revisions.iter().map(told).collect();
        let timeline = Timeline::of(told.iter().map(|(revision, scene)| (Arc::clone(revision), &*scene.snapshot.plan)));
        let (_, last) = told.last().expect("something was committed");
        let policy = vec![PolicyFile { path: "roadlog.toml".into(), text: last.text("roadlog.toml").into() }];
        let past = Past { plan: Arc::clone(&last.snapshot.plan), policy, timeline, author: Some(author) };
        let Surroundings { today, user, .. } = &*self.snapshot.surroundings;
        let surroundings = Surroundings { past: Some(past.into()), user: user.clone(), ..Surroundings::on(*today) };
        self.snapshot.surroundings = Arc::new(surroundings);
        self
    }

    /// Where the one cursor stands; of a selection its start.
    #[track_caller]
    pub(crate) fn position(&self) -> FilePosition<'_> {
        let [cursor] = &self.cursors[..] else { panic!("a test draws one cursor, this one {}", self.cursors.len()) };
        FilePosition { path: &cursor.file, offset: cursor.bytes.start as u32 }
    }

    /// What the one selection selects.
    #[track_caller]
    pub(crate) fn selection(&self) -> Span {
        let [cursor] = &self.cursors[..] else { panic!("a test selects one part, this one {}", self.cursors.len()) };
        Span::new(cursor.bytes.start as u32, cursor.bytes.end as u32)
    }

    /// The text of one of its files.
    #[track_caller]
    pub(crate) fn text(&self, path: &str) -> &str {
        let is_people = path == "roadlog.toml";
        self.fixture.text(path).or(is_people.then_some(PEOPLE)).unwrap_or_else(|| panic!("the scene has no {path}"))
    }

    /// What stands at a place.
    #[track_caller]
    pub(crate) fn written(&self, path: &str, span: Span) -> &str {
        &self.text(path)[span.range()]
    }

    /// Asserts that exactly the marked places are given, each with the name of its mark and with what the mark says.
    #[track_caller]
    pub(crate) fn assert_marked<'a, S: AsRef<str>>(
        &self,
        places: impl IntoIterator<Item = (&'a str, Span, &'a str, S)>,
    ) {
        let found = places
            .into_iter()
            .map(|(path, span, name, said)| Found::at(path, self.text(path), span.range(), name, said.as_ref()));
        self.fixture.assert_findings(&found.collect::<Vec<_>>());
    }

    /// The files that edits change, as they are then, in the notation of a fixture.
    #[track_caller]
    pub(crate) fn edited(&self, edits: &[FileEdit]) -> String {
        let mut after = self.fixture.clone();
        let is_changed = |path: &str| edits.iter().any(|edit| edit.path.unescaped() == path);
        after.files.retain(|file| is_changed(&file.path));
        after.expected.clear();
        assert!(
            edits.iter().all(|edit| after.text(edit.path.unescaped()).is_some()),
            "edits of a file that is not there"
        );
        for file in &mut after.files {
            let edits = edits.iter().filter(|edit| edit.path.unescaped() == file.path);
            let edits: Vec<_> = edits.map(|edit| edit.edit.clone()).collect();
            file.text = roadlog_syntax::edit::apply(&file.text, &edits).unwrap();
        }
        after.annotate(&[])
    }
}

fn snapshot(fixture: &Fixture) -> Snapshot {
    let is_config = |path: &str| path == "roadlog.toml" || path.ends_with("/roadlog.toml");
    let (configs, files): (Vec<_>, Vec<_>) = fixture.files.iter().partition(|file| is_config(&file.path));
    let mut texts = vec![("roadlog.toml", fixture.text("roadlog.toml").unwrap_or(PEOPLE))];
    texts.extend(configs.iter().map(|file| (&*file.path, &*file.text)).filter(|(path, _)| *path != "roadlog.toml"));
    let mut config_problems = Vec::new();
    let mut read = texts.iter().enumerate().map(|(file, (path, text))| {
        let place = if file == 0 { Place::Root } else { Place::Nested };
        let (config, problems) = roadlog_config::parse(text, place);
        config_problems.extend(problems.into_iter().map(|problem| FileProblem { file, problem }));
        (path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned(), config)
    });
    let (_, root) = read.next().expect("the root's file comes first");
    let config = Config::new(root, read.collect());
    let files = files.iter().filter(|file| file.path != Fixture::HISTORY_PATH).map(|file| FileInput {
        path: file.path.clone(),
        bytes: file.text.clone().into_bytes(),
        archived: file.path.starts_with("archive/"),
        foreign: file.path.starts_with("other/"),
    });
    Snapshot {
        plan: Arc::new(Plan::new(config, files.collect()).expect("a fixture is no large file")),
        configuration: texts.into_iter().map(|(path, text)| (Arc::from(path), Arc::from(text))).collect(),
        surroundings: Arc::new(Surroundings {
            user: Handle::from_name("maria").ok(),
            config_problems,
            ..Surroundings::on(parse_date("2026-11-23").expect("a day that the calendar has"))
        }),
    }
}

#[test]
fn a_scene_has_a_plan_its_configuration_and_a_cursor() {
    let scene = Scene::of(
        "task PAY-1 Pay\n  owner: @m│aria\n         ^^^^^^^ here/is: she\n//- a/roadlog.toml\n[team]\nshape = \"combined\"\n",
    );
    let FilePosition { path, offset } = scene.position();
    assert_eq!((path, offset), ("plan.backlog", 26));
    assert_eq!(scene.snapshot.plan.items().count(), 1);
    assert_eq!(scene.snapshot.configuration_at("a/roadlog.toml"), Some("[team]\nshape = \"combined\"\n"));
    assert!(scene.snapshot.plan.config().person(&Handle::from_name("li").unwrap()).is_some());
    assert_eq!(scene.written(path, Span::new(24, 30)), "@maria");
    scene.assert_marked([(path, Span::new(24, 30), "here/is", "she")]);
    let edit = roadlog_syntax::Edit::new(Span::new(24, 30), "@li");
    assert_eq!(scene.edited(&[FileEdit { path: path.into(), edit }]), "task PAY-1 Pay\n  owner: @li\n");
    assert_eq!(Scene::of("task ‹PAY-1› Pay\n").selection(), Span::new(5, 10));
}
