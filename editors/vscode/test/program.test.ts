import assert from "node:assert/strict";
import { test } from "node:test";

import { findProgram, type Machine } from "../src/program";

/** A machine on which these files are programs, and no others. */
function machine(programs: string[], changes: Partial<Machine> = {}): Machine {
  const isProgram = (file: string) => programs.includes(file);
  return { platform: "linux", path: "/usr/bin:/opt/bin", home: "/people/li", isProgram, ...changes };
}

test("the first program on PATH is taken", () => {
  assert.equal(findProgram("", undefined, machine(["/opt/bin/roadlog"])), "/opt/bin/roadlog");
  assert.equal(findProgram("", undefined, machine(["/opt/bin/roadlog", "/usr/bin/roadlog"])), "/usr/bin/roadlog");
});

test("where PATH has none, cargo's own folder is looked at", () => {
  const own = "/people/li/.cargo/bin/roadlog";
  assert.equal(findProgram("", undefined, machine([own])), own);
  assert.equal(findProgram("", undefined, machine([own], { path: "" })), own);
  assert.equal(findProgram("", undefined, machine([])), undefined);
});

test("the setting comes before PATH and nothing comes after it", () => {
  const both = machine(["/usr/bin/roadlog", "/built/roadlog"]);
  assert.equal(findProgram("/built/roadlog", undefined, both), "/built/roadlog");
  assert.equal(findProgram("/gone/roadlog", undefined, both), undefined);
});

test("a path in the setting is below the workspace, and behind a tilde below the user's own folder", () => {
  const all = machine(["/shop/target/release/roadlog", "/people/li/bin/roadlog"]);
  assert.equal(findProgram("target/release/roadlog", "/shop", all), "/shop/target/release/roadlog");
  assert.equal(findProgram("~/bin/roadlog", "/shop", all), "/people/li/bin/roadlog");
});

test("on Windows a program has an ending and PATH other marks", () => {
  const windows = machine(["D:\\bin\\roadlog.exe"], { platform: "win32", path: "C:\\Windows;D:\\bin", home: "C:\\li" });
  assert.equal(findProgram("", undefined, windows), "D:\\bin\\roadlog.exe");
});
