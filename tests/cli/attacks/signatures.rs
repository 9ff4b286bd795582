//! Attacks on signatures, where the base demands them.

use super::stage::{BACKLOG, EVE, LI, MARIA, MAX, POLICY, Stage, TITLE, ZOE};
use super::{Attack, each_gets_its_verdict, fails, passes, refused};

const UNVERIFIED: &str = "authority/unverified";

/// Retitles, signed with a key.
fn signed(it: &mut Stage, key: &str, author: &str) {
    it.edit(BACKLOG, &[TITLE]);
    it.signs(key, author, &[]);
}

/// Main's roadlog.toml with these options before the first key, which is Maria's.
fn with_options(it: &mut Stage, options: &str) {
    it.edit(POLICY, &[("keys = [\"ssh-ed25519", &format!("keys = [\"{options} ssh-ed25519"))]);
    it.signs("zoe", ZOE, &[]);
}

/// The signature that a commit carries, as it stands in the header.
fn signature(it: &Stage) -> String {
    let raw = it.git(&["cat-file", "commit", "HEAD"]);
    let from = raw.find("gpgsig ").unwrap();
    let end = from + raw[from..].find("-----END SSH SIGNATURE-----\n").unwrap();
    raw[from..end].to_owned() + "-----END SSH SIGNATURE-----\n"
}

pub(super) const ATTACKS: &[Attack] = &[
    passes("signed by the product owner", "1 signed", |it| signed(it, "maria", MARIA)).signed(),
    refused("unsigned where signatures are demanded", |it| it.does(MARIA, BACKLOG, &[TITLE]))
        .signed()
        .saying(UNVERIFIED),
    refused("signed by another one with less rights", |it| signed(it, "li", MARIA)).signed(),
    refused("signed with a key of nobody", |it| signed(it, "eve", MARIA)).signed().saying(UNVERIFIED),
    refused("signed by one who has left", |it| signed(it, "max", MAX)).signed().saying("authority/unknown-author"),
    refused("signed for another one by one who has left", |it| signed(it, "max", MARIA))
        .signed()
        .saying("@max has left the team"),
    refused("signed with a key that the base no longer has", |it| signed(it, "maria", MARIA))
        .after(|it| {
            let policy = it.read(POLICY);
            let lines: Vec<_> = policy.split_inclusive('\n').collect();
            let of_maria = lines.iter().position(|line| line.contains("maria@shop.example")).unwrap() + 1;
            let kept = lines.iter().enumerate().filter(|(place, _)| *place != of_maria).map(|(_, line)| *line);
            it.write(POLICY, kept.collect::<String>());
            it.signs("zoe", ZOE, &[]);
        })
        .signed()
        .saying(UNVERIFIED),
    refused("signed with a key that the branch brings", |it| {
        let key = it.read("../keys/eve.pub");
        it.edit(POLICY, &[("keys = [", &format!("keys = [\"{}\", ", key.trim()))]);
        it.signs("eve", MARIA, &[]);
        signed(it, "eve", MARIA);
    })
    .signed()
    .saying(UNVERIFIED),
    refused("signatures no longer demanded by the branch", |it| {
        it.does(MARIA, POLICY, &[("\"signature\"", "\"email\"")]);
        it.does(MARIA, BACKLOG, &[TITLE]);
    })
    .signed()
    .saying(UNVERIFIED),
    refused("changed after it was signed", |it| {
        it.signs("maria", MARIA, &[]);
        it.edit(BACKLOG, &[TITLE]);
        it.git(&["add", "--all"]);
        let tree = it.git(&["write-tree"]);
        let raw = it.git(&["cat-file", "commit", "HEAD"]);
        let id = it.object("commit", format!("tree {}{}", tree.trim(), &raw[raw.find('\n').unwrap()..]));
        it.git(&["reset", "--quiet", "--hard", &id]);
    })
    .signed()
    .saying(UNVERIFIED),
    refused("the signature of another commit", |it| {
        it.signs("maria", MARIA, &[]);
        let other = signature(it);
        it.does(MARIA, BACKLOG, &[TITLE]);
        let raw = it.git(&["cat-file", "commit", "HEAD"]).replacen("\n\n", &format!("\n{other}\n"), 1);
        let id = it.object("commit", raw);
        it.git(&["update-ref", "HEAD", &id]);
    })
    .signed()
    .saying(UNVERIFIED),
    refused("two signatures", |it| {
        signed(it, "maria", MARIA);
        let raw = it.git(&["cat-file", "commit", "HEAD"]);
        let raw = raw.replacen("gpgsig ", &format!("{}gpgsig ", signature(it)), 1);
        let id = it.object("commit", raw);
        it.git(&["update-ref", "HEAD", &id]);
    })
    .signed()
    .saying(UNVERIFIED),
    refused("a signature for another purpose", |it| {
        it.does(MARIA, BACKLOG, &[TITLE]);
        let raw = it.git(&["cat-file", "commit", "HEAD"]);
        it.write("../payload", &raw);
        let mut sign = it.made.command("ssh-keygen");
        sign.args(["-q", "-Y", "sign", "-n", "file", "-f", "../keys/maria", "../payload"]);
        assert!(sign.status().unwrap().success());
        let header = it.read("../payload.sig").trim_end().replace('\n', "\n ");
        let id = it.object("commit", raw.replacen("\n\n", &format!("\ngpgsig {header}\n\n"), 1));
        it.git(&["update-ref", "HEAD", &id]);
    })
    .signed()
    .saying(UNVERIFIED),
    refused("a signature of another kind", |it| {
        it.does(MARIA, BACKLOG, &[TITLE]);
        it.forge(|raw| {
            let begin = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----";
            raw.replacen("\n\n", &format!("\n{begin}\n\n"), 1)
        });
    })
    .signed()
    .saying(UNVERIFIED),
    refused("a signature that is no more than its first line", |it| {
        it.does(MARIA, BACKLOG, &[TITLE]);
        it.forge(|raw| raw.replacen("\n\n", "\ngpgsig -----BEGIN SSH SIGNATURE-----\n\n", 1));
    })
    .signed()
    .saying(UNVERIFIED),
    refused("a signed commit after an unsigned one", |it| {
        it.does(MARIA, BACKLOG, &[TITLE]);
        it.edit(BACKLOG, &[("points: 5", "points: 8")]);
        it.signs("maria", MARIA, &[]);
    })
    .signed()
    .saying(UNVERIFIED),
    refused("git told to trust any key", |it| {
        it.write("../signers", format!("maria@shop.example {}", it.read("../keys/eve.pub")));
        it.git(&["config", "gpg.ssh.allowedSignersFile", "../signers"]);
        it.git(&["config", "gpg.ssh.program", "true"]);
        it.git(&["config", "gpg.format", "ssh"]);
        it.git(&["config", "gpg.minTrustLevel", "undefined"]);
        it.write("../home/.ssh/allowed_signers", it.read("../signers"));
        let file = it.path("../keys/eve").display().to_string();
        it.edit(BACKLOG, &[TITLE]);
        let words = ["-c", "gpg.ssh.program=ssh-keygen", "-c", &format!("user.signingkey={file}")];
        it.git_as(MARIA, &[&words[..], &["commit", "--quiet", "--all", "-S", "-m", "x"]].concat());
    })
    .signed()
    .saying(UNVERIFIED),
    refused("a good signature, and a user of the forge who is another one", |it| signed(it, "li", MARIA))
        .with(&["--actor", "@maria"])
        .signed(),
    refused("written by somebody unknown and signed by the product owner", |it| signed(it, "maria", EVE))
        .signed()
        .saying("and answers for it"),
    passes("unsigned, but by a user of the forge who may", "1 authenticated by the forge", |it| {
        it.does(MARIA, BACKLOG, &[TITLE]);
    })
    .with(&["--actor", "@maria"])
    .signed(),
    refused("signed with a key that has expired", |it| signed(it, "maria", MARIA))
        .after(|it| with_options(it, "valid-before=\\\"20261123\\\""))
        .signed()
        .saying("signed with a key of @maria's that does not count today"),
    refused("signed with a key that does not count yet", |it| signed(it, "maria", MARIA))
        .after(|it| with_options(it, "valid-after=\\\"20261124\\\""))
        .signed()
        .saying("signed with a key of @maria's that does not count today"),
    passes("signed with a key on its last day", "1 signed", |it| signed(it, "maria", MARIA))
        .after(|it| with_options(it, "valid-after=\\\"20261123\\\",valid-before=\\\"20261124\\\""))
        .signed(),
    refused("a key that has expired, with its end put off by the branch", |it| {
        it.does(MARIA, POLICY, &[("20261123", "20271123")]);
        signed(it, "maria", MARIA);
    })
    .after(|it| with_options(it, "valid-before=\\\"20261123\\\""))
    .signed()
    .saying(UNVERIFIED),
    refused("a key that has expired, where addresses are enough and the forge names another one", |it| {
        signed(it, "maria", MARIA);
    })
    .after(|it| with_options(it, "valid-before=\\\"20261123\\\""))
    .with(&["--actor", "@li"])
    .signed(),
    refused("signed with a certificate for the key that has expired", |it| {
        it.edit(BACKLOG, &[TITLE]);
        it.key("authority");
        let mut certify = it.made.command("ssh-keygen");
        certify.args(["-q", "-s", "../keys/authority", "-I", "maria", "-n", "maria", "-V", "20200101:20200201"]);
        assert!(certify.arg("../keys/maria.pub").status().unwrap().success());
        it.write("../keys/certified", it.read("../keys/maria-cert.pub"));
        std::fs::copy(it.path("../keys/maria"), it.path("../keys/maria-cert")).unwrap();
        it.signs("maria-cert.pub", MARIA, &[]);
    })
    .signed()
    .saying(UNVERIFIED),
    fails("a key in the base for another purpose", "cannot stand before a key", |it| signed(it, "maria", MARIA))
        .after(|it| with_options(it, "namespaces=\\\"file\\\""))
        .signed(),
    fails("a certificate in the base", "a certificate, and only keys count", |it| signed(it, "maria", MARIA))
        .after(|it| {
            it.edit(POLICY, &[("keys = [\"ssh-ed25519 ", "keys = [\"ssh-ed25519-cert-v01@openssh.com ")]);
            it.signs("zoe", ZOE, &[]);
        })
        .signed(),
    refused("a developer's own signature gives no more than a developer's rights", |it| signed(it, "li", LI)).signed(),
];

#[test]
fn a_signature_counts_for_whoever_has_the_key_in_the_base() {
    each_gets_its_verdict(ATTACKS);
}
