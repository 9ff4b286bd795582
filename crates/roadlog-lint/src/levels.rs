//! How much each rule matters for each file: the defaults, and what `[rules]` says, the nearest file last.

use roadlog_config::{Config, RuleLevel, Settings};
use roadlog_model::PlanFile;
use rustc_hash::FxHashMap;

use crate::finding::Level;
use crate::registry::RULES;
use crate::rule::Rule;

/// The level of each rule, for each set of settings that files can have.
pub(crate) struct Levels {
    by_settings: FxHashMap<usize, Vec<Option<Level>>>,
    root: Vec<Option<Level>>,
}

impl Levels {
    /// They hold for the files of a plan with this very configuration, and not only with the same.
    pub(crate) fn new(config: &Config, only: Option<&[&'static str]>) -> Self {
        let levels = |settings| (key(settings), resolved(settings, only));
        Self { by_settings: config.every_settings().map(levels).collect(), root: resolved(&config.settings(""), only) }
    }

    /// The level of `rule` for the items of `file`; `None` where it is off.
    pub(crate) fn of_file(&self, rule: &'static Rule, file: &PlanFile) -> Option<Level> {
        self.at(place(rule)?, file)
    }

    /// The same, of the rule at this place of the catalogue.
    pub(crate) fn at(&self, place: usize, file: &PlanFile) -> Option<Level> {
        *self.by_settings.get(&key(file.settings()))?.get(place)?
    }

    /// The level of `rule` for the workspace as a whole.
    pub(crate) fn of_root(&self, rule: &'static Rule) -> Option<Level> {
        *self.root.get(place(rule)?)?
    }

    /// Whether the rule at this place of the catalogue is on for any file that there can be.
    pub(crate) fn is_on(&self, place: usize) -> bool {
        self.root[place].is_some() || self.by_settings.values().any(|levels| levels[place].is_some())
    }
}

/// Files share their settings, so that where those stand tells them apart.
fn key(settings: &Settings) -> usize {
    std::ptr::from_ref(settings) as usize
}

fn place(rule: &'static Rule) -> Option<usize> {
    RULES.iter().position(|other| std::ptr::eq(*other, rule))
}

fn resolved(settings: &Settings, only: Option<&[&'static str]>) -> Vec<Option<Level>> {
    RULES.iter().map(|rule| of_rule(rule, settings, only)).collect()
}

/// The level of a rule under these settings; `None` where it is off or not asked for.
pub(crate) fn of_rule(rule: &'static Rule, settings: &Settings, only: Option<&[&'static str]>) -> Option<Level> {
    let wanted = only.is_none_or(|only| only.contains(&rule.name));
    // A rule that is asked for by name runs even where it is off, at its level or as a warning.
    let forced = only.is_some_and(|only| only.contains(&rule.name));
    let level = match settings.rule_level(rule.name) {
        Some(RuleLevel::Error) => Some(Level::Error),
        Some(RuleLevel::Warn) => Some(Level::Warning),
        Some(RuleLevel::Info) => Some(Level::Info),
        Some(RuleLevel::Off) => None,
        None => rule.level,
    };
    if forced { level.or(Some(Level::Warning)) } else { level.filter(|_| wanted) }
}
