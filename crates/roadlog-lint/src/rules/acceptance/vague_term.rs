//! `acceptance/vague-term`: a criterion has a word that means something else to everybody.

use std::sync::LazyLock;

use super::vague_terms::{TERMS, instead_of};
use super::word_list::{ASKS, check_criteria};
use crate::context::Context;
use crate::finding::Level;
use crate::phrases::Phrases;
use crate::rule::{Check, FileView, Fixes, Rule};
use crate::word_list;
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "acceptance/vague-term",
    level: Some(Level::Warning),
    summary: "A criterion has a word that means something else to everybody.",
    why: "\"Fast\" is a second for one and a minute for another, and \"etc.\" is whatever the reader thinks of. Nobody can \
show that such a criterion is met, so it is argued about at the review. Words between quotation marks or backticks \
are left alone. The list is English: in another language the rule is silent until it is given `terms` or `add`.",
    bad: r#"
bug PAY-12 Guests are asked for an account
  status: ready
  owner: @maria

  [ ] Given a cart, when I pay, then the receipt is there fast
                                                          ^^^^ acceptance/vague-term: PAY-12 says "fast": write how long it may take
"#,
    good: r#"
bug PAY-12 Guests are asked for an account
  status: ready
  owner: @maria

  [ ] Given a cart, when I pay, then the receipt is there within 2 seconds
  [ ] Given a slow line, when I choose "fast checkout", then no images are loaded
"#,
    fix: Fixes::None,
    options: &word_list::options(&TERMS),
    asks: ASKS,
    check: Check::Each(check),
};

fn check(context: &mut Context<'_>, view: FileView<'_>) {
    static PHRASES: LazyLock<Phrases<'static>> = LazyLock::new(|| Phrases::new(TERMS));
    check_criteria(context, view, &PHRASES, |item, phrase, written| {
        format!("{} says \"{written}\": write {} instead", name(item), instead_of(phrase)).into()
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::told;

    #[test]
    fn only_criteria_that_are_asked_for_are_read() {
        told(
            &RULE,
            "
            story PAY-1 Pay easily
              status: ready
              It is fast.
              [-] It is fast
              [ ] It is there in 2 seconds,
                  with a nice receipt ^fast
                         ^^^^ acceptance/vague-term: PAY-1 says \"nice\"
            story PAY-2 Pay
              [ ] It is fast
            ",
        );
    }

    #[test]
    fn a_team_replaces_extends_and_shortens_the_list() {
        told(
            &RULE,
            "
            //- roadlog.toml
            [workspace]
            language = \"de\"
            [rules.options.\"acceptance/vague-term\"]
            add = [\"schnell\"]
            //- plan.backlog
            story PAY-1 Zahlen
              status: ready
              [ ] Es geht fast schnell
                               ^^^^^^^ acceptance/vague-term: PAY-1 says \"schnell\": write what exactly is meant instead
            ",
        );
        told(
            &RULE,
            "
            //- roadlog.toml
            [rules.options.\"acceptance/vague-term\"]
            allow = [\"Fast\"]
            //- plan.backlog
            story PAY-1 Pay
              status: ready
              [ ] It is fast and easy
                                 ^^^^ acceptance/vague-term
            ",
        );
    }
}
