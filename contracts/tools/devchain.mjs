// Builds casto-node and starts its embedded chain on a free port of the loopback.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const repository = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** startDevchain resolves, once it listens, to its URL and a function that ends it. */
export async function startDevchain({ fork }) {
  const scratch = mkdtempSync(join(tmpdir(), "casto-devchain-"));
  const binary = join(scratch, "casto-node");
  execFileSync("go", ["build", "-o", binary, "./cmd/casto-node"], { cwd: repository, stdio: ["ignore", "ignore", "inherit"] });
  const args = ["devchain", "--fork", fork, "--listen", "127.0.0.1:0", "--json"];
  const child = spawn(binary, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const url = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`casto-node devchain ended at start with code ${code}`)));
    createInterface({ input: child.stdout }).once("line", (line) => resolve(JSON.parse(line).rpc));
  });
  return {
    url,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}
