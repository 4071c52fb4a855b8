#!/usr/bin/env node
// A stand-in for the solc binary, over the npm package "solc" (the same compiler as WebAssembly), so that Forge needs no
// download. Forge calls a compiler in two ways: `--version`, and `--standard-json` with the whole input on stdin. Every
// source is inside that input, hence no import callback.
import { readFileSync } from "node:fs";
import solc from "solc";

const args = process.argv.slice(2);
if (args.includes("--version")) {
  process.stdout.write(`solc, the solidity compiler commandline interface\nVersion: ${solc.version()}\n`);
} else if (args.includes("--standard-json")) {
  process.stdout.write(solc.compile(readFileSync(0, "utf8")));
} else {
  process.stderr.write("solc.mjs: expected --version or --standard-json\n");
  process.exitCode = 1;
}
