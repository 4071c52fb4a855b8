#!/usr/bin/env node
// Checks that every test which README.md and mutants.json name is there.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tests = new Set();
for (const file of readdirSync(join(root, "test"), { recursive: true })) {
  if (!file.endsWith(".sol")) continue;
  for (const [, name] of readFileSync(join(root, "test", file), "utf8").matchAll(/function ((?:test|testFuzz|invariant)_\w+)/g)) tests.add(name);
}
const named = (text) => text.match(/\b(?:test|testFuzz|invariant)_\w+/g) ?? [];
const gone = ["README.md", "mutants.json"].flatMap((file) =>
  named(readFileSync(join(root, file), "utf8")).filter((name) => !tests.has(name)).map((name) => `${file}: no test is called ${name}`),
);
for (const fault of new Set(gone)) process.stderr.write(`names: ${fault}\n`);
if (gone.length > 0 || tests.size === 0) process.exitCode = 1;
