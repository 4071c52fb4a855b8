import { readStats } from '../rtc/readStats.js'
import type { AttachedSession } from './runSession.js'

/** How long stop() waits for the last receipt to leave the browser. */
const drainCapMs = 250

/** Acknowledges everything up to now, says goodbye, and lets both leave before the connection closes. */
export async function farewell({ pc, meter, attachment }: AttachedSession): Promise<void> {
  meter.update((await readStats(pc)).payloadBytes)
  attachment.bye()
  const until = performance.now() + drainCapMs
  while (attachment.channel?.readyState === 'open' && attachment.channel.bufferedAmount > 0 && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
