"""Emacs with eglot, in a terminal of its own: keys go in through it, and questions are answered through emacsclient."""

import fcntl
import json
import os
import pty
import re
import struct
import termios
import threading
from pathlib import Path

from driving.editor import Editor, Failed, manual, wait_for

ROWS, COLUMNS = 50, 200
META, RETURN = "\x1b", "\r"


class Emacs(Editor):
    NAME = "Emacs, eglot"
    BY = {
        "diagnostics appear": "by itself",
        "diagnostics go": "by itself",
        "completion": "C-M-i",
        "hover": "M-x eldoc-doc-buffer",
        "definition": "M-.",
        "references": "M-?",
        "rename across files": "M-x eglot-rename",
        "formatting": "M-x eglot-format-buffer",
        "code action": "M-x eglot-code-actions",
        "symbols of the file": "M-x imenu",
        "symbols of the plan": "M-x xref-find-apropos",
        "saved files": "C-x s",
    }

    def start(self, program):
        self.socket = self.home / "run/emacs"
        init = self.home / ".config/emacs/init.el"
        init.parent.mkdir(parents=True)
        # An answer "yes" is as good as a "y", and a backup is not the plan's; the rest is the manual's.
        setup = f"""
            (setq inhibit-startup-screen t make-backup-files nil auto-save-default nil create-lockfiles nil
                  server-socket-dir "{self.socket.parent}" server-name "emacs" warning-minimum-level :emergency)
        """
        init.write_text(setup + "".join(manual("Emacs", "elisp")))
        terminal, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.terminal = terminal
        # Emacs draws on the terminal that controls it.
        command = ["setsid", "--ctty", program, "-nw"]
        command += ["-l", str(Path(__file__).with_suffix(".el")), "-f", "server-start"]
        self.process = self.spawn(command, stdin=inner, stdout=inner)
        os.close(inner)
        threading.Thread(target=self.drain, daemon=True).start()
        wait_for("server of Emacs", self.socket.exists)
        self.open("checkout.backlog")
        wait_for("eglot in Emacs", lambda: self.look("attached") is True)

    def drain(self):
        """Reads what Emacs draws, so that it can go on."""
        try:
            while os.read(self.terminal, 65536):
                pass
        except OSError:
            return

    def keys(self, keys):
        os.write(self.terminal, keys.encode())

    def command(self, name, *answers):
        """M-x, and what is answered to what it asks."""
        self.keys(META + "x")
        wait_for("prompt for a command", lambda: "M-x" in self.look("asked"))
        self.keys(name + RETURN)
        for prompt, answer in answers:
            wait_for(f"question {prompt}", lambda: prompt in self.look("asked"))
            self.keys(answer + RETURN)

    def look(self, name):
        answer = self.run(["emacsclient", "-s", str(self.socket), "--eval", f"(drive-look '{name})"])
        try:
            return json.loads(json.loads(answer))
        except ValueError:
            raise Failed(f"Emacs answers {answer!r} when it is asked for {name}") from None

    def open(self, file):
        self.keys("\x18\x06")
        wait_for("question for a file", lambda: "Find file" in self.look("asked"))
        self.keys("\x01\x0b" + str(self.plan / file) + RETURN)
        wait_for(f"{file} in Emacs", lambda: self.look("file") == file)

    def go(self, line, column):
        self.keys(META + "gg")
        wait_for("question for a line", lambda: "Goto line" in self.look("asked"))
        self.keys(f"{line + 1}{RETURN}" + ("" if not column else f"{META}{column}\x06"))

    def type_over(self, length, new):
        self.keys(f"{META}{length}\x04")
        self.keys(new)

    def state(self):
        return f"asked {self.look('asked')!r}; messages {self.look('messages')[-8:]}"

    def text(self):
        return self.look("text")

    def line(self):
        return self.look("line")

    def file(self):
        return self.look("file")

    def findings(self):
        return self.look("findings")

    def complete(self, above, typed):
        self.place(above)
        # A new line is indented as the mode says; the words are typed from its start.
        self.keys("\x05\r\x1b\\" + typed)
        self.keys("\x1b\t")
        lines = wait_for("completions in Emacs", lambda: self.look("completions"))
        shown = [word for line in lines for word in re.split(r"\s{2,}|\t", line.strip())]
        return [word for word in shown if word and not word.startswith(("In this", "Click", "Possible", "Type"))]

    def accept(self, label):
        self.keys(label.split()[0][:2] + "\x1b\t")

    def hover(self, words):
        self.command("eldoc-doc-buffer")
        # What was shown elsewhere stays there until the answer has come.
        wait_for("hover in Emacs", lambda: words in self.look("hover"))
        self.keys("\x181")
        return self.look("hover")

    def definition(self):
        before = self.line()
        self.keys(META + ".")
        wait_for("another place in Emacs", lambda: self.line() != before)
        return self.file(), self.line()

    def close_list(self):
        """So that the next list is not taken for this one."""
        self.command("kill-buffer", ("Kill buffer", "*xref*"))
        self.keys("\x181")
        wait_for("end of the list", lambda: not self.look("found"))

    def references(self):
        self.keys(META + "?")
        lines = wait_for("references in Emacs", lambda: self.look("found"))
        self.close_list()
        places, file = [], ""
        for line in lines:
            numbered = re.match(r"\s*(\d+):", line)
            if numbered:
                places.append((file, int(numbered[1]) - 1))
            else:
                file = Path(line).name
        return places

    def rename(self, new):
        # eglot tells of changes half a second later, and refuses an answer that does not know them.
        wait_for("changes to be sent", lambda: self.look("sent") is True)
        self.command("eglot-rename", ("Rename", new))

    def format(self):
        self.command("eglot-format-buffer")

    def code_action(self, title):
        self.command("eglot-code-actions", ("Pick an action", title))

    def symbols(self):
        return wait_for("symbols in Emacs", lambda: self.look("symbols"))

    def plan_symbols(self):
        self.command("xref-find-apropos", ("pattern", "guest"))
        lines = wait_for("symbols of the plan in Emacs", lambda: self.look("found"))
        self.close_list()
        return lines

    def save_all(self):
        self.keys("\x18s!")
