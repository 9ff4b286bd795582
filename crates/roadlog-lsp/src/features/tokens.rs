//! Semantic tokens: all of a document, a part of it, or what is new since they were last sent.

use roadlog_ide::tokens::{self, Modifier, Token, TokenKind};
use rustc_hash::FxHashMap;

use crate::announced::Announced;
use crate::protocol::{
    Position, Result, SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens, SemanticTokensDelta,
    SemanticTokensDeltaParams, SemanticTokensEdit, SemanticTokensFullDeltaResult, SemanticTokensLegend,
    SemanticTokensParams, SemanticTokensRangeParams, SemanticTokensRangeResult, SemanticTokensResult, Uri, request,
};
use crate::server::Server;
use crate::world::View;

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

    /// Of how many documents there are any.
    pub(crate) fn count(&self) -> usize {
        self.sent.len()
    }

    /// Forgets the tokens of a document that was closed.
    pub(crate) fn forget(&mut self, uri: &str) {
        self.sent.remove(uri);
    }
}

/// The names of kinds and modifiers, in the order of their numbers.
pub(crate) fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: TokenKind::ALL.into_iter().map(|kind| SemanticTokenType::new(kind.name())).collect(),
        token_modifiers: Modifier::ALL.into_iter().map(|it| SemanticTokenModifier::new(it.name())).collect(),
    }
}

/// `textDocument/semanticTokens/full`.
pub(crate) async fn full(server: &Server, asked: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
    let (again, uri) = (server.clone(), asked.text_document.uri.clone());
    let answer = server.answer_written::<request::SemanticTokensFullRequest, _>(
        &asked.text_document.uri,
        move |view, path, _| {
            let data = all(view, path)?;
            let (result_id, _) = remembered(&again, &uri, &data, None);
            Some(SemanticTokens { result_id, data }.into())
        },
    );
    answer.await
}

/// `textDocument/semanticTokens/full/delta`: all of them where the client does not have those that were sent last.
pub(crate) async fn delta(
    server: &Server,
    asked: SemanticTokensDeltaParams,
) -> Result<Option<SemanticTokensFullDeltaResult>> {
    let (again, uri, before) = (server.clone(), asked.text_document.uri.clone(), asked.previous_result_id);
    let answer = server.answer_written::<request::SemanticTokensFullDeltaRequest, _>(
        &asked.text_document.uri,
        move |view, path, _| {
            let data = all(view, path)?;
            let (result_id, before) = remembered(&again, &uri, &data, Some(&before));
            Some(match before {
                Some(before) => SemanticTokensDelta { result_id, edits: edits(&before, &data) }.into(),
                None => SemanticTokens { result_id, data }.into(),
            })
        },
    );
    answer.await
}

/// Remembers the tokens of a document for as long as it is open, where the client asks for what is new since: gives the
/// name for them, and those before that had this name.
fn remembered(
    server: &Server,
    uri: &Uri,
    tokens: &[SemanticToken],
    before: Option<&str>,
) -> (Option<String>, Option<Vec<SemanticToken>>) {
    // Whoever closes the document meanwhile comes after this.
    let mut sent = server.tokens();
    let is_asked_for = {
        let world = server.world();
        takes_deltas(&world.client) && world.document(uri.as_str()).is_some()
    };
    if !is_asked_for {
        return (None, None);
    }
    let (name, before) = sent.replace(uri.as_str(), tokens, before);
    (Some(name), before)
}

/// Whether the client asks for what is new since it got tokens last.
pub(crate) fn takes_deltas(client: &Announced) -> bool {
    client.is("/textDocument/semanticTokens/requests/full/delta")
}

/// `textDocument/semanticTokens/range`.
pub(crate) async fn range(
    server: &Server,
    asked: SemanticTokensRangeParams,
) -> Result<Option<SemanticTokensRangeResult>> {
    let range = asked.range;
    let answer = server.answer_written::<request::SemanticTokensRangeRequest, _>(
        &asked.text_document.uri,
        move |view, path, _| {
            let within = view.span(path, range)?;
            let data = encoded(view, path, &tokens::tokens(&view.snapshot, path, Some(within)))?;
            Some(SemanticTokens { result_id: None, data }.into())
        },
    );
    answer.await
}

fn all(view: &View, path: &str) -> Option<Vec<SemanticToken>> {
    encoded(view, path, &tokens::tokens(&view.snapshot, path, None))
}

/// The tokens as the protocol has them, each told from where the one before starts.
fn encoded(view: &View, path: &str, tokens: &[Token]) -> Option<Vec<SemanticToken>> {
    let text = view.text(path)?;
    let mut before = Position::default();
    let told = tokens.iter().map(|token| {
        let range = text.range(token.span, view.client.encoding);
        let start = range.start;
        let delta_line = start.line - before.line;
        let delta_start = if delta_line == 0 { start.character - before.character } else { start.character };
        before = start;
        SemanticToken {
            delta_line,
            delta_start,
            length: range.end.character.saturating_sub(start.character),
            token_type: token.kind.index(),
            token_modifiers_bitset: token.modifiers.bits(),
        }
    });
    Some(told.collect())
}

/// The one edit that makes `new` of `old`; none where they are the same. The protocol counts numbers, five a token.
pub(crate) fn edits(old: &[SemanticToken], new: &[SemanticToken]) -> Vec<SemanticTokensEdit> {
    const NUMBERS: usize = 5;
    let ahead = old.iter().zip(new).take_while(|(one, other)| one == other).count();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(starts: &[u32]) -> Vec<SemanticToken> {
        let token = |start: &u32| SemanticToken { delta_start: *start, ..SemanticToken::default() };
        starts.iter().map(token).collect()
    }

    #[test]
    fn one_edit_takes_away_what_is_gone_and_puts_in_what_is_new() {
        let edit = |old: &[u32], new: &[u32]| {
            let edits = edits(&tokens(old), &tokens(new));
            edits.into_iter().map(|it| (it.start, it.delete_count, it.data.unwrap())).collect::<Vec<_>>()
        };
        assert_eq!(edit(&[1, 2, 3], &[1, 2, 3]), []);
        assert_eq!(edit(&[1, 2, 3], &[1, 9, 3]), [(5, 5, tokens(&[9]))]);
        assert_eq!(edit(&[1, 1], &[1, 1, 1]), [(10, 0, tokens(&[1]))]);
        assert_eq!(edit(&[1, 2, 2, 3], &[1, 2, 3]), [(10, 5, tokens(&[]))]);
        assert_eq!(edit(&[], &[7]), [(0, 0, tokens(&[7]))]);
    }

    #[test]
    fn what_was_sent_counts_only_under_the_name_that_the_client_has() {
        let mut sent = SentTokens::default();
        let (first, before) = sent.replace("a", &tokens(&[1]), None);
        assert_eq!(before, None);
        let (second, before) = sent.replace("a", &tokens(&[2]), Some(&first));
        assert_eq!(before, Some(tokens(&[1])));
        assert_eq!(sent.replace("a", &tokens(&[3]), Some(&first)).1, None, "{second} is newer");
        sent.forget("a");
        assert_eq!(sent.replace("a", &tokens(&[3]), Some("3")).1, None);
    }
}
