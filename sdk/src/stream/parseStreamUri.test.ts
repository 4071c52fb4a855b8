import { expect, test } from 'vitest'
import { InvalidOptionError } from '../errors/errors.js'
import { formatStreamUri } from './formatStreamUri.js'
import { parseStreamUri } from './parseStreamUri.js'

const streamer = `0x${'aB'.repeat(20)}`

test.each([
  [`casto://${streamer}/live`, 'live'],
  [`casto://${streamer}/a.b-c_9`, 'a.b-c_9'],
  [` casto://${streamer}/live?via=/ip4/192.0.2.1/tcp/8785/p2p/12D3KooW `, 'live'],
  [`CASTO://${streamer}/0`, '0'],
  [`casto://${streamer}/${'n'.repeat(64)}`, 'n'.repeat(64)],
])('reads %s', (uri, name) => {
  expect(parseStreamUri(uri)).toEqual({ streamer: streamer.toLowerCase(), name })
  expect(formatStreamUri(parseStreamUri(uri))).toBe(`casto://${streamer.toLowerCase()}/${name}`)
})

test.each([
  '',
  'casto://',
  `casto://${streamer}`,
  `casto://${streamer}/`,
  `casto://${streamer}/UPPER`,
  `casto://${streamer}/-dash`,
  `casto://${streamer}/a/b`,
  `casto://${streamer}/a b`,
  `casto://${streamer}/${'n'.repeat(65)}`,
  `casto://${streamer.slice(0, -1)}/live`,
  `casto://${streamer}0/live`,
  `casto://${streamer.slice(0, -1)}g/live`,
  `https://${streamer}/live`,
  `casto://${streamer}/live#fragment`,
  `casto://user@${streamer}/live`,
  `casto://${streamer}/<img onerror=alert(1)>`,
])('refuses %s', (uri) => {
  expect(() => parseStreamUri(uri)).toThrow(InvalidOptionError)
})
