//! The roadlog program.
fn main() {}
