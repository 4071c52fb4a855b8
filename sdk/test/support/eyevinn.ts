import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { expect } from 'vitest'
import { build } from 'vite'
import type { EyevinnPage } from '../fixtures/eyevinn.js'
import { untilMoving } from './picture.js'
import { openPage } from './publishAndWatch.js'
import { serve } from './serve.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Bundles the page of other people's clients and serves it from an origin of its own, so that CORS is part of the test. */
export async function serveEyevinn(): Promise<{ origin: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'casto-eyevinn-'))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'es2022',
      rolldownOptions: { input: `${root}/test/fixtures/eyevinn.ts`, output: { entryFileNames: 'eyevinn.js' } },
    },
  })
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Eyevinn</title><script type="module" src="/eyevinn.js"></script>')
  const site = await serve(folder, async () => false)
  return {
    origin: site.origin,
    close: async () => {
      await site.close()
      await rm(folder, { recursive: true })
    },
  }
}

export type EyevinnParameters = {
  browser: Browser
  origin: string
  /** WHIP endpoint and token to publish with. */
  whip: string
  token: string
  /** WHEP endpoints to watch at, once the stream is live. */
  whep: string[]
}

/** Publishes with Eyevinn's WHIP client, watches with Eyevinn's player until the picture moves, and ends the session. */
export async function eyevinnPublishesAndWatches({ browser, origin, whip, token, whep }: EyevinnParameters): Promise<void> {
  const publisher = await openPage(browser, `${origin}/index.html`)
  const session = await publisher.page.evaluate(
    async ([whip, token]) => {
      const { eyevinn } = globalThis as unknown as EyevinnPage
      eyevinn.publisher = await eyevinn.publish(whip as string, token)
      return eyevinn.publisher.session
    },
    [whip, token],
  )
  expect(session).toMatch(/^https?:\/\//)
  try {
    for (const endpoint of whep) {
      const viewer = await openPage(browser, `${origin}/index.html`)
      await viewer.page.evaluate(async (endpoint) => void (await (globalThis as unknown as EyevinnPage).eyevinn.watch(endpoint)), endpoint)
      await untilMoving(viewer.page, '#test')
      await viewer.close()
    }
  } finally {
    await publisher.page.evaluate(async () => void (await (globalThis as unknown as EyevinnPage).eyevinn.publisher?.client.destroy()))
    await publisher.close()
  }
}
