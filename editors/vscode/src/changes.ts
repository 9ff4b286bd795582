/** The commands that change an item. The server says what may be changed, and by whom, and makes the edits. */

import * as vscode from "vscode";

import { CHANGES, meant, type Wanted } from "./wanted";

/** How many actions come with their edits: more than are ever offered. */
const RESOLVED = 50;

export function registerChanges(context: vscode.ExtensionContext): void {
  const register = (command: string, run: () => unknown) => {
    context.subscriptions.push(vscode.commands.registerCommand(command, run));
  };
  for (const wanted of CHANGES) {
    register(wanted.command, () => change(wanted));
  }
  register("roadlog.change", () => vscode.commands.executeCommand("editor.action.refactor"));
  register("roadlog.fixAll", () =>
    vscode.commands.executeCommand("editor.action.codeAction", { kind: "source.fixAll.roadlog", apply: "first" }),
  );
}

async function change(wanted: Wanted): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    return;
  }
  const offered = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    editor.document.uri,
    editor.selection,
    wanted.kind,
    RESOLVED,
  );
  const actions = meant(wanted, offered);
  const chosen = actions.length > 1 ? await choose(actions) : actions[0];
  if (chosen !== undefined) {
    await apply(chosen);
  } else if (actions.length === 0) {
    void vscode.window.showInformationMessage(wanted.none);
  }
}

async function choose(actions: vscode.CodeAction[]): Promise<vscode.CodeAction | undefined> {
  const picks = actions.map((action) => ({ label: action.title, action }));
  return (await vscode.window.showQuickPick(picks))?.action;
}

async function apply(action: vscode.CodeAction): Promise<void> {
  if (action.edit !== undefined) {
    await vscode.workspace.applyEdit(action.edit);
  }
  if (action.command !== undefined) {
    await vscode.commands.executeCommand(action.command.command, ...((action.command.arguments ?? []) as unknown[]));
  }
}
