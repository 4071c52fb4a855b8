#!/usr/bin/env node
// Measures what each call costs: real transactions, gasUsed of their receipts, base cost and calldata included. Beside it
// stands the size of the code.
//
//   node tools/gas.mjs                 measure on anvil (osaka prices) and on casto-node's embedded chain (amsterdam prices),
//                                      and write snapshots/gas.json
//   node tools/gas.mjs --check         write nothing; fail when a row rose or passes what it may cost at most
//   node tools/gas.mjs --table         write nothing; print what is to be reached beside what others cost
//   node tools/gas.mjs --fork FORK     one of the two alone
//
// Conditions: the contracts hold tokens already, every account that gets tokens had some, allowances are unlimited unless
// the row says permit. Keys are fixed, so that two runs agree to the unit.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startAnvil } from "./anvil.mjs";
import { startDevchain } from "./devchain.mjs";
import { measure } from "./gas-rows.mjs";
import { codeLimit, targets } from "./gas-targets.mjs";

const { values: options } = parseArgs({
  options: { check: { type: "boolean" }, table: { type: "boolean" }, fork: { type: "string" } },
});
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const path = join(root, "snapshots", "gas.json");
const forks = ["osaka", "amsterdam"].filter((fork) => options.fork === undefined || options.fork === fork);
if (forks.length === 0) {
  process.stderr.write("gas: --fork osaka or --fork amsterdam\n");
  process.exit(1);
}

execFileSync(join(root, "node_modules/.bin/forge"), ["build", "src"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
const found = {};
for (const fork of forks) {
  const chain = await (fork === "osaka" ? startAnvil() : startDevchain({ fork }));
  try {
    found[fork] = await measure(root, chain.url);
  } finally {
    await chain.stop();
  }
}
const sizes = {};
for (const name of ["PaymentChannels", "RelayRegistry", "Court", "CastoToken"]) {
  const artifact = JSON.parse(readFileSync(join(root, "out", `${name}.sol`, `${name}.json`), "utf8"));
  sizes[name] = artifact.deployedBytecode.object.length / 2 - 1;
}

const snapshots = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
const faults = [];
if (options.table) table();
else {
  compare("bytes", `bytes of code, at most ${codeLimit} (EIP-170)`, sizes, Object.fromEntries(Object.keys(sizes).map((name) => [name, codeLimit])));
  for (const fork of forks) {
    const most = targets.filter((t) => t.fork === fork).map(({ row, most }) => [row, most]);
    compare(fork, `gas, ${fork} prices`, found[fork], Object.fromEntries(most));
  }
}
if (options.check) {
  for (const fault of faults) process.stderr.write(`gas: ${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
} else if (!options.table) {
  writeFileSync(path, `${JSON.stringify({ ...snapshots, bytes: sizes, ...found }, null, 2)}\n`);
}

/** compare prints a group's rows beside the most they may be and the committed figures, and notes what is worse. */
function compare(group, title, now, most) {
  const before = snapshots[group] ?? {};
  process.stdout.write(`${title}\n`);
  for (const [name, figure] of Object.entries(now)) {
    const was = before[name];
    const change = was === undefined ? "new" : figure === was ? "" : `was ${was}`;
    const columns = [name.padEnd(42), String(figure).padStart(9), String(most[name] ?? "").padStart(9)];
    process.stdout.write(`${columns.join("")}  ${change}\n`);
    if (figure > most[name]) faults.push(`${group}: ${name}: ${figure} is above ${most[name]}`);
    if (!(figure <= was)) faults.push(`${group}: ${name}: ${figure}, ${change}: commit a new snapshot if this is meant`);
  }
  for (const name of Object.keys({ ...most, ...before })) {
    if (now[name] === undefined) faults.push(`${group}: ${name}: not measured`);
  }
}

/** table prints each operation that has a target, what it costs, and what it costs elsewhere. */
function table() {
  const dots = (n) => n.toLocaleString("en");
  for (const fork of forks) {
    process.stdout.write(`\n${fork} prices${" ".repeat(46 - fork.length)}${"gas".padStart(9)}${"at most".padStart(10)}   others\n`);
    for (const t of targets.filter((t) => t.fork === fork)) {
      const figure = found[fork][t.row];
      const fault = figure <= t.most ? "   " : " ! ";
      process.stdout.write(`${t.operation.padEnd(52)}${dots(figure).padStart(10)}${dots(t.most).padStart(10)}${fault}${t.measured}\n`);
      if (t.published !== undefined) process.stdout.write(`${" ".repeat(75)}by their own account: ${t.published}\n`);
      if (figure > t.most) process.exitCode = 1;
    }
  }
  process.stdout.write(`\nbytes of code${" ".repeat(40)}${"bytes".padStart(9)}${"EIP-170".padStart(10)}\n`);
  for (const [name, bytes] of Object.entries(sizes)) {
    process.stdout.write(`${name.padEnd(52)}${dots(bytes).padStart(10)}${dots(codeLimit).padStart(10)}\n`);
  }
}
