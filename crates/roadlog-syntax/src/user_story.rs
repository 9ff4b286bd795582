//! The user story or job story that a paragraph holds.
