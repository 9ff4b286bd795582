//! Attacks on the order of the backlog.

use super::stage::{BACKLOG, LI, MARIA, NOAH, SAM, Stage, TOM};
use super::{Attack, each_gets_its_verdict, passes, refused};

const INVOICE: &str = "story PAY-2 Pay by invoice\n  status: ready\n  for: PAY-9\n  owner: @noah\n\n";

/// The second story in the first place.
fn reorder(it: &Stage) {
    it.edit(BACKLOG, &[(INVOICE, ""), ("story PAY-1", &format!("{INVOICE}story PAY-1"))]);
}

pub(super) const ATTACKS: &[Attack] = &[
    refused("an item moved to the top", |it| {
        reorder(it);
        it.commit(LI);
    })
    .saying("moved above"),
    refused("an item moved by way of another file", |it| {
        it.does(LI, BACKLOG, &[(INVOICE, "")]);
        it.does(LI, BACKLOG, &[("story PAY-1", &format!("{INVOICE}story PAY-1"))]);
    })
    .saying("PAY-2"),
    refused("an item moved with points for a cover", |it| {
        reorder(it);
        it.does(LI, BACKLOG, &[("points: 5", "points: 8")]);
    })
    .saying("moved above"),
    refused("an item moved bit by bit by two people", |it| {
        let bug = "bug PAY-3 The button stays grey";
        it.does(LI, BACKLOG, &[(bug, "task PAY-31 Small one\n  status: ready\n\nbug PAY-3 The button stays grey")]);
        it.does(TOM, BACKLOG, &[("task PAY-31 Small one\n  status: ready\n\n", "")]);
        it.does(TOM, BACKLOG, &[("story PAY-1", "task PAY-31 Small one\n  status: ready\n\nstory PAY-1")]);
    }),
    refused("a new item above what is ready", |it| {
        it.does(SAM, BACKLOG, &[("story PAY-1", "story PAY-30 Mine first\n  status: draft\n\nstory PAY-1")]);
    }),
    refused("everything sorted by a developer", |it| {
        let text = it.read(BACKLOG);
        let mut items: Vec<_> = text.trim_end().split("\n\n").map(str::to_owned).collect();
        items.reverse();
        it.write(BACKLOG, items.join("\n\n") + "\n");
        it.commit(LI);
    }),
    refused("moved within a merge", |it| {
        it.git(&["branch", "other"]);
        it.does(LI, BACKLOG, &[("points: 5", "points: 8")]);
        it.git(&["switch", "--quiet", "other"]);
        it.made.commit(LI, "Nothing");
        it.git_as(LI, &["merge", "--quiet", "--no-commit", "--no-ff", "branch"]);
        reorder(it);
        it.commit(LI);
    })
    .saying("moved above"),
    passes("an item moved by the product owner who owns it", "1 claimed", |it| {
        reorder(it);
        it.commit(NOAH);
    }),
    passes("an item moved and put back", "Nothing to tell", |it| {
        let before = it.read(BACKLOG);
        reorder(it);
        it.commit(LI);
        it.write(BACKLOG, before);
        it.commit(LI);
    }),
    passes("a draft at the end", "1 claimed", |it| it.adds(SAM, BACKLOG, "\nstory PAY-30 Mine\n  status: draft\n")),
    passes("spaces and comments", "No commit of the range changes the plan", |it| {
        it.does(LI, BACKLOG, &[("\n\nstory PAY-2", "\n\n\n# A note\n\nstory PAY-2")]);
    }),
    passes("the order by the product owner", "1 claimed", |it| {
        reorder(it);
        it.commit(MARIA);
    }),
];

#[test]
fn the_order_is_product_ownership_s() {
    each_gets_its_verdict(ATTACKS);
}
