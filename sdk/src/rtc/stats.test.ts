import { expect, test } from 'vitest'
import { createRateMeter } from '../session/rateMeter.js'
import { createByteMeter } from './byteMeter.js'
import { sampleOf } from './readStats.js'

const reports = (...list: Record<string, unknown>[]) =>
  new Map(list.map((report) => [String(report['id']), report as never]))

test.each([
  ['no retransmission came', { bytesReceived: 5000 }, 5000],
  ['every retransmission filled a hole', { bytesReceived: 5000, retransmittedBytesReceived: 1002, retransmittedPacketsReceived: 1, packetsLost: 4 }, 4998],
  ['one of four did', { bytesReceived: 5000, retransmittedBytesReceived: 4008, retransmittedPacketsReceived: 4, packetsLost: 1 }, 1992],
  ['none did', { bytesReceived: 5000, retransmittedBytesReceived: 1002, retransmittedPacketsReceived: 1, packetsLost: 0 }, 3998],
  ['more packets came than were expected', { bytesReceived: 5000, retransmittedBytesReceived: 1002, retransmittedPacketsReceived: 1, packetsLost: -3 }, 3998],
  ['retransmissions held nothing but padding', { bytesReceived: 5000, retransmittedBytesReceived: 0, retransmittedPacketsReceived: 9, packetsLost: 9 }, 5000],
  ['the browser does not count them', { bytesReceived: 5000, retransmittedBytesReceived: 1002, packetsLost: 9 }, 3998],
])('each packet counts once: %s', (_, counters, want) => {
  const sample = sampleOf(reports({ id: 'V', type: 'inbound-rtp', timestamp: 1, ...counters }))
  expect(sample.payloadBytes.get('V')).toBe(want)
})

test('a sample tells payload, loss, picture, codec and round trip', () => {
  const sample = sampleOf(
    reports(
      { id: 'V', type: 'inbound-rtp', timestamp: 10, bytesReceived: 5000, retransmittedBytesReceived: 700, packetsLost: 3, frameWidth: 640, frameHeight: 360, framesPerSecond: 30, codecId: 'C' },
      { id: 'A', type: 'inbound-rtp', timestamp: 11, bytesReceived: 300, packetsLost: -2 },
      { id: 'C', type: 'codec', timestamp: 9, mimeType: 'video/VP8' },
      { id: 'T', type: 'transport', timestamp: 9, bytesReceived: 9999 },
      { id: 'P', type: 'candidate-pair', timestamp: 9, nominated: true, bytesReceived: 1, currentRoundTripTime: 0.025 },
    ),
  )
  expect(Object.fromEntries(sample.payloadBytes)).toEqual({ V: 4300, A: 300 })
  expect(sample).toMatchObject({ atMs: 11, transportBytes: 9999, rttMs: 25, width: 640, height: 360, packetsLost: 3, codecs: ['VP8'] })
})

test('a browser without transport reports is read by its nominated pair', () => {
  const sample = sampleOf(
    reports(
      { id: 'P', type: 'candidate-pair', timestamp: 1, nominated: true, bytesReceived: 42 },
      { id: 'Q', type: 'candidate-pair', timestamp: 1, nominated: false, bytesReceived: 1000 },
    ),
  )
  expect(sample.transportBytes).toBe(42)
})

test('nonsense counts for nothing', () => {
  const sample = sampleOf(reports({ id: 'V', type: 'inbound-rtp', timestamp: 1, bytesReceived: Number.NaN, retransmittedBytesReceived: 'x' }, { id: 'W', type: 'inbound-rtp', timestamp: 1, bytesReceived: 5, retransmittedBytesReceived: 9 }))
  expect([...sample.payloadBytes.values()]).toEqual([0, 0])
})

test('the byte meter never falls and never counts twice', () => {
  const meter = createByteMeter()
  const total = (counters: Record<string, number>) => meter.update(new Map(Object.entries(counters)))
  expect(total({ v: 100, a: 10 })).toBe(110)
  expect(total({ v: 90, a: 20 })).toBe(120) // a counter that fell adds nothing
  expect(total({ v: 100 })).toBe(120) // back at its height; a vanished one stays counted
  expect(total({ v: 101, a: 20, w: 5 })).toBe(126)
  expect(meter.total()).toBe(126)
})

test('for any counters, the byte meter stays between the newest and the highest sum', () => {
  for (let round = 0; round < 200; round++) {
    const meter = createByteMeter()
    const highest = new Map<string, number>()
    let before = 0
    for (let step = 0; step < 20; step++) {
      const counters = new Map(['a', 'b', 'c'].filter(() => Math.random() < 0.8).map((id) => [id, Math.floor(Math.random() * 1000)]))
      for (const [id, count] of counters) highest.set(id, Math.max(count, highest.get(id) ?? 0))
      const total = meter.update(counters)
      expect(total).toBeGreaterThanOrEqual(before)
      expect(total).toBe([...highest.values()].reduce((sum, height) => sum + height, 0))
      before = total
    }
  }
})

test('the rate is that of the last two seconds', () => {
  const rate = createRateMeter()
  expect(rate.bitsPerSecond()).toBe(0)
  rate.update(0, 0)
  expect(rate.bitsPerSecond()).toBe(0)
  for (let ms = 500; ms <= 5000; ms += 500) rate.update(ms, ms)
  expect(rate.bitsPerSecond()).toBe(8000)
  rate.update(5000, 7500)
  rate.update(5000, 9500)
  expect(rate.bitsPerSecond()).toBe(0)
})
