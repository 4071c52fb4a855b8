import type { Page } from 'playwright-core'

/** How much of the picture in `selector` changed between two looks half a second apart: 0 to 1, black counting as nothing. */
export async function pictureChange(page: Page, selector: string): Promise<number> {
  return page.evaluate(async (selector) => {
    const video = document.querySelector(selector)
    if (!(video instanceof HTMLVideoElement)) throw new Error(`no video ${selector}`)
    const look = () => {
      const canvas = new OffscreenCanvas(64, 36)
      const context = canvas.getContext('2d')
      if (!context || video.videoWidth === 0) return undefined
      context.drawImage(video, 0, 0, 64, 36)
      return context.getImageData(0, 0, 64, 36).data
    }
    const before = look()
    await new Promise((resolve) => setTimeout(resolve, 500))
    const after = look()
    if (!before || !after || after.every((value, at) => at % 4 === 3 || value < 8)) return 0
    let changed = 0
    for (let at = 0; at < after.length; at += 4) if (Math.abs((after[at] ?? 0) - (before[at] ?? 0)) > 12) changed++
    return changed / (after.length / 4)
  }, selector)
}

/** Waits until the picture moves. */
export async function untilMoving(page: Page, selector: string): Promise<void> {
  for (let tries = 0; tries < 30; tries++) if ((await pictureChange(page, selector)) > 0) return
  throw new Error(`the picture in ${selector} does not move`)
}
