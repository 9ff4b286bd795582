//! How a client spells its addresses: they come in valid, and go out as the client itself wrote them.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::protocol::Json;
use crate::uri;

/// The keys under which an address stands in messages.
const KEYS: [&str; 8] = ["uri", "rootUri", "oldUri", "newUri", "targetUri", "baseUri", "scopeUri", "target"];
/// The keys whose object has addresses for keys.
const MAPS: [&str; 2] = ["changes", "relatedDocuments"];

/// The addresses that a client spells in another way than the protocol's types take them. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spelling {
    written: Arc<Mutex<FxHashMap<String, String>>>,
}

impl Spelling {
    /// Makes the addresses in a message from the client valid, and remembers how it wrote them.
    pub(crate) fn take_in(&self, json: &mut Json) {
        each_address(json, &mut |address| {
            let valid = uri::valid(address);
            if valid != *address {
                let written = std::mem::replace(address, valid.clone());
                self.lock().insert(valid, written);
            }
        });
    }

    /// Spells the addresses in a message to the client as it does.
    pub(crate) fn give_back(&self, json: &mut Json) {
        let written = self.lock();
        let spell = |address: &mut String| {
            if let Some(written) = written.get(address) {
                address.clone_from(written);
            }
        };
        each_address(json, &mut { spell });
        each_map(json, &mut |map| {
            *map = std::mem::take(map)
                .into_iter()
                .map(|(mut address, value)| {
                    spell(&mut address);
                    (address, value)
                })
                .collect();
        });
    }

    /// Whether the client spells every address as the protocol's types do.
    pub(crate) fn is_plain(&self) -> bool {
        self.lock().is_empty()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, FxHashMap<String, String>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn each_address(json: &mut Json, change: &mut dyn FnMut(&mut String)) {
    match json {
        Json::Array(values) => values.iter_mut().for_each(|value| each_address(value, change)),
        Json::Object(members) => {
            for (key, value) in members {
                match value {
                    Json::String(address) if KEYS.contains(&&**key) => change(address),
                    _ => each_address(value, change),
                }
            }
        }
        _ => {}
    }
}

fn each_map(json: &mut Json, change: &mut dyn FnMut(&mut serde_json::Map<String, Json>)) {
    match json {
        Json::Array(values) => values.iter_mut().for_each(|value| each_map(value, change)),
        Json::Object(members) => {
            for (key, value) in members {
                match value {
                    Json::Object(map) if MAPS.contains(&&**key) => change(map),
                    _ => each_map(value, change),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_address_comes_in_valid_and_goes_out_as_it_came() {
        let spelling = Spelling::default();
        let mut message = json!({ "textDocument": { "uri": "file:///a b", "text": "file:///a b" } });
        spelling.take_in(&mut message);
        assert_eq!(message, json!({ "textDocument": { "uri": "file:///a%20b", "text": "file:///a b" } }));
        let mut answer =
            json!([{ "uri": "file:///a%20b" }, { "changes": { "file:///a%20b": [], "file:///c%20d": [] } }]);
        spelling.give_back(&mut answer);
        assert_eq!(
            answer,
            json!([{ "uri": "file:///a b" }, { "changes": { "file:///a b": [], "file:///c%20d": [] } }])
        );
    }
}
