import assert from "node:assert/strict";
import { test } from "node:test";

import { CHANGES, meant } from "../src/wanted";

/** What the server offers on a story in review. */
const OFFERED = [
  "Accept PAY-1",
  "Reject PAY-1 because …",
  "Set PAY-1 to doing",
  "Set PAY-1 back to ready",
  "New bug for PAY-1",
  "New task for PAY-1",
].map((title) => ({ title }));

function titles(command: string): string[] {
  const wanted = CHANGES.find((change) => change.command === command);
  assert.ok(wanted);
  return meant(wanted, OFFERED).map((action) => action.title);
}

test("each command means the change that its title says", () => {
  assert.deepEqual(titles("roadlog.accept"), ["Accept PAY-1"]);
  assert.deepEqual(titles("roadlog.reject"), ["Reject PAY-1 because …"]);
  assert.deepEqual(titles("roadlog.nextStatus"), ["Set PAY-1 to doing"]);
});

test("of new items all are offered", () => {
  assert.deepEqual(titles("roadlog.newItem"), ["New bug for PAY-1", "New task for PAY-1"]);
});

test("where the server offers nothing of the sort, nothing is meant", () => {
  assert.ok(CHANGES.every((wanted) => meant(wanted, [{ title: "Split PAY-1" }]).length === 0));
});
