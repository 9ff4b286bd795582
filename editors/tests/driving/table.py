"""The table of methods and editors in docs/editors.md, as a run gives it."""

import sys

from driving.editor import REPOSITORY
from driving.installed import KINDS
from driving.scenario import STEPS

PAGE = REPOSITORY / "docs/editors.md"
BEGIN, END = "<!-- driven by editors/tests/drive: begin -->\n", "<!-- driven by editors/tests/drive: end -->\n"


def parts():
    """The page before, in and behind the table."""
    before, rest = PAGE.read_text().split(BEGIN)
    table, after = rest.split(END)
    return before, table, after


def cell(kind, method, results):
    """How a user of that editor asks for a method, or why it cannot be had."""
    why = results[method]
    if why is not None:
        return f"– ({why})"
    by = kind.BY[method]
    return by if by == "by itself" else f"`{by}`"


def column(kind, results):
    return [kind.NAME, *(cell(kind, method, results) for method in STEPS)]


def shown(columns):
    """The table in Markdown, from columns that begin with their titles."""
    rows = list(zip(["", *STEPS], *columns))
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "\n".join(lines) + "\n"


def written(results):
    """Writes the table of a run of all editors."""
    missing = [kind.NAME for kind in KINDS if kind not in results]
    if missing:
        print(f"The table is written from a run of all editors: {', '.join(missing)} did not run", file=sys.stderr)
        return 1
    before, _, after = parts()
    PAGE.write_text(before + BEGIN + shown([column(kind, results[kind]) for kind in KINDS]) + END + after)
    return 0


def compared(results):
    """Holds the columns of the editors that ran against the table, row by row."""
    _, table, _ = parts()
    rows = [[text.strip() for text in line.strip().strip("|").split("|")] for line in table.splitlines()]
    committed = {column[0]: list(column) for column in zip(*(row for row in rows if row and set(row) != {"---"}))}
    wrong = [kind.NAME for kind, result in results.items() if committed.get(kind.NAME) != column(kind, result)]
    if wrong:
        print(f"docs/editors.md says otherwise of {', '.join(wrong)}: run editors/tests/drive --write", file=sys.stderr)
    return 1 if wrong else 0
