import { isReachable } from '../http/isReachable.js'
import { sleep } from '../sleep.js'
import type { AttachedSession } from './runSession.js'

export type KeepStandbyParameters = {
  /** Opens a session on standby. */
  open: (node: URL, signal: AbortSignal) => Promise<AttachedSession>
  /** The nodes besides the present one, the best first; none while there is no session to stand by for. */
  nodes: () => URL[]
  /** Whether a node answers, settled as soon as it is known. */
  reach?: (node: URL, signal: AbortSignal) => Promise<boolean>
  /** The node in use, at which no second session is wanted. */
  present: () => URL | undefined
  /** Ends a session that is not needed any more. */
  retire: (session: AttachedSession) => void
  signal: AbortSignal
}

/** A second connection, held ready. */
export type Standby = {
  /** The session, if there is one that is connected. */
  session(): AttachedSession | undefined
  /** Gives the session away; another one will be made. */
  take(): AttachedSession | undefined
  /** Leaves a node alone for a while. */
  avoid(node: URL): void
}

const lookEveryMs = 250
/** After a session was given away the next one is made some time up to this later: all viewers of a relay change at once. */
const spreadMs = 2000
/** Of so many of the best nodes the one that answers first stands by: it takes over a round trip after it is asked to. */
const raced = 4
/** A node that did not do is asked again after the first, then after twice that, at most after the other. */
const [retryMinMs, retryMaxMs] = [5000, 120_000]
/** How much comes on standby from a node that does not know what that is. */
const unaskedBytes = 100_000

/** Holds a session on standby at another node, and makes a new one when it is lost or given away. */
export function keepStandby({ open, nodes, reach = isReachable, present, retire, signal }: KeepStandbyParameters): Standby {
  const failures = new Map<string, { untilMs: number; pauseMs: number }>()
  let session: AttachedSession | undefined
  let againMs = 0

  const avoid = ({ origin }: URL, pauseMs = Math.min(retryMaxMs, 2 * (failures.get(origin)?.pauseMs ?? retryMinMs / 2))) => {
    failures.set(origin, { untilMs: performance.now() + pauseMs, pauseMs })
  }
  const candidates = () => nodes().filter(({ origin }) => !((failures.get(origin)?.untilMs ?? 0) > performance.now()))
  const dependent = ({ above, node }: AttachedSession) =>
    above.some(({ origin }) => origin === present()?.origin) && candidates().some(({ origin }) => origin !== node.origin)
  const drop = () => {
    if (!session) return
    avoid(session.node, dependent(session) ? retryMaxMs : undefined)
    retire(session)
    session = undefined
  }
  const wanted = async (held: AttachedSession) => {
    const { pc, node, attachment, asked } = held
    if (node.origin === present()?.origin || dependent(held)) return false
    if (pc.connectionState !== 'connected' || attachment.channel?.readyState === 'closed' || asked.signal.aborted || attachment.control?.refuses()) return false
    let bytes = 0
    for (const report of (await pc.getStats()).values()) if (report.type === 'inbound-rtp') bytes += report.bytesReceived
    return bytes < unaskedBytes
  }
  const quickest = async (list: URL[]): Promise<URL | undefined> => {
    if (list.length < 2) return list[0]
    const over = new AbortController()
    const either = AbortSignal.any([signal, over.signal])
    const answer = async (node: URL) => ((await reach(node, either)) ? node : Promise.reject(new Error('no answer')))
    const first = await Promise.any(list.map(answer)).catch(() => list[0])
    over.abort()
    return first
  }
  const run = async () => {
    for (;;) {
      await sleep(lookEveryMs * (1 + Math.random()), signal)
      const held = session
      if (held) {
        if (!(await wanted(held)) && session === held) drop()
        continue
      }
      if (performance.now() < againMs) continue
      const node = await quickest(candidates().slice(0, raced))
      signal.throwIfAborted()
      if (!node) continue
      try {
        const opened = await open(node, signal)
        failures.delete(node.origin)
        if (signal.aborted || node.origin === present()?.origin) retire(opened)
        else session = opened
      } catch {
        avoid(node)
      }
    }
  }
  void run().catch(() => {
    if (session) retire(session)
    session = undefined
  })
  const connected = () => (session?.pc.connectionState === 'connected' && session.node.origin !== present()?.origin ? session : undefined)
  return {
    session: connected,
    take() {
      const taken = connected()
      if (taken) {
        session = undefined
        againMs = performance.now() + spreadMs * Math.random()
      }
      return taken
    },
    avoid: (node) => avoid(node),
  }
}
