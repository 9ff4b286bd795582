"""What driven editors share: waiting with a deadline, and the blocks of the manual."""

import os
import re
import subprocess
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
# Long, for a machine that does other things as well; a condition that holds is seen at once.
DEADLINE = 30.0
BETWEEN_LOOKS = 0.03


class Failed(Exception):
    """An editor did not do what it should."""


class Cannot(Exception):
    """The editor has no such thing; why is the message."""


def wait_for(what, look, deadline=DEADLINE):
    """What `look` gives as soon as that is true. `what` is for the message when it never is."""
    end = time.monotonic() + deadline
    while True:
        seen = look()
        if seen:
            return seen
        if time.monotonic() > end:
            raise Failed(f"no {what} within {deadline:.0f} s: {seen!r}")
        time.sleep(BETWEEN_LOOKS)


def manual(heading, language):
    """The blocks in `language` below that heading of docs/editors.md."""
    text = (REPOSITORY / "docs/editors.md").read_text()
    part = text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(rf"^```{language}\n(.*?)^```$", part, re.MULTILINE | re.DOTALL)


class Editor:
    """One running editor, in a home of its own, with a plan before it.

    A subclass says in `BY` how its user asks for each method, and does just that.
    """

    NAME = ""
    BY = {}

    def __init__(self, home, plan, environment):
        self.home, self.plan, self.environment = home, plan, environment
        self.processes = []

    def spawn(self, command, **options):
        """Starts a program in the plan's folder, in this editor's environment."""
        errors = (self.home / "errors").open("a")
        process = subprocess.Popen(command, cwd=self.plan, env=self.environment, stderr=errors, **options)
        self.processes.append(process)
        return process

    def run(self, command, **options):
        """The output of a program that ends by itself."""
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        done = subprocess.run(command, cwd=self.plan, env=self.environment, text=True, timeout=DEADLINE, **options)
        if done.returncode != 0:
            raise Failed(f"{command[0]} failed: {(done.stderr or done.stdout).strip()}")
        return done.stdout

    def stop(self, grace=0):
        """Ends what this editor has started, after the seconds of `grace` for it to end by itself."""
        for process in self.processes:
            for end, patience in ((lambda: None, grace), (process.terminate, 5), (process.kill, 5)):
                end()
                try:
                    process.wait(patience)
                    break
                except subprocess.TimeoutExpired:
                    continue

    def state(self):
        """What helps to see why a step failed."""
        return (self.home / "errors").read_text()

    def place(self, words, inside=0):
        """Puts the cursor on the only place with those words, `inside` characters into it."""
        text = self.text()
        if text.count(words) != 1:
            raise Failed(f"{words!r} is there {text.count(words)} times in\n{text}")
        before = text[: text.index(words) + inside]
        line = before.count("\n")
        self.go(line, len(before) - (before.rfind("\n") + 1))

    def replace(self, old, new):
        """Types `new` over the only place with `old`."""
        self.place(old)
        self.type_over(len(old), new)
        wait_for(f"{new!r} in {self.NAME}", lambda: new in self.text())


def environment(home, path):
    """The environment of an editor: nothing of whoever runs this but the programs."""
    kept = {name: os.environ[name] for name in ("LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    return {
        "LANG": "C.UTF-8",
        **kept,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "TERM": "xterm-256color",
        "PATH": path,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
