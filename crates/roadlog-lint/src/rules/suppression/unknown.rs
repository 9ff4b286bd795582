//! `suppression/unknown`: a comment allows a rule that there is not.

use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "suppression/unknown",
    level: Some(Level::Warning),
    summary: "A comment allows a rule that does not exist.",
    why: "A slip in the name means that the comment allows nothing.",
    bad: "
story PAY-1 Pay
  # roadlog: allow syntax/emtpy because we fill it in later
                   ^^^^^^^^^^^^ suppression/unknown: there is no rule
",
    good: "
story PAY-1 Pay
  # roadlog: allow syntax/empty because we fill it in later
  owner:
",
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::Everything,
    check: Check::Engine,
};

/// The sentence for a comment that names `name`.
pub(crate) fn message(name: &str) -> String {
    format!("there is no rule {name}; `roadlog rule` lists them all")
}
