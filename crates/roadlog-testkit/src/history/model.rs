//! A plan as a generated history has it, and its text.

use std::fmt::Write;

use super::deeds::Scope;
use crate::generate::random::Random;

/// The people, and what each may do.
const POLICY: &str = "\
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

[people.bot]
emails = [\"bot@shop.example\"]
roles = [\"agent\"]

[people.zoe]
emails = [\"zoe@shop.example\"]
roles = [\"maintainer\"]
";

/// Words that are not like each other.
const WORDS: [&str; 6] = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"];

const MAILMAP: &str = "Maria Kovač <maria@shop.example> <maria@old.example>\n";

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Model {
    pub(super) backlogs: Vec<Backlog>,
    /// What initiative and goal are called, and how much a metric came to.
    pub(super) goal: usize,
    pub(super) initiative: usize,
    pub(super) current: usize,
    /// What the sprint is for, and how much fits into it.
    pub(super) sprint: usize,
    pub(super) capacity: usize,
    /// Rules with another level, and addresses that are mapped.
    pub(super) rules: usize,
    pub(super) aliases: usize,
    /// What changes no plan.
    pub(super) notes: usize,
    pub(super) next: usize,
}

/// A file of the backlog, of one product owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Backlog {
    pub(super) owner: &'static str,
    pub(super) name: usize,
    pub(super) items: Vec<Item>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Item {
    /// What it is known by to branches, whatever its id is.
    pub(super) key: usize,
    pub(super) id: usize,
    pub(super) kind: &'static str,
    pub(super) title: usize,
    pub(super) prose: usize,
    pub(super) status: &'static str,
    pub(super) owner: Option<&'static str>,
    pub(super) assignee: Option<&'static str>,
    pub(super) points: usize,
    pub(super) value: usize,
    pub(super) is_in_sprint: bool,
    pub(super) is_blocked: bool,
    pub(super) tests: usize,
    pub(super) needs: Vec<usize>,
    /// Label, words and mark.
    pub(super) criteria: Vec<(usize, usize, char)>,
    /// Who asked, what, and whether it is answered.
    pub(super) questions: Vec<(&'static str, usize, bool)>,
    pub(super) creator: &'static str,
}

impl Model {
    pub(super) fn base(random: &mut Random) -> Self {
        let mut model = Self {
            backlogs: Vec::new(),
            goal: 0,
            initiative: 0,
            current: 50,
            sprint: 0,
            capacity: 20,
            rules: 0,
            aliases: 0,
            notes: 0,
            next: 1,
        };
        for owner in ["maria", "noah"] {
            let mut items: Vec<_> = (0..6 + random.below(6)).map(|_| model.newcomer(random, owner)).collect();
            // What is ready stands above what is not.
            items.sort_by_key(|item| item.status == "draft");
            model.backlogs.push(Backlog { owner, name: 0, items });
        }
        model
    }

    fn newcomer(&mut self, random: &mut Random, owner: &'static str) -> Item {
        let (kind, status) = (["story", "bug", "task", "spike"], ["draft", "ready", "doing", "review"]);
        let assignee = random.chance(40).then_some("li");
        let criteria = (0..random.below(3)).map(|label| (label, label, ' ')).collect();
        let (kind, status) = (kind[random.below(4)], status[random.below(4)]);
        Item { owner: Some(owner), assignee, criteria, ..self.new_item(kind, status, "zoe") }
    }

    /// An item that is not yet in any file.
    pub(super) fn new_item(&mut self, kind: &'static str, status: &'static str, creator: &'static str) -> Item {
        let id = self.next;
        self.next += 1;
        Item { key: id, id, kind, status, creator, ..Item::default() }
    }

    /// Takes over what a branch made of its items.
    pub(super) fn take(&mut self, branch: &Self, scope: &Scope) {
        let theirs: Vec<&Item> = branch.backlogs.iter().flat_map(|backlog| &backlog.items).collect();
        for item in self.backlogs.iter_mut().flat_map(|backlog| &mut backlog.items) {
            if let Some(other) = theirs.iter().find(|other| other.key == item.key && scope.includes(other)) {
                *item = (*other).clone();
            }
        }
        self.next = self.next.max(branch.next);
    }

    /// The files of a commit: mode, path and content.
    pub(super) fn files(&self) -> Vec<(&'static str, String, String)> {
        let mut files = vec![("100644", "roadlog.toml".to_owned(), self.policy())];
        let aliases = (0..self.aliases).map(|nth| format!("Li Wei <li@shop.example> <li{nth}@old.example>\n"));
        files.push(("100644", ".mailmap".to_owned(), MAILMAP.to_owned() + &aliases.collect::<String>()));
        files.push(("100644", "shop.roadmap".to_owned(), self.roadmap()));
        files.push(("100644", "README.md".to_owned(), format!("Note {}\n", self.notes)));
        for (nth, backlog) in self.backlogs.iter().enumerate() {
            let sprint = if nth == 0 { self.sprint() } else { String::new() };
            let items = backlog.items.iter().map(Item::text);
            let path = format!("{}{}.backlog", backlog.owner, ["", "/work", "-2"][backlog.name % 3]);
            files.push(("100644", path, format!("# {}\n\n{sprint}{}", self.notes, items.collect::<String>())));
        }
        files
    }

    fn policy(&self) -> String {
        if self.rules == 0 {
            return POLICY.to_owned();
        }
        format!("{POLICY}\n[rules]\n\"story/title-form\" = \"{}\"\n", ["off", "info", "warning"][self.rules % 3])
    }

    fn roadmap(&self) -> String {
        let Self { goal, initiative, current, .. } = self;
        format!(
            "goal G-1 Goal number {goal}\n  status: active\n  owner: @ana\n\n\
             initiative I-1 Initiative number {initiative}\n  for: G-1\n  status: active\n  owner: @ana\n\n\
             metric M-1 Checkout completion\n  for: G-1\n  baseline: 54%\n  target: 90%\n  current: {current}%\n"
        )
    }

    fn sprint(&self) -> String {
        let Self { sprint, capacity, .. } = self;
        format!("sprint PAY-s1 Aim number {sprint}\n  status: active\n  owner: @maria\n  capacity: {capacity}\n\n")
    }
}

impl Item {
    fn text(&self) -> String {
        let Self { kind, id, title, status, prose, .. } = self;
        let mut text = format!("{kind} PAY-{id} Title {title} of {}\n", self.key);
        let mut line = |line: String| {
            let _written = writeln!(text, "  {line}");
        };
        if *prose > 0 {
            line(format!("So it is, in words that number {prose}."));
        }
        line(format!("status: {status}"));
        if *status == "rejected" {
            line("reason: something is missing".to_owned());
        }
        if *kind == "story" || *kind == "bug" {
            line("for: I-1".to_owned());
        }
        self.owner.into_iter().for_each(|owner| line(format!("owner: @{owner}")));
        self.assignee.into_iter().for_each(|assignee| line(format!("assignee: @{assignee}")));
        if self.points > 0 {
            line(format!("points: {}", self.points));
        }
        if self.value > 0 {
            line(format!("value: {}", self.value));
        }
        if self.is_in_sprint {
            line("sprint: PAY-s1".to_owned());
        }
        if self.is_blocked {
            line("blocked: the supplier is late".to_owned());
        }
        if self.tests > 0 {
            line(format!("tests: tests/pay{}.rs", self.tests));
        }
        if !self.needs.is_empty() {
            let ids: Vec<_> = self.needs.iter().map(|id| format!("PAY-{id}")).collect();
            line(format!("needs: {}", ids.join(", ")));
        }
        for (label, words, mark) in &self.criteria {
            let word = WORDS[words % 6].repeat(1 + words / 6 % 3);
            line(format!("[{mark}] Given {word} of {label}, it is {word} still ^c{label}"));
        }
        for (_, question, is_answered) in &self.questions {
            line(format!("? Is it {} {question}", WORDS[question % 6]));
            if *is_answered {
                line("! It is".to_owned());
            }
        }
        text + "\n"
    }
}
