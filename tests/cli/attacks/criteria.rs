//! Attacks on what has to be true before something is accepted, and on accepting it.

use super::stage::{ANA, BACKLOG, KIM, LI, MARIA, POLICY, ROADMAP, SAM, Stage, TOM, ZOE};
use super::{Attack, each_gets_its_verdict, passes, refused};

const CHARGED: &str = "  [ ] Given a card, when I pay, then I am charged once ^charged\n";

/// The bug is looked at by its owner and not accepted.
fn sent_back(it: &mut Stage) {
    it.does(MARIA, BACKLOG, &[("status: review", "status: rejected\n  reason: the total is wrong")]);
}

pub(super) const ATTACKS: &[Attack] = &[
    refused("a criterion added by a developer", |it| {
        it.does(LI, BACKLOG, &[(CHARGED, &format!("{CHARGED}  [ ] And it is fast\n"))]);
    }),
    refused("a criterion taken away by a developer", |it| it.does(LI, BACKLOG, &[(CHARGED, "")])),
    refused("a criterion dropped by a developer", |it| {
        it.does(LI, BACKLOG, &[("[ ] Given a card", "[-] Given a card")]);
    }),
    refused("a criterion reworded and met at once", |it| {
        it.does(
            LI,
            BACKLOG,
            &[("[ ] Given a card, when I pay, then I am charged once", "[x] Given a card, I may be charged")],
        );
    }),
    refused("a criterion met first and reworded later", |it| {
        it.does(LI, BACKLOG, &[("[ ] Given a card", "[x] Given a card")]);
        it.does(LI, BACKLOG, &[("charged once", "charged now and then")]);
    }),
    refused("a label moved from one criterion to another", |it| {
        it.does(LI, BACKLOG, &[(" ^charged", ""), (" ^cart-kept", " ^charged")]);
    }),
    refused("the criteria of two items exchanged", |it| {
        let corrected = "  [x] Given a corrected number, when the field is left, then the button can be pressed\n";
        it.does(
            LI,
            BACKLOG,
            &[(CHARGED, ""), (corrected, CHARGED), ("\n  ? Which", &format!("{corrected}\n  ? Which"))],
        );
    }),
    refused("a criterion taken away and added again in other words", |it| {
        it.does(LI, BACKLOG, &[(CHARGED, "")]);
        it.does(
            LI,
            BACKLOG,
            &[("  [ ] Given a declined", "  [x] Given a card, I pay ^charged\n  [ ] Given a declined")],
        );
    }),
    refused("one's own work accepted by whoever made it", |it| {
        it.does(MARIA, BACKLOG, &[("status: review", "status: accepted")]);
    })
    .after(|it| it.does(MARIA, BACKLOG, &[("assignee: @tom", "assignee: @maria")]))
    .saying("who has worked on it"),
    refused("one's own work given away to accept it", |it| {
        it.does(MARIA, BACKLOG, &[("assignee: @maria", "assignee: @tom")]);
        it.does(MARIA, BACKLOG, &[("status: review", "status: accepted")]);
    })
    .after(|it| it.does(MARIA, BACKLOG, &[("assignee: @tom", "assignee: @maria")]))
    .saying("who has worked on it"),
    refused("work accepted by a developer", |it| it.does(TOM, BACKLOG, &[("status: review", "status: accepted")])),
    refused("work accepted by the Scrum master", |it| it.does(KIM, BACKLOG, &[("status: review", "status: accepted")])),
    refused("work accepted by the product manager", |it| {
        it.does(ANA, BACKLOG, &[("status: review", "status: accepted")]);
    }),
    refused("work accepted in steps", |it| {
        it.does(LI, BACKLOG, &[("status: ready", "status: doing")]);
        it.does(LI, BACKLOG, &[("status: doing", "status: review")]);
        it.does(LI, BACKLOG, &[("status: review", "status: accepted")]);
    }),
    refused("a new item that is accepted from the start", |it| {
        it.adds(LI, BACKLOG, "\nbug PAY-30 A bug that was\n  status: accepted\n");
    }),
    refused("an item dropped", |it| it.does(LI, BACKLOG, &[("status: draft", "status: dropped")])),
    refused("a status with capitals and spaces", |it| {
        it.does(TOM, BACKLOG, &[("status: review", "Status :  Accepted")]);
    }),
    passes("two lines of one field, of which the first counts", "No commit of the range changes the plan", |it| {
        it.does(TOM, BACKLOG, &[("status: review", "status: review\n  status: accepted")]);
    }),
    refused("two lines of one field, the other way round", |it| {
        it.does(TOM, BACKLOG, &[("status: review", "status: accepted\n  status: review")]);
    }),
    refused("the question of another one withdrawn", |it| {
        it.does(SAM, BACKLOG, &[("\n  ? Which cards do we take first? @ana\n", "\n")]);
    }),
    refused("the criterion of a launch met by somebody whom it does not name", |it| {
        it.does(LI, ROADMAP, &[("[ ] The sales deck", "[x] The sales deck")]);
    }),
    refused("the criterion of a launch that is made to name oneself", |it| {
        it.does(
            LI,
            ROADMAP,
            &[("[ ] The sales deck shows the new flow @sam", "[x] The sales deck shows the new flow @li")],
        );
    }),
    refused("the roadmap by a product owner", |it| it.does(MARIA, ROADMAP, &[("Checkout without", "Checkout with")])),
    refused("what work was sent back for, taken away while it is rejected", |it| {
        it.does(LI, BACKLOG, &[("  reason: the total is wrong\n", "")]);
    })
    .after(sent_back),
    refused("what work was sent back for, lost by way of another status", |it| {
        it.does(LI, BACKLOG, &[("  status: rejected\n  reason: the total is wrong\n", "  status: doing\n")]);
        it.does(LI, BACKLOG, &[("  status: doing\n  owner", "  status: rejected\n  owner")]);
    })
    .after(sent_back),
    passes("what work was sent back for, taken away when it goes on", "1 claimed", |it| {
        it.does(LI, BACKLOG, &[("  status: rejected\n  reason: the total is wrong\n", "  status: doing\n")]);
    })
    .after(sent_back),
    passes("the criterion of a launch met by whom it names", "1 claimed", |it| {
        it.does(SAM, ROADMAP, &[("[ ] The sales deck", "[x] The sales deck")]);
    }),
    passes("a criterion met by a developer", "1 claimed", |it| {
        it.does(LI, BACKLOG, &[("[ ] Given a card", "[x] Given a card")]);
    }),
    passes("work accepted by the product owner", "1 claimed", |it| {
        it.does(MARIA, BACKLOG, &[("status: review", "status: accepted")]);
    }),
    passes("what the base allows to more people", "1 claimed", |it| {
        it.does(SAM, BACKLOG, &[("points: 5", "points: 8")]);
    })
    .after(|it| it.adds(ZOE, POLICY, "\n[[authority.allow]]\nchange = [\"story.points\"]\nby = [\"@sam\"]\n")),
    refused("what the base allowed until a day that is past", |it| {
        it.does(SAM, BACKLOG, &[("points: 5", "points: 8")]);
    })
    .after(|it| {
        let line = "\n[[authority.allow]]\nchange = [\"story.points\"]\nby = [\"@sam\"]\nuntil = 2026-11-22\n";
        it.adds(ZOE, POLICY, line);
    }),
];

#[test]
fn what_is_to_be_true_is_for_whoever_accepts_it() {
    each_gets_its_verdict(ATTACKS);
}
