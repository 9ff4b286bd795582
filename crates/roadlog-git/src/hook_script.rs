//! The script that stands in the place of a hook.

use std::path::Path;

use crate::hooks::Hook;

/// What a hook that we wrote says in its second line.
const MARK: &str = "# Written by `roadlog hook install`; `roadlog hook uninstall` takes it away.";

/// What is added to the name of a hook that was there before.
pub(crate) const BEFORE: &str = ".before-roadlog";

/// Whether a hook of this content is one that we wrote.
pub(crate) fn is_ours(content: &[u8]) -> bool {
    let text = String::from_utf8_lossy(content);
    text.lines().nth(1) == Some(MARK)
}

/// The script. It is for every shell that git may bring, and silent where the program is gone.
pub(crate) fn script_of(hook: Hook, program: &Path, blocks: bool) -> String {
    let name = hook.name();
    let program = quoted(&program.display().to_string());
    let block = if blocks { "--block " } else { "" };
    let (keep, pipe, run, here) = if hook.has_input() {
        ("input=$(cat)\n", "printf '%s\\n' \"$input\" | ", "", " <<END\n$input\nEND")
    } else {
        ("", "", "exec ", "")
    };
    format!(
        "#!/bin/sh\n{MARK}\n{keep}before=\"$0{BEFORE}\"\n\
         if [ -x \"$before\" ]; then\n  {pipe}\"$before\" \"$@\" || exit $?\nfi\n\
         roadlog=$(command -v roadlog || echo {program})\n\
         [ -x \"$roadlog\" ] || exit 0\n\
         {run}\"$roadlog\" hook run {block}{name} -- \"$@\"{here}\n"
    )
}

/// A text in quotes of the shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
