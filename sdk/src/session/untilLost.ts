import { NetworkError } from '../errors/errors.js'
import { isReachable } from '../http/isReachable.js'
import { type RtcSample, readStats } from '../rtc/readStats.js'
import type { Session } from '../rtc/openSession.js'
import { sleep } from '../sleep.js'

export type UntilLostParameters = {
  session: Session
  /** Whose closing by the other side ends the session at once. */
  channel?: RTCDataChannel | undefined
  /** Told of every look at the statistics, four times a second. */
  onSample: (sample: RtcSample) => void
  /** Other ways to lose the session: calls `lose` with the reason, and ends with the signal. */
  also?: (lose: (details: string) => void, signal: AbortSignal) => void
  signal: AbortSignal
}

/** Often enough to notice a dead node within a second, seldom enough to cost nothing. */
const lookEveryMs = 250
/** A live stream is never so long without a packet: then the node is asked whether it lives. */
const silenceMs = 600
/** A node that still answers HTTP gets this long to bring the connection back before it is made anew. */
const disconnectedCapMs = 4000
/** Streams may pause: a silent transport asks the node whether it lives at most so often. */
const askEveryMs = 2000

/**
 * Watches over a session and returns why it is lost: the connection failed, the other side closed the channel, or nothing
 * came for a while and the node does not answer HTTP any more. Rejects with the signal's reason.
 */
export async function untilLost({ session, channel, onSample, also, signal }: UntilLostParameters): Promise<NetworkError> {
  const { pc, endpoint } = session
  const ended = new AbortController()
  const either = AbortSignal.any([signal, ended.signal])
  const lose = (details: string) => ended.abort(new NetworkError('The connection to the node was lost.', { details }))
  const onChange = () => {
    if (pc.connectionState === 'failed' || pc.connectionState === 'closed') lose(`connection ${pc.connectionState}`)
  }
  const onClose = () => lose('the node closed the session')
  const onOpen = () => channel?.addEventListener('close', onClose)
  pc.addEventListener('connectionstatechange', onChange)
  if (channel?.readyState === 'open') onOpen()
  else channel?.addEventListener('open', onOpen)

  let bytes = -1
  let silentSince = performance.now()
  let unwellSince: number | undefined
  let askedAt = Number.NEGATIVE_INFINITY
  try {
    onChange()
    also?.(lose, either)
    for (;;) {
      const sample = await readStats(pc)
      either.throwIfAborted()
      onSample(sample)
      const now = performance.now()
      if (sample.transportBytes !== bytes) {
        bytes = sample.transportBytes
        silentSince = now
      }
      unwellSince = pc.connectionState === 'connected' ? undefined : (unwellSince ?? now)
      if (unwellSince !== undefined && now - unwellSince >= disconnectedCapMs) lose('ICE stayed disconnected')
      const doubt = now - silentSince >= silenceMs || unwellSince !== undefined
      if (doubt && now - askedAt >= askEveryMs) {
        askedAt = now
        void isReachable(endpoint, either).then((reachable) => reachable || lose('the node is gone'))
      }
      await sleep(lookEveryMs, either)
    }
  } catch (error) {
    signal.throwIfAborted()
    if (ended.signal.aborted) return ended.signal.reason as NetworkError
    throw error
  } finally {
    ended.abort()
    pc.removeEventListener('connectionstatechange', onChange)
    channel?.removeEventListener('open', onOpen)
    channel?.removeEventListener('close', onClose)
  }
}
