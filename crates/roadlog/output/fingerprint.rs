//! What makes a finding the same one in the next run, though lines were added above it.

use std::collections::HashMap;

use roadlog_lint::Finding;
use sha2::{Digest, Sha256};

use super::sinks::Written;

/// The fingerprints of findings, unique among them and in their order: SHA-256 in lower-case hexadecimal over rule,
/// path, item and message, and over how many with the same came before. No line and no column is part of it.
pub(crate) fn fingerprints<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Vec<String> {
    let mut seen: HashMap<[u8; 32], u32> = HashMap::new();
    findings
        .into_iter()
        .map(|finding| {
            let digest = digest(finding);
            let before = seen.entry(digest).or_default();
            let own = if *before == 0 { digest } else { again(digest, *before) };
            *before += 1;
            hexadecimal(&own)
        })
        .collect()
}

fn digest(finding: &Finding) -> [u8; 32] {
    let item = finding.item.as_ref().map_or("", Written::written);
    let parts = [finding.rule, finding.place.path.written(), item, finding.message.written()];
    let mut hasher = Sha256::new();
    for part in parts {
        // Lengths keep `a` + `bc` apart from `ab` + `c`.
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().into()
}

fn again(digest: [u8; 32], before: u32) -> [u8; 32] {
    Sha256::new().chain_update(digest).chain_update(before.to_be_bytes()).finalize().into()
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use roadlog_syntax::Span;

    use super::super::sample;
    use super::*;

    #[test]
    fn a_finding_that_moved_is_still_the_same() {
        let report = sample::report();
        let mut moved = report.clone();
        for finding in &mut moved.findings {
            finding.place.span = Span::new(finding.place.span.start + 7, finding.place.span.end + 7);
        }
        assert_eq!(fingerprints(&report.findings), fingerprints(&moved.findings));
    }

    #[test]
    fn two_findings_never_share_one() {
        let finding = sample::report().findings.remove(0);
        let twins = vec![finding.clone(), finding.clone(), finding];
        let distinct: HashSet<String> = fingerprints(&twins).into_iter().collect();
        assert_eq!(distinct.len(), 3);
    }

    #[test]
    fn words_do_not_flow_from_one_part_into_the_next() {
        let mut one = sample::report().findings.remove(0);
        let mut other = one.clone();
        (one.item, one.message) = (Some("A-1".into()), "2 x".into());
        (other.item, other.message) = (Some("A-12".into()), " x".into());
        assert_ne!(fingerprints([&one]), fingerprints([&other]));
    }
}
