#!/usr/bin/env node
// Asks solc's SMT checker, with the machine's z3, about arithmetic that must never fail:
//   - test/smt/Books.sol, a model of what PaymentChannels does to money: its assertions, for every sequence of calls (CHC engine);
//   - RelayRegistry itself: that what a slash subtracts is there (BMC engine: each function by itself).
// Prints what is proved, and fails when something is not. README.md says why not more.
//
//   node tools/smt.mjs [--seconds N]     the most for each question to z3; default 60
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { compile } from "./ast.mjs";

const { values: options } = parseArgs({ options: { seconds: { type: "string", default: "60" } } });
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = mkdtempSync(join(tmpdir(), "casto-smt-"));
let unproved = 0;
try {
  prove("test/smt/Books.sol", "Books", "chc", ["assert", "underflow"]);
  prove("src/RelayRegistry.sol", "RelayRegistry", "bmc", ["assert", "underflow", "divByZero"]);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
if (unproved > 0) process.exitCode = 1;

/** prove asks about one contract, and prints the answer to each question. */
function prove(file, contract, engine, targets) {
  const begun = Date.now();
  const settings = {
    modelChecker: {
      contracts: { [file]: [contract] }, engine, targets, solvers: ["smtlib2"], timeout: Number(options.seconds) * 1000,
      showProvedSafe: true, showUnproved: true,
    },
    outputSelection: { "*": { "*": ["abi"] } },
  };
  const more = file.startsWith("src/") ? {} : { [file]: { content: readFileSync(join(root, file), "utf8") } };
  const { errors = [] } = compile(root, settings, { smtSolver: ask }, more);
  const answers = errors.filter((e) => /^(CHC|BMC): /.test(e.message));
  for (const e of answers) {
    const line = /-->.*?:(\d+):/.exec(e.formattedMessage)?.[1];
    const source = readFileSync(join(root, file), "utf8").split("\n")[line - 1]?.trim();
    const safe = / is safe!/.test(e.message);
    if (!safe) unproved += 1;
    process.stdout.write(`${safe ? "proved  " : "UNPROVED"} ${file}:${line}: ${/: (.*?) (\(|check|might|happens)/.exec(e.message)?.[1]}: ${source}\n`);
  }
  if (answers.length === 0) unproved += 1;
  process.stdout.write(`${file}: ${answers.length} questions, ${((Date.now() - begun) / 1000).toFixed(0)} s\n`);
}

/** ask is what solc calls with a question in SMT-LIB. */
function ask(query) {
  const path = join(scratch, "query.smt2");
  writeFileSync(path, query);
  const { stdout, error } = spawnSync("z3", ["-smt2", `-T:${options.seconds}`, path], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (error !== undefined) throw error;
  return { contents: /^(sat|unsat|unknown)/.test(stdout) ? stdout : "unknown\n" };
}
