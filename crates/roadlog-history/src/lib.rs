//! What changed between two plans, in the plan's own words, and whether whoever changed it may.
//!
//! Revisions arrive as plans: nothing here knows a repository.
