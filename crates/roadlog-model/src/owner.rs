//! Who an item's owner is: written once, and inherited along `for`.

use roadlog_config::Field;
use roadlog_syntax::Span;
use roadlog_syntax::value::Handle;

use crate::item::PlanItem;

/// How far up a chain is followed; no plan is as deep, and a ring ends here.
pub(crate) const DEEPEST: usize = 64;

/// The owner of an item, with where that is written.
#[derive(Clone, Copy, Debug)]
pub struct Owner<'p> {
    /// Who.
    pub handle: &'p Handle,
    /// The item whose `owner` line says so: itself, or one above.
    pub from: PlanItem<'p>,
    /// Where the handle stands in that item's file.
    pub span: Span,
}

impl<'p> PlanItem<'p> {
    /// The owner that its own lines name, whoever that is.
    pub fn written_owner(self) -> Option<Owner<'p>> {
        let (handle, span) = self.people(Field::Owner).next()?;
        Some(Owner { handle, from: self, span })
    }

    /// Its owner: the one that it names, else that of the nearest item above it on its `for` chain who has the role
    /// that decides on it.
    pub fn owner(self) -> Option<Owner<'p>> {
        if self.facts().field(Field::Owner).is_some() {
            return self.written_owner();
        }
        let role = self.side()?.role();
        let (config, shape) = (self.plan().config(), self.settings().shape());
        let decides = |owner: &Owner<'_>| config.has_role(owner.handle, role, shape);
        let mut level: Vec<Self> = self.parents().collect();
        for _ in 0..DEEPEST {
            let owner = level.iter().find_map(|item| item.written_owner().filter(decides));
            if owner.is_some() || level.is_empty() {
                return owner;
            }
            level = level.into_iter().flat_map(Self::parents).collect();
            level.truncate(DEEPEST);
        }
        None
    }

    /// Whether any item above it on its `for` chain is one that `found` says yes to.
    pub fn any_above(self, found: impl Fn(Self) -> bool) -> bool {
        let mut level: Vec<Self> = self.parents().collect();
        for _ in 0..DEEPEST {
            if level.is_empty() {
                return false;
            }
            if level.iter().any(|&item| found(item)) {
                return true;
            }
            level = level.into_iter().flat_map(Self::parents).collect();
            level.truncate(DEEPEST);
        }
        false
    }
}
