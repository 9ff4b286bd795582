//! Standard output: locked once, buffered, and at ease with a reader that goes away.

use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};

/// How many bytes are gathered before they are handed to the system.
const BUFFER: usize = 64 * 1024;

/// Standard output for one command.
pub(crate) type Stdout = BufWriter<Unbroken<StdoutLock<'static>>>;

/// Standard output, locked and buffered.
pub(crate) fn stdout() -> Stdout {
    BufWriter::with_capacity(BUFFER, Unbroken::new(io::stdout().lock()))
}

/// A writer for which a reader that went away (`roadlog list | head -1`) is no error: what nobody reads any more is
/// dropped, so that a command ends as it would have, with the same exit status.
#[derive(Debug)]
pub(crate) struct Unbroken<W> {
    inner: W,
    broken: bool,
}

impl<W: Write> Unbroken<W> {
    const fn new(inner: W) -> Self {
        Self { inner, broken: false }
    }

    fn tolerated<T>(&mut self, result: io::Result<T>, gone: T) -> io::Result<T> {
        match result {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.broken = true;
                Ok(gone)
            }
            other => other,
        }
    }
}

impl<W: Write> Write for Unbroken<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.broken {
            return Ok(bytes.len());
        }
        let result = self.inner.write(bytes);
        self.tolerated(result, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.broken {
            return Ok(());
        }
        let result = self.inner.flush();
        self.tolerated(result, ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Failing(ErrorKind);

    impl Write for Failing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    #[test]
    fn a_reader_that_went_away_is_no_error() {
        let mut out = Unbroken::new(Failing(ErrorKind::BrokenPipe));
        assert!(out.write_all(b"first").is_ok());
        assert!(out.write_all(b"second").is_ok());
        assert!(out.flush().is_ok());
    }

    #[test]
    fn a_full_disk_is_one() {
        let mut out = Unbroken::new(Failing(ErrorKind::StorageFull));
        assert!(out.write_all(b"first").is_err());
        assert!(out.flush().is_err());
    }
}
