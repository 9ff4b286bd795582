//! What the items of a file are found by: id and title of each, one behind the other in memory, so that a search over a big
//! plan need not read all of its text.

use roadlog_syntax::{Document, NodeKind};

/// Id and title of each item of a file.
#[derive(Debug, Default)]
pub(crate) struct Headlines {
    text: String,
    /// The item's node, and where its headline ends.
    ends: Vec<(u32, u32)>,
}

impl Headlines {
    pub(crate) fn of(document: &Document) -> Self {
        let mut headlines = Self::default();
        for node in document.nodes().filter(|node| node.kind() == NodeKind::Item) {
            let header = node.header_span();
            let start = if node.is_broken() { header.start } else { node.id_span().start };
            headlines.text.push_str(&document.text()[start as usize..header.end as usize]);
            headlines.ends.push((node.index(), headlines.text.len() as u32));
        }
        headlines
    }

    /// The nodes of the items with their headlines, in the order of the file.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        let mut start = 0;
        self.ends.iter().map(move |&(node, end)| {
            let headline = &self.text[start..end as usize];
            start = end as usize;
            (node, headline)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_is_id_and_title_or_what_a_broken_header_says() {
        let text = "# c\n\n== Now\nstory PAY-1  Pay by card \n  status: done\nBug Wrong total\n- task PAY-new ä\n";
        let document = roadlog_syntax::parse(text.as_bytes().to_vec()).unwrap();
        let headlines = Headlines::of(&document);
        let told: Vec<_> = headlines.iter().collect();
        assert_eq!(told, [(2, "PAY-1  Pay by card"), (3, "Bug Wrong total"), (4, "PAY-new ä")]);
    }
}
