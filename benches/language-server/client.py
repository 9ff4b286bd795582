"""A client of a language server over its standard input and output: one thread, so that nothing of its own is measured.
It announces what a common editor does, answers what servers ask, and takes the time of a message when it is complete."""

import json
import os
import select
import subprocess
import time
from pathlib import Path

# How long a server may take for anything, in seconds.
PATIENCE = 60

CAPABILITIES = {
    "workspace": {
        "configuration": True,
        "workspaceFolders": True,
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "symbol": {},
    },
    "textDocument": {
        "synchronization": {"didSave": True},
        # No pulled ones: all of these servers push, and are measured alike.
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True},
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
        "references": {},
        "semanticTokens": {
            "requests": {"full": {"delta": True}},
            "tokenTypes": [],
            "tokenModifiers": [],
            "formats": ["relative"],
        },
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
    },
}


class ServerFault(Exception):
    """The server did not do what it has to."""


class MovedOn(ServerFault):
    """What was asked about has changed since: the question is to be asked again."""


# What servers say then (LSP 3.17, ErrorCodes).
CONTENT_MODIFIED = -32801


class Client:
    """A client with its server."""

    def __init__(self, command, folder, options=None, configuration=None):
        self.command = command
        self.configuration = configuration or {}
        self.errors = open(Path(folder).parent / "server-errors.txt", "ab")
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, bufsize=0
        )
        self.input, self.output = self.process.stdin.fileno(), self.process.stdout.fileno()
        os.set_blocking(self.input, False)
        os.set_blocking(self.output, False)
        self.received, self.unsent = bytearray(), bytearray()
        self.last_id = 0
        self.answers, self.findings, self.versions = {}, {}, {}
        uri = Path(folder).as_uri()
        _, answer = self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": uri,
                "workspaceFolders": [{"uri": uri, "name": "workspace"}],
                "capabilities": CAPABILITIES,
                "initializationOptions": options or {},
            },
        )
        self.capabilities = answer["capabilities"]
        self.notify("initialized", {})

    def stop(self):
        """Ends the server as an editor does."""
        self.request("shutdown", None)
        self.notify("exit", None)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired as late:
            raise ServerFault(f"{self.command[0]} does not end") from late
        finally:
            self.process.kill()
            self.errors.close()

    # Messages

    def post(self, message):
        """Puts a message among those to be written."""
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.unsent += b"Content-Length: %d\r\n\r\n" % len(body) + body

    def notify(self, method, params):
        """Sends a notification."""
        self.post({"method": method, "params": params})
        self.flush()

    def ask(self, method, params):
        """Puts a request among those to be written, and gives its number."""
        self.last_id += 1
        self.post({"id": self.last_id, "method": method, "params": params})
        return self.last_id

    def request(self, method, params):
        """Sends a request and waits for its answer: how many seconds that took, and the answer."""
        number = self.ask(method, params)
        start = time.perf_counter()
        self.flush()
        self.wait(lambda: number in self.answers, method)
        end, message = self.answers.pop(number)
        if "error" in message:
            fault = MovedOn if message["error"]["code"] == CONTENT_MODIFIED else ServerFault
            raise fault(f"{self.command[0]} answers {method} with {message['error']}")
        return end - start, message.get("result")

    def insist(self, method, params):
        """Sends a request until it is answered from what stands there: how often that was."""
        for times in range(1, 100):
            try:
                self.request(method, params)
                return times
            except MovedOn:
                continue
        raise ServerFault(f"{self.command[0]} never answers {method}")

    def wait_for_findings(self, uri, are_wanted):
        """Waits until the newest findings of a document are some or none: when they came."""
        self.wait(lambda: uri in self.findings and bool(self.findings[uri][1]) == are_wanted, f"findings in {uri}")
        return self.findings.pop(uri)[0]

    def wait(self, is_done, what, patience=PATIENCE):
        """Reads until something has come."""
        end = time.perf_counter() + patience
        while not is_done():
            left = end - time.perf_counter()
            if left <= 0:
                raise ServerFault(f"{self.command[0]} gave no {what} in {patience} seconds")
            self.step(left)

    def flush(self):
        """Writes what is to be written, and reads where the server does so first."""
        while self.unsent:
            self.step(PATIENCE)

    def step(self, patience, reads=True):
        """Waits until something can be read or written, and does it."""
        writing = [self.input] if self.unsent else []
        readable, writable, _ = select.select([self.output] if reads else [], writing, [], patience)
        if writable:
            del self.unsent[: os.write(self.input, self.unsent[: 1 << 16])]
        if readable:
            part = os.read(self.output, 1 << 20)
            if not part:
                raise ServerFault(f"{self.command[0]} has ended with status {self.process.wait()}")
            self.received += part
            self.take(time.perf_counter())

    def take(self, now):
        """Takes the messages that are complete."""
        while (end := self.received.find(b"\r\n\r\n")) >= 0:
            headers = bytes(self.received[:end]).decode().lower().split("\r\n")
            length = next(int(header[15:]) for header in headers if header.startswith("content-length:"))
            if len(self.received) < end + 4 + length:
                return
            message = json.loads(bytes(self.received[end + 4 : end + 4 + length]))
            del self.received[: end + 4 + length]
            self.read(message, now)

    def read(self, message, now):
        """Takes one message."""
        method, params = message.get("method"), message.get("params") or {}
        if method is None:
            self.answers[message["id"]] = (now, message)
        elif "id" in message:
            result = None
            if method == "workspace/configuration":
                result = [self.configuration.get(item.get("section")) for item in params["items"]]
            self.post({"id": message["id"], "result": result})
        elif method == "textDocument/publishDiagnostics":
            self.findings[params["uri"]] = (now, params["diagnostics"])

    # Documents

    def open(self, document):
        """Opens a document."""
        self.notify("textDocument/didOpen", {"textDocument": document.item()})

    def close(self, document):
        """Closes a document."""
        self.notify("textDocument/didClose", {"textDocument": {"uri": document.uri}})

    def change(self, document, line, start, end, text):
        """Puts a text between two characters of a line, in the document and at the server: when it began to send."""
        change = document.change(line, start, end, text)
        sync = self.capabilities.get("textDocumentSync")
        kind = sync.get("change") if isinstance(sync, dict) else sync
        if kind != 2:
            change = {"text": document.text()}
        version = {"uri": document.uri, "version": document.version}
        self.post({"method": "textDocument/didChange", "params": {"textDocument": version, "contentChanges": [change]}})
        sent = time.perf_counter()
        self.flush()
        return sent

    # What the system says of the server

    def memory(self):
        """How many bytes of it are in memory."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return 1024 * next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))

    def processor_time(self):
        """For how many seconds its threads have run, without what they waited for a processor."""
        # The number of the clock of a process, as Linux makes it: see clock_getcpuclockid(3).
        return time.clock_gettime((~self.process.pid << 3) | 2)


class Document:
    """A document as an editor has it."""

    def __init__(self, path, language):
        self.path, self.uri, self.language = path, path.as_uri(), language
        self.lines = path.read_text(encoding="utf-8").split("\n")
        self.version = 1

    def text(self):
        """What stands in it."""
        return "\n".join(self.lines)

    def item(self):
        """It, as it is opened."""
        return {"uri": self.uri, "languageId": self.language, "version": self.version, "text": self.text()}

    def at(self, line, character):
        """A place in it, as requests take it."""
        position = {"line": line, "character": units(self.lines[line], character)}
        return {"textDocument": {"uri": self.uri}, "position": position}

    def change(self, line, start, end, text):
        """Puts a text between two characters of a line: the change as the protocol has it."""
        before = self.lines[line]
        self.lines[line] = before[:start] + text + before[end:]
        self.version += 1
        ends = [{"line": line, "character": units(before, place)} for place in (start, end)]
        return {"range": {"start": ends[0], "end": ends[1]}, "text": text}


def units(line, character):
    """The UTF-16 code units before a character of a line."""
    return len(line[:character].encode("utf-16-le")) // 2
