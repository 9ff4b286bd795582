"""What the tests of the grammars share: what the parser reads, and how a grammar's reading is held against it."""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def truth(readings):
    """Every plan file with what roadlog's own parser reads in it, as `cargo xtask read` wrote it."""
    for path, reading in json.loads(Path(readings).read_text()).items():
        yield path, (ROOT / path).read_bytes(), reading


def differences(path, data, expected, actual, exempt):
    """The lines of a file whose kinds are not the expected ones, but those that are exempt."""
    found = []
    for number, (wanted, got) in enumerate(zip(expected, actual, strict=True)):
        if wanted != got and not exempt(number, wanted, got):
            text = data.split(b"\n")[number].decode(errors="replace")
            found.append(f"{path}:{number + 1}: {wanted}, but the grammar has {got}: {text!r}")
    return found
