import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { type Hex, encodePacked, hashTypedData, keccak256, recoverTypedDataAddress } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { type RelayPage, relayPage } from './relayPage.js'
import { bodyOf, dist, serve } from './serve.js'

export const streamer: Hex = `0x${'c5'.repeat(20)}`
export const token = 'test-token'

const domain = { name: 'CASTO PaymentChannels', version: '1', chainId: 1337, verifyingContract: `0x${'cc'.repeat(20)}` } as const
const relay: Hex = `0x${'be'.repeat(20)}`
const types = {
  SessionGrant: [
    { name: 'streamId', type: 'bytes32' },
    { name: 'relay', type: 'address' },
    { name: 'viewerKey', type: 'address' },
    { name: 'notBefore', type: 'uint64' },
    { name: 'notAfter', type: 'uint64' },
    { name: 'maxKbps', type: 'uint32' },
  ],
  Receipt: [
    { name: 'grantHash', type: 'bytes32' },
    { name: 'relay', type: 'address' },
    { name: 'seq', type: 'uint64' },
    { name: 'bytesTotal', type: 'uint64' },
    { name: 'timeMs', type: 'uint64' },
    { name: 'mediaDigest', type: 'bytes32' },
  ],
} as const

/** A receipt that viem found to be signed by the session's viewer. */
export type VerifiedReceipt = { session: string; seq: number; bytes: number }

/** A node for the SDK to speak to: its HTTP in this process, its WebRTC in a page of Chromium, its money checked by viem. */
export type PageNode = {
  origin: string
  page: Page
  receipts: VerifiedReceipt[]
  /** Every request to an endpoint or session, e.g. `POST /whep/… 201`. */
  requests: string[]
  /** The SDP of every offer that was answered. */
  offers: string[]
  /** Frames that were no valid protocol, in words. */
  faults: string[]
  /** Sessions in the order they began. */
  sessions: string[]
  byes: string[]
  /** Wishes for layers. */
  layers: unknown[]
  /** When set, endpoints answer this status before they look at the offer. */
  refuse: { status: number; headers?: Record<string, string> } | undefined
  send(session: string, frame: unknown): Promise<void>
  call<K extends keyof RelayPage>(method: K, ...args: Parameters<RelayPage[K]>): Promise<Awaited<ReturnType<RelayPage[K]>>>
  close(): Promise<void>
}

export type StartPageNodeParameters = {
  browser: Browser
  /** Whether viewers are granted sessions and asked for receipts; else they are told that it is free. */
  paid: boolean
  /** Other nodes to name in answers. */
  others?: string[]
}

export async function startPageNode({ browser, paid, others = [] }: StartPageNodeParameters): Promise<PageNode> {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'] })
  const page = await context.newPage()
  const streamKey = privateKeyToAccount(generatePrivateKey())
  const streamId = keccak256(encodePacked(['address', 'string'], [streamer, 'live']))
  const viewers = new Map<string, { address: Hex; grantHash: Hex; seq: number; bytes: number }>()

  const onFrame = async (session: string, text: string) => {
    try {
      const frame = JSON.parse(text)
      if (frame.type === 'hello') return await greet(session, frame.viewer)
      if (frame.type === 'receipt') return await store(session, frame.receipt, frame.signature)
      if (frame.type === 'bye') return void node.byes.push(session)
      if (frame.type === 'standby') return void (await node.call('mute', session, frame.on))
      if (frame.type === 'layers') return void node.layers.push(frame)
      throw new Error(`unknown frame ${text}`)
    } catch (error) {
      node.faults.push(String(error))
    }
  }
  const greet = async (session: string, viewer: Hex) => {
    if (!paid) return node.send(session, { type: 'free', reason: 'test' })
    const now = Math.floor(Date.now() / 1000)
    const message = { streamId, relay, viewerKey: viewer, notBefore: BigInt(now - 60), notAfter: BigInt(now + 600), maxKbps: 5000 }
    const typed = { domain, types, primaryType: 'SessionGrant', message } as const
    viewers.set(session, { address: viewer, grantHash: hashTypedData(typed), seq: 0, bytes: 0 })
    await node.send(session, {
      type: 'grant',
      grant: { ...message, notBefore: String(message.notBefore), notAfter: String(message.notAfter) },
      signature: await streamKey.signTypedData(typed),
      domain: { chainId: String(domain.chainId), verifyingContract: domain.verifyingContract },
    })
  }
  const store = async (session: string, receipt: Record<string, string>, signature: Hex) => {
    const viewer = viewers.get(session)
    if (!viewer) throw new Error('receipt before grant')
    const message = {
      grantHash: receipt['grantHash'] as Hex,
      relay: receipt['relay'] as Hex,
      seq: BigInt(receipt['seq'] ?? ''),
      bytesTotal: BigInt(receipt['bytesTotal'] ?? ''),
      timeMs: BigInt(receipt['timeMs'] ?? ''),
      mediaDigest: receipt['mediaDigest'] as Hex,
    }
    const signer = await recoverTypedDataAddress({ domain, types, primaryType: 'Receipt', message, signature })
    if (signer.toLowerCase() !== viewer.address) throw new Error(`receipt signed by ${signer}, not ${viewer.address}`)
    if (message.grantHash !== viewer.grantHash || message.relay !== relay) throw new Error('receipt for another grant')
    if (message.seq <= viewer.seq || message.bytesTotal <= viewer.bytes) throw new Error('receipt does not rise')
    viewer.seq = Number(message.seq)
    viewer.bytes = Number(message.bytesTotal)
    node.receipts.push({ session, seq: viewer.seq, bytes: viewer.bytes })
    await node.send(session, { type: 'ack', seq: String(message.seq) })
  }

  const cors = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'Location, ETag, Link, Retry-After' }
  const endpoint = async (request: IncomingMessage, response: ServerResponse): Promise<number> => {
    const end = (status: number, headers: Record<string, string> = {}, body?: string) => {
      response.writeHead(status, { ...cors, ...headers }).end(body)
      return status
    }
    const [, kind, ...rest] = new URL(request.url ?? '', 'http://node').pathname.split('/')
    if (request.method === 'OPTIONS') {
      return end(204, { 'access-control-allow-methods': 'POST, PATCH, DELETE, OPTIONS', 'access-control-allow-headers': 'Authorization, Content-Type, If-Match, ETag' })
    }
    if (kind === 'session') {
      if (request.method === 'PATCH') return end(204) // all candidates are in the offer
      const id = rest[0] ?? ''
      if (request.method !== 'DELETE' || !node.sessions.includes(id)) return end(404)
      await node.call('close', id)
      return end(200)
    }
    if (node.refuse) return end(node.refuse.status, node.refuse.headers)
    const offer = await bodyOf(request)
    const id = randomBytes(16).toString('hex')
    const links = [...others.map((origin) => `<${origin}>; rel="urn:casto:node"`), '<stun:127.0.0.1:9>; rel="ice-server"']
    if (kind === 'whip') {
      if (request.headers.authorization !== `Bearer ${token}`) return end(401, { 'www-authenticate': 'Bearer' })
      if (await node.call('hasSource')) return end(409, { 'retry-after': '1' })
      links.push(`<casto://${streamer}/${rest[0]}>; rel="alternate"`)
    } else if (!(await node.call('hasSource'))) {
      return end(409, { 'retry-after': '1' })
    }
    const standby = /[?&]standby=1/.test(request.url ?? '')
    const answer = kind === 'whip' ? await node.call('whip', id, offer) : await node.call('whep', id, offer, standby)
    node.sessions.push(id)
    node.offers.push(offer)
    return end(201, { 'content-type': 'application/sdp', location: `/session/${id}`, etag: '"1"', link: links.join(', ') }, answer)
  }
  const site = await serve(dist, async (request, response) => {
    if (!/^\/(whip|whep|session)\//.test(request.url ?? '')) return false
    const status = await endpoint(request, response)
    if (request.method !== 'OPTIONS') node.requests.push(`${request.method} ${request.url} ${status}`)
    return true
  })

  const node: PageNode = {
    origin: site.origin,
    page,
    receipts: [],
    requests: [],
    offers: [],
    faults: [],
    sessions: [],
    byes: [],
    layers: [],
    refuse: undefined,
    send: (session, frame) => node.call('send', session, typeof frame === 'string' ? frame : JSON.stringify(frame)),
    call: (method, ...args) =>
      page.evaluate(
        ([method, args]) => {
          const { relay } = globalThis as unknown as { relay: Record<string, (...args: unknown[]) => unknown> }
          return relay[method]?.(...args)
        },
        [method, args] as [string, unknown[]],
      ) as never,
    async close() {
      await site.close()
      await context.close().catch(() => undefined)
    },
  }
  await page.exposeFunction('onFrame', onFrame)
  await page.goto(`${site.origin}/studio`)
  await page.evaluate(relayPage)
  return node
}
