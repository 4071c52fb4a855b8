import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { NetworkError, OverloadedError, StreamNotFoundError, UnauthorizedError } from '../errors/errors.js'
import type { Session } from '../rtc/openSession.js'
import { keepConnected } from './keepConnected.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const lost = new NetworkError('lost')

/** Runs a session against scripted nodes: each turn is an error to throw on opening, or 'live' and then lost. */
function run(turns: (Error | 'live' | 'stay')[], nodes = ['http://a.example', 'http://b.example'], held: string[] = []) {
  const log: string[] = []
  const abort = new AbortController()
  const sessionAt = (node: URL, stay: boolean) => {
    const pc = { close: () => log.push(`close ${node.hostname[0]}`) } as unknown as RTCPeerConnection
    return { pc, endpoint: node, end: async () => void log.push(`end ${node.hostname[0]}`), stay }
  }
  const ended = keepConnected<Session & { stay: boolean }>({
    nodes: () => nodes.map((node) => new URL(node)),
    async open(node) {
      const turn = turns.shift() ?? new UnauthorizedError('script is over')
      log.push(`open ${node.hostname[0]}`)
      if (turn instanceof Error) throw turn
      return sessionAt(node, turn === 'stay')
    },
    async succeed() {
      const node = held.shift()
      if (node === undefined) return undefined
      log.push(`take ${node}`)
      return sessionAt(new URL(`http://${node}.example`), false)
    },
    async work({ stay }, signal) {
      if (!stay) return lost
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    },
    retire(session) {
      session.pc.close()
      void session.end()
    },
    onState: (state) => log.push(state),
    signal: abort.signal,
  })
  const outcome = ended.catch((error: unknown) => error)
  return { log, abort, outcome }
}

test('a lost session is made anew at the next node, and closed only when that is live', async () => {
  const { log, outcome } = run(['live', 'live', new UnauthorizedError('no')])
  expect(await outcome).toBeInstanceOf(UnauthorizedError)
  expect(log).toEqual([
    'connecting', 'open a', 'live', 'end a', 'reconnecting',
    'open b', 'close a', 'end a', 'live', 'end b', 'reconnecting',
    'open a', 'close b', 'end b',
  ]) // prettier-ignore
})

test('a session that is held ready follows without a word', async () => {
  const { log, outcome } = run(['live', new UnauthorizedError('no')], undefined, ['h'])
  await outcome
  expect(log).toEqual([
    'connecting', 'open a', 'live',
    'take h', 'close a', 'end a', 'live', 'end h', 'reconnecting',
    'open a', 'close h', 'end h',
  ]) // prettier-ignore
})

test('waits for the stream, then goes live', async () => {
  const { log, abort, outcome } = run([new StreamNotFoundError('', { retryAfterMs: 2000 }), 'stay'], ['http://a.example'])
  await vi.advanceTimersByTimeAsync(1999)
  expect(log).toEqual(['connecting', 'open a', 'waiting'])
  await vi.advanceTimersByTimeAsync(501)
  expect(log).toEqual(['connecting', 'open a', 'waiting', 'open a', 'live'])
  const reason = new DOMException('stop', 'AbortError')
  abort.abort(reason)
  expect(await outcome).toBe(reason)
  expect(log.slice(-2)).toEqual(['close a', 'end a'])
})

test('asks every node before it pauses, and gives up in the end', async () => {
  const down = new NetworkError('down')
  const { log, outcome } = run([down, down, down])
  await vi.advanceTimersByTimeAsync(10)
  expect(log).toEqual(['connecting', 'open a', 'connecting', 'open b', 'connecting'])
  await vi.advanceTimersByTimeAsync(1000)
  expect(await outcome).toBe(down)
})

test('aborting ends a wait at once', async () => {
  const { abort, outcome } = run([new OverloadedError('', { retryAfterMs: 60_000 })], ['http://a.example'])
  await vi.advanceTimersByTimeAsync(0)
  const reason = new Error('enough')
  abort.abort(reason)
  expect(await outcome).toBe(reason)
})

test('without a node there is nothing to do', async () => {
  expect(await run([], []).outcome).toBeInstanceOf(NetworkError)
})
