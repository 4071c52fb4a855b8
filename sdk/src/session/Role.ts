import type { ReceiptStats } from '../control/runControl.js'
import type { Protocol } from '../http/httpError.js'

/** What a role adds to one peer connection. */
export type Attachment = {
  /** The control channel, for roles that have one. */
  channel?: RTCDataChannel
  /** Called once the connection is up. */
  opened(): void
  receipts?(): ReceiptStats
  /** Says goodbye at once; the connection is about to be closed. */
  bye(): void
}

/** What differs between watching and publishing. */
export type Role = {
  protocol: Protocol
  endpoint(node: URL): URL
  /** Opens what is published, or the empty stream that will hold what is watched. */
  media(signal: AbortSignal): Promise<MediaStream>
  /** Adds what the offer is to contain. `payloadBytes` counts the connection's unique payload. */
  attach(pc: RTCPeerConnection, media: MediaStream, payloadBytes: () => number): Attachment
  /** Gives back what media() opened. */
  release(media: MediaStream): void
}
