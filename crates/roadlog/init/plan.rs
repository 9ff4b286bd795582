//! The first plan of each shape: small, whole, and with nothing for any rule to find on the day that it is written.

use jiff::ToSpan;
use roadlog_config::Shape;
use roadlog_syntax::value::{Date, Handle};

const COMBINED: &str = include_str!("templates/combined.backlog.template");
const ROADMAP: &str = include_str!("templates/product.roadmap.template");
const BACKLOG: &str = include_str!("templates/product.backlog.template");

/// The prefix of the ids where the folder has no name to make one of.
const PREFIX: &str = "WORK";

/// What is filled into the templates. What is not known has no line.
#[derive(Clone, Debug)]
pub(crate) struct Filling {
    /// What the ids of the work begin with.
    pub(crate) prefix: String,
    /// Who decides on the roadmap.
    pub(crate) manager: Option<Handle>,
    /// Who decides on the backlog, where that is written.
    pub(crate) owner: Option<Handle>,
    /// The day.
    pub(crate) today: Date,
}

/// A file of a plan that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlanFile {
    /// Its name.
    pub(crate) name: &'static str,
    /// What stands in it, for people.
    pub(crate) holds: &'static str,
    /// Its text.
    pub(crate) text: String,
}

/// The files of the first plan of a shape.
pub(crate) fn files(shape: Shape, filling: &Filling) -> Vec<PlanFile> {
    let file = |name, holds, template: &str| PlanFile { name, holds, text: filled(template, filling) };
    match shape {
        Shape::Combined => vec![file("plan.backlog", "a vision, a goal, a metric and two stories", COMBINED)],
        Shape::Separate | Shape::ManagersOnly => vec![
            file("product.roadmap", "a vision, a goal, a metric, research and an initiative", ROADMAP),
            file("product.backlog", "an epic and two stories", BACKLOG),
        ],
    }
}

/// A template with everything filled in; a line is left out whose value is not known.
fn filled(template: &str, filling: &Filling) -> String {
    let Filling { prefix, manager, owner, today } = filling;
    let handle = |handle: &Option<Handle>| handle.as_ref().map(ToString::to_string);
    let values = [
        ("{prefix}", Some(prefix.clone())),
        ("{manager}", handle(manager)),
        ("{owner}", handle(owner)),
        ("{today}", Some(today.to_string())),
        ("{period}", Some(format!("{}..{}", quarter(*today, 0), quarter(*today, 3)))),
        ("{near}", Some(format!("{}..{}", quarter(*today, 0), quarter(*today, 1)))),
        ("{by}", Some(end_of_quarter(*today, 2).to_string())),
        ("{learnt}", Some(months_on(*today, -1).to_string())),
    ];
    let line = |line: &str| {
        let mut line = line.to_owned();
        for (token, value) in &values {
            match value {
                Some(value) => line = line.replace(token, value),
                None if line.contains(token) => return None,
                None => {}
            }
        }
        Some(line)
    };
    let lines: Vec<String> = template.split_inclusive('\n').filter_map(line).collect();
    without_empty_ends(&lines.concat())
}

/// The text without the empty lines that a line that was left out may leave behind.
fn without_empty_ends(text: &str) -> String {
    let mut text = text.to_owned();
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    format!("{}\n", text.trim_end())
}

fn months_on(day: Date, months: i32) -> Date {
    day.saturating_add(months.months())
}

/// The quarter of a day some quarters on, as a period has it: `2026-Q4`.
fn quarter(day: Date, on: i32) -> String {
    let day = months_on(day, on * 3);
    format!("{:04}-Q{}", day.year(), (day.month() - 1) / 3 + 1)
}

/// The last day of the quarter of a day some quarters on.
fn end_of_quarter(day: Date, on: i32) -> Date {
    let day = months_on(day, on * 3);
    months_on(day, i32::from(2 - (day.month() - 1) % 3)).last_of_month()
}

/// What ids begin with in a folder of this name: the first letters of its words, or the beginning of its one word.
pub(crate) fn prefix(folder: &str) -> String {
    let words = folder.split(|character: char| !character.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| word.starts_with(|it: char| it.is_ascii_alphabetic())).collect();
    let letters: String = match words.as_slice() {
        [word] => word.chars().take(4).collect(),
        words => words.iter().filter_map(|word| word.chars().next()).take(4).collect(),
    };
    if letters.len() < 2 { PREFIX.to_owned() } else { letters.to_ascii_uppercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_is_made_of_the_name_of_the_folder() {
        for (folder, wanted) in [
            ("checkout", "CHEC"),
            ("shop", "SHOP"),
            ("guest-checkout", "GC"),
            ("my big new shop", "MBNS"),
            ("b2b", "B2B"),
            ("a", "WORK"),
            ("2026", "WORK"),
            ("Kovač", "KOVA"),
            ("店", "WORK"),
            ("", "WORK"),
        ] {
            assert_eq!(prefix(folder), wanted, "{folder}");
        }
    }

    #[test]
    fn periods_reach_three_quarters_on() {
        for (day, near, far) in [
            (jiff::civil::date(2026, 11, 23), "2026-Q4", "2027-Q3"),
            (jiff::civil::date(2026, 1, 1), "2026-Q1", "2026-Q4"),
            (jiff::civil::date(2026, 5, 31), "2026-Q2", "2027-Q1"),
        ] {
            assert_eq!((quarter(day, 0).as_str(), quarter(day, 3).as_str()), (near, far));
            let end = end_of_quarter(day, 0);
            assert_eq!((quarter(end, 0).as_str(), end.tomorrow().unwrap().day()), (near, 1));
            assert_ne!(quarter(end.tomorrow().unwrap(), 0), near);
        }
    }

    #[test]
    fn a_line_whose_value_is_not_known_is_left_out() {
        let today = jiff::civil::date(2026, 11, 23);
        let filling = Filling { prefix: "PAY".to_owned(), manager: None, owner: None, today };
        for shape in Shape::ALL {
            for file in files(shape, &filling) {
                assert!(!file.text.contains(['{', '}']) && !file.text.contains("owner:"), "{}", file.text);
                assert!(!file.text.contains("\n\n\n") && !file.text.ends_with("\n\n"), "{}", file.text);
            }
        }
    }
}
