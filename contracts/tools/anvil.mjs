// Starts anvil from node_modules on a free port of the loopback.
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** startAnvil resolves, once it listens, to its URL and a function that ends it. */
export async function startAnvil({ hardfork = "osaka", chainId = 1337 } = {}) {
  const args = ["--port", "0", "--hardfork", hardfork, "--chain-id", String(chainId)];
  const child = spawn(join(root, "node_modules/.bin/anvil"), args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const url = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`anvil ended at start with code ${code}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const address = /^Listening on (\S+)/.exec(line);
      if (address !== null) resolve(`http://${address[1]}`);
    });
  });
  return {
    url,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
