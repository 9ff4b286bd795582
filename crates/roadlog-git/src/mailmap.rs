//! .mailmap: the one name and address of people who committed under several (gitmailmap(5)).

use rustc_hash::FxHashMap;

/// What is given in the place of a name and an address; what is not given stays.
#[derive(Clone, Debug, Default)]
struct Given {
    name: Option<Vec<u8>>,
    email: Option<Vec<u8>>,
}

impl Given {
    fn take(&mut self, name: Option<&[u8]>, email: Option<&[u8]>) {
        if let Some(name) = name {
            self.name = Some(name.to_vec());
        }
        if let Some(email) = email {
            self.email = Some(email.to_vec());
        }
    }
}

/// What is given for one address.
#[derive(Clone, Debug, Default)]
struct Entry {
    /// Whatever the name is.
    any: Given,
    /// For one name, in small letters.
    named: FxHashMap<Vec<u8>, Given>,
}

/// The names and addresses that stand for others.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mailmap {
    /// By the address of the commit, in small letters.
    entries: FxHashMap<Vec<u8>, Entry>,
}

impl Mailmap {
    /// Adds the lines of a file; a later line counts more than one before.
    pub(crate) fn read(&mut self, file: &[u8]) {
        for line in file.split(|byte| *byte == b'\n').filter(|line| !line.starts_with(b"#")) {
            let Some((name, email, rest)) = pair(line).filter(|(_, email, _)| !email.is_empty()) else { continue };
            match pair(rest) {
                Some((old_name, old_email, _)) => self.add(name, Some(email), old_name, old_email),
                None => self.add(name, None, None, email),
            }
        }
    }

    fn add(&mut self, name: Option<&[u8]>, email: Option<&[u8]>, old_name: Option<&[u8]>, old_email: &[u8]) {
        let entry = self.entries.entry(old_email.to_ascii_lowercase()).or_default();
        match old_name {
            Some(old) => entry.named.entry(old.to_ascii_lowercase()).or_default().take(name, email),
            None => entry.any.take(name, email),
        }
    }

    /// The name and address that stand for these.
    pub(crate) fn resolved<'m>(&'m self, name: &'m [u8], email: &'m [u8]) -> (&'m [u8], &'m [u8]) {
        let Some(entry) = self.entries.get(&email.to_ascii_lowercase()) else { return (name, email) };
        let given = entry.named.get(&name.to_ascii_lowercase()).unwrap_or(&entry.any);
        (given.name.as_deref().unwrap_or(name), given.email.as_deref().unwrap_or(email))
    }
}

/// The next name, if one is there, and address of a line, with what stands behind.
fn pair(line: &[u8]) -> Option<(Option<&[u8]>, &[u8], &[u8])> {
    let open = line.iter().position(|byte| *byte == b'<')?;
    let close = open + line[open..].iter().position(|byte| *byte == b'>')?;
    let name = line[..open].trim_ascii();
    Some(((!name.is_empty()).then_some(name), &line[open + 1..close], &line[close + 1..]))
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::process::Stdio;

    use roadlog_testkit::Repository;

    use super::*;

    const FILE: &str = "\
# A comment <li@old.example>
Maria Kovač <maria@shop.example>
<ana@shop.example> <ana@old.example>
Li Wei <li@shop.example> <LI@old.example>
Sam Okoro <sam@shop.example> Samuel <shared@shop.example>
Tom <tom@shop.example> tom o <shared@shop.example>
Anybody <shared@shop.example>
Li <li@later.example> <li@old.example>
Nobody <>
No address
Empty <empty@shop.example> <>
  Spaces   <spaces@shop.example>   <spaces@old.example>
Broken <broken@shop.example
";

    const ASKED: &[(&str, &str)] = &[
        ("maria", "maria@shop.example"),
        ("maria", "MARIA@shop.example"),
        ("ana", "ana@old.example"),
        ("li", "li@OLD.example"),
        ("Samuel", "shared@shop.example"),
        ("SAMUEL", "shared@shop.example"),
        ("Tom O", "shared@shop.example"),
        ("Eve", "shared@shop.example"),
        ("x", "spaces@old.example"),
        ("x", "unknown@shop.example"),
        ("x", "broken@shop.example"),
    ];

    #[test]
    fn every_answer_is_the_one_of_git() {
        let repository = Repository::new();
        repository.write(".mailmap", FILE);
        let mut mailmap = Mailmap::default();
        mailmap.read(FILE.as_bytes());
        let asked: String = ASKED.iter().map(|(name, email)| format!("{name} <{email}>\n")).collect();
        let mut git = repository.command("git");
        git.args(["check-mailmap", "--stdin"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut git = git.spawn().unwrap();
        git.stdin.take().unwrap().write_all(asked.as_bytes()).unwrap();
        let expected = String::from_utf8(git.wait_with_output().unwrap().stdout).unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let answers = ASKED.iter().map(|(name, email)| {
            let (name, email) = mailmap.resolved(name.as_bytes(), email.as_bytes());
            format!("{} <{}>\n", text(name), text(email))
        });
        assert_eq!(answers.collect::<String>(), expected);
    }

    #[test]
    fn an_empty_address_can_be_mapped() {
        let mut mailmap = Mailmap::default();
        mailmap.read(FILE.as_bytes());
        assert_eq!(mailmap.resolved(b"x", b""), (&b"Empty"[..], &b"empty@shop.example"[..]));
    }

    #[test]
    fn any_bytes_are_read() {
        let mut mailmap = Mailmap::default();
        mailmap.read(b"\xff\xfe<\xff>\0\r\n<<>>><\n> <\n");
        assert_eq!(mailmap.resolved(b"x", b"\xff"), (&b"\xff\xfe"[..], &b"\xff"[..]));
    }
}
