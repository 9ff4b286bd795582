//! The kinds, fields and measures that a workspace knows: the built-in ones and its own.

use roadlog_syntax::{Kind, Span};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::Config;
use crate::file::{FieldEntry, nearest};
use crate::tables::{Aspect, DELIVERY_MEASURES, Field, FieldRef, KindSet, MeasureClass, OUTCOME_MEASURES, ValueType};
use crate::tables::{KindSpec, built_in_measure};
use crate::{ConfigFile, FileProblem, ProblemKind, Spanned};

/// A kind of item: built in, or a team's own on the model of a built-in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KindRef {
    /// The built-in kind that it is, or is like.
    pub like: Kind,
    custom: Option<u16>,
}

impl KindRef {
    /// Its place in [`Config::custom_kinds`]; `None` for a built-in kind.
    pub const fn custom(self) -> Option<u16> {
        self.custom
    }

    /// What holds for it as for the built-in kind.
    pub const fn spec(self) -> &'static KindSpec {
        KindSpec::of(self.like)
    }
}

impl From<Kind> for KindRef {
    fn from(kind: Kind) -> Self {
        Self { like: kind, custom: None }
    }
}

/// A kind of a team's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomKind {
    /// The word that stands in a header.
    pub name: SmolStr,
    /// The built-in kind whose fields, statuses and rules it has.
    pub like: Kind,
    /// Where the root's file names it.
    pub span: Span,
}

/// A field of a team's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomField {
    /// The key that stands before the colon.
    pub name: SmolStr,
    /// What may stand behind the colon.
    pub value_type: ValueType,
    /// The words to choose from, where that is a word; else empty.
    pub words: Vec<SmolStr>,
    /// Where the root's file names it.
    pub span: Span,
    on: KindSet,
    on_custom: Vec<u16>,
}

impl CustomField {
    /// Whether items of the kind have it. A kind of a team's own has what its model has.
    pub fn is_on(&self, kind: KindRef) -> bool {
        self.on.contains(kind.like) || kind.custom.is_some_and(|custom| self.on_custom.contains(&custom))
    }
}

/// Whether a key is a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldLookup {
    /// A field that the kind has.
    Here(FieldRef),
    /// A field that other kinds have.
    Elsewhere(FieldRef),
    /// No field at all.
    Unknown,
}

/// Everything that has a name of a team's own, by its name.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    kinds: Vec<CustomKind>,
    kind_places: FxHashMap<SmolStr, u16>,
    fields: Vec<CustomField>,
    field_places: FxHashMap<SmolStr, u16>,
    measures: FxHashMap<SmolStr, MeasureClass>,
}

impl Vocabulary {
    pub(super) fn new(root: &ConfigFile, problems: &mut Vec<FileProblem>) -> Self {
        let mut vocabulary = Self { measures: root.measures.words.iter().cloned().collect(), ..Self::default() };
        for (place, entry) in (0..u16::MAX).zip(&root.kinds) {
            vocabulary.kind_places.insert(entry.name.clone(), place);
            vocabulary.kinds.push(CustomKind { name: entry.name.clone(), like: entry.like, span: entry.span });
        }
        for (place, entry) in (0..u16::MAX).zip(&root.fields) {
            vocabulary.field_places.insert(entry.name.clone(), place);
            let field = vocabulary.custom_field(entry, problems);
            vocabulary.fields.push(field);
        }
        vocabulary
    }

    fn custom_field(&self, entry: &FieldEntry, problems: &mut Vec<FileProblem>) -> CustomField {
        let (mut on, mut on_custom) = (KindSet::EMPTY, Vec::new());
        for name in &entry.on {
            match self.kind(name) {
                Some(KindRef { custom: Some(custom), .. }) => on_custom.push(custom),
                Some(KindRef { like, custom: None }) => on = on.with(like),
                None => problems.push(FileProblem { file: 0, problem: self.unknown_kind(name, ProblemKind::Invalid) }),
            }
        }
        let (name, value_type, words, span) = (entry.name.clone(), entry.value_type, entry.words.clone(), entry.span);
        CustomField { name, value_type, words, span, on, on_custom }
    }

    pub(super) fn kind(&self, word: &str) -> Option<KindRef> {
        if let Some(kind) = Kind::named(word) {
            return Some(kind.into());
        }
        let place = *self.kind_places.get(word)?;
        let kind = self.kinds.get(usize::from(place))?;
        Some(KindRef { like: kind.like, custom: Some(place) })
    }

    /// Every kind, the built-in ones first.
    pub(super) fn kinds(&self) -> impl Iterator<Item = KindRef> {
        let custom = (0..).zip(&self.kinds).map(|(place, kind)| KindRef { like: kind.like, custom: Some(place) });
        Kind::ALL.into_iter().map(KindRef::from).chain(custom)
    }

    pub(super) fn kind_name(&self, kind: KindRef) -> &str {
        let custom = kind.custom.and_then(|place| self.kinds.get(usize::from(place)));
        custom.map_or(kind.like.name(), |custom| &custom.name)
    }

    pub(super) fn custom_kinds(&self) -> &[CustomKind] {
        &self.kinds
    }

    pub(super) fn unknown_kind(&self, name: &Spanned<SmolStr>, kind: ProblemKind) -> crate::Problem {
        let meant = nearest(name, self.kinds().map(|kind| self.kind_name(kind)));
        kind.at(name.span, format!("`{}` is no kind of item", name.value)).or_meant(meant)
    }

    /// The field of that name, on whatever kind.
    pub(super) fn field(&self, name: &str) -> Option<FieldRef> {
        if let Some(field) = Field::named(name) {
            return Some(FieldRef::BuiltIn(field));
        }
        self.field_places.get(name).copied().map(FieldRef::Custom)
    }

    pub(super) fn is_on(&self, field: FieldRef, kind: KindRef) -> bool {
        match field {
            FieldRef::BuiltIn(field) => field.is_on(kind.like),
            FieldRef::Custom(place) => self.fields.get(usize::from(place)).is_some_and(|field| field.is_on(kind)),
        }
    }

    pub(super) fn custom_fields(&self) -> &[CustomField] {
        &self.fields
    }
}

impl Config {
    /// The kind of that name, in exactly this letter case.
    pub fn kind(&self, word: &str) -> Option<KindRef> {
        self.vocabulary.kind(word)
    }

    /// Every kind, the built-in ones first.
    pub fn kinds(&self) -> impl Iterator<Item = KindRef> {
        self.vocabulary.kinds()
    }

    /// The word of a kind.
    pub fn kind_name(&self, kind: KindRef) -> &str {
        self.vocabulary.kind_name(kind)
    }

    /// The kinds of the team's own, in the order of the file.
    pub fn custom_kinds(&self) -> &[CustomKind] {
        self.vocabulary.custom_kinds()
    }

    /// What a key is on an item of this kind. On an item whose kind is unknown, every field may stand.
    pub fn field(&self, kind: Option<KindRef>, name: &str) -> FieldLookup {
        match (self.vocabulary.field(name), kind) {
            (None, _) => FieldLookup::Unknown,
            (Some(field), Some(kind)) if !self.vocabulary.is_on(field, kind) => FieldLookup::Elsewhere(field),
            (Some(field), _) => FieldLookup::Here(field),
        }
    }

    /// The field of that key, on whatever kind.
    pub fn field_named(&self, name: &str) -> Option<FieldRef> {
        self.vocabulary.field(name)
    }

    /// The fields that items of the kind have, in the order that tools write them in; the team's own come last.
    pub fn fields(&self, kind: KindRef) -> impl Iterator<Item = FieldRef> {
        let custom = (0..u16::MAX).zip(self.custom_fields()).filter(move |(_, field)| field.is_on(kind));
        Field::on(kind.like).map(FieldRef::BuiltIn).chain(custom.map(|(place, _)| FieldRef::Custom(place)))
    }

    /// The kinds whose items have the field.
    pub fn kinds_with(&self, field: FieldRef) -> impl Iterator<Item = KindRef> {
        self.kinds().filter(move |kind| self.vocabulary.is_on(field, *kind))
    }

    /// The fields of the team's own, in the order of the file.
    pub fn custom_fields(&self) -> &[CustomField] {
        self.vocabulary.custom_fields()
    }

    fn custom_field(&self, field: FieldRef) -> Option<&CustomField> {
        match field {
            FieldRef::BuiltIn(_) => None,
            FieldRef::Custom(place) => self.custom_fields().get(usize::from(place)),
        }
    }

    /// The key of a field.
    pub fn field_name(&self, field: FieldRef) -> &str {
        match field {
            FieldRef::BuiltIn(field) => field.name(),
            FieldRef::Custom(_) => self.custom_field(field).map_or("", |field| &field.name),
        }
    }

    /// What may stand behind a field's colon.
    pub fn value_type(&self, field: FieldRef) -> ValueType {
        match field {
            FieldRef::BuiltIn(field) => field.value_type(),
            FieldRef::Custom(_) => self.custom_field(field).map_or(ValueType::Text, |field| field.value_type),
        }
    }

    /// The words that a field of type word chooses between; none for another field.
    pub fn words(&self, field: FieldRef) -> impl Iterator<Item = &str> {
        let built_in = match self.value_type(field) {
            ValueType::Word(words) => words,
            _ => &[],
        };
        let custom = self.custom_field(field).map_or(&[][..], |field| &field.words);
        built_in.iter().copied().chain(custom.iter().map(SmolStr::as_str))
    }

    /// The word of an aspect in selectors and in `diff --format json`.
    pub fn aspect_name(&self, aspect: Aspect) -> &str {
        match aspect {
            Aspect::Field(field) => self.field_name(field),
            _ => aspect.built_in_name().unwrap_or_default(),
        }
    }

    /// Which class of measure a word is; `None` for a word that nobody knows.
    pub fn measure(&self, word: &str) -> Option<MeasureClass> {
        built_in_measure(word).or_else(|| self.vocabulary.measures.get(word).copied())
    }

    /// Every word for a measure, the built-in ones first.
    pub fn measure_words(&self) -> impl Iterator<Item = &str> {
        let built_in = OUTCOME_MEASURES.into_iter().chain(DELIVERY_MEASURES);
        built_in.chain(self.vocabulary.measures.keys().map(SmolStr::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::config;

    const OWN: &str = "[kinds.chore]\nlike = \"task\"\n[kinds.tale]\nlike = \"story\"\n\
        [fields.customer]\non = [\"story\", \"chore\"]\n[fields.risk]\non = [\"task\"]\ntype = \"word\"\nwords = [\"low\", \"high\"]\n";

    fn kind(config: &Config, word: &str) -> KindRef {
        config.kind(word).unwrap()
    }

    #[test]
    fn a_kind_of_a_teams_own_is_what_its_model_is() {
        let config = config(OWN);
        let chore = kind(&config, "chore");
        assert_eq!(chore.like, Kind::Task);
        assert_eq!(config.kind_name(chore), "chore");
        assert_eq!(chore.spec().side, crate::Side::Backlog);
        assert_ne!(chore, kind(&config, "task"));
        assert_eq!(config.kind("Chore"), None);
        assert_eq!(config.kinds().count(), Kind::ALL.len() + 2);
    }

    #[test]
    fn a_field_is_here_elsewhere_or_unknown() {
        let config = config(OWN);
        let points = FieldRef::BuiltIn(Field::Points);
        assert_eq!(config.field(config.kind("story"), "points"), FieldLookup::Here(points));
        assert_eq!(config.field(config.kind("chore"), "points"), FieldLookup::Here(points));
        assert_eq!(config.field(config.kind("goal"), "points"), FieldLookup::Elsewhere(points));
        assert_eq!(config.field(None, "points"), FieldLookup::Here(points));
        assert_eq!(config.field(config.kind("story"), "pionts"), FieldLookup::Unknown);
    }

    #[test]
    fn a_field_of_a_teams_own_is_on_its_kinds_and_those_like_them() {
        let config = config(OWN);
        for (word, name, is_here) in [
            ("story", "customer", true),
            ("tale", "customer", true),
            ("chore", "customer", true),
            ("task", "customer", false),
            ("task", "risk", true),
            ("chore", "risk", true),
            ("story", "risk", false),
        ] {
            let lookup = config.field(config.kind(word), name);
            assert_eq!(matches!(lookup, FieldLookup::Here(FieldRef::Custom(_))), is_here, "{word} {name}");
        }
    }

    #[test]
    fn words_of_either_sort_of_field() {
        let config = config(OWN);
        let FieldLookup::Here(risk) = config.field(config.kind("task"), "risk") else { panic!("risk is on a task") };
        assert_eq!(config.words(risk).collect::<Vec<_>>(), ["low", "high"]);
        let severity = FieldRef::BuiltIn(Field::Severity);
        assert_eq!(config.words(severity).collect::<Vec<_>>(), ["critical", "major", "minor"]);
        assert_eq!(config.words(FieldRef::BuiltIn(Field::Owner)).count(), 0);
        assert_eq!(config.value_type(risk), ValueType::Word(&[]));
        assert_eq!(config.aspect_name(Aspect::Field(risk)), "risk");
    }

    #[test]
    fn fields_come_in_the_order_that_tools_write_them_in() {
        let config = config(OWN);
        let names: Vec<_> = config.fields(kind(&config, "chore")).map(|field| config.field_name(field)).collect();
        assert_eq!(names[..4], ["status", "for", "sprint", "owner"]);
        assert_eq!(names[names.len() - 2..], ["customer", "risk"]);
        let with: Vec<_> = config.kinds_with(FieldRef::BuiltIn(Field::Severity)).map(|kind| kind.like).collect();
        assert_eq!(with, [Kind::Bug]);
    }

    #[test]
    fn measures_of_the_teams_own_count_too() {
        let config = config("[measures]\noutcome = [\"churn\"]\n");
        assert_eq!(config.measure("churn"), Some(MeasureClass::Outcome));
        assert_eq!(config.measure("velocity"), Some(MeasureClass::Delivery));
        assert_eq!(Config::default().measure("churn"), None);
        assert!(config.measure_words().any(|word| word == "churn"));
    }
}
