import type { Limit } from './control/frames.js'
import type { ReceiptStats } from './control/runControl.js'
import type { CastoRole, CastoState } from './options.js'

/** A look at a running session. */
export type CastoStats = {
  role: CastoRole
  state: CastoState
  /** The stream's link, once known. */
  stream: string | undefined
  /** The node in use. */
  node: string | undefined
  /** Media payload bytes received (each packet once) or sent, since start(), over all connections. */
  bytes: number
  /** Media payload, bits per second over the last second or two. */
  bitsPerSecond: number
  /** Round trip to the node. */
  rttMs: number | undefined
  /** Picture size and rate as received or sent. */
  width: number | undefined
  height: number | undefined
  framesPerSecond: number | undefined
  /** Packets that never came, in this connection. */
  packetsLost: number
  /** Codecs in use, e.g. VP8 and opus. */
  codecs: string[]
  /** Times the connection was lost and followed by another. */
  reconnects: number
  /** Times that this was one held ready. */
  takeovers: number
  /** The node that a second connection is held ready to; viewers only. */
  standby: string | undefined
  /** What the relay limits, and why; viewers only. */
  limit: Limit
  /** Receipts of the present connection; undefined for publishers and before it is up. */
  receipts: ReceiptStats | undefined
}
