//! A plan from a fixture, edited: what tests of every edit begin with.

use roadlog_config::{Config, Place};
use roadlog_lint::Options;
use roadlog_model::{FileInput, Plan, TakenIds};
use roadlog_syntax::value::{Handle, Id, parse_date};
use roadlog_testkit::Fixture;

use crate::{Edited, FileEdits, Refusal, Request, World, edit};

/// The people of a plan that has no roadlog.toml of its own.
pub(crate) const PEOPLE: &str = "\
[people.ana]
roles = [\"product-manager\"]
[people.maria]
roles = [\"product-owner\"]
[people.li]
roles = [\"developer\"]
";

pub(crate) fn id(text: &str) -> Id {
    Id::parse(text).unwrap()
}

/// The plan of a fixture; `archive/` is archived and `other/` another workspace's.
pub(crate) fn plan(text: &str) -> Plan {
    let unfinished = format!("{text}␃\n");
    let fixture = Fixture::parse(if text.ends_with('\n') { text } else { &unfinished });
    let (config, _) = roadlog_config::parse(fixture.text("roadlog.toml").unwrap_or(PEOPLE), Place::Root);
    let files = fixture.files.iter().filter(|file| file.path != "roadlog.toml").map(|file| FileInput {
        path: file.path.clone(),
        bytes: file.text.clone().into_bytes(),
        archived: file.path.starts_with("archive/"),
        foreign: file.path.starts_with("other/"),
    });
    Plan::new(Config::new(config, Vec::new()), files.collect()).unwrap()
}

/// What `who` gets who asks for an edit of a plan.
pub(crate) fn asked(plan: &Plan, who: &str, request: &Request) -> Result<Edited, Refusal> {
    let mut taken = TakenIds::default();
    taken.insert(id("PAY-41"));
    let options = Options { taken_ids: &&taken, ..Options::on(parse_date("2026-11-23").unwrap()) };
    let actor = Handle::parse(who).ok();
    edit(&World { plan, options: &options, actor: actor.as_ref() }, request)
}

/// The texts of the files that an edit by @maria changes, one after the other.
#[track_caller]
pub(crate) fn edited(text: &str, request: &Request) -> String {
    let plan = plan(text);
    let edited = asked(&plan, "@maria", request).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let mut texts = Vec::new();
    for change in &edited.files {
        let text = match &change.edits {
            FileEdits::Create(text) => text.clone(),
            FileEdits::Edit(edits) => {
                let (_, file) = plan.file_at(&change.path).unwrap();
                roadlog_syntax::edit::apply(file.document().text(), edits).unwrap()
            }
        };
        let (_, file) = edited.plan.file_at(&change.path).unwrap();
        assert_eq!(text, file.document().text(), "the edits lead to the plan that is given with them");
        texts.push(text);
    }
    texts.concat()
}

/// Why @maria does not get an edit.
#[track_caller]
pub(crate) fn refused(text: &str, request: &Request) -> String {
    match asked(&plan(text), "@maria", request) {
        Ok(edited) => panic!("not refused: {:?}", edited.files),
        Err(refusal) => format!("{}; {}", refusal.reason.unescaped(), refusal.way_out.unescaped()),
    }
}
