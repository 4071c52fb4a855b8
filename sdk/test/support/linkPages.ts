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

/** How many frames a publishing page has sent, of the layer with most. What a busy machine does not send, nobody can decode. */
export async function framesSentBy(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { connections } = globalThis as unknown as HookedPage
    const reports = [...((await connections.at(-1)?.getStats())?.values() ?? [])]
    return Math.max(...reports.map(({ type, kind, framesSent }) => (type === 'outbound-rtp' && kind === 'video' ? Number(framesSent ?? 0) : 0)))
  })
}

/** Has a page send its video in one stream of several layers, where it would send several streams. */
async function sendScalable(page: Page, scalabilityMode: string): Promise<void> {
  await page.addInitScript((scalabilityMode) => {
    const { addTransceiver } = RTCPeerConnection.prototype
    RTCPeerConnection.prototype.addTransceiver = function (track, init) {
      return addTransceiver.call(this, track, init?.sendEncodings ? { ...init, sendEncodings: [{ scalabilityMode, maxBitrate: 1_500_000 }] } : init)
    }
  }, scalabilityMode)
}

/** Publishes the fake camera by the SDK until the page closes, in one stream of several layers if a mode says so. */
export async function publish(
  browser: Browser,
  node: string,
  options: Omit<CastoOptions, 'media' | 'signal' | 'onState' | 'onLimit'>,
  scalabilityMode?: string,
): Promise<Page> {
  const { page } = await openPage(browser, 'about:blank')
  await keepConnections(page)
  if (scalabilityMode !== undefined) await sendScalable(page, scalabilityMode)
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

/** What happened between two looks. */
export const since = (before: VideoCounters, after: VideoCounters) => ({
  seconds: (after.atMs - before.atMs) / 1000,
  decoded: after.framesDecoded - before.framesDecoded,
  freezes: after.freezeCount - before.freezeCount,
  lost: after.packetsLost - before.packetsLost,
  asked: after.nackCount - before.nackCount + after.pliCount - before.pliCount,
  connections: after.connections - before.connections,
})

/** Looks at a page ten times a second until its counters are as wanted, and tells how long that took and the last counters. */
export async function until(page: Page, capMs: number, done: (counters: VideoCounters) => boolean) {
  const begun = performance.now()
  for (;;) {
    const counters = await countersOf(page)
    const tookMs = Math.round(performance.now() - begun)
    if (done(counters)) return { tookMs, counters, reached: true }
    if (tookMs > capMs) return { tookMs, counters, reached: false }
    await page.waitForTimeout(100)
  }
}

/** The counters that a reader wants to see. */
export const show = ({ frameWidth, frameHeight, framesDecoded, freezeCount, totalFreezesDuration }: VideoCounters) =>
  `${frameWidth}x${frameHeight}, ${framesDecoded} frames, ${freezeCount} freezes of ${totalFreezesDuration.toFixed(1)} s`

/** A round trip of 50 ms, and nothing else. */
export const clean = { delayMs: 25 }
