//! What each rule speaks about and what it leaves alone, on whole plans: a clean plan for each group of rules, and a
//! table of changes to it, each of which brings the finding of one rule and no other.

#[path = "mutations/harness.rs"]
mod harness;
#[path = "mutations/planning.rs"]
mod planning;
#[path = "mutations/story.rs"]
mod story;
#[path = "mutations/strategy.rs"]
mod strategy;
