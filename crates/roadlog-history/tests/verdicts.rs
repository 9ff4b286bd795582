//! What a verdict rests on: who somebody is, who has approved, whose the item is; and what is said of it.

use roadlog_config::{Config, Place};
use roadlog_history::{
    Court, Evidence, Ground, Identity, Origins, Reason, Timeline, TimelineOrigins, UnknownOrigins, Verdict, Versions,
    changes,
};
use roadlog_model::{FileInput, Plan};
use roadlog_syntax::value::{Date, Handle, Id};

const TODAY: Date = jiff::civil::date(2026, 11, 23);

const PEOPLE: &str = r#"
[people.ana]
roles = ["product-manager"]
[people.maria]
roles = ["product-owner"]
[people.noah]
roles = ["product-owner"]
[people.li]
roles = ["developer"]
[people.bot]
roles = ["agent"]
[people.tom]
roles = ["product-owner"]
until = 2026-11-22
"#;

fn handle(name: &str) -> Handle {
    Handle::from_name(name).expect("a handle")
}

fn claimed(name: &str) -> Identity {
    Identity::Claimed(handle(name))
}

fn plan(config: &str, text: &str) -> Plan {
    let input = FileInput { path: "a.backlog".into(), bytes: text.into(), archived: false, foreign: false };
    let config = Config::new(roadlog_config::parse(config, Place::Root).0, Vec::new());
    Plan::new(config, vec![input]).expect("it is small")
}

/// The verdict on the first change of PAY-1 from one text to another, and what is said of it.
fn judged(config: &str, before: &str, after: &str, author: &Identity, approvals: &[&str]) -> (Verdict, Option<String>) {
    let (old, new) = (plan(config, before), plan(config, after));
    let approvals: Vec<Handle> = approvals.iter().map(|who| handle(who)).collect();
    let court = Court { policy: old.config(), today: TODAY, origins: &UnknownOrigins, approvals: &approvals };
    let id = Id::parse("PAY-1").expect("an id");
    let change = changes(&old, &new).swap_remove(0);
    let verdict = court.judge(&change, author, &Versions::of_step(old.first(&id), new.first(&id)));
    let said = verdict.sentence(&change, author, old.config()).map(|said| said.unescaped().to_owned());
    (verdict, said)
}

const READY: &str = "story PAY-1 Pay by card\n  status: ready\n";

/// The verdict on a story that becomes ready.
fn made_ready(author: &Identity, approvals: &[&str]) -> (Verdict, Option<String>) {
    judged(PEOPLE, "story PAY-1 Pay by card\n", READY, author, approvals)
}

fn reason(verdict: &Verdict) -> Option<Reason> {
    if let Verdict::Refused(refusal) = verdict { Some(refusal.reason) } else { None }
}

#[test]
fn a_change_of_who_decides_stands_by_the_row_of_the_table() {
    let (verdict, said) = made_ready(&claimed("maria"), &[]);
    let Verdict::Allowed { who, by: Ground::Row(row) } = verdict else { panic!("{verdict:?}") };
    assert_eq!((who, row.change, said), (handle("maria"), "`backlog.*`", None));
}

#[test]
fn a_refusal_names_the_author_with_their_roles_and_who_may() {
    let (verdict, said) = made_ready(&claimed("li"), &[]);
    assert_eq!(reason(&verdict), Some(Reason::NotTheirs));
    let expected = "PAY-1 status draft → ready: that is for a product owner (@maria or @noah), not for @li (developer)";
    assert_eq!(said.unwrap(), expected);
}

#[test]
fn who_has_left_or_is_not_known_may_nothing() {
    for author in
        [claimed("tom"), claimed("zoe"), Identity::Unknown { name: "Eve".into(), email: "e@x.example".into() }]
    {
        let (verdict, said) = made_ready(&author, &[]);
        assert_eq!(reason(&verdict), Some(Reason::Unknown), "{said:?}");
    }
    let author = Identity::Unknown { name: "Eve".into(), email: "e@x.example".into() };
    let said = made_ready(&author, &[]).1.unwrap();
    assert!(said.ends_with(", and Eve <e@x.example> is nobody in roadlog.toml today"), "{said}");
}

#[test]
fn a_change_stands_by_the_right_of_who_approved_it() {
    let (verdict, _) = made_ready(&claimed("li"), &["bot", "noah"]);
    assert!(matches!(verdict, Verdict::Allowed { who, .. } if who == handle("noah")));
    assert!(!made_ready(&claimed("li"), &["ana", "tom", "li", "bot"]).0.stands());
}

#[test]
fn where_signatures_are_demanded_a_claim_is_not_enough() {
    let config = format!("{PEOPLE}[authority]\nidentity = \"signature\"\n");
    let verdict = |author: Identity| judged(&config, "story PAY-1 Pay by card\n", READY, &author, &[]).0;
    assert_eq!(reason(&verdict(claimed("maria"))), Some(Reason::Unverified));
    assert_eq!(
        reason(&verdict(Identity::Unverified { author: Some(handle("maria")), signer: None })),
        Some(Reason::Unverified)
    );
    assert!(verdict(Identity::Signed(handle("maria"))).stands());
    assert!(verdict(Identity::Forge(handle("maria"))).stands());
    // The signer's rights count, whoever the author says to be.
    let by_another =
        |signer: &str, author: &str| Identity::SignedByAnother { signer: handle(signer), author: Some(handle(author)) };
    assert!(!verdict(by_another("li", "maria")).stands());
    assert!(verdict(by_another("maria", "li")).stands());
}

#[test]
fn a_verdict_says_what_it_rests_on() {
    assert_eq!(claimed("li").evidence(), Some(Evidence::Claimed));
    assert_eq!(Identity::Forge(handle("li")).evidence(), Some(Evidence::Forge));
    assert_eq!(Identity::Signed(handle("li")).evidence(), Some(Evidence::Signed));
    assert_eq!(Identity::Unverified { author: None, signer: None }.evidence(), None);
}

#[test]
fn where_several_decide_another_than_the_owner_stands_in() {
    let owned = |status: &str| format!("story PAY-1 Pay by card\n  status: {status}\n  owner: @maria\n");
    let verdict =
        |who: &str, approvals: &[&str]| judged(PEOPLE, &owned("draft"), &owned("ready"), &claimed(who), approvals);
    let (stand_in, said) = verdict("noah", &[]);
    assert_eq!(stand_in, Verdict::StandIn { who: handle("noah"), owner: handle("maria") });
    assert_eq!(said.unwrap(), "@noah, a product owner too, changed what is @maria's: PAY-1 status draft → ready");
    assert!(matches!(verdict("maria", &[]).0, Verdict::Allowed { .. }));
    assert!(matches!(verdict("noah", &["maria"]).0, Verdict::Allowed { .. }));
}

#[test]
fn nobody_stands_in_for_an_owner_who_left_or_who_does_not_decide() {
    for owner in ["tom", "li", "zoe"] {
        let owned = |status: &str| format!("story PAY-1 Pay by card\n  status: {status}\n  owner: @{owner}\n");
        let (verdict, _) = judged(PEOPLE, &owned("draft"), &owned("ready"), &claimed("noah"), &[]);
        assert!(matches!(verdict, Verdict::Allowed { .. }), "{owner}");
    }
}

#[test]
fn an_owner_from_above_comes_first_too() {
    let text = |status: &str| {
        format!("story PAY-1 Pay by card\n  status: {status}\n  for: PAY-9\n\nepic PAY-9 Cards\n  owner: @maria\n")
    };
    let (verdict, _) = judged(PEOPLE, &text("draft"), &text("ready"), &claimed("noah"), &[]);
    assert_eq!(verdict, Verdict::StandIn { who: handle("noah"), owner: handle("maria") });
}

#[test]
fn whoever_has_a_right_of_their_own_stands_in_for_nobody() {
    let config = format!("{PEOPLE}[[authority.allow]]\nchange = [\"story.status -> ready\"]\nby = [\"@noah\"]\n");
    let owned = |status: &str| format!("story PAY-1 Pay by card\n  status: {status}\n  owner: @maria\n");
    let (verdict, _) = judged(&config, &owned("draft"), &owned("ready"), &claimed("noah"), &[]);
    assert_eq!(verdict, Verdict::Allowed { who: handle("noah"), by: Ground::Allow(0) });
}

#[test]
fn work_of_ones_own_is_accepted_by_somebody_else() {
    let text = |status: &str| format!("story PAY-1 Pay by card\n  status: {status}\n  assignee: @maria\n");
    let (verdict, said) = judged(PEOPLE, &text("review"), &text("accepted"), &claimed("maria"), &[]);
    assert_eq!(reason(&verdict), Some(Reason::OwnWork));
    let expected = "PAY-1 status review → accepted: that is for a product owner (@noah), not for @maria (product owner), who has worked on it";
    assert_eq!(said.unwrap(), expected);
    assert!(judged(PEOPLE, &text("review"), &text("accepted"), &claimed("maria"), &["noah"]).0.stands());
}

#[test]
fn a_line_that_leaves_a_change_to_others_is_told_of() {
    let config = format!("{PEOPLE}[[authority.only]]\nchange = [\"story.status\"]\nby = [\"@li\"]\n");
    let (verdict, said) = judged(&config, "story PAY-1 Pay by card\n", READY, &claimed("maria"), &[]);
    assert_eq!(reason(&verdict), Some(Reason::OnlyOthers));
    let expected = "PAY-1 status draft → ready: roadlog.toml leaves that to @li, not to @maria (product owner)";
    assert_eq!(said.unwrap(), expected);
}

#[test]
fn where_nobody_is_known_nothing_is_judged() {
    let (verdict, said) = judged("", "story PAY-1 Pay by card\n", READY, &claimed("li"), &[]);
    assert_eq!((verdict, said), (Verdict::Unjudged, None));
}

#[test]
fn where_nobody_may_the_refusal_says_whose_it_is() {
    let config = "[people.li]\nroles = [\"developer\"]\n";
    let said = judged(config, "story PAY-1 Pay by card\n", READY, &claimed("li"), &[]).1.unwrap();
    assert!(said.contains("that is for a product owner, and nobody is one"), "{said}");
}

#[test]
fn who_brought_an_item_in_is_what_its_history_tells() {
    let plans = ["", "story PAY-1 Pay by card\n", "story PAY-1 Pay by card\n  ? Why\n"].map(|text| plan(PEOPLE, text));
    let timeline = Timeline::of(["ana", "li", "bot"].into_iter().zip(&plans));
    let author = |who: &&str| Some(handle(who));
    let origins = TimelineOrigins { timeline: &timeline, author: &author };
    let id = Id::parse("PAY-1").unwrap();
    assert_eq!((origins.creator(&id), origins.asker(&id, "Why")), (Some(handle("li")), Some(handle("bot"))));
    let after = plan(PEOPLE, "story PAY-1 Pay by any card\n  ? Why\n");
    let court = Court { policy: plans[2].config(), today: TODAY, origins: &origins, approvals: &[] };
    let change = changes(&plans[2], &after).swap_remove(0);
    let versions = Versions::of_step(plans[2].first(&id), after.first(&id));
    assert!(court.judge(&change, &claimed("li"), &versions).stands());
    assert!(!court.judge(&change, &claimed("ana"), &versions).stands());
}
