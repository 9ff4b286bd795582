//! Small plans for the tests of changes.

use roadlog_config::{Config, Place};
use roadlog_model::{FileInput, Plan};
use roadlog_testkit::Fixture;

/// The plan of a fixture; its roadlog.toml is read where it has one. A path below `archive/` is archived.
pub(crate) fn plan(text: &str) -> Plan {
    let files = Fixture::parse(text).files;
    let config = files.iter().find(|file| file.path == "roadlog.toml").map_or("", |file| &file.text);
    let (config, _) = roadlog_config::parse(config, Place::Root);
    let inputs = files.iter().filter(|file| file.path != "roadlog.toml").map(|file| FileInput {
        archived: file.path.starts_with("archive/"),
        bytes: file.text.clone().into_bytes(),
        path: file.path.clone(),
        foreign: file.path.starts_with("../"),
    });
    Plan::new(Config::new(config, Vec::new()), inputs.collect()).unwrap()
}
