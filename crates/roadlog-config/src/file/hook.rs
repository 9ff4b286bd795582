//! `[hook]`: what the git hooks do.

use super::source::{Node, get};

/// What the git hooks do beside reporting. By default nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hook {
    /// Whether they may stop a commit or a push.
    pub block: bool,
    /// Whether, where they may stop, a message that names an id that does not exist stops the commit.
    pub commit_msg: bool,
}

pub(super) fn read(table: Option<&Node<'_>>) -> Hook {
    let is_on = |key| get(table, key).and_then(|node| node.get_ref().as_bool()).unwrap_or_default();
    Hook { block: is_on("block"), commit_msg: is_on("commit-msg") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{clean, told};

    #[test]
    fn hooks_stop_nothing_unless_told_to() {
        assert_eq!(clean("[hook]\n").hook, Hook { block: false, commit_msg: false });
        assert_eq!(clean("[hook]\nblock = true\n").hook, Hook { block: true, commit_msg: false });
        assert_eq!(clean("[hook]\ncommit-msg = true\n").hook, Hook { block: false, commit_msg: true });
        told("[hook]\nblock = ‹\"yes\"›\n", "config/invalid `block` should be true or false, and this is a text");
    }
}
