//! The phases that every status stands in, so that rules and figures understand a team's own statuses.

/// A column of the status table: how far an item is, whatever its kind calls that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phase {
    /// An idea: nothing is asked of it but that it can be read.
    Draft,
    /// Understood and agreed; work may start.
    Ready,
    /// Being worked on, looked at, or sent back.
    Doing,
    /// Finished, with the result that was wanted.
    Done,
    /// Ended without the result that was wanted.
    Dropped,
}

impl Phase {
    /// Every phase, in the order in which an item goes through them.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Ready, Self::Doing, Self::Done, Self::Dropped];

    /// The word that stands behind the colon of a status in roadlog.toml.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Ready => "ready",
            Self::Doing => "doing",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }

    /// The phase of that name, in exactly this letter case.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.name() == name)
    }

    /// What the phase means, in one sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Draft => "An idea that nobody has agreed to yet.",
            Self::Ready => "Understood and agreed, so that work may start.",
            Self::Doing => "Being worked on, looked at, or sent back.",
            Self::Done => "Finished, with the result that was wanted.",
            Self::Dropped => "Ended without the result that was wanted.",
        }
    }

    /// Whether there is still something to do: draft, ready or doing. Open items have a rank.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Ready | Self::Doing)
    }

    /// Whether it is over: done or dropped.
    pub const fn is_closed(self) -> bool {
        !self.is_open()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draft_ready_and_doing_are_open_and_the_others_closed() {
        let open: Vec<_> = Phase::ALL.into_iter().filter(|phase| phase.is_open()).collect();
        assert_eq!(open, [Phase::Draft, Phase::Ready, Phase::Doing]);
        assert!(Phase::ALL.into_iter().all(|phase| phase.is_open() != phase.is_closed()));
    }

    #[test]
    fn a_phase_is_found_by_its_name_alone() {
        for phase in Phase::ALL {
            assert_eq!(Phase::named(phase.name()), Some(phase));
        }
        assert_eq!(Phase::named("Draft"), None);
    }
}
