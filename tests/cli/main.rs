//! End to end: the built program in folders of its own, with an environment of its own.

mod check;
mod colors;
mod documentation;
mod export;
mod fix;
mod fmt;
mod harness;
mod help;
mod hostile;
mod pipes;
mod reading;
mod rule;
mod stdin;
