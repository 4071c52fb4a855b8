import { expect, test } from 'vitest'
import { InvalidOptionError } from '../errors/errors.js'
import { streamFromUrl } from './streamFromUrl.js'

const streamer = `0x${'ab'.repeat(20)}`

test.each([
  `https://node.example/watch/${streamer}/live`,
  `https://node.example/watch/${streamer.toUpperCase().replace('0X', '0x')}/live/`,
  `https://elsewhere.example/page#casto://${streamer}/live`,
  `https://elsewhere.example/page#casto:%2F%2F${streamer}%2Flive`,
  `https://elsewhere.example/?stream=casto://${streamer}/live`,
  `https://elsewhere.example/?stream=casto%3A%2F%2F${streamer}%2Flive&x=1`,
])('finds the stream in %s', (url) => {
  expect(streamFromUrl(new URL(url))).toEqual({ streamer, name: 'live' })
})

test.each([
  `https://node.example/watch/${streamer}/live?via=/ip4/192.0.2.1/tcp/1,/b`,
  `https://elsewhere.example/page#casto://${streamer}/live?via=/ip4/192.0.2.1/tcp/1,/b`,
])('finds whom to ask for the stream in %s', (url) => {
  expect(streamFromUrl(new URL(url))?.via).toEqual(['/ip4/192.0.2.1/tcp/1', '/b'])
})

test.each(['https://node.example/', 'https://node.example/studio#token=abc', `https://node.example/watch/${streamer}`, `https://node.example/x/watch/${streamer}/live`])(
  'finds none in %s',
  (url) => {
    expect(streamFromUrl(new URL(url))).toBeUndefined()
  },
)

test.each([
  'https://node.example/watch/0x12/live',
  `https://node.example/watch/${streamer}/Live`,
  `https://node.example/watch/${streamer}/%`,
  'https://node.example/#casto://nonsense',
  'https://node.example/?stream=',
])('refuses the broken link %s rather than publish', (url) => {
  expect(() => streamFromUrl(new URL(url))).toThrow(InvalidOptionError)
})
