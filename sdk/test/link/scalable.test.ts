// A real node, real links: Chromium sends one stream of three spatial and three temporal layers. It needs root, for network namespaces.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hasChromium } from '../support/chromium.js'
import { type Lab, labMissing, startLab } from '../support/lab.js'
import { clean, countersOf, publish, show, since, until, watch } from '../support/linkPages.js'
import { statsOf } from '../support/publishAndWatch.js'

const missing = hasChromium ? labMissing() : 'chromium is missing'
if (missing) console.warn(`skipped: a viewer on 300 kbit/s gets fewer spatial layers: ${missing}`)

describe.skipIf(missing !== undefined)('viewers on links of their own, scalable VP9', () => {
  let lab: Lab
  let node: Awaited<ReturnType<Lab['startNode']>>
  beforeEach(async () => {
    lab = await startLab({ links: 2 })
    node = await lab.startNode()
    for (const link of [0, 1]) await lab.shape(link, clean, clean)
  })
  afterEach(() => lab?.close())

  const watchOver = async (link: number) => watch(await lab.browse(link), `${node.afar}/watch/${node.streamer}/live`)

  test.each(['L3T3'])('a viewer of %s on 300 kbit/s gets fewer spatial layers, the other notices nothing', async (mode) => {
    await publish(await lab.browse('hub'), node.atHub, { codec: 'VP9', video: { width: 640, height: 360, frameRate: 30 } }, mode)
    const [narrow, wide] = await Promise.all([watchOver(0), watchOver(1)])
    for (const page of [narrow, wide]) {
      const { reached, counters } = await until(page, 20_000, ({ frameWidth }) => frameWidth === 640)
      expect(reached, `all layers before the limit: ${show(counters)}`).toBe(true)
    }
    expect((await statsOf(narrow))?.codecs).toContain('VP9')
    await narrow.waitForTimeout(4000) // until the estimate of the bandwidth has settled

    const before = await countersOf(wide)
    await lab.shape(0, { ...clean, rateKbps: 300 }, clean)
    const dropped = await until(narrow, 15_000, ({ frameWidth }) => frameWidth > 0 && frameWidth < 640)
    console.log(`${mode}: smaller picture ${dropped.tookMs} ms after the limit: ${show(dropped.counters)}`)
    await narrow.waitForTimeout(2000)
    const limited = await countersOf(narrow)
    await narrow.waitForTimeout(6000)
    const after = await countersOf(narrow)
    console.log(`${mode}: at 300 kbit/s ${show(after)}`)
    await lab.shape(0, clean, clean)
    const back = await until(narrow, 30_000, ({ frameWidth }) => frameWidth === 640)
    console.log(`${mode}: all layers ${back.tookMs} ms after the limit: ${show(back.counters)}`)

    const last = await countersOf(wide)
    expect(since(before, last)).toMatchObject({ lost: 0, connections: 0 })
    expect(last.frameWidth).toBe(640)
    expect(dropped.reached, 'a smaller picture').toBe(true)
    expect(after.frameWidth).toBeLessThan(640)
    expect(since(limited, after).decoded / since(limited, after).seconds, 'frames a second at 300 kbit/s').toBeGreaterThan(5)
    expect(back.reached, 'all layers again').toBe(true)
    expect(await statsOf(narrow)).toMatchObject({ state: 'live', reconnects: 0 })
  })
})
