//! Attacks by programs that write for people, and by people who let them.

use super::stage::{BACKLOG, BOT, MARIA, POLICY, ROADMAP, TITLE, ZOE};
use super::{Attack, each_gets_its_verdict, passes, refused};

pub(super) const ATTACKS: &[Attack] = &[
    refused("a title by a program", |it| it.does(BOT, BACKLOG, &[TITLE])),
    refused("points by a program that is a developer too", |it| it.does(BOT, BACKLOG, &[("points: 5", "points: 8")])),
    refused("a criterion met by a program", |it| it.does(BOT, BACKLOG, &[("[ ] Given a card", "[x] Given a card")])),
    refused("work accepted by a program", |it| it.does(BOT, BACKLOG, &[("status: review", "status: accepted")])),
    refused("work made ready by a program", |it| it.does(BOT, BACKLOG, &[("status: draft", "status: ready")])),
    refused("a program that gives itself the role", |it| {
        it.does(BOT, POLICY, &[("\"agent\", \"developer\"", "\"product-owner\"")]);
    })
    .saying("authority/policy-change"),
    refused("a question answered by a program", |it| {
        it.does(BOT, BACKLOG, &[("do we take first? @ana", "do we take first? @ana\n  ! All. @ana 2026-11-20")]);
    }),
    refused("an item by a program above what is ready", |it| {
        it.does(BOT, BACKLOG, &[("story PAY-1", "story PAY-30 Pay in stars\n  status: draft\n\nstory PAY-1")]);
    }),
    refused("an item by a program that is ready", |it| {
        it.adds(BOT, BACKLOG, "\nstory PAY-30 Pay in stars\n  status: ready\n");
    }),
    refused("an item removed by a program", |it| {
        it.does(BOT, BACKLOG, &[("story PAY-5 Pay later\n  status: draft\n  owner: @maria\n", "")]);
    }),
    refused("a program in a team that may, by a line for teams", |it| {
        it.does(BOT, BACKLOG, &[("points: 5", "points: 8")]);
    })
    .after(|it| {
        let line = "\n[[authority.allow]]\nchange = [\"story.points\"]\nby = [\"@payments\", \"anyone\"]\n";
        it.edit(POLICY, &[("\"li\"]\n", "\"li\", \"bot\"]\n")]);
        it.adds(ZOE, POLICY, line);
    }),
    refused("the product owner's address, pushed by a program", |it| it.does(MARIA, BACKLOG, &[TITLE]))
        .with(&["--actor", "@bot"]),
    refused("a draft of a program made ready by it", |it| {
        it.adds(BOT, BACKLOG, "\nstory PAY-30 Pay in stars\n  status: draft\n");
        it.does(BOT, BACKLOG, &[("PAY-30 Pay in stars\n  status: draft", "PAY-30 Pay in stars\n  status: ready")]);
    }),
    refused("a draft of a program changed by it", |it| {
        it.adds(BOT, BACKLOG, "\nstory PAY-30 Pay in stars\n  status: draft\n");
        it.adds(BOT, BACKLOG, "  [x] It is paid\n");
    }),
    passes("a draft by a program", "1 claimed", |it| {
        it.adds(BOT, BACKLOG, "\nstory PAY-30 Pay in stars\n  status: draft\n");
    }),
    passes("a figure measured by a program", "1 claimed", |it| {
        it.does(BOT, ROADMAP, &[("current: 58% 2026-11-02", "current: 61% 2026-11-20")]);
    }),
    passes("work begun by a program", "1 claimed", |it| {
        it.does(BOT, BACKLOG, &[("status: ready", "status: doing")]);
    }),
];

#[test]
fn a_program_proposes_and_never_decides() {
    each_gets_its_verdict(ATTACKS);
}
