import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const binary = fileURLToPath(new URL('../../../bin/casto-node', import.meta.url))

/** Why there can be no network of nodes here, or undefined. */
export const networkMissing = (): string | undefined => (existsSync(binary) ? undefined : 'bin/casto-node is not built: run make build')

/** A node without payments, in a process of its own. */
export type NetworkNode = {
  origin: string
  /** Ends it as a crash would. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** A streamer's node and relays that join it, all on this machine. */
export type Network = {
  streamer: NetworkNode & { account: string }
  relays: NetworkNode[]
  /** Publishes the test clip as `live` until it is stopped. */
  publish(): Promise<{ kill(): Promise<void> }>
  close(): Promise<void>
}

export async function startNetwork({ relays: count }: { relays: number }): Promise<Network> {
  const folder = await mkdtemp(join(tmpdir(), 'casto-network-'))
  const children: ChildProcess[] = []
  const run = (args: string[]) => {
    const child = spawn(binary, args, { stdio: ['ignore', 'pipe', process.env['CASTO_VERBOSE'] ? 'inherit' : 'ignore'] })
    children.push(child)
    return child
  }
  const end = async (child: ChildProcess, signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await ended
  }
  const startNode = async (name: string, args: string[]) => {
    const here = ['--http', '127.0.0.1:0', '--admin', '127.0.0.1:0', '--media', '127.0.0.1:0', '--listen', '/ip4/127.0.0.1/tcp/0']
    const child = run(['--pool', '--data', join(folder, name), ...here, '--no-mdns', '--no-nat', '--no-dht', '--json', ...args])
    const { value, done } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()
    if (done) throw new Error(`node ${name} has ended`)
    const { http, account, addrs } = JSON.parse(value) as { http: string; account: string; addrs: string[] }
    return { origin: http, account, addr: addrs[0] ?? '', kill: () => end(child, 'SIGKILL'), stop: () => end(child, 'SIGTERM') }
  }
  const streamer = await startNode('streamer', [])
  const relays = await Promise.all(Array.from({ length: count }, (_, at) => startNode(`relay${at}`, ['--peer', streamer.addr])))
  return {
    streamer,
    relays,
    async publish() {
      const child = run(['publish', '--to', `${streamer.origin}/whip/live`])
      return { kill: () => end(child, 'SIGKILL') }
    },
    async close() {
      await Promise.all(children.map((child) => end(child, 'SIGTERM')))
      await rm(folder, { recursive: true, force: true })
    },
  }
}
