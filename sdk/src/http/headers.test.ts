import { expect, test } from 'vitest'
import { iceServersOf } from './iceServersOf.js'
import { linksOf, parseLinkHeader } from './parseLinkHeader.js'
import { publishedStream } from './publishedStream.js'
import { retryAfterMs } from './retryAfterMs.js'

test('reads STUN and TURN servers out of a Link header', () => {
  const header =
    '<stun:stun.example>; rel="ice-server", ' +
    '<turn:turn.example?transport=udp>; rel=ice-server; username="u,;\\"x"; credential="secret"; credential-type="password", ' +
    '<https://node.example/>; rel="urn:casto:node", <javascript:alert(1)>; rel="ice-server"'
  expect(iceServersOf(parseLinkHeader(header))).toEqual([
    { urls: 'stun:stun.example' },
    { urls: 'turn:turn.example?transport=udp', username: 'u,;"x', credential: 'secret' },
  ])
})

test('finds a relation among several, in any case', () => {
  const links = parseLinkHeader('<a>; REL="next Alternate"; title="x", <b>; rel=other')
  expect(linksOf(links, 'alternate').map((link) => link.target)).toEqual(['a'])
})

test('takes the published stream from a link to it, and passes over a broken one', () => {
  const uri = `casto://0x${'ab'.repeat(20)}/live`
  expect(publishedStream(parseLinkHeader(`<stun:s>; rel="ice-server", <${uri}>; rel="alternate"`))).toBe(uri)
  expect(publishedStream(parseLinkHeader('<casto://nonsense>; rel="alternate"'))).toBeUndefined()
  expect(publishedStream([])).toBeUndefined()
})

test.each([null, '', 'nonsense', '<unclosed', '<>', ';;;', '<a>;;;rel', `<a>; x="${'y'.repeat(20_000)}"`])('passes over %s', (header) => {
  expect(iceServersOf(parseLinkHeader(header))).toEqual([])
})

test('reads any header without backtracking, which would outlast the test’s time limit', () => {
  for (const piece of ['<a>', '<a>; ', '; rel', ' ', '"\\', '<a>; rel="', '; x=" ']) {
    const header = piece.repeat(16_000 / piece.length)
    for (const links of [parseLinkHeader(header), parseLinkHeader(`<a>${header}`)]) {
      expect(links.every(({ target }) => target === 'a')).toBe(true)
    }
  }
})

const nowMs = Date.UTC(2030, 0, 1, 12, 0, 0)
test.each([
  ['3', 3000],
  ['0', 0],
  ['86400', 60_000],
  ['Tue, 01 Jan 2030 12:00:05 GMT', 5000],
  ['Tue, 01 Jan 2030 11:00:00 GMT', 0],
  ['soon', undefined],
  ['-1', undefined],
  [null, undefined],
])('reads Retry-After %s as %s ms', (header, want) => {
  const got = retryAfterMs(header, nowMs)
  // "-1" is a date to some parsers; what counts is that it never asks for a wait in the past.
  if (header === '-1') expect(got === undefined || got >= 0).toBe(true)
  else expect(got).toBe(want)
})
