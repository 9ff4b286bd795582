//! Attacks through approvals.

use super::stage::{BACKLOG, EVE, LI, POLICY, ROLE, Stage, TITLE, TOM};
use super::{Attack, each_gets_its_verdict, passes, refused};

fn title(it: &mut Stage) {
    it.does(LI, BACKLOG, &[TITLE]);
}

pub(super) const ATTACKS: &[Attack] = &[
    refused("approved by the author", title).with(&["--approved-by", "@li"]),
    refused("approved by somebody without the role", title).with(&["--approved-by", "@sam,@ana,@tom,@nobody"]),
    refused("approved by a program", title).with(&["--approved-by", "@bot"]),
    refused("approved by a product owner who has left", title).with(&["--approved-by", "@max"]),
    refused("approved by a team in which one has the role", title).with(&["--approved-by", "@payments"]),
    refused("approved by a role", title).with(&["--approved-by", "@product-owner"]),
    refused("approved by somebody whose name looks alike", title).with(&["--approved-by", "@mаria"]),
    refused("approved when it was another commit", title)
        .with(&["--approved-by", "@maria=0123456789abcdef0123456789abcdef01234567"])
        .saying("counts for nothing"),
    refused("approved when it was no commit", title).with(&["--approved-by", "@maria="]),
    refused("approved when it was any commit", title).with(&["--approved-by", "@maria=HEAD"]),
    refused("the approval of another role for all that it does not decide", |it| {
        it.edit(POLICY, &[ROLE]);
        it.does(LI, BACKLOG, &[TITLE]);
    })
    .with(&["--approved-by", "@maria"])
    .saying("authority/policy-change"),
    refused("approved by a role that the branch gives", |it| {
        it.does(LI, POLICY, &[ROLE]);
        it.does(TOM, BACKLOG, &[TITLE]);
    })
    .with(&["--approved-by", "@li"])
    .saying("PAY-1 retitled"),
    passes("approved by the product owner", "1 claimed", title).with(&["--approved-by", "@Maria"]),
    passes("what nobody known wrote, approved by the product owner", "of nobody who is known", |it| {
        it.does(EVE, BACKLOG, &[TITLE]);
    })
    .with(&["--approved-by", "@maria"]),
];

/// Grinding makes another commit whose id begins as the one that was approved.
#[test]
fn an_approval_names_the_whole_commit() {
    let mut stage = Stage::plain();
    stage.git(&["switch", "--quiet", "--create", "branch"]);
    title(&mut stage);
    let head = stage.git(&["rev-parse", "HEAD"]);
    let check = |commit: &str| {
        let approval = format!("@maria={commit}");
        stage.check("", &[], &["main", "HEAD"], &["--approved-by", &approval])
    };
    check(head.trim()).ended_with(0);
    let told = check(&head[..12]).ended_with(1).stderr;
    assert!(told.contains("counts for nothing"), "{told}");
}

#[test]
fn an_approval_counts_for_what_its_giver_may_do_with_this_very_head() {
    each_gets_its_verdict(ATTACKS);
}
