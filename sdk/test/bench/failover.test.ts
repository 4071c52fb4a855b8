// How long a picture stands still in Chromium when its relay is killed; `make bench-failover` runs it and prints the histogram.
// The environment names
//   FAILOVER_CONTROL   URL that kills relays (POST /kill?node=…) and brings them back (POST /back?node=…)
//   FAILOVER_NODE      URL of the relay to begin at
//   FAILOVER_WATCH     page of the stream there
//   FAILOVER_WARM      whether the SDK keeps a second connection
//   FAILOVER_TRIALS    how many relays to kill
//   FAILOVER_OUT       where the figures go, as JSON
import { writeFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { CASTO } from '../../src/index.js'
import { launch } from '../support/chromium.js'
import { openPage } from '../support/publishAndWatch.js'

const variable = (name: string) => process.env[`FAILOVER_${name}`] ?? ''
const trials = Number(variable('TRIALS'))
const warm = variable('WARM') === 'true'

/** A picture that has not moved for so long counts as lost. */
const patienceMs = 15_000
/** How long it has to move again, no frame later than stillMs, for a trial to be over. */
const calmMs = 1000
const stillMs = 120

type Watching = { casto: CASTO; frames: number[] }

test('counts how long pictures stand still', async () => {
  expect(trials, 'run make bench-failover').toBeGreaterThan(0)
  const browser = await launch()
  const frozenMs: number[] = []
  let failed = 0
  try {
    const { page } = await openPage(browser, `${variable('NODE')}/studio`)
    await watchIn(page)
    for (let trial = 0; trial < trials; trial++) {
      await untilMoving(page, await now(page))
      await page.waitForTimeout(2500) // a second connection takes a moment
      const node = await page.evaluate(() => (globalThis as unknown as Watching).casto.stats().then((stats) => stats?.node))
      expect(node, `trial ${trial + 1}: the session names its node`).toBeTruthy()
      const fault = await now(page)
      if (!(await control('kill', node ?? ''))) {
        // The streamer's own node has taken over, which is not to be killed.
        await page.evaluate(() => (globalThis as unknown as Watching).casto.stop())
        await page.reload()
        await watchIn(page)
        trial--
        continue
      }
      const moves = await untilMoving(page, fault)
      if (!moves) failed++
      frozenMs.push(moves ? await longestPause(page, fault) : patienceMs)
      await control('back', node ?? '')
    }
    await writeFile(variable('OUT'), JSON.stringify({ frozenMs, failed }))
  } finally {
    await browser.close()
  }
}, 60_000 + trials * 40_000)

/** Kills a relay or brings it back; false if the node is no relay. */
async function control(what: 'kill' | 'back', node: string): Promise<boolean> {
  const response = await fetch(`${variable('CONTROL')}/${what}?node=${encodeURIComponent(node)}`, { method: 'POST' })
  if (!response.ok && response.status !== 404) throw new Error(`${what} ${node}: ${await response.text()}`)
  return response.ok
}

/** Watches by the SDK, and notes when each frame is shown. */
async function watchIn(page: Page): Promise<void> {
  await page.evaluate("import('/casto.js').then((sdk) => { globalThis.sdk = sdk })")
  const [, , , , streamer, name] = variable('WATCH').split('/')
  await page.evaluate(
    async ([stream, standby]) => {
      const { CASTO } = (globalThis as unknown as { sdk: typeof import('../../src/index.js') }).sdk
      const casto = new CASTO({ stream: stream as string, standby: standby as boolean } as ConstructorParameters<typeof CASTO>[0])
      const video = document.createElement('video')
      video.muted = true
      video.width = 640
      document.body.prepend(video)
      const frames: number[] = []
      const note = (at: number) => {
        frames.push(at)
        video.requestVideoFrameCallback(note)
      }
      video.requestVideoFrameCallback(note)
      Object.assign(globalThis, { casto, frames })
      video.srcObject = await casto.start()
      await video.play()
    },
    [`casto://${streamer}/${name}`, warm] as const,
  )
}

const now = (page: Page) => page.evaluate(() => performance.now())

/** Waits until the picture has moved for calmMs since a time; false if it does not within patienceMs. */
async function untilMoving(page: Page, sinceMs: number): Promise<boolean> {
  for (;;) {
    const { moving, late } = await page.evaluate(
      ([since, calm, still, patience]) => {
        const { frames } = globalThis as unknown as Watching
        const at = performance.now()
        let last = at
        let steady = at - calm >= since
        for (let i = frames.length - 1; steady && last > at - calm; i--) {
          const frame = frames[i] ?? 0
          steady = last - frame <= still
          last = frame
        }
        return { moving: steady, late: at - since > patience }
      },
      [sinceMs, calmMs, stillMs, patienceMs] as const,
    )
    if (moving || late) return moving
    await page.waitForTimeout(50)
  }
}

/** The longest time between two frames of which the second was shown after a time. */
const longestPause = (page: Page, sinceMs: number) =>
  page.evaluate((since) => {
    const { frames } = globalThis as unknown as Watching
    let most = 0
    for (let i = 1; i < frames.length; i++) {
      const [before = 0, after = 0] = [frames[i - 1], frames[i]]
      if (after > since) most = Math.max(most, after - before)
    }
    return most
  }, sinceMs)
