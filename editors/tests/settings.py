"""Files that editors read as JSON, TOML, YAML or XML are such files, and name what is there."""

import json
import plistlib
import sys
import tomllib
from pathlib import Path

import yaml

EDITORS = Path(__file__).resolve().parents[1]


def files(pattern):
    """The files of that name, but those of others."""
    return [path for path in sorted(EDITORS.glob(pattern)) if not {"node_modules", "templates", "dist"} & set(path.parts)]


def sublime_contexts(syntax):
    """The contexts that a syntax refers to but does not have."""
    contexts = syntax["contexts"]
    for rules in contexts.values():
        for rule in rules:
            for key in ("include", "push", "set"):
                named = rule.get(key, [])
                yield from (name for name in ([named] if isinstance(named, str) else named) if name not in contexts)


def main():
    read = {}
    for pattern, load in [
        ("**/*.json", json.loads),
        ("**/*.sublime-settings", json.loads),
        ("**/*.toml", tomllib.loads),
        ("**/*.sublime-syntax", lambda text: yaml.safe_load(text.removeprefix("%YAML 1.2\n"))),
        ("**/*.tmPreferences", lambda text: plistlib.loads(text.encode())),
    ]:
        for path in files(pattern):
            read[path.relative_to(EDITORS).as_posix()] = load(path.read_text())
    missing = list(sublime_contexts(read["sublime/Roadlog.sublime-syntax"]))
    assert missing == [], missing
    helix = read["helix/languages.toml"]
    assert helix["language"][0]["language-servers"][0] in helix["language-server"]
    assert read["jetbrains/roadlog/template.json"]["fileTypeMappings"][0]["languageId"] == "roadlog"
    assert read["zed/extension.toml"]["language_servers"]["roadlog"]["languages"] == [read["zed/languages/roadlog/config.toml"]["name"]]
    manifest = read["vscode/package.json"]
    for kind in ("grammars", "snippets"):
        assert all((EDITORS / "vscode" / entry["path"]).is_file() for entry in manifest["contributes"][kind])
    print(f"{len(read)} files read")


if __name__ == "__main__":
    sys.exit(main())
