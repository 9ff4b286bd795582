// Starts vscode-languageclient as it runs in Visual Studio Code, for editors/tests/record: with the options of our
// extension, over a folder, and with as much of the editor's own interface as its first message asks for.
"use strict";

const Module = require("node:module");
const path = require("node:path");

const EXTENSION = path.resolve(__dirname, "../vscode");
const folder = process.argv[2];
// The version of the editor that our extension asks for.
const version = require(path.join(EXTENSION, "package.json")).engines.vscode.replace(/^[^0-9]*/, "");

/** Something of which anything can be asked, called or made: what the first message does not depend on. */
function anything() {
  const target = function () {};
  return new Proxy(target, {
    get: (of, name) => {
      if (name === Symbol.toPrimitive) return () => "";
      if (name === Symbol.iterator) return () => [][Symbol.iterator]();
      if (name === "then") return undefined;
      if (name === "prototype") return of.prototype;
      return anything();
    },
    apply: () => anything(),
    construct: () => anything(),
  });
}

class Uri {
  constructor(fsPath) {
    this.scheme = "file";
    this.fsPath = this.path = fsPath;
  }
  static file(file) {
    return new Uri(file);
  }
  static parse(text) {
    return new Uri(decodeURIComponent(text.replace(/^file:\/\//, "")));
  }
  toString() {
    return `file://${this.path.split("/").map(encodeURIComponent).join("/")}`;
  }
}

class Disposable {
  dispose() {}
}

class EventEmitter {
  constructor() {
    this.event = () => new Disposable();
  }
  fire() {}
  dispose() {}
}

const workspaceFolder = { uri: Uri.file(folder), name: path.basename(folder), index: 0 };
const named = (known) => new Proxy(known, { get: (of, name) => (name in of ? of[name] : anything()) });
const vscode = named({
  Uri,
  Disposable,
  EventEmitter,
  version,
  env: named({ appName: "Visual Studio Code", language: "en" }),
  workspace: named({
    workspaceFolders: [workspaceFolder],
    textDocuments: [],
    getConfiguration: () => ({ get: (_key, otherwise) => otherwise, inspect: () => undefined }),
  }),
  window: named({ tabGroups: named({ all: [] }), visibleTextEditors: [], activeTextEditor: undefined }),
  languages: named({ match: () => 0 }),
});

const load = Module._load;
Module._load = (request, ...rest) => (request === "vscode" ? vscode : load(request, ...rest));

const { LanguageClient } = require(path.join(EXTENSION, "node_modules/vscode-languageclient/node"));
const documentSelector = [
  { scheme: "file", language: "roadlog" },
  { scheme: "untitled", language: "roadlog" },
  { scheme: "file", pattern: "**/roadlog.toml" },
];
const run = { command: "roadlog", args: ["lsp"], options: { cwd: folder } };
const output = { append() {}, appendLine() {}, show() {}, dispose() {}, clear() {}, replace() {}, hide() {} };
const client = new LanguageClient("roadlog", "roadlog", { run, debug: run }, { documentSelector, outputChannel: output });
// Whatever happens behind the first message is of no interest.
process.on("uncaughtException", (error) => console.error(String(error)));
client.start().catch((error) => console.error(String(error)));
