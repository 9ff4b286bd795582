//! Small files with what each of their words is drawn below it.

use super::*;
use crate::testing::Scene;

/// What is said of the word: `class declaration readonly`.
fn told(token: &Token) -> String {
    let modifiers = Modifier::ALL.into_iter().filter(|modifier| token.modifiers.contains(*modifier));
    std::iter::once(token.kind.name()).chain(modifiers.map(Modifier::name)).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn coloured(source: &str) {
    let scene = Scene::of(source);
    let tokens = tokens(&scene.snapshot, "plan.backlog", None);
    let told: Vec<String> = tokens.iter().map(told).collect();
    scene.assert_marked(tokens.iter().zip(&told).map(|(it, told)| ("plan.backlog", it.span, "is/a", told)));
}

#[test]
fn headers_and_fields_are_coloured_by_what_they_say() {
    coloured(
        "\
== Now
^^ is/a: operator
   ^^^ is/a: namespace
story PAY-12 Pay as PAY-1 says
^^^^^ is/a: keyword
      ^^^^^^ is/a: class declaration
                    ^^^^^ is/a: class
  status: doing
  ^^^^^^ is/a: property
          ^^^^^ is/a: enumMember
  points: 5
  ^^^^^^ is/a: property
          ^ is/a: number
  assignee: @li, @maria
  ^^^^^^^^ is/a: property
            ^^^ is/a: function
                 ^^^^^^ is/a: function
  needs: PAY-1
  ^^^^^ is/a: property
         ^^^^^ is/a: class
  tags: one, #two
  ^^^^ is/a: property
        ^^^ is/a: enumMember
             ^^^^ is/a: enumMember
  blocked: until PAY-1 is done,
  ^^^^^^^ is/a: property
           ^^^^^ is/a: string
                 ^^^^^ is/a: class
                       ^^^^^^^^ is/a: string
    says @li
    ^^^^ is/a: string
         ^^^ is/a: function
  accepted: @maria 2026-11-20
  ^^^^^^^^ is/a: property
            ^^^^^^ is/a: function
                   ^^^^^^^^^^ is/a: number
  colour: red
stroy PAY-new b
      ^^^^^^^ is/a: class declaration
",
    );
}

#[test]
fn what_is_closed_or_dropped_looks_so() {
    coloured(
        "\
task PAY-1 a
^^^^ is/a: keyword
     ^^^^^ is/a: class declaration readonly
  status: done
  ^^^^^^ is/a: property
          ^^^^ is/a: enumMember
  [x] met ^kept
  ^^^ is/a: operator readonly
           ^^^^ is/a: method declaration
  [-] dropped
  ^^^ is/a: operator deprecated
  PAY-2
  ^^^^^ is/a: class deprecated
task PAY-2 b
^^^^ is/a: keyword
     ^^^^^ is/a: class declaration deprecated
  status: dropped
  ^^^^^^ is/a: property
          ^^^^^^^ is/a: enumMember
",
    );
}

#[test]
fn prose_comments_and_marks() {
    coloured(
        "\
# with PAY-1^kept
^^^^^^ is/a: comment
       ^^^^^ is/a: class
            ^ is/a: comment
             ^^^^ is/a: method
story PAY-1 a
^^^^^ is/a: keyword
      ^^^^^ is/a: class declaration
  As a first-time
       ^^^^^^^^^^ is/a: type
  buyer, I want to pay
  ^^^^^ is/a: type

  # roadlog: allow story/told, x/y because so
  ^^^^^^^^^^^^^^^^ is/a: comment
                   ^^^^^^^^^^ is/a: macro
                             ^ is/a: comment
                               ^^^ is/a: macro
                                   ^^^^^^^^^^ is/a: comment
  > quoted PAY-1
  ^ is/a: operator
  ? Why @li
  ^ is/a: operator
        ^^^ is/a: function
  ! So
  ^ is/a: operator
",
    );
}

#[test]
fn the_side_of_a_conflict_that_does_not_count_is_like_a_comment() {
    coloured(
        "<<<<<<< a\ntask PAY-1 a\n^^^^ is/a: keyword\n     ^^^^^ is/a: class declaration\n=======\ntask PAY-1 b\n^^^^^^^^^^^^ is/a: comment\n>>>>>>> b\n",
    );
}

#[test]
fn names_in_a_roadlog_toml_are_coloured_as_in_plans() {
    let scene = Scene::of(
        "//- roadlog.toml\n[people.li]\n        ^^ is/a: function declaration\nroles = [\"x\"]\n[teams]\na = [\"@li\"]\n^ is/a: function declaration\n      ^^^ is/a: function\n",
    );
    let tokens = tokens(&scene.snapshot, "roadlog.toml", None);
    let told: Vec<String> = tokens.iter().map(told).collect();
    scene.assert_marked(tokens.iter().zip(&told).map(|(it, told)| ("roadlog.toml", it.span, "is/a", told)));
}

#[test]
fn a_part_of_a_file_has_the_tokens_that_touch_it() {
    let scene = Scene::of("task PAY-1 a\n  status: done\n\ntask PAY-2 b\n  status: ready\n\ntask PAY-3 c\n");
    let all = tokens(&scene.snapshot, "plan.backlog", None);
    for start in 0..60 {
        for end in start..60 {
            let within = Span::new(start, end);
            let touching = all.iter().filter(|token| token.span.start <= end && token.span.end >= start);
            let expected: Vec<Token> = touching.copied().collect();
            assert_eq!(tokens(&scene.snapshot, "plan.backlog", Some(within)), expected, "{within:?}");
        }
    }
    assert_eq!(tokens(&scene.snapshot, "no.backlog", None), []);
}

#[test]
fn kinds_and_modifiers_are_numbered_as_they_stand_in_their_lists() {
    for (place, kind) in TokenKind::ALL.into_iter().enumerate() {
        assert_eq!(kind.index() as usize, place);
    }
    for (place, modifier) in Modifier::ALL.into_iter().enumerate() {
        assert_eq!(Modifiers::NONE.with(modifier).bits(), 1 << place);
    }
}
