//! Attacks by moving things: files and items renamed, copied, split, renumbered, or turned into something else.

use super::stage::{BACKLOG, LI, MARIA, NOAH, POLICY, ROADMAP, SAM, Stage, TITLE, ZOE};
use super::{Attack, each_gets_its_verdict, passes, refused};

/// Takes an item out of its file, and gives its text.
fn cut(it: &Stage, id: &str) -> String {
    let text = it.read(BACKLOG);
    let from = text.find(&format!(" {id} ")).map(|at| text[..at].rfind('\n').map_or(0, |at| at + 1)).unwrap();
    let rest = &text[from..];
    let next = ["\n\nstory ", "\n\nbug ", "\n\ntask ", "\n\nepic "].iter().filter_map(|start| rest.find(start)).min();
    let item = rest[..next.map_or(rest.len(), |at| at + 2)].to_owned();
    it.write(BACKLOG, text.replacen(&item, "", 1));
    item
}

pub(super) const ATTACKS: &[Attack] = &[
    refused("an item moved to a file of one's own and changed", |it| {
        let item = cut(it, "PAY-1").replace(TITLE.0, TITLE.1);
        it.write("mine.backlog", item);
        it.commit(LI);
    })
    .saying("PAY-1 retitled"),
    refused("an item moved to another file and nothing else", |it| {
        let item = cut(it, "PAY-1");
        it.write("mine.backlog", item);
        it.commit(LI);
    })
    .saying("PAY-1 moved to mine.backlog"),
    refused("an item moved to a file in one commit and changed in another", |it| {
        let item = cut(it, "PAY-1");
        it.write("mine.backlog", item);
        it.commit(LI);
        it.does(LI, "mine.backlog", &[TITLE]);
    })
    .saying("PAY-1 retitled"),
    refused("a whole file renamed", |it| {
        it.git(&["mv", BACKLOG, "team.backlog"]);
        it.commit(LI);
    }),
    refused("a whole file renamed to one that is no plan", |it| {
        it.git(&["mv", BACKLOG, "shop.txt"]);
        it.commit(LI);
    })
    .saying("authority/not-allowed]: 6 findings"),
    refused("a whole file moved to where ended work is kept", |it| {
        it.write("archive/x", "");
        it.git(&["mv", BACKLOG, "archive/shop.backlog"]);
        it.commit(LI);
    }),
    refused("a file away, and back with something changed", |it| {
        let text = it.read(BACKLOG);
        it.git(&["rm", "--quiet", BACKLOG]);
        it.commit(LI);
        it.write(BACKLOG, text.replace(TITLE.0, TITLE.1));
        it.commit(LI);
    })
    .saying("PAY-1"),
    refused("a story moved to the roadmap's file", |it| {
        let item = cut(it, "PAY-1").replace(TITLE.0, TITLE.1);
        it.adds(LI, ROADMAP, &format!("\n{item}"));
    })
    .saying("PAY-1 retitled"),
    refused("an initiative moved to the backlog's file by a product owner", |it| {
        let item = "initiative I-1 Checkout without an account\n  for: G-1\n  status: active\n  owner: @ana\n\n";
        it.edit(ROADMAP, &[(item, "")]);
        it.adds(MARIA, BACKLOG, &format!("\n{}", item.replace("without", "with")));
    })
    .saying("I-1"),
    refused("an item copied under another id and the old one taken away", |it| {
        let item = cut(it, "PAY-1").replace("PAY-1 ", "PAY-50 ").replace(TITLE.0, TITLE.1);
        it.adds(LI, BACKLOG, &format!("\n{item}"));
    }),
    refused("an item given another id and then another title", |it| {
        it.does(LI, BACKLOG, &[("PAY-1 ", "PAY-99 ")]);
        it.does(LI, BACKLOG, &[TITLE]);
    }),
    refused("an item given another id, another title, and its id again", |it| {
        it.does(LI, BACKLOG, &[("PAY-1 ", "PAY-99 ")]);
        it.does(LI, BACKLOG, &[TITLE]);
        it.does(LI, BACKLOG, &[("PAY-99 ", "PAY-1 ")]);
    })
    .saying("retitled"),
    refused("an item without an id for a while", |it| {
        it.does(LI, BACKLOG, &[("story PAY-1 ", "story ")]);
        it.does(LI, BACKLOG, &[TITLE]);
        it.does(LI, BACKLOG, &[("story Pay by card", "story PAY-1 Pay by card")]);
    }),
    refused("the ids of two items exchanged", |it| {
        it.does(LI, BACKLOG, &[("PAY-1 ", "PAY-x "), ("PAY-2 ", "PAY-1 "), ("PAY-x ", "PAY-2 ")]);
    }),
    refused("an id given to a new item of one's own", |it| {
        cut(it, "PAY-2");
        it.adds(LI, BACKLOG, "\nstory PAY-2 Something else\n  status: draft\n");
    }),
    refused("an item split so that a part is one's own", |it| {
        it.edit(BACKLOG, &[("  [ ] Given a declined card, when I try another, then my cart is still there ^cart-kept\n", "")]);
        let part = "\nstory PAY-30 Pay again\n  status: draft\n  [x] Given a declined card, when I try another, then my cart is still there\n";
        it.adds(LI, BACKLOG, part);
    })
    .saying("PAY-1"),
    refused("two items made one", |it| {
        cut(it, "PAY-2");
        it.does(LI, BACKLOG, &[("points: 5", "points: 8")]);
    })
    .saying("PAY-2 removed"),
    refused("a story made a task, which is a developer's", |it| {
        it.does(LI, BACKLOG, &[("story PAY-1", "task PAY-1")]);
        it.does(LI, BACKLOG, &[TITLE]);
    }),
    refused("a story made a task, changed, and a story again", |it| {
        it.does(LI, BACKLOG, &[("story PAY-1", "task PAY-1")]);
        it.does(LI, BACKLOG, &[TITLE]);
        it.does(LI, BACKLOG, &[("task PAY-1", "story PAY-1")]);
    })
    .saying("retitled"),
    refused("a task made a story that is accepted", |it| {
        it.does(LI, BACKLOG, &[("task PAY-4", "story PAY-4")]);
        it.does(LI, BACKLOG, &[("status: doing", "status: accepted")]);
    }),
    refused("a story made one's own by its owner", |it| {
        it.does(LI, BACKLOG, &[("for: PAY-9\n  owner: @maria", "for: PAY-9\n  owner: @li")]);
        it.does(LI, BACKLOG, &[TITLE]);
    })
    .saying("PAY-1 retitled"),
    refused("a draft of another one changed by a developer", |it| it.does(LI, BACKLOG, &[("Pay later", "Pay sooner")])),
    refused("a draft of one's own that became ready", |it| {
        it.does(SAM, BACKLOG, &[("Pay in stars", "Pay in stones")]);
    })
    .after(|it| {
        it.adds(SAM, BACKLOG, "\nstory PAY-30 Pay in stars\n  status: draft\n");
        it.does(MARIA, BACKLOG, &[("PAY-30 Pay in stars\n  status: draft", "PAY-30 Pay in stars\n  status: ready")]);
    }),
    refused("somebody else's item made a draft to change it", |it| {
        it.does(LI, BACKLOG, &[("story PAY-1 Pay by card\n  status: ready", "story PAY-1 Pay by card\n  status: draft")]);
        it.does(LI, BACKLOG, &[TITLE]);
    }),
    refused("a draft of one's own made something that one may not begin", |it| {
        it.adds(SAM, BACKLOG, "\nstory PAY-30 Pay in stars\n  status: draft\n");
        it.does(SAM, BACKLOG, &[("story PAY-30", "initiative PAY-30")]);
    }),
    refused("a draft of one's own given the id of somebody else's item", |it| {
        it.adds(SAM, BACKLOG, "\nstory PAY-30 Pay in stars\n  status: draft\n");
        it.does(SAM, BACKLOG, &[("PAY-30 ", "PAY-1 ")]);
    }),
    refused("an item in the place of a draft of one's own", |it| {
        it.adds(SAM, BACKLOG, "\nstory PAY-30 Pay in stars\n  status: draft\n");
        let ids = [("story PAY-1 ", "story PAY-x "), ("story PAY-30 ", "story PAY-1 "), ("PAY-x ", "PAY-30 ")];
        it.does(SAM, BACKLOG, &ids);
    }),
    refused("a second item with the id of the first", |it| {
        it.write("a.backlog", "story PAY-1 Pay by card or cash\n  status: draft\n");
        it.commit(LI);
    }),
    refused("a second item with the id, above, and the first one changed", |it| {
        it.write("a.backlog", "story PAY-1 Pay by card\n  status: draft\n");
        it.commit(LI);
        it.does(LI, BACKLOG, &[TITLE]);
    }),
    refused("a second item with the id for as long as the first one changes", |it| {
        it.write("a.backlog", "story PAY-1 Pay by card\n  status: draft\n");
        it.commit(LI);
        it.does(LI, BACKLOG, &[TITLE]);
        it.git(&["rm", "--quiet", "a.backlog"]);
        it.commit(LI);
    }),
    refused("a second item in the place of the first", |it| {
        let item = cut(it, "PAY-1");
        it.write("a.backlog", item.replace(TITLE.0, TITLE.1));
        it.append(BACKLOG, &format!("\n{item}"));
        it.commit(LI);
        cut(it, "PAY-1");
        it.commit(LI);
    }),
    refused("a field hidden in an item's prose", |it| {
        it.does(LI, BACKLOG, &[("story PAY-2 Pay by invoice\n", "story PAY-2 Pay by invoice\n  Anything goes.\n")]);
    }),
    refused("a line end of another kind before an item", |it| {
        it.does(LI, BACKLOG, &[("\n\nstory PAY-2", "\n\r story PAY-2")]);
    }),
    refused("the file in another encoding", |it| {
        let text = it.read(BACKLOG).replace(TITLE.0, TITLE.1);
        let bytes: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        it.write(BACKLOG, bytes);
        it.commit(LI);
    }),
    passes("a NUL before an item, which is there all the same", "No commit of the range changes the plan", |it| {
        it.does(LI, BACKLOG, &[("story PAY-2", "\0story PAY-2")]);
    }),
    passes("a file renamed by the product owner", "claimed", |it| {
        it.git(&["mv", BACKLOG, "team.backlog"]);
        it.commit(MARIA);
    }),
    passes("a task renumbered by a developer", "1 claimed", |it| it.does(LI, BACKLOG, &[("PAY-4 ", "PAY-40 ")])),
    passes("an item moved to another file by the product owner who owns it", "1 claimed", |it| {
        let item = cut(it, "PAY-2");
        it.write("noah.backlog", item);
        it.commit(NOAH);
    }),
    passes("a policy moved to where it counts as well", "claimed", |it| it.adds(ZOE, POLICY, "\n[rules]\n")),
];

#[test]
fn nothing_is_lost_by_moving_it() {
    each_gets_its_verdict(ATTACKS);
}
