//! `history/sprint-scope`: more work, or another goal, for a sprint that runs.

use roadlog_config::{Aspect, Field, Phase};
use roadlog_history::{Detail, Judged};
use roadlog_model::{ItemRef, PlanItem, Value};
use roadlog_syntax::Kind;
use roadlog_syntax::value::Date;

use crate::context::Context;
use crate::finding::Level;
use crate::judged::JudgedRange;
use crate::rule::{Asks, Check, Fixes, Rule};
use crate::rules::authority;
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "history/sprint-scope",
    level: Some(Level::Warning),
    summary: "Work is added to a sprint after its start, or its goal is changed.",
    why: "A sprint is a forecast of what fits into it. What comes in later pushes something else out, mostly without \
anybody saying what, and a goal that changes on the way cannot be met or missed. The first day is for planning; a bug \
that cannot wait is told as info. A sprint without days has started once its status says so.",
    bad: "
//- plan.backlog
sprint PAY-s23 Guests can pay
  status: active
  when: 2026-11-16..2026-11-27
  owner: @maria

task PAY-15 Renew the certificate
  status: ready
  owner: @maria
//- commit @maria on 2026-11-19: Do it now
//- plan.backlog
sprint PAY-s23 Guests can pay
  status: active
  when: 2026-11-16..2026-11-27
  owner: @maria

task PAY-15 Renew the certificate
  status: ready
  owner: @maria
  sprint: PAY-s23
  ^^^^^^^^^^^^^^^ history/sprint-scope: PAY-15 was added to PAY-s23 after its start (2026-11-16)
",
    good: "
//- plan.backlog
sprint PAY-s23 Guests can pay
  status: planned
  when: 2026-11-16..2026-11-27
  owner: @maria

task PAY-15 Renew the certificate
  status: ready
  owner: @maria
//- commit @maria on 2026-11-16: Plan the sprint
//- plan.backlog
sprint PAY-s23 Guests can pay
  status: active
  when: 2026-11-16..2026-11-27
  owner: @maria

task PAY-15 Renew the certificate
  status: ready
  owner: @maria
  sprint: PAY-s23
",
    fix: Fixes::None,
    options: &[],
    asks: Asks::Everything,
    check: Check::Range(check),
};

fn check(context: &mut Context<'_>, range: &JudgedRange<'_>) {
    let mut added: Vec<(ItemRef, &Judged, PlanItem<'_>)> = Vec::new();
    for judged in range.judged {
        let Some(end) = range.commits.ended(&judged.change) else { continue };
        if let Some(sprint) = started_sprint(range, judged, end) {
            // Of one that went in and out and in again the last time counts.
            added.retain(|(at, ..)| *at != end.at());
            added.push((end.at(), judged, sprint));
        } else if is_new_goal(range, judged) && !authority::tells(context, range, judged) {
            report_goal(context, range, judged);
        }
    }
    for (_, judged, sprint) in added {
        if !authority::tells(context, range, judged) {
            report_work(context, range, judged, sprint);
        }
    }
}

/// The sprint, as it was just before, that a change puts open work into after its start, where the work is there in the
/// end and was not in the beginning.
fn started_sprint<'a>(range: &JudgedRange<'a>, judged: &Judged, end: PlanItem<'a>) -> Option<PlanItem<'a>> {
    let is_new = matches!(judged.change.detail, Detail::Created(_));
    if !is_new && !judged.change.is_about(Aspect::field(Field::Sprint)) {
        return None;
    }
    let after = range.after(judged)?.sprint()?.id()?;
    let ended_in = |item: PlanItem<'_>| item.sprint().and_then(PlanItem::id) == Some(after);
    let was_in = range.commits.began(&judged.change).is_some_and(ended_in);
    let sprint = parent(range, judged)?.first(after)?;
    (end.is_open() && ended_in(end) && !was_in && has_started(sprint, range.day(judged))).then_some(sprint)
}

fn parent<'a>(range: &JudgedRange<'a>, judged: &Judged) -> Option<&'a roadlog_model::Plan> {
    Some(range.commits.commits()[judged.commit].parents.first()?.plan)
}

/// Whether the title, which is the goal, of a sprint that runs is another one in the end.
fn is_new_goal(range: &JudgedRange<'_>, judged: &Judged) -> bool {
    judged.change.is_about(Aspect::Title)
        && range.before(judged).is_some_and(|sprint| has_started(sprint, range.day(judged)))
        && range.commits.is_left(judged)
}

/// Whether an item is a sprint that runs on a day: behind the first of its days or, where either day is not known, by its
/// status.
fn has_started(sprint: PlanItem<'_>, day: Option<Date>) -> bool {
    let is_behind_start = match (first_day(sprint), day) {
        (Some(first), Some(day)) => day > first,
        _ => sprint.phase() == Some(Phase::Doing),
    };
    sprint.is_a(&[Kind::Sprint]) && sprint.is_open() && is_behind_start
}

fn first_day(sprint: PlanItem<'_>) -> Option<Date> {
    match sprint.field(Field::When)?.value() {
        Value::Period(period) => period.first(),
        _ => None,
    }
}

fn start(sprint: PlanItem<'_>) -> String {
    first_day(sprint).map_or_else(String::new, |first| format!(" ({first})"))
}

fn report_work(context: &mut Context<'_>, range: &JudgedRange<'_>, judged: &Judged, sprint: PlanItem<'_>) {
    let Some(item) = range.after(judged) else { return };
    let message = format!(
        "{} was added to {} after its start{}: take as much out of it, or plan this for a later one",
        name(item),
        name(sprint),
        start(sprint)
    );
    let told = context.report_change(range, judged, message);
    if item.is_a(&[Kind::Bug]) {
        told.at_most(Level::Info);
    }
}

fn report_goal(context: &mut Context<'_>, range: &JudgedRange<'_>, judged: &Judged) {
    let (Some(sprint), Some(after)) = (range.before(judged), judged.change.value_after()) else { return };
    let message = format!(
        "the goal of {} was changed after its start{}, from \"{}\" to \"{}\": end the sprint as missed where the goal is \
         no longer wanted, and begin another one",
        name(sprint),
        start(sprint),
        sprint.title(),
        after.unescaped()
    );
    context.report_change(range, judged, message);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::Level;
    use crate::testing::told;

    const SPRINT: &str =
        "//- plan.backlog\nsprint PAY-s1 Guests can pay\n  status: active\n  when: 2026-11-16..2026-11-27\n";
    const WORK: &str = "\ntask PAY-1 One\n  status: ready\n  owner: @maria\n";

    #[test]
    fn the_first_day_is_for_planning_whatever_the_status_says() {
        let added = format!("{SPRINT}{WORK}  sprint: PAY-s1\n");
        told(&RULE, &format!("{SPRINT}{WORK}//- commit @maria on 2026-11-16: Plan\n{added}"));
        let found = told(
            &RULE,
            &format!(
                "{SPRINT}{WORK}//- commit @maria on 2026-11-17: Plan\n{added}  ^^^^^^^^^^^^^^ history/sprint-scope: PAY-1 \
                 was added to PAY-s1\n"
            ),
        );
        assert_eq!(found[0].level, Level::Warning);
    }

    #[test]
    fn a_bug_that_is_new_is_a_hint() {
        let bug = "\nbug PAY-2 It is grey\n^^^^^^^^^^^^^^^^^^^^ history/sprint-scope: PAY-2 was added\n  status: ready\n  \
                   owner: @maria\n  sprint: PAY-s1\n";
        let found = told(&RULE, &format!("{SPRINT}//- commit @maria: Mend it\n{SPRINT}{bug}"));
        assert_eq!(found[0].level, Level::Info);
    }

    #[test]
    fn what_goes_out_again_is_closed_or_goes_into_a_sprint_to_come_is_not_told() {
        let (without, within) = (format!("{SPRINT}{WORK}"), format!("{SPRINT}{WORK}  sprint: PAY-s1\n"));
        told(&RULE, &format!("{without}//- commit @maria: In\n{within}//- commit @maria: Out\n{without}"));
        let done = within.replace("status: ready", "status: done");
        told(&RULE, &format!("{without}//- commit @maria: It was done there\n{done}"));
        let (without, within) =
            (without.replace("2026-11-16..", "2026-11-24.."), within.replace("2026-11-16..", "2026-11-24.."));
        told(&RULE, &format!("{without}//- commit @maria: In\n{within}"));
    }

    #[test]
    fn a_goal_that_changes_on_the_way_is_told() {
        let before = SPRINT.replace("  when: 2026-11-16..2026-11-27\n", "");
        let after = before.replace(
            "Guests can pay\n",
            "Guests can look\n^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ history/sprint-scope: the goal of PAY-s1 was changed after its \
             start, from \"Guests can pay\" to \"Guests can look\"\n",
        );
        told(&RULE, &format!("{before}//- commit @maria: Look first\n{after}"));
        told(
            &RULE,
            &format!("{}//- commit @maria: x\n{before}", before.replace("pay", "look").replace("active", "planned")),
        );
    }
}
