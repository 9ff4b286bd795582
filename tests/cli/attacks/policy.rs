//! Attacks on what says who may what: roadlog.toml and .mailmap, changed on the branch or not to be relied on in the
//! base.

use super::stage::{ANA, BACKLOG, EVE, LI, MAILMAP, MARIA, MAX, POLICY, ROLE, Stage, TITLE, TOM, ZOE};
use super::{Attack, each_gets_its_verdict, fails, passes, refused};

const POLICY_CHANGE: &str = "authority/policy-change";

/// What somebody does to what stands in the place of a file.
fn link(it: &mut Stage, path: &str) {
    it.git(&["mv", path, "elsewhere.toml"]);
    std::os::unix::fs::symlink("elsewhere.toml", it.path(path)).unwrap();
}

fn module(it: &mut Stage, path: &str, who: &str) {
    let head = it.git(&["rev-parse", "HEAD"]);
    it.git(&["rm", "--quiet", "--cached", "--ignore-unmatch", path]);
    it.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{},{path}", head.trim())]);
    it.git_as(who, &["commit", "--quiet", "-m", "Put a repository there"]);
    it.git(&["checkout", "--quiet", "--force", "HEAD"]);
}

/// More bytes than any policy has that somebody can read.
fn oversize(it: &Stage, path: &str) {
    it.append(path, &"# Much is to be said about this.\n".repeat(400_000));
}

pub(super) const ATTACKS: &[Attack] = &[
    refused("a title by a developer", |it| it.does(LI, BACKLOG, &[TITLE])).saying("PAY-1 retitled"),
    passes("a title by the product owner", "claimed by their address", |it| it.does(MARIA, BACKLOG, &[TITLE])),
    refused("a role that one gives oneself", |it| it.does(LI, POLICY, &[ROLE])).saying(POLICY_CHANGE),
    passes("a role that the maintainer gives", "claimed", |it| it.does(ZOE, POLICY, &[ROLE])),
    refused("a role that one gives oneself and uses in the same commit", |it| {
        it.edit(POLICY, &[ROLE]);
        it.does(LI, BACKLOG, &[TITLE]);
    }),
    refused("a role that one gives oneself, then used in another commit", |it| {
        it.does(LI, POLICY, &[ROLE]);
        it.does(LI, BACKLOG, &[TITLE]);
    }),
    refused("a role used and taken back", |it| {
        it.does(LI, POLICY, &[ROLE]);
        it.does(LI, BACKLOG, &[TITLE]);
        it.does(LI, POLICY, &[(ROLE.1, ROLE.0)]);
    }),
    refused("a role given by the maintainer and used on the same branch", |it| {
        it.does(ZOE, POLICY, &[ROLE]);
        it.does(LI, BACKLOG, &[TITLE]);
    }),
    refused("a role given to an accomplice, who uses it", |it| {
        it.does(
            LI,
            POLICY,
            &[("[\"tom@shop.example\"]\nroles = [", "[\"tom@shop.example\"]\nroles = [\"product-owner\", ")],
        );
        it.does(TOM, BACKLOG, &[TITLE]);
    })
    .saying("PAY-1 retitled"),
    refused("one's own address added to the product owner's", |it| {
        it.does(EVE, POLICY, &[("\"maria@shop.example\"", "\"maria@shop.example\", \"eve@elsewhere.example\"")]);
        it.does(EVE, BACKLOG, &[TITLE]);
    })
    .saying("authority/unknown-author"),
    refused("a new person with a role, who uses it", |it| {
        let person = "\n[people.eve]\nemails = [\"eve@elsewhere.example\"]\nroles = [\"product-owner\"]\n";
        it.adds(LI, POLICY, person);
        it.does(EVE, BACKLOG, &[TITLE]);
    })
    .saying("authority/unknown-author"),
    refused("a line that allows anyone everything", |it| {
        it.append(POLICY, "\n[[authority.allow]]\nchange = [\"*.*\"]\nby = [\"anyone\"]\n");
        it.does(LI, BACKLOG, &[TITLE]);
    }),
    refused("a line that would have kept it to others, taken away", |it| {
        it.edit(POLICY, &[("by = [\"@maria\"]", "by = [\"developer\"]")]);
        it.does(LI, BACKLOG, &[("points: 5", "points: 8")]);
    })
    .after(|it| it.adds(ZOE, POLICY, "\n[[authority.only]]\nchange = [\"story.points\"]\nby = [\"@maria\"]\n"))
    .saying("roadlog.toml leaves that to"),
    refused("a shape in which managers decide everything", |it| {
        it.edit(POLICY, &[("separate", "managers-only")]);
        it.does(ANA, BACKLOG, &[TITLE]);
    }),
    refused("the rules switched off on the branch", |it| {
        it.append(POLICY, "\n[rules]\n\"authority/not-allowed\" = \"off\"\nauthority = \"off\"\nhistory = \"off\"\n");
        it.does(LI, BACKLOG, &[TITLE]);
    }),
    refused("a comment that allows it", |it| {
        let allow = "points: 5\n  # roadlog: allow authority/not-allowed because I say so";
        it.does(LI, BACKLOG, &[TITLE, ("points: 5", allow)]);
    }),
    refused("a kind of one's own that the items become", |it| {
        it.append(POLICY, "\n[kinds.chore]\nlike = \"task\"\n");
        it.edit(BACKLOG, &[("story PAY-1", "chore PAY-1")]);
        it.does(LI, BACKLOG, &[TITLE]);
    }),
    refused("a status of one's own that is as good as accepted", |it| {
        it.append(POLICY, "\n[kinds.bug]\nstatuses = [\"draft\", \"ready\", \"doing\", \"review\", \"shipped\"]\n");
        it.does(LI, BACKLOG, &[("status: review", "status: shipped")]);
    }),
    refused("the day put off on which one has left", |it| {
        it.does(MAX, POLICY, &[("2026-10-31", "2036-10-31")]);
        it.does(MAX, BACKLOG, &[TITLE]);
    })
    .saying("authority/unknown-author"),
    refused("the policy broken and nothing else", |it| it.adds(LI, POLICY, "[people\n")).saying(POLICY_CHANGE),
    refused("a table of oneself, twice", |it| it.adds(LI, POLICY, "\n[people.li]\nroles = [\"product-owner\"]\n"))
        .saying(POLICY_CHANGE),
    refused("a key of oneself, twice", |it| {
        let twice = "roles = [\"developer\"]\nroles = [\"product-owner\"]\n";
        it.does(LI, POLICY, &[("roles = [\"developer\"]\n", twice)]);
    })
    .saying(POLICY_CHANGE),
    refused("a role that is written in another way", |it| {
        let roles = "[\"li@shop.example\"]\nroles = ['developer', \"product\\u002downer\"]";
        it.does(LI, POLICY, &[(ROLE.0, roles)]);
    })
    .saying(POLICY_CHANGE),
    refused("a friend in a team that owns something", |it| {
        it.does(LI, POLICY, &[("[\"maria\", \"li\"]", "[\"maria\", \"li\", \"tom\"]")]);
    })
    .saying(POLICY_CHANGE),
    refused("the policy deleted", |it| {
        it.git(&["rm", "--quiet", POLICY]);
        it.does(LI, BACKLOG, &[TITLE]);
    }),
    refused("the policy deleted and put back around a change", |it| {
        let policy = it.read(POLICY);
        it.git(&["rm", "--quiet", POLICY]);
        it.commit(LI);
        it.does(LI, BACKLOG, &[TITLE]);
        it.write(POLICY, policy);
        it.commit(LI);
    }),
    refused("the policy broken", |it| {
        it.write(POLICY, "[people\n");
        it.does(LI, BACKLOG, &[TITLE]);
    }),
    fails("the policy turned into bytes that are no text", "PAY-1 retitled", |it| {
        it.write(POLICY, b"[people]\n\xff\xfe\n");
        it.does(LI, BACKLOG, &[TITLE]);
    }),
    refused("the policy made too long to read, and short again", |it| {
        let policy = it.read(POLICY);
        oversize(it, POLICY);
        it.does(LI, BACKLOG, &[TITLE]);
        it.write(POLICY, policy);
        it.commit(LI);
    }),
    fails("the policy made too long to read", "are the most that roadlog reads", |it| {
        oversize(it, POLICY);
        it.does(LI, BACKLOG, &[TITLE]);
    }),
    fails("the policy replaced by a link", "roadlog.toml is a symbolic link", |it| {
        link(it, POLICY);
        it.does(LI, BACKLOG, &[TITLE]);
    }),
    fails("the policy replaced by a submodule", "roadlog.toml is a folder", |it| {
        it.does(LI, BACKLOG, &[TITLE]);
        module(it, POLICY, LI);
    }),
    refused("the file left out by the policy, changed, and taken in again", |it| {
        it.adds(LI, POLICY, "\n[workspace]\nexclude = [\"*.backlog\"]\n");
        it.does(LI, BACKLOG, &[TITLE]);
        it.does(LI, POLICY, &[("\n[workspace]\nexclude = [\"*.backlog\"]\n", "")]);
    })
    .saying("PAY-1"),
    refused("the file ignored, changed, and taken in again", |it| {
        it.write(".gitignore", "*.backlog\n");
        it.commit(LI);
        it.does(LI, BACKLOG, &[TITLE]);
        it.write(".gitignore", "");
        it.commit(LI);
    })
    .saying("PAY-1"),
    refused("the file ignored for good", |it| it.adds(LI, ".gitignore", "*.backlog\n"))
        .saying("authority/not-allowed]: 6 findings"),
    refused("a plan of one's own around a folder of the plan", |it| {
        it.write("later/roadlog.toml", "[workspace]\nroot = true\n");
        it.does(LI, "later/later.backlog", &[("Pay by cheque", "Pay by cheque or cash")]);
    })
    .after(|it| it.adds(MARIA, "later/later.backlog", "story PAY-20 Pay by cheque\n  status: ready\n"))
    .saying("PAY-20 removed"),
    refused("a policy of one's own in a folder of the plan", |it| {
        it.write("later/roadlog.toml", "[team]\nshape = \"combined\"\n");
        it.does(LI, "later/later.backlog", &[("Pay by cheque", "Pay by cheque or cash")]);
    })
    .after(|it| it.adds(MARIA, "later/later.backlog", "story PAY-20 Pay by cheque\n  status: ready\n"))
    .saying("PAY-20 retitled"),
    refused("an address mapped to the product owner's on the branch", |it| {
        it.write(MAILMAP, "Maria Kovač <maria@shop.example> <eve@elsewhere.example>\n");
        it.does(EVE, BACKLOG, &[TITLE]);
    })
    .saying("authority/unknown-author"),
    refused("one's own address mapped to the product owner's on the branch", |it| {
        it.adds(LI, MAILMAP, "Maria Kovač <maria@shop.example> <li@shop.example>\n");
        it.does(LI, BACKLOG, &[TITLE]);
    })
    .saying("PAY-1 retitled"),
    refused("an address mapped by one who may not, for later", |it| {
        it.adds(LI, MAILMAP, "Maria Kovač <maria@shop.example> <eve@elsewhere.example>\n");
    })
    .saying(POLICY_CHANGE),
    refused("an address mapped behind what looks like a comment", |it| {
        it.does(LI, MAILMAP, &[("<maria@shop.example>", "<maria@shop.example> # <eve@elsewhere.example>")]);
    })
    .after(|it| it.adds(ZOE, MAILMAP, "Maria Kovač <maria@shop.example>\n"))
    .saying(POLICY_CHANGE),
    refused("the space changed in a name that is mapped", |it| {
        it.does(LI, MAILMAP, &[("Eve <", "E  ve <")]);
    })
    .after(|it| it.adds(ZOE, MAILMAP, "Maria <maria@shop.example> Eve <eve@elsewhere.example>\n"))
    .saying(POLICY_CHANGE),
    refused("the map of addresses replaced by a link", |it| {
        it.git(&["mv", MAILMAP, "map"]);
        std::os::unix::fs::symlink("map", it.path(MAILMAP)).unwrap();
        it.commit(LI);
    })
    .after(|it| it.adds(ZOE, MAILMAP, "Maria <maria@shop.example> <m@old.example>\n"))
    .saying(POLICY_CHANGE),
    refused("a map of addresses in git's configuration", |it| {
        it.write("../map", "Maria Kovač <maria@shop.example> <eve@elsewhere.example>\n");
        it.git(&["config", "mailmap.file", "../map"]);
        it.git(&["config", "mailmap.blob", "HEAD:.mailmap"]);
        it.write(MAILMAP, "Maria Kovač <maria@shop.example> <eve@elsewhere.example>\n");
        it.does(EVE, BACKLOG, &[TITLE]);
    })
    .saying("authority/unknown-author"),
];

/// Bases by which nothing can be judged.
pub(super) const BASES: &[Attack] = &[
    fails("a base whose policy is broken", "cannot be relied on", |it| it.does(LI, BACKLOG, &[TITLE])).after(|it| {
        it.write(POLICY, "[people\n");
        it.commit(ZOE);
    }),
    fails("a base whose policy is no text", "in the base, roadlog.toml is not valid UTF-8", |it| {
        it.does(LI, BACKLOG, &[TITLE]);
    })
    .after(|it| {
        it.write(POLICY, b"# \xff\n");
        it.commit(ZOE);
    }),
    fails("a base whose policy is a link", "in the base, roadlog.toml is a symbolic link", |it| {
        it.does(LI, BACKLOG, &[TITLE]);
    })
    .after(|it| {
        link(it, POLICY);
        it.commit(ZOE);
    }),
    fails("a base whose policy is a submodule", "in the base, roadlog.toml is a folder", |it| {
        it.does(LI, BACKLOG, &[TITLE]);
    })
    .after(|it| module(it, POLICY, ZOE)),
    fails("a base whose policy is too long", "in the base, roadlog.toml is ", |it| it.does(LI, BACKLOG, &[TITLE]))
        .after(|it| {
            oversize(it, POLICY);
            it.commit(ZOE);
        }),
    fails("a base whose map of addresses is too long", "in the base, .mailmap is ", |it| {
        it.does(LI, BACKLOG, &[TITLE]);
    })
    .after(|it| {
        oversize(it, MAILMAP);
        it.commit(ZOE);
    }),
    refused("a base whose map of addresses is a link, which is not followed", |it| it.does(LI, BACKLOG, &[TITLE]))
        .after(|it| {
            it.write("map", "Maria <maria@shop.example> <li@shop.example>\n");
            std::os::unix::fs::symlink("map", it.path(MAILMAP)).unwrap();
            it.commit(ZOE);
        }),
    fails("a base in which two people have one address", "cannot be relied on", |it| it.does(LI, BACKLOG, &[TITLE]))
        .after(|it| it.does(ZOE, POLICY, &[("\"li@shop.example\"", "\"li@shop.example\", \"maria@shop.example\"")])),
    passes("a base without a policy, which is said", "nobody's right to a change can be judged", |it| {
        it.does(LI, BACKLOG, &[TITLE]);
    })
    .after(|it| {
        it.git(&["rm", "--quiet", POLICY]);
        it.commit(ZOE);
    }),
];

#[test]
fn who_may_what_is_read_from_the_base() {
    each_gets_its_verdict(ATTACKS);
}

#[test]
fn a_base_that_cannot_be_relied_on_is_no_pass() {
    each_gets_its_verdict(BASES);
}
