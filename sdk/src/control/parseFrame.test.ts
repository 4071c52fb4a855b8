import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ViewerFrame } from './frames.js'
import { parseFrame } from './parseFrame.js'

const address = `0x${'11'.repeat(20)}`
const grant = {
  type: 'grant',
  grant: { streamId: `0x${'AB'.repeat(32)}`, relay: address, viewerKey: address, notBefore: '1', notAfter: '18446744073709551615', maxKbps: 20_000 },
  signature: `0x${'22'.repeat(65)}`,
  domain: { chainId: '1337', verifyingContract: address },
}
const parse = (frame: unknown) => parseFrame(JSON.stringify(frame))

test('reads every frame of a relay', () => {
  expect(parse(grant)).toEqual({
    type: 'grant',
    grant: { streamId: `0x${'ab'.repeat(32)}`, relay: address, viewerKey: address, notBefore: 1n, notAfter: 2n ** 64n - 1n, maxKbps: 20_000n },
    signature: grant.signature,
    domain: { chainId: 1337n, verifyingContract: address },
  })
  expect(parse({ type: 'free', reason: 'pool' })).toEqual({ type: 'free', reason: 'pool' })
  expect(parse({ type: 'free' })).toEqual({ type: 'free', reason: '' })
  expect(parse({ type: 'ack', seq: '7', more: 1 })).toEqual({ type: 'ack', seq: 7n })
  expect(parse({ type: 'limit', state: 'lowest', reason: 'unpaid' })).toEqual({ type: 'limit', state: 'lowest', reason: 'unpaid' })
  expect(parse({ type: 'error', code: 'grant', reason: 'no' })).toEqual({ type: 'error', code: 'grant', reason: 'no' })
})

// The same file holds Go to the same bytes.
const written = new Map<string, string>()
for (const line of readFileSync(new URL('../../../incentives/control/testdata/frames.txt', import.meta.url), 'utf8').split('\n')) {
  written.set(line.split(' ', 1)[0] ?? '', line.slice(line.indexOf(' ') + 1))
}

test.each<[string, unknown]>([
  ['free', { type: 'free', reason: 'pool' }],
  ['ack', { type: 'ack', seq: 2n ** 63n }],
  ['source', { type: 'source', state: 'idle' }],
  ['alternatives', { type: 'alternatives', urls: [new URL('https://relay.example'), new URL('http://[2001:db8::1]:8787')], above: [] }],
  ['alone', { type: 'alternatives', urls: [], above: [] }],
  ['below', { type: 'alternatives', urls: [new URL('https://relay.example')], above: [new URL('https://parent.example')] }],
  ['move', { type: 'move', reason: 'the relay stops', deadlineMs: 30_000 }],
])('reads %s as Go writes it', (name, frame) => {
  expect(parseFrame(written.get(name))).toEqual(frame)
})

test.each<[string, ViewerFrame]>([
  ['bye', { type: 'bye' }],
  ['standby', { type: 'standby', on: true }],
  ['awake', { type: 'standby', on: false }],
  ['layers', { type: 'layers', rid: 'h', spatial: 2, temporal: 1 }],
  ['all-layers', { type: 'layers', rid: undefined }],
  ['silent', { type: 'silent', forMs: 150 }],
])('%s is written as Go reads it', (name, frame) => {
  expect(JSON.stringify(frame)).toBe(written.get(name))
})

test.each([
  ['another type', { type: 'hello' }],
  ['no type', {}],
  ['an array', [1]],
  ['null', null],
  ['a wrong state', { type: 'limit', state: 'fast' }],
  ['an ack without a number', { type: 'ack' }],
  ['a negative ack', { type: 'ack', seq: '-1' }],
  ['an ack beyond 64 bits', { type: 'ack', seq: '18446744073709551616' }],
  ['a broken number', { type: 'ack', seq: 1.5 }],
  ['hex for a number', { type: 'ack', seq: '0x1' }],
  ['an array for a number', { type: 'ack', seq: ['1'] }],
  ['a source in no state', { type: 'source' }],
  ['a move by nobody knows when', { type: 'move' }],
  ['nine alternatives', { type: 'alternatives', urls: Array(9).fill('https://a') }],
  ['an alternative with a path', { type: 'alternatives', urls: ['https://a/b'] }],
  ['an alternative that is a script', { type: 'alternatives', urls: ['javascript:alert(1)'] }],
  ['an alternative with a password', { type: 'alternatives', urls: ['https://a@b'] }],
  ['a script above', { type: 'alternatives', above: ['javascript:alert(1)'] }],
  ['an alternative that is no URL', { type: 'alternatives', urls: ['https://a:b'] }],
  ['a short signature', { ...grant, signature: '0x22' }],
  ['no domain', { ...grant, domain: undefined }],
  ['an address of 19 bytes', { ...grant, grant: { ...grant.grant, relay: address.slice(0, -2) } }],
  ['a bitrate beyond 32 bits', { ...grant, grant: { ...grant.grant, maxKbps: 2 ** 32 } }],
])('passes over %s', (_, frame) => {
  expect(parse(frame)).toBeUndefined()
})

test('passes over what is no JSON, no text, or too long', () => {
  for (const data of ['', '{', 'null', new ArrayBuffer(4), 7, undefined, JSON.stringify({ type: 'free', reason: 'x'.repeat(5000) })]) {
    expect(parseFrame(data)).toBeUndefined()
  }
})

test("a relay's words are one bounded line without control or direction characters", () => {
  expect(parse({ type: 'limit', state: 'paused', reason: `a\n\u202Eb\u0000${'c'.repeat(500)}` })).toEqual({
    type: 'limit',
    state: 'paused',
    reason: `a b ${'c'.repeat(196)}`,
  })
})

test('never throws, whatever a relay sends', () => {
  const text = JSON.stringify(grant)
  for (let i = 0; i < 5000; i++) {
    const at = Math.floor(Math.random() * text.length)
    const cut = at + Math.floor(Math.random() * 8)
    parseFrame(text.slice(0, at) + String.fromCharCode(Math.floor(Math.random() * 128)) + text.slice(cut))
  }
})
