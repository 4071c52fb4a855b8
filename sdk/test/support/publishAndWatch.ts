import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { CastoStats } from '../../src/index.js'
import { untilMoving } from './picture.js'

/** The page's own session, as the pages put it there for tests. */
export const statsOf = (page: Page): Promise<CastoStats | undefined> =>
  page.evaluate(() => (globalThis as unknown as { casto?: { stats(): Promise<CastoStats | undefined> } }).casto?.stats())

/** Opens a page and keeps what goes wrong in it: errors, and what the content security policy forbids. */
export async function openPage(browser: Browser, url: string): Promise<{ page: Page; errors: string[]; close(): Promise<void> }> {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'], viewport: { width: 1100, height: 800 } })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) errors.push(message.text())
  })
  await page.goto(url)
  return { page, errors, close: () => context.close() }
}

/** Goes live in a node's studio with the fake camera. The link is what the studio hands out, from its path on. */
export async function goLive(browser: Browser, publishAt: string, token: string) {
  const studio = await openPage(browser, `${publishAt}/studio#token=${encodeURIComponent(token)}`)
  expect(new URL(studio.page.url()).hash, 'the token must leave the address bar').toBe('')
  await studio.page.locator('#golive').click()
  await studio.page.locator('#badge').waitFor({ state: 'visible', timeout: 30_000 })
  const link = await studio.page.locator('#link').inputValue()
  expect(link).toMatch(/\/watch\/0x[0-9a-f]{40}\/live(\?via=.+)?$/)
  const { pathname, search } = new URL(link)
  return { ...studio, path: pathname, link: pathname + search }
}

/** Watches at a node and proves that the picture moves. */
export async function watchAt(browser: Browser, node: string, link: string) {
  const viewer = await openPage(browser, `${node}${link}`)
  await viewer.page.locator('#badge').waitFor({ state: 'visible', timeout: 45_000 })
  await untilMoving(viewer.page, '#video')
  return viewer
}
