//! `story/unknown-persona`: a user story is told by somebody whom no persona describes.

use roadlog_model::PlanItem;
use roadlog_syntax::user_story::persona_name;
use roadlog_syntax::{Edit, Span};
use rustc_hash::FxHashMap;

use super::developer_as_user;
use super::told::{is_asked, start_of_role, told};
use crate::context::Context;
use crate::finding::{FileEdit, Level};
use crate::rule::{Asks, Check, Fixes, Group, Rule};
use crate::rules::reference::free_id::FreeIds;
use crate::skeleton::{item_at, line_break_of};
use crate::suggest::nearest;
use crate::wording::{listed, name};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "story/unknown-persona",
    level: Some(Level::Info),
    summary: "A user story is told by a role that is none of the personas.",
    why: "A persona says what somebody knows, has at hand and is after, so that a team can decide small things without \
asking. A role that is none is either another word for one or somebody whom nobody has described yet. Where the plan \
has no personas the rule is silent. A persona with more words around it, \"returning shop owner with two shops\", is \
one, and \"Shop owner / Händlerin\" has two names. A role that several stories have is told of once.",
    bad: r#"
//- plan.roadmap
persona P-1 First-time buyer
  owner: @ana

//- plan.backlog
story PAY-12 Pay without an account
  As a first-time byuer
       ^^^^^^^^^^^^^^^^ story/unknown-persona: PAY-12 is told by "first-time byuer", who is no persona: did you mean "First-time buyer"
  I want to pay with only my card
  so that I finish before I change my mind

  status: ready
  owner: @maria

  [ ] Given a cart with items, when I choose "guest", then I am asked for a card
"#,
    good: r#"
//- plan.roadmap
persona P-1 First-time buyer
  owner: @ana

//- plan.backlog
story PAY-12 Pay without an account
  As a first-time buyer
  I want to pay with only my card
  so that I finish before I change my mind

  status: ready
  owner: @maria

  [ ] Given a cart with items, when I choose "guest", then I am asked for a card
"#,
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::Among { groups, check },
};

/// How many personas a message names, and how many further stories it points at.
const MOST: usize = 4;

fn groups(context: &Context<'_>, item: PlanItem<'_>) -> Vec<Group> {
    Group::all(is_asked_here(item) && !context.personas().is_empty() && unknown_role(context, item).is_some())
}

fn check(context: &mut Context<'_>, _: &Group, items: &[PlanItem<'_>]) {
    let mut unknown: Vec<Unknown<'_>> = Vec::new();
    let mut by_name: FxHashMap<String, usize> = FxHashMap::default();
    for &item in items {
        let Some((role, span)) = unknown_role(context, item) else { continue };
        let at = *by_name.entry(persona_name(&role)).or_insert(unknown.len());
        match unknown.get_mut(at) {
            Some(known) => known.others.push((item, span)),
            None => unknown.push(Unknown { role, first: (item, span), others: Vec::new() }),
        }
    }
    let place = NewPersona::of(context);
    for unknown in &unknown {
        tell(context, unknown, place.as_ref());
    }
}

/// Whether an item is one whose story is looked at: one that is ready or doing, neither in an archive nor another
/// workspace's.
fn is_asked_here(item: PlanItem<'_>) -> bool {
    is_asked(item) && item.is_ready_or_doing() && !item.file().is_archived() && !item.file().is_foreign()
}

/// A role that is no persona, with the stories that are told by it.
struct Unknown<'p> {
    role: String,
    first: (PlanItem<'p>, Span),
    others: Vec<(PlanItem<'p>, Span)>,
}

/// Who tells a story, where that is somebody whom no persona describes and no other rule tells of.
fn unknown_role(context: &Context<'_>, item: PlanItem<'_>) -> Option<(String, Span)> {
    let (personas, plan) = (context.personas(), item.plan());
    if start_of_role(item).is_some_and(|role| personas.know(plan, role)) {
        return None;
    }
    let story = told(item)?;
    let (role, span) = story.role()?;
    let is_known = if story.in_own_form { personas.know_in_own_form(plan, role) } else { personas.know(plan, role) };
    // A gap that is still to be filled in is told by another rule.
    let says_who = role.contains(char::is_alphanumeric);
    (says_who && !is_known && !developer_as_user::tells_of(context, item, role)).then(|| (role.to_owned(), span))
}

fn tell(context: &mut Context<'_>, unknown: &Unknown<'_>, place: Option<&NewPersona<'_>>) {
    let Unknown { role, first: (item, span), others } = unknown;
    let titles: Vec<_> = context.personas().items(context.plan()).map(PlanItem::title).collect();
    let near = nearest(role, titles.iter().map(|title| &**title));
    let add = place.map(|place| format!("add it to {}", place.below.file().path()));
    // What is near is most likely meant; else the persona is most likely missing.
    let ways = match near {
        Some(near) => [Some(format!("did you mean \"{near}\"")), add],
        None => [add, Some(choice(&titles))],
    };
    let ways = ways.into_iter().flatten().collect::<Vec<_>>().join(", or ");
    let (more, are) = match others.len() {
        0 => (String::new(), "is"),
        more => (format!(" and {more} more"), "are"),
    };
    let message = format!("{}{more} {are} told by \"{role}\", who is no persona: {ways}", name(*item));
    let mut told = context.report(*item, *span, message);
    for (other, span) in others.iter().take(MOST) {
        told = told.and(other.file(), *span, format!("{} too", name(*other)));
    }
    if let Some(near) = near {
        let stories = std::iter::once(&unknown.first).chain(others);
        let edits = stories.map(|(story, span)| FileEdit {
            path: story.file().shared_path().into(),
            edit: Edit::new(*span, within_a_sentence(near)),
        });
        told = told.mend_files(format!("Change to {near}"), false, edits.collect());
    }
    if let Some(place) = place {
        let edit = FileEdit { path: place.below.file().shared_path().into(), edit: place.with(role) };
        let _ = told.mend_files(format!("Add the persona {}", capital(role)), false, vec![edit]);
    }
}

/// Whom a story may be told by, in words.
fn choice<T: AsRef<str>>(titles: &[T]) -> String {
    let quoted: Vec<_> = titles.iter().take(MOST).map(|title| format!("\"{}\"", title.as_ref())).collect();
    let others = titles.len() - quoted.len();
    match (&quoted[..], others) {
        (_, 1..) => format!("take one of the {}, such as {}", titles.len(), listed(&quoted[..2], "and")),
        ([only], _) => format!("take the only one, {only}"),
        _ => format!("take {}", listed(&quoted, "or")),
    }
}

/// A title as it stands in a sentence: without its capital, unless it is one of more.
fn within_a_sentence(title: &str) -> String {
    let mut letters = title.chars();
    match letters.next() {
        Some(first) if letters.clone().next().is_some_and(char::is_lowercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => title.to_owned(),
    }
}

fn capital(role: &str) -> String {
    let mut letters = role.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Where another persona goes, and the id that it gets.
struct NewPersona<'p> {
    /// The one that it stands below.
    below: PlanItem<'p>,
    id: String,
    line_break: &'static str,
}

impl<'p> NewPersona<'p> {
    /// Below the last one of this workspace; `None` where all are another workspace's, which nothing changes.
    fn of(context: &Context<'p>) -> Option<Self> {
        let can_change = |persona: &PlanItem<'_>| {
            !persona.file().is_foreign() && !persona.file().document().is_damaged() && persona.id().is_some()
        };
        let below = context.personas().items(context.plan()).rfind(can_change)?;
        let id = FreeIds::new(context).give(below.id()?.prefix(), below)?.to_string();
        let _ = below.document();
        Some(Self { below, id, line_break: line_break_of(below.file()) })
    }

    fn with(&self, role: &str) -> Edit {
        let text = format!("{} {} {}", self.below.kind_word(), self.id, capital(role));
        item_at(self.below.file(), self.below.syntax().span().end, &text, self.line_break)
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{mended, told};

    const PERSONAS: &str = "
        //- plan.roadmap
        persona P-1 The first-time buyer
          Has no account.

        == Goals
        //- plan.backlog
    ";

    fn beside_personas(text: &str) -> String {
        let lines = PERSONAS.lines().map(|line| line.get(8..).unwrap_or_default());
        let text = lines.collect::<Vec<_>>().join("\n") + text;
        text.trim_start_matches('\n').to_owned()
    }

    #[test]
    fn personas_by_title_by_id_and_with_more_words() {
        told(
            &RULE,
            &beside_personas(
                "story PAY-1 Pay
  As a First-Time buyer who is in a hurry, I want to pay
  status: ready
story PAY-2 Pay
  As a P-1, I want to pay
  status: ready
story PAY-3 Pay
  As a first-time buyer agent, I want to pay
       ^^^^^^^^^^^^^^^^^^^^^^ story/unknown-persona: PAY-3 is told by \"first-time buyer agent\", who is no persona: add it to plan.roadmap, or take the only one, \"The first-time buyer\"
  status: ready
story PAY-4 Pay
  When I am in a hurry, I want to pay, so I can leave
  status: ready
story PAY-5 Pay
  As a courier, I want to pay
story PAY-6 Pay
  As a …, I want …
  status: ready
",
            ),
        );
    }

    #[test]
    fn a_role_of_several_stories_is_told_of_once() {
        let found = told(
            &RULE,
            &beside_personas(
                "story PAY-1 Pay
  As a courier, I want to pay
       ^^^^^^^ story/unknown-persona: PAY-1 and 2 more are told by \"courier\", who is no persona
  status: ready
story PAY-2 Ride
  As the Courier I want to ride
  status: ready
story PAY-3 Sleep
  As a courier
  I want to sleep
  status: doing
",
            ),
        );
        let related: Vec<_> = found[0].related.iter().map(|related| related.message.unescaped()).collect();
        assert_eq!(related, ["PAY-2 too", "PAY-3 too"]);
    }

    #[test]
    fn what_is_misspelt_often_is_mended_everywhere() {
        let text = "persona P-1 Buyer\n\nstory PAY-1 Pay\n  As a byuer, I want to pay\n  status: ready\n\n\
story PAY-2 Ask\n  As a byuer, I want to ask\n  status: ready\n";
        let mended = mended(&RULE, text, "plan.backlog");
        assert_eq!(mended, text.replace("byuer", "buyer"));
    }

    #[test]
    fn words_before_a_persona_and_its_other_names() {
        told(
            &RULE,
            "
            //- roadlog.toml
            [story]
            forms = [\"Als {role} möchte ich {want}, damit {benefit}\"]
            //- plan.roadmap
            persona P-1 Scheduler / Disponentin
            persona P-2 Patient (Kunde)
            //- plan.backlog
            story PAY-1 Book
              As a returning patient with two children, I want to book
              status: ready
            story PAY-2 Book
              Als Disponentin möchte ich buchen, damit es geht
              status: ready
            story PAY-3 Book
              Als Kunde mit Karte möchte ich buchen, damit es geht
              status: ready
            story PAY-4 Book
              As a scheduler I want to book
              status: ready
            story PAY-5 Book
              As clinic IT I want to book
                 ^^^^^^^^^ story/unknown-persona: PAY-5 is told by \"clinic IT\"
              status: ready
            ",
        );
    }

    #[test]
    fn without_personas_nobody_is_unknown() {
        told(
            &RULE,
            "
            story PAY-1 Pay
              As a courier, I want to pay
              status: ready
            //- archive/old.roadmap
            persona P-1 Buyer
            ",
        );
    }

    #[test]
    fn the_persona_is_added_below_the_others() {
        let text = beside_personas("story PAY-1 Pay\n  As a courier, I want to pay\n  status: ready\n");
        let wanted = "\
persona P-1 The first-time buyer
  Has no account.

persona P-2 Courier

== Goals
";
        assert_eq!(mended(&RULE, &text, "plan.roadmap"), wanted);
    }

    #[test]
    fn what_another_workspace_has_is_known_and_left_as_it_is() {
        let found = told(
            &RULE,
            "
            //- other/their.roadmap
            persona P-1 Buyer
            //- plan.backlog
            story PAY-1 Pay
              As a buyer, I want to pay
              status: ready
            story PAY-2 Pay
              As a courier, I want to pay
                   ^^^^^^^ story/unknown-persona
              status: ready
            ",
        );
        assert!(found[0].fixes.is_empty());
    }
}
