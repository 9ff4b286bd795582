//! `acceptance/not-testable`: a criterion names no outcome.

use std::sync::LazyLock;

use super::empty_phrases::PHRASES;
use super::word_list::{ASKS, check_criteria};
use crate::context::Context;
use crate::finding::Level;
use crate::phrases::Phrases;
use crate::rule::{Check, FileView, Fixes, Rule};
use crate::word_list;
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "acceptance/not-testable",
    level: Some(Level::Warning),
    summary: "A criterion has a phrase that names no outcome.",
    why: "\"Works as expected\" only says that somebody expects something. A criterion says what is seen, so that two \
people who look at the same thing agree whether it is met. Words between quotation marks or backticks are left \
alone. The list is English: in another language the rule is silent until it is given `terms` or `add`.",
    bad: r#"
bug PAY-12 Guests are asked for an account
  status: ready
  owner: @maria

  [ ] Given a declined card, when I try another, then it works as expected
                                                               ^^^^^^^^^^^ acceptance/not-testable: PAY-12 says "as expected"
"#,
    good: "
bug PAY-12 Guests are asked for an account
  status: ready
  owner: @maria

  [ ] Given a declined card, when I try another, then my cart is still there
",
    fix: Fixes::None,
    options: &word_list::options(&PHRASES),
    asks: ASKS,
    check: Check::Each(check),
};

fn check(context: &mut Context<'_>, view: FileView<'_>) {
    static BUILT_IN: LazyLock<Phrases<'static>> = LazyLock::new(|| Phrases::new(PHRASES));
    check_criteria(context, view, &BUILT_IN, |item, _, written| {
        format!("{} says \"{written}\", which nobody can check: write what is seen then", name(item)).into()
    });
}
