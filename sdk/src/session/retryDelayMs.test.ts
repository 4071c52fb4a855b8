import { expect, test } from 'vitest'
import * as errors from '../errors/errors.js'
import { retryDelayMs } from './retryDelayMs.js'

const delay = (error: unknown, attempt: number, resuming = false) => retryDelayMs({ error, attempt, resuming, random: 0 })

test('waits without end for a stream that nobody publishes yet, by the node’s own interval', () => {
  const error = new errors.StreamNotFoundError('', { retryAfterMs: 2000 })
  expect([1, 2, 100].map((attempt) => delay(error, attempt))).toEqual([2000, 2000, 2000])
})

test('gives up where trying again is pointless', () => {
  for (const resuming of [false, true]) {
    expect(delay(new errors.UnauthorizedError(''), 1, resuming)).toBeUndefined()
    expect(delay(new errors.NoCodecError(''), 1, resuming)).toBeUndefined()
    expect(delay(new TypeError('a bug'), 1, resuming)).toBeUndefined()
  }
  expect(delay(new errors.StreamNotFoundError(''), 1)).toBeUndefined()
})

test('gives up a full, busy or unreachable node after a few attempts, but not once it has been live', () => {
  for (const [error, attempts] of [[new errors.OverloadedError(''), 6], [new errors.StreamBusyError(''), 4], [new errors.NetworkError(''), 3]] as const) {
    expect(delay(error, attempts - 1)).toBeGreaterThan(0)
    expect(delay(error, attempts)).toBeUndefined()
    expect(delay(error, 1000, true)).toBe(10_000)
  }
})

test('backs off, and spreads clients by up to a quarter', () => {
  const error = new errors.NetworkError('')
  expect([1, 2, 3, 4, 5, 6, 7].map((attempt) => delay(error, attempt, true))).toEqual([300, 600, 1200, 2400, 4800, 9600, 10_000])
  expect(retryDelayMs({ error, attempt: 1, resuming: true, random: 1 })).toBe(375)
  const drawn = retryDelayMs({ error, attempt: 1, resuming: true })
  expect(drawn).toBeGreaterThanOrEqual(300)
  expect(drawn).toBeLessThanOrEqual(375)
})
