#!/usr/bin/env node
// Checks that what can be called, emitted, thrown or passed is documented: every public and external function, event, error and
// struct of src has a @notice, a @param for each parameter or member and a @return for each value, or inherits them by
// @inheritdoc; a library's internal function has at least a @notice. Names what is missing and fails.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "./ast.mjs";

const { sources } = compile(dirname(dirname(fileURLToPath(import.meta.url))), { outputSelection: { "*": { "": ["ast"] } } });
const faults = [];
let checked = 0;
for (const [file, { ast }] of Object.entries(sources)) {
  if (!file.startsWith("src/")) continue;
  for (const contract of ast.nodes.filter((node) => node.nodeType === "ContractDefinition")) {
    demand(file, contract.name, contract.documentation?.text, [], []);
    for (const node of contract.nodes) checkMember(file, contract, node);
  }
}
for (const fault of faults) process.stderr.write(`natspec: ${fault}\n`);
process.stdout.write(`natspec: ${checked} checked, ${faults.length} faults\n`);
if (faults.length > 0 || checked === 0) process.exitCode = 1;

/** checkMember checks one definition of a contract, if it is one that others see. */
function checkMember(file, contract, node) {
  const name = `${contract.name}.${node.name || node.kind}`;
  const text = node.documentation?.text;
  const named = (list) => list.parameters.map((p) => p.name);
  switch (node.nodeType) {
    case "FunctionDefinition": {
      if (node.kind === "constructor") demand(file, name, text ?? "", named(node.parameters), [], false);
      else if (/external|public/.test(node.visibility)) demand(file, name, text, named(node.parameters), named(node.returnParameters));
      else if (contract.contractKind === "library" && node.visibility === "internal") demand(file, name, text, [], []);
      break;
    }
    case "EventDefinition":
    case "ErrorDefinition":
      demand(file, name, text, named(node.parameters), []);
      break;
    case "StructDefinition":
      demand(file, name, text, node.members.map((m) => m.name), []);
      break;
    case "VariableDeclaration":
      if (node.visibility === "public") demand(file, name, text, [], []);
      break;
  }
}

/** demand notes what a documentation lacks. */
function demand(file, name, text, params, returns, notice = true) {
  checked += 1;
  const lacks = [];
  if (text === undefined) lacks.push("anything");
  else if (!text.includes("@inheritdoc")) {
    if (notice && !text.includes("@notice")) lacks.push("@notice");
    for (const param of params) if (!new RegExp(`@param ${param}\\b`).test(text)) lacks.push(`@param ${param}`);
    const told = text.match(/@return\b/g)?.length ?? 0;
    if (told < returns.length) lacks.push(`${returns.length - told} @return`);
  }
  if (lacks.length > 0) faults.push(`${file}: ${name} lacks ${lacks.join(", ")}`);
}
