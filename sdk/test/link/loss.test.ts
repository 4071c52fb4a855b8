// A real node, a link that loses packets. It needs root, for network namespaces.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hasChromium } from '../support/chromium.js'
import { type Lab, labMissing, startLab } from '../support/lab.js'
import { clean, countersOf, framesSentBy, publish, show, since, watch } from '../support/linkPages.js'
import { statsOf } from '../support/publishAndWatch.js'

const missing = hasChromium ? labMissing() : 'chromium is missing'
if (missing) console.warn(`skipped: a viewer plays on through ten seconds of 20 % loss: ${missing}`)

describe.skipIf(missing !== undefined)('a viewer on a bad link', () => {
  let lab: Lab
  let node: Awaited<ReturnType<Lab['startNode']>>
  beforeEach(async () => {
    lab = await startLab({ links: 1 })
    node = await lab.startNode()
    await lab.shape(0, clean, clean)
  })
  afterEach(() => lab?.close())

  test('plays on through ten seconds of 20 % loss', async () => {
    const studio = await publish(await lab.browse('hub'), node.atHub, { video: { width: 640, height: 360, frameRate: 30 } })
    const page = await watch(await lab.browse(0), `${node.afar}/watch/${node.streamer}/live`)
    await page.waitForTimeout(5000)
    const lossy = { ...clean, loss: 0.2 }
    const before = { ...(await countersOf(page)), sent: await framesSentBy(studio) }
    await lab.shape(0, lossy, lossy)
    await page.waitForTimeout(10_000)
    const { toFar } = await lab.shape(0, clean, clean)
    const during = { ...(await countersOf(page)), sent: await framesSentBy(studio) }
    await page.waitForTimeout(3000) // what was lost at the end has come
    const calm = { ...(await countersOf(page)), sent: await framesSentBy(studio) }
    await page.waitForTimeout(4000)
    const after = { ...(await countersOf(page)), sent: await framesSentBy(studio) }
    console.log(`20 % loss: ${toFar.lost} packets lost; before ${show(before)}; during ${show(during)}; after ${show(after)}`)
    expect(toFar.lost).toBeGreaterThan(50)
    const [bad, good] = [since(before, during), since(calm, after)]
    expect(bad.decoded / (during.sent - before.sent), 'share of frames decoded under loss').toBeGreaterThan(0.7)
    expect(good, 'once it is over').toMatchObject({ lost: 0, asked: 0 })
    expect(good.decoded / (after.sent - calm.sent), 'share of frames decoded once it is over').toBeGreaterThan(0.8)
    expect(after.connections).toBe(1)
    expect(await statsOf(page)).toMatchObject({ state: 'live', reconnects: 0 })
  })
})
