//! The page about who may change what, from the table that changes are judged by.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use roadlog_config::{AUTHORITY, Aspect, Relation, RowSubject};

use crate::Repository;
use crate::generate::Pages;

/// The page.
pub const PAGE: &str = "docs/rights.md";

const BEGIN: &str = "\
# Who may change what

Every change of a plan is somebody's to make. This table says whose, as long as roadlog.toml says nothing else; how changes
are judged by it is told in [whose change it is](authority.md), and `roadlog rule not-allowed` shows one that does not stand.

Rows add up: a change stands where one row names its author. What an item is to whom is asked of the base, never of the
commits that are judged.

| change | by |
| --- | --- |
";

const RULES: &str = "
- **An agent** has the rows that name it and no others, whatever else it is: it proposes and never decides.
- **Where nobody is product owner**, product managers stand in their rows, and the reverse; with `shape = \"combined\"` whoever
  has either role has the rows of both ([team shapes](roles.md#team-shapes)).
- **Owners first.** Where several people hold the deciding role, an item is its owner's: another holder's change stands, and
  is told ([stand-in](rules/authority.md#stand-in)). Where that must not be, make that rule an error.
- **Nobody accepts their own work** while somebody else may accept it.
- Whoever has left the team (`until`) may nothing from the next day on.

## More, and less

Lines in roadlog.toml add to the table, or leave a change to some people alone:

```toml
[[authority.allow]]                # adds to the table
change = [\"bug.severity\"]
by = [\"tester\", \"@tom\"]
until = 2026-12-31                 # optional

[[authority.only]]                 # nobody else, whatever the table says
change = [\"story.points\"]
by = [\"developer\"]
of = \"@payments\"                   # optional: items of this team
```

What may be changed is written `WHAT.ASPECT`. WHAT is a kind, `roadmap` or `backlog` (the kinds that one role decides on), or
`*`; `config` alone is roadlog.toml and .mailmap. ASPECT is a field, one of the words below, `*`, `status -> X` or
`status X -> Y`.

";

const BY: &str = "\nWho may is a role, one of `[roles]`, a handle or a team, or what somebody is to the item:\n\n";

/// The page.
///
/// # Errors
/// None; the signature is that of every generator.
pub fn page(_: &Repository) -> io::Result<Pages> {
    let mut text = BEGIN.to_owned();
    for row in &AUTHORITY {
        let by: Vec<_> = row.by.iter().map(|by| subject(*by)).collect();
        let _written = writeln!(text, "| {} | {} |", row.change, by.join(", "));
    }
    text.push_str(RULES);
    let words: Vec<_> = Aspect::PLAIN.into_iter().filter_map(Aspect::built_in_name).collect();
    let _written = writeln!(text, "`{}`", words.join("`, `"));
    text.push_str(BY);
    for relation in Relation::ALL {
        let _written = writeln!(text, "- `{}`: {}", relation.name(), relation.meaning());
    }
    text.push_str("\nThis page is generated: `cargo xtask generate`.\n");
    Ok(BTreeMap::from([(PAGE.to_owned(), text)]))
}

fn subject(by: RowSubject) -> &'static str {
    match by {
        RowSubject::Role(role) => role.name(),
        RowSubject::Relation(relation) => relation.name(),
    }
}
