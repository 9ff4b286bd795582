//! What two texts of a roadlog.toml say differently, key by key; layout, comments and the order of keys left out.

use std::collections::BTreeMap;

use roadlog_syntax::Span;
use toml::de::{DeTable, DeValue};

use super::tree::with_tree;

/// A key that says something else in two texts of a roadlog.toml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The key with those that it stands in: `people.maria.roles`. Empty for the text itself, where it cannot be read as
    /// TOML and something in it is another.
    pub key: String,
    /// What it said, and where; `None` where it was not there.
    pub before: Option<Said>,
    /// What it says, and where; `None` where it is not there.
    pub after: Option<Said>,
}

/// What a key says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The value, or the members of a list, in one way of writing.
    pub members: Vec<String>,
    /// Whether it is a list.
    pub is_list: bool,
    /// Where the value stands.
    pub span: Span,
}

/// What two texts of one roadlog.toml say differently, in the order of the keys. Takes time in proportion to the texts.
pub fn differences(before: &str, after: &str) -> Vec<Difference> {
    let (old, old_is_sound) = keys(before);
    let (mut new, new_is_sound) = keys(after);
    let mut found = Vec::new();
    for (key, said) in old {
        let now = new.remove(&key);
        let is_same = now.as_ref().is_some_and(|now| now.members == said.members && now.is_list == said.is_list);
        if !is_same {
            found.push(Difference { key, before: Some(said), after: now });
        }
    }
    found.extend(new.into_iter().map(|(key, said)| Difference { key, before: None, after: Some(said) }));
    found.sort_by(|one, other| one.key.cmp(&other.key));
    if before != after && !(old_is_sound && new_is_sound) {
        found.insert(0, Difference { key: String::new(), before: None, after: None });
    }
    found
}

/// Every key of a text with what it says, and whether all of the text can be read.
fn keys(text: &str) -> (BTreeMap<String, Said>, bool) {
    with_tree(text, |tree, errors| {
        let mut found = BTreeMap::new();
        gather(tree, "", &mut found);
        (found, errors.is_empty())
    })
}

fn gather(table: &DeTable<'_>, above: &str, found: &mut BTreeMap<String, Said>) {
    for (name, value) in table {
        let name = quoted_key(name.get_ref());
        let key = if above.is_empty() { name } else { format!("{above}.{name}") };
        let span = Span::new(value.span().start as u32, value.span().end as u32);
        let said = match value.get_ref() {
            // A person without anything said of them is somebody all the same.
            DeValue::Table(table) if !table.is_empty() => {
                gather(table, &key, found);
                continue;
            }
            DeValue::Array(members) => {
                let members = members.iter().map(|member| written(member.get_ref())).collect();
                Said { members, is_list: true, span }
            }
            value => Said { members: vec![written(value)], is_list: false, span },
        };
        found.insert(key, said);
    }
}

/// A key as it may stand in TOML, so that one with a point in it is told from two.
fn quoted_key(name: &str) -> String {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if !name.is_empty() && name.bytes().all(is_bare) { name.to_owned() } else { quoted(name) }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A value in one way of writing; of an inline table the keys in order.
fn written(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => quoted(text),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Datetime(when) => when.to_string(),
        DeValue::Array(members) => {
            let members: Vec<String> = members.iter().map(|member| written(member.get_ref())).collect();
            format!("[{}]", members.join(", "))
        }
        DeValue::Table(table) => {
            let mut members: Vec<String> = table
                .iter()
                .map(|(key, value)| format!("{} = {}", quoted_key(key.get_ref()), written(value.get_ref())))
                .collect();
            members.sort_unstable();
            if members.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", members.join(", ")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str) -> Vec<String> {
        let said = |said: Option<Said>| said.map_or("nothing".to_owned(), |said| said.members.join(", "));
        let found = differences(before, after).into_iter();
        found.map(|it| format!("{}: {} → {}", it.key, said(it.before), said(it.after))).collect()
    }

    #[test]
    fn each_key_that_says_something_else_is_named() {
        let before = "[people.maria]\nroles = [\"product-owner\"]\n[team]\nshape = \"separate\"\n";
        let after = "[people.maria]\nroles = [\"product-owner\", \"product-manager\"]\nname = \"Maria\"\n";
        let expected = [
            "people.maria.name: nothing → \"Maria\"",
            "people.maria.roles: \"product-owner\" → \"product-owner\", \"product-manager\"",
            "team.shape: \"separate\" → nothing",
        ];
        assert_eq!(told(before, after), expected);
    }

    #[test]
    fn layout_order_and_comments_are_no_difference() {
        let before = "team = { shape = \"combined\" }\n[people.ana]\nroles=[\"developer\"]";
        let after = "# who\n[people]\nana.roles = [ \"developer\" ] # builds\n[team]\nshape = 'combined'\n";
        assert_eq!(told(before, after), [""; 0]);
    }

    #[test]
    fn somebody_without_a_line_and_a_name_with_a_point_are_told_of() {
        assert_eq!(told("", "[people.li]\n"), ["people.li: nothing → {}"]);
        assert_eq!(
            told("", "[people.\"a.b\"]\nname = \"A \\\"B\\\"\"\n"),
            [r#"people."a.b".name: nothing → "A \"B\"""#]
        );
    }

    #[test]
    fn lines_of_authority_are_members_of_a_list() {
        let line = "[[authority.allow]]\nby = [\"tester\"]\nchange = [\"bug.severity\"]\n";
        let expected = "authority.allow: nothing → { by = [\"tester\"], change = [\"bug.severity\"] }";
        assert_eq!(told("", line), [expected]);
    }

    #[test]
    fn what_cannot_be_read_and_is_another_text_is_a_difference() {
        assert_eq!(told("[people\n", "[people\n"), [""; 0]);
        assert_eq!(
            told("[team]\nshape = \"separate\"\n", "[team]\nshape = \"separate\"\n[people\n")[0],
            ": nothing → nothing"
        );
    }
}
