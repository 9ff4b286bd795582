// Every snippet, with what stands in it when it is inserted, is read as what it is meant to be.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { loadGrammar, tokenize } from "./grammar.mjs";

const snippets = JSON.parse(readFileSync(join(import.meta.dirname, "../../snippets/roadlog.json"), "utf8"));

/** A snippet's text with its defaults, its first choices and a day. */
function inserted(body) {
  const text = body.join("\n").replace(/\$0/g, "");
  const filled = text.replace(/\$\{\d+:([^}]*)\}/g, "$1").replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, "$1");
  return filled.replace("${CURRENT_YEAR}-${CURRENT_MONTH}-${CURRENT_DATE}", "2026-11-23");
}

const grammar = await loadGrammar();
for (const [name, { body }] of Object.entries(snippets)) {
  test(`the snippet ${name} has known kinds and fields, and no stray line`, () => {
    const text = inserted(body);
    assert.doesNotMatch(text, /\$/);
    const isItem = /^[a-z]+ [A-Z]+-new /.test(text);
    const lines = isItem ? text.split("\n") : ["story PAY-1 Pay", `  ${text}`];
    const scopes = tokenize(grammar, lines).flat().flatMap((token) => token.scopes);
    const wrong = scopes.filter((scope) => /invalid|custom/.test(scope));
    assert.deepEqual(wrong, []);
    assert.ok(scopes.some((scope) => (isItem ? /keyword.control.kind/ : /criterion|question|decision/).test(scope)));
  });
}
