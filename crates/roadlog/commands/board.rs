//! `roadlog board`: the work of the active sprints, or of the whole backlog, in columns by how far it is.

use std::io::Write;

use clap::Args;
use roadlog_model::{Plan, PlanItem};
use roadlog_report::page::Line;
use roadlog_report::{BoardRequest, boards};
use roadlog_syntax::Kind;
use roadlog_syntax::value::Handle;

use crate::errors::{Error, Outcome};
use crate::load;
use crate::names;
use crate::output::page::write_lines;
use crate::query::{Query, Vocabulary};
use crate::session::Session;

/// How many cards a column shows unless all are asked for.
const MOST_CARDS: usize = 12;

/// Show the work of the sprint, or of the backlog, as a board
#[derive(Args, Debug)]
#[command(
    before_help = "Show the work of each active sprint as a board, what is blocked first, then by rank; the whole \
             backlog where no sprint is active.",
    after_help = "Example:\n  roadlog board --team @payments kind:story,bug"
)]
pub(crate) struct Arguments {
    /// Terms as of `list`, such as assignee:@li, and words
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// This sprint, whatever its status
    #[arg(long, value_name = "ID")]
    sprint: Option<String>,
    /// Only this team's sprints and work
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    /// Only what this person owns
    #[arg(long, value_name = "WHO")]
    owner: Option<String>,
    /// Show every card of a long column
    #[arg(long)]
    all: bool,
}

/// Shows the boards.
pub(crate) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> Result<Outcome, Error> {
    let loaded = load::workspace(session)?;
    let plan = &loaded.plan;
    let sprint = arguments.sprint.as_deref().map(|id| sprint(plan, id)).transpose()?;
    let team = arguments.team.as_deref().map(|team| names::person_or_team(team, plan)).transpose()?;
    let owner = arguments.owner.as_deref().map(|owner| names::person_or_team(owner, plan)).transpose()?;
    let query = query(arguments, plan, team.as_ref(), owner.as_ref())?;
    let shows = |item: PlanItem<'_>| query.matches(item);
    let most = (!arguments.all).then_some(MOST_CARDS);
    let boards = boards(plan, session.today, &BoardRequest { sprint, team: team.as_ref(), shows: &shows, most });
    if boards.iter().all(|board| board.is_empty() && board.drafts == 0 && board.sprint.is_none()) {
        let hint = if arguments.query.is_empty() && team.is_none() && owner.is_none() {
            "there is no work in the plan yet: write a story into a *.backlog file"
        } else {
            "no work is like that"
        };
        session.say(hint);
        return Ok(loaded.outcome(false));
    }
    let paper = session.paper();
    for (place, board) in boards.iter().enumerate() {
        if place > 0 {
            write_lines(out, session.color, &[Line::blank()])?;
        }
        write_lines(out, session.color, &board.lines(&paper))?;
    }
    Ok(loaded.outcome(false))
}

/// The query, and whose work it is to be.
fn query(arguments: &Arguments, plan: &Plan, team: Option<&Handle>, owner: Option<&Handle>) -> Result<Query, Error> {
    let mut words = arguments.query.clone();
    words.extend(team.map(|team| format!("team:{team}")));
    words.extend(owner.map(|owner| format!("owner:{owner}")));
    Query::parse(&words, &Vocabulary::of(plan))
}

/// The sprint that is asked for.
fn sprint<'p>(plan: &'p Plan, id: &str) -> Result<PlanItem<'p>, Error> {
    let item = names::item(plan, id)?;
    if item.is_a(&[Kind::Sprint]) {
        return Ok(item);
    }
    let sprints: Vec<&str> = plan
        .live_items()
        .filter(|item| item.is_a(&[Kind::Sprint]) && item.is_open())
        .filter_map(|item| item.id().map(roadlog_syntax::value::Id::as_str))
        .collect();
    let hint = if sprints.is_empty() {
        "the plan has no open sprint: leave --sprint out".to_owned()
    } else {
        format!("name one of {}, or leave --sprint out for the active ones", sprints.join(", "))
    };
    Err(Error::user(
        format!("{} is a {} and no sprint", item.id().map_or(id, |id| id.as_str()), item.kind_word()),
        hint,
    ))
}
