//! `suppression/unused`: a comment allows what no rule finds.

use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "suppression/unused",
    level: Some(Level::Warning),
    summary: "A comment allows what no rule finds (any more).",
    why: "A comment that allows nothing hides the next finding at this place, which nobody has looked at.",
    bad: "
story PAY-1 Pay
  # roadlog: allow syntax/empty because we fill it in later
                   ^^^^^^^^^^^^ suppression/unused: nothing here
  status: draft
",
    good: "
story PAY-1 Pay
  # roadlog: allow syntax/empty because we fill it in later
  owner:
",
    fix: Fixes::Safe,
    options: &[],
    asks: Asks::Everything,
    check: Check::Engine,
};

/// The sentence for a comment that names `name`.
pub(crate) fn message(name: &str) -> String {
    format!("nothing here is found by {name}; delete the comment")
}
