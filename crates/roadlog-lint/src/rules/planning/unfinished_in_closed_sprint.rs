//! `planning/unfinished-in-closed-sprint`: a sprint is over, and work in it is not.

use roadlog_config::Field;
use roadlog_model::{Plan, PlanItem};
use roadlog_syntax::Edit;
use roadlog_syntax::value::Date;
use rustc_hash::FxHashMap;

use super::is_live;
use super::sprints::{Dated, Track, open, sprint_of};
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, Fixes, Group, Rule};
use crate::rules::syntax::slips::has_known_status;
use crate::wording::{name, state};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "planning/unfinished-in-closed-sprint",
    level: Some(Level::Warning),
    summary: "A sprint is over, and an item in it is still open.",
    why: "What a sprint leaves behind goes back to be planned: into the next sprint, or into the order of the backlog. Left \
in the old one it is in nobody's plan, and stands on no board.",
    bad: "
sprint PAY-s23 Guests can pay by card
  status: met
  owner: @maria
  when: 2026-11-09..2026-11-20

sprint PAY-s24 Shops can refund a card
  status: active
  owner: @maria
  when: 2026-11-23..2026-12-04

task PAY-15 Renew the certificate
  status: ready
  sprint: PAY-s23
          ^^^^^^^ planning/unfinished-in-closed-sprint: PAY-15 is ready and PAY-s23 is met: move it to PAY-s24, or take it out of the sprint
  owner: @maria
",
    good: "
sprint PAY-s23 Guests can pay by card
  status: met
  owner: @maria
  when: 2026-11-09..2026-11-20

sprint PAY-s24 Shops can refund a card
  status: active
  owner: @maria
  when: 2026-11-23..2026-12-04

task PAY-15 Renew the certificate
  status: ready
  sprint: PAY-s24
  owner: @maria
",
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::Live,
    check: Check::Among { groups, check },
};

fn groups(_: &Context<'_>, item: PlanItem<'_>) -> Vec<Group> {
    Group::all(is_live(item) && closed_sprint(item).is_some() && has_known_status(item))
}

/// The sprint of an item that is open, where that sprint is over.
fn closed_sprint(item: PlanItem<'_>) -> Option<PlanItem<'_>> {
    sprint_of(item).filter(|sprint| item.is_open() && !sprint.is_open())
}

fn check(context: &mut Context<'_>, _: &Group, items: &[PlanItem<'_>]) {
    let next = Next::new(context.plan());
    for &item in items {
        if let Some(sprint) = closed_sprint(item) {
            tell(context, item, sprint, &next);
        }
    }
}

fn tell(context: &mut Context<'_>, item: PlanItem<'_>, sprint: PlanItem<'_>, next: &Next<'_>) {
    let (Some(status), Some(ended)) = (item.status(), sprint.status()) else { return };
    let (Some((_, span)), next) = (item.ids(Field::Sprint).next(), next.after(sprint)) else { return };
    let to = next.map_or("the next sprint".into(), name);
    let message = format!(
        "{} is {} and {} is {}: move it to {to}, or take it out of the sprint",
        name(item),
        state(status),
        name(sprint),
        ended.word,
    );
    let told = context.report(item, span, message);
    if let Some(id) = next.and_then(PlanItem::id) {
        let _ = told.assist(format!("Move it to {id}"), [Edit::new(span, id.as_str())]);
    }
}

/// The sprints that are not over, by whose they are, the first one first.
struct Next<'p> {
    tracks: FxHashMap<Track<'p>, Vec<(Option<Date>, PlanItem<'p>)>>,
}

impl<'p> Next<'p> {
    fn new(plan: &'p Plan) -> Self {
        let mut tracks: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for sprint in open(plan) {
            let first = Dated::of(sprint).map(|dated| dated.first);
            tracks.entry(Track::of(sprint)).or_default().push((first, sprint));
        }
        for sprints in tracks.values_mut() {
            // Those without days come last, in the order of their file.
            sprints.sort_by_key(|(first, _)| (first.is_none(), *first));
        }
        Self { tracks }
    }

    /// The sprint that follows one that is over: the first of the same team that starts after it.
    fn after(&self, sprint: PlanItem<'_>) -> Option<PlanItem<'p>> {
        let ended = Dated::of(sprint).map(|dated| dated.first);
        let follows = |first: &Option<Date>| first.is_none() || *first > ended;
        let sprints = self.tracks.get(&Track::of(sprint))?;
        sprints.iter().find(|(first, _)| follows(first)).map(|(_, sprint)| *sprint)
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{mended, told};

    #[test]
    fn whatever_is_open_is_told_and_what_is_closed_is_not() {
        told(
            &RULE,
            "
            sprint PAY-s1 One
              status: missed
            story PAY-1 Pay
              sprint: PAY-s1
                      ^^^^^^ planning/unfinished-in-closed-sprint: PAY-1 is draft and PAY-s1 is missed: move it to the next
            bug PAY-2 Grey
              status: rejected
              sprint: PAY-s1
                      ^^^^^^ planning/unfinished-in-closed-sprint: PAY-2 is rejected
            task PAY-3 Build
              status: done
              sprint: PAY-s1
            task PAY-4 Build
              status: closed
              sprint: PAY-s1
            //- archive/old.backlog
            task PAY-5 Build
              status: ready
              sprint: PAY-s1
            ",
        );
    }

    #[test]
    fn the_next_sprint_is_the_same_teams_and_starts_after_it() {
        let text = "
            //- a.backlog
            sprint PAY-s1 One
              status: met
              team: @payments
              when: 2026-W45
            sprint PAY-s2 Two
              status: active
              when: 2026-W46
            task PAY-1 Build
              status: doing
              sprint: PAY-s1
            //- b.backlog
            sprint PAY-s4 Four
              team: @payments
              when: 2026-W48
            sprint PAY-s3 Three
              status: active
              team: @payments
              when: 2026-W47
            sprint PAY-s0 Nought
              team: @payments
              when: 2026-W44
            ";
        assert!(mended(&RULE, text, "a.backlog").contains("  sprint: PAY-s3\n"));
    }
}
