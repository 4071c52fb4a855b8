// Real nodes on this machine, which are killed; and WebRTC peers in a page, which misbehave.
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { CASTO, CastoOptions, CastoStats } from '../../src/index.js'
import { hasChromium, launch } from '../support/chromium.js'
import { frozenMs, noteFrames } from '../support/framesShown.js'
import { type Network, networkMissing, startNetwork } from '../support/network.js'
import { type PageNode, startPageNode, streamer } from '../support/pageNode.js'
import { untilMoving } from '../support/picture.js'
import { openPage, statsOf } from '../support/publishAndWatch.js'

type TestPage = { sdk: typeof import('../../src/index.js'); casto: CASTO; media: MediaStream; states: string[]; takeovers: unknown[]; video: HTMLVideoElement }

/** Watches in an empty page of a node's, with the SDK of that node. */
async function watch(page: Page, origin: string, options: Pick<CastoOptions, 'stream' | 'standby' | 'node' | 'layers'>): Promise<void> {
  await page.goto(`${origin}/studio`)
  await page.evaluate("import('/casto.js').then((sdk) => { globalThis.sdk = sdk })")
  await page.evaluate(async (options) => {
    const { CASTO } = (globalThis as unknown as TestPage).sdk
    const [states, takeovers]: unknown[][] = [[], []]
    const casto = new CASTO({ ...options, onState: (state) => states?.push(state), onTakeover: (takeover) => takeovers?.push(takeover) })
    const video = document.createElement('video')
    video.id = 'test'
    video.muted = true
    document.body.prepend(video)
    const media = await casto.start()
    video.srcObject = media
    await video.play()
    Object.assign(globalThis, { casto, media, states, takeovers, video })
  }, options)
  await untilMoving(page, '#test')
  await noteFrames(page, '#test')
}

const now = (page: Page) => page.evaluate(() => performance.now())
const inPage = <T>(page: Page, ask: (test: TestPage) => T): Promise<T> => page.evaluate(`(${ask})(globalThis)`)
const until = (page: Page, want: Partial<CastoStats>) => vi.waitFor(async () => expect(await statsOf(page)).toMatchObject(want), { timeout: 30_000, interval: 100 })
const playing = (page: Page) =>
  inPage(page, ({ video, media }) => ({ same: video.srcObject === media, paused: video.paused, live: media.getTracks().map(({ kind, readyState }) => `${kind} ${readyState}`).sort() }))
const asBefore = { same: true, paused: false, live: ['audio live', 'video live'] }

describe.skipIf(!hasChromium)('a viewer whose relay fails', () => {
  let browser: Browser
  let viewer: Awaited<ReturnType<typeof openPage>>
  beforeAll(async () => void (browser = await launch()))
  afterAll(() => browser?.close())
  beforeEach(async () => void (viewer = await openPage(browser, 'about:blank')))
  afterEach(() => viewer.close())

  describe.skipIf(networkMissing())('in a network of nodes', () => {
    let network: Network
    let publisher: Awaited<ReturnType<Network['publish']>>
    beforeEach(async () => {
      network = await startNetwork({ relays: 2 })
      publisher = await network.publish()
    })
    afterEach(() => network?.close())
    const options = () => ({ stream: `casto://${network.streamer.account}/live` })

    test('plays on in the same MediaStream: the connection on standby takes over', async () => {
      const [relay] = network.relays
      await watch(viewer.page, relay?.origin ?? '', options())
      await until(viewer.page, { state: 'live', node: relay?.origin ?? '', standby: expect.stringMatching(/^http/) })
      const standby = (await statsOf(viewer.page))?.standby
      const fault = await now(viewer.page)
      await relay?.kill()
      await until(viewer.page, { state: 'live', node: standby as string, takeovers: 1, reconnects: 1 })
      console.log(`frozen for ${await frozenMs(viewer.page, fault)} ms with a connection on standby`)
      expect(await playing(viewer.page)).toEqual(asBefore)
      expect(await inPage(viewer.page, ({ states }) => states)).toEqual(['connecting', 'live'])
      expect(await inPage(viewer.page, ({ takeovers }) => takeovers)).toEqual([{ from: relay?.origin, to: standby }])
    })

    test('plays on in the same MediaStream without one on standby', async () => {
      const [relay] = network.relays
      await watch(viewer.page, relay?.origin ?? '', { ...options(), standby: false })
      await viewer.page.waitForTimeout(1000) // the relay has named others
      expect(await statsOf(viewer.page)).toMatchObject({ standby: undefined })
      const fault = await now(viewer.page)
      await relay?.kill()
      await until(viewer.page, { state: 'live', takeovers: 0, reconnects: 1 })
      console.log(`frozen for ${await frozenMs(viewer.page, fault)} ms without a connection on standby`)
      expect(await playing(viewer.page)).toEqual(asBefore)
      expect((await statsOf(viewer.page))?.node).not.toBe(relay?.origin)
    })

    test('stays where it is while the publisher is gone', async () => {
      const [relay] = network.relays
      await watch(viewer.page, relay?.origin ?? '', options())
      await until(viewer.page, { standby: expect.stringMatching(/^http/) })
      await publisher.kill()
      await viewer.page.waitForTimeout(5000)
      const back = await now(viewer.page)
      await network.publish()
      await frozenMs(viewer.page, back)
      expect(await statsOf(viewer.page)).toMatchObject({ state: 'live', node: relay?.origin, takeovers: 0, reconnects: 0 })
    })
  })

  describe('between two nodes', () => {
    let one: PageNode
    let two: PageNode
    const stream = `casto://${streamer}/live`
    beforeEach(async () => {
      two = await startPageNode({ browser, paid: true })
      one = await startPageNode({ browser, paid: true, others: [two.origin] })
      await Promise.all([one.call('useCamera'), two.call('useCamera')])
      await watch(viewer.page, one.origin, { stream, layers: { rid: 'h' } })
      await until(viewer.page, { state: 'live', node: one.origin, standby: two.origin })
    })
    afterEach(async () => {
      await one.close()
      await two.close()
    })

    test('leaves one that sends nothing and does not answer', async () => {
      await Promise.all([one.call('ignore'), two.call('rest')])
      await one.call('mute', one.sessions[0] ?? '')
      await until(viewer.page, { node: two.origin, takeovers: 1 })
      await untilMoving(viewer.page, '#test')
      expect(two.layers).toContainEqual({ type: 'layers', rid: 'h' })
    })

    test('leaves one that asks it to, with a last receipt, and acknowledges to each what that one sent', async () => {
      await vi.waitFor(() => expect(one.receipts.length).toBeGreaterThan(0), { timeout: 10_000 })
      expect(two.receipts, 'on standby').toEqual([])
      const before = one.receipts.length
      const asked = await now(viewer.page)
      await one.send(one.sessions[0] ?? '', { type: 'move', deadlineMs: 30_000, reason: 'test' })
      await until(viewer.page, { node: two.origin, takeovers: 1 })
      const frozen = await frozenMs(viewer.page, asked)
      console.log(`frozen for ${frozen} ms when asked to move`)
      await vi.waitFor(() => expect(one.byes).toEqual([one.sessions[0]]), { timeout: 5000 })
      expect(one.receipts.length).toBeGreaterThan(before)
      await vi.waitFor(() => expect(two.receipts.length).toBeGreaterThan(1), { timeout: 15_000 })
      const stats = await statsOf(viewer.page)
      const [last] = two.receipts.slice(-1)
      expect(last?.bytes).toBeLessThan(stats?.bytes ?? 0)
      expect([...one.faults, ...two.faults]).toEqual([])
    })

    test('does not move while both say that the source is silent', async () => {
      await one.call('mute', one.sessions[0] ?? '')
      await viewer.page.waitForTimeout(4000)
      expect(await statsOf(viewer.page)).toMatchObject({ state: 'live', node: one.origin, takeovers: 0, standby: two.origin })
    })
  })
})
