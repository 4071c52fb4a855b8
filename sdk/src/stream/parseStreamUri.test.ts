import { expect, test } from 'vitest'
import { InvalidOptionError } from '../errors/errors.js'
import { formatStreamUri } from './formatStreamUri.js'
import { parseStreamUri } from './parseStreamUri.js'

const streamer = `0x${'aB'.repeat(20)}`

test.each([
  [`casto://${streamer}/live`, 'live'],
  [`casto://${streamer}/a.b-c_9`, 'a.b-c_9'],
  [` casto://${streamer}/live?other=1 `, 'live'],
  [`CASTO://${streamer}/0`, '0'],
  [`casto://${streamer}/${'n'.repeat(64)}`, 'n'.repeat(64)],
])('reads %s', (uri, name) => {
  expect(parseStreamUri(uri)).toEqual({ streamer: streamer.toLowerCase(), name })
  expect(formatStreamUri(parseStreamUri(uri))).toBe(`casto://${streamer.toLowerCase()}/${name}`)
})

test('keeps the addresses of an invitation, at most 16', () => {
  const via = ['/ip4/192.0.2.1/tcp/8785/p2p/12D3KooW', '/dns4/a b.example/udp/1']
  const uri = formatStreamUri({ streamer: streamer as `0x${string}`, name: 'live', via })
  expect(uri).toBe(`casto://${streamer.toLowerCase()}/live?via=/ip4/192.0.2.1/tcp/8785/p2p/12D3KooW,/dns4/a%20b.example/udp/1`)
  expect(parseStreamUri(uri).via).toEqual(via)
  expect(parseStreamUri(`${uri}&via=/x,,/y`).via).toEqual([...via, '/x', '/y'])
  expect(parseStreamUri(`casto://${streamer}/live?via=${'/a,'.repeat(50)}`).via).toHaveLength(16)
  expect(parseStreamUri(`casto://${streamer}/live?via=`)).not.toHaveProperty('via')
})

test.each([
  '',
  `casto://${streamer}/live?via=${'x'.repeat(4096)}`,
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
