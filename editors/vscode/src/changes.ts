/** The commands that change an item: each asks the server for its code actions of one kind. */

import * as vscode from "vscode";

/** What each command asks for. The server decides whether the change may be made, by whom, and what it edits. */
const KINDS: Readonly<Record<string, { kind: string; apply: "first" | "ifSingle" | "never" }>> = {
  "roadlog.accept": { kind: "refactor.rewrite.accept", apply: "first" },
  "roadlog.reject": { kind: "refactor.rewrite.reject", apply: "first" },
  "roadlog.nextStatus": { kind: "refactor.rewrite.status", apply: "first" },
  "roadlog.newItem": { kind: "refactor.rewrite.new", apply: "ifSingle" },
  "roadlog.change": { kind: "refactor", apply: "never" },
  "roadlog.fixAll": { kind: "source.fixAll.roadlog", apply: "first" },
};

/** Registers them. Where the server offers no such change, the editor says so. */
export function registerChanges(context: vscode.ExtensionContext): void {
  for (const [command, wanted] of Object.entries(KINDS)) {
    const run = () => vscode.commands.executeCommand("editor.action.codeAction", wanted);
    context.subscriptions.push(vscode.commands.registerCommand(command, run));
  }
}
