//! Who is who, and which roles they have.

use std::sync::OnceLock;

use roadlog_syntax::Span;
use roadlog_syntax::value::{Date, Handle};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::{Config, forge_handle};
use crate::file::{PersonEntry, RoleEntry, TeamEntry, nearest};
use crate::tables::{Role, RoleSet, Shape, Side};
use crate::{ConfigFile, FileProblem, ProblemKind, SigningKey, Spanned};

/// A person.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    entry: PersonEntry,
    roles: RoleSet,
    has_unknown_role: bool,
    is_foreign: bool,
}

impl Person {
    /// The handle: `@maria`.
    pub const fn handle(&self) -> &Handle {
        &self.entry.handle
    }

    /// The name to show, if one is written.
    pub fn name(&self) -> Option<&str> {
        self.entry.name.as_deref()
    }

    /// The addresses in lower case, with their places in the root's file.
    pub fn emails(&self) -> &[Spanned<SmolStr>] {
        &self.entry.emails
    }

    /// The roles as written, built in or of the team's own, with their places in the root's file.
    pub fn written_roles(&self) -> &[Spanned<SmolStr>] {
        &self.entry.roles
    }

    /// The built-in roles that the written ones are or are like, whatever the shape makes of them.
    pub const fn roles(&self) -> RoleSet {
        self.roles
    }

    /// Whether one of the written roles is none that there is, so that what the person was meant to decide is not known.
    pub const fn has_unknown_role(&self) -> bool {
        self.has_unknown_role
    }

    /// Whether a role of this name, built in or of the team's own, is written.
    pub fn is_called(&self, role: &str) -> bool {
        self.entry.roles.iter().any(|written| written.value == role)
    }

    /// The SSH public keys, with their places in the root's file.
    pub fn keys(&self) -> &[Spanned<SigningKey>] {
        &self.entry.keys
    }

    /// The last day in the team.
    pub const fn until(&self) -> Option<Spanned<Date>> {
        self.entry.until
    }

    /// Whether the person is in the team on that day: up to and on the last one.
    pub fn is_active_on(&self, day: Date) -> bool {
        self.entry.until.is_none_or(|until| day <= until.value)
    }

    /// Where the handle stands in the root's file; of a person of another workspace in its file.
    pub const fn span(&self) -> Span {
        self.entry.span
    }

    /// Whether the person is known from another workspace alone.
    pub const fn is_foreign(&self) -> bool {
        self.is_foreign
    }

    /// The roles that count under a shape, before anybody stands in. An agent is nothing else.
    fn roles_under(&self, shape: Option<Shape>) -> RoleSet {
        let roles = self.roles;
        let (manager, owner) = (Role::ProductManager, Role::ProductOwner);
        match shape {
            _ if roles.contains(Role::Agent) => RoleSet::EMPTY.with(Role::Agent),
            Some(Shape::Combined) if roles.contains(manager) || roles.contains(owner) => {
                roles.with(manager).with(owner)
            }
            Some(Shape::ManagersOnly) if roles.contains(manager) => roles.with(owner),
            _ => roles,
        }
    }
}

/// A team.
#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    entry: TeamEntry,
    is_foreign: bool,
}

impl Team {
    /// The handle: `@payments`.
    pub const fn handle(&self) -> &Handle {
        &self.entry.handle
    }

    /// The members, with their places in the root's file.
    pub fn members(&self) -> &[Spanned<Handle>] {
        &self.entry.members
    }

    /// Whether the person is a member.
    pub fn has(&self, person: &Handle) -> bool {
        self.entry.members.iter().any(|member| member.value == *person)
    }

    /// Where the handle stands in the root's file; of a team of another workspace in its file.
    pub const fn span(&self) -> Span {
        self.entry.span
    }

    /// Whether the team is known from another workspace alone.
    pub const fn is_foreign(&self) -> bool {
        self.is_foreign
    }
}

/// The places of people by role and shape.
type Holders = FxHashMap<(Role, Option<Shape>), Vec<usize>>;

/// The people and teams of a workspace, by what they are looked up by.
#[derive(Clone, Debug, Default)]
pub(super) struct People {
    list: Vec<Person>,
    by_handle: FxHashMap<Handle, usize>,
    by_email: FxHashMap<SmolStr, usize>,
    teams: Vec<Team>,
    teams_by_handle: FxHashMap<Handle, usize>,
    /// The deciding roles that somebody has.
    filled: RoleSet,
    /// Who has a role under a shape, by place; looked up once, because rules ask it for every item.
    holders: OnceLock<Holders>,
    is_incomplete: bool,
}

impl People {
    pub(super) fn new(root: &ConfigFile, problems: &mut Vec<FileProblem>) -> Self {
        let mut people = Self::default();
        let own: FxHashMap<&str, Option<Role>> =
            root.roles.iter().map(|role| (role.name.as_str(), role.like)).collect();
        for entry in &root.people {
            let (mut roles, mut has_unknown_role) = (RoleSet::EMPTY, false);
            for written in &entry.roles {
                let like = own.get(written.as_str()).copied();
                match Role::named(written).map(Some).or(like) {
                    Some(Some(role)) => roles = roles.with(role),
                    Some(None) => has_unknown_role = true,
                    None => {
                        has_unknown_role = true;
                        problems.push(FileProblem { file: 0, problem: unknown_role(written, &root.roles) });
                    }
                }
            }
            people.insert(Person { entry: entry.clone(), roles, has_unknown_role, is_foreign: false });
        }
        for entry in &root.teams {
            people.insert_team(Team { entry: entry.clone(), is_foreign: false });
        }
        people
    }

    /// Adds whoever is not known yet, as known from elsewhere.
    pub(super) fn add(&mut self, other: &Self) {
        for person in &other.list {
            if !self.is_taken(person.handle()) {
                self.insert(Person { is_foreign: true, ..person.clone() });
            }
        }
        for team in &other.teams {
            if !self.is_taken(team.handle()) {
                self.insert_team(Team { is_foreign: true, ..team.clone() });
            }
        }
    }

    pub(super) fn set_incomplete(&mut self) {
        self.is_incomplete = true;
    }

    fn is_taken(&self, handle: &Handle) -> bool {
        self.by_handle.contains_key(handle) || self.teams_by_handle.contains_key(handle)
    }

    fn insert(&mut self, person: Person) {
        let place = self.list.len();
        self.holders = OnceLock::new();
        self.by_handle.insert(person.handle().clone(), place);
        for email in person.emails() {
            self.by_email.entry(email.value.clone()).or_insert(place);
        }
        let decides = |role: &Role| matches!(role, Role::ProductManager | Role::ProductOwner);
        self.filled = person.roles_under(None).iter().filter(decides).fold(self.filled, RoleSet::with);
        self.list.push(person);
    }

    fn insert_team(&mut self, team: Team) {
        self.teams_by_handle.insert(team.handle().clone(), self.teams.len());
        self.teams.push(team);
    }

    /// The places of those who have a role under a shape, in the order of the file.
    fn holders(&self, role: Role, shape: Option<Shape>) -> &[usize] {
        let all = self.holders.get_or_init(|| {
            let mut all = Holders::default();
            let shapes: Vec<_> = Shape::ALL.into_iter().map(Some).chain([None]).collect();
            for (place, person) in self.list.iter().enumerate() {
                for &shape in &shapes {
                    for role in self.effective(person, shape).iter() {
                        all.entry((role, shape)).or_default().push(place);
                    }
                }
            }
            all
        });
        all.get(&(role, shape)).map_or(&[], |places| places)
    }

    /// The roles that count: the person's under the shape, and the deciding role that nobody has for who has the other.
    fn effective(&self, person: &Person, shape: Option<Shape>) -> RoleSet {
        let roles = person.roles_under(shape);
        let (manager, owner) = (Role::ProductManager, Role::ProductOwner);
        match (self.filled.contains(manager), self.filled.contains(owner)) {
            (true, false) if roles.contains(manager) => roles.with(owner),
            (false, true) if roles.contains(owner) => roles.with(manager),
            _ => roles,
        }
    }
}

fn unknown_role(written: &Spanned<SmolStr>, own: &[RoleEntry]) -> crate::Problem {
    let mut names: Vec<&str> = Role::ALL.map(Role::name).to_vec();
    names.extend(own.iter().map(|role| role.name.as_str()));
    let meant = nearest(written, names.into_iter());
    let message = match meant {
        Some(_) => format!("`{}` is no role", written.value),
        None => format!("`{0}` is no role: write a built-in one, or add [roles.{0}]", written.value),
    };
    ProblemKind::UnknownRole.at(written.span, message).or_meant(meant)
}

impl Config {
    /// Whether anybody is known at all. Where nobody is, rules about people have nothing to go by.
    pub fn people_known(&self) -> bool {
        !self.people.list.is_empty()
    }

    /// Whether everybody is known who can be: false where a folder that `reads` names is missing.
    pub const fn people_complete(&self) -> bool {
        !self.people.is_incomplete
    }

    /// The people, those of this workspace first, in the order of the file.
    pub fn people(&self) -> &[Person] {
        &self.people.list
    }

    /// The person with this handle.
    pub fn person(&self, handle: &Handle) -> Option<&Person> {
        self.people.list.get(*self.people.by_handle.get(handle)?)
    }

    /// The person who commits with this address, whatever its letter case: whose `emails` have it, else whose handle
    /// is the user name that a forge made the address for.
    pub fn person_by_email(&self, email: &str) -> Option<&Person> {
        match self.people.by_email.get(email.to_lowercase().as_str()) {
            Some(place) => self.people.list.get(*place),
            None => self.person(&forge_handle(email)?),
        }
    }

    /// The teams, those of this workspace first, in the order of the file.
    pub fn teams(&self) -> &[Team] {
        &self.people.teams
    }

    /// The team with this handle.
    pub fn team(&self, handle: &Handle) -> Option<&Team> {
        self.people.teams.get(*self.people.teams_by_handle.get(handle)?)
    }

    /// Whether the handle is a team's.
    pub fn is_team(&self, handle: &Handle) -> bool {
        self.people.teams_by_handle.contains_key(handle)
    }

    /// The members of a team; none if the handle is no team's.
    pub fn team_members(&self, handle: &Handle) -> impl Iterator<Item = &Handle> {
        self.team(handle).into_iter().flat_map(|team| team.members().iter().map(|member| &member.value))
    }

    /// The teams that a person is a member of.
    pub fn teams_of(&self, person: &Handle) -> impl Iterator<Item = &Team> {
        self.people.teams.iter().filter(move |team| team.has(person))
    }

    /// Whether the handle is a person's or a team's.
    pub fn is_known(&self, handle: &Handle) -> bool {
        self.people.is_taken(handle)
    }

    /// Every handle, people before teams.
    pub fn handles(&self) -> impl Iterator<Item = &Handle> {
        self.people.list.iter().map(Person::handle).chain(self.people.teams.iter().map(Team::handle))
    }

    /// Whether somebody has the role, the shape and whoever stands in for a role that nobody has taken into account.
    /// Nobody that is unknown has any role, and no team. The shape is that of the item's
    /// [`Settings`](crate::Settings::shape).
    pub fn has_role(&self, handle: &Handle, role: Role, shape: Option<Shape>) -> bool {
        self.person(handle).is_some_and(|person| self.people.effective(person, shape).contains(role))
    }

    /// Whether somebody is a program, which proposes and never decides.
    pub fn is_agent(&self, handle: &Handle) -> bool {
        self.person(handle).is_some_and(|person| person.roles.contains(Role::Agent))
    }

    /// The people who have the role, as [`Config::has_role`] tells, in the order of the file.
    pub fn with_role(&self, role: Role, shape: Option<Shape>) -> impl Iterator<Item = &Person> {
        self.people.holders(role, shape).iter().map(|&place| &self.people.list[place])
    }

    /// The people who decide on a side of the plan.
    pub fn deciders(&self, side: Side, shape: Option<Shape>) -> impl Iterator<Item = &Person> {
        self.with_role(side.role(), shape)
    }
}

#[cfg(test)]
mod tests {
    use roadlog_syntax::value::parse_date;

    use super::*;
    use crate::testing::config;

    fn handle(name: &str) -> Handle {
        Handle::from_name(name).unwrap()
    }

    fn people(roles: &[(&str, &str)]) -> Config {
        let person = |(name, role): &(&str, &str)| format!("[people.{name}]\nroles = [{role}]\n");
        config(&roles.iter().map(person).collect::<String>())
    }

    fn deciders(config: &Config, side: Side, shape: Option<Shape>) -> String {
        config.deciders(side, shape).map(|person| person.handle().name()).collect::<Vec<_>>().join(" ")
    }

    const MANAGER: &str = "\"product-manager\"";
    const OWNER: &str = "\"product-owner\"";

    #[test]
    fn each_role_decides_on_its_side() {
        let config = people(&[("ana", MANAGER), ("maria", OWNER), ("li", "\"developer\"")]);
        for shape in [None, Some(Shape::Separate)] {
            assert_eq!(deciders(&config, Side::Roadmap, shape), "ana");
            assert_eq!(deciders(&config, Side::Backlog, shape), "maria");
        }
        assert!(config.has_role(&handle("li"), Role::Developer, None));
        assert!(!config.has_role(&handle("li"), Role::ProductOwner, Some(Shape::Combined)));
    }

    #[test]
    fn combined_gives_either_role_both_authorities() {
        let config = people(&[("ana", MANAGER), ("maria", OWNER)]);
        for side in Side::ALL {
            assert_eq!(deciders(&config, side, Some(Shape::Combined)), "ana maria");
        }
    }

    #[test]
    fn managers_only_gives_managers_the_owners_authority() {
        let config = people(&[("ana", MANAGER), ("maria", OWNER)]);
        assert_eq!(deciders(&config, Side::Backlog, Some(Shape::ManagersOnly)), "ana maria");
        assert_eq!(deciders(&config, Side::Roadmap, Some(Shape::ManagersOnly)), "ana");
    }

    #[test]
    fn where_nobody_has_a_role_the_other_stands_in() {
        for (role, side) in [(MANAGER, Side::Backlog), (OWNER, Side::Roadmap)] {
            let config = people(&[("ana", role), ("li", "\"developer\"")]);
            for shape in [None, Some(Shape::Separate)] {
                assert_eq!(deciders(&config, side, shape), "ana");
            }
        }
        assert_eq!(deciders(&people(&[("li", "\"developer\"")]), Side::Backlog, None), "");
    }

    #[test]
    fn an_agent_decides_nothing_whatever_else_it_is() {
        let config = people(&[("bot", "\"agent\", \"product-owner\""), ("ana", MANAGER)]);
        for shape in [None, Some(Shape::Separate), Some(Shape::Combined), Some(Shape::ManagersOnly)] {
            assert!(!config.has_role(&handle("bot"), Role::ProductOwner, shape));
            assert!(config.has_role(&handle("bot"), Role::Agent, shape));
        }
        assert!(config.is_agent(&handle("bot")));
        assert_eq!(deciders(&config, Side::Backlog, None), "ana", "an agent fills no role");
    }

    #[test]
    fn a_role_of_the_teams_own_counts_as_its_model() {
        let config = config(
            "[roles.tester]\nlike = \"developer\"\n[roles.guest]\n[people.tom]\nroles = [\"tester\", \"guest\"]\n",
        );
        let tom = config.person(&handle("tom")).unwrap();
        assert!(config.has_role(&handle("tom"), Role::Developer, None));
        assert!(tom.is_called("tester") && tom.is_called("guest") && !tom.is_called("developer"));
    }

    #[test]
    fn people_are_found_by_handle_and_address() {
        let config = config("[people.ana]\nname = \"Ana Lima\"\nemails = [\"Ana@Shop.example\"]\n");
        assert_eq!(config.person_by_email("aNA@shop.EXAMPLE").unwrap().name(), Some("Ana Lima"));
        assert_eq!(config.person_by_email("li@shop.example"), None);
        let forge = config.person_by_email("1234+ana@users.noreply.github.com");
        assert_eq!(forge.unwrap().name(), Some("Ana Lima"));
        assert_eq!(config.person_by_email("1234+li@users.noreply.github.com"), None);
        assert!(config.is_known(&handle("Ana")), "capitals are read as small letters");
    }

    #[test]
    fn the_last_day_is_still_a_day() {
        let config = config("[people.ana]\nuntil = 2027-01-31\n[people.li]\n");
        let day = |text| parse_date(text).unwrap();
        assert!(config.people()[0].is_active_on(day("2027-01-31")));
        assert!(!config.people()[0].is_active_on(day("2027-02-01")));
        assert!(config.people()[1].is_active_on(day("9999-12-31")));
    }

    #[test]
    fn teams() {
        let config = config("[people.maria]\n[people.li]\n[teams]\npayments = [\"maria\", \"li\"]\nempty = []\n");
        let members: Vec<_> = config.team_members(&handle("payments")).map(Handle::name).collect();
        assert_eq!(members, ["maria", "li"]);
        assert!(config.is_team(&handle("empty")) && !config.is_team(&handle("li")));
        assert_eq!(config.teams_of(&handle("li")).count(), 1);
        assert_eq!(config.team_members(&handle("li")).count(), 0);
        let handles: Vec<_> = config.handles().map(Handle::name).collect();
        assert_eq!(handles, ["maria", "li", "payments", "empty"]);
    }

    #[test]
    fn without_a_file_nobody_is_known() {
        assert!(!Config::default().people_known());
        assert!(!Config::default().has_role(&handle("ana"), Role::ProductManager, Some(Shape::Combined)));
    }

    #[test]
    fn another_workspace_adds_its_people_and_changes_none_here() {
        let elsewhere = config(
            "[people.ana]\nname = \"Another Ana\"\nemails = [\"other@shop.example\"]\n\
             [people.maria]\nemails = [\"ana@shop.example\", \"maria@shop.example\"]\nroles = [\"product-owner\"]\n\
             [teams]\npayments = [\"maria\"]\n",
        );
        let here = config("[people.ana]\nemails = [\"ana@shop.example\"]\nroles = [\"product-manager\"]\n");
        assert_eq!(deciders(&here, Side::Backlog, None), "ana");
        let both = here.with_read(&elsewhere);
        assert_eq!(both.person(&handle("ana")).unwrap().name(), None);
        assert_eq!(both.person_by_email("ana@shop.example").unwrap().handle().name(), "ana");
        assert!(both.person(&handle("maria")).unwrap().is_foreign());
        assert!(both.team(&handle("payments")).unwrap().is_foreign());
        assert_eq!(deciders(&both, Side::Backlog, None), "maria", "the role is filled now");
    }
}
