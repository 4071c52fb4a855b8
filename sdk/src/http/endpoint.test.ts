import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import {
  NetworkError,
  NoCodecError,
  OverloadedError,
  StreamBusyError,
  StreamNotFoundError,
  UnauthorizedError,
} from '../errors/errors.js'
import { deleteSession } from './deleteSession.js'
import { isReachable } from './isReachable.js'
import { postOffer } from './postOffer.js'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections(), server.close()
})

async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += chunk
  return body
}

const signal = new AbortController().signal

test('posts the offer and returns answer, session and servers', async () => {
  const seen: unknown[] = []
  const node = await serve(async (request, response) => {
    seen.push(request.method, request.url, request.headers['content-type'], request.headers.authorization, await bodyOf(request))
    response.writeHead(201, { 'content-type': 'application/sdp', location: '/session/ab12', link: '<stun:s.example>; rel="ice-server"' })
    response.end('v=0\r\nanswer')
  })
  const answer = await postOffer({ protocol: 'whip', endpoint: new URL('/whip/live', node), sdp: 'v=0\r\noffer', token: 't0', signal })
  expect(seen).toEqual(['POST', '/whip/live', 'application/sdp', 'Bearer t0', 'v=0\r\noffer'])
  expect(answer.sdp).toBe('v=0\r\nanswer')
  expect(answer.sessionUrl?.href).toBe(`${node}session/ab12`)
  expect(answer.iceServers).toEqual([{ urls: 'stun:s.example' }])
})

test('follows a 307 and takes the session from the node that answered', async () => {
  const relay = await serve(async (request, response) => {
    response.writeHead(201, { location: 'session/1' })
    response.end(`v=0\r\n${await bodyOf(request)}`)
  })
  const node = await serve((_, response) => response.writeHead(307, { location: new URL('/whep/a/b', relay).href }).end())
  const answer = await postOffer({ protocol: 'whep', endpoint: new URL('/whep/a/b', node), sdp: 'offer', signal })
  expect(answer.sdp).toContain('offer')
  expect(answer.sessionUrl?.href).toBe(`${relay}whep/a/session/1`)
})

test.each([
  ['whep', 401, UnauthorizedError],
  ['whep', 403, UnauthorizedError],
  ['whep', 404, StreamNotFoundError],
  ['whep', 409, StreamNotFoundError],
  ['whip', 409, StreamBusyError],
  ['whep', 406, NoCodecError],
  ['whip', 415, NoCodecError],
  ['whip', 422, NoCodecError],
  ['whep', 429, OverloadedError],
  ['whep', 503, OverloadedError],
  ['whep', 500, NetworkError],
  ['whep', 302, NetworkError],
] as const)('%s %i is a %o', async (protocol, status, type) => {
  const node = await serve((_, response) => {
    response.writeHead(status, { 'retry-after': '7', 'content-type': 'application/problem+json' })
    response.end(JSON.stringify({ title: 'No', detail: 'because of this' }))
  })
  const error = await postOffer({ protocol, endpoint: node, sdp: 'v=0', signal }).catch((error: unknown) => error)
  expect(error).toBeInstanceOf(type)
  expect(error).toMatchObject({ retryAfterMs: 7000, details: expect.stringContaining('No: because of this') })
})

test('a 404 without Retry-After is final, a 409 never', async () => {
  const at = async (status: number) => {
    const node = await serve((_, response) => response.writeHead(status).end('plain words'))
    return postOffer({ protocol: 'whep', endpoint: node, sdp: 'v=0', signal }).catch((error: unknown) => error)
  }
  expect(await at(404)).toMatchObject({ retryAfterMs: undefined, details: expect.stringContaining('plain words') })
  expect(await at(409)).toMatchObject({ retryAfterMs: 2000 })
})

test('an answer that is none, a dead node and a silent node are network errors', async () => {
  const chatty = await serve((_, response) => response.writeHead(201).end('<html>'))
  const silent = await serve(() => undefined)
  const dead = await serve(() => undefined)
  servers.at(-1)?.close()
  for (const endpoint of [chatty, silent, dead]) {
    await expect(postOffer({ protocol: 'whep', endpoint, sdp: 'v=0', signal, timeoutMs: 200 })).rejects.toBeInstanceOf(NetworkError)
  }
})

test("the signal's own reason ends a request", async () => {
  const silent = await serve(() => undefined)
  const abort = new AbortController()
  const asked = postOffer({ protocol: 'whep', endpoint: silent, sdp: 'v=0', signal: abort.signal })
  const reason = new DOMException('enough', 'AbortError')
  abort.abort(reason)
  await expect(asked).rejects.toBe(reason)
})

test('ending a session sends the token to its own origin only, and never rejects', async () => {
  const seen: unknown[] = []
  const listener: RequestListener = (request, response) => {
    seen.push(request.method, request.headers.authorization)
    response.end()
  }
  const [node, other] = [await serve(listener), await serve(listener)]
  await deleteSession({ sessionUrl: new URL('/s', node), endpoint: node, token: 't0' })
  await deleteSession({ sessionUrl: new URL('/s', other), endpoint: node, token: 't0' })
  servers.splice(0).forEach((server) => (server.closeAllConnections(), server.close()))
  await deleteSession({ sessionUrl: new URL('/s', node), endpoint: node })
  expect(seen).toEqual(['DELETE', 'Bearer t0', 'DELETE', undefined])
})

test('a node that answers anything is reachable, one that is gone is not', async () => {
  const node = await serve((_, response) => response.writeHead(404).end())
  const silent = await serve(() => undefined)
  expect(await isReachable(node, signal)).toBe(true)
  expect(await isReachable(silent, signal, 100)).toBe(false)
  servers.forEach((server) => (server.closeAllConnections(), server.close()))
  expect(await isReachable(node, signal)).toBe(false)
})
