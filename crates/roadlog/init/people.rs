//! The people whom git knows, each once and with a handle of their own.

use std::collections::BTreeSet;

use roadlog_config::{forge_handle, is_email};
use roadlog_git::{Author, Identity};
use roadlog_syntax::value::{Date, Handle};

use super::handles::{fitting, numbered};
use crate::output::sinks::is_hidden;

/// How many people are taken over at most: nobody tends a longer list.
const MOST: usize = 50;

/// The name that somebody gets of whom nothing makes a handle.
const NAMELESS: &str = "person";

/// Somebody to be written into roadlog.toml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    /// The handle.
    pub(crate) handle: Handle,
    /// The name; empty where it is not known.
    pub(crate) name: String,
    /// The addresses, each once.
    pub(crate) emails: Vec<String>,
}

impl Person {
    /// Somebody of whom only the handle is known.
    pub(crate) const fn named(handle: Handle) -> Self {
        Self { handle, name: String::new(), emails: Vec::new() }
    }
}

/// The people of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct People {
    /// The git user first, then who wrote most, then whom only the plan names.
    pub(crate) list: Vec<Person>,
    /// How many authors are not among them: they have not written for a year, or there are too many.
    pub(crate) left_out: usize,
}

impl People {
    /// The people that git knows. A handle that the plan names already goes to whom it fits; whoever it fits to nobody
    /// is added.
    pub(crate) fn new(user: Option<&Identity>, authors: &[Author], named: &BTreeSet<Handle>) -> Self {
        let (groups, left_out) = grouped(user, authors);
        let mut people = Self { list: Vec::with_capacity(groups.len()), left_out };
        for known in groups {
            let handle = people.free_handle(&known, named);
            people.list.push(Person { handle, name: known.name, emails: known.emails });
        }
        let unknown = named.iter().filter(|handle| people.find(handle).is_none()).cloned().collect::<Vec<_>>();
        people.list.extend(unknown.into_iter().map(Person::named));
        people
    }

    /// The person with this handle.
    pub(crate) fn find(&self, handle: &Handle) -> Option<&Person> {
        self.list.iter().find(|person| person.handle == *handle)
    }

    fn free_handle(&self, known: &Known, named: &BTreeSet<Handle>) -> Handle {
        let is_free = |handle: &Handle| self.find(handle).is_none();
        let fit: Vec<Handle> = fitting(&known.name, &known.emails).collect();
        let in_plan = fit.iter().find(|handle| named.contains(*handle) && is_free(handle));
        if let Some(handle) = in_plan.or_else(|| fit.iter().find(|handle| is_free(handle) && !named.contains(*handle)))
        {
            return handle.clone();
        }
        let nameless = Handle::from_name(NAMELESS).expect("it is a word of small letters");
        let stem = fit.first().unwrap_or(&nameless);
        let mut others = (2..).filter_map(|number| numbered(stem, number));
        let free = std::iter::once(nameless.clone()).filter(|_| fit.is_empty()).chain(&mut others);
        free.into_iter().find(|handle| is_free(handle) && !named.contains(handle)).unwrap_or(nameless)
    }
}

/// Somebody under all names and addresses that are theirs.
struct Known {
    name: String,
    emails: Vec<String>,
}

impl Known {
    fn of(identity: &Identity) -> Self {
        let name: String = identity.name.chars().filter(|character| !is_hidden(*character)).collect();
        let email = identity.email.trim();
        let emails = (is_email(email) && !email.contains(is_hidden)).then(|| email.to_owned());
        Self { name: name.split_whitespace().collect::<Vec<_>>().join(" "), emails: emails.into_iter().collect() }
    }

    /// Whether both are one person: by an address, by the user name of a forge, or by name.
    fn is(&self, other: &Self) -> bool {
        let same_name = !self.name.is_empty() && self.name.to_lowercase() == other.name.to_lowercase();
        let same = |one: &String, two: &String| {
            let forge = || forge_handle(one).is_some_and(|handle| forge_handle(two) == Some(handle));
            one.eq_ignore_ascii_case(two) || forge()
        };
        same_name || self.emails.iter().any(|one| other.emails.iter().any(|two| same(one, two)))
    }

    fn take(&mut self, other: Self) {
        if self.name.is_empty() {
            self.name = other.name;
        }
        for email in other.emails {
            if !self.emails.iter().any(|known| known.to_lowercase() == email.to_lowercase()) {
                self.emails.push(email);
            }
        }
    }
}

/// Everybody once, the git user first; and how many authors are not among them.
fn grouped(user: Option<&Identity>, authors: &[Author]) -> (Vec<Known>, usize) {
    let lately = authors.iter().map(|author| author.last_day).max().map(a_year_before);
    let (recent, old): (Vec<_>, Vec<_>) = authors.iter().partition(|author| Some(author.last_day) >= lately);
    let mut groups: Vec<Known> = user.map(Known::of).into_iter().collect();
    let mut left_out = 0;
    for (is_recent, author) in recent.into_iter().map(|it| (true, it)).chain(old.into_iter().map(|it| (false, it))) {
        let known = Known::of(&author.identity);
        match groups.iter().position(|group| group.is(&known)) {
            Some(place) => groups[place].take(known),
            None if is_recent && groups.len() < MOST => groups.push(known),
            None => left_out += 1,
        }
    }
    (groups, left_out)
}

fn a_year_before(day: Date) -> Date {
    day.saturating_sub(jiff::Span::new().years(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(text: &str) -> Identity {
        let (name, email) = text.strip_suffix('>').unwrap().split_once(" <").unwrap();
        Identity { name: name.to_owned(), email: email.to_owned() }
    }

    /// Authors that wrote one after the other, `day` days ago.
    fn authors(texts: &[(&str, i16)]) -> Vec<Author> {
        let last = |day: i16| jiff::civil::date(2026, 11, 23).saturating_sub(jiff::Span::new().days(day));
        let author = |(text, day): &(&str, i16)| Author { identity: identity(text), commits: 1, last_day: last(*day) };
        texts.iter().map(author).collect()
    }

    fn told(user: Option<&str>, texts: &[(&str, i16)], named: &[&str]) -> Vec<String> {
        let named = named.iter().map(|name| Handle::from_name(name).unwrap()).collect();
        let people = People::new(user.map(identity).as_ref(), &authors(texts), &named);
        let line = |person: &Person| format!("{} {} {}", person.handle, person.name, person.emails.join(" "));
        people.list.iter().map(line).chain((people.left_out > 0).then(|| people.left_out.to_string())).collect()
    }

    #[test]
    fn the_git_user_comes_first_and_once() {
        let told = told(
            Some("Maria Kovač <maria@shop.example>"),
            &[("Li Wei <li@shop.example>", 0), ("maria <MARIA@shop.example>", 0)],
            &[],
        );
        assert_eq!(told, ["@maria Maria Kovač maria@shop.example", "@li Li Wei li@shop.example"]);
    }

    #[test]
    fn several_addresses_of_one_name_or_one_forge_user_are_one_person() {
        let told = told(
            None,
            &[
                ("Maria Kovač <maria@shop.example>", 0),
                ("maria kovač <1234+mkovac@users.noreply.github.com>", 900),
                ("mkovac <mkovac@users.noreply.github.com>", 1),
            ],
            &[],
        );
        let emails = "maria@shop.example 1234+mkovac@users.noreply.github.com mkovac@users.noreply.github.com";
        // The second is met before the third because who wrote lately is looked at first.
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(emails.split(' ').all(|email| told.join(" ").contains(email)), "{told:?}");
    }

    #[test]
    fn handles_are_their_own() {
        let people = [("Li Wei <li@a.example>", 0), ("Li Na <li@b.example>", 0), ("李 <me@c>", 0), ("王 <>", 0)];
        let handles = ["@li Li Wei li@a.example", "@li-na Li Na li@b.example", "@person 李 me@c", "@person-2 王 "];
        assert_eq!(told(None, &people, &[]), handles);
        let people = [("Li <li@a.example>", 0), ("LI W. <li@b.example>", 0), ("李 <li@c.example>", 0)];
        let handles = ["@li Li li@a.example", "@li-w LI W. li@b.example", "@li-2 李 li@c.example"];
        assert_eq!(told(None, &people, &[]), handles);
    }

    #[test]
    fn whom_the_plan_names_has_that_handle() {
        let told = told(None, &[("Ana Lima <a.lima@shop.example>", 0)], &["ana", "sam"]);
        assert_eq!(told, ["@ana Ana Lima a.lima@shop.example", "@sam  "]);
    }

    #[test]
    fn who_has_not_written_for_a_year_before_the_last_commit_is_left_out() {
        let told =
            told(None, &[("Ana <ana@a.example>", 400), ("Li <li@a.example>", 3000), ("Sam <sam@a.example>", 760)], &[]);
        assert_eq!(told, ["@ana Ana ana@a.example", "@sam Sam sam@a.example", "1"]);
    }

    #[test]
    fn a_crowd_is_cut_off() {
        let texts: Vec<String> = (0..60).map(|number| format!("P{number} <p{number}@a.example>")).collect();
        let texts: Vec<_> = texts.iter().map(|text| (text.as_str(), 0)).collect();
        let told = told(None, &texts, &[]);
        assert_eq!((told.len(), told.last().map(String::as_str)), (51, Some("10")));
    }

    #[test]
    fn names_and_addresses_are_made_fit_for_the_file() {
        let told = told(None, &[("Ma\u{202e}ria\u{7}  K <maria shop>", 0)], &[]);
        assert_eq!(told, ["@maria-k Maria K "]);
    }
}
