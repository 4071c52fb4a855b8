import { expect, test } from 'vitest'
import { InvalidOptionError } from '../errors/errors.js'
import type { CastoOptions } from '../options.js'
import { resolveOptions } from './resolveOptions.js'

const streamer = `0x${'ab'.repeat(20)}` as const
const uri = `casto://${streamer}/live`
const resolve = (options: CastoOptions, pageUrl: string | undefined = 'https://page.example/', scriptUrl = 'https://node.example/casto.js') =>
  resolveOptions({ options, scriptUrl, pageUrl })
const hrefs = (options: CastoOptions, pageUrl?: string, scriptUrl?: string) => resolve(options, pageUrl, scriptUrl).nodes.map(String)

test('without options, publishes to the node that served the script', () => {
  expect(resolve({})).toMatchObject({ name: 'live', watched: undefined })
  expect(hrefs({})).toEqual(['https://node.example/'])
})

test('a script that came from no node leaves the page’s own, and else none', () => {
  expect(hrefs({}, 'http://page.example/x', 'blob:nothing')).toEqual(['http://page.example/'])
  expect(hrefs({}, 'file:///x.html', 'file:///casto.js')).toEqual([])
})

test('watches what the options say, then what the link says', () => {
  expect(resolve({ stream: uri }).watched).toEqual({ streamer, name: 'live' })
  expect(resolve({ stream: { streamer, name: 'talk' } }, `https://page.example/#${uri}`).watched?.name).toBe('talk')
  expect(resolve({}, `https://page.example/watch/${streamer}/live`).watched).toEqual({ streamer, name: 'live' })
})

test('media is published whatever the link says', () => {
  expect(resolve({ media: {} as MediaStream }, `https://page.example/#${uri}`).watched).toBeUndefined()
})

test('takes one node or several', () => {
  expect(hrefs({ node: 'http://a.example:1/path' })).toEqual(['http://a.example:1/path'])
  expect(hrefs({ node: ['http://a.example', new URL('https://b.example')] })).toEqual(['http://a.example/', 'https://b.example/'])
})

test.each<CastoOptions>([{ node: 'a.example' }, { node: 'ws://a.example' }, { node: ['https://a.example', ''] }, { name: 'Live' }, { name: '../x' }, { stream: 'https://a.example' }])(
  'refuses %o',
  (options) => {
    expect(() => resolve(options)).toThrow(InvalidOptionError)
  },
)
