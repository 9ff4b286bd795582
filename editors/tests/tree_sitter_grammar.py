"""The tree-sitter grammar reads what roadlog's parser reads, its tests pass, and its queries can be used.

Needs a C compiler, the package `tree-sitter` from PyPI, and the file that `cargo xtask read` wrote of tests/corpus and
other folders with plans; editors/check brings all of them.
"""

import ctypes
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tree_sitter import Language, Parser, Query

from grammars import ROOT, differences, truth

GRAMMAR = ROOT / "editors/tree-sitter-roadlog"
# The nodes of lines that begin something.
BEGINNINGS = {
    "section_title": "section",
    "header": "header",
    "broken_header": "broken-header",
    "field": "field",
    "question": "question",
    "answer": "answer",
    "decision": "decision",
    "quote": "quote",
    "paragraph": "prose",
    "comment": "comment",
    "stray": "stray",
    "conflict_marker": "conflict-marker",
    "conflict_other": "conflict-other",
}
BOXES = {"open": "criterion-open", "met": "criterion-met", "dropped": "criterion-dropped"}
# What the grammar calls the names that the parser finds.
NAMES = {"kind": "kind", "key": "key", "label": "label", "handle": "handle", "criterion_reference": "criterion-reference"}


def language():
    """The grammar, compiled."""
    folder = Path(tempfile.mkdtemp())
    library = folder / "roadlog.so"
    sources = [GRAMMAR / "src/parser.c", GRAMMAR / "src/scanner.c"]
    warnings = ["-Wall", "-Wextra", "-Werror", "-Wno-unused-parameter", "-Wno-unused-value"]
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-std=c11", *warnings, "-I", GRAMMAR / "src", "-o", library, *sources], check=True)
    function = ctypes.CDLL(library).tree_sitter_roadlog
    function.restype = ctypes.c_void_p
    capsule = ctypes.pythonapi.PyCapsule_New
    capsule.restype = ctypes.py_object
    capsule.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
    return Language(capsule(function(), b"tree_sitter.Language", None))


def nodes(node):
    """A node and all below it."""
    yield node
    for child in node.children:
        yield from nodes(child)


def line_kinds(tree, data):
    """What each line is. A line in which nothing begins goes on with what is above."""
    lines = data.split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    kinds = ["blank" if line.strip(b" \t\r") == b"" else None for line in lines]
    for node in nodes(tree.root_node):
        row = node.start_point.row
        if node.type in BEGINNINGS:
            kinds[row] = BEGINNINGS[node.type]
            if node.type == "paragraph":
                for below in range(row + 1, node.end_point.row + 1):
                    kinds[below] = "prose"
        elif node.type in BOXES:
            kinds[row] = BOXES[node.type]
    # Comments and their like stand in the middle of what goes on around them.
    for node in nodes(tree.root_node):
        if node.is_extra and node.type in BEGINNINGS:
            kinds[node.start_point.row] = BEGINNINGS[node.type]
    return ["continuation" if kind is None else kind for kind in kinds]


def names(tree):
    """The names in the text: what they are, and their bytes."""
    found = set()
    for node in nodes(tree.root_node):
        if node.type in ("id", "new_id"):
            own = node.parent.type == "header"
            found.add(("own-id" if own else "id", node.start_byte, node.end_byte))
        elif node.type in NAMES:
            found.add((NAMES[node.type], node.start_byte, node.end_byte))
    return found


def is_readable(data, reading):
    """Whether the grammar is meant to agree: not on bytes that are no text, nor where characters deceive the eye."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    lone = re.search(rb"\r(?!\n)", data)
    return b"\0" not in data and not lone and not any(line["noisy"] for line in reading["lines"])


def compare(parser, readings):
    problems, compared, skipped, named = [], 0, [], 0
    for path, data, reading in truth(readings):
        tree = parser.parse(data)
        errors = [node for node in nodes(tree.root_node) if node.is_error or node.is_missing]
        if errors and b"\0" not in data:
            problems.append(f"{path}: {errors[0]} at {errors[0].start_point}")
        if not is_readable(data, reading):
            skipped.append(path)
            continue
        compared += 1
        expected = [line["kind"] for line in reading["lines"]]
        actual = line_kinds(tree, data)
        # Which items of the other side of a conflict count depends on all ids of the file.
        sides = theirs(expected, data)
        problems += differences(path, data, expected, actual, lambda number, *_: number in sides)
        expected_names = {tuple(name) for name in reading["names"]}
        lines_of_conflict = [line["start"] for number, line in enumerate(reading["lines"]) if number in sides]
        if not lines_of_conflict:
            named += len(expected_names)
            # No regular expression counts to the 32 bytes that an id may have.
            actual_names = {name for name in names(tree) if name[2] - name[1] <= 32}
            for what, start, end in sorted(expected_names ^ actual_names, key=lambda name: name[1]):
                who = "parser" if (what, start, end) in expected_names else "grammar"
                problems.append(f"{path}: only the {who} reads the {what} {data[start:end]!r} at byte {start}")
    print(f"{compared} files and {named} names compared; left out: {len(skipped)} with bytes or characters that deceive")
    return problems


def theirs(expected, data):
    """The lines between `=======` and `>>>>>>>` of a conflict."""
    lines, inside = set(), False
    for number, line in enumerate(data.split(b"\n")[: len(expected)]):
        if expected[number] == "conflict-marker":
            inside = line.startswith(b"=")
        elif inside:
            lines.add(number)
    return lines


def cases(text):
    """The tests of a file in the form of tree-sitter's own: name, source and tree."""
    for name, body in re.findall(r"^={8,}\n([^\n]+)\n={8,}\n(.*?)(?=^={8,}\n[^\n]+\n={8,}\n|\Z)", text, re.MULTILINE | re.DOTALL):
        source, tree = re.split(r"^-{8,}\n", body, maxsplit=1, flags=re.MULTILINE)
        yield name, source.removeprefix("\n").removesuffix("\n"), " ".join(tree.split()).replace(" )", ")")


def corpus(parser):
    problems, count = [], 0
    for file in sorted(GRAMMAR.glob("test/corpus/*.txt")):
        for name, source, expected in cases(file.read_text()):
            count += 1
            actual = str(parser.parse(source.encode()).root_node)
            if actual != re.sub(r"\s*\(", " (", expected).strip():
                problems.append(f"{file.name}: {name}\n  expected {expected}\n  actual   {actual}")
    print(f"{count} tests of test/corpus")
    return problems


PIECES = ["story PAY-1 x\n", "  for: PAY-2\n", "    more\n", "\n", "  [ ] a\n", "  ? q\n", "  ! a\n", "prose\n", "== s\n", "# c\n", "   x", "\n  ", "<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "bug", " ", "\t", "-", "é", "`", "^l"]


def edits(parser):
    """After any edit the tree is the one that a fresh parse gives, and no text has an error."""
    draw, problems = random.Random(1), []
    for _ in range(300):
        data = "".join(draw.choices(PIECES, k=draw.randint(1, 25))).encode()
        tree = parser.parse(data)
        for _ in range(8):
            start = draw.randint(0, len(data))
            end = min(len(data), start + draw.choice([0, 0, 1, 5, 20]))
            new = draw.choice([*PIECES, ""]).encode()
            edited = data[:start] + new + data[end:]
            point = lambda text, at: (text[:at].count(b"\n"), at - (text[:at].rfind(b"\n") + 1))
            tree.edit(start, end, start + len(new), point(data, start), point(data, end), point(edited, start + len(new)))
            tree, data = parser.parse(edited, tree), edited
            fresh = parser.parse(data)
            if str(tree.root_node) != str(fresh.root_node):
                problems.append(f"after an edit {data!r} is\n  {tree.root_node}\nand afresh\n  {fresh.root_node}")
            if fresh.root_node.has_error and is_text(data):
                problems.append(f"an error in {data!r}: {fresh.root_node}")
    return problems[:5]


def is_text(data):
    try:
        return bool(data.decode()) or True
    except UnicodeDecodeError:
        return False


def queries(grammar):
    problems = []
    files = [*ROOT.glob("editors/*/queries/**/*.scm"), *ROOT.glob("editors/zed/languages/**/*.scm")]
    for file in sorted(files):
        # What a query inherits from other languages is the editor's own.
        try:
            Query(grammar, file.read_text())
        except Exception as problem:  # noqa: BLE001 - whatever is wrong with a query is told
            problems.append(f"{file.relative_to(ROOT)}: {problem}")
    print(f"{len(files)} files of queries")
    return problems


def main(readings):
    grammar = language()
    parser = Parser(grammar)
    problems = compare(parser, readings) + corpus(parser) + edits(parser) + queries(grammar)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
