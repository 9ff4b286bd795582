// The TextMate grammar reads every line of the repository's plan files as roadlog's own parser does.
//
// A TextMate grammar sees one line at a time and no configuration. Where that cannot be enough, a line is left out, and
// the reason is counted below.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { loadGrammar, tokenize } from "./grammar.mjs";

const root = join(import.meta.dirname, "../../../..");

/** What a line is called by the scopes of its first character that is no white space. */
const KINDS = [
  ["comment.line", "comment"],
  ["meta.conflict", "conflict-marker"],
  ["meta.stray", "stray"],
  ["meta.section", "section"],
  ["meta.header.broken", "broken-header"],
  ["meta.header", "header"],
  ["meta.continuation", "continuation"],
  ["meta.quote", "quote"],
  ["meta.prose", "prose"],
  ["meta.answer", "answer"],
  ["meta.decision", "decision"],
  ["meta.question", "question"],
  ["meta.criterion.open", "criterion-open"],
  ["meta.criterion.met", "criterion-met"],
  ["meta.criterion.dropped", "criterion-dropped"],
  ["meta.field", "field"],
];

/** The names that both find, by the scope of the grammar. */
const NAMES = [
  ["constant.other.reference.id", "id"],
  ["variable.parameter.handle", "handle"],
  ["entity.name.label.roadlog", "label"],
  ["support.type.property-name", "key"],
  ["variable.other.property.custom", "key"],
  ["entity.name.type.id", "own-id"],
  ["constant.other.id.new", "own-id"],
  ["keyword.control.kind", "kind"],
  ["storage.type.kind.custom", "kind"],
  ["invalid.illegal.kind", "kind"],
];

/** Each line's kind, and the names in it with their place in the line, as the grammar has them. */
function tokenized(grammar, lines) {
  return tokenize(grammar, lines).map((tokens, number) => {
    const text = lines[number];
    const first = text.search(/[^ \t]/);
    const scopes = tokens.find((token) => token.startIndex <= first && first < token.endIndex)?.scopes ?? [];
    const kind = first < 0 ? "blank" : KINDS.find(([scope]) => scopes.some((it) => it.startsWith(scope)))?.[1];
    const names = tokens.flatMap((token) => {
      const scope = token.scopes.at(-1);
      const name = NAMES.find(([prefix]) => scope.startsWith(prefix));
      return name ? [`${name[1]} ${text.slice(token.startIndex, token.endIndex)}`] : [];
    });
    return { kind: kind ?? "none", names };
  });
}

/** Why a file or a line is left out; undefined where it is not. */
function reasonForFile(bytes, reading) {
  if (!bytes.equals(Buffer.from(bytes.toString("utf8"), "utf8")) || bytes.includes(0)) return "no text";
  if (reading.lines.some((line) => line.noisy)) return "characters that deceive";
  if (reading.lines.some((line) => line.kind === "conflict-other")) return "sides of a conflict";
  return undefined;
}

function reasonForLine(lines, number, expected, actual) {
  const text = lines[number];
  if (/[A-Z0-9]+-[0-9a-z]{27,}/.test(text)) return "an id of more than 32 bytes";
  if (expected === "broken-header" && actual === "stray") return "a header of an unknown word below a blank line";
  if (/^[^ ]*[<|=>]{7}/.test(text) && expected === "stray") return "a marker without its set";
  return undefined;
}

/** The names that the parser finds in each line, as they are compared. */
function namesByLine(bytes, reading) {
  const found = reading.lines.map(() => []);
  const starts = reading.lines.map((line) => line.start);
  for (const [what, start, end] of reading.names) {
    const line = starts.findLastIndex((at) => at <= start);
    const text = bytes.subarray(start, end).toString("utf8");
    // The grammar has the item and the label of `PAY-12^cart-kept` one by one.
    const name = what === "criterion-reference" ? `id ${text.split("^")[0]}` : `${what} ${text}`;
    if (start !== end) found[line]?.push(name);
  }
  return found;
}

function compare(grammar, path, bytes, reading, left) {
  const reason = reasonForFile(bytes, reading);
  if (reason) {
    left.set(reason, (left.get(reason) ?? 0) + 1);
    return [];
  }
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  const lines = text.split(/\r?\n/).slice(0, reading.lines.length);
  const tokens = tokenized(grammar, lines);
  const names = namesByLine(bytes, reading);
  return lines.flatMap((line, number) => {
    const expected = reading.lines[number].kind;
    const { kind, names: actualNames } = tokens[number];
    const place = `${path}:${number + 1}`;
    if (expected !== kind) {
      const reason = reasonForLine(lines, number, expected, kind);
      if (reason) {
        left.set(reason, (left.get(reason) ?? 0) + 1);
        return [];
      }
      return [`${place}: ${expected}, but the grammar has ${kind}: ${JSON.stringify(line)}`];
    }
    const [wanted, got] = [names[number], actualNames].map((all) => all.sort().join(", "));
    return wanted === got ? [] : [`${place}: the parser reads [${wanted}], the grammar [${got}]: ${JSON.stringify(line)}`];
  });
}

const grammar = await loadGrammar();
const problems = [];
const left = new Map();
let count = 0;
// What `cargo xtask read` wrote of tests/corpus and other folders with plans: editors/check hands it over.
for (const [path, reading] of Object.entries(JSON.parse(readFileSync(process.argv[2], "utf8")))) {
  count += 1;
  problems.push(...compare(grammar, path, readFileSync(join(root, path)), reading, left));
}
for (const problem of problems) console.error(problem);
console.log(`${count} files compared, ${problems.length} problems`);
for (const [reason, times] of left) console.log(`left out ${times} times: ${reason}`);
process.exitCode = problems.length > 0 || count === 0 ? 1 : 0;
