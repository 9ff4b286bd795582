"""Neovim 0.11 and 0.7, without a screen: keys go in and questions are answered through its own socket."""

import json
import subprocess
from pathlib import Path

from driving.editor import Editor, Failed, manual, wait_for


class Neovim(Editor):
    """What both versions share; keys that only one has are in `BY`."""

    def start(self, program):
        self.program = program
        self.socket = self.home / "nvim.sock"
        configuration = self.home / ".config/nvim"
        configuration.mkdir(parents=True, exist_ok=True)
        self.configure(configuration)
        self.spawn([program, "--headless", "-n", "-i", "NONE", "--listen", str(self.socket)])
        wait_for("socket of Neovim", self.socket.exists)
        self.keys(f":luafile {Path(__file__).with_suffix('.lua')}<CR>")
        self.open("checkout.backlog")
        wait_for("server in Neovim", lambda: self.look("attached"))

    def keys(self, keys):
        self.run([self.program, "--server", str(self.socket), "--remote-send", keys])

    def typed(self, text):
        """Types text as it stands."""
        self.keys(text.replace("<", "<lt>"))

    def look(self, name):
        expression = f"luaeval('drive.look(_A)', '{name}')"
        command = [self.program, "--server", str(self.socket), "--remote-expr", expression]
        answer = self.run(command, stderr=subprocess.STDOUT)  # 0.7 answers there
        try:
            return json.loads(answer)
        except ValueError:
            raise Failed(f"Neovim answers {answer!r} when it is asked for {name}") from None

    def open(self, file):
        self.keys(f"<Esc>:edit {file}<CR>")
        wait_for(f"{file} in Neovim", lambda: self.look("file") == file)

    def go(self, line, column):
        # A column of characters; `|` counts cells of the screen.
        self.keys(f"<Esc>:call cursor({line + 1}, 1)<CR>0" + (f"{column}l" if column else ""))

    def type_over(self, length, new):
        self.keys(f"{length}s")
        self.typed(new)
        self.keys("<Esc>")

    def state(self):
        return f"mode {self.look('mode')}; messages {self.look('messages')}"

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
        self.keys("o<C-u>")
        self.typed(typed)
        self.keys("<C-x><C-o>")
        return wait_for("completions in Neovim", lambda: self.look("completions"))

    def accept(self, label):
        at = self.look("completions").index(label)
        if self.look("chosen") < 0:
            self.keys("<C-n>")
        self.keys("<C-n>" * (at - max(self.look("chosen"), 0)))
        wait_for(f"{label} to be chosen", lambda: self.look("chosen") == at)
        self.keys("<C-y><Esc>")

    def hover(self, words):
        self.keys(self.BY["hover"])
        wait_for("hover in Neovim", lambda: words in self.look("hover"))
        shown = self.look("hover")
        self.keys("jk")
        wait_for("end of the hover", lambda: not self.look("hover"))
        return shown

    def definition(self):
        before = self.look("line")
        self.keys(self.BY["definition"])
        wait_for("another place in Neovim", lambda: self.look("line") != before)
        return self.file(), self.line()

    def references(self):
        self.keys(":call setqflist([])<CR>" + self.BY["references"])
        found = wait_for("references in Neovim", lambda: self.look("quickfix"))
        self.keys(":cclose<CR>")
        return [(file, line) for file, line, _ in found]

    def rename(self, new):
        self.keys(self.BY["rename across files"])
        wait_for("question for the new name", lambda: self.look("mode") == "c")
        self.keys("<C-u>")
        self.typed(new)
        self.keys("<CR>")

    def format(self):
        self.keys(self.BY["formatting"])

    def code_action(self, title):
        self.keys(f":lua drive.wanted = [[{title}]]<CR>" + self.BY["code action"])

    def plan_symbols(self):
        self.keys(":call setqflist([])<CR>" + self.BY["symbols of the plan"])
        found = wait_for("symbols of the plan in Neovim", lambda: self.look("quickfix"))
        self.keys(":cclose<CR>")
        return [text for _, _, text in found]

    def save_all(self):
        self.keys("<Esc>:wall<CR>")


class Neovim011(Neovim):
    NAME = "Neovim 0.11"
    BY = {
        "diagnostics appear": "by itself",
        "diagnostics go": "by itself",
        "completion": "<C-x><C-o>",
        "hover": "K",
        "definition": "<C-]>",
        "references": "grr",
        "rename across files": "grn",
        "formatting": ":lua vim.lsp.buf.format()<CR>",
        "code action": "gra",
        "symbols of the file": "gO",
        "symbols of the plan": ":lua vim.lsp.buf.workspace_symbol('guest')<CR>",
        "saved files": ":wall",
    }

    def configure(self, configuration):
        (configuration / "init.lua").write_text("".join(manual("Neovim", "lua")))

    def symbols(self):
        self.keys(self.BY["symbols of the file"])
        # The list has the cursor, and stands for the window that it belongs to.
        shown = wait_for("symbols in Neovim", lambda: self.look("locations"))
        self.keys(":lclose<CR>")
        return [text for _, _, text in shown]


class Neovim07(Neovim):
    NAME = "Neovim 0.7"
    BY = {
        "diagnostics appear": "by itself",
        "diagnostics go": "by itself",
        "completion": "<C-x><C-o>",
        "hover": ":lua vim.lsp.buf.hover()<CR>",
        "definition": "<C-]>",
        "references": ":lua vim.lsp.buf.references()<CR>",
        "rename across files": ":lua vim.lsp.buf.rename()<CR>",
        "formatting": ":lua vim.lsp.buf.formatting()<CR>",
        "code action": ":lua vim.lsp.buf.code_action()<CR>",
        "symbols of the file": ":lua vim.lsp.buf.document_symbol()<CR>",
        "symbols of the plan": ":lua vim.lsp.buf.workspace_symbol('guest')<CR>",
        "saved files": ":wall",
    }

    def configure(self, configuration):
        lines = manual("Neovim", "lua")[0].splitlines(keepends=True)
        (configuration / "init.lua").write_text("".join(line for line in lines if "vim.lsp.enable" not in line))
        self.run(["sh", "-euc", manual("Neovim", "sh")[0]])

    def symbols(self):
        self.keys(":call setqflist([])<CR>" + self.BY["symbols of the file"])
        shown = wait_for("symbols in Neovim", lambda: self.look("quickfix"))
        self.keys(":cclose<CR>")
        return [text for _, _, text in shown]
