//! The keys that people sign commits with: written as in a `.pub` file, with the days between which they count before
//! them, as ssh-keygen(1) has it in a list of allowed signers.

use roadlog_syntax::value::Date;
use smol_str::SmolStr;

/// A public key of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningKey {
    text: SmolStr,
    after: Option<Date>,
    before: Option<Date>,
}

impl SigningKey {
    /// Its type and its base64, without comment: `ssh-ed25519 AAAA…`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it counts on that day: from its `valid-after` on, and on no day from its `valid-before` on.
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.after.is_none_or(|after| after <= day) && self.before.is_none_or(|before| day < before)
    }

    /// Reads a key as it stands in roadlog.toml.
    ///
    /// # Errors
    /// What is wrong with it, in one sentence without a full stop.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let (options, rest) = options(text.trim());
        let (mut after, mut before) = (None, None);
        for option in options.split(',').filter(|option| !option.is_empty()) {
            match option.split_once('=').map(|(name, value)| (name, day(value))) {
                Some(("valid-after", Some(day))) => after = Some(day),
                Some(("valid-before", Some(day))) => before = Some(day),
                _ => {
                    return Err(format!(
                        "`{option}` cannot stand before a key: valid-after=\"20260101\" and valid-before=\"20270131\" \
                         can, each with a day"
                    ));
                }
            }
        }
        let text = public_key(rest)
            .ok_or("not an SSH public key: it is written \"ssh-ed25519 AAAA…\", as in the .pub file")?;
        if text.contains("-cert-v01@") {
            return Err("a certificate, and only keys count: write the key that it was made for".to_owned());
        }
        Ok(Self { text, after, before })
    }
}

/// What stands before a key, and the key.
fn options(text: &str) -> (&str, &str) {
    let is_option =
        text.split(['=', ' ']).next().is_some_and(|name| !is_type(name) && text[name.len()..].starts_with('='));
    match text.split_once(char::is_whitespace) {
        Some((options, rest)) if is_option => (options, rest.trim_start()),
        _ => ("", text),
    }
}

/// `"20270131"`: a day without its hyphens.
fn day(quoted: &str) -> Option<Date> {
    let digits = quoted.strip_prefix('"')?.strip_suffix('"')?;
    let is_day = digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<i16>().ok();
    let (year, month, day) = is_day.then(|| Some((number(0, 4)?, number(4, 6)?, number(6, 8)?)))??;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn is_type(word: &str) -> bool {
    ["ssh-", "ecdsa-sha2-", "sk-"].iter().any(|start| word.starts_with(start))
}

/// The type and key of a line of a `.pub` file, without its comment.
fn public_key(text: &str) -> Option<SmolStr> {
    let (kind, rest) = text.split_once(char::is_whitespace)?;
    let key = rest.split_whitespace().next().filter(|_| is_type(kind) && !text.contains(['\n', '\r']))?;
    Some(SmolStr::from(format!("{kind} {key}")))
}

#[cfg(test)]
mod tests {
    use roadlog_syntax::value::parse_date;

    use super::*;

    /// On which of the days around its ends a key counts.
    fn days(options: &str) -> Vec<&'static str> {
        let key = SigningKey::read(&format!("{options}ssh-ed25519 AAAA1 laptop")).unwrap();
        assert_eq!(key.text(), "ssh-ed25519 AAAA1");
        let all = ["2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01"];
        all.into_iter().filter(|day| key.is_valid_on(parse_date(day).unwrap())).collect()
    }

    #[test]
    fn a_key_counts_from_its_first_day_on_and_up_to_the_day_before_its_end() {
        assert_eq!(days("").len(), 4);
        assert_eq!(days("valid-after=\"20261001\" "), ["2026-10-01", "2026-10-31", "2026-11-01"]);
        assert_eq!(days("valid-before=\"20261101\" "), ["2026-09-30", "2026-10-01", "2026-10-31"]);
        assert_eq!(days("valid-after=\"20261001\",valid-before=\"20261101\"  "), ["2026-10-01", "2026-10-31"]);
    }

    #[test]
    fn what_else_stands_before_a_key_is_told() {
        for option in
            ["namespaces=\"file\"", "valid-before=\"20271301\"", "valid-before=20270131", "valid-before=\"2027013112\""]
        {
            let told = SigningKey::read(&format!("{option} ssh-ed25519 AAAA1")).unwrap_err();
            assert!(told.starts_with(&format!("`{option}` cannot stand before a key")), "{told}");
        }
    }

    #[test]
    fn what_is_no_key_is_told() {
        for text in [
            "",
            "ssh-ed25519",
            "AAAA1",
            "cert-authority ssh-ed25519 AAAA1",
            "valid-before=\"20270131\"",
            "ssh-rsa A\nssh-rsa B",
        ] {
            assert!(SigningKey::read(text).unwrap_err().starts_with("not an SSH public key"), "{text}");
        }
        let certificate = SigningKey::read("ssh-ed25519-cert-v01@openssh.com AAAA1").unwrap_err();
        assert!(certificate.starts_with("a certificate"), "{certificate}");
    }
}
