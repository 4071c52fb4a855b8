import { expect, test } from 'vitest'
import type { RtcSample } from '../rtc/readStats.js'
import { createPlayoutDelay } from './createPlayoutDelay.js'

/** Four samples a second of 100 packets a second, of which a share that changes over time is lost; the delays, a second apart. */
function delays(seconds: number, loss: (second: number) => number, packetsPerSecond = 100): number[] {
  const delay = createPlayoutDelay()
  const found: number[] = []
  let packetsReceived = 0
  let packetsLost = 0
  for (let at = 0; at < seconds * 4; at++) {
    packetsReceived += packetsPerSecond / 4
    packetsLost += (packetsPerSecond / 4) * loss(at / 4)
    const delayMs = delay({ atMs: at * 250, packetsReceived, packetsLost } as RtcSample)
    if (at % 4 === 3) found.push(delayMs)
  }
  return found
}

test.each([
  [0, 0],
  [0.01, 0],
  [0.05, 150],
  [0.1, 300],
  [0.2, 400],
])('a loss of %d has %d ms held back', (loss, want) => {
  expect(delays(6, () => loss).at(-1)).toBe(want)
})

test('a link that turns bad is noticed within two seconds, and one that turned good is mistrusted for fifteen', () => {
  const found = delays(60, (second) => (second >= 10 && second < 20 ? 0.2 : 0))
  expect(found.slice(0, 10)).toEqual(Array(10).fill(0))
  expect(found[12]).toBe(400)
  expect(found.slice(12, 33)).toEqual(Array(21).fill(400))
  expect(found.at(-1)).toBe(0)
})

test('a few packets tell nothing', () => {
  expect(delays(20, () => 0.5, 10).at(-1)).toBe(0)
})

test('a connection that starts anew starts without delay', () => {
  const delay = createPlayoutDelay()
  expect(delay({ atMs: 1, packetsReceived: 100_000, packetsLost: 50_000 } as RtcSample)).toBe(0)
})
