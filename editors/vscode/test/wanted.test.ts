import assert from "node:assert/strict";
import { test } from "node:test";

import { CHANGES, meant } from "../src/wanted";

/** What the server offers on a story in review: a title and a kind each. */
const OFFERED = [
  ["Accept PAY-1", "refactor.rewrite.accept"],
  ["Reject PAY-1 because …", "refactor.rewrite.reject"],
  ["Set PAY-1 to doing", "refactor.rewrite.nextStatus"],
  ["Set PAY-1 back to ready", "refactor.rewrite"],
  ["New bug for PAY-1", "refactor.extract.new"],
  ["New task for PAY-1", "refactor.extract.new"],
].map(([title = "", value = ""]) => ({ title, kind: { value } }));

function titles(command: string): string[] {
  const wanted = CHANGES.find((change) => change.command === command);
  assert.ok(wanted);
  return meant(wanted, OFFERED).map((action) => action.title);
}

test("each command means the change of its kind", () => {
  assert.deepEqual(titles("roadlog.accept"), ["Accept PAY-1"]);
  assert.deepEqual(titles("roadlog.reject"), ["Reject PAY-1 because …"]);
  assert.deepEqual(titles("roadlog.nextStatus"), ["Set PAY-1 to doing"]);
});

test("of new items all are offered", () => {
  assert.deepEqual(titles("roadlog.newItem"), ["New bug for PAY-1", "New task for PAY-1"]);
});

test("where the server offers nothing of the sort, nothing is meant", () => {
  assert.ok(CHANGES.every((wanted) => meant(wanted, [{ title: "Accept PAY-1 as it is" }]).length === 0));
});
