//! What the repository around a plan tells of it: how it came to say what it says, and who may not change what is changed
//! and not committed yet. It comes in as data; nothing here reads a repository.

use std::sync::Arc;

use roadlog_config::Field;
use roadlog_history::{Commit, CommitRange, Court, Identity, PolicyFile, State, Step, Timeline, TimelineOrigins};
use roadlog_lint::{Finding, History, JudgedRange, Options, run_range};
use roadlog_model::{Plan, PlanItem, Untrusted};
use roadlog_syntax::value::{Date, Handle};

use crate::Snapshot;

/// What is known of a plan in a repository.
#[derive(Clone, Debug)]
pub struct Past {
    /// The plan as it was committed last.
    pub plan: Arc<Plan>,
    /// Every roadlog.toml, and .mailmap, of that commit: they say who may change what.
    pub policy: Vec<PolicyFile>,
    /// The changes that led to that commit, as far back as they are known.
    pub timeline: Timeline<Arc<Revision>>,
    /// Who changes what is not committed yet; `None` where git knows nobody who would commit it.
    pub author: Option<Identity>,
}

/// A commit, as people know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The day on which it was written, by the author's own clock; `None` where the commit does not say it clearly.
    pub day: Option<Date>,
    /// Who wrote it, as roadlog.toml knows them by their address.
    pub handle: Option<Handle>,
    /// Their name, through .mailmap.
    pub name: Untrusted,
}

impl Revision {
    /// Who wrote it: their handle, else their name.
    pub(crate) fn who(&self) -> Untrusted {
        self.handle.as_ref().map_or_else(|| self.name.clone(), |handle| handle.to_string().into())
    }
}

impl Past {
    /// Since which day items have said what they say in the plan as it was committed last.
    pub fn history(&self) -> History {
        History::of(&self.timeline.map(|revision| revision.day), &self.plan)
    }

    /// The last changes of an item, the newest first.
    pub(crate) fn last_changes(&self, item: PlanItem<'_>, most: usize) -> Vec<&Step<Arc<Revision>>> {
        let all: Vec<_> = item.id().into_iter().flat_map(|id| self.timeline.of_item(id)).collect();
        all.into_iter().rev().take(most).collect()
    }

    /// The change since which an item has the status that it has; `None` where that is not committed.
    pub(crate) fn status_since(&self, item: PlanItem<'_>) -> Option<&Step<Arc<Revision>>> {
        let id = item.id()?;
        let committed = self.plan.first(id)?.status()?;
        let is_same = item.status().is_some_and(|status| status.word == committed.word);
        self.timeline.since(id, Field::Status.name()).filter(|_| is_same)
    }
}

/// What of the changes that are not committed does not stand, or stands in for whoever decides: by the people, roles and
/// authority that were committed last, which say too how much each rule matters. None where nothing is known of a
/// repository or of who commits, or where it has no people.
pub fn uncommitted(snapshot: &Snapshot) -> Vec<Finding> {
    let Some(past) = snapshot.surroundings.past.as_deref() else { return Vec::new() };
    let (today, policy) = (snapshot.surroundings.today, past.plan.config());
    let Some(author) = past.author.as_ref().filter(|_| policy.people_known()) else { return Vec::new() };
    let file = |(path, text): &(Arc<str>, Arc<str>)| PolicyFile { path: path.to_string(), text: text.to_string() };
    let is_config = |file: &&PolicyFile| file.path.rsplit('/').next() == Some("roadlog.toml");
    // What is open in the editor is never .mailmap.
    let others = past.policy.iter().filter(|file| !is_config(file)).cloned();
    let now: Vec<_> = snapshot.configuration.iter().map(file).chain(others).collect();
    let before = State { plan: &past.plan, policy: &past.policy };
    let state = State { plan: &snapshot.plan, policy: &now };
    let commits = CommitRange::new(before, vec![Commit { author, state, parents: vec![before] }]);
    let by = |revision: &Arc<Revision>| revision.handle.clone();
    let origins = TimelineOrigins { timeline: &past.timeline, author: &by };
    let judged = commits.judged(&Court { policy, today, origins: &origins, approvals: &[] });
    // What is older is looked at where it takes its time: by a check of the commits.
    let range = JudgedRange {
        policy,
        commits: &commits,
        ids: &[],
        days: &[Some(today)],
        judged: &judged,
        merges: &[],
        earlier: None,
    };
    run_range(&snapshot.plan, &Options { range: Some(&range), ..Options::on(today) })
}

#[cfg(test)]
mod tests {
    use roadlog_testkit::Found;

    use super::*;
    use crate::testing::{PEOPLE, Scene};

    const BEFORE: &str = "\
bug PAY-1 The button stays grey
  status: doing
  owner: @maria
  assignee: @li
  [ ] It turns blue
";

    /// The scene as `who` has it in the editor, after the plan of `before` was committed.
    #[track_caller]
    fn changed(before: &str, now: &str, who: &Identity) -> Scene {
        Scene::of(now).after(&[("2026-11-20", "maria", before)], who.clone())
    }

    fn who(name: &str) -> Identity {
        Identity::Claimed(Handle::from_name(name).unwrap())
    }

    #[track_caller]
    fn assert_found(scene: &Scene) {
        let found = uncommitted(&scene.snapshot).into_iter().map(|finding| {
            let path = finding.place.path.unescaped();
            let text = if path == "roadlog.toml" { PEOPLE } else { scene.text(path) };
            Found::at(path, text, finding.place.span.range(), finding.rule, finding.message.unescaped())
        });
        scene.fixture.assert_findings(&found.collect::<Vec<_>>());
    }

    #[test]
    fn what_is_not_the_user_s_to_change_is_told_at_its_line_with_who_may() {
        let now = "\
bug PAY-1 The button stays grey
  status: accepted
  ^^^^^^^^^^^^^^^^ authority/not-allowed: PAY-1 status doing → accepted: that is for a product owner (@maria), not for @li (developer), who commits here
  owner: @maria
  assignee: @li
  [x] It turns blue
";
        assert_found(&changed(BEFORE, now, &who("li")));
    }

    #[test]
    fn criteria_of_running_work_are_the_product_owner_s() {
        let now = "\
bug PAY-1 The button stays grey
  status: doing
  owner: @maria
  assignee: @li
  [ ] It turns green
  ^^^^^^^^^^^^^^^^^^ history/moved-goalposts: PAY-1 criterion
";
        assert_found(&changed(BEFORE, now, &who("li")));
        assert_found(&changed(
            BEFORE,
            &now.replace("moved-goalposts: PAY-1 criterion", "criteria-changed: PAY-1 was"),
            &who("maria"),
        ));
    }

    #[test]
    fn somebody_whom_the_plan_does_not_know_is_told_once() {
        let now = "\
bug PAY-1 The button stays grey
  status: review
  ^^^^^^^^^^^^^^ authority/unknown-author: Eve <eve@elsewhere.example> is nobody in roadlog.toml, and changed the plan
  owner: @maria
  assignee: @li
  points: 3
  [ ] It turns blue
";
        let eve = Identity::Unknown { name: "Eve".into(), email: "eve@elsewhere.example".into() };
        assert_found(&changed(BEFORE, now, &eve));
    }

    #[test]
    fn nobody_gives_a_role_to_themselves() {
        let now =
            format!("//- roadlog.toml\n{}//- plan.backlog\n{BEFORE}", PEOPLE.replace("developer", "product-owner"));
        let found = uncommitted(&changed(BEFORE, &now, &who("li")).snapshot);
        let rules: Vec<_> = found.iter().map(|finding| (finding.rule, finding.place.path.unescaped())).collect();
        assert_eq!(rules, [("authority/policy-change", "roadlog.toml")]);
    }

    #[test]
    fn without_a_repository_or_people_there_is_nothing_to_tell() {
        assert_eq!(uncommitted(&Scene::of(BEFORE).snapshot), []);
        let nobody = "//- roadlog.toml\n[team]\nname = \"Pay\"\n//- plan.backlog\n";
        let scene = changed(&format!("{nobody}{BEFORE}"), &format!("{nobody}task PAY-9 New\n"), &who("li"));
        assert_eq!(uncommitted(&scene.snapshot), []);
    }
}
