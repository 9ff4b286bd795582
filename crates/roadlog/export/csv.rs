//! The whole plan as a table: one row an item, one column a fact. Cells that a spreadsheet would run are made safe.

use std::collections::HashMap;
use std::io::{self, Write};

use roadlog_config::{Field, FieldLookup, FieldRef};
use roadlog_model::{Plan, PlanItem};

use crate::output::sinks;
use crate::position::position;
use crate::rank::Ranks;

/// The columns before those of the fields.
const BEFORE: [&str; 10] = ["id", "kind", "title", "path", "line", "status", "phase", "rank", "owner", "owner_from"];

/// The columns behind those of the fields.
const BEHIND: [&str; 4] = ["criteria_open", "criteria_met", "criteria_dropped", "questions_open"];

/// Writes the items of this workspace.
///
/// # Errors
/// What `out` says.
pub(crate) fn write(plan: &Plan, out: &mut dyn Write) -> io::Result<()> {
    let ranks = Ranks::of(plan);
    let columns = field_columns(plan);
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    let names = columns.iter().map(|(_, name)| &**name);
    table.write_record(BEFORE.into_iter().chain(names).chain(BEHIND))?;
    for item in plan.items().filter(|item| !item.file().is_foreign()) {
        let cells = row(item, &ranks, &columns);
        table.write_record(cells.iter().map(|cell| sinks::csv(cell).into_owned().into_bytes()))?;
    }
    table.flush()
}

/// The fields that have a column: all built-in ones, so that columns stay as they are from day to day, and those of
/// the team's own that the plan uses.
fn field_columns(plan: &Plan) -> Vec<(FieldRef, String)> {
    let is_told = |field: &Field| matches!(field, Field::Status | Field::Owner);
    let built_in = Field::ALL.into_iter().filter(|field| !is_told(field));
    let built_in = built_in.map(|field| (FieldRef::BuiltIn(field), field.name().to_owned()));
    let mut own: Vec<(FieldRef, String)> = Vec::new();
    for field in plan.items().flat_map(PlanItem::fields) {
        if let FieldLookup::Here(found @ FieldRef::Custom(_)) = field.lookup()
            && !own.iter().any(|(known, _)| *known == found)
        {
            own.push((found, field.entry().key().into_owned()));
        }
    }
    own.sort();
    built_in.chain(own).collect()
}

fn row(item: PlanItem<'_>, ranks: &Ranks, columns: &[(FieldRef, String)]) -> Vec<String> {
    let line = position(item.file().document(), item.syntax().header_span().start).line;
    let owner = item.owner();
    let from = owner.as_ref().and_then(|owner| owner.from.id());
    let status = item.status();
    let mut values: HashMap<FieldRef, String> = HashMap::new();
    for field in item.fields() {
        if let FieldLookup::Here(found) = field.lookup() {
            values.entry(found).or_insert_with(|| field.text().to_string());
        }
    }
    let criteria = item.criteria_count();
    let open = item.questions().filter(|question| question.answers.is_empty()).count();
    let mut cells = vec![
        item.syntax().id_text().unwrap_or_default().into_owned(),
        item.kind_word().into_owned(),
        item.title().into_owned(),
        item.file().path().to_owned(),
        line.to_string(),
        status.map(|status| status.word.to_string()).unwrap_or_default(),
        status.map(|status| status.phase.name().to_owned()).unwrap_or_default(),
        ranks.get(item).map(|rank| rank.to_string()).unwrap_or_default(),
        owner.as_ref().map(|owner| owner.handle.to_string()).unwrap_or_default(),
        from.map(ToString::to_string).unwrap_or_default(),
    ];
    cells.extend(columns.iter().map(|(field, _)| values.remove(field).unwrap_or_default()));
    cells.extend([criteria.open, criteria.met, criteria.dropped].map(|count| count.to_string()));
    cells.push(open.to_string());
    cells
}
