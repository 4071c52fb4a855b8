import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { CASTO, CastoOptions, CastoStats } from '../../src/index.js'
import { hasChromium, launch, launchMortal } from '../support/chromium.js'
import { type PageNode, startPageNode, streamer, token } from '../support/pageNode.js'
import { pictureChange, untilMoving } from '../support/picture.js'
import { openPage, statsOf } from '../support/publishAndWatch.js'

type TestPage = { sdk: typeof import('../../src/index.js'); casto: CASTO; media: MediaStream; tracks: MediaStreamTrack[]; states: string[] }

const stream = `casto://${streamer}/live`

/** Runs the two lines of the README with these options in a page, and tells how start() ended. */
async function start(page: Page, options: Omit<CastoOptions, 'media' | 'signal' | 'onState'>): Promise<string> {
  return page.evaluate(async (options) => {
    const { CASTO } = (globalThis as unknown as TestPage).sdk
    const states: string[] = []
    const casto = new CASTO({ ...options, onState: (state) => states.push(state) })
    Object.assign(globalThis, { casto, states })
    try {
      const media = await casto.start()
      const video = document.createElement('video')
      video.id = 'test'
      video.muted = true
      document.body.prepend(video)
      video.srcObject = media
      await video.play()
      Object.assign(globalThis, { media, tracks: media.getTracks() })
      return 'started'
    } catch (error) {
      return (error as Error).name
    }
  }, options)
}

/** Opens an empty page of a node's and imports the SDK there, as text: the test runner rewrites imports in functions. */
async function openBlank(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/blank`)
  await page.evaluate("import('/casto.js').then((sdk) => { globalThis.sdk = sdk })")
}

const inPage = <T>(page: Page, ask: (test: TestPage) => T): Promise<T> => page.evaluate(`(${ask})(globalThis)`)
const until = (check: () => Promise<void>, timeout = 20_000) => vi.waitFor(check, { timeout, interval: 100 })
const live = (page: Page, want: Partial<CastoStats>) => until(async () => expect(await statsOf(page)).toMatchObject({ state: 'live', ...want }))

describe.skipIf(!hasChromium)('a CASTO in a page', () => {
  let browser: Browser
  let node: PageNode
  let viewer: Awaited<ReturnType<typeof openPage>>
  beforeAll(async () => void (browser = await launch()))
  afterAll(() => browser?.close())
  beforeEach(async () => {
    node = await startPageNode({ browser, paid: true })
    viewer = await openPage(browser, 'about:blank')
    await openBlank(viewer.page, node.origin)
  })
  afterEach(async () => {
    await viewer.close()
    await node.close()
  })

  test('a session the node closed is made anew behind the same MediaStream', async () => {
    await node.call('useCamera')
    expect(await start(viewer.page, { stream })).toBe('started')
    await untilMoving(viewer.page, '#test')
    await until(async () => expect(node.receipts.length).toBeGreaterThan(0))
    await node.call('close', node.sessions[0] ?? '')
    await live(viewer.page, { reconnects: 1 })
    await untilMoving(viewer.page, '#test')
    const swapped = await inPage(viewer.page, ({ media, tracks }) => ({
      active: media.active,
      kinds: media.getTracks().map(({ kind }) => kind).sort(),
      old: tracks.some((track) => media.getTracks().includes(track)),
      ended: tracks.every(({ readyState }) => readyState === 'ended'),
    }))
    expect(swapped).toEqual({ active: true, kinds: ['audio', 'video'], old: false, ended: true })
    // The second connection has a key of its own and acknowledges its own bytes.
    await until(async () => expect(node.receipts.at(-1)).toMatchObject({ session: node.sessions[1] }))
    const stats = await statsOf(viewer.page)
    expect(stats?.bytes).toBeGreaterThan(stats?.receipts?.bytes ?? Number.NaN)
    expect(await inPage(viewer.page, ({ states }) => states)).toEqual(['connecting', 'live', 'reconnecting', 'live'])
    expect(node.faults).toEqual([])
  })

  test('a node that dies is left for another that it named', async () => {
    const mortal = await launchMortal()
    const doomed = await startPageNode({ browser: mortal.browser, paid: false, others: [node.origin] })
    await Promise.all([doomed.call('useCamera'), node.call('useCamera')])
    expect(await start(viewer.page, { stream, node: doomed.origin })).toBe('started')
    await untilMoving(viewer.page, '#test')
    mortal.kill()
    await doomed.close()
    await live(viewer.page, { reconnects: 1, node: node.origin })
    await untilMoving(viewer.page, '#test')
  })

  test('a stream that falls silent at a living node is waited for', async () => {
    await node.call('useCamera')
    expect(await start(viewer.page, { stream })).toBe('started')
    await untilMoving(viewer.page, '#test')
    await node.call('mute', node.sessions[0] ?? '')
    await until(async () => expect(await pictureChange(viewer.page, '#test')).toBe(0))
    await viewer.page.waitForTimeout(4000) // longer than it takes to leave a dead node
    expect(await statsOf(viewer.page)).toMatchObject({ state: 'live', reconnects: 0, bitsPerSecond: 0 })
  })

  test('a full node is asked again when it said to, and told apart from a broken one', async () => {
    await node.call('useCamera')
    node.refuse = { status: 503, headers: { 'retry-after': '1' } }
    const started = start(viewer.page, { stream })
    await until(async () => expect(await statsOf(viewer.page)).toMatchObject({ state: 'waiting' }))
    node.refuse = undefined
    expect(await started).toBe('started')
    await inPage(viewer.page, ({ casto }) => casto.stop())
    node.refuse = { status: 503, headers: { 'retry-after': '0' } }
    expect(await start(viewer.page, { stream })).toBe('OverloadedError')
    node.refuse = { status: 404 }
    expect(await start(viewer.page, { stream })).toBe('StreamNotFoundError')
    node.refuse = { status: 422 }
    expect(await start(viewer.page, { stream })).toBe('NoCodecError')
    expect(await inPage(viewer.page, ({ casto }) => casto.state)).toBe('failed')
  })

  test('stop() ends a start() that still waits', async () => {
    const started = start(viewer.page, { stream })
    await until(async () => expect(await statsOf(viewer.page)).toMatchObject({ state: 'waiting' }))
    await inPage(viewer.page, ({ casto }) => casto.stop())
    expect(await started).toBe('AbortError')
    expect(await inPage(viewer.page, ({ casto }) => casto.state)).toBe('stopped')
  })

  test("the caller's signal ends start() with its own reason, and a session with a last receipt", async () => {
    const ended = await viewer.page.evaluate(async (stream) => {
      const { CASTO } = (globalThis as unknown as TestPage).sdk
      const abort = new AbortController()
      const reason = new Error('the caller has had enough')
      setTimeout(() => abort.abort(reason), 300)
      return new CASTO({ stream, signal: abort.signal }).start().catch((error: unknown) => error === reason)
    }, stream)
    expect(ended).toBe(true)

    await node.call('useCamera')
    await viewer.page.evaluate(async (stream) => {
      const { CASTO } = (globalThis as unknown as TestPage).sdk
      const abort = new AbortController()
      const casto = new CASTO({ stream, signal: abort.signal })
      await casto.start()
      Object.assign(globalThis, { casto, abort })
    }, stream)
    await until(async () => expect(node.receipts.length).toBeGreaterThan(0))
    await viewer.page.evaluate(() => (globalThis as unknown as { abort: AbortController }).abort.abort())
    await until(async () => expect(node.byes).toEqual(node.sessions))
    expect(node.requests.at(-1)).toMatch(/^DELETE .* 200$/)
  })

  test('publishes what the caller gives, in three sizes, and leaves it running', async () => {
    const left = await viewer.page.evaluate(async (token) => {
      const { CASTO } = (globalThis as unknown as TestPage).sdk
      const canvas = document.createElement('canvas')
      canvas.width = 1280
      canvas.height = 720
      const context = canvas.getContext('2d')
      const timer = setInterval(() => context?.fillRect(Math.random() * 1280, Math.random() * 720, 90, 90), 33)
      const media = canvas.captureStream(30)
      const casto = new CASTO({ media, token, name: 'paint' })
      const same = (await casto.start()) === media
      const link = casto.stream
      await casto.stop()
      clearInterval(timer)
      return { same, link, state: media.getTracks()[0]?.readyState }
    }, token)
    expect(left).toEqual({ same: true, link: `casto://${streamer}/paint`, state: 'live' })
    expect(node.offers[0]).toMatch(/a=simulcast:send q;h;f/)
    expect(node.requests).toEqual([expect.stringMatching(/^POST \/whip\/paint 201$/), expect.stringMatching(/^DELETE /)])
  })

  test('no camera, a wrong token, a taken name and a dead node are errors of their own kind', async () => {
    const { page } = viewer
    expect(await start(page, { video: { deviceId: { exact: 'none such' } }, token })).toBe('CameraError')
    expect(await start(page, { token: 'wrong' })).toBe('UnauthorizedError')
    await node.call('useCamera')
    expect(await start(page, { token })).toBe('StreamBusyError')
    expect(await start(page, { token, node: 'http://127.0.0.1:9' })).toBe('NetworkError')
  })
})
