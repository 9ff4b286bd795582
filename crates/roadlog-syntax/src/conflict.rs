//! Git conflicts left in a file: which lines are the markers, and which lines of the other side do not count.

use crate::grammar::{self, Conflict};

/// A complete conflict: the line indices of its markers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ConflictSet {
    pub(crate) ours: u32,
    pub(crate) base: Option<u32>,
    pub(crate) theirs: u32,
    pub(crate) end: u32,
}

/// What a line of a conflict is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Marker,
    Base,
    Theirs,
}

/// The complete conflicts of a file, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Conflicts {
    sets: Vec<ConflictSet>,
}

impl Conflicts {
    /// Finds the complete sets. A new beginning inside an unfinished set starts over.
    pub(crate) fn find(text: &str) -> Self {
        let mut conflicts = Self::default();
        if memchr::memmem::find(text.as_bytes(), b"<<<<<<<").is_none() {
            return conflicts;
        }
        let (mut ours, mut base, mut theirs) = (None, None, None);
        for (line, content) in text.split('\n').enumerate() {
            let line = line as u32;
            let content = content.strip_suffix('\r').unwrap_or(content);
            match grammar::conflict(content) {
                Some(Conflict::Ours) => (ours, base, theirs) = (Some(line), None, None),
                Some(Conflict::Base) if ours.is_some() && theirs.is_none() => base = base.or(Some(line)),
                Some(Conflict::Theirs) if ours.is_some() => theirs = theirs.or(Some(line)),
                Some(Conflict::End) => {
                    if let (Some(ours), Some(theirs)) = (ours, theirs) {
                        conflicts.sets.push(ConflictSet { ours, base, theirs, end: line });
                    }
                    (ours, base, theirs) = (None, None, None);
                }
                _ => {}
            }
        }
        conflicts
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    /// What line `index` is within a conflict; `None` outside of one and on its first side.
    pub(crate) fn role(&self, index: u32) -> Option<Role> {
        let after = self.sets.partition_point(|set| set.ours <= index);
        let set = self.sets.get(after.checked_sub(1)?)?;
        if index > set.end {
            return None;
        }
        let markers = [Some(set.ours), set.base, Some(set.theirs), Some(set.end)];
        if markers.contains(&Some(index)) {
            Some(Role::Marker)
        } else if index > set.theirs {
            Some(Role::Theirs)
        } else if set.base.is_some_and(|base| index > base) {
            Some(Role::Base)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_complete_set_is_a_conflict() {
        assert!(Conflicts::find("<<<<<<< a\nx\n=======\ny\n").is_empty());
        assert!(Conflicts::find("=======\nx\n>>>>>>> b\n").is_empty());
        assert!(!Conflicts::find("<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n").is_empty());
    }

    #[test]
    fn each_line_knows_its_side() {
        let conflicts = Conflicts::find("a\n<<<<<<< a\nx\n||||||| o\nz\n=======\ny\n>>>>>>> b\nc\n");
        let roles: Vec<_> = (0..9).map(|line| conflicts.role(line)).collect();
        let marker = Some(Role::Marker);
        assert_eq!(roles, [None, marker, None, marker, Some(Role::Base), marker, Some(Role::Theirs), marker, None]);
    }

    #[test]
    fn a_beginning_inside_an_unfinished_set_starts_over() {
        let conflicts = Conflicts::find("<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> b\n");
        assert_eq!(conflicts.role(0), None);
        assert_eq!(conflicts.role(1), Some(Role::Marker));
    }
}
