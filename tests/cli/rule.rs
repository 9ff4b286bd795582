//! `roadlog rule`: the catalogue and one rule explained.

use crate::harness::Sandbox;

#[test]
fn the_catalogue_is_listed_by_group() {
    let catalogue = Sandbox::new(&[]).run(&["rule"]).ended_with(0).stdout;
    assert!(catalogue.starts_with("syntax\n"), "{catalogue}");
    assert!(catalogue.contains("\nreference\n"), "{catalogue}");
}

#[test]
fn a_group_is_listed_alone() {
    let group = Sandbox::new(&[]).run(&["rule", "suppression"]).ended_with(0).stdout;
    assert!(group.starts_with("suppression\n") && !group.contains("reference\n"), "{group}");
}

#[test]
fn a_rule_is_explained() {
    let sandbox = Sandbox::new(&[]);
    insta::assert_snapshot!(sandbox.run(&["rule", "syntax/unknown-field"]).ended_with(0).stdout);
    assert_eq!(
        sandbox.run(&["rule", "unknown-field"]).ended_with(0).stdout,
        sandbox.run(&["rule", "syntax/unknown-field"]).stdout
    );
}

#[test]
fn a_near_miss_is_suggested() {
    let run = Sandbox::new(&[]).run(&["rule", "syntax/unknown-feild"]).ended_with(2);
    assert!(run.stderr.contains("hint: did you mean syntax/unknown-field?"), "{}", run.stderr);
}
