import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { hasChromium, launch } from '../support/chromium.js'
import { type PageNode, startPageNode, token } from '../support/pageNode.js'
import { untilMoving } from '../support/picture.js'
import { goLive, openPage, statsOf, watchAt } from '../support/publishAndWatch.js'

describe.skipIf(!hasChromium)('studio and watch page against real peers', () => {
  let browser: Browser
  let node: PageNode
  beforeAll(async () => void (browser = await launch()))
  afterAll(() => browser?.close())
  beforeEach(async () => void (node = await startPageNode({ browser, paid: true })))
  afterEach(() => node.close())

  test('publish in the studio, watch, sign receipts, stop', async () => {
    const studio = await goLive(browser, node.origin, token)
    const viewer = await watchAt(browser, node.origin, studio.path)
    await vi.waitFor(() => expect(node.receipts.length).toBeGreaterThanOrEqual(2), { timeout: 20_000 })

    const watched = await statsOf(viewer.page)
    expect(watched).toMatchObject({ role: 'viewer', state: 'live', reconnects: 0, limit: { state: 'none' }, receipts: { error: undefined } })
    expect(watched?.receipts?.acked).toBeGreaterThan(0)
    expect(watched?.bytes).toBeGreaterThanOrEqual(node.receipts.at(-1)?.bytes ?? Number.NaN)
    expect(watched?.bitsPerSecond).toBeGreaterThan(10_000)
    expect(watched?.codecs).toContain('VP8')
    const published = await statsOf(studio.page)
    expect(published).toMatchObject({ role: 'publisher', state: 'live', receipts: undefined })
    expect(published?.bytes).toBeGreaterThan(0)
    // This node takes one layer: it gets the whole picture, as bandwidth allows, and not the smallest of three.
    await vi.waitFor(async () => expect((await statsOf(studio.page))?.width).toBeGreaterThan(320), { timeout: 20_000, interval: 250 })

    const signed = node.receipts.length
    await viewer.page.evaluate(() => (globalThis as unknown as { casto: { stop(): Promise<void> } }).casto.stop())
    await vi.waitFor(() => expect(node.byes).toHaveLength(1))
    expect(node.receipts.length).toBe(signed + 1) // the last receipt goes before the goodbye
    await studio.page.locator('#stop').click()
    await studio.page.locator('#golive').waitFor({ state: 'visible' })
    expect(node.requests.filter((request) => request.startsWith('DELETE'))).toEqual([expect.stringContaining(' 200'), expect.stringContaining(' 200')])
    expect([...node.faults, ...studio.errors, ...viewer.errors]).toEqual([])

    // The camera is off again, and going live a second time works.
    await studio.page.locator('#golive').click()
    await studio.page.locator('#badge').waitFor({ state: 'visible' })
    await Promise.all([studio.close(), viewer.close()])
  })

  test('a viewer who comes first waits, and a closed tab ends its session', async () => {
    const viewer = await openPage(browser, `${node.origin}/watch/0x${'c5'.repeat(20)}/live`)
    await viewer.page.getByText('Waiting for the stream').first().waitFor()
    await node.call('useCamera')
    await viewer.page.locator('#badge').waitFor({ state: 'visible' })
    await vi.waitFor(() => expect(node.receipts.length).toBeGreaterThan(0), { timeout: 20_000 })
    await viewer.page.close({ runBeforeUnload: true })
    await vi.waitFor(() => expect(node.requests.at(-1)).toMatch(/^DELETE .* 200$/), { timeout: 10_000 })
    await viewer.close()
  })

  test('limits show with their reason, as text', async () => {
    await node.call('useCamera')
    const viewer = await watchAt(browser, node.origin, `/watch/0x${'c5'.repeat(20)}/live`)
    await vi.waitFor(() => expect(node.sessions).toHaveLength(1))
    const limit = viewer.page.locator('#limit')
    await node.send(node.sessions[0] ?? '', { type: 'limit', state: 'lowest', reason: '75 % of the unpaid allowance <img src=x onerror=alert(1)>' })
    await limit.waitFor({ state: 'visible' })
    expect(await limit.textContent()).toBe('The relay sends the smallest picture only: 75 % of the unpaid allowance <img src=x onerror=alert(1)>')
    await node.send(node.sessions[0] ?? '', { type: 'limit', state: 'none', reason: '' })
    await limit.waitFor({ state: 'hidden' })
    expect(viewer.errors).toEqual([])
    await viewer.close()
  })

  test('where sound needs a click, the picture plays without and a button brings it', async () => {
    await node.call('useCamera')
    const strict = await launch({ clickToPlay: true })
    const viewer = await openPage(strict, `${node.origin}/watch/0x${'c5'.repeat(20)}/live`)
    // Whatever a test asks a page counts as a click: look only after a receipt shows that the picture has come.
    await vi.waitFor(() => expect(node.receipts).not.toEqual([]), { timeout: 20_000 })
    const unmute = viewer.page.locator('#unmute')
    await unmute.waitFor({ state: 'visible' })
    await untilMoving(viewer.page, '#video')
    const muted = () => viewer.page.locator('#video').evaluate((video) => (video as HTMLVideoElement).muted)
    expect(await muted()).toBe(true)
    await unmute.click()
    await unmute.waitFor({ state: 'hidden' })
    expect(await muted()).toBe(false)
    const button = (name: string) => viewer.page.getByRole('button', { name, exact: true })
    await button('Mute').click()
    await button('Unmute').waitFor()
    await button('Pause').click()
    await button('Play').waitFor()
    await strict.close()
  })

  test('a refused token and a link without stream are said in words', async () => {
    const studio = await openPage(browser, `${node.origin}/studio#token=wrong`)
    await studio.page.locator('#golive').click()
    await studio.page.getByText('The node refuses this token.').waitFor()
    await studio.close()
    const viewer = await openPage(browser, `${node.origin}/watch/0x12/live`)
    await viewer.page.getByText('This is not a stream link.').first().waitFor()
    await viewer.close()
  })
})
