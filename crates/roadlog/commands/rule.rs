//! `roadlog rule`: the catalogue, or one rule explained.

use std::io::{self, Write};

use anstyle::Style;
use clap::Args;
use roadlog_lint::suggest::{nearest, nearest_rule};
use roadlog_lint::{Fixes, OptionDefault, RULES, Rule, RuleOption};
use roadlog_report::page::{Line, Role, aligned};

use crate::errors::{Error, Outcome};
use crate::output::page::{role_of, style, write_lines, write_styled};
use crate::output::sinks;
use crate::session::Session;
use crate::wrap::wrap;

/// The columns that the words of an explanation are wrapped to.
const WIDTH: usize = 80;

/// Explain a rule, or list all of them
#[derive(Args, Debug)]
#[command(
    before_help = "Explain a rule: why it is there, a bad and a good example, and its options. Without a name, \
             or with the name of a group, list the rules with their levels.",
    after_help = "Example:\n  roadlog rule acceptance/vague-term"
)]
pub(crate) struct Arguments {
    /// A rule, such as acceptance/vague-term or vague-term, or a group, such as acceptance
    name: Option<String>,
}

/// Explains, or lists.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let writer = Writer { color: session.color, out };
    match &arguments.name {
        None => writer.catalogue(RULES)?,
        Some(name) => {
            let of_group = in_group(name);
            if of_group.is_empty() { writer.explanation(named(name)?)? } else { writer.catalogue(&of_group)? }
        }
    }
    Ok(Outcome::Fine)
}

fn group(rule: &Rule) -> &'static str {
    rule.name.split_once('/').map_or(rule.name, |(group, _)| group)
}

fn in_group(name: &str) -> Vec<&'static Rule> {
    RULES.iter().copied().filter(|rule| group(rule) == name).collect()
}

/// The rules of a group or of one name, with its group or, where no other rule is called so, without.
///
/// # Errors
/// A name that no rule has, with the near miss.
pub(crate) fn selected(name: &str) -> Result<Vec<&'static Rule>, Error> {
    let of_group = in_group(name);
    if of_group.is_empty() { named(name).map(|rule| vec![rule]) } else { Ok(of_group) }
}

fn named(name: &str) -> Result<&'static Rule, Error> {
    let bare = |rule: &Rule| rule.name.split_once('/').is_some_and(|(_, bare)| bare == name);
    if let Some(rule) = roadlog_lint::rule(name) {
        return Ok(rule);
    }
    match RULES.iter().copied().filter(|rule| bare(rule)).collect::<Vec<_>>()[..] {
        [rule] => Ok(rule),
        _ => Err(unknown(name)),
    }
}

fn unknown(name: &str) -> Error {
    let groups = RULES.iter().map(|rule| group(rule));
    let near = nearest_rule(name).or_else(|| nearest(name, groups));
    let hint =
        near.map_or_else(|| "see all of them with `roadlog rule`".to_owned(), |near| format!("did you mean {near}?"));
    Error::user(format!("there is no rule {name}"), hint)
}

/// Writes about rules, whose words are the program's own.
struct Writer<'o> {
    color: bool,
    out: &'o mut dyn Write,
}

impl Writer<'_> {
    fn catalogue(self, rules: &[&'static Rule]) -> io::Result<()> {
        let mut rest = rules;
        let mut gap = "";
        while let Some(first) = rest.first() {
            let same = rest.iter().take_while(|rule| group(rule) == group(first)).count();
            let (of_group, others) = rest.split_at(same);
            rest = others;
            self.out.write_all(std::mem::replace(&mut gap, "\n").as_bytes())?;
            write_styled(self.out, self.color, Style::new().bold(), group(first))?;
            self.out.write_all(b"\n")?;
            let rows = of_group.iter().map(|rule| row(rule)).collect();
            write_lines(self.out, self.color, &aligned(rows))?;
        }
        Ok(())
    }

    fn explanation(mut self, rule: &Rule) -> io::Result<()> {
        write_styled(self.out, self.color, Style::new().bold(), rule.name)?;
        self.out.write_all(b" (")?;
        let (level, look) = level(rule);
        write_styled(self.out, self.color, style(look), level)?;
        let fix = match rule.fix {
            Fixes::None => "",
            Fixes::Assist => "; an editor offers a way to mend it",
            Fixes::Safe => "; `roadlog check --fix` mends it",
        };
        writeln!(self.out, "{fix})")?;
        self.wrapped(rule.summary)?;
        self.heading("Why")?;
        self.wrapped(rule.why)?;
        self.example("Bad", rule.bad)?;
        self.example("Good", rule.good)?;
        if !rule.options.is_empty() {
            self.heading("Options")?;
            rule.options.iter().try_for_each(|option| self.option(option))?;
        }
        self.heading("In roadlog.toml")?;
        writeln!(self.out, "  [rules]\n  \"{}\" = \"off\"    # or error, warn, info", rule.name)?;
        self.settings(rule)
    }

    fn heading(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(b"\n")?;
        write_styled(self.out, self.color, Style::new().bold(), text)?;
        self.out.write_all(b"\n")
    }

    /// A paragraph a line of the text, indented and wrapped.
    fn wrapped(&mut self, text: &str) -> io::Result<()> {
        for paragraph in text.split("\n\n") {
            for line in wrap(paragraph, 0, WIDTH - 2) {
                writeln!(self.out, "  {line}")?;
            }
        }
        Ok(())
    }

    /// An example as the rule has it; the marks under the lines of a bad one say what is found there.
    fn example(&mut self, title: &str, text: &str) -> io::Result<()> {
        self.heading(title)?;
        for line in text.trim_matches('\n').lines() {
            writeln!(self.out, "{}", format!("  {}", sinks::terminal(line)).trim_end())?;
        }
        Ok(())
    }

    fn option(&mut self, option: &RuleOption) -> io::Result<()> {
        let text = format!("{} (default {}): {}", option.name, toml(&option.default), option.meaning);
        self.wrapped(&text)
    }

    fn settings(&mut self, rule: &Rule) -> io::Result<()> {
        let Some(option) = rule.options.first() else { return Ok(()) };
        writeln!(self.out, "\n  [rules.options.\"{}\"]\n  {} = {}", rule.name, option.name, toml(&option.default))
    }
}

fn row(rule: &Rule) -> Vec<Line> {
    let bare = rule.name.split_once('/').map_or(rule.name, |(_, bare)| bare);
    let (level, look) = level(rule);
    let [name, summary] = [format!("  {bare}"), rule.summary.to_owned()].map(|text| Line::of(text, Role::Plain));
    vec![name, Line::of(level, look), summary]
}

/// The level of a rule, and how it looks.
fn level(rule: &Rule) -> (&'static str, Role) {
    match rule.level {
        Some(level) => (level.name(), role_of(level)),
        None => ("off", Role::Muted),
    }
}

/// A default as it would stand in roadlog.toml.
fn toml(default: &OptionDefault) -> String {
    match default {
        OptionDefault::Integer(number) => number.to_string(),
        OptionDefault::Bool(on) => on.to_string(),
        OptionDefault::List(words) => format!("{words:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: Option<&str>) -> Result<String, Error> {
        let writer = |out: &mut Vec<u8>| -> Result<(), Error> {
            let writer = Writer { color: false, out };
            match name {
                None => writer.catalogue(RULES)?,
                Some(name) => writer.explanation(named(name)?)?,
            }
            Ok(())
        };
        let mut out = Vec::new();
        writer(&mut out)?;
        Ok(String::from_utf8(out).unwrap())
    }

    #[test]
    fn the_catalogue_lists_every_rule_below_its_group() {
        let catalogue = told(None).unwrap();
        for rule in RULES {
            let (group, name) = rule.name.split_once('/').unwrap();
            assert!(catalogue.contains(&format!("{group}\n")), "{group}");
            assert!(catalogue.contains(&format!("\n  {name} ")), "{name}");
        }
    }

    #[test]
    fn every_rule_is_explained_with_why_bad_good_and_every_option() {
        for rule in RULES {
            let text = told(Some(rule.name)).unwrap();
            for part in ["\nWhy\n", "\nBad\n", "\nGood\n"] {
                assert!(text.contains(part), "{}: {part}", rule.name);
            }
            assert_eq!(text.contains("\nOptions\n"), !rule.options.is_empty(), "{}", rule.name);
            assert!(rule.options.iter().all(|option| text.contains(option.name)), "{}", rule.name);
        }
    }

    #[test]
    fn a_rule_is_found_without_its_group_and_a_near_miss_is_suggested() {
        let full = RULES[0].name;
        let (_, bare) = full.split_once('/').unwrap();
        assert_eq!(named(bare).unwrap().name, full);
        let slip = format!("{full}x");
        assert_eq!(named(&slip).unwrap_err().hint, format!("did you mean {full}?"));
    }
}
