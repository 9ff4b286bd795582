//! Tells Zed how the roadlog language server is started.

use zed_extension_api::{register_extension, Command, Extension, LanguageServerId, Result, Worktree};

struct Roadlog;

impl Extension for Roadlog {
    fn new() -> Self {
        Self
    }

    fn language_server_command(&mut self, _: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let missing = "roadlog is not on PATH: build it with `cargo install --path .` in a copy of its repository";
        let command = worktree.which("roadlog").ok_or(missing)?;
        Ok(Command { command, args: vec!["lsp".to_owned()], env: worktree.shell_env() })
    }
}

register_extension!(Roadlog);
