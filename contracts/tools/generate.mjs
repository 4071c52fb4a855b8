#!/usr/bin/env node
// Writes what Go and TypeScript know of the contracts, from a fresh build of them: for each contract its ABI as JSON and
// its Go binding (abigen v2, with the bytecode) into ../abi. The same sources give the same bytes.
//
//   node tools/generate.mjs           write ../abi
//   node tools/generate.mjs --check   write nothing; fail and name the files that are stale
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

// An alias keeps the Go types of two contracts' equally named functions apart.
const contracts = [
  { name: "PaymentChannels" },
  { name: "RelayRegistry" },
  { name: "Court" },
  { name: "CastoToken", alias: "eip712Domain=castoTokenEip712Domain" },
];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const repository = dirname(root);
const target = join(repository, "abi");
const check = process.argv.includes("--check");

/** snake turns a contract's name into a Go file's: PaymentChannels gives payment_channels. */
const snake = (name) => name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase();

/** run starts a program with its messages passed through, and stops this one when it fails. */
function run(command, args, cwd) {
  try {
    execFileSync(command, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
  } catch (err) {
    process.stderr.write(`generate: ${command} ${args.join(" ")}: ${err.message}\n`);
    process.exit(1);
  }
}

const scratch = mkdtempSync(join(tmpdir(), "casto-abi-"));
const stale = [];
try {
  // A build of its own, so that nothing old is read.
  run(join(root, "node_modules/.bin/forge"), ["build", "src", "--out", scratch, "--cache-path", join(scratch, "cache")], root);
  for (const { name, alias } of contracts) {
    const artifact = JSON.parse(readFileSync(join(scratch, `${name}.sol`, `${name}.json`), "utf8"));
    const abi = join(scratch, "abi.json");
    const bin = join(scratch, "code.bin");
    const go = join(scratch, "binding.go");
    writeFileSync(abi, JSON.stringify(artifact.abi));
    writeFileSync(bin, artifact.bytecode.object);
    const options = ["--v2", "--abi", abi, "--bin", bin, "--pkg", "abi", "--type", name, "--out", go];
    run("go", ["tool", "abigen", ...options, ...(alias ? ["--alias", alias] : [])], repository);
    emit(`${snake(name)}.go`, readFileSync(go, "utf8"));
    emit(`${name}.json`, `${JSON.stringify(artifact.abi, null, 2)}\n`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** emit writes one file of ../abi, or compares it when checking. */
function emit(file, text) {
  const path = join(target, file);
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  if (check) stale.push(relative(repository, path));
  else writeFileSync(path, text);
}

if (stale.length > 0) {
  process.stderr.write(`generate: stale: ${stale.join(", ")}; run: node contracts/tools/generate.mjs\n`);
  process.exitCode = 1;
}
