//! End to end: the built program in folders of its own, with an environment of its own.

#[cfg(test)]
#[cfg(unix)]
mod action;
#[cfg(test)]
mod attacks;
#[cfg(test)]
mod baseline;
#[cfg(test)]
mod check;
#[cfg(test)]
#[cfg(unix)]
mod ci;
#[cfg(test)]
mod codeowners;
#[cfg(test)]
mod colors;
#[cfg(test)]
mod diff;
#[cfg(test)]
mod documentation;
#[cfg(test)]
mod edits;
#[cfg(test)]
mod export;
#[cfg(test)]
mod fix;
#[cfg(test)]
mod fmt;
#[cfg(test)]
mod git;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod help;
#[cfg(test)]
mod history;
#[cfg(test)]
mod honest;
#[cfg(test)]
mod hook;
#[cfg(test)]
mod hook_index;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod init;
#[cfg(test)]
mod log;
#[cfg(test)]
mod lsp;
#[cfg(test)]
mod merge_with;
#[cfg(test)]
mod pipes;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod report;
#[cfg(test)]
mod reviews;
#[cfg(test)]
mod rule;
#[cfg(test)]
mod stdin;
#[cfg(test)]
mod story;
#[cfg(test)]
mod tutorials;
#[cfg(test)]
mod views;
