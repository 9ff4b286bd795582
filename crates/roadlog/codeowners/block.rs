//! The block in a CODEOWNERS file: found, written anew, and put behind everything else where there was none.

use std::ops::Range;

/// The line that begins the block; behind it, in a repository with several plans, the folder of the plan.
const BEGIN: &str = "# roadlog: begin";
/// The line that ends it.
const END: &str = "# roadlog: end";
/// What stands below the line that begins it, for whoever reads the file.
const ABOUT: &str =
    "# Written by `roadlog codeowners` from roadlog.toml and the plan. The last line that matches a file counts.";
/// The section that GitLab shows the lines under.
const SECTION: &str = "[Plan]";

/// A CODEOWNERS file with its block up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    /// All of its text.
    pub(crate) text: String,
    /// The lines, from 1, with patterns below the block, which win over it.
    pub(crate) later: Vec<usize>,
}

/// What is wrong with the marks of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadMarks {
    /// The block that begins in this line, from 1, does not end.
    Endless(usize),
    /// This line, from 1, begins a second block for the same plan.
    Second(usize),
}

/// The text of a CODEOWNERS file with the block for the plan in `folder`, empty for the top. What stands outside of the
/// block stays as it is. `in_sections`: GitLab reads the file, in sections, each of which counts for itself.
///
/// # Errors
/// It cannot be said where the block is.
pub(crate) fn written(text: &str, folder: &str, lines: &[String], in_sections: bool) -> Result<Written, BadMarks> {
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let found = find(text, folder)?;
    let outside = |place: &Range<usize>| format!("{}{}", &text[..place.start], &text[place.end..]);
    let has_sections = in_sections || sections(&found.as_ref().map_or_else(|| text.to_owned(), outside));
    let mut block = vec![format!("{BEGIN} {folder}").trim_end().to_owned(), ABOUT.to_owned()];
    block.extend(has_sections.then(|| SECTION.to_owned()));
    block.extend(lines.iter().cloned());
    block.push(END.to_owned());
    let block = block.join(line_end) + line_end;
    let Some(place) = found else {
        let end = if text.is_empty() || text.ends_with('\n') { "" } else { line_end };
        let gap = if text.is_empty() { "" } else { line_end };
        return Ok(Written { text: format!("{text}{end}{gap}{block}"), later: Vec::new() });
    };
    // A last line without an end keeps having none.
    let block = if text[place.clone()].ends_with('\n') { &*block } else { block.trim_end_matches(['\r', '\n']) };
    let before = text[..place.start].lines().count() + block.lines().count();
    let later = patterns(&text[place.end..]).map(|line| before + line).collect();
    Ok(Written { text: format!("{}{block}{}", &text[..place.start], &text[place.end..]), later })
}

/// The bytes of the block for a folder, its marks included.
fn find(text: &str, folder: &str) -> Result<Option<Range<usize>>, BadMarks> {
    let (mut found, mut begun) = (None, None);
    let mut offset = 0;
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let start = offset;
        offset += line.len();
        let line = line.trim();
        if let Some(name) = begins(line) {
            if let Some((_, number)) = begun {
                return Err(BadMarks::Endless(number));
            }
            if name == folder && found.is_some() {
                return Err(BadMarks::Second(number));
            }
            begun = (name == folder).then_some((start, number));
        } else if line == END
            && let Some((start, _)) = begun.take()
        {
            found = Some(start..offset);
        }
    }
    begun.map_or(Ok(found), |(_, number)| Err(BadMarks::Endless(number)))
}

/// The folder of the plan whose block a line begins, if it begins one.
fn begins(line: &str) -> Option<&str> {
    let folder = line.strip_prefix(BEGIN)?;
    (folder.is_empty() || folder.starts_with(' ')).then(|| folder.trim())
}

/// Whether lines stand in sections of GitLab.
fn sections(text: &str) -> bool {
    let mut in_block = false;
    text.lines().map(str::trim).any(|line| {
        in_block = (in_block || begins(line).is_some()) && line != END;
        !in_block && (line.starts_with('[') || line.starts_with("^[")) && line.contains(']')
    })
}

/// The lines, from 1, that say who owns what, those in blocks left out.
fn patterns(text: &str) -> impl Iterator<Item = usize> {
    let mut in_block = false;
    (1..).zip(text.lines()).filter_map(move |(number, line)| {
        let line = line.trim();
        in_block = (in_block || begins(line).is_some()) && line != END;
        let is_pattern = !in_block && !line.is_empty() && !line.starts_with(['#', '[', '^']);
        is_pattern.then_some(number)
    })
}

/// Whether a line outside of the blocks may be about the CODEOWNERS file itself.
pub(crate) fn names_itself(text: &str, path: &str) -> bool {
    let folder = path.rsplit_once('/').map(|(folder, _)| folder);
    let numbers: Vec<usize> = patterns(text).collect();
    let lines = (1..).zip(text.lines()).filter(|(number, _)| numbers.contains(number)).map(|(_, line)| line);
    let mut patterns = lines.filter_map(|line| line.split_whitespace().next());
    patterns.any(|pattern| {
        matches!(pattern, "*" | "/" | "/*" | "**" | "/**")
            || pattern.contains("CODEOWNERS")
            || folder.is_some_and(|folder| pattern.contains(folder))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines() -> Vec<String> {
        vec!["*.backlog @maria".to_owned()]
    }

    fn block(text: &str) -> String {
        written(text, "", &lines(), false).unwrap().text
    }

    #[test]
    fn a_new_block_stands_behind_everything_else() {
        let expected = format!("{BEGIN}\n{ABOUT}\n*.backlog @maria\n{END}\n");
        assert_eq!(block(""), expected);
        assert_eq!(block("* @ops\n"), format!("* @ops\n\n{expected}"));
        assert_eq!(block("* @ops"), format!("* @ops\n\n{expected}"));
        assert_eq!(block("* @ops\r\n"), format!("* @ops\n\n{expected}").replace('\n', "\r\n"));
    }

    #[test]
    fn a_block_is_written_anew_where_it_stands_and_nothing_else_changes() {
        let old = format!("*  @ops \n{BEGIN}\nold\n{END}\n\n# more\n/docs/ @doc");
        let expected = format!("*  @ops \n{BEGIN}\n{ABOUT}\n*.backlog @maria\n{END}\n\n# more\n/docs/ @doc");
        let new = written(&old, "", &lines(), false).unwrap();
        assert_eq!((new.text.as_str(), &new.later[..]), (expected.as_str(), &[8][..]));
        assert_eq!(block(&new.text), new.text, "twice is once");
        let unended = format!("{BEGIN}\nold\n{END}");
        assert!(block(&unended).ends_with(END));
    }

    #[test]
    fn each_plan_of_a_repository_has_its_block() {
        let two = written(&block("* @ops\n"), "plans/shop", &lines(), false).unwrap().text;
        assert!(two.ends_with(&format!("\n{BEGIN} plans/shop\n{ABOUT}\n*.backlog @maria\n{END}\n")), "{two}");
        let again = written(&two, "", &[], false).unwrap();
        assert_eq!(again.text.matches("*.backlog").count(), 1);
        assert_eq!(again.later, [0; 0], "another block takes nothing away from this one");
    }

    #[test]
    fn marks_that_do_not_pair_are_told() {
        let marks = |text: &str| written(text, "", &lines(), false).unwrap_err();
        assert_eq!(marks(&format!("a\n{BEGIN}\nx\n")), BadMarks::Endless(2));
        assert_eq!(marks(&format!("{BEGIN}\n{BEGIN}\n{END}\n")), BadMarks::Endless(1));
        assert_eq!(marks(&format!("{BEGIN}\n{BEGIN} plans\n{END}\n")), BadMarks::Endless(1));
        assert_eq!(marks(&format!("{BEGIN}\n{END}\n{BEGIN}\n{END}\n")), BadMarks::Second(3));
    }

    #[test]
    fn where_others_stand_in_sections_the_block_has_its_own() {
        let text = block("[Docs] @doc\n/docs/\n");
        assert!(text.contains(&format!("{ABOUT}\n[Plan]\n*.backlog")), "{text}");
        assert_eq!(block(&text), text, "its own section is not another's");
        assert!(written("", "", &lines(), true).unwrap().text.contains("\n[Plan]\n"));
        assert!(!block("/a[bc] @x\n").contains("[Plan]"));
    }

    #[test]
    fn whether_the_file_itself_has_an_owner_is_seen_by_its_patterns() {
        for text in ["* @ops\n", "/.github/ @ops\n", "CODEOWNERS @ops\n"] {
            assert!(names_itself(text, ".github/CODEOWNERS"), "{text}");
        }
        assert!(!names_itself(&block("/docs/ @doc\n# CODEOWNERS\n"), ".github/CODEOWNERS"));
        assert!(!names_itself("/docs/ @doc\n", "CODEOWNERS"));
    }
}
