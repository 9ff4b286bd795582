//! Attacks with the shape of history: merges that bring what none of their parents has, or leave out what one has; what is
//! taken back; what is squashed; histories that cross or have nothing in common.

use super::stage::{BACKLOG, LI, MARIA, NOAH, POLICY, ROLE, Stage, TITLE, TOM};
use super::{Attack, each_gets_its_verdict, fails, passes, refused};

const POINTS: (&str, &str) = ("points: 5", "points: 8");
const BEGUN: (&str, &str) = ("status: ready", "status: doing");

/// Two branches that both are honest: points on `branch`, and something of no plan on `other`, which is checked out.
fn two_branches(it: &mut Stage) {
    it.git(&["branch", "other"]);
    it.does(LI, BACKLOG, &[POINTS]);
    it.git(&["switch", "--quiet", "other"]);
    it.write("main.rs", "fn main() {}\n");
    it.commit(LI);
}

/// Begins to merge `branch`, and leaves it open.
fn begin_merge(it: &Stage) {
    it.git_as(LI, &["merge", "--quiet", "--no-commit", "--no-ff", "branch"]);
}

/// Commits the tree of the work tree, with any parents.
fn merge_of(it: &Stage, who: &str, parents: &[&str]) {
    it.git(&["add", "--all"]);
    let tree = it.git(&["write-tree"]);
    let parents: Vec<String> = parents.iter().map(|it_is| it.git(&["rev-parse", it_is]).trim().to_owned()).collect();
    it.commit_tree(who, tree.trim(), &parents.iter().map(String::as_str).collect::<Vec<_>>());
}

/// Brings main into a branch that has nothing in common with it.
fn joined(it: &Stage, who: &str) {
    it.git_as(who, &["merge", "--quiet", "--no-edit", "--allow-unrelated-histories", "-X", "ours", "main"]);
}

pub(super) const ATTACKS: &[Attack] = &[
    refused("an evil merge", |it| {
        two_branches(it);
        begin_merge(it);
        it.does(LI, BACKLOG, &[TITLE]);
    })
    .saying("PAY-1 retitled"),
    refused("an evil merge of the policy", |it| {
        two_branches(it);
        begin_merge(it);
        it.does(LI, POLICY, &[ROLE]);
    })
    .saying("authority/policy-change"),
    refused("an evil merge that adds to what one parent changed", |it| {
        two_branches(it);
        begin_merge(it);
        it.does(LI, BACKLOG, &[("points: 8", "points: 8\n  value: 90")]);
    }),
    refused("a merge that takes an item away", |it| {
        two_branches(it);
        begin_merge(it);
        it.does(LI, BACKLOG, &[("story PAY-5 Pay later\n  status: draft\n  owner: @maria\n", "")]);
    })
    .saying("PAY-5 removed"),
    refused("a merge of main that drops what main has (-s ours)", |it| {
        it.git(&["switch", "--quiet", "early"]);
        it.made.commit(LI, "Nothing");
        it.git_as(LI, &["merge", "--quiet", "--strategy=ours", "-m", "Merge", "main"]);
    })
    .after(|it| {
        it.git(&["branch", "early"]);
        it.does(MARIA, BACKLOG, &[TITLE]);
    }),
    refused("a merge of main with main's file as it was", |it| {
        it.git(&["switch", "--quiet", "early"]);
        let before = it.read(BACKLOG);
        it.git_as(LI, &["merge", "--quiet", "--no-commit", "--no-ff", "main"]);
        it.write(BACKLOG, before);
        it.commit(LI);
    })
    .after(|it| {
        it.git(&["branch", "early"]);
        it.does(MARIA, BACKLOG, &[TITLE]);
    }),
    refused("main as the second parent, and dropped", |it| {
        it.git(&["switch", "--quiet", "early"]);
        it.does(LI, BACKLOG, &[POINTS]);
        merge_of(it, LI, &["HEAD", "main"]);
    })
    .after(|it| {
        it.git(&["branch", "early"]);
        it.does(MARIA, BACKLOG, &[TITLE]);
    }),
    refused("main as the first parent, and dropped", |it| {
        it.git(&["switch", "--quiet", "early"]);
        it.does(LI, BACKLOG, &[POINTS]);
        merge_of(it, LI, &["main", "HEAD"]);
    })
    .after(|it| {
        it.git(&["branch", "early"]);
        it.does(MARIA, BACKLOG, &[TITLE]);
    }),
    refused("a merge whose two parents are one", |it| {
        it.edit(BACKLOG, &[TITLE]);
        merge_of(it, LI, &["HEAD", "HEAD"]);
    }),
    refused("an octopus with an arm of its own", |it| {
        two_branches(it);
        it.git(&["branch", "third", "main"]);
        it.edit(BACKLOG, &[POINTS, TITLE]);
        merge_of(it, LI, &["HEAD", "branch", "third"]);
    }),
    refused("an octopus that drops one arm", |it| {
        it.git(&["branch", "other", "early"]);
        it.git(&["switch", "--quiet", "other"]);
        it.does(LI, BACKLOG, &[BEGUN]);
        it.git(&["branch", "third", "early"]);
        merge_of(it, LI, &["HEAD", "third", "main"]);
    })
    .after(|it| {
        it.git(&["branch", "early"]);
        it.does(MARIA, BACKLOG, &[TITLE]);
    }),
    refused("what is not allowed behind a merge that somebody else makes", |it| {
        it.git(&["branch", "other"]);
        it.does(LI, BACKLOG, &[TITLE]);
        it.git(&["switch", "--quiet", "other"]);
        it.does(MARIA, BACKLOG, &[("Pay later", "Pay much later")]);
        it.git_as(MARIA, &["merge", "--quiet", "--no-edit", "branch"]);
    })
    .saying("PAY-1 retitled"),
    refused("what is not allowed at the end of a long side line", |it| {
        it.git(&["branch", "other"]);
        it.does(LI, BACKLOG, &[POINTS]);
        it.does(LI, BACKLOG, &[TITLE]);
        it.does(LI, BACKLOG, &[("points: 8", "points: 3")]);
        it.git(&["switch", "--quiet", "other"]);
        it.write("main.rs", "fn main() {}\n");
        it.commit(LI);
        it.git_as(TOM, &["merge", "--quiet", "--no-edit", "branch"]);
    })
    .saying("PAY-1 retitled"),
    refused("another beginning of history, merged in", |it| {
        it.git(&["checkout", "--quiet", "--orphan", "alone"]);
        it.does(LI, BACKLOG, &[TITLE]);
        it.git(&["switch", "--quiet", "branch"]);
        it.made.commit(LI, "Nothing");
        it.git_as(
            LI,
            &["merge", "--quiet", "--no-edit", "--allow-unrelated-histories", "--strategy-option=theirs", "alone"],
        );
    })
    .saying("PAY-1"),
    refused("everybody's changes squashed by one", |it| it.does(LI, BACKLOG, &[BEGUN, TITLE])).saying("PAY-1 retitled"),
    refused("what is taken back, and done again", |it| {
        it.does(LI, BACKLOG, &[TITLE]);
        it.does(LI, BACKLOG, &[(TITLE.1, TITLE.0)]);
        it.does(LI, BACKLOG, &[TITLE]);
    })
    .saying("PAY-1 retitled"),
    refused("one part of it taken back", |it| {
        it.does(LI, BACKLOG, &[TITLE, ("Pay later", "Pay sooner")]);
        it.does(LI, BACKLOG, &[(TITLE.1, TITLE.0)]);
    })
    .saying("PAY-5 retitled"),
    refused("the product owner's change taken back by another one", |it| {
        it.does(MARIA, BACKLOG, &[("Pay later", "Pay much later")]);
        it.does(LI, BACKLOG, &[("Pay much later", "Pay never")]);
    })
    .saying("PAY-5 retitled"),
    refused("main's last commit reverted", |it| it.git_as(LI, &["revert", "--no-edit", "HEAD"]))
        .after(|it| it.does(MARIA, BACKLOG, &[TITLE])),
    refused("the same title that main's next commit has", |it| it.does(LI, BACKLOG, &[TITLE])).after(|it| {
        it.git(&["branch", "later"]);
        it.git(&["switch", "--quiet", "later"]);
        it.does(NOAH, BACKLOG, &[TITLE]);
        it.git(&["switch", "--quiet", "main"]);
    }),
    refused("a commit that says to be older than its parents", |it| {
        it.does(LI, BACKLOG, &[TITLE]);
        it.forge(|raw| raw.replace(" 1794823200 ", " 1 "));
        it.does(LI, BACKLOG, &[POINTS]);
    })
    .saying("PAY-1 retitled"),
    fails("a branch that has nothing in common with main", "no commit in common", |it| {
        it.git(&["checkout", "--quiet", "--orphan", "alone"]);
        it.does(LI, BACKLOG, &[TITLE]);
    }),
    fails("a branch that has nothing in common with main and changes nothing", "--allow-unrelated-histories", |it| {
        it.git(&["checkout", "--quiet", "--orphan", "alone"]);
        it.commit(LI);
    }),
    refused("main joined to a branch that had nothing in common with it", |it| {
        it.git(&["checkout", "--quiet", "--orphan", "alone"]);
        it.does(LI, BACKLOG, &[TITLE]);
        joined(it, LI);
    })
    .saying("PAY-1 retitled"),
    refused("a story that comes from a history of its own", |it| {
        it.git(&["checkout", "--quiet", "--orphan", "alone"]);
        it.git(&["rm", "--quiet", "-r", "-f", "."]);
        it.adds(LI, "other.backlog", "story PAY-40 Pay twice\n  status: ready\n  owner: @maria\n");
        joined(it, LI);
    })
    .saying("PAY-40 created"),
    passes("a story of its owner that comes from a history of its own", "1 claimed", |it| {
        it.git(&["checkout", "--quiet", "--orphan", "alone"]);
        it.git(&["rm", "--quiet", "-r", "-f", "."]);
        it.adds(MARIA, "other.backlog", "story PAY-40 Pay twice\n  status: ready\n  owner: @maria\n");
        joined(it, LI);
    }),
    fails("histories that cross", "cross", |it| {
        it.does(LI, BACKLOG, &[POINTS]);
        it.git(&["switch", "--quiet", "main"]);
        it.does(MARIA, BACKLOG, &[("Pay later", "Pay much later")]);
        it.git(&["branch", "old-main"]);
        it.git_as(MARIA, &["merge", "--quiet", "--no-edit", "--no-ff", "branch"]);
        it.git(&["switch", "--quiet", "branch"]);
        it.git_as(LI, &["merge", "--quiet", "--no-edit", "--no-ff", "old-main"]);
        it.does(LI, BACKLOG, &[TITLE]);
    }),
    passes("an honest merge", "1 claimed", |it| {
        two_branches(it);
        it.git_as(LI, &["merge", "--quiet", "--no-edit", "branch"]);
    }),
    passes("an honest merge of main", "1 claimed", |it| {
        it.git(&["switch", "--quiet", "early"]);
        it.does(LI, BACKLOG, &[POINTS]);
        it.git_as(LI, &["merge", "--quiet", "--no-edit", "main"]);
    })
    .after(|it| {
        it.git(&["branch", "early"]);
        it.does(MARIA, BACKLOG, &[("Pay later", "Pay much later")]);
    }),
    passes("an honest octopus", "claimed", |it| {
        two_branches(it);
        it.git(&["branch", "third", "main"]);
        it.git(&["switch", "--quiet", "third"]);
        it.does(MARIA, BACKLOG, &[("Pay later", "Pay much later")]);
        it.edit(BACKLOG, &[POINTS]);
        merge_of(it, LI, &["HEAD", "branch", "other"]);
    }),
    passes("what was taken back again", "Nothing to tell", |it| {
        it.does(LI, BACKLOG, &[TITLE]);
        it.does(LI, BACKLOG, &[(TITLE.1, TITLE.0)]);
    }),
    passes("what a merge took back", "Nothing to tell", |it| {
        two_branches(it);
        it.git(&["switch", "--quiet", "branch"]);
        it.does(LI, BACKLOG, &[TITLE]);
        it.git(&["switch", "--quiet", "other"]);
        begin_merge(it);
        it.does(LI, BACKLOG, &[(TITLE.1, TITLE.0)]);
    }),
];

#[test]
fn nothing_slips_in_with_the_shape_of_history() {
    each_gets_its_verdict(ATTACKS);
}
