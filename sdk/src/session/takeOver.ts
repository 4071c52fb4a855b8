import { untilMedia } from '../rtc/untilMedia.js'
import type { Standby } from './keepStandby.js'
import { retireSession } from './retireSession.js'
import type { AttachedSession } from './runSession.js'

/** A session held ready gets so long to show its first picture. */
const takeCapMs = 2000

/**
 * Has the session on standby play, and puts its tracks in the place of those before once it has a picture. Undefined when there is none,
 * or none that does.
 */
export async function takeOver(standby: Standby | undefined, signal: AbortSignal): Promise<AttachedSession | undefined> {
  const next = standby?.take()
  const control = next?.attachment.control
  if (!next || !control) return undefined
  control.standby(false)
  try {
    if (await untilMedia({ pc: next.pc, refused: control.refuses, timeoutMs: takeCapMs, signal })) {
      next.attachment.opened()
      return next
    }
  } catch (error) {
    retireSession(next)
    throw error
  }
  standby?.avoid(next.node)
  retireSession(next)
  return undefined
}
