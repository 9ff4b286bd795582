//! What happens in the story: who commits what, and when.

use crate::git::{ANA, Checkout, LI, MARIA};

pub(super) const SAM: &str = "Sam Okoro <sam@shop.example>";

/// One commit of the story.
pub(super) struct Step {
    /// The day of November 2026, or of December where it is over 30.
    pub(super) day: u32,
    pub(super) who: &'static str,
    pub(super) message: &'static str,
    pub(super) work: fn(&Checkout),
    /// What `check --base` ends with: 1 where it finds an error.
    pub(super) verdict: i32,
}

const fn step(day: u32, who: &'static str, message: &'static str, work: fn(&Checkout)) -> Step {
    Step { day, who, message, work, verdict: 0 }
}

/// A commit by somebody who may not do that, or that breaks the plan.
const fn wrong(day: u32, who: &'static str, message: &'static str, work: fn(&Checkout)) -> Step {
    Step { day, who, message, work, verdict: 1 }
}

const ROADMAP: &str = "product.roadmap";
const BACKLOG: &str = "checkout.backlog";

/// Adds text to the end of a file.
fn append(plan: &Checkout, path: &str, text: &str) {
    let before = std::fs::read_to_string(plan.made.path().join(path)).unwrap_or_default();
    let gap = if before.is_empty() { "" } else { "\n" };
    plan.made.write(path, format!("{before}{gap}{text}"));
}

/// Thirty commits of four people, with two sprints.
pub(super) const STORY: [Step; 30] = [
    step(2, ANA, "Say who decides, and where we want to go", |plan| {
        plan.made.write("roadlog.toml", include_str!("roadlog.toml"));
        append(plan, ROADMAP, include_str!("vision.roadmap"));
    }),
    step(2, ANA, "Set the goal for the winter", |plan| append(plan, ROADMAP, include_str!("goal.roadmap"))),
    step(3, ANA, "Plan guest checkout, and look at gift cards", |plan| {
        append(plan, ROADMAP, include_str!("initiatives.roadmap"));
    }),
    step(3, MARIA, "Begin the backlog", |plan| append(plan, BACKLOG, include_str!("epic.backlog"))),
    step(4, MARIA, "Tell how guests pay", |plan| append(plan, BACKLOG, include_str!("story.backlog"))),
    step(4, LI, "Ask about the order history", |plan| {
        plan.edit(BACKLOG, &[("^cart-kept\n", "^cart-kept\n\n  ? Do guests see their order history? @ana\n")]);
    }),
    step(5, ANA, "Decide about the order history", |plan| {
        let question = "  ? Do guests see their order history? @ana\n";
        let answer = "  ! No: only after making an account. @ana 2026-11-05\n";
        plan.edit(BACKLOG, &[(question, &format!("{question}{answer}"))]);
    }),
    step(5, SAM, "Tell what a shop owner saw", |plan| {
        append(
            plan,
            BACKLOG,
            "bug PAY-15 The pay button stays grey after a card is corrected\n  status: draft\n  for: PAY-1\n",
        );
    }),
    step(6, MARIA, "Make the grey button ready", |plan| {
        let criterion =
            "\n  [ ] Given a corrected card number, when the field loses focus, then the button can be pressed\n";
        let ready = format!("  status: ready\n  for: PAY-1\n  points: 2\n  severity: major\n{criterion}");
        plan.edit(BACKLOG, &[("  status: draft\n  for: PAY-1\n", &ready)]);
    }),
    step(9, MARIA, "Plan sprint 23", |plan| {
        let sprint = "sprint PAY-s23 Guests can pay by card\n  owner: @maria\n  team: @payments\n  \
                      when: 2026-11-09..2026-11-20\n  status: active\n  capacity: 12\n\n";
        plan.edit(
            BACKLOG,
            &[
                ("epic PAY-1", &format!("{sprint}epic PAY-1")),
                ("  status: draft\n", "  status: active\n"),
                ("  points: 5\n", "  sprint: PAY-s23\n  points: 5\n"),
            ],
        );
    }),
    step(9, ANA, "Let guest checkout begin", |plan| {
        plan.edit(ROADMAP, &[("  status: planned\n", "  status: active\n")]);
    }),
    step(10, LI, "Start on guests", |plan| {
        plan.edit(
            BACKLOG,
            &[("  status: ready\n", "  status: doing\n"), ("  points: 5\n", "  points: 5\n  assignee: @li\n")],
        );
    }),
    step(10, LI, "Estimate again", |plan| plan.edit(BACKLOG, &[("  points: 5\n", "  points: 8\n")])),
    wrong(11, LI, "Do the button first", |plan| {
        let text = std::fs::read_to_string(plan.made.path().join(BACKLOG)).unwrap();
        let (above, bug) = text.split_at(text.find("bug PAY-15").unwrap());
        let (head, story) = above.split_at(above.find("story PAY-12").unwrap());
        plan.made.write(BACKLOG, format!("{head}{bug}\n{}", story.trim_end().to_owned() + "\n"));
    }),
    step(11, MARIA, "Guests first, as agreed", |plan| {
        let text = std::fs::read_to_string(plan.made.path().join(BACKLOG)).unwrap();
        let (above, story) = text.split_at(text.find("story PAY-12").unwrap());
        let (head, bug) = above.split_at(above.find("bug PAY-15").unwrap());
        plan.made.write(BACKLOG, format!("{head}{story}\n{}", bug.trim_end().to_owned() + "\n"));
    }),
    step(12, LI, "Guests are asked for e-mail and card alone", |plan| {
        plan.edit(BACKLOG, &[("[ ] Given a cart with items", "[x] Given a cart with items")]);
    }),
    wrong(12, LI, "Make the second criterion easier", |plan| {
        plan.edit(BACKLOG, &[("then my cart and address are still there", "then my cart is still there")]);
    }),
    step(13, MARIA, "The address has to stay, too", |plan| {
        plan.edit(BACKLOG, &[("then my cart is still there", "then my cart, address and e-mail are still there")]);
    }),
    step(13, LI, "Let the product owner look", |plan| {
        plan.edit(
            BACKLOG,
            &[("[ ] Given a declined card", "[x] Given a declined card"), ("status: doing", "status: review")],
        );
    }),
    step(16, MARIA, "The e-mail is lost", |plan| {
        let reason = "status: rejected\n  reason: the e-mail is empty after a declined card";
        plan.edit(BACKLOG, &[("status: review", reason), ("[x] Given a declined card", "[ ] Given a declined card")]);
    }),
    step(16, LI, "Keep the e-mail", |plan| {
        plan.edit(
            BACKLOG,
            &[("status: rejected", "status: doing"), ("[ ] Given a declined card", "[x] Given a declined card")],
        );
    }),
    step(17, LI, "Look again, please", |plan| plan.edit(BACKLOG, &[("status: doing", "status: review")])),
    wrong(17, LI, "Accept it, it is late", |plan| plan.edit(BACKLOG, &[("status: review", "status: accepted")])),
    step(17, MARIA, "Take the acceptance back", |plan| plan.edit(BACKLOG, &[("status: accepted", "status: review")])),
    step(18, MARIA, "Accept guest payment", |plan| {
        plan.run_on("2026-11-18", &["accept", "PAY-12", "--as", "@maria"]).ended_with(0);
        plan.edit(BACKLOG, &[("  reason: the e-mail is empty after a declined card\n", "")]);
    }),
    step(19, MARIA, "Take the button into the sprint after all", |plan| {
        plan.edit(BACKLOG, &[("  points: 2\n", "  sprint: PAY-s23\n  points: 2\n")]);
    }),
    step(20, ANA, "More buyers finish", |plan| {
        plan.edit(ROADMAP, &[("current: 54% 2026-11-02", "current: 61% 2026-11-20")]);
    }),
    step(23, MARIA, "Close sprint 23 and begin 24", |plan| {
        let next = "sprint PAY-s24 The button is never grey\n  owner: @maria\n  team: @payments\n  \
                    when: 2026-11-23..2026-12-04\n  status: active\n  capacity: 12\n\n";
        plan.edit(
            BACKLOG,
            &[
                ("2026-11-20\n  status: active", "2026-11-20\n  status: met"),
                ("epic PAY-1", &format!("{next}epic PAY-1")),
                ("  sprint: PAY-s23\n  points: 2\n", "  sprint: PAY-s24\n  points: 2\n"),
            ],
        );
    }),
    step(24, ANA, "Gift cards have to wait, wallets will not come", |plan| {
        plan.edit(
            ROADMAP,
            &[
                ("when: 2027-Q1\n", "when: 2027-Q2\n"),
                (
                    "  status: proposed\n  why: two shops asked",
                    "  status: dropped\n  reason: two shops in a year asked for it\n  why: two shops asked",
                ),
            ],
        );
    }),
    step(31, ANA, "Guest checkout is out", |plan| {
        append(plan, ROADMAP, include_str!("launch.roadmap"));
        plan.edit(ROADMAP, &[("  status: active\n  evidence", "  status: shipped\n  evidence")]);
    }),
];
