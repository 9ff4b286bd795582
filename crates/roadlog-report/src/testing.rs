//! Small plans for the tests of views.

use roadlog_config::{Config, Place};
use roadlog_model::{FileInput, Plan, PlanItem};
use roadlog_syntax::value::{Date, Handle, Id};
use roadlog_testkit::Fixture;

/// The day that every test takes for today.
pub(crate) const TODAY: Date = jiff::civil::date(2026, 11, 23);

/// People as the examples have them.
pub(crate) const PEOPLE: &str = r#"
[people.ana]
name = "Ana Lima"
roles = ["product-manager"]
[people.maria]
roles = ["product-owner"]
[people.noah]
roles = ["product-owner"]
[people.li]
roles = ["developer"]
[teams]
payments = ["maria", "li"]
"#;

/// The plan of a fixture, with these words in roadlog.toml. A path that begins with `archive/` is archived.
pub(crate) fn plan_with(config: &str, text: &str) -> Plan {
    let (config, _) = roadlog_config::parse(config, Place::Root);
    let files = Fixture::parse(text).files.into_iter().map(|file| FileInput {
        archived: file.path.starts_with("archive/"),
        bytes: file.text.into_bytes(),
        path: file.path,
        foreign: false,
    });
    Plan::new(Config::new(config, Vec::new()), files.collect()).unwrap()
}

/// The plan of a fixture, with people as the examples have them.
pub(crate) fn plan(text: &str) -> Plan {
    plan_with(PEOPLE, text)
}

/// The item that has an id.
pub(crate) fn item<'p>(plan: &'p Plan, id: &str) -> PlanItem<'p> {
    plan.first(&Id::parse(id).unwrap()).unwrap()
}

/// A handle by its name.
pub(crate) fn handle(name: &str) -> Handle {
    Handle::from_name(name).unwrap()
}

/// The id of an item, as it is written.
pub(crate) fn id_of(brief: &crate::Brief) -> String {
    brief.id.as_ref().map_or(String::new(), |id| id.unescaped().to_owned())
}
