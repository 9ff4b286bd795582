//! People and teams to name: those first whose part it is.

use roadlog_config::{Field, FieldRef, Person, Role, Team};
use roadlog_model::{FieldView, PlanItem};
use roadlog_syntax::Span;
use roadlog_syntax::value::Handle;

use super::{Completion, CompletionKey, CompletionKind, Offers};
use crate::about;
use crate::markup::shown;
use crate::spot::Spot;

/// The people and teams that a field may name, without those that it names already.
pub(super) fn for_field(spot: &Spot<'_>, field: FieldView<'_>, which: FieldRef, word: Span, offers: &mut Offers) {
    let item = field.item();
    let named: Vec<_> = field.people().filter(|(_, span)| !span.touches(spot.offset)).map(|(who, _)| who).collect();
    let is_new = |who: &Handle| !named.contains(&who);
    match which {
        FieldRef::BuiltIn(Field::Owner) => {
            let role = item.side().map(roadlog_config::Side::role);
            people(
                spot,
                word,
                |person| is_new(person.handle()) && !is_agent(person),
                |it| rank(item, it, role),
                offers,
            );
        }
        FieldRef::BuiltIn(Field::Team | Field::Teams) => teams(spot, word, is_new, offers),
        FieldRef::BuiltIn(Field::Assignee) => {
            people(spot, word, |it| is_new(it.handle()), |it| rank(item, it, Some(Role::Developer)), offers);
            teams(spot, word, is_new, offers);
        }
        FieldRef::BuiltIn(Field::Stakeholders) => {
            people(spot, word, |it| is_new(it.handle()), |it| rank(item, it, Some(Role::Stakeholder)), offers);
            teams(spot, word, is_new, offers);
        }
        _ => {
            people(spot, word, |it| is_new(it.handle()), |_| 0, offers);
            teams(spot, word, is_new, offers);
        }
    }
}

/// Those who may accept an item.
pub(super) fn accepting(spot: &Spot<'_>, item: PlanItem<'_>, word: Span, offers: &mut Offers) {
    let Some(side) = item.side() else { return };
    let shape = item.settings().shape();
    let accepts = |person: &Person| spot.plan().config().has_role(person.handle(), side.role(), shape);
    people(spot, word, accepts, |_| 0, offers);
}

/// Everybody.
pub(super) fn all(spot: &Spot<'_>, item: Option<PlanItem<'_>>, word: Span, offers: &mut Offers) {
    let owner = item.and_then(PlanItem::owner).map(|owner| owner.handle);
    people(spot, word, |_| true, |person| u8::from(Some(person.handle()) != owner), offers);
    teams(spot, word, |_| true, offers);
}

/// The people who are in the team today, the user of the editor first among those of one rank.
fn people(
    spot: &Spot<'_>,
    word: Span,
    fits: impl Fn(&Person) -> bool,
    rank: impl Fn(&Person) -> u8,
    offers: &mut Offers,
) {
    let surroundings = &spot.snapshot.surroundings;
    let all = spot.plan().config().people().iter();
    let mut people: Vec<&Person> = all.filter(|it| it.is_active_on(surroundings.today) && fits(it)).collect();
    people.sort_by_key(|person| (rank(person), surroundings.user.as_ref() != Some(person.handle())));
    for person in people {
        push(person.handle(), person_detail(person), CompletionKind::Person, word, offers);
    }
}

fn teams(spot: &Spot<'_>, word: Span, fits: impl Fn(&Handle) -> bool, offers: &mut Offers) {
    for team in spot.plan().config().teams().iter().filter(|team| fits(team.handle())) {
        push(team.handle(), members(team), CompletionKind::Team, word, offers);
    }
}

fn push(handle: &Handle, detail: String, kind: CompletionKind, word: Span, offers: &mut Offers) {
    let offer = Completion::new(kind, word, handle.to_string()).about(CompletionKey::Person(handle.clone()));
    let offer = offer.found_by(format!("{handle} {}", shown(&detail)));
    offers.push(if detail.is_empty() { offer } else { offer.detailed(detail) });
}

/// `Maria Kovač, product owner`.
fn person_detail(person: &Person) -> String {
    let name = person.name().map(str::to_owned).into_iter();
    name.chain(about::roles_of(person)).collect::<Vec<_>>().join(", ")
}

/// `team of @maria and @li`.
fn members(team: &Team) -> String {
    let members: Vec<_> = team.members().iter().map(|member| member.value.to_string()).collect();
    if members.is_empty() { "team".to_owned() } else { format!("team of {}", members.join(", ")) }
}

/// Those who have the role come before those who do not.
fn rank(item: PlanItem<'_>, person: &Person, role: Option<Role>) -> u8 {
    let has = role.is_some_and(|role| item.plan().config().has_role(person.handle(), role, item.settings().shape()));
    u8::from(!has)
}

fn is_agent(person: &Person) -> bool {
    person.roles().contains(Role::Agent)
}
