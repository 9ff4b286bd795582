//! What stands at a path besides a regular file.

use std::fmt;
use std::fs::FileType;

/// What an entry of a folder is, where it is not the regular file that was asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum EntryKind {
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A named pipe: reading one waits for a writer, for ever if none comes.
    Fifo,
    /// A Unix domain socket.
    Socket,
    /// A block or character device.
    Device,
    /// Something that the operating system has no common name for.
    Other,
}

impl EntryKind {
    /// What `kind` is, or nothing for a regular file.
    pub(crate) fn of(kind: FileType) -> Option<Self> {
        if kind.is_file() {
            None
        } else if kind.is_dir() {
            Some(Self::Folder)
        } else if kind.is_symlink() {
            Some(Self::Link)
        } else {
            Some(Self::special(kind))
        }
    }

    #[cfg(unix)]
    fn special(kind: FileType) -> Self {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            Self::Fifo
        } else if kind.is_socket() {
            Self::Socket
        } else if kind.is_block_device() || kind.is_char_device() {
            Self::Device
        } else {
            Self::Other
        }
    }

    #[cfg(not(unix))]
    fn special(_: FileType) -> Self {
        Self::Other
    }
}

impl fmt::Display for EntryKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Folder => "a folder",
            Self::Link => "a symbolic link",
            Self::Fifo => "a named pipe (FIFO)",
            Self::Socket => "a socket",
            Self::Device => "a device",
            Self::Other => "not a regular file",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn kind_of(path: &std::path::Path) -> Option<EntryKind> {
        EntryKind::of(fs::symlink_metadata(path).unwrap().file_type())
    }

    #[test]
    fn a_regular_file_has_no_other_kind() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "").unwrap();
        assert_eq!(kind_of(&folder.path().join("file")), None);
        assert_eq!(kind_of(folder.path()), Some(EntryKind::Folder));
    }

    #[cfg(unix)]
    #[test]
    fn links_sockets_pipes_and_devices_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("nowhere", folder.path().join("link")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket")).unwrap();
        crate::testing::make_fifo(&folder.path().join("pipe"));
        assert_eq!(kind_of(&folder.path().join("link")), Some(EntryKind::Link));
        assert_eq!(kind_of(&folder.path().join("socket")), Some(EntryKind::Socket));
        assert_eq!(kind_of(&folder.path().join("pipe")), Some(EntryKind::Fifo));
        assert_eq!(kind_of(std::path::Path::new("/dev/null")), Some(EntryKind::Device));
    }
}
