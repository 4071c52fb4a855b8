import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepStandby } from './keepStandby.js'
import type { AttachedSession } from './runSession.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

type Fake = AttachedSession & { pc: { connectionState: string; bytes: number; full: boolean } }

function run(hosts: string[], refusing: string[] = [], afterMs: Record<string, number> = {}) {
  const abort = new AbortController()
  let present: URL | undefined
  const log: string[] = []
  const sessions: Fake[] = []
  let nodes = hosts.map((host) => new URL(`https://${host}`))
  const standby = keepStandby({
    nodes: () => nodes,
    present: () => present,
    reach: (node) => new Promise((answer) => setTimeout(() => answer(!('dead' in afterMs && node.host === 'dead')), afterMs[node.host] ?? 0)),
    async open(node) {
      log.push(`open ${node.host}`)
      if (refusing.includes(node.host)) throw new Error('full')
      const pc = { connectionState: 'connected', bytes: 0, full: false, getStats: async () => new Map([['in', { type: 'inbound-rtp', bytesReceived: pc.bytes }]]) }
      const session = { pc, node, attachment: { control: { refuses: () => pc.full } }, above: [] as URL[], asked: new AbortController() } as unknown as Fake
      sessions.push(session)
      return session
    },
    retire: ({ node }) => void log.push(`retire ${node.host}`),
    signal: abort.signal,
  })
  return { standby, log, sessions, abort, use: (host: string) => (present = new URL(`https://${host}`)), name: (...hosts: string[]) => (nodes = hosts.map((host) => new URL(`https://${host}`))) }
}

test('holds one session at the best node, and another once it is given away', async () => {
  const { standby, log, name } = run(['a', 'b'])
  expect(standby.take()).toBeUndefined()
  await vi.advanceTimersByTimeAsync(2000)
  expect(log).toEqual(['open a'])
  expect(standby.session()?.node.host).toBe('a')
  expect(standby.take()?.node.host).toBe('a')
  expect(standby.session()).toBeUndefined()
  name('b')
  await vi.advanceTimersByTimeAsync(4000)
  expect(log).toEqual(['open a', 'open b'])
})

test.each<[string, Record<string, number>, string]>([
  ['the one of the best four that answers first stands by', { a: 300, b: 80, c: 120, d: 200, e: 1 }, 'b'],
  ['no answer is not quick', { dead: 1, a: 40, b: 80 }, 'a'],
])('%s', async (_, afterMs, first) => {
  const { log } = run(Object.keys(afterMs), [], afterMs)
  await vi.advanceTimersByTimeAsync(2000)
  expect(log).toEqual([`open ${first}`])
})

test('where none answers, the best is tried', async () => {
  const { log } = run(['dead'], [], { dead: 1 })
  await vi.advanceTimersByTimeAsync(2000)
  expect(log).toEqual(['open dead'])
})

test('a node that refuses is left alone, ever longer', async () => {
  const { standby, log } = run(['a', 'b'], ['a', 'b'])
  await vi.advanceTimersByTimeAsync(4900)
  expect(log).toEqual(['open a', 'open b'])
  await vi.advanceTimersByTimeAsync(3000)
  expect(log).toEqual(['open a', 'open b', 'open a', 'open b'])
  await vi.advanceTimersByTimeAsync(6000)
  expect(log).toHaveLength(4)
  expect(standby.session()).toBeUndefined()
})

test.each<[string, (session: Fake) => void]>([
  ['is lost', ({ pc }) => (pc.connectionState = 'failed')],
  ['asks to go', ({ asked }) => asked.abort()],
  ['sends all the same', ({ pc }) => (pc.bytes = 1e6)],
  ['has no room any more', ({ pc }) => (pc.full = true)],
])('a node that %s is left for another', async (_, happen) => {
  const { log, sessions } = run(['a', 'b'])
  await vi.advanceTimersByTimeAsync(1000)
  happen(sessions[0] as Fake)
  await vi.advanceTimersByTimeAsync(1500)
  expect(log).toEqual(['open a', 'retire a', 'open b'])
})

test('a node that gets the stream from the one in use is left for another, if there is one', async () => {
  const { log, sessions, use, name } = run(['b'])
  use('a')
  await vi.advanceTimersByTimeAsync(1000)
  sessions[0]?.above.push(new URL('https://root'), new URL('https://a'))
  await vi.advanceTimersByTimeAsync(2000)
  expect(log, 'better than none').toEqual(['open b'])
  name('b', 'c')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(log).toEqual(['open b', 'retire b', 'open c'])
})

test('the node in use is no standby', async () => {
  const { standby, log, use, name } = run(['a', 'b'])
  await vi.advanceTimersByTimeAsync(1000)
  use('a')
  expect(standby.take()).toBeUndefined()
  name('b')
  await vi.advanceTimersByTimeAsync(1000)
  expect(log).toEqual(['open a', 'retire a', 'open b'])
})

test('what is held in the end is closed', async () => {
  const { log, abort } = run(['a'])
  await vi.advanceTimersByTimeAsync(1000)
  abort.abort()
  await vi.advanceTimersByTimeAsync(0)
  expect(log).toEqual(['open a', 'retire a'])
})
