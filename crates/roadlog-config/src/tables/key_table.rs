//! Every key of roadlog.toml with its type, default, meaning and example.
//!
//! The check for unknown keys and wrong types, the JSON Schema and the page of documentation are made from it.

use roadlog_syntax::Kind;

use super::{IdStyle, Identity, Key, KeyPlace, KeyTable, KeyType, RuleLevel, Shape, ValueType};

const KIND_NAMES: [&str; Kind::ALL.len()] = {
    let mut names = [""; Kind::ALL.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = Kind::ALL[index].name();
        index += 1;
    }
    names
};

const CUSTOM_TYPE_NAMES: [&str; ValueType::CUSTOM.len()] = {
    let mut names = [""; ValueType::CUSTOM.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = ValueType::CUSTOM[index].name();
        index += 1;
    }
    names
};

/// A key that only the root may have, and that may be left out.
const fn key(name: &'static str, value: KeyType, meaning: &'static str, example: &'static str) -> Key {
    Key { name, value, place: KeyPlace::Root, required: false, default: None, meaning, example }
}

/// A table that only the root may have.
const fn table(name: &'static str, below: &'static KeyTable, meaning: &'static str) -> Key {
    key(name, KeyType::Table(below), meaning, "")
}

impl Key {
    const fn or(self, default: &'static str) -> Self {
        Self { default: Some(default), ..self }
    }

    const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    const fn anywhere(self) -> Self {
        Self { place: KeyPlace::Anywhere, ..self }
    }
}

pub(super) static ROOT: KeyTable = KeyTable {
    keys: &[
        table("workspace", &WORKSPACE, "Which files belong to the plan."),
        table("team", &TEAM, "How the deciding roles are spread.").anywhere(),
        table("people", &PEOPLE, "The people of the plan, each by their handle."),
        table("teams", &TEAMS, "The teams of the plan, each with its members."),
        table("roles", &ROLES, "Roles of a team's own."),
        table("authority", &AUTHORITY, "Who may change what, beside the built-in table."),
        table("kinds", &KINDS, "Kinds of item of a team's own."),
        table("fields", &FIELDS, "Fields of a team's own."),
        table("statuses", &STATUSES, "Statuses of a team's own, in the place of the built-in ones of a kind.")
            .anywhere(),
        table("measures", &MEASURES, "Words for what metrics measure, beside the built-in ones."),
        table("story", &STORY, "How user stories are worded."),
        table("done", &DONE, "The Definition of Done: what every finished item of a kind keeps.").anywhere(),
        table("ids", &IDS, "How ids are made.").anywhere(),
        table("hook", &HOOK, "What the git hooks do."),
        table("rules", &RULES, "How much each rule, or each group of rules, matters.").anywhere(),
    ],
    others: None,
};

static WORKSPACE: KeyTable = KeyTable {
    keys: &[
        key(
            "root",
            KeyType::Boolean,
            "Whether this folder is a workspace of its own and no part of one above.",
            "true",
        )
        .or("false"),
        key(
            "include",
            KeyType::Texts,
            "The plan's files, as globs from this folder; .gitignore is honoured.",
            r#"["plans/**"]"#,
        )
        .or(r#"["**/*.roadmap", "**/*.backlog"]"#),
        key(
            "exclude",
            KeyType::Texts,
            "Files that are no part of the plan, as globs from this folder.",
            r#"["vendor/**"]"#,
        )
        .or("[]"),
        key(
            "archive",
            KeyType::Texts,
            "Files of closed items: their ids and links count, and nothing else is asked of them.",
            r#"["archive/**"]"#,
        )
        .or(r#"["archive/**"]"#),
        key(
            "reads",
            KeyType::Texts,
            "Folders outside whose items can be referred to and whose people and teams are known.",
            r#"["../roadmap"]"#,
        )
        .or("[]"),
        key("language", KeyType::Text, "The language of the prose; the wording rules know English.", r#""de""#)
            .or(r#""en""#),
    ],
    others: None,
};

static TEAM: KeyTable = KeyTable {
    keys: &[key(
        "shape",
        KeyType::Word(&Shape::NAMES),
        "Whether the two deciding roles are kept apart, held together, or left to product managers alone.",
        r#""separate""#,
    )
    .anywhere()],
    others: None,
};

static PEOPLE: KeyTable = KeyTable {
    keys: &[],
    others: Some(&table("HANDLE", &PERSON, "A person, by the user name on the forge: people.maria is @maria.")),
};

static PERSON: KeyTable = KeyTable {
    keys: &[
        key("name", KeyType::Text, "The name to show.", r#""Maria Kovač""#),
        key(
            "emails",
            KeyType::Texts,
            "The addresses that the person commits with, after .mailmap; letter case is ignored.",
            r#"["maria@shop.example"]"#,
        )
        .or("[]"),
        key("roles", KeyType::Texts, "The person's roles, built in or of the team's own.", r#"["product-owner"]"#)
            .or("[]"),
        key(
            "keys",
            KeyType::Texts,
            "SSH public keys that the person signs commits with, for identity = \"signature\"; before a key may stand the days between which it counts, as valid-before=\"20270131\".",
            r#"["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1lWCb2V1eUPSbDdv9Q8Sk0MIuGRQSMYd8MbGmXcvUT"]"#,
        )
        .or("[]"),
        key(
            "until",
            KeyType::Date,
            "The person's last day in the team: nothing open may be theirs after it.",
            "2027-01-31",
        ),
    ],
    others: None,
};

static TEAMS: KeyTable = KeyTable {
    keys: &[],
    others: Some(&key("TEAM", KeyType::Texts, "A team and the handles of its members.", r#"["maria", "li"]"#)),
};

static ROLES: KeyTable = KeyTable { keys: &[], others: Some(&table("ROLE", &ROLE, "A role of the team's own.")) };

static ROLE: KeyTable = KeyTable {
    keys: &[key("like", KeyType::Text, "The built-in role whose authority it has.", r#""developer""#)],
    others: None,
};

static AUTHORITY: KeyTable = KeyTable {
    keys: &[
        key(
            "identity",
            KeyType::Word(&Identity::NAMES),
            "What tells whose change a commit is: its author's address, or a signature.",
            r#""signature""#,
        )
        .or(r#""email""#),
        key("allow", KeyType::Tables(&AUTHORITY_LINE), "Somebody may change something, beside the built-in table.", ""),
        key("only", KeyType::Tables(&AUTHORITY_LINE), "Nobody else may change something, whatever the table says.", ""),
    ],
    others: None,
};

static AUTHORITY_LINE: KeyTable = KeyTable {
    keys: &[
        key("change", KeyType::Texts, "What may be changed, each as WHAT.ASPECT.", r#"["bug.severity"]"#).required(),
        key(
            "by",
            KeyType::Texts,
            "Who may: roles, handles, teams, or owner, assignee, creator, named, anyone.",
            r#"["tester", "@tom"]"#,
        )
        .required(),
        key("of", KeyType::Text, "Only items of this team.", r#""@payments""#),
        key("until", KeyType::Date, "The last day on which the line holds.", "2026-12-31"),
    ],
    others: None,
};

static KINDS: KeyTable =
    KeyTable { keys: &[], others: Some(&table("KIND", &KIND, "A kind of item of the team's own, by its word.")) };

static KIND: KeyTable = KeyTable {
    keys: &[key(
        "like",
        KeyType::Word(&KIND_NAMES),
        "The built-in kind whose fields, statuses and rules it has.",
        r#""task""#,
    )
    .required()],
    others: None,
};

static FIELDS: KeyTable =
    KeyTable { keys: &[], others: Some(&table("FIELD", &FIELD, "A field of the team's own, by its key.")) };

static FIELD: KeyTable = KeyTable {
    keys: &[
        key("on", KeyType::Texts, "The kinds that have it.", r#"["story", "bug"]"#).required(),
        key("type", KeyType::Word(&CUSTOM_TYPE_NAMES), "What may stand behind it.", r#""text""#).or(r#""text""#),
        key("words", KeyType::Texts, "The words to choose from, for type = \"word\".", r#"["low", "high"]"#),
    ],
    others: None,
};

static STATUSES: KeyTable = KeyTable {
    keys: &[],
    others: Some(
        &key(
            "KIND",
            KeyType::Texts,
            "The statuses of a kind, each with its phase; the first is meant where none is written.",
            r#"["todo:draft", "doing:doing", "done:done", "dropped:dropped"]"#,
        )
        .anywhere(),
    ),
};

static MEASURES: KeyTable = KeyTable {
    keys: &[
        key("outcome", KeyType::Texts, "Words for outcomes, which goals are judged by.", r#"["churn"]"#).or("[]"),
        key("delivery", KeyType::Texts, "Words for delivery, which goals are not judged by.", r#"["deployments"]"#)
            .or("[]"),
    ],
    others: None,
};

static STORY: KeyTable = KeyTable {
    keys: &[key(
        "forms",
        KeyType::Texts,
        "Sentences that count as a user story beside the English ones, with {role}, {want} and {benefit}; with {situation} in \
         the place of {role} as a job story.",
        r#"["Als {role} möchte ich {want}, damit {benefit}"]"#,
    )
    .or("[]")],
    others: None,
};

static DONE: KeyTable = KeyTable {
    keys: &[],
    others: Some(
        &key(
            "KIND",
            KeyType::Texts,
            "What every finished item of the kind keeps beside its own criteria.",
            r#"["Reviewed by another developer", "Help page updated"]"#,
        )
        .anywhere(),
    ),
};

static IDS: KeyTable = KeyTable {
    keys: &[key(
        "style",
        KeyType::Word(&IdStyle::NAMES),
        "Whether new ids are numbers in turn or drawn at random.",
        r#""random""#,
    )
    .or(r#""number""#)
    .anywhere()],
    others: None,
};

static HOOK: KeyTable = KeyTable {
    keys: &[
        key("block", KeyType::Boolean, "Whether the hooks may stop a commit or a push; else they report.", "true")
            .or("false"),
        key(
            "commit-msg",
            KeyType::Boolean,
            "Whether, where hooks may stop, a message that names an id that does not exist stops the commit.",
            "true",
        )
        .or("false"),
    ],
    others: None,
};

static RULES: KeyTable = KeyTable {
    keys: &[table("options", &RULE_OPTIONS, "The options of single rules.").anywhere()],
    others: Some(
        &key(
            "RULE",
            KeyType::Word(&RuleLevel::NAMES),
            "The level of a rule, as \"group/name\", or of a whole group.",
            r#""error""#,
        )
        .anywhere(),
    ),
};

static RULE_OPTIONS: KeyTable = KeyTable {
    keys: &[],
    others: Some(&table("RULE", &RULE_OPTION, "The options of a rule, as \"group/name\".").anywhere()),
};

static RULE_OPTION: KeyTable = KeyTable {
    keys: &[],
    others: Some(&key("OPTION", KeyType::Option, "One option, which the rule's page explains.", "8").anywhere()),
};
