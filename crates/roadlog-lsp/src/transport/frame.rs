//! Frames of a byte stream: a header with the length of the body, an empty line, the body (LSP 3.17, base protocol).
//!
//! Whatever comes in, the reader goes on: what is no header is skipped up to the next `Content-Length`.

use std::io::{self, BufRead, Read};

/// The longest body that is taken, in bytes.
pub(crate) const LONGEST: u64 = 32 << 20;
/// Lengths beyond this are no lengths but rubbish: nobody sends a gibibyte.
const ABSURD: u64 = 1 << 30;
/// How much of a line is looked at.
const LONGEST_LINE: u64 = 64 << 10;
const LENGTH: &[u8] = b"content-length:";

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    /// A body.
    Body(Vec<u8>),
    /// A body of this many bytes, which is too long and was left out.
    TooLong(u64),
}

/// The frames of a stream.
pub(crate) struct Frames<R> {
    input: R,
}

impl<R: BufRead> Frames<R> {
    pub(crate) const fn new(input: R) -> Self {
        Self { input }
    }

    /// The next frame; `None` at the end of the stream, also where it ends within a frame.
    ///
    /// # Errors
    /// The stream cannot be read.
    pub(crate) fn next(&mut self) -> io::Result<Option<Frame>> {
        let Some(length) = self.header()? else { return Ok(None) };
        if length > LONGEST {
            let skipped = io::copy(&mut self.input.by_ref().take(length), &mut io::sink())?;
            return Ok((skipped == length).then_some(Frame::TooLong(length)));
        }
        let mut body = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
        self.input.by_ref().take(length).read_to_end(&mut body)?;
        Ok((body.len() as u64 == length).then_some(Frame::Body(body)))
    }

    /// Reads up to the empty line behind a header that says how long the body is.
    fn header(&mut self) -> io::Result<Option<u64>> {
        let mut length = None;
        let mut line = Vec::new();
        loop {
            line.clear();
            if self.input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
                return Ok(None);
            }
            let text = line.trim_ascii();
            match length {
                Some(length) if text.is_empty() => return Ok(Some(length)),
                _ => length = said_length(text).or(length),
            }
        }
    }
}

/// The length that a line of a header says. Where a body was longer than its header said, its rest stands before.
fn said_length(line: &[u8]) -> Option<u64> {
    let lower = line.to_ascii_lowercase();
    let at = memchr::memmem::rfind(&lower, LENGTH)?;
    let number = std::str::from_utf8(line[at + LENGTH.len()..].trim_ascii()).ok()?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    number.parse().ok().filter(|length| is_number && *length <= ABSURD)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(stream: &[u8]) -> Vec<String> {
        let mut frames = Frames::new(stream);
        let mut bodies = Vec::new();
        while let Some(frame) = frames.next().unwrap() {
            bodies.push(match frame {
                Frame::Body(body) => String::from_utf8(body).unwrap(),
                Frame::TooLong(length) => format!("too long: {length}"),
            });
        }
        bodies
    }

    #[test]
    fn header_names_come_in_any_case_and_order_with_any_space() {
        let stream = b"content-length: 2\r\n\r\n{}Content-Type: x\r\nCONTENT-LENGTH:3\r\nX: y\r\n\r\n{1}\
                       Content-Length:  4 \n\n{12}";
        assert_eq!(bodies(stream), ["{}", "{1}", "{12}"]);
    }

    #[test]
    fn what_is_no_header_is_skipped_up_to_the_next_length() {
        for rubbish in [
            &b"hello\r\n\r\n"[..],
            b"Content-Length: -5\r\n\r\n",
            b"Content-Length: many\r\n\r\n",
            b"Content-Length: +2\r\n\r\n",
            b"Content-Length: 99999999999999999999999\r\n\r\n",
            b"Content-Length: 9999999999999999\r\n\r\n",
            b"\xff\xfe\r\n\r\n\r\n",
            b"\r\n",
        ] {
            let stream = [rubbish, b"Content-Length: 2\r\n\r\n{}"].concat();
            assert_eq!(bodies(&stream), ["{}"], "{}", rubbish.escape_ascii());
        }
    }

    #[test]
    fn a_body_longer_than_its_header_says_costs_no_frame() {
        assert_eq!(bodies(b"Content-Length: 2\r\n\r\n{\"a\":1}Content-Length: 2\r\n\r\n{}"), ["{\"", "{}"]);
    }

    #[test]
    fn a_body_that_is_too_long_is_left_out_and_told() {
        let length = usize::try_from(LONGEST).unwrap() + 1;
        let mut stream = format!("Content-Length: {length}\r\n\r\n").into_bytes();
        stream.resize(stream.len() + length, b'x');
        stream.extend(b"Content-Length: 2\r\n\r\n{}");
        assert_eq!(bodies(&stream), [&*format!("too long: {length}"), "{}"]);
    }

    #[test]
    fn a_stream_may_end_anywhere() {
        for end in 0..23 {
            assert_eq!(bodies(&b"Content-Length: 2\r\n\r\n{}"[..end]), <[&str; 0]>::default(), "{end}");
        }
    }
}
