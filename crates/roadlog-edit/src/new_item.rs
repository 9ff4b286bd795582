//! Another item: its id, its place and its lines.

use roadlog_config::{KindRef, Phase, may_serve, serves};
use roadlog_lint::wording::{a, a_kind, listed};
use roadlog_model::PlanItem;
use roadlog_syntax::Kind;
use roadlog_syntax::value::Id;

use crate::block;
use crate::draft::{Draft, Edited};
use crate::field::put;
use crate::find::{field, kind, live, named, one_line};
use crate::place::Wanted;
use crate::prefix;
use crate::refusal::Refusal;
use crate::status::{REJECTED, is_accepted_by_people, of_kind};
use crate::world::World;

/// Another item.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct NewItem {
    /// The word of its kind.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// The item that it serves.
    pub parent: Option<Id>,
    /// The prefix of its id, where it is to be another one than the items around have.
    pub prefix: Option<String>,
    /// Its status; the first one of its kind is meant where there is none.
    pub status: Option<String>,
    /// Its owner, `@maria`.
    pub owner: Option<String>,
    /// The file that it goes to, relative to the workspace's root and parted by `/`; it is made where it is not there.
    pub file: Option<String>,
    /// The item that it stands directly below, in whose file it goes; where there is none, a place is looked for.
    pub below: Option<Id>,
    /// Whether the sentence of a user story and a criterion are set out to be filled in.
    pub template: bool,
}

pub(crate) fn edit(world: &World<'_>, request: &NewItem) -> Result<Edited, Refusal> {
    let plan = world.plan;
    let kind = kind(plan, &request.kind)?;
    let title = one_line("a title", &request.title)?;
    if title.is_empty() {
        return Err(Refusal::new("an item needs a title", "say in a few words what it is about"));
    }
    let parent = request.parent.as_ref().map(|id| parent(world, kind, id)).transpose()?;
    let given = request.prefix.as_deref().map(prefix::checked).transpose()?;
    let mut draft = Draft::new(world);
    let (path, home) = home(&mut draft, request, kind, parent, given)?;
    let prefix = match given {
        Some(given) => given.to_owned(),
        None => prefix::of_new_item(plan, home, kind, parent)?,
    };
    let id = prefix::next_id(world, kind, &prefix, plan.config().settings(&path).id_style())?;
    write(&mut draft, request, kind, &path, &id, title, parent)?;
    draft.about(&id);
    for (key, value) in fields(request) {
        let field = field(draft.plan(), kind, key)?;
        if key == "status" {
            may_begin_as(named(draft.plan(), &id)?, kind, value)?;
        }
        put(&mut draft, &id, field, value)?;
    }
    draft.finish()
}

/// What is written about it, in the order of the lines.
fn fields(request: &NewItem) -> impl Iterator<Item = (&'static str, &str)> {
    let all = [
        ("status", request.status.as_deref()),
        ("for", request.parent.as_ref().map(Id::as_str)),
        ("owner", request.owner.as_deref()),
    ];
    all.into_iter().filter_map(|(key, value)| Some((key, value?)))
}

/// The item that the new one serves.
fn parent<'w>(world: &World<'w>, kind: KindRef, id: &Id) -> Result<PlanItem<'w>, Refusal> {
    let parent = named(world.plan, id)?;
    let Some(above) = parent.like().filter(|above| !may_serve(kind.like, *above)) else { return Ok(parent) };
    let of = a(world.plan.config().kind_name(kind));
    let kinds: Vec<_> = serves(kind.like).map(a_kind).collect();
    let way_out =
        if kinds.is_empty() { "leave --for out".to_owned() } else { format!("{of} serves {}", listed(&kinds, "or")) };
    Err(Refusal::new(format!("{of} cannot serve {id}, which is {}", a_kind(above)), way_out))
}

/// Refuses a status that an item does not begin with.
fn may_begin_as(item: PlanItem<'_>, kind: KindRef, word: &str) -> Result<(), Refusal> {
    let status = of_kind(item, kind, word.trim())?;
    let decided = status.name == REJECTED || (is_accepted_by_people(kind) && status.phase == Phase::Done);
    if decided {
        let reason = format!("{} cannot begin as {}", a(&item.kind_word()), status.name);
        return Err(Refusal::new(
            reason,
            "give it another status; that one is the product owner's decision about finished work",
        ));
    }
    Ok(())
}

/// The file that the new item goes to, by its path, and its place in the plan; one that is not there is made.
fn home(
    draft: &mut Draft<'_>,
    request: &NewItem,
    kind: KindRef,
    parent: Option<PlanItem<'_>>,
    prefix: Option<&str>,
) -> Result<(String, Option<u32>), Refusal> {
    let plan = draft.world().plan;
    if let Some(below) = &request.below {
        let item = live(plan, below)?;
        return Ok((item.file().path().to_owned(), Some(item.at().file)));
    }
    let Some(path) = &request.file else {
        let place =
            Wanted { plan, kind, parent: parent.and_then(|it| plan.item(it.at())), prefix, phase: None }.file()?;
        let path = plan.file(place).map(|file| file.path().to_owned()).unwrap_or_default();
        return Ok((path, Some(place)));
    };
    if let Some((place, file)) = plan.file_at(path) {
        if file.is_archived() {
            return Err(Refusal::new(format!("{path} is an archive"), "name a file of open work"));
        }
        return Ok((path.clone(), Some(place)));
    }
    let files = plan.config().workspace();
    if !files.includes(path) || files.archives(path) {
        let reason = format!("{path} would be no file of the plan");
        return Err(Refusal::new(
            reason,
            "name a file that ends in .backlog or .roadmap and is not left out in roadlog.toml",
        ));
    }
    draft.create(path, String::new())?;
    Ok((path.clone(), None))
}

/// Writes the header, with what is to be filled in where that is asked for.
fn write(
    draft: &mut Draft<'_>,
    request: &NewItem,
    kind: KindRef,
    path: &str,
    id: &Id,
    title: &str,
    parent: Option<PlanItem<'_>>,
) -> Result<(), Refusal> {
    let plan = draft.plan().clone();
    let (place, file) =
        plan.file_at(path).ok_or_else(|| Refusal::new(format!("{path} is not there"), "name another file"))?;
    let phase = match &request.status {
        Some(word) => file.settings().status(kind, word.trim()).map(|status| status.phase),
        None => file.settings().statuses(kind).first().map(|status| status.phase),
    };
    let parent = parent.and_then(|parent| plan.item(parent.at()));
    let below = request.below.as_ref().map(|below| live(&plan, below)).transpose()?;
    let found = || Wanted { plan: &plan, kind, parent, prefix: None, phase }.node(place);
    let node = below.map_or_else(found, |item| item.at().node);
    let document = file.document();
    let Some(above) = document.node(node) else { return Ok(()) };
    let indent = plan.items_of(place).next().map_or("  ", |item| item.syntax().indent());
    let line_break = document.line_break();
    let mut lines = vec![format!("{} {id} {title}", plan.config().kind_name(kind))];
    if request.template {
        lines.extend(template(kind.like, indent));
    }
    draft.edit(path, vec![block::below(above, &lines.join(line_break))])
}

/// The lines that a kind is usually filled in with, set out.
fn template(kind: Kind, indent: &str) -> Vec<String> {
    let story: &[&str] = if kind == Kind::Story { &["As a …", "I want to …", "so that …", ""] } else { &[] };
    let criteria: &[&str] = match kind {
        // Two lines, so that two people who edit neighbouring ones do not meet.
        Kind::Story | Kind::Bug => &["[ ] Given …, when …,", "    then …"],
        Kind::Launch => &["[ ] …"],
        _ => &[],
    };
    let line = |text: &&str| if text.is_empty() { String::new() } else { format!("{indent}{text}") };
    story.iter().chain(criteria).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Request;
    use crate::testing::{edited, refused};

    fn new(kind: &str, parent: Option<&str>, with: impl FnOnce(&mut NewItem)) -> Request {
        let parent = parent.map(crate::testing::id);
        let mut item = NewItem { kind: kind.into(), title: " Pay ".into(), parent, ..NewItem::default() };
        with(&mut item);
        Request::New(item)
    }

    #[test]
    fn a_new_item_stands_below_the_last_one_for_the_same_parent() {
        let text = "\
epic PAY-1 a

epic PAY-2 b

story PAY-3 c
  for: PAY-1

# of 4
story PAY-4 d
  for: PAY-2
";
        let after = edited(text, &new("story", Some("PAY-1"), |_| {}));
        assert_eq!(after, text.replace("\n\n# of 4", "\n\nstory PAY-42 Pay\n  for: PAY-1\n\n# of 4"));
    }

    #[test]
    fn not_at_the_end_where_a_place_above_decides_nothing() {
        let text = "epic PAY-1 a\n\nstory PAY-3 c\n  for: PAY-1\n";
        let story = new("story", Some("PAY-1"), |_| {});
        let new_one = "story PAY-42 Pay\n  for: PAY-1\n";
        assert_eq!(edited(text, &story), text.replace("\nstory", &format!("\n{new_one}\nstory")));
        // Below what is ready: nobody else's decision is turned around.
        let ready = format!("{text}  status: ready\n  owner: @maria\n  [ ] x\n");
        assert_eq!(edited(&ready, &story), format!("{ready}\n{new_one}"));
        assert_eq!(edited("epic PAY-1 a\n", &story), format!("epic PAY-1 a\n\n{new_one}"));
    }

    #[test]
    fn a_new_item_stands_where_somebody_points() {
        let text = "task PAY-1 a\n\ntask PAY-2 b\n\ntask PAY-3 c\n";
        let after = edited(text, &new("task", None, |item| item.below = Some(crate::testing::id("PAY-1"))));
        assert_eq!(after, text.replace("\n\ntask PAY-2", "\n\ntask PAY-42 Pay\n\ntask PAY-2"));
    }

    #[test]
    fn the_prefix_is_that_of_the_kind_around() {
        let text = "\
//- p.roadmap
goal G-1 a
  owner: @ana
//- p.backlog
epic SHOP-1 b
  for: G-1
  owner: @maria
";
        assert!(
            edited(text, &new("epic", Some("G-1"), |_| {})).starts_with("epic SHOP-2 Pay\n  for: G-1\n\nepic SHOP-1 b")
        );
        assert!(edited(text, &new("story", Some("SHOP-1"), |_| {})).ends_with("story SHOP-2 Pay\n  for: SHOP-1\n"));
        assert!(edited(text, &new("goal", Some("G-1"), |_| {})).contains("goal G-2 Pay\n  for: G-1"));
        let paid = edited(text, &new("bug", None, |item| item.prefix = Some("PAY".into())));
        assert!(paid.ends_with("bug PAY-42 Pay\n"), "{paid}");
        let sprint = new("sprint", None, |item| item.owner = Some("@maria".into()));
        assert!(edited(text, &sprint).ends_with("sprint SHOP-s1 Pay\n  owner: @maria\n"));
    }

    #[test]
    fn random_ids_are_drawn_where_the_configuration_says_so() {
        let text = "//- roadlog.toml\n[ids]\nstyle = \"random\"\n//- p.backlog\ntask PAY-1 a\n  status: ready\n";
        let after = edited(text, &new("task", None, |_| {}));
        let id = after.split("\n\ntask PAY-").nth(1).unwrap().split(' ').next().unwrap();
        assert_eq!(id.len(), 5, "{after}");
    }

    #[test]
    fn a_template_is_filled_in_by_hand() {
        let after = edited("epic PAY-1 a\r\n", &new("story", Some("PAY-1"), |item| item.template = true));
        let lines =
            "story PAY-42 Pay|  As a …|  I want to …|  so that …||  for: PAY-1||  [ ] Given …, when …,|      then …|";
        assert_eq!(after, format!("epic PAY-1 a\r\n\r\n{}", lines.replace('|', "\r\n")));
    }

    #[test]
    fn a_file_may_be_named_and_is_made_where_it_is_not_there() {
        let text = "//- a.backlog\ntask PAY-1 a\n//- b.backlog\ntask PAY-2 a\n//- archive/c.backlog\ntask PAY-3 a\n";
        assert!(
            refused(text, &new("task", None, |_| {}))
                .starts_with("a task could stand in a.backlog or b.backlog; name the file with --file")
        );
        let in_file = |path: &str| new("task", None, |item| item.file = Some(path.into()));
        assert_eq!(edited(text, &in_file("c.backlog")), "task PAY-42 Pay\n");
        assert!(refused(text, &in_file("c.txt")).starts_with("c.txt would be no file of the plan"));
        assert!(refused(text, &in_file("archive/c.backlog")).starts_with("archive/c.backlog is an archive"));
        assert!(
            refused(text, &new("goal", None, |_| {}))
                .starts_with("there is no .roadmap file that a goal could stand in")
        );
    }

    #[test]
    fn what_cannot_be_is_refused_with_the_way_out() {
        let text = "task PAY-1 a\n";
        for (request, expected) in [
            (new("stroy", None, |_| {}), "stroy is no kind of item; did you mean story?"),
            (new("story", None, |item| item.title = " ".into()), "an item needs a title"),
            (new("story", None, |item| item.title = "a\r\nb".into()), "a title stands on one line"),
            (new("story", Some("PAY-1"), |_| {}), "a story cannot serve PAY-1, which is a task; a story serves"),
            (new("story", Some("PAY-9"), |_| {}), "there is no item PAY-9"),
            (new("vision", Some("PAY-1"), |_| {}), "a vision cannot serve PAY-1, which is a task; leave --for out"),
            (
                new("story", None, |item| item.prefix = Some("pay-".into())),
                "pay- is no prefix of ids; did you mean PAY?",
            ),
            (new("story", None, |item| item.status = Some("accepted".into())), "a story cannot begin as accepted"),
            (new("story", None, |item| item.status = Some("ready".into())), "this would bring an error"),
            (
                new("story", None, |item| item.owner = Some("maria".into())),
                "owner of PAY-42: a person is written with an `@`",
            ),
            (
                new("story", None, |item| item.owner = Some("@nobody".into())),
                "this would bring an error: @nobody is nobody",
            ),
        ] {
            let told = refused(text, &request);
            assert!(told.starts_with(expected), "{told}");
        }
    }
}
