//! `story/missing-user-story`: nothing says who wants a story and why.

use roadlog_model::PlanItem;
use roadlog_syntax::user_story::starts;
use roadlog_syntax::{Edit, Span};

use super::almost_told::{Lack, lack};
use super::told::{is_asked, is_told, tells_story};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::rules::syntax::slips::stray_prose;
use crate::skeleton::lines_below;
use crate::wording::{name, name_span};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "story/missing-user-story",
    level: Some(Level::Warning),
    summary: "A story has no user story and no job story.",
    why: "The title says what is to be built. Who wants it and what for is what lets a team find a simpler way, and a \
product owner see that it is not worth it. `As a …, I want …, so that …` and `When …, I want …, so I can …` are both \
fine; `[story] forms` in roadlog.toml adds others, and in another language the rule is silent until there are some. \
Where the sentence is there in other words or in another place it is a hint.",
    bad: r#"
story PAY-12 Pay without an account
      ^^^^^^ story/missing-user-story: PAY-12 has no user story
  Guests leave when they are asked for a password.

  status: ready
  owner: @maria

  [ ] Given a cart with items, when I choose "guest", then I am asked for a card
"#,
    good: r#"
story PAY-12 Pay without an account
  As a first-time buyer
  I want to pay with only my card
  so that I finish before I change my mind

  Guests leave when they are asked for a password.

  status: ready
  owner: @maria

  [ ] Given a cart with items, when I choose "guest", then I am asked for a card
"#,
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Item(check),
};

fn check(context: &mut Context<'_>, item: PlanItem<'_>) {
    if !is_asked(item) || tells_story(item) || stray_prose(item).next().is_some() {
        return;
    }
    let config = item.plan().config();
    let is_english = config.workspace().is_english();
    if is_english && (nearly(context, item) || inside(context, item) || in_title(context, item)) {
        return;
    }
    let form = config.story_forms().first().map(|form| with_gaps(&form.text.value));
    let Some(lines) = form.map(|form| vec![form]).or_else(|| is_english.then(english)) else { return };
    let message = format!(
        "{} has no user story: write below its title who wants what and why, `{}`",
        name(item),
        lines.join(", "),
    );
    let lines: Vec<_> = lines.iter().map(String::as_str).collect();
    let edit = lines_below(item, item.syntax().title_line(), &lines, false);
    context.report(item, name_span(item), message).assist("Add a user story", [edit]);
}

/// The English form to fill in, line by line.
fn english() -> Vec<String> {
    ["As a …", "I want …", "so that …"].map(str::to_owned).to_vec()
}

/// A team's own form to fill in: its parts in braces become gaps.
fn with_gaps(form: &str) -> String {
    let pieces = form.split('{').enumerate();
    pieces
        .map(|(index, piece)| match piece.split_once('}') {
            Some((_, behind)) if index > 0 => format!("…{behind}"),
            _ => piece.to_owned(),
        })
        .collect()
}

/// Tells of prose that is a user story but for one part; whether there is such prose.
fn nearly(context: &mut Context<'_>, item: PlanItem<'_>) -> bool {
    let found = item.syntax().paragraphs().find_map(|paragraph| {
        let text = paragraph.text();
        let lack = lack(&text)?;
        Some((text, lack))
    });
    let Some((text, lack)) = found else { return false };
    let name = name(item);
    let (message, level) = match &lack {
        Lack::Role => (format!("the user story of {name} does not say who: `As a …`, and who it is"), Level::Warning),
        Lack::Want => (
            format!("the user story of {name} says who and not what they want: go on with `I want …, so that …`"),
            Level::Warning,
        ),
        Lack::Benefit => (
            format!("the job story of {name} does not say what for: go on with `so I can …`, so that it counts as one"),
            Level::Info,
        ),
        Lack::Words(range) => {
            (format!("{name} says \"{}\": with `I want` it counts as a user story", &text[range.clone()]), Level::Info)
        }
    };
    let span = if let Lack::Words(range) = lack { text.span(range) } else { text.whole_span() };
    context.report(item, span, message).at_most(level);
    true
}

/// Tells of a user story that begins in the middle of a paragraph; whether there is one.
fn inside(context: &mut Context<'_>, item: PlanItem<'_>) -> bool {
    let document = item.syntax().document();
    let text_from = |line: u32, end: u32| {
        let lines = (line..end).map(|line| &document.text()[document.content_span(line).range()]);
        lines.collect::<Vec<_>>().join(" ")
    };
    // Looking at all that follows costs as much as there is; nobody begins as often in vain.
    let mut tried = 0;
    let found = item.syntax().paragraphs().find_map(|paragraph| {
        let lines = paragraph.lines();
        let begins = |line: &u32| begins_story(&document.text()[document.content_span(*line).range()]);
        let mut begun = (lines.start + 1..lines.end).filter(begins);
        begun.find(|&line| {
            tried += 1;
            tried <= MOST_TRIED && is_told(item, &text_from(line, lines.end))
        })
    });
    let Some(line) = found else { return false };
    let message = format!(
        "the user story of {} stands in the middle of a paragraph: put a blank line above it, so that it counts",
        name(item)
    );
    let above = document.line_span(line - 1).end;
    let line_break = &document.text()[Span::new(above, document.line_end(line - 1)).range()];
    let told = context.report(item, document.content_span(line), message).at_most(Level::Info);
    let _ = told.assist("Put a blank line above it", [Edit::insert(above, line_break)]);
    true
}

/// How many lines that begin as a user story does are looked at.
const MOST_TRIED: usize = 16;

/// Whether a line begins as a user story or job story does.
fn begins_story(line: &str) -> bool {
    let first = line.split([' ', '\t']).next().unwrap_or_default();
    starts(line) || first.eq_ignore_ascii_case("when") || first.eq_ignore_ascii_case("in")
}

/// Tells of a title that is a user story; whether it is one.
fn in_title(context: &mut Context<'_>, item: PlanItem<'_>) -> bool {
    let title = item.title();
    if !is_told(item, &title) {
        return false;
    }
    let message =
        format!("the title of {} is its user story: move the sentence below it, and name the story", name(item));
    let edit = lines_below(item, item.syntax().title_line(), &[&title], false);
    let told = context.report(item, item.syntax().title_span(), message).at_most(Level::Info);
    let _ = told.assist("Write the sentence below the title", [edit]);
    true
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::Level;
    use crate::testing::{mended, told};

    #[test]
    fn stories_in_hand_alone_are_asked() {
        told(
            &RULE,
            "
            story PAY-1 Pay
            story PAY-2 Pay
              status: accepted
            story PAY-3 Pay
                  ^^^^^ story/missing-user-story: PAY-3 has no user story
              status: review
            bug PAY-4 Grey
              status: ready
            task PAY-5 Build
              status: doing
            story PAY-6 Pay
              When a card is declined, I want to try another, so I can still buy
              status: ready
            story PAY-8 Pay
                  ^^^^^ story/missing-user-story: PAY-8 has no
              > As a buyer I want to pay
              status: doing
            ",
        );
    }

    #[test]
    fn a_part_that_is_missing_is_named() {
        let found = told(
            &RULE,
            "
            story PAY-1 Pay
              As a buyer
              ^^^^^^^^^^ story/missing-user-story: the user story of PAY-1 says who and not what they want
              status: ready
            story PAY-2 Pay
              As a I want to pay
              ^^^^^^^^^^^^^^^^^^ story/missing-user-story: the user story of PAY-2 does not say who
              status: ready
            story PAY-3 Pay
              When I pay I want a receipt
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^ story/missing-user-story: the job story of PAY-3 does not say what for
              status: ready
            story PAY-4 Pay
              As a buyer, I wish to pay
                          ^^^^^^ story/missing-user-story: PAY-4 says \"I wish\": with `I want`
              status: ready
            ",
        );
        let levels: Vec<_> = found.iter().map(|finding| finding.level).collect();
        assert_eq!(levels, [Level::Warning, Level::Warning, Level::Info, Level::Info]);
    }

    #[test]
    fn a_story_in_another_place_is_a_hint() {
        let text = "story PAY-1 Pay\n  Three asked for it.\n  As a buyer, I want to pay\n  status: ready\n";
        let wanted = "story PAY-1 Pay\n  Three asked for it.\n\n  As a buyer, I want to pay\n  status: ready\n";
        assert_eq!(mended(&RULE, text, "plan.backlog"), wanted);
        told(&RULE, wanted);
        let text = "story PAY-1 As a buyer, I want to pay\n  status: ready\n";
        let wanted = "story PAY-1 As a buyer, I want to pay\n  As a buyer, I want to pay\n\n  status: ready\n";
        assert_eq!(mended(&RULE, text, "plan.backlog"), wanted);
    }

    #[test]
    fn the_skeleton_goes_below_the_title() {
        let skeleton = "  As a …\n  I want …\n  so that …\n";
        for (before, after) in [("", "\n  [ ] It is paid\n"), ("\n", "  status: ready\n"), ("", "\n  Guests leave.\n")]
        {
            let rest = format!("{}  status: ready\n", after.trim_start_matches('\n'));
            let text = format!("story PAY-1 Pay\n{before}{rest}");
            assert_eq!(mended(&RULE, &text, "plan.backlog"), format!("story PAY-1 Pay\n{skeleton}\n{rest}"));
        }
    }

    #[test]
    fn another_language_has_its_own_forms_or_none() {
        let story = "story PAY-1 Zahlen\n  Kunden wollen zahlen.\n  status: ready\n";
        told(&RULE, &format!("//- roadlog.toml\n[workspace]\nlanguage = \"de\"\n//- plan.backlog\n{story}"));
        let toml =
            "[workspace]\nlanguage = \"de\"\n[story]\nforms = [\"Als {role} will ich {want}, damit {benefit}\"]\n";
        let text = format!("//- roadlog.toml\n{toml}//- plan.backlog\n{story}");
        let wanted = "story PAY-1 Zahlen\n  Als … will ich …, damit …\n\n  Kunden wollen zahlen.\n  status: ready\n";
        assert_eq!(mended(&RULE, &text, "plan.backlog"), wanted);
        told(
            &RULE,
            &format!(
                "//- roadlog.toml\n{toml}//- plan.backlog\nstory PAY-1 Zahlen\n  Als Kundin will ich zahlen\n  status: ready\n"
            ),
        );
    }
}
