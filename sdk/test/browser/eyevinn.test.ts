import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { eyevinnPublishesAndWatches, serveEyevinn } from '../support/eyevinn.js'
import { hasChromium, launch } from '../support/chromium.js'
import { type PageNode, startPageNode, streamer, token } from '../support/pageNode.js'
import { statsOf, watchAt } from '../support/publishAndWatch.js'

// The node these tests speak to is held to what other people's clients expect, so that the SDK is not tested against a
// server made to its own measure.
describe.skipIf(!hasChromium)("other people's clients against the node of these tests", () => {
  let browser: Browser
  let node: PageNode
  let site: Awaited<ReturnType<typeof serveEyevinn>>
  beforeAll(async () => {
    browser = await launch()
    site = await serveEyevinn()
    node = await startPageNode({ browser, paid: false })
  })
  afterAll(async () => {
    await node?.close()
    await site?.close()
    await browser?.close()
  })

  test('Eyevinn’s WHIP client publishes, Eyevinn’s player watches', async () => {
    const path = `${streamer}/live`
    await eyevinnPublishesAndWatches({ browser, origin: site.origin, whip: `${node.origin}/whip/live`, token, whep: [`${node.origin}/whep/${path}`] })
    await vi.waitFor(() => expect(node.requests.at(-1)).toMatch(/^DELETE .* 200$/))
  })

  test('a session that wants no receipts says why', async () => {
    await node.call('useCamera')
    const viewer = await watchAt(browser, node.origin, `/watch/${streamer}/live`)
    await vi.waitFor(async () => expect(await statsOf(viewer.page)).toMatchObject({ receipts: { sent: 0, free: 'test', error: undefined } }))
    await viewer.page.locator('#drawer summary').click()
    await viewer.page.getByText('not asked for (test)').waitFor()
    await viewer.close()
  })
})
