//! What the rules about history and authority look at: the commits of a range, judged. It comes in as data; nothing here
//! reads a repository.

use roadlog_config::Config;
use roadlog_history::{CommitRange, Evidence, Identity, Judged, Reason, Refusal, Verdict};
use roadlog_model::{Plan, PlanItem};
use roadlog_syntax::Span;
use roadlog_syntax::value::{Date, Handle};
use smol_str::SmolStr;

use crate::earlier::Earlier;
use crate::finding::{Place, Untrusted};

/// The commits of a range, and what each of them changed, judged by the policy of the base.
#[derive(Clone, Copy, Debug)]
pub struct JudgedRange<'a> {
    /// The configuration of the base: it says whose a change is, and how much each rule about the range matters.
    pub policy: &'a Config,
    /// The commits.
    pub commits: &'a CommitRange<'a>,
    /// The full hash of each commit; none of one that nobody has made yet.
    pub ids: &'a [SmolStr],
    /// The day of each commit, by its author's clock; `None` where it does not say it clearly.
    pub days: &'a [Option<Date>],
    /// What the commits changed, and whether that stands.
    pub judged: &'a [Judged],
    /// What merges put together, each other parent for itself.
    pub merges: &'a [Merge<'a>],
    /// What was before the range; `None` where that is not known.
    pub earlier: Option<&'a Earlier>,
}

/// Two sides that a merge put together.
#[derive(Clone, Copy, Debug)]
pub struct Merge<'a> {
    /// Its place among the commits; `None` for a merge that nobody has made yet.
    pub commit: Option<usize>,
    /// What both sides began with.
    pub base: &'a Plan,
    /// What was merged into, and what was merged.
    pub sides: [&'a Plan; 2],
    /// What came of it.
    pub result: &'a Plan,
}

impl<'a> JudgedRange<'a> {
    /// The changes that do not stand, each with why.
    pub fn refused(&self) -> impl Iterator<Item = (&'a Judged, &'a Refusal)> {
        self.judged.iter().filter_map(|judged| match &judged.verdict {
            Verdict::Refused(refusal) => Some((judged, refusal)),
            _ => None,
        })
    }

    /// Who made the commit of a change.
    pub fn author(&self, judged: &Judged) -> &'a Identity {
        self.commits.commits()[judged.commit].author
    }

    /// Who made it, as the base knows them; for a commit without a signature that is demanded, who is said to have.
    pub fn by(&self, judged: &Judged) -> Option<&'a Handle> {
        self.by_of(judged.commit)
    }

    /// The same of a commit, by its place.
    pub(crate) fn by_of(&self, commit: usize) -> Option<&'a Handle> {
        match self.commits.commits().get(commit)?.author {
            Identity::Unverified { author, .. } => author.as_ref(),
            author => author.handle(),
        }
    }

    /// The item of a change as it was just before.
    pub(crate) fn before(&self, judged: &Judged) -> Option<PlanItem<'a>> {
        let item = judged.change.item.as_ref()?;
        let parent = self.commits.commits()[judged.commit].parents.first()?;
        parent.plan.first(item.former_id.as_ref().or(item.id.as_ref())?)
    }

    /// The item of a change as it was just after.
    pub(crate) fn after(&self, judged: &Judged) -> Option<PlanItem<'a>> {
        let id = judged.change.item.as_ref()?.id.as_ref()?;
        self.commits.commits()[judged.commit].state.plan.first(id)
    }

    /// The day of the commit of a change.
    pub(crate) fn day(&self, judged: &Judged) -> Option<Date> {
        self.days.get(judged.commit).copied().flatten()
    }

    /// What is said of a change: what the verdict says, and what the identity of its author rests on.
    pub(crate) fn sentence(&self, judged: &Judged) -> String {
        let author = self.author(judged);
        let said = judged.verdict.sentence(&judged.change, author, self.policy);
        let said = said.unwrap_or_else(|| judged.change.sentence());
        let rests = match author.evidence() {
            Some(_) if self.ids.get(judged.commit).is_none() => ", who commits here",
            Some(Evidence::Claimed) => ", whom the address of the commit names",
            Some(Evidence::Forge) => ", whom the forge names",
            Some(Evidence::Signed) => ", who signed the commit",
            None => "",
        };
        format!("{}{rests}", said.unescaped())
    }

    /// Where the present plan has what changed: its line, else its item, else the file in which it stood.
    pub(crate) fn place(&self, judged: &Judged, plan: &Plan) -> Place {
        let change = &judged.change;
        let Some(then) = change.after.as_ref().or(change.before.as_ref()) else {
            return Place { path: "roadlog.toml".into(), span: Span::at(0) };
        };
        let commit = &self.commits.commits()[judged.commit];
        let at = |span| Place { path: then.path.clone(), span };
        let Some(subject) = &change.item else {
            let text = |policy: &'a [roadlog_history::PolicyFile]| {
                policy.iter().find(|file| file.path == then.path.unescaped()).map(|file| &*file.text)
            };
            let last = self.commits.commits().last().and_then(|last| text(last.state.policy));
            return at(if last == text(commit.state.policy) { then.span } else { Span::at(0) });
        };
        let Some(item) = subject.id.as_ref().and_then(|id| plan.first(id)) else { return at(Span::at(0)) };
        let written = commit.state.plan.file_at(then.path.unescaped()).filter(|_| change.after.is_some());
        let line = written.and_then(|(_, file)| file.document().text().get(then.span.range()));
        let span = line.and_then(|line| found(item, line)).unwrap_or_else(|| item.syntax().header_span());
        Place { path: Untrusted::from(item.file().shared_path()), span }
    }
}

/// Where an item has these words.
fn found(item: PlanItem<'_>, words: &str) -> Option<Span> {
    let span = item.syntax().span();
    let text = item.file().document().text().get(span.range())?;
    let start = span.start + text.find(words)? as u32;
    Some(Span::new(start, start + words.len() as u32))
}

/// Whether a change does not stand because nobody is known to have made it.
pub(crate) const fn is_nobodys(refusal: &Refusal) -> bool {
    matches!(refusal.reason, Reason::Unknown | Reason::Unverified)
}
