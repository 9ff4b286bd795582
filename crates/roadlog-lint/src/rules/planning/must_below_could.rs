//! `planning/must-below-could`: the order of the work contradicts how badly it is wanted.

use roadlog_config::{Field, Phase, RankClass};
use roadlog_model::{PlanItem, Value};
use roadlog_syntax::value::Handle;

use super::moving::above;
use super::sprints::{is_active, sprint_of};
use super::value_span;
use crate::context::Context;
use crate::finding::Level;
use crate::rule::{Asks, Check, FileView, Fixes, Rule};
use crate::wording::name;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    name: "planning/must-below-could",
    level: Some(Level::Info),
    summary: "A `must` is ranked below a `could` of the same owner.",
    why: "Either the order is wrong or the word is, and whoever reads the backlog cannot know which. It is asked of what is \
ready and not taken on yet: what is under way or in the active sprint stays where it is. It is told once for an owner and a \
file, at the first `must` that is too low.",
    bad: "
task PAY-16 Translate the texts about refunds
  status: ready
  owner: @maria
  moscow: could

task PAY-15 Renew the certificate
  status: ready
  owner: @maria
  moscow: must
          ^^^^ planning/must-below-could: PAY-15 is a must and ranked below PAY-16, which is a could
",
    good: "
task PAY-15 Renew the certificate
  status: ready
  owner: @maria
  moscow: must

task PAY-16 Translate the texts about refunds
  status: ready
  owner: @maria
  moscow: could
",
    fix: Fixes::Assist,
    options: &[],
    asks: Asks::ReadyOrDoing,
    check: Check::File(check),
};

/// The topmost `could` of an owner, and the `must`s below it.
struct Inversion<'p> {
    owner: Option<&'p Handle>,
    could: PlanItem<'p>,
    first: Option<PlanItem<'p>>,
    count: usize,
}

fn check(context: &mut Context<'_>, view: FileView<'_>) {
    let waiting = || view.items().filter_map(|item| Some((item, wanted(item)?)));
    // Of most files this is all that is looked at: nothing below the last `must` is below it.
    let Some((lowest, _)) = waiting().filter(|(_, word)| *word == "must").last() else { return };
    let mut inversions: Vec<Inversion<'_>> = Vec::new();
    for (item, word) in waiting().take_while(|(item, _)| item.at() <= lowest.at()) {
        if inversions.is_empty() && word == "must" {
            continue;
        }
        let owner = item.owner().map(|owner| owner.handle);
        let known = inversions.iter_mut().find(|inversion| inversion.owner == owner);
        match known {
            Some(inversion) if word == "must" => {
                inversion.first.get_or_insert(item);
                inversion.count += 1;
            }
            None if word == "could" => inversions.push(Inversion { owner, could: item, first: None, count: 0 }),
            _ => {}
        }
    }
    for inversion in &inversions {
        tell(context, inversion);
    }
}

/// How badly an item is wanted that waits to be taken on: `must` or `could`.
fn wanted(item: PlanItem<'_>) -> Option<&str> {
    if item.phase() != Some(Phase::Ready) || item.rank_class() != Some(RankClass::Work) {
        return None;
    }
    let Value::Word(word) = item.field(Field::Moscow)?.value() else { return None };
    let is_taken_on = || sprint_of(item).is_some_and(is_active);
    Some(&**word).filter(|word| matches!(*word, "must" | "could") && !is_taken_on())
}

fn tell(context: &mut Context<'_>, inversion: &Inversion<'_>) {
    let Inversion { could, first: Some(must), count, .. } = *inversion else { return };
    let more = match count {
        1 => String::new(),
        _ => format!(", like {} more below it", count - 1),
    };
    let message = format!(
        "{} is a must and ranked below {}, which is a could{more}: move it up, or say what is wanted less",
        name(must),
        name(could),
    );
    let span = |item: PlanItem<'_>| value_span(item, Field::Moscow);
    let told = context.report(must, span(must), message);
    let told = told.and(could.file(), span(could), format!("“{}” is a could", could.title()));
    let _ = told.assist(format!("Move {} above {}", name(must), name(could)), above(must, could));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{mended, told};

    #[test]
    fn it_is_told_once_for_an_owner_and_with_how_many() {
        told(
            &RULE,
            "
            epic PAY-1 Guest checkout
              owner: @maria
            story PAY-2 Pay
              status: ready
              owner: @noah
              moscow: could
            story PAY-3 Pay
              status: ready
              for: PAY-1
              moscow: must
            story PAY-4 Pay
              status: ready
              for: PAY-1
              moscow: could
            story PAY-5 Pay
              status: ready
              owner: @maria
              moscow: should
            task PAY-6 Build
              status: ready
              owner: @maria
              moscow: must
                      ^^^^ planning/must-below-could: PAY-6 is a must and ranked below PAY-4, which is a could, like 2 more below it: move
            bug PAY-7 Grey
              status: ready
              owner: @maria
              moscow: must
            bug PAY-8 Grey
              status: ready
              for: PAY-1
              moscow: must
            ",
        );
    }

    #[test]
    fn what_is_taken_on_stays_where_it_is_and_drafts_are_asked_for_nothing() {
        told(
            &RULE,
            "
            sprint PAY-s1 One
              status: active
            story PAY-1 Pay
              status: doing
              moscow: could
            story PAY-2 Pay
              status: ready
              sprint: PAY-s1
              moscow: could
            story PAY-3 Pay
              moscow: could
            story PAY-4 Pay
              status: accepted
              moscow: could
            story PAY-5 Pay
              status: ready
              moscow: must
            story PAY-6 Pay
              status: ready
              moscow: could
            story PAY-7 Pay
              status: doing
              moscow: must
            story PAY-8 Pay
              moscow: must
            ",
        );
    }

    #[test]
    fn without_owners_all_work_of_a_file_is_one_owners() {
        let text = "
            //- roadlog.toml
            //- plan.backlog
            task PAY-1 One
              status: ready
              moscow: could

            task PAY-2 Two
              status: ready
              moscow: must
            ";
        let mended = mended(&RULE, text, "plan.backlog");
        let (two, one) =
            ("task PAY-2 Two\n  status: ready\n  moscow: must\n", "task PAY-1 One\n  status: ready\n  moscow: could\n");
        assert_eq!(mended, format!("{two}\n{one}"));
    }
}
