"""What is asked of each editor, in the order in which a user might, and what must be there afterwards, file by file."""

import difflib
import subprocess

from driving.editor import Cannot, Failed, wait_for
from driving.plan import FILES, original

CHECKOUT, PRODUCT = FILES[0], FILES[1]
WRONG = "a story has no status `in-progress`"


def expect(what, expected, actual):
    if actual != expected:
        raise Failed(f"{what}: expected {expected!r}, but it is {actual!r}")


def expect_text(file, expected, actual):
    if actual != expected:
        lines = difflib.unified_diff(expected.splitlines(), actual.splitlines(), "expected", "actual", "", "", 1, "")
        raise Failed(f"the text of {file}:\n" + "\n".join(lines))


def expect_among(what, expected, actual):
    """Each of the expected words is in some of the actual ones."""
    for words in expected:
        if not any(words in shown for shown in actual):
            raise Failed(f"{what}: there is no {words!r} in {actual!r}")


class Scenario:
    """The steps, and the texts as they should be after each: by file, as an editor holds them."""

    def __init__(self, editor):
        self.editor = editor
        self.texts = original()

    def changed(self, file, old, new):
        """What a step should have done to a file."""
        assert old in self.texts[file], old
        self.texts[file] = self.texts[file].replace(old, new)

    def same_text(self, file=CHECKOUT):
        """The buffer becomes what it should be."""
        try:
            wait_for("right text", lambda: self.editor.text() == self.texts[file])
        except Failed:
            expect_text(file, self.texts[file], self.editor.text())

    def diagnostics_appear(self):
        expect("findings of a sound plan", [], self.editor.findings())
        self.editor.replace("status: doing", "status: in-progress")
        self.changed(CHECKOUT, "status: doing", "status: in-progress")
        found = wait_for("findings", self.editor.findings)
        line = self.texts[CHECKOUT].split("status: in-progress")[0].count("\n")
        expect("lines of findings", [line], [at for at, _ in found])
        expect_among("findings", [WRONG], [message for _, message in found])
        self.same_text()

    def code_action(self):
        self.editor.place("in-progress", 2)
        self.editor.code_action("Change to doing")
        self.changed(CHECKOUT, "status: in-progress", "status: doing")
        self.same_text()

    def diagnostics_go(self):
        wait_for("end of findings", lambda: not self.editor.findings())

    def completion(self):
        shown = self.editor.complete("assignee: @li", "  moscow: ")
        expect_among("values of moscow", ["must", "should", "could", "wont"], shown)
        expect("other words among them", [], [label for label in shown if "ready" in label or "PAY" in label])
        self.editor.accept(next(label for label in shown if "could" in label))
        self.changed(CHECKOUT, "assignee: @li\n", "assignee: @li\n  moscow: could\n")
        self.same_text()

    def hover(self):
        self.editor.place("for: PAY-1\n  sprint", 6)
        shown = self.editor.hover("Guest checkout")
        expect_among("card of PAY-1", ["@maria", "active"], [shown])

    def symbols_of_the_file(self):
        expect_among("symbols", ["PAY-s23", "PAY-1", "PAY-12", "PAY-15"], self.editor.symbols())

    def symbols_of_the_plan(self):
        expect_among("items with guest in them", ["PAY-1", "L-1"], self.editor.plan_symbols())

    def references(self):
        self.editor.place("epic PAY-1 Guest", 6)
        lines = self.texts[CHECKOUT].splitlines()
        uses = [(CHECKOUT, line) for line, text in enumerate(lines) if text == "  for: PAY-1"]
        found = sorted(self.editor.references())
        header = (CHECKOUT, lines.index("epic PAY-1 Guest checkout"))
        expect("uses of PAY-1", uses, [place for place in found if place != header])

    def formatting(self):
        self.editor.replace("points: 2", "points:    2")
        self.editor.format()
        self.same_text()

    def definition(self):
        self.editor.place("for: I-1", 6)
        expect("what I-1 is", (PRODUCT, "initiative I-1 Checkout without an account"), self.editor.definition())
        self.editor.open(CHECKOUT)

    def rename_across_files(self):
        self.editor.place("for: I-1", 6)
        self.editor.rename("I-9")
        self.changed(CHECKOUT, "for: I-1\n", "for: I-9\n")
        self.changed(PRODUCT, "initiative I-1 ", "initiative I-9 ")
        self.changed(PRODUCT, "for: I-1\n", "for: I-9\n")
        self.same_text()
        self.editor.open(PRODUCT)
        self.same_text(PRODUCT)

    def saved_files(self):
        """What was saved is what the buffers held, byte by byte, and nothing else was touched."""
        self.editor.save_all()
        plan = self.editor.plan
        read = lambda: {name: (plan / name).read_text() for name in FILES}
        try:
            wait_for("files as they should be", lambda: read() == self.texts)
        except Failed:
            for name, text in read().items():
                expect_text(name, self.texts[name], text)
        status = subprocess.run(
            ["git", "-C", str(plan), "status", "--porcelain"], check=True, capture_output=True, text=True
        )
        expect("changed files", [f" M {CHECKOUT}", f" M {PRODUCT}"], status.stdout.splitlines())


# The methods in the order in which they are driven, and what drives each.
STEPS = {
    "diagnostics appear": Scenario.diagnostics_appear,
    "code action": Scenario.code_action,
    "diagnostics go": Scenario.diagnostics_go,
    "completion": Scenario.completion,
    "hover": Scenario.hover,
    "symbols of the file": Scenario.symbols_of_the_file,
    "symbols of the plan": Scenario.symbols_of_the_plan,
    "references": Scenario.references,
    "formatting": Scenario.formatting,
    "definition": Scenario.definition,
    "rename across files": Scenario.rename_across_files,
    "saved files": Scenario.saved_files,
}


def played(editor):
    """For each step None, or why this editor cannot; the first that fails ends it."""
    scenario, results = Scenario(editor), {}
    for name, step in STEPS.items():
        try:
            step(scenario)
            results[name] = None
        except Cannot as why:
            results[name] = str(why)
        except Failed as why:
            raise Failed(f"{editor.NAME}, {name}: {why}\n{editor.state()}") from None
    return results
