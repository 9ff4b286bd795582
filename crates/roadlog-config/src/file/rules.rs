//! `[rules]`: how much each rule matters, and its options, as written: which rules there are is not known here.

use smol_str::SmolStr;
use toml::de::DeValue;

use super::source::{Node, Source, get};
use crate::Spanned;
use crate::tables::RuleLevel;

/// A line of `[rules]`.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleEntry {
    /// A rule, `acceptance/vague-term`, or a group, `acceptance`, as written.
    pub name: Spanned<SmolStr>,
    /// What its findings count as.
    pub level: Spanned<RuleLevel>,
}

/// A line below `[rules.options."group/name"]`.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionEntry {
    /// The rule, as written.
    pub rule: Spanned<SmolStr>,
    /// The option, as written.
    pub name: Spanned<SmolStr>,
    /// What it is set to.
    pub value: Spanned<OptionValue>,
}

/// What an option is set to, before its rule has looked at it.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionValue {
    /// A whole number.
    Integer(i64),
    /// A number with decimals.
    Float(f64),
    /// true or false.
    Bool(bool),
    /// A text.
    String(SmolStr),
    /// A list of texts.
    StringList(Vec<SmolStr>),
}

impl OptionValue {
    /// What the value is called in a message: `a list of texts`.
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::Integer(_) => "a whole number",
            Self::Float(_) => "a number",
            Self::Bool(_) => "true or false",
            Self::String(_) => "a text",
            Self::StringList(_) => "a list of texts",
        }
    }
}

/// The key of `[rules]` that is no rule.
const OPTIONS: &str = "options";

pub(super) fn read<'t>(source: &Source<'t>, table: Option<&Node<'t>>) -> Vec<RuleEntry> {
    let entries = source.entries(table).into_iter().filter(|(key, _)| key.value != OPTIONS);
    let entry = |(key, node): super::Entry<'_, 't>| {
        let level = source.text(node)?;
        let level = Spanned::new(RuleLevel::named(&level)?, level.span);
        Some(RuleEntry { name: key.map(SmolStr::new), level })
    };
    entries.filter_map(entry).collect()
}

pub(super) fn read_options<'t>(source: &mut Source<'t>, table: Option<&Node<'t>>) -> Vec<OptionEntry> {
    let mut options = Vec::new();
    for (rule, table) in source.entries(get(table, OPTIONS)) {
        for (name, node) in source.entries(Some(table)) {
            if let Some(value) = value(source, node) {
                let value = Spanned::new(value, super::source::span(node));
                options.push(OptionEntry { rule: rule.map(SmolStr::new), name: name.map(SmolStr::new), value });
            }
        }
    }
    options
}

fn value<'t>(source: &mut Source<'t>, node: &Node<'t>) -> Option<OptionValue> {
    let read = match node.get_ref() {
        DeValue::String(text) => Some(OptionValue::String(SmolStr::new(text))),
        DeValue::Boolean(on) => Some(OptionValue::Bool(*on)),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok().map(OptionValue::Integer),
        DeValue::Float(number) => {
            number.as_str().parse().ok().filter(|number: &f64| number.is_finite()).map(OptionValue::Float)
        }
        DeValue::Array(_) => {
            let texts = source.texts(Some(node)).into_iter().map(|text| SmolStr::new(text.value)).collect();
            return Some(OptionValue::StringList(texts));
        }
        DeValue::Datetime(_) | DeValue::Table(_) => return None,
    };
    if read.is_none() {
        source.invalid(super::source::span(node), "this number is out of range: write a smaller one");
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{clean, told};

    #[test]
    fn levels_of_rules_and_groups_in_the_order_of_the_file() {
        let file = clean("[rules]\nstory = \"off\"\n\"acceptance/vague-term\" = \"error\"\n");
        let rules: Vec<_> = file.rules.iter().map(|it| (it.name.value.as_str(), it.level.value)).collect();
        assert_eq!(rules, [("story", RuleLevel::Off), ("acceptance/vague-term", RuleLevel::Error)]);
        assert_eq!(file.rules[0].name.span, roadlog_syntax::Span::new(8, 13));
    }

    #[test]
    fn options_of_every_type() {
        let file =
            clean("[rules.options.\"a/b\"]\nt = \"x\"\nn = -8\nf = 0.5\nb = true\nl = [\"x\", \"y\"]\nh = 0x10\n");
        let values: Vec<_> = file.options.into_iter().map(|it| it.value.value).collect();
        let expected = [
            OptionValue::String("x".into()),
            OptionValue::Integer(-8),
            OptionValue::Float(0.5),
            OptionValue::Bool(true),
            OptionValue::StringList(vec!["x".into(), "y".into()]),
            OptionValue::Integer(16),
        ];
        assert_eq!(values, expected);
    }

    #[test]
    fn levels_that_are_none() {
        told(
            "[rules]\nstory = \"‹errror›\"\n",
            "config/invalid `errror` cannot stand here: \"error\", \"warn\", \"info\" and \"off\" can; did you mean `error`?",
        );
        told(
            "[rules]\nstory = ‹false›\n",
            "config/invalid `story` should be \"error\", \"warn\", \"info\" or \"off\", and this is true or false",
        );
        told(
            "[rules]\nstory = \"‹warning›\"\n",
            "config/invalid `warning` cannot stand here: \"error\", \"warn\", \"info\" and \"off\" can; did you mean `warn`?",
        );
    }

    #[test]
    fn options_that_are_none() {
        told(
            "[rules.options.\"a/b\"]\nmax = ‹2026-01-01›\n",
            "config/invalid `max` should be a number, a text, true, false, or a list of texts, and this is a date",
        );
        told(
            "[rules.options.\"a/b\"]\nmax = ‹99999999999999999999›\n",
            "config/invalid this number is out of range: write a smaller one",
        );
        told(
            "[rules.options.\"a/b\"]\nmax = ‹nan›\n",
            "config/invalid this number is out of range: write a smaller one",
        );
        told(
            "[rules.options.\"a/b\"]\nwords = [\"x\", ‹1›]\n",
            "config/invalid `words` should hold texts alone, and this is a number",
        );
    }
}
