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

/// What others call some of the measures.
const OTHER_WORDS: [(&str, &str); 12] = [
    ("arr", "revenue"),
    ("bugs", "defects"),
    ("churn", "retention"),
    ("clv", "lifetime-value"),
    ("csat", "satisfaction"),
    ("ltv", "lifetime-value"),
    ("mrr", "revenue"),
    ("nps", "satisfaction"),
    ("onboarding", "activation"),
    ("sales", "revenue"),
    ("signups", "acquisition"),
    ("usage", "engagement"),
];

/// The built-in measure that others call `word`.
pub fn measure_meant(word: &str) -> Option<&'static str> {
    OTHER_WORDS.iter().find(|(other, _)| other.eq_ignore_ascii_case(word)).map(|&(_, measure)| measure)
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

    #[test]
    fn the_word_of_others_is_no_measure_and_means_one() {
        assert_eq!(measure_meant("churn"), Some("retention"));
        assert_eq!(measure_meant("NPS"), Some("satisfaction"));
        assert!(
            OTHER_WORDS
                .iter()
                .all(|&(other, measure)| { built_in_measure(other).is_none() && built_in_measure(measure).is_some() })
        );
    }
}
