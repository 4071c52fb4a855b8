import { sleep } from '../sleep.js'
import { mediaTimes } from './mediaTimes.js'

export type UntilMediaParameters = {
  pc: RTCPeerConnection
  /** Ends the wait with false. */
  refused: () => boolean
  timeoutMs: number
  signal: AbortSignal
}

const lookEveryMs = 10

/** Waits until a connection has a picture to show, or sound if its stream has no picture. False if that takes too long. */
export async function untilMedia({ pc, refused, timeoutMs, signal }: UntilMediaParameters): Promise<boolean> {
  const pictures = pc.getTransceivers().some(({ receiver, currentDirection }) => receiver.track.kind === 'video' && currentDirection === 'recvonly')
  for (const startMs = performance.now(); performance.now() - startMs < timeoutMs && pc.connectionState === 'connected' && !refused(); ) {
    if (mediaTimes(pc, pictures ? 'video' : undefined) !== '') return true
    await sleep(lookEveryMs, signal)
  }
  return false
}
