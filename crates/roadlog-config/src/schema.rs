//! The JSON Schema of roadlog.toml, for editors that check TOML by one.

use serde_json::{Map, Value, json};

use crate::tables::{KEYS, Key, KeyTable, KeyType};

/// The JSON Schema (draft 7, which taplo and its editors read) of roadlog.toml, as pretty JSON with a last newline.
pub fn json_schema() -> String {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("title".to_owned(), json!("roadlog.toml"));
    schema.insert("description".to_owned(), json!("People, roles, who may change what, and rules of a roadlog plan."));
    schema.extend(table(KEYS));
    let mut text = format!("{:#}", Value::Object(schema));
    text.push('\n');
    text
}

fn table(keys: &KeyTable) -> Map<String, Value> {
    let properties: Map<_, _> = keys.keys.iter().map(|key| (key.name.to_owned(), Value::Object(value(key)))).collect();
    let required: Vec<_> = keys.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    if !properties.is_empty() {
        schema.insert("properties".to_owned(), Value::Object(properties));
    }
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    let others = keys.others.map_or(Value::Bool(false), |others| Value::Object(value(others)));
    schema.insert("additionalProperties".to_owned(), others);
    schema
}

fn value(key: &Key) -> Map<String, Value> {
    let texts = json!({ "type": "array", "items": { "type": "string" } });
    let shape = match key.value {
        KeyType::Text => json!({ "type": "string" }),
        KeyType::Texts => texts,
        KeyType::Boolean => json!({ "type": "boolean" }),
        // Taplo gives TOML dates to the schema as texts.
        KeyType::Date => json!({ "type": "string", "format": "date" }),
        KeyType::Word(words) => json!({ "enum": words }),
        KeyType::Option => {
            json!({ "anyOf": [{ "type": "number" }, { "type": "string" }, { "type": "boolean" }, texts] })
        }
        KeyType::Table(below) => Value::Object(table(below)),
        KeyType::Tables(below) => json!({ "type": "array", "items": table(below) }),
    };
    let mut schema = Map::new();
    schema.insert("description".to_owned(), json!(key.meaning));
    if let Some(default) = key.default.and_then(|default| serde_json::from_str::<Value>(default).ok()) {
        schema.insert("default".to_owned(), default);
    }
    if let Value::Object(shape) = shape {
        schema.extend(shape);
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::walk_keys;

    fn schema() -> Value {
        serde_json::from_str(&json_schema()).unwrap()
    }

    /// The schema of the key at a path, as `walk_keys` writes it.
    fn at<'s>(schema: &'s Value, path: &str) -> &'s Value {
        path.split('.').fold(schema, |table, name| {
            let name = name.trim_end_matches("[]");
            let table = if table["type"] == "array" { &table["items"] } else { table };
            let named = &table["properties"][name];
            if named.is_null() { &table["additionalProperties"] } else { named }
        })
    }

    #[test]
    fn every_key_is_in_it_with_what_it_means() {
        let schema = schema();
        walk_keys(|path, key| assert_eq!(at(&schema, path)["description"], key.meaning, "{path}"));
    }

    #[test]
    fn every_default_is_in_it() {
        let schema = schema();
        walk_keys(|path, key| assert_eq!(at(&schema, path).get("default").is_some(), key.default.is_some(), "{path}"));
        assert_eq!(at(&schema, "workspace.archive")["default"], json!(["archive/**"]));
    }

    #[test]
    fn words_and_required_keys_and_nothing_else() {
        let schema = schema();
        assert_eq!(at(&schema, "team.shape")["enum"], json!(["separate", "combined", "managers-only"]));
        assert_eq!(at(&schema, "authority.allow")["items"]["required"], json!(["change", "by"]));
        assert_eq!(at(&schema, "people.maria")["additionalProperties"], false);
        assert_eq!(at(&schema, "rules.options.RULE.OPTION")["anyOf"][3]["type"], "array");
    }
}
