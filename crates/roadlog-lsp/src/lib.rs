//! The language server: what an editor sends and gets, translated and scheduled. What is said about a plan stands in
//! `roadlog-ide` and below.
