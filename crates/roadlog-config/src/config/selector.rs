//! What an authority line speaks of: `WHAT.ASPECT`.

use roadlog_syntax::Span;
use smol_str::SmolStr;

use super::KindRef;
use super::vocabulary::Vocabulary;
use crate::file::nearest;
use crate::tables::{Aspect, Field, FieldRef, Side};
use crate::{Problem, ProblemKind, Spanned};

/// Which changes an authority line speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selector {
    /// `config`: any change to roadlog.toml or .mailmap.
    Config,
    /// `WHAT.ASPECT`: a change of items.
    Item {
        /// Which items.
        what: What,
        /// What about them.
        aspect: AspectPattern,
    },
}

impl Selector {
    /// Whether it speaks of a change of an item of this kind; `aspect` is `None` for a field that nobody knows, and
    /// `status` are the words that a status changes from and to.
    pub fn matches(&self, kind: KindRef, aspect: Option<Aspect>, status: Option<(&str, &str)>) -> bool {
        match self {
            Self::Config => false,
            Self::Item { what, aspect: pattern } => {
                let is_any = *pattern == AspectPattern::Any;
                what.matches(kind) && (is_any || aspect.is_some_and(|aspect| pattern.matches(aspect, status)))
            }
        }
    }
}

/// Which items a selector speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// `*`: all.
    Any,
    /// `roadmap`, `backlog`: the kinds that one role decides on.
    Side(Side),
    /// A kind; a built-in one stands for those that are like it too.
    Kind(KindRef),
}

impl What {
    /// Whether it speaks of items of this kind.
    pub fn matches(self, kind: KindRef) -> bool {
        match self {
            Self::Any => true,
            Self::Side(side) => kind.spec().side == side,
            Self::Kind(wanted) if wanted.custom().is_none() => wanted.like == kind.like,
            Self::Kind(wanted) => wanted == kind,
        }
    }
}

/// What about an item a selector speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AspectPattern {
    /// `*`: everything.
    Any,
    /// One aspect, `status` among them, whatever it changes from and to.
    One(Aspect),
    /// `status -> X`, `status X -> Y`.
    Status {
        /// What it changes from; `None`: from anything.
        from: Option<SmolStr>,
        /// What it changes to.
        to: SmolStr,
    },
}

impl AspectPattern {
    /// Whether it speaks of a change of this aspect; `status` are the words that a status changes from and to, which
    /// nothing but a status has.
    pub fn matches(&self, aspect: Aspect, status: Option<(&str, &str)>) -> bool {
        match self {
            Self::Any => true,
            Self::One(wanted) => *wanted == aspect,
            Self::Status { from, to } => {
                let is_it =
                    |(before, after): (&str, &str)| to == after && from.as_deref().is_none_or(|from| from == before);
                aspect == Aspect::field(Field::Status) && status.is_some_and(is_it)
            }
        }
    }
}

/// What the words of a selector can name.
pub(super) struct Scope<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    /// Whether items of a kind can have a status of this name, in any folder.
    pub(super) has_status: &'a dyn Fn(KindRef, &str) -> bool,
    /// The statuses of a kind, for near misses.
    pub(super) statuses: &'a dyn Fn(KindRef) -> Vec<SmolStr>,
}

/// Reads `bug.severity`, `backlog.*`, `story.status doing -> review`, `config`.
pub(super) fn read(text: &Spanned<SmolStr>, scope: &Scope<'_>) -> Result<Selector, Problem> {
    if text.value == "config" {
        return Ok(Selector::Config);
    }
    let Some((what, aspect)) = text.split_once('.') else { return Err(without_a_dot(text, scope)) };
    let whole = Placed { text, span: text.span };
    let aspect = whole.part(what.len() + 1, aspect);
    let what = read_what(whole.part(0, what), text, scope)?;
    let aspect = read_aspect(aspect, what, scope)?;
    Ok(Selector::Item { what, aspect })
}

#[derive(Clone, Copy)]
struct Placed<'a> {
    text: &'a str,
    span: Span,
}

impl<'a> Placed<'a> {
    /// The part of it that starts `from` bytes into it. In a text with escapes, its place is that of the whole.
    fn part(self, from: usize, text: &'a str) -> Self {
        let span = crate::file::part(&Spanned::new(self.text, self.span), from, text.len());
        Self { text, span }
    }

    /// The same without the white space around it.
    fn trimmed(self) -> Self {
        let text = self.text.trim_start();
        self.part(self.text.len() - text.len(), text.trim_end())
    }
}

fn bad(span: Span, message: impl Into<String>) -> Problem {
    ProblemKind::BadAuthority.at(span, message)
}

fn without_a_dot(text: &Spanned<SmolStr>, scope: &Scope<'_>) -> Problem {
    let meant = if is_what(text, scope) {
        Some(format!("{}.*", text.value))
    } else if is_aspect(text, scope) {
        Some(format!("*.{}", text.value))
    } else {
        None
    };
    let message =
        format!("`{}` is not what can change: that is written WHAT.ASPECT, like \"story.points\"", text.value);
    bad(text.span, message).or_meant(meant.as_deref())
}

fn is_what(text: &str, scope: &Scope<'_>) -> bool {
    text == "*" || Side::named(text).is_some() || scope.vocabulary.kind(text).is_some()
}

fn is_aspect(text: &str, scope: &Scope<'_>) -> bool {
    Aspect::named(text).is_some() || scope.vocabulary.field(text).is_some()
}

fn read_what(what: Placed<'_>, whole: &Spanned<SmolStr>, scope: &Scope<'_>) -> Result<What, Problem> {
    if what.text == "*" {
        return Ok(What::Any);
    }
    let side = Side::named(what.text).map(What::Side);
    if let Some(found) = side.or_else(|| scope.vocabulary.kind(what.text).map(What::Kind)) {
        return Ok(found);
    }
    if is_aspect(whole, scope) {
        return Err(without_a_dot(whole, scope));
    }
    let mut names: Vec<&str> = Side::ALL.map(Side::name).to_vec();
    names.extend(scope.vocabulary.kinds().map(|kind| scope.vocabulary.kind_name(kind)));
    let meant = nearest(what.text, names.into_iter());
    let message = format!("`{}` is no kind of item: a kind, roadmap, backlog or * stands before the point", what.text);
    Err(bad(what.span, message).or_meant_for(what.text, meant))
}

fn read_aspect(aspect: Placed<'_>, what: What, scope: &Scope<'_>) -> Result<AspectPattern, Problem> {
    if aspect.text == "*" {
        return Ok(AspectPattern::Any);
    }
    if let Some(change) = aspect.text.strip_prefix("status").filter(|rest| rest.contains("->")) {
        return read_transition(aspect.part("status".len(), change), what, scope);
    }
    let field = scope.vocabulary.field(aspect.text);
    let Some(found) = Aspect::named(aspect.text).or(field.map(Aspect::Field)) else {
        let mut names: Vec<&str> = Field::ALL.map(Field::name).to_vec();
        names.extend(Aspect::PLAIN.map(|aspect| aspect.built_in_name().unwrap_or_default()));
        names.extend(scope.vocabulary.custom_fields().iter().map(|field| field.name.as_str()));
        let meant = nearest(aspect.text, names.into_iter());
        let message = format!("`{}` is nothing that can change about an item", aspect.text);
        return Err(bad(aspect.span, message).or_meant_for(aspect.text, meant));
    };
    if let Some(field) = field {
        on_some_kind(field, aspect, what, scope)?;
    }
    Ok(AspectPattern::One(found))
}

fn kinds<'a>(what: What, scope: &'a Scope<'_>) -> impl Iterator<Item = KindRef> + 'a {
    scope.vocabulary.kinds().filter(move |kind| what.matches(*kind))
}

fn on_some_kind(field: FieldRef, aspect: Placed<'_>, what: What, scope: &Scope<'_>) -> Result<(), Problem> {
    if kinds(what, scope).any(|kind| scope.vocabulary.is_on(field, kind)) {
        return Ok(());
    }
    let of = what_name(what, scope);
    Err(bad(aspect.span, format!("no {of} item has the field `{}`", aspect.text)))
}

fn what_name<'a>(what: What, scope: &'a Scope<'_>) -> &'a str {
    match what {
        What::Any => "plan",
        What::Side(side) => side.name(),
        What::Kind(kind) => scope.vocabulary.kind_name(kind),
    }
}

/// Reads ` -> X` and ` X -> Y`.
fn read_transition(change: Placed<'_>, what: What, scope: &Scope<'_>) -> Result<AspectPattern, Problem> {
    let wrong = || bad(change.span, "a change of status is written `status -> review` or `status doing -> review`");
    let (from, to) = change.text.split_once("->").ok_or_else(wrong)?;
    let is_apart = from.is_empty() || from.starts_with(char::is_whitespace);
    if to.trim().is_empty() || !is_apart {
        return Err(wrong());
    }
    let to = known_status(change.part(change.text.len() - to.len(), to).trimmed(), what, scope)?;
    if from.trim().is_empty() {
        return Ok(AspectPattern::Status { from: None, to });
    }
    let from = known_status(change.part(0, from).trimmed(), what, scope)?;
    Ok(AspectPattern::Status { from: Some(from), to })
}

fn known_status(placed: Placed<'_>, what: What, scope: &Scope<'_>) -> Result<SmolStr, Problem> {
    let word = placed.text;
    if kinds(what, scope).any(|kind| (scope.has_status)(kind, word)) {
        return Ok(SmolStr::new(word));
    }
    let statuses: Vec<SmolStr> = kinds(what, scope).flat_map(|kind| (scope.statuses)(kind)).collect();
    let mut words: Vec<&str> = statuses.iter().map(SmolStr::as_str).collect();
    words.sort_unstable();
    words.dedup();
    let meant = nearest(word, words.into_iter());
    let message = format!("`{word}` is no status of any {} item", what_name(what, scope));
    Err(bad(placed.span, message).or_meant_for(word, meant))
}

#[cfg(test)]
mod tests {
    use roadlog_syntax::Kind;

    use super::*;
    use crate::Config;
    use crate::testing::{config, told};

    const OWN: &str = "[kinds.chore]\nlike = \"task\"\n[fields.customer]\non = [\"story\"]\n\
        [statuses]\ntask = [\"todo:draft\", \"done:done\"]\n";

    fn line(selector: &str) -> String {
        format!("{OWN}[[authority.allow]]\nchange = [\"{selector}\"]\nby = [\"developer\"]\n")
    }

    fn selector(text: &str) -> (Config, Selector) {
        let config = config(&line(text));
        let selector = config.authority().allow[0].change[0].value.clone();
        (config, selector)
    }

    fn item(text: &str) -> (What, AspectPattern) {
        match selector(text).1 {
            Selector::Item { what, aspect } => (what, aspect),
            Selector::Config => panic!("{text} is about items"),
        }
    }

    #[test]
    fn everything_that_can_be_named() {
        let kind = |kind: Kind| What::Kind(kind.into());
        let one = AspectPattern::One;
        assert_eq!(item("bug.severity"), (kind(Kind::Bug), one(Aspect::field(Field::Severity))));
        assert_eq!(item("roadmap.*"), (What::Side(Side::Roadmap), AspectPattern::Any));
        assert_eq!(item("backlog.criteria.met"), (What::Side(Side::Backlog), one(Aspect::CriteriaMet)));
        assert_eq!(item("*.questions.asked"), (What::Any, one(Aspect::QuestionsAsked)));
        assert_eq!(item("story.rank"), (kind(Kind::Story), one(Aspect::Rank)));
        assert_eq!(item("story.status"), (kind(Kind::Story), one(Aspect::field(Field::Status))));
        assert_eq!(item("story.customer").1, one(Aspect::Field(FieldRef::Custom(0))));
        assert_eq!(selector("config").1, Selector::Config);
        let (config, own) = selector("chore.points");
        let chore = What::Kind(config.kind("chore").unwrap());
        assert_eq!(own, Selector::Item { what: chore, aspect: one(Aspect::field(Field::Points)) });
    }

    #[test]
    fn changes_of_status() {
        let to = |from: Option<&str>, to: &str| AspectPattern::Status { from: from.map(SmolStr::new), to: to.into() };
        assert_eq!(item("sprint.status -> dropped").1, to(None, "dropped"));
        assert_eq!(item("story.status doing -> review").1, to(Some("doing"), "review"));
        assert_eq!(item("task.status todo->done").1, to(Some("todo"), "done"));
        let pattern = to(Some("doing"), "review");
        let status = Aspect::field(Field::Status);
        assert!(pattern.matches(status, Some(("doing", "review"))));
        assert!(!pattern.matches(status, Some(("ready", "review"))));
        assert!(!pattern.matches(status, None));
        assert!(!pattern.matches(Aspect::Rank, Some(("doing", "review"))));
        assert!(to(None, "review").matches(status, Some(("ready", "review"))));
    }

    #[test]
    fn a_built_in_kind_stands_for_those_like_it() {
        let (config, _) = selector("config");
        let chore = config.kind("chore").unwrap();
        assert!(What::Kind(Kind::Task.into()).matches(chore));
        assert!(!What::Kind(chore).matches(Kind::Task.into()));
        assert!(What::Side(Side::Backlog).matches(chore) && !What::Side(Side::Roadmap).matches(chore));
    }

    #[test]
    fn what_is_no_selector() {
        for (marked, message) in [
            (
                "‹storry›.points",
                "`storry` is no kind of item: a kind, roadmap, backlog or * stands before the point; did you mean `story`?",
            ),
            ("story.‹poinst›", "`poinst` is nothing that can change about an item; did you mean `points`?"),
            ("story.‹severity›", "no story item has the field `severity`"),
            ("roadmap.‹points›", "no roadmap item has the field `points`"),
            ("vision.‹status›", "no vision item has the field `status`"),
            (
                "‹story›",
                "`story` is not what can change: that is written WHAT.ASPECT, like \"story.points\"; did you mean `story.*`?",
            ),
            (
                "‹points›",
                "`points` is not what can change: that is written WHAT.ASPECT, like \"story.points\"; did you mean `*.points`?",
            ),
            (
                "‹questions.asked›",
                "`questions.asked` is not what can change: that is written WHAT.ASPECT, like \"story.points\"; did you mean `*.questions.asked`?",
            ),
            ("‹›", "`` is not what can change: that is written WHAT.ASPECT, like \"story.points\""),
            ("story.‹›", "`` is nothing that can change about an item"),
            ("story.status ready -> ‹reveiw›", "`reveiw` is no status of any story item; did you mean `review`?"),
            ("story.status doing -> ‹do›", "`do` is no status of any story item"),
            ("task.status ‹accepted› -> done", "`accepted` is no status of any task item"),
            ("vision.status -> ‹done›", "`done` is no status of any vision item"),
            ("story.status‹ -> ›", "a change of status is written `status -> review` or `status doing -> review`"),
            (
                "story.status‹es -> done›",
                "a change of status is written `status -> review` or `status doing -> review`",
            ),
        ] {
            told(&line(marked), &format!("config/bad-authority {message}"));
        }
    }
}
