//! The roadmap of one team: a goal, how it is measured, and what is done for it.

use super::company;
use super::random::Random;
use super::team::Team;
use super::text::Text;

/// Items of one team's roadmap.
pub(super) const ITEMS: usize = 7;

/// Suffixes of the ids that a team's backlog refers to.
pub(super) const ACTIVE_INITIATIVE: &str = "i1";
pub(super) const SHIPPED_INITIATIVE: &str = "i2";

/// The whole roadmap.
pub(super) fn write(team: &Team, random: &mut Random) -> String {
    let mut text = Text::default();
    text.comment(&format!("What {} is for, and what comes next.", team.name));
    text.section("Goals");
    goal(&mut text, team, random);
    research(&mut text, team, random);
    text.section("Now");
    active_initiative(&mut text, team, random);
    text.section("Shipped");
    shipped_initiative(&mut text, team);
    text.into_string()
}

fn goal(text: &mut Text, team: &Team, random: &mut Random) {
    let area = team.area;
    let baseline = 30 + random.below(20);
    let reading = baseline + 1 + random.below(5);
    let target = reading + 5 + random.below(15);
    text.item("goal", &team.id("g1"), area.goal)
        .field("status", "active")
        .field("for", company::VISION)
        .field("owner", &format!("@{}", team.manager.handle))
        .field("why", area.why)
        .field("when", "2026-Q4..2027-Q4");
    text.item("metric", &team.id("m1"), area.metric)
        .field("for", &team.id("g1"))
        .field("measures", area.measures)
        .field("baseline", &format!("{baseline}%"))
        .field("target", &format!("{target}%"))
        .field("current", &format!("{reading}% 2026-11-02"))
        .field("by", "2027-12-31")
        .field("source", &format!("https://metrics.shop.example/{}", team.name));
}

fn research(text: &mut Text, team: &Team, random: &mut Random) {
    let (asked, said) = (60 + random.below(60), 20 + random.below(40));
    text.item("research", &team.id("r1"), &format!("Survey about {}", team.area.things[0].many))
        .line(&format!("{said} of {asked} shops named it first when asked what costs them time."))
        .blank()
        .field("for", &team.id("g1"))
        .field("date", "2026-09-14")
        .field("source", &format!("https://research.shop.example/{}/survey", team.name));
}

fn active_initiative(text: &mut Text, team: &Team, random: &mut Random) {
    let (first, second) = (&team.area.things[0], &team.area.things[1]);
    text.item("initiative", &team.id(ACTIVE_INITIATIVE), &format!("One place for {} and {}", first.many, second.many))
        .field("status", "active")
        .field("for", &team.id("g1"))
        .field("why", "shops keep them in two lists and lose sight of one")
        .field("when", "2026-Q4..2027-Q3")
        .field("evidence", &team.id("r1"))
        .field("teams", &format!("@{}", team.name))
        .field("reach", &(1000 * (2 + random.below(20))).to_string())
        .field("impact", ["0.5", "1", "2", "3"][random.below(4)])
        .field("confidence", &format!("{}%", 50 + 10 * random.below(5)))
        .field("effort", &(1 + random.below(6)).to_string());
    text.item("launch", &team.id("l1"), &format!("{} for every shop", capital(first.many)))
        .field("status", "planned")
        .field("for", &team.id(ACTIVE_INITIATIVE))
        .field("date", "2027-02-11")
        .field("audience", "shop owners on the Basic plan")
        .blank()
        .criterion('x', &[format!("The help page is rewritten @{}", team.owner.handle)])
        .criterion(' ', &[format!("The sales deck shows it @{}", team.stakeholder.handle)]);
}

fn shipped_initiative(text: &mut Text, team: &Team) {
    let third = &team.area.things[2];
    text.item("initiative", &team.id(SHIPPED_INITIATIVE), &format!("Self-service for {}", third.many))
        .field("status", "shipped")
        .field("for", &team.id("g1"))
        .field("why", "each change took a call to the help desk")
        .field("when", "2026-Q1..2026-Q3")
        .field("evidence", &team.id("r1"))
        .field("teams", &format!("@{}", team.name));
    text.item("launch", &team.id("l2"), &format!("Self-service for {}, shop by shop", third.many))
        .field("status", "launched")
        .field("for", &team.id(SHIPPED_INITIATIVE))
        .field("date", "2026-09-10")
        .field("audience", "shop owners with over ten orders a day")
        .blank()
        .criterion('x', &[format!("The help desk has seen it @{}", team.stakeholder.handle)]);
}

/// The text with its first letter in upper case.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
