//! The hooks that look at the message of a commit: they put what is staged before the eyes of whoever writes it, and look
//! for ids that nothing has.

use std::fs;
use std::path::{Path, PathBuf};

use roadlog_history::Change;
use roadlog_report::page::{Glyphs, Line, Paper, Role};
use roadlog_syntax::mention::{MentionKind, mentions};
use roadlog_syntax::value::Id;

use super::run::{Asked, Verdict};
use super::staged::Staged;
use crate::commands::diff::report_of;
use crate::errors::Error;
use crate::output::sinks;
use crate::revisions::{Revisions, git, staged};

/// How wide what stands in a message is: what git and its readers expect.
const WIDTH: usize = 72;
/// How many lines about the plan are put into a message.
const MOST_LINES: usize = 40;
/// What parts the message from what git shows of the change below it (git-commit(1), `--verbose`).
const SCISSORS: &str = "------------------------ >8 ------------------------";

/// Before a message is edited: what the commit changes in the plan, as comments; and as a first draft where nothing else
/// is committed. Where no editor opens, the message is left alone.
pub(super) fn prepare(asked: &mut Asked<'_>, given: &[&str]) -> Result<(), Error> {
    let [file, rest @ ..] = given else { return Ok(()) };
    if !matches!(rest.first(), None | Some(&("" | "template"))) {
        return Ok(());
    }
    let Staged { changes, after, whose } = Staged::of(asked)?;
    if changes.is_empty() {
        return Ok(());
    }
    let path = message_file(asked, file);
    let text = fs::read_to_string(&path).map_err(|error| Error::io("read", &path, &error))?;
    let comment = comment(asked)?;
    let paper = Paper::new(WIDTH, Glyphs::Ascii, sinks::terminal::<str>);
    let mut lines = report_of(&changes, &after.plan, &whose).lines(&paper);
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES - 1);
        lines.push(Line::of("and more: roadlog diff --staged", Role::Plain));
    }
    let draft = if is_only_the_plan(asked)? { draft(&changes) } else { String::new() };
    let told = with_changes(&text, &comment, &lines, &draft);
    fs::write(&path, told).map_err(|error| Error::io("write", &path, &error))
}

/// With the message: the ids in it are those of items of any of the repository's plans.
pub(super) fn check(asked: &mut Asked<'_>, all: &[Revisions], given: &[&str]) -> Result<Verdict, Error> {
    let [file, ..] = given else { return Ok(Verdict::Fine) };
    let path = message_file(asked, file);
    let text = fs::read_to_string(&path).map_err(|error| Error::io("read", &path, &error))?;
    let comment = comment(asked)?;
    let written = written(&text, &comment);
    let named: Vec<Id> = ids(&written).collect();
    if named.is_empty() {
        return Ok(Verdict::Fine);
    }
    let staged = all.iter().map(|revisions| Ok(staged(&mut revisions.plans()?, None, asked.session)?.plan));
    let plans = staged.collect::<Result<Vec<_>, Error>>()?;
    let hooks = || plans.iter().map(|plan| plan.config().hook());
    asked.blocks = hooks().any(|hook| (asked.blocks || hook.block) && hook.commit_msg);
    // Other trackers have ids too: only prefixes that a plan knows are its own.
    let is_ours = |id: &Id| plans.iter().any(|plan| plan.has_prefix(id.prefix()));
    let is_there = |id: &Id| plans.iter().any(|plan| plan.first(id).is_some());
    let mut unknown: Vec<_> = named.into_iter().filter(|id| is_ours(id) && !is_there(id)).collect();
    unknown.dedup();
    for id in &unknown {
        asked.session.warn(&format!("the message names {id}, and no item has that id"));
    }
    Ok(if unknown.is_empty() { Verdict::Fine } else { Verdict::Wrong })
}

/// Whether no file is staged that is none of the plan's.
fn is_only_the_plan(asked: &Asked<'_>) -> Result<bool, Error> {
    let mut plans = asked.revisions.plans()?;
    let mut ask = || {
        let head = asked.revisions.repository.head()?;
        let head = head.map(|id| plans.reader().commit(id)).transpose()?;
        plans.stages_only_the_plan(head.as_ref())
    };
    ask().map_err(|error| git(&error))
}

/// The message file: git names it from the folder in which hooks run.
fn message_file(asked: &Asked<'_>, file: &str) -> PathBuf {
    asked.session.directory.join(Path::new(file))
}

/// The character or text with which git marks comments in a message.
fn comment(asked: &Asked<'_>) -> Result<String, Error> {
    let repository = &asked.revisions.repository;
    let set = |key| repository.configured(key).map_err(|error| git(&error));
    let set = set("core.commentString")?.or(set("core.commentChar")?);
    // With `auto` git takes one that the message does not begin a line with, which is `#` in a new one.
    Ok(set.filter(|text| !text.is_empty() && text != "auto").unwrap_or_else(|| "#".to_owned()))
}

/// A first message for these changes.
fn draft(changes: &[Change]) -> String {
    let sentence = |change: &Change| sinks::terminal(&change.sentence()).into_owned();
    let [first, rest @ ..] = changes else { return String::new() };
    if rest.is_empty() {
        return format!("{}\n", sentence(first));
    }
    let mut ids: Vec<&str> = Vec::new();
    for id in changes.iter().filter_map(|change| change.item.as_ref()?.id.as_ref()) {
        if !ids.contains(&id.as_str()) {
            ids.push(id.as_str());
        }
    }
    let named = match ids.as_slice() {
        [] => "Change the configuration of the plan".to_owned(),
        [one] => format!("Change {one}"),
        [one, other] => format!("Change {one} and {other}"),
        [one, other, more @ ..] => format!("Change {one}, {other} and {} more", more.len()),
    };
    let list: Vec<String> = changes.iter().map(|change| format!("- {}\n", sentence(change))).collect();
    format!("{named}\n\n{}", list.concat())
}

/// The message with the changes as comments before those that git has put there.
fn with_changes(text: &str, comment: &str, lines: &[Line], draft: &str) -> String {
    let told: String =
        lines.iter().map(|line| format!("{comment} {}", line.text().trim_end()).trim_end().to_owned() + "\n").collect();
    let at = text.lines().scan(0, |start, line| {
        let here = *start;
        *start += line.len() + 1;
        Some((here, line))
    });
    let first = at.into_iter().find(|(_, line)| line.starts_with(comment)).map_or(text.len(), |(at, _)| at);
    let (above, below) = text.split_at(first.min(text.len()));
    // What somebody has as a template is theirs; only an empty message gets a draft.
    let above = if above.trim().is_empty() && !draft.is_empty() { format!("{draft}\n") } else { above.to_owned() };
    let parted = if above.is_empty() || above.ends_with("\n\n") || above == "\n" { "" } else { "\n" };
    format!("{above}{parted}{told}{comment}\n{below}")
}

/// What of a message stays: without comments, and without what stands below the scissors.
fn written(text: &str, comment: &str) -> String {
    let lines = text.lines().take_while(|line| !(line.starts_with(comment) && line.ends_with(SCISSORS)));
    lines.filter(|line| !line.starts_with(comment)).flat_map(|line| [line, "\n"]).collect()
}

/// The ids that a message names.
fn ids(message: &str) -> impl Iterator<Item = Id> {
    mentions(message).filter_map(|mention| match mention.what {
        MentionKind::Id(id) | MentionKind::Criterion { id, .. } => Some(id),
        MentionKind::Handle(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines() -> Vec<Line> {
        vec![Line::of("Backlog", Role::Strong), Line::of("  PAY-1  status doing", Role::Plain)]
    }

    #[test]
    fn changes_stand_as_comments_before_those_of_git() {
        let text = "\n# Please enter the commit message.\n#\n# On branch main\n";
        let told = with_changes(text, "#", &lines(), "");
        assert_eq!(
            told,
            "\n# Backlog\n#   PAY-1  status doing\n#\n# Please enter the commit message.\n#\n# On branch main\n"
        );
    }

    #[test]
    fn an_empty_message_gets_a_draft_and_a_template_keeps_its_words() {
        let told = with_changes("\n; Please enter\n", ";", &lines(), "PAY-1 status doing\n");
        assert!(told.starts_with("PAY-1 status doing\n\n; Backlog\n"), "{told}");
        let told = with_changes("Why:\n# Please enter\n", "#", &lines(), "PAY-1 status doing\n");
        assert!(told.starts_with("Why:\n\n# Backlog\n"), "{told}");
        assert!(with_changes("Why:\n", "#", &lines(), "").starts_with("Why:\n\n# Backlog\n"));
    }

    #[test]
    fn comments_and_what_stands_below_the_scissors_are_no_message() {
        let text = format!("Fix PAY-1\n# PAY-2\n# {SCISSORS}\ndiff PAY-3\n");
        assert_eq!(written(&text, "#"), "Fix PAY-1\n");
        assert_eq!(ids(&written(&text, "#")).map(|id| id.to_string()).collect::<Vec<_>>(), ["PAY-1"]);
    }
}
