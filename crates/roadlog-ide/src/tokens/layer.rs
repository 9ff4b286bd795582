//! Tokens over tokens: what is said precisely hides what is said of all around it.

use roadlog_syntax::Span;

use super::Token;

/// The tokens of one layer, cut at line ends, sorted, none over another: of two that overlap the first stays whole.
pub(super) fn flat(text: &str, tokens: Vec<Token>) -> Vec<Token> {
    let mut pieces: Vec<Token> = tokens.into_iter().flat_map(|token| lines(text, token)).collect();
    pieces.sort_by_key(|token| (token.span.start, std::cmp::Reverse(token.span.end)));
    let mut end = 0;
    pieces.retain(|token| {
        let is_free = token.span.start >= end;
        end = if is_free { token.span.end } else { end };
        is_free
    });
    pieces
}

/// A token as one for each of its lines, without the white space around them.
fn lines(text: &str, token: Token) -> impl Iterator<Item = Token> {
    let whole = text.get(token.span.range()).unwrap_or_default();
    let base = token.span.start as usize;
    whole.split(['\n', '\r']).filter_map(move |line| {
        let start = base + (line.as_ptr() as usize - whole.as_ptr() as usize);
        let kept = line.trim_matches([' ', '\t']);
        let start = start + (line.len() - line.trim_start_matches([' ', '\t']).len());
        let span = Span::new(start as u32, (start + kept.len()) as u32);
        (!kept.is_empty()).then_some(Token { span, ..token })
    })
}

/// The tokens of `above`, and what of `below` they leave in sight. Both are flat, and so is what comes out.
pub(super) fn over(text: &str, below: Vec<Token>, above: Vec<Token>) -> Vec<Token> {
    if above.is_empty() {
        return below;
    }
    let mut seen = Vec::with_capacity(below.len() + above.len());
    let mut hiding = above.iter().peekable();
    for token in below {
        let mut start = token.span.start;
        while hiding.next_if(|top| top.span.end <= token.span.start).is_some() {}
        let mut ahead = hiding.clone();
        while let Some(top) = ahead.next_if(|top| top.span.start < token.span.end) {
            seen.extend(lines(text, Token { span: Span::new(start, top.span.start.max(start)), ..token }));
            start = start.max(top.span.end);
        }
        seen.extend(lines(text, Token { span: Span::new(start.min(token.span.end), token.span.end), ..token }));
    }
    seen.extend(above);
    seen.sort_by_key(|token| token.span.start);
    seen
}
