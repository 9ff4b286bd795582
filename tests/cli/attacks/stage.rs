//! The repository in which attacks are played: its people, its plan, and what somebody may do in it with git.

use std::path::Path;
use std::process::Stdio;
use std::sync::OnceLock;

use roadlog_testkit::Repository;

use crate::git::search_path;
use crate::harness::{Run, TODAY};

pub(super) const ANA: &str = "Ana Lima <ana@shop.example>";
pub(super) const MARIA: &str = "Maria Kovač <maria@shop.example>";
pub(super) const NOAH: &str = "Noah Berg <noah@shop.example>";
pub(super) const LI: &str = "Li Wei <li@shop.example>";
pub(super) const TOM: &str = "Tom Okafor <tom@shop.example>";
pub(super) const KIM: &str = "Kim Sato <kim@shop.example>";
pub(super) const SAM: &str = "Sam Okoro <sam@shop.example>";
pub(super) const ZOE: &str = "Zoe Marsh <zoe@shop.example>";
pub(super) const BOT: &str = "Helper <bot@shop.example>";
pub(super) const MAX: &str = "Max Left <max@shop.example>";
pub(super) const EVE: &str = "Eve <eve@elsewhere.example>";

/// Product ownership's file, product management's, the policy, and the names of addresses.
pub(super) const BACKLOG: &str = "shop.backlog";
pub(super) const ROADMAP: &str = "shop.roadmap";
pub(super) const POLICY: &str = "roadlog.toml";
pub(super) const MAILMAP: &str = ".mailmap";

const PEOPLE: &str = "\
[team]
shape = \"separate\"

[people.ana]
emails = [\"ana@shop.example\"]
roles = [\"product-manager\"]

[people.maria]
emails = [\"maria@shop.example\"]
roles = [\"product-owner\"]

[people.noah]
emails = [\"noah@shop.example\"]
roles = [\"product-owner\"]

[people.li]
emails = [\"li@shop.example\"]
roles = [\"developer\"]

[people.tom]
emails = [\"tom@shop.example\"]
roles = [\"developer\"]

[people.kim]
emails = [\"kim@shop.example\"]
roles = [\"scrum-master\"]

[people.sam]
emails = [\"sam@shop.example\"]
roles = [\"stakeholder\"]

[people.zoe]
emails = [\"zoe@shop.example\"]
roles = [\"maintainer\"]

[people.bot]
emails = [\"bot@shop.example\"]
roles = [\"agent\", \"developer\"]

[people.max]
emails = [\"max@shop.example\"]
roles = [\"product-owner\"]
until = 2026-10-31

[teams]
payments = [\"maria\", \"li\"]
";

const PLAN: &str = "\
sprint PAY-s1 Guests can pay
  status: active
  owner: @maria
  when: 2026-11-16..2026-11-27

story PAY-1 Pay by card
  status: ready
  for: PAY-9
  owner: @maria
  assignee: @li
  points: 5

  [ ] Given a card, when I pay, then I am charged once ^charged
  [ ] Given a declined card, when I try another, then my cart is still there ^cart-kept

  ? Which cards do we take first? @ana

story PAY-2 Pay by invoice
  status: ready
  for: PAY-9
  owner: @noah

bug PAY-3 The button stays grey
  status: review
  owner: @maria
  assignee: @tom

  [x] Given a corrected number, when the field is left, then the button can be pressed

task PAY-4 Renew the certificate
  status: doing
  assignee: @li

epic PAY-9 Guest checkout
  for: I-1
  status: active
  owner: @maria

story PAY-5 Pay later
  status: draft
  owner: @maria
";

const DIRECTION: &str = "\
goal G-1 More buyers finish the checkout
  status: active
  owner: @ana

initiative I-1 Checkout without an account
  for: G-1
  status: active
  owner: @ana

metric M-1 Checkout completion
  for: G-1
  baseline: 54%
  target: 70%
  current: 58% 2026-11-02

launch L-1 Guest checkout for every shop
  for: I-1
  status: active
  [ ] The sales deck shows the new flow @sam
";

/// The one change that is nobody's but product ownership's.
pub(super) const TITLE: (&str, &str) = ("Pay by card", "Pay by card or cash");
/// A developer makes themself a product owner.
pub(super) const ROLE: (&str, &str) = (
    "[\"li@shop.example\"]\nroles = [\"developer\"]",
    "[\"li@shop.example\"]\nroles = [\"developer\", \"product-owner\"]",
);

/// A repository, and the program that is tested.
pub(super) struct Stage {
    pub(super) made: Repository,
}

impl Stage {
    /// A repository whose main branch has the plan and its people.
    pub(super) fn plain() -> Self {
        static MADE: OnceLock<Repository> = OnceLock::new();
        Self { made: MADE.get_or_init(|| Self::in_format(&[]).made).copied() }
    }

    /// The same, which keeps its objects or references in another way.
    pub(super) fn in_format(format: &[&str]) -> Self {
        let mut made = Repository::in_format(format);
        for (path, text) in [(POLICY, PEOPLE), (BACKLOG, PLAN), (ROADMAP, DIRECTION)] {
            made.write(path, text);
        }
        made.commit(ZOE, "Begin the plan");
        Self { made }
    }

    /// A repository whose people have keys, beside it in `keys`, and where signatures are demanded.
    pub(super) fn signed() -> Self {
        static MADE: OnceLock<Repository> = OnceLock::new();
        let make = || {
            let mut stage = Self::plain();
            let mut policy = stage.read(POLICY);
            for name in ["maria", "li", "max", "eve", "zoe"] {
                let key = stage.key(name);
                let emails = format!("emails = [\"{name}@shop.example\"]\n");
                policy = policy.replace(&emails, &format!("{emails}keys = [\"{}\"]\n", key.trim()));
            }
            stage.write(POLICY, policy + "\n[authority]\nidentity = \"signature\"\n");
            stage.commit(ZOE);
            stage.made
        };
        Self { made: MADE.get_or_init(make).copied() }
    }

    /// Makes a key that is called like this, and gives its public half.
    pub(super) fn key(&self, name: &str) -> String {
        let file = format!("../keys/{name}");
        self.write(&format!("{file}.pub"), "");
        std::fs::remove_file(self.path(&format!("{file}.pub"))).unwrap();
        let mut make = self.made.command("ssh-keygen");
        make.args(["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", &file]);
        assert!(make.status().unwrap().success());
        self.read(&format!("{file}.pub"))
    }

    pub(super) fn path(&self, path: &str) -> std::path::PathBuf {
        self.made.path().join(path)
    }

    pub(super) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap_or_default()
    }

    pub(super) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        self.made.write(path, text);
    }

    pub(super) fn append(&self, path: &str, text: &str) {
        self.write(path, self.read(path) + text);
    }

    /// Changes each first place of a text in a file.
    #[track_caller]
    pub(super) fn edit(&self, path: &str, changes: &[(&str, &str)]) {
        let mut text = self.read(path);
        for (before, after) in changes {
            assert!(text.contains(before), "{before} stands in {path}:\n{text}");
            text = text.replacen(before, after, 1);
        }
        self.write(path, text);
    }

    /// Commits everything.
    pub(super) fn commit(&mut self, who: &str) {
        self.made.commit(who, "Change the plan");
    }

    /// Commits everything with this message.
    pub(super) fn commit_with(&mut self, who: &str, message: &str) {
        self.made.commit(who, message);
    }

    /// Changes a file, and commits that.
    #[track_caller]
    pub(super) fn does(&mut self, who: &str, path: &str, changes: &[(&str, &str)]) {
        self.edit(path, changes);
        self.commit(who);
    }

    /// Adds to a file, and commits that.
    pub(super) fn adds(&mut self, who: &str, path: &str, text: &str) {
        self.append(path, text);
        self.commit(who);
    }

    #[track_caller]
    pub(super) fn git(&self, words: &[&str]) -> String {
        self.made.git(words)
    }

    /// Runs git as this person, however it ends.
    pub(super) fn tries(&self, who: &str, words: &[&str]) -> std::process::Output {
        let (name, email) = who.strip_suffix('>').and_then(|who| who.split_once(" <")).unwrap();
        let mut command = self.made.command("git");
        command.env("PATH", search_path());
        command.args(["-c", &format!("user.name={name}"), "-c", &format!("user.email={email}")]);
        command.args(words).stdin(Stdio::null()).output().unwrap()
    }

    /// Runs git as this person.
    #[track_caller]
    pub(super) fn git_as(&self, who: &str, words: &[&str]) {
        let output = self.tries(who, words);
        assert!(output.status.success(), "{words:?}: {output:?}");
    }

    /// Commits everything, signed with a key of `keys`.
    pub(super) fn signs(&self, key: &str, author: &str, words: &[&str]) {
        self.git(&["add", "--all"]);
        let file = format!("user.signingkey={}", self.path(&format!("../keys/{key}")).display());
        let mut all = vec!["-c", "gpg.format=ssh", "-c", &file, "commit", "--quiet", "-S", "-m", "Change the plan"];
        all.extend(["--allow-empty", "--author", author]);
        all.extend(words);
        self.git_as(author, &all);
    }

    /// Puts an object of any bytes into the store, past everything that git checks, and gives its id.
    pub(super) fn object(&self, kind: &str, bytes: impl AsRef<[u8]>) -> String {
        self.write("../object", bytes);
        self.git(&["hash-object", "-t", kind, "-w", "--literally", "../object"]).trim().to_owned()
    }

    /// Writes the last commit anew with other bytes.
    pub(super) fn forge(&self, change: fn(String) -> String) {
        let id = self.object("commit", change(self.git(&["cat-file", "commit", "HEAD"])));
        self.git(&["update-ref", "HEAD", &id]);
    }

    /// Commits the tree that has this id, on top of what there is.
    pub(super) fn commit_tree(&self, who: &str, tree: &str, parents: &[&str]) {
        let head = self.git(&["rev-parse", "HEAD"]);
        let parents = if parents.is_empty() { vec![head.trim()] } else { parents.to_vec() };
        let parents: Vec<String> = parents.iter().map(|parent| format!("parent {parent}\n")).collect();
        let parents = parents.concat();
        let person = format!("{who} 1794900000 +0000");
        let commit = format!("tree {tree}\n{parents}author {person}\ncommitter {person}\n\nChange the plan\n");
        let id = self.object("commit", commit);
        self.git(&["update-ref", "HEAD", &id]);
    }

    /// What the check says of a range, in a place beside the work tree.
    pub(super) fn check(&self, place: &str, environment: &[(&str, &str)], range: &[&str; 2], words: &[&str]) -> Run {
        let mut command = self.made.command(env!("CARGO_BIN_EXE_roadlog"));
        let top = self.made.path();
        let [base, head] = range;
        command.current_dir(top.join(place)).args([
            "check",
            &format!("--base={base}"),
            &format!("--head={head}"),
            "--today",
            TODAY,
        ]);
        command.args(["--rule", "authority", "--rule", "history", "--level", "error"]).args(words);
        let named = |value: &str| value.replace("TOP", &Path::new(&top).display().to_string());
        command.envs(environment.iter().map(|(name, value)| (name, named(value)))).stdin(Stdio::null());
        Run::of(&command.output().unwrap())
    }
}
