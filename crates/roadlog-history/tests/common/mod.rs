//! What the tests of authority share: people, what history knows, and revisions written as fixtures.

use roadlog_config::{Config, Place};
use roadlog_history::{Origins, PolicyFile};
use roadlog_model::{FileInput, Plan};
use roadlog_syntax::value::{Date, Handle, Id};
use roadlog_testkit::Fixture;

/// The day that counts as today.
pub(crate) const TODAY: Date = jiff::civil::date(2026, 11, 23);

/// Somebody for each role, two product owners, somebody without a role, and somebody who left.
const PEOPLE: &str = r#"
[people.ana]
roles = ["product-manager"]
[people.maria]
roles = ["product-owner"]
[people.noah]
roles = ["product-owner"]
[people.li]
roles = ["developer"]
[people.kim]
roles = ["scrum-master"]
[people.sam]
roles = ["stakeholder"]
[people.max]
roles = ["maintainer"]
[people.bot]
roles = ["agent"]
[people.eve]
[people.tom]
roles = ["product-manager", "product-owner", "developer", "maintainer"]
until = 2026-11-22
"#;

/// History tells that @sam brought every item in and asked every question.
pub(crate) struct History;

impl Origins for History {
    fn creator(&self, _: &Id) -> Option<Handle> {
        Handle::from_name("sam").ok()
    }

    fn asker(&self, _: &Id, _: &str) -> Option<Handle> {
        Handle::from_name("sam").ok()
    }
}

/// A revision: the plan, and the files that say who is who.
pub(crate) struct Revision {
    pub(crate) plan: Plan,
    pub(crate) policy: Vec<PolicyFile>,
}

/// The revision of a fixture.
pub(crate) fn revision(text: &str) -> Revision {
    let files = Fixture::parse(text).files;
    let own = |path: &str| files.iter().find(|file| file.path == path).map(|file| file.text.clone());
    let config = own("only.toml").unwrap_or_else(|| format!("{PEOPLE}{}", own("roadlog.toml").unwrap_or_default()));
    let is_policy = |path: &str| path == "roadlog.toml" || path == "only.toml";
    let inputs = files.iter().filter(|file| !is_policy(&file.path)).map(|file| FileInput {
        archived: false,
        bytes: file.text.clone().into_bytes(),
        path: file.path.clone(),
        foreign: false,
    });
    let parsed = roadlog_config::parse(&config, Place::Root).0;
    let plan = Plan::new(Config::new(parsed, Vec::new()), inputs.collect()).expect("it is small");
    Revision { plan, policy: vec![PolicyFile { path: "roadlog.toml".into(), text: config }] }
}
