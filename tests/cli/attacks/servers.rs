//! Attacks on a server that has the hooks.
