//! What a rule is: its name, its level, what it says and why, with examples that are run as tests.

use roadlog_config::{Config, OptionValue, Phase};
use roadlog_model::{ItemRef, Plan, PlanFile, PlanItem};
use smol_str::SmolStr;

use crate::context::Context;
use crate::finding::Level;
use crate::judged::JudgedRange;

/// A rule of the catalogue. One file each; the registry lists them.
#[derive(Debug)]
pub struct Rule {
    /// `group/name`: what people configure, suppress, search and link.
    pub name: &'static str,
    /// The level where nothing is configured; `None` is off.
    pub level: Option<Level>,
    /// What it says, in one sentence without the item's words.
    pub summary: &'static str,
    /// Why it matters, in a paragraph or two.
    pub why: &'static str,
    /// A plan in which it speaks, each finding marked (see `roadlog-testkit`); the first file is `plan.backlog`
    /// unless it says otherwise.
    pub bad: &'static str,
    /// The same, mended: nothing to say.
    pub good: &'static str,
    /// Whether it mends what it finds.
    pub fix: Fixes,
    /// What can be set for it.
    pub options: &'static [RuleOption],
    /// Which items it speaks about.
    pub asks: Asks,
    /// How it looks.
    pub check: Check,
}

/// Whether a rule mends what it finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixes {
    /// It only tells.
    None,
    /// It offers a way, which somebody has to choose.
    Assist,
    /// At least one of its findings has a fix that is safe to apply unasked.
    Safe,
}

/// An option of a rule.
#[derive(Debug)]
pub struct RuleOption {
    /// Its key in `[rules.options."group/name"]`.
    pub name: &'static str,
    /// What it does.
    pub meaning: &'static str,
    /// Its value where nothing is set; also its type.
    pub default: OptionDefault,
}

/// The default, and with it the type, of an option.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OptionDefault {
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Bool(bool),
    /// A list of words.
    List(&'static [&'static str]),
}

impl OptionDefault {
    /// Whether an option of this type can be set to `value`.
    pub fn fits(self, value: &OptionValue) -> bool {
        match (self, value) {
            (Self::Integer(_), OptionValue::Integer(number)) => *number >= 0,
            (Self::Bool(_), OptionValue::Bool(_)) | (Self::List(_), OptionValue::StringList(_)) => true,
            _ => false,
        }
    }

    /// What such an option is set to, in words.
    pub const fn type_name(self) -> &'static str {
        match self {
            Self::Integer(_) => "a whole number, at least 0",
            Self::Bool(_) => "true or false",
            Self::List(_) => "a list of texts",
        }
    }
}

/// Which items a rule speaks about, by their phase. Items whose kind has no statuses count as ready. Where a header is
/// broken nobody knows which item it is, so that it is asked for syntax and references alone until that is mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// All, in archives too: syntax and references.
    Everything,
    /// All outside of archives.
    Live,
    /// Those that are ready or doing, outside of archives.
    ReadyOrDoing,
    /// Ready, doing and closed ones outside of archives.
    NotDraft,
}

impl Asks {
    /// Whether an item is asked.
    pub fn about(self, item: PlanItem<'_>) -> bool {
        self.about_facts(&ItemFacts::of(item))
    }

    /// Whether an item of which this holds is asked.
    const fn about_facts(self, item: &ItemFacts) -> bool {
        match self {
            Self::Everything => true,
            _ if item.is_archived || item.is_broken => false,
            Self::Live => true,
            Self::ReadyOrDoing => matches!(item.phase, None | Some(Phase::Ready | Phase::Doing)),
            Self::NotDraft => !matches!(item.phase, Some(Phase::Draft)),
        }
    }
}

/// What decides which rules ask an item, looked up once for all of them.
struct ItemFacts {
    /// `None` where its kind has no statuses.
    phase: Option<Phase>,
    is_archived: bool,
    is_broken: bool,
}

impl ItemFacts {
    fn of(item: PlanItem<'_>) -> Self {
        Self { phase: item.phase(), is_archived: item.file().is_archived(), is_broken: item.is_broken() }
    }
}

/// The values of [`Asks`] by which an item is asked, as bits.
#[derive(Clone, Copy)]
pub(crate) struct AskedBy(u8);

impl AskedBy {
    pub(crate) fn of(item: PlanItem<'_>) -> Self {
        let facts = ItemFacts::of(item);
        let all = [Asks::Everything, Asks::Live, Asks::ReadyOrDoing, Asks::NotDraft];
        Self(all.into_iter().filter(|asks| asks.about_facts(&facts)).fold(0, |set, asks| set | asks.bit()))
    }

    /// Whether a rule that asks so looks at the item.
    pub(crate) const fn has(self, asks: Asks) -> bool {
        self.0 & asks.bit() != 0
    }
}

impl Asks {
    const fn bit(self) -> u8 {
        1 << self as u8
    }

    /// Whether a rule that looks at whole files looks at this one.
    pub const fn about_file(self, archived: bool) -> bool {
        !archived || matches!(self, Self::Everything)
    }
}

/// How a rule looks at a plan.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// At each item of [`Rule::asks`]; at one with a broken header only where that is `Asks::Everything`.
    Item(fn(&mut Context<'_>, PlanItem<'_>)),
    /// At the same items, by what [`Context::history`] tells: where that is not known, the rule may be silent about what it
    /// finds elsewhere.
    History(fn(&mut Context<'_>, PlanItem<'_>)),
    /// At each file, for what belongs to no item too.
    File(fn(&mut Context<'_>, FileView<'_>)),
    /// At each file, for its items one by one: what it says of one follows from that item, and from what it asks of the
    /// plan, but not from the items around it.
    Each(fn(&mut Context<'_>, FileView<'_>)),
    /// At some items of the plan together, wherever they stand: at those of one group, then at those of the next. The
    /// smaller the groups, the less is looked at again when one of their items changes.
    Among {
        /// The groups that an item is in: of most none.
        groups: fn(&Context<'_>, PlanItem<'_>) -> Vec<Group>,
        /// At the items of a group, which are in the order of the plan and at least one.
        check: fn(&mut Context<'_>, &Group, &[PlanItem<'_>]),
    },
    /// At the plan as a whole.
    Plan(fn(&mut Context<'_>, &Plan)),
    /// At the configuration.
    Config(fn(&mut Context<'_>, &Config)),
    /// At the commits of a range, where one is given. The base of the range says whether the rule is on and at which level,
    /// and no comment of the range allows what it finds.
    Range(fn(&mut Context<'_>, &JudgedRange<'_>)),
    /// The engine itself reports it: suppressions.
    Engine,
}

/// A group of items that a rule looks at together, by a name that the rule chooses: that of whoever works on them, say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Group(pub SmolStr);

impl Group {
    /// The one group of a rule that looks at all its items together: that one where an item is among them, else none.
    pub fn all(is_among: bool) -> Vec<Self> {
        if is_among { vec![Self::default()] } else { Vec::new() }
    }
}

/// A file of the plan, with the plan around it.
#[derive(Clone, Copy, Debug)]
pub struct FileView<'p> {
    /// The plan.
    pub plan: &'p Plan,
    /// The file's place in it.
    pub index: u32,
    /// The file.
    pub file: &'p PlanFile,
    /// The node of the only item that is looked at, where it is not all of them.
    pub(crate) only: Option<u32>,
}

impl<'p> FileView<'p> {
    /// All of a file.
    pub(crate) const fn new(plan: &'p Plan, index: u32, file: &'p PlanFile) -> Self {
        Self { plan, index, file, only: None }
    }

    /// Its items, in order.
    pub fn items(self) -> impl Iterator<Item = PlanItem<'p>> {
        let all = self.only.is_none().then(|| self.plan.items_of(self.index)).into_iter().flatten();
        all.chain(self.only.and_then(|node| self.plan.item(ItemRef { file: self.index, node })))
    }
}
