/** Starts the server and stops it; everything else about the format is the server's to know. */

import * as fs from "node:fs";
import * as os from "node:os";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";

import { registerChanges } from "./changes";
import { findProgram, type Machine } from "./program";
import { StatusBar, statusOf } from "./status";

/** The files that the server knows: the plan's, and what configures it. */
const DOCUMENTS = [
  { scheme: "file", language: "roadlog" },
  { scheme: "untitled", language: "roadlog" },
  { scheme: "file", pattern: "**/roadlog.toml" },
];

let session: Session | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  session = new Session(context.extension.id);
  const restart = () => session?.restart();
  context.subscriptions.push(
    session,
    vscode.commands.registerCommand("roadlog.restart", restart),
    vscode.commands.registerCommand("roadlog.showOutput", () => session?.output.show()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      const needsRestart = ["roadlog.path", "roadlog.arguments"].some((key) => change.affectsConfiguration(key));
      return needsRestart ? restart() : undefined;
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
  );
  registerChanges(context);
  await session.restart();
}

export async function deactivate(): Promise<void> {
  await session?.stop();
}

/** One server at a time, with what is shown of it. */
class Session implements vscode.Disposable {
  readonly output = vscode.window.createOutputChannel("roadlog");
  readonly #status = new StatusBar();
  readonly #extension: string;
  #client: LanguageClient | undefined;
  /** The last start or stop that was asked for; the next one waits for it. */
  #last: Promise<void> = Promise.resolve();

  constructor(extension: string) {
    this.#extension = extension;
  }

  restart(): Promise<void> {
    return this.#next(async () => {
      await this.#stop();
      await this.#start();
    });
  }

  stop(): Promise<void> {
    return this.#next(() => this.#stop());
  }

  dispose(): void {
    this.#status.dispose();
    this.output.dispose();
  }

  #next(step: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(step).catch((problem: unknown) => {
      this.#status.show("stopped");
      this.output.appendLine(String(problem));
    });
    return this.#last;
  }

  async #start(): Promise<void> {
    const settings = vscode.workspace.getConfiguration("roadlog");
    const configured = settings.get<string>("path", "").trim();
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    const program = findProgram(configured, folder, thisMachine());
    if (program === undefined) {
      this.#status.show("missing");
      void this.#explain(configured);
      return;
    }
    const run = { command: program, args: settings.get<string[]>("arguments", ["lsp"]) };
    this.output.appendLine(`Starting ${[run.command, ...run.args].join(" ")}`);
    const server: ServerOptions = { run, debug: run };
    const options: LanguageClientOptions = { documentSelector: DOCUMENTS, outputChannel: this.output };
    const client = new LanguageClient("roadlog", "roadlog", server, options);
    client.onDidChangeState(({ newState }) => {
      this.#status.show(statusOf(newState));
    });
    this.#client = client;
    await client.start();
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    // One that never came up cannot be asked to go.
    if (client?.needsStop()) {
      await client.stop();
    }
    await client?.dispose();
  }

  /** Says that there is no program, and what to do. */
  async #explain(configured: string): Promise<void> {
    const what =
      configured === ""
        ? "roadlog is not on PATH, so plans have colours but are not checked."
        : `There is no program at ${configured}, which the setting roadlog.path names.`;
    const install = "How to Install";
    const settings = "Open Settings";
    const answer = await vscode.window.showWarningMessage(what, install, settings);
    if (answer === install) {
      await vscode.commands.executeCommand("extension.open", this.#extension);
    } else if (answer === settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "roadlog.path");
    }
  }
}

function thisMachine(): Machine {
  return { platform: process.platform, path: process.env.PATH ?? "", home: os.homedir(), isProgram };
}

function isProgram(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
