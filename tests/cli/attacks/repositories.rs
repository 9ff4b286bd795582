//! Attacks with the repository around the commits: its configuration, references and stores, what the environment says of
//! it, and copies in which something is missing.

use super::stage::{BACKLOG, LI, MARIA, POLICY, ROLE, Stage, TITLE, ZOE};
use super::{Attack, each_gets_its_verdict, fails, passes, refused};

fn title(it: &mut Stage) {
    it.does(LI, BACKLOG, &[TITLE]);
}

/// What was not allowed, and after it something that was.
fn buried(it: &mut Stage) {
    title(it);
    it.does(LI, BACKLOG, &[("points: 5", "points: 8")]);
}

fn id(it: &Stage, revision: &str) -> String {
    it.git(&["rev-parse", revision]).trim().to_owned()
}

/// A commit in which a developer has the role, as main might have it.
fn another_main(it: &mut Stage) -> String {
    it.git(&["switch", "--quiet", "--detach", "main"]);
    it.does(LI, POLICY, &[ROLE]);
    let id = id(it, "HEAD");
    it.git(&["switch", "--quiet", "branch"]);
    id
}

fn clone(it: &Stage, words: &[&str], to: &str) {
    it.git(&["config", "uploadpack.allowFilter", "true"]);
    let url = format!("file://{}", it.made.path().display());
    it.git(&[&["clone", "--quiet"], words, &[&url, to]].concat());
}

pub(super) const ATTACKS: &[Attack] = &[
    refused("another commit in the place of the base", |it| {
        title(it);
        let other = another_main(it);
        it.git(&["replace", "main", &other]);
    }),
    refused("another commit in the place of the head", |it| {
        title(it);
        it.git(&["replace", "HEAD", "main"]);
    }),
    refused("another file in the place of the policy", |it| {
        title(it);
        let other = another_main(it);
        it.git(&["replace", "main:roadlog.toml", &format!("{other}:roadlog.toml")]);
    }),
    refused("another place for what stands in the place of others", |it| {
        title(it);
        let (main, other) = (id(it, "main"), another_main(it));
        it.git(&["update-ref", &format!("refs/evil/{main}"), &other]);
    })
    .among(&[("GIT_REPLACE_REF_BASE", "refs/evil/")]),
    refused("a graft that leaves a commit out", |it| {
        buried(it);
        it.write(".git/info/grafts", format!("{} {}\n", id(it, "HEAD"), id(it, "main")));
    }),
    refused("a graft that makes the head the base's", |it| {
        buried(it);
        it.write(".git/info/grafts", format!("{} {}\n", id(it, "main"), id(it, "HEAD")));
    }),
    refused("a graft that the environment names", |it| {
        buried(it);
        it.write("../grafts", format!("{} {}\n", id(it, "HEAD"), id(it, "main")));
    })
    .among(&[("GIT_GRAFT_FILE", "TOP/../grafts")]),
    refused("a list that says that the clone ends at a commit", |it| {
        buried(it);
        it.write(".git/shallow", format!("{}\n", id(it, "HEAD")));
    }),
    refused("a shallow list that the environment names", |it| {
        buried(it);
        it.write("../shallow", format!("{}\n", id(it, "HEAD")));
    })
    .among(&[("GIT_SHALLOW_FILE", "TOP/../shallow")]),
    refused("a summary of the history that was made of another one", |it| {
        buried(it);
        it.write(".git/info/grafts", format!("{} {}\n", id(it, "HEAD"), id(it, "main")));
        let _may_refuse = it.tries(LI, &["commit-graph", "write", "--reachable"]);
        std::fs::remove_file(it.path(".git/info/grafts")).unwrap();
    }),
    refused("a tag with the name of the base", |it| {
        title(it);
        let other = another_main(it);
        it.git(&["tag", "main", &other]);
    })
    .seen_from("", "refs/heads/main", "HEAD"),
    fails("a tag with the name of the base, which is not named in full", "refs/heads/main", |it| {
        title(it);
        let other = another_main(it);
        it.git(&["tag", "main", &other]);
    }),
    fails("a branch with the name of a remote one", "refs/remotes/origin/main", |it| {
        title(it);
        it.git(&["update-ref", "refs/remotes/origin/main", "main"]);
        let other = another_main(it);
        it.git(&["branch", "origin/main", &other]);
    })
    .seen_from("", "origin/main", "HEAD"),
    fails("a tag with the name of the base, and the commit before it", "refs/heads/main", |it| {
        title(it);
        let other = another_main(it);
        it.git(&["tag", "main", &other]);
    })
    .seen_from("", "main^0", "HEAD"),
    passes("a tag at the same commit as the branch", "Nothing to tell", |it| {
        it.git(&["tag", "main", "main"]);
        it.does(MARIA, BACKLOG, &[TITLE]);
    }),
    refused("another repository that the environment names", title)
        .after(|it| it.git(&["clone", "--quiet", "--bare", ".", "../clean.git"]).clear())
        .among(&[("GIT_DIR", "TOP/../clean.git"), ("GIT_WORK_TREE", "TOP")]),
    refused("another store that the environment names", title)
        .among(&[("GIT_OBJECT_DIRECTORY", "TOP/../nowhere"), ("GIT_ALTERNATE_OBJECT_DIRECTORIES", "TOP/..")]),
    refused("another index, name space and prefix that the environment names", title).among(&[
        ("GIT_INDEX_FILE", "TOP/../nowhere"),
        ("GIT_NAMESPACE", "evil"),
        ("GIT_PREFIX", "evil"),
        ("GIT_COMMON_DIR", "TOP/.."),
        ("GIT_CEILING_DIRECTORIES", "/"),
    ]),
    refused("a configuration that the environment brings", title).among(&[
        ("GIT_CONFIG_COUNT", "3"),
        ("GIT_CONFIG_KEY_0", "mailmap.blob"),
        ("GIT_CONFIG_VALUE_0", "HEAD:.mailmap"),
        ("GIT_CONFIG_KEY_1", "core.useReplaceRefs"),
        ("GIT_CONFIG_VALUE_1", "true"),
        ("GIT_CONFIG_KEY_2", "core.commitGraph"),
        ("GIT_CONFIG_VALUE_2", "true"),
        ("GIT_CONFIG_PARAMETERS", "'core.bare=true'"),
    ]),
    refused("an author that the environment names", title).among(&[
        ("GIT_AUTHOR_NAME", "Maria"),
        ("GIT_AUTHOR_EMAIL", "maria@shop.example"),
        ("GIT_COMMITTER_EMAIL", "maria@shop.example"),
        ("EMAIL", "maria@shop.example"),
    ]),
    refused("a store that another repository lends", |it| {
        it.git(&["init", "--quiet", "--bare", "../lender.git"]);
        title(it);
        it.write(".git/objects/info/alternates", format!("{}\n", it.path("../lender.git/objects").display()));
    }),
    refused("filters that show the file as it was", |it| {
        it.write(".git/info/attributes", "*.backlog filter=hide diff=hide text eol=crlf\n");
        it.git(&["config", "filter.hide.smudge", "sed 's/ or cash//'"]);
        it.git(&["config", "diff.hide.textconv", "true"]);
        title(it);
    }),
    refused("attributes on the branch", |it| {
        it.write(".gitattributes", "*.backlog binary export-ignore merge=ours -diff linguist-generated\n");
        title(it);
    }),
    refused("a configuration that is taken in from a file of the branch", |it| {
        it.write("evil.config", "[core]\n\tbare = true\n\tworktree = ..\n[mailmap]\n\tblob = HEAD:.mailmap\n");
        it.write(".mailmap", "Maria <maria@shop.example> <li@shop.example>\n");
        it.git(&["config", "include.path", "../evil.config"]);
        it.git(&["config", "core.commentChar", ";"]);
        title(it);
    }),
    refused("hooks, aliases and pagers that do something else", |it| {
        title(it);
        for (key, value) in [
            ("core.hooksPath", "/nowhere"),
            ("alias.rev-list", "!true"),
            ("alias.cat-file", "!true"),
            ("core.pager", "false"),
            ("core.fsmonitor", "false"),
            ("log.showSignature", "true"),
        ] {
            it.git(&["config", key, value]);
        }
    }),
    refused("a work tree that shows nothing of it", |it| {
        title(it);
        it.git(&["update-index", "--assume-unchanged", BACKLOG]);
        it.edit(BACKLOG, &[(TITLE.1, TITLE.0)]);
    }),
    refused("a linked work tree", |it| {
        title(it);
        it.git(&["worktree", "add", "--quiet", "--detach", "../linked"]);
    })
    .seen_from("../linked", "main", "branch"),
    refused("a repository without a work tree", |it| {
        title(it);
        it.git(&["clone", "--quiet", "--bare", ".", "../bare.git"]);
    })
    .seen_from("../bare.git", "main", "branch"),
    refused("a plan in a folder of a repository without a work tree", |it| {
        it.does(LI, "plans/shop.backlog", &[TITLE]);
        it.git(&["clone", "--quiet", "--bare", ".", "../bare.git"]);
    })
    .after(|it| {
        it.write("plans/later/x", "");
        it.git(&["mv", BACKLOG, POLICY, "plans"]);
        it.write("plans/later/roadlog.toml", "[workspace]\nroot = true\n");
        it.commit(ZOE);
    })
    .seen_from("../bare.git", "main", "branch"),
    fails("one of two plans in a repository without a work tree", "there are several plans here", |it| {
        it.does(LI, "plans/shop.backlog", &[TITLE]);
        it.git(&["clone", "--quiet", "--bare", ".", "../bare.git"]);
    })
    .after(|it| {
        it.write("plans/x", "");
        it.git(&["mv", BACKLOG, POLICY, "plans"]);
        it.write("other/roadlog.toml", "");
        it.commit(ZOE);
    })
    .seen_from("../bare.git", "main", "branch"),
    fails("a roadlog.toml above the plan, as its own author has it", "above that of the plan in plans", |it| {
        it.write(POLICY, "[people.li]\nemails = [\"li@shop.example\"]\nroles = [\"product-owner\"]\n");
        it.does(LI, "plans/shop.backlog", &[TITLE]);
    })
    .after(|it| {
        it.write("plans/x", "");
        it.git(&["mv", BACKLOG, POLICY, "plans"]);
        it.commit(ZOE);
    })
    .seen_from("plans", "main", "HEAD"),
    fails("a plan that is looked for above its folder", "name that folder with -C plans", |it| {
        it.does(LI, "plans/shop.backlog", &[TITLE]);
    })
    .after(|it| {
        it.write("plans/x", "");
        it.git(&["mv", BACKLOG, POLICY, "plans"]);
        it.commit(ZOE);
    }),
    refused("a repository within another one", |it| {
        title(it);
        it.git(&["init", "--quiet", "../outer"]);
        it.git(&[
            "-C",
            "../outer",
            "-c",
            "protocol.file.allow=always",
            "submodule",
            "--quiet",
            "add",
            "-b",
            "branch",
            "../repository",
            "plan",
        ]);
    })
    .seen_from("../outer/plan", "origin/main", "HEAD"),
    refused("a clone that holds only what is asked for and has it all", |it| {
        title(it);
        clone(it, &["--filter=blob:none", "--branch=branch"], "../partial");
        it.git(&["-C", "../partial", "checkout", "--quiet", "origin/main"]);
    })
    .seen_from("../partial", "origin/main", "origin/branch"),
    fails("a clone that holds only what is asked for and lacks a file", "git fetch --refetch --no-filter", |it| {
        title(it);
        clone(it, &["--filter=blob:none", "--no-checkout", "--branch=branch"], "../partial");
    })
    .seen_from("../partial", "origin/main", "origin/branch"),
    fails("a clone that holds no folders", "is not here", |it| {
        title(it);
        clone(it, &["--filter=tree:0", "--no-checkout", "--branch=branch"], "../partial");
    })
    .seen_from("../partial", "origin/main", "origin/branch"),
    refused("a clone that ends at the head, whose parent is main", |it| {
        title(it);
        clone(it, &["--depth=1", "--no-single-branch", "--branch=branch"], "../shallow");
    })
    .seen_from("../shallow", "origin/main", "HEAD"),
    fails("a clone that ends within the branch", "git fetch --unshallow", |it| {
        buried(it);
        it.does(LI, BACKLOG, &[("points: 8", "points: 3")]);
        clone(it, &["--depth=2", "--no-single-branch", "--branch=branch"], "../shallow");
    })
    .seen_from("../shallow", "origin/main", "HEAD"),
    fails("a clone without the base", "there is no revision origin/main here", |it| {
        title(it);
        clone(it, &["--single-branch", "--branch=branch"], "../single");
    })
    .seen_from("../single", "origin/main", "HEAD"),
    fails("a clone of one commit, without the base", "git fetch --unshallow origin", |it| {
        title(it);
        clone(it, &["--depth=1", "--branch=branch"], "../shallow");
    })
    .seen_from("../shallow", "origin/main", "HEAD"),
    fails("the commit before one at which the clone ends", "`fetch-depth: 0` on GitHub", |it| {
        title(it);
        clone(it, &["--depth=1", "--branch=branch"], "../shallow");
    })
    .seen_from("../shallow", "HEAD^1", "HEAD"),
    fails("a base that is an option", "there is no revision --all here", title).seen_from("", "--all", "HEAD"),
    fails("a base that is a file", "there is no revision", title).seen_from("", "HEAD:shop.backlog", "HEAD"),
    fails("a base that is nothing", "there is no revision", title).seen_from("", "", "HEAD"),
    refused("an item of git's index that is not committed", |it| {
        title(it);
        it.edit(BACKLOG, &[(TITLE.1, TITLE.0)]);
        it.git(&["add", "--all"]);
    }),
    refused("SHA-256", title).of_format(|| Stage::in_format(&["--object-format=sha256"])),
    refused("references in tables", title).of_format(|| Stage::in_format(&["--ref-format=reftable"])),
    refused("another commit in the place of the base, in a repository of the git program", |it| {
        title(it);
        let other = another_main(it);
        it.git(&["replace", "main", &other]);
    })
    .of_format(|| Stage::in_format(&["--ref-format=reftable"])),
    refused("a graft in a repository of the git program", |it| {
        buried(it);
        it.write(".git/info/grafts", format!("{} {}\n", id(it, "HEAD"), id(it, "main")));
    })
    .of_format(|| Stage::in_format(&["--ref-format=reftable"])),
    refused("a graft that the environment names to the git program", |it| {
        buried(it);
        it.write("../grafts", format!("{} {}\n", id(it, "HEAD"), id(it, "main")));
    })
    .among(&[("GIT_GRAFT_FILE", "TOP/../grafts")])
    .of_format(|| Stage::in_format(&["--object-format=sha256"])),
    fails("a tag with the name of the base, for the git program", "refs/heads/main", |it| {
        title(it);
        let other = another_main(it);
        it.git(&["tag", "main", &other]);
    })
    .of_format(|| Stage::in_format(&["--ref-format=reftable"])),
    refused("another repository that the environment names to the git program", title)
        .after(|it| it.git(&["clone", "--quiet", "--bare", ".", "../clean.git"]).clear())
        .among(&[("GIT_DIR", "TOP/../clean.git"), ("GIT_OBJECT_DIRECTORY", "TOP/..")])
        .of_format(|| Stage::in_format(&["--object-format=sha256"])),
];

#[test]
fn the_objects_count_and_nothing_around_them() {
    each_gets_its_verdict(ATTACKS);
}
