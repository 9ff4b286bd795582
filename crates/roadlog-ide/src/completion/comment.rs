//! Comments that allow a rule: `# roadlog: allow RULE because REASON`.

use roadlog_lint::RULES;
use roadlog_syntax::Span;

use super::{Completion, CompletionKey, CompletionKind, Offers, literal};
use crate::spot::Spot;

/// What stands before the names of the rules.
const ALLOW: &str = "roadlog: allow ";
/// What stands behind them.
const BECAUSE: &str = "because";

/// The beginning of such a comment, or the names of rules in it.
pub(super) fn allowances(spot: &Spot<'_>, offers: &mut Offers) {
    let before = spot.before();
    let Some((blank, said)) = before.split_once('#') else { return };
    let comment = spot.line.start + blank.len() as u32;
    let text = said.trim_start_matches([' ', '\t']);
    let Some(names) = names_in(text) else {
        let is_alone = spot.behind().trim().is_empty();
        if is_alone && ALLOW.starts_with(text) {
            let replace = Span::new(comment, spot.offset);
            let insert = format!("# {ALLOW}");
            let offer = Completion::new(CompletionKind::Skeleton, replace, &*insert).labelled("# roadlog: allow");
            let offer = offer.found_by(insert.trim_end()).and_ask_again();
            offers.push(offer.detailed("Silences a rule for this item; at the top of a file, for all of it."));
        }
        return;
    };
    if format!(" {names}").contains(" because ") {
        return;
    }
    let word = spot.word(|character| !matches!(character, ' ' | '\t' | ','));
    let allowed: Vec<&str> = names.split([',', ' ', '\t']).collect();
    let whole_line = spot.written(Span::new(word.end, spot.line.end));
    for rule in RULES.iter().filter(|rule| !allowed.contains(&rule.name) || spot.written(word) == rule.name) {
        let offer = Completion::new(CompletionKind::Rule, word, rule.name).detailed(rule.summary);
        let offer = offer.about(CompletionKey::Rule(rule.name.into()));
        let is_last = whole_line.trim().is_empty();
        let snippet = format!("{} {BECAUSE} ${{1:reason}}", literal(rule.name));
        offers.push(if is_last { offer.with_snippet(snippet) } else { offer });
    }
    let is_named = allowed.iter().any(|name| RULES.iter().any(|rule| rule.name == *name));
    if is_named && whole_line.trim().is_empty() && before.ends_with([' ', '\t']) {
        let because = Completion::new(CompletionKind::Words, word, format!("{BECAUSE} "));
        offers.push(because.labelled(BECAUSE).detailed("Why it is allowed."));
    }
}

/// What stands behind `roadlog: allow` in a comment.
fn names_in(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("roadlog:")?.trim_start_matches([' ', '\t']);
    rest.strip_prefix("allow").filter(|rest| rest.starts_with([' ', '\t']))
}
