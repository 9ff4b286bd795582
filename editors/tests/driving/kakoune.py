"""Kakoune with kak-lsp: keys go in through its JSON interface, which also tells what a user would see."""

import json
import re
import shlex
import subprocess
import threading
import time

from driving.editor import DEADLINE, Editor, Failed, manual, wait_for

# Kakoune tells the server of a change once nothing has happened for 50 ms, and a question from outside is something.
QUIET = 0.15
ATTEMPTS = 10


def plain(line):
    """The words of a line that is drawn in pieces of one look each."""
    return "".join(piece["contents"] for piece in line)


class Kakoune(Editor):
    NAME = "Kakoune, kak-lsp"
    BY = {
        "diagnostics appear": "by itself",
        "diagnostics go": "by itself",
        "completion": "by itself",
        "hover": "SPC l h",
        "definition": "SPC l d",
        "references": "SPC l r",
        "rename across files": "SPC l R",
        "formatting": "SPC l f",
        "code action": "SPC l a",
        "symbols of the file": "SPC l S",
        "symbols of the plan": ":lsp-workspace-symbol guest",
        "saved files": ":write-all",
    }

    def start(self, program):
        self.program = program
        self.session = f"drive-{self.home.parent.name}"
        self.answers = 0
        self.info, self.menu, self.prompt = "", [], ""
        configuration = self.home / ".config/kak"
        configuration.mkdir(parents=True)
        self.answer = self.home / "answer"
        (configuration / "kakrc").write_text(
            next(block for block in manual("Kakoune", "") if "kak-lsp" in block)
        )
        command = [program, "-ui", "json", "-s", self.session, "checkout.backlog"]
        self.process = self.spawn(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.send("resize", [50, 200])
        threading.Thread(target=self.listen, daemon=True).start()
        wait_for("text in Kakoune", lambda: "PAY-12" in self.text())
        wait_for("server in Kakoune", lambda: self.value("%opt{lsp_pid_file}"))

    def send(self, method, parameters):
        message = {"jsonrpc": "2.0", "method": method, "params": parameters}
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()

    def listen(self):
        """Keeps what a user sees beside the text."""
        for line in self.process.stdout:
            message = json.loads(line)
            parameters = message["params"]
            if message["method"] == "info_show":
                self.info = "\n".join(plain(one) for one in parameters[0:1]) + "\n" + "\n".join(
                    plain(one) for one in parameters[1]
                )
            elif message["method"] == "info_hide":
                self.info = ""
            elif message["method"] == "menu_show":
                self.menu = [plain(one).strip() for one in parameters[0]]
            elif message["method"] == "draw_status":
                self.prompt = plain(parameters[0])
            elif message["method"] == "menu_hide":
                self.menu = []

    def keys(self, *keys):
        self.send("keys", list(keys))

    def typed(self, text):
        names = {"<": "<lt>", ">": "<gt>", " ": "<space>", "-": "<minus>"}
        self.keys(*[names.get(letter, letter) for letter in text])

    def command(self, text):
        self.keys("<esc>", ":")
        self.typed(text)
        self.keys("<ret>")

    def asked(self, commands):
        """What commands write to `$answer`, in the window that the user sees."""
        time.sleep(QUIET)
        self.answers += 1
        answer = self.home / f"answer-{self.answers}"
        script = f"evaluate-commands -client client0 %§ {commands.replace('ANSWER', str(answer))} §"
        self.run([self.program, "-p", self.session], input=script)
        wait_for("answer of Kakoune", answer.exists)
        text = answer.read_text()
        answer.unlink()
        return text

    def value(self, expression):
        return self.asked(f"echo -to-file ANSWER.part -- {expression}; nop %sh{{ mv ANSWER.part ANSWER }}").strip("\n")

    def state(self):
        self.open("*debug*")
        return f"prompt {self.prompt!r}; menu {self.menu}; information {self.info!r}; debug\n{self.text()}"

    def text(self):
        return self.asked(
            "evaluate-commands -draft %{ execute-keys '%'; echo -to-file ANSWER.part -- %val{selection} };"
            " nop %sh{ mv ANSWER.part ANSWER }"
        )

    def line(self):
        return self.asked(
            "evaluate-commands -draft %{ execute-keys 'ghGl'; echo -to-file ANSWER.part -- %val{selection} };"
            " nop %sh{ mv ANSWER.part ANSWER }"
        ).strip("\n")

    def file(self):
        return self.value("%val{bufname}").rsplit("/", 1)[-1]

    def open(self, file):
        self.command(f"edit {file}")
        wait_for(f"{file} in Kakoune", lambda: self.file() == file)

    def go(self, line, column):
        self.keys("<esc>", *str(line + 1), "g", "g", "h")
        if column:
            self.keys(*str(column), "l")

    def type_over(self, length, new):
        if length > 1:
            self.keys(*str(length - 1), "L")
        self.keys("c")
        self.typed(new)
        self.keys("<esc>")

    def findings(self):
        """Line and message of each finding, as they are shown behind their lines where that is switched on."""
        quoted = self.asked(
            "echo -to-file ANSWER.part -quoting shell -- %opt{lsp_inlay_diagnostics}; nop %sh{ mv ANSWER.part ANSWER }"
        )
        # The first is the version of the text.
        shown = [one.split("|", 1) for one in shlex.split(quoted)[1:]]
        return [[int(line) - 1, re.sub(r"\{\w+\}|■", "", words).strip()] for line, words in shown]

    def mode(self, key):
        """Keys that ask the language server."""
        return ("<esc>", "<space>", "l", key)

    def listed(self, buffer):
        """The lines of a list once it is what the user sees."""
        if self.value("%val{bufname}") != buffer:
            return []
        return [line for line in self.text().split("\n") if line]

    def complete(self, above, typed):
        self.place(above)
        self.keys("o")
        self.typed(typed.lstrip())
        return wait_for("completions in Kakoune", lambda: list(self.menu))

    def accept(self, label):
        for _ in range(self.menu.index(label) + 1):
            self.keys("<c-n>")
        self.keys("<esc>")

    def hover(self, words):
        self.keys(*self.mode("h"))
        wait_for("hover in Kakoune", lambda: words in self.info)
        return self.info

    def definition(self):
        before = self.line()
        self.keys(*self.mode("d"))
        wait_for("another place in Kakoune", lambda: self.line() != before)
        return self.file(), self.line()

    def references(self):
        self.keys(*self.mode("r"))
        lines = wait_for("references in Kakoune", lambda: self.listed("*goto*"))
        self.open("checkout.backlog")
        places = [line.split(":") for line in lines]
        return [(place[0].rsplit("/", 1)[-1], int(place[1]) - 1) for place in places if len(place) > 2]

    def rename(self, new):
        self.keys(*self.mode("R"))
        wait_for("question for the new name", lambda: "New name" in self.prompt)
        self.keys("<c-u>")
        self.typed(new)
        self.keys("<ret>")

    def format(self):
        self.keys(*self.mode("f"))

    def code_action(self, title):
        # kak-lsp asks by itself once nothing happens, and then cancels what its user has just asked: who asks again is
        # answered.
        for _ in range(ATTEMPTS):
            self.keys(*self.mode("a"))
            try:
                wait_for(title, lambda: any(title in shown for shown in self.menu), DEADLINE / ATTEMPTS)
                break
            except Failed:
                continue
        self.typed(title)
        self.keys("<ret>")

    def symbols(self):
        self.keys(*self.mode("S"))
        shown = wait_for("symbols in Kakoune", lambda: self.listed("*goto*"))
        self.open("checkout.backlog")
        return shown

    def plan_symbols(self):
        self.command("lsp-workspace-symbol guest")
        shown = wait_for("symbols of the plan in Kakoune", lambda: self.listed("*symbols*"))
        self.open("checkout.backlog")
        return shown

    def save_all(self):
        self.command("write-all")

    def stop(self):
        if self.processes and self.processes[0].poll() is None:
            # A signal ends Kakoune but not kak-lsp.
            self.command("kill!")
        super().stop(grace=5)
