//! The product owner's two decisions about finished work: accepted with a sign-off, or sent back with a reason.

use roadlog_config::{Field, FieldRef, Phase};
use roadlog_lint::others_to_accept;
use roadlog_lint::wording::{a, listed};
use roadlog_model::AgreedWords;
use roadlog_model::{Plan, PlanItem, Value};
use roadlog_syntax::value::{Handle, Id, SignOff};
use roadlog_syntax::{EntryText, Mark};

use crate::draft::{Draft, Edited};
use crate::field::put;
use crate::find::{kind_of, live, named};
use crate::refusal::Refusal;
use crate::status::{self, REJECTED, is_accepted_by_people, of_kind};
use crate::world::World;

/// The acceptance of finished work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accept {
    /// The items; all of them are accepted or none.
    pub ids: Vec<Id>,
    /// Whether somebody said that the Definition of Done is kept (see [`definition_of_done`]).
    pub done: bool,
}

/// The rejection of finished work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The item.
    pub id: Id,
    /// What has to change.
    pub because: String,
}

/// The items of these ids that have a Definition of Done, each with its lines: what is to be asked before they are
/// accepted.
pub fn definition_of_done(plan: &Plan, ids: &[Id]) -> Vec<(Id, Vec<String>)> {
    let lines = |id: &Id| {
        let item = plan.first(id)?;
        let lines = item.settings().done(item.kind()?).iter().map(|(line, _)| line.to_string());
        Some((id.clone(), lines.collect::<Vec<_>>()))
    };
    ids.iter().filter_map(lines).filter(|(_, lines)| !lines.is_empty()).collect()
}

pub(crate) fn accept(world: &World<'_>, request: &Accept) -> Result<Edited, Refusal> {
    let mut draft = Draft::new(world);
    for id in &request.ids {
        draft.about(id);
        accept_one(&mut draft, id, request.done)?;
    }
    draft.finish()
}

pub(crate) fn reject(world: &World<'_>, request: &Reject) -> Result<Edited, Refusal> {
    let mut draft = Draft::new(world);
    draft.about(&request.id);
    reject_one(&mut draft, &request.id, &request.because)?;
    draft.finish()
}

fn accept_one(draft: &mut Draft<'_>, id: &Id, done: bool) -> Result<(), Refusal> {
    let item = live(draft.plan(), id)?;
    let kind = kind_of(item)?;
    let statuses = item.settings().statuses(kind);
    let in_done = || statuses.iter().find(|status| status.phase == Phase::Done);
    let end = statuses.iter().find(|status| status.name == "accepted" && status.phase == Phase::Done).or_else(in_done);
    let Some(end) = end.filter(|_| is_accepted_by_people(kind)).cloned() else {
        let way_out = in_done().map_or_else(
            || "only stories, bugs and epics are".to_owned(),
            |end| format!("use `roadlog set {id} status {}`", end.name),
        );
        return Err(Refusal::new(format!("{} is not accepted by anybody", a(&item.kind_word())), way_out));
    };
    if let Some(told) = accepted_already(item) {
        draft.note(told);
        return Ok(());
    }
    if item.phase() == Some(Phase::Dropped) {
        let reason =
            format!("{id} is {}, so there is nothing to accept", item.status().map_or("dropped", |it| &it.word));
        return Err(Refusal::new(reason, format!("take it up again first: `roadlog set {id} status doing`")));
    }
    let who = decider(draft, item, id, "accept")?;
    all_met(item, id)?;
    not_ones_own(draft, item, id, &who)?;
    if !done && let Some((_, lines)) = definition_of_done(draft.plan(), std::slice::from_ref(id)).into_iter().next() {
        let reason = format!("nobody said that {id} keeps the Definition of Done: {}", lines.join("; "));
        return Err(Refusal::new(reason, "look, then add --done"));
    }
    draft.agreed_to(id);
    status::write(draft, id, &end)?;
    let fingerprint = Some(AgreedWords::of(named(draft.plan(), id)?).fingerprint());
    let sign_off = SignOff { who, date: draft.world().today(), fingerprint };
    put(draft, id, FieldRef::BuiltIn(Field::Accepted), &sign_off.to_string())
}

/// What there is to say of an item that is accepted as it stands.
fn accepted_already(item: PlanItem<'_>) -> Option<String> {
    let Some(Value::SignOff(sign_off)) = item.field(Field::Accepted).map(roadlog_model::FieldView::value) else {
        return None;
    };
    let holds = item.phase() == Some(Phase::Done) && sign_off.fingerprint == Some(AgreedWords::of(item).fingerprint());
    holds.then(|| {
        format!("{} is accepted already, by {} on {}", item.id().map_or("it", Id::as_str), sign_off.who, sign_off.date)
    })
}

fn all_met(item: PlanItem<'_>, id: &Id) -> Result<(), Refusal> {
    let open: Vec<_> = item.criteria().enumerate().filter(|(_, criterion)| criterion.mark == Mark::Open).collect();
    if open.is_empty() {
        return Ok(());
    }
    let words: Vec<_> = open.iter().map(|(_, criterion)| quoted(&criterion.entry.text())).collect();
    let (has, it) = match open.len() {
        1 => ("an open criterion".to_owned(), "it"),
        count => (format!("{count} open criteria"), "them"),
    };
    let reason = format!("{id} has {has}: {}", listed(&words, "and"));
    let numbers: Vec<_> = open.iter().map(|(at, _)| (at + 1).to_string()).collect();
    let met = format!("roadlog met {id} {}", numbers.join(" "));
    let way_out = format!("mark {it} as met (`{met}`), or as no longer asked for (`{met} --dropped`)");
    Err(Refusal::new(reason, way_out))
}

/// The beginning of a criterion, as a message repeats it.
fn quoted(text: &EntryText<'_>) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("“{}…”", &text[..end]),
        None => format!("“{}”", &**text),
    }
}

/// Who acts, where they may decide on the item.
fn decider(draft: &Draft<'_>, item: PlanItem<'_>, id: &Id, verb: &str) -> Result<Handle, Refusal> {
    let config = draft.plan().config();
    let Some(who) = draft.world().actor else {
        return Err(Refusal::new(
            format!("nobody knows who is to {verb} {id}"),
            "say who with --as @WHO, or add the address that git has of you to your person in roadlog.toml",
        ));
    };
    let Some(side) = item.side().filter(|_| config.people_known()) else { return Ok(who.clone()) };
    let (shape, today) = (item.settings().shape(), draft.world().today());
    let title = side.role().title();
    let deciders: Vec<_> = config
        .deciders(side, shape)
        .filter(|person| person.is_active_on(today))
        .map(|person| person.handle().to_string())
        .collect();
    let way_out = match &deciders[..] {
        [] => format!("give somebody the role {} in roadlog.toml", side.role().name()),
        deciders => format!("ask {}", listed(deciders, "or")),
    };
    let refused = |why: &str| Err(Refusal::new(format!("{who} may not {verb} {id}: {why}"), way_out.clone()));
    let Some(person) = config.person(who) else {
        return refused(if config.is_team(who) { "a team decides nothing" } else { "that is nobody in roadlog.toml" });
    };
    if config.is_agent(who) {
        return refused("an agent proposes and never decides");
    }
    if !person.is_active_on(today) {
        return refused("they have left the team");
    }
    if !config.has_role(who, side.role(), shape) {
        return refused(&format!("that is for {}", a(title)));
    }
    Ok(who.clone())
}

fn not_ones_own(draft: &Draft<'_>, item: PlanItem<'_>, id: &Id, who: &Handle) -> Result<(), Refusal> {
    let Some(side) = item.side() else { return Ok(()) };
    let others = others_to_accept(item, side, who, draft.world().today());
    if others.is_empty() {
        return Ok(());
    }
    let reason = format!("{who} worked on {id}, and nobody accepts their own work while somebody else may");
    Err(Refusal::new(reason, format!("let {} accept it", listed(&others, "or"))))
}

/// Sends work back: only what was worked on, by whoever decides on it.
pub(crate) fn reject_one(draft: &mut Draft<'_>, id: &Id, because: &str) -> Result<(), Refusal> {
    let item = live(draft.plan(), id)?;
    let kind = kind_of(item)?;
    let rejected = of_kind(item, kind, REJECTED).map_err(|refusal| {
        Refusal::new(refusal.reason, format!("set another status: `roadlog set {id} status doing`"))
    })?;
    let rejected = rejected.clone();
    if because.trim().is_empty() {
        return Err(Refusal::new(
            format!("{id} cannot be rejected without a reason"),
            "say what has to change: --because TEXT",
        ));
    }
    if !matches!(item.phase(), Some(Phase::Doing | Phase::Done)) {
        let is = item.status().map_or("draft", |status| &status.word);
        let reason = format!("{id} is {is}: only what was worked on can be sent back");
        return Err(Refusal::new(reason, format!("to give it up: `roadlog set {id} status dropped --because TEXT`")));
    }
    decider(draft, item, id, "reject")?;
    put(draft, id, FieldRef::BuiltIn(Field::Reason), because)?;
    status::write(draft, id, &rejected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Request;
    use crate::testing::{PEOPLE, asked, edited, id, plan, refused};

    const BUG: &str = "bug PAY-1 Pay\n  status: review\n  owner: @maria\n  assignee: @li\n\n  [x] a ^x\n  [-] b\n";

    fn accept() -> Request {
        Request::Accept(Accept { ids: vec![id("PAY-1")], done: false })
    }

    fn reject(because: &str) -> Request {
        Request::Reject(Reject { id: id("PAY-1"), because: because.to_owned() })
    }

    /// The plan of one bug under this configuration.
    fn under(toml: &str) -> String {
        format!("//- roadlog.toml\n{toml}//- plan.backlog\n{BUG}")
    }

    #[test]
    fn an_acceptance_is_bound_to_the_words() {
        let fingerprint = roadlog_syntax::fingerprint::fingerprint("Pay", "", ["a"]);
        let accepted = BUG.replace("review", "accepted");
        let expected = accepted.replace("@li\n", &format!("@li\n  accepted: @maria 2026-11-23 {fingerprint}\n"));
        assert_eq!(edited(BUG, &accept()), expected);
        // Accepted as it stands there is nothing to do, and what is stale is accepted anew.
        assert_eq!(edited(&expected, &accept()), "");
        let stale = expected.replace("] a", "] c");
        assert_ne!(edited(&stale.replace("status: accepted", "status: review"), &accept()), "");
    }

    #[test]
    fn open_criteria_are_in_the_way() {
        let told = refused(&BUG.replace("[x]", "[ ]"), &accept());
        assert_eq!(
            told,
            "PAY-1 has an open criterion: “a ^x”; mark it as met (`roadlog met PAY-1 1`), or as no longer asked for (`roadlog met PAY-1 1 --dropped`)"
        );
    }

    #[test]
    fn only_who_decides_accepts() {
        let toml = format!(
            "{PEOPLE}[people.bot]\nroles = [\"agent\", \"product-owner\"]\n[people.old]\nroles = [\"product-owner\"]\nuntil = 2026-01-31\n[teams]\npayments = [\"maria\"]\n"
        );
        let plan = plan(&under(&toml));
        for (who, why) in [
            ("@li", "@li may not accept PAY-1: that is for a product owner"),
            ("@ana", "@ana may not accept PAY-1: that is for a product owner"),
            ("@bot", "@bot may not accept PAY-1: an agent proposes and never decides"),
            ("@old", "@old may not accept PAY-1: they have left the team"),
            ("@sam", "@sam may not accept PAY-1: that is nobody in roadlog.toml"),
            ("@payments", "@payments may not accept PAY-1: a team decides nothing"),
            ("", "nobody knows who is to accept PAY-1"),
        ] {
            let refusal = asked(&plan, who, &accept()).unwrap_err();
            assert_eq!(refusal.reason.unescaped(), why);
            assert!(who.is_empty() || refusal.way_out.unescaped() == "ask @maria", "{refusal:?}");
            assert!(asked(&plan, who, &reject("x")).is_err(), "{who}");
        }
    }

    #[test]
    fn a_shape_may_give_managers_the_owners_authority() {
        for shape in ["combined", "managers-only"] {
            let plan = plan(&under(&format!("[team]\nshape = \"{shape}\"\n{PEOPLE}")));
            assert!(asked(&plan, "@ana", &accept()).is_ok(), "{shape}");
        }
        let only_ana = plan(
            &under("[people.ana]\nroles = [\"product-manager\"]\n").replace("@maria", "@ana").replace("@li", "@ana"),
        );
        assert!(asked(&only_ana, "@ana", &accept()).is_ok());
    }

    #[test]
    fn nobody_accepts_their_own_work_while_somebody_else_may() {
        let own = BUG.replace("@li", "@maria");
        assert_ne!(edited(&own, &accept()), "");
        let two = under(&format!("{PEOPLE}[people.noah]\nroles = [\"product-owner\"]\n")).replace("@li", "@maria");
        let told = refused(&two, &accept());
        assert!(told.ends_with("let @noah accept it"), "{told}");
    }

    #[test]
    fn the_definition_of_done_is_asked_for() {
        let text = under(&format!("{PEOPLE}[done]\nbug = [\"Reviewed\", \"Help updated\"]\n"));
        assert!(refused(&text, &accept()).ends_with("Reviewed; Help updated; look, then add --done"));
        assert_ne!(edited(&text, &Request::Accept(Accept { ids: vec![id("PAY-1")], done: true })), "");
        let lines = definition_of_done(&plan(&text), &[id("PAY-1"), id("PAY-2")]);
        assert_eq!(lines, [(id("PAY-1"), vec!["Reviewed".to_owned(), "Help updated".to_owned()])]);
    }

    #[test]
    fn what_is_not_accepted_at_all_is_refused() {
        for (text, expected) in [
            ("task PAY-1 a\n", "a task is not accepted by anybody; use `roadlog set PAY-1 status done`"),
            ("vision PAY-1 a\n", "a vision is not accepted by anybody; only stories, bugs and epics are"),
            ("bug PAY-1 a\n  status: dropped\n", "PAY-1 is dropped, so there is nothing to accept"),
            ("story PAY-1 a\n  status: review\n  owner: @maria\n", "this would bring an error"),
            ("//- a.backlog\ntask PAY-2 a\n//- archive/a.backlog\nbug PAY-1 a\n", "PAY-1 is in the archive"),
        ] {
            assert!(refused(text, &accept()).starts_with(expected), "{}", refused(text, &accept()));
        }
    }

    #[test]
    fn rejected_work_says_what_has_to_change() {
        let rejected = BUG.replace("review", "rejected").replace("@li\n", "@li\n  reason: no total\n");
        assert_eq!(edited(BUG, &reject("no total")), rejected);
        let accepted = BUG.replace("review", "accepted").replace("@li\n", "@li\n  accepted: @maria 2026-11-20\n");
        assert_eq!(edited(&accepted, &reject("no total")), rejected);
        for (text, because, expected) in [
            (BUG, " ", "PAY-1 cannot be rejected without a reason"),
            ("bug PAY-1 a\n", "x", "PAY-1 is draft: only what was worked on can be sent back"),
            ("task PAY-1 a\n", "x", "a task has no status rejected; set another status"),
        ] {
            assert!(refused(text, &reject(because)).starts_with(expected), "{}", refused(text, &reject(because)));
        }
    }
}
