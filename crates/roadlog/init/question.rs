//! The one question that `roadlog init` asks: which shape the team has.

use std::io::{self, BufRead, Write};

use roadlog_config::Shape;

use super::configuration::meaning;

/// Asks for the shape until an answer is one: its number or its name; an empty line takes the default. Nothing where
/// the input ends.
///
/// # Errors
/// What reader and writer say.
pub(crate) fn ask(default: Shape, input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<Option<Shape>> {
    writeln!(output, "How does this team decide?")?;
    for (number, shape) in (1..).zip(Shape::ALL) {
        writeln!(output, "  {number}  {:13}  {}", shape.name(), meaning(shape))?;
    }
    loop {
        write!(output, "Shape [{}]: ", default.name())?;
        output.flush()?;
        let mut answer = Vec::new();
        if input.read_until(b'\n', &mut answer)? == 0 {
            writeln!(output)?;
            return Ok(None);
        }
        let answer = String::from_utf8_lossy(&answer).trim().to_lowercase();
        if let Some(shape) = read(&answer, default) {
            return Ok(Some(shape));
        }
        writeln!(output, "Answer with 1, 2 or 3, or with one of the names.")?;
    }
}

/// The shape that an answer means: a beginning of its name is enough.
fn read(answer: &str, default: Shape) -> Option<Shape> {
    if answer.is_empty() {
        return Some(default);
    }
    let numbered = answer.parse::<usize>().ok().and_then(|number| Shape::ALL.get(number.checked_sub(1)?).copied());
    numbered.or_else(|| Shape::ALL.into_iter().find(|shape| shape.name().starts_with(answer)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(input: &str) -> (Option<Shape>, String) {
        let mut output = Vec::new();
        let answer = ask(Shape::Combined, &mut input.as_bytes(), &mut output).unwrap();
        (answer, String::from_utf8(output).unwrap())
    }

    #[test]
    fn a_number_a_name_or_its_beginning_is_an_answer_and_an_empty_line_the_default() {
        for (input, shape) in [
            ("1\n", Shape::Separate),
            ("separate\n", Shape::Separate),
            ("\n", Shape::Combined),
            (" 3 \r\n", Shape::ManagersOnly),
            ("Man\n", Shape::ManagersOnly),
            ("2", Shape::Combined),
        ] {
            assert_eq!(asked(input).0, Some(shape), "{input:?}");
        }
    }

    #[test]
    fn anything_else_is_asked_again() {
        let (shape, output) = asked("both\n0\n4\n\u{1b}[A\n1\n");
        assert_eq!(shape, Some(Shape::Separate));
        assert_eq!(output.matches("Shape [combined]: ").count(), 5);
        assert_eq!(output.matches("Answer with 1, 2 or 3").count(), 4);
    }

    #[test]
    fn the_end_of_the_input_is_no_answer() {
        let (shape, output) = asked("");
        assert_eq!(shape, None);
        assert_eq!(
            output,
            "How does this team decide?
  1  separate       one decides on the roadmap, another one on the backlog
  2  combined       whoever decides, decides on roadmap and backlog
  3  managers-only  product managers decide on all; no sprints, no product owner
Shape [combined]:\u{20}
"
        );
    }
}
