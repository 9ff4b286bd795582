//! Semantic tokens: all of a document, a part of it, or what is new since they were last sent.

use rustc_hash::FxHashMap;

use crate::protocol::{SemanticToken, SemanticTokensEdit};

/// The tokens that the client has, by address, each with the name under which it got them.
#[derive(Debug, Default)]
pub(crate) struct SentTokens {
    sent: FxHashMap<String, (String, Vec<SemanticToken>)>,
    last: u64,
}

impl SentTokens {
    /// Remembers the tokens of a document: gives the name for them, and those before that had this name.
    pub(crate) fn replace(
        &mut self,
        uri: &str,
        tokens: &[SemanticToken],
        before: Option<&str>,
    ) -> (String, Option<Vec<SemanticToken>>) {
        self.last += 1;
        let name = self.last.to_string();
        let old = self.sent.insert(uri.to_owned(), (name.clone(), tokens.to_vec()));
        (name, old.filter(|(name, _)| Some(&**name) == before).map(|(_, tokens)| tokens))
    }

    /// Forgets the tokens of a document that was closed.
    pub(crate) fn forget(&mut self, uri: &str) {
        self.sent.remove(uri);
    }
}

/// The one edit that makes `new` of `old`; none where they are the same. The protocol counts numbers, five a token.
pub(crate) fn edits(old: &[SemanticToken], new: &[SemanticToken]) -> Vec<SemanticTokensEdit> {
    const NUMBERS: usize = 5;
    let same = |pairs: usize, found: bool| if found { pairs } else { old.len().min(new.len()) };
    let ahead = old.iter().zip(new).position(|(one, other)| one != other);
    let ahead = same(ahead.unwrap_or_default(), ahead.is_some());
    let (old, new) = (&old[ahead..], &new[ahead..]);
    let behind = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other).count();
    let (gone, come) = (old.len() - behind, &new[..new.len() - behind]);
    if gone == 0 && come.is_empty() {
        return Vec::new();
    }
    vec![SemanticTokensEdit {
        start: (ahead * NUMBERS) as u32,
        delete_count: (gone * NUMBERS) as u32,
        data: Some(come.to_vec()),
    }]
}
