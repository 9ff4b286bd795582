//! The words that single settings of roadlog.toml choose between.

/// How the two deciding roles are spread over the people: `[team] shape`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shape {
    /// Both roles are filled, and nobody has both.
    Separate,
    /// Whoever has either role has the authority of both.
    Combined,
    /// Nobody is product owner: product managers have that authority too.
    ManagersOnly,
}

impl Shape {
    /// Every shape.
    pub const ALL: [Self; 3] = [Self::Separate, Self::Combined, Self::ManagersOnly];
    /// Their names.
    pub const NAMES: [&str; 3] = ["separate", "combined", "managers-only"];

    /// The word in roadlog.toml.
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The shape of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shape| shape.name() == name)
    }
}

/// What a rule's findings count as: the values in `[rules]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RuleLevel {
    /// The rule is not asked.
    Off,
    /// A hint in an editor, counted elsewhere.
    Info,
    /// Shown, and nothing fails for it.
    Warn,
    /// Shown, and the check fails.
    Error,
}

impl RuleLevel {
    /// Every level, the loudest first.
    pub const ALL: [Self; 4] = [Self::Error, Self::Warn, Self::Info, Self::Off];
    /// Their names.
    pub const NAMES: [&str; 4] = ["error", "warn", "info", "off"];

    /// The word in roadlog.toml.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Off => "off",
        }
    }

    /// The level of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// How the next id is made: `[ids] style`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum IdStyle {
    /// The next number that no branch has.
    #[default]
    Number,
    /// Five characters drawn at random, which two branches hardly ever draw alike.
    Random,
}

impl IdStyle {
    /// The names of the styles.
    pub const NAMES: [&str; 2] = ["number", "random"];

    /// The word in roadlog.toml.
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The style of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Number, Self::Random].into_iter().find(|style| style.name() == name)
    }
}

/// What tells whose change a commit is: `[authority] identity`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Identity {
    /// The author's address, through `.mailmap`: a claim.
    #[default]
    Email,
    /// An SSH signature that verifies against the person's keys.
    Signature,
}

impl Identity {
    /// The names of the identities.
    pub const NAMES: [&str; 2] = ["email", "signature"];

    /// The word in roadlog.toml.
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The identity of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Email, Self::Signature].into_iter().find(|identity| identity.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_is_found_by_its_name_and_the_lists_are_complete() {
        assert_eq!(Shape::NAMES.map(Shape::named), Shape::ALL.map(Some));
        assert_eq!(RuleLevel::NAMES.map(RuleLevel::named), RuleLevel::ALL.map(Some));
        assert_eq!(IdStyle::NAMES.map(IdStyle::named), [Some(IdStyle::Number), Some(IdStyle::Random)]);
        assert_eq!(Identity::NAMES.map(Identity::named), [Some(Identity::Email), Some(Identity::Signature)]);
        assert_eq!(Shape::named("both"), None);
    }

    #[test]
    fn levels_are_ordered_by_loudness() {
        assert!(RuleLevel::ALL.is_sorted_by(|louder, quieter| louder > quieter));
    }
}
