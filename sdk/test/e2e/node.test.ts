// The pages and other people's clients against running nodes, which the environment names:
//   CASTO_HTTP        the node to publish at, e.g. http://127.0.0.1:8787
//   CASTO_WATCH_HTTP  nodes to watch at, parted by commas; the publishing node by default
//   CASTO_TOKEN       its publish token; empty where none is asked
//   CASTO_POOL        1 when the nodes run without payments, so that viewers must be told that it is free
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { hasChromium, launch } from '../support/chromium.js'
import { eyevinnPublishesAndWatches, serveEyevinn } from '../support/eyevinn.js'
import { goLive, statsOf, watchAt } from '../support/publishAndWatch.js'

const publishAt = process.env['CASTO_HTTP']
const watchNodes = (process.env['CASTO_WATCH_HTTP'] || publishAt || '').split(',').filter(Boolean)
const token = process.env['CASTO_TOKEN'] ?? ''
const pool = process.env['CASTO_POOL'] === '1'

describe.skipIf(!hasChromium || !publishAt)('a running network', () => {
  const node = (publishAt ?? '').replace(/\/$/, '')
  let browser: Browser
  beforeAll(async () => void (browser = await launch()))
  afterAll(() => browser?.close())

  test('publish in the studio, watch at every node, acknowledge, stop', async () => {
    const studio = await goLive(browser, node, token)
    const viewers = []
    for (const at of watchNodes) viewers.push(await watchAt(browser, at.replace(/\/$/, ''), studio.link))
    for (const viewer of viewers) {
      await vi.waitFor(
        async () => {
          const stats = await statsOf(viewer.page)
          expect(stats).toMatchObject({ state: 'live', reconnects: 0, limit: { state: 'none' }, receipts: { error: undefined } })
          expect(stats?.codecs).toEqual(expect.arrayContaining(['VP8', 'opus']))
          // The streamer's own node has nobody to be paid by.
          if (pool || stats?.node === new URL(node).origin) expect(stats?.receipts?.free).toEqual(expect.any(String))
          else expect(stats?.receipts?.acked).toBeGreaterThanOrEqual(2)
        },
        { timeout: 30_000, interval: 500 },
      )
    }
    for (const viewer of viewers) {
      await viewer.page.evaluate(() => (globalThis as unknown as { casto: { stop(): Promise<void> } }).casto.stop())
      expect(viewer.errors).toEqual([])
      await viewer.close()
    }
    await studio.page.locator('#stop').click()
    await studio.page.locator('#golive').waitFor({ state: 'visible' })
    expect(studio.errors).toEqual([])

    // The name is free again at once, and a viewer who comes first waits.
    const viewer = watchAt(browser, node, studio.link)
    await studio.page.locator('#golive').click()
    await (await viewer).close()
    await studio.page.locator('#stop').click()
    await studio.page.locator('#golive').waitFor({ state: 'visible' })
    await studio.close()
  })

  test('Eyevinn’s WHIP client publishes, Eyevinn’s player watches at every node', async () => {
    // The streamer's address is in the studio's link; publishing a moment tells it.
    const studio = await goLive(browser, node, token)
    const path = studio.path.replace(/^\/watch\//, '').replace(/live$/, 'eyevinn')
    await studio.page.locator('#stop').click()
    await studio.page.locator('#golive').waitFor({ state: 'visible' })
    await studio.close()
    const site = await serveEyevinn()
    try {
      const whep = watchNodes.map((at) => `${at.replace(/\/$/, '')}/whep/${path}`)
      await eyevinnPublishesAndWatches({ browser, origin: site.origin, whip: `${node}/whip/eyevinn`, token, whep })
    } finally {
      await site.close()
    }
  })
})
