//! What metrics measure: outcomes, which goals are judged by, and delivery, which roadlog measures itself.

/// Which of the two a measure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MeasureClass {
    /// What users or the business get out of it.
    Outcome,
    /// How fast and how well it is built.
    Delivery,
}

impl MeasureClass {
    /// The key in `[measures]`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Outcome => "outcome",
            Self::Delivery => "delivery",
        }
    }
}

/// The built-in words for outcomes.
pub const OUTCOME_MEASURES: [&str; 11] = [
    "acquisition",
    "adoption",
    "activation",
    "conversion",
    "engagement",
    "retention",
    "satisfaction",
    "revenue",
    "lifetime-value",
    "cost",
    "quality",
];

/// The built-in words for delivery.
pub const DELIVERY_MEASURES: [&str; 6] =
    ["velocity", "throughput", "cycle-time", "lead-time", "predictability", "defects"];

/// Which class a built-in word is of; `None` for a word that is not built in.
pub fn built_in_measure(word: &str) -> Option<MeasureClass> {
    if OUTCOME_MEASURES.contains(&word) {
        Some(MeasureClass::Outcome)
    } else if DELIVERY_MEASURES.contains(&word) {
        Some(MeasureClass::Delivery)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_an_outcome_or_delivery_and_never_both() {
        assert_eq!(built_in_measure("retention"), Some(MeasureClass::Outcome));
        assert_eq!(built_in_measure("velocity"), Some(MeasureClass::Delivery));
        assert_eq!(built_in_measure("churn"), None);
        assert!(OUTCOME_MEASURES.iter().all(|word| !DELIVERY_MEASURES.contains(word)));
    }
}
