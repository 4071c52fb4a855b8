import { expect, test } from 'vitest'
import type { RelayFrame } from '../control/frames.js'
import { bytesOf, hexOf } from './encode.js'
import { createReceiptSession } from './createReceiptSession.js'
import { hashGrant } from './hashGrant.js'
import { hashReceipt } from './hashReceipt.js'
import { createSessionKey } from './sessionKey.js'
import { streamId } from './streamId.js'

const stream = { streamer: `0x${'aa'.repeat(20)}`, name: 'live' } as const
const key = createSessionKey(new Uint8Array(32).fill(7))
const domain = { chainId: 1337n, verifyingContract: `0x${'cc'.repeat(20)}` } as const

function granted(change: Partial<Extract<RelayFrame, { type: 'grant' }>['grant']> = {}): Extract<RelayFrame, { type: 'grant' }> {
  const grant = { streamId: streamId(stream), relay: `0x${'bb'.repeat(20)}`, viewerKey: key.address, notBefore: 1n, notAfter: 2n, maxKbps: 5000n, ...change } as const
  return { type: 'grant', grant, signature: `0x${'00'.repeat(65)}`, domain }
}

const read = (frame: string | undefined) => JSON.parse(frame ?? 'null')?.receipt
const begin = () => createReceiptSession(stream, key)

test('says hello with the address of its key', () => {
  expect(JSON.parse(begin().hello())).toEqual({ type: 'hello', viewer: key.address })
})

test('signs nothing before a grant', () => {
  expect(begin().receipt(1000, 1)).toBeUndefined()
})

test.each([
  ['another viewer', { viewerKey: `0x${'01'.repeat(20)}` }],
  ['another stream', { streamId: `0x${'01'.repeat(32)}` }],
  ['no time', { notBefore: 3n }],
] as const)('refuses a grant for %s, and keeps to the one it holds', (_, change) => {
  const session = begin()
  expect(session.grant(granted(change))).toBeTypeOf('string')
  expect(session.receipt(1000, 1)).toBeUndefined()
  expect(session.grant(granted())).toBeUndefined()
  expect(session.grant(granted(change))).toBeTypeOf('string')
  expect(read(session.receipt(1000, 1)).grantHash).toBe(hexOf(hashGrant(granted().grant, domain)))
})

test('acknowledges what was received, signed, rising, and nothing twice', () => {
  const session = begin()
  const { grant } = granted({ notBefore: 1_700_000_000n, notAfter: 1_700_000_600n })
  session.grant({ ...granted(), grant })
  const frame = JSON.parse(session.receipt(1000.9, 1700000000123.4) ?? '')
  expect(frame).toEqual({
    type: 'receipt',
    receipt: {
      grantHash: hexOf(hashGrant(grant, domain)),
      relay: grant.relay,
      seq: '1',
      bytesTotal: '1000',
      timeMs: '1700000000123',
      mediaDigest: `0x${'00'.repeat(32)}`,
    },
    signature: expect.stringMatching(/^0x[0-9a-f]{128}1[bc]$/),
  })
  const receipt = { ...frame.receipt, seq: 1n, bytesTotal: 1000n, timeMs: 1700000000123n }
  expect(frame.signature).toBe(key.sign(hashReceipt(receipt, domain)))
  expect(bytesOf(frame.signature)).toHaveLength(65)
  expect(session.receipt(1000, 2)).toBeUndefined()
  expect(session.receipt(999, 2)).toBeUndefined()
  expect(read(session.receipt(1001, 2))).toMatchObject({ seq: '2', bytesTotal: '1001' })
})

test.each([
  ['before the grant', 5, '1000'],
  ['within it', 1500, '1500'],
  ['after it', 1_700_000_000_000, '2000'],
])('by a clock %s, the time in a receipt is one of the grant', (_, nowMs, timeMs) => {
  const session = begin()
  session.grant(granted())
  expect(read(session.receipt(1000, nowMs)).timeMs).toBe(timeMs)
})

test('a renewed grant counts anew from what the old one acknowledged; the same grant again changes nothing', () => {
  const session = begin()
  session.grant(granted())
  session.receipt(1000, 1)
  session.grant(granted())
  expect(read(session.receipt(1500, 2))).toMatchObject({ seq: '2', bytesTotal: '1500' })
  session.grant(granted({ notAfter: 99n }))
  expect(session.receipt(1500, 3)).toBeUndefined()
  expect(read(session.receipt(1700, 4))).toMatchObject({ seq: '1', bytesTotal: '200' })
})

test('counts what the relay has stored, over renewals, and never more than was sent', () => {
  const session = begin()
  session.grant(granted())
  session.receipt(1, 1)
  session.receipt(2, 2)
  expect([session.acked(9n), session.acked(1n), session.acked(1n), session.acked(2n), session.acked(1n)]).toEqual([0, 1, 1, 2, 2])
  session.grant(granted({ notAfter: 99n }))
  session.receipt(3, 3)
  expect([session.acked(2n), session.acked(1n)]).toEqual([2, 3])
})
