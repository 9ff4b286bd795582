//! The pages about the rules: a list of all, and a page for each group, from what the rules say of themselves.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use roadlog_lint::{Asks, Check, Fixes, Level, OptionDefault, RULES, Rule};
use roadlog_testkit::{Fixture, FixtureFile};

use crate::Repository;
use crate::generate::Pages;

/// The folder that the pages stand in.
pub const FOLDER: &str = "docs/rules/";

/// The list of all rules, and the page of each group.
///
/// # Errors
/// None; the signature is that of every generator.
pub fn pages(_: &Repository) -> io::Result<Pages> {
    let mut pages = BTreeMap::from([(format!("{FOLDER}README.md"), list())]);
    for group in groups() {
        pages.insert(format!("{FOLDER}{group}.md"), page(group));
    }
    Ok(pages)
}

/// The groups, in the order of the catalogue.
fn groups() -> Vec<&'static str> {
    let mut groups: Vec<_> = RULES.iter().map(|rule| parts(rule).0).collect();
    groups.dedup();
    groups
}

fn parts(rule: &Rule) -> (&'static str, &'static str) {
    rule.name.split_once('/').unwrap_or(("", rule.name))
}

fn list() -> String {
    let mut text = String::from(
        "# Rules\n\nEvery rule of `roadlog check`, by group. The level is the one that holds where roadlog.toml says nothing; \
         *fix*: `--fix` mends it, *assist*: an editor offers a way. `roadlog rule NAME` tells the same in a terminal. This \
         page and the others of this folder are generated from the rules: `cargo xtask generate`.\n",
    );
    for group in groups() {
        let _ =
            write!(text, "\n## [{group}]({group}.md)\n\n| rule | level | mends | says |\n| --- | --- | --- | --- |\n");
        for rule in RULES.iter().filter(|rule| parts(rule).0 == group) {
            let name = parts(rule).1;
            let (level, fix) = (level(rule), fix(rule));
            let _ = writeln!(text, "| [{name}]({group}.md#{name}) | {level} | {fix} | {} |", cell(rule.summary));
        }
    }
    text
}

const fn level(rule: &Rule) -> &'static str {
    match rule.level {
        Some(Level::Error) => "error",
        Some(Level::Warning) => "warning",
        Some(Level::Info) => "info",
        None => "off",
    }
}

const fn fix(rule: &Rule) -> &'static str {
    match rule.fix {
        Fixes::None => "",
        Fixes::Assist => "assist",
        Fixes::Safe => "fix",
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn page(group: &str) -> String {
    let mut text = format!("# Rules: {group}\n\n[All rules](README.md)\n");
    for rule in RULES.iter().filter(|rule| parts(rule).0 == group) {
        section(&mut text, rule);
    }
    text
}

fn section(text: &mut String, rule: &Rule) {
    let mends = match rule.fix {
        Fixes::None => "",
        Fixes::Assist => " An editor offers a way to mend it.",
        Fixes::Safe => " `roadlog check --fix` mends it where that is safe.",
    };
    let _ = write!(
        text,
        "\n## {}\n\n{}\n\nLevel: **{}**. {}{mends}\n\n{}\n",
        parts(rule).1,
        rule.summary,
        level(rule),
        asks(rule),
        rule.why
    );
    example(text, "Found in this plan:", rule.bad, true);
    example(text, "Nothing to say about this one:", rule.good, false);
    if !rule.options.is_empty() {
        options(text, rule);
    }
}

/// Which items a rule speaks about.
const fn asks(rule: &Rule) -> &'static str {
    match (rule.check, rule.asks) {
        (Check::Config(_), _) => "Speaks about roadlog.toml.",
        (Check::History(_), Asks::Live) => {
            "Speaks about every item outside of archives, where its history is known: `roadlog check --base` reads it."
        }
        (Check::History(_), _) => {
            "Speaks about items that are ready or doing; their history is known to `roadlog check --base`."
        }
        (Check::Range(_), _) => "Speaks about commits: `roadlog check --base` judges them.",
        (_, Asks::Everything) => "Speaks about every item, in archives too.",
        (_, Asks::Live) => "Speaks about every item outside of archives.",
        (_, Asks::ReadyOrDoing) => "Speaks about items that are ready or doing, or whose kind has no statuses.",
        (_, Asks::NotDraft) => "Speaks about items that are no drafts.",
    }
}

/// An example, its marks taken out of the text and told below it.
fn example(text: &mut String, heading: &str, source: &str, told: bool) {
    let source = source.strip_prefix('\n').unwrap_or(source);
    let headed = if source.starts_with("//- ") { source.to_owned() } else { format!("//- plan.backlog\n{source}") };
    let fixture = Fixture::parse(&headed);
    let _ = writeln!(text, "\n{heading}");
    match fixture.commits.first() {
        None => files(text, &fixture.files, fixture.files.len() > 1),
        Some(first) => {
            files(text, &first.before, first.before.len() > 1);
            commits(text, &fixture);
        }
    }
    for mark in fixture.expected.iter().filter(|_| told) {
        let place = if fixture.files.len() > 1 {
            format!("{}:{}", mark.file, mark.line)
        } else {
            format!("line {}", mark.line)
        };
        let message =
            if mark.message.is_empty() { String::new() } else { format!(": {}", cell(&shown(&mark.message))) };
        let _ = write!(text, "\n- {place}, `{}`{message}", mark.rule);
    }
    if told {
        text.push('\n');
    }
}

/// Files, with their names where there are several.
fn files(text: &mut String, files: &[FixtureFile], are_named: bool) {
    for file in files {
        let language = match &*file.path {
            "roadlog.toml" => "toml",
            Fixture::HISTORY_PATH => "text",
            _ => "roadlog",
        };
        let name = if are_named { format!("\n`{}`:\n", file.path) } else { String::new() };
        let _ = write!(text, "{name}\n```{language}\n{}\n```\n", shown(file.text.trim_end_matches('\n')));
    }
}

/// The commits of an example, each with the files that it changes.
fn commits(text: &mut String, fixture: &Fixture) {
    let has_history = fixture.commits.iter().any(|commit| commit.is_earlier);
    let (mut last, mut is_behind_base): (Option<&[FixtureFile]>, _) = (None, false);
    for commit in &fixture.commits {
        if has_history && !commit.is_earlier && !is_behind_base {
            text.push_str("\nThis is the base. Then:\n");
            is_behind_base = true;
        }
        // A side of a merge begins anew.
        let is_other_side = last.is_some_and(|last| last != &commit.before[..]) && commit.merged.is_none();
        let beside = if is_other_side { "On another branch, " } else { "" };
        let day = commit.day.as_ref().map_or_else(String::new, |day| format!(" on {day}"));
        let verb = if commit.merged.is_some() { "merges the two" } else { "commits" };
        let author = commit.author.replace('<', "\\<");
        let _ = writeln!(text, "\n{beside}{author} {verb}{day}, “{}”:", commit.message);
        let changed: Vec<_> = commit.after.iter().filter(|file| !commit.before.contains(file)).cloned().collect();
        if changed.is_empty() {
            text.push_str("\nIt is as it was on the first branch.\n");
        }
        files(text, &changed, commit.after.len() > 1);
        last = Some(&commit.after[..]);
    }
}

/// `text` with what cannot be seen written as an escape.
fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        let hidden = matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{a0}' | '\u{ad}');
        if hidden || (character.is_control() && character != '\n') {
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(character));
        } else {
            shown.push(character);
        }
    }
    shown
}

fn options(text: &mut String, rule: &Rule) {
    let _ = write!(text, "\nOptions:\n\n```toml\n[rules.options.\"{}\"]\n", rule.name);
    for option in rule.options {
        let value = match option.default {
            OptionDefault::Integer(number) => number.to_string(),
            OptionDefault::Bool(on) => on.to_string(),
            OptionDefault::List(words) => list_value(words),
        };
        let _ = writeln!(text, "{} = {value}  # the default", option.name);
    }
    text.push_str("```\n\n");
    for option in rule.options {
        let _ = writeln!(text, "- `{}`: {}", option.name, option.meaning);
    }
}

/// A list as it stands in TOML; a long one is cut.
fn list_value(words: &[&str]) -> String {
    let shown: Vec<_> = words.iter().take(6).map(|word| format!("{word:?}")).collect();
    let more = if words.len() > shown.len() { ", …" } else { "" };
    format!("[{}{more}]", shown.join(", "))
}
