//! The lines of a view on their way to a terminal: roles become colours, and a last look makes sure that no line acts.

use std::borrow::Cow;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use roadlog_config::Phase;
use roadlog_lint::Level;
use roadlog_report::page::{Line, Role};

use super::sinks;

/// Writes lines, coloured where `color` says so.
pub(crate) fn write_lines(out: &mut dyn Write, color: bool, lines: &[Line]) -> io::Result<()> {
    lines.iter().try_for_each(|line| write_line(out, color, line))
}

fn write_line(out: &mut dyn Write, color: bool, line: &Line) -> io::Result<()> {
    let text = line.text();
    // Each piece is safe by itself; only together could they begin a line that a CI runner takes for a command.
    let Cow::Borrowed(_) = sinks::terminal(&*text) else {
        return writeln!(out, "{}", sinks::terminal(text.trim_end()));
    };
    let mut end = text.trim_end().len();
    for segment in line.segments() {
        let shown = segment.text.get(..end.min(segment.text.len())).unwrap_or_default();
        end -= shown.len();
        write_styled(out, color && !shown.trim().is_empty(), style(segment.role), shown)?;
    }
    out.write_all(b"\n")
}

/// Writes `text`, which is safe to show, in this style where colours are taken.
pub(crate) fn write_styled(out: &mut dyn Write, color: bool, style: Style, text: &str) -> io::Result<()> {
    if color && style != Style::new() && !text.is_empty() {
        write!(out, "{style}{text}{style:#}")
    } else {
        out.write_all(text.as_bytes())
    }
}

/// The part that the name of a level plays in a list.
pub(crate) const fn role_of(level: Level) -> Role {
    match level {
        Level::Error => Role::Alarm,
        Level::Warning => Role::Warning,
        Level::Info => Role::Plain,
    }
}

/// How a part looks.
pub(crate) fn style(role: Role) -> Style {
    match role {
        Role::Plain => Style::new(),
        Role::Strong => Style::new().bold(),
        Role::Muted => Style::new().dimmed(),
        Role::Warning => color(AnsiColor::Yellow),
        Role::Alarm => color(AnsiColor::Red).bold(),
        Role::Good => color(AnsiColor::Green),
        Role::Phase(phase) => phase_style(phase),
    }
}

/// How a phase looks.
fn phase_style(phase: Phase) -> Style {
    match phase {
        Phase::Draft => Style::new().dimmed(),
        Phase::Ready => color(AnsiColor::Cyan),
        Phase::Doing => color(AnsiColor::Yellow),
        Phase::Done => color(AnsiColor::Green),
        Phase::Dropped => Style::new().dimmed().strikethrough(),
    }
}

fn color(color: AnsiColor) -> Style {
    Style::new().fg_color(Some(color.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(color: bool, line: &Line) -> String {
        let mut out = Vec::new();
        write_lines(&mut out, color, std::slice::from_ref(line)).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn colours_change_no_word_and_no_line_ends_in_spaces() {
        let line = Line::of("PAY-12", Role::Strong).and("  計画", Role::Alarm).and("   ", Role::Muted).padded(30);
        assert_eq!(written(false, &line), "PAY-12  計画\n");
        assert_eq!(anstream::adapter::strip_str(&written(true, &line)).to_string(), "PAY-12  計画\n");
        assert_ne!(written(true, &line), written(false, &line));
    }

    #[test]
    fn pieces_that_are_safe_alone_begin_no_command_together() {
        let line = Line::of("  ", Role::Plain).and("::error", Role::Plain).and("::x", Role::Strong);
        assert_eq!(written(true, &line), "  \\u{3a}:error::x\n");
        let line = Line::of("##", Role::Plain).and("[error]x", Role::Strong);
        assert_eq!(written(false, &line), "##\\u{5b}error]x\n");
    }
}
