//! `[people.HANDLE]`: who is who.

use roadlog_syntax::Span;
use roadlog_syntax::value::{Date, Handle};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::signing_key::SigningKey;
use super::source::{Node, Source, get};
use crate::{ProblemKind, Spanned};

/// What one person's table says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PersonEntry {
    pub(crate) handle: Handle,
    /// Where the handle stands.
    pub(crate) span: Span,
    pub(crate) name: Option<SmolStr>,
    pub(crate) emails: Vec<Spanned<SmolStr>>,
    pub(crate) roles: Vec<Spanned<SmolStr>>,
    pub(crate) keys: Vec<Spanned<SigningKey>>,
    pub(crate) until: Option<Spanned<Date>>,
}

/// The people read so far, by what has to be theirs alone.
#[derive(Default)]
struct Seen {
    handles: FxHashMap<Handle, Span>,
    emails: FxHashMap<SmolStr, (Span, Handle)>,
    keys: FxHashMap<SmolStr, (Span, Handle)>,
}

pub(super) fn read<'t>(source: &mut Source<'t>, table: Option<&Node<'t>>) -> Vec<PersonEntry> {
    let mut seen = Seen::default();
    let entries = source.entries(table).into_iter();
    entries.filter_map(|(key, node)| person(source, &mut seen, &key, node)).collect()
}

/// Reads a handle that stands in a table's key or in a list, where its `@` may be left out.
pub(super) fn handle(source: &mut Source<'_>, name: &Spanned<&str>) -> Option<Handle> {
    let bare = name.strip_prefix('@').unwrap_or(name);
    match Handle::from_name(bare) {
        Ok(handle) => Some(handle),
        Err(error) => {
            source.invalid(name.span, error.to_string());
            None
        }
    }
}

fn person<'t>(source: &mut Source<'t>, seen: &mut Seen, key: &Spanned<&str>, node: &Node<'t>) -> Option<PersonEntry> {
    node.get_ref().as_table()?;
    let handle = handle(source, key)?;
    if let Some(first) = seen.handles.get(&handle) {
        let problem = ProblemKind::Invalid.at(key.span, format!("{handle} is here twice: make them one person"));
        source.report(problem.see(*first, "here first"));
        return None;
    }
    seen.handles.insert(handle.clone(), key.span);
    let node = Some(node);
    Some(PersonEntry {
        span: key.span,
        name: get(node, "name").and_then(|name| source.text(name)).map(|name| SmolStr::new(name.value)),
        emails: emails(source, seen, &handle, get(node, "emails")),
        roles: source.texts(get(node, "roles")).into_iter().map(|role| role.map(SmolStr::new)).collect(),
        keys: keys(source, seen, &handle, get(node, "keys")),
        until: get(node, "until").and_then(|until| source.date(until)),
        handle,
    })
}

fn emails<'t>(
    source: &mut Source<'t>,
    seen: &mut Seen,
    handle: &Handle,
    node: Option<&Node<'t>>,
) -> Vec<Spanned<SmolStr>> {
    let mut emails = Vec::new();
    for text in source.texts(node) {
        if !is_email(&text) {
            source.invalid(
                text.span,
                format!("`{}` is not an e-mail address: it is written maria@shop.example", text.value),
            );
            continue;
        }
        let email = SmolStr::new(text.to_lowercase());
        if let Some((first, whose)) = seen.emails.get(&email) {
            let whose = if whose == handle { "twice".to_owned() } else { format!("{whose}'s too") };
            let message = format!("`{}` is {whose}: an address belongs to one person", text.value);
            source.report(ProblemKind::DuplicateEmail.at(text.span, message).see(*first, "here first"));
            continue;
        }
        seen.emails.insert(email.clone(), (text.span, handle.clone()));
        emails.push(Spanned::new(email, text.span));
    }
    emails
}

/// Whether a text is an e-mail address as `emails` takes it. Git takes any address without `<`, `>` and line ends; less
/// would refuse people whom git lets commit.
pub fn is_email(text: &str) -> bool {
    let is_foreign =
        |character: char| character.is_whitespace() || character.is_control() || "<>,;".contains(character);
    text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty()) && !text.contains(is_foreign)
}

fn keys<'t>(
    source: &mut Source<'t>,
    seen: &mut Seen,
    handle: &Handle,
    node: Option<&Node<'t>>,
) -> Vec<Spanned<SigningKey>> {
    let mut keys = Vec::new();
    for text in source.texts(node) {
        let key = match SigningKey::read(&text) {
            Ok(key) => key,
            Err(problem) => {
                source.invalid(text.span, problem);
                continue;
            }
        };
        if let Some((first, whose)) = seen.keys.get(key.text()) {
            let message = format!("this key is {whose}'s already: a key belongs to one person and stands there once");
            source.report(ProblemKind::Invalid.at(text.span, message).see(*first, "here first"));
            continue;
        }
        seen.keys.insert(key.text().into(), (text.span, handle.clone()));
        keys.push(Spanned::new(key, text.span));
    }
    keys
}

#[cfg(test)]
mod tests {
    use roadlog_syntax::value::parse_date;

    use crate::testing::{clean, told};
    use crate::{Place, parse};

    #[test]
    fn a_person_whole() {
        let file = clean(
            "[people.ana]\nname = \"Ana Lima\"\nemails = [\"Ana@Shop.example\"]\nroles = [\"product-manager\"]\n\
             keys = [\"ssh-ed25519 AAAA…\"]\nuntil = 2027-01-31\n",
        );
        let ana = &file.people[0];
        assert_eq!(ana.handle.name(), "ana");
        assert_eq!(ana.name.as_deref(), Some("Ana Lima"));
        assert_eq!(ana.emails[0].value, "ana@shop.example", "addresses are compared in lower case");
        assert_eq!(ana.until.unwrap().value, parse_date("2027-01-31").unwrap());
    }

    #[test]
    fn a_date_may_be_a_text() {
        let file = clean("[people.ana]\nuntil = \"2027-01-31\"\n");
        assert_eq!(file.people[0].until.unwrap().value, parse_date("2027-01-31").unwrap());
    }

    #[test]
    fn dates_that_are_none() {
        told("[people.ana]\nuntil = \"‹2027-02-31›\"\n", "config/invalid `2027-02-31` is not a day of the calendar");
        told(
            "[people.ana]\nuntil = ‹2027-01-31T10:00:00Z›\n",
            "config/invalid a day alone is wanted here, without a time: 2026-11-27",
        );
        told(
            "[people.ana]\nuntil = ‹10:00:00›\n",
            "config/invalid a day alone is wanted here, without a time: 2026-11-27",
        );
    }

    #[test]
    fn a_handle_is_a_user_name() {
        told(
            "[people.\"‹Ana Lima›\"]\nname = \"Ana\"\n",
            "config/invalid `Ana Lima` is not a person: a person is written `@maria`",
        );
        assert_eq!(clean("[people.Ana]\n").people[0].handle.name(), "ana");
        told("[people.ana]\n[people.‹Ana›]\n", "config/invalid @ana is here twice: make them one person | here first");
    }

    #[test]
    fn an_address_is_one_persons_whatever_its_letter_case() {
        told(
            "[people.ana]\nemails = [\"Ana@shop.example\"]\n[people.li]\nemails = [\"‹ana@SHOP.example›\"]\n",
            "config/duplicate-email `ana@SHOP.example` is @ana's too: an address belongs to one person | here first",
        );
        told(
            "[people.ana]\nemails = [\"ana@shop.example\", \"‹ana@shop.example›\"]\n",
            "config/duplicate-email `ana@shop.example` is twice: an address belongs to one person | here first",
        );
        let (_, problems) = parse("[people.a]\nemails = [\"a@b\"]\n[people.c]\nemails = [\"A@b\"]\n", Place::Root);
        assert_eq!(problems[0].related[0].0, roadlog_syntax::Span::new(22, 25));
    }

    #[test]
    fn what_is_no_address_or_key() {
        for address in ["ana", "@shop.example", "ana@", "Ana <ana@shop.example>", "a@b,c@d"] {
            let message =
                format!("config/invalid `{address}` is not an e-mail address: it is written maria@shop.example");
            told(&format!("[people.ana]\nemails = [\"‹{address}›\"]\n"), &message);
        }
        told(
            "[people.ana]\nkeys = [\"‹AAAAC3NzaC1›\"]\n",
            "config/invalid not an SSH public key: it is written \"ssh-ed25519 AAAA…\", as in the .pub file",
        );
    }

    #[test]
    fn a_key_is_one_persons() {
        told(
            "[people.ana]\nkeys = [\"ssh-ed25519 AAAA1 laptop\"]\n[people.li]\nkeys = [\"‹ssh-ed25519  AAAA1›\"]\n",
            "config/invalid this key is @ana's already: a key belongs to one person and stands there once | here first",
        );
    }
}
