#!/usr/bin/env node
// Runs the tests with coverage and fails when a line, statement, branch or function of src is not reached. The build is one of
// its own, without the optimiser, and leaves the other alone.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const build = join(root, "cache", "coverage");
const env = {
  ...process.env,
  FOUNDRY_OUT: join(build, "out"),
  FOUNDRY_CACHE_PATH: join(build, "cache"),
  // Where the code goes takes few runs; what it may do there is the other runs' matter.
  FOUNDRY_INVARIANT_RUNS: "5",
  FOUNDRY_FUZZ_RUNS: "64",
};
const args = ["coverage", "--exclude-tests", "--report", "summary"];
const { stdout, status } = spawnSync(join(root, "node_modules/.bin/forge"), args, { cwd: root, env, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
const rows = stdout.split("\n").filter((line) => line.startsWith("| src/"));
process.stdout.write(`${"coverage".padEnd(40)}${["lines", "statements", "branches", "functions"].map((t) => t.padStart(12)).join("")}\n`);
let gaps = 0;
for (const row of rows) {
  const [, file, ...cells] = row.split("|").map((cell) => cell.trim());
  const counts = cells.filter((cell) => cell.includes("/")).map((cell) => cell.match(/\((\d+)\/(\d+)\)/).slice(1).map(Number));
  gaps += counts.filter(([reached, all]) => reached < all).length;
  process.stdout.write(`${file.padEnd(40)}${counts.map(([reached, all]) => `${reached}/${all}`.padStart(12)).join("")}\n`);
}
if (status !== 0 || rows.length === 0 || gaps > 0) {
  process.stderr.write(`coverage: ${status !== 0 || rows.length === 0 ? stdout : `${gaps} gaps`}\n`);
  process.exitCode = 1;
}
