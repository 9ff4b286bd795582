//! Marked-up text as a web page that is whole in itself: for a browser, and for mail programs, most of which know little
//! but simple elements with their style beside them.

use std::fmt::Write as _;

use super::{Block, Level, Markup, Piece, Point, Style, Words, shown, source_lines};

/// How the text is set. It has no colours, so that those of the reader hold, light or dark.
const TEXT: &str = "max-width: 42em; margin: 0 auto; padding: 1em; font-family: sans-serif; line-height: 1.5; \
                    overflow-wrap: break-word";
/// How headings are set, by what stands below them. On paper none stands at the end of a page.
const HEADINGS: [&str; 3] = [
    "font-size: 1.5em; line-height: 1.2; margin: 0 0 0.5em; break-after: avoid",
    "font-size: 1.2em; line-height: 1.2; margin: 1.5em 0 0.5em; break-after: avoid",
    "font-size: 1em; line-height: 1.2; margin: 1em 0 0.5em; break-after: avoid",
];
/// How a point of a list is set, with what stands below it.
const POINT: &str = "margin: 0.4em 0; break-inside: avoid";
/// More than an id or a day has characters: what is longer may be broken, lest it stick out of a narrow page.
const LONGEST_WHOLE: usize = 24;

impl Markup {
    /// As a page of HTML (the living standard, as it stands in 2025; well-formed as XML too), called by its first heading.
    /// Nothing in it runs, and it fetches nothing. Words of the plan are text and nothing else.
    pub fn to_html(&self) -> String {
        let title = self.blocks.iter().find_map(|block| match block {
            Block::Heading(_, words) => Some(words.to_plain()),
            _ => None,
        });
        let mut out = String::from(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
             <meta name=\"color-scheme\" content=\"light dark\"/>\n<title>",
        );
        escape(&title.unwrap_or_default(), &mut out);
        let _ = writeln!(out, "</title>\n</head>\n<body>\n<main style=\"{TEXT}\">");
        for block in &self.blocks {
            block.write_html(&mut out);
        }
        out.push_str("</main>\n</body>\n</html>\n");
        out
    }
}

impl Block {
    fn write_html(&self, out: &mut String) {
        match self {
            Self::Heading(level, words) => {
                let number = match level {
                    Level::Text => 1,
                    Level::Section => 2,
                    Level::Part => 3,
                };
                let _ = write!(out, "<h{number} style=\"{}\">", HEADINGS[number - 1]);
                words.write_html(out);
                let _ = writeln!(out, "</h{number}>");
            }
            Self::Paragraph(words) => {
                out.push_str("<p>");
                words.write_html(out);
                out.push_str("</p>\n");
            }
            Self::List(points) => {
                out.push_str("<ul>\n");
                for point in points {
                    point.write_html(out);
                }
                out.push_str("</ul>\n");
            }
            Self::Source { lines, .. } => {
                out.push_str("<pre><code>");
                escape(&source_lines(lines), out);
                out.push_str("</code></pre>\n");
            }
        }
    }
}

impl Point {
    fn write_html(&self, out: &mut String) {
        let _ = write!(out, "<li style=\"{POINT}\">");
        self.words.write_html(out);
        if !self.below.is_empty() {
            out.push_str("\n<ul>\n");
            for words in &self.below {
                out.push_str("<li>");
                words.write_html(out);
                out.push_str("</li>\n");
            }
            out.push_str("</ul>\n");
        }
        out.push_str("</li>\n");
    }
}

impl Words {
    fn write_html(&self, out: &mut String) {
        for piece in &self.0 {
            match piece {
                Piece::Own(words) => {
                    // Every other part stands between backticks.
                    for (place, part) in words.split('`').enumerate() {
                        if place % 2 == 0 { text(part, out) } else { element("code", part, out) }
                    }
                }
                Piece::Plan(words, style) => {
                    let words = shown(words.unescaped());
                    // What is written from right to left turns nothing around that stands beside it.
                    let name = match style {
                        Style::Plain => "bdi",
                        Style::Strong => "strong",
                        Style::Code => "code",
                    };
                    element(name, words.trim(), out);
                }
            }
        }
    }
}

fn element(name: &str, words: &str, out: &mut String) {
    if words.is_empty() {
        return;
    }
    let _ = write!(out, "<{name} dir=\"auto\">");
    text(words, out);
    let _ = write!(out, "</{name}>");
}

/// Writes words of a line. A day or an id is not broken at its hyphens.
fn text(words: &str, out: &mut String) {
    let is_of_one = |character: char| character.is_alphanumeric() || character == '-';
    let mut rest = words;
    while !rest.is_empty() {
        let end = rest.find(|character| !is_of_one(character)).unwrap_or(rest.len());
        let (one, behind) = rest.split_at(end);
        let has_digit = one.bytes().any(|byte| byte.is_ascii_digit());
        if has_digit && one.trim_matches('-').contains('-') && one.len() <= LONGEST_WHOLE {
            out.push_str("<span style=\"white-space: nowrap\">");
            escape(one, out);
            out.push_str("</span>");
        } else {
            escape(one, out);
        }
        let between = behind.find(is_of_one).unwrap_or(behind.len());
        escape(&behind[..between], out);
        rest = &behind[between..];
    }
}

/// Writes words so that they are neither markup nor, where the page is printed in a log, the `##[` of a command.
fn escape(words: &str, out: &mut String) {
    for character in words.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '[' => out.push_str("&#91;"),
            // XML knows no way to write these, and HTML wants none of them.
            '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}' => out.extend(character.escape_unicode()),
            _ => out.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use quick_xml::Reader;
    use quick_xml::events::Event;

    use super::*;

    /// The texts of the elements of a page, which is well-formed: each element ends, in the other order of beginning.
    fn texts(page: &str) -> Vec<String> {
        let mut reader = Reader::from_str(page);
        let (mut texts, mut text) = (Vec::new(), String::new());
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{error} in {page}")) {
                Event::Eof => return texts,
                Event::Text(more) => text.push_str(&more.decode().unwrap()),
                Event::GeneralRef(name) => {
                    let name = name.decode().unwrap();
                    let meant = quick_xml::escape::unescape(&format!("&{name};")).unwrap().into_owned();
                    text.push_str(&meant);
                }
                // What is only kept on one line is a part of the text around it.
                Event::Start(begin) if begin.name().as_ref() == b"span" => {}
                Event::End(end) if end.name().as_ref() == b"span" => {}
                Event::End(_) => texts.push(std::mem::take(&mut text)),
                _ => text.clear(),
            }
        }
    }

    proptest! {
        #[test]
        fn any_words_are_text_of_a_well_formed_page(words in "\\PC{0,20}|[<>&\"'\\[\\]!/a-]{0,20}") {
            let page = Markup::new()
                .heading_of(Level::Text, Words::plan(&*words))
                .list(vec![Point { words: Words::default().and_strong(&*words), below: vec![Words::plan(&*words)] }])
                .source("roadlog", &*words)
                .to_html();
            let shown = shown(&words).trim().to_owned();
            let found = texts(&page).into_iter().filter(|text| *text == shown).count();
            prop_assert!(shown.is_empty() || found >= 3, "{found} in {page}");
        }
    }

    #[test]
    fn words_of_a_plan_are_text_in_every_place() {
        let evil = "</title><script>alert('1')</script> \" & ##[error] \u{202e}";
        let point = Point { words: Words::default().and_strong(evil), below: vec![Words::default().and_code(evil)] };
        let page = Markup::new()
            .heading_of(Level::Text, Words::plan(evil))
            .paragraph(Words::plan(evil))
            .list(vec![point])
            .source("roadlog", evil)
            .to_html();
        assert!(!page.contains("<script") && !page.contains("##[") && !page.contains('\u{202e}'), "{page}");
        assert_eq!(page.matches("&lt;/title&gt;&lt;script&gt;alert(&#39;1&#39;)").count(), 6, "{page}");
    }

    #[test]
    fn a_day_and_an_id_stay_on_one_line_and_what_is_longer_does_not() {
        let written = |words: &str| {
            let mut out = String::new();
            text(words, &mut out);
            out.replace(" style=\"white-space: nowrap\"", "")
        };
        let expected = "from <span>2026-11-02</span> to <span>2027-Q1</span>: <span>PAY-12</span>, <b> e-mail-";
        assert_eq!(written("from 2026-11-02 to 2027-Q1: PAY-12, <b> e-mail-"), expected.replace("<b>", "&lt;b&gt;"));
        for words in ["-5-", "12", "a-b", "0123-4567-89ab-cdef-0123-4567", "ä-ö"] {
            assert_eq!(written(words), words);
        }
    }

    #[test]
    fn a_page_is_whole() {
        let point = Point { words: Words::default().and_strong("Pay"), below: vec![Words::own("see `for`")] };
        let page = Markup::new()
            .heading_of(Level::Text, Words::own("All of ").and_plan("it"))
            .heading_of(Level::Section, Words::own("Some"))
            .list(vec![point, Words::plan("").and("x").into()])
            .to_html();
        let expected = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<title>All of it</title>
</head>
<body>
<main style="max-width: 42em; margin: 0 auto; padding: 1em; font-family: sans-serif; line-height: 1.5; overflow-wrap: break-word">
<h1 style="font-size: 1.5em; line-height: 1.2; margin: 0 0 0.5em; break-after: avoid">All of <bdi dir="auto">it</bdi></h1>
<h2 style="font-size: 1.2em; line-height: 1.2; margin: 1.5em 0 0.5em; break-after: avoid">Some</h2>
<ul>
<li style="margin: 0.4em 0; break-inside: avoid"><strong dir="auto">Pay</strong>
<ul>
<li>see <code dir="auto">for</code></li>
</ul>
</li>
<li style="margin: 0.4em 0; break-inside: avoid">x</li>
</ul>
</main>
</body>
</html>
"#;
        assert_eq!(page, expected);
    }
}
