// A real node, real links: one of two viewers has a narrow line. It needs root, for network namespaces.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { VideoCodec } from '../../src/index.js'
import { hasChromium } from '../support/chromium.js'
import { type Lab, labMissing, startLab } from '../support/lab.js'
import { clean, countersOf, framesSentBy, publish, show, since, until, watch } from '../support/linkPages.js'
import { statsOf } from '../support/publishAndWatch.js'

const missing = hasChromium ? labMissing() : 'chromium is missing'
if (missing) console.warn(`skipped: a viewer on 300 kbit/s gets a smaller picture: ${missing}`)

/** VP8 stands for all; make test-link takes others too. */
const codecs = (process.env['CASTO_LINK_CODECS'] ?? 'VP8').split(' ') as VideoCodec[]

describe.skipIf(missing !== undefined)('viewers on links of their own, simulcast', () => {
  let lab: Lab
  let node: Awaited<ReturnType<Lab['startNode']>>
  beforeEach(async () => {
    lab = await startLab({ links: 2 })
    node = await lab.startNode()
    for (const link of [0, 1]) await lab.shape(link, clean, clean)
  })
  afterEach(() => lab?.close())

  const watchOver = async (link: number) => watch(await lab.browse(link), `${node.afar}/watch/${node.streamer}/live`)

  test.each(codecs)('a viewer of %s on 300 kbit/s gets a smaller picture, the other notices nothing', async (codec) => {
    const studio = await publish(await lab.browse('hub'), node.atHub, { codec, video: { width: 640, height: 360, frameRate: 30 } })
    const [narrow, wide] = await Promise.all([watchOver(0), watchOver(1)])
    for (const page of [narrow, wide]) {
      const { reached, counters } = await until(page, 20_000, ({ frameWidth }) => frameWidth === 640)
      expect(reached, `the top layer before the limit: ${show(counters)}`).toBe(true)
    }
    expect((await statsOf(narrow))?.codecs).toContain(codec)
    const settling = await countersOf(wide)
    await narrow.waitForTimeout(4000) // until the estimate of the bandwidth has settled

    const before = { narrow: await countersOf(narrow), wide: await countersOf(wide) }
    const calm = since(settling, before.wide)
    await lab.shape(0, { ...clean, rateKbps: 300 }, clean)
    const dropped = await until(narrow, 10_000, ({ frameWidth }) => frameWidth > 0 && frameWidth < 640)
    console.log(`${codec}: smaller picture ${dropped.tookMs} ms after the limit: ${show(dropped.counters)}`)
    await narrow.waitForTimeout(2000)
    const limited = await countersOf(narrow)
    const sent = await framesSentBy(studio)
    await narrow.waitForTimeout(6000)
    const sentMeanwhile = (await framesSentBy(studio)) - sent
    const after = { narrow: await countersOf(narrow), wide: await countersOf(wide) }
    const playing = since(limited, after.narrow)
    console.log(`${codec}: at 300 kbit/s ${show(after.narrow)}; unlimited ${show(after.wide)}`)
    await lab.shape(0, clean, clean)
    const back = await until(narrow, 20_000, ({ frameWidth }) => frameWidth === 640)
    console.log(`${codec}: top layer ${back.tookMs} ms after the limit: ${show(back.counters)}`)

    // Where the machine is so busy that pictures freeze on a good link, freezes tell nothing; losses and requests do.
    const last = await countersOf(wide)
    expect(since(before.wide, last)).toMatchObject({ lost: 0, asked: 0, connections: 0 })
    expect(last.frameWidth).toBe(640)
    if (calm.freezes === 0) expect(since(before.wide, last).freezes, 'freezes of the other viewer').toBe(0)
    else console.warn(`skipped: freezes of the other viewer: it had ${calm.freezes} before the limit`)

    expect(dropped.reached, 'a smaller picture').toBe(true)
    expect(playing.decoded / sentMeanwhile, 'share of frames decoded at 300 kbit/s').toBeGreaterThan(0.7)
    expect(after.narrow.frameWidth).toBeLessThan(640)
    expect(back.reached, 'the top layer again').toBe(true)
    expect(since(before.narrow, back.counters).connections, 'reconnections').toBe(0)
    expect(await statsOf(narrow)).toMatchObject({ state: 'live', reconnects: 0 })
  })
})
