#!/usr/bin/env node
// Writes ../docs/contracts.md from the contracts' NatSpec and their syntax trees: what each call does, and which errors it can
// revert with and which events it emits, found by following its calls. docs-preface.txt stands before it.
//
//   node tools/docs.mjs           write ../docs/contracts.md
//   node tools/docs.mjs --check   write nothing; fail when it is stale
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readContracts } from "./ast.mjs";

/** The contracts in the order in which a reader meets them, with the interface that documents each. */
const pages = [["PaymentChannels", "IPaymentChannels"], ["RelayRegistry", "IRelayRegistry"], ["Court", "ICourt"]];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, "../docs/contracts.md");
const tree = readContracts(root);
const out = [readFileSync(join(root, "tools/docs-preface.txt"), "utf8").trimEnd(), ""];
for (const [contract, api] of pages) writeContract(tree.named(contract), tree.named(api));
writeMessages(tree.named("TypedData"));

const text = `${out.join("\n").replaceAll(/\n{3,}/g, "\n\n").trimEnd()}\n`;
if (!process.argv.includes("--check")) writeFileSync(target, text);
else if (!existsSync(target) || readFileSync(target, "utf8") !== text) {
  process.stderr.write("docs: docs/contracts.md is stale; run: npm --prefix contracts run docs\n");
  process.exitCode = 1;
}

/** writeContract writes a contract's chapter: constructor, calls, views, events, errors, structs. */
function writeContract(contract, api) {
  const doc = natspec(api);
  const functions = members(api, "FunctionDefinition");
  const views = functions.filter((f) => /view|pure/.test(f.stateMutability));
  const calls = functions.filter((f) => !views.includes(f));
  out.push(`## ${contract.name}`, "", paragraphs(doc.notice), "");

  const link = (f) => `[${f.name}](#${`${contract.name}${f.name}`.toLowerCase()})`;
  out.push(`Calls: ${calls.map(link).join(", ")}.`, "");

  const constructor = contract.nodes.find((n) => n.kind === "constructor");
  out.push("### Deployment", "", "```solidity", signature("constructor", constructor.parameters), "```", "");
  parameters(constructor, natspec(constructor));
  reaches(tree.reached(constructor));

  out.push("### Calls", "");
  for (const f of calls) {
    const told = natspec(f);
    out.push(`#### ${contract.name}.${f.name}`, "");
    out.push("```solidity", `// selector 0x${f.functionSelector}`, head(f), "```", "", paragraphs(told.notice), "");
    parameters(f, told);
    reaches(tree.reached(tree.implementation(contract, f)));
  }

  out.push("### Views", "", "| view | tells | selector |", "|---|---|---|");
  for (const f of views) {
    const told = natspec(f);
    const given = told.returns.filter(({ name }) => name).map(({ name, text }) => `\`${name}\`: ${text}`).join(" ");
    const bare = joined(head(f)).replaceAll(/(?<=\() | (?=\))/g, "");
    const call = bare.replaceAll(/^function | external (view|pure)| (memory|calldata)(?=[ ,)])|;$/g, "");
    out.push(`| \`${call}\` | ${cell(`${told.notice} ${given}`)} | \`0x${f.functionSelector}\` |`);
  }

  out.push("", "### Events", "");
  for (const e of members(api, "EventDefinition")) {
    const told = natspec(e);
    const declaration = signature(`event ${e.name}`, e.parameters, ";");
    out.push("```solidity", `// topic 0x${e.eventSelector}`, declaration, "```", "", cell(told.notice), "");
    parameters(e, told);
  }

  writeErrors(contract, api);
  out.push("### Structs", "");
  for (const s of members(api, "StructDefinition")) writeStruct(s);
}

/** writeErrors lists every error that some call of a contract can end with. */
function writeErrors(contract, api) {
  const errors = new Map(members(api, "ErrorDefinition").map((e) => [e.id, e]));
  const calls = members(api, "FunctionDefinition").map((f) => tree.implementation(contract, f));
  const starts = [contract.nodes.find((n) => n.kind === "constructor"), ...calls];
  for (const start of starts) for (const e of tree.reached(start).errors) errors.set(e.id, e);
  out.push("### Errors", "", "| error | means | selector |", "|---|---|---|");
  for (const e of errors.values()) {
    const told = natspec(e);
    const parts = told.params.map(({ name, text }) => `\`${name}\`: ${text}`).join(" ");
    out.push(`| \`${signature(e.name, e.parameters)}\` | ${cell(`${told.notice} ${parts}`)} | \`0x${e.errorSelector}\` |`);
  }
  out.push("");
}

/** writeStruct writes a struct and what its members are. */
function writeStruct(s, between = () => {}, told = natspec(s)) {
  out.push(`**${s.name}**: ${cell(told.notice)}`, "");
  between();
  out.push("| member | type | |", "|---|---|---|");
  for (const m of s.members) out.push(`| \`${m.name}\` | \`${type(m)}\` | ${cell(told.param(m.name))} |`);
  out.push("");
}

/** writeMessages writes what is signed off chain, each with its EIP-712 type. */
function writeMessages(library) {
  const types = members(library, "VariableDeclaration").map((v) => v.value?.arguments?.[0]?.value ?? "");
  const typed = (name) => out.push("```", types.find((t) => t.startsWith(`${name}(`)), "```", "");
  out.push("## Signed messages", "", paragraphs(natspec(library).notice), "");
  for (const s of members(library, "StructDefinition")) {
    writeStruct(s, () => typed(s.name));
  }
  // A voucher is no struct: its parts are passed one by one.
  const voucher = members(library, "FunctionDefinition").find((f) => f.name === "hashVoucher");
  const { param } = natspec(voucher);
  const told = { notice: "A channel's signer owes a payee so much.", param };
  writeStruct({ name: "Voucher", members: voucher.parameters.parameters }, () => typed("Voucher"), told);
}

/** parameters writes a table of what is passed and of what is returned, if anything is. */
function parameters(node, told) {
  const given = node.parameters.parameters;
  const returned = node.returnParameters?.parameters ?? [];
  if (given.length + returned.length === 0) return;
  out.push(`| ${node.nodeType === "EventDefinition" ? "field" : "parameter"} | type | |`, "|---|---|---|");
  for (const p of given) out.push(`| \`${p.name}\` | \`${type(p)}\`${p.indexed ? ", indexed" : ""} | ${cell(told.param(p.name))} |`);
  returned.forEach((p, i) => {
    out.push(`| returns${p.name ? ` \`${p.name}\`` : ""} | \`${type(p)}\` | ${cell(told.returns[i]?.text ?? "")} |`);
  });
  out.push("");
}

/** reaches tells the errors and events that a call can end with. */
function reaches({ errors, events }) {
  const names = (list) => list.map((n) => `\`${n.name}\``).join(", ");
  if (errors.length > 0) out.push(`Can revert with ${names(errors)}.`, "");
  if (events.length > 0) out.push(`Emits ${names(events)}.`, "");
}

function members(contract, kind) {
  return contract.nodes.filter((n) => n.nodeType === kind);
}

/** head is a function's declaration. */
function head(f) {
  const mutability = f.stateMutability === "nonpayable" ? "" : ` ${f.stateMutability}`;
  const list = f.returnParameters.parameters;
  const given = list.length === 0 ? "" : ` returns (${list.map(declared).join(", ")})`;
  return signature(`function ${f.name}`, f.parameters, ` external${mutability}${given};`);
}

/** signature is a name with its parameters, over several lines when it would be long. */
function signature(name, { parameters: list }, rest = "") {
  const one = `${name}(${list.map(declared).join(", ")})${rest}`;
  if (one.length <= 110 || !/^(function|event|constructor)/.test(name)) return one;
  return `${name}(\n${list.map((p) => `    ${declared(p)}`).join(",\n")}\n)${rest}`;
}

function declared(p) {
  const place = p.storageLocation === "calldata" ? " calldata" : p.storageLocation === "memory" ? " memory" : "";
  return `${type(p)}${p.indexed ? " indexed" : ""}${place}${p.name ? ` ${p.name}` : ""}`;
}

function type(p) {
  return p.typeDescriptions.typeString.replaceAll(/\b(struct|contract|enum) (\w+\.)?| (storage ref|memory|calldata)$/g, "");
}

/** natspec takes a documentation apart: notice, parameters and returned values. */
function natspec(node) {
  const tags = (tree.documentation(node) ?? "").split(/^@/m).slice(1);
  const of = (kind) => tags.filter((t) => t.startsWith(`${kind} `)).map((t) => t.slice(kind.length + 1).trimEnd());
  const split = (t) => ({ name: t.split(/\s/)[0], text: joined(t.slice(t.split(/\s/)[0].length)) });
  const params = of("param").map(split);
  const named = node.returnParameters?.parameters ?? [];
  const returned = of("return").map((t, i) => (named[i]?.name ? split(t) : { name: "", text: joined(t) }));
  const [notice] = [of("notice"), of("dev")].filter((list) => list.length > 0);
  const param = (name) => params.find((p) => p.name === name)?.text ?? "";
  return { notice: notice?.join("\n\n") ?? "", params, returns: returned, param };
}

/** joined makes one line of a text's lines. */
function joined(t) {
  return t.trim().replaceAll(/\s*\n\s*/g, " ");
}

/** cell is a text as a table takes it. */
function cell(t) {
  return joined(t).replaceAll("|", "\\|");
}

/** paragraphs keeps a notice's paragraphs, its lists, and what is indented as it stands: formulas. */
function paragraphs(notice) {
  const blocks = notice.split(/\n\s*\n/);
  return blocks
    .map((block) => {
      const lines = [];
      let formula = false;
      for (const line of block.split("\n")) {
        const item = /^\s+- /.test(line);
        const indented = /^\s{2}\S/.test(line) && !item;
        if (indented !== formula) lines.push(indented ? "\n```" : "```\n");
        if (lines.length > 0 && item !== lines.at(-1).startsWith("- ")) lines.push("");
        formula = indented;
        lines.push(line.trim());
      }
      if (formula) lines.push("```");
      return lines.join("\n");
    })
    .join("\n\n");
}
