//! The list of completions while it is made: what comes in first stands first.

use roadlog_model::Untrusted;
use roadlog_syntax::{Edit, Span};

use super::{Completion, CompletionKey, CompletionKind, MOST};

/// Completions in the order in which they are to stand.
pub(crate) struct Offers {
    offset: u32,
    list: Vec<Completion>,
}

impl Offers {
    /// None yet, for a cursor that stands at `offset`.
    pub(crate) const fn new(offset: u32) -> Self {
        Self { offset, list: Vec::new() }
    }

    /// Adds one. More than [`MOST`] are dropped.
    pub(crate) fn push(&mut self, completion: Completion) {
        if self.list.len() < MOST {
            debug_assert!(completion.replace.touches(self.offset), "the cursor stands in what is replaced");
            self.list.push(completion);
        }
    }

    /// The completions, each sorted to its place.
    pub(crate) fn finish(mut self) -> Vec<Completion> {
        for (place, completion) in self.list.iter_mut().enumerate() {
            completion.sort = format!("{place:04}");
        }
        self.list
    }
}

impl Completion {
    /// Replaces `replace` by `insert`, which is its label too.
    pub(crate) fn new(kind: CompletionKind, replace: Span, insert: impl Into<String>) -> Self {
        let insert = insert.into();
        Self {
            label: Untrusted::from(&*insert),
            kind,
            detail: None,
            replace,
            insert,
            snippet: None,
            filter: None,
            sort: String::new(),
            more_edits: Vec::new(),
            retrigger: false,
            is_closed: false,
            key: CompletionKey::Nothing,
        }
    }

    pub(crate) fn labelled(self, label: impl Into<Untrusted>) -> Self {
        Self { label: label.into(), ..self }
    }

    pub(crate) fn detailed(self, detail: impl Into<Untrusted>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }

    pub(crate) fn with_snippet(self, snippet: impl Into<String>) -> Self {
        Self { snippet: Some(snippet.into()), ..self }
    }

    pub(crate) fn found_by(self, filter: impl Into<String>) -> Self {
        Self { filter: Some(filter.into()), ..self }
    }

    pub(crate) fn about(self, key: CompletionKey) -> Self {
        Self { key, ..self }
    }

    pub(crate) fn closed_if(self, is_closed: bool) -> Self {
        Self { is_closed, ..self }
    }

    pub(crate) fn and_ask_again(self) -> Self {
        Self { retrigger: true, ..self }
    }

    pub(crate) fn and_edit(mut self, edit: Edit) -> Self {
        self.more_edits.push(edit);
        self
    }

    /// The same with text before what is inserted, such as the space that is missing behind a colon.
    pub(crate) fn behind(mut self, text: &str) -> Self {
        if text.is_empty() {
            return self;
        }
        // What is typed so far does not begin with it.
        self.filter.get_or_insert_with(|| self.label.unescaped().to_owned());
        self.insert.insert_str(0, text);
        if let Some(snippet) = &mut self.snippet {
            snippet.insert_str(0, &literal(text));
        }
        self
    }
}

/// Text that stands for itself in a snippet.
pub(crate) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '$' | '}') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_a_snippet_stands_for_itself() {
        assert_eq!(literal(r"5$ {a} \n"), r"5\$ {a\} \\n");
    }

    #[test]
    fn what_comes_first_is_sorted_first_and_a_list_has_an_end() {
        let mut offers = Offers::new(0);
        for place in 0..=MOST {
            offers.push(Completion::new(CompletionKind::Word, Span::at(0), place.to_string()));
        }
        let list = offers.finish();
        assert_eq!(list.len(), MOST);
        assert!(list.is_sorted_by_key(|completion| &completion.sort));
        assert_eq!((&*list[0].insert, &*list[1].sort), ("0", "0001"));
    }
}
