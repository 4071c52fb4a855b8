#!/usr/bin/env node
// Runs the fuzz and invariant tests far longer than `npm test` does, from a seed of its own: a million calls of the invariants'
// actors, 10,000 runs of each fuzz test. Prints the seed, with which a failure comes back, and the calls of each suite.
//
//   node tools/nightly.mjs [--seed 0x…]
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({ options: { seed: { type: "string" } } });
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const seed = options.seed ?? `0x${randomBytes(8).toString("hex")}`;
const least = 1_000_000;
process.stdout.write(`nightly: seed ${seed}\n`);
// The runs are in foundry.toml.
const env = { ...process.env, FOUNDRY_PROFILE: "nightly" };
const args = ["test", "--match-test", "^(testFuzz|invariant)_", "--fuzz-seed", seed];
const begun = Date.now();
const { stdout, status } = spawnSync(join(root, "node_modules/.bin/forge"), args, {
  cwd: root, env, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"],
});
let calls = 0;
let suite = "";
for (const line of stdout.split("\n")) {
  suite = /^Ran .* for (\S+)$/.exec(line)?.[1] ?? suite;
  const invariant = /\] (invariant_\w+)\(\) \(runs: \d+, calls: (\d+), reverts: (\d+)\)/.exec(line);
  if (invariant === null) continue;
  calls += Number(invariant[2]);
  process.stdout.write(`${suite} ${invariant[1]}: ${invariant[2]} calls, ${invariant[3]} reverts\n`);
}
const minutes = ((Date.now() - begun) / 60_000).toFixed(1);
process.stdout.write(`nightly: ${calls.toLocaleString("en")} calls of invariants' actors, ${minutes} minutes\n`);
if (status !== 0) process.stderr.write(stdout);
if (status !== 0 || calls < least) process.exitCode = 1;
