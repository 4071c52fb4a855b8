import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Where Chromium is. */
export const executablePath: string = process.env['CASTO_CHROMIUM'] ?? '/usr/bin/chromium'

/** Whether browser tests can run here. With CASTO_REQUIRE_CHROMIUM=1 they run in any case, and fail without one. */
export const hasChromium = existsSync(executablePath) || process.env['CASTO_REQUIRE_CHROMIUM'] === '1'

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The fake camera shows a moving clock, the fake microphone beeps.
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream=fps=30',
  // Pages in the background are what tests look at.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
]

const autoplay = '--autoplay-policy=no-user-gesture-required'
const clickFirst = '--autoplay-policy=document-user-activation-required'

export type LaunchParameters = {
  /** Pages play no sound before the first click, as for people. */
  clickToPlay?: boolean
  /** A program that runs Chromium elsewhere, such as in another network namespace. */
  runner?: string
}

/** Starts a Chromium with a fake camera. */
export function launch({ clickToPlay = false, runner }: LaunchParameters = {}): Promise<Browser> {
  const own = [...args, clickToPlay ? clickFirst : autoplay]
  return chromium.launch({ executablePath: runner ?? executablePath, headless: true, args: own })
}

/** Starts a Chromium that can be killed like a machine that loses power. */
export async function launchMortal(): Promise<{ browser: Browser; kill: () => void }> {
  const server = await chromium.launchServer({ executablePath, headless: true, args: [...args, autoplay] })
  const browser = await chromium.connect(server.wsEndpoint())
  return { browser, kill: () => void server.process().kill('SIGKILL') }
}
