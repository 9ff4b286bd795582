//! The outline of a roadlog.toml: its tables with their keys.

use roadlog_config::Written;
use roadlog_syntax::Span;
use smol_str::SmolStr;

use super::{Symbol, SymbolKind, named};
use crate::toml_table::{Line, Table, tables};

/// The tables of a roadlog.toml with their keys; what stands above the first table comes first.
pub(super) fn symbols(text: &str) -> Vec<Symbol> {
    tables(text).into_iter().flat_map(of_table).collect()
}

fn of_table(table: Table) -> Vec<Symbol> {
    let depth = table.header.as_ref().map_or(0, |header| header.path.len());
    let children: Vec<Symbol> = table.lines.iter().map(|line| of_line(line, depth)).collect();
    let Some(header) = table.header else { return children };
    let Written { path, span, .. } = header;
    vec![symbol(&path, 0, table.whole, span, SymbolKind::Table, children)]
}

fn of_line(line: &Line, depth: usize) -> Symbol {
    symbol(&line.key.path, depth, line.whole, line.key.span, SymbolKind::Key, Vec::new())
}

/// A table or key, named by what of its path its parent's lacks.
fn symbol(
    path: &[SmolStr],
    depth: usize,
    whole: Span,
    name_span: Span,
    kind: SymbolKind,
    children: Vec<Symbol>,
) -> Symbol {
    let kind = match path {
        [table, _] if table == "people" => SymbolKind::Person,
        [table, _] if table == "teams" => SymbolKind::Team,
        _ => kind,
    };
    let name = path.get(depth..).unwrap_or_default().join(".");
    Symbol {
        name: named(&name, "\"\""),
        detail: None,
        kind,
        is_closed: false,
        whole: whole.cover(name_span),
        name_span,
        children,
    }
}
