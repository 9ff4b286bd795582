//! What all teams share: the vision, the personas and roadlog.toml.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::team::{Person, Team};
use super::text::Text;
use super::wording::PERSONAS;

/// Items of the company roadmap: the vision and the personas.
pub(super) const ITEMS: usize = 1 + PERSONAS.len();

/// The id of the vision that every goal serves.
pub(super) const VISION: &str = "CO-v1";

/// The company roadmap.
pub(super) fn roadmap(teams: &[Team]) -> String {
    let mut text = Text::default();
    text.comment("Decided by product management.");
    let owner = teams.first().map(|team| format!("@{}", team.manager.handle)).unwrap_or_default();
    text.item("vision", VISION, "Anyone can buy from a neighbourhood shop in under a minute")
        .line("Small shops lose to marketplaces on convenience, not on goods.")
        .blank()
        .field("owner", &owner);
    text.section("Who we build for");
    for (number, persona) in PERSONAS.iter().enumerate() {
        text.item("persona", &format!("CO-p{}", number + 1), persona.title)
            .line(persona.about)
            .blank()
            .field("owner", &owner);
    }
    text.into_string()
}

/// The `roadlog.toml` that knows everybody whom the plan names.
pub(super) fn config(teams: &[Team]) -> String {
    let mut config = String::from("[team]\nshape = \"separate\"\n");
    for (person, role) in people(teams) {
        let _ = write!(
            config,
            "\n[people.{handle}]\nname = \"{name}\"\nemails = [\"{handle}@shop.example\"]\nroles = [\"{role}\"]\n",
            handle = person.handle,
            name = person.name,
        );
    }
    config.push_str("\n[teams]\n");
    for team in teams {
        let members = std::iter::once(&team.owner).chain(&team.developers);
        let handles: Vec<String> = members.map(|person| format!("\"{}\"", person.handle)).collect();
        let _ = writeln!(config, "{} = [{}]", team.name, handles.join(", "));
    }
    config
}

/// Everybody with their role, by handle.
fn people(teams: &[Team]) -> BTreeMap<&Person, &'static str> {
    let mut people = BTreeMap::new();
    for team in teams {
        people.insert(&team.manager, "product-manager");
        people.insert(&team.owner, "product-owner");
        people.insert(&team.stakeholder, "stakeholder");
        people.extend(team.developers.iter().map(|person| (person, "developer")));
    }
    people
}
