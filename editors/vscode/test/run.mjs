// Builds the tests and what they test, without the editor, and runs them.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

const folder = mkdtempSync(join(tmpdir(), "roadlog-"));
try {
  const tests = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".test.ts"));
  await build({
    entryPoints: tests.map((name) => join(import.meta.dirname, name)),
    bundle: true,
    platform: "node",
    format: "cjs",
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    logLevel: "warning",
  });
  const files = readdirSync(folder).map((name) => join(folder, name));
  process.exitCode = spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true });
}
