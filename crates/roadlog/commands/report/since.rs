//! When the period of a report begins: at a day, at a tag or at another commit.

use jiff::ToSpan;
use roadlog_git::CommitId;
use roadlog_model::Untrusted;
use roadlog_report::UpdatePeriod;
use roadlog_syntax::value::{Date, parse_date};

use crate::errors::Error;
use crate::revisions::{Revisions, git};
use crate::session::Session;

/// How many days back a report goes where nothing says otherwise: those of a usual sprint.
const DAYS: i64 = 14;

/// When a period begins.
pub(super) struct Beginning {
    /// The commit with the plan as it was then; `None` where there was none yet.
    pub(super) commit: Option<CommitId>,
    /// The day.
    first: Option<Date>,
    /// The tag that it begins with.
    tag: Option<String>,
}

impl Beginning {
    /// The beginning that is named. A revision comes before a day: tags may be called by days.
    ///
    /// # Errors
    /// It names neither, or a day after the end; or the history is not all here.
    pub(super) fn named(named: &str, end: CommitId, last: Date, revisions: &Revisions) -> Result<Self, Error> {
        let error = match (revisions.commit(named), parse_date(named)) {
            (Ok(commit), _) => {
                let is_tag = revisions.repository.commit(&format!("refs/tags/{named}")).is_ok();
                return Self::at(commit, is_tag.then(|| named.to_owned()), revisions);
            }
            (Err(_), Ok(day)) if day > last => {
                let message = format!("the report would begin on {day}, after it ends, which is on {last}");
                return Err(Error::user(message, "name an earlier day"));
            }
            (Err(_), Ok(day)) => return Self::on(day, end, revisions),
            (Err(error), Err(_)) => error,
        };
        let hint = format!("--since takes a day, such as {last}, a tag, or another revision");
        Err(Error { hint, ..error })
    }

    /// The beginning where none is named: the last tag before the end, else two weeks ago.
    ///
    /// # Errors
    /// The history cannot be read, or is not all here.
    pub(super) fn chosen(end: CommitId, last: Date, revisions: &Revisions, session: &Session) -> Result<Self, Error> {
        let tagged = revisions.repository.newest_tag_before(end).map_err(|error| git(&error))?;
        let Some((tag, commit)) = tagged else {
            let day = last.checked_sub(DAYS.days()).unwrap_or(Date::MIN);
            session.say(&format!("since {day}, two weeks before the end; --since names another beginning"));
            return Self::on(day, end, revisions);
        };
        session.say(&format!("since the last tag, {tag}; --since names another beginning"));
        Self::at(commit, Some(tag), revisions)
    }

    fn at(commit: CommitId, tag: Option<String>, revisions: &Revisions) -> Result<Self, Error> {
        Ok(Self { commit: Some(commit), first: day_of(revisions, commit)?, tag })
    }

    /// The beginning of a day: with the commit that the branch was at then.
    fn on(day: Date, end: CommitId, revisions: &Revisions) -> Result<Self, Error> {
        let line = revisions.repository.main_line(end).map_err(|error| git(&error))?;
        for commit in line {
            let commit = commit.map_err(|error| git(&error))?;
            if commit.committer.is_some_and(|committer| committer.day < day) {
                return Ok(Self { commit: Some(commit.id), first: Some(day), tag: None });
            }
        }
        Ok(Self { commit: None, first: Some(day), tag: None })
    }

    /// The period from here to its last day.
    pub(super) fn period(self, last: Date) -> UpdatePeriod {
        let first = self.first.map(|first| first.min(last));
        UpdatePeriod { since: self.tag.map(Untrusted::from), first, last }
    }
}

/// The day on which a commit was made, by the clock of whoever made it; `None` where it does not say so clearly.
pub(super) fn day_of(revisions: &Revisions, commit: CommitId) -> Result<Option<Date>, Error> {
    let commit = revisions.repository.reader().and_then(|mut reader| reader.commit(commit));
    Ok(commit.map_err(|error| git(&error))?.committer.map(|committer| committer.day))
}
