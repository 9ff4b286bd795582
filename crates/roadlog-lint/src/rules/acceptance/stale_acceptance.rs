//! `acceptance/stale-acceptance`: the words have changed since somebody agreed to them.

use roadlog_config::{Field, Phase};
use roadlog_model::{AgreedWords, Criterion, PlanItem, Value};
use roadlog_syntax::fingerprint::Fingerprint;
use roadlog_syntax::{Kind, Mark};

use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::rules::syntax::slips;
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "acceptance/stale-acceptance",
    level: Some(Level::Error),
    summary: "The words have changed since they were accepted.",
    why: "An acceptance is bound to the title, the user story and the criteria that somebody agreed to. Change one of \
those and nobody has agreed to what stands there now. Notes, questions, answers and comments stay free.",
    bad: r#"
story PAY-12 Pay without an account
  As a first-time buyer
  I want to pay with only my card
  so that I finish before I change my mind

  status: accepted
  owner: @maria
  accepted: @maria 2026-11-27 59811647a0f29c32fb59
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ acceptance/stale-acceptance: PAY-12 has changed since @maria accepted it on 2026-11-27: a criterion was added

  [x] Given a cart with items, when I choose "guest", then I am asked for a card
  [x] Given a declined card, then my cart is still there
"#,
    good: r#"
story PAY-12 Pay without an account
  As a first-time buyer
  I want to pay with only my card
  so that I finish before I change my mind

  status: accepted
  owner: @maria
  accepted: @maria 2026-11-27 8af1876275e391fd7eee

  [x] Given a cart with items, when I choose "guest", then I am asked for a card
  [x] Given a declined card, then my cart is still there
"#,
    fix: Fixes::None,
    options: &[],
    asks: Asks::NotDraft,
    check: Check::Item(check),
};

/// With more criteria than this nobody is told which one it was: each is tried.
const MOST_TRIED: usize = 64;

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    let Some(field) = item.field(Field::Accepted).filter(|_| item.phase() == Some(Phase::Done)) else { return };
    let Value::SignOff(sign_off) = field.value() else { return };
    let Some(accepted) = sign_off.fingerprint else { return };
    let now = AgreedWords::of(item);
    // Words that a slip hides are the same again when it is mended.
    if now.fingerprint() == accepted || slips::has_any(item) {
        return;
    }
    let change = change_since(accepted, &now, item.is_a(&[Kind::Story]));
    let name = name(item);
    let (who, date) = (&sign_off.who, sign_off.date);
    let message = format!(
        "{name} has changed since {who} accepted it on {date}: {}; have it accepted again, with a fresh \
         `accepted: @who DATE`, or take the change back",
        change.sentence(),
    );
    let told = context.report(item, field.value_span(), message);
    if let Change::Added(criterion) | Change::Dropped(criterion) = change {
        told.and(item.file(), criterion.entry.span(), change.sentence());
    }
}

/// What has changed, as far as the words of today tell.
#[derive(Clone, Copy)]
enum Change<'p> {
    Added(Criterion<'p>),
    Dropped(Criterion<'p>),
    StoryAdded,
    Unknown { is_story: bool },
}

impl Change<'_> {
    const fn sentence(self) -> &'static str {
        match self {
            Self::Added(_) => "a criterion was added",
            Self::Dropped(_) => "a criterion was dropped",
            Self::StoryAdded => "the user story was added",
            Self::Unknown { is_story: true } => "its title, its user story or a criterion",
            Self::Unknown { is_story: false } => "its title or a criterion",
        }
    }
}

/// The one change that leads from the accepted words to those of today, where a single one does.
fn change_since<'p>(accepted: Fingerprint, now: &AgreedWords<'p>, is_story: bool) -> Change<'p> {
    if is_story && now.without_story().fingerprint() == accepted {
        return Change::StoryAdded;
    }
    let tried = now.criteria().enumerate().take(MOST_TRIED);
    let found = { tried }.find(|(place, _)| {
        let other_way = |at: usize, mark: Mark| (mark != Mark::Dropped) != (at == *place);
        now.fingerprint_with(other_way) == accepted
    });
    match found {
        Some((_, criterion)) if criterion.mark == Mark::Dropped => Change::Dropped(criterion),
        Some((_, criterion)) => Change::Added(criterion),
        None => Change::Unknown { is_story },
    }
}

#[cfg(test)]
mod tests {
    use roadlog_syntax::fingerprint::fingerprint;

    use super::RULE;
    use crate::testing::{findings, told};

    fn message(agreed: (&str, &str, &[&str]), body: &str) -> Option<String> {
        let agreed = fingerprint(agreed.0, agreed.1, agreed.2.iter().copied());
        let text = format!("story PAY-1 Pay\n{body}  status: accepted\n  accepted: @maria 2026-11-20 {agreed}\n");
        let found = findings(&RULE, &roadlog_testkit::Fixture::parse(&text));
        found.first().map(|finding| finding.message.unescaped().to_owned())
    }

    #[test]
    fn marks_labels_order_and_notes_are_free() {
        let body = "  As a buyer\n  I want to pay\n\n  A note.\n  ? Which cards?\n  [x] b ^label\n  [x] a\n  [-] c\n";
        assert_eq!(message(("Pay", "As a buyer I want to pay", &["a", "b"]), body), None);
    }

    #[test]
    fn what_changed_is_told_where_the_words_show_it() {
        for (agreed, body, change) in [
            (("Pay", "", &["a"][..]), "  [x] a\n  [x] b\n", "a criterion was added"),
            (("Pay", "", &["a", "b"]), "  [x] a\n  [-] b\n", "a criterion was dropped"),
            (("Pay", "", &["a"]), "  As a buyer\n  [x] a\n", "the user story was added"),
            (("Buy", "", &["a"]), "  [x] a\n", "its title, its user story or a criterion"),
        ] {
            let told = message(agreed, body).unwrap();
            assert!(told.contains(&format!("on 2026-11-20: {change};")), "{told}");
        }
    }

    #[test]
    fn what_to_do_next_is_an_edit_of_the_file() {
        let told = message(("Pay", "", &["a"]), "  [x] a\n  [x] b\n").unwrap();
        let next = "have it accepted again, with a fresh `accepted: @who DATE`, or take the change back";
        assert!(told.ends_with(next), "{told}");
    }

    #[test]
    fn without_a_fingerprint_or_reopened_nothing_is_stale() {
        told(
            &RULE,
            "
            story PAY-1 Pay
              status: accepted
              accepted: @maria 2026-11-20
            story PAY-2 Pay
              status: doing
              accepted: @maria 2026-11-20 00000000000000000000
            ",
        );
    }
}
