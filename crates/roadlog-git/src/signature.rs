//! SSH signatures of commits (PROTOCOL.sshsig of OpenSSH, namespace `git`), verified by `ssh-keygen`.
//!
//! Whose key counts is the caller's to say: nothing of the user's or the machine's list of signers is read.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::error::GitError;
use crate::revision::Commit;

/// What the signature of a commit says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    /// It is made with a key of this person, over exactly this commit.
    Of(String),
    /// It says nothing that can be relied on.
    Unreliable(SignatureProblem),
}

/// Why a signature is not to be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignatureProblem {
    /// There is none.
    Unsigned,
    /// It is of another kind than SSH: `OpenPGP` or X.509.
    OtherKind,
    /// The commit has several.
    Several,
    /// It is made with a key that is nobody's here.
    UnknownKey,
    /// It does not fit the commit, or was made for something else than git.
    Bad,
}

/// A person and one of their public keys, as it stands in an OpenSSH public key file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key<'k> {
    /// What the person is called in the answer.
    pub person: &'k str,
    /// The key: its type, its base64 and perhaps a comment.
    pub key: &'k str,
}

impl Commit {
    /// Whose signature it carries, of the people with these keys.
    ///
    /// # Errors
    /// `ssh-keygen` cannot be run.
    pub fn signature(&self, keys: &[Key<'_>]) -> Result<Signature, GitError> {
        let (payload, signature) = match parted(&self.raw) {
            Ok(parts) => parts,
            Err(problem) => return Ok(Signature::Unreliable(problem)),
        };
        verified(&payload, &signature, keys).map_err(|error| GitError::Signature { reason: error.to_string() })
    }
}

const SSH: &[u8] = b"-----BEGIN SSH SIGNATURE-----";

/// What was signed, and the signature. As git does, the headers of both hash functions are left out of what was signed.
fn parted(commit: &[u8]) -> Result<(Vec<u8>, Vec<u8>), SignatureProblem> {
    let (mut payload, mut signatures) = (Vec::with_capacity(commit.len()), Vec::<Vec<u8>>::new());
    let mut rest = commit;
    let mut is_within = false;
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let line = &rest[..=end];
        if line == b"\n" {
            break;
        }
        rest = &rest[end + 1..];
        let begun = line.strip_prefix(b"gpgsig ").or_else(|| line.strip_prefix(b"gpgsig-sha256 "));
        if let Some(first) = begun {
            signatures.push(first.to_vec());
            is_within = true;
        } else if let (true, Some(more)) = (is_within, line.strip_prefix(b" ")) {
            signatures.last_mut().map(|last| last.extend_from_slice(more)).unwrap_or_default();
        } else {
            is_within = false;
            payload.extend_from_slice(line);
        }
    }
    payload.extend_from_slice(rest);
    match signatures.as_slice() {
        [] => Err(SignatureProblem::Unsigned),
        [one] if one.starts_with(SSH) => Ok((payload, one.clone())),
        [_] => Err(SignatureProblem::OtherKind),
        _ => Err(SignatureProblem::Several),
    }
}

fn verified(payload: &[u8], signature: &[u8], keys: &[Key<'_>]) -> io::Result<Signature> {
    let folder = tempfile::tempdir()?;
    let (signers, armoured) = (folder.path().join("signers"), folder.path().join("signature"));
    std::fs::write(&signers, keys.iter().filter_map(line).collect::<String>())?;
    std::fs::write(&armoured, signature)?;
    let found = keygen(&["-Y", "find-principals"], &[("-f", &signers), ("-s", &armoured)], &[])?;
    let people = String::from_utf8_lossy(&found.stdout).into_owned();
    let Some(person) = people.lines().next().filter(|_| found.status.success()) else {
        // A signature that cannot be read has no key, either.
        let is_readable = String::from_utf8_lossy(&found.stderr).contains("No principal matched");
        let problem = if is_readable { SignatureProblem::UnknownKey } else { SignatureProblem::Bad };
        return Ok(Signature::Unreliable(problem));
    };
    let asked = ["-Y", "verify", "-n", "git", "-I", person];
    let verdict = keygen(&asked, &[("-f", &signers), ("-s", &armoured)], payload)?;
    Ok(if verdict.status.success() {
        Signature::Of(person.to_owned())
    } else {
        Signature::Unreliable(SignatureProblem::Bad)
    })
}

/// The line of a list of allowed signers (ssh-keygen(1)); none for a key that is not written as one.
fn line(key: &Key<'_>) -> Option<String> {
    let is_word = |text: &str, more: &str| {
        !text.is_empty() && text.chars().all(|char| char.is_ascii_alphanumeric() || more.contains(char))
    };
    let mut parts = key.key.split_ascii_whitespace();
    let (kind, base64) = (parts.next()?, parts.next()?);
    let is_key = is_word(kind, "-@.") && is_word(base64, "+/=") && is_word(key.person, "-_.");
    is_key.then(|| format!("{} namespaces=\"git\" {kind} {base64}\n", key.person))
}

fn keygen(arguments: &[&str], files: &[(&str, &Path)], input: &[u8]) -> io::Result<Output> {
    let mut command = Command::new("ssh-keygen");
    command.args(arguments).env("LC_ALL", "C");
    for (option, file) in files {
        command.arg(option).arg(file);
    }
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // It may have seen enough before all is written.
        let _closed = stdin.write_all(input);
    }
    child.wait_with_output()
}

#[cfg(test)]
mod tests {
    use roadlog_testkit::Repository as Made;

    use super::*;
    use crate::Repository;

    /// A repository whose user signs with a new key, and that key.
    fn signing(made: &Made, name: &str) -> String {
        let file = made.path().join("..").join(name);
        let mut command = made.command("ssh-keygen");
        command.args(["-q", "-t", "ed25519", "-N", "", "-C", "", "-f"]).arg(&file);
        assert!(command.status().unwrap().success());
        made.git(&["config", "gpg.format", "ssh"]);
        made.git(&["config", "commit.gpgsign", "true"]);
        made.git(&["config", "user.signingkey", file.to_str().unwrap()]);
        std::fs::read_to_string(file.with_extension("pub")).unwrap()
    }

    fn signature(made: &Made, keys: &[(&str, &str)]) -> Signature {
        let keys: Vec<_> = keys.iter().map(|(person, key)| Key { person, key }).collect();
        crate::testing::both(&made.path(), |it: &Repository| {
            let commit = it.reader().unwrap().commit(it.commit("HEAD").unwrap()).unwrap();
            commit.signature(&keys).unwrap()
        })
    }

    const MARIA: &str = "Maria <maria@shop.example>";

    #[test]
    fn a_signature_is_of_whoever_has_the_key() {
        for format in [&[][..], &["--object-format=sha256"]] {
            let mut made = Made::in_format(format);
            made.commit(MARIA, "Unsigned");
            let unsigned = Signature::Unreliable(SignatureProblem::Unsigned);
            let at_head = |made: &Made, keys: &[(&str, &str)]| {
                let keys: Vec<_> = keys.iter().map(|(person, key)| Key { person, key }).collect();
                let it = Repository::discover(&made.path()).unwrap().unwrap();
                let commit = it.reader().unwrap().commit(it.commit("HEAD").unwrap()).unwrap();
                commit.signature(&keys).unwrap()
            };
            assert_eq!(at_head(&made, &[]), unsigned);
            let key = signing(&made, "maria");
            made.commit(MARIA, "Signed");
            assert_eq!(at_head(&made, &[("maria", &key)]), Signature::Of("maria".into()), "{format:?}");
            assert_eq!(at_head(&made, &[]), Signature::Unreliable(SignatureProblem::UnknownKey));
            let other = signing(&made, "li");
            assert_eq!(at_head(&made, &[("li", &other)]), Signature::Unreliable(SignatureProblem::UnknownKey));
        }
    }

    #[test]
    fn what_was_changed_after_it_was_signed_is_bad() {
        let mut made = Made::new();
        let key = signing(&made, "maria");
        made.commit(MARIA, "Accept PAY-1");
        let signed = made.git(&["cat-file", "commit", "HEAD"]);
        let forged = signed.replace("Accept PAY-1", "Accept PAY-2");
        made.write("../forged", forged);
        let id = made.git(&["hash-object", "-t", "commit", "-w", "../forged"]);
        made.git(&["update-ref", "HEAD", id.trim()]);
        assert_eq!(signature(&made, &[("maria", &key)]), Signature::Unreliable(SignatureProblem::Bad));
    }

    #[test]
    fn a_signature_for_another_purpose_is_bad() {
        let mut made = Made::new();
        let key = signing(&made, "maria");
        made.git(&["config", "commit.gpgsign", "false"]);
        made.commit(MARIA, "Accept PAY-1");
        let payload = made.git(&["cat-file", "commit", "HEAD"]);
        made.write("../payload", &payload);
        let mut sign = made.command("ssh-keygen");
        sign.args(["-q", "-Y", "sign", "-n", "file", "-f", "../maria", "../payload"]);
        assert!(sign.status().unwrap().success());
        let signature_text = std::fs::read_to_string(made.path().join("../payload.sig")).unwrap();
        let header = format!("gpgsig {}", signature_text.trim_end().replace('\n', "\n "));
        let (head, message) = payload.split_once("\n\n").unwrap();
        made.write("../forged", format!("{head}\n{header}\n\n{message}"));
        let id = made.git(&["hash-object", "-t", "commit", "-w", "../forged"]);
        made.git(&["update-ref", "HEAD", id.trim()]);
        assert_eq!(signature(&made, &[("maria", &key)]), Signature::Unreliable(SignatureProblem::Bad));
    }

    #[test]
    fn only_one_signature_of_ssh_counts() {
        let of = |headers: &str| parted(format!("tree 0\n{headers}\nmessage\ngpgsig x\n").as_bytes()).map(|it| it.0);
        assert_eq!(of(""), Err(SignatureProblem::Unsigned));
        assert_eq!(of("gpgsig -----BEGIN PGP SIGNATURE-----\n x\n"), Err(SignatureProblem::OtherKind));
        let ssh = "gpgsig -----BEGIN SSH SIGNATURE-----\n x\n";
        assert_eq!(of(ssh), Ok(b"tree 0\n\nmessage\ngpgsig x\n".to_vec()));
        assert_eq!(of(&format!("{ssh}{ssh}")), Err(SignatureProblem::Several));
    }

    #[test]
    fn a_key_cannot_smuggle_another_signer_in() {
        let key = |person, key| line(&Key { person, key });
        assert_eq!(key("maria", "ssh-ed25519 AAAA= me").unwrap(), "maria namespaces=\"git\" ssh-ed25519 AAAA=\n");
        assert_eq!(
            key("maria", "ssh-ed25519 AAAA\n* ssh-ed25519 BBBB").unwrap(),
            "maria namespaces=\"git\" ssh-ed25519 AAAA\n"
        );
        for (person, text) in [
            ("*", "ssh-ed25519 AAAA"),
            ("a,b", "ssh-ed25519 AAAA"),
            ("maria", "ssh-ed25519"),
            ("maria", "cert-authority,x ssh-ed25519 AAAA"),
        ] {
            assert_eq!(key(person, text), None, "{person} {text}");
        }
    }
}
