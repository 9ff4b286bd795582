//! Attacks with objects that git itself would not write: trees that two programs read in two ways.

use super::stage::{BACKLOG, LI, MARIA, Stage, TITLE};
use super::{Attack, each_gets_its_verdict, fails, passes, refused};

/// The entries of HEAD's tree: mode, name and id in hexadecimal digits.
fn entries(it: &Stage) -> Vec<(String, String, String)> {
    let listed = it.git(&["ls-tree", "HEAD"]);
    let entry = |line: &str| {
        let (head, name) = line.split_once('\t').unwrap();
        let mut parts = head.split(' ');
        (parts.next().unwrap().to_owned(), name.to_owned(), parts.nth(1).unwrap().to_owned())
    };
    listed.lines().map(entry).collect()
}

/// A tree of these entries, written as they come.
fn tree(it: &Stage, entries: &[(String, String, String)]) -> String {
    let mut bytes = Vec::new();
    for (mode, name, id) in entries {
        bytes.extend_from_slice(format!("{mode} {name}\0").as_bytes());
        let digits: Vec<_> = id.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap()).collect();
        bytes.extend(digits.iter().map(|pair| u8::from_str_radix(pair, 16).unwrap()));
    }
    it.object("tree", bytes)
}

/// The backlog with another title, in the store.
fn retitled(it: &Stage) -> String {
    it.object("blob", it.read(BACKLOG).replace(TITLE.0, TITLE.1))
}

/// Commits a tree in which the backlog stands twice.
fn twice(it: &Stage, is_first: bool) {
    let mut all = entries(it);
    let place = all.iter().position(|(_, name, _)| name == BACKLOG).unwrap();
    let other = (all[place].0.clone(), BACKLOG.to_owned(), retitled(it));
    all.insert(if is_first { place } else { place + 1 }, other);
    it.commit_tree(LI, &tree(it, &all), &[]);
}

/// Commits a tree in which a folder with a plan has this mode.
fn folder_of_mode(it: &Stage, mode: &str) {
    let blob = it.object("blob", "story PAY-30 Pay in stars\n  status: ready\n");
    let inner = tree(it, &[("100644".to_owned(), "mine.backlog".to_owned(), blob)]);
    let mut all = entries(it);
    all.insert(0, (mode.to_owned(), "mine".to_owned(), inner));
    it.commit_tree(LI, &tree(it, &all), &[]);
}

/// Commits a tree in which the backlog has this mode and another title.
fn file_of_mode(it: &Stage, mode: &str) {
    let mut all = entries(it);
    let id = retitled(it);
    for entry in all.iter_mut().filter(|(_, name, _)| name == BACKLOG) {
        entry.0 = mode.to_owned();
        entry.2.clone_from(&id);
    }
    it.commit_tree(LI, &tree(it, &all), &[]);
}

const ODD: &str = "is not written as git writes it";

pub(super) const ATTACKS: &[Attack] = &[
    fails("a file twice in a folder, changed first", ODD, |it| twice(it, true)),
    fails("a file twice in a folder, changed last", ODD, |it| twice(it, false)),
    fails("a file and a folder of one name", ODD, |it| {
        let mut all = entries(it);
        let inner = tree(it, &[("100644".to_owned(), "x".to_owned(), retitled(it))]);
        all.push(("40000".to_owned(), BACKLOG.to_owned(), inner));
        it.commit_tree(LI, &tree(it, &all), &[]);
    }),
    fails("a file whose name is a path", ODD, |it| {
        let mut all = entries(it);
        all.insert(0, ("100644".to_owned(), "./shop.backlog".to_owned(), retitled(it)));
        it.commit_tree(LI, &tree(it, &all), &[]);
    }),
    fails("a folder that is named as the one it lies in", ODD, |it| {
        let mut all = entries(it);
        let inner = tree(it, &[("100644".to_owned(), BACKLOG.to_owned(), retitled(it))]);
        all.insert(0, ("40000".to_owned(), ".".to_owned(), inner));
        it.commit_tree(LI, &tree(it, &all), &[]);
    }),
    fails("a mode that is no number", ODD, |it| folder_of_mode(it, "+40000")),
    fails("a folder that is cut off", ODD, |it| {
        let blob = retitled(it);
        it.write("../cut", format!("100644 {BACKLOG}\0{}", &blob[..7]));
        let cut = it.git(&["hash-object", "-t", "tree", "-w", "--literally", "../cut"]).trim().to_owned();
        it.commit_tree(LI, &cut, &[]);
    }),
    refused("a folder with a mode that git does not write", |it| folder_of_mode(it, "40755")).saying("PAY-30 created"),
    refused("a folder with zeros before its mode", |it| folder_of_mode(it, "040000")).saying("PAY-30 created"),
    refused("a file with a mode that git does not write", |it| file_of_mode(it, "100600")).saying("PAY-1 retitled"),
    refused("a file that may be run", |it| file_of_mode(it, "100755")).saying("PAY-1 retitled"),
    fails("a file with the mode of a link", "is a symbolic link", |it| file_of_mode(it, "120000")),
    fails("a file with the mode of a submodule", "is a folder", |it| file_of_mode(it, "160000")),
    fails("a file that is not there", "is not here", |it| {
        let mut all = entries(it);
        for entry in all.iter_mut().filter(|(_, name, _)| name == BACKLOG) {
            entry.2 = "1".repeat(40);
        }
        it.commit_tree(LI, &tree(it, &all), &[]);
    }),
    refused("a file that is a folder", |it| {
        let mut all = entries(it);
        let id = it.git(&["rev-parse", "HEAD^{tree}"]).trim().to_owned();
        for entry in all.iter_mut().filter(|(_, name, _)| name == BACKLOG) {
            entry.2.clone_from(&id);
        }
        it.commit_tree(LI, &tree(it, &all), &[]);
    })
    .saying("authority/not-allowed]: 6 findings"),
    fails("a name that is not UTF-8", "not valid UTF-8", |it| {
        use std::os::unix::ffi::OsStrExt;
        let name = std::ffi::OsStr::from_bytes(b"shop\xff.backlog");
        std::fs::write(it.made.path().join(name), "story PAY-30 Pay in stars\n  status: ready\n").unwrap();
        it.commit(LI);
    }),
    refused("a name with a line end and quotes", |it| {
        it.write("a \"b\"\n'č'.backlog", "story PAY-30 Pay in stars\n  status: ready\n");
        it.commit(LI);
    })
    .saying("PAY-30 created"),
    fails("a parent that is none", "", |it| {
        it.does(LI, BACKLOG, &[TITLE]);
        let raw = it.git(&["cat-file", "commit", "HEAD"]);
        let id = it.object("commit", raw.replacen("parent ", "parent x", 1));
        // git puts no such commit at the end of a branch.
        it.write(".git/refs/heads/branch", format!("{id}\n"));
    })
    .of_format(Stage::plain),
    refused("no parent at all, and then one", |it| {
        it.does(LI, BACKLOG, &[TITLE]);
        it.forge(|raw| raw.replacen("parent ", "former ", 1));
        it.git(&["update-ref", "refs/heads/alone", "HEAD"]);
        it.git(&["reset", "--quiet", "--hard", "main"]);
        it.git_as(LI, &["commit", "--quiet", "--allow-empty", "-m", "Nothing"]);
        it.git_as(LI, &["merge", "--quiet", "--no-edit", "--allow-unrelated-histories", "-X", "theirs", "alone"]);
    }),
    passes("zeros before a mode and nothing else", "No commit of the range changes the plan", |it| {
        let mut all = entries(it);
        for entry in &mut all {
            entry.0 = format!("0{}", entry.0);
        }
        it.commit_tree(MARIA, &tree(it, &all), &[]);
    }),
];

#[test]
fn what_git_would_not_write_is_read_as_git_reads_it_or_refused() {
    each_gets_its_verdict(ATTACKS);
}
