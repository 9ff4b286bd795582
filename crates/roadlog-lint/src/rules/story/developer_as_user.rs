//! `story/developer-as-user`: a user story is told by those who build the product.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::sync::LazyLock;

use roadlog_config::Field;
use roadlog_model::{Plan, PlanFile, PlanItem};
use roadlog_syntax::user_story::persona_name;
use roadlog_syntax::{Edit, Kind, Span};
use rustc_hash::FxHashSet;

use super::told::{is_asked, start_of_role, told};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, FileView, Fixes, Rule};
use crate::word_list;
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "story/developer-as-user",
    level: Some(Level::Info),
    summary: "A user story is told by those who build the product.",
    why: "A user story says what a user gets. \"As a developer, I want a cache\" puts a piece of the work into its form, \
and the user who would notice it is left out: it is a task, or the story of whoever waits for the page. Where \
developers are the users, a persona says so, and the rule is silent.",
    bad: r#"
story PAY-12 Keep the prices in a cache
  As a developer
       ^^^^^^^^^ story/developer-as-user: PAY-12 is told by "developer", who builds the product: is it a task
  I want a cache of prices
  so that the page is there within a second

  status: ready
  owner: @maria

  [ ] Given a cache, when the page is opened, then no price is asked for twice
"#,
    good: "
story PAY-12 See the prices at once
  As a first-time buyer
  I want to see all prices within a second
  so that I do not go elsewhere

  status: ready
  owner: @maria

  [ ] Given 100 items, when I open the page, then all prices are there within a second
",
    fix: Fixes::Assist,
    options: &word_list::options(&ROLES),
    asks: Asks::ReadyOrDoing,
    check: Check::Each(check),
};

/// The roles of those who build a product.
///
/// Sources: Mike Cohn, User Stories Applied, chapter 12 (developers are no users), and the roles of the Scrum Guide. Left out
/// is who may well be a user: engineer, designer, analyst, administrator, product manager.
const ROLES: [&str; 23] = [
    "developer",
    "software developer",
    "software engineer",
    "web developer",
    "backend developer",
    "back-end developer",
    "frontend developer",
    "front-end developer",
    "full-stack developer",
    "mobile developer",
    "app developer",
    "programmer",
    "dev",
    "tester",
    "software tester",
    "QA",
    "QA engineer",
    "DevOps engineer",
    "development team",
    "dev team",
    "scrum team",
    "scrum master",
    "product owner",
];

fn check(context: &mut Context<'_>, view: FileView<'_>) {
    let plan = view.plan;
    let roles = LazyCell::new(|| roles(plan, view.file));
    let first_words = LazyCell::new(|| roles.iter().filter_map(|role| role.split(' ').next()).collect::<Vec<_>>());
    for item in view.items().filter(|item| is_asked(*item) && item.is_ready_or_doing()) {
        if start_of_role(item).is_some_and(|role| !may_be_one(role, &first_words)) {
            continue;
        }
        let Some(story) = told(item) else { continue };
        let Some((role, span)) = story.role() else { continue };
        if roles.contains(&persona_name(role)) && !context.personas().know(plan, role) {
            tell(context, item, role, span);
        }
    }
}

fn tell(context: &mut Context<'_>, item: PlanItem<'_>, role: &str, span: Span) {
    let message = format!(
        "{} is told by \"{role}\", who builds the product: is it a task? Else say which user gets what from it",
        name(item)
    );
    let told = context.report(item, span, message);
    if can_be_a_task(item) {
        let _ = told.assist("Make it a task", [Edit::new(item.syntax().kind_span(), Kind::Task.name())]);
    }
}

/// Whether all that a story says can be said of a task: its status is one there, and nobody has accepted it.
fn can_be_a_task(item: PlanItem<'_>) -> bool {
    let is_story = item.kind().is_some_and(|kind| kind == Kind::Story.into());
    let status = item.status().is_some_and(|status| item.settings().status(Kind::Task.into(), &status.word).is_some());
    is_story && status && item.field(Field::Accepted).is_none()
}

/// Whether what stands in the place of a role starts with one of the first words of roles.
fn may_be_one(text: &str, first_words: &[&str]) -> bool {
    let is_mark = |character: char| !character.is_alphanumeric();
    let word = text.split_whitespace().next().unwrap_or_default().trim_matches(is_mark).to_lowercase();
    first_words.contains(&&*word)
}

/// The roles of those who build the product, as they are compared.
fn roles(plan: &Plan, file: &PlanFile) -> Cow<'static, FxHashSet<String>> {
    static BUILT_IN: LazyLock<FxHashSet<String>> = LazyLock::new(|| ROLES.into_iter().map(persona_name).collect());
    if word_list::is_built_in(&RULE, plan, file) {
        return Cow::Borrowed(&BUILT_IN);
    }
    Cow::Owned(word_list::list(&RULE, plan, file).into_iter().map(persona_name).collect())
}

/// Whether this rule tells of a story with this role, so that no other rule needs to.
pub(crate) fn tells_of(context: &Context<'_>, item: PlanItem<'_>, role: &str) -> bool {
    context.is_on(&RULE, item.file()) && roles(item.plan(), item.file()).contains(&persona_name(role))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{mended, told};

    const STORY: &str = "story PAY-1 Cache prices\n  As a QA engineer, I want a cache\n  status: doing\n";

    #[test]
    fn where_developers_are_the_users_a_persona_says_so() {
        told(&RULE, &format!("//- plan.roadmap\npersona P-1 The QA engineer\n//- plan.backlog\n{STORY}"));
    }

    #[test]
    fn who_may_be_a_user_is_left_alone() {
        told(
            &RULE,
            "
            story PAY-1 Pay
              As a property developer, I want to pay
              status: ready
            story PAY-2 Pay
              When I am a developer, I want to pay, so I can leave
              status: ready
            story PAY-3 Pay
              As the **Product  Owner**, I want to pay
                       ^^^^^^^^^^^^^^ story/developer-as-user: PAY-3 is told by \"Product  Owner\"
              status: ready
            ",
        );
    }

    #[test]
    fn what_can_be_a_task_is_made_one() {
        let wanted = STORY.replacen("story", "task", 1);
        assert_eq!(mended(&RULE, STORY, "plan.backlog"), wanted);
        let found = told(
            &RULE,
            "
            story PAY-1 Cache
              As a developer, I want a cache
                   ^^^^^^^^^ story/developer-as-user
              status: rejected
            ",
        );
        assert!(found[0].fixes.is_empty());
    }

    #[test]
    fn a_team_has_its_own_roles() {
        told(
            &RULE,
            "
            //- roadlog.toml
            [workspace]
            language = \"de\"
            [story]
            forms = [\"Als {role} will ich {want}\"]
            [rules.options.\"story/developer-as-user\"]
            add = [\"Entwicklerin\"]
            //- plan.backlog
            story PAY-1 Speicher
              Als Entwicklerin will ich einen Speicher
                  ^^^^^^^^^^^^ story/developer-as-user
              status: ready
            ",
        );
    }
}
