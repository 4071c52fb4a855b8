#!/usr/bin/env node
// Breaks the contracts one line at a time and sees that the tests notice. mutants.json lists the breaks; with each stands the
// test that caught it last, which is run first. A mutant that no test catches is a survivor.
//
//   node tools/mutants.mjs              run every mutant against its killer, against all tests where that does not catch it;
//                                       fail when one survives
//   node tools/mutants.mjs --update     the same, and write the killers found into mutants.json
//   node tools/mutants.mjs --only TEXT  mutants of files, or with texts, that contain TEXT
//   node tools/mutants.mjs --jobs N     at once; default: one for every two processors
//
// Each job works on a copy of its own; the tree is left alone.
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";

const run = promisify(execFile);
const { values: options } = parseArgs({
  options: { update: { type: "boolean" }, only: { type: "string", default: "" }, jobs: { type: "string" } },
});
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const path = join(root, "mutants.json");
const mutants = JSON.parse(readFileSync(path, "utf8"));
const wanted = mutants.filter((m) => [m.file, m.from, m.to].some((text) => text.includes(options.only)));
const jobs = Number(options.jobs ?? Math.max(1, Math.floor(availableParallelism() / 2)));

/** A break is one however the code is compiled: plainly takes a second instead of six. */
const quickly = {
  FOUNDRY_VIA_IR: "false",
  FOUNDRY_OPTIMIZER: "false",
  FOUNDRY_INVARIANT_RUNS: "40",
  FOUNDRY_INVARIANT_SHRINK_RUN_LIMIT: "0",
};
/** Whose tests are the first to ask. */
const nearest = { "Court.sol": "^Court", "libraries/SumTree.sol": "^Court", "RelayRegistry.sol": "^(Relay)?Registry" };
const scratch = mkdtempSync(join(tmpdir(), "casto-mutants-"));
const survivors = [];
let done = 0;
try {
  const queue = [...wanted];
  await Promise.all(Array.from({ length: jobs }, (_, i) => work(copy(`job${i}`), queue)));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.stdout.write(`mutants: ${wanted.length}, killed: ${wanted.length - survivors.length}, survivors: ${survivors.length}\n`);
if (survivors.length > 0) process.exitCode = 1;

/** copy lays out a project of its own to break, and returns its folder. */
function copy(name) {
  const project = join(scratch, name, "contracts");
  mkdirSync(join(scratch, name, "abi"), { recursive: true });
  cpSync(join(root, "../abi/vectors.json"), join(scratch, name, "abi/vectors.json"));
  for (const part of ["src", "test", "tools", "foundry.toml", "package.json"]) {
    cpSync(join(root, part), join(project, part), { recursive: true, preserveTimestamps: true });
  }
  symlinkSync(join(root, "node_modules"), join(project, "node_modules"));
  return project;
}

/** work takes mutants from the queue until it is empty. */
async function work(project, queue) {
  const already = await failing(project, []);
  if (already.length > 0) throw new Error(`mutants: these fail with nothing broken: ${already.join(", ")}`);
  for (let m = queue.shift(); m !== undefined; m = queue.shift()) {
    const file = join(project, "src", m.file);
    const text = readFileSync(file, "utf8");
    writeFileSync(file, broken(text, m));
    const killer = await killerOf(project, m);
    writeFileSync(file, text);
    done += 1;
    if (killer === undefined) survivors.push(m);
    else m.killer = killer;
    if (options.update) writeFileSync(path, `[\n${mutants.map((mutant) => `  ${JSON.stringify(mutant)}`).join(",\n")}\n]\n`);
    const change = `${m.file}: ${m.from.trim()} -> ${m.to.trim() || "nothing"}`;
    process.stdout.write(`${String(done).padStart(3)} ${killer === undefined ? "SURVIVED" : `killed by ${killer}`}  ${change}\n`);
  }
}

/** broken returns a source with the mutant's one change: where `from` stands, or where it stands for the nth time. */
function broken(text, { file, from, to, nth }) {
  const parts = text.split(from);
  if (nth === undefined ? parts.length !== 2 : parts.length <= nth) throw new Error(`mutants: ${file} has not, or not once: ${from}`);
  return parts.slice(0, nth ?? 1).join(from) + to + parts.slice(nth ?? 1).join(from);
}

/** killerOf returns the test that catches a project's mutant: the one that did last if it still does, or the plainest of all. */
async function killerOf(project, { file, killer: last }) {
  if (last !== undefined) {
    const [contract, name] = last.split(".");
    // A contract that cannot even be set up fails as a whole.
    const test = /^(setUp|constructor)$/.test(name) ? [] : ["--match-test", `^${name}\\b`];
    if ((await failing(project, ["--match-contract", `^${contract}$`, ...test])).includes(last)) return last;
  }
  // Invariants take longest, and say least of what is wrong.
  const others = ["--no-match-contract", "Invariant", "--fuzz-runs"];
  const rounds = [[...others, "32"], [...others, "256"], ["--match-contract", "Invariant"]];
  if (nearest[file] !== undefined) rounds.unshift(["--match-contract", nearest[file], ...others, "32"]);
  for (const round of rounds) {
    const found = await failing(project, round);
    if (found.length > 0) return found.sort((a, b) => plainness(a) - plainness(b))[0];
  }
  return undefined;
}

/** plainness ranks a test: one written for a case before a fuzz test, both before contracts that cannot be set up. */
function plainness(test) {
  const kinds = ["test_", "testFuzz_", "invariant_"];
  const kind = kinds.findIndex((start) => test.split(".")[1].startsWith(start));
  return kind < 0 ? kinds.length : kind;
}

/** failing runs some tests and returns those that failed, each as "Contract.test". */
async function failing(project, which) {
  for (const kept of ["fuzz", "invariant"]) rmSync(join(project, "cache", kept), { recursive: true, force: true });
  const forge = join(root, "node_modules/.bin/forge");
  const env = { ...process.env, ...quickly };
  const args = ["test", "--json", "--allow-failure", ...which];
  const { stdout, stderr, code } = await run(forge, args, { cwd: project, env, maxBuffer: 1 << 28 }).catch((err) => err);
  const start = stdout.indexOf("{");
  if (start < 0) throw new Error(`mutants: forge ${args.join(" ")}: ${code}\n${stderr}${stdout}`);
  return Object.entries(JSON.parse(stdout.slice(start))).flatMap(([suite, { test_results: results }]) =>
    Object.entries(results)
      .filter(([, { status }]) => status === "Failure")
      .map(([signature]) => `${suite.split(":")[1]}.${signature.split("(")[0]}`),
  );
}
