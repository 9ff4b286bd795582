//! The address that a forge makes for a user name: web editors commit with it, and so does whoever keeps their own
//! address private.

use roadlog_syntax::value::Handle;

/// The user to whom a forge gave this address, whatever its letter case: `1234+maria@users.noreply.github.com` and
/// `maria@users.noreply.github.com` of GitHub and `1234-maria@users.noreply.gitlab.com` of GitLab are @maria's.
pub fn forge_handle(email: &str) -> Option<Handle> {
    let (local, host) = email.split_once('@')?;
    let name = match host.to_ascii_lowercase().as_str() {
        "users.noreply.github.com" => local.split_once('+').map_or(Some(local), |it| behind_number(it)),
        "users.noreply.gitlab.com" => behind_number(local.split_once('-')?),
        _ => None,
    }?;
    Handle::from_name(name).ok()
}

/// What stands behind a user's number.
fn behind_number<'a>((number, name): (&str, &'a str)) -> Option<&'a str> {
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_addresses_of_the_forges_are_known() {
        for email in [
            "1234+maria@users.noreply.github.com",
            "maria@users.noreply.github.com",
            "1234-maria@users.noreply.gitlab.com",
            "1234+Maria@Users.NoReply.GitHub.com",
        ] {
            assert_eq!(forge_handle(email).unwrap().name(), "maria", "{email}");
        }
        assert_eq!(forge_handle("12-ana-lima@users.noreply.gitlab.com").unwrap().name(), "ana-lima");
    }

    #[test]
    fn no_other_address_is_anybodys() {
        for email in [
            "maria@shop.example",
            "maria@users.noreply.gitlab.com",
            "maria@users.noreply.github.com.evil.example",
            "x@y@users.noreply.github.com",
            "eve+maria@users.noreply.github.com",
            "+maria@users.noreply.github.com",
            "1234+dependabot[bot]@users.noreply.github.com",
            "1234+@users.noreply.github.com",
            "@users.noreply.github.com",
            "",
        ] {
            assert_eq!(forge_handle(email), None, "{email}");
        }
    }
}
