import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { executablePath, launch } from './chromium.js'

const bin = (name: string) => fileURLToPath(new URL(`../../../bin/${name}`, import.meta.url))

/** Why there can be no lossy links here, or undefined. With CASTO_REQUIRE_LOSSLAB=1 tests run in any case, and fail without. */
export function labMissing(): string | undefined {
  if (process.env['CASTO_REQUIRE_LOSSLAB'] === '1') return undefined
  for (const program of ['losslab', 'casto-node']) {
    const { error } = spawnSync(bin(program), ['--help'])
    if (error) return `bin/${program} is not built: ${error.message}`
  }
  if (spawnSync('nsenter', ['--version']).error) return 'nsenter is missing: apt-get install util-linux'
  const { status, stderr } = spawnSync(bin('losslab'), ['hold'], { input: '' })
  return status === 0 ? undefined : String(stderr).trim()
}

/** What one direction of a link does to packets. */
export type Shape = { delayMs?: number; loss?: number; enter?: number; leave?: number; rateKbps?: number; queueMs?: number }

/** What one direction of a link has carried. */
export type Counters = { packets: number; bytes: number; passed: number; lost: number; spilt: number }

/** Namespaces joined to a hub by links of their own, as tools/losslab makes them. */
export type Lab = {
  /** Shapes a link, in both directions, and returns what it has carried so far. */
  shape(link: number, toFar: Shape, toHub: Shape): Promise<{ toFar: Counters; toHub: Counters }>
  /** Starts a browser at the far end of a link, or at the hub. */
  browse(where: number | 'hub'): Promise<Browser>
  /** Starts a node without payments at the hub. `atHub` and `afar` are its URL, for browsers there and at far ends. */
  startNode(): Promise<{ atHub: string; afar: string; streamer: string }>
  close(): Promise<void>
}

type Place = { path: string; addr: string }

export async function startLab({ links }: { links: number }): Promise<Lab> {
  const children: ChildProcess[] = []
  const browsers: Browser[] = []
  const folder = await mkdtemp(join(tmpdir(), 'casto-lab-'))
  const start = (command: string, args: string[], log: 'inherit' | 'ignore' = 'inherit') => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', log] })
    children.push(child)
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const next = async () => {
      const { value, done } = await lines.next()
      if (done) throw new Error(`${command} has ended`)
      return JSON.parse(value)
    }
    return { child, next }
  }
  const holder = start(bin('losslab'), ['hold', '--links', String(links)])
  const { hub, far }: { hub: Place; far: Place[] } = await holder.next()
  let asked: Promise<unknown> = Promise.resolve()

  return {
    shape(link, toFar, toHub) {
      const answer = asked.then(async () => {
        holder.child.stdin?.write(`${JSON.stringify({ link, toFar, toHub })}\n`)
        const { error, ...counters } = await holder.next()
        if (error) throw new Error(error)
        return counters
      })
      asked = answer.catch(() => undefined)
      return answer
    },
    async browse(where) {
      const place = where === 'hub' ? hub : far[where]
      if (!place) throw new Error(`no link ${where}`)
      const browser = await launch({ runner: await chromiumIn(folder, place) })
      browsers.push(browser)
      return browser
    },
    async startNode() {
      const args = ['--pool', '--data', join(folder, 'data'), '--http', '0.0.0.0:8787', '--admin', '127.0.0.1:0', '--media', '0.0.0.0:8786']
      const quiet = ['--listen', '/ip4/127.0.0.1/tcp/0', '--no-mdns', '--no-nat', '--no-dht', '--json']
      const node = start('nsenter', [`--net=${hub.path}`, bin('casto-node'), ...args, ...quiet], process.env['CASTO_VERBOSE'] ? 'inherit' : 'ignore')
      const { account } = await node.next()
      return { atHub: 'http://127.0.0.1:8787', afar: `http://${hub.addr}:8787`, streamer: account }
    },
    async close() {
      await Promise.all(browsers.map((browser) => browser.close()))
      for (const child of children.reverse()) {
        const ended = new Promise((resolve) => child.once('exit', resolve))
        if (child.exitCode !== null || child.signalCode !== null) continue
        child.kill('SIGTERM')
        await ended
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Writes a program that starts Chromium in a namespace. */
async function chromiumIn(folder: string, { path, addr }: Place): Promise<string> {
  const program = join(folder, `chromium-${addr}`)
  await writeFile(program, `#!/bin/sh\nexec nsenter --net=${path} ${executablePath} "$@"\n`)
  await chmod(program, 0o755)
  return program
}
