//! What an edit brings: the findings of the plan as it would be that were not there before.

use std::collections::HashMap;

use roadlog_lint::Finding;
use roadlog_syntax::value::Id;

/// An item that gets another id: the old one and the new one.
pub(crate) type Renamed<'i> = (&'i Id, &'i Id);

/// What a finding is about, its place and its words aside: the level and the rule, and the item or else the file.
type Subject = (roadlog_lint::Level, &'static str, String);

/// The findings of `after` that were not there before. A finding that only changed its words, as one does that counts
/// something, was there, unless it stands in what was written just now.
pub(crate) fn brought(
    before: &[Finding],
    after: Vec<Finding>,
    renamed: Option<Renamed<'_>>,
    is_written: &dyn Fn(&str, u32) -> bool,
) -> Vec<Finding> {
    let mut said: HashMap<(Subject, String), usize> = HashMap::new();
    let mut about: HashMap<Subject, usize> = HashMap::new();
    for finding in before {
        let subject = subject(finding, renamed);
        *said.entry((subject.clone(), with_new_id(finding.message.unescaped(), renamed))).or_default() += 1;
        *about.entry(subject).or_default() += 1;
    }
    let mut left = after;
    left.retain(|finding| {
        let subject = subject(finding, None);
        let exact = take(&mut said, &(subject.clone(), finding.message.unescaped().to_owned()));
        !(exact && take(&mut about, &subject))
    });
    left.retain(|finding| {
        let written = is_written(finding.place.path.unescaped(), finding.place.span.start);
        written || !take(&mut about, &subject(finding, None))
    });
    left
}

/// Takes one of what is counted, where there is one.
fn take<K: std::hash::Hash + Eq>(counts: &mut HashMap<K, usize>, key: &K) -> bool {
    match counts.get_mut(key) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    }
}

fn subject(finding: &Finding, renamed: Option<Renamed<'_>>) -> Subject {
    let about = finding.item.as_ref().unwrap_or(&finding.place.path).unescaped();
    (finding.level, finding.rule, with_new_id(about, renamed))
}

/// `text` with the new id wherever the old one stands as a word.
fn with_new_id(text: &str, renamed: Option<Renamed<'_>>) -> String {
    let Some((old, new)) = renamed else { return text.to_owned() };
    let inner = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_');
    let mut changed = String::with_capacity(text.len());
    let mut rest = 0;
    for (at, found) in text.match_indices(old.as_str()) {
        let end = at + found.len();
        let is_whole = !text[..at].ends_with(inner) && !text[end..].starts_with(inner);
        if is_whole {
            changed.push_str(&text[rest..at]);
            changed.push_str(new.as_str());
            rest = end;
        }
    }
    changed.push_str(&text[rest..]);
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_replaced_only_where_it_is_a_word() {
        let (old, new) = (Id::parse("PAY-1").unwrap(), Id::parse("PAY-9").unwrap());
        let renamed = |text| with_new_id(text, Some((&old, &new)));
        assert_eq!(renamed("PAY-1 serves PAY-12, `PAY-1` and XPAY-1"), "PAY-9 serves PAY-12, `PAY-9` and XPAY-1");
    }
}
