import { expect, test } from 'vitest'
import { createKnowledge, learn, learnNodes, nodesBesides } from './knowledge.js'

const begin = () => createKnowledge({ nodes: [new URL('https://a.example')], name: 'live', watched: undefined, iceServers: [{ urls: 'stun:mine' }] })
const node = (target: string) => ({ target, params: { rel: 'urn:casto:node' } })

test('a server named again brings fresh credentials, one of the caller’s stays', () => {
  const known = begin()
  learn(known, { links: [], iceServers: [{ urls: 'turn:t', username: 'old', credential: '1' }] })
  learn(known, { links: [], iceServers: [{ urls: 'turn:t', username: 'new', credential: '2' }] })
  expect(known.iceServers).toEqual([{ urls: 'stun:mine' }, { urls: 'turn:t', username: 'new', credential: '2' }])
})

test('other nodes are kept once each, only by http, and not without end', () => {
  const known = begin()
  learnNodes(known, [node('https://b.example/x'), node('https://a.example/'), node('https://b.example/'), node('javascript:alert(1)'), node('https://'), { target: 'https://c.example', params: { rel: 'next' } }])
  expect(known.nodes.map(({ host }) => host)).toEqual(['a.example', 'b.example'])
  learnNodes(known, Array.from({ length: 100 }, (_, at) => node(`https://n${at}.example`)))
  expect(known.nodes).toHaveLength(16)
})

test('a publisher learns its stream once', () => {
  const known = begin()
  const link = (name: string) => ({ target: `casto://0x${'ab'.repeat(20)}/${name}`, params: {} })
  learn(known, { iceServers: [], links: [link('live')] })
  learn(known, { iceServers: [], links: [link('other')] })
  expect(known.stream).toBe(link('live').target)
})

test('besides the present node there are those that carry the stream, then the others, each once', () => {
  const known = begin()
  learnNodes(known, [node('https://b.example'), node('http://c.example')])
  known.alternatives = [new URL('https://d.example'), new URL('https://b.example/')]
  const hosts = (present: string, page?: string) => nodesBesides(known, new URL(present), page).map(({ host }) => host)
  expect(hosts('https://a.example')).toEqual(['d.example', 'b.example', 'c.example'])
  expect(hosts('https://d.example')).toEqual(['b.example', 'a.example', 'c.example'])
  expect(hosts('https://a.example', 'https://page.example/'), 'mixed content').toEqual(['d.example', 'b.example'])
})
