//! Who wrote the history: each author once, with how much and how lately.

use std::cmp::Reverse;

use roadlog_syntax::value::Date;
use rustc_hash::FxHashMap;

use crate::commit::{self, Written};
use crate::identity::{Identity, text};
use crate::mailmap::Mailmap;
use crate::robots::is_robot;

/// How many commits are enough to know the people of a repository. A history of millions is read in a moment, and
/// whoever wrote nothing among the newest 20,000 is not of the team any more.
pub const NEWEST_COMMITS: usize = 20_000;

/// An author of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// Who it is, after .mailmap; the name that the newest commit has. The address may be empty.
    pub identity: Identity,
    /// How many of the commits are theirs.
    pub commits: usize,
    /// The day of the last one, by their own clock.
    pub last_day: Date,
}

/// Counts commits by author.
pub(crate) struct Tally<'m> {
    mailmap: &'m Mailmap,
    authors: FxHashMap<String, Author>,
}

impl<'m> Tally<'m> {
    pub(crate) fn new(mailmap: &'m Mailmap) -> Self {
        Self { mailmap, authors: FxHashMap::default() }
    }

    /// Counts a commit: the newest first. One whose author is not clear counts for nobody.
    pub(crate) fn count(&mut self, commit: &[u8]) {
        let Some(Written { name, email, day, .. }) = commit::author(commit) else { return };
        let (name, email) = self.mailmap.resolved(name, email);
        let (name, email) = (text(name), text(email));
        // Who has no address is told by name.
        let key = if email.is_empty() { name.to_lowercase() } else { email.to_lowercase() };
        let author = self.authors.entry(key).or_insert_with(|| Author {
            identity: Identity { name: name.into_owned(), email: email.into_owned() },
            commits: 0,
            last_day: day,
        });
        author.commits += 1;
        author.last_day = author.last_day.max(day);
    }

    /// The people: who wrote most comes first, and of those who wrote as much, who wrote last.
    pub(crate) fn people(self) -> Vec<Author> {
        let mut people: Vec<_> = self.authors.into_values().collect();
        people.retain(|author| !is_robot(&author.identity) && !is_nobody(&author.identity));
        people.sort_by(|one, other| {
            let by = |author: &Author| (Reverse(author.commits), Reverse(author.last_day));
            by(one).cmp(&by(other)).then_with(|| one.identity.cmp(&other.identity))
        });
        people
    }
}

fn is_nobody(identity: &Identity) -> bool {
    identity.name.is_empty() && identity.email.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(authors: &[&str]) -> String {
        let mailmap = Mailmap::default();
        let mut tally = Tally::new(&mailmap);
        for author in authors {
            tally.count(format!("tree 0\nauthor {author}\n\nA message\n").as_bytes());
        }
        let line = |author: &Author| {
            let Author { identity: Identity { name, email }, commits, last_day } = author;
            format!("{name} <{email}> {commits} {last_day}\n")
        };
        tally.people().iter().map(line).collect()
    }

    #[test]
    fn each_author_is_told_once_by_address_with_the_newest_name() {
        let told = people(&[
            "Maria K <maria@shop.example> 1794819600 +0000",
            "Li <li@shop.example> 1794819500 +0000",
            "Maria Kovač <Maria@shop.example> 1794906000 +0000",
        ]);
        assert_eq!(told, "Maria K <maria@shop.example> 2 2026-11-17\nLi <li@shop.example> 1 2026-11-16\n");
    }

    #[test]
    fn who_has_no_address_is_told_by_name_and_who_has_neither_not_at_all() {
        let told = people(&["Li <> 0 +0000", "li <> 0 +0000", "Ana <> 0 +0000", " <> 0 +0000"]);
        assert_eq!(told, "Li <> 2 1970-01-01\nAna <> 1 1970-01-01\n");
    }

    #[test]
    fn robots_and_unclear_authors_are_left_out() {
        let told = people(&[
            "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com> 0 +0000",
            "Ana <ana@shop.example> <eve@x> 0 +0000",
            "Ana <ana@shop.example> 0 +0000",
        ]);
        assert_eq!(told, "Ana <ana@shop.example> 1 1970-01-01\n");
    }
}
