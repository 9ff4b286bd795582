//! The fingerprint that binds an acceptance to the words that were accepted.
