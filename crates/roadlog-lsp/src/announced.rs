//! What the client announced that it can do. Nothing else is offered to it, and what it cannot show is told more plainly.

use crate::protocol::Json;
use crate::text::Encoding;

/// What the client announced, asked by the pointers of the protocol's own names (RFC 6901).
#[derive(Clone, Debug, Default)]
pub(crate) struct Announced {
    capabilities: Json,
    /// What columns count, from both sides.
    pub(crate) encoding: Encoding,
}

impl Announced {
    /// What these capabilities, as they came, announce. They are not read into the protocol's types: one of another form
    /// than those know would cost a client all the others.
    pub(crate) fn new(capabilities: Json) -> Self {
        let offered = capabilities.pointer("/general/positionEncodings").and_then(Json::as_array);
        let known = offered.into_iter().flatten().filter_map(Json::as_str).find_map(Encoding::named);
        Self { encoding: known.unwrap_or_default(), capabilities }
    }

    /// Whether there is anything of this name.
    pub(crate) fn has(&self, pointer: &str) -> bool {
        self.capabilities.pointer(pointer).is_some_and(|value| !value.is_null())
    }

    /// Whether the client says yes to it.
    pub(crate) fn is(&self, pointer: &str) -> bool {
        self.capabilities.pointer(pointer).and_then(Json::as_bool).unwrap_or_default()
    }

    /// Whether the client takes it: it says yes, or how.
    pub(crate) fn takes(&self, pointer: &str) -> bool {
        self.is(pointer) || self.capabilities.pointer(pointer).is_some_and(Json::is_object)
    }

    /// Whether a list has this entry.
    pub(crate) fn lists(&self, pointer: &str, entry: &str) -> bool {
        self.first_of(pointer, &[entry]).is_some()
    }

    /// The first entry of a list that is one of these.
    pub(crate) fn first_of<'e>(&self, pointer: &str, entries: &[&'e str]) -> Option<&'e str> {
        let listed = self.capabilities.pointer(pointer)?.as_array()?;
        listed.iter().find_map(|value| entries.iter().copied().find(|entry| value.as_str() == Some(entry)))
    }

    /// How many folds a client takes of one document.
    pub(crate) fn most_folds(&self) -> usize {
        let limit = self.capabilities.pointer("/textDocument/foldingRange/rangeLimit").and_then(Json::as_u64);
        limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX)
    }

    /// Whether the client runs a command of this name when it is given to it.
    pub(crate) fn runs(&self, command: &str) -> bool {
        self.lists("/experimental/commands/commands", command)
    }

    /// Whether diagnostics are asked for by the client, so that none are pushed to it.
    pub(crate) fn pulls(&self) -> bool {
        self.has("/textDocument/diagnostic")
    }

    /// Whether the client watches the files that it is asked to watch.
    pub(crate) fn watches_files(&self) -> bool {
        self.is("/workspace/didChangeWatchedFiles/dynamicRegistration")
    }

    /// Whether changes of several files say which version of each they are for.
    pub(crate) fn has_document_changes(&self) -> bool {
        self.is("/workspace/workspaceEdit/documentChanges")
    }

    /// Whether a change of the workspace may make a file.
    pub(crate) fn creates_files(&self) -> bool {
        self.has_document_changes() && self.lists("/workspace/workspaceEdit/resourceOperations", "create")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_first_encoding_that_both_know_counts() {
        let encoding = |offered: Json| Announced::new(json!({ "general": { "positionEncodings": offered } })).encoding;
        assert_eq!(encoding(json!(["utf-8", "utf-16"])), Encoding::Utf8);
        assert_eq!(encoding(json!(["utf-7", "utf-32", "utf-8"])), Encoding::Utf32);
        assert_eq!(encoding(json!([])), Encoding::Utf16);
        assert_eq!(Announced::new(json!({})).encoding, Encoding::Utf16);
    }

    #[test]
    fn what_is_not_announced_is_no() {
        let client = Announced::new(json!({ "textDocument": { "diagnostic": {} } }));
        assert!(client.pulls() && !client.watches_files() && !client.is("/textDocument/diagnostic/nonsense"));
    }
}
