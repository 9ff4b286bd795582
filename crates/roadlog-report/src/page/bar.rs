//! A bar that shows a share.

use super::{Line, Paper, Role};

/// A bar of this many columns, filled as far as `share` (0 to 1) says. What is begun shows and what is not finished is
/// not shown as full.
pub(crate) fn bar(paper: &Paper, share: f64, columns: usize, role: Role) -> Line {
    let (full, empty) = paper.either(("█", "░"), ("#", "-"));
    let filled = filled(share, columns);
    Line::of(full.repeat(filled), role).and(empty.repeat(columns - filled), Role::Muted)
}

#[expect(clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share of some columns is a small number")]
fn filled(share: f64, columns: usize) -> usize {
    if !share.is_finite() || columns == 0 {
        return 0;
    }
    let filled = ((share.clamp(0.0, 1.0) * columns as f64).round() as usize).min(columns);
    match filled {
        0 if share > 0.0 => 1,
        all if all == columns && share < 1.0 => columns - 1,
        filled => filled,
    }
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn what_is_begun_shows_and_what_is_not_finished_is_not_full() {
        let shares = [0.0, 0.01, 0.5, 0.99, 1.0, 7.0, -1.0, f64::NAN];
        assert_eq!(shares.map(|share| filled(share, 10)), [0, 1, 5, 9, 10, 10, 0, 0]);
        assert_eq!(filled(0.5, 0), 0);
    }
}
