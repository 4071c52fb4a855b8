import { expect, test } from 'vitest'
import { createFlow } from './createFlow.js'

const every = (gapMs: number, times: number) => Array<number>(times).fill(gapMs)

// The last ordinary pause after media came in these gaps, and the first that is not.
test.each([
  ['sound and pictures', every(50, 100), 149, 150],
  ['five pictures a second', every(200, 40), 599, 601],
  ['a pause on a bad link', [...every(50, 100), 300, 50], 299, 301],
  ['a pause that is long past', [...every(50, 10), 300, ...every(50, 240)], 149, 151],
  ['a page in the background, whose timers run once a second', every(1000, 10), 1499, 1500],
])('%s', (_, gaps, ordinaryMs, oddMs) => {
  let nowMs = 7000
  const flow = createFlow(nowMs)
  for (const gap of gaps) flow.came((nowMs += gap))
  expect(flow.odd(ordinaryMs)).toBe(false)
  expect(flow.odd(oddMs)).toBe(true)
  expect(flow.pauseMs(nowMs + oddMs)).toBe(oddMs)
})
