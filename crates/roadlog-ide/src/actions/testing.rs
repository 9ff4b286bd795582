//! The actions at the cursor of a scene, by their titles: what tests of them begin with.

use roadlog_syntax::Span;

use super::{Action, Change, code_actions, resolve};
use crate::testing::Scene;

pub(super) fn offered(scene: &Scene) -> Vec<Action> {
    let position = scene.position();
    code_actions(&scene.snapshot, position.path, Span::at(position.offset), &[])
}

/// The titles of what is offered at the cursor of a fixture, each with why it cannot be done now.
pub(super) fn titles(fixture: &str) -> Vec<String> {
    let titles = offered(&Scene::of(fixture)).into_iter().map(|action| {
        let why = action.disabled.map_or_else(String::new, |why| format!(" — {}", why.unescaped()));
        format!("{}{why}", action.title.unescaped())
    });
    titles.collect()
}

/// Those titles that begin so.
pub(super) fn titles_that_begin(fixture: &str, with: &[&str]) -> Vec<String> {
    let mut titles = titles(fixture);
    titles.retain(|title| with.iter().any(|with| title.starts_with(with)));
    titles
}

/// The files that change when the action whose title begins so is chosen at the cursor.
#[track_caller]
pub(super) fn chosen(fixture: &str, title: &str) -> String {
    let scene = Scene::of(fixture);
    let mut actions = offered(&scene).into_iter();
    let found = actions.find(|action| action.title.unescaped().starts_with(title));
    let action = found.unwrap_or_else(|| panic!("{title} is not among {:#?}", titles(fixture)));
    let edits = match action.change {
        Change::Edits(edits) => edits,
        Change::Lazy(key) => {
            let again = key.to_string().parse().unwrap_or_else(|_| panic!("{key} comes back as it went out"));
            resolve(&scene.snapshot, &again).unwrap_or_else(|refusal| panic!("{refusal:?}"))
        }
    };
    scene.edited(&edits)
}
