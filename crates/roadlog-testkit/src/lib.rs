//! Helpers for tests: caret fixtures, a temporary workspace, plan generators.
