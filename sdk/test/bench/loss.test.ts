// What Chromium makes of lossy links; `make bench-loss` runs it and prints the table. The environment names
//   LOSSLAB_CONDITIONS   JSON: [{name, shape}], a link each
//   LOSSLAB_MS           how long to watch
//   LOSSLAB_OUT          where the counters go, as JSON
import { writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { type Shape, startLab } from '../support/lab.js'
import { countersOf, publish, watch } from '../support/linkPages.js'

const conditions: { name: string; shape: Shape }[] = JSON.parse(process.env['LOSSLAB_CONDITIONS'] ?? '[]')
const lastingMs = Number(process.env['LOSSLAB_MS'] ?? 12_000)

test('counts freezes on lossy links', async () => {
  expect(conditions, 'run make bench-loss').not.toEqual([])
  const lab = await startLab({ links: conditions.length })
  try {
    const node = await lab.startNode()
    const studio = await publish(await lab.browse('hub'), node.atHub, { simulcast: false, video: { width: 640, height: 360, frameRate: 30 } })
    await studio.waitForTimeout(5000) // until the browser sends the whole picture
    const results = await Promise.all(
      conditions.map(async ({ name, shape }, link) => {
        const { delayMs = 0 } = shape
        await lab.shape(link, { delayMs }, { delayMs })
        const page = await watch(await lab.browse(link), `${node.afar}/watch/${node.streamer}/live`)
        await page.waitForTimeout(3000)
        await lab.shape(link, shape, shape)
        const before = await countersOf(page)
        await page.waitForTimeout(lastingMs)
        const after = await countersOf(page)
        const result: Record<string, string | number> = { name, seconds: (after.atMs - before.atMs) / 1000 }
        for (const [counter, value] of Object.entries(after)) result[counter] = value - (before[counter as keyof typeof before] ?? 0)
        return result
      }),
    )
    await writeFile(process.env['LOSSLAB_OUT'] ?? '/dev/stdout', JSON.stringify(results))
  } finally {
    await lab.close()
  }
}, lastingMs + 120_000)
