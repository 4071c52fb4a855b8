// The contracts' syntax trees, as the compiler tells them, and what can be found by following them.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import solc from "solc";

/** compile returns solc's answer about all of src, and more sources: their syntax trees, or what else is asked for. */
export function compile(root, settings, callbacks = {}, more = {}) {
  const sources = { ...more };
  for (const file of readdirSync(join(root, "src"), { recursive: true })) {
    if (file.endsWith(".sol")) sources[`src/${file}`] = { content: readFileSync(join(root, "src", file), "utf8") };
  }
  const remappings = ["@openzeppelin/=node_modules/@openzeppelin/"];
  const input = { language: "Solidity", sources, settings: { remappings, evmVersion: "shanghai", ...settings } };
  const load = (path) => {
    const file = join(root, path);
    return existsSync(file) ? { contents: readFileSync(file, "utf8") } : { error: `no ${path}` };
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: load, ...callbacks }));
  const fatal = (output.errors ?? []).find((e) => e.severity === "error");
  if (fatal !== undefined) throw new Error(fatal.formattedMessage);
  return output;
}

/** readContracts returns the definitions of src, and ways to follow them. */
export function readContracts(root) {
  const { sources } = compile(root, { outputSelection: { "*": { "": ["ast"] } } });
  const byId = new Map();
  const contracts = [];
  for (const { ast } of Object.values(sources)) {
    walk(ast, (node) => {
      if (node.id !== undefined) byId.set(node.id, node);
      if (node.nodeType === "ContractDefinition") contracts.push(node);
    });
  }
  const functions = [...byId.values()].filter((n) => n.nodeType === "FunctionDefinition");
  const own = new Set();
  for (const [file, { ast }] of Object.entries(sources)) if (file.startsWith("src/interfaces/")) walk(ast, (n) => own.add(n.id));
  const variables = [...byId.values()].filter((n) => n.nodeType === "VariableDeclaration");

  /** implementation is what runs when an interface's function is called on a contract. */
  function implementation(contract, declared) {
    const over = (n) => n.baseFunctions?.includes(declared.id) && contract.linearizedBaseContracts.includes(n.scope);
    return functions.find(over) ?? variables.find(over) ?? declared;
  }

  const constructorsOf = (made) => made?.nodes?.filter((n) => n.kind === "constructor") ?? [];

  /** reached are the errors and events of all that a definition leads to. */
  function reached(start) {
    const seen = new Set();
    const found = { errors: new Set(), events: new Set() };
    const queue = [start];
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      if (seen.has(node.id)) continue;
      seen.add(node.id);
      walk(node, (inner) => {
        if (inner.nodeType === "NewExpression") queue.push(...constructorsOf(byId.get(inner.typeName.referencedDeclaration)));
        const target = byId.get(inner.referencedDeclaration);
        if (target === undefined) return;
        if (target.nodeType === "ErrorDefinition") found.errors.add(target);
        if (target.nodeType === "EventDefinition") found.events.add(target);
        if (target.nodeType !== "FunctionDefinition") return;
        // A call of one of our own interfaces goes to the one contract that implements it; what a token does is its own matter.
        if (target.body) queue.push(target);
        else if (own.has(target.id)) queue.push(...functions.filter((f) => f.body && f.baseFunctions?.includes(target.id)));
      });
    }
    const bySource = (list) => [...list].sort((a, b) => a.id - b.id);
    return { errors: bySource(found.errors), events: bySource(found.events) };
  }

  /** documentation is what stands in the source before a definition, with its empty lines. */
  function documentation(node) {
    if (node.documentation === undefined || node.documentation === null) return undefined;
    const [start, length, file] = node.documentation.src.split(":").map(Number);
    const path = Object.keys(sources).find((name) => sources[name].id === file);
    const text = readFileSync(join(root, path));
    return text.subarray(start, start + length).toString().replaceAll(/^[ \t]*(\/\/\/|\/?\*\*?\/?) ?/gm, "");
  }

  return { documentation, named: (name) => contracts.find((c) => c.name === name), sources, implementation, reached };
}

/** walk visits a node and all below it. */
export function walk(node, visit) {
  if (node === null || typeof node !== "object") return;
  if (node.nodeType !== undefined) visit(node);
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) for (const item of value) walk(item, visit);
    else if (typeof value === "object") walk(value, visit);
  }
}
