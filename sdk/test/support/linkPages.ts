import type { Browser, Page } from 'playwright-core'
import type { CastoOptions } from '../../src/index.js'
import { openPage } from './publishAndWatch.js'

/** What Chromium counts of the video that a page receives. */
export type VideoCounters = {
  atMs: number
  framesDecoded: number
  framesDropped: number
  framesReceived: number
  keyFramesDecoded: number
  freezeCount: number
  totalFreezesDuration: number
  frameWidth: number
  frameHeight: number
  bytesReceived: number
  packetsReceived: number
  packetsLost: number
  nackCount: number
  pliCount: number
  retransmittedPacketsReceived: number
  /** Peer connections the page has made so far: one more for each reconnection. */
  connections: number
}

type HookedPage = { connections: RTCPeerConnection[] }

/** Keeps the peer connections of a page within reach of tests. */
async function keepConnections(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const kept: RTCPeerConnection[] = []
    const Native = RTCPeerConnection
    const Kept = class extends Native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        kept.push(this)
      }
    }
    Object.assign(globalThis, { RTCPeerConnection: Kept, connections: kept })
  })
}

/** Reads the counters of the last connection. */
export async function countersOf(page: Page): Promise<VideoCounters> {
  return page.evaluate(async () => {
    const { connections } = globalThis as unknown as HookedPage
    const counters: Record<string, number> = { connections: connections.length }
    for (const report of (await connections.at(-1)?.getStats())?.values() ?? []) {
      if (report.type !== 'inbound-rtp' || report.kind !== 'video') continue
      for (const [name, value] of Object.entries(report)) if (typeof value === 'number') counters[name] = value
      counters['atMs'] = report.timestamp
    }
    return counters as unknown as VideoCounters
  })
}

/** Publishes the fake camera by the SDK until the page closes. */
export async function publish(browser: Browser, node: string, options: Omit<CastoOptions, 'media' | 'signal' | 'onState' | 'onLimit'>): Promise<Page> {
  const { page } = await openPage(browser, 'about:blank')
  await keepConnections(page)
  await page.goto(`${node}/studio`)
  await page.evaluate("import('/casto.js').then((sdk) => { globalThis.sdk = sdk })")
  await page.evaluate(async (options) => {
    const { CASTO } = (globalThis as unknown as { sdk: typeof import('../../src/index.js') }).sdk
    const casto = new CASTO(options)
    Object.assign(globalThis, { casto })
    await casto.start()
  }, options)
  return page
}

/** Opens a node's watch page and returns once frames are decoded. */
export async function watch(browser: Browser, url: string): Promise<Page> {
  const { page } = await openPage(browser, 'about:blank')
  await keepConnections(page)
  await page.goto(url)
  for (let tries = 0; tries < 200; tries++) {
    if (((await countersOf(page)).framesDecoded ?? 0) > 0) return page
    await page.waitForTimeout(100)
  }
  throw new Error(`no picture at ${url}`)
}
