//! The parts of a SARIF 2.1.0 log that roadlog writes, named as the standard names them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::wire::JsonText;

/// The whole file (section 3.13).
#[derive(Serialize)]
pub(crate) struct Log<'r> {
    #[serde(rename = "$schema")]
    pub(crate) schema: &'static str,
    pub(crate) version: &'static str,
    pub(crate) runs: [Run<'r>; 1],
}

/// One run of the program (section 3.14).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Run<'r> {
    pub(crate) tool: Tool<'r>,
    pub(crate) original_uri_base_ids: BTreeMap<&'static str, BaseDescription>,
    pub(crate) column_kind: &'static str,
    pub(crate) results: Vec<RuleResult<'r>>,
}

/// What a base of relative paths is; it has no address here (section 3.14.14).
#[derive(Serialize)]
pub(crate) struct BaseDescription {
    pub(crate) description: Message,
}

/// The program (section 3.18).
#[derive(Serialize)]
pub(crate) struct Tool<'r> {
    pub(crate) driver: Driver<'r>,
}

/// The program itself, without extensions (section 3.19).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Driver<'r> {
    pub(crate) name: &'static str,
    pub(crate) version: &'r str,
    pub(crate) semantic_version: &'r str,
    pub(crate) rules: Vec<ReportingDescriptor>,
}

/// A rule (section 3.49).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReportingDescriptor {
    pub(crate) id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) short_description: Option<Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) full_description: Option<Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) help: Option<Help>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) default_configuration: Option<Configuration>,
}

/// What there is to read about a rule, plain and as Markdown (a `multiformatMessageString`, section 3.12).
#[derive(Serialize)]
pub(crate) struct Help {
    pub(crate) text: String,
    pub(crate) markdown: String,
}

/// Whether a rule is on, and its level (section 3.50).
#[derive(Serialize)]
pub(crate) struct Configuration {
    pub(crate) enabled: bool,
    pub(crate) level: &'static str,
}

/// A text for people (section 3.11); a `multiformatMessageString` (3.12) of plain text has the same form.
#[derive(Serialize)]
pub(crate) struct Message {
    pub(crate) text: String,
}

impl Message {
    /// A text that the program itself brings.
    pub(crate) fn new(text: &str) -> Self {
        Self { text: super::sarif_message(text) }
    }
}

/// A finding (section 3.27).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RuleResult<'r> {
    pub(crate) rule_id: &'static str,
    pub(crate) rule_index: usize,
    pub(crate) level: &'static str,
    /// Whether a baseline knows it (section 3.27.24); in one run either all results have it or none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) baseline_state: Option<&'static str>,
    pub(crate) message: Message,
    pub(crate) locations: [Location<'r>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) related_locations: Vec<Location<'r>>,
    pub(crate) partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) fixes: Vec<Fix<'r>>,
}

/// A place (section 3.28); related ones have an id and say what is to be seen there.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Location<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<u32>,
    #[serde(rename = "physicalLocation")]
    pub(crate) physical: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) logical_locations: Vec<LogicalLocation<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<Message>,
}

/// The item that a place belongs to (section 3.33).
#[derive(Serialize)]
pub(crate) struct LogicalLocation<'r> {
    pub(crate) name: JsonText<'r>,
    pub(crate) kind: &'static str,
}

/// A part of a file (section 3.29).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PhysicalLocation {
    pub(crate) artifact_location: ArtifactLocation,
    pub(crate) region: Region,
}

/// A file (section 3.4).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ArtifactLocation {
    pub(crate) uri: String,
    pub(crate) uri_base_id: &'static str,
}

/// Lines and columns of a file, from 1; the end column is behind the last character (section 3.30).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Region {
    pub(crate) start_line: u32,
    pub(crate) start_column: u32,
    pub(crate) end_line: u32,
    pub(crate) end_column: u32,
}

/// A way to mend a finding (section 3.55).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Fix<'r> {
    pub(crate) description: Message,
    pub(crate) artifact_changes: Vec<ArtifactChange<'r>>,
    pub(crate) properties: FixProperties,
}

/// What the standard has no field for (section 3.8).
#[derive(Serialize)]
pub(crate) struct FixProperties {
    pub(crate) safe: bool,
}

/// The changes of one file (section 3.56).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ArtifactChange<'r> {
    pub(crate) artifact_location: ArtifactLocation,
    pub(crate) replacements: Vec<Replacement<'r>>,
}

/// A region and what replaces it; an empty one is where text is inserted (section 3.57).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Replacement<'r> {
    pub(crate) deleted_region: Region,
    pub(crate) inserted_content: Content<'r>,
}

/// A text of a file (section 3.3).
#[derive(Serialize)]
pub(crate) struct Content<'r> {
    pub(crate) text: &'r str,
}
