//! What holds for one run of the program: the day, the colours, and how much is said on standard error.

use std::borrow::Cow;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use roadlog_report::page::{Glyphs, Paper};
use roadlog_syntax::value::Date;
use unicode_width::UnicodeWidthStr;

use crate::arguments::{Color, Global};
use crate::errors::Error;
use crate::output::sinks;
use crate::wrap::wrap;

/// How much is said on standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verbosity {
    /// Errors alone.
    Quiet,
    /// What a person wants to know.
    Normal,
    /// What is done along the way, too.
    Verbose,
}

/// What holds for one run of the program.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    /// The folder that paths are relative to.
    pub(crate) directory: PathBuf,
    /// The day that counts as today.
    pub(crate) today: Date,
    /// The day that was asked for to count as today, whichever it is.
    asked_day: Option<Date>,
    /// Whether standard output takes colours.
    pub(crate) color: bool,
    /// Whether standard error takes colours.
    pub(crate) error_color: bool,
    /// How much is said on standard error.
    pub(crate) verbosity: Verbosity,
    /// How many columns wide standard output is, where `COLUMNS` or its terminal says so: there lines have to fit.
    pub(crate) width: Option<usize>,
    /// How many columns standard error has, where it is a terminal.
    error_width: Option<usize>,
    /// What lines and bars are drawn with.
    glyphs: Glyphs,
}

/// How wide what is laid out over the whole width is where nothing says so.
const WIDTH: usize = 100;

impl Session {
    /// The session that these options ask for. Until [`Session::enter`] it works in the folder that it was started in.
    pub(crate) fn new(global: &Global) -> Self {
        let verbosity = match (global.quiet, global.verbose) {
            (true, _) => Verbosity::Quiet,
            (false, true) => Verbosity::Verbose,
            (false, false) => Verbosity::Normal,
        };
        Self {
            directory: PathBuf::from("."),
            today: global.today.unwrap_or_else(clock),
            asked_day: global.today,
            color: takes_color(global.color, &io::stdout()),
            error_color: takes_color(global.color, &io::stderr()),
            verbosity,
            width: columns(),
            error_width: terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| usize::from(width.0)),
            glyphs: glyphs(),
        }
    }

    /// The paper for what is laid out over the whole width.
    pub(crate) fn paper(&self) -> Paper {
        Paper::new(self.width.unwrap_or(WIDTH), self.glyphs, sinks::terminal::<str>)
    }

    /// The paper for lines that are of use whole: they are cut and wrapped only where there is a width to fit into.
    pub(crate) fn endless_paper(&self) -> Paper {
        Paper::new(self.width.unwrap_or(usize::MAX), self.glyphs, sinks::terminal::<str>)
    }

    /// The same session in the folder that is asked for.
    ///
    /// # Errors
    /// A folder that is not there or cannot be entered.
    pub(crate) fn enter(self, wanted: Option<&Path>) -> Result<Self, Error> {
        Ok(Self { directory: directory(wanted)?, ..self })
    }

    /// The day that counts as today by now: it may be another one than at the start.
    pub(crate) fn day(&self) -> Date {
        self.asked_day.unwrap_or_else(clock)
    }

    /// Says something on standard error, unless quiet was asked for.
    pub(crate) fn say(&self, text: &str) {
        if self.verbosity >= Verbosity::Normal {
            self.write_line(text);
        }
    }

    /// Says something on standard error where more was asked for.
    pub(crate) fn say_more(&self, text: &str) {
        if self.verbosity >= Verbosity::Verbose {
            self.write_line(text);
        }
    }

    /// Tells of something that was left out, which no wish for quiet hides.
    pub(crate) fn warn(&self, text: &str) {
        self.labelled("warning", sinks::WARNING, text);
    }

    /// Tells an error and what to do next.
    pub(crate) fn fail(&self, error: &Error) {
        self.labelled(error.label(), sinks::ERROR, &error.message);
        self.labelled("hint", sinks::HINT, &error.hint);
    }

    fn labelled(&self, label: &str, style: anstyle::Style, text: &str) {
        let style = if self.error_color { style } else { anstyle::Style::new() };
        let text = sinks::terminal(text);
        let text = fitted(&text, label.len() + 2, self.error_width);
        write_to_stderr(&format!("{style}{label}:{style:#} {text}\n"));
    }

    /// Writes a line to standard error.
    fn write_line(&self, text: &str) {
        write_to_stderr(&format!("{}\n", fitted(&sinks::terminal(text), 0, self.error_width)));
    }

    /// Whether somebody watches standard error.
    pub(crate) fn is_watched(&self) -> bool {
        self.verbosity > Verbosity::Quiet && io::stderr().is_terminal()
    }
}

/// The folder to work in, absolute.
///
/// # Errors
/// A folder that is not there or cannot be entered.
fn directory(wanted: Option<&Path>) -> Result<PathBuf, Error> {
    let wanted = wanted.unwrap_or(Path::new("."));
    let entered = fs::canonicalize(wanted).and_then(|folder| fs::read_dir(&folder).map(|_| folder));
    entered.map_err(|error| Error::io("enter", wanted, &error))
}

/// A text in lines that fit into `width` columns, of which `taken` are taken in the first line. Where nobody says how wide
/// a line may be, as in a log, it stays in one, and so does a text that fits, with all its spaces.
fn fitted(text: &str, taken: usize, width: Option<usize>) -> Cow<'_, str> {
    match width {
        Some(width) if text.lines().any(|line| taken + line.width() > width) => {
            let wrapped = |(at, line): (usize, &str)| wrap(line, if at == 0 { taken } else { 0 }, width).join("\n");
            text.lines().enumerate().map(wrapped).collect::<Vec<_>>().join("\n").into()
        }
        _ => text.into(),
    }
}

/// Writes to standard error. Where nobody can read it there is nobody to tell, either.
pub(crate) fn write_to_stderr(text: &str) {
    let mut stderr = io::stderr().lock();
    let _unread = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
}

/// How many columns standard output has, where somebody says so or it is a terminal.
fn columns() -> Option<usize> {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|columns| *columns > 0);
    said.or_else(|| terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0)))
}

/// What lines and bars are drawn with: what goes into a file, a mail or a log is drawn with what all of them have.
fn glyphs() -> Glyphs {
    if io::stdout().is_terminal() && speaks_utf8() { Glyphs::Unicode } else { Glyphs::Ascii }
}

/// Whether the locale says that the terminal reads UTF-8. The terminals of Windows and macOS do.
fn speaks_utf8() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    let locale = { locale }.find(|locale| !locale.is_empty());
    let is_utf8 = |locale: String| locale.to_ascii_lowercase().replace('-', "").contains("utf8");
    locale.map_or(cfg!(any(windows, target_os = "macos")), is_utf8)
}

/// The one place that reads the clock.
#[expect(
    clippy::disallowed_methods,
    reason = "everything else takes the day as an argument; it has to come from somewhere"
)]
fn clock() -> Date {
    jiff::ZonedDateTime::now().date()
}

/// Whether a stream takes colours: as asked for, else where it is a terminal and `NO_COLOR` is not set.
fn takes_color(wanted: Color, stream: &impl anstream::stream::RawStream) -> bool {
    match wanted {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => AutoStream::choice(stream) != ColorChoice::Never,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_breaks_between_words_where_a_terminal_is_narrow() {
        assert_eq!(fitted("nothing was written", 0, Some(12)), "nothing was\nwritten");
        assert_eq!(fitted("nothing was written", 7, Some(15)), "nothing\nwas written");
    }

    #[test]
    fn what_is_said_keeps_its_lines_and_spaces_where_it_fits_or_no_width_is_known() {
        assert_eq!(fitted("two  spaces\nin a path", 0, Some(11)), "two  spaces\nin a path");
        assert_eq!(fitted("nothing was written", 0, None), "nothing was written");
    }
}
