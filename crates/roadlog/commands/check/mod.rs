//! `roadlog check`: every rule over the plan, the safe fixes where they are asked for, and what is left to tell.

mod merge;
mod range;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;
use std::sync::LazyLock;

use clap::{Args, ValueEnum};
use roadlog_lint::{Finding, Fixed, Level, Options, Report};
use roadlog_model::Plan;

use crate::baseline::{self, Baseline, Parted};
use crate::commands::rule::selected;
use crate::commands::words::count;
use crate::errors::{Error, Outcome};
use crate::findings::options;
use crate::judge::Case;
use crate::load::{Request, Workspace, requested};
use crate::output::{self, Format, OutputSettings, RuleText, Sources, from_top};
use crate::progress::Progress;
use crate::repository::{random_seed, taken_ids};
use crate::session::Session;
use crate::write::{Change, save, unwritable};
use range::{Asked, RangeArguments};

/// Look for everything that is wrong or missing in the plan
#[derive(Args, Debug)]
#[command(
    before_help = "Look for what is wrong or missing in the plan, or in the files that are named.\n\
             --base takes --head REV, --new, --actor @X and --approved-by @X[=COMMIT],…",
    after_help = "Example:\n  roadlog check --level info --rule acceptance plans/"
)]
pub(crate) struct Arguments {
    /// Files and folders; - is standard input, --stdin-path NAME its name
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The name that standard input has in the workspace
    #[arg(long, value_name = "NAME", hide = true)]
    stdin_path: Option<PathBuf>,
    /// Mend what is safe to mend; `undo` takes it back
    #[arg(long)]
    fix: bool,
    /// The lowest level to list: error, warning or info
    #[arg(long, value_name = "LEVEL", hide_possible_values = true)]
    level: Option<LevelName>,
    /// Only this rule or group, on or off; may be repeated
    #[arg(long = "rule", value_name = "RULE")]
    rules: Vec<String>,
    /// List only what FILE lacks; --write-baseline writes it
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write that file, or else roadlog.baseline
    #[arg(long, conflicts_with_all = ["paths", "rules"], hide = true)]
    write_baseline: bool,
    #[command(flatten)]
    range: RangeArguments,
    /// List every finding of a rule that has many
    #[arg(long)]
    all: bool,
    /// human short json github gitlab sarif junit checkstyle
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
}

/// A level as it is written on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LevelName {
    Error,
    #[value(alias = "warn")]
    Warning,
    Info,
}

impl From<LevelName> for Level {
    fn from(name: LevelName) -> Self {
        match name {
            LevelName::Error => Self::Error,
            LevelName::Warning => Self::Warning,
            LevelName::Info => Self::Info,
        }
    }
}

/// Checks, and says what it found.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let only = only(&arguments.rules)?;
    let request = Request { paths: arguments.paths.clone(), stdin_path: arguments.stdin_path.clone() };
    if arguments.fix && request.is_stdin() {
        let hint = "leave --fix out, or name the file";
        return Err(Error::user("standard input cannot be mended in its place", hint));
    }
    let asks_git = arguments.range.base.is_some() || arguments.range.merge_with.is_some();
    let revisions = asks_git.then(|| arguments.range.forge.revisions(session)).transpose()?;
    let case = revisions.as_ref().map(|revisions| arguments.range.case(revisions, session)).transpose()?.flatten();
    if let (Some(revisions), Some(_)) = (&revisions, &arguments.range.merge_with) {
        return merge::run(arguments, revisions, case.as_ref(), session, out);
    }
    if let (Some(revisions), Some(case)) = (&revisions, &case)
        && (arguments.range.head.is_some() || revisions.repository.work_tree().is_none())
    {
        return range::run(arguments, revisions, case, session, out);
    }
    // What cannot be read is told before anything is done.
    let named = arguments.baseline.as_ref().map(|path| session.directory.join(path));
    let known = named.as_deref().filter(|_| !arguments.write_baseline).map(Baseline::read).transpose()?;
    let progress = Progress::start(session, "Reading the plan");
    let workspace = requested(session, &request)?;
    let exists = |path: &str| workspace.exists(path);
    let taken_ids = LazyLock::new(|| taken_ids(&workspace.root, workspace.plan.config(), session));
    let hearing = case.as_ref().map(Case::hearing);
    let asked = Asked::by(only.as_deref());
    if hearing.is_some() {
        progress.step("Reading the history");
    }
    let range = hearing.as_ref().map(|hearing| hearing.range(asked.earlier));
    let history = hearing.as_ref().and_then(|hearing| asked.history_of(hearing, &workspace.plan));
    let options = Options {
        range: range.as_ref(),
        history: history.as_ref(),
        taken_ids: &taken_ids,
        // What is only shown is the same from run to run; what is written is drawn anew.
        seed: if arguments.fix { random_seed() } else { 0 },
        only: only.as_deref(),
        ..options(&workspace, session, &exists)
    };
    progress.step("Checking the plan");
    let checked = Checked::new(&workspace, &options, arguments.fix, session)?;
    drop(progress);
    drop(taken_ids);
    let mut report = asked_for(checked.report, &checked.plan, &workspace);
    let baseline = match known {
        None if arguments.write_baseline => Some(written_baseline(named, session, &workspace, &report)?),
        None if arguments.range.new => case.as_ref().map(|case| range::known(case, &asked, session)),
        known => known,
    };
    let parted = baseline.map(|baseline| baseline.part(std::mem::take(&mut report.findings)));
    let known = parted.map(|Parted { new, known }| {
        report.findings = new;
        known
    });
    let folder = workspace.folder_in_repository();
    let told = Told { report: &report, known: known.as_deref(), folder: &folder };
    write(arguments, session, &workspace.configs, &checked.plan, &told, out)?;
    if let (Some(case), Some(range)) = (&case, &range) {
        range::tell(case, range, &asked, session);
    }
    let outcome = workspace.outcome(report.count(Level::Error) > 0);
    // Giving back what the program used takes longer than ending it.
    std::mem::forget((workspace, checked.plan, report));
    Ok(outcome)
}

/// The baseline of all that was found, once it is written: to the file that is named, else to `roadlog.baseline` at the
/// root.
fn written_baseline(
    named: Option<PathBuf>,
    session: &Session,
    workspace: &Workspace,
    report: &Report,
) -> Result<Baseline, Error> {
    if !workspace.problems.is_empty() {
        let hint = "mend what is said above and run the command again: what is not read would be taken for mended";
        return Err(Error::environment("the baseline is left as it is, because not every file could be read", hint));
    }
    let path = named.unwrap_or_else(|| workspace.root.folder().join(baseline::NAME));
    // Anything else than a baseline is not overwritten.
    let before = if path.exists() { Baseline::read(&path)? } else { Baseline::default() };
    let after = Baseline::of(&report.findings);
    after.write(&path)?;
    let (known, new, gone) = (after.len(), after.lacking_in(&before), before.lacking_in(&after));
    let known = count(known, "known finding", "known findings");
    let path = workspace.root.relative(&path).unwrap_or_else(|| path.display().to_string());
    session.say(&format!("Wrote {known} to {path} ({new} new, {gone} gone)."));
    Ok(after)
}

/// The names of the rules that are asked for; none where all are.
fn only(names: &[String]) -> Result<Option<Vec<&'static str>>, Error> {
    if names.is_empty() {
        return Ok(None);
    }
    let rules: Vec<_> = names.iter().map(|name| selected(name)).collect::<Result<_, _>>()?;
    Ok(Some(rules.into_iter().flatten().map(|rule| rule.name).collect()))
}

/// The plan as it is at the end, and what is found in it.
struct Checked {
    plan: Plan,
    report: Report,
}

impl Checked {
    fn new(workspace: &Workspace, options: &Options<'_>, fix: bool, session: &Session) -> Result<Self, Error> {
        if !fix {
            return Ok(Self { plan: workspace.plan.clone(), report: roadlog_lint::run(&workspace.plan, options) });
        }
        let left = LeftAlone::default();
        let fixed = roadlog_lint::fix(&workspace.plan, options, &|finding| left.may_mend(workspace, finding));
        left.tell(session);
        let written = changes(&fixed, &workspace.plan);
        if !written.is_empty() {
            save(&workspace.root, "check --fix", &written)?;
            tell_mended(&fixed, session);
        }
        Ok(Self { plan: fixed.plan, report: fixed.report })
    }
}

/// What the fixes changed.
fn changes(fixed: &Fixed, before: &Plan) -> Vec<Change> {
    let changed = fixed.changed.iter().filter_map(|path| {
        let (_, old) = before.file_at(path)?;
        let (_, new) = fixed.plan.file_at(path)?;
        let change = Change::new(path, old.document().bytes(), new.document().bytes());
        (old.document().bytes() != new.document().bytes()).then_some(change)
    });
    changed.collect()
}

fn tell_mended(fixed: &Fixed, session: &Session) {
    let total = fixed.mended.values().sum();
    let rules: Vec<String> = fixed.mended.iter().map(|(rule, times)| format!("{rule} {times}")).collect();
    let (findings, files) = (count(total, "finding", "findings"), count(fixed.changed.len(), "file", "files"));
    session.say(&format!("Mended {findings} in {files} ({}); `roadlog undo` takes it back.", rules.join(", ")));
}

/// The files that no fix may touch, because they are not wholly text or hold a conflict, each with why.
#[derive(Default)]
struct LeftAlone {
    known: std::cell::RefCell<BTreeMap<String, Option<String>>>,
}

impl LeftAlone {
    /// Whether the finding was asked about and every file that its fix changes may be written.
    fn may_mend(&self, workspace: &Workspace, finding: &Finding) -> bool {
        let Some(fix) = finding.safe_fix() else { return false };
        let paths: BTreeSet<&str> = fix.edits.iter().map(|edit| edit.path.unescaped()).collect();
        let writable = |path: &&str| {
            let mut known = self.known.borrow_mut();
            let why = known.entry((*path).to_owned()).or_insert_with(|| unwritable(&workspace.plan, path));
            why.is_none()
        };
        workspace.is_asked_for(finding.place.path.unescaped()) && paths.iter().all(writable)
    }

    fn tell(&self, session: &Session) {
        for (path, why) in self.known.borrow().iter() {
            if let Some(why) = why {
                session.warn(&format!("{path} is left as it is: {why}"));
            }
        }
    }
}

/// What was found in the files that were asked for.
fn asked_for(report: Report, plan: &Plan, workspace: &Workspace) -> Report {
    if workspace.is_whole() {
        return report;
    }
    let files = plan.files().filter(|(_, file)| !file.is_foreign() && workspace.is_asked_for(file.path()));
    let places: Vec<u32> = files.map(|(place, _)| place).collect();
    let is_asked_for = |finding: &Finding| workspace.is_asked_for(finding.place.path.unescaped());
    Report {
        findings: report.findings.into_iter().filter(is_asked_for).collect(),
        files: places.len(),
        items: places.into_iter().map(|place| plan.items_of(place).count()).sum(),
    }
}

/// What there is to tell, and what a baseline knows already.
struct Told<'r> {
    report: &'r Report,
    known: Option<&'r [Finding]>,
    /// The folder of the workspace from the top of the repository.
    folder: &'r str,
}

fn write(
    arguments: &Arguments,
    session: &Session,
    configs: &[(String, String)],
    plan: &Plan,
    Told { report, known, folder }: &Told<'_>,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let texts = plan.files().map(|(_, file)| (file.path(), file.document().text()));
    let configs = configs.iter().map(|(path, text)| (&**path, &**text));
    // Where nothing was found no text is looked at.
    let is_something_told = !report.findings.is_empty() || known.is_some_and(|known| !known.is_empty());
    let sources: Sources<'_> = texts.chain(configs).filter(|_| is_something_told).collect();
    let folder = if arguments.format.is_for_a_forge() { folder } else { "" };
    let sources = sources.below(folder);
    let known = known.map(|known| from_top(known, folder));
    let moved = match from_top(&report.findings, folder) {
        Cow::Owned(findings) => Some(Report { findings, ..**report }),
        Cow::Borrowed(_) => None,
    };
    let report = moved.as_ref().unwrap_or(report);
    let summary = std::env::var_os("GITHUB_STEP_SUMMARY").map(PathBuf::from);
    let settings = OutputSettings {
        all: arguments.all,
        level: arguments.level.map(Level::from),
        color: session.color,
        width: session.width,
        step_summary: summary.as_deref(),
        known: known.as_deref(),
        catalogue: &rule_text,
        ..OutputSettings::default()
    };
    Ok(output::write(arguments.format, report, &sources, &settings, out)?)
}

fn rule_text(name: &str) -> Option<RuleText> {
    let rule = roadlog_lint::rule(name)?;
    Some(RuleText { summary: rule.summary, why: rule.why, level: rule.level, examples: [rule.bad, rule.good] })
}
