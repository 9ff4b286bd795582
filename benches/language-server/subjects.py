"""The language servers that are measured: how each is started, a workspace of its own language that is as large as the
plan, and where in it something is typed and asked for."""

import json
import random
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
# The day on which a generated plan has no findings.
TODAY = "2026-11-18"
WORDS = "the buyer pays with a card on phone and sees shop order voucher address in one list before it goes".split()
SUBJECTS = ["roadlog", "taplo", "ruff"]
HOW_TO_INSTALL = {
    "roadlog": "cargo build --release",
    "taplo": "cargo install taplo-cli --features lsp (the one of PyPI has no server in it)",
    "ruff": "pip install ruff",
}


@dataclass
class Subject:
    """A language server with the files that it is measured with."""

    name: str
    command: list
    folder: Path
    language: str
    # Where a text is typed that is wrong there: behind what the pattern finds.
    slips: list
    # Method → where it is asked: at the start of the pattern's group.
    places: dict
    options: dict = field(default_factory=dict)
    configuration: dict = field(default_factory=dict)
    # What workspace symbols are searched for; nothing where the server has none.
    query: str = ""

    def files(self):
        """The files in which somebody may type: two of them, however many there are, so that the sizes compare."""
        paths = sorted((self.folder / "backlogs").iterdir())
        return [paths[len(paths) // 3], paths[2 * len(paths) // 3]]


def find(name, given):
    """The program of a server, or the end of this one where it is missing."""
    if name == "roadlog" and given is None:
        subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=REPOSITORY, check=True)
        metadata = ["cargo", "metadata", "--format-version", "1", "--no-deps"]
        told = subprocess.run(metadata, cwd=REPOSITORY, check=True, capture_output=True)
        given = str(Path(json.loads(told.stdout)["target_directory"]) / "release" / "roadlog")
    program = shutil.which(given or name)
    if program is None:
        install = HOW_TO_INSTALL[name]
        sys.exit(f"{given or name} is not there: {install}, then put it on PATH or give --{name} PROGRAM")
    return program


def write_plan(items, folder):
    """Writes a generated plan."""
    subprocess.run(["cargo", "xtask", "plan", str(items), str(folder)], cwd=REPOSITORY, check=True)


def subject(name, program, plan, folder):
    """A server by its name; its files lie below the folder, each as large as one of the plan."""
    make = {"roadlog": roadlog, "taplo": taplo, "ruff": ruff}[name]
    return make(program, plan, folder)


def roadlog(program, plan, _):
    """roadlog over the plan itself."""
    return Subject(
        name="roadlog",
        command=[program, "lsp", "--today", TODAY],
        folder=plan,
        language="roadlog",
        slips=[
            # A reference that leads nowhere, in the middle of being typed.
            (r"^  (?:for|needs): \S+", "9999"),
            # The id of an item that others name.
            (r"^epic \S+", "x"),
            # A status that there is none of.
            (r"^  status: \w+", "x"),
            (r"^  points: \d+", "x"),
            # The title of an item that was accepted as it was.
            (r"^story [^\n]+(?=\n  status: accepted)", " too"),
            # A person whom nobody knows.
            (r"^  owner: @[\w-]+", "q"),
        ],
        places={
            "textDocument/completion": r"^  for: \w+-()",
            "textDocument/hover": r"^  for: (\S+)",
            "textDocument/references": r"^epic (\S+)",
        },
        options={"debounce": 0},
        query="checkout",
    )


def taplo(program, plan, folder):
    """taplo with a schema, which its findings, completions and hovers come from, and without the network."""
    copy(plan, folder, ".toml", toml_piece)
    schema = {
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "properties": {
                "title": {"type": "string", "description": "What it is about."},
                "status": {"enum": ["ready", "doing", "accepted"], "description": "How far it has come."},
                "points": {"type": "integer", "description": "How much work it is."},
                "for": {"type": "string", "description": "What it serves."},
                "criteria": {"type": "array", "items": {"type": "string"}, "description": "When it is done."},
            },
            "additionalProperties": False,
        },
    }
    (folder / "schema.json").write_text(json.dumps(schema))
    rule = '[[rule]]\ninclude = ["**/*.toml"]\n[rule.schema]\npath = "schema.json"\nenabled = true\n'
    (folder / ".taplo.toml").write_text(rule)
    return Subject(
        name="taplo",
        command=[program, "lsp", "stdio"],
        folder=folder,
        language="toml",
        slips=[(r'^status = "\w+', "x"), (r"^points = \d+", "x"), (r"^title", "q"), (r"^for = ", "[")],
        places={"textDocument/completion": r'^status = "()', "textDocument/hover": r"^(points)"},
        configuration={"evenBetterToml": {"schema": {"enabled": True, "catalogs": []}}},
    )


def ruff(program, plan, folder):
    """ruff with the rules that it has by itself."""
    copy(plan, folder, ".py", python_piece)
    return Subject(
        name="ruff",
        command=[program, "server"],
        folder=folder,
        language="python",
        slips=[(r"^    total = first", "x"), (r"^    return total", "("), (r"^    parts = \[first", "q")],
        places={"textDocument/hover": r"# noqa: (F841)"},
    )


def copy(plan, folder, ending, piece):
    """Writes for each file of the plan one of the same length, in the same place, in another language."""
    for path in sorted(plan.rglob("*")):
        if path.suffix in (".backlog", ".roadmap", ".toml"):
            copied = folder / path.relative_to(plan).with_suffix(ending)
            copied.parent.mkdir(parents=True, exist_ok=True)
            copied.write_text(text_of(path.stat().st_size, piece, random.Random(str(path.relative_to(plan)))))


def text_of(length, piece, draw):
    """Pieces that come to a length, the last bit of it a comment."""
    pieces = []
    while len(new := piece(len(pieces), draw)) <= length:
        pieces.append(new)
        length -= len(new)
    return "".join(pieces) + "#" * max(length - 1, 0) + "\n" * min(length, 1)


def words(draw, count):
    """A sentence of words that plans have."""
    return " ".join(draw.choice(WORDS) for _ in range(count))


def toml_piece(number, draw):
    """A table as long as an item."""
    criteria = "".join(f'  "{words(draw, 11)}",\n' for _ in range(3))
    return (
        f'[item-{number}]\ntitle = "{words(draw, 9)}"\nstatus = "{draw.choice(["ready", "doing", "accepted"])}"\n'
        f'points = {draw.choice([1, 2, 3, 5, 8])}\nfor = "item-{draw.randrange(number + 1)}"\n'
        f"criteria = [\n{criteria}]\n\n"
    )


def python_piece(number, draw):
    """A function as long as an item."""
    return (
        f'def item_{number}(first, second):\n    """{words(draw, 12)}."""\n    total = first + second\n'
        f'    note = "{words(draw, 9)}"  # noqa: F841\n    parts = [first, second, {number}]\n'
        f'    if total > {draw.randrange(1000)}:\n        parts.append("{words(draw, 8)}")\n'
        f"    for part in parts:\n        total += part\n    return total\n\n\n"
    )


def matches(pattern, document):
    """Where a pattern is found: for each, the line, and the characters at which it and its group begin and end."""
    found = []
    text = document.text()
    for match in re.finditer(pattern, text, re.MULTILINE):
        start = text.rfind("\n", 0, match.start()) + 1
        line = text.count("\n", 0, match.start())
        group = match.start(1) if match.re.groups else match.start()
        found.append((line, group - start, match.end() - start))
    return found
