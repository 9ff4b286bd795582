//! Name, type, kinds, meaning and example of every built-in field, in the order that tools write them.

use roadlog_syntax::Kind;

use super::{Field, FieldSpec, KindSet, KindSpec, ValueType, may_serve};

const MOSCOW: &[&str] = &["must", "should", "could", "wont"];
const SEVERITY: &[&str] = &["critical", "major", "minor"];

const METRIC: KindSet = KindSet::of(&[Kind::Metric]);
const INITIATIVE: KindSet = KindSet::of(&[Kind::Initiative]);
const WORK: KindSet = KindSet::of(&[Kind::Story, Kind::Bug, Kind::Task, Kind::Spike]);

/// A kind without statuses has neither `status` nor `reason`.
const WITH_STATUSES: KindSet = {
    let mut set = KindSet::EMPTY;
    let mut index = 0;
    while index < Kind::ALL.len() {
        if KindSpec::of(Kind::ALL[index]).has_statuses() {
            set = set.with(Kind::ALL[index]);
        }
        index += 1;
    }
    set
};

/// A kind that serves nothing has no `for`. Whatever serves anything may serve a goal.
const SERVING: KindSet = {
    let mut set = KindSet::EMPTY;
    let mut index = 0;
    while index < Kind::ALL.len() {
        if may_serve(Kind::ALL[index], Kind::Goal) {
            set = set.with(Kind::ALL[index]);
        }
        index += 1;
    }
    set
};

const fn row(
    field: Field,
    name: &'static str,
    value_type: ValueType,
    kinds: KindSet,
    meaning: &'static str,
    example: &'static str,
) -> FieldSpec {
    FieldSpec { field, name, value_type, kinds, meaning, example }
}

/// One row a field, in the order of [`Field::ALL`].
pub(super) const SPECS: [FieldSpec; Field::ALL.len()] = [
    row(
        Field::Status,
        "status",
        ValueType::Status,
        WITH_STATUSES,
        "Where the item stands; the first status of its kind is meant where none is written.",
        "ready",
    ),
    row(
        Field::For,
        "for",
        ValueType::Id,
        SERVING,
        "The item that this one serves: the answer to why it is done.",
        "PAY-1",
    ),
    row(Field::Sprint, "sprint", ValueType::Id, WORK, "The sprint that it is planned for.", "PAY-s23"),
    row(
        Field::Owner,
        "owner",
        ValueType::Person,
        KindSet::ALL,
        "The one person who is accountable; without it, whoever owns the nearest item above and has the role that decides.",
        "@maria",
    ),
    row(Field::Points, "points", ValueType::Number, WORK, "How much work it is, in the team's own scale.", "5"),
    row(Field::Value, "value", ValueType::Number, WORK, "What it is worth, in the product owner's own scale.", "8"),
    row(
        Field::Moscow,
        "moscow",
        ValueType::Word(MOSCOW),
        WORK,
        "How badly it is wanted: must, should, could or wont.",
        "must",
    ),
    row(
        Field::Severity,
        "severity",
        ValueType::Word(SEVERITY),
        KindSet::of(&[Kind::Bug]),
        "How bad the bug is: critical, major or minor.",
        "major",
    ),
    row(Field::Assignee, "assignee", ValueType::People, WORK, "Who works on it.", "@li"),
    row(
        Field::Why,
        "why",
        ValueType::Text,
        KindSet::of(&[Kind::Goal, Kind::Initiative]),
        "The problem that makes it worth doing.",
        "38 of 100 carts are left at the account form",
    ),
    row(
        Field::When,
        "when",
        ValueType::Period,
        KindSet::of(&[Kind::Goal, Kind::Initiative, Kind::Sprint, Kind::Epic]),
        "The period that it is meant for.",
        "2026-Q4",
    ),
    row(
        Field::Measures,
        "measures",
        ValueType::Measure,
        METRIC,
        "What is measured: an outcome, such as conversion, or delivery, such as velocity.",
        "conversion",
    ),
    row(Field::Baseline, "baseline", ValueType::Amount, METRIC, "Where the metric stood before the work.", "54%"),
    row(Field::Target, "target", ValueType::Amount, METRIC, "Where the metric is to be.", "70%"),
    row(
        Field::Current,
        "current",
        ValueType::Reading,
        METRIC,
        "The last reading, and the day it was read.",
        "58% 2026-11-02",
    ),
    row(
        Field::By,
        "by",
        ValueType::Date,
        KindSet::of(&[Kind::Metric, Kind::Epic, Kind::Story, Kind::Bug, Kind::Task, Kind::Spike]),
        "The day by which it is to be reached or finished.",
        "2027-06-30",
    ),
    row(
        Field::Date,
        "date",
        ValueType::Date,
        KindSet::of(&[Kind::Research, Kind::Launch]),
        "The day on which it was done or is to happen.",
        "2026-12-10",
    ),
    row(
        Field::Source,
        "source",
        ValueType::Link,
        KindSet::of(&[Kind::Metric, Kind::Research]),
        "Where the numbers or the findings can be read.",
        "https://metrics.shop.example/checkout",
    ),
    row(Field::Evidence, "evidence", ValueType::Ids, INITIATIVE, "The research that supports the bet.", "R-1"),
    row(Field::Teams, "teams", ValueType::People, INITIATIVE, "The teams that work on it.", "@payments"),
    row(
        Field::Reach,
        "reach",
        ValueType::Number,
        INITIATIVE,
        "How many people it touches in a quarter, for RICE.",
        "12000",
    ),
    row(Field::Impact, "impact", ValueType::Number, INITIATIVE, "How much it changes for each of them, for RICE.", "2"),
    row(
        Field::Confidence,
        "confidence",
        ValueType::Percent,
        INITIATIVE,
        "How sure the estimates are, for RICE.",
        "80%",
    ),
    row(Field::Effort, "effort", ValueType::Number, INITIATIVE, "How many person-months it takes, for RICE.", "3"),
    row(
        Field::Audience,
        "audience",
        ValueType::Text,
        KindSet::of(&[Kind::Launch]),
        "Whom it is launched for.",
        "shop owners on the Basic plan",
    ),
    row(
        Field::Team,
        "team",
        ValueType::Person,
        KindSet::of(&[Kind::Sprint, Kind::Epic]),
        "The team whose it is.",
        "@payments",
    ),
    row(
        Field::Capacity,
        "capacity",
        ValueType::Number,
        KindSet::of(&[Kind::Sprint]),
        "How many points the team expects to finish.",
        "20",
    ),
    row(
        Field::Accepted,
        "accepted",
        ValueType::SignOff,
        KindSet::of(&[Kind::Epic, Kind::Story, Kind::Bug]),
        "Who accepted it, when, and a fingerprint of the words that they agreed to.",
        "@maria 2026-11-27",
    ),
    row(Field::Needs, "needs", ValueType::Ids, KindSet::ALL, "What has to be finished first.", "PAY-3, PAY-9"),
    row(
        Field::Blocked,
        "blocked",
        ValueType::Text,
        KindSet::ALL,
        "What stops it, and who can end that.",
        "waiting for the bank's test account, @sam",
    ),
    row(
        Field::Reason,
        "reason",
        ValueType::Text,
        WITH_STATUSES,
        "Why it was rejected, dropped or missed.",
        "the bank does not support it",
    ),
    row(Field::Tests, "tests", ValueType::Links, WORK, "The tests that show it.", "checkout/tests/guest.rs"),
    row(
        Field::Links,
        "links",
        ValueType::Links,
        KindSet::ALL,
        "Where else to look.",
        "https://design.shop.example/guest, research/survey.md",
    ),
    row(Field::Tags, "tags", ValueType::Tags, KindSet::ALL, "Words to find it by.", "checkout, mobile"),
    row(Field::Stakeholders, "stakeholders", ValueType::People, KindSet::ALL, "Who wants to hear about it.", "@sam"),
];
