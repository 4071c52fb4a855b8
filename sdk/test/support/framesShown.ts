import type { Page } from 'playwright-core'

/** Notes when each frame of a page's video is shown. */
export async function noteFrames(page: Page, selector: string): Promise<void> {
  await page.evaluate((selector) => {
    const video = document.querySelector(selector)
    if (!(video instanceof HTMLVideoElement)) throw new Error(`no video ${selector}`)
    const frames: number[] = []
    const note = (at: number) => {
      frames.push(at)
      video.requestVideoFrameCallback(note)
    }
    video.requestVideoFrameCallback(note)
    Object.assign(globalThis, { frames })
  }, selector)
}

/** Waits for a second of moving picture after a time of the page's clock, and returns the longest pause since. */
export async function frozenMs(page: Page, sinceMs: number): Promise<number> {
  const handle = await page.waitForFunction(
    (since) => {
      const { frames } = globalThis as unknown as { frames: number[] }
      const last = frames.at(-1) ?? 0
      const from = frames.findIndex((at) => at > since)
      if (from < 0) return false
      let [longest, calmSince] = [0, since]
      for (let i = from; i < frames.length; i++) {
        const gap = (frames[i] ?? 0) - (frames[i - 1] ?? since)
        longest = Math.max(longest, gap)
        if (gap > 150) calmSince = frames[i] ?? 0
      }
      return last - calmSince > 1000 && performance.now() - last < 200 ? longest + 1 : false
    },
    sinceMs,
    { timeout: 30_000, polling: 100 },
  )
  return Math.round(Number(await handle.jsonValue()) - 1)
}
