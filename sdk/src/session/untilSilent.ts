import type { Control } from '../control/runControl.js'
import { mediaTimes } from '../rtc/mediaTimes.js'
import { readStats } from '../rtc/readStats.js'
import { sleep } from '../sleep.js'
import { createFlow } from './createFlow.js'

export type UntilSilentParameters = {
  pc: RTCPeerConnection
  control: Control
  /** The second connection's, while there is one. */
  standby: () => Control | undefined
  /** Whether there is another node to go to. */
  elsewhere: () => boolean
  /** When the node was last changed; undefined if never. */
  changedMs: number | undefined
  signal: AbortSignal
}

const lookEveryMs = 50
/** A relay that is asked why nothing comes has two round trips to answer, but not less or more than these. */
const [leastGraceMs, mostGraceMs] = [100, 400]
/** How long a relay that has no media itself may take to get some, while another has it. */
const repairMs = 400
/** How often a relay is asked whose source is silent. */
const askAgainMs = 1000
/** How long a relay is kept that answers and sends nothing, if it has been changed just before. */
const steadyMs = 10_000

/**
 * Watches over a viewer's media and returns why its relay is to be left: nothing comes although there is something, or the relay does
 * not even answer. A stream whose source is silent is waited for where one is.
 */
export async function untilSilent({ pc, control, standby, elsewhere, changedMs, signal }: UntilSilentParameters): Promise<string> {
  let flow = createFlow(performance.now())
  let times = ''
  let packets = 0
  let quietMs = 0
  let excused = false // the pause is the source's
  let rttMs: number | undefined
  let why: string | undefined
  for (let first = true; ; ) {
    await sleep(lookEveryMs, signal)
    const seen = mediaTimes(pc)
    const now = performance.now()
    if (seen !== times) {
      times = seen
      if (first) flow = createFlow(now)
      else flow.came(now, excused ? lookEveryMs : undefined)
      first = excused = false
      continue
    }
    if (first || !elsewhere()) continue
    // What a track has been given is not what has come: the statistics know.
    const sample = await readStats(pc)
    signal.throwIfAborted()
    rttMs = sample.rttMs ?? rttMs
    const { packetsReceived, silentMs = packetsReceived === packets ? flow.pauseMs(now) : 0 } = sample
    packets = packetsReceived
    if (silentMs < lookEveryMs || control.paused()) {
      flow.came(now, excused ? lookEveryMs : Math.max(lookEveryMs, quietMs)) // the jitter buffer paused, not the relay
      quietMs = 0
      excused = false
      continue
    }
    quietMs = silentMs
    if (flow.odd(silentMs)) why = await ask(silentMs)
    signal.throwIfAborted()
    if (why !== undefined) return why
  }

  /** Asks the relays, and says why the present one is to be left; undefined if it is not. */
  async function ask(forMs: number): Promise<string | undefined> {
    const settled = changedMs === undefined || performance.now() - changedMs >= steadyMs
    const graceMs = settled ? Math.max(leastGraceMs, Math.min(mostGraceMs, 2 * (rttMs ?? 0))) : mostGraceMs / 2
    const second = standby()?.ask(forMs, mostGraceMs)
    const [mine, others] = await Promise.all([control.ask(forMs, second ? graceMs : mostGraceMs), second])
    const before = packets
    excused = mine !== undefined && mine !== 'live'
    const silent = async () => (await readStats(pc)).packetsReceived === before
    if (!(await silent())) return undefined
    // When neither answers, it is the viewer's own line that is cut.
    if (mine === undefined && (!second || others === 'live' || others === 'idle')) return 'it sends nothing and does not answer'
    if (mine === undefined && others === undefined) return undefined
    if (mine === 'live' && settled) return 'it sends nothing'
    if (mine !== undefined && others === 'live') {
      await sleep(repairMs, signal)
      return (await silent()) ? 'it gets nothing' : undefined
    }
    await sleep(askAgainMs, signal)
    return undefined
  }
}
