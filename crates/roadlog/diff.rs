//! A change of a file as a unified difference, for reading.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

use crate::output::page::write_styled;
use crate::output::sinks;
use crate::write::Change;

/// How many equal lines are shown around a change.
const CONTEXT: usize = 3;

/// Writes the difference that a change makes.
///
/// # Errors
/// What `out` says.
pub(crate) fn write_diff(change: &Change, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let (before, after) = (String::from_utf8_lossy(&change.before), String::from_utf8_lossy(&change.after));
    let path = sinks::terminal(&change.path);
    let bold = Style::new().bold();
    write_styled(out, color, bold, &format!("--- a/{path}"))?;
    write_styled(out, color, bold, &format!("\n+++ b/{path}"))?;
    out.write_all(b"\n")?;
    let diff = TextDiff::from_lines(&*before, &*after);
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        write_styled(out, color, AnsiColor::Cyan.on_default(), hunk.header().to_string().trim_end())?;
        out.write_all(b"\n")?;
        for line in hunk.iter_changes() {
            write_line(line.tag(), line.value(), color, out)?;
        }
    }
    Ok(())
}

fn write_line(tag: ChangeTag, line: &str, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let style = match tag {
        ChangeTag::Delete => AnsiColor::Red.on_default(),
        ChangeTag::Insert => AnsiColor::Green.on_default(),
        ChangeTag::Equal => Style::new(),
    };
    let text = line.strip_suffix('\n').unwrap_or(line);
    let text = text.strip_suffix('\r').unwrap_or(text);
    write_styled(out, color, style, &format!("{tag}{}", sinks::terminal_excerpt(text, &mut [])))?;
    let unended = if line.ends_with('\n') { "\n" } else { "\n\\ No newline at end of file\n" };
    out.write_all(unended.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(before: &str, after: &str) -> String {
        let mut out = Vec::new();
        write_diff(&Change::new("a.backlog", before.as_bytes(), after.as_bytes()), false, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lines_that_change_are_shown_with_their_neighbours() {
        let expected = "--- a/a.backlog\n+++ b/a.backlog\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n";
        assert_eq!(diff("one\ntwo\nthree\n", "one\n2\nthree\n"), expected);
    }

    #[test]
    fn a_missing_last_line_feed_is_said() {
        assert!(diff("one", "one\n").contains("-one\n\\ No newline at end of file\n+one\n"));
    }

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        assert!(diff("\u{1b}[2J\r\n", "x\r\n").contains("-\\u{1b}[2J\n+x\n"));
    }
}
