//! `reference/unknown-person`: a handle that roadlog.toml does not have.

use roadlog_config::{Config, Person, Team};
use roadlog_model::{FieldView, PlanItem, Value};
use roadlog_syntax::mention::{MentionKind, may_name_person, mentions, signs_of_person};
use roadlog_syntax::value::Handle;
use roadlog_syntax::{Edit, Span};

use crate::context::Context;
use crate::finding::{FileEdit, Level};
use crate::rule::{Asks, Check, FileView, Fixes, Rule};
use crate::slips::slips;
use crate::suggest::{self, nearest};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "reference/unknown-person",
    level: Some(Level::Error),
    summary: "A handle that roadlog.toml does not have.",
    why: "An owner whom nobody knows answers for nothing. In prose, titles, criteria, questions and answers only what \
is nearly a known handle is told, as a hint: there people name whomever they like.",
    bad: "
bug PAY-15 The pay button stays grey
  status: draft
  owner: @mria
         ^^^^^ reference/unknown-person: @mria is nobody in roadlog.toml: did you mean @maria

  ? Does it happen on phones too? @mria
                                  ^^^^^ reference/unknown-person: did you mean @maria
",
    good: "
bug PAY-15 The pay button stays grey
  status: draft
  owner: @maria

  ? Does it happen on phones too? @maria
",
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::Everything,
    check: Check::Each(check),
};

/// Where people stand.
const CONFIG: &str = "roadlog.toml";

fn check(context: &mut Context<'_>, view: FileView<'_>) {
    let config = view.plan.config();
    if !config.people_known() || !config.people_complete() {
        return;
    }
    for item in view.items() {
        for field in item.fields().filter(|field| names_unknown(config, *field)) {
            for (handle, span) in in_field(field).filter(|(handle, _)| !config.is_known(handle)) {
                tell(context, item, handle, span);
            }
        }
        for (handle, span) in in_prose(item).into_iter().filter(|(handle, _)| !config.is_known(handle)) {
            if let Some(near) = near(config, &handle) {
                let told =
                    context.report(item, span, format!("did you mean @{near}? {handle} is nobody in roadlog.toml"));
                let _ = told
                    .at_most(Level::Info)
                    .assist(format!("Change to @{near}"), [Edit::new(span, format!("@{near}"))]);
            }
        }
    }
}

fn tell(context: &mut Context<'_>, item: PlanItem<'_>, handle: &Handle, span: Span) {
    let config = item.plan().config();
    let near = near(config, handle);
    let way_out = near.map_or_else(
        || "correct it, or add them to [people]".to_owned(),
        |near| format!("did you mean @{near}? Else add them to [people]"),
    );
    let told = context.report(item, span, format!("{handle} is nobody in roadlog.toml: {way_out}"));
    let told = match near {
        Some(near) => told.assist(format!("Change to @{near}"), [Edit::new(span, format!("@{near}"))]),
        None => told,
    };
    if let Some(edit) = config.with_newcomer(handle) {
        let edits = vec![FileEdit { path: CONFIG.into(), edit }];
        told.mend_files(format!("Add {handle} to {CONFIG}"), false, edits);
    }
}

/// Whether a field names somebody who is not known. Hardly any does, and where the others stand nobody needs to know.
fn names_unknown(config: &Config, field: FieldView<'_>) -> bool {
    match field.value() {
        Value::SignOff(sign_off) => !config.is_known(&sign_off.who),
        _ => field.handles().any(|handle| !config.is_known(handle)),
    }
}

/// The handles in a field, each with its span; who accepted it too.
fn in_field(field: FieldView<'_>) -> impl Iterator<Item = (&Handle, Span)> {
    let accepted = match field.value() {
        Value::SignOff(sign_off) => {
            let span = field.value_span();
            let length = sign_off.who.name().len() as u32 + 1;
            Some((&sign_off.who, Span::new(span.start, span.start + length)))
        }
        _ => None,
    };
    field.people().chain(accepted)
}

/// The handles in what people wrote freely, each with its span.
fn in_prose(item: PlanItem<'_>) -> Vec<(Handle, Span)> {
    let mut found = Vec::new();
    if !item.syntax().may_say(signs_of_person) {
        return found;
    }
    let passages = item.syntax().passages();
    for passage in passages.filter(|passage| passage.written().is_none_or(may_name_person)) {
        let text = passage.text();
        for mention in mentions(&text) {
            if let MentionKind::Handle(handle) = mention.what {
                found.push((handle, text.span(mention.range)));
            }
        }
    }
    found
}

/// The name of the person or team that was most likely meant: the nearest, or among very many one that is a single
/// slip of the finger away.
fn near<'c>(config: &'c Config, handle: &Handle) -> Option<&'c str> {
    if config.people().len() + config.teams().len() <= suggest::MOST {
        return nearest(handle.name(), config.handles().map(Handle::name));
    }
    let may_stand = |_| ('0'..='9').chain('a'..='z').chain(['-', '_', '.']);
    slips(handle.name(), may_stand).find_map(|name| known(config, &Handle::from_name(&name).ok()?))
}

fn known<'c>(config: &'c Config, handle: &Handle) -> Option<&'c str> {
    let person = config.person(handle).map(Person::handle);
    person.or_else(|| config.team(handle).map(Team::handle)).map(Handle::name)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{mended, told};

    #[test]
    fn teams_are_known_and_prose_names_whomever_it_likes() {
        told(
            &RULE,
            "
            story PAY-1 Pay
              As @github and @mariia say
                             ^^^^^^^ reference/unknown-person: did you mean @maria
              assignee: @payments, @stranger
                                   ^^^^^^^^^ reference/unknown-person: @stranger is nobody in roadlog.toml: correct it
              accepted: @nobody 2026-11-20
                        ^^^^^^^ reference/unknown-person
            ",
        );
    }

    #[test]
    fn a_newcomer_can_be_added_to_the_configuration() {
        let text = "//- roadlog.toml\n[people.maria]\nroles = [\"product-owner\"]\n//- plan.backlog\nstory PAY-1 Pay\n  \
                    assignee: @stranger\n";
        let added = "[people.maria]\nroles = [\"product-owner\"]\n\n[people.stranger]\n";
        assert_eq!(mended(&RULE, text, "roadlog.toml"), added);
    }

    #[test]
    fn among_very_many_people_one_slip_of_the_finger_is_seen() {
        let people = (0..600).map(|number| format!("[people.p{number}x{number}]\n")).collect::<Vec<_>>().concat();
        let plan = "
story PAY-1 Pay
  owner: @p77x777
         ^^^^^^^^ reference/unknown-person: @p77x777 is nobody in roadlog.toml: did you mean @p77x77
  assignee: @stranger
            ^^^^^^^^^ reference/unknown-person: @stranger is nobody in roadlog.toml: correct it
";
        told(&RULE, &format!("//- roadlog.toml\n{people}//- plan.backlog\n{plan}"));
    }

    #[test]
    fn where_nobody_is_known_nobody_is_unknown() {
        told(&RULE, "//- roadlog.toml\n//- plan.backlog\nstory PAY-1 Pay\n  owner: @maria\n");
    }
}
