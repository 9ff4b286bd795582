//! From the text of a roadlog.toml to what it says, whatever the text is.

use std::sync::Arc;

use toml::de::DeTable;

use super::source::{Node, Source, get};
use super::tree::with_tree;
use super::{
    ConfigFile, authority, broken, done, fields, hook, ids, kinds, measures, people, roles, rules, schema, statuses,
    story, teams, workspace,
};
use crate::tables::Shape;
use crate::{Problem, Spanned};

/// Which roadlog.toml of a workspace a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The one at the workspace's root, or of a workspace of its own.
    Root,
    /// One further down, which refines shape, rules, statuses, done and ids for the files below it.
    Nested,
}

/// Reads a roadlog.toml: what it says so far as it can be read, and everything that is wrong with the file by itself,
/// in the order of the text. Names that point at other files or at people are [`Config::problems`]' affair.
///
/// Never fails, and takes time in proportion to the text. Of a line that is not TOML nothing else is said.
///
/// [`Config::problems`]: crate::Config::problems
pub fn parse(text: &str, place: Place) -> (ConfigFile, Vec<Problem>) {
    with_tree(text, |tree, errors| {
        let mut source = Source::new(text);
        schema::check(&mut source, tree, place);
        let file = read(&mut source, tree, place);
        let mut problems = source.problems;
        broken::add_errors(text, tree, errors, &mut problems);
        (file, problems)
    })
}

/// Whether the text of a roadlog.toml says `[workspace] root = true`.
pub fn declares_root(text: &str) -> bool {
    // Most say nothing of the kind, and a search for a word is quicker than to read all people. A word may be written
    // with escapes.
    if !text.contains("root") && !text.contains('\\') {
        return false;
    }
    with_tree(text, |tree, _| {
        get(tree.get("workspace"), "root").and_then(|root| root.get_ref().as_bool()) == Some(true)
    })
}

fn read<'t>(source: &mut Source<'t>, root: &DeTable<'t>, place: Place) -> ConfigFile {
    let rules = root.get("rules");
    let anywhere = ConfigFile {
        shape: shape(source, root.get("team")),
        statuses: statuses::read(source, root.get("statuses")),
        done: done::read(source, root.get("done")),
        id_style: ids::read(source, root.get("ids")),
        rules: rules::read(source, rules),
        options: rules::read_options(source, rules),
        ..ConfigFile::default()
    };
    match place {
        Place::Nested => anywhere,
        Place::Root => read_root(source, root, anywhere),
    }
}

fn read_root<'t>(source: &mut Source<'t>, root: &DeTable<'t>, anywhere: ConfigFile) -> ConfigFile {
    let people = people::read(source, root.get("people"));
    ConfigFile {
        text: Some(Arc::from(source.text)),
        workspace: workspace::read(source, root.get("workspace")),
        teams: teams::read(source, root.get("teams"), &people),
        people,
        roles: roles::read(source, root.get("roles")),
        authority: authority::read(source, root.get("authority")),
        kinds: kinds::read(source, root.get("kinds")),
        fields: fields::read(source, root.get("fields")),
        measures: measures::read(source, root.get("measures")),
        story_forms: story::read(source, root.get("story")),
        hook: hook::read(root.get("hook")),
        ..anywhere
    }
}

fn shape<'t>(source: &Source<'t>, table: Option<&Node<'t>>) -> Option<Spanned<Shape>> {
    let shape = source.text(get(table, "shape")?)?;
    Shape::named(&shape).map(|named| Spanned::new(named, shape.span))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use roadlog_syntax::value::Handle;

    use super::*;
    use crate::testing::{clean, config, told};
    use crate::{Config, Role, RuleLevel};

    /// Every section with every key: the examples of the guide, put together.
    const WHOLE: &str = r#"
[workspace]
include = ["**/*.roadmap", "**/*.backlog"]   # the default; .gitignore is honoured
exclude = ["vendor/**"]
archive = ["archive/**"]                     # the default
reads = ["../roadmap"]
language = "en"

[team]
shape = "separate"

[people.ana]                       # her handle is @ana
name = "Ana Lima"
emails = ["ana@shop.example"]      # after .mailmap; letter case ignored
roles = ["product-manager"]
keys = ["ssh-ed25519 AAAA…"]       # signing keys
until = 2027-01-31                 # left the team

[people.maria]
roles = ["product-owner"]

[people.li]
roles = ["tester"]

[people.tom]

[teams]
payments = ["maria", "li"]         # @payments; no team in a team

[roles.tester]
like = "developer"

[authority]
identity = "email"                 # the default; or "signature"

[[authority.allow]]                # adds to the built-in table
change = ["bug.severity"]
by = ["tester", "@tom"]
until = 2026-12-31                 # optional

[[authority.only]]                 # nobody else, whatever the table says
change = ["story.points"]
by = ["developer"]
of = "@payments"                   # optional: items of this team

[kinds.chore]            # a kind of your own, on the model of a built-in one
like = "task"

[fields.customer]        # a field of your own
on = ["story", "bug"]
type = "text"

[statuses]               # replaces the list for these kinds; each stands in a phase
task = ["todo:draft", "doing:doing", "done:done", "dropped:dropped"]

[measures]
outcome = ["churn"]

[story]
forms = ["Als {role} möchte ich {want}, damit {benefit}"]

[done]
story = ["Reviewed by another developer", "Help page updated"]

[ids]
style = "number"

[hook]
block = false

[rules]                  # error, warn, info, off; a group or a rule
"acceptance/vague-term" = "error"

[rules.options."planning/points-too-big"]
max = 8
"#;

    #[test]
    fn the_guides_examples_have_nothing_wrong_with_them() {
        let config = config(WHOLE);
        assert_eq!(config.people().len(), 4);
        assert!(config.has_role(&Handle::from_name("li").unwrap(), Role::Developer, Some(Shape::Separate)));
        assert_eq!(config.settings("").rule_level("acceptance/vague-term"), Some(RuleLevel::Error));
        assert_eq!(config.settings("").statuses(config.kind("chore").unwrap())[0].name, "todo");
        assert_eq!(config.authority().only[0].of.as_ref().unwrap().name(), "payments");
        assert_eq!(config.workspace().reads()[0].value, "../roadmap");
    }

    #[test]
    fn line_ends_and_a_byte_order_mark_move_places_and_nothing_else() {
        let windows = format!("\u{feff}{}", WHOLE.replace('\n', "\r\n"));
        let (file, problems) = parse(&windows, Place::Root);
        assert_eq!(problems, []);
        let ana = &file.people[0];
        assert_eq!(windows.get(ana.span.range()), Some("ana"));
        assert_eq!(windows.get(ana.emails[0].span.range()), Some("ana@shop.example"));
        told(
            "\u{feff}[team]\r\n‹shap› = \"separate\"\r\n",
            "config/unknown-key `shap` means nothing in [team]; did you mean `shape`?",
        );
    }

    #[test]
    fn an_empty_file_says_nothing() {
        for text in ["", "\n", "# nothing\n", "\u{feff}"] {
            assert_eq!(ConfigFile { text: None, ..clean(text) }, ConfigFile::default());
        }
    }

    #[test]
    fn a_file_is_a_root_by_its_own_word_alone() {
        assert!(declares_root("[workspace]\nroot = true\n"));
        assert!(declares_root("workspace.root = true\nshape ="));
        for text in
            ["", "[workspace]\nroot = false\n", "[workspace]\nroot = \"true\"\n", "root = true\n", "# root = true"]
        {
            assert!(!declares_root(text), "{text}");
        }
    }

    #[test]
    fn nesting_without_end_is_refused_and_not_followed() {
        let deep = ".a".repeat(50_000);
        for text in [format!("a{deep} = 1"), format!("a = {}", "[".repeat(50_000)), format!("[a{deep}]")] {
            assert!(!parse(&text, Place::Root).1.is_empty());
        }
    }

    /// A workspace of so many people, every one in a team.
    fn company(size: usize) -> String {
        let person =
            |number| format!("[people.p{number}]\nemails = [\"p{number}@shop.example\"]\nroles = [\"developer\"]\n");
        let team = |number| format!("t{number} = [\"p{number}\"]\n");
        let people: String = (0..size).map(person).collect();
        let teams: String = (0..size).map(team).collect();
        format!("{people}[teams]\n{teams}")
    }

    #[test]
    fn ten_thousand_people() {
        let config = config(&company(10_000));
        assert_eq!(config.people().len(), 10_000);
        assert_eq!(config.person_by_email("P9999@shop.example").unwrap().handle().name(), "p9999");
        assert_eq!(config.people()[2].handle().name(), "p2", "people stand in the order of the file");
    }

    #[test]
    fn every_one_of_many_faults_is_told() {
        let text = company(1_000).replace(" = [\"p", " = [\"x.").replace("\"developer\"", "\"devloper\"");
        let (file, problems) = parse(&text, Place::Root);
        assert_eq!(problems, []);
        assert_eq!(Config::new(file, Vec::new()).problems().len(), 2_000);
    }

    fn assert_sound(text: &str) -> Result<(), TestCaseError> {
        for place in [Place::Root, Place::Nested] {
            let (file, mut problems) = parse(text, place);
            prop_assert!(problems.is_sorted_by_key(|problem| problem.span));
            let nested = vec![("plans/a".to_owned(), file.clone())];
            let config = Config::new(file, nested);
            problems.extend(config.problems().into_iter().map(|it| it.problem));
            for problem in problems {
                prop_assert!(text.get(problem.span.range()).is_some(), "{:?}", problem);
                prop_assert!(problem.related.iter().all(|(span, _)| text.get(span.range()).is_some()));
                prop_assert!(problem.suggestion.is_none_or(|it| text.get(it.span.range()).is_some()));
            }
            for kind in config.kinds() {
                let has_none = config.settings("plans/a/b.backlog").statuses(kind).is_empty();
                prop_assert_eq!(has_none, !kind.spec().has_statuses());
            }
        }
        Ok(())
    }

    /// The whole example with pieces cut out and something else in their place.
    fn mutated() -> impl Strategy<Value = String> {
        const PIECES: [&str; 10] =
            ["", "\"", "'''", "\n", "\r", "= []\n", "[[authority.allow]]\n", "\\u00e9", "2027-02-30", "é…"];
        let edit = (any::<prop::sample::Index>(), 0..12_usize, prop::sample::select(&PIECES[..]));
        proptest::collection::vec(edit, 1..5).prop_map(|edits| {
            let mut characters: Vec<char> = WHOLE.chars().collect();
            for (place, length, piece) in edits {
                let start = place.index(characters.len() + 1);
                let end = (start + length).min(characters.len());
                characters.splice(start..end, piece.chars());
            }
            characters.into_iter().collect()
        })
    }

    proptest! {
        #[test]
        fn any_change_of_a_good_file_is_read_to_the_end(text in mutated()) {
            assert_sound(&text)?;
        }

        #[test]
        fn any_text_is_read_to_the_end(text in "\\PC{0,60}|([a-z]{1,5}|[\\[\\]{}=.,#\"'\n\r 0-9:-]){0,60}") {
            assert_sound(&text)?;
        }
    }
}
