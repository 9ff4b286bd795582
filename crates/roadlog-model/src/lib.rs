//! The immutable, indexed plan of a workspace.
