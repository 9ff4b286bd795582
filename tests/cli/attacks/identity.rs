//! Attacks on who made a commit: headers that two programs read in two ways, addresses and handles that look alike, and
//! trailers that give nobody a right.

use super::stage::{BACKLOG, EVE, LI, MAILMAP, MARIA, MAX, Stage, TITLE, ZOE};
use super::{Attack, each_gets_its_verdict, fails, passes, refused};

const UNKNOWN: &str = "authority/unknown-author";
/// What libgit2 cannot make sense of is not judged.
const ODD: &str = "git's history cannot be read";

/// Commits as the product owner, and writes the header anew.
fn forged(it: &mut Stage, change: fn(String) -> String) {
    it.does(MARIA, BACKLOG, &[TITLE]);
    it.forge(change);
}

fn is(it: &mut Stage, author: &str) {
    it.does(author, BACKLOG, &[TITLE]);
}

/// What stands before the message, changed.
fn author(raw: &str, from: &str, to: &str) -> String {
    assert!(raw.contains(from), "{raw}");
    raw.replacen(from, to, 1)
}

pub(super) const ATTACKS: &[Attack] = &[
    refused("by nobody who is known", |it| is(it, EVE)).saying(UNKNOWN),
    refused("two author lines", |it| {
        forged(it, |raw| author(&raw, "author ", "author Li Wei <li@shop.example> 1 +0000\nauthor "));
    })
    .saying(UNKNOWN),
    refused("two author lines, the other way round", |it| {
        forged(it, |raw| author(&raw, "committer ", "author Li Wei <li@shop.example> 1 +0000\ncommitter "));
    })
    .saying(UNKNOWN),
    refused("two author lines behind the committer", |it| {
        forged(it, |raw| author(&raw, "\n\n", "\nauthor Li Wei <li@shop.example> 1 +0000\n\n"));
    })
    .saying(UNKNOWN),
    refused("two addresses in one author line", |it| {
        forged(it, |raw| author(&raw, "author Maria", "author Eve <eve@elsewhere.example> Maria"));
    })
    .saying(UNKNOWN),
    refused("an address within an address", |it| {
        forged(it, |raw| author(&raw, "<maria@", "<eve@elsewhere.example <maria@"));
    })
    .saying(UNKNOWN),
    refused("two ends of an address", |it| {
        forged(it, |raw| author(&raw, "maria@shop.example>", "maria@shop.example> eve@elsewhere.example>"));
    })
    .saying(UNKNOWN),
    refused("a NUL in the author's name", |it| {
        forged(it, |raw| author(&raw, "author Maria", "author Eve <eve@elsewhere.example> 1 +0000\0Maria"));
    })
    .saying(UNKNOWN),
    refused("a NUL in the author's address", |it| {
        forged(it, |raw| author(&raw, "maria@shop.example", "maria@shop.example\0.elsewhere"));
    })
    .saying(UNKNOWN),
    fails("an odd space behind the author", ODD, |it| {
        forged(it, |raw| author(&raw, "author Maria", "author\tMaria"));
    }),
    refused("a space before an address", |it| forged(it, |raw| author(&raw, "<maria@", "< maria@"))).saying(UNKNOWN),
    refused("a space behind an address", |it| {
        forged(it, |raw| author(&raw, "maria@shop.example>", "maria@shop.example\t>"));
    })
    .saying(UNKNOWN),
    refused("spaces before the seconds", |it| {
        forged(it, |raw| author(&raw, "maria@shop.example> ", "maria@shop.example>   "));
    })
    .saying(UNKNOWN),
    refused("no space before the seconds", |it| {
        forged(it, |raw| author(&raw, "maria@shop.example> ", "maria@shop.example>"));
    })
    .saying(UNKNOWN),
    fails("an author with a capital", ODD, |it| forged(it, |raw| author(&raw, "author ", "Author "))),
    fails("an author in the message alone", ODD, |it| {
        forged(it, |raw| {
            let from = raw.find("author ").unwrap();
            let end = from + raw[from..].find('\n').unwrap() + 1;
            let line = raw[from..end].to_owned();
            raw.replacen(&line, "", 1) + &line
        });
    }),
    refused("an author within another header", |it| {
        it.does(LI, BACKLOG, &[TITLE]);
        it.forge(|raw| author(&raw, "\n\n", "\nnote x\n author Maria <maria@shop.example> 1 +0000\n\n"));
    }),
    refused("a zone that is none", |it| forged(it, |raw| author(&raw, " +0000\n", " +00000\n"))).saying(UNKNOWN),
    refused("a carriage return behind the author", |it| {
        forged(it, |raw| author(&raw, " +0000\n", " +0000\r\n"));
    })
    .saying(UNKNOWN),
    refused("a look-alike address", |it| is(it, "Maria Kovač <mariа@shop.example>")).saying(UNKNOWN),
    refused("an address with a letter of no width", |it| is(it, "Maria <maria\u{200b}@shop.example>")).saying(UNKNOWN),
    refused("an address at a host below another", |it| is(it, "Maria <maria@shop.example.evil.example>"))
        .saying(UNKNOWN),
    refused("an address of the same name elsewhere", |it| is(it, "Maria <maria@elsewhere.example>")).saying(UNKNOWN),
    refused("an address with something behind a plus", |it| is(it, "Maria <maria+x@shop.example>")).saying(UNKNOWN),
    refused("the product owner's address as a name", |it| is(it, "maria@shop.example <eve@elsewhere.example>"))
        .saying(UNKNOWN),
    refused("no address at all", |it| is(it, "Maria Kovač <>")).saying(UNKNOWN),
    refused("a forge's address at another host", |it| {
        is(it, "Maria <1+maria@users.noreply.github.com.evil.example>");
    })
    .saying(UNKNOWN),
    refused("a forge's address with a number that is none", |it| is(it, "M <x+maria@users.noreply.github.com>"))
        .saying(UNKNOWN),
    refused("a forge's address of a name that begins alike", |it| is(it, "M <1+maria-x@users.noreply.github.com>"))
        .saying(UNKNOWN),
    refused("a look-alike name at the forge", |it| is(it, "M <1+mаria@users.noreply.github.com>")).saying(UNKNOWN),
    refused("a product owner who has left", |it| is(it, MAX)).saying(UNKNOWN),
    refused("a name in .mailmap that is mapped for another name", |it| is(it, EVE))
        .after(|it| it.adds(ZOE, MAILMAP, "Maria <maria@shop.example> Evelyn <eve@elsewhere.example>\n"))
        .saying(UNKNOWN),
    passes("a name in .mailmap of the base", "1 claimed", |it| is(it, EVE))
        .after(|it| it.adds(ZOE, MAILMAP, "Maria <maria@shop.example> Eve <eve@elsewhere.example>\n")),
    passes("the product owner's address in capitals is hers", "1 claimed", |it| is(it, "M <MARIA@SHOP.example>")),
    passes("a forge's address of the product owner is hers", "1 claimed", |it| {
        is(it, "M <1234+Maria@users.noreply.github.com>");
    }),
    refused("a committer with the role", |it| {
        it.edit(BACKLOG, &[TITLE]);
        it.git_as(MARIA, &["commit", "--quiet", "--all", "-m", "x", "--author", LI]);
    }),
    refused("trailers that name somebody with the role", |it| {
        it.edit(BACKLOG, &[TITLE]);
        it.commit_with(
            LI,
            "Retitle\n\nCo-authored-by: Maria Kovač <maria@shop.example>\nSigned-off-by: Maria <maria@shop.example>\n\
             Approved-by: @maria\nReviewed-by: Maria Kovač <maria@shop.example>",
        );
    }),
    refused("the product owner's address, pushed by somebody else", |it| is(it, MARIA)).with(&["--actor", "@li"]),
    refused("pushed by a user of the forge who is nobody here", |it| is(it, MARIA))
        .with(&["--actor", "dependabot[bot]"])
        .saying(UNKNOWN),
    refused("pushed by a user whose name looks alike", |it| is(it, MARIA)).with(&["--actor", "@mаria"]).saying(UNKNOWN),
    refused("pushed by a user whose name begins alike", |it| is(it, MARIA))
        .with(&["--actor", "@maria-k"])
        .saying(UNKNOWN),
    refused("pushed by nobody", |it| is(it, MARIA)).with(&["--actor", ""]).saying(UNKNOWN),
    refused("pushed by a product owner who has left", |it| is(it, MARIA)).with(&["--actor", "@max"]).saying(UNKNOWN),
    passes("pushed by the product owner, as the forge writes her", "1 authenticated by the forge", |it| is(it, EVE))
        .with(&["--actor", "@Maria"]),
];

#[test]
fn a_commit_is_whose_it_says_clearly() {
    each_gets_its_verdict(ATTACKS);
}
