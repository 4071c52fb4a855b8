import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { streamId } from '../receipts/streamId.js'
import type { Limit } from './frames.js'
import { runControl } from './runControl.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** One end of a data channel, as far as the control protocol sees it. */
class Channel extends EventTarget {
  readyState = 'connecting'
  readonly sent: Record<string, unknown>[] = []
  send(text: string) {
    if (this.readyState !== 'open') throw new DOMException('not open', 'InvalidStateError')
    this.sent.push(JSON.parse(text))
  }
  async open() {
    this.readyState = 'open'
    this.dispatchEvent(new Event('open'))
    await vi.dynamicImportSettled()
  }
  close() {
    this.readyState = 'closed'
    this.dispatchEvent(new Event('close'))
  }
  take(frame: unknown) {
    this.dispatchEvent(new MessageEvent('message', { data: typeof frame === 'string' ? frame : JSON.stringify(frame) }))
  }
}

const stream = { streamer: `0x${'aa'.repeat(20)}`, name: 'live' } as const

async function open() {
  const channel = new Channel()
  const limits: Limit[] = []
  const news: unknown[] = []
  let bytes = 0
  const control = runControl({
    channel: channel as never,
    stream,
    payloadBytes: () => bytes,
    onLimit: (limit) => limits.push(limit),
    onAlternatives: (urls, above) => news.push([...urls, ...above].map(({ host }) => host)),
    onMove: (reason) => news.push(reason),
  })
  await channel.open()
  const address = `0x${'bb'.repeat(20)}`
  const grant = (viewerKey: unknown) => ({
    type: 'grant',
    grant: { streamId: streamId(stream), relay: address, viewerKey, notBefore: '1', notAfter: '2', maxKbps: 1 },
    signature: `0x${'00'.repeat(65)}`,
    domain: { chainId: '1', verifyingContract: address },
  })
  return { channel, control, limits, news, grant, received: (count: number) => (bytes = count) }
}

test('hello, grant, a receipt every two seconds while bytes come, acknowledgements', async () => {
  const { channel, control, grant, received } = await open()
  expect(channel.sent).toEqual([{ type: 'hello', viewer: expect.stringMatching(/^0x[0-9a-f]{40}$/) }])
  channel.take(grant(channel.sent[0]?.['viewer']))
  received(1000)
  vi.advanceTimersByTime(1999)
  expect(channel.sent).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(channel.sent[1]).toMatchObject({ type: 'receipt', receipt: { seq: '1', bytesTotal: '1000' } })
  vi.advanceTimersByTime(10_000)
  expect(channel.sent).toHaveLength(2)
  channel.take({ type: 'ack', seq: '1' })
  expect(control.stats()).toEqual({ sent: 1, acked: 1, bytes: 1000, free: undefined, error: undefined })
})

test('a last receipt and goodbye, then silence', async () => {
  const { channel, control, grant, received } = await open()
  channel.take(grant(channel.sent[0]?.['viewer']))
  received(5)
  control.bye()
  received(6)
  vi.advanceTimersByTime(10_000)
  expect(channel.sent.slice(1).map((frame) => frame['type'])).toEqual(['receipt', 'bye'])
})

test('a free session sends no receipts until a grant comes', async () => {
  const { channel, control, grant, received } = await open()
  channel.take({ type: 'free', reason: 'pool' })
  received(5)
  vi.advanceTimersByTime(4000)
  expect(channel.sent).toHaveLength(1)
  expect(control.stats().free).toBe('pool')
  channel.take(grant(channel.sent[0]?.['viewer']))
  vi.advanceTimersByTime(2000)
  expect(channel.sent).toHaveLength(2)
  expect(control.stats().free).toBeUndefined()
})

test('limits are handed on, complaints are kept, nonsense is passed over', async () => {
  const { channel, control, limits, grant } = await open()
  channel.take('nonsense')
  channel.take({ type: 'limit', state: 'paused', reason: 'unpaid' })
  channel.take({ type: 'limit', state: 'none' })
  expect(limits).toEqual([{ state: 'paused', reason: 'unpaid' }, { state: 'none', reason: '' }])
  channel.take({ type: 'error', code: 'receipt', reason: 'too many bytes' })
  expect(control.stats().error).toBe('receipt: too many bytes')
  channel.take(grant(`0x${'01'.repeat(20)}`))
  expect(control.stats().error).toBe('the grant is for another viewer')
})

test('a closed channel is left alone', async () => {
  const { channel, control, grant, received } = await open()
  channel.take(grant(channel.sent[0]?.['viewer']))
  received(5)
  channel.close()
  vi.advanceTimersByTime(10_000)
  control.bye()
  expect(channel.sent).toHaveLength(1)
})

test('asks what there was, and takes the answer that comes in time', async () => {
  const { channel, control } = await open()
  const answered = control.ask(151.5, 100)
  expect(channel.sent.at(-1)).toEqual({ type: 'silent', forMs: 152 })
  channel.take({ type: 'source', state: 'idle' })
  expect(await answered).toBe('idle')
  const unanswered = control.ask(150, 100)
  await vi.advanceTimersByTimeAsync(100)
  expect(await unanswered).toBeUndefined()
})

test('standby, layers, alternatives, a full relay and one that stops', async () => {
  const { channel, control, news } = await open()
  control.standby(false)
  expect(channel.sent.at(-1)).toEqual({ type: 'standby', on: false })
  control.layers({ rid: 'h' })
  expect(channel.sent.at(-1)).toEqual({ type: 'layers', rid: 'h' })
  expect(control.refuses()).toBe(false)
  channel.take({ type: 'error', code: 'full', reason: 'no room' })
  expect(control.refuses()).toBe(true)
  channel.take({ type: 'limit', state: 'paused' })
  expect(control.paused()).toBe(true)
  channel.take({ type: 'alternatives', urls: ['https://a.example'], above: ['https://b.example'] })
  channel.take({ type: 'move', deadlineMs: 30_000, reason: 'stops' })
  expect(news).toEqual([['a.example', 'b.example'], 'stops'])
})

test('a wish for layers that comes before the channel opens is said when it does', async () => {
  const channel = new Channel()
  const control = runControl({ channel: channel as never, stream, payloadBytes: () => 0, onLimit: () => undefined })
  control.layers({ spatial: 1 })
  expect(channel.sent).toEqual([])
  await channel.open()
  expect(channel.sent[0]).toEqual({ type: 'layers', spatial: 1 })
})
