//! A handle for somebody whom git knows by name and address.

use roadlog_config::forge_handle;
use roadlog_syntax::value::Handle;

/// What stands before the `@` of addresses that belong to a place and not to a person.
const NOBODY_S: [&str; 14] = [
    "admin",
    "contact",
    "dev",
    "developer",
    "git",
    "github",
    "hello",
    "hi",
    "info",
    "mail",
    "me",
    "office",
    "root",
    "team",
];

/// The handles that fit somebody, the likeliest first: the user name that a forge made an address for, what stands
/// before the `@` of the others, the name, the first name.
pub(super) fn fitting<'p>(name: &'p str, emails: &'p [String]) -> impl Iterator<Item = Handle> + 'p {
    let forge = emails.iter().filter_map(|email| forge_handle(email));
    let local = emails.iter().filter(|email| forge_handle(email).is_none()).filter_map(|email| local_part(email));
    let names = [name, name.split_whitespace().next().unwrap_or(name)];
    forge.chain(local).chain(names.into_iter().filter_map(handle))
}

/// The handle that a number makes another one of: `@maria-2`.
pub(super) fn numbered(handle: &Handle, number: usize) -> Option<Handle> {
    Handle::from_name(&format!("{}-{number}", handle.name())).ok()
}

/// The handle in an address, without what mail programs sort by: `maria+git@shop.example`.
fn local_part(email: &str) -> Option<Handle> {
    let local = email.split('@').next()?.split('+').next()?;
    if NOBODY_S.contains(&local.to_ascii_lowercase().as_str()) { None } else { handle(local) }
}

/// The handle that is closest to a text: letters without their accents, and `-` for what no handle has.
fn handle(text: &str) -> Option<Handle> {
    let mut name = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match plain(character) {
            "" if name.ends_with('-') => {}
            "" if is_mark(character) => {}
            "" => name.push('-'),
            letters => name.push_str(letters),
        }
    }
    Handle::from_name(name.trim_matches(['-', '.', '_'])).ok()
}

/// Accents that follow their letter, and apostrophes.
const fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\'' | '’' | '`')
}

/// A small letter, digit or mark of a handle as a handle has it; nothing for any other character.
fn plain(character: char) -> &'static str {
    const ASCII: &str = "abcdefghijklmnopqrstuvwxyz0123456789._-";
    if let Some(place) = ASCII.find(character) {
        return &ASCII[place..=place];
    }
    let folded = FOLDED.iter().find(|(letters, _)| letters.contains(character));
    folded.map_or("", |(_, plain)| plain)
}

/// Letters of the languages that are written in Latin, by the plain letters that their writers put for them.
const FOLDED: [(&str, &str); 31] = [
    ("àáâãåāăą", "a"),
    ("ä", "ae"),
    ("æ", "ae"),
    ("çćĉċč", "c"),
    ("ďđ", "d"),
    ("ð", "d"),
    ("èéêëēĕėęě", "e"),
    ("ĝğġģ", "g"),
    ("ĥħ", "h"),
    ("ìíîïĩīĭįı", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("ĺļľŀł", "l"),
    ("ñńņň", "n"),
    ("ŋ", "ng"),
    ("òóôõōŏő", "o"),
    ("ö", "oe"),
    ("ø", "o"),
    ("œ", "oe"),
    ("ŕŗř", "r"),
    ("śŝşšș", "s"),
    ("ß", "ss"),
    ("ţťŧț", "t"),
    ("þ", "th"),
    ("ùúûũūŭůűų", "u"),
    ("ü", "ue"),
    ("ŵ", "w"),
    ("ýÿŷ", "y"),
    ("źżž", "z"),
    ("ơ", "o"),
    ("ư", "u"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn first(name: &str, emails: &[&str]) -> Option<String> {
        let emails: Vec<String> = emails.iter().map(ToString::to_string).collect();
        fitting(name, &emails).next().map(|handle| handle.name().to_owned())
    }

    #[test]
    fn a_forge_knows_the_handle_best_then_the_address_then_the_name() {
        let forge = "1234+maria@users.noreply.github.com";
        assert_eq!(first("Maria Kovač", &["m.kovac@shop.example", forge]).as_deref(), Some("maria"));
        assert_eq!(first("Maria Kovač", &["Ana.Lima+git@shop.example"]).as_deref(), Some("ana.lima"));
        assert_eq!(first("Maria Kovač", &["info@shop.example"]).as_deref(), Some("maria-kovac"));
        assert_eq!(first("Maria Kovač", &[]).as_deref(), Some("maria-kovac"));
    }

    #[test]
    fn names_lose_what_no_handle_has() {
        for (name, handle) in [
            ("Jürgen Groß", "juergen-gross"),
            ("Łukasz Żółć", "lukasz-zolc"),
            ("Seán O’Brien", "sean-obrien"),
            ("Se\u{61}\u{301}n", "sean"),
            ("  Dr. Ana   Lima (PM) ", "dr.-ana-lima-pm"),
            ("li_wei", "li_wei"),
        ] {
            assert_eq!(first(name, &[]).as_deref(), Some(handle), "{name}");
        }
        for name in ["李伟", "", "---", "()"] {
            assert_eq!(first(name, &[]), None, "{name}");
        }
        assert_eq!(first("李伟", &["li@shop.example"]).as_deref(), Some("li"));
    }

    #[test]
    fn a_number_makes_another_handle() {
        let maria = Handle::from_name("maria").unwrap();
        assert_eq!(numbered(&maria, 2).unwrap().name(), "maria-2");
    }
}
