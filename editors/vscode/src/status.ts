/** The item in the status bar: whether the server runs. */

import * as vscode from "vscode";
import { State } from "vscode-languageclient/node";

export type Status = "starting" | "running" | "stopped" | "missing";

const SHOWN: Readonly<Record<Status, { text: string; tooltip: string; command: string }>> = {
  starting: { text: "$(loading~spin) roadlog", tooltip: "roadlog reads the plan", command: "roadlog.showOutput" },
  running: { text: "$(check) roadlog", tooltip: "roadlog checks the plan", command: "roadlog.showOutput" },
  stopped: { text: "$(debug-disconnect) roadlog", tooltip: "roadlog does not run: start it", command: "roadlog.restart" },
  missing: { text: "$(warning) roadlog", tooltip: "roadlog was not found: look again", command: "roadlog.restart" },
};

/** What a state of the client means to the user. */
export function statusOf(state: State): Status {
  switch (state) {
    case State.Starting:
      return "starting";
    case State.Running:
      return "running";
    case State.Stopped:
      return "stopped";
  }
}

export class StatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem("roadlog", vscode.StatusBarAlignment.Right);

  constructor() {
    this.#item.name = "roadlog";
  }

  show(status: Status): void {
    const { text, tooltip, command } = SHOWN[status];
    this.#item.text = text;
    this.#item.tooltip = tooltip;
    this.#item.command = command;
    const isTrouble = status === "stopped" || status === "missing";
    this.#item.backgroundColor = isTrouble ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}
