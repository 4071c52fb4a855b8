import type { Limit } from '../control/frames.js'
import type { Control } from '../control/runControl.js'
import type { Protocol } from '../http/httpError.js'

/** What a role adds to one peer connection. */
export type Attachment = {
  /** The control channel, for roles that have one. */
  channel?: RTCDataChannel
  /** What is said over it. */
  control?: Control
  /** Called once the connection is to be used. */
  opened(): void
  /** Says goodbye at once; the connection is about to be closed. */
  bye(): void
}

export type AttachParameters = {
  pc: RTCPeerConnection
  media: MediaStream
  /** Counts the connection's unique payload. */
  payloadBytes: () => number
  /** Told what the node does, and what it says of other nodes. */
  onLimit: (limit: Limit) => void
  onAlternatives: (urls: URL[], above: URL[]) => void
  onMove: (reason: string) => void
}

/** What differs between watching and publishing. */
export type Role = {
  protocol: Protocol
  /** On standby, the node is to send nothing yet. */
  endpoint(node: URL, standby: boolean): URL
  /** Opens what is published, or the empty stream that will hold what is watched. */
  media(signal: AbortSignal): Promise<MediaStream>
  /** Adds what the offer is to contain. */
  attach(parameters: AttachParameters): Attachment
  /** Gives back what media() opened. */
  release(media: MediaStream): void
}
