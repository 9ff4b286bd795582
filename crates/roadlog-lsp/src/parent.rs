//! The process of the client: a server that nobody can talk to any more ends.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::sleep;

/// How often it is looked whether the client lives.
const OFTEN: Duration = Duration::from_secs(2);
// A server whose client was killed is gone in five seconds.
const _: () = assert!(OFTEN.as_secs() < 4);

/// Waits until the client's process, once it is known, is gone.
pub(crate) async fn gone(mut process: watch::Receiver<Option<u32>>) {
    let known = process.wait_for(Option::is_some).await.ok().and_then(|process| *process);
    let Some(process) = known else { return std::future::pending().await };
    while lives(process) {
        sleep(OFTEN).await;
    }
}

/// Whether there is a process of this number.
#[cfg(unix)]
fn lives(process: u32) -> bool {
    use rustix::process::{Pid, test_kill_process};
    let Some(pid) = i32::try_from(process).ok().and_then(Pid::from_raw) else { return true };
    test_kill_process(pid) != Err(rustix::io::Errno::SRCH) && !is_zombie(process)
}

/// Whether a process has ended and only waits for its parent to ask how.
#[cfg(unix)]
fn is_zombie(process: u32) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    status.rsplit_once(')').is_some_and(|(_, rest)| rest.trim_start().starts_with('Z'))
}

/// Elsewhere the end of input tells.
#[cfg(not(unix))]
const fn lives(_: u32) -> bool {
    true
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_process_lives_until_it_has_ended_whether_or_not_somebody_asks() {
        assert!(lives(std::process::id()));
        let mut child = std::process::Command::new("cat").stdin(std::process::Stdio::piped()).spawn().unwrap();
        assert!(lives(child.id()));
        let id = child.id();
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!lives(id));
    }
}
