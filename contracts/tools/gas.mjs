#!/usr/bin/env node
// Measures what each call costs: real transactions, gasUsed of their receipts, base cost and calldata included. Beside it
// stands the size of the code.
//
//   node tools/gas.mjs                            measure on anvil (osaka prices), write snapshots/gas.json
//   node tools/gas.mjs --check                    write nothing; fail when a row rose or passes its ceiling
//   node tools/gas.mjs --fork amsterdam --rpc URL the same on a development chain of other prices, which must know the
//                                                 accounts of anvil's mnemonic, evm_increaseTime and evm_mine
//
// Conditions: the contracts hold tokens already, every account that gets tokens had some, allowances are unlimited unless
// the row says permit. Keys are fixed, so that two runs agree to the unit.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startAnvil } from "./anvil.mjs";
import { measure } from "./gas-rows.mjs";

// The most that a row may ever cost, by fork. A row may only rise within it by committing a new snapshot.
const ceilings = {
  osaka: {
    "open salted, approved": 67_500,
    "open salted with permit, new payer": 103_000,
    "openMany of 100, each": 27_500,
    "redeem, tokens out": 53_500,
    "redeem, credit": 43_000,
    "redeemMany of 10, each": 18_000,
    "redeemMany of 100, each": 14_000,
    "close, rest credited": 54_000,
    "close salted, both in tokens": 62_000,
    "startClose + finishClose, tokens out": 75_000,
    "withdraw": 45_000,
    "register, approved": 110_000,
  },
  amsterdam: {
    "open salted, approved": 165_500,
    "redeem, tokens out": 70_000,
    "redeemMany of 100, each": 22_000,
  },
};

const { values: options } = parseArgs({
  options: { check: { type: "boolean" }, fork: { type: "string", default: "osaka" }, rpc: { type: "string" } },
});
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const path = join(root, "snapshots", "gas.json");
const limits = ceilings[options.fork];
if (limits === undefined || (options.fork !== "osaka" && options.rpc === undefined)) {
  process.stderr.write("gas: --fork osaka, or --fork amsterdam with --rpc\n");
  process.exit(1);
}

execFileSync(join(root, "node_modules/.bin/forge"), ["build", "src"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
const anvil = options.rpc === undefined ? await startAnvil() : { url: options.rpc, stop: () => {} };
let rows;
try {
  rows = await measure(root, anvil.url);
} finally {
  await anvil.stop();
}

const sizes = {};
for (const name of ["PaymentChannels", "RelayRegistry", "Court", "CastoToken"]) {
  const artifact = JSON.parse(readFileSync(join(root, "out", `${name}.sol`, `${name}.json`), "utf8"));
  sizes[name] = artifact.deployedBytecode.object.length / 2 - 1;
}

const snapshots = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
const faults = [];
compare("bytes", "bytes of code", sizes, {});
compare(options.fork, `gas, ${options.fork} prices`, rows, limits);
if (options.check) {
  for (const fault of faults) process.stderr.write(`gas: ${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
} else {
  writeFileSync(path, `${JSON.stringify({ ...snapshots, bytes: sizes, [options.fork]: rows }, null, 2)}\n`);
}

/** compare prints a group's rows beside their ceilings and the committed figures, and notes what is worse. */
function compare(group, title, now, most) {
  const before = snapshots[group] ?? {};
  process.stdout.write(`${title}\n`);
  for (const [name, figure] of Object.entries(now)) {
    const was = before[name];
    const change = was === undefined ? "new" : figure === was ? "" : `was ${was}`;
    const columns = [name.padEnd(42), String(figure).padStart(9), String(most[name] ?? "").padStart(9)];
    process.stdout.write(`${columns.join("")}  ${change}\n`);
    if (figure > most[name]) faults.push(`${name}: ${figure} is above the ceiling of ${most[name]}`);
    if (!(figure <= was)) faults.push(`${name}: ${figure}, ${change}: commit a new snapshot if this is meant`);
  }
  for (const name of Object.keys({ ...most, ...before })) {
    if (now[name] === undefined) faults.push(`${name}: not measured`);
  }
}
